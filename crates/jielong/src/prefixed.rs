//! `[小雨]：1、小雨 302 A1`, `张阿姨：2、张阿姨 a2`: who sent a line, before its number, as some chat programs copy it. Whatever follows is a
//! line, and never a thing that is sold.

use crate::layout::{Raw, sells};
use crate::ordinal::{self, Kind, Ordinal};
use crate::plain::{bare, is_word, text};
use std::collections::BTreeSet;

/// A longer one is no name.
const NAME_CHARS_MAX: usize = 16;
/// What introduces an enumeration of a heading: [温馨提示]:1、周六自提.
const LABELS: [&str; 22] = [
    "提示", "须知", "通知", "说明", "规则", "公告", "注意", "格式", "要求", "价", "规格", "款", "口味",
    "地址", "时间", "产品", "商品", "品种", "品名", "备注", "方式", "菜单",
];

struct Prefixed {
    at: usize,
    name: String,
    /// Where the number begins.
    from: usize,
    value: u32,
    /// Set off as chat programs set off who says something, or said once more behind the number.
    is_plain: bool,
}

/// Takes the senders off; answers them line by line.
pub(crate) fn without_senders(raws: &mut [Raw]) -> Vec<Option<String>> {
    let mut found: Vec<Prefixed> =
        raws.iter().enumerate().filter_map(|(at, raw)| prefixed(at, &raw.chars)).collect();
    // Without brackets a word before a number may introduce an enumeration: 须知:1、周六自提. Two such lines that count on are a list.
    let names: BTreeSet<&String> = found.iter().map(|one| &one.name).collect();
    let counts_on = names.len() > 1 && found.windows(2).all(|pair| pair[0].value < pair[1].value);
    found.retain(|one| one.is_plain || counts_on);
    let mut senders = vec![None; raws.len()];
    for one in found {
        let chars = &mut raws[one.at].chars;
        chars.drain(..one.from);
        // 1、A1 B2: nobody is called A1, so it is whoever sent it.
        let order = number_of(chars).map(|number| number.end).filter(|at| is_code(&chars[*at..]));
        if let Some(at) = order {
            let name: Vec<char> = one.name.chars().chain([' ']).collect();
            chars.splice(at..at, name);
        }
        senders[one.at] = Some(one.name);
    }
    senders
}

fn prefixed(at: usize, line: &[char]) -> Option<Prefixed> {
    let colon = line.iter().take(NAME_CHARS_MAX + 4).position(|c| *c == ':')?;
    let rest = &line[colon + 1..];
    let from = colon + 1 + rest.iter().take_while(|c| **c == ' ').count();
    let number = number_of(&line[from..])?;
    // The bracket at the edge of a line may be gone already.
    let before = text(&line[..colon]);
    let is_bracketed = before.trim_end().ends_with(']') && !before.trim_start_matches('[').contains('[');
    let name = before.trim_matches([' ', '[', ']']).to_owned();
    let is_name = name.chars().any(|c| is_word(c) && !c.is_ascii_digit())
        && name.chars().count() <= NAME_CHARS_MAX
        && !name.contains([',', '。', '!', '?', '[', ']', '(', ')'])
        && ordinal::read(line).is_none();
    let behind: String = line[from + number.end..].iter().collect();
    let (called, behind) = (bare(&name), bare(&behind));
    let is_said_again = called.chars().count() > 1 && behind.starts_with(&called);
    (is_name && !LABELS.iter().any(|label| name.contains(label)) && !sells(&line[from + number.end..]))
        .then_some(Prefixed { at, name, from, value: number.value, is_plain: is_bracketed || is_said_again })
}

/// A letter with its amount, or a sign: a2, B 1, ①.
fn is_code(order: &[char]) -> bool {
    let amount =
        |at: usize| order.get(at).is_some_and(|c| c.is_ascii_digit() || crate::number::is_chinese(*c));
    let letter = order.first().is_some_and(char::is_ascii_alphabetic);
    letter && (amount(1) || order.get(1) == Some(&' ') && amount(2))
        || order.first().is_some_and(|c| ('①'..='⑳').contains(c))
}

/// As lines are numbered, and followed by something.
fn number_of(rest: &[char]) -> Option<Ordinal> {
    let number = ordinal::read(rest).filter(|number| number.sure && number.kind == Kind::Arabic)?;
    rest[number.end..].iter().any(|c| is_word(*c)).then_some(number)
}
