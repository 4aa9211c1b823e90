//! From lines to orders: what follows a line and belongs to it, what is an order of its own, what is a remark.

use crate::goods::Goods;
use crate::layout::{Entry, Layout, Raw};
use crate::name;
use crate::ordinal;
use crate::plain::{is_word, text};
use crate::price;
use crate::scan::{self, Manner, Piece};
use crate::sender::has_amount;
use crate::word::Word;

/// Longer ones are no orders.
pub(crate) const CHARS_MAX: usize = 400;

/// One order, over one line or more.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub number: usize,
    /// As pasted.
    pub text: String,
    /// As read, lines joined by newlines.
    pub chars: Vec<char>,
    pub ordinal: Option<u32>,
    pub sender: Option<String>,
    pub section: usize,
    pub struck: bool,
    /// Without a number in a list that has numbers.
    pub unnumbered: bool,
    /// What follows and was no order.
    pub remarks: String,
}

impl Order {
    fn of(raw: Raw, ordinal: Option<u32>, sender: Option<String>) -> Order {
        Order {
            number: raw.number,
            text: raw.original,
            chars: raw.chars,
            ordinal,
            sender,
            section: 0,
            struck: raw.struck,
            unnumbered: false,
            remarks: String::new(),
        }
    }

    fn join(&mut self, raw: Raw) {
        self.text.push('\n');
        self.text.push_str(&raw.original);
        // What is too long to be an order is not read any further.
        if self.chars.len() <= CHARS_MAX {
            self.chars.push('\n');
            self.chars.extend(raw.chars);
        }
    }
}

pub(crate) fn orders(layout: Layout, goods: &mut Goods, manner: &Manner) -> Vec<Order> {
    let (numbered, chat) = (layout.numbered, layout.chat);
    let followed = layout.entries.iter().filter(|entry| !entry.tail.is_empty()).count();
    let below = followed * 3 >= layout.entries.len() * 2 && followed > 1;
    let mut sorter = Sorter { goods, manner, orders: Vec::new(), only_name: None, below };
    let plain = !numbered && !chat;
    for Entry { raw, ordinal, sender, tail, section } in layout.entries {
        sorter.goods.enter(section);
        let first = sorter.orders.len();
        if plain {
            sorter.plain(raw);
            continue;
        }
        let sent = sender.is_some() && ordinal.is_none();
        // A number goes on with the name of its line, not with the sender's, unless there is none.
        let sender = if sent || !sorter.names_somebody(&raw.chars) { sender } else { None };
        sorter.orders.push(Order::of(raw, ordinal, sender));
        for raw in tail {
            sorter.follow(raw, sent, numbered);
        }
        sorter.orders[first..].iter_mut().for_each(|order| order.section = section);
    }
    sorter.flush();
    sorter.orders
}

/// The sign that stands between name and order on most lines.
pub(crate) fn mark(layout: &Layout) -> Option<char> {
    let entries = || layout.entries.iter().filter(|entry| entry.sender.is_none()).take(300);
    let count = entries().count();
    ['/', '|', ':', '-'].into_iter().find(|mark| {
        let marked = entries().filter(|entry| marked(&entry.raw.chars, *mark).is_some()).count();
        count >= 4 && marked * 10 >= count * 7
    })
}

/// Where the name ends, before the first such sign of a line.
pub(crate) fn marked(chars: &[char], mark: char) -> Option<usize> {
    let at = chars.iter().position(|c| *c == mark)?;
    let letters = chars[..at].iter().filter(|c| is_word(**c)).count();
    let digits = chars[..at].iter().any(char::is_ascii_digit);
    let apart = mark != '-' || chars.get(at.wrapping_sub(1)) == Some(&' ') && chars.get(at + 1) == Some(&' ');
    ((1..=14).contains(&letters) && !digits && apart).then_some(at)
}

struct Sorter<'a> {
    goods: &'a mut Goods,
    manner: &'a Manner,
    orders: Vec<Order>,
    /// A name on a line of its own, whose order is on the next.
    only_name: Option<Raw>,
    /// Most lines have something below them: orders stand under their names.
    below: bool,
}

/// Beginnings of remarks to everybody.
const REMARKS: &str = "以上 合计 总计 共计 汇总 总共 一共 截止 截至 统计 注意 备注 取货 收款 群主 团长 付款 请 大家 各位  \
    PS ps 温馨 提醒 谢谢大家 转账 还差  还剩 目前 现在 今天 明天 后天 自提 接龙 感谢 已截 到货 如有 \
    有需要 需要的 要的  说明 规则 地址   明早 今晚   --- === *** ★ 小计 总数 (以上 [以上 \
    群里 邻居 亲们 宝子 家人们 麻烦 未付 没付 下面 上面 另: 通知";

