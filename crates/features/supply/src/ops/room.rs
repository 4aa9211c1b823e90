//! What an order of a fund may cost is kept under its mandate, from when it binds the fund until it is billed or ends: so two of them,
//! or one and an expense, cannot count on the same money.

use super::draft_purchase::of_mandate;
use crate::refused::PurchaseRefused;
use crate::rows::Purchase;
use kernel::{Id, Timestamp};
use spending::rows::Mandate;
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

/// All that it may cost; what is kept already stays. The caller saves it.
///
/// # Errors
/// `NoSuchMandate`, `MandateForOther`, `MandateEnded`, `AboveCeiling`.
pub(super) fn keep_room(
    tx: &mut Tx,
    purchase: &mut Purchase,
    now: Timestamp,
) -> Outcome<(), PurchaseRefused> {
    if let Some(mandate) = purchase.mandate_id {
        keep_under(tx, mandate, purchase.total_minor - purchase.kept_minor, now)?;
        purchase.kept_minor = purchase.total_minor;
    }
    Ok(())
}

/// # Errors
/// Those of `keep_room`.
pub(super) fn keep_under(
    tx: &mut Tx,
    mandate: Id<Mandate>,
    minor: i64,
    now: Timestamp,
) -> Outcome<(), PurchaseRefused> {
    spending::keep_room(tx, mandate, minor, now).map_err(|error| match error {
        Refused(why) => Refused(of_mandate(why)),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

/// No more than so much is kept from now on. The caller saves it.
pub(super) fn keep_at_most(tx: &mut Tx, purchase: &mut Purchase, minor: i64) -> Result<(), Fault> {
    let rest = purchase.kept_minor - minor;
    if let Some(mandate) = purchase.mandate_id.filter(|_| rest > 0) {
        spending::let_go(tx, mandate, rest)?;
        purchase.kept_minor = minor;
    }
    Ok(())
}
