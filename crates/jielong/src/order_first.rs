//! Lines that do not begin with a name: the order stands first, somebody else is named, or how many come.

use crate::Doubt;
use crate::goods::How;
use crate::name::{Chunk, Name, Reader};
use crate::plain::{begins, is_word, text};
use crate::word::{self, Word};
use crate::{number, unit};

impl Reader<'_> {
    /// 帮李姐接 大米1袋: nobody else is named.
    pub(crate) fn for_other(&mut self, at: usize) -> Option<Name> {
        let length = ["帮", "代", "替", "给"].iter().find_map(|word| begins(self.chars, at, word))?;
        let chunk = self.chunk(at)?;
        let from = at + length;
        let fetch = (from + 1..chunk.to).find(|index| {
            let ends = index + 1 == chunk.to
                || self.at(index + 1).is_ascii_digit()
                || self.goods.starts(self.chars, index + 1) > 1
                || number::read(self.chars, index + 1).is_some();
            ends && "带拿买订接要取捎报团留点下".contains(self.at(*index))
        });
        let end = match fetch {
            Some(end) => end,
            None if self.amount_after(chunk.to) || self.item_after(chunk.to) => chunk.to,
            None => return None,
        };
        let mut name = self.named(from, end);
        for near in ["楼上", "楼下", "隔壁", "对门", "对面", "邻居", "同事", "我家", "我"] {
            let rest = name.strip_prefix(near).filter(|rest| rest.chars().count() >= 2 && near != "我");
            if let Some(rest) = rest {
                name = rest.to_owned();
            }
        }
        let fits = (2..=8).contains(&name.chars().count()) && self.goods.starts(self.chars, from) < 2;
        fits.then(|| Name {
            name,
            from: (end + 1).min(self.chars.len()).max(fetch.map_or(end, |fetch| fetch + 1)),
            doubt: Some(Doubt::ForOthers),
            to: None,
            cut: None,
        })
    }

    /// The order stands first: 草莓2盒 小雨. A name that is sold, too, is a name where an order follows.
    pub(crate) fn order_first(&mut self, chunk: Chunk) -> Option<Name> {
        let kept = self.goods.starts(self.chars, chunk.from);
        let whole = text(&self.chars[chunk.from..chunk.to]);
        let amount = number::read(self.chars, chunk.from).filter(|number| {
            let after = chunk.from + number.length;
            unit::read(self.chars, after, &self.manner.units).is_some_and(|(_, length)| {
                number.value.milli > 0
                    && (!number.chinese
                        || after + length == chunk.to
                        || self.goods.starts(self.chars, after + length) > 1)
            }) || (!number.chinese && after == chunk.to)
        });
        let item = kept >= 2 && {
            let after = chunk.from + kept;
            let after = after
                + usize::from(
                    matches!(self.at(after), 'x' | 'X' | '×' | '*') && self.at(after + 1).is_ascii_digit(),
                );
            let counted = number::read(self.chars, after).is_some_and(|number| {
                after + number.length == chunk.to
                    || self.goods.starts(self.chars, after + number.length) > 1
                    || unit::read(self.chars, after + number.length, &self.manner.units).is_some()
            });
            let alone = after == chunk.to && self.goods.is_name(&whole) && !self.item_after(chunk.to);
            // 带鱼、鱿鱼各1斤 begins a row of things.
            let row =
                after == chunk.to && self.at(after) == '、' && self.goods.starts(self.chars, after + 1) >= 2;
            counted || row || alone && self.goods.choice() > 1
        };
        // 鱿鱼再加一斤 露露, 周三 带鱼2斤 阿国: only with somebody at the end.
        let verb = kept >= 2
            && word::read(self.chars, chunk.from + kept).is_some_and(|(found, length)| {
                matches!(found, Some(Word::Add | Word::Replace | Word::Withdraw | Word::Without | Word::Each))
                    && (length > 1 || number::read(self.chars, chunk.from + kept + length).is_some())
            });
        let day = matches!(whole.chars().next(), Some('周'))
            && whole.chars().nth(1).is_some_and(|c| "一二三四五六日天末".contains(c));
        let signed = (verb || day) && self.item_after(if day { chunk.from + 2 } else { chunk.from });
        let leads = matches!(self.at(chunk.from), '+')
            || word::read(self.chars, chunk.from).is_some_and(|(found, length)| {
                matches!(found, Some(Word::Withdraw | Word::Add | Word::Same))
                    && length > 1
                    && chunk.from + length == chunk.to
            });
        // 要鸡蛋3板, 来两盒
        let wanted = matches!(
            word::read(self.chars, chunk.from),
            Some((Some(Word::Want | Word::Add | Word::Replace), length)) if {
                let after = chunk.from + length;
                self.goods.starts(self.chars, after) > 1
                    || number::read(self.chars, after).is_some_and(|number| {
                        unit::read(self.chars, after + number.length, &self.manner.units).is_some()
                    })
            }
        );
        let leads = leads || wanted;
        let wishes = ["我要", "我来", "给我", "我想", "帮我", "俺要", "麻烦", "我订"]
            .iter()
            .any(|word| begins(self.chars, chunk.from, word).is_some());
        if amount.is_none() && !item && !leads && !wishes && !signed {
            return None;
        }
        let only_signed = signed && amount.is_none() && !item && !leads && !wishes;
        // 半斤八两 and 一米 are names where an order follows.
        if amount.is_some_and(|amount| amount.chinese)
            && self.item_after(chunk.to)
            && self.amount_after(chunk.to)
        {
            return None;
        }
        // The last word may be the name.
        let last = (chunk.to..self.chars.len())
            .rev()
            .find(|index| matches!(self.at(*index), ' ' | ',' | '-' | '(' | '!' | '。'));
        let Some(last) = last else { return (!only_signed).then(|| self.missing(chunk.from)) };
        let tail = text(&self.chars[last + 1..]);
        let tail = tail.trim_matches(|c: char| !is_word(c)).to_owned();
        let plain = (2..=6).contains(&tail.chars().count())
            && tail.chars().all(is_word)
            && !tail.chars().any(|c| c.is_ascii_digit());
        let rest: Vec<char> = tail.chars().collect();
        let meant = plain
            && self
                .goods
                .find(&tail)
                .is_none_or(|found| found.mentions.iter().all(|mention| mention.how == How::Letter));
        let words = (0..rest.len())
            .any(|index| word::read(&rest, index).is_some() || number::is_chinese(rest[index]));
        if meant && !words {
            return Some(Name {
                name: tail,
                from: chunk.from,
                to: Some(last),
                doubt: Some(Doubt::NameJoined),
                cut: None,
            });
        }
        (!only_signed).then(|| self.missing(chunk.from))
    }

    /// 一家三口 小鱼: who stands after how many.
    pub(crate) fn family(&mut self, chunk: Chunk) -> Option<Name> {
        let length = ["一家", "夫妻", "全家"].iter().find_map(|word| begins(self.chars, chunk.from, word))?;
        let counted =
            number::read(self.chars, chunk.from + length).is_some() || chunk.to == chunk.from + length;
        let next = self.skip(chunk.to);
        let second = self.chunk(next).filter(|_| counted && self.name_at(next))?;
        let (end, _) = self.cut(second);
        let fits = (2..=6).contains(&(end - second.from)) && end == second.to;
        fits.then(|| Name {
            name: self.named(second.from, end),
            from: chunk.from,
            cut: Some((second.from, end)),
            ..Name::default()
        })
    }
}
