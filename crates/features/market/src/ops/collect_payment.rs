//! One of many payments that are entered together. Nobody looks at each: so only what is plain is entered, the very sum
//! for an order that waits for it, and everything else is left for a look of its own.

use super::arrive::came_before;
use super::confirm_payment::{Landed, may_confirm};
use super::record_payment::{RecordPayment, answered_before, record_payment};
use super::seen_lines::{LinePrint, is_used, note_lines};
use crate::acting::{Actor, When};
use crate::order::{Arrival, Progress};
use crate::payment::PaymentRefused;
use crate::rows::Order;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// By the treasurer. As `record_payment`, for an order that is paid by it and by nothing more.
///
/// # Errors
/// `TakenBack` for a request of before that was taken back, `ReferenceUsed` where money of the line's number was entered before, `AlreadyConfirmed` for what is paid, `OrderOver` for what is called off or had expired when the money came, `AmountDiffers`,
/// and those of `record_payment`.
pub fn collect_payment(
    tx: &mut Tx,
    actor: Actor,
    input: &RecordPayment,
    lines: &[LinePrint],
    when: When,
) -> Outcome<Landed, PaymentRefused> {
    if let Some(first) = answered_before(tx, input)? {
        return Ok(first);
    }
    let order =
        tx.find::<Order>((tx.community(), input.order))?.ok_or(Refused(PaymentRefused::NoSuchOrder))?;
    may_confirm(tx, actor, order.buyer)?;
    let at = input.arrived.at.instant(order.placed_at_us, when.recorded_at).map_err(Refused)?;
    let enough = input.arrived.amount_minor == order.due_minor() - came_before(tx, order.id)?;
    plain(order.progress(), order.progress().money_arrived(at, true), enough).map_err(Refused)?;
    if is_used(tx, lines, when.recorded_at)? {
        return Err(Refused(PaymentRefused::ReferenceUsed));
    }
    let landed = record_payment(tx, actor, input, when)?;
    note_lines(tx, lines, &order.id.to_string(), "", when.recorded_at)?;
    Ok(landed)
}

/// Whether money that came is what the order waits for.
fn plain(progress: Progress, arrival: Arrival, enough: bool) -> Result<(), PaymentRefused> {
    match arrival {
        _ if progress.is_given_up() => Err(PaymentRefused::OrderOver),
        Arrival::Late => Err(PaymentRefused::AlreadyConfirmed),
        Arrival::ExpiresNow(_) => Err(PaymentRefused::OrderOver),
        Arrival::Paid(_) | Arrival::TooLittle if enough => Ok(()),
        Arrival::Paid(_) | Arrival::TooLittle => Err(PaymentRefused::AmountDiffers),
    }
}
