//! Prices that are not of one piece, and those that stand before their names: 3盒起50, 原价168, 39.9 红颜草莓.

use crate::per::{holding, per_after};
use crate::plain::{begins, is_han, is_word, text};
use crate::price::{Parted, Priced, find, get, parted};
use crate::{number, unit};
use kernel::{Price, Quantity};

/// Without the price it had before: 猫粮 原价168 团购138.
pub(crate) fn without_other(between: &[char]) -> Vec<char> {
    let mut kept = Vec::with_capacity(between.len());
    let mut at = 0;
    while at < between.len() {
        let old = [
            "原价",
            "市场价",
            "超市价",
            "专柜价",
            "门市价",
            "零售价",
            "零售",
            "散卖",
            "平时",
            "外面卖",
            "外面",
        ]
        .iter()
        .find_map(|word| begins(between, at, word));
        if let Some(length) = old {
            let from = at
                + length
                + between[at + length..].iter().take_while(|c| matches!(c, ' ' | ':' | '¥')).count();
            if let Some(number) = number::read(between, from).filter(|number| !number.chinese) {
                at = from + number.length;
                at += ["元", "块"].iter().find_map(|word| begins(between, at, word)).unwrap_or(0);
                kept.push(' ');
                continue;
            }
        }
        kept.push(between[at]);
        at += 1;
    }
    kept
}

/// 3盒起 and 两盒 after the price of one: what several cost, not something else.
pub(crate) fn is_rung(name: &str, before: &Priced) -> bool {
    let Some((quantity, unit)) = rung(name) else { return false };
    let sized = rung(before.name.trim().rsplit(' ').next().unwrap_or_default()).is_some();
    let pack =
        unit::holds_several(&unit) || matches!(unit.as_str(), "份" | "单" | "袋" | "瓶" | "包" | "组" | "套");
    quantity.milli > 1000 && (unit == before.unit || before.unit.is_empty() && pack && !sized)
}

/// A name that is only so much: 3盒起, 买两箱, 满5份.
pub(crate) fn rung(name: &str) -> Option<(Quantity, String)> {
    let chars: Vec<char> = name.chars().filter(|c| is_word(*c)).collect();
    let text = text(&chars);
    let head = ["拼团", "团购", "订", "买", "满", "拍", "购", "任选", "任意", "第", "单", "每"]
        .iter()
        .find_map(|word| text.strip_prefix(word).map(|_| word.chars().count()))
        .unwrap_or(0);
    if text.starts_with("单人") || text.starts_with("双人") {
        return None;
    }
    let single = text.starts_with('单') || text.starts_with('每');
    let (quantity, length) = match number::read(&chars, head) {
        Some(number) if !number.vague => (number.value, number.length),
        _ if single => (Quantity::ONE, 0),
        _ => return None,
    };
    let (unit, size) = unit::read(&chars, head + length, &[])?;
    let rest: String = chars[head + length + size..].iter().collect();
    let ends = [
        "",
        "起",
        "以上",
        "及以上",
        "一起",
        "打包",
        "包邮",
        "起包邮",
        "起售",
        "套餐",
        "只要",
        "共",
        "价",
        "仅",
        "仅需",
        "特价",
        "优惠价",
    ];
    ends.contains(&rest.as_str()).then_some((quantity, unit))
}

/// 39.9 红颜草莓(3斤装): the price stands first, and the name is the rest of the line.
pub(crate) fn leading(line: &[char]) -> Option<Priced> {
    let start = line.iter().position(|c| is_word(*c) || *c == '¥')?;
    let sign = usize::from(line[start] == '¥');
    let number = number::read(line, start + sign).filter(|number| !number.chinese)?;
    let mut at = start + sign + number.length;
    let yuan = ["元", "块", "r", "R"].iter().find_map(|word| begins(line, at, word));
    at += yuan.unwrap_or(0);
    let per = per_after(line, at);
    let said = sign > 0 || yuan.is_some() || per.is_some();
    let marks = ['.', '、', ')', ':', '楼', '号'];
    let apart = matches!(get(line, at), ' ' | '|' | '-' | '/') || per.is_some();
    let unit = match per {
        Some(per) => {
            at = per.to;
            per.unit
        }
        None => String::new(),
    };
    if !apart || marks.contains(&get(line, at)) || number.value.milli <= 0 {
        return None;
    }
    let rest = &line[at..];
    let rest_text = text(rest);
    let Parted { name, holds, .. } = parted(rest, false);
    let name = name.trim().to_owned();
    let long = name.chars().filter(|c| is_word(*c)).count();
    let fits = (2..=14).contains(&long) && find(rest).is_empty() && name.chars().any(is_han);
    let cent = number.value.milli % 1000 != 0;
    let noted = ["起", "包邮", "以上", "截", "到", "点", "人"].iter().any(|word| name.starts_with(word));
    let inside = rest_text.split(['(', ')']).nth(1).map(|inside| inside.chars().collect::<Vec<_>>());
    let holds = holds.or_else(|| inside.as_ref().and_then(|inside| holding(inside)));
    (fits
        && !noted
        && unit::read(&name.chars().collect::<Vec<_>>(), 0, &[]).is_none_or(|(unit, _)| {
            name.starts_with("大小") || unit.chars().count() > 2 || name.chars().count() > 3
        }))
    .then(|| Priced {
        name,
        price: number.value.milli.checked_mul(10).map(Price::from_e4),
        unit,
        holds,
        inside: inside.map(|inside| text(&inside)).unwrap_or_default(),
        said: said || cent,
        sort: None,
    })
}

/// A short name and a number, and nothing else but what stands in brackets: 推车 200(九成新).
pub(crate) fn is_plain(line: &[char], one: &Priced) -> bool {
    let name = one.name.chars().filter(|c| is_word(*c)).count();
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in line {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(*c),
            _ => {}
        }
    }
    let ends = outside.trim_end_matches(|c: char| !is_word(c)).ends_with(|c: char| c.is_ascii_digit());
    (2..=12).contains(&name) && ends
}
