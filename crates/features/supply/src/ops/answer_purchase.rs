//! The supplier says whether they bring it. Nothing else of a purchase order is theirs to change: no price, no quantity.
//!
//! Declined it binds nobody, so what was kept for it is free at once, for another order say. Who thinks better of it finds the order as long as
//! there is still room for it.

use super::room::{keep_at_most, keep_room};
use super::{Noted, PurchaseMoved, announce, lock_purchase, may, note};
use crate::acting;
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep, reason};
use crate::refused::PurchaseRefused;
use crate::rows::Purchase;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct AnswerPurchase {
    pub purchase: Id<Purchase>,
    pub yes: bool,
    /// Why not.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By the supplier; or, for one who said so on the telephone, by who manages offers.
///
/// # Errors
/// `NotTheSupplier`, `NoSuchPurchase`, `WrongState`, `ReasonMissing`; of one that was declined `MandateEnded`, `AboveCeiling`, …
pub fn answer_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AnswerPurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    if acting::powers(tx, by)?.is_none() {
        return Err(Refused(PurchaseRefused::NotAMember));
    }
    let (mut purchase, supplier) = lock_purchase(tx, input.purchase)?;
    if supplier.member != Some(by) {
        match may(tx, by, &[Power::ManageOffers]) {
            Ok(()) => {}
            Err(Refused(_)) => return Err(Refused(PurchaseRefused::NotTheSupplier)),
            Err(fault) => return Err(fault),
        }
    }
    let before = purchase.state;
    purchase.state = before.answer(input.yes).map_err(Refused)?;
    let why = reason(&input.reason);
    if !input.yes && why.is_none() {
        return Err(Refused(PurchaseRefused::ReasonMissing));
    }
    match input.yes {
        // Of what was kept before anybody kept all of an order, a confirmation asks for no more.
        true if before == PurchaseState::Declined => keep_room(tx, &mut purchase, now)?,
        true => {}
        false => keep_at_most(tx, &mut purchase, 0)?,
    }
    let step = if input.yes { PurchaseStep::Confirmed } else { PurchaseStep::Declined };
    note(tx, &mut purchase, Noted { reason: why.as_deref(), ..Noted::of(step, Some(by), now) })?;
    tx.save(&purchase)?;
    announce(tx, if input.yes { "purchase_confirmed" } else { "purchase_declined" }, &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
