//! Line after line: who has what so far, and what this line does to it.

use crate::again;
use crate::allot::{Allotment, Allotted, Standing};
use crate::answer::{Open, answered};
use crate::entry::{self};
use crate::goods::{Goods, How};
use crate::heading::Heading;
use crate::layout::Layout;
use crate::ordered::{after, doubled, withdrawn};
use crate::parse::{Parsed, parse, rare, usual};
use crate::person;
use crate::plain::{as_written, bare, is_han};
use crate::said::Fate;
use crate::talk::is_talk;
use crate::{Action, Doubt, Item, Line, List, Reading};
use kernel::Quantity;
use std::collections::{BTreeSet, HashMap, HashSet};

#[derive(Debug, Default)]
pub(crate) struct Person {
    pub(crate) standing: Standing,
    /// Numbers of this person's lines and what they said.
    pub(crate) lines: Vec<(Option<u32>, String)>,
    pub(crate) ordered: bool,
    /// Has a line that nobody could be sure of: what is said later still changes or adds to it.
    pub(crate) asked: bool,
    /// What the line before left open.
    pub(crate) open: Option<Open>,
}

pub(crate) fn read_lines(layout: Layout, heading: Heading) -> List {
    let Heading { mut goods, manner, sign_up, from_lines } = heading;
    let written = layout.written.clone();
    let host = layout.host.clone();
    let orders = entry::orders(layout, &mut goods, &manner);
    let mut parsed: Vec<Parsed> = orders.into_iter().map(|order| parse(order, &mut goods, &manner)).collect();
    again::known(&mut parsed, &mut goods, &manner);
    person::settle(&mut parsed, &goods, manner.numbered_offers);
    let usual = usual(&parsed, &goods);
    let rare = if from_lines { BTreeSet::new() } else { rare(&parsed) };
    let mut book = Book {
        goods: &goods,
        usual: &usual,
        rare: &rare,
        host: host.map(|host| bare(&host)).unwrap_or_default(),
        sign_up,
        people: HashMap::new(),
        before: None,
        highest: 0,
        section: 0,
        numbers: HashMap::new(),
        rooms: HashMap::new(),
        shared: crate::rooms::shared(&parsed),
    };
    let mut lines: Vec<Line> = parsed.into_iter().map(|parsed| book.line(parsed)).collect();
    // The number after the last order is where the next one goes, and no line that could be missed later.
    while lines
        .last()
        .is_some_and(|line| line.action == Action::None && line.name.is_empty() && is_bare(&line.text))
    {
        lines.pop();
    }
    // Senders and names on lines of their own, in the letters that they have there.
    if !written.is_empty() {
        let mut known: HashMap<String, String> = HashMap::new();
        for line in &mut lines {
            let name = known.entry(line.name.clone()).or_insert_with(|| as_written(&line.name, &written));
            line.name.clone_from(name);
        }
    }
    let mut offers = goods.offers.clone();
    if from_lines {
        lines.iter_mut().flat_map(|line| &mut line.items).for_each(|item| item.offer = None);
        offers.clear();
    }
    offers.truncate(if from_lines { 0 } else { goods.choice().max(offers.len()) });
    let named = goods.in_heading.min(offers.len());
    List { offers, named, lines }
}

pub(crate) struct Book<'a> {
    pub(crate) goods: &'a Goods,
    pub(crate) usual: &'a [Option<String>],
    pub(crate) rare: &'a BTreeSet<String>,
    /// Who sent the heading.
    pub(crate) host: String,
    pub(crate) sign_up: bool,
    pub(crate) people: HashMap<String, Person>,
    /// Who stood on the line before.
    pub(crate) before: Option<String>,
    pub(crate) highest: u32,
    pub(crate) section: usize,
    /// Who has which number.
    pub(crate) numbers: HashMap<u32, String>,
    /// Who writes from which room.
    pub(crate) rooms: HashMap<String, String>,
    /// Names of people in two rooms.
    pub(crate) shared: HashSet<String>,
}

/// What a line comes to.
pub(crate) struct Deed {
    pub(crate) action: Action,
    pub(crate) items: Vec<(usize, Option<i64>)>,
    pub(crate) doubts: Vec<Doubt>,
}

