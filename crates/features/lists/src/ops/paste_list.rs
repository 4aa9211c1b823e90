//! A list is pasted: kept as it was understood. Pasted again it goes on where it was: known lines keep what somebody made
//! of them, further ones are added.

use super::incoming::{
    INSTEAD_OR_BESIDES, Incoming, NO_ORDER_NOW, Rooms, in_two_rooms_now, incoming, is_no_order_now, item_row,
    known_as, known_rooms, line_row, name_all, people_of,
};
use super::older_copy::{self, Copies, is_idle, mark_older};
use super::restated::settle_restated;
use super::set_terms::is_moved;
use super::staying::{keep, replaced, stays};
use super::{announce, may_run};
use crate::again::{Fate, SAME_SHARE, Seen, compare, share_kept, share_named};
use crate::heading_says;
use crate::ids::Member;
use crate::jobs;
use crate::known::{place_beside, place_of};
use crate::line::{ITEMS_MAX, LINES_MAX, LineState, Mark};
use crate::lists_store::{items, lines, newest};
use crate::namesake::bare;
use crate::own::Written;
use crate::place::Place;
use crate::proportion::{self, Bounds};
use crate::reading::{LineRead, ListRead};
use crate::refused::ListRefused;
use crate::rows::{ListCount, ListItem, ListLine, OrderList};
use crate::whole::{heading_of_list, version};
use kernel::{Id, Timestamp};
use market::rows::OfferVariant;
use pickup::rows::PickupPoint;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Of a new list; one that goes on keeps its own, unless somebody said this one.
    pub pay_until: Timestamp,
    pub pay_until_said: bool,
    /// Where and on which day it is fetched.
    pub point: Option<(Id<PickupPoint>, i64)>,
    /// Pick-up codes are drawn from it: 64 bits of chance.
    pub random: u64,
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
/// `LooksKnown` for most of another list's lines under another heading; `TableOlder` for a table of ours that the list was changed after; …
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
    if input.pay_until_said && input.pay_until <= now {
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
        heading_at_us: now,
        pay_until_us: input.pay_until,
        point_id: input.point.map(|(point, _)| point),
        point_day: input.point.map(|(_, day)| day),
        erased_at_us: None,
        terms_said_at_us: input.pay_until_said.then_some(now),
        heading_line_count: Some(heading_line_count(&input.read.pasted, words_of(&input.read.lines))),
    };
    tx.insert(&list)?;
    let items: Vec<ListItem> =
        (1..).zip(&input.read.items).map(|(number, item)| item_row(&list, number, item)).collect();
    items.iter().try_for_each(|item| tx.insert(item))?;
    let mut lines = input.read.lines.clone();
    proportion::look(&mut lines, &BTreeMap::new(), &bounds_of(tx, &items, &input.read)?);
    let rooms = known_rooms(tx, &lines)?;
    name_all(&mut lines, Vec::new(), &rooms);
    for (number, line) in (1..).zip(&lines) {
        tx.insert(&line_row(&list, number, number, line))?;
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
    let before = lines(tx, community, list.id)?;
    let there: Vec<&ListLine> = before.iter().filter(|line| is_there(line)).collect();
    let seen_before: Vec<Seen> = there.iter().map(|line| seen(line)).collect();
    let own = written_by_us(tx, &list, &there)?.with_rooms(input.read.table.rooms.clone());
    let mut now_in = incoming(&input.read, &own);
    number_items(tx, &mut list, input, &mut now_in)?;
    let items = items(tx, community, list.id)?;
    let bounds = bounds_of(tx, &items, &input.read)?;
    let rooms = known_rooms(tx, &input.read.lines)?;
    let now_in = named_and_looked_at((&there, &seen_before), now_in, &bounds, &rooms)?;
    let two_now = in_two_rooms_now(&there, &input.read.lines, &rooms);
    let now_seen = seen_read(now_in.iter().map(|one| &one.line));
    let (mut fates, mut gone) = compare(&seen_before, &now_seen);
    mark_older(&before, &there, (&now_in, input.read.is_table), &mut fates, &mut gone)?;
    let restated = settle_restated(&there, input, &now_in, &mut fates, &mut gone)?;
    let table = &input.read.table;
    let undoes = fates.iter().any(|fate| !matches!(fate, Fate::Same | Fate::Known(_)))
        || gone.iter().any(|at| there[*at].state == LineState::Standing && there[*at].mark != Mark::Unclear);
    if undoes && !table.as_older && table.older_than(list.number, version(&before)).is_some() {
        return Err(Refused(ListRefused::TableOlder));
    }
    let (first, mut lines_new, mut copies) = (list.line_count, 0, Copies::of(&there));
    let changed = fates.iter().filter_map(|fate| if let Fate::Changed(at) = fate { Some(*at) } else { None });
    let changed: Vec<usize> = changed.collect();
    // Lines that stay where they are come first. What a table says is said later than all that is there.
    let is_later = fates.contains(&Fate::Same) || (input.read.is_table && now_in.iter().any(|one| one.own));
    let kept = if is_later { there.iter().map(|line| line.place).max() } else { None };
    for ((place, Incoming { line, .. }), fate) in (1..).zip(&now_in).zip(fates) {
        let place = place + kept.unwrap_or(0);
        match fate {
            Fate::Same => {}
            Fate::Known(at) => {
                let asked = two_now.contains(bare(&line.name)) && Place::told(&line.words).is_empty();
                stays(tx, there[at], kept.map_or(place, |_| there[at].place), line, asked)?;
            }
            Fate::New | Fate::Changed(_) | Fate::InsteadOrBesides | Fate::Older => {
                list.line_count += 1;
                lines_new += 1;
                // What stands at the number of a line says it in its place: what was said after that is still said after it.
                let place = match fate {
                    Fate::Changed(at) if !input.read.is_table => there[at].place,
                    _ => place,
                };
                let mut row = line_row(&list, list.line_count, place, line);
                let doubt = match fate {
                    Fate::InsteadOrBesides => Some(INSTEAD_OR_BESIDES),
                    Fate::Older => Some(older_copy::DOUBT),
                    Fate::Changed(at) if is_no_order_now(there[at], line) => Some(NO_ORDER_NOW),
                    _ => None,
                };
                if let Some(doubt) = doubt {
                    row.mark = Mark::Unclear;
                    row.doubts = format!("{} {doubt}", row.doubts).trim().to_owned();
                }
                row.older_of = (fate == Fate::Older).then(|| copies.come_back(&row));
                tx.insert(&row)?;
                if let Fate::Changed(at) = fate {
                    replaced(tx, there[at])?;
                }
            }
        }
    }
    if list.line_count > 4 * LINES_MAX as i64 {
        return Err(Refused(ListRefused::TooManyLines));
    }
    // What nobody has understood has no row in a table.
    if input.read.is_table && now_in.iter().any(|one| one.own) {
        gone.retain(|at| there[*at].mark != Mark::Unclear);
    }
    let (idle, gone): (Vec<usize>, Vec<usize>) = gone.into_iter().partition(|at| is_idle(there[*at]));
    for at in restated.iter().chain(&idle) {
        replaced(tx, there[*at])?;
    }
    for at in &gone {
        keep(tx, there[*at], copies.gone(there[*at]))?;
    }
    for at in changed.iter().chain(&restated).chain(&gone).filter(|at| !is_idle(there[**at])) {
        older_copy::close(tx, there[*at])?;
    }
    // The same words mean the same day, and other ones are counted from today.
    let told_before = heading_says::told(heading_before(&list, &there));
    let (pasted, heading_lines) = below_its_heading(&list, &there, input, &now_in);
    if heading_says::told(heading_says::first_lines(&pasted, heading_lines as usize, &[])) != told_before {
        list.heading_at_us = now;
    }
    list.heading_line_count = Some(heading_lines);
    if first != list.line_count || list.pasted.as_ref() != Some(&pasted) {
        (list.pasted, list.pasted_by, list.pasted_at_us) = (Some(pasted), by, now);
        tx.enqueue(jobs::erase(list.id, now))?;
    }
    if input.pay_until_said {
        // Also an earlier one: who says a day gets it, and what is ordered and not paid follows.
        if is_moved(list.pay_until_us, input.pay_until) {
            tx.enqueue(jobs::deadline(list.id, by, "", now))?;
        }
        list.pay_until_us = input.pay_until;
    }
    if let Some((point, day)) = input.point {
        tx.enqueue(jobs::places(list.id, input.random, "", now))?;
        (list.point_id, list.point_day) = (Some(point), Some(day));
    }
    // Who says only where it is fetched has said nothing of until when it is paid.
    if input.pay_until_said || (input.point.is_some() && list.terms_said_at_us.is_some()) {
        list.terms_said_at_us = Some(now);
    }
    tx.save(&list)?;
    Ok(Pasted { list: list.id, number: list.number, went_on: true, lines_new, lines_gone: gone.len() as i64 })
}

