//! Which lines are the heading, which begin an order, which only follow one, and whose message they are in.

use crate::columns;
use crate::numbered::numbered_offers;
use crate::ordinal::{self, Kind, Ordinal};
use crate::plain::{is_word, text, traditional};
use crate::prefixed;
use crate::price;
use crate::raws::raws;
use crate::section;
use crate::sender::{Sender, senders};
use crate::unfold;
use crate::unnumbered::unnumbered;
use std::collections::HashSet;

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
    /// Lines as they were written, where letters are read as others.
    pub written: String,
    /// Copied from a chat, with who and when.
    pub chat: bool,
    /// Who sent the heading.
    pub host: Option<String>,
}

pub(crate) fn lay_out(input: &str) -> Layout {
    let mut raws = without_bullets(unfold::unfold(columns::unrolled(said_by_people(raws(input)))));
    let sent_by = prefixed::without_senders(&mut raws);
    let mut senders: Vec<Option<Sender>> = senders(&raws);
    let stamped = stamp_above_a_list(&raws, &senders);
    let host = senders.first().cloned().flatten().filter(|_| stamped > 0).map(|host| host.name);
    raws.drain(..stamped);
    senders.drain(..stamped);
    let sent_by = &sent_by[stamped..];
    let chat = senders.iter().flatten().any(|sender| sender.timed);
    let ordinals = without_codes(ordinals(&raws, &senders), &raws, &senders);
    let offers = numbered_offers(&raws, &ordinals);
    let numbered =
        ordinals.iter().enumerate().filter(|(at, one)| one.is_some() && !offers.contains(at)).count();
    let written = traditional(input);
    let mut layout = Layout { numbered: numbered > 0, chat, written, host, ..Layout::default() };
    if numbered == 0 && !chat {
        let sold = offers.iter().max().map_or(0, |last| last + 1);
        unnumbered(raws, sold, &mut layout);
        without_tails(&mut layout);
        return layout;
    }
    let opening = opening(&raws, &senders, &ordinals, &offers);
    let mut sender: Option<String> = None;
    let mut fresh = false;
    for (at, raw) in raws.into_iter().enumerate() {
        // Who sent a heading with the list below it has not written its lines.
        if at == opening.end && !opening.is_empty() {
            sender = None;
        }
        if let Some(found) = &senders[at] {
            sender = Some(found.name.clone());
            fresh = true;
            if found.message.is_empty() {
                continue;
            }
            let raw = Raw { chars: found.message.clone(), ..raw };
            // ①2 ③1, where ① and ③ are sold, is an order.
            let coded = layout.heading.iter().filter(|raw| is_circled(&raw.chars)).count() >= 2;
            let code = coded && is_circled(&raw.chars);
            let again = ordinal::read(&raw.chars).filter(|ordinal| ordinal.sure && !code);
            fresh = false;
            match again {
                Some(ordinal) => {
                    layout.entries.push(entry(cut(raw, ordinal.end), Some(ordinal.value), sender.clone()))
                }
                None if is_heading(&raw.chars, &layout) => {
                    layout.host = layout.host.take().or_else(|| sender.clone());
                    layout.heading.push(raw);
                }
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
                let own = sender.clone().filter(|_| !is_empty_number(&raw.chars));
                let sender = sent_by[at].clone().or(own);
                layout.entries.push(entry(cut(raw, ordinal.end), Some(ordinal.value), sender));
            }
            fresh = false;
            continue;
        }
        if is_example(&raw.chars) || is_aside(&raw.chars) {
            layout.hints.push_str(&(text(&raw.chars) + "\n"));
            continue;
        }
        if sender.is_some() && fresh && !opening.contains(&at) && !is_heading(&raw.chars, &layout) {
            fresh = false;
            layout.entries.push(entry(raw, None, sender.clone()));
            continue;
        }
        match layout.entries.last_mut() {
            Some(last) if raw.chars.first().is_none_or(|c| *c != '#') => last.tail.push(raw),
            Some(_) => {}
            None => {
                layout.host = layout.host.take().or_else(|| sender.clone());
                layout.heading.push(raw);
            }
        }
    }
    section::part(&mut layout);
    section::added(&mut layout);
    without_tails(&mut layout);
    layout
}

