//! A purchase order goes to the supplier; and where and when it is brought to may change until it is closed.

use super::draft_purchase::texts;
use super::room::keep_room;
use super::{Noted, PurchaseMoved, announce, lock_for, note};
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep, needs_second};
use crate::refused::PurchaseRefused;
use crate::rows::Purchase;
use kernel::{Id, Timestamp};
use spending::rows::StandingRule;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct SendPurchase {
    pub purchase: Id<Purchase>,
    /// The first instant of the day.
    pub deliver_on: Option<Timestamp>,
    pub deliver_to: String,
    pub note: String,
    pub key: Option<IdempotencyKey>,
}

/// By who manages offers, and never by the supplier. What a fund pays for, above the rule's sum, waits for a second person's
/// yes first. Either way what it may cost is kept under its mandate from now on.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `NoSuchPurchase`, `WrongState`, `MandateEnded`, `AboveCeiling`, `DayPassed`, …
pub fn send_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &SendPurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, supplier) = lock_for(tx, by, input.purchase, &[Power::ManageOffers])?;
    if !supplier.is_open {
        return Err(Refused(PurchaseRefused::SupplierClosed));
    }
    let rule = tx.find_first::<StandingRule>(purchase.community_id)?;
    let above = StandingRule::proof_above(rule.as_ref());
    let asks = needs_second(purchase.terms, purchase.raised_by, purchase.total_minor, above);
    let (state, step, told) = match asks {
        true => (purchase.state.ask(), PurchaseStep::Asked, "purchase_asked"),
        false => (purchase.state.send(), PurchaseStep::Sent, "purchase_sent"),
    };
    purchase.state = state.map_err(Refused)?;
    keep_room(tx, &mut purchase, now)?;
    write(tx, &mut purchase, input, now)?;
    note(tx, &mut purchase, Noted::of(step, Some(by), now))?;
    tx.save(&purchase)?;
    announce(tx, told, &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// Another day or place, for what is sent already.
///
/// # Errors
/// As `send_purchase`.
pub fn move_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &SendPurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, _) = lock_for(tx, by, input.purchase, &[Power::ManageOffers])?;
    // What a second person is looking at stays as it is.
    if !purchase.state.is_open() || purchase.state == PurchaseState::Asked {
        return Err(Refused(PurchaseRefused::WrongState));
    }
    write(tx, &mut purchase, input, now)?;
    note(tx, &mut purchase, Noted::of(PurchaseStep::Moved, Some(by), now))?;
    tx.save(&purchase)?;
    announce(tx, "purchase_moved", &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

fn write(
    tx: &mut Tx,
    purchase: &mut Purchase,
    input: &SendPurchase,
    now: Timestamp,
) -> Outcome<(), PurchaseRefused> {
    // A day that was agreed on before may have passed meanwhile: only a new one has to be to come.
    let day = input.deliver_on.filter(|day| purchase.deliver_on_us != Some(*day));
    let (place, text) = texts(tx, day, &input.deliver_to, &input.note, now)?;
    (purchase.deliver_on_us, purchase.deliver_to, purchase.note) = (input.deliver_on, place, text);
    Ok(())
}
