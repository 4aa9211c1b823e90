//! A further purse inside the books.

use super::membership::{acting, community};
use crate::CommunityRefused;
use crate::pages::settings::{FundForm, LabelForm, SettingsPage};
use axum::extract::State;
use kernel::Timestamp;
use ledger::FundKind;
use serde::Serialize;
use serde_json::json;
use store::{Fault, IdempotencyKey, OpError, OpError::Refused, Outcome, Tx};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::{Answer, Caller, Errors, Keyed, Power, Reply, Site};

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

/// What was opened.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenedFund {
    number: i64,
}

/// Opens a fund.
#[utoipa::path(post, path = "/c/{slug}/settings/funds", tag = "community", params(("slug" = String, Path)), request_body = FundForm,
    responses((status = 201, body = OpenedFund), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn post(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<FundForm>,
) -> Answer {
    let actor = caller.may(Power::EditCharter)?.member;
    let (at, now) = (caller.community()?, site.now());
    let page = SettingsPage::read(&caller, &site).await?.with(form.clone(), LabelForm::default());
    let (kind, name) = match form.read(caller.lang) {
        Ok(read) => read,
        Err(errors) => return page.again(&caller, errors),
    };
    let input = OpenFundInput { actor, kind, name, key: key.of(&caller, "open_fund")? };
    match site.db.transact(at.number, move |tx| open_fund(tx, &input, now)).await {
        Ok(number) => {
            Reply::created_json(&caller, &format!("/c/{}/settings", at.slug), &OpenedFund { number })
        }
        Err(Refused(why)) => page.again(&caller, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
