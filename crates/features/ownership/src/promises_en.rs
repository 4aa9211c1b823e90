//! What promises a return in English. Pure. A clause is words behind one blank each, numbers without their points;
//! the tables are in `sayings_en`.

use crate::sayings_en::{
    CONDITIONS, CURRENCY, DENIALS, DENIED_WITHIN_WORDS, DONE, NO_DENIALS, NUMBERS, PAST, RATED, SAYINGS,
    SHARED, STRONG, TO_COME, WHO,
};
use crate::wording::{Figures, LAST_YEAR_OVER, Saying, Sayings, Text, words};
use std::sync::LazyLock;

pub(crate) const FIGURES: Figures = Figures { number: number_length, rate };

static BY_SIGN: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(SAYINGS));

/// The words of a text.
pub(crate) fn said_words(text: &str) -> Vec<&str> {
    let kept = |c: char| c.is_ascii_alphanumeric() || c == '%';
    text.split(|c| !kept(c)).filter(|word| !word.is_empty()).collect()
}

/// Words, each behind one blank.
pub(crate) fn joined(words: &[&str]) -> String {
    words.iter().flat_map(|word| [" ", *word]).collect()
}

/// `case`: the clause before it says in which case.
pub(crate) fn promised_in_clause(clause: &str, case: bool) -> Option<String> {
    let said_words = said_words(clause);
    let joined = joined(&said_words);
    let mut at = 0;
    for (place, word) in said_words.iter().enumerate() {
        let rest = &joined[at..];
        at += word.len() + 1;
        if is_denied(&said_words, place) {
            continue;
        }
        let sign = word.chars().next().unwrap_or_default();
        if let Some(found) = BY_SIGN.at(sign).find_map(|saying| said(rest, saying, &said_words, case)) {
            return Some(found.trim().to_owned());
        }
    }
    if is_past(&said_words) { None } else { rated(&said_words, &joined) }
}

/// Whether it says what means nothing else in the terms of a part.
pub(crate) fn is_strong(clause: &str) -> bool {
    let said_words = said_words(clause);
    let joined = joined(&said_words);
    let mut at = 0;
    said_words.iter().enumerate().any(|(place, word)| {
        let rest = &joined[at..];
        at += word.len() + 1;
        !is_denied(&said_words, place)
            && STRONG.iter().any(|one| said(rest, one, &said_words, false).is_some())
    })
}

pub(crate) fn is_of(list: &'static str, word: &str) -> bool {
    words(list).any(|known| known == word)
}

/// Put in 100, get 120 back in a year: across the commas of a sentence.
pub(crate) fn growing_in(sentence: &str) -> Option<String> {
    let clause: Vec<&str> =
        sentence.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let sum = |word: &str| word.parse::<i64>().ok();
    let has = |list| clause.iter().any(|word| is_of(list, word));
    let flows = |pair: &[&str]| is_of("take|get|receive", pair[0]) && is_of("out|back", pair[1]);
    let some_day = has("year|years|month|months");
    if !has("invest|put|pay|give") || !(some_day || clause.windows(2).any(flows)) || has(CONDITIONS) {
        return None;
    }
    let given = clause.iter().position(|word| sum(word).is_some())?;
    let back = (given + 1..clause.len()).find(|at| {
        let before = &clause[at.saturating_sub(3).max(given)..*at];
        let grows = sum(clause[*at]) > sum(clause[given]);
        let goods = clause.get(at + 1).is_some_and(|next| is_of("of|worth", next))
            || clause.get(at + 2).is_some_and(|next| is_of("of|worth", next));
        // Without a time it is told of money only: eight hours in and ten loaves out is work.
        let money = some_day || clause.get(at + 1).is_none_or(|next| is_of(CURRENCY, next));
        grows && !goods && money && before.iter().any(|word| is_of("receive|get|back|take|out", word))
    })?;
    let denied = is_denied(&clause, back);
    (!denied).then(|| clause[given..=back].join(" "))
}

