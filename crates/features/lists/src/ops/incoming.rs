//! The lines of a text that is pasted again: what this program wrote itself is read back as it was meant, and every name is
//! that of one person.

use crate::known::place_of;
use crate::letters;
use crate::line::{Doing, LineState, Mark, written};
use crate::lists_store::places_called;
use crate::namesake::{Person, Whose, bare, whose};
use crate::own::{OwnLine, Written};
use crate::place::{Agreement, Place};
use crate::reading::{ItemRead, LineRead, ListRead};
use crate::rows::{ListItem, ListLine, OrderList};
use jielong::Doubt;
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Tx};

/// A line as it is compared with those of before.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    pub line: LineRead,
    /// Written by this program; items by their numbers in the list.
    pub own: bool,
}

/// Our own lines stand for themselves, whatever the reader took them for: a part of another line, or of the heading.
pub(super) fn incoming(read: &ListRead, written: &Written) -> Vec<Incoming> {
    let mut own: Vec<(String, OwnLine)> = Vec::new();
    for raw in read.pasted.lines() {
        own.extend(written.read(raw).map(|line| (raw.trim().to_owned(), line)));
    }
    let mut all = Vec::with_capacity(read.lines.len());
    for line in &read.lines {
        let (mut ours, mut rest) = (Vec::new(), Vec::new());
        for raw in line.words.lines() {
            match own.iter().position(|(words, _)| words == raw.trim()) {
                Some(at) => ours.push(own.remove(at)),
                None => rest.push(raw),
            }
        }
        if ours.is_empty() {
            all.push(Incoming { line: line.clone(), own: false });
            continue;
        }
        all.extend(ours.into_iter().map(meant));
        let words = rest.join("\n");
        if !words.trim().is_empty() {
            let line = LineRead {
                words,
                name: String::new(),
                doing: Doing::None,
                parts: Vec::new(),
                note: String::new(),
                mark: Mark::Unclear,
                doubts: "words_left".to_owned(),
            };
            all.push(Incoming { line, own: false });
        }
    }
    all.extend(own.into_iter().map(meant));
    all
}

fn meant((words, OwnLine { name, parts, note }): (String, OwnLine)) -> Incoming {
    let line = LineRead {
        words,
        name,
        doing: Doing::Order,
        parts,
        note,
        mark: Mark::Certain,
        doubts: String::new(),
    };
    Incoming { line, own: true }
}

/// Doubt: a line of its person is gone, and this one is there instead of it or besides.
pub(crate) const INSTEAD_OR_BESIDES: &str = "instead_or_besides";

/// Doubt: where an order stood stands something else now, a question or thanks.
pub(crate) const NO_ORDER_NOW: &str = "no_order_now";

/// Whether a line has become one that orders nothing and takes nothing back: whether the order still stands, it does not say.
pub(super) fn is_no_order_now(before: &ListLine, line: &LineRead) -> bool {
    before.counts()
        && matches!(before.doing, Doing::Order | Doing::Add | Doing::Replace)
        && line.doing == Doing::None
}

/// Places of people of earlier lists, by name.
pub(super) type Rooms = BTreeMap<String, Vec<Place>>;