impl Deed {
    pub(crate) fn none() -> Deed {
        Deed { action: Action::None, items: Vec::new(), doubts: Vec::new() }
    }

    pub(crate) fn unclear(doubt: Doubt) -> Deed {
        Deed { action: Action::Order, items: Vec::new(), doubts: vec![doubt] }
    }
}

impl Book<'_> {
    fn line(&mut self, parsed: Parsed) -> Line {
        if parsed.order.section != self.section {
            self.section = parsed.order.section;
            self.highest = 0;
            self.numbers.clear();
            self.people.values_mut().for_each(|person| person.lines.clear());
        }
        self.goods.enter(self.section);
        let key = match bare(&parsed.name.name) {
            key if key.is_empty() => parsed.name.name.clone(),
            key => key.strip_suffix('室').unwrap_or(&key).to_owned(),
        };
        // One name in two rooms is two people, and where no room is told it may be either.
        let in_room = self.shared.contains(&key).then(|| crate::rooms::of(&parsed.order.chars));
        let key = match &in_room {
            Some(Some((building, room))) => format!("{key}{building}-{room}"),
            _ => key,
        };
        let repeats = self.repeats(&key, &parsed);
        let person = self.people.remove(&key).unwrap_or_default();
        let mut deed = self.deed(&parsed, &person, repeats);
        deed.doubts.extend(self.of_the_line(&parsed, &deed));
        if in_room == Some(None) && deed.action != Action::None {
            deed.doubts.push(Doubt::SameName);
        }
        deed.doubts.sort_unstable();
        deed.doubts.dedup();
        let reading = deed.doubts.iter().map(|doubt| doubt.reading()).max().unwrap_or(Reading::Certain);
        let mut person = after(person, &deed, reading, &parsed);
        person.open = Open::of(&parsed, deed.action, reading, &deed.doubts);
        if !key.is_empty() {
            self.people.insert(key.clone(), person);
            if let Some(ordinal) = parsed.order.ordinal {
                self.numbers.entry(ordinal).or_insert_with(|| key.clone());
            }
            for room in rooms(&parsed) {
                self.rooms.insert(room, key.clone());
            }
            self.before = Some(key);
        }
        if let Some(ordinal) = parsed.order.ordinal {
            self.highest = self.highest.max(ordinal);
        }
        let items = deed.items.iter().map(|(offer, milli)| Item {
            offer: Some(*offer),
            name: self.goods.offers[*offer].name.clone(),
            quantity: milli.map(Quantity::from_milli),
            unit: self.unit_of(*offer),
        });
        Line {
            number: parsed.order.number,
            name: as_written(&parsed.name.name, parsed.order.text.lines().next().unwrap_or("")),
            action: deed.action,
            items: items.collect(),
            note: format!("{} {}", parsed.note_in_full, parsed.asked).trim().to_owned(),
            reading,
            doubts: deed.doubts,
            text: parsed.order.text,
        }
    }

    pub(crate) fn unit_of(&self, offer: usize) -> String {
        let own = &self.goods.offers[offer].unit;
        let usual = self.usual[offer].clone();
        if own.is_empty() { usual.unwrap_or_default() } else { own.clone() }
    }

    /// Doubts that do not depend on the action.
    fn of_the_line(&self, parsed: &Parsed, deed: &Deed) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if deed.action == Action::None {
            return doubts;
        }
        doubts.extend(parsed.name.doubt);
        let said = &parsed.said;
        if said.question || said.condition || said.undecided && !deed.items.is_empty() {
            doubts.push(Doubt::Question);
        }
        let odd_name = parsed.name.name.chars().filter(|c| is_han(*c)).count() > 6
            || parsed.name.name.chars().count() < 2
            || parsed.name.name.contains(|c: char| ",。!?;".contains(c));
        if odd_name && !parsed.name.name.is_empty() {
            doubts.push(Doubt::NameJoined);
        }
        // Without a word of what is offered, words beside a number may be anything.
        if said.text && self.goods.offers.iter().all(|offer| offer.price.is_none()) {
            doubts.push(Doubt::WordsLeft);
        }
        if parsed.other {
            doubts.push(Doubt::UnknownItem);
        }
        if parsed.left || said.aside || said.text && said.wants.is_empty() && !deed.items.is_empty() {
            doubts.push(Doubt::WordsLeft);
        }
        let waits = ["排队", "候补", "先占", "占个位"].iter().any(|word| parsed.body.contains(word));
        if waits && !deed.items.is_empty() {
            doubts.push(Doubt::Undecided);
        }
        if said.carried {
            doubts.push(Doubt::ForOthers);
        }
        if deed.action == Action::Order && self.is_other_sum(parsed, deed) {
            doubts.push(Doubt::SumDiffers);
        }
        if parsed.order.unnumbered {
            doubts.push(Doubt::NotNumbered);
        }
        doubts
    }

    /// Says another sum than its items cost. A small number without a word of money may count them.
    fn is_other_sum(&self, parsed: &Parsed, deed: &Deed) -> bool {
        let Some((sum, is_money)) = crate::stated::sum(&parsed.order.chars) else { return false };
        let (mut cost, mut count) = (0_i128, 0_i128);
        for (offer, milli) in &deed.items {
            let Some((price, milli)) = self.goods.offers[*offer].price.zip(*milli) else { return false };
            cost += i128::from(price.e4) * i128::from(milli);
            count += i128::from(milli);
        }
        let sum = i128::from(sum);
        let told = is_money || sum > 20_000 && sum > 3 * count;
        !deed.items.is_empty() && told && cost != sum * 10_000
    }

    /// The same number, person and words as before, or the same number and person with other words.
    fn repeats(&self, key: &str, parsed: &Parsed) -> Repeats {
        let Some(person) = self.people.get(key) else { return Repeats::No };
        let number = parsed.order.ordinal;
        let same_number = |line: &&(Option<u32>, String)| number.is_some() && line.0 == number;
        let again = number.is_some_and(|number| number <= self.highest);
        if person.lines.iter().filter(same_number).any(|line| line.1 == parsed.body) && again {
            return Repeats::Copied;
        }
        if again && person.lines.iter().any(|line| same_number(&line)) {
            return Repeats::Edited;
        }
        if person.lines.iter().any(|line| line.1 == parsed.body) {
            return Repeats::Said;
        }
        Repeats::No
    }

    fn deed(&self, parsed: &Parsed, person: &Person, repeats: Repeats) -> Deed {
        let said = &parsed.said;
        if parsed.long {
            return Deed::unclear(Doubt::LineTooLong);
        }
        if is_talk(parsed) || self.announces(parsed) {
            return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
        }
        if said.waits {
            return Deed::unclear(Doubt::Undecided);
        }
        if repeats == Repeats::Copied {
            return Deed { doubts: vec![Doubt::Repeated], ..Deed::none() };
        }
        if parsed.order.struck {
            return Deed { action: Action::Withdraw, ..Deed::none() };
        }
        let allotment = Allotment {
            goods: self.goods,
            usual: self.usual,
            standing: &person.standing,
            rare: self.rare,
            sign_up: self.sign_up,
        };
        let answer = answered(said, person, self.goods);
        let instead = answer.as_ref().is_some_and(|(_, taken)| *taken);
        let said = answer.as_ref().map_or(said, |(said, _)| said);
        let mut all = allotment.allot(said);
        all.becomes |= instead && !all.wanted.is_empty();
        if self.choosing(said) {
            all.doubts.push(Doubt::SeveralOffers);
        }
        if said.shared && !all.wanted.is_empty() {
            all.doubts.push(Doubt::QuantityMissing);
        }
        if parsed.vague {
            all.doubts.push(Doubt::QuantityVague);
        }
        let pointed = said.wants.is_empty() && said.loose.len() <= 1 && self.points(&parsed.body).is_some();
        if (pointed || said.same && said.loose.is_empty() && all.wanted.is_empty())
            && all.back.is_empty()
            && !said.all_back
        {
            return self.same(parsed, person, &Allotted::default());
        }
        let same = said.same || said.add && parsed.body.starts_with(['同', '跟']);
        if same && !said.wants.is_empty() && !said.all_back && self.points(&parsed.body).is_some() {
            return self.same(parsed, person, &all);
        }
        if let Some(deed) = self.half_exchanged(parsed, said, person) {
            return deed;
        }
        if let Some(deed) = self.halved(parsed, said, person) {
            return deed;
        }
        // 朋友有事,就我: one is left of several.
        let alone = ["就我自己", "就我一个", "只有我", "我一个人", "就我一人"]
            .iter()
            .any(|word| parsed.body.contains(word))
            || parsed.body.ends_with("就我");
        let had = person.standing.iter().next().filter(|(_, had)| person.standing.len() == 1 && **had > 1000);
        if let (true, Some((offer, _)), true) = (alone && self.sign_up, had, all.wanted.is_empty()) {
            let items = vec![(*offer, Some(1000))];
            return Deed { action: Action::Replace, items, doubts: vec![Doubt::Concluded] };
        }
        if said.double && all.wanted.is_empty() {
            let items = person.standing.iter().map(|(offer, milli)| (*offer, Some(milli * 2))).collect();
            let doubt = if person.standing.is_empty() { Doubt::ItemMissing } else { Doubt::TakenOver };
            return Deed { action: Action::Replace, items, doubts: vec![doubt] };
        }
        // 椰青翻倍: of what is named.
        let bare = said.wants.iter().all(|want| want.amount.is_none() && want.fate == Fate::Wanted);
        if said.double && bare && said.loose.is_empty() {
            return doubled(&all, person);
        }
        if said.restyled && said.replace && all.given.is_empty() && !person.standing.is_empty() {
            let unchanged = all.wanted.iter().all(|(offer, milli)| person.standing.get(offer) == Some(milli));
            if unchanged {
                return Deed { doubts: vec![Doubt::WordsLeft], ..Deed::none() };
            }
        }
        if let Some(deed) = self
            .one_stays_away(&all, parsed, person)
            .or_else(|| self.given_up(&all, parsed, person))
            .filter(|_| all.wanted.is_empty())
        {
            return deed;
        }
        if all.wanted.is_empty() && (said.all_back || !all.back.is_empty()) {
            let mut deed = withdrawn(all, said, person);
            // 周三出差,那节去掉: one of several, perhaps.
            let which = parsed.note.chars().any(crate::plain::is_word) || parsed.body.contains('那');
            if deed.items.is_empty() && person.standing.len() > 1 && which {
                deed.doubts.push(Doubt::WordsLeft);
            }
            return deed;
        }
        if all.wanted.is_empty() {
            return self.nothing(all, parsed, person);
        }
        if said.question
            && said.wants.iter().all(|want| want.amount.is_none())
            && said.loose.is_empty()
            && said.all.is_none()
        {
            return Deed { doubts: vec![Doubt::Question], ..Deed::none() };
        }
        if self.bargains(said) {
            return Deed {
                doubts: vec![Doubt::QuantityMissing, Doubt::Question],
                ..Deed::unclear(Doubt::Question)
            };
        }
        let open = [Doubt::UnitDiffers, Doubt::QuantityTwice, Doubt::QuantityVague, Doubt::UnknownItem];
        let plain = said.wants.iter().any(|want| {
            let counted = want.amount.as_ref().is_some_and(|amount| !amount.unit.is_empty());
            counted && !want.left && matches!(want.mention.how, How::Exact | How::Part)
        });
        let odd =
            all.doubts.iter().any(|doubt| open.contains(doubt) && (*doubt != Doubt::UnknownItem || !plain));
        if said.question && !said.add && !said.replace && odd {
            return Deed { doubts: vec![Doubt::Question], ..Deed::none() };
        }
        self.ordered(all, said, parsed, person, repeats)
    }
}

/// A number and nothing else.
fn is_bare(text: &str) -> bool {
    let bare = bare(text);
    !bare.is_empty() && bare.chars().all(char::is_numeric)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeats {
    No,
    /// An earlier copy of the list pasted again.
    Copied,
    /// The same number and name, another order.
    Edited,
    /// The same words under another number.
    Said,
}

/// The rooms that stand before the name of a line: 5-303 as a whole and its last part.
fn rooms(parsed: &Parsed) -> Vec<String> {
    let head: String = parsed.order.chars.iter().take(parsed.name.from).collect();
    let words = head.split(|c: char| !c.is_ascii_digit() && c != '-' && c != '#');
    words
        .filter(|word| word.chars().filter(char::is_ascii_digit).count() >= 3)
        .flat_map(|word| [bare(word), word.rsplit(['-', '#']).next().unwrap_or(word).to_owned()])
        .filter(|room| room.len() >= 3)
        .collect()
}
