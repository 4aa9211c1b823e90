//! What waits for a yes under one mandate, all of it together, held against what is left of the mandate and of the line of its budget.
//! Asking takes nothing, so that more may be asked for than is left: that is said, and refused to nobody before approval.

use super::scene::Scene;
use crate::expense::ExpenseState;
use crate::rows::{Expense, Mandate, MandateLine};
use crate::spending_store::{Waiting, of_line, waiting_with_room};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;

kernel::codes! {
    /// Of what less is left than is asked for.
    pub(crate) enum AskedOf { Mandate = "mandate", Line = "line" }
}

/// More is asked for than is left, all that waits for a yes together. In minor units of the community's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct AskedBeyond {
    /// `mandate`: not all of it can be approved. `line`: of the mandate's budget; with all of it that line is passed.
    #[schema(value_type = String)]
    of: AskedOf,
    /// All that waits, this expense with it.
    asked_minor: i64,
    left_minor: i64,
    pub(crate) words: String,
}

/// Of an expense that waits; of others nothing.
pub(crate) fn asked_beyond(
    reader: &mut Reader,
    s: &Scene,
    expense: Id<Expense>,
) -> Result<Vec<AskedBeyond>, Fault> {
    let Some(expense) = reader.find::<Expense>(&(s.number, expense))? else { return Ok(Vec::new()) };
    let mandate = reader.find::<Mandate>(&(s.number, expense.mandate_id))?;
    let Some(mandate) = mandate.filter(|_| expense.state == ExpenseState::Submitted) else {
        return Ok(Vec::new());
    };
    let mut beyond = Vec::new();
    let (waits, room) = waiting_with_room(reader, s.number, mandate.id)?;
    let left_minor = mandate.permission().with_room(room).left_minor();
    if waits > left_minor {
        let words = s.t.asked_beyond_mandate(s.said(waits), s.said(left_minor));
        beyond.push(AskedBeyond { of: AskedOf::Mandate, asked_minor: waits, left_minor, words });
    }
    let Some(number) = expense.line else { return Ok(beyond) };
    let line = reader.find::<MandateLine>(&(s.number, mandate.id, number))?;
    let Some(line) = line else { return Ok(beyond) };
    let Waiting { taken_minor, waiting_minor } = of_line(reader, s.number, mandate.id, number)?;
    let left_minor = (line.minor - taken_minor).max(0);
    if waiting_minor > left_minor {
        let words = s.t.asked_beyond_line(line.what, s.said(waiting_minor), s.said(left_minor));
        beyond.push(AskedBeyond { of: AskedOf::Line, asked_minor: waiting_minor, left_minor, words });
    }
    Ok(beyond)
}
