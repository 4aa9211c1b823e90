//! What becomes of a line of before when its list is pasted again.

use super::incoming::NO_ORDER_NOW;
use super::older_copy;
use crate::line::{Doing, LineState, Mark, written};
use crate::proportion;
use crate::reading::LineRead;
use crate::rows::ListLine;
use store::{Fault, Tx};

/// The same line of the same person stays what it was taken for, whatever a reader would make of it now. Only where nobody had
/// understood it, and it was the reader who had not, it is read once more. Whose it is, is asked where a second room has the name from now on, unless somebody has said it.
///
/// # Errors
/// Of the database only.
pub(super) fn stays(
    tx: &mut Tx,
    before: &ListLine,
    place: i64,
    line: &LineRead,
    two_now: bool,
) -> Result<(), Fault> {
    let mut row = before.clone();
    (row.place, row.state, row.follows_copy) = (place, LineState::Standing, false);
    let asked = |doubt: &str| {
        matches!(
            doubt,
            "same_name" | "instead_or_besides" | NO_ORDER_NOW | older_copy::DOUBT | proportion::DOUBT
        )
    };
    let of_reader = !row.doubts.split_whitespace().any(asked);
    if row.mark == Mark::Unclear && of_reader && line.mark != Mark::Unclear {
        (row.doing, row.items) = (line.doing, written(&line.parts));
        (row.note, row.mark, row.doubts) = (line.note.clone(), line.mark, line.doubts.clone());
        if row.name.is_empty() {
            row.name.clone_from(&line.name);
        }
    }
    if two_now && matches!(row.mark, Mark::Certain | Mark::Likely) && row.doing != Doing::None {
        row.mark = Mark::Unclear;
        row.doubts = format!("{} {}", row.doubts, jielong::Doubt::SameName.code()).trim().to_owned();
    }
    keep(tx, before, row)
}

/// Another line stands in its place.
///
/// # Errors
/// Of the database only.
pub(super) fn replaced(tx: &mut Tx, before: &ListLine) -> Result<(), Fault> {
    keep(tx, before, ListLine { state: LineState::Replaced, follows_copy: false, ..before.clone() })
}

/// Saved where something of it has changed.
///
/// # Errors
/// Of the database only.
pub(super) fn keep(tx: &mut Tx, before: &ListLine, mut row: ListLine) -> Result<(), Fault> {
    if row == *before {
        return Ok(());
    }
    row.revision += 1;
    tx.lock::<ListLine>((row.community_id, row.list_id, row.number))?;
    tx.save(&row)
}
