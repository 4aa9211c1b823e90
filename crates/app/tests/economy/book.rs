//! Dice, and the book of the simplest kind: what the bank has, what members may ask for, what funds have, who holds what.

use std::collections::BTreeMap;
use web::ids::MemberId;

/// xorshift64*: enough for dice, and the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        // Small seeds begin far from each other.
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn roll(&mut self, sides: u64) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides) as i64
    }

    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len() as u64) as usize]
    }

    /// Once in so many times.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.roll(times) == 0
    }
}

/// In minor units. What is held for a condition is what is left: assets are debts and funds.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Book {
    pub(crate) bank: i64,
    /// What each is owed, on whichever account.
    pub(crate) owed: BTreeMap<MemberId, i64>,
    pub(crate) funds: BTreeMap<i64, i64>,
    /// Units by instrument and holder; nothing where there are none.
    pub(crate) held: BTreeMap<(String, MemberId), i64>,
}

impl Book {
    pub(crate) fn owes(&mut self, member: MemberId, minor: i64) {
        *self.owed.entry(member).or_default() += minor;
    }

    pub(crate) fn fund(&mut self, fund: i64, minor: i64) {
        *self.funds.entry(fund).or_default() += minor;
    }

    pub(crate) fn holds(&mut self, instrument: &str, member: MemberId, units: i64) {
        let key = (instrument.to_owned(), member);
        let now = self.held.get(&key).copied().unwrap_or(0) + units;
        match now {
            0 => self.held.remove(&key),
            _ => self.held.insert(key, now),
        };
    }
}

/// Largest remainder, the earlier one first.
pub(crate) fn divide(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let exact = |weight: &i64| i128::from(total) * i128::from(*weight);
    let mut parts: Vec<i64> = weights.iter().map(|weight| (exact(weight) / sum) as i64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(&weights[*at]) % sum));
    let left = total - parts.iter().sum::<i64>();
    for at in order.into_iter().take(left as usize) {
        parts[at] += 1;
    }
    parts
}

/// At a price in ten-thousandths of a unit, half a minor unit to the even one.
pub(crate) fn worth(price: i64, milli: i64) -> i64 {
    let (whole, rest) = (price * milli / 100_000, price * milli % 100_000);
    whole + i64::from(rest > 50_000 || (rest == 50_000 && whole % 2 == 1))
}
