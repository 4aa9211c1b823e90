//! From letters to pieces: items, amounts, words, notes.

use crate::goods::{Found, Goods, How};
use crate::number;
use crate::plain::{begins, is_han, is_picture, is_word, text};
use crate::remark::{note, room_or_time};
use crate::unit;
use crate::word::{self, Word};
use kernel::Quantity;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub quantity: Quantity,
    /// Empty where none is said.
    pub unit: String,
    /// One or two, a few.
    pub vague: bool,
    /// Written right after a plus or minus.
    pub sign: Option<bool>,
    /// 俩 and 仨: two or three pieces, whatever they are sold in.
    pub pieces: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Item(Found),
    /// Letters that mean nothing here.
    Text,
    Amount(Amount),
    /// 四种: so many kinds.
    Kinds(i64),
    Word(Word),
    /// So much money, in thousandths of the major unit.
    Money(i64),
    /// Where, when, a telephone number, what has been paid.
    Note,
    /// 帮李姐带: for somebody else.
    Carry,
    Space,
    /// The end of a clause.
    Stop,
    Open,
    Close,
    Times,
    Plus,
    Minus,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub piece: Piece,
    pub from: usize,
    pub to: usize,
}

/// What the heading tells about how to read its lines.
#[derive(Debug, Default)]
pub(crate) struct Manner {
    /// Units of the heading that are not among the usual.
    pub units: Vec<Vec<char>>,
    /// 块 is a piece here, not money.
    pub pieces_are_kuai: bool,
    /// Offers are called 1号, 2号.
    pub numbered_offers: bool,
    /// 米 is something to eat, not a length.
    pub rice: bool,
    /// 大 and 小 are offers: tickets for adults and children.
    pub ages: bool,
}

pub(crate) fn scan(chars: &[char], goods: &mut Goods, manner: &Manner) -> Vec<Placed> {
    let mut scanner = Scanner { chars, goods, manner, pieces: Vec::new(), run: None };
    let mut at = 0;
    while at < chars.len() {
        at = scanner.step(at);
    }
    scanner.flush(chars.len());
    scanner.pieces
}

struct Scanner<'a> {
    chars: &'a [char],
    goods: &'a mut Goods,
    manner: &'a Manner,
    pieces: Vec<Placed>,
    /// Where the letters began that are not yet a piece.
    run: Option<usize>,
}

