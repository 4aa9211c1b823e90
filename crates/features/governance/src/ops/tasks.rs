//! What a decision asks of somebody: set by who answers for the proposal, answered by who it was given to.

use super::conclude_paid::conclude_paid;
use super::steps::{Taken, announce, lock_proposal, take_step};
use crate::acting;
use crate::ids::Member;
use crate::proposal::{REASON_CHARS_MAX, Step, TaskState};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Proposal, ProposalTask};
use crate::task::{TASKS_MAX, TaskMove, check_what, move_task};
use kernel::{Id, Timestamp};
use store::{IdempotencyKey, OpError::Refused, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct SetTask {
    pub proposal: Id<Proposal>,
    pub what: String,
    pub assignee: Id<Member>,
    pub due_at: Timestamp,
    pub key: Option<IdempotencyKey>,
}

/// Answers its number.
///
/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NotYours`, `IsOver`, `TaskMissing`, `TaskTooLong`, `TooManyTasks`, `NoSuchMember`,
/// `DueIsPast`.
pub fn set_task(
    tx: &mut Tx,
    by: Id<Member>,
    input: &SetTask,
    now: Timestamp,
) -> Outcome<i64, ProposalRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ProposalRefused::KeyReused)? {
        return Ok(first);
    }
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    proposal.standing().led_by(who.asker()).map_err(Refused)?;
    if proposal.stage.is_over() {
        return Err(Refused(ProposalRefused::IsOver));
    }
    let what = check_what(&input.what).map_err(Refused)?;
    if proposal.task_count >= TASKS_MAX {
        return Err(Refused(ProposalRefused::TooManyTasks));
    }
    if !acting::is_current(tx, input.assignee)? {
        return Err(Refused(ProposalRefused::NoSuchMember));
    }
    if input.due_at <= now {
        return Err(Refused(ProposalRefused::DueIsPast));
    }
    proposal.task_count += 1;
    let number = proposal.task_count;
    tx.insert(&ProposalTask {
        community_id: proposal.community_id,
        proposal_id: proposal.id,
        number,
        what: what.clone(),
        assignee: input.assignee,
        state: TaskState::Assigned,
        due_at_us: input.due_at,
        set_by: who.id,
        set_at_us: now,
        answered_at_us: None,
        done_at_us: None,
        note: String::new(),
    })?;
    let step = Taken::of(Step::TaskSet, Some(who.id), what).about(number);
    take_step(tx, &mut proposal, step, now)?;
    announce(tx, "task_set", &proposal)?;
    tx.remember(&input.key, &number, now)?;
    Ok(number)
}

#[derive(Debug, Clone)]
pub struct AnswerTask {
    pub proposal: Id<Proposal>,
    pub number: i64,
    pub to: TaskMove,
    /// Why not, or what came of it.
    pub note: String,
}

/// # Errors
/// `NotAMember`, `NoSuchProposal`, `NoSuchTask`, `NotYourTask`, `TaskIsElsewhere`, `ReasonMissing`, `ReasonTooLong`.
pub fn answer_task(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AnswerTask,
    now: Timestamp,
) -> Outcome<TaskState, ProposalRefused> {
    let who = acting::acting(tx, by, now, ProposalRefused::NotAMember)?;
    let mut proposal = lock_proposal(tx, input.proposal)?;
    let task = tx.lock::<ProposalTask>((proposal.community_id, proposal.id, input.number))?;
    let mut task = task.ok_or(Refused(ProposalRefused::NoSuchTask))?;
    let leads = proposal.standing().led_by(who.asker()).is_ok();
    let mine = task.assignee == who.id;
    task.state = move_task(task.state, input.to, mine, leads, &input.note).map_err(Refused)?;
    if input.note.chars().count() > REASON_CHARS_MAX {
        return Err(Refused(ProposalRefused::ReasonTooLong));
    }
    task.note = input.note.trim().to_owned();
    match task.state {
        TaskState::Done => task.done_at_us = Some(now),
        TaskState::TakenOn | TaskState::Declined => task.answered_at_us = Some(now),
        TaskState::Assigned | TaskState::Dropped => {}
    }
    tx.save(&task)?;
    if task.state == TaskState::Done {
        let step = Taken::of(Step::TaskDone, Some(who.id), task.note.as_str()).about(task.number);
        take_step(tx, &mut proposal, step, now)?;
    }
    announce(tx, "task_answered", &proposal)?;
    // The last thing that somebody had to do, where the rest is paid.
    if matches!(task.state, TaskState::Done | TaskState::Dropped) {
        conclude_paid(tx, proposal.id, now)?;
    }
    Ok(task.state)
}
