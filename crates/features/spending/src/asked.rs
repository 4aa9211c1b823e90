//! What somebody types about an expense, as it is kept: to whom, how much and what for, when it was paid, why not. Pure.

use crate::expense::ExpenseRefused as No;
use crate::ids::Member;
use kernel::{Id, Timestamp};
use std::time::Duration;

pub const WHAT_CHARS_MAX: usize = 1_000;
pub const PAYEE_CHARS_MAX: usize = 120;
pub const REFERENCE_CHARS_MAX: usize = 200;
pub const REASON_CHARS_MAX: usize = 1_000;

/// Who gets the money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payee {
    Member(Id<Member>),
    /// A name that stays out of the books.
    Outside(String),
}

/// The payee of a form where one of two fields is filled in. Spaces in names are single, so that the same name typed
/// twice is known again.
///
/// # Errors
/// `PayeeMissing`, `PayeeTwice`, `PayeeTooLong`.
pub fn payee(member: Option<Id<Member>>, name: &str) -> Result<Payee, No> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match (member, name.is_empty()) {
        (Some(_), false) => Err(No::PayeeTwice),
        (None, true) => Err(No::PayeeMissing),
        (Some(member), true) => Ok(Payee::Member(member)),
        (None, false) if name.chars().count() > PAYEE_CHARS_MAX => Err(No::PayeeTooLong),
        (None, false) => Ok(Payee::Outside(name)),
    }
}

/// What is asked for, as it is kept.
///
/// # Errors
/// `SumNotPositive`, `SumTooLarge`, `WhatMissing`, `WhatTooLong`.
pub fn asked(amount_minor: i64, sum_max: i64, what: &str) -> Result<String, No> {
    let what = what.trim();
    for (holds, refused) in [
        (amount_minor > 0, No::SumNotPositive),
        (amount_minor <= sum_max, No::SumTooLarge),
        (!what.is_empty(), No::WhatMissing),
        (what.chars().count() <= WHAT_CHARS_MAX, No::WhatTooLong),
    ] {
        if !holds {
            return Err(refused);
        }
    }
    Ok(what.to_owned())
}

/// Text of at least one character, cut at the longest that is kept.
///
/// # Errors
/// `ReasonMissing`.
pub fn reason(text: &str) -> Result<String, No> {
    match text.trim() {
        "" => Err(No::ReasonMissing),
        text => Ok(text.chars().take(REASON_CHARS_MAX).collect()),
    }
}

/// The bank's reference of a transfer.
///
/// # Errors
/// `ReferenceMissing`, `ReferenceTooLong`.
pub fn reference(text: &str) -> Result<String, No> {
    match text.trim() {
        "" => Err(No::ReferenceMissing),
        text if text.chars().count() > REFERENCE_CHARS_MAX => Err(No::ReferenceTooLong),
        text => Ok(text.to_owned()),
    }
}

/// When a transfer was made, of the day that was named by its first instant: its noon, but not in the future, and not on a day before
/// that on which the money was spent, for that is a mistyped year.
///
/// # Errors
/// `PaidInFuture`, `PaidBeforeIncurred`.
pub fn paid(day: Timestamp, incurred_at: Timestamp, now: Timestamp) -> Result<Timestamp, No> {
    match () {
        () if day > now => Err(No::PaidInFuture),
        () if day.plus(DAY) <= incurred_at => Err(No::PaidBeforeIncurred),
        () => Ok(day.noon().min(now)),
    }
}

const DAY: Duration = Duration::from_secs(24 * 3_600);

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: u8) -> Id<Member> {
        Id::from_parts(1, [n; 10])
    }

    const PAYEE: u8 = 2;

    #[test]
    fn a_transfer_was_made_on_a_day_since_the_money_was_spent() {
        let at = |hours: i64| Timestamp::from_micros(hours * 3_600_000_000);
        // Spent at noon of the day that begins at 24.
        for (day, now, answer) in [
            (24, 80, Ok(36)),
            (72, 80, Ok(80)),
            (80, 80, Ok(80)),
            (81, 80, Err(No::PaidInFuture)),
            (0, 80, Err(No::PaidBeforeIncurred)),
            (-24 * 365, 80, Err(No::PaidBeforeIncurred)),
        ] {
            assert_eq!(paid(at(day), at(36), at(now)), answer.map(at), "{day}");
        }
    }

    #[test]
    fn a_payee_is_one_of_two() {
        let somebody = member(PAYEE);
        let long = "字".repeat(PAYEE_CHARS_MAX + 1);
        for (member, name, answer) in [
            (Some(somebody), " ", Ok(Payee::Member(somebody))),
            (None, "  Steel \t Ltd ", Ok(Payee::Outside("Steel Ltd".to_owned()))),
            (Some(somebody), "Steel Ltd", Err(No::PayeeTwice)),
            (None, "", Err(No::PayeeMissing)),
            (None, long.as_str(), Err(No::PayeeTooLong)),
        ] {
            assert_eq!(payee(member, name), answer, "{name}");
        }
    }

    #[test]
    fn sums_and_words_are_bounded() {
        let long = "字".repeat(WHAT_CHARS_MAX + 1);
        for (amount, what, answer) in [
            (1, " nails ", Ok("nails".to_owned())),
            (0, "nails", Err(No::SumNotPositive)),
            (-5, "nails", Err(No::SumNotPositive)),
            (1_001, "nails", Err(No::SumTooLarge)),
            (1, " ", Err(No::WhatMissing)),
            (1, long.as_str(), Err(No::WhatTooLong)),
        ] {
            assert_eq!(asked(amount, 1_000, what), answer, "{amount}");
        }
        assert_eq!(reference(&"7".repeat(REFERENCE_CHARS_MAX + 1)), Err(No::ReferenceTooLong));
        assert_eq!((reason(" "), reference(" ")), (Err(No::ReasonMissing), Err(No::ReferenceMissing)));
    }
}
