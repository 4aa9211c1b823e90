//! Sums in a line of a chat or of a statement. Pure.

/// Numbers of a line, by what they may be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    /// That stand beside a sign of money.
    pub(crate) marked: Vec<i64>,
    pub(crate) all: Vec<i64>,
    pub(crate) went_out: bool,
}

impl Sums {
    /// Where the line has one sum only.
    pub(crate) fn one(&self) -> Option<i64> {
        let among = if self.marked.is_empty() { &self.all } else { &self.marked };
        let first = *among.first()?;
        among.iter().all(|sum| *sum == first).then_some(first)
    }
}

pub(crate) fn sums(line: &[char], exponent: u32) -> Sums {
    let mut sums = Sums::default();
    let mut at = 0;
    while at < line.len() {
        if !line[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = number_end(line, at);
        look(line, at, end, exponent, &mut sums);
        at = end;
    }
    sums
}

/// Digits with a point, and with commas before three more.
fn number_end(line: &[char], from: usize) -> usize {
    let digit = |at: usize| line.get(at).is_some_and(char::is_ascii_digit);
    let mut at = from;
    let mut pointed = false;
    loop {
        match line.get(at) {
            Some(c) if c.is_ascii_digit() => at += 1,
            Some('.') if !pointed && digit(at + 1) => (pointed, at) = (true, at + 1),
            Some(',') if !pointed && (1..=3).all(|n| digit(at + n)) && !digit(at + 4) => at += 1,
            _ => return at,
        }
    }
}

/// Behind a number of days, houses and things, which are no sums.
const COUNTED: [char; 23] = [
    '年', '月', '日', '号', '时', '点', '分', '秒', '栋', '楼', '室', '层', '斤', '盒', '板', '份', '个',
    '箱', '袋', '只', '%', '人', '笔',
];

fn look(line: &[char], from: usize, to: usize, exponent: u32, sums: &mut Sums) {
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let before = &line[..from];
    let (last, next) = (before.last(), line.get(to));
    // Days and times: `2026-11-26`, `10:22`.
    let joined = |c: Option<&char>| matches!(c, Some('-' | '/' | ':' | '.'));
    let in_day = (joined(last) && digit(from.checked_sub(2).and_then(|at| line.get(at))))
        || (joined(next) && digit(line.get(to + 1)));
    let text: String = line[from..to].iter().filter(|c| **c != ',').collect();
    let spaced = without_end(before);
    // Of a code, or so many of something.
    let glued = last.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '#' | '*' | '×' | '_'));
    if in_day || glued || next.is_some_and(|c| COUNTED.contains(c)) {
        return;
    }
    let Some(minor) = minor(&text, exponent) else { return };
    if minor == 0 {
        return;
    }
    let sign: &[char] = match spaced.last() {
        Some('¥' | '$' | '€' | '£') => without_end(&spaced[..spaced.len() - 1]),
        _ => spaced,
    };
    if sign.last() == Some(&'-') {
        sums.went_out = true;
        return;
    }
    let money_before = matches!(spaced.last(), Some('¥' | '$' | '€' | '£' | '+'));
    let rest: Vec<char> = line[to..].iter().copied().skip_while(|c| *c == ' ').take(3).collect();
    let money_after = matches!(rest.first(), Some('元' | '块'))
        || rest.starts_with(&['r', 'm', 'b'])
        || rest.starts_with(&['c', 'n', 'y']);
    if money_before || money_after {
        sums.marked.push(minor);
    }
    sums.all.push(minor);
}

/// Whole numbers that are written as numbers of orders are: nothing joins them to something else, and nothing behind says what they count.
pub(crate) fn lone_numbers(text: &[char]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let from = at;
        at += 1;
        if !text[from].is_ascii_digit() {
            continue;
        }
        while text.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
        }
        let joins = |c: &char| {
            c.is_ascii_alphanumeric()
                || matches!(c, '-' | '/' | ':' | '.' | '#' | '*' | '×' | '_' | '+' | '¥' | '$' | '€' | '£')
        };
        let next = text[at..].iter().find(|c| **c != ' ');
        let counts = next.is_some_and(|c| COUNTED.contains(c) || matches!(c, '元' | '块' | '幢' | '单'));
        let last = without_end(&text[..from]).last();
        let is_money = last.is_some_and(|c| matches!(c, '¥' | '$' | '€' | '£'));
        let is_joined =
            from.checked_sub(1).is_some_and(|before| joins(&text[before])) || text.get(at).is_some_and(joins);
        if !counts && !is_money && !is_joined {
            found.push(text[from..at].iter().collect());
        }
    }
    found
}

/// Without the blanks at its end.
fn without_end(text: &[char]) -> &[char] {
    let end = text.iter().rposition(|c| *c != ' ').map_or(0, |at| at + 1);
    &text[..end]
}

/// None for what no sum is written as: the number of an account, or parts that the currency does not have.
fn minor(text: &str, exponent: u32) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() > 9 || part.len() > exponent as usize || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    let part = format!("{part:0<width$}", width = exponent as usize);
    format!("{whole}{part}").parse().ok()
}
