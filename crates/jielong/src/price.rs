//! Prices in a heading: 草莓 25元/盒, 25一盒, ¥25/盒, 草莓（25/盒）, 每盒25, A. 草莓 25.

use crate::ladder::{is_rung, without_other};
use crate::per::{Per, holding, per_after, per_before, per_piece};
use crate::plain::{begins, is_han, is_picture, is_word, text};
use crate::title::is_label;
use crate::{number, unit};
use kernel::{Price, Quantity};

/// A thing and its price, as found on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Priced {
    /// As written before the price, not yet cleaned.
    pub name: String,
    pub price: Option<Price>,
    pub unit: String,
    pub holds: Option<(Quantity, String)>,
    /// What stands in brackets between name and price.
    pub inside: String,
    /// Said to be a price by a sign, 元 or a unit; else only by where it stands.
    pub said: bool,
    /// What else it is called: 红色, of 毛巾红色.
    pub sort: Option<String>,
}

/// A number that is a price: where it stands, with signs and unit.
struct Tag {
    from: usize,
    to: usize,
    price: Option<Price>,
    unit: String,
    holds: Option<(Quantity, String)>,
    said: bool,
    /// How many pieces the price is of, and the price of so many.
    of: Quantity,
    all: Price,
}

/// Numbers after these are no price of a piece.
const OTHER: &str = "满 立减 减 优惠 运费 邮费 押金 定金 原价 市场价 超市 省 送 平时 外面 专柜 门店 限 第 剩 还剩 共 约 \
    编号 截止 截至 起送 热线 电话 规格 重 净重 净含量 每人限 限购 限量 库存 仅剩 成团 每箱 直径 保质期 \
    打";

pub(crate) fn find(line: &[char]) -> Vec<Priced> {
    let line = &without_lands(&without_times(line))[..];
    let tags = tags(line);
    if let Some(found) = names_after(line, &tags) {
        return found;
    }
    let mut found: Vec<Priced> = Vec::new();
    let mut last = 0;
    let places: Vec<usize> = tags.iter().map(|tag| tag.from).collect();
    for tag in tags {
        let between = &line[last.min(tag.from)..tag.from];
        // Several prices in one bracket: 包子(猪肉2元、白菜1元).
        let close = line[tag.to..].iter().position(|c| *c == ')').map(|close| tag.to + close);
        let shared = close
            .is_some_and(|close| places.iter().filter(|from| (tag.from..close).contains(*from)).count() > 1);
        let Parted { name, mut holds, inside } = parted(&without_times(&without_other(between)), shared);
        let after = brackets(line, tag.to);
        holds = holds
            .or_else(|| tag.holds.clone())
            .or_else(|| after.and_then(|(from, to)| holding(&line[from..to])));
        let after_to = after.map_or(tag.to, |(_, to)| to);
        let nameless = !name.chars().any(|c| is_word(c) && !c.is_ascii_digit() || is_picture(c));
        let rung = found.last().is_some_and(|before| is_rung(&name, before));
        let label = !nameless && is_label(&name) && !found.is_empty();
        if (nameless || rung || label) && !found.is_empty() {
            // A ladder (两盒45), or a price a member pays: the first stands.
            last = after_to.max(tag.to);
            continue;
        }
        // 耶加挂耳 59(10包/盒)
        let per = after.and_then(|(from, to)| per_piece(&line[from..to]));
        // 10元3个(3个一份): the price is of what they are sold in.
        let many = tag.of.milli > 1000;
        let per = per.filter(|_| tag.unit.is_empty() || many);
        let price = if many && per.is_some() {
            holds = Some((tag.of, tag.unit.clone()));
            Some(tag.all)
        } else {
            tag.price
        };
        let said = tag.said || per.is_some();
        let unit = per.unwrap_or(tag.unit);
        found.push(Priced { name, price, unit, holds, inside, said, sort: None });
        last = after_to;
    }
    found
}

/// NT$240, HKD 58: the sign alone says that it is money.
fn without_lands(line: &[char]) -> Vec<char> {
    const LANDS: [&str; 12] =
        ["HKD", "RMB", "CNY", "USD", "AUD", "CAD", "SGD", "TWD", "HK¥", "NT¥", "US¥", "AU¥"];
    let mut kept = line.to_vec();
    for at in 0..kept.len() {
        let found = LANDS.iter().find_map(|land| begins(&kept, at, land));
        let apart = at.checked_sub(1).is_none_or(|before| !kept[before].is_ascii_alphanumeric());
        if let Some(length) = found.filter(|_| apart)
            && get(&kept, skip(&kept, at + length)).is_ascii_digit()
        {
            kept[at..at + length].iter_mut().for_each(|c| *c = ' ');
            kept[at + length - 1] = '¥';
        }
    }
    kept
}

