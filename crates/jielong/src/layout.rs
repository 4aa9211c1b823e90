//! Which lines are the heading, which begin an order, which only follow one, and whose message they are in.

use crate::ordinal::{self, Kind, Ordinal};
use crate::plain::{is_han, is_word, plain, text};
use crate::price;
use crate::section;
use crate::sender::{Sender, has_amount, senders};
use crate::unfold;
use std::collections::{HashMap, HashSet};

/// A line as pasted and as read.
#[derive(Debug, Clone)]
pub(crate) struct Raw {
    pub number: usize,
    pub original: String,
    pub chars: Vec<char>,
    /// Struck through, all of it that matters.
    pub struck: bool,
    /// A blank line stood before it.
    pub apart: bool,
    /// Set in from the margin.
    pub indented: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub raw: Raw,
    pub ordinal: Option<u32>,
    /// Who sent the message this line is in.
    pub sender: Option<String>,
    /// What follows before the next entry and may belong to it.
    pub tail: Vec<Raw>,
    /// Of several lists, one below the other, the one it is in.
    pub section: usize,
}

#[derive(Debug, Default, Clone)]
pub(crate) struct Layout {
    pub heading: Vec<Raw>,
    /// Headings of the lists below the first.
    pub below: Vec<Vec<Raw>>,
    pub entries: Vec<Entry>,
    /// Lines of this list have numbers.
    pub numbered: bool,
    /// How lines are to be written: 格式:姓名+款式+尺码.
    pub hints: String,
    /// Copied from a chat, with who and when.
    pub chat: bool,
}

pub(crate) fn lay_out(input: &str) -> Layout {
    let raws = unfold::unfold(raws(input));
    let senders: Vec<Option<Sender>> = senders(&raws);
    let chat = senders.iter().flatten().any(|sender| sender.timed);
    let ordinals = ordinals(&raws, &senders);
    let offers = numbered_offers(&raws, &ordinals);
    let numbered =
        ordinals.iter().enumerate().filter(|(at, one)| one.is_some() && !offers.contains(at)).count();
    let mut layout = Layout { numbered: numbered > 0, chat, ..Layout::default() };
    if numbered == 0 && !chat {
        let sold = offers.iter().max().map_or(0, |last| last + 1);
        unnumbered(raws, sold, &mut layout);
        return layout;
    }
    let mut sender: Option<String> = None;
    let mut fresh = false;
    for (at, raw) in raws.into_iter().enumerate() {
        if let Some(found) = &senders[at] {
            sender = Some(found.name.clone());
            fresh = true;
            if found.message.is_empty() {
                continue;
            }
            let raw = Raw { chars: found.message.clone(), ..raw };
            let again = ordinal::read(&raw.chars).filter(|ordinal| ordinal.sure);
            fresh = false;
            match again {
                Some(ordinal) => {
                    layout.entries.push(entry(cut(raw, ordinal.end), Some(ordinal.value), sender.clone()))
                }
                None if is_heading(&raw.chars, &layout) => layout.heading.push(raw),
                None => layout.entries.push(entry(raw, None, sender.clone())),
            }
            continue;
        }
        if offers.contains(&at) {
            layout.heading.push(raw);
            continue;
        }
        if let Some(ordinal) = ordinals[at] {
            let example = is_example(&raw.chars[ordinal.end.min(raw.chars.len())..]);
            if !example {
                layout.entries.push(entry(cut(raw, ordinal.end), Some(ordinal.value), sender.clone()));
            }
            fresh = false;
            continue;
        }
        if is_example(&raw.chars) || is_aside(&raw.chars) {
            layout.hints.push_str(&text(&raw.chars));
            continue;
        }
        if sender.is_some() && fresh && !is_heading(&raw.chars, &layout) {
            fresh = false;
            layout.entries.push(entry(raw, None, sender.clone()));
            continue;
        }
        match layout.entries.last_mut() {
            Some(last) if raw.chars.first().is_none_or(|c| *c != '#') => last.tail.push(raw),
            Some(_) => {}
            None => layout.heading.push(raw),
        }
    }
    section::part(&mut layout);
    section::added(&mut layout);
    layout
}

