//! The lines of a text that is pasted again: what this program wrote itself is read back as it was meant, and every name is
//! that of one person.

use crate::known::place_of;
use crate::line::{Doing, LineState, Mark, written};
use crate::namesake::{Person, Whose, bare, whose};
use crate::own::{OwnLine, Written};
use crate::place::Place;
use crate::reading::{ItemRead, LineRead, ListRead};
use crate::rows::{ListItem, ListLine, OrderList};

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

/// Doubt: where an order stood stands something else now, a question or thanks.
pub(crate) const NO_ORDER_NOW: &str = "no_order_now";

/// Whether a line has become one that orders nothing and takes nothing back: whether the order still stands, it does not say.
pub(super) fn is_no_order_now(before: &ListLine, line: &LineRead) -> bool {
    before.counts()
        && matches!(before.doing, Doing::Order | Doing::Add | Doing::Replace)
        && line.doing == Doing::None
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
pub(super) fn name_all(lines: &mut [LineRead], mut people: Vec<Person>) {
    for line in lines.iter_mut().filter(|line| !line.name.is_empty()) {
        let place = Place::told(&line.words);
        let goes_on =
            line.mark == Mark::Certain && matches!(line.doing, Doing::Add | Doing::Replace | Doing::Withdraw);
        match whose(&people, &line.name, &place, goes_on) {
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
                line.mark = Mark::Unclear;
                line.doubts = format!("{} same_name", line.doubts).trim().to_owned();
            }
        }
    }
}

/// What a line is called whose person is somebody else after all.
pub(crate) fn somebody_else(there: &[&ListLine], line: &ListLine) -> String {
    crate::namesake::apart(&people_of(there), bare(&line.name), &Place::told(&line.words))
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