/// Without 19:30 before a name.
fn without_times(between: &[char]) -> Vec<char> {
    let mut kept = between.to_vec();
    let digit = |kept: &[char], at: usize| kept.get(at).is_some_and(char::is_ascii_digit);
    for at in 1..kept.len().saturating_sub(2) {
        let clock = kept[at] == ':' && digit(&kept, at - 1) && digit(&kept, at + 1) && digit(&kept, at + 2);
        if clock {
            let from = if at > 1 && digit(&kept, at - 2) { at - 2 } else { at - 1 };
            kept[from..at + 3].iter_mut().for_each(|c| *c = ' ');
        }
    }
    kept
}

/// 25元一盒草莓 30元一斤樱桃: all prices stand before what they are of.
fn names_after(line: &[char], tags: &[Tag]) -> Option<Vec<Priced>> {
    let first = tags.first()?;
    let before = line[..first.from].iter().any(|c| is_word(*c));
    if before || !tags.iter().all(|tag| tag.said) {
        return None;
    }
    let mut found = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let end = tags.get(at + 1).map_or(line.len(), |next| next.from);
        let rest = &line[tag.to..end.max(tag.to)];
        let clause: Vec<char> =
            rest.iter().copied().take_while(|c| !matches!(c, ',' | ';' | '。' | '!' | '(' | '[')).collect();
        let word: String = text(&clause).trim().to_owned();
        let letters = word.chars().filter(|c| is_word(*c)).count();
        let noted = ["起", "包邮", "以上", "截", "到", "限", "自提", "送", "左右", "人", "已", "含"];
        let plain = (2..=12).contains(&letters)
            && word.chars().any(is_han)
            && !word.chars().any(|c| c.is_ascii_digit())
            && !noted.iter().any(|noted| word.starts_with(noted))
            && !is_label(&word);
        if !plain {
            return None;
        }
        let holds = tag.holds.clone().or_else(|| holding(rest));
        found.push(Priced {
            name: word,
            price: tag.price,
            unit: tag.unit.clone(),
            holds,
            inside: String::new(),
            said: true,
            sort: None,
        });
    }
    Some(found)
}

/// True where a sign, 元 or a unit says that there is a price.
pub(crate) fn is_said(line: &[char]) -> bool {
    tags(line).iter().any(|tag| tag.said)
}

fn tags(line: &[char]) -> Vec<Tag> {
    let mut found: Vec<Tag> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let last = found.last().map_or(0, |tag| tag.to);
        match tag(line, at, last) {
            Some(tag) => {
                at = tag.to.max(at + 1);
                found.push(tag);
            }
            None if line[at].is_ascii_digit() => {
                at += line[at..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
            }
            None => at += 1,
        }
    }
    found
}

pub(crate) fn get(line: &[char], at: usize) -> char {
    line.get(at).copied().unwrap_or('\n')
}

pub(crate) fn skip(line: &[char], mut at: usize) -> usize {
    while get(line, at) == ' ' {
        at += 1;
    }
    at
}

