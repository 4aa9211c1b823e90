//! Lists whose line breaks were lost on the way: numbers that go on within a line begin lines of their own.

use crate::layout::Raw;
use crate::ordinal;
use crate::plain::is_han;
use crate::unit;

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
                let original = if from == 0 && to == raw.chars.len() {
                    raw.original.clone()
                } else {
                    part.iter().collect()
                };
                unfolded.push(Raw { chars: part, original, apart: raw.apart && from == 0, ..raw.clone() });
            }
            from = to;
        }
    }
    unfolded
}

/// Headings that number their things within a line: 选餐:1.红烧肉 2.糖醋鱼, ①红烧肉饭22 ②黄焖鸡饭20.
pub(crate) fn parted(heading: &[Raw]) -> Vec<Raw> {
    let mut parts = Vec::with_capacity(heading.len());
    for raw in heading {
        let places = codes(&raw.chars);
        if places.len() < 2 {
            parts.push(raw.clone());
            continue;
        }
        let mut from = 0;
        for to in places.into_iter().chain([raw.chars.len()]) {
            let part: Vec<char> = raw.chars[from..to].iter().collect::<String>().trim().chars().collect();
            if !part.is_empty() {
                parts.push(Raw { chars: part, ..raw.clone() });
            }
            from = to;
        }
    }
    parts
}

/// Where 1, 2, 3 and so on stand before names.
fn codes(chars: &[char]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut plain = 0;
    for at in 0..chars.len() {
        let next = found.len() as u32 + 1;
        let circled = u32::from(chars[at]) == 0x245f + next;
        let begins = at == 0 || matches!(chars[at - 1], ' ' | ':' | ',' | ';' | '、' | '(');
        let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let value: u32 = chars[at..at + digits].iter().collect::<String>().parse().unwrap_or(0);
        let mark = chars.get(at + digits).copied().unwrap_or(' ');
        let marked = matches!(mark, '.' | '、' | ':' | ')')
            && !chars.get(at + digits + 1).is_some_and(char::is_ascii_digit);
        let numbered = begins && digits > 0 && value == next && (marked || is_han(mark));
        if circled || numbered {
            plain += usize::from(numbered && !marked);
            found.push(at);
        }
    }
    // Without marks three are needed, and no unit after the numbers.
    let units = found.iter().any(|at| unit::read(chars, at + 1, &[]).is_some());
    if plain > 0 && (found.len() < 3 || units) {
        found.clear();
    }
    found
}

fn first(chars: &[char]) -> Option<u32> {
    ordinal::read(chars).filter(|found| found.sure).map(|found| found.value)
}

/// Where the numbers of further lines stand: each one more than the last, after a blank, with a mark.
fn places(chars: &[char], own: Option<u32>, later: &[Option<u32>]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = own.map_or(1, |own| own + 1);
    let missing = |value: u32| !later.contains(&Some(value));
    // 1.张敏 草莓2盒2.苗苗妈 鸡蛋1板3.小王: without blanks, where one goes on after the other.
    let mut tight = Vec::new();
    let mut follows = own.map_or(1, |own| own + 1);
    for at in 1..chars.len() {
        let begins = chars[at].is_ascii_digit() && !chars[at - 1].is_ascii_digit() && chars[at - 1] != '.';
        let Some(ordinal) = Some(at).filter(|_| begins).and_then(|at| ordinal::read(&chars[at..])) else {
            continue;
        };
        let named =
            chars.get(at + ordinal.end).is_some_and(|c| crate::plain::is_word(*c) && !c.is_ascii_digit());
        if ordinal.sure && named && ordinal.value == follows && missing(follows) {
            tight.push(at);
            follows += 1;
        }
    }
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
    if tight.len() >= 3 && tight.len() > found.len() {
        return tight;
    }
    // One alone in a heading is a number of something.
    if own.is_none() && found.len() < 2 && later.first().copied().flatten() != Some(next) {
        found.clear();
    }
    found
}
