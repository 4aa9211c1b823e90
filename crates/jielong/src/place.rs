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
                continue;
            }
            let letter = usize::from(self.at(end).is_ascii_alphabetic());
            if letter == 1 && matches!(self.at(end + 1), '座' | '栋' | '区' | '幢') {
                end += 2;
                found = true;
                end += self.digits(end);
                continue;
            }
            let Some(number) = number::read(self.chars, end + letter) else { break };
            let after = end + letter + number.length;
            let place =
                ["栋", "幢", "号楼", "单元", "室", "楼", "层", "座", "门", "弄", "号院", "房", "班", "组"]
                    .iter()
                    .find_map(|word| begins(self.chars, after, word))
                    .or_else(|| {
                        begins(self.chars, after, "号 ")
                            .filter(|_| !self.manner.numbered_offers && self.name_at(after + 2))
                    });
            let Some(length) = place else { break };
            end = after + length;
            found = true;
            let more = self.digits(end);
            end += more;
            if more > 0 && self.at(end) == '室' {
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

    pub(crate) fn digits(&self, at: usize) -> usize {
        self.chars[at.min(self.chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count()
    }

    pub(crate) fn place_at(&self, at: usize) -> bool {
        ["栋", "号楼", "单元", "室", "幢", "座", "楼"]
            .iter()
            .any(|word| begins(self.chars, at, word).is_some())
    }
}