/// Without what a chat program says, and without empty numbers where no line has a number with words behind it.
fn said_by_people(raws: Vec<Raw>) -> Vec<Raw> {
    let is_numbered =
        |raw: &Raw| ordinal::read(&raw.chars).is_some_and(|one| one.sure) && !is_empty_number(&raw.chars);
    let numbered = raws.iter().any(is_numbered);
    let (mut kept, mut apart) = (Vec::with_capacity(raws.len()), false);
    for mut raw in raws {
        let number = !numbered && is_empty_number(&raw.chars);
        if number || crate::sender::is_of_the_program(&raw.original) {
            apart |= raw.apart;
            continue;
        }
        raw.apart |= std::mem::take(&mut apart);
        kept.push(raw);
    }
    kept
}

/// `15.`: a place that nobody has taken.
fn is_empty_number(line: &[char]) -> bool {
    let digits = line.iter().take_while(|c| c.is_ascii_digit()).count();
    let marked = matches!(line.get(digits), Some('.' | '、' | ')'));
    (1..=3).contains(&digits) && marked && !line[digits..].iter().any(|c| is_word(*c))
}

/// How many lines say who sent the one message that all of this is, above a list with words or things of its own: who sent it has ordered
/// none of it.
fn stamp_above_a_list(raws: &[Raw], senders: &[Option<Sender>]) -> usize {
    let alone = |one: &&Option<Sender>| one.as_ref().is_some_and(|one| one.message.is_empty());
    let stamped = senders.iter().take_while(alone).count();
    if stamped == 0 || senders[stamped..].iter().any(Option::is_some) {
        return 0;
    }
    let numbered = |raw: &Raw| ordinal::read(&raw.chars).is_some_and(|one| one.sure);
    let rest = &raws[stamped..];
    let heads = rest.first().is_some_and(|first| !numbered(first) || sells(&first.chars));
    let is_list = rest.iter().any(numbered) || rest.len() > 2 && rest.iter().any(|raw| sells(&raw.chars));
    if heads && is_list { stamped } else { 0 }
}

/// The first message of a chat, where it says what is sold and for how much: all of it is the heading. What stands above the numbered lines
/// of that message is so, whatever it says.
fn opening(
    raws: &[Raw],
    senders: &[Option<Sender>],
    ordinals: &[Option<Ordinal>],
    offers: &HashSet<usize>,
) -> std::ops::Range<usize> {
    let alone = |at: &usize| senders[*at].as_ref().is_some_and(|sender| sender.message.is_empty());
    let Some(first) = (0..raws.len().min(3)).find(alone) else { return 0..0 };
    let from = first + 1 + (first + 1..raws.len()).take_while(alone).count();
    let to = (from..raws.len()).find(|at| senders[*at].is_some()).unwrap_or(raws.len());
    if first == 0
        && let Some(line) = (from..to).find(|at| ordinals[*at].is_some() && !offers.contains(at))
    {
        return from..line;
    }
    let priced = |at: usize| {
        let prices = price::find(&raws[at].chars);
        prices.len() > 1 || prices.iter().any(|one| one.said)
    };
    let fits = first == 0
        && to < raws.len()
        && to - from >= 2
        && (from..to).any(priced)
        && (from..to).all(|at| ordinals[at].is_none());
    if fits { from..to } else { 0..0 }
}

