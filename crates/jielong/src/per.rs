//! What a price is of: by the box, for three jin, and what a piece holds.

use crate::plain::{is_han, text};
use crate::price::{get, skip};
use crate::{number, unit};
use kernel::Quantity;

pub(crate) struct Per {
    pub(crate) unit: String,
    pub(crate) holds: Option<(Quantity, String)>,
    pub(crate) to: usize,
    /// How many units the price is of: three jin for ten yuan.
    pub(crate) of: Quantity,
}

impl Per {
    pub(crate) fn one(unit: String, to: usize) -> Per {
        Per { unit, holds: None, to, of: Quantity::ONE }
    }
}

/// `/盒`, `一盒`, `每盒`, `/2斤`, `盒` right after 元.
pub(crate) fn per_after(line: &[char], end: usize) -> Option<Per> {
    let mut at = skip(line, end);
    let mark = get(line, at);
    let spaced = at > end;
    let slashed = matches!(mark, '/' | '每' | '÷' | '一');
    // 自动化2101-张弛 is somebody.
    let hyphen = mark == '-'
        && unit::read(line, at + 1, &[]).is_some_and(|(_, length)| !is_han(get(line, at + 1 + length)));
    if slashed || hyphen {
        at = skip(line, at + 1);
        if mark == '/' && get(line, at) == '每' {
            at += 1;
        }
    } else if get(line, at) != '1' || get(line, at + 1).is_ascii_digit() {
        // 25元盒; without 元 the number counts the unit.
        let after_yuan = matches!(get(line, end.wrapping_sub(1)), '元' | '块' | '蚊' | 'r' | 'R');
        if !after_yuan || spaced || counts_many(line, at) {
            // 10元3斤, 50元两盒: what one costs is for a person to say; the first number is the price of so much.
            let counted = number::read(line, at).filter(|_| after_yuan)?;
            let (unit, length) = unit::read(line, at + counted.length, &[])?;
            let to = at + counted.length + length;
            // 20元 4只/份: what a piece holds.
            if get(line, to) == '/'
                && let Some((piece, end)) = unit_word(line, to + 1, false)
            {
                return Some(Per { holds: Some((counted.value, unit)), ..Per::one(piece, end) });
            }
            // 4斤装88元 8斤装158元: of the next.
            if spaced && (get(line, to) == '装' || get(line, skip(line, to)).is_ascii_digit()) {
                return None;
            }
            return (counted.value.milli > 1000).then(|| Per { of: counted.value, ..Per::one(unit, to) });
        }
    }
    if mark == '一' && unit::read(line, at, &[]).is_none() {
        return None;
    }
    // /2斤 and 一大盒.
    let counted = number::read(line, at).filter(|number| number.length < 4 && mark != '一');
    let start = at + counted.map_or(0, |number| number.length);
    let (unit, to) = unit_word(line, start, mark == '/')?;
    // 3斤装 59 / 5斤装 89: the size that comes next.
    let sized = counted.is_some() && mark == '/' && spaced;
    let after = to + usize::from(get(line, to) == '装');
    if sized && get(line, skip(line, after)).is_ascii_digit() {
        return None;
    }
    match counted.filter(|number| number.value != Quantity::ONE) {
        // 89/10斤袋: a bag, and what it holds.
        Some(number) if mark == '/' && packed(line, to).is_some() => {
            let (piece, length) = packed(line, to).unwrap_or_default();
            Some(Per { holds: Some((number.value, unit)), ..Per::one(piece, to + length) })
        }
        Some(number) => Some(Per { holds: Some((number.value, unit)), ..Per::one("份".to_owned(), to) }),
        None => Some(Per::one(unit, to)),
    }
}

/// 袋 of 10斤袋, 10斤/袋 and 10斤 袋.
fn packed(line: &[char], at: usize) -> Option<(String, usize)> {
    const PACKS: [&str; 9] = ["袋", "箱", "盒", "包", "桶", "瓶", "件", "筐", "罐"];
    let joint = usize::from(matches!(get(line, at), '/' | ' '));
    let (unit, length) = unit::read(line, at + joint, &[])?;
    let ends = !get(line, at + joint + length).is_alphanumeric();
    (ends && PACKS.contains(&unit.as_str())).then_some((unit, joint + length))
}

