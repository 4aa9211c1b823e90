//! What a table says besides amounts: since when its rows are as they are, where people live, and what is noted of them. Without a mark
//! nothing is known of a table's age: it is somebody's own, and taken as it is.
//!
//! Not a rule: it reads the columns of a table.

use crate::line::NOTE_CHARS_MAX;
use crate::note::without_its_word;
use crate::place::{Agreement, Place};
use crate::table::{ITEM, NAME, NOTE, ORDERS, QUANTITY, ROOM, made_for, plain};
use crate::writing::Entry;
use kernel::Quantity;
use std::collections::{BTreeMap, BTreeSet};

/// Heads of the column of marks, as our own tables have it.
const MARKED: [&str; 2] = ["导出时间", "exported at"];

/// Rows of a table that this program wrote, of a list as it stood then.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableMark {
    /// The list's number.
    pub list: i64,
    /// How often its lines had been changed by then, all together, see `whole::version`.
    pub version: i64,
    /// `2026-03-14 18:05`, in the community's zone.
    pub made: String,
}

/// What goes with the text that a table was written as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableSaid {
    pub marks: Vec<TableMark>,
    /// Somebody has said that it is to be taken although the list was changed since.
    pub as_older: bool,
    /// Names of the list of whom it knew no room, and the room of each, as it is written beside the name.
    pub rooms: BTreeMap<String, String>,
    /// Names of the list with another note than it knows, and that note; empty where it was taken away.
    pub notes: BTreeMap<String, String>,
}

/// Somebody of whom the list knows another room than a row has. The list keeps its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomDiffers {
    pub name: String,
    pub known: String,
    pub said: String,
}

impl TableMark {
    /// As a cell has it: `2026-03-14 18:05 #3.27`. A spreadsheet makes no day of it.
    pub fn cell(&self) -> String {
        format!("{} #{}.{}", self.made, self.list, self.version)
    }

    fn read(cell: &str) -> Option<TableMark> {
        let (made, numbers) = cell.rsplit_once('#')?;
        let (list, version) = numbers.split_once('.')?;
        let made = made.trim().chars().filter(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | ' '));
        Some(TableMark { list: list.parse().ok()?, version: version.parse().ok()?, made: made.collect() })
    }
}

impl TableSaid {
    /// The mark of rows that were written before the list's last changes; of several the oldest.
    pub fn older_than(&self, list: i64, version: i64) -> Option<&TableMark> {
        let of_list = self.marks.iter().filter(|mark| mark.list == list && mark.version != version);
        of_list.min_by_key(|mark| mark.version)
    }
}

