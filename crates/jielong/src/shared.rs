//! Words that the heading says and the lines order: they tell what a heading in whole sentences offers.

use crate::goods::Goods;
use crate::layout::Layout;
use crate::plain::{bare, is_han, is_word, text};
use crate::title::is_label;
use crate::{Offer, number, ordinal, unit, word};
use std::collections::{HashMap, HashSet};

const LETTERS_MAX: usize = 8;
/// Of a heading so many letters are looked at, and so many lines.
const HEADING_MAX: usize = 4_000;
const ENTRIES_MAX: usize = 600;

/// In how many lines a word stands, and in how many of them beside how much.
#[derive(Debug, Clone, Copy, Default)]
struct Uses {
    lines: usize,
    counted: usize,
    first: usize,
}

/// What the lines say of the heading's words.
pub(crate) struct Shared {
    uses: HashMap<String, Uses>,
    /// The heading without what it says in brackets: sorts, sizes, how it tastes.
    plain: String,
}

impl Shared {
    /// `unread`: the numbers of lines of which nothing could be made.
    pub(crate) fn of(layout: &Layout, unread: &HashSet<usize>) -> Shared {
        let words = heading(layout);
        let mut uses: HashMap<String, Uses> = HashMap::new();
        for (at, entry) in layout.entries.iter().take(ENTRIES_MAX).enumerate() {
            let tail = entry.tail.iter().flat_map(|raw| [' '].into_iter().chain(raw.chars.iter().copied()));
            let chars: Vec<char> = entry.raw.chars.iter().copied().chain(tail).take(200).collect();
            let sent = entry.sender.is_some() && entry.ordinal.is_none();
            let mut here: HashMap<String, bool> = HashMap::new();
            for (from, to) in found(&chars, &words) {
                // Who orders stands first, and is no thing.
                let alone =
                    (from > 0 || sent) && unread.contains(&entry.raw.number) && alone(&chars, from, to);
                let counted = beside_amount(&chars, from, to) || alone;
                if from == 0 && !sent && !counted {
                    continue;
                }
                *here.entry(text(&chars[from..to])).or_default() |= counted;
            }
            for (said, counted) in here {
                let row = uses.entry(said).or_insert(Uses { first: at, ..Uses::default() });
                row.lines += 1;
                row.counted += usize::from(counted);
            }
        }
        let mut plain = String::new();
        let mut depth = 0_usize;
        for c in
            layout.heading.iter().flat_map(|raw| raw.chars.iter().copied().chain(['\n'])).take(HEADING_MAX)
        {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                '\n' => (depth, plain) = (0, plain + "\n"),
                c if depth == 0 => plain.push(c),
                _ => {}
            }
        }
        Shared { uses, plain: plain.to_lowercase() }
    }

    /// 今年还有咸鸭蛋 is 咸鸭蛋: of a name that is half a sentence, what the lines order.
    pub(crate) fn trim(&self, offers: &mut [Offer]) {
        let whole: Vec<String> = offers.iter().map(|offer| offer.name.clone()).collect();
        let all: Vec<String> = offers.iter().map(|offer| bare(&offer.name)).collect();
        for (at, offer) in offers.iter_mut().enumerate() {
            let name: Vec<char> = all[at].chars().collect();
            if !is_sentence(&name) {
                continue;
            }
            // From the first to the last letter that lines order.
            let mut span: Option<(usize, usize)> = None;
            for from in 0..name.len() {
                for to in (from + 2..=name.len().min(from + LETTERS_MAX)).rev() {
                    let counted = self.uses.get(&text(&name[from..to])).is_some_and(|uses| uses.counted > 0);
                    if counted {
                        span = Some(span.map_or((from, to), |(first, last)| (first, last.max(to))));
                        break;
                    }
                }
            }
            let Some((from, to)) =
                span.filter(|(from, to)| to - from <= LETTERS_MAX && to - from < name.len())
            else {
                continue;
            };
            let word = text(&name[from..to]);
            // 肉粽跟去年一样 beside 蛋黄肉粽 is 肉粽 all the same.
            let other = |(index, other): (usize, &String)| index != at && other.contains(&word) && from > 0;
            if !all.iter().enumerate().any(other) {
                offer.name = word;
            }
        }
        // 水果蛋糕6寸 and 水果蛋糕8寸 are not both 水果.
        let cut: Vec<String> = offers.iter().map(|offer| offer.name.clone()).collect();
        for (at, name) in whole.into_iter().enumerate() {
            if cut.iter().filter(|other| **other == cut[at]).count() > 1 {
                offers[at].name = name;
            }
        }
    }

    /// Words that are ordered on several lines, and are none of the offers: named in the heading without a price.
    pub(crate) fn unpriced(&self, goods: &mut Goods) -> Vec<Offer> {
        let mut words: Vec<(&String, &Uses)> = self
            .uses
            .iter()
            .filter(|(_, uses)| uses.lines >= 2 && uses.counted > 0 && uses.counted * 2 >= uses.lines)
            .collect();
        // Longer ones first, and each letter of the heading once.
        words.sort_by_key(|(word, uses)| {
            (std::cmp::Reverse(word.chars().count()), uses.first, (*word).clone())
        });
        let mut kept: Vec<(String, usize)> = Vec::new();
        for (word, uses) in words {
            let inside = kept.iter().any(|(longer, _)| longer.contains(word.as_str()));
            let known = goods.find(word).is_some_and(|found| !found.left);
            if !inside && !known && is_thing(word) && self.plain.contains(word.as_str()) {
                kept.push((word.clone(), uses.first));
            }
        }
        kept.sort_by_key(|(word, first)| (*first, word.clone()));
        kept.truncate(12);
        kept.into_iter().map(|(name, _)| Offer { name, ..Offer::default() }).collect()
    }
}

