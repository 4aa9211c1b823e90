//! A list without numbers: which lines are its heading, and where the orders begin.

use crate::layout::{Layout, Raw, begins_with_room, entry, is_aside, is_example, sells};
use crate::number;
use crate::plain::{is_han, is_word, text};
use crate::price;
use crate::remark;
use crate::sender::has_amount;
use std::collections::HashMap;

/// After the last line that says a price, no more than two others between; or else the first with several bare
/// numbers: later ones are orders that look like it.
fn prices_end(raws: &[Raw]) -> usize {
    let named = |at: usize| sold_later(&raws[at].chars, &raws[at + 1..]);
    let strict =
        |at: usize| sells(&raws[at].chars) || crate::unpriced::coded_in_line(&raws[at].chars).len() > 2;
    match end_where(raws, strict) {
        0 => by_bare_prices(raws).max(end_where(raws, named)),
        _ => end_where(raws, |at| strict(at) || named(at)),
    }
}

/// After the last line of its first ones that fits, no more than two others between. What is said before the first may be longer: a title,
/// until when, where.
fn end_where(raws: &[Raw], fits: impl Fn(usize) -> bool) -> usize {
    const LEAD: usize = 6;
    let mut end = 0;
    for (at, raw) in raws.iter().enumerate().take(60) {
        if at > if end == 0 { LEAD } else { end + 2 } {
            break;
        }
        if !raw.struck && fits(at) {
            end = at + 1;
        }
    }
    end
}

/// Several bare numbers on a line, or one on each below a title.
fn by_bare_prices(raws: &[Raw]) -> usize {
    let bare = |raw: &Raw| price::find(&raw.chars).len();
    // 全脂牛奶3升装 39 has a price at its end, and no colon after a name.
    let orders = |raw: &Raw| {
        let line = text(&raw.chars);
        let last = line.rsplit(' ').next().unwrap_or_default();
        let ends = line.contains(' ') && last.parse::<f64>().is_ok_and(|price| price >= 5.0);
        has_amount(&line) && (!ends || line.contains(':') || has_amount(last))
    };
    if let Some(at) = raws.iter().take(3).position(|raw| bare(raw) >= 2) {
        return at + 1;
    }
    // Below the title there may be until when, and where.
    let told = raws.iter().take(4).take_while(|raw| bare(raw) == 0 && !has_amount(&text(&raw.chars))).count();
    let raws = &raws[told.saturating_sub(1)..];
    let single = raws.iter().skip(1).take_while(|raw| bare(raw) == 1 && !orders(raw)).count();
    let named = raws.first().is_some_and(|raw| bare(raw) == 0);
    // 草莓 20, 蓝莓 25, each on its line below a title; a sign-up list looks so, too, but its numbers are small.
    let said = raws.iter().skip(1).take(single).all(|raw| price::is_said(&raw.chars));
    // 米饭 2 among dishes whose names are said below.
    let run = &raws[1.min(raws.len())..(single + 1).min(raws.len())];
    let names: Vec<String> = run
        .iter()
        .map(|raw| {
            let han: Vec<char> = raw
                .chars
                .iter()
                .take_while(|c| !c.is_ascii_digit())
                .copied()
                .filter(|c| is_word(*c))
                .collect();
            text(&han[han.len().saturating_sub(2)..])
        })
        .collect();
    let later = &raws[(single + 1).min(raws.len())..];
    let named_later = names
        .iter()
        .filter(|name| name.chars().count() == 2 && later.iter().any(|raw| text(&raw.chars).contains(*name)))
        .count();
    let costly = run
        .iter()
        .filter(|raw| {
            price::find(&raw.chars).iter().all(|one| one.price.is_some_and(|price| price.e4 > 50_000))
        })
        .count();
    let dear = said
        || single >= 3 && named_later * 3 >= names.len() * 2 && costly * 3 >= run.len() * 2
        || raws.iter().skip(1).take(single).all(|raw| {
            price::find(&raw.chars).iter().all(|one| one.price.is_some_and(|price| price.e4 > 50_000))
        });
    let fits = named && dear && (2..raws.len() - 1).contains(&(single + 1));
    if fits { single + 1 + told.saturating_sub(1) } else { 0 }
}

/// 香葱苏打 $10: something with its price and nothing else, that later lines name.
fn sold_later(line: &[char], later: &[Raw]) -> bool {
    let prices = price::find(line);
    let [one] = prices.as_slice() else { return false };
    let letters: Vec<char> = one.name.chars().filter(|c| is_word(*c)).collect();
    let han: Vec<char> = letters.iter().copied().filter(|c| is_han(*c)).collect();
    let word = text(&han[han.len().saturating_sub(2)..]);
    let bracketed = matches!(line.last(), Some(')'));
    let plain = bracketed || !letters.iter().any(char::is_ascii_digit);
    let named = later.iter().filter(|raw| text(&raw.chars).contains(&word)).count();
    one.said && plain && han.len() >= 2 && named > 0 && letters.len() <= 12
}

