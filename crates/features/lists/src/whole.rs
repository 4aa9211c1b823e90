//! A list with all that belongs to it, as pages and exports look at it.
//!
//! Not a rule: it reads rows.

use crate::chat_heading;
use crate::heading_says::{self, first_lines, heading_above};
use crate::ids::Member;
use crate::known::{Traits, meant_by, place_beside, place_of};
use crate::line::{Doing, LineState, Mark};
use crate::lists_store::{buyers, items, lines, orders, parts};
use crate::namesake::Meant;
use crate::place::Place;
use crate::rows::{ListBuyer, ListItem, ListLine, ListOrder, ListPart, OrderList};
use crate::standing::{Wants, standing};
use crate::step::step_for;
use crate::trouble::{self, Trouble, Why};
use kernel::{Id, Quantity};
use std::collections::{BTreeMap, BTreeSet};
use store::{Fault, Reader};

#[derive(Debug, Clone)]
pub struct Whole {
    pub list: OrderList,
    pub items: Vec<ListItem>,
    /// In the order of the list; without those that another line replaced.
    pub lines: Vec<ListLine>,
    pub buyers: BTreeMap<String, ListBuyer>,
    pub orders: Vec<ListOrder>,
    /// What its people were joined with in group buys.
    pub parts: Vec<ListPart>,
    /// Who the names of the list are by earlier ones, where nobody has said it of this one.
    pub known: BTreeMap<String, Meant<Id<Member>>>,
    /// See `version`.
    pub version: i64,
}

/// How often the lines of a list were written or changed, all of them together: it rises with every change of what people want. `lines`: all,
/// with those that another replaced.
pub(crate) fn version(lines: &[ListLine]) -> i64 {
    lines.iter().map(|line| line.revision).sum()
}

/// One name of the list, and what it wants now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanting {
    pub name: String,
    pub wants: Wants,
    pub notes: Vec<String>,
    /// Lines of this name that nobody has understood yet.
    pub unclear: usize,
}

/// What stands above the first order of what was pasted last. `aside`: lines that are the heading's after all.
pub(crate) fn heading_of_list<'a>(
    list: &'a OrderList,
    lines: impl Iterator<Item = &'a ListLine> + Clone,
    aside: impl Iterator<Item = &'a ListLine>,
) -> &'a str {
    let pasted = list.pasted.as_deref().unwrap_or_default();
    let aside: Vec<&ListLine> = aside.collect();
    if let Some(count) = list.heading_line_count {
        let aside: Vec<&str> = aside.iter().flat_map(|line| line.words.lines()).map(str::trim).collect();
        return first_lines(pasted, count as usize, &aside);
    }
    let is_aside = |line: &&ListLine| aside.iter().any(|one| one.number == line.number);
    let orders = lines.filter(|line| !is_aside(line));
    let people: Vec<&str> = orders.clone().map(|line| line.name.as_str()).collect();
    heading_above(pasted, orders.map(|line| line.words.as_str()), &people)
}

impl Wanting {
    /// All that is noted of them, as a table has it.
    pub fn note(&self) -> String {
        self.notes.join("；")
    }
}

impl Whole {
    /// None where there is no such list.
    ///
    /// # Errors
    /// Of the database only.
    pub fn find(reader: &mut Reader, community: i64, id: Id<OrderList>) -> Result<Option<Whole>, Fault> {
        let Some(list) = reader.find::<OrderList>(&(community, id))? else { return Ok(None) };
        let mut all = lines(reader, community, id)?;
        let version = version(&all);
        all.retain(|line| line.state != LineState::Replaced);
        let buyers: BTreeMap<String, ListBuyer> =
            buyers(reader, community, id)?.into_iter().map(|buyer| (buyer.name.clone(), buyer)).collect();
        let mut known = BTreeMap::new();
        for line in &all {
            let said = buyers.get(&line.name).is_some_and(|buyer: &ListBuyer| buyer.member.is_some());
            if line.name.is_empty() || said || known.contains_key(&line.name) {
                continue;
            }
            let traits = Traits::of(&line.name, all.iter().filter(|other| other.name == line.name));
            known.insert(line.name.clone(), meant_by(reader, community, &traits)?);
        }
        Ok(Some(Whole {
            items: items(reader, community, id)?,
            lines: all,
            buyers,
            orders: orders(reader, community, id)?,
            parts: parts(reader, community, id)?,
            known,
            list,
            version,
        }))
    }