fn said(text: &str, (saying, others): &Saying, clause: &[&str], case: bool) -> Option<String> {
    let left = Text::En.behind(text, saying, &FIGURES)?;
    let next = left.split(' ').find(|word| !word.is_empty()).unwrap_or_default();
    let found = &text[..text.len() - left.len()];
    let of_case = found.contains(" back ") && (case || clause.iter().any(|word| is_of(CONDITIONS, word)));
    let shared = found.contains('%') && words(SHARED).any(|base| clause.contains(&base));
    // `Mortgage: 5% per annum` is paid.
    let of_costs = found.ends_with(" annum") || found.ends_with(" p a");
    let paid = of_costs && crate::promises_bare::is_of_costs_en(clause);
    (!is_of(others, next) && !of_case && !shared && !paid).then(|| found.to_owned())
}

/// `Last year the dividend was 5%` reports, as long as it says nothing of what comes.
pub(crate) fn is_past(clause: &[&str]) -> bool {
    let last = clause.windows(2).any(|pair| pair[0] == "last" && is_of("year|season|quarter", pair[1]));
    let year = |word: &&str| word.parse::<u16>().ok().filter(|year| (2000..2100).contains(year));
    let years: Vec<u16> = clause.iter().filter_map(year).collect();
    let has = |list| clause.iter().any(|word| is_of(list, word));
    // `is paid` is told of any year; `we paid` is not.
    let by_somebody = clause.windows(2).any(|pair| is_of(WHO, pair[0]) && is_of(PAST, pair[1]));
    let may_come = years.iter().any(|year| *year > LAST_YEAR_OVER) && !by_somebody && !has(DONE);
    (last || !years.is_empty()) && has(PAST) && !may_come && !has(TO_COME)
}

/// A percentage and a word for what comes back, unless it says how something is shared.
pub(crate) fn rated(clause: &[&str], joined: &str) -> Option<String> {
    let promised = |place: &usize| !is_denied(clause, *place);
    let mut at = 0;
    let mut has_rate = false;
    for (place, word) in clause.iter().enumerate() {
        has_rate |= promised(&place) && rate(&joined[at..]).is_some();
        at += word.len() + 1;
    }
    let is_shared = clause.windows(2).any(|pair| pair[0] == "of" && is_of(SHARED, pair[1]))
        || clause.windows(3).any(|three| three[0] == "of" && is_of(SHARED, three[2]));
    let found =
        || (0..clause.len()).filter(promised).map(|place| clause[place]).find(|word| is_of(RATED, word));
    (has_rate && !is_shared && !is_paid_on_a_loan(clause)).then(found).flatten().map(str::to_owned)
}

/// `The loan we took costs 5% interest`: what is paid, as long as nobody who puts money in is spoken of.
fn is_paid_on_a_loan(clause: &[&str]) -> bool {
    let has = |list| clause.iter().any(|word| is_of(list, word));
    has("loan|loans|mortgage|overdraft|credit")
        && has("costs|cost|charges|took|owe|owes|repay|repays|bank|borrowed")
        && !has(
            "you|your|lend|lends|lender|lenders|members|backers|holders|investors|everyone|everybody|earn|get|gets|receive",
        )
}

fn number_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(' ')?;
    let word = &rest[..rest.find(' ').unwrap_or(rest.len())];
    let is_number = is_of(NUMBERS, word) || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()));
    is_number.then_some(word.len() + 1)
}

pub(crate) fn rate(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(' ')?;
    let word = &rest[..rest.find(' ').unwrap_or(rest.len())];
    if word.strip_suffix('%').is_some_and(|figures| figures.bytes().all(|b| b.is_ascii_digit())) {
        return Some(word.len() + 1);
    }
    let length = number_length(text)?;
    let unit = [" percent", " per cent", " pct", " percentage points", " prozent"]
        .iter()
        .find(|unit| text[length..].starts_with(**unit))?;
    Some(length + unit.len())
}

/// Whether the words before deny it; after `but` nothing is denied any more.
pub(crate) fn is_denied(words: &[&str], at: usize) -> bool {
    let from = at.saturating_sub(DENIED_WITHIN_WORDS);
    let from = words[from..at].iter().rposition(|word| *word == "but").map_or(from, |but| from + but);
    (from..at).any(|place| {
        let followed =
            |(denial, next): &(&str, &str)| words[place] == *denial && words.get(place + 1) == Some(next);
        is_of(DENIALS, words[place]) && !NO_DENIALS.iter().any(followed)
    })
}
