//! Who sent a message, and who stands in brackets: names that are marked as such.

use crate::Doubt;
use crate::name::{Name, Reader};
use crate::plain::{begins, is_word, text};
use crate::word;

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
        if let Some(found) = self.tagged(close + 1) {
            return Some(found);
        }
        let name = self.named(at + 1, close);
        (!name.is_empty()).then_some(Name { name, from: close + 1, ..Name::default() })
    }
}