/// Marks in its rows, each once.
pub fn marks(table: &[Vec<String>]) -> Vec<TableMark> {
    let Some((head, rows)) = head_and_rows(table) else { return Vec::new() };
    let Some(at) = mark_column(&head) else { return Vec::new() };
    let found = rows.iter().filter_map(|row| TableMark::read(row.get(at)?));
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

fn mark_column(head: &[String]) -> Option<usize> {
    head.iter().position(|cell| MARKED.iter().any(|word| cell.to_lowercase().starts_with(word)))
}

/// Of people of the list: rooms that its rows have and the list does not, and those that are others than it has. `ordered`: for whom each
/// order was made; `known`: each name of the list with its room, empty where none is known.
pub fn rooms(
    table: &[Vec<String>],
    ordered: &BTreeMap<String, String>,
    known: &BTreeMap<String, String>,
) -> (BTreeMap<String, String>, Vec<RoomDiffers>) {
    let (mut new, mut differs) = (BTreeMap::<String, Place>::new(), Vec::<RoomDiffers>::new());
    let mut several = BTreeSet::new();
    let Some((head, rows)) = head_and_rows(table) else { return Default::default() };
    let at = |words: &[&str]| head.iter().position(|cell| words.contains(&cell.to_lowercase().as_str()));
    let (Some(name), Some(room)) = (at(&NAME), at(&ROOM)) else { return Default::default() };
    let orders = at(&ORDERS);
    for row in &rows {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let place = told_in_its_column(cell(room));
        let own = made_for(orders.map_or("", cell), ordered);
        // Who has no order is called as the list has it; under a second room it may be a namesake.
        let Some((called, was)) = known.get_key_value(own.map_or_else(|| cell(name), String::as_str)) else {
            continue;
        };
        if place.is_empty() {
            continue;
        }
        let was = Place::told(if was.is_empty() { called } else { was });
        if was.is_empty() {
            let first = new.entry(called.clone()).or_insert_with(|| place.clone());
            if *first != place {
                several.insert(called.clone());
            }
        } else if own.is_some()
            && was.agrees(&place) == Agreement::Differ
            && differs.iter().all(|one| one.name != *called)
        {
            differs.push(RoomDiffers { name: called.clone(), known: was.said(), said: place.said() });
        }
    }
    new.retain(|name, _| !several.contains(name));
    (new.into_iter().map(|(name, place)| (name, place.said())).collect(), differs)
}

/// Of people of the list: notes that the rows of their table have otherwise than the list has them; empty where they were taken away. What is
/// otherwise in one row of several is what somebody wrote, whatever stands in the others. An empty cell takes a note away only where the row is
/// one of this list that this program wrote. `list`: its number; `known`: each name of the list with its note, as `Wanting::note` has it;
/// `rooms`: the rooms of those of whom one is known.
pub fn notes(
    table: &[Vec<String>],
    (list, ordered): (i64, &BTreeMap<String, String>),
    (known, rooms): (&BTreeMap<String, String>, &BTreeMap<String, String>),
) -> BTreeMap<String, String> {
    let Some((head, rows)) = head_and_rows(table) else { return BTreeMap::new() };
    let Some(note) = column(&head, &NOTE) else { return BTreeMap::new() };
    let mark = mark_column(&head);
    let mut said: BTreeMap<&String, (Vec<String>, bool, bool)> = BTreeMap::new();
    for row in &rows {
        let Some(called) = whose(row, &head, ordered, (known, rooms)) else { continue };
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", String::as_str);
        let now = cell(Some(note)).trim_start_matches('\'');
        let was = plain(&known[called]);
        let was = was.trim_start_matches('\'');
        let (new, is_kept, is_emptied) = said.entry(called).or_default();
        if now == was || without_its_word(now) == was {
            *is_kept = true;
        } else if !now.is_empty() {
            let now = without_its_word(now).to_owned();
            new.extend((!new.contains(&now)).then_some(now));
        } else {
            *is_emptied |= TableMark::read(cell(mark)).is_some_and(|mark| mark.list == list);
        }
    }
    said.retain(|_, (new, is_kept, is_emptied)| !new.is_empty() || (*is_emptied && !*is_kept));
    let cut = |note: String| note.chars().take(NOTE_CHARS_MAX).collect();
    said.into_iter().map(|(name, (new, ..))| (name.clone(), cut(new.join("；")))).collect()
}

/// The same table, in which each row of those whose note is another one has it: whichever row is read, it says the same of them. Of a table
/// with a column for each thing every row is a line of its own, with its own note. As `notes`.
pub fn with_notes(
    table: &[Vec<String>],
    notes: &BTreeMap<String, String>,
    ordered: &BTreeMap<String, String>,
    rooms: &BTreeMap<String, String>,
) -> Vec<Vec<String>> {
    let mut table = table.to_vec();
    let Some((head, _)) = head_and_rows(&table) else { return table };
    let (item, quantity) = (column(&head, &ITEM), column(&head, &QUANTITY));
    let (Some(note), Some(_), Some(_)) = (column(&head, &NOTE), item, quantity) else { return table };
    for row in &mut table {
        let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
        if cells == head || row.is_empty() {
            continue;
        }
        if let Some(called) = whose(&cells, &head, ordered, (notes, rooms)) {
            row.resize(row.len().max(note + 1), String::new());
            row[note].clone_from(&notes[called]);
        }
    }
    table
}

/// Whose row it is, of those who are `known`: its order's, or else of whom it names. Under a room that is not theirs it may be a namesake's.
fn whose<'a>(
    row: &[String],
    head: &[String],
    ordered: &BTreeMap<String, String>,
    (known, rooms): (&'a BTreeMap<String, String>, &BTreeMap<String, String>),
) -> Option<&'a String> {
    let cell = |words: &[&str]| column(head, words).and_then(|at| row.get(at)).map_or("", String::as_str);
    if let Some(own) = made_for(cell(&ORDERS), ordered) {
        return known.get_key_value(own).map(|(name, _)| name);
    }
    let (name, _) = known.get_key_value(cell(&NAME))?;
    let place = told_in_its_column(cell(&ROOM));
    let lives = Place::told(rooms.get(name).unwrap_or(name));
    let is_theirs = place.is_empty() || (!lives.is_empty() && lives.agrees(&place) != Agreement::Differ);
    is_theirs.then_some(name)
}

fn column(head: &[String], words: &[&str]) -> Option<usize> {
    head.iter().position(|cell| words.contains(&cell.to_lowercase().as_str()))
}

