//! From letters to pieces: items, amounts, words, notes.

use crate::count;
use crate::goods::{Found, Goods};
use crate::number;
use crate::plain::{begins, is_han, is_picture, is_word, text};
use crate::remark::note;
use crate::unit;
use crate::word::{self, Word};
use kernel::Quantity;

pub(crate) use crate::piece::{Amount, Manner, Piece, Placed};

pub(crate) fn scan(chars: &[char], goods: &mut Goods, manner: &Manner) -> Vec<Placed> {
    let mut scanner = Scanner { chars, goods, manner, pieces: Vec::new(), run: None };
    let mut at = 0;
    while at < chars.len() {
        at = scanner.step(at);
    }
    scanner.flush(chars.len());
    let pieces = crate::flavours::narrowed(crossed(chars, scanner.pieces));
    crate::houses::left_out(chars, goods, pieces)
}

/// 蒜蓉 小份, 10kg的大米: two words side by side that several are called by each, and one by both.
fn crossed(chars: &[char], pieces: Vec<Placed>) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::with_capacity(pieces.len());
    let mut closed = false;
    let mut rest = pieces.into_iter().peekable();
    while let Some(placed) = rest.next() {
        if std::mem::take(&mut closed) {
            continue;
        }
        // 大闸蟹(母)
        if let Piece::Item(second) = &placed.piece
            && matches!(rest.peek(), Some(Placed { piece: Piece::Close, .. }))
            && let [.., Placed { piece: Piece::Item(first), from, .. }, Placed { piece: Piece::Open, .. }] =
                kept.as_slice()
            && let Some(found) = first.crossed(second)
        {
            let both = Placed { piece: Piece::Item(found), from: *from, to: placed.to + 1 };
            kept.truncate(kept.len() - 2);
            kept.push(both);
            closed = true;
            continue;
        }
        // 粘豆包要大黄米的
        let back =
            kept.iter().rposition(|before| !matches!(before.piece, Piece::Space | Piece::Word(Word::Want)));
        let both = match (back.map(|at| &kept[at]), &placed.piece) {
            (Some(Placed { piece: Piece::Item(first), to, .. }), Piece::Item(second)) => {
                // 金煌芒5斤装, where 贵妃芒5斤装 is sold, too: of the first.
                let size = *to == placed.from && chars[placed.from].is_ascii_digit() && second.sized();
                let only = size && matches!(first.mentions.as_slice(), [one] if one.offers.len() == 1);
                if only { Some(first.clone()) } else { first.crossed(second) }
            }
            _ => None,
        };
        match (both, back) {
            (Some(found), Some(at)) => {
                kept.truncate(at + 1);
                kept[at] = Placed { piece: Piece::Item(found), from: kept[at].from, to: placed.to };
            }
            _ => kept.push(placed),
        }
    }
    kept
}

pub(crate) struct Scanner<'a> {
    pub(crate) chars: &'a [char],
    pub(crate) goods: &'a mut Goods,
    pub(crate) manner: &'a Manner,
    pub(crate) pieces: Vec<Placed>,
    /// Where the letters began that are not yet a piece.
    pub(crate) run: Option<usize>,
}

