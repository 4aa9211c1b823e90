//! A supplier is made or changed: by who manages offers, and never by the supplier.

use crate::acting;
use crate::ids::Member;
use crate::refused::SupplierRefused;
use crate::rows::Supplier;
use crate::supply_store::of_member;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct KeepSupplier {
    /// Of a new supplier, or of the one that is changed.
    pub supplier: Id<Supplier>,
    pub name: String,
    pub contact: String,
    /// Whose account it is; may be given later, and is never changed.
    pub member: Option<Id<Member>>,
    pub is_open: bool,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierKept {
    pub supplier: Id<Supplier>,
    pub number: i64,
    pub is_open: bool,
}

impl SupplierKept {
    pub(super) fn of(supplier: &Supplier) -> SupplierKept {
        SupplierKept { supplier: supplier.id, number: supplier.number, is_open: supplier.is_open }
    }
}

pub(crate) const NAME_CHARS_MAX: usize = 60;
pub(crate) const CONTACT_CHARS_MAX: usize = 300;

/// # Errors
/// `NotAllowed`, `NameMissing`, `MemberUnknown`, `MemberTaken`, `OwnSupplier`, …
pub fn create_supplier(
    tx: &mut Tx,
    by: Id<Member>,
    input: &KeepSupplier,
    now: Timestamp,
) -> Outcome<SupplierKept, SupplierRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SupplierRefused::KeyReused)? {
        return Ok(first);
    }
    may_keep(tx, by)?;
    let mut supplier = Supplier {
        community_id: tx.community(),
        id: input.supplier,
        number: 0,
        name: String::new(),
        contact: String::new(),
        member: None,
        link_hash: None,
        link_until_us: None,
        is_open: true,
        bank_version: 0,
        made_by: Some(by),
        made_at_us: now,
        changed_at_us: now,
    };
    write(tx, &mut supplier, by, input, now)?;
    supplier.number = acting::count(tx, |count| count.supplier_count += 1)?.supplier_count;
    tx.insert(&supplier)?;
    kept(tx, &supplier, input, now)
}

/// # Errors
/// As `create_supplier`; `NoSuchSupplier`, `AlreadyLinked`.
pub fn edit_supplier(
    tx: &mut Tx,
    by: Id<Member>,
    input: &KeepSupplier,
    now: Timestamp,
) -> Outcome<SupplierKept, SupplierRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SupplierRefused::KeyReused)? {
        return Ok(first);
    }
    may_keep(tx, by)?;
    let supplier = tx.lock::<Supplier>((tx.community(), input.supplier))?;
    let mut supplier = supplier.ok_or(Refused(SupplierRefused::NoSuchSupplier))?;
    if supplier.member.map_or(Ok(false), |member| community::is_own_matter(tx, by, member))? {
        return Err(Refused(SupplierRefused::OwnSupplier));
    }
    write(tx, &mut supplier, by, input, now)?;
    tx.save(&supplier)?;
    kept(tx, &supplier, input, now)
}

pub(super) fn may_keep(tx: &mut Tx, by: Id<Member>) -> Outcome<(), SupplierRefused> {
    let (no_member, lacks) = (SupplierRefused::NotAMember, SupplierRefused::NotAllowed);
    community::must_hold(tx, by, Power::ManageOffers, no_member, lacks)
}

fn write(
    tx: &mut Tx,
    supplier: &mut Supplier,
    by: Id<Member>,
    input: &KeepSupplier,
    now: Timestamp,
) -> Outcome<(), SupplierRefused> {
    let (name, contact) = (input.name.trim(), input.contact.trim());
    let wrong = match (name.chars().count(), contact.chars().count()) {
        (0, _) => Some(SupplierRefused::NameMissing),
        (chars, _) if chars > NAME_CHARS_MAX => Some(SupplierRefused::NameTooLong),
        (_, chars) if chars > CONTACT_CHARS_MAX => Some(SupplierRefused::ContactTooLong),
        _ => None,
    };
    if let Some(why) = wrong {
        return Err(Refused(why));
    }
    if let Some(member) = input.member.filter(|member| supplier.member != Some(*member)) {
        if supplier.member.is_some() {
            return Err(Refused(SupplierRefused::AlreadyLinked));
        }
        link(tx, supplier, by, member)?;
    }
    (supplier.name, supplier.contact) = (name.to_owned(), contact.to_owned());
    (supplier.is_open, supplier.changed_at_us) = (input.is_open, now);
    Ok(())
}

/// Gives a supplier to a member: theirs is the account and the page from now on.
pub(super) fn link(
    tx: &mut Tx,
    supplier: &mut Supplier,
    by: Id<Member>,
    member: Id<Member>,
) -> Outcome<(), SupplierRefused> {
    if supplier.made_by == Some(member) || (by == member && supplier.link_hash.is_none()) {
        return Err(Refused(SupplierRefused::OwnSupplier));
    }
    if acting::powers(tx, member)?.is_none() {
        return Err(Refused(SupplierRefused::MemberUnknown));
    }
    if of_member(tx, member)?.is_some() {
        return Err(Refused(SupplierRefused::MemberTaken));
    }
    supplier.member = Some(member);
    (supplier.link_hash, supplier.link_until_us) = (None, None);
    Ok(())
}

fn kept(
    tx: &mut Tx,
    supplier: &Supplier,
    input: &KeepSupplier,
    now: Timestamp,
) -> Outcome<SupplierKept, SupplierRefused> {
    told(tx, "supplier_kept", supplier)?;
    let kept = SupplierKept::of(supplier);
    tx.remember(&input.key, &kept, now)?;
    Ok(kept)
}

pub(super) fn told(tx: &mut Tx, kind: &str, supplier: &Supplier) -> Result<(), Fault> {
    // An id needs no escaping.
    tx.announce(kind, format!(r#"{{"supplier":"{}"}}"#, supplier.id))
}