fn heading_before<'a>(list: &'a OrderList, there: &[&'a ListLine]) -> &'a str {
    heading_of_list(list, there.iter().copied(), std::iter::empty())
}

fn words_of(lines: &[LineRead]) -> impl Iterator<Item = &str> {
    lines.iter().map(|line| line.words.as_str())
}

/// Of what is pasted now, above its first line. It is counted now and kept: lines that say what they said before keep their old words, so
/// that later nobody could tell by the words of the list where its text begins.
fn heading_line_count<'a>(pasted: &str, words: impl Iterator<Item = &'a str>) -> i64 {
    heading_says::heading_of(pasted, words).lines().count() as i64
}

/// What is kept as pasted, and how many lines of it are its heading. A table has no heading of its own: the list keeps the one that people know.
fn below_its_heading(
    list: &OrderList,
    there: &[&ListLine],
    input: &PasteList,
    now_in: &[Incoming],
) -> (String, i64) {
    let now = input.read.pasted.as_str();
    let words = now_in.iter().map(|one| one.line.words.as_str());
    let own = heading_says::heading_of(now, words);
    let heading = heading_before(list, there).trim_end();
    if !input.read.is_table || heading.is_empty() {
        return (now.to_owned(), own.lines().count() as i64);
    }
    let pasted = format!("{heading}\n\n{}", now[own.len()..].trim_start());
    (pasted, heading.lines().count() as i64)
}

