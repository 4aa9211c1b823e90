//! Somebody says what a line means.

use super::{announce, may_run, older_copy, open_list};
use crate::ids::Member;
use crate::line::{
    Doing, LineState, MILLI_MAX, Mark, NAME_CHARS_MAX, NOTE_CHARS_MAX, Part, tidy_name, written,
};
use crate::refused::ListRefused;
use crate::rows::{ListItem, ListLine, OrderList};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct MendLine {
    pub list: Id<OrderList>,
    pub line: i64,
    /// As it was shown: two who mend the same line at once do not undo each other. None: whatever it is.
    pub revision: Option<i64>,
    pub name: String,
    pub doing: Doing,
    pub parts: Vec<Part>,
    pub note: String,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    pub line: i64,
    pub revision: i64,
}

/// # Errors
/// `LineMoved` when somebody else was faster; what is missing in an order.
pub fn mend_line(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MendLine,
    now: Timestamp,
) -> Outcome<Mended, ListRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ListRefused::KeyReused)? {
        return Ok(first);
    }
    may_run(tx, by)?;
    let list = open_list(tx, input.list)?;
    let key = (list.community_id, list.id, input.line);
    let line = tx.lock::<ListLine>(key)?.filter(|line| line.state != LineState::Replaced);
    let mut line = line.ok_or(Refused(ListRefused::NoSuchLine))?;
    if input.revision.is_some_and(|revision| revision != line.revision) {
        return Err(Refused(ListRefused::LineMoved));
    }
    let parts = check(tx, &list, input)?;
    let was_gone = line.state == LineState::Gone;
    older_copy::doubt(&mut line, input.doing);
    line.name = tidy_name(&input.name);
    (line.doing, line.items) = (input.doing, written(&parts));
    input.note.trim().clone_into(&mut line.note);
    // What somebody says of it itself is no other line's to decide.
    (line.mark, line.state, line.follows_copy) = (Mark::Mended, LineState::Standing, false);
    (line.mended_by, line.mended_at_us) = (Some(by), Some(now));
    line.revision += 1;
    tx.save(&line)?;
    // Of a line that vanished since it is said what became of it, not whether the older copy holds.
    match was_gone {
        true => older_copy::close(tx, &line)?,
        false => older_copy::settle(tx, &line)?,
    }
    announce(tx, "list_mended", list.id)?;
    let mended = Mended { line: line.number, revision: line.revision };
    tx.remember(&input.key, &mended, now)?;
    Ok(mended)
}

fn check(tx: &mut Tx, list: &OrderList, input: &MendLine) -> Outcome<Vec<Part>, ListRefused> {
    let no = |why| Err(Refused(why));
    if input.name.trim().chars().count() > NAME_CHARS_MAX {
        return no(ListRefused::NameTooLong);
    }
    if input.note.trim().chars().count() > NOTE_CHARS_MAX {
        return no(ListRefused::NoteTooLong);
    }
    if input.doing == Doing::None {
        return Ok(Vec::new());
    }
    if tidy_name(&input.name).is_empty() {
        return no(ListRefused::NameMissing);
    }
    if input.parts.is_empty() && input.doing != Doing::Withdraw {
        return no(ListRefused::ItemsMissing);
    }
    let mut seen = BTreeSet::new();
    for (item, milli) in &input.parts {
        if tx.find::<ListItem>((list.community_id, list.id, *item))?.is_none() {
            return no(ListRefused::NoSuchItem);
        }
        if !seen.insert(*item) {
            return no(ListRefused::ItemTwice);
        }
        match milli {
            None if input.doing == Doing::Withdraw => {}
            None => return no(ListRefused::QuantityMissing),
            Some(milli) if *milli > MILLI_MAX => return no(ListRefused::QuantityTooLarge),
            Some(milli) if *milli < 0 || (*milli == 0 && input.doing != Doing::Replace) => {
                return no(ListRefused::QuantityMissing);
            }
            Some(_) => {}
        }
    }
    Ok(input.parts.clone())
}
