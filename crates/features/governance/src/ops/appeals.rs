//! An objection to how it was decided: nothing is carried out while one waits.

use super::finish_ballot::drop_weighted;
use super::named::tell_named;
use super::steps::{Taken, take_step};
use crate::acting;
use crate::ballot::{BallotRefused, may_appeal};
use crate::ids::Member;
use crate::jobs;
use crate::proposal::{Stage, Step};
use crate::rows::{Ballot, BallotAppeal, BallotVoter, Proposal, ProposalText};
use crate::stored;
use crate::terms::{AppealState, BallotState, Outcome as Decided};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct Appeal {
    pub ballot: Id<Ballot>,
    pub by: Id<Member>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By a member of the electorate, within the time to appeal, once for each ballot, and once more where the first was withdrawn. Answers its number.
///
/// # Errors
/// `NoSuchBallot`, `NotAMember`, `NotInElectorate`, `NotClosed`, `AppealTooLate`, `AppealWaits`,
/// `AppealedBefore`, `ReasonMissing`, `KeyReused`.
pub fn appeal(tx: &mut Tx, input: &Appeal, now: Timestamp) -> Outcome<i64, BallotRefused> {
    if let Some(first) = tx.first_answer::<i64>(&input.key)?.or_refuse(BallotRefused::KeyReused)? {
        return Ok(first);
    }
    let community = tx.community();
    let ballot = tx.lock::<Ballot>((community, input.ballot))?;
    let mut ballot = ballot.ok_or(Refused(BallotRefused::NoSuchBallot))?;
    acting::powers(tx, input.by)?.ok_or(Refused(BallotRefused::NotAMember))?;
    let voter = tx.find::<BallotVoter>((community, ballot.id, input.by))?;
    voter.ok_or(Refused(BallotRefused::NotInElectorate))?;
    if matches!(ballot.state, BallotState::Open | BallotState::Annulled | BallotState::CalledOff) {
        return Err(Refused(BallotRefused::NotClosed));
    }
    // The instant of the execution is too late: it runs then.
    if ballot.state == BallotState::Final || ballot.execute_at_us.is_none_or(|until| now >= until) {
        return Err(Refused(BallotRefused::AppealTooLate));
    }
    // Clocks of nodes differ: whatever one of them says, what has been carried out is not appealed against any more.
    let proposal = tx.find_first::<Proposal>((community, ballot.proposal_id))?;
    if !proposal.is_some_and(|proposal| matches!(proposal.stage, Stage::Passed | Stage::Rejected)) {
        return Err(Refused(BallotRefused::AppealTooLate));
    }
    let all = appeals(tx, &ballot)?;
    let own = all.iter().filter(|one| one.by_member == input.by).map(|one| one.state);
    may_appeal(&own.collect::<Vec<_>>()).map_err(Refused)?;
    let reason = stored::reason(&input.reason, BallotRefused::ReasonMissing)?;
    ballot.appeal_count += 1;
    tx.insert(&BallotAppeal {
        community_id: community,
        ballot_id: ballot.id,
        number: ballot.appeal_count,
        by_member: input.by,
        reason: reason.clone(),
        at_us: now,
        state: AppealState::Waiting,
        decided_by: None,
        decided_at_us: None,
        answer: String::new(),
    })?;
    tx.save(&ballot)?;
    step(tx, &ballot, Taken::of(Step::Appealed, Some(input.by), reason), None, now)?;
    let body = serde_json::json!({ "ballot": ballot.id, "appeal": ballot.appeal_count });
    tx.announce("ballot_appealed", body.to_string())?;
    tx.remember(&input.key, &ballot.appeal_count, now)?;
    Ok(ballot.appeal_count)
}

#[derive(Debug, Clone)]
pub struct DecideAppeal {
    pub ballot: Id<Ballot>,
    pub number: i64,
    pub by: Id<Member>,
    pub uphold: bool,
    /// Everybody reads it.
    pub answer: String,
}

/// By whoever may decide on appeals, and neither brought this one nor owns the proposal, wrote
/// its text or opened the ballot. Upheld, the outcome is void and the
/// proposal a draft again; dismissed, it goes on, at once where its time has come meanwhile.
///
/// # Errors
/// `NoSuchBallot`, `NoSuchAppeal`, `AppealDecided`, `NotAMember`, `NotAllowed`, `OwnAppeal`, `OwnProposal`,
/// `ReasonMissing`.
pub fn decide_appeal(tx: &mut Tx, input: &DecideAppeal, now: Timestamp) -> Outcome<(), BallotRefused> {
    let community = tx.community();
    let ballot = tx.lock::<Ballot>((community, input.ballot))?;
    let mut ballot = ballot.ok_or(Refused(BallotRefused::NoSuchBallot))?;
    let powers = acting::powers(tx, input.by)?.ok_or(Refused(BallotRefused::NotAMember))?;
    if !powers.has(Power::DecideAppeals) {
        return Err(Refused(BallotRefused::NotAllowed));
    }
    let mut all = appeals(tx, &ballot)?;
    let at = all.iter().position(|one| one.number == input.number);
    let at = at.ok_or(Refused(BallotRefused::NoSuchAppeal))?;
    if all[at].state != AppealState::Waiting {
        return Err(Refused(BallotRefused::AppealDecided));
    }
    if all[at].by_member == input.by {
        return Err(Refused(BallotRefused::OwnAppeal));
    }
    let proposal = tx.find_first::<Proposal>((community, ballot.proposal_id))?;
    let text = tx.find_first::<ProposalText>((community, ballot.proposal_id, ballot.text_version))?;
    // Handing a proposal over makes nobody impartial: who wrote it and who opened the ballot stay bound to it.
    if bound_to(proposal.as_ref(), text.as_ref(), &ballot).contains(&input.by) {
        return Err(Refused(BallotRefused::OwnProposal));
    }
    let answer = stored::reason(&input.answer, BallotRefused::ReasonMissing)?;
    let state = if input.uphold { AppealState::Upheld } else { AppealState::Dismissed };
    // An outcome that is void is void for whoever else appealed against it.
    let others = |one: &BallotAppeal| input.uphold && one.state == AppealState::Waiting;
    for one in all.iter_mut().filter(|one| one.number == input.number || others(one)) {
        one.state = state;
        one.decided_by = Some(input.by);
        one.decided_at_us = Some(now);
        one.answer = answer.clone();
        tx.save(one)?;
    }
    if input.uphold {
        ballot.state = BallotState::Annulled;
        ballot.final_at_us = Some(now);
        drop_weighted(tx, &ballot)?;
        tx.save(&ballot)?;
        let taken = Taken::of(Step::AppealUpheld, Some(input.by), answer);
        step(tx, &ballot, taken, Some(Stage::Draft), now)?;
        tell_named(tx, &ballot, Stage::Draft, now)?;
    } else {
        step(tx, &ballot, Taken::of(Step::AppealDismissed, Some(input.by), answer), None, now)?;
        if !all.iter().any(|one| one.state == AppealState::Waiting) {
            go_on(tx, &ballot, now)?;
        }
    }
    let body = serde_json::json!({ "ballot": ballot.id, "appeal": input.number, "state": state });
    tx.announce("ballot_appeal_decided", body.to_string())?;
    Ok(())
}

/// Whom the outcome is too near to for deciding on an appeal against it.
pub(crate) fn bound_to(
    proposal: Option<&Proposal>,
    text: Option<&ProposalText>,
    ballot: &Ballot,
) -> Vec<Id<Member>> {
    let near = proposal.map(|proposal| proposal.owner).into_iter().chain(text.map(|text| text.written_by));
    near.chain([ballot.opened_by]).collect()
}

/// By whoever brought it, while it waits: what was decided goes on, at once where its time has come meanwhile. The first
/// time they may bring another one while there is time.
///
/// # Errors
/// `NoSuchBallot`, `NoSuchAppeal`, `NotAMember`, `NotYourAppeal`, `AppealDecided`.
pub fn withdraw_appeal(
    tx: &mut Tx,
    (ballot, number): (Id<Ballot>, i64),
    by: Id<Member>,
    now: Timestamp,
) -> Outcome<(), BallotRefused> {
    let ballot = tx.lock::<Ballot>((tx.community(), ballot))?;
    let ballot = ballot.ok_or(Refused(BallotRefused::NoSuchBallot))?;
    acting::powers(tx, by)?.ok_or(Refused(BallotRefused::NotAMember))?;
    let mut all = appeals(tx, &ballot)?;
    let one = all.iter_mut().find(|one| one.number == number);
    let one = one.ok_or(Refused(BallotRefused::NoSuchAppeal))?;
    if one.by_member != by {
        return Err(Refused(BallotRefused::NotYourAppeal));
    }
    if one.state != AppealState::Waiting {
        return Err(Refused(BallotRefused::AppealDecided));
    }
    (one.state, one.decided_by, one.decided_at_us) = (AppealState::Withdrawn, Some(by), Some(now));
    tx.save(one)?;
    step(tx, &ballot, Taken::of(Step::AppealWithdrawn, Some(by), String::new()), None, now)?;
    if !all.iter().any(|one| one.state == AppealState::Waiting) {
        go_on(tx, &ballot, now)?;
    }
    let body = serde_json::json!({ "ballot": ballot.id, "appeal": number });
    tx.announce("ballot_appeal_withdrawn", body.to_string())?;
    Ok(())
}

/// What waited for the appeal.
fn go_on(tx: &mut Tx, ballot: &Ballot, now: Timestamp) -> Result<(), Fault> {
    let due_at = ballot.execute_at_us.unwrap_or(now).max(now);
    if ballot.outcome == Some(Decided::Passed) {
        tx.enqueue(jobs::execute(ballot.proposal_id, due_at))?;
    }
    tx.enqueue(jobs::finish(ballot.id, due_at))
}

/// All of a ballot, by number, held: they are few.
pub(super) fn appeals(tx: &mut Tx, ballot: &Ballot) -> Result<Vec<BallotAppeal>, Fault> {
    let key = |number| (ballot.community_id, ballot.id, number);
    let keys: Vec<_> = (1..=ballot.appeal_count).map(key).collect();
    Ok(tx.lock_all::<BallotAppeal>(&keys)?.into_iter().flatten().collect())
}

fn step(tx: &mut Tx, ballot: &Ballot, taken: Taken, to: Option<Stage>, now: Timestamp) -> Result<(), Fault> {
    let proposal = tx.lock::<Proposal>((ballot.community_id, ballot.proposal_id))?;
    let mut proposal = proposal.ok_or_else(|| stored::fault("a ballot without a proposal"))?;
    if let Some(stage) = to {
        (proposal.stage, proposal.stage_since_us) = (stage, now);
    }
    take_step(tx, &mut proposal, taken.about(ballot.id), now)
}
