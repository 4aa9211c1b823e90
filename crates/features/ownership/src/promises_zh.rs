//! What promises a return in Chinese: words, sayings, rates and sums that grow. Pure; the tables are in `sayings_zh`.

use crate::figures_zh::{FIGURES, number, rate, sums};
use crate::sayings_zh::*;
use crate::wording::{LAST_YEAR_OVER, Saying, Sayings, Text, words};
use std::sync::LazyLock;

/// What of a clause promises; `before` is the clause before it in the sentence. Blanks and marks between signs hide nothing: `保 本`, `保·本`.
pub(crate) fn promised_in_clause(clause: &str, before: &str) -> Option<String> {
    let all = signs(clause);
    let word = |word: &&'static str| promised(&all, word, places(&all, word));
    words(WORDS)
        .find(word)
        .map(str::to_owned)
        .or_else(|| said(&all, before))
        .or_else(|| clause.split('、').find_map(rated).map(str::to_owned))
}

/// Of the words that promise, those that mean nothing else.
pub(crate) fn is_strong(clause: &str) -> bool {
    let all = signs(clause);
    words(STRONG).any(|word| promised(&all, word, places(&all, word)))
}

/// Of what follows a sum, how many are held against it.
const SUMS_COMPARED: usize = 6;

/// A sum that becomes a larger one, across the commas of a sentence: `投100块，一年后变成120块`.
pub(crate) fn growing_in(sentence: &str) -> Option<String> {
    let all = signs(sentence);
    let sums = sums(&all);
    for (at, first) in sums.iter().enumerate() {
        let grown = sums.iter().skip(at + 1).take(SUMS_COMPARED).find(|second| {
            let (between, after) = (&all[first.to..second.from], &all[second.to..]);
            second.value > first.value && grows(between) && !is_of_goods(after)
        });
        if let Some(second) = grown
            && !words(COSTS).any(|cost| all[..second.from].contains(cost))
            && !is_denied(&all[..first.from], "")
            && !words(DENIALS).any(|denial| all[first.to..second.from].contains(denial))
        {
            return Some(all[first.from..second.to].to_owned());
        }
    }
    None
}

/// Becomes it; or is given back as it after some time.
fn grows(between: &str) -> bool {
    let has = |list| words(list).any(|word| between.contains(word));
    let becomes = between.trim_end_matches(['了', '约', '至', '少', '近']);
    words("还|返还|还你|还您").any(|word| becomes == word)
        || words("变|变成|变为|涨到|涨成|翻成|滚成|滚到|得回|换回").any(|word| becomes.ends_with(word))
        || (has("还|退|返|拿|领|取|得|兑|收")
            && has("年后|月后|年之后|到期|期满|年底|年终|年拿|年得|年还|年返|年领|连本"))
}

/// `120块的菜`: what is bought, not money.
fn is_of_goods(after: &str) -> bool {
    after
        .strip_prefix('的')
        .is_some_and(|what| !["现金", "钱", "现", "回报", "本"].iter().any(|money| what.starts_with(money)))
}

pub(crate) fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '%').collect()
}

/// Where a word stands and means what it is looked for.
fn places(signs: &str, word: &str) -> Vec<usize> {
    let other = |table: &[(&str, &'static str)]| -> &'static str {
        table.iter().find(|(known, _)| *known == word).map_or("", |(_, others)| others)
    };
    let (after, before) = (other(OTHER_AFTER), other(OTHER_BEFORE));
    let means = |at: &usize| {
        let (head, tail) = (&signs[..*at], &signs[*at + word.len()..]);
        !words(after).any(|other| tail.starts_with(other))
            && !words(before).any(|other| head.ends_with(other))
    };
    signs.match_indices(word).map(|(at, _)| at).filter(means).collect()
}

static BY_SIGN: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(SAYINGS));

fn said(signs: &str, before: &str) -> Option<String> {
    let starts = signs.char_indices().filter(|(at, _)| !cuts_number(signs, *at));
    starts
        .flat_map(|(at, sign)| BY_SIGN.at(sign).map(move |saying| (at, saying)))
        .find_map(|(at, saying)| said_at(signs, before, at, saying))
}

fn said_at(signs: &str, before: &str, at: usize, (saying, others): &Saying) -> Option<String> {
    let left = Text::Zh.behind(&signs[at..], saying, &FIGURES)?;
    let found = &signs[at..signs.len() - left.len()];
    let other = words(others).any(|other| left.starts_with(other));
    let of_goods = found.ends_with(['块', '元']) && is_of_goods(left);
    let of_things =
        found.contains(['翻', '倍']) && words(THINGS).any(|thing| signs[..at + found.len()].contains(thing));
    let shared = rate_within(found) && words(SHARED).any(|base| signs[..at + found.len()].contains(base));
    let rises = |text: &str| words(COSTS_THAT_RISE).chain(words(THINGS)).any(|thing| text.contains(thing));
    let of_costs = found.contains('涨')
        && (words(COSTS_THAT_RISE).any(|cost| signs[..at].contains(cost)) || at == 0 && rises(before));
    // `有没有什么风险` asks.
    let asked = found.starts_with('没') && signs[..at].ends_with('有');
    (!other && !asked && !shared && !of_goods && !of_things && !of_costs && !is_denied(&signs[..at], found))
        .then(|| found.to_owned())
}

fn rate_within(text: &str) -> bool {
    text.char_indices().any(|(at, _)| rate(&text[at..]).is_some())
}

/// In the middle of a number: `18%` is no `8%`.
pub(crate) fn cuts_number(signs: &str, at: usize) -> bool {
    let before = signs[..at].chars().next_back();
    before.is_some_and(|c| c.is_ascii_digit()) && number(&signs[at..]).is_some()
}

/// A rate of return, unless it is told of a year that is over.
fn rated(part: &str) -> Option<&'static str> {
    if is_past(&signs(part)) { None } else { rated_whenever(part) }
}

