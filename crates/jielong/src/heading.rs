//! What a list offers: the priced things of its heading; else what its lines name; else the one thing it is about.

use crate::codes::{self, code_of};
use crate::goods::{Goods, How};
use crate::layout::{Layout, Raw};
use crate::name::Reader;
use crate::offered::{groups, priced};
use crate::plain::{as_written, bare, is_han, is_word, text};
use crate::scan::Manner;
use crate::shared::Shared;
use crate::signed;
use crate::title::titled;
use crate::unfold;
use crate::unpriced::{by_days, called_by_price, coded, named, numbered, of_lines};
use crate::{Offer, number, unit};
use std::collections::HashSet;

#[derive(Debug)]
pub(crate) struct Heading {
    pub goods: Goods,
    pub manner: Manner,
    /// People are counted, not things: a name alone is one.
    pub sign_up: bool,
    /// The offers are the words of the lines; the list itself names none.
    pub from_lines: bool,
}

/// What else the offers may be than what the heading seems to name.
#[derive(Debug)]
pub(crate) enum Instead {
    Offers(Vec<Offer>),
    /// The words of the lines: the heading names none.
    Lines,
}

pub(crate) fn offers(layout: &Layout, known: &[Offer], instead: Option<Instead>) -> Heading {
    let title: String = layout.heading.iter().map(|raw| text(&raw.chars) + "\n").collect();
    let replaced = instead.is_some();
    let by_lines = matches!(instead, Some(Instead::Lines));
    let lines = unfold::parted(&layout.heading);
    let mut offers = match instead {
        Some(Instead::Offers(offers)) => offers,
        Some(Instead::Lines) => Vec::new(),
        None => priced(&lines),
    };
    if offers.is_empty() && !by_lines {
        let below: Vec<Raw> = layout.entries.iter().flat_map(|entry| entry.tail.iter().cloned()).collect();
        offers = priced(&below);
    }
    let mut sections = Vec::new();
    for below in layout.below.iter().filter(|_| !replaced) {
        if sections.is_empty() {
            sections.push(0..offers.len());
        }
        let from = offers.len();
        let known: Vec<String> = offers.iter().map(|offer| bare(&offer.name)).collect();
        offers.extend(priced(below).into_iter().filter(|offer| !known.contains(&bare(&offer.name))));
        sections.push(from..offers.len());
    }
    if !replaced {
        introduced(&mut offers, layout);
        Shared::of(layout, &HashSet::new()).trim(&mut offers);
    }
    if let [one] = offers.as_slice() {
        // 猪肉大葱 / 韭菜鸡蛋 / 三鲜 每份28元: one price for several.
        let several = named(&title, layout);
        let several =
            several.into_iter().map(|offer| Offer { price: one.price, unit: one.unit.clone(), ..offer });
        let several: Vec<Offer> = several.collect();
        if several.len() > 1
            && several.iter().filter(|offer| one.name.contains(&offer.name)).count() * 2 >= several.len()
        {
            offers = several;
        }
    }
    if !replaced {
        by_days(&layout.heading, &mut offers);
    }
    if let [one] = offers.as_slice()
        && !replaced
    {
        let sessions = crate::session::sessions(&layout.heading, one);
        if !sessions.is_empty() {
            offers = sessions;
        }
    }
    if offers.len() <= 1 && !replaced {
        let called = called_by_price(layout);
        if !called.is_empty() {
            offers = called;
        }
    }
    if offers.is_empty() && !by_lines {
        offers = coded(&lines);
    }
    if offers.is_empty() && !by_lines {
        offers = numbered(&lines, layout);
    }
    if offers.is_empty() && known.is_empty() && !by_lines {
        offers = named(&title, layout);
    }
    by_piece(&title, &mut offers);
    ages(&mut offers);
    times(&mut offers);
    ways(&mut offers);
    crate::also::learn(layout, &mut offers);
    codes::learn(&mut offers);
    if !replaced {
        sized(&layout.heading, &mut offers);
    }
    let written: String = layout.heading.iter().map(|raw| raw.original.clone() + "\n").collect();
    offers.iter_mut().for_each(|offer| offer.name = as_written(&offer.name, &written));
    let sign_up = !by_lines && offers.len() <= 1 && is_sign_up(&title, offers.first());
    let mut from_lines = false;
    let mut in_heading = offers.len();
    if !offers.is_empty() {
        adopt(&mut offers, known);
    } else if sign_up || known.is_empty() {
        let words = if sign_up { Vec::new() } else { of_lines(layout) };
        from_lines = !words.is_empty();
        if !from_lines && !title.trim().is_empty() {
            offers.push(about(&title));
        }
        offers.extend(words);
        in_heading = offers.len();
    } else {
        let (said, others): (Vec<usize>, Vec<usize>) = (0..known.len()).partition(|index| {
            let name = bare(&known[*index].name);
            !name.is_empty() && bare(&title).contains(&name)
        });
        in_heading = said.len();
        offers = said
            .into_iter()
            .chain(others)
            .map(|index| Offer { known: Some(index), ..known[index].clone() })
            .collect();
    }
    let mut manner = manner(&offers);
    manner.sized =
        ["码", "身高", "尺寸"].iter().any(|word| title.contains(word) || layout.hints.contains(word));
    let mut goods = Goods::new(offers, in_heading);
    let unpriced = layout.heading.iter().filter(|raw| crate::price::find(&raw.chars).is_empty()).take(20);
    let unpriced: Vec<String> = unpriced.map(|raw| text(&raw.chars)).collect();
    goods.title = unpriced.iter().map(|line| bare(line) + "\n").collect();
    let latin = unpriced.iter().flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()));
    let told = crate::title::bare_plus(&title) || crate::title::bare_plus(&layout.hints);
    goods.plus_counts = told;
    goods.title_words = latin.map(str::to_lowercase).collect();
    goods.divide(sections);
    for (name, range) in groups(&layout.heading, &goods.offers) {
        goods.group(&name, range);
    }
    manner.rooms = by_rooms(layout, &mut goods, &manner);
    manner.house = signed::by_house(layout);
    manner.mark = crate::entry::mark(layout);
    manner.signed = signed::by_name_last(layout, &mut goods, &manner);
    manner.tags = crate::message::tags(layout, &mut goods);
    manner.grouped = signed::by_group(layout, &mut goods, &manner);
    manner.name_before_dash = signed::name_before_dash(layout);
    Heading { goods, manner, sign_up, from_lines }
}

