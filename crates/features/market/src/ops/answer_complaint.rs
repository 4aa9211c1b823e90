//! A buyer's complaint gets its answer: money, the goods once more, or a reason why neither. It is a proposal: it is
//! carried out when the buyer agrees.

use super::carry_out::{Proposed, gives_all_back, plan};
use super::complained::{end, open_complaint, order_for, standing};
use super::for_buyer::is_payers_word;
use super::order_rows::{Happened, advance, find_lines};
use super::set_up_market::terms;
use crate::acting::{self, Actor, When};
use crate::books::fault;
use crate::complained_store;
use crate::complaint::{ComplaintRefused, ComplaintState, RemedyKind, RemedyState};
use crate::complaint_rows::{Complaint, Remedy, RemedyLine};
use crate::jobs;
use crate::offer::StockShort;
use crate::order::{OrderRefused, Progress};
use crate::rows::{OfferVariant, Order, OrderLine, OrderStep};
use kernel::{Id, Quantity};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct AnswerComplaint {
    pub order: Id<Order>,
    pub remedy: Id<Remedy>,
    pub proposed: Proposed,
    /// What the buyer is told.
    pub reason: String,
}

/// By whoever may refund. The after-sales window runs again from here, but not where there is nothing offered: that waits for
/// the buyer, or for `confirm_answer`; nor where the buyer has no account and who proposes less than all gets a part of the price: that
/// waits for somebody else's word for the buyer. While the buyer has not answered, another
/// proposal takes the place of the one that stands.
///
/// # Errors
/// `NotAllowed`, `NotAMember`, `NoSuchOrder`, `OwnOrder`, `ReasonMissing`, `WrongState` when no complaint is open, and why
/// what is proposed cannot be promised.
pub fn answer_complaint(
    tx: &mut Tx,
    actor: Actor,
    input: &AnswerComplaint,
    when: When,
) -> Outcome<Order, ComplaintRefused> {
    let mut order = order_for(tx, actor, input.order)?;
    let reason = acting::reason(&input.reason, ComplaintRefused::ReasonMissing)?;
    let complaint = open_complaint(tx, &order)?;
    let mut complaint = complaint.ok_or(Refused(ComplaintRefused::WrongState))?;
    let talk = complaint.talk().propose().map_err(Refused)?;
    let of: Vec<i64> = complained_store::lines(tx, &complaint)?.into_iter().map(|(line, _)| line).collect();
    let lines = find_lines(tx, &order)?;
    let waits = match &input.proposed {
        Proposed::Nothing => true,
        some => !gives_all_back(&lines, &of, some) && is_payers_word(tx, &order, actor.member())?,
    };
    let progress = answered(tx, &order, &complaint, waits, when)?;
    if complaint.state == ComplaintState::Proposed {
        // First: what it holds may be what the new one wants.
        let before = standing(tx, &complaint)?;
        end(tx, &order, before, RemedyState::Superseded, None)?;
    }
    plan(tx, &order, &lines, &of, &input.proposed)?;
    if let Some(due_at) = progress.accept_due {
        tx.enqueue(jobs::accept(order.id, due_at))?;
    }
    let reason = Some(reason.as_str());
    let event = Happened { reason, ..Happened::of(OrderStep::ComplaintAnswered, actor.member(), when) };
    advance(tx, &mut order, progress, event)?;
    complaint.set_talk(talk, when.happened_at);
    tx.save(&complaint)?;
    write(tx, &order, &lines, &complaint, input, (actor, when))?;
    Ok(order)
}

/// What stands `waits` for somebody's word, or for the end of the window.
fn answered(
    tx: &mut Tx,
    order: &Order,
    complaint: &Complaint,
    waits: bool,
    when: When,
) -> Outcome<Progress, ComplaintRefused> {
    let asked = match complaint.state {
        // The clock runs since the proposal that stands: it begins again.
        ComplaintState::Proposed => order.progress().complain(when.happened_at),
        _ => Ok(order.progress()),
    };
    let terms = terms(tx)?;
    let progress = asked.and_then(|progress| match waits {
        true => progress.answer_without_clock(),
        false => progress.answer_complaint(&terms, when.happened_at),
    });
    progress.map_err(|why: OrderRefused| match why {
        OrderRefused::WrongState => Refused(ComplaintRefused::WrongState),
        other => fault(format!("{}: {other}", order.id)).into(),
    })
}

fn write(
    tx: &mut Tx,
    order: &Order,
    lines: &[OrderLine],
    complaint: &Complaint,
    input: &AnswerComplaint,
    (actor, when): (Actor, When),
) -> Outcome<(), ComplaintRefused> {
    let (community_id, order_id) = (order.community_id, order.id);
    let (kind, amount_minor) = match &input.proposed {
        Proposed::Nothing => (RemedyKind::Nothing, None),
        Proposed::Refund(minor) => (RemedyKind::Refund, Some(*minor)),
        Proposed::Replacement(_) => (RemedyKind::Replacement, None),
    };
    tx.insert(&Remedy {
        community_id,
        order_id,
        complaint: complaint.number,
        number: complaint.remedy_count,
        id: input.remedy,
        kind,
        state: RemedyState::Open,
        amount_minor,
        by_member: actor.member(),
        said_at: order.event_count,
        proposed_at_us: when.happened_at,
        answered_at: None,
        refund_id: None,
        follow_up: None,
    })?;
    let Proposed::Replacement(wanted) = &input.proposed else { return Ok(()) };
    for (number, quantity) in wanted {
        let line = lines.iter().find(|line| line.number == *number);
        let line = line.ok_or(Refused(ComplaintRefused::NoSuchLine))?;
        hold(tx, line, *quantity)?;
        let (complaint, remedy) = (complaint.number, complaint.remedy_count);
        let (line, quantity_milli) = (*number, *quantity);
        tx.insert(&RemedyLine { community_id, order_id, complaint, remedy, line, quantity_milli })?;
    }
    Ok(())
}

/// What is promised is kept for the buyer until there is an answer.
fn hold(tx: &mut Tx, line: &OrderLine, quantity: Quantity) -> Outcome<(), ComplaintRefused> {
    let variant = tx.lock::<OfferVariant>((line.community_id, line.offer_id, line.variant))?;
    let missing = || -> Fault { fault(format!("{} {}: no such variant", line.offer_id, line.variant)) };
    let mut variant = variant.ok_or_else(missing)?;
    let stock = variant.stock().hold(quantity.milli);
    variant.set_stock(stock.map_err(|StockShort| Refused(ComplaintRefused::SoldOut))?);
    Ok(tx.save(&variant)?)
}
