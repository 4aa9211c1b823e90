//! Who ordered: the beginning of a line, without building, room, department and remarks.

use crate::goods::{Goods, How};
pub(crate) use crate::personal::is_personal;
use crate::personal::{is_family, titled};
use crate::plain::{begins, is_han, is_picture, is_word, text};
use crate::scan::{self, Manner};
use crate::signed;
use crate::word::{self, Word};
use crate::{Doubt, number, unit};

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub name: String,
    /// Where the order begins.
    pub from: usize,
    /// Where it ends, when the name stood last.
    pub to: Option<usize>,
    pub doubt: Option<Doubt>,
    /// Where the name stands within the order.
    pub cut: Option<(usize, usize)>,
}

/// Departments that stand before a name.
pub(crate) const DEPARTMENTS: &str = "hr it pm qa 领队 收队 副领队 摄影 财务 行政 人事 技术 市场 运营 销售 研发 产品 设计 客服 法务 采购 仓库 前台 后勤 工会 \
    项目 测试 物流 生产 质检 实习 外包 司机 保洁 保安 食堂 实习生 行政部 门卫";

pub(crate) fn read(chars: &[char], goods: &mut Goods, manner: &Manner, sender: Option<&str>) -> Name {
    let mut reader = Reader { chars, goods, manner };
    reader.read(sender)
}

pub(crate) struct Reader<'a> {
    pub(crate) chars: &'a [char],
    pub(crate) goods: &'a mut Goods,
    pub(crate) manner: &'a Manner,
}

