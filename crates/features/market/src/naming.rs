//! Where a line names somebody, by a name or by the number of what is to be paid. Pure.

use crate::arrivals::Awaited;
use crate::payer_words::{Found, PayerWords};

/// What is quoted by its code, which is taken out of the line: its digits are no sum.
pub(crate) fn take_codes(line: &mut [char], payers: &PayerWords) -> Vec<usize> {
    let word = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = line.to_vec();
    let mut rows = Vec::new();
    for Found { from, to, rows: of } in payers.codes.find(&before) {
        if !word(from.checked_sub(1).and_then(|at| before.get(at))) && !word(before.get(to)) {
            rows.extend(of);
            line[from..to].fill(' ');
        }
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// What belongs to who is named, and whether the name stands inside of other words only. Of names the longest counts, for
/// `小雨` stands in `小雨妈` too.
pub(crate) fn named(line: &[char], awaited: &[Awaited], payers: &PayerWords) -> (Vec<usize>, bool) {
    let mut found: Vec<(Found, bool)> = Vec::new();
    for one in payers.names.find(line) {
        // 住户29 is nobody in 住户299.
        if cuts_a_number(line, one.from, one.to) {
            continue;
        }
        let whole = stands_alone(line, one.from, one.to);
        // `An` in `Bank` is nobody.
        if whole || !line[one.from..one.to].iter().all(char::is_ascii) {
            found.push((one, whole));
        }
    }
    let shadowed = |short: &Found, row: usize| {
        found.iter().any(|(long, _)| {
            let is_longer = long.from <= short.from && short.to <= long.to && *long != *short;
            is_longer && long.rows.iter().any(|other| awaited[*other].who != awaited[row].who)
        })
    };
    let kept: Vec<(usize, bool)> = found
        .iter()
        .flat_map(|(one, whole)| one.rows.iter().map(move |row| (one, *row, *whole)))
        .filter(|(one, row, _)| !shadowed(one, *row))
        .map(|(_, row, whole)| (row, whole))
        .collect();
    let inside = kept.iter().all(|(_, whole)| !whole);
    let mut rows: Vec<usize> =
        kept.iter().filter(|(_, whole)| *whole || inside).map(|(row, _)| *row).collect();
    rows.sort_unstable();
    rows.dedup();
    (rows, inside)
}

/// Digits of a name are no sum: 住户5 54.
pub(crate) fn without_names(line: &[char], payers: &PayerWords) -> Vec<char> {
    let mut left = line.to_vec();
    for Found { from, to, .. } in payers.names.find(line) {
        let name = &line[from..to];
        let is_numbered = name.iter().any(char::is_ascii_digit) && name.iter().any(|c| c.is_alphabetic());
        if is_numbered && !cuts_a_number(line, from, to) {
            left[from..to].fill(' ');
        }
    }
    left
}

/// Its first or last digit has another beside it.
fn cuts_a_number(line: &[char], from: usize, to: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(char::is_ascii_digit);
    digit(from.checked_sub(1)) && digit(Some(from)) || digit(to.checked_sub(1)) && digit(Some(to))
}

/// What people write on to a name without a blank.
const AFTER_NAMES: [&str; 9] = ["转", "付", "已", "给", "微信", "支付", "收", "补", "的订单"];
const BEFORE_NAMES: [&str; 6] = ["收到", "来自", "收", "付款人", "付款方", "from"];

pub(crate) fn stands_alone(line: &[char], from: usize, to: usize) -> bool {
    let word = |c: char| c.is_alphabetic();
    let before = &line[..from];
    let after = &line[to..];
    let begins = before.last().is_none_or(|c| !word(*c))
        || BEFORE_NAMES.iter().any(|words| before.ends_with(&words.chars().collect::<Vec<_>>()));
    let ends = after.first().is_none_or(|c| !word(*c))
        || AFTER_NAMES.iter().any(|words| after.starts_with(&words.chars().collect::<Vec<_>>()));
    begins && ends
}
