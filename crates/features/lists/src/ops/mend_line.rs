//! Somebody says what a line means.

use super::incoming::{INSTEAD_OR_BESIDES, NO_ORDER_NOW};
use super::{announce, may_run, older_copy, open_list};
use crate::ids::Member;
use crate::line::{
    Doing, LineState, MILLI_MAX, Mark, NAME_CHARS_MAX, NOTE_CHARS_MAX, Part, tidy_name, written,
};
use crate::proportion;
use crate::refused::ListRefused;
use crate::rows::{ListItem, ListLine, OrderList};
use crate::table_amount::UNREAD;
use jielong::{Doubt, Reading};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::OpError::{self, Refused};
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
    let was_gone = line.state == LineState::Gone;
    let name = tidy_name(&input.name);
    if input.who_only && line.mark == Mark::Unclear && is_still_asked(&mut line, &name) {
        check_name(input)?;
        line.name = name;
        line.revision += 1;
        tx.save(&line)?;
        announce(tx, "list_mended", list.id)?;
        let mended = Mended { line: line.number, revision: line.revision };
        tx.remember(&input.key, &mended, now)?;
        return Ok(mended);
    }
    let parts = check(tx, &list, input)?;
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

/// Whose a line is says not what it orders, nor whether it holds beside what the person said since, in a line below or in a table: all of
/// that stays open.
fn is_still_asked(line: &mut ListLine, name: &str) -> bool {
    let is_same = line.name == name;
    let left = left_open(&line.doubts, is_same);
    let is_asked = line.words.contains(UNREAD) || left.iter().any(|doubt| is_open(doubt));
    line.doubts = left.join(" ");
    if !is_same {
        line.older_of = None;
    }
    is_asked
}

/// Doubts that are left when it is said whose a line is. Of somebody else nothing else was said before.
fn left_open(doubts: &str, is_same: bool) -> Vec<&str> {
    let of_the_person = [older_copy::DOUBT, INSTEAD_OR_BESIDES, NO_ORDER_NOW, Doubt::AddOrReplace.code()];
    let is_left =
        |doubt: &&str| *doubt != Doubt::SameName.code() && (is_same || !of_the_person.contains(doubt));
    doubts.split_whitespace().filter(is_left).collect()
}

/// Whether nothing may be ordered before somebody has said it. What only the community sells is among it, whatever the reader makes of it.
fn is_open(doubt: &str) -> bool {
    match Doubt::parse(doubt) {
        Some(Doubt::NotInHeading) => true,
        Some(read) => read.reading() == Reading::Unclear,
        None => [older_copy::DOUBT, INSTEAD_OR_BESIDES, NO_ORDER_NOW, proportion::DOUBT].contains(&doubt),
    }
}

fn check_name(input: &MendLine) -> Result<(), OpError<ListRefused>> {
    if input.name.trim().chars().count() > NAME_CHARS_MAX {
        return Err(Refused(ListRefused::NameTooLong));
    }
    if tidy_name(&input.name).is_empty() {
        return Err(Refused(ListRefused::NameMissing));
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Doubts of a line, whether the name is that which it had → what is left of them, and whether any of it is asked.
    #[test]
    fn whose_a_line_is_closes_no_other_doubt() {
        for (doubts, is_same, left, is_asked) in [
            ("same_name", true, "", false),
            ("same_name", false, "", false),
            ("add_or_replace same_name", true, "add_or_replace", true),
            ("add_or_replace same_name", false, "", false),
            ("same_name older_copy", true, "older_copy", true),
            ("same_name older_copy", false, "", false),
            ("instead_or_besides same_name", true, "instead_or_besides", true),
            ("no_order_now same_name", false, "", false),
            ("quantity_vague same_name", true, "quantity_vague", true),
            ("quantity_vague same_name", false, "quantity_vague", true),
            ("unit_differs add_or_replace same_name", false, "unit_differs", true),
            ("not_in_heading same_name", true, "not_in_heading", true),
            ("same_name out_of_proportion", false, "out_of_proportion", true),
            ("spelt_otherwise same_name", true, "spelt_otherwise", false),
            ("same_name beyond_stock", true, "beyond_stock", false),
        ] {
            let found = left_open(doubts, is_same);
            let asked = found.iter().any(|doubt| is_open(doubt));
            assert_eq!((found.join(" ").as_str(), asked), (left, is_asked), "{doubts}, same: {is_same}");
        }
        for doubt in Doubt::ALL.iter().filter(|doubt| doubt.reading() == Reading::Unclear) {
            assert!(is_open(doubt.code()), "{doubt}");
        }
    }
}
