//! What else things of a heading are called, from how it writes them: by a day, an hour, a size, for whom.

use crate::Offer;
use crate::layout::{Layout, Raw};
use crate::plain::{is_picture, text};
use crate::{number, unit};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn learn(layout: &Layout, offers: &mut [Offer]) {
    by_day(offers);
    for_whom(offers);
    by_bracket_or_hour(&layout.heading, offers);
    of_the_title(layout, offers);
}

/// Gives an alias to the one offer that it fits, unless it fits another or is taken.
fn give(offers: &mut [Offer], aliases: Vec<(usize, String)>) {
    for (at, alias) in &aliases {
        let rival = aliases.iter().any(|(other, same)| other != at && same == alias);
        let taken = offers.iter().any(|offer| offer.name == *alias || offer.aliases.contains(alias));
        if !rival && !taken {
            offers[*at].aliases.push(alias.clone());
        }
    }
}

/// 周三 is 星期三 and 礼拜三.
fn by_day(offers: &mut [Offer]) {
    let mut more = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        for name in std::iter::once(&offer.name).chain(&offer.aliases) {
            let chars: Vec<char> = name.chars().collect();
            if let ['周', day] = chars.as_slice()
                && "一二三四五六日天".contains(*day)
            {
                more.extend(["星期", "礼拜"].map(|word| (at, format!("{word}{day}"))));
            }
        }
    }
    give(offers, more);
}

/// 男款, 女款, 童款: 男, 女, 童.
fn for_whom(offers: &mut [Offer]) {
    let kinds = ['款', '装', '鞋', '表', '士'];
    let mut more = Vec::new();
    for (at, offer) in offers.iter().enumerate() {
        let chars: Vec<char> = offer.name.chars().collect();
        if let [.., whom @ ('男' | '女' | '童'), kind] = chars.as_slice()
            && kinds.contains(kind)
        {
            more.push((at, whom.to_string()));
        }
    }
    let mut told: Vec<&String> = more.iter().map(|(_, whom)| whom).collect();
    told.sort();
    told.dedup();
    if told.len() > 1 && told.len() == more.len() {
        give(offers, more);
    }
}

/// 小瓶(250ml), 下午场 14:00: also called by what stands beside its name.
fn by_bracket_or_hour(heading: &[Raw], offers: &mut [Offer]) {
    const SIZES: [&str; 9] = ["ml", "毫升", "升", "l", "g", "克", "寸", "cm", "厘米"];
    let mut more = Vec::new();
    for raw in heading.iter().take(40) {
        let line = text(&raw.chars);
        for (at, offer) in offers.iter().enumerate() {
            let names = std::iter::once(&offer.name).chain(&offer.aliases);
            let mut places = names
                .filter(|name| name.chars().count() > 1)
                .filter_map(|name| line.find(name.as_str()).and_then(|from| line.get(from + name.len()..)));
            let Some(rest) = places.next() else { continue };
            if let Some(inside) =
                rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(one, _)| one)
            {
                let size = inside.trim().to_lowercase();
                let digits = size.chars().take_while(char::is_ascii_digit).count();
                if digits > 0 && SIZES.contains(&&size[digits..]) {
                    more.push((at, size));
                }
                continue;
            }
            let clock: String =
                rest.trim_start().chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
            if let Some((hour, minutes)) = clock.split_once(':')
                && minutes.len() == 2
                && (1..=2).contains(&hour.len())
                && !rest.trim_start()[clock.len()..].trim_start().starts_with(['-', '~', '到', '至'])
            {
                more.push((at, clock.clone()));
                if minutes == "00" {
                    let hour = hour.trim_start_matches('0');
                    // 00:00 is 0点.
                    let hour = if hour.is_empty() { "0" } else { hour };
                    more.extend([format!("{hour}点"), format!("{hour}点那场")].map(|alias| (at, alias)));
                }
            }
        }
    }
    // One size or hour tells nothing apart.
    let first = more.first().map(|(at, _)| *at);
    if more.iter().any(|(at, _)| Some(*at) != first) {
        give(offers, more);
    }
}

