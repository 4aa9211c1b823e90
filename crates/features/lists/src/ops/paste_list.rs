//! A list is pasted: kept as it was understood. Pasted again it goes on where it was: known lines keep what somebody made
//! of them, further ones are added.

use super::{announce, may_run};
use crate::again::{Fate, SAME_SHARE, Seen, compare, is_restated, share_kept, share_named};
use crate::ids::Member;
use crate::jobs;
use crate::line::{Doing, ITEMS_MAX, LINES_MAX, LineState, Mark, Part, written};
use crate::lists_store::{items, lines, newest};
use crate::reading::{LineRead, ListRead};
use crate::refused::ListRefused;
use crate::rows::{ListCount, ListItem, ListLine, OrderList};
use crate::standing::standing;
use kernel::{Id, Timestamp};
use pickup::rows::PickupPoint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

/// What is pasted now may be one of these again.
const LISTS_COMPARED: i64 = 10;
/// A list of last month is another one, however many order the same.
const COMPARED_FOR: Duration = Duration::from_secs(10 * 86_400);

#[derive(Debug, Clone)]
pub struct PasteList {
    /// Of a new list.
    pub id: Id<OrderList>,
    /// The list that this goes on with, where somebody said so; else one that is the same is looked for.
    pub goes_on: Option<Id<OrderList>>,
    /// Whoever pastes it says that it is a new one, whatever it looks like.
    pub is_new: bool,
    pub read: ListRead,
    pub pay_until: Timestamp,
    /// Where and on which day it is fetched.
    pub point: Option<(Id<PickupPoint>, i64)>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pasted {
    pub list: Id<OrderList>,
    pub number: i64,
    /// Whether it was there before.
    pub went_on: bool,
    /// Lines that were not in it before.
    pub lines_new: i64,
    /// Lines of before that are not in it any more.
    pub lines_gone: i64,
}

/// # Errors
/// `LooksKnown` for most of another list's lines under another heading; …
pub fn paste_list(
    tx: &mut Tx,
    by: Id<Member>,
    input: &PasteList,
    now: Timestamp,
) -> Outcome<Pasted, ListRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ListRefused::KeyReused)? {
        return Ok(first);
    }
    may_run(tx, by)?;
    if input.pay_until <= now {
        return Err(Refused(ListRefused::PayUntilPast));
    }
    let community = tx.community();
    if let Some((point, _)) = input.point {
        tx.find::<PickupPoint>((community, point))?.ok_or(Refused(ListRefused::PointUnknown))?;
    }
    let pasted = match known(tx, input, now)? {
        Some(list) => go_on(tx, by, list, input, now)?,
        None => begin(tx, by, input, now)?,
    };
    announce(tx, "list_pasted", pasted.list)?;
    tx.remember(&input.key, &pasted, now)?;
    Ok(pasted)
}

/// The list that this is again, locked.
fn known(tx: &mut Tx, input: &PasteList, now: Timestamp) -> Outcome<Option<OrderList>, ListRefused> {
    let community = tx.community();
    if let Some(list) = input.goes_on {
        let list = tx.lock::<OrderList>((community, list))?.ok_or(Refused(ListRefused::NoSuchList))?;
        return match list.erased_at_us {
            None => Ok(Some(list)),
            Some(_) => Err(Refused(ListRefused::ListErased)),
        };
    }
    if input.is_new {
        return Ok(None);
    }
    let read = seen_read(&input.read.lines);
    for id in newest(tx, community, i64::MAX, LISTS_COMPARED)? {
        let Some(list) = tx.find::<OrderList>((community, id))? else { continue };
        if list.erased_at_us.is_some() || list.pasted_at_us.plus(COMPARED_FOR) <= now {
            continue;
        }
        let before: Vec<Seen> =
            lines(tx, community, id)?.iter().filter(|line| is_there(line)).map(seen).collect();
        let (same_title, same_lines) =
            (list.title == input.read.title, share_kept(&before, &read) >= SAME_SHARE);
        if same_title && same_lines {
            return Ok(tx.lock::<OrderList>((community, id))?);
        }
        // The same people under the same heading: this list written anew, or another one a few days later.
        let same_people = same_title && !list.title.is_empty() && share_named(&before, &read) >= SAME_SHARE;
        if same_lines || same_people {
            return Err(Refused(ListRefused::LooksKnown));
        }
    }
    Ok(None)
}