fn entry(raw: Raw, ordinal: Option<u32>, sender: Option<String>) -> Entry {
    Entry { raw, ordinal, sender, tail: Vec::new(), section: 0 }
}

fn cut(mut raw: Raw, end: usize) -> Raw {
    let own = ordinal::read(&raw.chars).map(|one| one.value);
    raw.chars.drain(..end.min(raw.chars.len()));
    // 17. 17. 阿玲: the chat program's and their own.
    if let Some(again) = ordinal::read(&raw.chars).filter(|again| again.sure && Some(again.value) == own) {
        raw.chars.drain(..again.end.min(raw.chars.len()));
    }
    raw
}

fn raws(input: &str) -> Vec<Raw> {
    let mut raws = Vec::new();
    let mut apart = false;
    for (index, line) in input.lines().enumerate() {
        let shown = line;
        let line = beginning(line);
        let indented = line.starts_with([' ', '\u{3000}', '\t']);
        let (marked, crossed) = uncrossed(line);
        let (chars, struck) = unstruck(&without_faces(&marked));
        let struck = struck || crossed;
        let chars: Vec<char> = text(&chars).trim().chars().collect();
        if chars.is_empty() {
            apart = true;
            continue;
        }
        raws.push(Raw { number: index + 1, original: shown.to_owned(), chars, struck, apart, indented });
        apart = false;
    }
    raws
}

/// As much of a line as is read: what is longer is no order, and no heading that anybody wrote.
fn beginning(line: &str) -> &str {
    const CHARS_MAX: usize = 2_000;
    line.char_indices().nth(CHARS_MAX).map_or(line, |(at, _)| &line[..at])
}

/// Without a cross or a word in brackets that says the line is void.
fn uncrossed(line: &str) -> (String, bool) {
    // 语文🉑 数学🉑 字帖❌: of several only that one.
    let kept = line.contains(['✅', '✔', '🉑', '√', '👌', '☑', '⭕']);
    let crosses = line.chars().filter(|c| matches!(c, '❌' | '❎')).count();
    if kept && crosses > 0 && !line.trim_start().starts_with(['❌', '❎']) {
        return (line.replace(['❌', '❎'], "不要 "), false);
    }
    if crosses > 0 {
        return (line.replace(['❌', '❎'], ""), true);
    }
    let trimmed = line.trim_start();
    let last = trimmed.trim_end().strip_suffix([')', '）', ']', '】']).and_then(|rest| rest.rsplit_once(['(', '（', '[', '【']));
    if let Some((before, word)) = last
        && before.chars().filter(|c| is_word(*c) && !c.is_ascii_digit()).count() > 1
        && ["已取消", "取消", "取消了", "已退", "作废", "已作废", "退了", "不要了"].contains(&word.trim())
    {
        return (before.to_owned(), true);
    }
    let status =
        trimmed.strip_prefix(['[', '【', '(', '（']).and_then(|rest| rest.split_once([']', '】', ')', '）']));
    match status {
        Some((word, rest))
            if word.chars().count() <= 4
                && ["取消", "作废", "已退", "删除", "划掉"].iter().any(|void| word.contains(void)) =>
        {
            (rest.to_owned(), true)
        }
        _ => (line.to_owned(), false),
    }
}

/// Without the faces that a chat program copies as words: [抱拳].
fn without_faces(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let after = &rest[open + 1..];
        let close = after.find(']').filter(|close| {
            let inside = &after[..*close];
            let placed = inside.contains(['栋', '楼', '座', '室', '号', '组', '部', '群']);
            (1..=4).contains(&inside.chars().count()) && inside.chars().all(is_han) && !placed
        });
        let starts = kept.trim().is_empty() && rest[..open].trim().is_empty();
        match close.filter(|_| !starts) {
            Some(close) => {
                kept.push_str(&rest[..open]);
                kept.push(' ');
                rest = &after[close + 1..];
            }
            None => {
                kept.push_str(&rest[..=open]);
                rest = after;
            }
        }
    }
    kept + rest
}