impl Sorter<'_> {
    fn pieces(&mut self, chars: &[char]) -> Vec<scan::Placed> {
        scan::scan(chars, self.goods, self.manner)
    }

    fn names_somebody(&mut self, chars: &[char]) -> bool {
        !name::read(chars, self.goods, self.manner, None).name.is_empty()
    }

    fn is_remark(&self, raw: &Raw) -> bool {
        let line = text(&raw.chars);
        let first = raw.chars.first().copied().unwrap_or(' ');
        // 周周 is a name, 周五 is not.
        let next = raw.chars.get(1).copied().unwrap_or(' ');
        let said = match first {
            '周' => "一二三四五六日天末".contains(next),
            '满' | '共' | '剩' => next.is_ascii_digit() || crate::number::is_chinese(next),
            '@' => !has_amount(&line) && !raw.chars.iter().any(char::is_ascii_digit),
            _ => false,
        };
        const RULES: [&str; 5] = ["截止", "早鸟", "包邮", "退订", "到货"];
        const TOLD: [&str; 12] = [
            "快没了",
            "卖完",
            "售罄",
            "没货",
            "截单",
            "顺延",
            "别再接",
            "停接",
            "还有没",
            "找人拼",
            "收到谢谢",
            "补货",
        ];
        let rule = RULES.iter().any(|word| line.contains(word)) && !has_amount(&line);
        let told = raw.chars.len() <= 30 && (rule || TOLD.iter().any(|word| line.contains(word)));
        if said || told && ordinal::read(&raw.chars).is_none() {
            return true;
        }
        if REMARKS.split(' ').any(|word| !word.is_empty() && line.starts_with(word))
            || (!is_word(first) && first == '#')
        {
            return true;
        }
        if self.goods.offers.len() > 100 {
            return false;
        }
        let prices = price::find(&raw.chars);
        let own = |one: &price::Priced| {
            let offers = &self.goods.offers;
            offers.iter().any(|offer| {
                offer.price == one.price
                    && !one.name.trim().is_empty()
                    && offer.price.is_some()
                    && crate::plain::bare(&one.name).contains(&crate::plain::bare(&offer.name))
            })
        };
        prices.iter().filter(|one| own(one)).count() >= 1
            && prices.iter().all(own)
            && (prices.len() > 1 || prices.iter().all(|one| one.said))
    }

    /// A line after an order.
    fn follow(&mut self, raw: Raw, sent: bool, numbered: bool) {
        let remark = self.is_remark(&raw);
        let pieces = self.pieces(&raw.chars);
        let first = pieces
            .iter()
            .find(|placed| !matches!(placed.piece, Piece::Space))
            .map(|placed| placed.piece.clone());
        let orders = pieces.iter().any(|placed| matches!(placed.piece, Piece::Item(_) | Piece::Amount(_)));
        // 已更新 says nothing of what becomes of what.
        let acts = pieces.iter().any(|placed| {
            placed.piece == Piece::Word(Word::Withdraw)
                || orders && placed.piece == Piece::Word(Word::Replace)
        });
        let Some(last) = self.orders.last() else { return };
        let open = matches!(last.chars.last(), Some(',' | '、' | '+' | ';' | ':' | '.'));
        if remark && !open && !raw.indented {
            return;
        }
        // Only a name stands on the line with the number: the order is below.
        let bare_name = !sent && numbered && last.chars.len() <= 20 && !last.chars.contains(&'\n') && {
            let chars = last.chars.clone();
            let found = name::read(&chars, self.goods, self.manner, None);
            let rest = scan::scan(&chars[found.from.min(chars.len())..], self.goods, self.manner);
            !found.name.is_empty()
                && rest.iter().all(|placed| {
                    matches!(placed.piece, Piece::Space | Piece::Stop | Piece::Open | Piece::Close)
                })
        };
        if bare_name && !remark && !raw.apart && self.below {
            if let Some(last) = self.orders.last_mut() {
                last.join(raw);
            }
            return;
        }
        let Some(last) = self.orders.last_mut() else { return };
        // 姓名:小雨 below the number.
        let labelled = ["姓名:", "昵称:", "名字:"].iter().any(|label| text(&raw.chars).starts_with(label));
        if labelled && !last.chars.iter().any(|c| is_word(*c)) {
            last.join(raw);
            return;
        }
        if !orders && !acts {
            if !raw.apart || raw.indented {
                last.remarks.push(' ');
                last.remarks.push_str(&text(&raw.chars));
            }
            return;
        }
        let leads = matches!(
            first,
            Some(
                Piece::Item(_)
                    | Piece::Amount(_)
                    | Piece::Plus
                    | Piece::Minus
                    | Piece::Word(_)
                    | Piece::Carry
                    | Piece::Note
                    | Piece::Open
            )
        );
        let empty = !last.chars.iter().any(|c| is_word(*c));
        // 小莫:奶粉剩6罐: somebody says something.
        let amounts = pieces.iter().any(|placed| matches!(placed.piece, Piece::Amount(_)));
        let speaks = raw.chars.iter().take(7).position(|c| *c == ':').is_some_and(|at| at >= 2);
        if speaks && !amounts && !raw.indented {
            last.remarks.push(' ');
            last.remarks.push_str(&text(&raw.chars));
            return;
        }
        if numbered
            && !open
            && !raw.indented
            && !sent
            && !empty
            && self.is_of_another(&raw, first.as_ref(), acts)
        {
            let mut order = Order::of(raw, None, None);
            order.unnumbered = true;
            self.orders.push(order);
            return;
        }
        let Some(last) = self.orders.last_mut() else { return };
        if open || raw.indented || sent || empty || (leads && !raw.apart) {
            last.join(raw);
            return;
        }
        // Somebody who gave no number.
        let found = name::read(&raw.chars, self.goods, self.manner, None);
        let short = (2..=8).contains(&found.name.chars().count());
        let amounts = pieces.iter().any(|placed| matches!(placed.piece, Piece::Amount(_)));
        if short && amounts && found.to.is_none() {
            let mut order = Order::of(raw, None, None);
            order.unnumbered = numbered;
            self.orders.push(order);
        } else if !raw.apart {
            last.join(raw);
        }
    }

    /// 【2栋】陈静 红彩椒 and 夏天 不要生蚝了, below an order of somebody else: a place and a name, or one that the list has already.
    fn is_of_another(&mut self, raw: &Raw, first: Option<&Piece>, acts: bool) -> bool {
        let found = name::read(&raw.chars, self.goods, self.manner, None);
        let letters =
            found.name.chars().filter(|c| crate::plain::is_han(*c) || c.is_ascii_alphabetic()).count();
        let sold = self.goods.find(&found.name).is_some();
        if !(2..=8).contains(&letters) || found.to.is_some() || found.from >= raw.chars.len() || sold {
            return false;
        }
        let place = matches!(first, Some(Piece::Note | Piece::Open))
            && crate::remark::room_or_time(&raw.chars, 0).is_some()
            || matches!(first, Some(Piece::Open)) && raw.chars.first() == Some(&'[');
        let known = self.orders.iter().rev().take(200).any(|order| {
            let head = text(&order.chars[..order.chars.len().min(24)]);
            head.contains(&found.name)
        });
        let counted = self
            .pieces(&raw.chars[found.from..])
            .iter()
            .any(|placed| matches!(placed.piece, Piece::Item(_) | Piece::Amount(_)));
        (place || known) && (counted || acts)
    }

    /// A line of a list without numbers.
    fn plain(&mut self, raw: Raw) {
        if self.is_remark(&raw) {
            self.flush();
            return;
        }
        let found = name::read(&raw.chars, self.goods, self.manner, None);
        let pieces = self.pieces(&raw.chars[found.from.min(raw.chars.len())..]);
        let orders = pieces.iter().any(|placed| matches!(placed.piece, Piece::Item(_) | Piece::Amount(_)));
        let acts = pieces.iter().any(|placed| matches!(placed.piece, Piece::Word(_)));
        if found.name.is_empty() || found.to.is_some() && self.only_name.is_some() {
            if let Some(name) = self.only_name.take() {
                self.orders.push(Order::of(raw, None, Some(text(&name.chars))));
                return;
            }
            if orders
                && (raw.indented || !raw.apart)
                && let Some(last) = self.orders.last_mut()
            {
                last.join(raw);
                return;
            }
        }
        self.flush();
        if !orders && !acts && raw.chars.len() <= 12 && !raw.struck {
            self.only_name = Some(raw);
            return;
        }
        let open = self.orders.last().is_some_and(|last| matches!(last.chars.last(), Some(',' | '、')));
        if let Some(last) = self.orders.last_mut().filter(|_| raw.indented || (open && orders)) {
            last.join(raw);
            return;
        }
        self.orders.push(Order::of(raw, None, None));
    }

    fn flush(&mut self) {
        if let Some(raw) = self.only_name.take() {
            self.orders.push(Order::of(raw, None, None));
        }
    }
}
