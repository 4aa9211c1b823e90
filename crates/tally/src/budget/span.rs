//! Numbers between two bounds, and how they move: fast where that is enough to decide.
//!
//! A decision of the count is never taken from a rounded number. But most comparisons are clear long before the last
//! digit: so every number of a run is kept between an upper and a lower bound, both integers, and only where two such
//! spans overlap are the exact fractions (`forms.rs`) computed and asked.

use super::electorate::Electorate;
use std::ops::{Add, Mul, Neg, Sub};

/// Somewhere from `low` to `high`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub low: i128,
    pub high: i128,
}

impl Span {
    pub(super) const ZERO: Span = Span { low: 0, high: 0 };

    /// An integer, counted in parts of 2^-shift.
    pub(super) fn of(number: i128, shift: i32) -> Span {
        if shift >= 0 {
            let exactly = number << shift;
            return Span { low: exactly, high: exactly };
        }
        let part = 1_i128 << -shift;
        Span { low: number.div_euclid(part), high: -(-number).div_euclid(part) }
    }

    /// Divided by a positive number, rounded outwards.
    pub(super) fn divided(self, by: i128) -> Span {
        Span { low: self.low.div_euclid(by), high: -(-self.high).div_euclid(by) }
    }

    /// Known not to be negative.
    pub(super) fn not_negative(self) -> Span {
        Span { low: self.low.max(0), high: self.high.max(0) }
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span { low: self.low + other.low, high: self.high + other.high }
    }
}

impl Sub for Span {
    type Output = Span;
    fn sub(self, other: Span) -> Span {
        Span { low: self.low - other.high, high: self.high - other.low }
    }
}

impl Neg for Span {
    type Output = Span;
    fn neg(self) -> Span {
        Span { low: -self.high, high: -self.low }
    }
}

/// With a number that is not negative.
impl Mul<i128> for Span {
    type Output = Span;
    fn mul(self, by: i128) -> Span {
        Span { low: self.low * by, high: self.high * by }
    }
}

/// A number as it is now, and what it changes by with each step of Add1 for as long as nothing else changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moving {
    pub now: Span,
    pub step: Span,
}

impl Moving {
    pub(super) const ZERO: Moving = Moving { now: Span::ZERO, step: Span::ZERO };
}

/// How many more steps of Add1 change nothing but amounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steady(pub i128);

impl Steady {
    /// A difference that is positive now must stay so. (It is known to be, though `gap`, its lower bound, may not say
    /// so.) `step` is a lower bound of what it changes by.
    pub(super) fn keep(&mut self, gap: i128, step: i128) {
        if step >= 0 || self.0 == 0 {
            return;
        }
        if gap <= 0 {
            self.0 = 0;
            return;
        }
        let enough = self.0.checked_mul(-step).is_some_and(|lost| lost < gap);
        if !enough {
            self.0 = (gap - 1) / -step;
        }
    }
}

/// Into how fine parts (2^-shift) bounds can be counted: with room for the sum of all money at this first share, and
/// for a price times a utility or a weight.
pub(super) fn shift_for(electorate: &Electorate, share: i128) -> i32 {
    let factor = bits(electorate.factor_max).max(bits(electorate.weight_max));
    60.min(125 - bits(electorate.voters) - bits(share)).min(125 - bits(electorate.cost_max) - factor)
}

/// How many binary digits a number has that is not negative.
pub(super) fn bits(number: i128) -> i32 {
    128 - i32::try_from(number.leading_zeros()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gap, change by step → steps for which the gap stays above zero.
    #[test]
    fn a_gap_is_kept_above_zero() {
        for (gap, step, steps) in [
            (10, 0, 99),
            (10, 5, 99),
            (10, -1, 9),
            (10, -3, 3),
            (10, -10, 0),
            (9, -3, 2),
            (0, -1, 0),
            (0, 1, 99),
            (i128::MAX, -1, 99),
        ] {
            let mut steady = Steady(99);
            steady.keep(gap, step);
            assert_eq!(steady.0, steps, "{gap} {step}");
        }
    }

    proptest! {
        /// What is computed with spans holds what is computed with the numbers.
        #[test]
        fn spans_hold_their_numbers(a in -1_000_000_i128..1_000_000, b in -1_000_000_i128..1_000_000, by in 1_i128..1_000, shift in -9_i32..9) {
            let (x, y) = (Span::of(a, shift), Span::of(b, shift));
            let z = ((x - y + -x) * 3).divided(by);
            // The number z stands for, times by and the parts, to stay in integers.
            let (number, up, down) = (-b * 3, 1_i128 << shift.max(0), 1_i128 << (-shift).max(0));
            let holds = z.low * by * down <= number * up && number * up <= z.high * by * down;
            prop_assert!(holds);
        }
    }
}
