//! What goes in beside a larger sum that comes out, in English, with none of the words for a return: `put in a hundred, take out a
//! hundred and thirty`, `we buy every ¥50 unit back at ¥60`; and a sum that is paid for each unit again and again. Goods, wages,
//! fees and what may happen are built alike and are none of it. Pure.

use crate::promises_back::{GOODS_EN, found_en};
use crate::promises_en::{is_denied, is_of, is_past, said_words};
use crate::wording::Say::{Any, Number, One, Some as Few};
use crate::wording::{Saying, Sayings};
use std::sync::LazyLock;

/// A sum within a clause: its place, how many words it takes, what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sum {
    at: usize,
    to: usize,
    value: i64,
}

/// The words of a sentence; `ends` has the places behind which a clause ends.
struct Said<'a> {
    words: Vec<&'a str>,
    ends: Vec<usize>,
}

impl<'a> Said<'a> {
    fn of(sentence: &'a str) -> Said<'a> {
        let (mut words, mut ends) = (Vec::new(), Vec::new());
        for clause in sentence.split([',', ';', ':', '(', ')']) {
            words.extend(said_words(clause));
            ends.push(words.len());
        }
        Said { words, ends }
    }

    fn is(&self, at: usize, list: &'static str) -> bool {
        self.words.get(at).is_some_and(|word| is_of(list, word))
    }

    fn has(&self, from: usize, to: usize, list: &'static str) -> bool {
        (from..to).any(|at| self.is(at, list))
    }

    /// Where the clause begins that this place is in; no further back than anybody reads at a glance.
    fn begins(&self, at: usize) -> usize {
        let ended = self.ends.partition_point(|end| *end <= at);
        let begins = ended.checked_sub(1).map_or(0, |before| self.ends[before]);
        begins.max(at.saturating_sub(LOOKED_BACK))
    }

    fn sums(&self) -> Vec<Sum> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < self.words.len() {
            match number(&self.words[at..]) {
                Some((value, length)) => {
                    let to = at + length;
                    if value > 1 && (self.ends.contains_end(to) || self.is(to, AFTER_MONEY)) {
                        found.push(Sum { at, to, value });
                    }
                    at = to;
                }
                None => at += 1,
            }
        }
        found
    }

    /// `put in 100`, `for every 100`, `100 in`.
    fn is_put_in(&self, sum: Sum) -> bool {
        let mut at = sum.at;
        while at > 0 && self.is(at - 1, PUT_WITH) && sum.at - at < FILLED {
            at -= 1;
        }
        let by_us = at > 1 && self.is(at - 2, "we|i");
        let puts = at > 0 && self.is(at - 1, PUTS) && !by_us;
        let each = sum.at > 0 && self.is(sum.at - 1, "each|every|per");
        puts || each || self.is(sum.to, "in") && self.ends.contains_end(sum.to + 1)
    }

    /// `take out 130`, `we hand you 130`, `130 back`.
    fn comes_out(&self, sum: Sum) -> bool {
        let mut at = sum.at;
        while at > 0 && self.is(at - 1, OUT_WITH) && sum.at - at < FILLED {
            at -= 1;
        }
        let to_them = self.has(at, sum.at, TO_THEM);
        let verb = |list| at > 0 && self.is(at - 1, list);
        let gets = verb("get|gets|receive|receives|collect|collects|pocket|pockets|earn|earns|draw|draws");
        let given = verb(GIVES)
            && (to_them || at > 1 && self.is(at - 1, "return|returns") && self.is(at - 2, "we|i"));
        let taken = verb("take|takes|walk|walks|leave|leaves|cash|come|comes")
            && self.has(at, sum.at, "out|home|away|back|with");
        let behind = self.is(sum.to, "back|out") && (self.ends.contains_end(sum.to + 1) || gets || given);
        gets || given || taken || behind
    }