/// Most lines begin with a room, and many of them go on with the order.
fn by_rooms(layout: &Layout, goods: &mut Goods, manner: &Manner) -> bool {
    let (mut rooms, mut bare, mut people) = (0, 0, 0);
    for entry in &layout.entries {
        let chars = &entry.raw.chars;
        let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
        let room = crate::remark::room_or_time(chars, 0)
            .filter(|length| !chars[..*length].contains(&':'))
            .or_else(|| (3..=4).contains(&digits).then_some(digits));
        let Some(length) = room else { continue };
        rooms += 1;
        let next = chars[length..]
            .iter()
            .position(|c| is_word(*c) && *c != '室')
            .map_or(chars.len(), |skip| length + skip);
        let ordered = goods.starts(chars, next) > 1
            || number::read(chars, next).is_some_and(|number| {
                unit::read(chars, next + number.length, &[]).is_some() || next + number.length == chars.len()
            });
        bare += usize::from(ordered);
        // 502小李要2份: somebody, and what follows at once.
        let mut reader = Reader { chars, goods, manner };
        let chunk = reader.chunk(next);
        let end = chunk.map_or(next, |chunk| reader.cut(chunk).0);
        let joined = chunk.is_some_and(|chunk| end < chunk.to);
        people += usize::from(is_somebody(&chars[next..end], chars.get(end), joined, goods));
    }
    let most = rooms * 5 >= layout.entries.len() * 4 && people * 3 <= rooms;
    rooms > 2 && (most || rooms * 2 >= layout.entries.len() && bare * 4 >= rooms)
}