/// Of rows that name an order: for whom it was made, where another name stands in it now. The name is not changed by that, and it is told.
pub fn renamed(table: &[Vec<String>], ordered: &BTreeMap<String, String>) -> Vec<String> {
    let mut rows = table.iter();
    let Some(head) = rows.next() else { return Vec::new() };
    let head: Vec<String> = head.iter().map(|cell| plain(cell).to_lowercase()).collect();
    let at = |words: &[&str]| head.iter().position(|cell| words.contains(&cell.as_str()));
    let (Some(name), Some(orders)) = (at(&NAME), at(&ORDERS)) else { return Vec::new() };
    let mut renamed = Vec::new();
    for row in rows {
        let cell = |at: usize| row.get(at).map_or_else(String::new, |cell| plain(cell));
        let (name, orders) = (cell(name), cell(orders));
        let known = made_for(&orders, ordered);
        renamed.extend(known.filter(|known| **known != name && !renamed.contains(*known)).cloned());
    }
    renamed
}

/// In a column of rooms `2号` is no day, and a number alone a room, or a building where it is short.
fn told_in_its_column(cell: &str) -> Place {
    let told = Place::told(cell);
    if !told.is_empty() {
        return told;
    }
    match cell.trim().strip_suffix('号') {
        Some(number) if !number.is_empty() && number.len() <= 3 => Place::told(&format!("{number}栋")),
        None if cell.len() >= 3 && cell.bytes().all(|byte| byte.is_ascii_digit()) => {
            Place::told(&format!("{cell}室"))
        }
        _ => Place::default(),
    }
}

/// Name, thing, what the list has of it now, and what the table says, where that is not the same. `now`: what each name of the list wants;
/// `rooms`: what may stand beside a name.
pub fn would_change(
    people: &[Entry],
    now: &[(String, Vec<(String, i64)>)],
    rooms: &BTreeMap<String, String>,
) -> Vec<(String, String, i64, String)> {
    let mut changes = Vec::new();
    for entry in people {
        let is_it = |name: &str| {
            entry.name == *name || rooms.get(name).is_some_and(|room| entry.name == format!("{name} {room}"))
        };
        let person = now.iter().find(|(name, _)| is_it(name));
        let name = person.map_or(&entry.name, |(name, _)| name);
        for want in &entry.wants {
            let has = person.and_then(|(_, has)| has.iter().find(|(item, _)| *item == want.item));
            let has = has.map_or(0, |(_, milli)| *milli);
            if Quantity::parse(want.quantity.trim()).map_or(true, |said| said.milli != has) {
                let said = format!("{}{}", want.quantity, want.unit);
                changes.push((name.clone(), want.item.clone(), has, said));
            }
        }
        // Whoever is in it has no more than it says.
        for (item, has) in person.into_iter().flat_map(|(_, has)| has).filter(|(_, milli)| *milli > 0) {
            if entry.wants.iter().all(|want| want.item != *item) {
                changes.push((name.clone(), item.clone(), *has, "0".to_owned()));
            }
        }
    }
    changes
}

