//! What an approver is shown beside an expense: hints, and others that it may be confused with.

use super::read_store::{approved_before, same_proof, same_sum, usual};
use super::scene::Scene;
use super::team::{is_of_team, line};
use crate::hints::{Hint, Known, USUAL_OF, hints};
use crate::payment::payment;
use crate::rows::{Expense, ExpenseProof, Mandate};
use kernel::Id;
use serde::Serialize;
use std::time::Duration;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// Why it is worth a second look.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HintView {
    /// `above_left`, `above_line`, `same_proof`, `same_sum`, `no_proof`, `payee_new`, `sum_unusual`, `most_of_mandate`, `not_by_carrier`, `late`.
    #[schema(value_type = String)]
    pub hint: Hint,
    pub words: String,
    /// Other expenses that it is about.
    pub others: Vec<Other>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Other {
    #[schema(value_type = String)]
    pub id: Id<Expense>,
    pub number: i64,
    #[serde(skip)]
    pub words: String,
}

const A_MONTH: Duration = Duration::from_secs(31 * 86_400);
const DAY_MICROS: i64 = 86_400_000_000;

pub(crate) fn read(
    reader: &mut Reader,
    s: &Scene,
    expense: &Expense,
    mandate: &Mandate,
    proofs: &[ExpenseProof],
) -> Result<Vec<HintView>, Fault> {
    let mut twins = Vec::new();
    for proof in proofs {
        for id in same_proof(reader, expense, &proof.sha256)? {
            if !twins.contains(&id) {
                twins.push(id);
            }
        }
    }
    let at = expense.incurred_at_us;
    let like = same_sum(reader, expense, at.minus(A_MONTH), at.plus(A_MONTH))?;
    let known = Known {
        amount_minor: expense.amount_minor,
        proof_count: expense.proof_count,
        same_proof_count: twins.len(),
        same_sum_count: like.len(),
        payee_approved_before: approved_before(reader, expense)?,
        usual_minor: usual(reader, expense, USUAL_OF)?,
        ceiling_minor: mandate.ceiling_minor,
        left_minor: mandate.permission().left_minor(),
        above_line: line(reader, expense)?.is_some_and(|(_, above)| above),
        other_carrier: mandate.carried_by.is_some_and(|carrier| carrier != expense.author)
            && !is_of_team(reader, mandate, expense.author)?,
        days_late: (expense.submitted_at_us.micros - at.micros) / DAY_MICROS,
    };
    let mut views = Vec::new();
    for hint in hints(&known) {
        let others = match hint {
            Hint::SameProof => named(reader, s, &twins)?,
            Hint::SameSum => named(reader, s, &like)?,
            _ => Vec::new(),
        };
        views.push(HintView { hint, words: s.hint(hint, known.left_minor), others });
    }
    Ok(views)
}

fn named(reader: &mut Reader, s: &Scene, ids: &[Id<Expense>]) -> Result<Vec<Other>, Fault> {
    let mut others = Vec::new();
    for id in ids {
        let Some(other) = reader.find::<Expense>(&(s.number, *id))? else { continue };
        let (state, _) = s.state_tag(&other, payment(reader, &other)?.as_ref());
        let words =
            format!("{} · {} · {state}", s.t.expense_numbered(other.number), s.said(other.amount_minor));
        others.push(Other { id: *id, number: other.number, words });
    }
    Ok(others)
}
