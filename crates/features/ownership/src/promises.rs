//! Whether a text promises a return. Nothing that a community offers may: what is put in can be lost. Pure.
//!
//! Words, sayings, rates and sums that grow, in both languages, looked at within a clause: `不保本` and `no guaranteed return` promise
//! nothing. It finds what honest people write without thinking and what touts write everywhere; it does not find what somebody
//! hides on purpose. That is for those who read and vote.

use crate::promises_plain::{folded, plain, unmasked};
use crate::wording::words;
use crate::{
    promises_back, promises_bare, promises_de, promises_en, promises_pairs_en, promises_pairs_zh,
    promises_sure, promises_zh,
};

/// The first words of a text that promise a return, as they were found; None where there are none.
pub fn promised_in(text: &str) -> Option<String> {
    // No text that can be published is longer; a form is asked about before it is measured.
    let text = text.char_indices().nth(LOOKED_AT_MAX).map_or(text, |(end, _)| &text[..end]);
    let plain = without_what_is_answered(&plain(text));
    promised_in_plain(&plain).or_else(|| unmasked(&plain).and_then(|text| promised_in_plain(&text)))
}

const LOOKED_AT_MAX: usize = 100_000;

/// Without the clause that asks where the answer is no: `年化收益？没有。`
fn without_what_is_answered(plain: &str) -> String {
    let is_stop = |c: char| "。！？!?\n\r".contains(c);
    let (mut said, mut rest) = (String::with_capacity(plain.len()), plain);
    while let Some(end) = rest.find(is_stop) {
        let (sentence, stopped) = rest.split_at(end);
        let stop = stopped.chars().next().map_or(0, char::len_utf8);
        rest = &stopped[stop..];
        let answer = rest.split(is_stop).next().unwrap_or_default();
        let answer = answer.trim_matches(|c: char| !c.is_alphanumeric());
        let denied = stopped.starts_with(['？', '?']) && words(ANSWERED_NO).any(|no| no == answer);
        let asked = if denied { sentence.rfind(|c| "，,；;：:".contains(c)).unwrap_or(0) } else { end };
        said.push_str(&sentence[..asked]);
        said.push_str(&stopped[..stop]);
    }
    said.push_str(rest);
    said
}

const ANSWERED_NO: &str = "没有|没有的|没|无|不|不是|不保|不会|不承诺|不保证|不存在|没这回事|没有这回事|没有的事|谁也不保证|没人保证|没有人保证|\
    no|none|nope|never|not at all|no it is not|not here|not promised|nobody promises that|there is none";

fn promised_in_plain(plain: &str) -> Option<String> {
    let is_stop = |c| "。！？!?\n\r".contains(c);
    let mut sentences = plain.split(is_stop);
    let of_clause = sentences.find_map(|sentence| {
        let mut before = "";
        sentence.split(|c| "，；,;()（）".contains(c)).find_map(|clause| {
            let found = stretches(clause).find_map(|stretch| promised_in_clause(stretch, before));
            before = clause;
            found
        })
    });
    // A sum that grows, and how sure a rate is, are told across commas.
    let told = |sentence| {
        let sure = || promises_sure::zh(sentence).or_else(|| promises_sure::en(sentence));
        let growing = || promises_zh::growing_in(sentence).or_else(|| promises_en::growing_in(sentence));
        let bare = || promises_bare::zh(sentence).or_else(|| promises_bare::en(sentence));
        let paired =
            || promises_pairs_zh::promised_in(sentence).or_else(|| promises_pairs_en::promised_in(sentence));
        growing()
            .or_else(sure)
            .or_else(|| promises_back::with_more(sentence))
            .or_else(bare)
            .or_else(|| promises_de::promised_in(sentence))
            .or_else(paired)
    };
    // A price and what is paid for the same unit later stand in sentences of their own.
    let bought_back =
        || promises_pairs_zh::bought_back(plain).or_else(|| promises_pairs_en::bought_back(plain));
    of_clause
        .or_else(|| plain.split(is_stop).find_map(|sentence| stretches(sentence).find_map(told)))
        .or_else(bought_back)
}

/// `before` is the clause before it in the sentence: what is given back where a goal is missed is no promise.
fn promised_in_clause(clause: &str, before: &str) -> Option<String> {
    promises_zh::promised_in_clause(clause, before)
        .or_else(|| promises_en::promised_in_clause(clause, promises_back::is_case(before)))
        .or_else(|| promises_back::in_clause(clause, before))
}

/// Whether a text has words that mean one thing only in the terms of a part: 保本, 稳赚, a guaranteed return.
pub(crate) fn never_harmless(text: &str) -> bool {
    let plain = plain(text);
    is_strong(&plain) || unmasked(&plain).is_some_and(|text| is_strong(&text))
}

fn is_strong(plain: &str) -> bool {
    let mut clauses = plain.split(|c| "，。；！？,;!?\n\r()（）".contains(c));
    clauses.any(|clause| {
        stretches(clause).any(|stretch| promises_zh::is_strong(stretch) || promises_en::is_strong(stretch))
    })
}

