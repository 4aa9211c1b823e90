//! Exact ratios: multipliers and shares as somebody types them, `2`, `2.5`, `5/2`, `40 %`. Pure; nothing here is rounded.

use kernel::serde::{Deserialize, Serialize, de::Error};
use kernel::{Quantity, div_half_even};
use std::fmt;

/// A positive ratio in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    num: i64,
    den: i64,
}

/// Of either part, so that products of several stay far from the end of what can be counted.
pub const PART_MAX: i64 = 1_000_000;

impl Ratio {
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// None where it is not positive or has too many digits.
    pub fn new(num: i64, den: i64) -> Option<Ratio> {
        if num <= 0 || den <= 0 {
            return None;
        }
        let by = greatest_common(num, den);
        let (num, den) = (num / by, den / by);
        (num <= PART_MAX && den <= PART_MAX).then_some(Ratio { num, den })
    }

    pub const fn whole(num: i64) -> Ratio {
        Ratio { num, den: 1 }
    }

    pub fn num(self) -> i64 {
        self.num
    }

    pub fn den(self) -> i64 {
        self.den
    }

    /// `2`, `2.5`, `5/2`, `40%`; full-width characters too.
    pub fn parse(text: &str) -> Option<Ratio> {
        let text: String = text
            .trim()
            .chars()
            .map(|c| match c {
                '／' | '∕' => '/',
                '％' => '%',
                other => other,
            })
            .collect();
        let decimal = |text: &str| Quantity::parse(text).ok().map(|quantity| quantity.milli);
        match (text.split_once('/'), text.strip_suffix('%')) {
            (Some((num, den)), _) => {
                let whole =
                    |part: &str| decimal(part).filter(|milli| milli % 1_000 == 0).map(|milli| milli / 1_000);
                Ratio::new(whole(num)?, whole(den)?)
            }
            (None, Some(percent)) => Ratio::new(decimal(percent)?, 100_000),
            (None, None) => Ratio::new(decimal(&text)?, 1_000),
        }
    }

    /// A part of something: not more than all of it.
    pub fn is_share(self) -> bool {
        self.num <= self.den
    }

    /// Exactly both; None where that has too many digits.
    pub fn times(self, other: Ratio) -> Option<Ratio> {
        let (num, den) =
            (i128::from(self.num) * i128::from(other.num), i128::from(self.den) * i128::from(other.den));
        let by = greatest_common_wide(num, den);
        Ratio::new(i64::try_from(num / by).ok()?, i64::try_from(den / by).ok()?)
    }

    /// This part of a sum, rounded half to even once; None past i64.
    pub fn of(self, sum: i64) -> Option<i64> {
        i64::try_from(div_half_even(i128::from(sum) * i128::from(self.num), i128::from(self.den))).ok()
    }
}

fn greatest_common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { greatest_common(b, a % b) }
}

fn greatest_common_wide(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { greatest_common_wide(b, a % b) }
}

/// `2`, `5/2`: as it can be typed again.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.den {
            1 => write!(f, "{}", self.num),
            // A decimal where it is one of at most three digits, for that is how people write it.
            den if 1_000 % den == 0 => write!(f, "{}", Quantity::from_milli(self.num * (1_000 / den))),
            den => write!(f, "{}/{den}", self.num),
        }
    }
}

impl Serialize for Ratio {
    fn serialize<S: kernel::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: kernel::serde::Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ratio::parse(&text).ok_or_else(|| D::Error::custom("a ratio such as 2, 2.5 or 5/2"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_read_as_it_is_written() {
        for (text, answer) in [
            ("2", Some((2, 1))),
            ("2.50", Some((5, 2))),
            (" 10 / 4 ", Some((5, 2))),
            ("40%", Some((2, 5))),
            ("33.333 %", Some((33_333, 100_000))),
            ("1／3", Some((1, 3))),
            ("５０％", Some((1, 2))),
            ("0", None),
            ("-2", None),
            ("1/0", None),
            ("1.5/2", None),
            ("1000001", None),
            ("two", None),
            ("", None),
        ] {
            assert_eq!(Ratio::parse(text).map(|ratio| (ratio.num, ratio.den)), answer, "{text}");
        }
        for text in ["2", "2.5", "1/3", "0.125"] {
            assert_eq!(Ratio::parse(text).map(|ratio| ratio.to_string()), Some(text.to_owned()));
        }
    }

    /// Ratio, sum → part. A half goes to the even neighbour.
    #[test]
    fn a_part_is_rounded_once() {
        for (text, sum, part) in
            [("1/3", 100, 33), ("2/3", 100, 67), ("1/2", 5, 2), ("1/2", 7, 4), ("1/2", -5, -2), ("4", 5, 20)]
        {
            assert_eq!(Ratio::parse(text).and_then(|ratio| ratio.of(sum)), Some(part), "{text} of {sum}");
        }
        assert_eq!(Ratio::whole(3).of(i64::MAX), None);
    }

    #[test]
    fn products_are_exact_or_none() {
        let third = Ratio::parse("1/3");
        let three_quarters = Ratio::parse("3/4");
        assert_eq!(third.zip(three_quarters).and_then(|(a, b)| a.times(b)), Ratio::new(1, 4));
        let (a, b) = (Ratio::new(1, 999_983), Ratio::new(1, 999_979));
        assert_eq!(a.zip(b).and_then(|(a, b)| a.times(b)), None);
    }
}
