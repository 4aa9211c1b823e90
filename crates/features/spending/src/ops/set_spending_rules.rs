//! The rules of deciding say what may be spent without a decision of its own, and when a proof is demanded; what they permitted
//! before ends.

use crate::acting;
use crate::mandate::{MandateRefused, MandateState};
use crate::rows::{Mandate, StandingRule};
use crate::spending_store::of_month;
use crate::standing::{Month, SpendingRules};
use kernel::{Timestamp, Zone};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// Called by whoever keeps the rules of deciding, in the transaction in which they change. Where they permit the same as
/// before, this month's mandate goes on; else it ends, and what it has used counts against the next one of this month.
///
/// # Errors
/// `NoSuchFund`, `CeilingNotPositive`, `CeilingTooLarge`, `EachOutside`, `ProofSumUnfit`.
pub fn set_spending_rules(
    tx: &mut Tx,
    rules: &SpendingRules,
    rules_version: i64,
    now: Timestamp,
) -> Outcome<(), MandateRefused> {
    let community_id = tx.community();
    rules.check(ledger::AMOUNT_MAX).map_err(Refused)?;
    let standing = rules.standing;
    if let Some(standing) = standing
        && ledger::fund(tx, community_id, standing.fund)?.is_none()
    {
        return Err(Refused(MandateRefused::NoSuchFund));
    }
    let before = tx.lock::<StandingRule>(community_id)?;
    let fund = standing.map_or_else(|| before.as_ref().map_or(1, |rule| rule.fund), |standing| standing.fund);
    let rule = StandingRule {
        community_id,
        fund,
        month_minor: standing.map_or(0, |standing| standing.month_minor),
        each_minor: standing.map_or(0, |standing| standing.each_minor),
        rules_version,
        set_at_us: now,
        proof_above_minor: rules.proof_above_minor,
    };
    let same = before.as_ref().is_some_and(|before| before.standing() == standing);
    match before {
        Some(_) => tx.save(&rule)?,
        None => tx.insert(&rule)?,
    }
    if !same {
        end_this_month(tx, now)?;
    }
    Ok(())
}

/// No reason is written down: the rules have changed, and pages say so in the reader's language.
fn end_this_month(tx: &mut Tx, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    let zone = zone(tx)?;
    for id in of_month(tx, community, &Month::of(now, &zone).code)? {
        let Some(mandate) = tx.lock::<Mandate>((community, id))? else { continue };
        if mandate.state == MandateState::Ended {
            continue;
        }
        let number = mandate.number;
        tx.save(&Mandate { state: MandateState::Ended, ended_at_us: Some(now), ..mandate })?;
        tx.announce("mandate_ended", format!(r#"{{"mandate":"{id}","number":{number}}}"#))?;
    }
    Ok(())
}

pub(super) fn zone(tx: &mut Tx) -> Result<Zone, Fault> {
    let book = acting::book(tx)?;
    Zone::parse(&book.zone).map_err(|_| acting::fault(format!("the books' zone {} is unknown", book.zone)))
}
