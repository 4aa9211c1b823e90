//! Where a supplier is paid to, and from where the community pays. Each change of the former is a version of its own, so
//! that a payment run which was made with another one is seen to be.

use super::keep_supplier::{SupplierKept, told};
use super::propose_run::may;
use crate::acting;
use crate::ids::Member;
use crate::refused::{RunRefused, SupplierRefused};
use crate::rows::{PayingAccount, Supplier, SupplierBank};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

pub use crate::bank::BankText;

#[derive(Debug, Clone)]
pub struct SetBank {
    pub supplier: Id<Supplier>,
    pub text: BankText,
    pub key: Option<IdempotencyKey>,
}

/// By the supplier, or the treasurer for one who cannot. The same details again are no change.
///
/// # Errors
/// `NotAllowed`, `NoSuchSupplier`, `HolderMissing`, `AccountMalformed`, …
pub fn set_bank(
    tx: &mut Tx,
    by: Id<Member>,
    input: &SetBank,
    now: Timestamp,
) -> Outcome<SupplierKept, SupplierRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SupplierRefused::KeyReused)? {
        return Ok(first);
    }
    let powers = acting::powers(tx, by)?.ok_or(Refused(SupplierRefused::NotAMember))?;
    let supplier = tx.lock::<Supplier>((tx.community(), input.supplier))?;
    let mut supplier = supplier.ok_or(Refused(SupplierRefused::NoSuchSupplier))?;
    if supplier.member != Some(by) && !powers.has(Power::PayOut) {
        return Err(Refused(SupplierRefused::NotAllowed));
    }
    let text = input.text.read().map_err(|why| Refused(of_supplier(why)))?;
    let key = (supplier.community_id, supplier.id, supplier.bank_version);
    let newest = tx.find::<SupplierBank>(key)?;
    if newest.is_none_or(|bank| bank.text() != text) {
        supplier.bank_version += 1;
        tx.insert(&SupplierBank {
            community_id: supplier.community_id,
            supplier_id: supplier.id,
            version: supplier.bank_version,
            holder: text.holder,
            account: text.account,
            bank: text.bank,
            bic: text.bic,
            changed_by: by,
            changed_at_us: now,
        })?;
        told(tx, "supplier_bank_changed", &supplier)?;
    }
    tx.save(&supplier)?;
    let kept = SupplierKept::of(&supplier);
    tx.remember(&input.key, &kept, now)?;
    Ok(kept)
}

fn of_supplier(why: RunRefused) -> SupplierRefused {
    match why {
        RunRefused::HolderMissing => SupplierRefused::HolderMissing,
        RunRefused::BankMissing => SupplierRefused::BankMissing,
        RunRefused::BankTooLong => SupplierRefused::BankTooLong,
        _ => SupplierRefused::AccountMalformed,
    }
}

#[derive(Debug, Clone)]
pub struct SetPayer {
    pub text: BankText,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer: what a file for the bank says of who pays.
///
/// # Errors
/// `NotAllowed`, `HolderMissing`, `AccountMalformed`, …
pub fn set_payer(tx: &mut Tx, by: Id<Member>, input: &SetPayer, now: Timestamp) -> Outcome<(), RunRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    may(tx, by, &[Power::PayOut])?;
    let text = input.text.read().map_err(Refused)?;
    let found = tx.lock::<PayingAccount>(tx.community())?;
    let row = PayingAccount {
        community_id: tx.community(),
        holder: text.holder,
        account: text.account,
        bank: text.bank,
        bic: text.bic,
        changed_by: by,
        changed_at_us: now,
    };
    match found {
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    tx.announce("supply_payer_changed", format!(r#"{{"by":"{by}"}}"#))?;
    tx.remember(&input.key, &(), now)?;
    Ok(())
}