/// One blank line parts a heading from what is ordered; or there is one after each order, and a name above it.
fn by_blanks(raws: &[Raw], first: usize) -> Option<usize> {
    let gaps: Vec<usize> = (1..raws.len()).filter(|at| raws[*at].apart).collect();
    let [gap, more @ ..] = gaps.as_slice() else { return None };
    if more.is_empty() {
        let fits = *gap >= first.max(1) && *gap * 2 <= raws.len() && raws.len() > *gap + 2;
        if !fits {
            return None;
        }
        let counts = |raw: &Raw| raw.chars.iter().any(|c| c.is_ascii_digit() || number::is_chinese(*c));
        let orders = raws[first..*gap].iter().any(|raw| counts(raw) && !price::is_said(&raw.chars));
        return (!orders).then_some(*gap);
    }
    let ends = more.iter().copied().chain([raws.len()]);
    let pairs = gaps.iter().zip(ends).filter(|(from, to)| *to - **from == 2).count();
    let named = |at: &&usize| raws[**at].chars.len() <= 12 && !has_amount(&text(&raws[**at].chars));
    let all = gaps.iter().filter(named).count();
    (gaps.len() >= 3 && pairs * 4 >= gaps.len() * 3 && all * 4 >= gaps.len() * 3 && *gap >= first)
        .then_some(*gap)
}

/// 张工 红烧肉盖饭, without any heading: what follows the first word is said on other lines, too.
fn begins_with_an_order(raws: &[Raw]) -> bool {
    let line = text(&raws[0].chars);
    let Some((first, rest)) = line.split_once([' ', ':', '-']) else { return false };
    let word: String = rest.trim().chars().take_while(|c| is_word(*c) && !c.is_ascii_digit()).collect();
    (1..=5).contains(&first.chars().count())
        && (2..=8).contains(&word.chars().count())
        && raws[1..].iter().filter(|raw| text(&raw.chars).contains(&word)).count() >= 2
}

/// ☀️小雨, 3-501 小雨: where most lines begin alike, the first of them is the first order.
fn led(raws: &[Raw]) -> Option<usize> {
    let room = |raw: &Raw| {
        remark::room_or_time(&raw.chars, 0).is_some_and(|length| !raw.chars[..length].contains(&':'))
            || begins_with_room(&raw.chars)
    };
    let bullet = |raw: &Raw, mark: char| raw.chars.first() == Some(&mark);
    let marks: Vec<char> = raws
        .iter()
        .filter_map(|raw| raw.chars.first().copied())
        .filter(|c| !is_word(*c) && !matches!(c, '#' | '(' | '[' | '"' | '@'))
        .collect();
    let mut counts: HashMap<char, usize> = HashMap::new();
    marks.iter().for_each(|mark| *counts.entry(*mark).or_default() += 1);
    let mark = counts.into_iter().max_by_key(|(mark, count)| (*count, *mark)).map(|(mark, _)| mark);
    let begins = |raw: &Raw| room(raw) || mark.is_some_and(|mark| bullet(raw, mark));
    let by_room = raws.iter().filter(|raw| room(raw)).count() * 5 >= raws.len() * 3;
    let by_mark = mark.is_some_and(|mark| {
        let from = raws.iter().position(|raw| bullet(raw, mark)).unwrap_or(raws.len());
        let marked = raws.iter().filter(|raw| bullet(raw, mark)).count();
        marked * 5 >= raws.len() * 3 || marked >= 3 && marked * 5 >= (raws.len() - from) * 4
    });
    let fits = |raw: &Raw| if by_room { room(raw) } else { begins(raw) };
    let first = (by_room || by_mark).then(|| raws.iter().position(fits)).flatten()?;
    (first > 0 && raws.len() > 4 && !sells(&raws[first].chars)).then_some(first)
}

/// Where the prices begin that stand below the orders, and nowhere else.
fn priced_below(raws: &[Raw]) -> Option<usize> {
    let last = raws.iter().rposition(|raw| sells(&raw.chars))?;
    if raws.len() - last > 3 {
        return None;
    }
    let first = (0..=last).rev().take(8).take_while(|at| sells(&raws[*at].chars)).last()?;
    if last - first > 6 || first < 3 || raws.iter().take(2).any(|raw| sells(&raw.chars)) {
        return None;
    }
    // What is priced there is ordered above.
    let names: Vec<String> = raws[first..=last]
        .iter()
        .flat_map(|raw| price::find(&raw.chars))
        .flat_map(|one| {
            let letters: Vec<char> = one.name.chars().filter(|c| is_word(*c)).collect();
            letters.windows(2.min(letters.len().max(1))).map(text).collect::<Vec<_>>()
        })
        .take(500)
        .collect();
    let ordered = raws[..first].iter().filter(|raw| {
        let line = text(&raw.chars);
        names.iter().any(|name| line.contains(name.as_str()))
    });
    (ordered.count() * 3 >= first * 2).then_some(first)
}

/// A list without numbers: what comes after the prices, or after the first line.
pub(crate) fn unnumbered(raws: Vec<Raw>, sold: usize, layout: &mut Layout) {
    let count = raws.len();
    let mut first = if sold > 0 { sold } else { prices_end(&raws) };
    if let Some(led) = led(&raws) {
        first = led;
    }
    // Prices below the orders: the heading stands last.
    let below = priced_below(&raws);
    if below.is_some() {
        first = 0;
    }
    if below.is_none() {
        first = first.max(by_blanks(&raws, first).unwrap_or(0));
    }
    if first >= count {
        first = 0;
    }
    if first == 0 && count > 1 && below.is_none() && !begins_with_an_order(&raws) {
        first = usize::from(!has_amount(&text(&raws[0].chars)) || raws[0].chars.first() == Some(&'#'));
        if raws[0].chars.first() == Some(&'#') && count > 2 && !has_amount(&text(&raws[1].chars)) {
            first = 2;
        }
    }
    for (at, raw) in raws.into_iter().enumerate() {
        if at < first || below.is_some_and(|below| at >= below) || raw.chars.first() == Some(&'#') {
            layout.heading.push(raw);
        } else if !is_example(&raw.chars) && !is_aside(&raw.chars) {
            layout.entries.push(entry(raw, None, None));
        }
    }
}
