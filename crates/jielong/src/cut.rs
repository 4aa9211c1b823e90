//! Where a name ends that is written together with what follows.

use crate::name::{Chunk, Reader};
use crate::plain::{begins, is_picture};
use crate::remark::room_or_time;
use crate::word::{self, Word};
use crate::{number, unit};

impl Reader<'_> {
    /// Where a name ends within its chunk, and whether that could be elsewhere.
    pub(crate) fn cut(&mut self, chunk: Chunk) -> (usize, bool) {
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
                // 一家三口 大2小1: the chunk is a name.
                let whole =
                    unit.as_ref().is_some_and(|(_, length)| after + length == chunk.to) && number.chinese;
                let counted = unit.is_some() && !(ordered && whole);
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
            Word::Replace if length > 1 => long >= 1,
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
