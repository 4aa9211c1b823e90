//! What a list offers: the priced things of its heading; else what its lines name; else the one thing it is about.

use crate::codes;
use crate::goods::{Goods, How};
use crate::layout::{Layout, Raw};
use crate::ordinal;
use crate::plain::{as_written, bare, begins, is_han, is_word, text};
use crate::price::{self, Priced};
use crate::scan::Manner;
use crate::signed;
use crate::title::{Tidy, before_label, is_label, lettered, tidy, titled, without_occasion};
use crate::unpriced::{coded, named, of_lines};
use crate::{Offer, number, unit};
use kernel::Quantity;

#[derive(Debug)]
pub(crate) struct Heading {
    pub goods: Goods,
    pub manner: Manner,
    /// People are counted, not things: a name alone is one.
    pub sign_up: bool,
    /// The offers are the words of the lines; the list itself names none.
    pub from_lines: bool,
}

pub(crate) fn offers(layout: &Layout, known: &[Offer]) -> Heading {
    let title: String = layout.heading.iter().map(|raw| text(&raw.chars) + "\n").collect();
    let mut offers = priced(&layout.heading);
    if offers.is_empty() {
        let below: Vec<Raw> = layout.entries.iter().flat_map(|entry| entry.tail.iter().cloned()).collect();
        offers = priced(&below);
    }
    let mut sections = Vec::new();
    for below in &layout.below {
        if sections.is_empty() {
            sections.push(0..offers.len());
        }
        let from = offers.len();
        let known: Vec<String> = offers.iter().map(|offer| bare(&offer.name)).collect();
        offers.extend(priced(below).into_iter().filter(|offer| !known.contains(&bare(&offer.name))));
        sections.push(from..offers.len());
    }
    introduced(&mut offers, layout);
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
    if offers.is_empty() {
        offers = coded(&layout.heading);
    }
    if offers.is_empty() && known.is_empty() {
        offers = named(&title, layout);
    }
    ages(&mut offers);
    codes::learn(&mut offers);
    let written: String = layout.heading.iter().map(|raw| raw.original.clone() + "\n").collect();
    offers.iter_mut().for_each(|offer| offer.name = as_written(&offer.name, &written));
    let sign_up = offers.len() <= 1 && is_sign_up(&title, offers.first());
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
    goods.divide(sections);
    for (name, range) in groups(&layout.heading, &goods.offers) {
        goods.group(&name, range);
    }
    manner.rooms = by_rooms(layout, &goods);
    manner.mark = crate::entry::mark(layout);
    manner.signed = signed::by_name_last(layout, &mut goods, &manner);
    Heading { goods, manner, sign_up, from_lines }
}

/// Most lines begin with a room, and many of them go on with the order.
fn by_rooms(layout: &Layout, goods: &Goods) -> bool {
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
        let word: String = chars[next..].iter().take_while(|c| is_word(**c)).collect();
        people += usize::from(crate::name::is_personal(&word));
    }
    let most = rooms * 5 >= layout.entries.len() * 4 && people * 3 <= rooms;
    rooms > 2 && (most || rooms * 2 >= layout.entries.len() && bare * 4 >= rooms)
}

