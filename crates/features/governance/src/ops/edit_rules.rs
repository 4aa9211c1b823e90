//! A steward changes how this community decides, where the rules do not say that only a decision does.

use super::rules::current_rules;
use super::set_rules::set_rules;
use crate::acting;
use crate::ids::Member;
use crate::proposal::check_reason;
use crate::proposal_refused::ProposalRefused;
use crate::terms::DecisionRules;
use kernel::{Id, Timestamp};
use store::{OpError, OpError::Refused, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct EditRules {
    pub rules: DecisionRules,
    /// The version it was written from.
    pub from_version: i64,
    pub reason: String,
}

/// Answers the new version.
///
/// # Errors
/// `NotAMember`, `NotASteward`, `OnlyByDecision`, `TextMovedOn`, `NothingChanged`, `ReasonMissing`, and whatever the
/// rules cannot be.
pub fn edit_rules(
    tx: &mut Tx,
    by: Id<Member>,
    input: &EditRules,
    now: Timestamp,
) -> Outcome<i64, ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    if !who.can(Power::EditCharter) {
        return Err(Refused(ProposalRefused::NotASteward));
    }
    let (version, before) = current_rules(tx)?;
    if before.only_by_decision {
        return Err(Refused(ProposalRefused::OnlyByDecision));
    }
    if version != input.from_version {
        return Err(Refused(ProposalRefused::TextMovedOn));
    }
    if before == input.rules {
        return Err(Refused(ProposalRefused::NothingChanged));
    }
    let reason = check_reason(&input.reason).map_err(Refused)?;
    set_rules(tx, &input.rules, &reason, None, Some(who.id), now).map_err(|error| match error {
        // What spending says against the small sums is about those.
        Refused(code) => Refused(ProposalRefused::parse(code).unwrap_or(ProposalRefused::StandingUnfit)),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}
