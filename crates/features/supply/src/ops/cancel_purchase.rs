//! A purchase order is called off while nothing has come.

use super::room::keep_at_most;
use super::{Noted, PurchaseMoved, announce, lock_for, note};
use crate::ids::Member;
use crate::purchase::{PurchaseStep, RaisedBy, reason};
use crate::refused::PurchaseRefused;
use crate::rows::Purchase;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct CancelPurchase {
    pub purchase: Id<Purchase>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who manages offers. What members have paid for in a pool is closed instead, with nothing received: then everybody
/// gets their money back.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `WrongState`, `FromPool`, `ReasonMissing`, …
pub fn cancel_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &CancelPurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, _) = lock_for(tx, by, input.purchase, &[Power::ManageOffers])?;
    let state = purchase.state.cancel().map_err(Refused)?;
    if purchase.raised_by == RaisedBy::Pool {
        return Err(Refused(PurchaseRefused::FromPool));
    }
    let why = reason(&input.reason).ok_or(Refused(PurchaseRefused::ReasonMissing))?;
    purchase.state = state;
    keep_at_most(tx, &mut purchase, 0)?;
    note(
        tx,
        &mut purchase,
        Noted { reason: Some(&why), ..Noted::of(PurchaseStep::Cancelled, Some(by), now) },
    )?;
    tx.save(&purchase)?;
    announce(tx, "purchase_cancelled", &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
