//! What a word means that is no name and no part of one: a name within it, by sound, another word for it, letters.

use crate::goods::{Found, Goods, How, RUN_CHARS_MAX};
use crate::likeness::{alike, sound_key, within};
use crate::plain::{bare, is_han, is_picture};
use crate::sound::{latin, syllables};
use crate::{Doubt, synonym};
use std::collections::BTreeMap;

/// Letters of names that are in words of all kinds, too.
const NO_THING: &str = "大小中新老好有没要不了的在是我你他她一二三四五六七八九十个上下前后天日月年时分点人家手自来去到带取拿收送给买订定先再还全都每各另加减改换多少半几这那哪什么吧啊呢吗哦哈";

impl Goods {
    /// A name within the run, or the run's letters within a name.
    pub(crate) fn inside(&self, letters: &[char]) -> Option<Found> {
        if letters.len() > RUN_CHARS_MAX {
            return self.longest_inside(letters).map(|(found, _)| found);
        }
        let inside = self.longest_inside(letters);
        // 酸牛奶 is 酸奶 with a letter between, and not the 牛奶 of 鲜牛奶.
        let mut woven: BTreeMap<usize, bool> = BTreeMap::new();
        for (name, index) in &self.plain_names {
            let whole = name.len() >= 2 && letters.len() <= name.len() + 2 && within(name, letters);
            let shorter = letters.len() >= 2 && !letters.iter().all(char::is_ascii) && within(letters, name);
            if whole || shorter {
                *woven.entry(*index).or_default() |= whole;
            }
        }
        let full = inside.as_ref().is_some_and(|(_, full)| *full);
        if !full && !woven.is_empty() {
            let best: Vec<usize> = match woven.values().any(|whole| *whole) {
                true => woven.iter().filter(|(_, whole)| **whole).map(|(index, _)| *index).collect(),
                false => woven.keys().copied().collect(),
            };
            return Some(self.one(&best, How::Roundabout(Doubt::SpeltOtherwise), false));
        }
        if full {
            return inside.map(|(found, _)| found);
        }
        self.another_word(letters)
            .or_else(|| self.by_sound(letters))
            .or_else(|| self.one_off(letters))
            .or(inside.map(|(found, _)| found))
    }

    /// The longest name in the run, or else the longest part; and whether it is a name.
    fn longest_inside(&self, letters: &[char]) -> Option<(Found, bool)> {
        let mut best: Option<(bool, usize, Vec<usize>, usize)> = None;
        for from in 0..letters.len() {
            let mut key = String::new();
            for (index, c) in letters[from..].iter().take(self.longest).enumerate() {
                key.push(*c);
                let long = index + 1;
                let (name, row) = match (self.names.get(&key), self.parts.get(&key)) {
                    (Some(row), _) if long > 1 || is_picture(*c) => (true, row),
                    (_, Some(row)) if long > 1 => (false, row),
                    _ => continue,
                };
                if best.as_ref().is_none_or(|(was, size, _, _)| (name, long) > (*was, *size)) {
                    best = Some((name, long, row.clone(), from));
                }
            }
        }
        let (name, size, row, from) = best?;
        let more = letters.len() - size;
        let how = match (name, more, from) {
            (true, _, _) => How::Roundabout(Doubt::WordsLeft),
            // 泰国大米 where 五常大米 is sold: something else.
            (false, 2.., 1..) => How::Roundabout(Doubt::UnknownItem),
            (false, _, _) => How::Roundabout(Doubt::WordsLeft),
        };
        let mut found = self.one(&row, how, true);
        if !name && found.mentions[0].offers.len() > 1 {
            let key: String = letters[from..from + size].iter().collect();
            if let Some(part) = self.part(&key, true).filter(|part| part.mentions[0].offers.len() == 1) {
                found.mentions[0].offers = part.mentions[0].offers.clone();
            }
        }
        // Two names with something between them: 草莓的和鸡蛋.
        let rest: String = letters[from + size..].iter().collect();
        if name && rest.chars().count() >= 2 {
            let rest: Vec<char> = rest.chars().collect();
            if let Some((other, true)) = self.longest_inside(&rest) {
                found.mentions.extend(other.mentions);
                found.mentions.dedup_by(|a, b| a.offers == b.offers);
            }
        }
        Some((found, name))
    }

