//! Parts that somebody says to have paid who looks for the payments of others: only somebody else confirms them, and that may be a
//! steward. For the desk.

use super::read_store::claimed;
use super::scene::{Names, Scene};
use crate::rows::{Commitment, Pool};
use community::SectionRow;
use kernel::Timestamp;
use store::{Fault, Reader};
use web::Power;
use web::ui::Tone;

/// Among so many claims theirs are looked for.
const CLAIMS: i64 = 500;

pub(super) fn of_treasurers(reader: &mut Reader, s: &Scene) -> Result<Vec<SectionRow>, Fault> {
    let (mut rows, mut names) = (Vec::new(), Names::default());
    if !s.can(Power::GrantRoles) {
        return Ok(rows);
    }
    for id in claimed(reader, s.number, (Timestamp::from_micros(0), ""), CLAIMS)? {
        let Some(part) = reader.find::<Commitment>(&(s.number, id))? else { continue };
        if Some(part.member) == s.me || !community::looks_for_payments(reader, s.number, part.member)? {
            continue;
        }
        let Some(pool) = reader.find::<Pool>(&(s.number, part.pool_id))? else { continue };
        let name = names.of(reader, s, part.member)?;
        let row = SectionRow::new(s.t.treasurer_paid(name)).note(pool.title);
        let row = row.money(s.sum(part.due_minor)).href(format!("{}/parts/{}", s.base, part.id));
        rows.push(row.tag(s.t.only_another_confirms(), Tone::Act));
    }
    Ok(rows)
}