/// Without the marks of striking out. What is struck on a line that says more is left out; a line whose order is
/// struck is so as a whole.
fn unstruck(line: &str) -> (Vec<char>, bool) {
    let combining = line.chars().filter(|c| matches!(c, '\u{0336}' | '\u{0335}')).count();
    if combining > 1 {
        return (plain(line), true);
    }
    let chars = plain(line);
    let marked = text(&chars);
    for mark in ["~~", "<s>", "<del>", "--"] {
        let close = mark.replace('<', "</");
        let Some((before, rest)) = marked.split_once(mark) else { continue };
        let (inside, after) = match rest.split_once(close.as_str()) {
            Some(found) => found,
            None if mark == "~~" => (rest, ""),
            None => continue,
        };
        // Two dashes also part a name from an order.
        if mark == "--" && (inside.trim().is_empty() || !after.trim().is_empty()) {
            continue;
        }
        let outside: Vec<char> = before.chars().chain(after.chars()).collect();
        let from = ordinal::read(&outside).map_or(0, |ordinal| ordinal.end);
        let said = text(&outside[from.min(outside.len())..]);
        let words = said.split([' ', ':', ',', '、']).filter(|word| word.chars().any(is_word)).count();
        let gone = inside.chars().any(is_word);
        if !gone {
            return (outside, false);
        }
        let numbers = said.chars().any(|c| c.is_ascii_digit() || crate::number::is_chinese(c));
        if words <= 1 || !numbers {
            return (format!("{before}{inside}{after}").chars().collect(), true);
        }
        return (outside, false);
    }
    (chars, false)
}

/// The numbers of lines. Those not sure by their mark count where they go on from the one before.
fn ordinals(raws: &[Raw], senders: &[Option<Sender>]) -> Vec<Option<Ordinal>> {
    let all: Vec<Option<Ordinal>> = raws
        .iter()
        .zip(senders)
        .map(|(raw, sender)| if sender.is_some() { None } else { ordinal::read(&raw.chars) })
        .collect();
    // Where most lines have a small number without a mark, all of them are numbered, in whatever order.
    let loose: Vec<&Ordinal> = all.iter().flatten().filter(|one| !one.sure).collect();
    let small = loose.iter().filter(|one| one.value as usize <= raws.len() * 2 + 10).count();
    let all_loose = loose.len() >= 4 && loose.len() * 2 >= raws.len() && small * 4 >= loose.len() * 3;
    let mut last: Option<u32> = None;
    let mut found = Vec::with_capacity(all.len());
    for (at, one) in all.iter().enumerate() {
        let kept = one.filter(|one| {
            let follows = last.is_some_and(|last| one.value >= last && one.value <= last + 10);
            // A first one is believed when the next goes on.
            let begins = last.is_none_or(|_| one.value == 1)
                && all[at + 1..]
                    .iter()
                    .take(4)
                    .flatten()
                    .any(|next| next.value == one.value + 1 && next.kind == one.kind);
            one.sure || follows || begins || all_loose
        });
        if let Some(one) = kept {
            last = Some(one.value);
        }
        found.push(kept);
    }
    found
}

/// Lines with numbers that name what is sold: all before the numbers begin again, or are of another kind.
fn numbered_offers(raws: &[Raw], ordinals: &[Option<Ordinal>]) -> HashSet<usize> {
    let circled = |raw: &Raw| raw.chars.iter().filter(|c| ('①'..='⑳').contains(*c)).count();
    // ①红烧肉饭22 ②黄焖鸡饭20: several on one line.
    let several: HashSet<usize> = ordinals
        .iter()
        .enumerate()
        .take_while(|(_, one)| one.is_none_or(|one| one.kind == Kind::Circled))
        .filter(|(at, one)| one.is_some() && circled(&raws[*at]) > 1 && price::find(&raws[*at].chars).len() > 1)
        .map(|(at, _)| at)
        .collect();
    let mut found = numbered_lines(raws, ordinals, &several);
    found.extend(several);
    found
}

