//! What only mandates of campaigns have: who spends under one, and the lines of its budget.

use super::scene::Scene;
use crate::ids::Member;
use crate::mandate::Source;
use crate::rows::{Expense, Mandate, MandateLine};
use crate::spending_store::{by_line, lines_of, of_line, team_of};
use kernel::Id;
use store::{Fault, Reader};

/// What an expense says that is for no line of the budget.
pub(crate) const NO_LINE: &str = "none";

/// Whether somebody spends under it: of the team, or one thing with somebody who is.
pub(crate) fn is_of_team(reader: &mut Reader, mandate: &Mandate, who: Id<Member>) -> Result<bool, Fault> {
    if mandate.source != Source::Campaign {
        return Ok(false);
    }
    for member in team_of(reader, mandate.community_id, mandate.id)? {
        if community::is_own_matter_shown(reader, mandate.community_id, who, member)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The lines of its budget, to choose from, before what is for none of them; empty where it has none.
pub(crate) fn choices(
    reader: &mut Reader,
    s: &Scene,
    mandate: Id<Mandate>,
) -> Result<Vec<(String, String)>, Fault> {
    let spent = by_line(reader, s.number, mandate)?;
    let mut choices = Vec::new();
    for number in lines_of(reader, s.number, mandate)? {
        let Some(line) = reader.find::<MandateLine>(&(s.number, mandate, number))? else { continue };
        let spent = spent.iter().find(|(of, _)| *of == number).map_or(0, |(_, minor)| *minor);
        let said = s.t.line_with_spent(line.what, s.said(line.minor), s.said(spent));
        choices.push((number.to_string(), said));
    }
    if !choices.is_empty() {
        choices.push((NO_LINE.to_owned(), s.t.of_no_line()));
    }
    Ok(choices)
}

/// The line that an expense is for, and whether that line holds less than what was approved for it, paid or not, and this together.
pub(crate) fn line(reader: &mut Reader, expense: &Expense) -> Result<Option<(MandateLine, bool)>, Fault> {
    let Some(number) = expense.line else { return Ok(None) };
    let (community, mandate) = (expense.community_id, expense.mandate_id);
    let Some(row) = reader.find::<MandateLine>(&(community, mandate, number))? else { return Ok(None) };
    let taken = of_line(reader, community, mandate, number)?.taken_minor;
    let above = i128::from(taken) + i128::from(expense.amount_minor) > i128::from(row.minor);
    Ok(Some((row, above)))
}
