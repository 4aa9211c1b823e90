//! What spending keeps of people, for their export and erasure.
//!
//! Not a rule: it runs an operation in each community.

use crate::ops::forget_member;
use crate::rows::{Expense, ExpenseStepRow};
use crate::spending_store::of_author;
use community::PlaceOfPerson;
use kernel::{Currency, Money, Timestamp};
use serde_json::{Value, json};
use store::{Db, Fault, OpError, Reader};
use web::Site;
use web::ids::PersonId;

/// One lane after the other: no transaction spans two communities.
pub struct SpendingPersonalData {
    db: Db,
}

impl SpendingPersonalData {
    pub fn new(db: Db) -> SpendingPersonalData {
        SpendingPersonalData { db }
    }
}

impl people::PersonalData for SpendingPersonalData {
    fn name(&self) -> &'static str {
        "spending"
    }

    fn export<'a>(&'a self, _: &'a Site, person: PersonId) -> people::Asked<'a, Value> {
        Box::pin(async move {
            let found = self.db.read(move |reader| {
                let mut kept = Vec::new();
                for place in community::places_of_person(reader, person)? {
                    kept.push(export_place(reader, &place)?);
                }
                Ok(kept)
            });
            Ok(Value::Array(found.await?))
        })
    }

    fn may_erase<'a>(&'a self, _: &'a Site, _: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async { Ok(()) })
    }

    /// Before the community lets go of the person: after that nobody knows which member it was.
    fn erase<'a>(&'a self, _: &'a Site, person: PersonId, _: Timestamp) -> people::Asked<'a> {
        Box::pin(async move {
            let places = self.db.read(move |reader| community::places_of_person(reader, person)).await?;
            for place in places {
                match self.db.transact(place.community, move |tx| forget_member(tx, place.member)).await {
                    Ok(()) => {}
                    Err(OpError::Fault(fault)) => return Err(fault.into()),
                    Err(OpError::Refused(never)) => match never {},
                }
            }
            Ok(())
        })
    }
}

/// What the person asked for, and what was written at each step of it.
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
            "steps": steps,
        }));
    }
    Ok(json!({ "community": place.slug, "expenses": expenses }))
}