/// As `promised_in`, of what members say to each other: who asks whether something is guaranteed promises nothing, so a clause
/// that is a question is left out, and with `还是…`, `or …` the clause before it. What else stands in the sentence is not.
pub fn promised_in_talk(text: &str) -> Option<String> {
    let signs: Vec<char> = folded(text).collect();
    let mut clauses: Vec<&[char]> = Vec::new();
    let mut from = 0;
    for (at, sign) in signs.iter().enumerate() {
        let marked = "，。；！？,;!?\n\r()（）".contains(*sign) || (*sign == '.' && ends_here(&signs, at));
        // 保本吗 in a row with what follows; a mark behind it belongs to it.
        let asked = *sign == '吗' && !signs.get(at + 1).is_some_and(|next| "？?，,。！!".contains(*next));
        if marked || asked {
            clauses.push(&signs[from..=at]);
            from = at + 1;
        }
    }
    clauses.push(&signs[from..]);
    let mut said = String::with_capacity(text.len());
    let mut held = "";
    let written: Vec<String> = clauses.iter().map(|clause| clause.iter().collect()).collect();
    for clause in &written {
        let asks = is_question(clause, held);
        if asks != Some(Asks::WithTheClauseBefore) {
            said.push_str(held);
        }
        held = clause;
        if asks.is_some() {
            said.push('\n');
            held = "";
        }
    }
    said.push_str(held);
    promised_in(&said)
}

fn ends_here(signs: &[char], at: usize) -> bool {
    signs.get(at + 1).is_none_or(|next| next.is_whitespace())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Alone,
    /// `这个是保本的，还是会亏？`
    WithTheClauseBefore,
}

const ASKING: [&str; 12] = [
    "吗",
    "还是",
    "是否",
    "是不是",
    "能不能",
    "会不会",
    "有没有",
    "可不可以",
    "真的",
    "怎么",
    "为什么",
    "多少",
];
/// In them 么 is no particle: `还等什么`.
const ENDING_IN_ME: [&str; 6] = ["什么", "怎么", "这么", "那么", "多么", "要么"];

/// Whether a clause asks, by its own words: `这个保本吗`, `is it guaranteed?`. A mark alone makes no question: `稳赚，懂？`.
fn is_question(clause: &str, before: &str) -> Option<Asks> {
    let marked = clause.ends_with(['？', '?']);
    let closed = clause.ends_with(|c: char| "，。；！,;!.()（）".contains(c));
    let bare = clause.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_start();
    // `稳赚你知道吗` asks nothing.
    let told = ["知道吗", "懂吗", "明白吗", "晓得吗"].iter().any(|word| bare.ends_with(word));
    let particle = bare.ends_with('吗') && !told
        || bare.ends_with('么') && !ENDING_IN_ME.iter().any(|word| bare.ends_with(word))
        // `还保本呢` boasts, with a stop or without.
        || bare.ends_with('呢') && (marked || !closed && asks_without_a_mark(bare));
    let asks = particle || marked && (ASKING.iter().any(|word| bare.contains(word)) || begins_asking(bare));
    let joined = before.ends_with(['，', ','])
        && (bare.starts_with("还是") || bare.starts_with("or ") && begins_asking(before));
    match (marked || particle) && joined {
        true => Some(Asks::WithTheClauseBefore),
        false => asks.then_some(Asks::Alone),
    }
}

/// `那固定收益呢`, `保不保本呢`, `还是会亏呢`.
fn asks_without_a_mark(clause: &str) -> bool {
    let signs: Vec<char> = clause.chars().collect();
    let either = signs.windows(3).any(|three| three[1] == '不' && three[0] == three[2]);
    either || clause.starts_with('那') || clause.starts_with("还是")
}

/// `Do we get`, `and is there`; not `you will get`.
fn begins_asking(clause: &str) -> bool {
    let begins = [
        "is", "are", "was", "were", "does", "do", "did", "will", "would", "can", "could", "has", "have",
        "how", "what", "why", "who", "where", "when", "which",
    ];
    let mut words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| ["and", "so", "but", "or"].contains(word));
    words.next().is_some_and(|word| begins.contains(&word))
}

/// Signs of a text that are looked at together. Nobody promises in a longer breath, and what is looked for in one takes time
/// with the square of its length: a text without any stop would hold up everybody else.
const STRETCH_SIGNS: usize = 600;

/// Stretches of a text, each half over the one before.
fn stretches(text: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> =
        text.char_indices().map(|(at, _)| at).step_by(STRETCH_SIGNS / 2).chain([text.len()]).collect();
    let count = starts.len().saturating_sub(2).max(1);
    (0..count).map(move |at| &text[starts[at]..*starts.get(at + 2).unwrap_or(&text.len())])
}

#[cfg(test)]
#[path = "promises_bare_tests.rs"]
mod bare_tests;
#[cfg(test)]
#[path = "promises_judged.rs"]
mod judged;
#[cfg(test)]
#[path = "promises_kinds_tests.rs"]
mod kinds_tests;
#[cfg(test)]
#[path = "promises_pairs_tests.rs"]
mod pairs_tests;
#[cfg(test)]
#[path = "promises_sums_tests.rs"]
mod sums_tests;
#[cfg(test)]
#[path = "promises_talk_tests.rs"]
mod talk_tests;
#[cfg(test)]
#[path = "promises_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "promises_veiled_tests.rs"]
mod veiled_tests;