    /// The sum for which a unit is taken back: `we buy it back at 60`.
    fn is_for_a_unit_back(&self, sum: Sum) -> bool {
        let from = self.begins(sum.at).max(sum.at.saturating_sub(BACK_WITHIN));
        let at = sum.at > 0 && self.is(sum.at - 1, "at|for");
        let has = |list| self.has(from, sum.at, list);
        let verb = has("buy|buys|take|takes|buying|will|buyback") && has("back|buyback")
            || (from..sum.at).any(|at| self.is(at, "is|are|be") && self.is(at + 1, "bought|taken"));
        at && (verb || has("repurchase|repurchases|redeem|redeems"))
    }

    /// What one unit costs: `a ¥50 unit`, `a unit costs 50`, `50 a unit`.
    fn is_price_of_a_unit(&self, sum: Sum) -> bool {
        let after = self.is(sum.to, "unit|share")
            || self.is(sum.to, "a|per|each") && self.is(sum.to + 1, "unit|share");
        let mut at = sum.at;
        while at > 0
            && self.is(at - 1, "is|are|costs|cost|of|at|price|the|a|each|for|goes")
            && sum.at - at < 4
        {
            at -= 1;
        }
        after || at < sum.at && at > 0 && self.is(at - 1, "unit|units|share|shares")
    }

    /// Whether it is of goods, wages or a case, or denied, from where the first clause begins.
    fn is_excused(&self, from: usize, to: usize) -> bool {
        let from = self.begins(from);
        let to_the_end = self.ends.iter().find(|end| **end >= to).copied().unwrap_or(to);
        let to_the_end = to_the_end.min(to + LOOKED_BACK);
        let conditional = (from..to_the_end).any(|at| {
            self.is(at, "if|unless|whether|when") && !self.is(at + 1, "you|somebody|someone|anybody")
        });
        self.has(from, to_the_end, GOODS_EN)
            || self.has(from, to_the_end, OTHER)
            || conditional
            || is_denied(&self.words, to)
            || (from..to).any(|at| is_of(DENIED, self.words[at]))
            || is_past(&self.words[from..to_the_end])
    }
}

/// Whether a clause ends at a place.
trait Ends {
    fn contains_end(&self, at: usize) -> bool;
}

impl Ends for Vec<usize> {
    fn contains_end(&self, at: usize) -> bool {
        self.binary_search(&at).is_ok()
    }
}

/// A larger sum that comes out than goes in, within a sentence; or one for each unit, again and again.
pub(crate) fn promised_in(sentence: &str) -> Option<String> {
    let said = Said::of(sentence);
    grown(&said)
        .or_else(|| for_each_unit(&said))
        .or_else(|| more_than_put_in(&said))
        .or_else(|| multiple(&said))
}

fn grown(said: &Said) -> Option<String> {
    let sums = said.sums();
    for (at, first) in sums.iter().enumerate().filter(|(_, first)| said.is_put_in(**first)) {
        let larger = sums.iter().skip(at + 1).take(SUMS_COMPARED).find(|second| {
            second.value > first.value && said.comes_out(**second) && !said.is_excused(first.at, second.at)
        });
        if let Some(second) = larger {
            return Some(said.words[first.at..second.to].join(" "));
        }
    }
    None
}

/// A unit that is bought back for more than it costs, wherever in the text its price stands; and any unit for a sum that is fixed now.
pub(crate) fn bought_back(text: &str) -> Option<String> {
    let sentences = text.split(['。', '！', '？', '!', '?', '\n', '\r']).map(Said::of);
    let (mut price, mut back) = (None::<i64>, None::<(i64, String)>);
    for said in sentences {
        for sum in said.sums() {
            if said.is_for_a_unit_back(sum) && !said.is_excused(sum.at, sum.at) {
                let from = said.begins(sum.at).max(sum.at.saturating_sub(BACK_WITHIN));
                let found = said.words[from..sum.to].join(" ");
                let every = said.has(from, sum.at, "every|each|any|all|your|guaranteed|guarantee|always");
                if every && said.has(from, sum.at, "unit|units|share|shares|stake") {
                    return Some(found);
                }
                back = back.into_iter().chain([(sum.value, found)]).max_by_key(|(value, _)| *value);
            } else if said.is_price_of_a_unit(sum) {
                price = Some(price.map_or(sum.value, |least| least.min(sum.value)));
            }
        }
    }
    let back = back.filter(|(value, _)| price.is_some_and(|price| *value > price));
    let per_unit = back.map(|(_, found)| found);
    per_unit.or_else(|| at_a_price_per_unit(text))
}

