//! The buyer answers what is proposed for a complaint, or somebody says what a buyer without an account has said: agreed to, it is done at once; declined, the talk goes on.

use super::carry_out::{Plan, Proposed, carry_out, gives_all_back, plan};
use super::complained::{end, open_complaint, standing};
use super::for_buyer::{is_payers_word, require_nothing_at_stake, require_voice};
use super::order_rows::{Happened, advance, find_lines, find_order, go, keep};
use super::set_up_market::terms;
use crate::acting::{self, Actor, When};
use crate::books::fault;
use crate::complained_store;
use crate::complaint::{ComplaintRefused, ComplaintState, RemedyKind, RemedyState};
use crate::complaint_rows::{Complaint, Remedy};
use crate::jobs;
use crate::rows::{Order, OrderEvent, OrderStep};
use kernel::{Id, Quantity};
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct AnswerRemedy {
    pub order: Id<Order>,
    /// Which proposal of the complaint, counted from 1: the one that the buyer has read.
    pub remedy: i64,
    /// Why it is declined.
    pub reason: String,
}

/// By the buyer; of one without an account by who speaks for them, who neither proposed it nor pays for it. It is posted in
/// this transaction.
///
/// # Errors
/// `NoSuchOrder`, `NotYours`, `OwnProposal`, `PaysForIt`, `WrongState` when nothing is proposed, `ProposalChanged`; `MoreThanPaid`, `PriceShort` where
/// money was given back since.
pub fn agree_remedy(
    tx: &mut Tx,
    actor: Actor,
    input: &AnswerRemedy,
    when: When,
) -> Outcome<Order, ComplaintRefused> {
    let (mut order, mut complaint) = asked(tx, actor, input.order)?;
    let talk = complaint.talk().agree(input.remedy).map_err(Refused)?;
    let mut remedy = standing(tx, &complaint)?;
    require_nothing_at_stake(tx, actor, &order, &remedy)?;
    let plan = planned(tx, &order, &complaint, &remedy)?;
    complaint.set_talk(talk, when.happened_at);
    tx.save(&complaint)?;
    agreed(tx, &mut order, &mut remedy, plan, actor, when)?;
    if order.accept_due_us.is_none() {
        start_clock(tx, &mut order, when)?;
    }
    keep(tx, &order, OrderStep::RemedyAgreed)?;
    Ok(order)
}

/// By whom it could be agreed to, with a reason. The complaint waits for another proposal, and the clock stands still.
///
/// # Errors
/// `NoSuchOrder`, `NotYours`, `OwnProposal`, `PaysForIt`, `ReasonMissing`, `WrongState` when nothing is proposed or the
/// window has passed, `ProposalChanged`.
pub fn decline_remedy(
    tx: &mut Tx,
    actor: Actor,
    input: &AnswerRemedy,
    when: When,
) -> Outcome<Order, ComplaintRefused> {
    let (mut order, mut complaint) = asked(tx, actor, input.order)?;
    let talk = complaint.talk().decline(input.remedy).map_err(Refused)?;
    let reason = acting::reason(&input.reason, ComplaintRefused::ReasonMissing)?;
    let progress = order.progress().complain(when.happened_at);
    let progress = progress.map_err(|_| Refused(ComplaintRefused::WrongState))?;
    let remedy = standing(tx, &complaint)?;
    require_nothing_at_stake(tx, actor, &order, &remedy)?;
    let reason = Some(reason.as_str());
    let event = Happened { reason, ..Happened::of(OrderStep::RemedyDeclined, actor.member(), when) };
    advance(tx, &mut order, progress, event)?;
    end(tx, &order, remedy, RemedyState::Declined, Some(order.event_count))?;
    complaint.set_talk(talk, when.happened_at);
    tx.save(&complaint)?;
    Ok(order)
}

/// The time to accept runs. The order is changed, not yet saved.
pub(super) fn start_clock(tx: &mut Tx, order: &mut Order, when: When) -> Result<(), Fault> {
    let progress = order.progress().start_clock(&terms(tx)?, when.happened_at);
    order.set_progress(progress.map_err(|why| fault(format!("{}: {why}", order.id)))?);
    match order.accept_due_us {
        Some(due_at) => tx.enqueue(jobs::accept(order.id, due_at)),
        None => Ok(()),
    }
}

