//! The buyer objects to what was handed over, or somebody writes it down for a buyer without an account. The order is not accepted by silence until the complaint is answered.

use super::for_buyer::require_voice;
use super::order_rows::{Happened, advance, find_lines, find_order};
use crate::acting::{self, Actor, When};
use crate::complained_store::count;
use crate::complaint::{ComplaintKind, ComplaintRefused, Talk, claimed};
use crate::complaint_rows::{Complaint, ComplaintLine, ComplaintPhoto};
use crate::order::State;
use crate::rows::{Order, OrderLine, OrderStep};
use files::NewFile;
use files::kind::MediaType;
use kernel::{Id, Quantity};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Complain {
    pub order: Id<Order>,
    pub kind: ComplaintKind,
    /// Line numbers and how much of each. None: the whole order.
    pub lines: Vec<(i64, Quantity)>,
    /// What is wrong.
    pub reason: String,
    pub photos: Vec<NewFile>,
}

/// By the buyer, or in the name of one without an account by who hands over orders or may refund, within the after-sales
/// window. The job of acceptance finds the complaint open and leaves the order
/// alone; the answer enqueues another.
///
/// # Errors
/// `NoSuchOrder`, `NotYours`, `NotHandedOver`, `AcceptedAlready`, `ComplainedAlready`, `ReasonMissing`, `ReasonTooLong`, `LinesMissing`, …
pub fn complain(tx: &mut Tx, actor: Actor, input: &Complain, when: When) -> Outcome<Order, ComplaintRefused> {
    let mut order = find_order(tx, input.order)?.ok_or(Refused(ComplaintRefused::NoSuchOrder))?;
    require_voice(tx, actor, &order)?;
    let reason = acting::reason(&input.reason, ComplaintRefused::ReasonMissing)?;
    if input.reason.trim().chars().count() > acting::REASON_CHARS_MAX {
        return Err(Refused(ComplaintRefused::ReasonTooLong));
    }
    // A proposal that the buyer has not answered is the answer to the complaint before.
    if super::complained::open_complaint(tx, &order)?.is_some() {
        return Err(Refused(ComplaintRefused::ComplainedAlready));
    }
    let progress = order.progress().complain(when.happened_at);
    let progress = progress.map_err(|_| Refused(why_not(&order)))?;
    let had: Vec<Quantity> = find_lines(tx, &order)?.iter().map(left).collect();
    claimed(input.kind, &input.lines, &had, input.photos.len()).map_err(Refused)?;
    let picture = |photo: &NewFile| MediaType::parse(&photo.media_type).is_some_and(MediaType::is_picture);
    if !input.photos.iter().all(picture) {
        return Err(Refused(ComplaintRefused::NotAPicture));
    }
    let number = count(tx, order.id)? + 1;
    let reason = Some(reason.as_str());
    let event = Happened { reason, ..Happened::of(OrderStep::Complained, actor.member(), when) };
    advance(tx, &mut order, progress, event)?;
    write(tx, &order, input, number, (actor, when))?;
    Ok(order)
}

/// Of an order that cannot be complained of and has no open complaint.
fn why_not(order: &Order) -> ComplaintRefused {
    match order.state {
        State::Placed | State::AwaitingPayment | State::PaymentClaimed | State::Paid => {
            ComplaintRefused::NotHandedOver
        }
        State::Fulfilled | State::Accepted | State::Settled => ComplaintRefused::AcceptedAlready,
        State::Cancelled | State::Expired => ComplaintRefused::WrongState,
    }
}

/// What the buyer has of a line.
pub(super) fn left(line: &OrderLine) -> Quantity {
    Quantity::from_milli(line.quantity_milli.milli - line.returned_milli.milli)
}

fn write(
    tx: &mut Tx,
    order: &Order,
    input: &Complain,
    number: i64,
    (actor, when): (Actor, When),
) -> Result<(), Fault> {
    let (community_id, order_id, talk) = (order.community_id, order.id, Talk::opened());
    tx.insert(&Complaint {
        community_id,
        order_id,
        number,
        buyer: order.buyer,
        kind: input.kind,
        state: talk.state,
        said_at: order.event_count,
        opened_at_us: when.happened_at,
        since_us: when.happened_at,
        remedy_count: talk.remedies,
    })?;
    for (line, quantity_milli) in input.lines.iter().copied() {
        tx.insert(&ComplaintLine { community_id, order_id, complaint: number, line, quantity_milli })?;
    }
    for (place, photo) in (1..).zip(&input.photos) {
        files::record(tx, photo, actor.member().unwrap_or(order.buyer), when.recorded_at)?;
        let (complaint, file_id) = (number, photo.id);
        tx.insert(&ComplaintPhoto { community_id, order_id, complaint, number: place, file_id })?;
    }
    Ok(())
}