/// `Buy-back at 60 per 50 unit`: both within one clause.
fn at_a_price_per_unit(text: &str) -> Option<String> {
    text.split(['。', '！', '？', '!', '?', '\n', '\r']).find_map(|sentence| {
        let said = Said::of(sentence);
        let sums = said.sums();
        let back = sums.iter().find(|sum| said.is_for_a_unit_back(**sum))?;
        let unit = sums.iter().find(|sum| said.is_price_of_a_unit(**sum) && sum.value < back.value)?;
        let from = back.at.min(unit.at);
        let to = back.at.max(unit.at);
        (!said.is_excused(from, to)).then(|| said.words[from..=to].join(" "))
    })
}

/// `¥6 per unit every Christmas`, `a yearly thank-you of ¥4 for each ¥50`.
fn for_each_unit(said: &Said) -> Option<String> {
    let mut from = 0;
    for end in &said.ends {
        let (clause, begins) = (from..*end, from);
        from = *end;
        let is = |at: usize, list| at < *end && said.is(at, list);
        let again = clause.clone().any(|at| {
            is(at, "yearly|annual|annually|monthly|quarterly|weekly")
                || is(at, "every|each|a|per") && is(at + 1, SEASONS)
                || is(at, "every|each")
                    && is(at + 1, "two|second|three|other|few|single|new")
                    && is(at + 2, SEASONS)
        });
        let other = said.has(begins, *end, PAID_FOR) || said.has(begins, *end, GOODS_EN);
        if !again || other || is_past(&said.words[clause.clone()]) {
            continue;
        }
        let given = clause.clone().find(|at| {
            let Some((value, length)) = number(&said.words[*at..*end]) else { return false };
            let next = *at + length;
            let next = if is(next, CURRENCY) { next + 1 } else { next };
            let each = is(next, "per|a|each|every|for|on")
                && (next..next + 3).any(|unit| is(unit, "unit|share|stake"))
                || is(next, "for|on|per")
                    && number(&said.words[(next + 1).min(*end)..*end]).is_some_and(|(each, _)| each > value)
                || is(next, "for|on|per")
                    && is(next + 1, "each|every")
                    && number(&said.words[(next + 2).min(*end)..*end]).is_some_and(|(each, _)| each > value);
            let of_unit = || {
                let from = begins.max(at.saturating_sub(8));
                let each_unit =
                    (from..*at).any(|at| is(at, "each|every|a|per") && is(at + 1, "unit|share|stake"));
                each_unit && (from..*at).any(|at| is(at, "earns|pays|brings|gives|gets|receives|yields"))
            };
            value > 0 && (each || of_unit()) && !is_denied(&said.words, *at)
        });
        if let Some(at) = given {
            return Some(said.words[at..(at + 5).min(*end)].join(" "));
        }
    }
    None
}

/// Parts and multiples of what was put in, in words.
fn more_than_put_in(said: &Said) -> Option<String> {
    let all = (0, said.words.len());
    let other = said.has(all.0, all.1, GOODS_EN) || said.has(all.0, all.1, OTHER);
    if other || is_past(&said.words) {
        return None;
    }
    found_en(&said.words, &PARTS_BY_SIGN)
}

