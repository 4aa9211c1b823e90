//! What is kept of people as suppliers, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::asked_store::asked_of_supplier;
use crate::ops::forget_member;
use crate::rows::{
    CreditAsked, MemberAccount, MemberBank, PayoutTakenBack, Purchase, Supplier, SupplierBank,
};
use crate::supply_store::{purchases_of, read_of_member, taken_back_of};
use community::{KeptByMember, PlaceOfPerson};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "supply", export: export_place, forget: forget_member }
}

/// Read at once.
const PAGE: i64 = 500;

/// The person's account as a supplier: what is written there, where they are paid to, and what was ordered of them; of anybody,
/// which payouts were taken back.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let community = place.community;
    let mut taken_back = Vec::new();
    for payout in taken_back_of(reader, community, place.member)? {
        let back = reader.find::<PayoutTakenBack>(&(community, payout))?;
        taken_back.extend(back.map(|back| {
            json!({
                "payout": back.payout_id,
                "taken_back_at": back.taken_at_us.to_string(),
                "reason": back.reason,
                "entry": back.entry,
            })
        }));
    }
    let paid_to = paid_to(reader, place)?;
    let none = json!({
        "community": place.slug,
        "supplier": null,
        "paid_to": paid_to,
        "payouts_taken_back": taken_back,
    });
    let Some(id) = read_of_member(reader, community, place.member)? else { return Ok(none) };
    let Some(supplier) = reader.find::<Supplier>(&(community, id))? else { return Ok(none) };
    let mut banks = Vec::new();
    for version in 1..=supplier.bank_version {
        let bank = reader.find::<SupplierBank>(&(community, id, version))?;
        banks.extend(bank.map(|bank| {
            json!({
                "holder": bank.holder,
                "account": bank.account,
                "bank": bank.bank,
                "bic": bank.bic,
                "changed_at": bank.changed_at_us.to_string(),
            })
        }));
    }
    let (mut purchases, mut below) = (Vec::new(), i64::MAX);
    loop {
        let page = purchases_of(reader, community, id, below, PAGE, true)?;
        let Some(last) = page.last().copied() else { break };
        for purchase in page {
            let Some(row) = reader.find::<Purchase>(&(community, purchase))? else { continue };
            if purchase == last {
                below = row.number;
            }
            purchases.push(json!({
                "purchase": row.id,
                "number": row.number,
                "state": row.state,
                "total_minor": row.total_minor,
                "made_at": row.made_at_us.to_string(),
            }));
        }
    }
    let mut asked = Vec::new();
    for credit in asked_of_supplier(reader, community, id)? {
        let row = reader.find::<CreditAsked>(&(community, credit))?;
        asked.extend(row.map(|row| {
            json!({
                "credit": row.id,
                "purchase": row.purchase_id,
                "state": row.state,
                "amount_minor": row.amount_minor,
                "reason": row.reason,
                "objection": row.objection,
                "asked_at": row.asked_at_us.to_string(),
            })
        }));
    }
    Ok(json!({
        "community": place.slug,
        "credits_asked": asked,
        "supplier": { "id": supplier.id, "name": supplier.name, "contact": supplier.contact },
        "bank_details": banks,
        "purchases": purchases,
        "paid_to": paid_to,
        "payouts_taken_back": taken_back,
    }))
}

/// The bank details that the member gave: those in use, and earlier ones that something was paid to.
fn paid_to(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    let key = (place.community, place.member);
    let Some(account) = reader.find::<MemberAccount>(&key)? else { return Ok(Vec::new()) };
    let mut banks = Vec::new();
    for version in 1..=account.version_count {
        let bank = reader.find::<MemberBank>(&(key.0, key.1, version))?;
        banks.extend(bank.filter(|bank| !bank.account.is_empty()).map(|bank| {
            json!({
                "in_use": version == account.version,
                "holder": bank.holder,
                "account": bank.account,
                "bank": bank.bank,
                "bic": bank.bic,
                "given_at": bank.changed_at_us.to_string(),
            })
        }));
    }
    Ok(banks)
}