/// +1 before most lines is how they join in, and no amount.
fn without_bullets(mut raws: Vec<Raw>) -> Vec<Raw> {
    // "小雨:草莓2": where most lines are quoted, they are the list.
    let quoted =
        |raw: &Raw| raw.chars.len() > 3 && raw.chars.first() == Some(&'"') && raw.chars.last() == Some(&'"');
    let count = raws.iter().filter(|raw| quoted(raw)).count();
    if count >= 3 && count * 2 >= raws.len() {
        for raw in raws.iter_mut().filter(|raw| quoted(raw)) {
            raw.chars.pop();
            raw.chars.remove(0);
        }
    }
    let plus = |raw: &Raw| {
        raw.chars.first() == Some(&'+')
            && raw.chars.get(1).is_some_and(|c| is_word(*c) && !c.is_ascii_digit())
    };
    let count = raws.iter().filter(|raw| plus(raw)).count();
    if count >= 3 && count * 2 >= raws.len() {
        raws.iter_mut().filter(|raw| plus(raw)).for_each(|raw| raw.chars[0] = '·');
    }
    let marked = |raw: &Raw| {
        let chars = &raw.chars;
        chars.starts_with(&['+', '1']) && matches!(chars.get(2), Some(' ' | ',' | ':')) && chars.len() > 4
    };
    let count = raws.iter().filter(|raw| marked(raw)).count();
    if count >= 3 && count * 2 >= raws.len() {
        for raw in raws.iter_mut().filter(|raw| marked(raw)) {
            raw.chars.drain(..3);
        }
    }
    raws
}

/// 毛豆/6岁/基础班/4471: where most lines end so, it is the end of a telephone number or the like.
fn without_tails(layout: &mut Layout) {
    let tail = |raw: &Raw| {
        let digits = raw.chars.iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let from = raw.chars.len() - digits;
        let apart = from > 1 && matches!(raw.chars[from - 1], '/' | '|' | ' ' | ',' | '-');
        (digits >= 4 && apart).then(|| from - 1)
    };
    let tailed = layout.entries.iter().filter(|entry| tail(&entry.raw).is_some()).count();
    if tailed >= 4 && tailed * 5 >= layout.entries.len() * 3 {
        for entry in &mut layout.entries {
            if let Some(from) = tail(&entry.raw) {
                entry.raw.chars.truncate(from);
            }
        }
    }
}

pub(crate) fn entry(raw: Raw, ordinal: Option<u32>, sender: Option<String>) -> Entry {
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

/// The numbers of lines. Those not sure by their mark count where they go on from the one before.
pub(crate) fn ordinals(raws: &[Raw], senders: &[Option<Sender>]) -> Vec<Option<Ordinal>> {
    let all: Vec<Option<Ordinal>> = raws
        .iter()
        .zip(senders)
        .map(|(raw, sender)| match sender {
            Some(_) => None,
            None => ordinal::read(&raw.chars).or_else(|| ordinal::letter(&raw.chars)),
        })
        .collect();
    let all = without_rooms(without_letters(all), raws);
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

/// 101 豆腐1, 1202 豆腐2: where lines begin with the rooms of a house, and none with a small number, they are no numbers
/// of the list.
fn without_rooms(mut all: Vec<Option<Ordinal>>, raws: &[Raw]) -> Vec<Option<Ordinal>> {
    let rooms: Vec<usize> = (0..all.len()).filter(|at| begins_with_room(&raws[*at].chars)).collect();
    let floors: HashSet<u32> = rooms.iter().filter_map(|at| all[*at]).map(|one| one.value / 100).collect();
    let numbered = all.iter().flatten().filter(|one| one.kind != Kind::Letter).count();
    if rooms.len() >= 4 && floors.len() >= 3 && numbered * 4 <= rooms.len() * 5 {
        rooms.into_iter().for_each(|at| all[at] = None);
    }
    all
}

/// 1202, apart: the twelfth floor, one of its first doors.
pub(crate) fn begins_with_room(line: &[char]) -> bool {
    let digits = line.iter().take_while(|c| c.is_ascii_digit()).count();
    let door =
        line[..digits].iter().rev().take(2).rev().fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0));
    (3..=4).contains(&digits) && matches!(line.get(digits), None | Some(' ')) && (1..=20).contains(&door)
}

