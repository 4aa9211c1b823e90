//! Who sent a message, and who stands in brackets: names that are marked as such.

use crate::Doubt;
use crate::goods::Goods;
use crate::layout::Layout;
use crate::name::{Name, Reader};
use crate::plain::{bare, begins, is_word, text};
use crate::word;
use std::collections::{HashMap, HashSet};

/// 儿科, 三年级, 保洁部: where somebody works or belongs.
fn is_department(tag: &str) -> bool {
    const ENDS: [&str; 16] =
        ["科", "部", "组", "班", "店", "室", "区", "队", "楼", "栋", "院", "处", "局", "系", "级", "单元"];
    crate::name::DEPARTMENTS.split(' ').any(|word| word == tag) || ENDS.iter().any(|end| tag.ends_with(end))
}

/// What stands in brackets at the beginning of several lines, before different words.
pub(crate) fn tags(layout: &Layout, goods: &mut Goods) -> HashSet<String> {
    let (mut bracketed, mut named) = (0, 0);
    let mut followers: HashMap<String, HashSet<String>> = HashMap::new();
    for entry in &layout.entries {
        let chars = &entry.raw.chars;
        let from = chars.iter().position(|c| *c != ' ').unwrap_or(chars.len());
        if !matches!(chars.get(from), Some('(' | '[')) {
            continue;
        }
        let Some(close) = (from..chars.len()).find(|at| matches!(chars[*at], ')' | ']')) else { continue };
        let next: String = chars[close + 1..]
            .iter()
            .skip_while(|c| **c == ' ')
            .take_while(|c| is_word(**c))
            .take(8)
            .collect();
        bracketed += 1;
        let somebody =
            (2..=8).contains(&next.chars().count()) && next.chars().all(|c| is_word(c) && !c.is_numeric());
        named += usize::from(somebody && goods.find(&next).is_none_or(|found| found.left));
        followers.entry(bare(&text(&chars[from + 1..close]))).or_default().insert(next);
    }
    let all: usize = followers.values().map(HashSet::len).sum();
    let told = |tag: &String, next: &HashSet<String>| next.len() > 1 || is_department(tag);
    let sure: usize =
        followers.iter().filter(|(tag, next)| told(tag, next)).map(|(_, next)| next.len()).sum();
    // Where most brackets are such, all of them are.
    followers.retain(|tag, next| {
        !tag.is_empty()
            && (told(tag, next) || sure * 2 >= all && sure > 2 || named > 2 && named * 3 >= bracketed * 2)
    });
    followers.into_keys().collect()
}

impl Reader<'_> {
    /// The message of somebody known. A name at its head that is the sender's own is passed over.
    pub(crate) fn sent(&mut self, sender: &str) -> Name {
        let own: String = sender.trim().to_owned();
        let from = match begins(self.chars, 0, &own) {
            Some(length) if !is_word(self.at(length)) => length,
            _ => self.named_in_message(&own).unwrap_or(0),
        };
        let chars: Vec<char> = own.chars().collect();
        let mut of_sender = Reader { chars: &chars, goods: &mut *self.goods, manner: self.manner };
        let at = of_sender.skip(0);
        let plain = match of_sender.place(at) {
            Some((_, to))
                if of_sender.name_at(of_sender.skip(to))
                    && !(chars[..to].iter().all(char::is_ascii_digit)
                        && chars[of_sender.skip(to)..].iter().all(char::is_ascii)) =>
            {
                text(&chars[of_sender.skip(to)..])
            }
            _ => own.clone(),
        };
        let name = plain.split(['(', '[']).next().unwrap_or(&plain).trim().to_owned();
        let name = if name.is_empty() { own } else { name };
        Name { name, from, ..Name::default() }
    }

    /// A12-何一鸣-3斤装1: the seat, and the sender's own name once more. Where it ends.
    fn named_in_message(&self, own: &str) -> Option<usize> {
        if own.chars().count() < 2 {
            return None;
        }
        let at = (1..8.min(self.chars.len())).find(|at| begins(self.chars, *at, own).is_some())?;
        let coded = self.chars[..at].iter().all(|c| {
            c.is_ascii_alphanumeric() || !is_word(*c) || matches!(c, '栋' | '楼' | '座' | '室' | '号')
        });
        let apart = !is_word(self.at(at - 1)) && !is_word(self.at(at + own.chars().count()));
        (coded && apart).then_some(at + own.chars().count())
    }

    /// @Mei 给我留两袋三鲜 刘老师: who is spoken to, and at the end who orders.
    pub(crate) fn spoken_to(&mut self) -> Option<Name> {
        if self.at(0) != '@' {
            return None;
        }
        let called = self.chunk(1)?;
        let from = self.skip(called.to);
        let asks = ["给我", "帮我", "麻烦", "请", "我要", "我来", "我订", "能不能", "可以"];
        asks.iter().find(|word| begins(self.chars, from, word).is_some())?;
        Some(match self.signature().filter(|(begin, _)| *begin > from) {
            Some((begin, end)) => {
                Name { name: self.named(begin, end), from, to: Some(begin), ..Name::default() }
            }
            None => self.missing(from),
        })
    }

    /// [儿科] 小雨 草莓2盒: the brackets say where somebody is from, where a name and an order follow them.
    fn tagged(&mut self, after: usize) -> Option<Name> {
        let from = self.skip(after);
        let chunk = self.chunk(from).filter(|_| self.name_at(from))?;
        let (to, joined) = self.cut(chunk);
        let word = text(&self.chars[from..to]);
        let named = (2..=8).contains(&word.chars().count())
            && !word.chars().any(|c| c.is_ascii_digit())
            && word::read(self.chars, from).is_none_or(|(_, length)| length == 1)
            && self.goods.find(&word).is_none_or(|found| found.left || crate::name::is_personal(&word));
        let ordered = self.item_after(to) || self.amount_after(to);
        let doubt = joined.then_some(Doubt::NameJoined);
        (named && ordered).then(|| Name { name: self.named(from, to), from: to, doubt, ..Name::default() })
    }

    /// [小雨] 草莓2盒, (3栋)小雨 has been seen to before.
    pub(crate) fn bracketed(&mut self, at: usize) -> Option<Name> {
        if !matches!(self.at(at), '(' | '[') {
            return None;
        }
        let close = (at..self.chars.len()).find(|index| matches!(self.at(*index), ')' | ']'))?;
        let tag = bare(&text(&self.chars[at + 1..close]));
        let known = self.manner.tags.contains(&tag) || is_department(&tag);
        let tagged = self.tagged(close + 1).filter(|found| known || crate::name::is_personal(&found.name));
        if let Some(found) = tagged {
            // [小雨] 王姐3盒: whose order that is nobody else can say.
            let doubt = if known { found.doubt } else { Some(Doubt::NameMissing) };
            return Some(Name { doubt, ..found });
        }
        let name = self.named(at + 1, close);
        (!name.is_empty()).then_some(Name { name, from: close + 1, ..Name::default() })
    }
}
