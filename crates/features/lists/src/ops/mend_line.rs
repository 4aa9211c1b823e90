//! Somebody says what a line means.

use super::incoming::{INSTEAD_OR_BESIDES, NO_ORDER_NOW};
use super::{announce, may_run, older_copy, open_list};
use crate::ids::Member;
use crate::line::{
    Doing, LineState, MILLI_MAX, Mark, NAME_CHARS_MAX, NOTE_CHARS_MAX, Part, tidy_name, written,
};
use crate::refused::ListRefused;
use crate::rows::{ListItem, ListLine, OrderList};
use jielong::Doubt;
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
    /// Only whose line it is is said: the rest is as it was shown, and what else is asked of it stays asked.
    pub who_only: bool,
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
    let name = tidy_name(&input.name);
    if input.who_only && line.mark == Mark::Unclear && is_still_asked(&mut line, &name) {
        line.revision += 1;
        tx.save(&line)?;
        announce(tx, "list_mended", list.id)?;
        let mended = Mended { line: line.number, revision: line.revision };
        tx.remember(&input.key, &mended, now)?;
        return Ok(mended);
    }
    older_copy::doubt(&mut line, input.doing);
    line.name = name;
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

/// Whose a line is says not whether it holds beside what the person said since, in a line below or in a table: that stays open. Of somebody
/// else nothing else was said.
fn is_still_asked(line: &mut ListLine, name: &str) -> bool {
    let all = std::mem::take(&mut line.doubts);
    let (mut doubts, asked): (Vec<&str>, Vec<&str>) = all
        .split_whitespace()
        .filter(|doubt| *doubt != Doubt::SameName.code())
        .partition(|doubt| ![older_copy::DOUBT, INSTEAD_OR_BESIDES, NO_ORDER_NOW].contains(doubt));
    let is_same = line.name == name;
    if is_same {
        doubts.extend(&asked);
    } else {
        line.older_of = None;
    }
    line.doubts = doubts.join(" ");
    is_same && !asked.is_empty()
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