/// The list as this program would write it: what comes back of that is no further order.
fn written_by_us(tx: &mut Tx, list: &OrderList, there: &[&ListLine]) -> Result<Written, Fault> {
    let items = items(tx, list.community_id, list.id)?;
    let mut units = Vec::with_capacity(items.len());
    for item in items {
        let sold = match item.goods() {
            Some(goods) => tx.find::<OfferVariant>((list.community_id, goods.offer, goods.variant))?,
            None => None,
        };
        units.push((item.number, item.name, item.unit.clone()));
        if let Some(unit) = sold.map(|sold| sold.unit).filter(|unit| *unit != item.unit) {
            let (number, name, _) = units[units.len() - 1].clone();
            units.push((number, name, unit));
        }
    }
    let mut rooms: Vec<(String, String)> = Vec::new();
    for name in there.iter().map(|line| &line.name) {
        let lines = there.iter().copied().filter(|line| line.name == *name);
        let beside = place_beside(name, lines.clone()).said();
        // A table has the room also of whom a note says it.
        let place = place_of(name, lines.filter(|line| line.mark != Mark::Unclear)).said();
        rooms.extend([(name.clone(), beside), (name.clone(), place)]);
    }
    Ok(Written::of(there.iter().map(|line| line.name.clone()), units).with_rooms(rooms))
}

