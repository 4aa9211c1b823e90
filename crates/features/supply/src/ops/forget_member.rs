//! Somebody's account is erased: who they were as a supplier, where they were paid to and what they wrote goes; sums, dates
//! and ids stay.

use crate::ids::Member;
use crate::rows::{PurchaseEvent, Supplier, SupplierBank};
use crate::supply_store::{of_member, words_of};
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    let Some(id) = of_member(tx, member)? else { return Ok(()) };
    let Some(mut supplier) = tx.lock::<Supplier>((community, id))? else { return Ok(()) };
    for version in 1..=supplier.bank_version {
        if let Some(mut bank) = tx.lock::<SupplierBank>((community, id, version))? {
            (bank.holder, bank.account) = (String::new(), String::new());
            (bank.bank, bank.bic) = (String::new(), String::new());
            tx.save(&bank)?;
        }
    }
    // Nothing is paid to details that are gone: a run that waits becomes void.
    supplier.is_open = false;
    (supplier.name, supplier.contact) = (String::new(), String::new());
    tx.save(&supplier)?;
    for (purchase, number) in words_of(tx, id, member)? {
        if let Some(mut event) = tx.lock::<PurchaseEvent>((community, purchase, number))? {
            event.reason = None;
            tx.save(&event)?;
        }
    }
    Ok(())
}