fn numbered_lines(
    raws: &[Raw],
    ordinals: &[Option<Ordinal>],
    several: &HashSet<usize>,
) -> HashSet<usize> {
    let numbered: Vec<(usize, Ordinal)> = ordinals
        .iter()
        .enumerate()
        .filter(|(at, _)| !several.contains(at))
        .filter_map(|(at, one)| one.map(|one| (at, one)))
        .collect();
    let Some((_, first)) = numbered.first() else { return HashSet::new() };
    let ends = numbered.windows(2).position(|pair| {
        let (a, b) = (pair[0].1, pair[1].1);
        b.kind != a.kind && (b.value <= 1 || first.kind == Kind::Named) || b.value <= a.value && b.value <= 1
    });
    let rest = |(at, one): &(usize, Ordinal)| raws[*at].chars[one.end.min(raws[*at].chars.len())..].to_vec();
    let run: Vec<(usize, Ordinal)> = match ends {
        Some(end) => numbered[..=end].to_vec(),
        None => numbered
            .iter()
            .take_while(|(at, one)| {
                let line = &raws[*at].chars[one.end.min(raws[*at].chars.len())..];
                sells(line)
            })
            .copied()
            .collect(),
    };
    let priced = |line: &[char]| price::find(line).iter().any(|found| !found.name.trim().is_empty());
    let lines: Vec<Vec<char>> = run.iter().map(rest).collect();
    let fits = match ends {
        Some(end) => {
            let later: HashSet<Vec<char>> = numbered[end + 1..].iter().map(rest).collect();
            let copied = lines.iter().filter(|line| later.contains(*line)).count();
            let said = lines.iter().filter(|line| sells(line)).count();
            let priced = lines.iter().filter(|line| priced(line)).count();
            let before = raws[..run[0].0].iter().any(|raw| !price::find(&raw.chars).is_empty());
            let kinds = numbered.get(end + 1).is_some_and(|(_, next)| next.kind != first.kind);
            let named = kinds && lines.len() > 1 || mentioned(&lines, &later);
            copied * 2 < lines.len().max(1)
                && !before
                && (said * 5 >= lines.len() * 4
                    || priced == lines.len() && named
                    || first.kind == Kind::Named && named)
        }
        None => {
            // All that have numbers are sold, and those who order have none.
            let all = numbered.len() >= 2
                && numbered.iter().map(rest).all(|line| price::find(&line).len() == 1 && priced(&line));
            let after = raws[numbered[numbered.len() - 1].0 + 1..].iter();
            let orders = after
                .filter(|raw| raw.chars.iter().any(|c| c.is_ascii_digit() || crate::number::is_chinese(*c)))
                .count();
            if all && orders >= 2 {
                return numbered.into_iter().map(|(at, _)| at).collect();
            }
            run.len() >= 2 && run.len() < numbered.len()
        }
    };
    if fits { run.into_iter().map(|(at, _)| at).collect() } else { HashSet::new() }
}

/// A price by the piece: 25元/盒, 25一盒.
pub(crate) fn sells(line: &[char]) -> bool {
    price::find(line)
        .iter()
        .any(|found| found.said && !found.unit.is_empty() && found.name.chars().any(is_word))
}

/// Half of the later lines name something of the earlier ones.
fn mentioned(lines: &[Vec<char>], later: &HashSet<Vec<char>>) -> bool {
    let mut pairs: HashMap<(char, char), usize> = HashMap::new();
    for line in lines {
        for pair in line.windows(2).filter(|pair| pair.iter().all(|c| is_word(*c) && !c.is_ascii_digit())) {
            *pairs.entry((pair[0], pair[1])).or_default() += 1;
        }
    }
    let numbers = |line: &Vec<char>| line.iter().filter(|c| **c == '号').count() > 0;
    let naming = later
        .iter()
        .filter(|line| line.windows(2).any(|pair| pairs.contains_key(&(pair[0], pair[1]))) || numbers(line))
        .count();
    naming * 2 >= later.len().max(1)
}