/// `1.3x`, and nothing that says of what.
fn multiple(said: &Said) -> Option<String> {
    let times = |word: &&str| {
        word.strip_suffix('x').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let around = |word: &&str| is_of(AROUND_A_MULTIPLE, word);
    let found = said.words.iter().find(|word| times(word))?;
    said.words.iter().all(|word| times(word) || around(word)).then(|| (*found).to_owned())
}

/// A number in figures or words at the beginning, and how many words it takes: `a hundred and thirty`.
fn number(said: &[&str]) -> Option<(i64, usize)> {
    let first = said.first()?;
    if first.bytes().all(|b| b.is_ascii_digit()) {
        return first.parse().ok().map(|value| (value, 1));
    }
    let (mut total, mut last, mut at) = (0_i64, 0_i64, 0);
    if *first == "a" {
        is_scale(said.get(1)?)?;
        (last, at) = (1, 1);
    }
    let mut length = at;
    for word in said.iter().skip(at).take(NUMBER_WORDS) {
        if let Some((_, value)) = SMALL.iter().find(|(known, _)| known == word) {
            last += value;
        } else if let Some(scale) = is_scale(word) {
            let of = last.max(1).saturating_mul(scale);
            (total, last) = if scale == 1_000 { (total + of, 0) } else { (total, of) };
        } else if *word == "and" && length > 0 && (total > 0 || last >= 100) {
            at += 1;
            continue;
        } else {
            break;
        }
        at += 1;
        length = at;
    }
    (length > 0 && total + last > 0).then_some((total + last, length))
}

fn is_scale(word: &str) -> Option<i64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        _ => None,
    }
}

