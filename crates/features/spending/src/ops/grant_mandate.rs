//! A decision that passed permits spending.

use crate::acting;
use crate::ids::Member;
use crate::mandate::{MandateKind, MandateRefused, MandateState, Source, Terms};
use crate::rows::Mandate;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// What a decision asks to be permitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMandate {
    pub id: Id<Mandate>,
    pub kind: MandateKind,
    pub purpose: String,
    pub fund: i64,
    pub ceiling_minor: i64,
    /// The most of one expense; None: the ceiling.
    pub each_minor: Option<i64>,
    pub starts_at: Timestamp,
    /// Nothing is spent at this instant or later.
    pub ends_at: Timestamp,
    pub carried_by: Option<Id<Member>>,
    /// The proposal's id.
    pub decision: String,
    /// The proposal's.
    pub decision_title: String,
}

/// Makes a mandate; answers its number. Called by whoever carries out decisions: no member makes a mandate. The fund
/// may have less than the ceiling: what counts is what it has when money is spent.
///
/// # Errors
/// `NoSuchFund`, `CarrierNoMember`, and what does not hold of the terms.
pub fn grant_mandate(tx: &mut Tx, new: &NewMandate, now: Timestamp) -> Outcome<i64, MandateRefused> {
    let terms = Terms {
        purpose: &new.purpose,
        decision: &new.decision,
        ceiling_minor: new.ceiling_minor,
        each_minor: new.each_minor,
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        sum_max: ledger::AMOUNT_MAX,
    };
    let purpose = terms.check(now).map_err(Refused)?;
    let community = tx.community();
    if ledger::fund(tx, community, new.fund)?.is_none() {
        return Err(Refused(MandateRefused::NoSuchFund));
    }
    if let Some(carrier) = new.carried_by
        && acting::powers(tx, carrier)?.is_none()
    {
        return Err(Refused(MandateRefused::CarrierNoMember));
    }
    let mandate = Mandate {
        community_id: community,
        id: new.id,
        number: 0,
        purpose,
        fund: new.fund,
        currency: acting::currency(tx)?,
        ceiling_minor: new.ceiling_minor,
        each_minor: new.each_minor,
        spent_minor: 0,
        promised_minor: 0,
        starts_at_us: new.starts_at,
        ends_at_us: new.ends_at,
        carried_by: new.carried_by,
        source: Source::Decision,
        decision: Some(new.decision.trim().to_owned()),
        decision_title: Some(new.decision_title.clone()),
        rules_version: None,
        month: None,
        state: MandateState::Active,
        made_at_us: now,
        ended_at_us: None,
        ended_reason: None,
        concluded_at_us: None,
        campaign: None,
        kind: new.kind,
    };
    Ok(insert(tx, mandate)?.number)
}

/// Numbers and announces it.
pub(super) fn insert(tx: &mut Tx, mandate: Mandate) -> Result<Mandate, Fault> {
    let number = acting::count(tx, |count| count.mandate_count += 1)?.mandate_count;
    let mandate = Mandate { number, ..mandate };
    tx.insert(&mandate)?;
    let body = format!(
        r#"{{"mandate":"{}","number":{number},"fund":{},"ceiling_minor":{}}}"#,
        mandate.id, mandate.fund, mandate.ceiling_minor
    );
    tx.announce("mandate_granted", body)?;
    Ok(mandate)
}
