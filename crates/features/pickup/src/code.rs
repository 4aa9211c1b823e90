//! The pick-up code of an order: a short number that is said or typed. Pure. It is drawn, not counted: whoever knows the
//! own code does not know a neighbour's.

/// Five digits, none of them a leading zero that somebody leaves out.
const FIRST: u64 = 10_000;
const ALL: u64 = 90_000;
/// Of so many codes one is free, or something is wrong.
pub const TRIES: u64 = 200;

/// The code to try at the `attempt`th time, from 0: no code comes twice within the tries.
pub fn candidate(random: u64, attempt: u64) -> i64 {
    // 7919 is prime and shares no factor with 90,000.
    let step = (random % ALL + attempt * 7_919) % ALL;
    i64::try_from(FIRST + step).unwrap_or_default()
}

/// As somebody types it: `1 23 45` is 12345. None for what is no code.
pub fn parse(typed: &str) -> Option<i64> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let code = digits.parse().ok().filter(|_| digits.len() == 5)?;
    (10_000..100_000).contains(&code).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_have_five_digits_and_come_once() {
        for random in [0, 1, 89_999, u64::MAX] {
            let codes: BTreeSet<i64> = (0..TRIES).map(|attempt| candidate(random, attempt)).collect();
            assert_eq!(codes.len() as u64, TRIES);
            assert!(codes.iter().all(|code| (10_000..100_000).contains(code)));
        }
    }

    #[test]
    fn what_is_typed_is_a_code_or_not() {
        for (typed, code) in [
            ("12345", Some(12_345)),
            (" 123 45 ", Some(12_345)),
            ("01234", None),
            ("1234", None),
            ("+1234", None),
            ("123456", None),
            ("abc", None),
            ("", None),
        ] {
            assert_eq!(parse(typed), code, "{typed}");
        }
    }
}