/// One stretch of letters up to a separator.
#[derive(Clone, Copy)]
pub(crate) struct Chunk {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Reader<'_> {
    pub(crate) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\n')
    }

    fn read(&mut self, sender: Option<&str>) -> Name {
        if let Some(sender) = sender {
            return self.sent(sender);
        }
        if let Some(found) = self.spoken_to() {
            return found;
        }
        if let Some(found) = self.labelled() {
            return found;
        }
        if let Some(found) = self.dashed_at_the_end() {
            return found;
        }
        if self.manner.signed
            && let Some(found) = self.signed()
        {
            return found;
        }
        if let Some(mark) = self.manner.mark
            && let Some(end) = crate::entry::marked(self.chars, mark)
            && self.chars[..end].contains(&' ')
            && !matches!(self.chars[0], '(' | '[')
        {
            return Name { name: self.named(0, end), from: end, ..Name::default() };
        }
        let mut at = self.skip(0);
        // 姓名:小雨 房号:3-501
        let label = ["姓名", "名字", "昵称", "称呼", "业主", "接龙人"]
            .iter()
            .find_map(|word| begins(self.chars, at, word));
        if let Some(length) = label.filter(|length| self.at(at + length) == ':') {
            at = self.skip(at + length + 1);
        }
        // 机械2102-不挂科: the class, and whatever they call themselves.
        let han = self.chars[at.min(self.chars.len())..].iter().take_while(|c| is_han(**c)).count();
        let digits = self.digits(at + han);
        let dash = at + han + digits;
        if (2..=4).contains(&han)
            && (3..=4).contains(&digits)
            && matches!(self.at(dash), '-' | ' ')
            && self.goods.starts(self.chars, at) < 2
            && let Some(chunk) = self.chunk(dash + 1)
            && self.at(dash) == '-'
        {
            return Name { name: self.named(chunk.from, chunk.to), from: chunk.to, ..Name::default() };
        }
        // 学号12小雨
        let number =
            ["学号", "工号", "编号", "房号", "座号"].iter().find_map(|word| begins(self.chars, at, word));
        if let Some(length) = number {
            let from = at + length + usize::from(self.at(at + length) == ':');
            let next = self.skip(from + self.digits(from));
            if self.digits(from) > 0 && self.name_at(next) {
                at = next;
            }
        }
        if self.manner.house
            && let Some(length) = signed::house(self.chars, at)
        {
            at = self.skip(at + length);
        }
        if self.manner.second {
            at = self.second(at).unwrap_or(at);
        }
        let mut room: Option<(usize, usize)> = None;
        // Buildings and rooms, in brackets or not, come before a name.
        while let Some((from, to)) = self.place(at) {
            let next = self.skip(to);
            // 202大姐: the place belongs to the name.
            if let Some(chunk) = self.chunk(to).filter(|_| next == to) {
                let called = text(&self.chars[chunk.from..chunk.to]);
                if crate::person::is_kin(&called) {
                    return Name {
                        name: text(&self.chars[from..chunk.to]),
                        from: chunk.to,
                        ..Name::default()
                    };
                }
            }
            if !self.name_at(next) || !self.named_after_room(next) {
                let name = text(&self.chars[from..to]);
                let name = name.trim_matches(|c: char| !is_word(c)).to_owned();
                return Name { name, from: next, ..Name::default() };
            }
            room.get_or_insert((from, to));
            at = next;
        }
        if let Some(found) = self.bracketed(at) {
            return found;
        }
        if let Some(found) = self.for_other(at) {
            return found;
        }
        let Some(mut chunk) = self.chunk(at) else { return self.missing(at) };
        // 北院 小雨
        let group = text(&self.chars[chunk.from..chunk.to]);
        let next = self.skip(chunk.to);
        if self.manner.grouped.contains(&group)
            && self.name_at(next)
            && let Some(second) = self.chunk(next)
            && self.chars[second.from..second.to].iter().all(|c| is_han(*c) && !number::is_chinese(*c))
            && second.to - second.from <= 5
            && self.goods.find(&text(&self.chars[second.from..second.to])).is_none()
        {
            chunk = second;
        }
        if let Some(found) = self.family(chunk).or_else(|| self.order_first(chunk)) {
            return found;
        }
        let (end, joined) = self.cut(chunk);
        let doubt = joined.then_some(Doubt::NameJoined);
        if end < chunk.to {
            return Name { name: self.named(chunk.from, end), from: end, doubt, ..Name::default() };
        }
        self.after_department(chunk)
    }

    /// Where the second word begins, when it can be somebody.
    pub(crate) fn second(&mut self, at: usize) -> Option<usize> {
        let first = self.chunk(at)?;
        if self.manner.seconds.contains(&text(&self.chars[first.from..first.to])) {
            return None;
        }
        let next = self.skip(first.to);
        let second = self.chunk(next).filter(|_| next > first.to && self.name_at(next))?;
        let (end, _) = self.cut(second);
        let word = text(&self.chars[second.from..end]);
        let free = self.goods.find(&word).is_none_or(|found| found.left)
            && !matches!(word::read(self.chars, second.from), Some((Some(_), length)) if length > 1);
        ((2..=10).contains(&word.chars().count()) && free).then_some(next)
    }

    pub(crate) fn skip(&self, mut at: usize) -> usize {
        while at < self.chars.len()
            && !is_word(self.at(at))
            && !is_picture(self.at(at))
            && !matches!(self.at(at), '(' | '[' | '+')
        {
            at += 1;
        }
        at
    }

    /// After a room people also write at once how many come: 一家三口, 我和我妈.
    fn named_after_room(&mut self, at: usize) -> bool {
        const STARTS: &str = "那 就 最后 剩 一样 各 我 一家 夫妻 两 俩 老两口 大人 孩子 宝宝 全家 看 同 加 再 哦 嗯 要 来 改 不 还 都 也 只";
        let Some(chunk) = self.chunk(at) else { return false };
        let (end, _) = self.cut(chunk);
        let word = text(&self.chars[chunk.from..end]);
        let counted = (chunk.from..end).any(|index| {
            number::read(self.chars, index).is_some_and(|number| {
                unit::read(self.chars, index + number.length, &self.manner.units).is_some()
            })
        });
        // 砂6, 挂3柜1, 抽油烟机1: what is ordered.
        let letters: String = self.chars[chunk.from..end]
            .iter()
            .take_while(|c| is_han(**c) && !number::is_chinese(**c))
            .collect();
        let whole: String = self.chars[chunk.from..chunk.to]
            .iter()
            .take_while(|c| is_han(**c) && !number::is_chinese(**c))
            .collect();
        let letters = match self.goods.find(&whole) {
            // 王姐白心3 names somebody, 抽油烟机1 nobody.
            Some(_) if !is_personal(&letters) => whole,
            _ => letters,
        };
        let digits = self.at(chunk.from + letters.chars().count());
        let sold = self.goods.find(&letters).is_some_and(|found| {
            let near =
                !found.left || letters.chars().count() <= 4 && !letters.starts_with(['小', '老', '阿']);
            near && (found.mentions.iter().any(|mention| mention.how != How::Letter)
                || digits.is_ascii_digit()
                || letters.ends_with('的'))
        });
        if sold && (digits.is_ascii_digit() || number::is_chinese(digits)) {
            return false;
        }
        let sentence = word.chars().skip(1).any(|c| "也都不了打吗感".contains(c));
        is_personal(&word) && !word.starts_with('我')
            || !(counted || sentence || STARTS.split(' ').any(|start| word.starts_with(start)))
    }

    /// Something that could be a name, and is no item, amount or word of an order.
    pub(crate) fn name_at(&mut self, at: usize) -> bool {
        let Some(chunk) = self.chunk(at) else { return false };
        let first = self.at(at);
        if self.manner.rooms {
            let (end, _) = self.cut(chunk);
            let word = text(&self.chars[chunk.from..end]);
            if !is_personal(&word) && !is_family(&word) {
                return false;
            }
        }
        if first == '同' && (self.at(at + 1).is_ascii_digit() || matches!(self.at(at + 1), '上' | '楼')) {
            return false;
        }
        let long = chunk.to - chunk.from;
        if first.is_ascii_digit() || long > 14 || matches!(first, '+' | '(') {
            return false;
        }
        if number::read(self.chars, at)
            .is_some_and(|number| unit::read(self.chars, at + number.length, &self.manner.units).is_some())
        {
            return false;
        }
        // 三样各1袋, B2
        let kinds = number::read(self.chars, at)
            .is_some_and(|number| matches!(self.at(at + number.length), '样' | '种' | '款'));
        let letters: String =
            self.chars[chunk.from..chunk.to].iter().take_while(|c| c.is_ascii_alphabetic()).collect();
        let coded = (1..=2).contains(&letters.len()) && self.goods.code(&letters.to_lowercase()).is_some();
        let after = chunk.from + letters.len();
        let counted = coded
            && (after == chunk.to
                && (matches!(self.at(after), '×' | '*' | '+')
                    || !self.item_after(after)
                    || letters.len() == 1)
                || number::read(self.chars, after).is_some()
                || matches!(word::read(self.chars, after), Some((Some(_), _))));
        // 甲10
        let counted = counted
            || is_han(first) && self.goods.is_name(&first.to_string()) && self.at(at + 1).is_ascii_digit();
        // B座2204 虾 2
        let sold = long == 1
            && is_han(first)
            && self.goods.letters.contains_key(&first)
            && self.amount_after(chunk.to)
            && !self.item_after(chunk.to);
        // 梳子要一把, after a room.
        let (end, _) = self.cut(chunk);
        let word = text(&self.chars[chunk.from..end]);
        let whole = self.goods.find(&word).filter(|found| !found.left);
        let ordered = end < chunk.to || self.amount_after(chunk.to) && !self.item_after(chunk.to);
        let named = long > 1
            && ordered
            && !is_personal(&word)
            && whole.is_some_and(|found| {
                found.mentions.iter().all(|mention| mention.offers.len() == 1)
                    && (word.ends_with('子')
                        || found.mentions.iter().all(|mention| mention.how != How::Letter))
                    && found
                        .mentions
                        .iter()
                        .all(|mention| mention.how != How::Roundabout(Doubt::SpeltOtherwise))
            });
        if kinds || counted || sold || named {
            return false;
        }
        let kept = self.goods.starts(self.chars, at);
        let whole = text(&self.chars[chunk.from..chunk.to]);
        let verb = word::read(self.chars, at).is_some_and(|(found, length)| {
            matches!(
                found,
                Some(
                    Word::Withdraw
                        | Word::Decline
                        | Word::Add
                        | Word::Replace
                        | Word::Each
                        | Word::All
                        | Word::Without
                )
            ) && (length > 1 || long == 1)
                || matches!(found, Some(Word::Same | Word::Vague | Word::Keep))
                    && length > 2
                    && length == long
        });
        if verb {
            return false;
        }
        if kept >= 2 && self.manner.rooms {
            return false;
        }
        if kept >= 2 {
            let amount = number::read(self.chars, at + kept).is_some();
            // An item, unless another item follows.
            return !amount && kept == long && self.item_after(chunk.to) && self.goods.is_name(&whole);
        }
        true
    }

    pub(crate) fn item_after(&mut self, from: usize) -> bool {
        let rest = self.chars[from.min(self.chars.len())..].to_vec();
        scan::scan(&rest, self.goods, self.manner)
            .iter()
            .any(|placed| matches!(&placed.piece, scan::Piece::Item(_)))
    }

    pub(crate) fn amount_after(&mut self, from: usize) -> bool {
        let rest = self.chars[from.min(self.chars.len())..].to_vec();
        scan::scan(&rest, self.goods, self.manner)
            .iter()
            .any(|placed| matches!(&placed.piece, scan::Piece::Amount(_)))
    }

    pub(crate) fn chunk(&self, at: usize) -> Option<Chunk> {
        let ends = |index: usize| {
            let c = self.at(index);
            let inner = c == '.'
                && index > at
                && self.at(index - 1).is_ascii_alphabetic()
                && self.at(index + 1).is_ascii_alphabetic()
                || c == '.' && index >= at + 2 && titled(&self.chars[at..index])
                || c == '.'
                    && index == at + 1
                    && self.at(at).is_ascii_alphabetic()
                    && is_han(self.at(index + 1))
                // Bobo_88
                || c == '_'
                    && index > at
                    && self.at(index + 1).is_ascii_digit()
                    && self.at(index - 1).is_ascii_alphanumeric();
            !inner
                && (c == '.'
                    || matches!(
                        c,
                        ' ' | ','
                            | ':'
                            | ';'
                            | '/'
                            | '|'
                            | '、'
                            | '('
                            | ')'
                            | '['
                            | ']'
                            | '~'
                            | '='
                            | '*'
                            | '×'
                            | '+'
                            | '-'
                            | '_'
                            | '。'
                            | '!'
                            | '?'
                            | '→'
                            | '\n'
                            | '"'
                            | '·'
                            | '@'
                            | '.'
                    ))
        };
        let end =
            |from: usize| (from..self.chars.len()).find(|index| ends(*index)).unwrap_or(self.chars.len());
        let mut to = end(at);
        // Mr. Li
        if to > at + 1 && self.at(to - 1) == '.' && titled(&self.chars[at..to - 1]) && self.at(to) == ' ' {
            to = end(to + 1);
        }
        (to > at).then_some(Chunk { from: at, to })
    }

    pub(crate) fn named(&self, from: usize, to: usize) -> String {
        let name = text(&self.chars[from..to]);
        let name = name.trim_matches([' ', ':', ',', '-', '_', '.', '·']);
        // 张三13812345678
        let head = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = if name.len() >= head.len() + 7 && !head.is_empty() { head } else { name };
        // 市场部王磊
        if let Some(at) = name.find('部') {
            let (before, after) = (&name[..at], &name[at + '部'.len_utf8()..]);
            if (1..=4).contains(&before.chars().count()) && after.chars().count() >= 2 {
                return after.to_owned();
            }
        }
        name.to_owned()
    }

    pub(crate) fn missing(&self, at: usize) -> Name {
        Name { from: at.min(self.chars.len()), doubt: Some(Doubt::NameMissing), ..Name::default() }
    }
}