fn begin(tx: &mut Tx, by: Id<Member>, input: &PasteList, now: Timestamp) -> Result<Pasted, Fault> {
    let community_id = tx.community();
    let list = OrderList {
        community_id,
        id: input.id,
        number: next_number(tx)?,
        title: input.read.title.clone(),
        pasted: Some(input.read.pasted.clone()),
        line_count: input.read.lines.len() as i64,
        item_count: input.read.items.len() as i64,
        made_by: by,
        made_at_us: now,
        pasted_by: by,
        pasted_at_us: now,
        pay_until_us: input.pay_until,
        point_id: input.point.map(|(point, _)| point),
        point_day: input.point.map(|(_, day)| day),
        erased_at_us: None,
    };
    tx.insert(&list)?;
    for (number, item) in (1..).zip(&input.read.items) {
        tx.insert(&item_row(&list, number, item))?;
    }
    for (number, line) in (1..).zip(&input.read.lines) {
        tx.insert(&line_row(&list, number, number, line, &line.parts))?;
    }
    tx.enqueue(jobs::erase(list.id, now))?;
    let lines_new = list.line_count;
    Ok(Pasted { list: list.id, number: list.number, went_on: false, lines_new, lines_gone: 0 })
}

fn next_number(tx: &mut Tx) -> Result<i64, Fault> {
    let community_id = tx.community();
    let known = tx.lock::<ListCount>(community_id)?;
    let list_count = known.as_ref().map_or(0, |count| count.list_count) + 1;
    let count = ListCount { community_id, list_count };
    match known {
        Some(_) => tx.save(&count)?,
        None => tx.insert(&count)?,
    }
    Ok(list_count)
}

fn go_on(
    tx: &mut Tx,
    by: Id<Member>,
    mut list: OrderList,
    input: &PasteList,
    now: Timestamp,
) -> Outcome<Pasted, ListRefused> {
    let community = tx.community();
    let numbers = further_items(tx, &mut list, input)?;
    let before = lines(tx, community, list.id)?;
    let there: Vec<&ListLine> = before.iter().filter(|line| is_there(line)).collect();
    let (mut fates, mut gone) =
        compare(&there.iter().map(|line| seen(line)).collect::<Vec<_>>(), &seen_read(&input.read.lines));
    let restated = settle_restated(&there, input, &numbers, &mut fates, &mut gone)?;
    let (first, mut lines_new) = (list.line_count, 0);
    for ((place, line), fate) in (1..).zip(&input.read.lines).zip(fates) {
        let parts = numbered(&line.parts, &numbers);
        match fate {
            Fate::Known(at) => stays(tx, there[at], place, line, &parts)?,
            Fate::New | Fate::Changed(_) | Fate::InsteadOrBesides => {
                list.line_count += 1;
                lines_new += 1;
                let mut row = line_row(&list, list.line_count, place, line, &parts);
                if fate == Fate::InsteadOrBesides {
                    row.mark = Mark::Unclear;
                    row.doubts = format!("{} instead_or_besides", row.doubts).trim().to_owned();
                }
                tx.insert(&row)?;
                if let Fate::Changed(at) = fate {
                    becomes(tx, there[at], LineState::Replaced)?;
                }
            }
        }
    }
    if list.line_count > 4 * LINES_MAX as i64 {
        return Err(Refused(ListRefused::TooManyLines));
    }
    for at in &restated {
        becomes(tx, there[*at], LineState::Replaced)?;
    }
    for at in &gone {
        becomes(tx, there[*at], LineState::Gone)?;
    }
    if first != list.line_count || list.pasted.as_ref() != Some(&input.read.pasted) {
        (list.pasted, list.pasted_by, list.pasted_at_us) = (Some(input.read.pasted.clone()), by, now);
        tx.enqueue(jobs::erase(list.id, now))?;
    }
    list.pay_until_us = list.pay_until_us.max(input.pay_until);
    if let Some((point, day)) = input.point {
        (list.point_id, list.point_day) = (Some(point), Some(day));
    }
    tx.save(&list)?;
    let lines_gone = gone.len() as i64;
    Ok(Pasted { list: list.id, number: list.number, went_on: true, lines_new, lines_gone })
}

