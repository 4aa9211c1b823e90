//! A dispute ends: the contribution stands, counts in part, or does not count.

use super::Moved;
use super::record::record;
use crate::acting::{accepted_by, as_own, fault, has_confirmed, lock, note_step};
use crate::contribution::{ContributionRefused, Ruling, State, Step, reason};
use crate::ids::Member;
use crate::rows::{Contribution, Dispute};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct DecideDispute {
    pub contribution: Id<Contribution>,
    pub ruling: Ruling,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By a steward or treasurer who neither gave nor accepted nor confirmed nor disputed it. What stands counts from now.
///
/// # Errors
/// `NotAllowed`, `OwnContribution`, `ConfirmedByYou`, `AcceptedByYou`, `DisputedByYou`, `WrongState`, `ShareUnfit`, `ReasonMissing`, …
pub fn decide_dispute(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DecideDispute,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    use ContributionRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let row = lock(tx, input.contribution)?;
    community::must_hold(tx, by, Power::ApproveExpenses, No::NotAMember, No::NotAllowed)?;
    let key = (row.community_id, row.id);
    let disputed_by = tx.find::<Dispute>(key)?.map(|dispute| dispute.disputed_by);
    let disputed_by = as_own(tx, by, disputed_by)?;
    let confirmed = has_confirmed(tx, &row, by)?;
    let accepted_by = accepted_by(tx, &row)?;
    let accepted_by = as_own(tx, by, accepted_by)?;
    let judge = community::judging_as(tx, by, row.member)?;
    row.standing().decide(judge, disputed_by, (confirmed, accepted_by), input.ruling).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    let moved = settle(tx, row, input.ruling, Judge::Member(by), reason, now)?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// Who ended it: one member, or all of them together by this proposal.
pub(super) enum Judge {
    Member(Id<Member>),
    Decision(String),
}

/// What a decision would rule, looked at before it is decided: that the contribution waits for a ruling, and that the share makes sense.
///
/// # Errors
/// `NoSuchContribution`, `WrongState`, `ShareUnfit`.
pub fn check_ruling(
    tx: &mut Tx,
    contribution: &str,
    ruling: Ruling,
) -> Outcome<Id<Contribution>, ContributionRefused> {
    let none = || Refused(ContributionRefused::NoSuchContribution);
    let id = Id::<Contribution>::parse(contribution).map_err(|_| none())?;
    let row = tx.find::<Contribution>((tx.community(), id))?.ok_or_else(none)?;
    row.standing().rule(ruling).map_err(Refused)?;
    Ok(id)
}

/// Called by whoever carries decisions out: all members have ruled, whoever has a part in it among them. `note` says which proposal it was.
///
/// # Errors
/// `NoSuchContribution`, `WrongState`, `ShareUnfit`, `SumTooLarge`.
pub fn rule_by_decision(
    tx: &mut Tx,
    contribution: Id<Contribution>,
    ruling: Ruling,
    decision: &str,
    note: &str,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    let row = lock(tx, contribution)?;
    row.standing().rule(ruling).map_err(Refused)?;
    settle(tx, row, ruling, Judge::Decision(decision.to_owned()), note.to_owned(), now)
}

/// Writes down what was decided, and records what counts. The rules have been asked already.
pub(super) fn settle(
    tx: &mut Tx,
    mut row: Contribution,
    ruling: Ruling,
    judge: Judge,
    reason: String,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    let (by, decision) = match judge {
        Judge::Member(by) => (Some(by), None),
        Judge::Decision(decision) => (None, Some(decision)),
    };
    let dispute = tx.lock::<Dispute>((row.community_id, row.id))?;
    let mut dispute = dispute.ok_or_else(|| fault(format!("{}: its dispute is gone", row.id)))?;
    let step = match ruling {
        Ruling::Stands => Step::Upheld,
        Ruling::Part(_) => Step::UpheldInPart,
        Ruling::Refused => Step::Refused,
    };
    if let Ruling::Part(share) = ruling {
        let share = row.share().times(share).ok_or(Refused(ContributionRefused::ShareUnfit))?;
        (row.share_num, row.share_den) = (share.num(), share.den());
        row.value = row.worth().value().ok_or(Refused(ContributionRefused::SumTooLarge))?;
    }
    (dispute.outcome, dispute.decided_by, dispute.decision) = (Some(ruling.outcome()), by, decision);
    (dispute.decided_at_us, dispute.decided_reason) = (Some(now), reason.clone());
    tx.save(&dispute)?;
    note_step(tx, &mut row, step, by, reason, now)?;
    match ruling {
        Ruling::Refused => row.state = State::Refused,
        Ruling::Stands | Ruling::Part(_) => record(tx, &mut row, now)?,
    }
    tx.save(&row)?;
    let moved = Moved::of(&row);
    moved.announce(tx, "contribution_decided")?;
    Ok(moved)
}
