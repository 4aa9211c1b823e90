//! A number with what it counts: an amount, money, kinds, or a place and time that only looks like one.

use crate::goods::{Found, How, Mention};
use crate::number;
use crate::plain::{begins, is_han, is_picture, text};
use crate::remark::room_or_time;
use crate::scan::{Amount, Piece, Placed, Scanner};
use crate::sound;
use crate::unit;
use crate::word::Word;
use kernel::Quantity;

impl Scanner<'_> {
    /// A number with what it counts.
    pub(crate) fn amount(&mut self, at: usize) -> Option<(Piece, usize)> {
        let c = self.at(at);
        if c == '¥' {
            let number = number::read(self.chars, at + 1)?;
            return Some((Piece::Money(number.value.milli), 1 + number.length));
        }
        if c == '双' && self.at(at + 1) == '份' && self.ends(at + 2) {
            return Some((amount(Quantity::from_milli(2000), String::new(), false), 2));
        }
        if c == '半' {
            return self.half(at);
        }
        if c == '几' {
            let (unit, length) = self.unit(at + 1)?;
            return Some((amount(Quantity::ONE, unit, true), 1 + length));
        }
        // 斤半: one and a half.
        if let Some((unit, length)) = self.unit(at)
            && self.at(at + length) == '半'
            && (unit::is_weight(&unit) || unit == "个")
        {
            return Some((amount(Quantity::from_milli(1500), unit, false), length + 1));
        }
        // 量袋: two, misspelt.
        if c == '量'
            && let Some((unit, length)) = self.unit(at + 1)
            && (self.own_unit(at + 1).is_some() || self.run.is_some() && self.ends(at + 1 + length))
        {
            return Some((amount(Quantity::from_milli(2000), unit, false), 1 + length));
        }
        let number = number::read(self.chars, at);
        let Some(number) = number else {
            // Too long for an amount: a telephone number, a parcel's.
            let digits = self.chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            return (digits > 0).then_some((Piece::Note, digits));
        };
        self.counted(at, number)
    }

    /// 1e9盒, 999999999999盒: counts something, and nobody wants so many. Without a unit, or as long as a mobile's, it is a telephone's or a
    /// parcel's number.
    pub(crate) fn beyond(&self, at: usize) -> Option<(Piece, usize)> {
        const MOBILE: usize = 11;
        let digits = |from: usize| {
            self.chars.get(from..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count()
        };
        let length = digits(at);
        let power = match self.at(at + length) {
            'e' | 'E' if length > 0 => digits(at + length + 1),
            _ => 0,
        };
        let length = match power {
            0 if matches!(length, 0 | MOBILE) || number::read(self.chars, at).is_some() => return None,
            0 => length,
            power => length + 1 + power,
        };
        let (unit, unit_length) = self.unit(at + length)?;
        Some((amount(Quantity::ONE, unit, true), length + unit_length))
    }

    /// A unit that something is sold in here.
    fn own_unit(&self, at: usize) -> Option<(String, usize)> {
        self.unit(at).filter(|(unit, _)| self.manner.units.iter().any(|own| text(own) == *unit))
    }

    /// 2代 and 3相, where things are sold by the 袋 and the 箱: a letter that sounds like it and begins nothing else.
    fn misspelt_unit(&self, at: usize) -> Option<String> {
        let c = self.at(at);
        let named = self.goods.starts(self.chars, at) > 1 || self.goods.letters.contains_key(&c);
        // 41各一: each, and no slip for 个.
        let each = c == '各' && number::read(self.chars, at + 1).is_some();
        if !is_han(c) || number::is_chinese(c) || named || each {
            return None;
        }
        let sound = sound::syllable(c);
        let mut alike = self
            .manner
            .units
            .iter()
            .filter(|own| matches!(own.as_slice(), [one] if sound::syllable(*one) == sound));
        let ends = self.ends(at + 1)
            || number::read(self.chars, at + 1).is_some()
            || self.goods.starts(self.chars, at + 1) > 1
            || crate::word::read(self.chars, at + 1).is_some();
        alike.next().filter(|_| alike.next().is_none() && ends).map(|own| text(own))
    }

    fn half(&self, at: usize) -> Option<(Piece, usize)> {
        let half = Quantity::from_milli(500);
        if let Some(length) = ["半个钟头", "半个钟", "半个小时", "半小时", "半天"]
            .iter()
            .find_map(|word| begins(self.chars, at, word))
        {
            return Some((Piece::Note, length));
        }
        if let Some((unit, length)) = self.unit(at + 1) {
            return Some((amount(half, unit, false), 1 + length));
        }
        let after_item =
            self.run.is_some() || matches!(self.pieces.last(), Some(Placed { piece: Piece::Item(_), .. }));
        let ends = at + 1 >= self.chars.len() || self.separator(at + 1).is_some();
        (after_item && ends).then(|| (amount(half, String::new(), false), 1))
    }

    fn counted(&mut self, at: usize, number: number::Number) -> Option<(Piece, usize)> {
        let after = at + number.length;
        // 按50算
        if at > 0 && self.at(at - 1) == '按' && begins(self.chars, after, "算").is_some() {
            return Some((Piece::Note, number.length + 1));
        }
        // 身高1.4米, 孩子1米1: how tall.
        let tall = text(&self.chars[..at]).ends_with("身高") || text(&self.chars[..at]).ends_with("身高:");
        let metres = self.at(after) == '米' && !self.manner.rice && number.value.milli < 2_500;
        if metres && (tall || self.at(after + 1).is_ascii_digit() && !self.manner.units.contains(&vec!['米']))
        {
            let more = self.chars[after + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
            return Some((Piece::Note, number.length + 1 + more));
        }
        // 20人/桌 and 3# are no amounts; nor is what stands in a time or a room.
        if !number.chinese
            && let Some(length) = room_or_time(self.chars, at)
        {
            return Some((Piece::Note, length));
        }
        if let Some(length) = ["元", "块钱", "rmb", "RMB", "￥", "蚊", "块大洋"]
            .iter()
            .find_map(|word| begins(self.chars, after, word))
        {
            return Some((Piece::Money(number.value.milli), number.length + length));
        }
        // 三块 where nothing costs so little: three pieces.
        let of_item = match self.run {
            Some(from) => self.goods.find(&text(&self.chars[from..at])).is_some(),
            None => {
                let solid = self.pieces.iter().rev().find(|placed| placed.piece != Piece::Space);
                matches!(solid, Some(Placed { piece: Piece::Item(_), .. }))
            }
        };
        let pieces = self.manner.pieces_are_kuai
            || of_item && number.value.milli < self.manner.cheapest && self.at(after + 1) != '钱';
        if self.at(after) == '块' && !pieces {
            let cents = self.at(after + 1).to_digit(10).map_or(0, |digit| i64::from(digit) * 100);
            let more = usize::from(cents > 0);
            return Some((Piece::Money(number.value.milli + cents), number.length + 1 + more));
        }
        // 草莓2盒=71, 合计:75.00: what it costs.
        let before = text(&self.chars[..at]);
        let before = before.trim_end_matches([' ', ':']);
        let cents = self.chars[at..after].contains(&'.') && number.length >= 4;
        let summed = before.ends_with('=') && at > 2
            || cents && ["合计", "共计", "总计", "共"].iter().any(|word| before.ends_with(word));
        if !number.chinese && summed && self.ends(after) {
            return Some((Piece::Money(number.value.milli), number.length));
        }
        // 25*2=50
        if let Some(length) = self.sum(at) {
            return Some((Piece::Note, length));
        }
        // 48已转
        let paid = ["已转", "已付", "转了", "已支付", "转账", "已收", "付了", "已发"];
        if !number.chinese && paid.iter().any(|word| begins(self.chars, after, word).is_some()) {
            return Some((Piece::Note, number.length));
        }
        for kinds in ["种", "样", "款"] {
            if let Some(length) = begins(self.chars, after, kinds) {
                return Some((Piece::Kinds(number.value.milli / 1000), number.length + length));
            }
        }
        // 三顿都吃, 五天都要: of each, where there are as many.
        let classed = matches!(self.at(after), '顿' | '天' | '场' | '节' | '餐' | '期' | '门' | '课');
        if classed
            && matches!(self.at(after + 1), '都' | '全' | '各')
            && usize::try_from(number.value.milli / 1000) == Ok(self.goods.choice())
            && self.goods.choice() > 1
        {
            return Some((Piece::Kinds(number.value.milli / 1000), number.length + 1));
        }
        if let Some(length) =
            ["个月", "个钟", "个小时", "个钟头"].iter().find_map(|word| begins(self.chars, after, word))
        {
            return Some((Piece::Note, number.length + length));
        }
        // 十来根, 二十多个
        if matches!(self.at(after), '来' | '几' | '多')
            && let Some((unit, length)) = self.unit(after + 1)
        {
            return Some((amount(number.value, unit, true), number.length + 1 + length));
        }
        let unit = self.unit(after).map(|(unit, length)| (unit, after + length));
        let unit = unit.or_else(|| self.misspelt_unit(after).map(|unit| (unit, after + 1)));
        let place = match &unit {
            Some((unit, end)) if *end == after + 1 && !unit.starts_with(self.at(after)) => None,
            _ => unit::NO_UNITS.split(' ').filter_map(|word| begins(self.chars, after, word)).max(),
        };
        let longer = unit.as_ref().map_or(0, |(_, end)| end - after);
        let sized =
            ["码", "寸", "cm", "mm", "尺码", "号码"].iter().find_map(|word| begins(self.chars, after, word));
        if let Some(length) = sized.filter(|_| longer == 0) {
            // 夏装120码2套: a size stands between a thing and how many.
            let counted = !number.chinese && self.amount_with_unit(after + length);
            return Some((if counted { Piece::Note } else { Piece::Text }, number.length + length));
        }
        if let Some(length) = place.filter(|length| *length > longer || longer == 0) {
            let mut end = after + length;
            while self.at(end).is_ascii_digit()
                || (self.at(end) == '-' && self.at(end + 1).is_ascii_digit())
                || matches!(self.at(end), '半' if self.at(end - 1) == '点')
            {
                end += 1;
            }
            return Some((Piece::Note, end - at));
        }
        if let Some((vague, length)) = self.range(at, &number) {
            return Some((vague, length));
        }
        // 柜机1挂机3, 牛肉1盒饭2: what begins here is the next thing, and no unit.
        let next = self.goods.starts(self.chars, after);
        let unit = unit.filter(|(_, end)| {
            let item = next >= 2
                && end - after <= next
                && self.goods.begins_a_name(&text(&self.chars[after..after + next]));
            let counted =
                self.at(after + next).is_ascii_digit() || number::read(self.chars, after + next).is_some();
            !(item && of_item && counted)
        });
        let (mut unit, end) = match unit {
            Some(found) => found,
            // 仨 箱: with a blank between, where the unit stands alone.
            None if self.at(after) == ' ' => match self.unit(after + 1) {
                Some((unit, length)) if self.ends(after + 1 + length) => (unit, after + 1 + length),
                _ => (String::new(), after),
            },
            None => (String::new(), after),
        };
        if unit.is_empty() {
            return self.without_unit(at, number);
        }
        // 鸡翅 4只/份: what a piece holds.
        if self.at(end) == '/'
            && let Some((_, more)) = self.unit(end + 1)
        {
            return Some((Piece::Note, end + 1 + more - at));
        }
        // 四本全要: of each.
        let whole = matches!(self.at(end), '全' | '都' | '各');
        if whole
            && usize::try_from(number.value.milli / 1000) == Ok(self.goods.single_things())
            && self.goods.single_things() > 2
        {
            return Some((Piece::Kinds(number.value.milli / 1000), end - at));
        }
        // 10kg of the bags of 5 and 10: which one.
        let sized = self.goods.sized(number.value, &unit);
        if !sized.is_empty() && number.value.milli > 0 {
            let more =
                ["装的", "装", "的"].iter().find_map(|word| begins(self.chars, end, word)).unwrap_or(0);
            let mention =
                Mention { offers: sized, how: How::Roundabout(crate::Doubt::Concluded), besides: None };
            let found = Found { mentions: vec![mention], left: false };
            return Some((Piece::Item(found), end + more - at));
        }
        // 10斤装, 10kg的: which one, not how many.
        if self.at(end) == '装' || (unit::is_weight(&unit) && self.at(end) == '的' && self.ends(end + 1)) {
            return Some((Piece::Text, end + 1 - at));
        }
        let mut quantity = number.value;
        let mut length = end - at;
        if self.at(end) == '半'
            && self.at(end + 1) != unit.chars().next().unwrap_or(' ')
            && !matches!(self.at(end + 1), '糖' | '熟' | '价' | '辣' | '冰' | '肥')
        {
            quantity.milli += 500;
            length += 1;
        }
        // 三个半小时
        if let Some(more) = self.manner.units.iter().find(|more| {
            more.len() > 1 && begins(self.chars, at + length, &text(more)).is_some() && unit == "个"
        }) {
            length += more.len();
            unit = text(more);
        }
        // 三斤二两, 三斤二
        if let Some((more, size)) = self.smaller(at + length, &unit) {
            quantity.milli += more;
            length += size;
        }
        // 一斤多; 1份多放辣子 is one.
        let more = self.at(at + length) == '多'
            && (self.ends(at + length + 1)
                || matches!(self.at(at + length + 1), '点' | '吧' | '的')
                || self.goods.starts(self.chars, at + length + 1) > 1);
        let vague = number.vague || more;
        Some((amount(quantity, unit, vague), length))
    }

    /// A calculation, how long it is: 25*2=50, 50+30=80元.
    fn sum(&self, at: usize) -> Option<usize> {
        let part =
            |c: &char| c.is_ascii_digit() || matches!(c, '*' | '×' | 'x' | '+' | '=' | '.' | ' ' | '元');
        let run = self.chars[at..].iter().take_while(|c| part(c)).count();
        let all = &self.chars[at..at + run];
        let equals = all.iter().position(|c| *c == '=')?;
        let left = all[..equals].iter().any(|c| matches!(c, '*' | '×' | 'x' | '+'));
        let right = all[equals + 1..].iter().any(char::is_ascii_digit);
        (left && right).then_some(run)
    }

    /// What follows a weight in a smaller one, in thousandths of the larger, and its length.
    fn smaller(&self, at: usize, unit: &str) -> Option<(i64, usize)> {
        let larger = unit::in_grams(unit)?;
        let number = number::read(self.chars, at).filter(|number| !number.vague)?;
        match unit::read(self.chars, at + number.length, &[]) {
            Some((small, length)) => {
                let grams = unit::in_grams(&small).filter(|grams| *grams < larger)?;
                let milli = number.value.milli.checked_mul(grams)? / larger;
                (milli < 1000).then_some((milli, number.length + length))
            }
            None => {
                let one = number.chinese && number.length == 1 && number.value.milli < 10_000;
                (one && larger == 500 && self.ends(at + 1)).then_some((number.value.milli / 10, 1))
            }
        }
    }

    /// 再来盒肉, 加只鸡: one, right after a word of wanting.
    pub(crate) fn implied_one(&mut self, at: usize) -> Option<(Piece, usize)> {
        let wanted = self.run.is_none()
            && matches!(
                self.pieces.last(),
                Some(Placed { piece: Piece::Word(Word::Add | Word::Want | Word::Replace), to, .. }) if *to == at
            );
        if !wanted {
            return None;
        }
        let (unit, length) =
            self.unit(at).filter(|(unit, _)| !matches!(unit.as_str(), "大" | "小" | "中"))?;
        let next = at + length;
        let item = self.goods.starts(self.chars, next) > 0 || self.letter_item(next);
        let unit = if matches!(unit.as_str(), "个" | "份") { String::new() } else { unit };
        (item || self.ends(next)).then(|| (amount(Quantity::ONE, unit, false), length))
    }

    /// 2-3盒, 两到三斤, 1或2盒.
    fn range(&self, at: usize, number: &number::Number) -> Option<(Piece, usize)> {
        let join = at + number.length;
        let mut from = join;
        if self.unit(from).is_some() {
            from += self.unit(from)?.1;
        }
        let joined =
            ["或者", "或", "到", "至", "~", "-"].iter().find_map(|word| begins(self.chars, from, word))?;
        let second = number::read(self.chars, from + joined)?;
        let end = from + joined + second.length;
        let (unit, length) = self.unit(end)?;
        let rising = second.value > number.value && second.value.milli <= number.value.milli + 10_000;
        rising.then(|| (amount(number.value, unit, true), end + length - at))
    }

    /// Arabic digits are an amount wherever they stand. Chinese ones only where nothing else can be meant: they are
    /// in names, too.
    fn without_unit(&mut self, at: usize, number: number::Number) -> Option<(Piece, usize)> {
        let end = at + number.length;
        let next = self.at(end);
        if !number.chinese {
            // 2XL, 38码: sizes.
            let sized = next.is_ascii_alphabetic()
                && !matches!(next, 'x' | 'X')
                && self.goods.starts(self.chars, end) == 0;
            let letters = self.chars[end..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
            let latin = text(&self.chars[end..end + letters]).to_lowercase();
            let spelt = self
                .manner
                .units
                .iter()
                .map(|unit| text(unit))
                .find(|unit| letters > 1 && sound::latin(unit).0 == latin);
            if let Some(unit) = spelt {
                return Some((amount(number.value, unit, false), number.length + letters));
            }
            let code = self.goods.find(&text(&self.chars[end..end + letters])).is_some();
            let sized =
                (sized && !code) || (matches!(next, 'x' | 'X') && matches!(self.at(end + 1), 'l' | 'L'));
            if sized {
                return Some((Piece::Text, number.length + letters));
            }
            let added = self.run.is_none()
                && matches!(self.pieces.last(), Some(Placed { piece: Piece::Word(Word::Add), .. }));
            if self.manner.sized && number.value.milli >= 20_000 && !added {
                return Some((Piece::Note, number.length));
            }
            return Some((amount(number.value, String::new(), false), number.length));
        }
        let after_item = match self.run {
            Some(from) => self.goods.find(&text(&self.chars[from..at])).is_some(),
            None => !matches!(
                self.pieces.last(),
                Some(Placed { piece: Piece::Text | Piece::Note | Piece::Carry, .. })
            ),
        };
        let said = ["吧", "了", "哈", "啊", "哦", "先", "呀", "啦", "的"]
            .iter()
            .any(|word| begins(self.chars, end, word).is_some());
        let ends = self.ends(end) || next == '?' || is_picture(next) || said;
        let item = self.goods.starts(self.chars, end) > 0 || self.letter_item(end);
        let pieces = matches!(self.at(at), '俩' | '仨');
        (after_item && (ends || item)).then(|| {
            let amount = Amount {
                quantity: number.value,
                unit: String::new(),
                vague: number.vague,
                sign: None,
                pieces,
            };
            (Piece::Amount(amount), number.length)
        })
    }
}

pub(crate) fn amount(quantity: Quantity, unit: String, vague: bool) -> Piece {
    Piece::Amount(Amount { quantity, unit, vague, sign: None, pieces: false })
}