fn tag(line: &[char], at: usize, last: usize) -> Option<Tag> {
    let sign = matches!(line[at], '¥' | '$');
    let from = at;
    let digits = if sign { skip(line, at + 1) } else { at };
    let starts =
        get(line, digits).is_ascii_digit() && (digits == 0 || !get(line, digits - 1).is_ascii_digit());
    let chinese = !sign && number::is_chinese(line[at]);
    if !starts && !chinese {
        return None;
    }
    let number = number::read(line, digits)?;
    let mut end = digits + number.length;
    let mut e4 = number.value.milli.checked_mul(10)?;
    let gap = skip(line, end);
    let currency = [
        "元钱", "元", "块钱", "块", "rmb", "RMB", "圆", "蚊", "港币", "港元", "美金", "美元", "刀", "r", "R",
    ]
    .iter()
    .find_map(|word| begins(line, gap, word));
    let currency = currency.filter(|_| gap == end || get(line, gap) == '元');
    let currency = currency.filter(|length| {
        *length > 1 || !get(line, gap).is_ascii_alphabetic() || !get(line, gap + 1).is_ascii_alphanumeric()
    });
    if let Some(length) = currency {
        end = gap + length;
        // 25块5
        let counts = unit::read(line, end + 1, &[]).is_some();
        let one = get(line, end).is_ascii_digit() && !get(line, end + 1).is_ascii_digit();
        if get(line, gap) == '块' && one && !counts {
            e4 += i64::from(get(line, end).to_digit(10)?) * 1_000;
            end += 1;
        }
    }
    if number.chinese && currency.is_none() {
        return None;
    }
    // 30元起送, 满100元减5, 50元押金: no price of a piece.
    const NO_PRICE: &str = "起送 起订 起配 起发 起免 起包 以上 以内 封顶 押金 定金 订金 红包 优惠 立减 包邮 运费 邮费 配送费 跑腿 打车 车费 门槛";
    let after = skip(line, end);
    if NO_PRICE.split(' ').any(|word| begins(line, after, word).is_some()) {
        return None;
    }
    // 12/24(日), 5/3 周六
    let dated = currency.is_none()
        && !sign
        && number.value.milli <= 12_000
        && get(line, end) == '/'
        && get(line, end + 1).is_ascii_digit();
    if dated {
        return None;
    }
    // 11:50, 三(2)班
    let timed =
        digits >= 2 && line[digits - 1] == ':' && line[digits - 2].is_ascii_digit() && currency.is_none();
    let classed = get(line, end) == ')'
        && matches!(
            get(line, end + 1),
            '班' | '组' | '栋' | '期' | '中' | '小' | '年' | '群' | '号' | '楼' | '团'
        );
    if timed || classed {
        return None;
    }
    let before = text(&line[last.min(from)..from]);
    let before = before.trim_end_matches([' ', ':', '仅', '只', '要', '为']);
    let within = |word: &str| {
        word == "打" && before.chars().rev().nth(1).is_some_and(|c| is_han(c) && !number::is_chinese(c))
    };
    if OTHER.split(' ').any(|word| before.ends_with(word) && !within(word)) {
        return None;
    }
    let per = per_after(line, end);
    // 1kg 20一对: the pair is what it is sold in.
    let ahead = per_before(line, from, last)
        .filter(|(unit, _)| per.is_none() || !unit::is_weight(unit))
        .filter(|(unit, _)| unit != "人份" && unit != "人");
    // 每袋6个 is what a bag holds.
    let goes_on = unit::read(line, end, &[]).is_some() || matches!(get(line, end), '大' | '小' | '+');
    if ahead.is_some() && !sign && currency.is_none() && goes_on {
        return None;
    }
    let said = sign || currency.is_some() || per.is_some() || ahead.is_some();
    if !said && !is_bare(line, from, end, last) {
        return None;
    }
    // 2.5斤装 and 30个起 have no price in them; neither has 10-12元 a lower end.
    let per = per.or(ahead.clone().map(|(unit, _)| Per::one(unit, end)));
    let per = per.unwrap_or_else(|| Per::one(String::new(), end));
    let to = per.to.max(end);
    let whole = e4.checked_mul(1000)?;
    let of = per.of;
    let price = (whole % per.of.milli == 0).then(|| Price::from_e4(whole / per.of.milli));
    let from = ahead.map_or(from, |(_, from)| from);
    Some(Tag { from, to, price, unit: per.unit, holds: per.holds, said, of, all: Price::from_e4(e4) })
}

/// A number after a name that counts nothing: 草莓25 鸡蛋30.
fn is_bare(line: &[char], from: usize, end: usize, last: usize) -> bool {
    let before =
        line[last..from].iter().rev().find(|c| !matches!(c, ' ' | ':' | '-' | '·' | '(' | '~' | '=' | '"'));
    let named = before.is_some_and(|c| is_word(*c) && !c.is_ascii_digit() || *c == ')' || is_picture(*c));
    let next = get(line, end);
    let next = if next == '.' && !get(line, end + 1).is_ascii_digit() { ' ' } else { next };
    let counted = unit::read(line, end, &[]).is_some()
        || unit::NO_UNITS.split(' ').any(|word| begins(line, end, word).is_some())
        || matches!(next, '晚' | '早' | '上' | '下' | '中' | '凌' | '截' | '前' | '后')
        || matches!(next, '大' | '小' | '.' | '-' | '~' | ':' | '%' | '起' | '送' | '+' | '#')
        // (7种约10斤), (6入), 6吋, 80抽: what a piece is or holds.
        || matches!(next, '种' | '入' | '吋' | '抽' | '页' | '味' | '色' | '期' | '集' | '目' | '伏' | '瓦');
    let coded = from > 0 && line[from - 1].is_ascii_alphabetic();
    // 礼盒(4公4母)338: what is in it.
    let open = line[..from].iter().rposition(|c| matches!(c, '(' | ')')).filter(|at| line[*at] == '(');
    if open.is_some_and(|open| get(line, open + 1).is_ascii_digit() && is_han(get(line, end))) {
        return false;
    }
    let ends = matches!(next, ' ' | '(' | ',' | ';' | '|' | '、' | '\n' | ')' | '/' | '。' | '!')
        || is_word(next) && !next.is_ascii();
    named && ends && !counted && !coded
}