    fn another_word(&self, letters: &[char]) -> Option<Found> {
        let how = How::Roundabout(Doubt::CalledOtherwise);
        let text: String = letters.iter().collect();
        if letters.len() == 1 && self.letters.get(&letters[0]).is_some_and(|row| row.len() > 1) {
            return None;
        }
        for from in 0..letters.len() {
            for to in (from + 1..=letters.len()).rev() {
                let word = &text.chars().skip(from).take(to - from).collect::<String>();
                // Latin words are whole ones.
                let latin = |at: usize| letters.get(at).is_some_and(char::is_ascii_alphabetic);
                if latin(from) && (from > 0 && latin(from - 1) || latin(to)) {
                    continue;
                }
                let mut row: Vec<usize> = Vec::new();
                for other in synonym::of(word) {
                    let other = bare(other);
                    let rows = [self.names.get(&other), self.parts.get(&other)];
                    for index in rows.into_iter().flatten().flatten() {
                        if !row.contains(index) {
                            row.push(*index);
                        }
                    }
                    if let (Some(one), None) = (other.chars().next(), other.chars().nth(1)) {
                        let more =
                            self.letters.get(&one).into_iter().flatten().filter(|index| !row.contains(index));
                        let more: Vec<usize> = more.copied().collect();
                        row.extend(more);
                    }
                }
                if !row.is_empty() && (to - from >= 2 || letters.len() == 1) {
                    return Some(self.one(&row, how, to - from < letters.len()));
                }
            }
        }
        None
    }

    /// 土鸡旦 is 土鸡蛋, and not 土鸡: the whole sounds like one name.
    pub(crate) fn spelt(&self, letters: &[char]) -> Option<Found> {
        if letters.len() < 3 || letters.iter().any(char::is_ascii) {
            return None;
        }
        let key = sound_key(&letters.iter().collect::<String>());
        let whole = |index: &usize| sound_key(&bare(&self.offers[*index].name)) == key;
        let row: Vec<usize> = self.sounds.get(&key)?.iter().copied().filter(whole).collect();
        (row.len() == 1).then(|| self.one(&row, How::Roundabout(Doubt::SpeltOtherwise), false))
    }

    /// 山要, where 山药 is sold: letters that sound like part of a name and share one with it, where one of them would else be read as a
    /// word. How many they are.
    pub(crate) fn sounded(&self, chars: &[char], at: usize) -> usize {
        let long = chars[at..].iter().take(4).take_while(|c| is_han(**c)).count();
        (2..=long)
            .rev()
            .find(|size| {
                let run = &chars[at..at + size];
                let worded = (1..*size).any(|index| crate::word::read(run, index).is_some());
                let text: String = run.iter().collect();
                let Some(row) = self.sounds.get(&sound_key(&text)).filter(|_| worded) else { return false };
                let shares = |index: &usize| {
                    let name: Vec<char> = bare(&self.offers[*index].name).chars().collect();
                    name.windows(*size).any(|part| {
                        let same = part.iter().zip(run).filter(|(a, b)| a == b).count();
                        same > 0 && sound_key(&part.iter().collect::<String>()) == sound_key(&text)
                    })
                };
                row.iter().any(shares)
            })
            .unwrap_or(0)
    }