/// A word that can only be a name, or one apart that is no item, amount or word of an order.
fn is_somebody(word: &[char], next: Option<&char>, joined: bool, goods: &Goods) -> bool {
    let said = text(word);
    let apart = (2..=4).contains(&word.len())
        && (joined || matches!(next, Some(' ' | ':' | ',' | '/' | '-' | '|')))
        && word.iter().all(|c| is_han(*c))
        && goods.starts(word, 0) < 2
        && (0..word.len()).all(|at| {
            number::read(word, at).is_none()
                && crate::word::read(word, at)
                    .is_none_or(|(found, length)| found.is_none() || length == 1 && at > 0)
        });
    crate::name::is_personal(&said) || apart
}

/// 按只接龙,称重后收钱: ordered by the piece and paid by weight, so no price of a piece is known.
fn by_piece(title: &str, offers: &mut [Offer]) {
    let chars: Vec<char> = title.chars().collect();
    let said = (0..chars.len()).find_map(|at| {
        let mark = matches!(chars[at], '按' | '论').then_some(at + 1)?;
        let (unit, length) = unit::read(&chars, mark, &[]).filter(|(unit, _)| !unit::is_weight(unit))?;
        let orders = ["接", "报", "登", "下单", "订", "预订", "统计"];
        let rest = &chars[mark + length..];
        orders.iter().any(|word| crate::plain::begins(rest, 0, word).is_some()).then_some(unit)
    });
    let Some(piece) = said else { return };
    for offer in offers.iter_mut().filter(|offer| unit::is_weight(&offer.unit)) {
        offer.unit.clone_from(&piece);
        offer.price = None;
        offer.holds = None;
        offer.step = None;
    }
}

/// 来回 is there and back.
fn ways(offers: &mut [Offer]) {
    let one = |letters: [char; 2]| {
        let mut named = (0..offers.len()).filter(|at| {
            let name = &offers[*at].name;
            name.contains(letters) && name.contains(['程', '车', '票', '班'])
        });
        named.next().filter(|_| named.next().is_none())
    };
    if let (Some(there), Some(back)) = (one(['去', '往']), one(['回', '返']))
        && there != back
    {
        for at in [there, back] {
            offers[at].aliases.extend(crate::goods::BOTH_WAYS.map(str::to_owned));
        }
    }
}

/// 社衫 45/件 尺码S M L, beside badges: who says a size means the one thing that has sizes.
fn sized(lines: &[Raw], offers: &mut [Offer]) {
    let mut of_sizes: Option<usize> = None;
    let mut sizes: Vec<String> = Vec::new();
    for raw in lines.iter().take(40) {
        let line = text(&raw.chars);
        let here = crate::readings::sizes(std::slice::from_ref(raw));
        let Some(first) = here.first().and_then(|size| line.to_uppercase().find(size.as_str())) else {
            continue;
        };
        let before = line.get(..first).unwrap_or(&line);
        let named =
            (0..offers.len()).filter_map(|at| before.rfind(&offers[at].name).map(|place| (place, at)));
        match (named.max(), of_sizes) {
            (Some((_, at)), None) => (of_sizes, sizes) = (Some(at), here),
            _ => return,
        }
    }
    let coded =
        |size: &String| offers.iter().any(|offer| offer.name == *size || offer.aliases.contains(size));
    if let Some(at) = of_sizes.filter(|_| offers.len() > 1 && !sizes.iter().any(coded)) {
        offers[at].aliases.extend(sizes);
    }
}

