//! Buildings and rooms before a name.

use crate::name::Reader;
use crate::plain::{begins, is_han};
use crate::remark::room_or_time;
use crate::{number, unit};

impl Reader<'_> {
    /// 3栋602, 1-2-301, 二楼, (5号楼), 602 before a name.
    pub(crate) fn place(&mut self, at: usize) -> Option<(usize, usize)> {
        if matches!(self.at(at), '(' | '[') {
            let close =
                (at..self.chars.len().min(at + 20)).find(|index| matches!(self.at(*index), ')' | ']'))?;
            let inside = &self.chars[at + 1..close];
            let named = inside.iter().any(|c| c.is_ascii_digit())
                || inside.iter().any(|c| matches!(c, '栋' | '楼' | '座' | '室' | '组' | '部'));
            return named.then_some((at + 1, close + 1));
        }
        let mut end = at;
        let mut found = false;
        loop {
            if let Some(length) =
                room_or_time(self.chars, end).filter(|length| !self.chars[end..end + length].contains(&':'))
            {
                end += length;
                found = true;
                end += usize::from(self.at(end) == '室');
                continue;
            }
            let letter = usize::from(self.at(end).is_ascii_alphabetic());
            if letter == 1 && matches!(self.at(end + 1), '座' | '栋' | '区' | '幢' | '室') {
                end += 2;
                found = true;
                let more = self.room_digits(end);
                end += more;
                end += usize::from(more > 0 && matches!(self.at(end), 'F' | 'f' | '楼' | '室'));
                continue;
            }
            if let Some(length) = self.named_place(end) {
                end += length;
                found = true;
                continue;
            }
            let Some(number) = number::read(self.chars, end + letter) else { break };
            let after = end + letter + number.length;
            let floor = matches!(self.at(after), 'F' | 'f')
                && !self.at(after + 1).is_ascii_alphanumeric()
                && (found || self.at(after + 1) == ' ');
            let place =
                ["栋", "幢", "号楼", "单元", "室", "楼", "层", "座", "门", "弄", "号院", "房", "班", "组"]
                    .iter()
                    .find_map(|word| begins(self.chars, after, word))
                    .or(floor.then_some(1))
                    .or_else(|| self.numbered_house(end, after));
            let Some(length) = place else { break };
            end = after + length;
            found = true;
            end += self.room_digits(end);
            if self.at(end) == '室' {
                end += 1;
            }
        }
        if !found {
            // 602 小雨
            let run = self.digits(at);
            let apart = matches!(self.at(at + run), ' ' | '-' | '室') || is_han(self.at(at + run));
            let counted = unit::read(self.chars, at + run, &self.manner.units).is_some();
            let spaced = self.at(at + run) == ' ' && !self.manner.numbered_offers;
            if (3..=4).contains(&run) && apart && !counted && (spaced || self.name_at(self.skip(at + run))) {
                return Some((at, at + run));
            }
            return None;
        }
        // 业主, 家 and the like belong to it.
        Some((at, end))
    }

    /// 5号老温, 17号 李沐沐, 7号里宝珍, where nothing on offer is called so.
    fn numbered_house(&mut self, from: usize, after: usize) -> Option<usize> {
        if self.manner.numbered_offers || self.at(after) != '号' || !self.at(from).is_ascii_digit() {
            return None;
        }
        let length = if self.at(after + 1) == '里' { 2 } else { 1 };
        let next = self.skip(after + length);
        if self.at(next) == '的' {
            return None;
        }
        let han = self.chars[next.min(self.chars.len())..].iter().take_while(|c| is_han(**c)).count();
        (han >= 2 && self.name_at(next)).then_some(length)
    }

    /// 行知楼201, 翠苑3栋: a place with a name, and a number after it.
    fn named_place(&self, at: usize) -> Option<usize> {
        let han = self.chars[at.min(self.chars.len())..].iter().take_while(|c| is_han(**c)).count();
        let marked = (at + 1..at + han.min(5)).rev().find(|index| {
            matches!(self.at(*index), '楼' | '栋' | '苑' | '座' | '园' | '区' | '阁' | '轩' | '院')
                && self.at(index + 1).is_ascii_digit()
        })?;
        let digits = self.digits(marked + 1);
        let ends = matches!(self.at(marked + 1 + digits), ' ' | '-' | '室' | '栋' | '幢' | '号' | '#');
        let number = number::read(self.chars, at).is_some();
        (ends && !number && digits <= 4).then(|| match self.at(marked + 1 + digits) {
            '室' | '栋' | '幢' | '号' => marked + 2 + digits - at,
            _ => marked + 1 + digits - at,
        })
    }

    /// The digits of a room right after a building; 1 of 1单元 is read with its word.
    fn room_digits(&self, at: usize) -> usize {
        let run = self.digits(at);
        if run == 0 || self.place_at(at + run) && self.at(at + run) != '室' { 0 } else { run }
    }

    pub(crate) fn digits(&self, at: usize) -> usize {
        self.chars[at.min(self.chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count()
    }

    pub(crate) fn place_at(&self, at: usize) -> bool {
        ["栋", "号楼", "单元", "室", "幢", "座", "楼"]
            .iter()
            .any(|word| begins(self.chars, at, word).is_some())
    }
}
