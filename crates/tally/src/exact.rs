//! Decimal texts as exact fractions and back.
//!
//! Every number of a file comes in through here and every number of an outcome leaves through here, so that none
//! of them is ever a binary fraction in between.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Longer numbers stand for nothing that people pay or count, and would only slow the reader down.
pub const DIGITS_MAX: usize = 1_000;

/// A plain decimal number (`12`, `-0.5`, `+3.`, `.25`): digits, at most one point, no exponent, no spaces and no
/// grouping. Exactly what is written: `0.1` is one tenth. None for anything else.
pub fn parse_decimal(text: &str) -> Option<BigRational> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let both = [whole, part].concat();
    if both.is_empty() || both.len() > DIGITS_MAX || !both.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unsigned = BigInt::parse_bytes(both.as_bytes(), 10)?;
    let number = if negative { -unsigned } else { unsigned };
    Some(BigRational::new(number, ten_to(part.len())))
}

/// The shortest plain decimal that is exactly this number, where there is one; else the nearest one with so many
/// places after the point, half away from zero, all of them written.
pub fn decimal(number: &BigRational, places: usize) -> String {
    match places_needed(number.denom()) {
        Some(needed) => at_places(number, needed),
        None => at_places(number, places),
    }
}

/// With exactly so many places after the point: rounded half away from zero, or filled with zeros.
pub fn at_places(number: &BigRational, places: usize) -> String {
    let scaled = number * BigRational::from(ten_to(places));
    let twice = BigInt::from(2);
    let (magnitude, denominator) = (scaled.numer().abs(), scaled.denom());
    let rounded = (magnitude * &twice + denominator).div_floor(&(denominator * twice));
    let digits = format!("{rounded:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let sign = if number.is_negative() && !rounded.is_zero() { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// A whole number as such, anything else as a fraction in lowest terms: `7`, `201/2`.
pub fn fraction(number: &BigRational) -> String {
    if number.is_integer() {
        number.numer().to_string()
    } else {
        format!("{}/{}", number.numer(), number.denom())
    }
}

/// Ten multiplied with itself so many times.
pub fn ten_to(places: usize) -> BigInt {
    num_traits::pow(BigInt::from(10), places)
}

/// How many places a fraction in lowest terms with this denominator needs; None where it never ends.
fn places_needed(denominator: &BigInt) -> Option<usize> {
    debug_assert_eq!(denominator.sign(), Sign::Plus, "a fraction in lowest terms");
    let (odd, twos) = without(denominator.clone(), 2);
    let (rest, fives) = without(odd, 5);
    rest.is_one().then_some(twos.max(fives))
}

fn without(mut number: BigInt, factor: u8) -> (BigInt, usize) {
    let factor = BigInt::from(factor);
    let mut times = 0;
    loop {
        let (quotient, rest) = number.div_rem(&factor);
        if !rest.is_zero() || number.is_zero() {
            return (number, times);
        }
        number = quotient;
        times += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(numerator: i64, denominator: i64) -> BigRational {
        BigRational::new(numerator.into(), denominator.into())
    }

    /// Text → numerator, denominator in lowest terms.
    #[test]
    fn decimals_are_read_exactly() {
        for (text, numerator, denominator) in [
            ("0", 0, 1),
            ("007", 7, 1),
            ("0.1", 1, 10),
            ("400000.0", 400_000, 1),
            ("-2.50", -5, 2),
            ("+3.", 3, 1),
            (".25", 1, 4),
            ("-0", 0, 1),
        ] {
            assert_eq!(parse_decimal(text), Some(ratio(numerator, denominator)), "{text}");
        }
        let long = "9".repeat(DIGITS_MAX + 1);
        for text in ["", "-", ".", "+.", "1,5", "1e3", " 1", "1 ", "1.2.3", "--1", "1/2", "٣", "NaN", &long]
        {
            assert_eq!(parse_decimal(text), None, "{text}");
        }
    }

    /// Number, places → text.
    #[test]
    fn decimals_are_written_as_short_as_they_are_exact() {
        for (numerator, denominator, places, text) in [
            (0, 1, 6, "0"),
            (15, 1, 0, "15"),
            (201, 2, 0, "100.5"),
            (-1, 8, 1, "-0.125"),
            (1, 3, 6, "0.333333"),
            (2, 3, 6, "0.666667"),
            (-2, 3, 0, "-1"),
            (-1, 3, 0, "0"),
            (1, 3_000_000, 3, "0.000"),
            (9_999_999, 3, 2, "3333333"),
        ] {
            assert_eq!(decimal(&ratio(numerator, denominator), places), text, "{numerator}/{denominator}");
        }
        assert_eq!(at_places(&ratio(1, 2), 0), "1");
        assert_eq!(at_places(&ratio(-1, 2), 0), "-1");
        assert_eq!(at_places(&ratio(1, 2), 3), "0.500");
        assert_eq!([fraction(&ratio(4, 2)), fraction(&ratio(-201, 2))], ["2", "-201/2"]);
    }

    proptest! {
        /// What is written exactly is read back as the same number; what is rounded is off by half a place at most.
        #[test]
        fn written_and_read_back(numerator: i64, denominator in 1..i64::MAX, places in 0_usize..30) {
            let number = ratio(numerator, denominator);
            let read = parse_decimal(&decimal(&number, places)).expect("what we write is a decimal");
            let exact = places_needed(number.denom()).is_some();
            let off = (&read - &number).abs() * BigRational::from(ten_to(places) * 2);
            let near = if exact { read == number } else { off <= BigRational::one() };
            prop_assert!(near);
        }

        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = parse_decimal(&text);
        }
    }
}