/// 🌿端午小物 香囊 五彩绳 艾草: a picture before the title is no name of the first thing, where a line has it before another.
fn of_the_title(layout: &Layout, offers: &mut [Offer]) {
    // What follows each picture in the lines, looked for once: names are many, and so are lines.
    let mut behind: BTreeMap<char, BTreeSet<String>> = BTreeMap::new();
    for entry in layout.entries.iter().take(1_000) {
        for (at, picture) in entry.raw.chars.iter().enumerate().filter(|(_, c)| is_picture(**c)).take(8) {
            let rest = entry.raw.chars[at + 1..].iter().take(NAME_LOOKED_AT).collect();
            behind.entry(*picture).or_default().insert(rest);
        }
    }
    if behind.is_empty() {
        return;
    }
    let names: Vec<String> = offers.iter().map(|offer| offer.name.clone()).collect();
    for (at, offer) in offers.iter_mut().enumerate().take(60) {
        offer.aliases.retain(|alias| {
            let mut signs = alias.chars();
            let (Some(picture), None) = (signs.next().filter(|c| is_picture(*c)), signs.next()) else {
                return true;
            };
            let others = names.iter().enumerate().filter(|(other, name)| *other != at && !name.is_empty());
            let follows = |name: &String| {
                let rests = behind.get(&picture)?;
                // Of what begins with it the first is found at once.
                rests.range(name.clone()..).next().filter(|rest| rest.starts_with(name.as_str()))
            };
            !others.into_iter().any(|(_, name)| follows(name).is_some())
        });
    }
}

/// Signs behind a picture in which a name is looked for.
const NAME_LOOKED_AT: usize = 40;

/// 5排6座, 9排以后的位子, 每周5杯, 空桶2个, 可带3人, 其中1个小朋友: told beside an order, no part of it. How long it is.
pub(crate) fn told(chars: &[char], at: usize, ordered: bool) -> Option<usize> {
    let begins =
        |at: usize, words: &[&str]| words.iter().find_map(|word| crate::plain::begins(chars, at, word));
    let get = |at: usize| chars.get(at).copied().unwrap_or('\n');
    let counted = |at: usize| {
        let number = number::read(chars, at)?;
        let unit = unit::read(chars, at + number.length, &[]).map_or(0, |(_, length)| length);
        let people = usize::from(unit == 0 && matches!(get(at + number.length), '人' | '座' | '位'));
        (unit + people > 0).then_some(at + number.length + unit + people)
    };
    // 两个朋友各一杯: of how many people the amount is of each.
    if let Some(length) = people(chars, at)
        && begins(at + length, &["各", "每人", "一人一", "都"]).is_some()
    {
        return Some(length);
    }
    if let Some(row) = number::read(chars, at)
        && get(at + row.length) == '排'
    {
        let end = at + row.length + 1;
        if let Some(seat) =
            number::read(chars, end).filter(|seat| matches!(get(end + seat.length), '座' | '号'))
        {
            return Some(end + seat.length + 1 - at);
        }
        let where_to =
            begins(end, &["以后", "以前", "之后", "之前", "往后", "往前", "靠后", "靠前", "中间"])?;
        let seats = begins(end + where_to, &["的位子", "的位置", "的座位", "的座", "的"]).unwrap_or(0);
        return Some(end + where_to + seats - at);
    }
    if let Some(length) = begins(at, &["每周", "每星期", "每礼拜", "每月"]).filter(|_| ordered) {
        return counted(at + length).map(|end| end - at);
    }
    if get(at) == '空' && matches!(get(at + 1), '桶' | '瓶' | '箱' | '盒' | '罐' | '筐') {
        let end = counted(at + 2)?;
        let back = ["要收走", "要收", "要退", "要还", "要回收", "要带走", "待收", "待退", "退", "还"];
        return Some(end + begins(end, &back).unwrap_or(0) - at);
    }
    if let Some(length) = begins(at, &["可带", "能带", "可以带", "可载", "可坐", "能坐", "还能坐", "还可坐"])
        .filter(|_| ordered)
    {
        return counted(at + length).filter(|end| get(end - 1) == '人').map(|end| end - at);
    }
    if let Some(length) = begins(at, &["其中"]).filter(|_| ordered) {
        let end = counted(at + length)?;
        let who = begins(end, &["小朋友", "小孩", "孩子", "儿童", "老人", "大人", "女生", "男生"])?;
        return Some(end + who - at);
    }
    None
}

/// 3个客人, 两位同事: so many people, how long it is.
pub(crate) fn people(chars: &[char], at: usize) -> Option<usize> {
    const WHO: &str =
        "客人 同事 朋友 同学 室友 舍友 邻居 家人 老师 师傅 孩子 小朋友 老人 闺蜜 亲戚 姐妹 兄弟";
    let number = number::read(chars, at).filter(|number| !number.vague)?;
    let unit = at + number.length;
    let counted = matches!(chars.get(unit), Some('个' | '位' | '名'));
    let who = WHO.split(' ').find_map(|who| crate::plain::begins(chars, unit + 1, who));
    who.filter(|_| counted).map(|length| number.length + 1 + length)
}