    /// Everybody who is named, in the order of the list, with what is understood of their lines so far.
    ///
    /// # Errors
    /// For rows that no operation wrote.
    pub fn people(&self) -> Result<Vec<Wanting>, Fault> {
        let mut order: Vec<&str> = Vec::new();
        let mut of: BTreeMap<&str, Vec<&ListLine>> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| !line.name.is_empty()) {
            let lines = of.entry(&line.name).or_default();
            if lines.is_empty() {
                order.push(&line.name);
            }
            lines.push(line);
        }
        let mut people = Vec::with_capacity(order.len());
        for name in order {
            let lines = &of[name];
            let counted: Vec<&&ListLine> = lines.iter().filter(|line| line.counts()).collect();
            let parts = counted.iter().map(|line| Ok((line.doing, line.parts()?)));
            let parts = parts.collect::<Result<Vec<_>, Fault>>()?;
            let wants = standing(parts.iter().map(|(doing, parts)| (*doing, parts.as_slice())));
            let notes =
                counted.iter().map(|line| line.note.clone()).filter(|note| !note.is_empty()).collect();
            let unclear = lines.iter().filter(|line| line.mark == Mark::Unclear).count();
            people.push(Wanting { name: name.to_owned(), wants, notes, unclear });
        }
        Ok(people)
    }

    /// Each name with what is noted of it, empty where nothing is, see `Wanting::note`.
    ///
    /// # Errors
    /// As `people`.
    pub fn notes(&self) -> Result<BTreeMap<String, String>, Fault> {
        Ok(self.people()?.into_iter().map(|person| (person.name.clone(), person.note())).collect())
    }

    /// Of each item in all, and for how many people.
    ///
    /// # Errors
    /// As `people`.
    pub fn totals(&self) -> Result<BTreeMap<i64, (i64, i64)>, Fault> {
        let mut totals: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for person in self.people()? {
            for (item, milli) in person.wants {
                let total = totals.entry(item).or_default();
                *total = (total.0.saturating_add(milli), total.1 + 1);
            }
        }
        Ok(totals)
    }

    /// As it was pasted last, above its first line.
    pub fn heading(&self) -> &str {
        let aside = |line: &&ListLine| self.is_put_aside(line);
        heading_of_list(&self.list, self.lines.iter(), self.lines.iter().filter(aside))
    }

    /// A thing with its price, of which somebody has said that it is no order: a line of the heading that was taken for somebody's.
    pub fn is_put_aside(&self, line: &ListLine) -> bool {
        let is_thing = |item: &ListItem| chat_heading::is_priced(item, &line.words);
        line.mark == Mark::Mended && line.doing == Doing::None && self.items.iter().any(is_thing)
    }

    /// Things of lines that were put aside, and that nobody wants: the list does not sell them.
    ///
    /// # Errors
    /// As `people`.
    pub fn put_aside(&self) -> Result<BTreeSet<i64>, Fault> {
        let wanted = self.totals()?;
        let aside: Vec<&ListLine> = self.lines.iter().filter(|line| self.is_put_aside(line)).collect();
        let is_aside = |item: &&ListItem| {
            let of_it = |line: &&ListLine| chat_heading::is_priced(item, &line.words);
            item.goods().is_none() && !wanted.contains_key(&item.number) && aside.iter().any(of_it)
        };
        Ok(self.items.iter().filter(is_aside).map(|item| item.number).collect())
    }

    /// In what steps a thing would have to be sold, so that all that counts can be ordered.
    ///
    /// # Errors
    /// As `people`.
    pub fn step_of(&self, item: &ListItem) -> Result<Quantity, Fault> {
        let names: Vec<&str> = self.items.iter().map(|item| item.name.as_str()).collect();
        let least = heading_says::least(self.heading());
        let least = heading_says::least_of(&least, &item.name, &item.unit, &names);
        let mut amounts: Vec<i64> = least.map(|one| one.milli).into_iter().collect();
        for line in self.lines.iter().filter(|line| line.counts()) {
            let of_item = line.parts()?.into_iter().filter(|(number, _)| *number == item.number);
            amounts.extend(of_item.filter_map(|(_, milli)| milli));
        }
        Ok(step_for(&amounts))
    }

    pub fn item(&self, number: i64) -> Option<&ListItem> {
        self.items.iter().find(|item| item.number == number)
    }

    /// Lines that somebody has to look at: not understood, or gone without a word.
    pub fn to_look_at(&self) -> impl Iterator<Item = &ListLine> {
        self.lines.iter().filter(|line| line.mark == Mark::Unclear || line.state == LineState::Gone)
    }

    pub fn count(&self, mark: Mark) -> i64 {
        self.lines.iter().filter(|line| line.mark == mark).count() as i64
    }

    /// Who a name is so far: as was said here, or the last time.
    pub fn member_of(&self, name: &str) -> Option<Id<Member>> {
        let said = self.buyers.get(name).and_then(|buyer| buyer.member);
        said.or_else(|| match self.known.get(name) {
            Some(Meant::Known(member)) => Some(*member),
            _ => None,
        })
    }

    /// Whom of earlier lists a name may be: somebody has to say so before anything is ordered for it.
    pub fn asked(&self, name: &str) -> &[Id<Member>] {
        match self.known.get(name) {
            Some(Meant::Ask(members)) if self.has_clear_lines(name) => members,
            _ => &[],
        }
    }

    /// Where a name lives, as far as the name and its lines tell, as a table has it; empty where they do not.
    pub fn place_of(&self, name: &str) -> String {
        let clear = self.lines.iter().filter(|line| line.name == name && line.mark != Mark::Unclear);
        place_of(name, clear).in_table()
    }

    /// Where a name lives, as far as the lines tell and the name itself does not: for a page that has no notes.
    pub fn where_of(&self, name: &str) -> String {
        let clear = self.lines.iter().filter(|line| line.name == name && line.mark != Mark::Unclear);
        if Place::told(name).is_empty() { place_of(name, clear).said() } else { String::new() }
    }

    /// To stand beside a name, on a page and in the text for the chat, see `known::place_beside`.
    pub fn place_beside(&self, name: &str) -> String {
        place_beside(name, self.lines.iter().filter(|line| line.name == name)).said()
    }

    /// What could not be ordered for a name when orders were made last; not what was no goods then and is by now.
    pub fn troubles_of(&self, name: &str) -> Vec<Trouble> {
        let told = self.buyers.get(name).map_or_else(Vec::new, |buyer| trouble::parse(&buyer.troubles));
        let is_over = |(item, why): &Trouble| {
            *why == Why::NoOffer && self.item(*item).is_some_and(|item| item.goods().is_some())
        };
        told.into_iter().filter(|one| !is_over(one)).collect()
    }

    fn has_clear_lines(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.name == name && line.counts())
    }
}