impl Scanner<'_> {
    pub(crate) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\n')
    }

    fn push(&mut self, piece: Piece, from: usize, to: usize) -> usize {
        self.flush(from);
        self.pieces.push(Placed { piece, from, to });
        to
    }

    pub(crate) fn flush(&mut self, to: usize) {
        let Some(from) = self.run.take().filter(|from| *from < to) else { return };
        let run = text(&self.chars[from..to]);
        const FILLERS: &str = "哦嗯好是那就吧啊呃哈额对行得我也想请先呀嘛咯哎诶喔嘿俺噉咁嗱喇噻";
        // 鸡架汤各三
        let each = matches!(self.at(to), '各' | '都');
        let found = if each { self.goods.pair(&run) } else { None };
        let piece = match found.or_else(|| self.goods.find(&run)) {
            Some(found) => Piece::Item(found),
            None if run.chars().all(|c| FILLERS.contains(c)) => Piece::Word(Word::Want),
            None => Piece::Text,
        };
        if piece == Piece::Text
            && let Some(found) = self.last_letter(from, to)
        {
            self.pieces.push(Placed { piece: Piece::Text, from, to: to - 1 });
            self.pieces.push(Placed { piece: Piece::Item(found), from: to - 1, to });
            return;
        }
        self.pieces.push(Placed { piece, from, to });
    }

    /// 我孙女糖1斤: the letter right before how much, where one thing has it.
    fn last_letter(&mut self, from: usize, to: usize) -> Option<Found> {
        let letter = self.at(to - 1);
        let counted = self.amount_with_unit(to) || self.at(to).is_ascii_digit();
        let rival = self.goods.is_rival(&text(&self.chars[from..to]));
        if to - from < 2 || !counted || !is_han(letter) || self.goods.choice() < 2 || rival {
            return None;
        }
        self.goods.letters.get(&letter).filter(|row| row.len() == 1)?;
        self.goods
            .find(&letter.to_string())
            .filter(|found| found.mentions.iter().all(|mention| mention.offers.len() == 1))
    }

    fn step(&mut self, at: usize) -> usize {
        let c = self.at(at);
        if let Some(end) = self.bracketed_code(at) {
            return end;
        }
        if let Some(piece) = self.separator(at) {
            return self.push(piece, at, at + 1);
        }
        if let Some(end) = self.codes(at) {
            return end;
        }
        if let Some((amount, length)) = self.of_the_last(at) {
            return self.push(amount, at, at + length);
        }
        let kept = self.goods.starts(self.chars, at);
        let kept =
            if kept <= 1 && self.run.is_none() { kept.max(self.goods.sounded(self.chars, at)) } else { kept };
        let alone = kept == 1 && !is_picture(c);
        if kept > 1 || is_picture(c) && kept == 1 {
            if is_picture(c) {
                // A picture is a word of its own.
                self.flush(at);
                self.run = Some(at);
                self.flush(at + kept);
                // 🍇🍇 is two.
                let more = self.chars[at..].iter().take_while(|other| **other == c).count();
                if more > 1 {
                    let piece = count::amount(Quantity::from_milli(more as i64 * 1000), String::new(), false);
                    self.pieces.push(Placed { piece, from: at + 1, to: at + more });
                }
                return at + more;
            }
            self.run.get_or_insert(at);
            return at + kept;
        }
        if let Some(length) = self.letter_code(at) {
            self.flush(at);
            self.run = Some(at);
            self.flush(at + length);
            return at + length;
        }
        // 辣不辣, 熟了没: asks.
        let twice = c == '不' && at > 0 && is_han(self.at(at + 1)) && self.at(at - 1) == self.at(at + 1);
        if twice || c == '了' && self.at(at + 1) == '没' && self.ends(at + 2) && self.run.is_some() {
            return self.push(Piece::Word(Word::Question), at, at + 2);
        }
        // 能便宜点不: asks.
        if c == '不' && self.run.is_some() && self.ends(at + 1) && !self.chars[..at].ends_with(&['要']) {
            return self.push(Piece::Word(Word::Question), at, at + 1);
        }
        // 白玫瑰那扎不要了, 红的那条围巾: one of them.
        if self.at(at) == '那'
            && let Some((unit, length)) = self.unit(at + 1)
            && !matches!(
                unit.as_str(),
                "个" | "种" | "款" | "家" | "位" | "套" | "两" | "斤" | "组" | "份" | "单"
            )
            && ["不要", "退", "取消", "去掉", "不用"].iter().any(|word| text(self.chars).contains(word))
            && (self.goods.starts(self.chars, at + 1 + length) > 1
                || matches!(
                    word::read(self.chars, at + 1 + length),
                    Some((Some(Word::Withdraw | Word::Without), _))
                ))
        {
            return self.push(count::amount(Quantity::ONE, unit, false), at, at + 1 + length);
        }
        // 多打蚝, 要多笼: one more.
        if self.at(at) == '多'
            && self.run.is_none()
            && let Some((unit, length)) =
                self.unit(at + 1).filter(|(unit, _)| !matches!(unit.as_str(), "大" | "小" | "个" | "两"))
        {
            let next = at + 1 + length;
            let item = self.goods.starts(self.chars, next) > 0 || self.letter_item(next);
            let wanted = matches!(self.pieces.last(), Some(Placed { piece: Piece::Word(Word::Want), .. }));
            if item || wanted && self.ends(next) {
                self.push(Piece::Word(Word::Add), at, at + 1);
                return self.push(count::amount(Quantity::ONE, unit, false), at + 1, next);
            }
        }
        // 再来4盆月季,凑10盆: what it comes to.
        if self.at(at) == '凑' && self.pieces.iter().any(|placed| matches!(placed.piece, Piece::Amount(_))) {
            let more = 1 + ["够", "个", "满", "成", "齐"]
                .iter()
                .find_map(|word| begins(self.chars, at + 1, word))
                .unwrap_or(0);
            if let Some((Piece::Amount(_), length)) = self.amount(at + more) {
                return self.push(Piece::Note, at, at + more + length);
            }
        }
        // 家里还有半瓶, 还剩6罐
        if let Some(length) = ["家里还有", "家里有", "家还有", "还剩", "剩下", "剩"]
            .iter()
            .find_map(|word| begins(self.chars, at, word))
            && at.checked_sub(1).is_none_or(|before| self.at(before) != '只')
            && let Some((Piece::Amount(_), more)) = self.amount(at + length)
        {
            return self.push(Piece::Note, at, at + length + more);
        }
        if let Some(length) = self.declines(at) {
            return self.push(Piece::Word(Word::Decline), at, at + length);
        }
        if let Some(length) = self.by_price(at) {
            return length;
        }
        if let Some((amount, length)) = self.beyond(at) {
            return self.push(amount, at, at + length);
        }
        let ordered = self.pieces.iter().any(|placed| matches!(placed.piece, Piece::Amount(_)));
        if let Some(length) = note(self.chars, at).or_else(|| crate::also::told(self.chars, at, ordered)) {
            return self.push(Piece::Note, at, at + length);
        }
        let after_amount =
            self.run.is_none() && matches!(self.pieces.last(), Some(Placed { piece: Piece::Amount(_), .. }));
        // 来俩,一盒是婆婆的
        let owned = c == '是' && text(&self.chars[at..]).trim_end().ends_with('的');
        if after_amount && (matches!(c, '给' | '放' | '送' | '自') || owned) {
            let end = (at..self.chars.len())
                .find(|index| self.separator(*index).is_some() || self.amount_with_unit(*index));
            let end = end.unwrap_or(self.chars.len());
            return self.push(Piece::Share, at, end);
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
        if let Some(length) = self.thing(at) {
            self.run.get_or_insert(at);
            return at + length;
        }
        if let Some((piece, length)) = self.implied_one(at).or_else(|| self.amount(at)) {
            return self.push(piece, at, at + length);
        }
        if is_word(c) || is_han(c) {
            self.run.get_or_insert(at);
            return at + 1;
        }
        self.push(Piece::Space, at, at + 1)
    }

    /// 大果要五斤, where a box of 5斤 is sold, too: how much of what is sold by weight.
    fn of_the_last(&mut self, at: usize) -> Option<(Piece, usize)> {
        let number = number::read(self.chars, at).filter(|number| !number.vague)?;
        let (unit, length) = self.unit(at + number.length).filter(|(unit, _)| unit::is_weight(unit))?;
        let end = at + number.length + length;
        let named = self.goods.starts(self.chars, at) >= end - at
            || !self.goods.sized(number.value, &unit).is_empty();
        if matches!(self.at(end), '装' | '的') || !named {
            return None;
        }
        let found = match self.run {
            Some(from) => self.goods.find(&text(&self.chars[from..at]))?,
            None => {
                let wanted = |piece: &Piece| {
                    matches!(
                        piece,
                        Piece::Space | Piece::Times | Piece::Word(Word::Want | Word::Total | Word::Replace)
                    )
                };
                match &self.pieces.iter().rev().find(|placed| !wanted(&placed.piece))?.piece {
                    Piece::Item(found) => found.clone(),
                    _ => return None,
                }
            }
        };
        let weighed = |mention: &crate::goods::Mention| {
            mention.offers.iter().all(|offer| unit::is_weight(&self.goods.offers[*offer].unit))
        };
        let last = found.mentions.last().is_some_and(weighed);
        // 皮皮虾一斤半
        let half = self.at(end) == '半';
        let quantity = Quantity::from_milli(number.value.milli + if half { 500 } else { 0 });
        last.then(|| (count::amount(quantity, unit, false), number.length + length + usize::from(half)))
    }

    /// A4纸2箱, 5号电池4节, 84消毒液2瓶, 2B铅笔5支: a number that belongs to the name of a thing. How long it is.
    fn thing(&self, at: usize) -> Option<usize> {
        let count = |from: usize, of: fn(&char) -> bool| {
            self.chars[from.min(self.chars.len())..].iter().take_while(|c| of(c)).count()
        };
        let letters = count(at, char::is_ascii_alphabetic);
        let plain = |c: char| is_han(c) && !number::is_chinese(c);
        let free = |end: usize| plain(self.at(end)) && self.unit(end).is_none();
        if (1..=3).contains(&letters) && self.run.is_none() {
            let digits = count(at + letters, char::is_ascii_digit);
            let end = at + letters + digits;
            let code = self.goods.code(&text(&self.chars[at..at + letters]).to_lowercase()).is_some();
            let other = self.goods.starts(self.chars, end) > 0
                || word::read(self.chars, end).is_some()
                || self.goods.letters.contains_key(&self.at(end)) && self.amount_with_unit(end + 1);
            let fits = (1..=4).contains(&digits) && !code && !other && free(end);
            return fits.then_some(letters + digits + 1);
        }
        if !self.goods.offers.is_empty() || self.run.is_some() {
            return None;
        }
        let number = number::read(self.chars, at).filter(|number| !number.vague && number.length <= 4)?;
        let mut end = at + number.length;
        let marked = self.at(end) == '号' || self.at(end).is_ascii_uppercase() && plain(self.at(end + 1));
        end += usize::from(marked);
        let named = count(end, |c| is_han(*c) && !number::is_chinese(*c));
        let counted = self.amount_with_unit(end + named);
        let long = !number.chinese && number.length >= 2;
        ((marked || long) && free(end) && (2..=5).contains(&named) && counted).then_some(end - at + 1)
    }

    /// A, B2: a code of the heading, whole and beside nothing Latin.
    fn letter_code(&mut self, at: usize) -> Option<usize> {
        let latin = |c: char| c.is_ascii_alphabetic();
        if !latin(self.at(at)) || at.checked_sub(1).is_some_and(|before| latin(self.at(before))) {
            return None;
        }
        let letters = self.chars[at..].iter().take_while(|c| latin(**c)).count();
        let code = text(&self.chars[at..at + letters]).to_lowercase();
        self.goods.code(&code).map(|_| letters)
    }

    pub(crate) fn separator(&self, at: usize) -> Option<Piece> {
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
        // 20斤嘛 tells, 甜嘛 asks.
        if self.at(at) == '嘛' {
            return self.run.is_some();
        }
        let slip = self.at(at) == '该';
        // 把钱转给队长: how it is paid.
        if word == Word::Withdraw && self.at(at) == '转' && at > 0 && "钱款费账".contains(self.at(at - 1))
        {
            return false;
        }
        if length > 1 && !slip || self.at(at) == '?' {
            return true;
        }
        let next = at + length;
        let next = if self.at(next) == ' ' { next + 1 } else { next };
        let ends = next >= self.chars.len() || self.separator(next).is_some() || is_picture(self.at(next));
        let counted = number::read(self.chars, next).is_some() || matches!(self.at(next), '半' | '几' | '¥');
        // 加个蛋
        let some = self.unit(next).is_some_and(|(_, length)| self.letter_item(next + length));
        let item = some || self.goods.starts(self.chars, next) > 0 || self.letter_code(next).is_some();
        if slip {
            return counted || item;
        }
        match word {
            Word::Want | Word::Add | Word::Replace => {
                counted || item || ends || word::read(self.chars, next).is_some() || self.letter_item(next)
            }
            Word::Bring => counted && !self.letter_item(at) || self.companion(next),
            Word::Fewer => counted || item,
            Word::Withdraw => true,
            Word::For => false,
            Word::And => self.run.is_none() || item || counted || self.item_joined(at, next),
            _ => true,
        }
    }

    /// 葡萄和兰莓: what stands on both sides is sold, however it is spelt.
    fn item_joined(&mut self, at: usize, next: usize) -> bool {
        let Some(from) = self.run else { return true };
        let long = self.chars[next..]
            .iter()
            .take(9)
            .take_while(|c| is_han(**c) && !number::is_chinese(**c) && !"和跟与及各都".contains(**c))
            .count();
        let (before, after) = (text(&self.chars[from..at]), text(&self.chars[next..next + long]));
        let mut sold =
            |word: &str| word.chars().count() >= 2 && self.goods.find(word).is_some_and(|found| !found.left);
        sold(&before) && sold(&after)
    }

    /// One letter that names an offer, before an amount: 加蛋2.
    pub(crate) fn letter_item(&mut self, at: usize) -> bool {
        let after = self.at(at + 1);
        let counted = after.is_ascii_digit() || number::is_chinese(after) || matches!(after, '+' | '*' | '×');
        let letter = self.at(at).to_string();
        let more = matches!(word::read(self.chars, at + 1), Some((Some(Word::And | Word::Add), _)));
        let said = matches!(after, '哈' | '吧' | '啊' | '哦' | '呀') && self.ends(at + 2);
        (counted || more || said || self.ends(at + 1)) && self.goods.find(&letter).is_some()
    }

    pub(crate) fn amount_with_unit(&self, at: usize) -> bool {
        number::read(self.chars, at)
            .is_some_and(|number| unit::read(self.chars, at + number.length, &self.manner.units).is_some())
    }

    pub(crate) fn unit(&self, at: usize) -> Option<(String, usize)> {
        if let Some(own) =
            self.manner.units.iter().find(|own| own.len() > 1 && begins(self.chars, at, &text(own)).is_some())
        {
            return Some((text(own), own.len()));
        }
        if matches!(self.at(at), '大' | '小' | '整' | '中')
            && let Some((unit, length)) = unit::read(self.chars, at + 1, &self.manner.units)
            && unit != "人"
            && !unit::is_weight(&unit)
        {
            return Some((format!("{}{unit}", self.at(at)), length + 1));
        }
        if matches!(self.at(at), '大' | '小') && !self.manner.ages {
            let next = self.at(at + 1);
            let counts = !is_han(next) || number::is_chinese(next);
            return counts.then(|| (self.at(at).to_string(), 1));
        }
        let (unit, length) = unit::read(self.chars, at, &self.manner.units)?;
        // 140两套: two sets, not so many liang.
        if unit == "两" && unit::read(self.chars, at + 1, &self.manner.units).is_some() {
            return None;
        }
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

    pub(crate) fn ends(&self, at: usize) -> bool {
        at >= self.chars.len() || self.separator(at).is_some() || is_picture(self.at(at))
    }
}