/// 早场, 下午场, 晚班: also called by the time of the day.
fn times(offers: &mut [Offer]) {
    const TIMES: [(&str, &[&str]); 5] = [
        ("上午", &["早上", "上午", "am"]),
        ("下午", &["下午", "pm"]),
        ("早", &["早上", "早", "上午"]),
        ("午", &["中午", "午"]),
        ("晚", &["晚上", "晚"]),
    ];
    let session = |name: &str| name.ends_with(['场', '班', '课', '档', '组', '段', '市', '餐']);
    for (begin, others) in TIMES {
        let mut named =
            (0..offers.len()).filter(|at| offers[*at].name.starts_with(begin) && session(&offers[*at].name));
        let Some(one) = named.next().filter(|_| named.next().is_none()) else { continue };
        let said = |word: &str| {
            offers
                .iter()
                .any(|offer| offer.name.starts_with(word) || offer.aliases.iter().any(|own| own == word))
        };
        let more: Vec<String> = others
            .iter()
            .filter(|word| !said(word) || offers[one].name.starts_with(**word))
            .map(|word| (*word).to_owned())
            .collect();
        offers[one].aliases.extend(more);
    }
}

/// Tickets for adults and children are called 大 and 小.
fn ages(offers: &mut [Offer]) {
    const OLD: [&str; 5] = ["成人", "大人", "大", "大的", "成年"];
    const YOUNG: [&str; 12] =
        ["学生", "儿童", "小孩", "小朋友", "孩子", "小", "娃", "小的", "小童", "细", "细路", "细佬"];
    let find = |words: &[&str]| {
        let mut fitting = (0..offers.len()).filter(|index| {
            words.iter().any(|word| word.chars().count() > 1 && offers[*index].name.contains(word))
        });
        fitting.next().filter(|_| fitting.next().is_none())
    };
    if let (Some(old), Some(young)) = (find(&OLD), find(&YOUNG)) {
        offers[old].aliases.extend(OLD.iter().map(|word| (*word).to_owned()));
        offers[young].aliases.extend(YOUNG.iter().map(|word| (*word).to_owned()));
    }
}

/// Words that introduce the first name of a heading (阳澄湖的蟹到了 公蟹) are not in the lines; the name is.
fn introduced(offers: &mut [Offer], layout: &Layout) {
    let bodies: Vec<String> =
        layout.entries.iter().take(1_000).map(|entry| bare(&text(&entry.raw.chars))).collect();
    let used = |word: &str| {
        let letters: Vec<char> = bare(word).chars().collect();
        let pairs = letters.windows(2.min(letters.len().max(1))).map(|pair| pair.iter().collect::<String>());
        let pairs: Vec<String> = pairs.collect();
        bodies.iter().filter(|body| pairs.iter().any(|pair| body.contains(pair.as_str()))).count()
    };
    let several = offers.iter().filter(|offer| offer.name.contains(' ')).count() * 2 >= offers.len()
        && offers.len() > 2;
    for offer in offers.iter_mut().take(60).filter(|offer| offer.name.contains(' ')) {
        let words: Vec<String> = offer.name.split(' ').map(str::to_owned).collect();
        let code = words[0].chars().count() <= 2 && words[0].is_ascii() || offer.aliases.contains(&words[0]);
        // A套餐 香菇滑鸡: the letter is how it is ordered, the rest what it is.
        if code || code_of(&offer.name).is_some() || codes::is_lettered(&words[0]) {
            continue;
        }
        // 1kg bag, each: how it is sold.
        let sold_in = |at: usize| {
            let letters: Vec<char> =
                words.get(at).map(|word| word.to_lowercase().chars().collect()).unwrap_or_default();
            letters.len() > 2
                && letters[0].is_ascii_alphabetic()
                && unit::read(&letters, 0, &[]).is_some_and(|(_, length)| length == letters.len())
        };
        let sized =
            |at: usize| sold_in(at) || sold_in(at + 1) && words[at].starts_with(|c: char| c.is_ascii_digit());
        let counts: Vec<usize> =
            words.iter().enumerate().map(|(at, word)| if sized(at) { 0 } else { used(word) }).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        // 大巴49座 南门出发 成人: none of it is said; the last is what the price is of.
        if most == 0 && words.len() >= 3 {
            offer.name.clone_from(&words[words.len() - 1]);
            continue;
        }
        let first = counts.iter().position(|count| count * 2 >= most && *count > 0).unwrap_or(0);
        let last = counts.iter().rposition(|count| *count > 0).unwrap_or(words.len() - 1).max(first);
        // 埃塞 耶加雪菲: some say the one, some the other.
        let said = (0..first).filter(|at| several && counts[*at] > 0);
        let more: Vec<String> =
            said.map(|at| words[at].clone()).filter(|word| word.chars().count() >= 2).collect();
        offer.aliases.extend(more);
        offer.name = words[first..=last].join(" ");
    }
}