/// Further lines get the names of their people; what is out of proportion is no more certain.
fn named_and_looked_at(
    (there, seen_before): (&[&ListLine], &[Seen]),
    mut now_in: Vec<Incoming>,
    bounds: &Bounds,
    rooms: &Rooms,
) -> Result<Vec<Incoming>, Fault> {
    let (fates, _) = compare(seen_before, &seen_read(now_in.iter().map(|one| &one.line)));
    let mut usual: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for line in there.iter().filter(|line| line.counts()) {
        for (item, milli) in line.parts()? {
            usual.entry(item).or_default().extend(milli);
        }
    }
    let mut further = Vec::new();
    for (at, fate) in fates.iter().enumerate() {
        match fate {
            Fate::Known(before) => now_in[at].line.name.clone_from(&there[*before].name),
            _ if now_in[at].own => {}
            _ => further.push(at),
        }
    }
    let mut lines: Vec<LineRead> = further.iter().map(|at| now_in[*at].line.clone()).collect();
    proportion::look(&mut lines, &usual, bounds);
    name_all(&mut lines, people_of(there), rooms);
    for (at, line) in further.into_iter().zip(lines) {
        now_in[at].line = line;
    }
    Ok(now_in)
}

/// What is left of each item, and the least of it that the heading sells: of the thing beside which it says so, or of all in that unit.
fn bounds_of(tx: &mut Tx, items: &[ListItem], read: &ListRead) -> Result<Bounds, Fault> {
    let mut bounds = Bounds::default();
    let least = heading_says::least(heading_says::heading_of(&read.pasted, words_of(&read.lines)));
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    for item in items {
        let sold = match item.goods() {
            Some(goods) => tx.find::<OfferVariant>((item.community_id, goods.offer, goods.variant))?,
            None => None,
        };
        bounds.stock.extend(sold.as_ref().and_then(|sold| Some((item.number, sold.available_milli?))));
        let unit = sold.map_or_else(|| item.unit.clone(), |sold| sold.unit);
        let least = heading_says::least_of(&least, &item.name, &unit, &names);
        bounds.least.extend(least.map(|one| (item.number, one.milli)));
    }
    Ok(bounds)
}

/// The new text's items by their numbers in the list; those of another name or price are further ones. Of a text that we wrote only what
/// somebody else's line asks for.
fn number_items(
    tx: &mut Tx,
    list: &mut OrderList,
    input: &PasteList,
    now_in: &mut [Incoming],
) -> Outcome<(), ListRefused> {
    let before = items(tx, list.community_id, list.id)?;
    let written_here = now_in.iter().any(|one| one.own);
    let asked: BTreeSet<i64> =
        now_in.iter().filter(|one| !one.own).flat_map(|one| &one.line.parts).map(|(item, _)| *item).collect();
    let mut numbers = Vec::with_capacity(input.read.items.len());
    for (at, item) in (1..).zip(&input.read.items) {
        if let Some(known) = known_as(&before, item, &input.read.items) {
            numbers.push(known.number);
        } else if written_here && !asked.contains(&at) {
            numbers.push(0);
        } else {
            list.item_count += 1;
            tx.insert(&item_row(list, list.item_count, item))?;
            numbers.push(list.item_count);
        }
    }
    for one in now_in.iter_mut().filter(|one| !one.own) {
        for (item, _) in &mut one.line.parts {
            *item = numbers[*item as usize - 1];
        }
    }
    match list.item_count > 2 * ITEMS_MAX as i64 {
        true => Err(Refused(ListRefused::TooManyItems)),
        false => Ok(()),
    }
}

fn is_there(line: &ListLine) -> bool {
    line.state != LineState::Replaced
}

fn seen(line: &ListLine) -> Seen {
    Seen { words: line.words.clone(), name: line.name.clone() }
}

fn seen_read<'a>(lines: impl IntoIterator<Item = &'a LineRead>) -> Vec<Seen> {
    lines.into_iter().map(|line| Seen { words: line.words.clone(), name: line.name.clone() }).collect()
}