    fn by_sound(&self, letters: &[char]) -> Option<Found> {
        let how = How::Roundabout(Doubt::SpeltOtherwise);
        let text: String = letters.iter().collect();
        if letters.iter().all(|c| c.is_ascii_alphabetic()) {
            let row = self.initials.get(&text)?;
            let exact: Vec<usize> = row
                .iter()
                .copied()
                .filter(|index| {
                    let (whole, first) = latin(&bare(&self.offers[*index].name));
                    whole == text || first == text
                })
                .collect();
            return Some(self.one(if exact.len() == 1 { &exact } else { row }, how, false));
        }
        if letters.len() < 2 {
            return None;
        }
        self.sounds.get(&sound_key(&text)).map(|row| self.one(row, how, false))
    }

    /// One letter of three or more is another.
    fn one_off(&self, letters: &[char]) -> Option<Found> {
        if letters.len() < 2 || letters.iter().any(char::is_ascii) {
            return None;
        }
        let own = syllables(&letters.iter().collect::<String>());
        let mut row: Vec<usize> = Vec::new();
        for (name, index) in &self.plain_names {
            let off = name.iter().zip(letters).filter(|(a, b)| a != b).count();
            let close = name.len() == letters.len()
                && off == 1
                && (letters.len() >= 3 || {
                    let other = syllables(&name.iter().collect::<String>());
                    own.iter().zip(&other).filter(|(a, b)| !alike(a, b)).count() == 0
                });
            if close && !row.contains(index) {
                row.push(*index);
            }
        }
        (!row.is_empty()).then(|| self.one(&row, How::Roundabout(Doubt::SpeltOtherwise), false))
    }

    /// Single letters of names: 翅, or 蓝白 for both.
    pub(crate) fn letterwise(&self, letters: &[char]) -> Option<Found> {
        if letters.len() > 4 || letters.iter().any(|c| c.is_ascii_digit() || "人的家个一了不".contains(*c))
        {
            return None;
        }
        // Rose is no letters of sourdough and baguette.
        if letters.len() > 1 && letters.iter().all(char::is_ascii) {
            return None;
        }
        // 箱装 is what is sold by the box.
        if let [unit, '装'] = letters {
            let unit = unit.to_string();
            let row: Vec<usize> = self.chosen().filter(|index| self.offers[*index].unit == unit).collect();
            if row.len() == 1 {
                return Some(self.one(&row, How::Roundabout(Doubt::Concluded), false));
            }
        }
        // 袜子 is of 羊毛袜.
        let letters = match letters {
            [one, '子' | '儿' | '朵' | '头'] if self.letters.contains_key(one) => &letters[..1],
            all => all,
        };
        // 鲈鱼 is 海鲈, 窗户 is 擦窗: the letter that tells what it is stands first.
        let letters = match letters {
            [one, other]
                if self.letters.get(one).is_some_and(|row| row.len() == 1)
                    && !self.letters.contains_key(other)
                    && is_han(*other)
                    && !self.title.contains(&format!("{one}{other}"))
                    && !NO_THING.contains(*one)
                    && !NO_THING.contains(*other) =>
            {
                &letters[..1]
            }
            all => all,
        };
        let mut mentions = Vec::new();
        for c in letters {
            let row = self.letters.get(c)?;
            let mut mention = self.one(row, How::Letter, false).mentions.remove(0);
            if mention.offers.len() > 1 {
                let first = |index: &usize| bare(&self.offers[*index].name).starts_with(*c);
                let last = |index: &usize| bare(&self.offers[*index].name).ends_with(*c);
                let (first, last): (Vec<usize>, Vec<usize>) = (
                    mention.offers.iter().copied().filter(first).collect(),
                    mention.offers.iter().copied().filter(last).collect(),
                );
                if last.len() == 1 && (first.is_empty() || letters.len() == 1) {
                    mention.offers = last;
                } else if first.len() == 1 && last.is_empty() && letters.len() > 1 {
                    mention.offers = first;
                }
            }
            mentions.push(mention);
        }
        if mentions.len() > 1 && mentions.iter().any(|mention| mention.offers.len() > 1) {
            return None;
        }
        mentions.dedup_by(|a, b| a.offers == b.offers);
        Some(Found { mentions, left: false })
    }
}