/// All runs of letters of the heading.
fn heading(layout: &Layout) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut left = HEADING_MAX;
    for raw in &layout.heading {
        for run in raw.chars.split(|c| !is_word(*c) || c.is_ascii_digit()) {
            let run = &run[..run.len().min(left)];
            left -= run.len();
            for from in 0..run.len() {
                for to in from + 2..=run.len().min(from + LETTERS_MAX) {
                    words.insert(text(&run[from..to]).to_lowercase());
                }
            }
        }
    }
    words
}

/// The longest words of the heading within a line, from left to right.
fn found(chars: &[char], words: &HashSet<String>) -> Vec<(usize, usize)> {
    let lower: Vec<char> = chars.iter().map(char::to_ascii_lowercase).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let longest = (2..=LETTERS_MAX.min(lower.len() - at))
            .rev()
            .find(|size| words.contains(&text(&lower[at..at + size])));
        match longest.filter(|_| is_word(lower[at])) {
            Some(size) => {
                found.push((at, at + size));
                at += size;
            }
            None => at += 1,
        }
    }
    found
}

/// So much of it: 冬笋3斤, 冬笋×2, 3斤冬笋, 冬笋再加1斤.
fn beside_amount(chars: &[char], from: usize, to: usize) -> bool {
    let mut after = to;
    while matches!(chars.get(after), Some(' ' | '×' | '*' | ':' | '-')) && after < to + 3 {
        after += 1;
    }
    if let Some((Some(_), length)) = word::read(chars, after).filter(|_| after == to) {
        after += length;
    }
    let times =
        matches!(chars.get(after), Some('x' | 'X')) && chars.get(after + 1).is_some_and(char::is_ascii_digit);
    let counted = |at: usize| {
        number::read(chars, at).is_some_and(|number| {
            let end = at + number.length;
            // 冬笋 3栋 says where.
            let place = unit::NO_UNITS.split(' ').any(|no| crate::plain::begins(chars, end, no).is_some());
            let digits = !number.chinese && number.value.milli < 100_000 && chars.get(end) != Some(&'-');
            !place && (digits || unit::read(chars, end, &[]).is_some() || end == chars.len())
        }) || chars.get(at) == Some(&'半')
    };
    // 3斤冬笋: a unit right before, and a number before that.
    let before = (1..=2).any(|size| {
        from.checked_sub(size).is_some_and(|start| {
            let whole = unit::read(chars, start, &[]).is_some_and(|(_, length)| length == size);
            whole && start > 0 && (chars[start - 1].is_ascii_digit() || number::is_chinese(chars[start - 1]))
        })
    });
    times || counted(after) || before
}

/// A word of its own, and perhaps one of wanting after it: 梅干菜我也要.
fn alone(chars: &[char], from: usize, to: usize) -> bool {
    let apart = from == 0 || !is_word(chars[from - 1]);
    let after = to + usize::from(chars.get(to) == Some(&'我'));
    let ends = chars.get(after).is_none_or(|c| !is_word(*c));
    apart && (ends || matches!(word::read(chars, after), Some((Some(_), _))))
}

/// Half a sentence, rather than a name.
fn is_sentence(name: &[char]) -> bool {
    const JOINTS: &str = "是还有我你他跟给要都做自己的成论租或者就在了这那今去年每等为从把";
    name.len() >= 4
        && name.iter().all(|c| !c.is_ascii_alphabetic())
        && (name.len() >= 7 || name.iter().any(|c| JOINTS.contains(*c)))
}

/// No word of an order, no unit, no time, no place.
fn is_thing(said: &str) -> bool {
    const NO: [&str; 46] = [
        "身高", "体重", "辣度", "口味", "自备", "自带", "周一", "周二", "周三", "周四", "周五", "周六",
        "周日", "今天", "明天", "今晚", "明早", "上午", "下午", "晚上", "中午", "备注", "数量", "尺码",
        "电话", "房号", "姓名", "名字", "楼号", "自提", "送到", "门口", "群主", "团长", "大家", "邻居",
        "一共", "每人", "人数", "车位", "号楼", "单元", "小区", "微信", "付款", "转账",
    ];
    let chars: Vec<char> = said.chars().collect();
    let told = matches!(word::read(&chars, 0), Some((_, length)) if length > 1 || chars.len() == 2);
    let han = chars.iter().filter(|c| is_han(**c)).count();
    let measure = unit::read(&chars, 0, &[]).is_some_and(|(_, length)| length == chars.len());
    let ends = chars.last().is_some_and(|c| "的了是一每有在和跟起各都要几元块".contains(*c));
    let starts = "的了是每有在和跟起各都要几元块我你他这那就可没不再还来".contains(chars[0]);
    let numbered = ordinal::read(&chars).is_some() || number::read(&chars, 0).is_some();
    !told
        && han >= 2
        && !measure
        && !ends
        && !starts
        && !numbered
        && !is_label(said)
        && !NO.iter().any(|no| said.contains(no))
}
