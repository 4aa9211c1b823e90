//! What spending keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::ops::forget_member;
use crate::rows::{Expense, ExpenseStepRow, Receipt};
use crate::spending_store::{of_author, of_giver};
use community::{KeptByMember, PlaceOfPerson};
use kernel::{Currency, Money};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "spending", export: export_place, forget: forget_member }
}

/// What the person asked for, what was written at each step of it, and what the person gave.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let community = community::by_slug(reader, &place.slug)?;
    let currency = community.map_or(Currency::CNY, |community| community.currency);
    let mut expenses = Vec::new();
    for id in of_author(reader, place.community, place.member)? {
        let Some(expense) = reader.find::<Expense>(&(place.community, id))? else { continue };
        let mut steps = Vec::new();
        for number in 1..=expense.step_count {
            if let Some(step) = reader.find::<ExpenseStepRow>(&(place.community, id, number))? {
                steps.push(json!({ "step": step.step, "at": step.at_us.to_string(), "reason": step.reason }));
            }
        }
        expenses.push(json!({
            "expense": expense.id,
            "number": expense.number,
            "mandate": expense.mandate_id,
            "amount": Money::new(expense.amount_minor, currency),
            "what": expense.what,
            "payee_member": expense.payee_member,
            "payee_name": expense.payee_name,
            "incurred_at": expense.incurred_at_us.to_string(),
            "state": expense.state,
            "proofs": expense.proof_count,
            "without_proof": expense.claim().lacks_proof(),
            "proof_after_approval": expense.claim().proved_late(),
            "steps": steps,
        }));
    }
    let mut given = Vec::new();
    for id in of_giver(reader, place.community, place.member)? {
        let Some(receipt) = reader.find::<Receipt>(&(place.community, id))? else { continue };
        given.push(json!({
            "receipt": receipt.id,
            "number": receipt.number,
            "kind": receipt.kind,
            "amount": Money::new(receipt.amount_minor, currency),
            "what": receipt.what,
            "received_at": receipt.received_at_us.to_string(),
            "taken_back": receipt.reversed_by.is_some(),
        }));
    }
    Ok(json!({ "community": place.slug, "expenses": expenses, "given": given }))
}