fn manner(offers: &[Offer]) -> Manner {
    let mut units: Vec<Vec<char>> = offers.iter().map(|offer| offer.unit.chars().collect()).collect();
    units.retain(|unit: &Vec<char>| !unit.is_empty());
    units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
    units.dedup();
    let said = |wanted: &str| offers.iter().any(|offer| offer.unit == wanted);
    let named = |wanted: char| offers.iter().any(|offer| offer.name.contains(wanted));
    Manner {
        pieces_are_kuai: said("块")
            || said("片")
            || (!offers.is_empty()
                && offers.iter().all(|offer| offer.unit.is_empty() && offer.price.is_none())),
        numbered_offers: offers.iter().any(|offer| {
            code_of(&offer.name).is_some() || offer.aliases.iter().any(|alias| code_of(alias).is_some())
        }),
        sized: false,
        signed: false,
        house: false,
        second: false,
        seconds: HashSet::new(),
        mark: None,
        grouped: Vec::new(),
        tags: HashSet::new(),
        name_before_dash: false,
        cheapest: offers.iter().map(|offer| offer.price.map_or(0, |price| price.e4 / 10)).min().unwrap_or(0),
        rooms: false,
        ages: offers.iter().any(|offer| offer.aliases.iter().any(|alias| alias == "大")),
        rice: named('米') && !said("米"),
        units,
    }
}

/// The one thing a list without prices is about.
fn about(title: &str) -> Offer {
    let lines = title.lines().map(|line| line.trim_start_matches('#').trim()).filter(|line| {
        let plain = bare(line);
        !plain.is_empty() && plain != "接龙" && plain != "群接龙"
    });
    let first = lines.into_iter().next().unwrap_or("");
    let first =
        first.split([',', '。', '!', ';']).find(|clause| clause.chars().any(is_word)).unwrap_or(first);
    let mut name = titled(first);
    if name.name.is_empty() {
        name.name = first.trim().to_owned();
    }
    Offer { name: name.name, aliases: name.aliases, ..Offer::default() }
}

fn is_sign_up(title: &str, offer: Option<&Offer>) -> bool {
    const WORDS: &str = "三缺 缺一 麻将 桌球 棋牌 组局 报一下 来的 谁来 谁去 去的 组队 约起 局 报名 团建 活动 聚餐 聚会 徒步 爬山 羽毛球 篮球 足球 乒乓 游泳 跑步 骑行 露营 郊游 出游 旅游 一日游 \
        讲座 上课 培训 沙龙 参加 人数 AA 拼车 合唱 排练 比赛 观影 电影 饭局 年会 体检 志愿 义工 读书会 春游 \
        秋游 大巴 班车 瑜伽 广场舞 跳舞 球局 球友 约球 桌游 剧本杀 狼人杀 KTV 唱歌 包车 采摘 钓鱼 滑雪 踢球 \
        打球 开会 会议 家长会 值日 值班 献血 夜跑 晨跑 行程 出行 集合 到场 出席 位子 座位 名额";
    let by_person = offer.is_some_and(|offer| {
        matches!(offer.unit.as_str(), "人" | "位" | "名" | "座" | "组" | "家" | "户" | "队")
    });
    let ticket = offer.is_some_and(|offer| offer.unit == "张" && offer.name.contains('票'));
    let by_person = by_person || ticket;
    let by_piece = offer.is_some_and(|offer| !offer.unit.is_empty() && !by_person);
    let title = title.to_uppercase();
    !by_piece && (by_person || WORDS.split(' ').any(|word| title.contains(word)))
}