/// `去年分红8%` reports; `去年8%，每年都有` does not only.
pub(crate) fn is_past(signs: &str) -> bool {
    let years: Vec<u16> = signs.match_indices("年").filter_map(|(at, _)| year(&signs[..at])).collect();
    let has = |list| words(list).any(|word| signs.contains(word));
    let may_come = years.iter().any(|year| *year > LAST_YEAR_OVER) && !has(DONE);
    (!years.is_empty() || has(PAST)) && !may_come && !has(TO_COME)
}

/// The four figures at the end: `我们2025`.
fn year(before: &str) -> Option<u16> {
    let from = before.len().checked_sub(4)?;
    let figures = before.get(from..).filter(|figures| figures.bytes().all(|b| b.is_ascii_digit()))?;
    figures.parse().ok().filter(|year| (2000..2100).contains(year))
}

/// A rate of return, unless the rate or the return is denied, or it says how what was earned is shared.
pub(crate) fn rated_whenever(part: &str) -> Option<&'static str> {
    let signs = signs(part);
    if words(SHARED).any(|base| signs.contains(base)) {
        return None;
    }
    let starts = signs.char_indices().map(|(at, _)| at).filter(|at| !cuts_number(&signs, *at));
    let rates: Vec<usize> = starts.filter(|at| rate(&signs[*at..]).is_some()).collect();
    if !promised(&signs, "", rates) {
        return None;
    }
    let promises = |word: &&'static str| {
        // `增值税` is a tax; `利息支出` and `贷款利息` are paid.
        let given = |at: &usize| {
            let (head, after) = (&signs[..*at], &signs[*at + word.len()..]);
            let paid = *word == "利息"
                && (after.starts_with("支出") || words("贷款|借款|房贷").any(|loan| head.ends_with(loan)));
            paid || after.starts_with('税') || words(BACK_TO_ALL).any(|all| after.starts_with(all))
        };
        promised(&signs, word, signs.match_indices(*word).map(|(at, _)| at).filter(|at| !given(at)).collect())
    };
    words(RATED).find(promises)
}

/// Whether a word is not denied at one of these places, where it begins.
fn promised(signs: &str, word: &str, places: Vec<usize>) -> bool {
    places.into_iter().any(|at| !is_denied(&signs[..at], word))
}

/// Signs before a word within which it can be denied.
const DENIED_WITHIN_SIGNS: usize = 80;

pub(crate) fn is_denied(before: &str, word: &str) -> bool {
    let near = before.char_indices().rev().nth(DENIED_WITHIN_SIGNS);
    let before = &before[near.map_or(0, |(at, _)| at)..];
    words(DENIALS).flat_map(|denial| before.match_indices(denial)).any(|(at, denial)| {
        let (until, between) = before.split_at(at + denial.len());
        !words(TWICE).any(|twice| until.ends_with(twice)) && only_between(between, word)
    })
}

fn only_between(text: &str, word: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '%');
        if let Some(length) = rate(rest) {
            rest = &rest[length..];
        }
        match words(BETWEEN).chain(words(WORDS)).find_map(|known| rest.strip_prefix(known)) {
            Some(after) => rest = after,
            None => break,
        }
    }
    let is_made = words(MADE).any(|made| rest.contains(made) || word.starts_with(made));
    rest.is_empty() || (is_made && rest.starts_with(WITH) && rest.chars().count() <= WITH_CHARS_MAX)
}