/// Letters are numbers where more lines have them than have numbers, one after the other and each once; those of
/// offers are few, or have prices beside them.
fn without_letters(all: Vec<Option<Ordinal>>) -> Vec<Option<Ordinal>> {
    let letters: Vec<u32> =
        all.iter().flatten().filter(|one| one.kind == Kind::Letter).map(|one| one.value).collect();
    let numbers = all.iter().flatten().filter(|one| one.kind != Kind::Letter).count();
    let steps = letters.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    let counted = letters.len() >= 4 && numbers <= 1 && (steps + 1) * 5 >= letters.len() * 4;
    let keep = |one: Ordinal| match one.kind {
        Kind::Letter if counted => Some(Ordinal { sure: true, ..one }),
        Kind::Letter => None,
        _ => Some(one).filter(|_| !counted),
    };
    all.into_iter().map(|one| one.and_then(keep)).collect()
}

/// 1号2份 3号1份, ①2 ③1: where people answer in a chat to a heading of coded things, a message begins with a code and
/// not with a number of the list.
fn without_codes(
    mut all: Vec<Option<Ordinal>>,
    raws: &[Raw],
    senders: &[Option<Sender>],
) -> Vec<Option<Ordinal>> {
    let named = |raw: &Raw| raw.chars.iter().filter(|c| is_word(**c) && !c.is_numeric()).count() >= 2;
    let second = senders.iter().enumerate().filter(|(_, sender)| sender.is_some()).nth(1);
    let Some((answers, _)) = second.filter(|_| senders.iter().flatten().count() >= 3) else { return all };
    let coded = (0..answers)
        .filter(|at| all[*at].is_some_and(|one| matches!(one.kind, Kind::Circled | Kind::Named)))
        .filter(|at| named(&raws[*at]))
        .count();
    if coded >= 2 {
        for at in (answers..raws.len()).filter(|at| senders[at - 1].is_some()) {
            all[at] = None;
        }
    }
    all
}

fn is_circled(line: &[char]) -> bool {
    line.first().is_some_and(|c| ('①'..='⑳').contains(c))
}

/// A price by the piece: 25元/盒, 25一盒.
pub(crate) fn sells(line: &[char]) -> bool {
    price::find(line)
        .iter()
        .any(|found| found.said && !found.unit.is_empty() && found.name.chars().any(is_word))
}

fn is_heading(line: &[char], layout: &Layout) -> bool {
    let opens = line.first() == Some(&'#');
    let prices = price::find(line);
    let priced = prices.iter().any(|found| found.said && !found.unit.is_empty()) || prices.len() > 1;
    // Several bare numbers are prices only where none have been said.
    let bare = prices.iter().all(|found| !found.said || found.unit.is_empty());
    if bare && layout.heading.iter().take(20).any(|raw| sells(&raw.chars)) && !opens {
        return false;
    }
    let called =
        ["接龙", "开团", "团购", "报名", "来啦", "有货"].iter().any(|word| text(line).contains(word));
    opens || layout.entries.is_empty() && (priced || called)
}

/// 例 张三 2份: shows how it is done.
pub(crate) fn is_example(line: &[char]) -> bool {
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
pub(crate) fn is_aside(line: &[char]) -> bool {
    let words = line
        .iter()
        .filter(|c| is_word(**c) && !c.is_ascii_digit() && !matches!(c, '年' | '月' | '日'))
        .count();
    let dashes = line.iter().filter(|c| **c == '-').count();
    let text = text(line);
    let quoted = line.first() == Some(&'"') && line.last() == Some(&'"') && line.contains(&':');
    (dashes >= 4 && words == 0) || quoted || crate::sender::is_of_the_program(&text)
}