/// What the community knows of an offer that the heading names: its number, aliases and step. Its others come after.
fn adopt(offers: &mut Vec<Offer>, known: &[Offer]) {
    if known.is_empty() {
        return;
    }
    let mut all = Goods::new(known.to_vec(), 0);
    let mut used = vec![false; known.len()];
    for offer in offers.iter_mut() {
        let found = all.find(&offer.name).and_then(|found| found.mentions.into_iter().next());
        let Some(index) = found
            .filter(|mention| mention.offers.len() == 1 && matches!(mention.how, How::Exact | How::Part))
            .map(|mention| mention.offers[0])
            .filter(|index| !used[*index])
        else {
            continue;
        };
        used[index] = true;
        let community = &known[index];
        offer.known = Some(index);
        offer.aliases.push(community.name.clone());
        offer.aliases.extend(community.aliases.iter().cloned());
        if offer.unit.is_empty() {
            offer.unit = community.unit.clone();
        }
        if offer.unit == community.unit {
            offer.step = community.step;
        }
        offer.holds = offer.holds.clone().or_else(|| community.holds.clone());
    }
    let others = (0..known.len()).filter(|index| !used[*index]);
    offers.extend(others.map(|index| Offer { known: Some(index), ..known[index].clone() }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout;

    fn shown(text: &str) -> String {
        let heading = offers(&layout::lay_out(text), &[], None);
        let shown = heading.goods.offers.iter().map(|offer| {
            let price = offer.price.map(|price| price.plain(kernel::Currency::CNY)).unwrap_or_default();
            format!("{} {price} {}", offer.name, offer.unit)
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn headings_of_many_shapes() {
        for (text, wanted) in [
            ("农家土鸡蛋 1.5元/个 30个起\n1.张敏 30个", "农家土鸡蛋 1.50 个"),
            (
                "五常大米10斤装 69元一袋;黄豆 2斤装12元一袋\n1)刘伟 大米2袋",
                "五常大米 69.00 袋; 黄豆 12.00 袋",
            ),
            ("草莓团,30元/盒,每人限2盒\n一、小雨 两盒", "草莓 30.00 盒"),
            (
                "#接龙\n牛奶团(每周二送)\n鲜牛奶8元/瓶 酸奶6元/瓶\n1. 晓晓 酸奶1",
                "鲜牛奶 8.00 瓶; 酸奶 6.00 瓶",
            ),
            ("1.草莓 25元/盒\n2.鸡蛋 30元/板\n1.小雨 草莓1", "草莓 25.00 盒; 鸡蛋 30.00 板"),
            ("丹东草莓\n规格:3斤/箱\n价格:58元/箱\n1.小雨 1箱", "丹东草莓 58.00 箱"),
            ("海南直发🥭 芒果 39/箱(5斤)|荔枝 25/斤\n1、阿椰 芒果1", "芒果 39.00 箱; 荔枝 25.00 斤"),
            ("A. 草莓 25\nB. 鸡蛋 30\n1. 小雨 A1 B2", "A 草莓 25.00 ; B 鸡蛋 30.00 "),
            (
                "盒饭\n1号 鱼香肉丝 20\n2号 宫保鸡丁 25\n1. 丁工 1号\n2. 秦工 2号2份",
                "1号 鱼香肉丝 20.00 ; 2号 宫保鸡丁 25.00 ",
            ),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }
}