/// Of people none of whose lines are left, and who want at least as much as before: the new text says it anew. Answers the
/// lines that have become needless, which are gone no more.
fn settle_restated(
    there: &[&ListLine],
    input: &PasteList,
    numbers: &[i64],
    fates: &mut [Fate],
    gone: &mut Vec<usize>,
) -> Result<Vec<usize>, Fault> {
    let names: BTreeSet<&str> = gone.iter().map(|at| there[*at].name.as_str()).collect();
    let mut restated = Vec::new();
    for name in names {
        let of_name: Vec<usize> = (0..there.len()).filter(|at| there[*at].name == name).collect();
        let new: Vec<usize> = (0..fates.len()).filter(|at| input.read.lines[*at].name == name).collect();
        let all_gone = of_name.iter().all(|at| gone.contains(at) || fates.contains(&Fate::Changed(*at)));
        let unclear = of_name.iter().any(|at| there[*at].mark == Mark::Unclear)
            || new.iter().any(|at| input.read.lines[*at].mark == Mark::Unclear);
        if !all_gone || unclear {
            continue;
        }
        let parts = of_name.iter().filter(|at| there[**at].counts());
        let parts =
            parts.map(|at| Ok((there[*at].doing, there[*at].parts()?))).collect::<Result<Vec<_>, Fault>>()?;
        let before = standing(parts.iter().map(|(doing, parts)| (*doing, parts.as_slice())));
        let said: Vec<(Doing, Vec<Part>)> = new
            .iter()
            .map(|at| &input.read.lines[*at])
            .map(|line| (line.doing, numbered(&line.parts, numbers)))
            .collect();
        let now = standing(said.iter().map(|(doing, parts)| (*doing, parts.as_slice())));
        if is_restated(&before, &now) {
            gone.retain(|at| !of_name.contains(at));
            restated.extend(of_name);
            new.iter().for_each(|at| fates[*at] = Fate::New);
        }
    }
    Ok(restated)
}

/// Items of the new text by their numbers in the list.
fn numbered(parts: &[Part], numbers: &[i64]) -> Vec<Part> {
    parts.iter().map(|(item, milli)| (numbers[*item as usize - 1], *milli)).collect()
}

/// The numbers of the new text's items in the list; those of another name or price are further ones.
fn further_items(tx: &mut Tx, list: &mut OrderList, input: &PasteList) -> Outcome<Vec<i64>, ListRefused> {
    let before = items(tx, list.community_id, list.id)?;
    let mut numbers = Vec::with_capacity(input.read.items.len());
    for item in &input.read.items {
        let same = |known: &&ListItem| {
            known.name == item.name && (known.price_e4 == item.price || item.price.is_none())
        };
        if let Some(known) = before.iter().find(same) {
            numbers.push(known.number);
            continue;
        }
        list.item_count += 1;
        tx.insert(&item_row(list, list.item_count, item))?;
        numbers.push(list.item_count);
    }
    match list.item_count > 2 * ITEMS_MAX as i64 {
        true => Err(Refused(ListRefused::TooManyItems)),
        false => Ok(numbers),
    }
}

/// What somebody said of a line stands; what the reader said is said again, with all lines in sight.
fn stays(tx: &mut Tx, before: &ListLine, place: i64, line: &LineRead, parts: &[Part]) -> Result<(), Fault> {
    let mut row = before.clone();
    (row.place, row.state) = (place, LineState::Standing);
    if row.mark != Mark::Mended {
        (row.name, row.doing, row.items) = (line.name.clone(), line.doing, written(parts));
        (row.note, row.mark, row.doubts) = (line.note.clone(), line.mark, line.doubts.clone());
    }
    keep(tx, before, row)
}

fn becomes(tx: &mut Tx, before: &ListLine, state: LineState) -> Result<(), Fault> {
    keep(tx, before, ListLine { state, ..before.clone() })
}

fn keep(tx: &mut Tx, before: &ListLine, mut row: ListLine) -> Result<(), Fault> {
    if row == *before {
        return Ok(());
    }
    row.revision += 1;
    tx.lock::<ListLine>((row.community_id, row.list_id, row.number))?;
    tx.save(&row)
}

fn is_there(line: &ListLine) -> bool {
    line.state != LineState::Replaced
}

fn seen(line: &ListLine) -> Seen {
    Seen { words: line.words.clone(), name: line.name.clone() }
}

fn seen_read(lines: &[LineRead]) -> Vec<Seen> {
    lines.iter().map(|line| Seen { words: line.words.clone(), name: line.name.clone() }).collect()
}

fn item_row(list: &OrderList, number: i64, item: &crate::reading::ItemRead) -> ListItem {
    let mut row = ListItem {
        community_id: list.community_id,
        list_id: list.id,
        number,
        name: item.name.clone(),
        unit: item.unit.clone(),
        price_e4: item.price,
        offer_id: None,
        variant: None,
        agreed_e4: None,
    };
    row.set_goods(item.goods);
    row
}

fn line_row(list: &OrderList, number: i64, place: i64, line: &LineRead, parts: &[Part]) -> ListLine {
    ListLine {
        community_id: list.community_id,
        list_id: list.id,
        number,
        place,
        words: line.words.clone(),
        name: line.name.clone(),
        doing: line.doing,
        items: written(parts),
        note: line.note.clone(),
        mark: line.mark,
        doubts: line.doubts.clone(),
        state: LineState::Standing,
        mended_by: None,
        mended_at_us: None,
        revision: 1,
    }
}