/// 3斤 right after the price.
pub(crate) fn counts_many(line: &[char], at: usize) -> bool {
    number::read(line, at).is_some_and(|number| {
        number.value.milli > 1000 && unit::read(line, at + number.length, &[]).is_some()
    })
}

/// A unit among the usual ones, or after a slash any word of one or two letters.
pub(crate) fn unit_word(line: &[char], at: usize, any: bool) -> Option<(String, usize)> {
    if matches!(get(line, at), '大' | '小' | '整')
        && let Some((unit, length)) = unit::read(line, at + 1, &[])
    {
        return Some((format!("{}{unit}", get(line, at)), at + 1 + length));
    }
    // 45一个人
    if get(line, at) == '个' && get(line, at + 1) == '人' {
        return Some(("人".to_owned(), at + 2));
    }
    if let Some((unit, length)) = unit::read(line, at, &[]) {
        return Some((unit, at + length));
    }
    let letters = line[at.min(line.len())..].iter().take_while(|c| is_han(**c)).count();
    // 草莓25/蓝莓15 and 草莓 25 / 蓝莓 15 name another thing.
    let priced = get(line, skip(line, at + letters)).is_ascii_digit();
    (any && (1..=2).contains(&letters) && !priced).then(|| (text(&line[at..at + letters]), at + letters))
}

/// `每盒25`, `一盒25`, `1斤=5`: the unit and where it begins.
pub(crate) fn per_before(line: &[char], from: usize, last: usize) -> Option<(String, usize)> {
    let mut end = from;
    while end > last && matches!(line[end - 1], ' ' | ':' | '=' | '¥' | '只' | '仅' | '价') {
        end -= 1;
    }
    for length in 1..=3 {
        let at = end.checked_sub(length).filter(|at| *at > last)?;
        let whole = unit::read(line, at, &[]).filter(|(_, size)| *size == length);
        let Some((unit, _)) = whole else { continue };
        let mut start = at - 1;
        if matches!(line[start], '大' | '小' | '整') && start > last {
            start -= 1;
        }
        let one = matches!(line[start], '每' | '一' | '单')
            || (line[start] == '1' && (start == 0 || !line[start - 1].is_ascii_digit()));
        if one && start >= last {
            return Some((unit, start));
        }
    }
    None
}

/// 10包/盒: what is sold is a box.
pub(crate) fn per_piece(inside: &[char]) -> Option<String> {
    let inside = inside.strip_suffix(&[')']).unwrap_or(inside);
    let number = number::read(inside, 0)?;
    let (_, length) = unit::read(inside, number.length, &[])?;
    let at = number.length + length;
    let (unit, size) =
        unit::read(inside, at + 1, &[]).filter(|_| matches!(get(inside, at), '/' | '一' | '每' | '1'))?;
    (inside.len() == at + 1 + size).then_some(unit)
}

/// What one piece holds, where the text says only that: 5斤装, 约500g, 每袋6个.
pub(crate) fn holding(text: &[char]) -> Option<(Quantity, String)> {
    let mut at = 0;
    while at < text.len() {
        if let Some(number) = number::read(text, at).filter(|number| !number.vague)
            && let Some((unit, _)) = unit::read(text, at + number.length, &[])
            && number.value.milli > 0
            && (number.value != Quantity::ONE)
        {
            let before = text[..at].last();
            let after = text.get(at + number.length + unit.chars().count());
            let noted =
                after == Some(&'起') || matches!(before, Some('限' | '满' | '送' | '剩' | '第' | '共'));
            let one_sort = matches!(
                unit.as_str(),
                "斤" | "公斤"
                    | "kg"
                    | "克"
                    | "g"
                    | "个"
                    | "枚"
                    | "只"
                    | "片"
                    | "包"
                    | "瓶"
                    | "罐"
                    | "支"
                    | "袋"
                    | "两"
                    | "盒"
                    | "ml"
                    | "升"
                    | "l"
                    | "颗"
                    | "条"
                    | "千克"
                    | "毫升"
                    | "粒"
                    | "块"
                    | "杯"
                    | "根"
                    | "张"
                    | "枝"
                    | "卷"
                    | "朵"
                    | "头"
                    | "棵"
            );
            return (one_sort && !noted).then_some((number.value, unit));
        }
        at += 1;
    }
    None
}
