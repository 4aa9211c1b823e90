//! What a fund pays for is not sent before a second person has said yes; or it is a draft again.

use super::room::{keep_at_most, keep_room};
use super::{CONSENTS, Noted, PurchaseMoved, announce, lock_for, note};
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
pub struct ConsentPurchase {
    pub purchase: Id<Purchase>,
    /// Of stepping back: what is to be different.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who approves expenses or pays out, and neither who asked nor the supplier. It is sent with that. Its room is
/// kept already; that its mandate is still in force is looked at again.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `SamePerson`, `WrongState`, `SupplierClosed`, `MandateEnded`, `AboveCeiling`, …
pub fn consent_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ConsentPurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, supplier) = lock_for(tx, by, input.purchase, &CONSENTS)?;
    purchase.state = purchase.state.consent().map_err(Refused)?;
    // A company and who stands behind it are not two.
    if let Some(asked) = acting::asked_by(tx, &purchase)?
        && community::second_to(tx, by, asked)? == asked
    {
        return Err(Refused(PurchaseRefused::SamePerson));
    }
    if !supplier.is_open {
        return Err(Refused(PurchaseRefused::SupplierClosed));
    }
    keep_room(tx, &mut purchase, now)?;
    note(tx, &mut purchase, Noted::of(PurchaseStep::Consented, Some(by), now))?;
    note(tx, &mut purchase, Noted::of(PurchaseStep::Sent, None, now))?;
    tx.save(&purchase)?;
    announce(tx, "purchase_sent", &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// By who asked or could have, or who could say yes: it is a draft again. Nobody outside has seen it.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `WrongState`, …
pub fn step_back_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ConsentPurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let [pays, approves] = CONSENTS;
    let (mut purchase, _) = lock_for(tx, by, input.purchase, &[Power::ManageOffers, pays, approves])?;
    purchase.state = purchase.state.step_back().map_err(Refused)?;
    keep_at_most(tx, &mut purchase, 0)?;
    let why = reason(&input.reason);
    let event = Noted { reason: why.as_deref(), ..Noted::of(PurchaseStep::SteppedBack, Some(by), now) };
    note(tx, &mut purchase, event)?;
    tx.save(&purchase)?;
    announce(tx, "purchase_stepped_back", &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