fn is_heading(line: &[char], layout: &Layout) -> bool {
    let opens = line.first() == Some(&'#');
    let prices = price::find(line);
    let priced = prices.iter().any(|found| found.said && !found.unit.is_empty()) || prices.len() > 1;
    let called =
        ["接龙", "开团", "团购", "报名", "来啦", "有货"].iter().any(|word| text(line).contains(word));
    opens || layout.entries.is_empty() && (priced || called)
}

/// 例 张三 2份: shows how it is done.
fn is_example(line: &[char]) -> bool {
    let line = text(line);
    let line = line.trim_start_matches(['(', '[', ' ', '*', '#', '0', '.', '、']);
    let lower = line.to_lowercase();
    if ["e.g", "eg.", "eg:", "ex:", "ex.", "example", "sample"].iter().any(|word| lower.starts_with(word)) {
        return true;
    }
    ["例", "示例", "格式", "范例", "模板", "例如", "比如", "举例", "参考格式", "接龙格式", "样例"].iter().any(
        |word| {
            line.strip_prefix(word).is_some_and(|rest| {
                rest.starts_with([':', ' ', ',', ')', ']', '.', '、', '如', '子', '接']) || rest.is_empty()
            })
        },
    )
}

/// Lines of a chat that are no message: a date between dashes, somebody took back a message.
fn is_aside(line: &[char]) -> bool {
    let words = line
        .iter()
        .filter(|c| is_word(**c) && !c.is_ascii_digit() && !matches!(c, '年' | '月' | '日'))
        .count();
    let dashes = line.iter().filter(|c| **c == '-').count();
    let text = text(line);
    let quoted = line.first() == Some(&'"') && line.last() == Some(&'"') && line.contains(&':');
    (dashes >= 4 && words == 0) || quoted || text.contains("撤回了一条消息") || text.contains("加入了群聊")
}

/// After the last line that says a price, no more than two others between; or else the first with several bare
/// numbers: later ones are orders that look like it.
fn prices_end(raws: &[Raw]) -> usize {
    let mut end = 0;
    for (at, raw) in raws.iter().enumerate().take(60) {
        if at > end + 2 {
            break;
        }
        if sells(&raw.chars) && !raw.struck {
            end = at + 1;
        }
    }
    if end > 0 {
        return end;
    }
    let bare = |raw: &Raw| price::find(&raw.chars).len();
    if let Some(at) = raws.iter().take(3).position(|raw| bare(raw) >= 2) {
        return at + 1;
    }
    let single =
        raws.iter().skip(1).take_while(|raw| bare(raw) == 1 && !has_amount(&text(&raw.chars))).count();
    let named = raws.first().is_some_and(|raw| bare(raw) == 0);
    // 草莓 20, 蓝莓 25, each on its line below a title; a sign-up list looks so, too, but its numbers are small.
    let dear = raws.iter().skip(1).take(single).all(|raw| {
        price::find(&raw.chars).iter().all(|one| one.price.is_some_and(|price| price.e4 > 50_000))
    });
    if named && dear && (2..raws.len() - 1).contains(&(single + 1)) { single + 1 } else { 0 }
}

/// A list without numbers: what comes after the prices, or after the first line.
fn unnumbered(raws: Vec<Raw>, sold: usize, layout: &mut Layout) {
    let count = raws.len();
    let mut first = if sold > 0 { sold } else { prices_end(&raws) };
    // Prices below the orders: the heading stands last.
    if first >= count {
        first = 0;
    }
    if first == 0 && count > 1 {
        first = usize::from(!has_amount(&text(&raws[0].chars)) || raws[0].chars.first() == Some(&'#'));
        if raws[0].chars.first() == Some(&'#') && count > 2 && !has_amount(&text(&raws[1].chars)) {
            first = 2;
        }
    }
    for (at, raw) in raws.into_iter().enumerate() {
        if at < first || raw.chars.first() == Some(&'#') {
            layout.heading.push(raw);
        } else if !is_example(&raw.chars) && !is_aside(&raw.chars) {
            layout.entries.push(entry(raw, None, None));
        }
    }
}
