//! Somebody's account is erased: who they were as a supplier, where they were paid to, what they wrote and what was written of
//! their payouts goes; sums, dates and ids stay.

use super::set_account::empty;
use crate::asked_store::asked_of_supplier;
use crate::ids::Member;
use crate::rows::{CreditAsked, MemberAccount, PayoutTakenBack, PurchaseEvent, Supplier, SupplierBank};
use crate::supply_store::{of_member, taken_back_of, words_of};
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};

/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for payout in taken_back_of(tx, community, member)? {
        if let Some(mut back) = tx.lock::<PayoutTakenBack>((community, payout))? {
            back.reason.clear();
            tx.save(&back)?;
        }
    }
    if let Some(mut account) = tx.lock::<MemberAccount>((community, member))? {
        for version in 1..=account.version_count {
            empty(tx, member, version)?;
        }
        account.version = 0;
        tx.save(&account)?;
    }
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
    for credit in asked_of_supplier(tx, community, id)? {
        if let Some(mut asked) = tx.lock::<CreditAsked>((community, credit))?
            && asked.objection.is_some()
        {
            asked.objection = Some(String::new());
            tx.save(&asked)?;
        }
    }
    for (purchase, number) in words_of(tx, id, member)? {
        if let Some(mut event) = tx.lock::<PurchaseEvent>((community, purchase, number))? {
            event.reason = None;
            tx.save(&event)?;
        }
    }
    Ok(())
}
