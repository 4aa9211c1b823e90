//! A new version of how this community decides, and what of it is kept where it is asked: below, in the community and
//! in spending.

use super::deeds::coded;
use crate::ids::Member;
use crate::rows::{DecisionCount, DecisionRulesVersion, Proposal};
use crate::terms::DecisionRules;
use kernel::{Id, Timestamp};
use spending::{SpendingRules, Standing};
use store::{Fault, OpError::Refused, Outcome, Tx};

/// Answers the number of the version. What could refuse is asked before anything is written.
///
/// # Errors
/// The code of what does not hold of the rules, or of their standing mandate.
pub(crate) fn set_rules(
    tx: &mut Tx,
    rules: &DecisionRules,
    reason: &str,
    decision: Option<Id<Proposal>>,
    set_by: Option<Id<Member>>,
    now: Timestamp,
) -> Outcome<i64, &'static str> {
    rules.check().map_err(|why| Refused(why.code()))?;
    let community_id = tx.community();
    let before = tx.find::<DecisionCount>(community_id)?;
    let version = before.map_or(0, |count| count.rules_version) + 1;
    coded(spending::set_spending_rules(tx, &of_spending(rules), version, now), |why| why.code())?;
    coded(community::set_by_decision_only(tx, rules.only_by_decision), web::Refusal::code)?;
    let words = serde_json::to_string(rules).map_err(|error| Fault::Codec(error.to_string().into()))?;
    match tx.lock::<DecisionCount>(community_id)? {
        Some(count) => tx.save(&DecisionCount { rules_version: version, ..count })?,
        None => tx.insert(&DecisionCount { community_id, proposal_count: 0, rules_version: version })?,
    }
    tx.insert(&DecisionRulesVersion {
        community_id,
        version,
        words,
        reason: reason.to_owned(),
        set_by,
        decision,
        set_at_us: now,
    })?;
    tx.announce("decision_rules_set", format!(r#"{{"version":{version}}}"#))?;
    Ok(version)
}

/// What they say about spending.
pub(super) fn of_spending(rules: &DecisionRules) -> SpendingRules {
    let standing = (rules.standing_month_minor > 0).then_some(Standing {
        fund: rules.standing_fund,
        month_minor: rules.standing_month_minor,
        each_minor: rules.standing_each_minor,
    });
    SpendingRules { standing, proof_above_minor: rules.proof_above_minor }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spending goes by the same sum while a community has set no rules.
    #[test]
    fn the_usual_proof_is_the_same_here_and_in_spending() {
        let usual = of_spending(&DecisionRules::default()).proof_above_minor;
        assert_eq!(usual, Some(spending::PROOF_ABOVE_MINOR));
    }
}
