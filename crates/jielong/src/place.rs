//! Buildings and rooms before a name.

use crate::foreign;
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
        let labelled =
            ["第", "房号", "门牌号", "门牌", "楼号"].iter().find_map(|word| begins(self.chars, at, word));
        let mut end = at + labelled.filter(|length| self.at(at + length).is_ascii_digit()).unwrap_or(0);
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
            if let Some(length) = foreign::place(self.chars, end) {
                end += length;
                found = true;
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
            if let Some(length) = self.loose_room(end) {
                end += length;
                found = true;
                continue;
            }
            if let Some(length) = self.class(end).or_else(|| self.lettered_room(end)) {
                end += length;
                found = true;
                continue;
            }
            // B座 1203, 东3 501
            let spaced = usize::from(found && self.at(end) == ' ');
            let run = self.digits(end + spaced);
            let named = self.name_at(self.skip(end + 1 + run)) || self.at(end + 1 + run) == ' ';
            if spaced == 1
                && (3..=4).contains(&run)
                && matches!(self.at(end + 1 + run), ' ' | '室' | ':')
                && named
            {
                end += 1 + run;
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
                && (found || self.at(after + 1) == ' ' || is_han(self.at(after + 1)) && number.length <= 2);
            let place = [
                "栋", "幢", "号楼", "单元", "室", "楼", "层", "座", "门", "弄", "号院", "房", "班", "组",
                "期",
            ]
            .iter()
            .find_map(|word| begins(self.chars, after, word))
            .or(floor.then_some(1))
            .or_else(|| self.numbered_house(end, after));
            // 2座, where seats are sold.
            let seats = self.at(after) == '座' && self.goods.offers.iter().any(|offer| offer.unit == "座");
            let Some(length) = place.filter(|_| !seats) else { break };
            // 六楼天台王 and 三层阿姨 are what people call themselves.
            let next = self.chars.get(after + length).copied().unwrap_or(' ');
            if number.chinese
                && matches!(self.at(after), '楼' | '层')
                && is_han(next)
                && !self.surnamed(after + length)
            {
                break;
            }
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
            let apart =
                matches!(self.at(at + run), ' ' | '-' | '室' | ':' | '(' | ',') || is_han(self.at(at + run));
            let counted = unit::read(self.chars, at + run, &self.manner.units).is_some();
            // More than there are things with numbers.
            let coded = self.manner.numbered_offers && {
                let digits = crate::plain::text(&self.chars[at..at + run]);
                self.goods.code(&digits).or_else(|| self.goods.code(&format!("{digits}号"))).is_some()
            };
            // 1904,皮皮虾1斤: at the beginning of the line.
            let first = at == 0
                && matches!(self.at(run), ',' | '-')
                && (is_han(self.at(run + 1))
                    || self.at(run + 1).is_ascii_alphanumeric() && self.at(run) == ',');
            let spaced = (matches!(self.at(at + run), ' ' | ':' | '(') || first) && !coded;
            if (3..=4).contains(&run) && apart && !counted && (spaced || self.name_at(self.skip(at + run))) {
                return Some((at, at + run));
            }
            return None;
        }
        if let Some(length) = ["业主", "住户"].iter().find_map(|word| begins(self.chars, end, word)) {
            end += length;
        }
        // 3栋的王磊
        let owner = self.at(end) == '的'
            && is_han(self.at(end + 1))
            && is_han(self.at(end + 2))
            && self.name_at(end + 1);
        end += usize::from(owner);
        Some((at, end))
    }

    /// 张太, 老王, 小李 at this place.
    fn surnamed(&self, at: usize) -> bool {
        let word: String = self.chars[at..].iter().take_while(|c| is_han(**c)).take(4).collect();
        crate::name::is_personal(&word) && !crate::person::is_kin(&word)
    }

    /// 3.501, 3/501, 3_501, 3~501, 3 501, before a blank or a name.
    fn loose_room(&self, at: usize) -> Option<usize> {
        let first = self.digits(at);
        let second = self.digits(at + first + 1);
        let mark = matches!(self.at(at + first), '.' | '/' | '_' | '~' | ' ');
        let end = at + first + 1 + second;
        let inside = at > 0 && self.at(at - 1).is_ascii_digit();
        let next = self.at(end);
        let apart = matches!(next, ' ' | ':' | '室' | '-')
            || is_han(next) && unit::read(self.chars, end, &self.manner.units).is_none();
        ((1..=2).contains(&first) && (3..=4).contains(&second) && mark && apart && !inside)
            .then(|| end - at + usize::from(next == '室'))
    }

    /// 高一(3)班, 大(1)班, 三年级(2)班, 一期.
    fn class(&self, at: usize) -> Option<usize> {
        let han = self.chars[at.min(self.chars.len())..].iter().take_while(|c| is_han(**c)).count().min(4);
        let inside = (at..=at + han).find(|index| self.at(*index) == '(')?;
        let digits = self.digits(inside + 1);
        let close = inside + 1 + if digits > 0 { digits } else { 1 };
        let counted = digits > 0 || number::is_chinese(self.at(inside + 1));
        let ends = counted
            && self.at(close) == ')'
            && matches!(self.at(close + 1), '班' | '组' | '期' | '区' | '栋');
        ends.then(|| close + 2 - at)
    }

    /// A1203, B-1203, b1-203, 东3-501, 东3 501.
    fn lettered_room(&self, at: usize) -> Option<usize> {
        let head = self.at(at);
        let letter = head.is_ascii_alphabetic() && !self.at(at + 1).is_ascii_alphabetic();
        if !letter && !matches!(head, '东' | '西' | '南' | '北') {
            return None;
        }
        let dash = usize::from(self.at(at + 1) == '-');
        let first = self.digits(at + 1 + dash);
        let end = at + 1 + dash + first;
        let second = if matches!(self.at(end), '-' | '#') { self.digits(end + 1) } else { 0 };
        let length = match (first, second) {
            (1..=2, 3..=4) => end + 1 + second - at,
            (3..=4, 0) => end - at,
            _ => return None,
        };
        let next = self.at(at + length);
        (is_han(next) || matches!(next, ' ' | '室' | '-' | ':')).then(|| length + usize::from(next == '室'))
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
        // 桂园3-501
        if self.at(marked + 1 + digits) == '-'
            && let Some(length) = room_or_time(self.chars, marked + 1)
        {
            return (!number).then_some(marked + 1 + length - at);
        }
        (ends && !number && digits <= 4).then(|| match self.at(marked + 1 + digits) {
            '室' | '栋' | '幢' | '号' => marked + 2 + digits - at,
            _ => marked + 1 + digits - at,
        })
    }

    /// The digits of a room right after a building; 1 of 1单元 is read with its word.
    fn room_digits(&self, at: usize) -> usize {
        let run = self.digits(at);
        let goes_on = matches!(self.at(at + run), '-' | '#') && self.at(at + run + 1).is_ascii_digit();
        if run == 0 || goes_on || self.place_at(at + run) && self.at(at + run) != '室' { 0 } else { run }
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
