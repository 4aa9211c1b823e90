//! Exact decimals: how much of a thing, and what one of it costs.

use crate::{Currency, Money, div_half_even};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a written decimal could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMalformed {
    NotANumber,
    TooManyDecimals,
    TooLarge,
}

/// How much of a thing, in thousandths of its unit: half a jin (半斤) is 500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Quantity {
    pub milli: i64,
}

impl Quantity {
    pub const ONE: Quantity = Quantity { milli: 1000 };

    pub fn from_milli(milli: i64) -> Quantity {
        Quantity { milli }
    }

    pub fn parse(text: &str) -> Result<Quantity, DecimalMalformed> {
        scaled(text, 3).map(Quantity::from_milli)
    }

    /// True when it is a whole number of `step`s.
    pub fn fits(&self, step: Quantity) -> bool {
        step.milli > 0 && self.milli % step.milli == 0
    }
}

/// What is weighed or measured, by its unit's word; everything else is counted, and comes in pieces.
const MEASURED: &[&str] = &[
    "斤",
    "市斤",
    "公斤",
    "千克",
    "两",
    "钱",
    "克",
    "毫克",
    "吨",
    "磅",
    "盎司",
    "升",
    "公升",
    "毫升",
    "米",
    "厘米",
    "尺",
    "寸",
    "丈",
    "平方米",
    "jin",
    "liang",
    "kg",
    "kilo",
    "kilogram",
    "kilogramme",
    "g",
    "gram",
    "gramme",
    "mg",
    "t",
    "ton",
    "tonne",
    "l",
    "litre",
    "liter",
    "ml",
    "cl",
    "dl",
    "m",
    "metre",
    "meter",
    "cm",
    "lb",
    "pound",
    "oz",
    "ounce",
];

/// Whether goods of this unit are weighed or measured (斤, kg, L), so that any part of a unit can come of them. Boxes, bottles and
/// bags are counted. The word is looked at as people write it: `KG`, `lbs`, `kg.`.
pub fn is_measured(unit: &str) -> bool {
    let word = unit.trim().trim_end_matches('.').to_lowercase();
    let one = word.strip_suffix('s').unwrap_or(&word);
    MEASURED.contains(&word.as_str()) || MEASURED.contains(&one)
}

/// `0.5`, `2`: no more digits than needed.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(self.milli, 3, 0))
    }
}

/// What one unit costs, in ten-thousandths of the currency's major unit (¥12.3456 is 123,456).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Price {
    pub e4: i64,
}

impl Price {
    pub fn from_e4(e4: i64) -> Price {
        Price { e4 }
    }

    pub fn parse(text: &str) -> Result<Price, DecimalMalformed> {
        scaled(text, 4).map(Price::from_e4)
    }

    /// Price times quantity in minor units, rounded half to even once, at the end. None past i64.
    pub fn times(&self, quantity: Quantity, currency: Currency) -> Option<Money> {
        let exact = i128::from(self.e4) * i128::from(quantity.milli);
        let exact = exact.checked_mul(10i128.pow(currency.exponent()))?;
        let minor = i64::try_from(div_half_even(exact, 10_000_000)).ok()?;
        Some(Money { minor, currency })
    }

    /// `12.30`: at least as many decimals as the currency has, more only where they say something.
    pub fn plain(&self, currency: Currency) -> String {
        plain(self.e4, 4, currency.exponent())
    }
}

macro_rules! as_text {
    ($name:ident, $to:expr) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let to: fn(&$name) -> String = $to;
                serializer.serialize_str(&to(self))
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $name::parse(&text).map_err(|error| serde::de::Error::custom(format!("{error:?}")))
            }
        }
    };
}
as_text!(Quantity, |quantity| quantity.to_string());
as_text!(Price, |price| plain(price.e4, 4, 0));

/// Reads a decimal as an integer of `10^-digits`. Full-width digits, point and minus are accepted: they are
/// what a Chinese keyboard types.
pub(crate) fn scaled(text: &str, digits: u32) -> Result<i64, DecimalMalformed> {
    use DecimalMalformed::*;
    let narrow = |c: char| match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' | '。' => '.',
        '－' | '−' => '-',
        other => other,
    };
    let text: String = text.trim().chars().map(narrow).collect();
    let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + rest.len() == 0 || !all_digits(whole) || !all_digits(rest) {
        return Err(NotANumber);
    }
    let rest = rest.trim_end_matches('0');
    let missing = (digits as usize).checked_sub(rest.len()).ok_or(TooManyDecimals)?;
    let digits = format!("{whole}{rest}{}", "0".repeat(missing));
    let digits = digits.trim_start_matches('0');
    let sign = if negative { "-" } else { "" };
    match digits {
        "" => Ok(0),
        _ => format!("{sign}{digits}").parse().map_err(|_| TooLarge),
    }
}

/// An integer of `10^-digits` as a decimal with at least `least` digits after the point.
pub(crate) fn plain(value: i64, digits: u32, least: u32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", value.unsigned_abs(), width = digits as usize + 1);
    let (whole, rest) = text.split_at(text.len() - digits as usize);
    let kept = rest.trim_end_matches('0').len().max(least.min(digits) as usize);
    match kept {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{}", &rest[..kept]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_weighed_is_told_by_its_unit() {
        for unit in [
            "斤", "公斤", " 两 ", "kg", "KG", "kg.", "lbs", "L", "升", "ml", "jin", "pounds", "g", "米",
            "磅", "盎司", "寸", "丈",
        ] {
            assert!(is_measured(unit), "{unit}");
        }
        for unit in
            ["箱", "盒", "个", "瓶", "把", "box", "boxes", "bag", "piece", "dozen", "s", "", "500g", "斤装"]
        {
            assert!(!is_measured(unit), "{unit}");
        }
    }

    #[test]
    fn a_line_is_rounded_once_half_to_even() {
        // Price, quantity → pence.
        for (price, quantity, minor) in [
            ("2.55", "6", 1530),
            ("0.001", "5", 0),
            ("0.003", "5", 2),
            ("0.005", "3", 2),
            ("0.005", "5", 2),
            ("12.3456", "0.5", 617),
            ("0", "9", 0),
        ] {
            let line = Price::parse(price).unwrap().times(Quantity::parse(quantity).unwrap(), Currency::GBP);
            assert_eq!(line, Some(Money::new(minor, Currency::GBP)), "{price} x {quantity}");
        }
        let most = Price::from_e4(i64::MAX).times(Quantity::from_milli(i64::MAX), Currency::GBP);
        assert_eq!(most, None);
    }

    #[test]
    fn steps_and_text() {
        let half = Quantity::parse("0.5").unwrap();
        assert_eq!((half.milli, half.to_string().as_str()), (500, "0.5"));
        assert!(Quantity::parse("1.5").unwrap().fits(half) && !Quantity::parse("1.2").unwrap().fits(half));
        assert_eq!(Quantity::parse("1.0005"), Err(DecimalMalformed::TooManyDecimals));
        assert_eq!(Price::parse("25").unwrap().plain(Currency::CNY), "25.00");
        assert_eq!(Price::parse("25.125").unwrap().plain(Currency::CNY), "25.125");
    }
}
