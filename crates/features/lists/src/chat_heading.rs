//! What stands above the people in the text for the chat: the heading as it was pasted, with its numbers, codes and least quantities, by
//! which people order; or one written anew, where the reader would understand less of what stands below the old one.
//!
//! Not a rule: it asks the reader.

use crate::heading_says::remarks;
use crate::heading_sender::without_sender;
use crate::reading::{ListRead, read};
use crate::rows::ListItem;
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
    let own: Vec<&str> = own_lines(whole, &names);
    let remarks = remarks(&own.join("\n"), &whole.list.title, &names);
    let anew = |items: &[Heading]| writing::heading(&whole.list.title, &remarks, items);
    let coded: Vec<Heading> = items.iter().map(|item| with_code(item, &own)).collect();
    let Some(pasted) = as_pasted(whole, items, people) else { return anew(&coded) };
    let tried: Vec<Entry> =
        people.iter().filter(|one| !one.wants.is_empty()).take(TRIED).map(plain).collect();
    let as_it_was = understood(&pasted, &tried, on_sale);
    if as_it_was == tried.len() {
        return pasted;
    }
    // With the numbers and letters by which people order, as long as the reader understands as much by it.
    let (coded, plain) = (anew(&coded), anew(items));
    let (by_codes, by_names) = (understood(&coded, &tried, on_sale), understood(&plain, &tried, on_sale));
    match (by_codes.max(by_names) > as_it_was, by_codes >= by_names) {
        (false, _) => pasted,
        (true, true) => coded,
        (true, false) => plain,
    }
}

/// With the sign before it in the heading, by which people order it: ①, A.
fn with_code(item: &Heading, heading: &[&str]) -> Heading {
    let code = heading.iter().find_map(|line| code_of(line.trim(), &item.name)).unwrap_or_default();
    Heading { name: format!("{code}{}", item.name), ..item.clone() }
}

/// `②草莓 25元/盒`: ② of 草莓. Only where exactly this name stands behind the sign: ①草莓酱 is no sign of 草莓, and neither is a title that
/// has it in it.
fn code_of(line: &str, name: &str) -> Option<String> {
    let is_it = |rest: &str| {
        let behind = rest.trim_start_matches([' ', '.', '、', ':', '：', ')', '）']).strip_prefix(name);
        let ends = |behind: &str| !behind.starts_with(char::is_alphabetic) || is_price_by_the_piece(behind);
        !name.is_empty() && behind.is_some_and(ends)
    };
    let signs = line.char_indices().filter(|(_, letter)| ('①'..='⑳').contains(letter));
    let sign = signs.map(|(at, sign)| (at + sign.len_utf8(), sign)).find(|(end, _)| is_it(&line[*end..]));
    if let Some((_, sign)) = sign {
        return Some(sign.to_string());
    }
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = &line[1..];
    (rest.starts_with([' ', '.', '、', ':', '：', ')', '）']) && is_it(rest)).then(|| format!("{letter} "))
}

/// `每盒25`, `一盒25元`; of 草莓一号25元 the number is a part of the name.
fn is_price_by_the_piece(behind: &str) -> bool {
    let mut letters = behind.chars();
    let counts = matches!(letters.next(), Some('每' | '一' | '半'));
    let unit: String = letters.by_ref().take_while(|c| c.is_alphabetic()).collect();
    let rest = behind.trim_start_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    let is_named = match unit.chars().count() {
        1 => unit.contains(['号', '级', '等', '品', '味']),
        _ => !["公斤", "千克", "市斤", "毫升", "大盒", "小盒", "大袋", "小袋", "大份", "小份"]
            .contains(&unit.as_str()),
    };
    counts && !is_named && rest.trim_start_matches(['¥', '￥', ' ']).starts_with(|c: char| c.is_ascii_digit())
}

/// None where there is none, or too much of it.
fn as_pasted(whole: &Whole, items: &[Heading], people: &[Entry]) -> Option<String> {
    let wanted =
        |item: &&Heading| people.iter().flat_map(|one| &one.wants).any(|want| want.item == item.name);
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    let lines = own_lines(whole, &names);
    let text = lines.join("\n").trim_matches('\n').to_owned();
    if text.trim().is_empty() || lines.len() > LINES_MAX || text.chars().count() > CHARS_MAX {
        return None;
    }
    // What the lines brought in besides, or was called otherwise there, or has another price now.
    let further = items.iter().filter(|item| !is_in(item, &text)).filter(wanted);
    let further: String = further.map(|item| format!("{}\n", writing::thing(item))).collect();
    Some(format!("{text}\n{further}"))
}

/// The heading's lines without what only a copied chat has: whoever comes first stands above their line, and whoever sent the heading
/// before its words. Nor what was said to be no part of it.
fn own_lines<'a>(whole: &'a Whole, things: &[&str]) -> Vec<&'a str> {
    let aside: Vec<&str> = whole
        .lines
        .iter()
        .filter(|line| whole.is_put_aside(line))
        .filter_map(|line| line.words.lines().next())
        .map(str::trim)
        .collect();
    let lines = whole.heading().lines().map(str::trim_end);
    let lines = lines.filter(|line| !jielong::is_stamp(line) && !jielong::is_of_the_program(line));
    let lines = lines.filter(|line| !is_sender(line, whole) && !aside.contains(&line.trim()));
    // Who says nothing in their line has said it in the next.
    let said = |line: &'a str| (line, without_sender(line, things));
    lines.map(said).filter(|(line, said)| line.is_empty() || !said.is_empty()).map(|(_, said)| said).collect()
}

/// `苹果 6.80元/斤` of an item of this price: the thing first, and then what it costs.
pub(crate) fn is_priced(item: &ListItem, words: &str) -> bool {
    let rest = words.trim().strip_prefix(item.name.as_str()).filter(|_| !item.name.is_empty());
    let price = |rest: &str| {
        item.price_e4.is_some_and(|price| numbers(rest).any(|number| Price::parse(number) == Ok(price)))
    };
    rest.is_some_and(price)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_has_the_sign_that_stands_before_its_name() {
        for (line, name, code) in [
            ("①草莓酱 20元/瓶", "草莓", None),
            ("①草莓酱 20元/瓶", "草莓酱", Some("①")),
            ("② 草莓 25元/盒", "草莓", Some("②")),
            ("①苹果 6元/斤 ②草莓25元/盒", "草莓", Some("②")),
            ("①苹果 6元/斤 ②草莓25元/盒", "苹果", Some("①")),
            ("A 草莓 25元/盒", "草莓", Some("A ")),
            ("A. 草莓：25元/盒", "草莓", Some("A ")),
            ("A 草莓酱 20元/瓶", "草莓", None),
            ("A套餐 39", "A套餐", None),
            ("AD钙奶 5元", "钙奶", None),
            ("②草莓每盒25", "草莓", Some("②")),
            ("①草莓一盒25元", "草莓", Some("①")),
            ("①苹果一斤 6元 ②草莓每盒¥25", "草莓", Some("②")),
            ("A 草莓一盒25元", "草莓", Some("A ")),
            ("②草莓一号25元", "草莓", None),
            ("②草莓每日鲜25元", "草莓", None),
            ("②草莓一", "草莓", None),
            ("周六草莓团购", "草莓", None),
            ("①本地草莓 25元/盒", "草莓", None),
            ("① ", "", None),
            ("", "草莓", None),
        ] {
            assert_eq!(code_of(line, name).as_deref(), code, "{line} {name}");
        }
    }
}