impl Scanner<'_> {
    fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\n')
    }

    fn push(&mut self, piece: Piece, from: usize, to: usize) -> usize {
        self.flush(from);
        self.pieces.push(Placed { piece, from, to });
        to
    }

    fn flush(&mut self, to: usize) {
        let Some(from) = self.run.take().filter(|from| *from < to) else { return };
        let run = text(&self.chars[from..to]);
        let piece = match self.goods.find(&run) {
            Some(found) => Piece::Item(found),
            None => Piece::Text,
        };
        self.pieces.push(Placed { piece, from, to });
    }

    fn step(&mut self, at: usize) -> usize {
        let c = self.at(at);
        if let Some(piece) = self.separator(at) {
            return self.push(piece, at, at + 1);
        }
        if let Some(end) = self.codes(at) {
            return end;
        }
        let kept = self.goods.starts(self.chars, at);
        let alone = kept == 1 && !is_picture(c);
        if kept > 1 || is_picture(c) && kept == 1 {
            if is_picture(c) {
                // A picture is a word of its own.
                self.flush(at);
                self.run = Some(at);
                self.flush(at + kept);
                return at + kept;
            }
            self.run.get_or_insert(at);
            return at + kept;
        }
        if let Some(length) = note(self.chars, at) {
            return self.push(Piece::Note, at, at + length);
        }
        if let Some(length) = self.carry(at) {
            return self.push(Piece::Carry, at, at + length);
        }
        if let Some((found, length)) = word::read(self.chars, at).filter(|_| !alone) {
            return match found {
                Some(found) if self.is_word_here(found, at, length) => {
                    self.push(Piece::Word(found), at, at + length)
                }
                _ => {
                    self.run.get_or_insert(at);
                    at + length
                }
            };
        }
        if let Some((piece, length)) = self.amount(at) {
            return self.push(piece, at, at + length);
        }
        if is_word(c) || is_picture(c) || is_han(c) {
            self.run.get_or_insert(at);
            return at + 1;
        }
        self.push(Piece::Space, at, at + 1)
    }

    fn separator(&self, at: usize) -> Option<Piece> {
        Some(match self.at(at) {
            ' ' | '/' | '|' | '、' | ':' | '·' | '"' | '_' | '\'' | '\\' | '=' | '^' | '`' => Piece::Space,
            '~' => Piece::Space,
            ',' | ';' | '。' | '!' | '\n' | '.' => Piece::Stop,
            '(' | '[' | '{' => Piece::Open,
            ')' | ']' | '}' => Piece::Close,
            '+' => Piece::Plus,
            '-' if self.at(at + 1) == '>' => return None,
            '-' => Piece::Minus,
            '×' => Piece::Times,
            '*' => Piece::Times,
            'x' | 'X' if self.times(at) => Piece::Times,
            _ => return None,
        })
    }

    /// An x that multiplies: before a number, and not in a word or size.
    fn times(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or(' ', |before| self.at(before));
        let next = if self.at(at + 1) == ' ' { self.at(at + 2) } else { self.at(at + 1) };
        let counted = next.is_ascii_digit() || number::is_chinese(next);
        let after_number = before.is_ascii_digit() && !next.is_ascii_alphabetic();
        (counted && !before.is_ascii_alphabetic()) || after_number
    }

    /// Short words that are only meant beside something: 加 before a number or an item, 退 not in 退烧贴.
    fn is_word_here(&mut self, word: Word, at: usize, length: usize) -> bool {
        if length > 1 || self.at(at) == '?' {
            return true;
        }
        let next = at + 1;
        let next = if self.at(next) == ' ' { next + 1 } else { next };
        let ends = next >= self.chars.len() || self.separator(next).is_some();
        let counted = number::read(self.chars, next).is_some() || matches!(self.at(next), '半' | '几' | '¥');
        let item = self.goods.starts(self.chars, next) > 0;
        match word {
            Word::Want | Word::Add | Word::Replace => {
                counted || item || ends || word::read(self.chars, next).is_some() || self.letter_item(next)
            }
            Word::Fewer => counted || item,
            Word::Withdraw => true,
            Word::For => false,
            Word::And => self.run.is_none() || item || counted,
            _ => true,
        }
    }

    /// One letter that names an offer, before an amount: 加蛋2.
    fn letter_item(&mut self, at: usize) -> bool {
        let after = self.at(at + 1);
        let counted = after.is_ascii_digit() || number::is_chinese(after) || matches!(after, '+' | '*' | '×');
        let letter = self.at(at).to_string();
        counted && self.goods.find(&letter).is_some()
    }

    /// 1、3号 and 2号 where offers are called so.
    fn codes(&mut self, at: usize) -> Option<usize> {
        if !self.manner.numbered_offers || self.run.is_some() {
            return None;
        }
        let mut found = Vec::new();
        let mut end = at;
        loop {
            let number = number::read(self.chars, end).filter(|number| number.value.milli % 1000 == 0)?;
            found.push((end, number.value.milli / 1000));
            end += number.length;
            if self.at(end) == '号' {
                break;
            }
            if !matches!(self.at(end), '、' | ',' | '/' | '和' | '&' | ' ' | '+') || found.len() > 20 {
                return None;
            }
            end += 1;
        }
        let offers: Option<Vec<usize>> =
            found.iter().map(|(_, number)| self.goods.code(&format!("{number}号"))).collect();
        let offers = offers?;
        if self.at(end + 1) == '楼' || self.at(end + 1) == '院' {
            return None;
        }
        self.flush(at);
        let count = offers.len();
        for (index, (offer, (from, _))) in offers.into_iter().zip(found).enumerate() {
            let mention = crate::goods::Mention { offers: vec![offer], how: How::Exact };
            let piece = Piece::Item(Found { mentions: vec![mention], left: false });
            let to = if index + 1 == count { end + 1 } else { from + 1 };
            self.pieces.push(Placed { piece, from, to });
        }
        // 2号餐, 2号套餐: the same.
        let more = ["套餐", "餐", "饭", "款"].iter().find_map(|word| begins(self.chars, end + 1, word));
        Some(end + 1 + more.unwrap_or(0))
    }

    /// 帮李姐带, 代小刘: who else it is for, as far as the word of fetching.
    fn carry(&self, at: usize) -> Option<usize> {
        const FETCH: &str = "带拿买订接要来点下报团留取捎";
        let word = ["帮忙", "帮", "代替", "代", "替", "给"]
            .iter()
            .find_map(|word| begins(self.chars, at, word).map(|length| (*word, length)));
        let (word, length) = word?;
        if word::read(self.chars, at).is_some_and(|(meaning, _)| meaning.is_none()) {
            return None;
        }
        let mut end = at + length;
        let mut fetched = None;
        while end < self.chars.len() && end - at <= 12 && self.separator(end).is_none() {
            let c = self.at(end);
            if FETCH.contains(c) {
                let again = FETCH.contains(self.at(end + 1));
                fetched = Some(end + 1 + usize::from(again));
                break;
            }
            end += 1;
        }
        match fetched {
            Some(end) => Some(end - at),
            None if word == "给" => None,
            // Nothing is fetched: who it is for, up to a number.
            None => {
                let stop = (at + length..end)
                    .find(|index| self.at(*index).is_ascii_digit() || self.amount_with_unit(*index));
                Some(stop.unwrap_or(end) - at)
            }
        }
    }

    fn amount_with_unit(&self, at: usize) -> bool {
        number::read(self.chars, at)
            .is_some_and(|number| unit::read(self.chars, at + number.length, &self.manner.units).is_some())
    }

    /// A number with what it counts.
    fn amount(&mut self, at: usize) -> Option<(Piece, usize)> {
        let c = self.at(at);
        if c == '¥' {
            let number = number::read(self.chars, at + 1)?;
            return Some((Piece::Money(number.value.milli), 1 + number.length));
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
        let number = number::read(self.chars, at);
        let Some(number) = number else {
            // Too long for an amount: a telephone number, a parcel's.
            let digits = self.chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            return (digits > 0).then_some((Piece::Note, digits));
        };
        self.counted(at, number)
    }

    fn half(&self, at: usize) -> Option<(Piece, usize)> {
        let half = Quantity::from_milli(500);
        if let Some((unit, length)) = self.unit(at + 1) {
            return Some((amount(half, unit, false), 1 + length));
        }
        let after_item =
            self.run.is_some() || matches!(self.pieces.last(), Some(Placed { piece: Piece::Item(_), .. }));
        let ends = at + 1 >= self.chars.len() || self.separator(at + 1).is_some();
        (after_item && ends).then(|| (amount(half, String::new(), false), 1))
    }

    fn unit(&self, at: usize) -> Option<(String, usize)> {
        if matches!(self.at(at), '大' | '小' | '整' | '中')
            && let Some((unit, length)) = unit::read(self.chars, at + 1, &self.manner.units)
            && unit != "人"
        {
            return Some((format!("{}{unit}", self.at(at)), length + 1));
        }
        let (unit, length) = unit::read(self.chars, at, &self.manner.units)?;
        // 大 and 小 count people only where nothing else could be meant: 2大1小.
        if self.manner.ages && matches!(unit.as_str(), "大" | "小" | "大人" | "小孩" | "儿童" | "成人" | "娃")
        {
            return None;
        }
        if matches!(unit.as_str(), "大" | "小") {
            let next = self.at(at + 1);
            if is_han(next) && !number::is_chinese(next) {
                return None;
            }
        }
        if unit == "米" && self.manner.rice {
            return None;
        }
        Some((unit, length))
    }

    fn counted(&mut self, at: usize, number: number::Number) -> Option<(Piece, usize)> {
        let after = at + number.length;
        // 20人/桌 and 3# are no amounts; nor is what stands in a time or a room.
        if !number.chinese
            && let Some(length) = room_or_time(self.chars, at)
        {
            return Some((Piece::Note, length));
        }
        if let Some(length) =
            ["元", "块钱", "rmb", "RMB", "￥"].iter().find_map(|word| begins(self.chars, after, word))
        {
            return Some((Piece::Money(number.value.milli), number.length + length));
        }
        if self.at(after) == '块' && !self.manner.pieces_are_kuai {
            let cents = self.at(after + 1).to_digit(10).map_or(0, |digit| i64::from(digit) * 100);
            let more = usize::from(cents > 0);
            return Some((Piece::Money(number.value.milli + cents), number.length + 1 + more));
        }
        for kinds in ["种", "样", "款"] {
            if let Some(length) = begins(self.chars, after, kinds) {
                return Some((Piece::Kinds(number.value.milli / 1000), number.length + length));
            }
        }
        if begins(self.chars, after, "个月").is_some() {
            return Some((Piece::Note, number.length + 2));
        }
        let unit = self.unit(after).map(|(unit, length)| (unit, after + length));
        let place = unit::NO_UNITS.split(' ').filter_map(|word| begins(self.chars, after, word)).max();
        let longer = unit.as_ref().map_or(0, |(_, end)| end - after);
        let sized =
            ["码", "寸", "cm", "mm", "尺码", "号码"].iter().find_map(|word| begins(self.chars, after, word));
        if let Some(length) = sized.filter(|_| longer == 0) {
            return Some((Piece::Text, number.length + length));
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
        let (unit, end) = match unit {
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
        // 10斤装, 10kg的: which one, not how many.
        if self.at(end) == '装' || (unit::is_weight(&unit) && self.at(end) == '的' && self.ends(end + 1)) {
            return Some((Piece::Text, end + 1 - at));
        }
        let mut quantity = number.value;
        let mut length = end - at;
        if self.at(end) == '半' && self.at(end + 1) != unit.chars().next().unwrap_or(' ') {
            quantity.milli += 500;
            length += 1;
        }
        let vague = number.vague || self.at(at + length) == '多';
        Some((amount(quantity, unit, vague), length))
    }

    fn ends(&self, at: usize) -> bool {
        at >= self.chars.len() || self.separator(at).is_some()
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
            let code = self.goods.find(&text(&self.chars[end..end + letters])).is_some();
            let sized =
                (sized && !code) || (matches!(next, 'x' | 'X') && matches!(self.at(end + 1), 'l' | 'L'));
            if sized {
                return Some((Piece::Text, number.length + letters));
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

fn amount(quantity: Quantity, unit: String, vague: bool) -> Piece {
    Piece::Amount(Amount { quantity, unit, vague, sign: None, pieces: false })
}