/// Cells as they are read, without empty rows.
fn head_and_rows(table: &[Vec<String>]) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let cells = |row: &Vec<String>| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>();
    let mut rows = table.iter().map(cells).filter(|row| row.iter().any(|cell| !cell.is_empty()));
    Some((rows.next()?, rows.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writing::Want;

    fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn names(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    /// More, another thing, and what is left out; what is as it was is none.
    #[test]
    fn an_older_table_is_told_with_what_it_would_change() {
        let want = |item: &str, quantity: &str| Want {
            item: item.to_owned(),
            quantity: quantity.to_owned(),
            unit: "盒".to_owned(),
            mark: String::new(),
        };
        let entry = |name: &str, wants: Vec<Want>| Entry {
            name: name.to_owned(),
            wants,
            note: String::new(),
            ends: Vec::new(),
            words: Vec::new(),
        };
        let people = [
            entry("小雨", vec![want("草莓", "2"), want("苹果", "1")]),
            entry("老周", vec![want("草莓", "1")]),
        ];
        let has = |things: &[(&str, i64)]| {
            things.iter().map(|(item, milli)| ((*item).to_owned(), *milli)).collect()
        };
        let now = [
            ("小雨".to_owned(), has(&[("草莓", 3_000), ("鸡蛋", 1_000), ("豆腐", 0)])),
            ("老周".to_owned(), has(&[("草莓", 1_000)])),
            ("阿明".to_owned(), has(&[("草莓", 1_000)])),
        ];
        let changes = would_change(&people, &now, &BTreeMap::new());
        let told: Vec<_> =
            changes.iter().map(|(name, item, has, said)| (&name[..], &item[..], *has, &said[..])).collect();
        assert_eq!(
            told,
            [("小雨", "草莓", 3_000, "2盒"), ("小雨", "苹果", 0, "1盒"), ("小雨", "鸡蛋", 1_000, "0")]
        );
    }

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        let mark = TableMark { list: 3, version: 27, made: "2026-03-14 18:05".to_owned() };
        let old = TableMark { version: 20, ..mark.clone() };
        let (new_cell, old_cell) = (mark.cell(), old.cell());
        let table = cells(&[
            &["姓名", "导出时间（别改）"],
            &["小雨", &new_cell],
            &["老周", &old_cell],
            &["新来的", ""],
            &["x", "昨天"],
        ]);
        let said = TableSaid { marks: marks(&table), ..TableSaid::default() };
        assert_eq!(said.marks, [old.clone(), mark.clone()]);
        assert_eq!(said.older_than(3, 27), Some(&old));
        assert_eq!(said.older_than(4, 99), None, "of another list nothing is known");
        let whole = TableSaid { marks: vec![mark], ..TableSaid::default() };
        assert_eq!((whole.older_than(3, 27), whole.older_than(3, 28).is_some()), (None, true));
        assert_eq!(marks(&cells(&[&["姓名", "商品"], &["小雨", "#3.27"]])), []);
    }

    /// Cells of rows → notes that are otherwise. The list knows 小雨 (3-502, 放北门), 老周 (5-101, no note) and 小陈 (no room, no note).
    #[test]
    fn a_note_of_a_row_is_another_one_or_taken_away() {
        let ordered = names(&[("705", "小雨"), ("706", "老周")]);
        let known = names(&[("小雨", "放北门"), ("老周", ""), ("小陈", "")]);
        let lives = names(&[("小雨", "3-502"), ("老周", "5-101")]);
        let ours = TableMark { list: 3, version: 1, made: "2026-03-14 18:05".to_owned() }.cell();
        let others = TableMark { list: 4, version: 1, made: "2026-03-14 18:05".to_owned() }.cell();
        let head = ["姓名", "房号", "备注", "订单号", "导出时间"];
        let check = |rows: &[[&str; 5]], expected: &[(&str, &str)]| {
            let rows: Vec<&[&str]> = std::iter::once(&head).chain(rows).map(<[&str; 5]>::as_slice).collect();
            let found = notes(&cells(&rows), (3, &ordered), (&known, &lives));
            assert_eq!(found, names(expected), "{rows:?}");
        };
        check(&[["小雨", "", "放北门", "705", &ours], ["老周", "", "", "706", &ours]], &[]);
        check(&[["雨", "", "放南门", "705", ""]], &[("小雨", "放南门")]);
        check(&[["小雨", "", "备注：放北门", "705", ""]], &[]);
        check(&[["小雨", "", "'放北门", "705", ""]], &[]);
        // Of several rows those that are otherwise.
        let second = ["小雨", "", "放南门", "705", &ours];
        check(&[["小雨", "", "放北门", "705", &ours], second], &[("小雨", "放南门")]);
        check(&[["小雨", "", "要冰的", "705", &ours], second, second], &[("小雨", "要冰的；放南门")]);
        // Emptied in all of them, and ours.
        let emptied = ["小雨", "", "", "705", &ours];
        check(&[emptied, emptied], &[("小雨", "")]);
        check(&[emptied, ["小雨", "", "放北门", "705", &ours]], &[]);
        check(&[["小雨", "", "", "705", ""]], &[]);
        check(&[["小雨", "", "", "705", &others]], &[]);
        // Under another room without an order it may be a namesake, and so it may where no room is known.
        check(&[["小雨", "9-901", "轻放", "", ""], ["小陈", "1-101", "轻放", "", ""]], &[]);
        check(
            &[["小雨", "3-502", "轻放", "", ""], ["小陈", "", "轻放", "", ""]],
            &[("小雨", "轻放"), ("小陈", "轻放")],
        );
        check(&[["新人", "", "轻放", "", ""]], &[]);
        let no_column = cells(&[&["姓名", "订单号", "导出时间"], &["小雨", "705", &ours]]);
        assert_eq!(notes(&no_column, (3, &ordered), (&known, &lives)), BTreeMap::new());
    }

    #[test]
    fn a_room_of_a_row_is_new_or_another_one() {
        let table = cells(&[
            &["姓名", "房号", "订单号"],
            &["小雨", "2号", "705"],
            &["老周", "5-101", "706"],
            &["李姐", "502", ""],
            &["阿明", "3月5日", "707"],
            &["小陈", "1-101", ""],
            &["小陈", "2-202", ""],
            &["新人", "9-901", ""],
        ]);
        let ordered = names(&[("705", "小雨🌸"), ("706", "老周"), ("707", "阿明")]);
        let known =
            names(&[("小雨🌸", ""), ("老周", "3-502"), ("李姐", ""), ("阿明", "3-502"), ("小陈", "")]);
        let (new, differs) = rooms(&table, &ordered, &known);
        assert_eq!(new, names(&[("小雨🌸", "2栋"), ("李姐", "502室")]));
        let other = RoomDiffers { name: "老周".into(), known: "3-502".into(), said: "5-101".into() };
        assert_eq!(differs, [other]);
    }
}
