//! A further purse inside the books.

use super::membership::{acting, community};
use crate::CommunityRefused;
use kernel::Timestamp;
use ledger::FundKind;
use serde_json::json;
use store::{Fault, IdempotencyKey, OpError, OpError::Refused, Outcome, Tx};
use web::Power;
use web::ids::MemberId;

#[derive(Debug, Clone)]
pub struct OpenFundInput {
    pub actor: MemberId,
    pub kind: FundKind,
    pub name: String,
    pub key: IdempotencyKey,
}

/// Answers the fund's number.
pub fn open_fund(tx: &mut Tx, input: &OpenFundInput, now: Timestamp) -> Outcome<i64, CommunityRefused> {
    let first = tx.first_answer::<i64>(&input.key)?.or_refuse(CommunityRefused::KeyReused)?;
    if let Some(first) = first {
        return Ok(first);
    }
    let community = community(tx)?;
    acting(tx, input.actor, Power::EditCharter)?;
    let names = tx.rows::<(String,)>(crate::lists_store::FUND_NAMES, &[&community.community_id])?;
    if names.iter().any(|(name,)| *name == input.name) {
        return Err(Refused(CommunityRefused::NameTaken));
    }
    let fund = ledger::open_fund(tx, input.kind, &input.name, now).map_err(|error| match error {
        // A community has had its books since its first moment: a refusal here is a fault of ours.
        Refused(refused) => Fault::Engine(format!("fund: {refused:?}").into()),
        OpError::Fault(fault) => fault,
    })?;
    tx.announce("fund_opened", json!({ "fund": fund, "member": input.actor }).to_string())?;
    tx.remember(&input.key, &fund, now)?;
    Ok(fund)
}