/// Tickets for adults and children are called 大 and 小.
fn ages(offers: &mut [Offer]) {
    const OLD: [&str; 5] = ["成人", "大人", "大", "大的", "成年"];
    const YOUNG: [&str; 8] = ["儿童", "小孩", "小朋友", "孩子", "小", "娃", "小的", "小童"];
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
    for offer in
        offers.iter_mut().take(60).filter(|offer| offer.name.contains(' ') && code_of(&offer.name).is_none())
    {
        let words: Vec<String> = offer.name.split(' ').map(str::to_owned).collect();
        if words[0].chars().count() <= 2 && words[0].is_ascii() {
            continue;
        }
        let counts: Vec<usize> = words.iter().map(|word| used(word)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let first = counts.iter().position(|count| count * 2 >= most && *count > 0).unwrap_or(0);
        offer.name = words[first..].join(" ");
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
        mark: None,
        cheapest: offers.iter().map(|offer| offer.price.map_or(0, |price| price.e4 / 10)).min().unwrap_or(0),
        rooms: false,
        ages: offers.iter().any(|offer| offer.aliases.iter().any(|alias| alias == "大")),
        rice: named('米') && !said("米"),
        units,
    }
}

/// 1号 at the beginning of a name.
fn code_of(name: &str) -> Option<String> {
    let chars: Vec<char> = name.chars().collect();
    let number = number::read(&chars, 0).filter(|number| number.value.milli % 1000 == 0)?;
    (chars.get(number.length) == Some(&'号')).then(|| format!("{}号", number.value.milli / 1000))
}

fn priced(lines: &[Raw]) -> Vec<Offer> {
    let found: Vec<Vec<Priced>> = lines.iter().map(|raw| price::find(&raw.chars)).collect();
    let found = leading(lines, found);
    let said = found.iter().flatten().any(|one| one.said);
    let bare_lines = found.iter().filter(|line| line.len() == 1).count();
    let mut offers: Vec<Offer> = Vec::new();
    let mut pending = String::new();
    // Said before the price: 规格:10斤装.
    let mut size = None;
    let beside = beside(&found);
    for (at, (raw, line)) in lines.iter().zip(found).enumerate() {
        let any_said = line.iter().any(|one| one.said);
        let numbered = ordinal::read(&raw.chars).is_some() || lettered(&raw.chars);
        let believed = any_said
            || line.len() >= 2
            || !said && (lines.len() <= 2 || bare_lines >= 2)
            || numbered
            || beside[at] && line.len() == 1 && price::is_plain(&raw.chars, &line[0]);
        if line.is_empty() || !believed {
            if offers.is_empty() && ["规格", "净", "装"].iter().any(|word| text(&raw.chars).contains(word))
            {
                size = size.or_else(|| price::holding(&raw.chars));
            }
            let clean = tidy(&text(&raw.chars));
            if !clean.name.is_empty() && !is_label(&clean.name) && !text(&raw.chars).contains("规格") {
                pending = text(&raw.chars);
            } else if let (Some(holds), Some(last)) = (price::holding(&raw.chars), offers.last_mut())
                && ["规格", "净", "每", "装"].iter().any(|word| text(&raw.chars).contains(word))
            {
                last.holds.get_or_insert(holds);
            }
            continue;
        }
        for mut one in line {
            // 单盒20, 25一盒 and then 两盒48: one thing, and a ladder.
            if let Some((quantity, unit)) = price::rung(&one.name) {
                let weighed = unit::is_weight(&unit);
                let same = offers.last().is_some_and(|last| last.unit == unit || last.unit.is_empty());
                if !weighed && same && quantity.milli > 1000 {
                    continue;
                }
                if !weighed && quantity.milli == 1000 && one.unit.is_empty() {
                    one.unit = unit;
                    one.name = String::new();
                }
            }
            let mut name = tidy(&one.name);
            if name.name.is_empty() || is_label(&name.name) {
                let before = before_label(&one.name).unwrap_or_else(|| first_clause(&raw.chars));
                name = tidy(&before);
                if name.name.is_empty() || is_label(&name.name) {
                    name = titled(&pending);
                }
            }
            if name.name.is_empty() {
                continue;
            }
            name.name = without_occasion(&name.name).to_owned();
            let one = Priced { holds: one.holds.clone().or_else(|| size.take()), ..one };
            push(&mut offers, name, one);
        }
    }
    letters(&mut offers);
    let all: Vec<char> = lines.iter().flat_map(|raw| raw.chars.iter().copied().chain(['\n'])).collect();
    if let Some(unit) = common_unit(&all) {
        offers.iter_mut().filter(|offer| offer.unit.is_empty()).for_each(|offer| offer.unit = unit.clone());
    }
    for (pack, each, unit) in packs(&all) {
        for offer in offers.iter_mut().filter(|offer| offer.unit == unit && offer.unit != pack) {
            offer.packs.push((pack.clone(), each));
        }
    }
    offers
}

/// Next to a line with a price, or to one that is next to it.
fn beside(found: &[Vec<Priced>]) -> Vec<bool> {
    let said: Vec<bool> = found.iter().map(|line| line.iter().any(|one| one.said)).collect();
    let full: Vec<bool> = found.iter().map(|line| !line.is_empty()).collect();
    (0..found.len())
        .map(|at| {
            let down = (at..found.len()).take_while(|next| full[*next]).any(|next| said[next]);
            let up = (0..=at).rev().take_while(|next| full[*next]).any(|next| said[next]);
            down || up
        })
        .collect()
}

/// Where lines have no price after a name, but several begin with one: 39.9 草莓, 58 车厘子.
fn leading(lines: &[Raw], found: Vec<Vec<Priced>>) -> Vec<Vec<Priced>> {
    let first: Vec<Option<Priced>> = lines.iter().map(|raw| price::leading(&raw.chars)).collect();
    let many = first.iter().flatten().count();
    let named = found.iter().flatten().filter(|one| one.name.chars().any(is_han)).count();
    if many == 0 || many < named || many == 1 && !first.iter().flatten().all(|one| one.said) {
        return found;
    }
    first.into_iter().zip(found).map(|(first, found)| first.map_or(found, |first| vec![first])).collect()
}

/// ◆水果团 above what it sells: a word for all of that.
fn groups(lines: &[Raw], offers: &[Offer]) -> Vec<(String, std::ops::Range<usize>)> {
    let mut found: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    let mut title: Option<String> = None;
    for raw in lines {
        let line = bare(&text(&raw.chars));
        let named: Vec<usize> =
            (0..offers.len()).filter(|index| line.contains(&bare(&offers[*index].name))).collect();
        let priced = !price::find(&raw.chars).is_empty();
        match (priced, named.first(), named.last()) {
            (true, Some(first), Some(last)) => match (title.take(), found.last_mut()) {
                (Some(title), _) => found.push((title, *first..last + 1)),
                (None, Some((_, range))) if range.end == *first => range.end = last + 1,
                _ => {}
            },
            (false, _, _) => {
                let plain = text(&raw.chars);
                let name = titled(plain.split('(').next().unwrap_or(&plain)).name;
                title = Some(name).filter(|name| (2..=6).contains(&name.chars().count()));
            }
            _ => {}
        }
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// 6瓶一箱, 每箱6瓶: what a pack holds.
fn packs(heading: &[char]) -> Vec<(String, Quantity, String)> {
    let mut found = Vec::new();
    for at in 0..heading.len() {
        let inside = at > 0 && (heading[at - 1].is_ascii_digit() || heading[at - 1] == '.');
        let Some(number) = number::read(heading, at).filter(|number| !inside && !number.vague) else {
            continue;
        };
        let Some((unit, size)) = unit::read(heading, at + number.length, &[]) else { continue };
        let end = at + number.length + size;
        let one = |place: usize| matches!(heading.get(place), Some('一' | '每' | '/' | '1'));
        if number.value.milli > 1000
            && one(end)
            && let Some((pack, _)) = unit::read(heading, end + 1, &[])
        {
            found.push((pack, number.value, unit));
        } else if number.value.milli == 1000 || at > 0 && heading[at - 1] == '每' {
            continue;
        } else if let Some(from) = at.checked_sub(2).filter(|from| one(*from) && number.value.milli > 1000)
            && let Some((pack, 1)) = unit::read(heading, from + 1, &[])
        {
            found.push((pack, number.value, unit));
        }
    }
    found.truncate(20);
    found
}

/// 都是一斤的价, 均为袋装, 每扎价: one unit for all that have none.
fn common_unit(heading: &[char]) -> Option<String> {
    const WORDS: &str = "都是一 都是 均为 均按 都按 按 论 单位: 单位 每";
    (0..heading.len()).find_map(|at| {
        let length = WORDS.split(' ').find_map(|word| begins(heading, at, word))?;
        let (unit, size) = unit::read(heading, at + length, &[])
            .filter(|(unit, _)| !matches!(unit.as_str(), "人" | "位" | "单" | "个" | "组" | "大" | "小"))?;
        let next = heading.get(at + length + size).copied().unwrap_or('\n');
        (!is_word(next) || matches!(next, '价' | '的' | '装' | '算' | '卖' | '计')).then_some(unit)
    })
}

/// Two of one name are told apart by what a piece holds.
fn push(offers: &mut Vec<Offer>, name: Tidy, one: Priced) {
    let mut offer = Offer {
        name: name.name.clone(),
        aliases: name.aliases,
        unit: one.unit,
        price: one.price,
        holds: one.holds,
        ..Offer::default()
    };
    if let Some(same) = offers.iter_mut().find(|other| bare(&other.name) == bare(&offer.name)) {
        if name.spec.is_empty() && same.price == offer.price {
            return;
        }
        if name.spec.is_empty() {
            return;
        }
        offer.name = format!("{}{}", offer.name, name.spec);
        if let Some((quantity, unit)) = &same.holds {
            same.name = format!("{}{quantity}{unit}装", same.name);
        }
    }
    if offers.iter().all(|other| bare(&other.name) != bare(&offer.name)) {
        offers.push(offer);
    }
}

/// A草莓25 B鸡蛋30: where each name begins with a letter of its own, the rest is a name, too.
fn letters(offers: &mut [Offer]) {
    let lead = |name: &str| {
        let mut chars = name.chars();
        let (first, second) = (chars.next()?, chars.find(|c| is_word(*c))?);
        (first.is_ascii_alphabetic() && is_han(second)).then_some(first)
    };
    let all: Option<Vec<char>> = offers.iter().map(|offer| lead(&offer.name)).collect();
    let Some(all) = all.filter(|all| all.len() > 1) else { return };
    let mut distinct = all.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() == all.len() {
        for (offer, letter) in offers.iter_mut().zip(all) {
            offer.aliases.push(letter.to_string());
            offer.aliases.push(
                offer.name.chars().skip(1).collect::<String>().trim_matches(|c: char| !is_word(c)).to_owned(),
            );
        }
    }
}

/// The first clause of a line whose last one names nothing: 草莓团,30元/盒.
fn first_clause(line: &[char]) -> String {
    let all = text(line);
    let mut clauses = all.split([',', ';', '|', '!', '。']);
    clauses
        .next()
        .filter(|clause| !price::is_said(&clause.chars().collect::<Vec<_>>()))
        .unwrap_or("")
        .to_owned()
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
    const WORDS: &str = "报一下 来的 谁来 谁去 去的 组队 约起 局 报名 团建 活动 聚餐 聚会 徒步 爬山 羽毛球 篮球 足球 乒乓 游泳 跑步 骑行 露营 郊游 出游 旅游 一日游 \
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
        let heading = offers(&layout::lay_out(text), &[]);
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