/// Somebody else than who said that there is nothing has looked at it since.
pub(super) fn is_confirmed(tx: &mut Tx, order: &Order, remedy: &Remedy) -> Result<bool, Fault> {
    for number in remedy.said_at + 1..=order.event_count {
        let event = tx.find::<OrderEvent>((order.community_id, order.id, number))?;
        if event.is_some_and(|event| event.step == OrderStep::AnswerConfirmed) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn asked(tx: &mut Tx, actor: Actor, order: Id<Order>) -> Outcome<(Order, Complaint), ComplaintRefused> {
    let order = find_order(tx, order)?.ok_or(Refused(ComplaintRefused::NoSuchOrder))?;
    require_voice(tx, actor, &order)?;
    let complaint = open_complaint(tx, &order)?;
    Ok((order, complaint.ok_or(Refused(ComplaintRefused::WrongState))?))
}

/// Whether what was proposed can be done still.
fn planned(
    tx: &mut Tx,
    order: &Order,
    complaint: &Complaint,
    remedy: &Remedy,
) -> Outcome<Plan, ComplaintRefused> {
    let (proposed, of) = proposal(tx, complaint, remedy)?;
    let lines = find_lines(tx, order)?;
    plan(tx, order, &lines, &of, &proposed)
}

/// What is offered, and of which lines.
fn proposal(tx: &mut Tx, complaint: &Complaint, remedy: &Remedy) -> Result<(Proposed, Vec<i64>), Fault> {
    let proposed = match remedy.kind {
        RemedyKind::Nothing => Proposed::Nothing,
        RemedyKind::Refund => Proposed::Refund(remedy.amount_minor.unwrap_or(0)),
        RemedyKind::Replacement => {
            let wanted = complained_store::remedy_lines(tx, remedy)?.into_iter();
            Proposed::Replacement(wanted.map(|(line, milli)| (line, Quantity::from_milli(milli))).collect())
        }
    };
    let of = complained_store::lines(tx, complaint)?.into_iter().map(|(line, _)| line).collect();
    Ok((proposed, of))
}

/// Whether who would pay for more has offered less than all to a buyer without an account.
fn is_sparing(tx: &mut Tx, order: &Order, complaint: &Complaint, remedy: &Remedy) -> Result<bool, Fault> {
    let (proposed, of) = proposal(tx, complaint, remedy)?;
    let lines = find_lines(tx, order)?;
    Ok(!gives_all_back(&lines, &of, &proposed) && is_payers_word(tx, order, remedy.by_member)?)
}

/// The order is changed, not yet saved.
fn agreed(
    tx: &mut Tx,
    order: &mut Order,
    remedy: &mut Remedy,
    plan: Plan,
    actor: Actor,
    when: When,
) -> Result<(), Fault> {
    let progress = order.progress();
    go(tx, order, progress, Happened::of(OrderStep::RemedyAgreed, actor.member(), when))?;
    (remedy.state, remedy.answered_at) = (RemedyState::Agreed, Some(order.event_count));
    let said = tx.find_first::<OrderEvent>((order.community_id, order.id, remedy.said_at))?;
    let reason = said.and_then(|event| event.reason).unwrap_or_default();
    let mut lines = find_lines(tx, order)?;
    carry_out(tx, order, &mut lines, remedy, plan, reason, when)?;
    tx.save(remedy)
}

/// What the window that passes without a word does to what was proposed.
pub(super) enum Silence {
    /// Nothing stood, or it was done.
    Accepts,
    /// It could not be done any more: the complaint waits for another proposal.
    WaitsOn,
    /// Nothing is offered, or by who would pay for more, and only one person has looked: that is no matter for silence.
    Asks,
}

/// Silence agrees to what is offered. The order is changed, not yet saved.
pub(super) fn agree_by_silence(tx: &mut Tx, order: &mut Order, when: When) -> Result<Silence, Fault> {
    let Some(mut complaint) = open_complaint(tx, order)? else { return Ok(Silence::Accepts) };
    if complaint.state != ComplaintState::Proposed {
        return Err(fault(format!("{}: the clock runs while a complaint waits", order.id)));
    }
    let mut remedy = standing(tx, &complaint)?;
    if remedy.kind == RemedyKind::Nothing && !is_confirmed(tx, order, &remedy)? {
        order.set_progress(order.progress().without_clock());
        return Ok(Silence::Asks);
    }
    if remedy.kind != RemedyKind::Nothing && is_sparing(tx, order, &complaint, &remedy)? {
        order.set_progress(order.progress().without_clock());
        return Ok(Silence::Asks);
    }
    let planned = match planned(tx, order, &complaint, &remedy) {
        Err(OpError::Fault(fault)) => return Err(fault),
        Err(OpError::Refused(_)) => None,
        Ok(plan) => Some(plan),
    };
    let (talk, silence) = match planned.is_some() {
        true => (complaint.talk().agree(remedy.number), Silence::Accepts),
        false => (complaint.talk().decline(remedy.number), Silence::WaitsOn),
    };
    complaint.set_talk(talk.map_err(|why| fault(format!("{}: {why}", order.id)))?, when.happened_at);
    tx.save(&complaint)?;
    if let Some(plan) = planned {
        agreed(tx, order, &mut remedy, plan, Actor::System, when)?;
        return Ok(silence);
    }
    let progress = order.progress().wait_on(when.happened_at);
    go(tx, order, progress, Happened::of(OrderStep::RemedyImpossible, None, when))?;
    let answered_at = Some(order.event_count);
    end(tx, order, remedy, RemedyState::Impossible, answered_at)?;
    Ok(silence)
}

/// The buyer is content as it is: a complaint is over, and what was proposed is let go.
pub(super) fn withdraw(tx: &mut Tx, order: &Order, when: When) -> Result<(), Fault> {
    let Some(mut complaint) = open_complaint(tx, order)? else { return Ok(()) };
    if complaint.state == ComplaintState::Proposed {
        let remedy = standing(tx, &complaint)?;
        end(tx, order, remedy, RemedyState::Dropped, Some(order.event_count))?;
    }
    let talk = complaint.talk().withdraw().map_err(|why| fault(format!("{}: {why}", order.id)))?;
    complaint.set_talk(talk, when.happened_at);
    tx.save(&complaint)
}
