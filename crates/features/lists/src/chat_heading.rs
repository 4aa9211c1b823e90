//! What stands above the people in the text for the chat: the heading as it was pasted, with its numbers, codes and least quantities, by
//! which people order; or one written anew, where the reader would understand less of what stands below the old one.
//!
//! Not a rule: it asks the reader.

use crate::heading_says::remarks;
use crate::reading::{ListRead, read};
use crate::whole::Whole;
use crate::writing::{self, Entry, Heading, written_under};
use kernel::Price;
use market::OnSale;
use std::collections::BTreeMap;

/// A longer one is a notice that nobody wants to scroll through.
const LINES_MAX: usize = 40;
const CHARS_MAX: usize = 3_000;
/// People by whom both are tried: one misread thing shows in some of them.
const TRIED: usize = 40;

/// With a line break at its end, where there is any.
pub(crate) fn of(whole: &Whole, items: &[Heading], on_sale: &[OnSale], people: &[Entry]) -> String {
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    let remarks = remarks(whole.heading(), &whole.list.title, &names);
    let anew = writing::heading(&whole.list.title, &remarks, items);
    let Some(pasted) = as_pasted(whole, items, people) else { return anew };
    let tried: Vec<Entry> =
        people.iter().filter(|one| !one.wants.is_empty()).take(TRIED).map(plain).collect();
    let as_it_was = understood(&pasted, &tried, on_sale);
    if as_it_was < tried.len() && understood(&anew, &tried, on_sale) > as_it_was { anew } else { pasted }
}

/// None where there is none, or too much of it.
fn as_pasted(whole: &Whole, items: &[Heading], people: &[Entry]) -> Option<String> {
    let wanted =
        |item: &&Heading| people.iter().flat_map(|one| &one.wants).any(|want| want.item == item.name);
    let mut lines: Vec<&str> = whole.heading().lines().map(str::trim_end).collect();
    // In a copied chat whoever comes first stands above their line.
    lines.retain(|line| !is_sender(line, whole));
    let text = lines.join("\n").trim_matches('\n').to_owned();
    if text.trim().is_empty() || lines.len() > LINES_MAX || text.chars().count() > CHARS_MAX {
        return None;
    }
    // What the lines brought in besides, or was called otherwise there, or has another price now.
    let further = items.iter().filter(|item| !is_in(item, &text)).filter(wanted);
    let further: String = further.map(|item| format!("{}\n", writing::thing(item))).collect();
    Some(format!("{text}\n{further}"))
}

/// Whether the text has the thing at its price: in the line that names it or the one below.
fn is_in(item: &Heading, text: &str) -> bool {
    if item.name.is_empty() || !text.contains(item.name.as_str()) {
        return false;
    }
    let Ok(price) = Price::parse(&item.price) else { return true };
    let lines: Vec<&str> = text.lines().collect();
    let named = (0..lines.len()).filter(|at| lines[*at].contains(item.name.as_str()));
    let mut beside = named.flat_map(|at| lines[at..].iter().take(2)).peekable();
    // A heading may have a thing without its price, or over two lines that are not seen here.
    let says_none = !text.lines().any(|line| line.contains(item.name.as_str()) && has_number(line));
    says_none || beside.any(|line| numbers(line).any(|number| Price::parse(number) == Ok(price)))
}

fn has_number(line: &str) -> bool {
    numbers(line).next().is_some()
}

fn numbers(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.map(|part| part.trim_matches('.')).filter(|part| !part.is_empty())
}

/// `陈陈 2023/11/18 20:11:32`: a name of the list, and a time of day, with nothing but a date between them.
fn is_sender(line: &str, whole: &Whole) -> bool {
    let is_date = |rest: &str| {
        let plain = ["上午", "下午", "AM", "PM", "am", "pm"]
            .iter()
            .fold(rest.to_owned(), |rest, word| rest.replace(word, ""));
        plain.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "/-.:：年月日".contains(c))
    };
    let after = |name: &str| line.trim().strip_prefix(name).is_some_and(is_date);
    let of_somebody = whole.lines.iter().any(|one| !one.name.is_empty() && after(&one.name));
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let mut parts = last.split([':', '：']);
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    of_somebody && parts.clone().count() >= 2 && parts.all(is_number)
}

fn plain(entry: &Entry) -> Entry {
    let mut wants = entry.wants.clone();
    wants.iter_mut().for_each(|want| want.mark.clear());
    Entry { wants, ends: Vec::new(), words: Vec::new(), ..entry.clone() }
}

/// Of whose lines the reader makes what was written.
fn understood(heading: &str, people: &[Entry], on_sale: &[OnSale]) -> usize {
    let text = written_under(heading, people);
    let Ok(again) = read(&text, on_sale) else { return 0 };
    let lines: BTreeMap<&str, BTreeMap<&str, String>> = again
        .lines
        .iter()
        .filter(|line| line.mark.counts())
        .map(|line| (line.words.trim(), wants(&again, &line.parts)))
        .collect();
    let written = text.lines().skip(heading.lines().count() + 1);
    let same = |(words, one): &(&str, &Entry)| {
        let wanted: BTreeMap<&str, String> =
            one.wants.iter().map(|want| (want.item.as_str(), want.quantity.clone())).collect();
        lines.get(words.trim()) == Some(&wanted)
    };
    written.zip(people).filter(same).count()
}

fn wants<'a>(read: &'a ListRead, parts: &[crate::line::Part]) -> BTreeMap<&'a str, String> {
    let said = |(item, milli): &(i64, Option<i64>)| {
        let name = read.items.get(*item as usize - 1).map_or("", |item| item.name.as_str());
        (name, milli.map_or_else(String::new, |milli| kernel::Quantity::from_milli(milli).to_string()))
    };
    parts.iter().map(said).collect()
}
