//! Where a name ends that is written together with what follows.

use crate::goods::How;
use crate::name::{Chunk, Reader};
use crate::plain::{begins, is_han, is_picture, text};
use crate::remark::room_or_time;
use crate::word::{self, Word};
use crate::{Doubt, number, unit};

impl Reader<'_> {
    /// Where a name ends within its chunk, and whether that could be elsewhere.
    pub(crate) fn cut(&mut self, chunk: Chunk) -> (usize, bool) {
        // 销售一部:A4纸2箱
        let office = matches!(self.at(chunk.to - 1), '部' | '组' | '班' | '科' | '队' | '店' | '室');
        if office && self.at(chunk.to) == ':' && (3..=8).contains(&(chunk.to - chunk.from)) {
            return (chunk.to, false);
        }
        let (end, joined) = self.plain_cut(chunk);
        self.item_before(chunk, end).map_or((end, joined), |from| (from, true))
    }

    /// 老麦桔三箱, 阿炳米改成5袋: what stands right before how many is what is ordered, where nothing else is.
    fn item_before(&mut self, chunk: Chunk, end: usize) -> Option<usize> {
        let long = end - chunk.from;
        if long < 3 || end >= chunk.to || self.goods.choice() < 2 {
            return None;
        }
        let number = number::read(self.chars, end);
        let after = number.map_or(end, |number| {
            let after = end + number.length;
            after + unit::read(self.chars, after, &self.manner.units).map_or(0, |(_, length)| length)
        });
        let verb = matches!(
            word::read(self.chars, end),
            Some((Some(Word::Replace | Word::Each | Word::Fewer | Word::Without | Word::Withdraw), _))
        );
        let named = self.goods.starts(self.chars, after) > 1 || self.letter_item(after);
        if number.is_none() && self.at(end) != '半' && !verb || number.is_some() && named {
            return None;
        }
        for size in (1..=4.min(long - 1)).rev() {
            let word = text(&self.chars[end - size..end]);
            let Some(found) = self.goods.find(&word).filter(|found| !found.left) else { continue };
            let meant = found.mentions.iter().all(|mention| {
                mention.offers.len() == 1
                    && match mention.how {
                        How::Exact | How::Part | How::Roundabout(Doubt::CalledOtherwise) => true,
                        How::Letter => size == 1,
                        How::Roundabout(_) => false,
                    }
            });
            if meant {
                return (long - size >= 2).then_some(end - size);
            }
        }
        None
    }

    /// One letter that names what is sold.
    fn letter_item(&mut self, at: usize) -> bool {
        let letter = self.at(at);
        is_han(letter) && self.goods.letters.contains_key(&letter) && word::read(self.chars, at).is_none()
    }

    fn plain_cut(&mut self, chunk: Chunk) -> (usize, bool) {
        let ordered_after = (self.item_after(chunk.to), self.amount_after(chunk.to));
        let ordered = ordered_after.0 && ordered_after.1;
        for at in chunk.from + 1..chunk.to {
            let long = at - chunk.from;
            let kept = self.goods.starts(self.chars, at);
            if kept == 1 && is_picture(self.at(at)) {
                return (at, false);
            }
            if kept >= 2 && long >= 2 {
                let after = at + kept;
                let counted = number::read(self.chars, after).is_some()
                    || matches!(self.at(after), '*' | '×' | 'x' | 'X' | '+')
                    || matches!(self.at(after), '半');
                let said = word::read(self.chars, after).is_some_and(|(found, _)| found.is_some());
                if after <= chunk.to && (counted || said) {
                    return (at, false);
                }
                if !ordered_after.0 && self.goods.choice() > 1 {
                    return (at, true);
                }
                // 阿芳鲜肉馄饨、豆沙包各1: the first of those of which there are so many each.
                let rest = &self.chars[chunk.to..];
                let each = rest.iter().position(|c| *c == '各');
                let row = each.is_some_and(|each| {
                    rest[..each].iter().all(|c| !c.is_ascii_digit()) && !rest[..each].contains(&' ')
                });
                if row && after == chunk.to && self.goods.is_name(&text(&self.chars[at..after])) {
                    return (at, true);
                }
            }
            // nana花1叶1: letter after letter with how many.
            let counts = |at: usize| self.at(at + 1).is_ascii_digit();
            if long >= 2 && self.goods.choice() > 1 && counts(at) && self.letter_item(at) {
                let next = at + 1 + self.digits(at + 1);
                if self.letter_item(next) && self.at(next + 1).is_ascii_digit() {
                    return (at, true);
                }
            }
            if self.at(at).is_ascii_digit() {
                if let Some(end) = self.digit_cut(chunk, at, ordered_after) {
                    return (end, false);
                }
                continue;
            }
            let number = number::read(self.chars, at);
            if let Some(number) = number.filter(|_| long >= 2) {
                let after = at + number.length;
                let place = ["栋", "号楼", "楼", "单元", "幢", "座"]
                    .iter()
                    .any(|word| begins(self.chars, after, word).is_some());
                let unit = unit::read(self.chars, after, &self.manner.units);
                // Lisa四种各2
                if number.value.milli > 1000 && matches!(self.at(after), '种' | '样' | '款') {
                    return (at, false);
                }
                // 一家三口 大2小1: the chunk is a name.
                let whole =
                    unit.as_ref().is_some_and(|(_, length)| after + length == chunk.to) && number.chinese;
                let counted = unit.is_some() && !(ordered && whole) || self.ages_at(after);
                if place || counted {
                    return (at, false);
                }
                if after == chunk.to && matches!(self.at(at), '俩' | '仨' | '两') && !ordered_after.1 {
                    return (at, true);
                }
            }
            // 黑子代老班长
            if matches!(self.at(at), '帮' | '代' | '替') && long >= 2 && chunk.to - at >= 3 {
                return (at, false);
            }
            if self.at(at) == '半'
                && long >= 2
                && unit::read(self.chars, at + 1, &self.manner.units).is_some()
            {
                return (at, false);
            }
            if let Some((Some(found), length)) = word::read(self.chars, at)
                && self.verb_cut(found, at, length, chunk)
            {
                return (at, false);
            }
        }
        (chunk.to, false)
    }

    /// 2大1小, where adults and children go.
    fn ages_at(&self, at: usize) -> bool {
        let next = self.at(at + 1);
        self.manner.ages && matches!(self.at(at), '大' | '小') && (!is_han(next) || number::is_chinese(next))
    }

    fn digit_cut(&mut self, chunk: Chunk, at: usize, ordered_after: (bool, bool)) -> Option<usize> {
        if self.at(at - 1).is_ascii_digit() {
            return None;
        }
        let number = number::read(self.chars, at);
        let after = at + number.map_or_else(|| self.digits(at), |number| number.length);
        let latin = self.at(at - 1).is_ascii_alphabetic();
        if room_or_time(self.chars, at).is_some() || self.place_at(after) {
            return Some(at);
        }
        if unit::read(self.chars, after, &self.manner.units).is_some()
            || self.ages_at(after)
            || self.goods.starts(self.chars, after) > 1
        {
            return Some(at);
        }
        // 小雨2 ends with an amount where none follows; Amy88 草莓2 does not.
        let follows = if self.goods.choice() > 1 { ordered_after.0 } else { ordered_after.1 };
        let short = after - at <= 3;
        (after == chunk.to && !follows && short && !(latin && after - at >= 2)).then_some(at)
    }

    fn verb_cut(&mut self, found: Word, at: usize, length: usize, chunk: Chunk) -> bool {
        let after = at + length;
        let long = at - chunk.from;
        let ends = after >= chunk.to;
        let counted = number::read(self.chars, after).is_some()
            || self.at(after) == '半'
            || self.goods.starts(self.chars, after) > 1;
        match found {
            Word::Withdraw if length > 1 => long >= 1,
            Word::Decline | Word::Undecided | Word::Double if length > 1 => long >= 1,
            Word::Without => counted || ends,
            Word::Add if length > 1 => long >= 1,
            Word::Replace if length > 1 => long >= 1 && (self.at(at) != '该' || counted),
            Word::Mistake => true,
            Word::Same if length > 1 => long >= 2,
            Word::Total => length > 1 && counted,
            Word::Add
            | Word::Replace
            | Word::Want
            | Word::Withdraw
            | Word::Fewer
            | Word::Each
            | Word::All => long >= 2 && (counted || ends && matches!(found, Word::Withdraw)),
            _ => false,
        }
    }
}