/// Where those whom these lines name live, by earlier lists.
pub(super) fn known_rooms(tx: &mut Tx, lines: &[LineRead]) -> Result<Rooms, Fault> {
    let community = tx.community();
    let names: BTreeSet<&str> =
        lines.iter().map(|line| bare(&line.name)).filter(|name| !name.is_empty()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let mut rooms = Rooms::new();
    for (name, place) in places_called(tx, community, &names)? {
        let place = Place::told(&place);
        if !place.is_empty() {
            rooms.entry(name).or_default().push(place);
        }
    }
    Ok(rooms)
}

/// Those whom the lines of a list name.
pub(super) fn people_of(there: &[&ListLine]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for line in there.iter().filter(|line| !line.name.is_empty()) {
        if people.iter().all(|person| person.called != line.name) {
            let lines =
                there.iter().copied().filter(|other| other.name == line.name && other.mark != Mark::Unclear);
            people.push(Person { called: line.name.clone(), place: place_of(&line.name, lines) });
        }
    }
    people
}

/// Gives each line the name of its person; where that is not plain, somebody has to say it.
/// `rooms`: places of earlier lists, by name.
pub(super) fn name_all(lines: &mut [LineRead], mut people: Vec<Person>, rooms: &Rooms) {
    let several = in_several_rooms(lines, &people, rooms);
    for line in lines.iter_mut().filter(|line| !line.name.is_empty()) {
        let place = Place::told(&line.words);
        // The reader takes a further line for one that goes on, as long as one person has the name.
        let is_one = !several.contains(bare(&line.name));
        let goes_on = is_one
            && line.mark == Mark::Certain
            && matches!(line.doing, Doing::Add | Doing::Replace | Doing::Withdraw);
        let whose = match whose(&people, &line.name, &place, goes_on) {
            // Before those whom the rooms tell apart.
            Whose::New(_) if !is_one && place.is_empty() && line.doing != Doing::None => {
                ask(line);
                continue;
            }
            Whose::Known(at) if !is_one && place.is_empty() && line.doing != Doing::None => Whose::Ask(at),
            whose => whose,
        };
        match whose {
            Whose::Known(at) => {
                line.name.clone_from(&people[at].called);
                people[at].place = people[at].place.with(&place);
            }
            Whose::New(called) => {
                // Of somebody else's order the reader has made a change: it is the first of this person's.
                if called != line.name && matches!(line.doing, Doing::Add | Doing::Replace) {
                    line.doing = Doing::Order;
                }
                people.push(Person { called: called.clone(), place });
                line.name = called;
            }
            Whose::Ask(at) => {
                line.name.clone_from(&people[at].called);
                ask(line);
            }
        }
    }
}

fn ask(line: &mut LineRead) {
    line.mark = Mark::Unclear;
    if line.doubts.split_whitespace().all(|doubt| doubt != Doubt::SameName.code()) {
        line.doubts = format!("{} {}", line.doubts, Doubt::SameName.code()).trim().to_owned();
    }
}

/// Names that are in two rooms with these lines, and were not so before.
pub(super) fn in_two_rooms_now(there: &[&ListLine], lines: &[LineRead], rooms: &Rooms) -> BTreeSet<String> {
    let people = people_of(there);
    let before = in_several_rooms(&[], &people, rooms);
    in_several_rooms(lines, &people, rooms).difference(&before).cloned().collect()
}

/// Names of which two places are told that cannot be one: by the lines, by those who are there, by earlier lists.
fn in_several_rooms(lines: &[LineRead], people: &[Person], rooms: &Rooms) -> BTreeSet<String> {
    let mut places: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for line in lines {
        places.entry(bare(&line.name)).or_default().push(Place::told(&line.words));
    }
    for person in people {
        places.entry(bare(&person.called)).or_default().push(person.place.clone());
    }
    for (name, known) in rooms {
        places.entry(name).or_default().extend(known.iter().cloned());
    }
    let differ = |places: &Vec<Place>| {
        let others = |one: &Place| places.iter().any(|other| other.agrees(one) == Agreement::Differ);
        places.iter().any(others)
    };
    places.retain(|_, places| differ(places));
    places.into_keys().map(str::to_owned).collect()
}

/// What a line is called whose person is somebody else after all.
pub(crate) fn somebody_else(there: &[&ListLine], line: &ListLine) -> String {
    crate::namesake::apart(&people_of(there), bare(&line.name), &Place::told(&line.words))
}

/// Which of the list's things this is: the one of this name, where nobody said another price.
/// `read`: all that the new text names.
pub(super) fn known_as<'a>(
    before: &'a [ListItem],
    item: &ItemRead,
    read: &[ItemRead],
) -> Option<&'a ListItem> {
    let same_price =
        |known: &&ListItem| known.price_e4 == item.price || item.price.is_none() || !item.is_said;
    let mut of_name = before.iter().filter(|known| known.name == item.name);
    of_name.find(same_price).or_else(|| {
        // Lists of before have A 大黄鱼 where the reader says 大黄鱼 now.
        let is_less = |known: &&ListItem| {
            letters::split(&known.name).is_some_and(|(_, rest)| rest == item.name)
                && read.iter().all(|other| other.name != known.name)
        };
        let mut all = before.iter().filter(is_less).filter(same_price);
        all.next().filter(|_| all.next().is_none())
    })
}

pub(super) fn item_row(list: &OrderList, number: i64, item: &ItemRead) -> ListItem {
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

pub(super) fn line_row(list: &OrderList, number: i64, place: i64, line: &LineRead) -> ListLine {
    ListLine {
        community_id: list.community_id,
        list_id: list.id,
        number,
        place,
        words: line.words.clone(),
        name: line.name.clone(),
        doing: line.doing,
        items: written(&line.parts),
        note: line.note.clone(),
        mark: line.mark,
        doubts: line.doubts.clone(),
        state: LineState::Standing,
        mended_by: None,
        mended_at_us: None,
        revision: 1,
        older_of: None,
        gone_with: None,
        follows_copy: false,
    }
}
