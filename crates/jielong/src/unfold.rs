//! Lists whose line breaks were lost on the way: numbers that go on within a line begin lines of their own.

use crate::layout::Raw;
use crate::ordinal;

pub(crate) fn unfold(raws: Vec<Raw>) -> Vec<Raw> {
    let firsts: Vec<Option<u32>> = raws.iter().map(|raw| first(&raw.chars)).collect();
    let mut unfolded = Vec::with_capacity(raws.len());
    for (at, raw) in raws.into_iter().enumerate() {
        let places = places(&raw.chars, firsts[at], &firsts[at + 1..]);
        if places.is_empty() {
            unfolded.push(raw);
            continue;
        }
        let mut from = 0;
        for to in places.into_iter().chain([raw.chars.len()]) {
            let part: Vec<char> = raw.chars[from..to].iter().collect::<String>().trim().chars().collect();
            if !part.is_empty() {
                let original = if from == 0 && to == raw.chars.len() { raw.original.clone() } else { part.iter().collect() };
                unfolded.push(Raw { chars: part, original, apart: raw.apart && from == 0, ..raw.clone() });
            }
            from = to;
        }
    }
    unfolded
}

fn first(chars: &[char]) -> Option<u32> {
    ordinal::read(chars).filter(|found| found.sure).map(|found| found.value)
}

/// Where the numbers of further lines stand: each one more than the last, after a blank, with a mark.
fn places(chars: &[char], own: Option<u32>, later: &[Option<u32>]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = own.map_or(1, |own| own + 1);
    let missing = |value: u32| !later.contains(&Some(value));
    for at in 1..chars.len() {
        let begins = chars[at].is_ascii_digit() && matches!(chars[at - 1], ' ' | ',' | '。' | ';');
        let Some(ordinal) = Some(at).filter(|_| begins).and_then(|at| ordinal::read(&chars[at..])) else {
            continue;
        };
        if ordinal.sure && ordinal.value == next && missing(next) {
            found.push(at);
            next += 1;
        }
    }
    // One alone in a heading is a number of something.
    if own.is_none() && found.len() < 2 && later.first().copied().flatten() != Some(next) {
        found.clear();
    }
    found
}