const SMALL: &[(&str, i64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Words of a number that are read together.
const NUMBER_WORDS: usize = 8;
/// Of what follows a sum, how many are held against it.
const SUMS_COMPARED: usize = 6;
/// Words before a place in which something else is looked for.
const LOOKED_BACK: usize = 30;
const FILLED: usize = 5;
const BACK_WITHIN: usize = 9;

const CURRENCY: &str =
    "yuan|rmb|cny|euro|euros|eur|dollar|dollars|usd|pound|pounds|bucks|kuai|quid|francs|cash";
/// Behind a sum of money stands one of these; behind a number of anything else its name.
const AFTER_MONEY: &str = "yuan|rmb|cny|euro|euros|eur|dollar|dollars|usd|pound|pounds|bucks|kuai|quid|cash|will|today|now|back|out|in|\
    and|at|after|next|each|every|per|for|unit|share|you|we|they|take|get|this|within|on|by|a|the|us|then|come|comes|brings|gives|\
    pays|makes|earns|is|becomes|later|from|guaranteed|plus|once|tomorrow";
const PUTS: &str = "put|puts|putting|invest|invests|lend|lends|pay|pays|give|gives|deposit|deposits|contribute|contributes|stake";
const PUT_WITH: &str = "in|us|into|the|fund|pot|just|only|your|first|down|over|to";
const OUT_WITH: &str = "you|back|at|least|about|out|full|whole|around|its|owner|holder|holders|everyone|everybody|members|each|home|away|\
    with|them|again|as|much|to";
const TO_THEM: &str = "you|owner|holder|holders|everyone|everybody|them|back";
const GIVES: &str = "bring|brings|hand|hands|pay|pays|give|gives|return|returns|send|sends|make|makes|earn|earns|yield|yields";
/// What is built alike: goods, wages, what is paid, and what may happen.
const OTHER: &str = "may|might|could|perhaps|maybe|lose|lost|worth|voucher|vouchers|off|discount|points|wage|wages|hour|hours|hourly|\
    decide|decides|decided|ballot|most|sell|sells|sold|risk|bill|change|till|match|matched|receipt|surplus|loan|bank|grams|sugar|flour";
const DENIED: &str = "nobody|never|cannot|nothing|neither|nor";
/// A year and what comes again as it does.
const SEASONS: &str = "year|years|month|months|quarter|quarters|season|seasons|spring|summer|autumn|fall|winter|christmas|easter|harvest|week|\
    annum|january|december|november|october|june|july";
/// A sum for each unit beside these is paid by who holds it, or is no promise.
const PAID_FOR: &str = "fee|fees|charge|charges|charged|cost|costs|levy|dues|rent|tax|price|pay|postage|delivery|insurance|storage|owe|owes|\
    may|might|could|if|unless|whether|perhaps|maybe|decide|decides|decided|ballot|most|cap|limit|donate|donates|school|reserve|surplus|\
    discount|off|hour|electricity|water|power|gas|unpaid|due|contribution|contributions";
const PART: &str = "a tenth|one tenth|a fifth|one fifth|a quarter|one quarter|a third|one third|a half|half|an eighth|a sixth|a twelfth|two thirds|three quarters";
const PUT: &str = "what you put in|what you put|what you paid in|what you paid|what you pay in|what you gave|what you invested|what they put in|\
    what they paid|your stake|your money|your capital|your investment|your units|your unit|your shares|your share|every unit|each unit|each share|\
    every share|every stake|each stake|all stakes|our units|their stake|their units|their money";
/// Sayings with a part or a multiple of what was put in.
const PARTS: &[Saying] = &[
    // your stake grows by a tenth every year
    (
        &[
            One(PUT),
            Few("will|then|always|simply|then|can|in|value"),
            One(
                "grow|grows|gain|gains|rise|rises|increase|increases|swell|swells|climb|climbs|appreciate|appreciates",
            ),
            Few("by|about|at|least|up|to|in|value|another|around"),
            One(PART),
        ],
        "of",
    ),
    // what you put in comes back a fifth larger
    (
        &[
            One(PUT),
            Few("will|then|always|in"),
            One("comes back|come back|returns|is back|is returned|is paid back|goes back"),
            Few("to|you|by|at|least|about"),
            One(PART),
            One("larger|bigger|more|fatter|richer|higher|heavier|up"),
        ],
        "",
    ),
    // half as much again on what you paid in
    (
        &[
            One(PART),
            Few("as much"),
            One("again|more|on top|extra"),
            Few("on|than|of|over|to|top|as"),
            One(PUT),
        ],
        "",
    ),
    // one and a half times what you put in
    (&[Number, Few("and|a|half|quarter|third"), One("times"), Few("as|much"), One(PUT)], ""),
    (
        &[
            One("get|gets|collect|receive|take|expect"),
            Any(2),
            One(PART),
            One("more|extra|again|on top"),
            One("than|of|on"),
            One("you put|you paid|you gave"),
        ],
        "",
    ),
];
static PARTS_BY_SIGN: LazyLock<Sayings> = LazyLock::new(|| Sayings::of(PARTS));

/// Beside a multiple these say nothing of what it is of.
const AROUND_A_MULTIPLE: &str = "a|an|in|after|within|the|one|two|three|four|five|ten|year|years|month|months|you|your|get|back|out|of|at|least|\
    up|to|for|all|everyone|easy|easily|sure|guaranteed|we|pay|it|is|returns|multiple|money|stake|and|more|or|by|until|then|on";
#[cfg(test)]
mod tests {
    use super::*;

    /// Words → value and how many of them.
    #[test]
    fn numbers_are_read_in_words() {
        for (text, value, length) in [
            ("a hundred and thirty", 130, 4),
            ("a hundred and then", 100, 2),
            ("sixty five next", 65, 2),
            ("120 back", 120, 1),
            ("two thousand three hundred", 2_300, 4),
            ("twenty in", 20, 1),
        ] {
            let said: Vec<&str> = text.split(' ').collect();
            assert_eq!(number(&said), Some((value, length)), "{text}");
        }
        assert_eq!(number(&["a", "tenth"]), None);
        assert_eq!(number(&["and", "ten"]), None);
        assert_eq!(number(&[]), None);
    }
}