/// Brackets right after a price.
fn brackets(line: &[char], at: usize) -> Option<(usize, usize)> {
    let open = skip(line, at);
    if !matches!(get(line, open), '(' | '[') {
        return None;
    }
    let close = line[open..].iter().position(|c| matches!(c, ')' | ']'))?;
    Some((open + 1, open + close + 1))
}

pub(crate) struct Parted {
    pub(crate) name: String,
    pub(crate) holds: Option<(Quantity, String)>,
    pub(crate) inside: String,
}

/// The name in front of a price, without what stands in brackets and before the last separator; and what a piece holds.
pub(crate) fn parted(between: &[char], shared: bool) -> Parted {
    let mut plain: Vec<char> = Vec::new();
    let mut inside: Vec<char> = Vec::new();
    let mut depth = 0;
    for c in between {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            c if depth > 0 => inside.push(*c),
            c => plain.push(*c),
        }
    }
    // An open bracket just before the price: 草莓(25/盒); or around several: 包子(猪肉2元、白菜1元).
    if depth > 0 {
        let word = text(&inside).trim_matches([' ', ':', '、']).to_owned();
        let named = shared
            && word.chars().filter(|c| is_han(*c)).count() >= 2
            && !word.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '。'))
            && !is_label(&word)
            && !OTHER.split(' ').any(|other| word.starts_with(other));
        if named {
            plain.clone_from(&inside);
        }
        inside.clear();
    }
    let is_end = |c: &char| matches!(c, ',' | ';' | '|' | '。' | '!' | '\n');
    let mut clauses = plain
        .split(is_end)
        .filter(|part| part.iter().any(|c| is_word(*c) || is_picture(*c)) && !is_label(&text(part)));
    let name = match clauses.next_back() {
        Some(name) => name.to_vec(),
        None => plain
            .split(is_end)
            .rfind(|part| part.iter().any(|c| is_word(*c)))
            .map(<[char]>::to_vec)
            .unwrap_or_default(),
    };
    let holds = holding(&inside).or_else(|| holding(&name));
    Parted { name: text(&name), holds, inside: text(&inside) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::plain;

    #[test]
    fn prices_of_many_shapes() {
        for (line, wanted) in [
            ("草莓 25元/盒", "草莓 25 盒"),
            ("草莓25一盒 蓝莓 30一盒", "草莓 25 盒; 蓝莓 30 盒"),
            ("¥25/盒", " 25 盒"),
            ("草莓（25/盒）", "草莓 25 盒"),
            ("鸡腿18/斤|鸡翅26/斤", "鸡腿 18 斤; 鸡翅 26 斤"),
            ("红糖馒头10 花卷10", "红糖馒头 10 ; 花卷 10 "),
            ("鸡蛋每板30元，大米 一袋60", "鸡蛋 30 板; 大米 60 袋"),
            ("草莓 25块5一盒", "草莓 25.5 盒"),
            ("草莓 原价40 现价25元", "草莓   现价 25 "),
            ("可乐 9.9/包", "可乐 9.9 包"),
            ("5月25日 周五到", ""),
        ] {
            let found = find(&plain(line));
            let shown: Vec<String> = found
                .iter()
                .map(|one| {
                    let price = one.price.map(|price| price.plain(kernel::Currency::CNY)).unwrap_or_default();
                    let price = price.strip_suffix(".00").unwrap_or(&price).trim_end_matches('0');
                    let price = if one.price.is_some_and(|price| price.e4 % 10_000 == 0) {
                        one.price.map(|price| (price.e4 / 10_000).to_string()).unwrap_or_default()
                    } else {
                        price.to_owned()
                    };
                    format!("{} {price} {}", one.name.trim(), one.unit)
                })
                .collect();
            assert_eq!(shown.join("; "), wanted, "{line}");
        }
    }
}
