//! The supplier says whether they bring it. Nothing else of a purchase order is theirs to change: no price, no quantity.

use super::{Noted, PurchaseMoved, announce, lock_purchase, may, note};
use crate::acting;
use crate::ids::Member;
use crate::purchase::{PurchaseStep, reason};
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
/// `NotTheSupplier`, `NoSuchPurchase`, `WrongState`, `ReasonMissing`, …
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
    purchase.state = purchase.state.answer(input.yes).map_err(Refused)?;
    let why = reason(&input.reason);
    if !input.yes && why.is_none() {
        return Err(Refused(PurchaseRefused::ReasonMissing));
    }
    let step = if input.yes { PurchaseStep::Confirmed } else { PurchaseStep::Declined };
    note(tx, &mut purchase, Noted { reason: why.as_deref(), ..Noted::of(step, Some(by), now) })?;
    tx.save(&purchase)?;
    announce(tx, if input.yes { "purchase_confirmed" } else { "purchase_declined" }, &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
