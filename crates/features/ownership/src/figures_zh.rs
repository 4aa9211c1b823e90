//! Numbers, rates and sums of money as they are written in Chinese. Pure.

use crate::wording::Figures;

pub(crate) const FIGURES: Figures = Figures { number: number_length, rate };

const DIGITS: &[(char, i64)] = &[
    ('零', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('几', 5),
    ('壹', 1),
    ('贰', 2),
    ('叁', 3),
    ('伍', 5),
    ('捌', 8),
];
const UNITS: &[(char, i64)] =
    &[('十', 10), ('百', 100), ('千', 1_000), ('万', 10_000), ('拾', 10), ('佰', 100)];

/// Signs of a number that are read together: more of them say no number.
const FIGURES_MAX: usize = 40;

/// What a number at the beginning says, and how many bytes it takes.
pub(crate) fn number(text: &str) -> Option<(i64, usize)> {
    let figures = text.bytes().take(FIGURES_MAX).take_while(u8::is_ascii_digit).count();
    if figures > 0 {
        let value = text[..figures].parse::<i64>().unwrap_or(i64::MAX / 100_000);
        let factor =
            text[figures..].chars().next().and_then(|c| of(UNITS, c).map(|unit| (unit, c.len_utf8())));
        return Some(match factor {
            Some((unit, length)) => (value.saturating_mul(unit), figures + length),
            None => (value, figures),
        });
    }
    let (mut total, mut last, mut length) = (0_i64, None::<i64>, 0);
    // In `一百三` the last figure is of tens: one figure right behind a hundred or more, and no zero.
    let (mut unit_before, mut figures_behind) = (1, 0);
    for c in text.chars().take(FIGURES_MAX) {
        match (of(DIGITS, c), of(UNITS, c)) {
            (Some(digit), _) => {
                last = Some(last.unwrap_or(0).saturating_mul(10).saturating_add(digit));
                figures_behind += 1;
            }
            (_, Some(10_000)) => {
                let before = total.saturating_add(last.unwrap_or(i64::from(total == 0)));
                (total, last) = (before.saturating_mul(10_000), None);
            }
            (_, Some(unit)) => total = total.saturating_add(last.take().unwrap_or(1).saturating_mul(unit)),
            _ => break,
        }
        if let Some(unit) = of(UNITS, c) {
            (unit_before, figures_behind) = (unit, 0);
        }
        length += c.len_utf8();
    }
    let of_tens = if figures_behind == 1 && unit_before >= 100 { unit_before / 10 } else { 1 };
    (length > 0).then_some((total.saturating_add(last.unwrap_or(0).saturating_mul(of_tens)), length))
}

fn of(table: &[(char, i64)], c: char) -> Option<i64> {
    table.iter().find(|(known, _)| *known == c).map(|(_, value)| *value)
}

fn number_length(text: &str) -> Option<usize> {
    number(text).map(|(_, length)| length)
}

/// After a tenth it is something else: `三成熟`, `八成新`, `一成立`.
const NO_TENTHS: &[&str] = &[
    "立",
    "员",
    "本",
    "品",
    "功",
    "果",
    "绩",
    "交",
    "为",
    "熟",
    "新",
    "团",
    "人",
    "都",
    "长",
    "天",
    "年",
    "的人",
    "以上的人",
    "会员",
];
/// After points: `两个点要说`.
const NO_POINTS: &[&str] =
    &["要", "需", "没", "不", "想", "说", "请", "子", "心", "位", "提货", "取货", "自提"];

/// A point is said like a party: `两趴着`.
const NO_PARTIES: &[&str] = &["体", "着", "在", "下", "踢", "开", "，"];

/// `8%`, `百分之八`, `八成`, `八个点`: how many bytes it takes.
pub(crate) fn rate(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("百分之").or_else(|| text.strip_prefix("千分之")) {
        return number_length(rest).map(|length| text.len() - rest.len() + length);
    }
    let length = if text.starts_with("半成") { "半".len() } else { number_length(text)? };
    let rest = &text[length..];
    for (unit, others) in [
        ("%", &[][..]),
        ("个百分点", &[][..]),
        ("个点", NO_POINTS),
        ("成", NO_TENTHS),
        ("厘", &["米"][..]),
        ("趴", NO_PARTIES),
    ] {
        if let Some(after) = rest.strip_prefix(unit) {
            let other = others.iter().any(|other| after.starts_with(other));
            let of_parts = unit == "成" && after.starts_with('分') && !after.starts_with("分红");
            return (!other && !of_parts).then_some(length + unit.len());
        }
    }
    None
}

/// A sum of money within a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) value: i64,
}

/// `投一百`, `年底拿两百`: without a unit, and nothing is counted behind it.
fn is_paid(before: &str, value: i64, after: &str) -> bool {
    let paid = before.ends_with(['投', '交', '存', '还', '拿', '领', '返', '退'])
        || ["拿回", "领回", "取回", "退回", "收回", "得回"].iter().any(|word| before.ends_with(word));
    let ends = ["年底", "年终", "年后", "一年", "到期", "还", "返", "以上", "左右"];
    value >= 10 && paid && (after.is_empty() || ends.iter().any(|end| after.starts_with(end)))
}

/// Numbers with a unit of money; and those without any unit beside `变`, or where money is paid: `100变120`.
pub(crate) fn sums(signs: &str) -> Vec<Sum> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(c) = signs[at..].chars().next() {
        let Some((value, length)) = number(&signs[at..]) else {
            at += c.len_utf8();
            continue;
        };
        let (from, rest) = (at, &signs[at + length..]);
        at += length;
        let unit = ["块钱", "元钱", "块", "元", "圆"].iter().find(|unit| rest.starts_with(**unit));
        let bare = value >= 10
            && (signs[..from].ends_with('变') || signs[..from].ends_with("变成") || rest.starts_with('变'));
        if let Some(unit) = unit {
            at += unit.len();
        } else if !bare && !is_paid(&signs[..from], value, rest) && !signs[from..at].contains('万') {
            continue;
        }
        found.push(Sum { from, to: at, value });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text → value and what is left.
    #[test]
    fn numbers_are_read_in_both_writings() {
        for (text, value, left) in [
            ("120块", 120, "块"),
            ("一百二十", 120, ""),
            ("十二个", 12, "个"),
            ("两万", 20_000, ""),
            ("3万元", 30_000, "元"),
            ("一千零五", 1_005, ""),
            ("一百三", 130, ""),
            ("一千二", 1_200, ""),
            ("两万五", 25_000, ""),
            ("一百二十三", 123, ""),
            ("三十万", 300_000, ""),
            ("二零二六", 2_026, ""),
        ] {
            let (found, length) = number(text).unwrap();
            assert_eq!((found, &text[length..]), (value, left), "{text}");
        }
        assert_eq!(number("块"), None);
        assert!(number("99999999999999999999999万").is_some());
        assert!(number(&"九".repeat(30)).is_some());
        assert!(number(&"万".repeat(30)).is_some());
    }

    #[test]
    fn rates_are_read_and_what_looks_like_one_is_not() {
        for (text, left) in [
            ("8%", Some("")),
            ("百分之八的", Some("的")),
            ("八成", Some("")),
            ("三成分红", Some("分红")),
            ("5个点", Some("")),
            ("三成熟", None),
            ("八成新", None),
            ("两个点要说", None),
            ("五厘米", None),
            ("八点", None),
            ("两成分", None),
        ] {
            assert_eq!(rate(text).map(|length| &text[length..]), left, "{text}");
        }
    }
}
