//! Exact division of a sum among holders: nothing is lost, nothing is made, nobody's part is negative.
//!
//! Once (an order's split, a refund): largest remainder (Hamilton, 1792). Repeated (distributions): each gets the
//! floor of the exact share plus what was carried; the fraction left is carried on.

/// A carried fraction is a whole number of these parts of a minor unit. The exact fraction would need a
/// denominator that grows with every payout to changing holders; instead each fraction is rounded up to a carry
/// unit, and what that gives away is kept count of as the fund's `slack`, so that every sum stays exact.
pub const CARRY_UNITS: i64 = 1_000_000_000_000_000_000;

/// One holder's weight in a division. `holder` settles ties: the smaller goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share<K> {
    pub holder: K,
    pub weight: u64,
    /// In `1 / CARRY_UNITS` of a minor unit, below one minor unit; zero at first.
    pub carry: i64,
}

/// What one holder gets, and the fraction that stays for the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    pub minor: i64,
    pub carry: i64,
}

/// Shares out `total` minor units in proportion to the weights, in the order given; the parts sum to `total`.
/// None when `total` is negative or no weight is positive (or together they pass u64).
pub fn divide_once<K: Ord>(total: i64, weights: &[(K, u64)]) -> Option<Vec<i64>> {
    let sum = weight_sum(weights.iter().map(|(_, weight)| *weight))?;
    let total = u128::from(u64::try_from(total).ok()?);
    let exact = |weight: u64| (total * u128::from(weight), u128::from(sum));
    let mut parts: Vec<i64> = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (at, (holder, weight)) in weights.iter().enumerate() {
        let (numerator, denominator) = exact(*weight);
        parts.push(i64::try_from(numerator / denominator).ok()?);
        remainders.push((numerator % denominator, holder, at));
    }
    let left = total as i64 - parts.iter().sum::<i64>();
    hand_out(left, remainders, |at| parts[at] += 1);
    Some(parts)
}

/// A payout among holders who were paid before and will be paid again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrying {
    /// In the order of the shares given.
    pub parts: Vec<Carried>,
    /// What rounding up has given away so far, in carry units: the carries sum to the rounding account and this.
    pub slack: i64,
}

/// Shares out `total` minor units. The fund's rounding account holds what is not paid out; always
/// `rounding account * CARRY_UNITS = sum of carries - slack`. A holder keeps the carry while absent: only those
/// named here change. None as in `divide_once`, or when the slack would reach a whole minor unit (after some 10^18
/// parts: a final payout starts anew).
///
/// Over any series of payouts what a holder got differs from the exact share by less than one minor unit: at most
/// the carry less, and at most the holder's part of the slack more.
pub fn divide_carrying<K>(total: i64, shares: &[Share<K>], slack: i64) -> Option<Carrying> {
    let sum = u128::from(weight_sum(shares.iter().map(|share| share.weight))?);
    let total = u128::from(u64::try_from(total).ok()?);
    let units = CARRY_UNITS as u128;
    let (mut parts, mut fine_sum, mut left) = (Vec::with_capacity(shares.len()), 0i128, total as i128);
    for share in shares {
        // Two long divisions each: what is left of one is had by multiplying, and the fraction is below two units.
        let exact = total * u128::from(share.weight);
        let whole = exact / sum;
        let rest = (exact - whole * sum) * units;
        let fine = rest / sum;
        let fine = fine + u128::from(fine * sum != rest);
        (fine_sum, left) = (fine_sum + fine as i128, left - whole as i128);
        let fraction = share.carry as u128 + fine;
        let more = u128::from(fraction >= units);
        parts.push(Carried {
            minor: i64::try_from(whole + more).ok()?,
            carry: (fraction - more * units) as i64,
        });
    }
    let given_away = fine_sum - left * i128::from(CARRY_UNITS);
    let slack = i64::try_from(i128::from(slack) + given_away).ok().filter(|slack| *slack < CARRY_UNITS)?;
    Some(Carrying { parts, slack })
}

/// Empties the rounding account: what the carries sum to, less the slack, goes out by largest remainder, ties by
/// holder. None when that is no whole number of minor units, which `divide_carrying` never leaves behind.
pub fn final_payout<K: Ord>(carries: &[(K, i64)], slack: i64) -> Option<Vec<i64>> {
    let sum = carries.iter().map(|(_, carry)| i128::from(*carry)).sum::<i128>() - i128::from(slack);
    if sum < 0 || sum % i128::from(CARRY_UNITS) != 0 {
        return None;
    }
    let mut parts = vec![0; carries.len()];
    let remainders = carries.iter().enumerate().map(|(at, (holder, carry))| (*carry as u128, holder, at));
    hand_out((sum / i128::from(CARRY_UNITS)) as i64, remainders.collect(), |at| parts[at] += 1);
    Some(parts)
}

fn weight_sum(weights: impl Iterator<Item = u64>) -> Option<u64> {
    let sum = weights.map(u128::from).sum::<u128>();
    u64::try_from(sum).ok().filter(|sum| *sum > 0)
}

/// One each to the largest remainders, ties to the smaller holder.
fn hand_out<K: Ord>(left: i64, mut remainders: Vec<(u128, &K, usize)>, mut give: impl FnMut(usize)) {
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    remainders.iter().take(left.max(0) as usize).for_each(|(_, _, at)| give(*at));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Total, weights → parts; holders are numbered by place.
    #[test]
    fn once_answers() {
        let divide = |total, weights: &[u64]| {
            divide_once(total, &weights.iter().copied().enumerate().collect::<Vec<_>>())
        };
        assert_eq!(divide(100, &[1, 1, 1]), Some(vec![34, 33, 33]));
        assert_eq!(divide(5000, &[74, 12, 9, 5]), Some(vec![3700, 600, 450, 250]));
        assert_eq!(divide(1, &[1, 2, 2]), Some(vec![0, 1, 0]));
        assert_eq!(divide(0, &[1, 2]), Some(vec![0, 0]));
        assert_eq!(divide(7, &[0, 3]), Some(vec![0, 7]));
        assert_eq!(divide(7, &[0, 0]), None);
        assert_eq!(divide(7, &[]), None);
        assert_eq!(divide(-7, &[1]), None);
        assert_eq!(divide(i64::MAX, &[u64::MAX]), Some(vec![i64::MAX]));
        assert_eq!(divide(i64::MAX, &[u64::MAX, 1]), None);
    }

    /// A third of a hundred fen each time: after the third payout everybody has a hundred, not one has 99.
    #[test]
    fn carried_fractions_come_out_in_time() {
        let mut shares: Vec<Share<u8>> = (0..3).map(|holder| Share { holder, weight: 1, carry: 0 }).collect();
        let (mut paid, mut slack) = ([0; 3], 0);
        for _ in 0..3 {
            let payout = divide_carrying(100, &shares, slack).unwrap();
            slack = payout.slack;
            for (at, part) in payout.parts.iter().enumerate() {
                paid[at] += part.minor;
                shares[at].carry = part.carry;
            }
        }
        assert_eq!(paid, [100; 3]);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_order_does_not_matter(
            total in 0i64..=i64::MAX,
            weights in prop::collection::vec(0u64..=u64::MAX / 64, 1..40),
        ) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let mut named: Vec<(usize, u64)> = weights.iter().copied().enumerate().collect();
            let parts = divide_once(total, &named).unwrap();
            prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(total));
            let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let floor = (total as u128 * u128::from(*weight) / sum) as i64;
                prop_assert!(*part == floor || *part == floor + 1);
            }
            named.reverse();
            let mut turned = divide_once(total, &named).unwrap();
            turned.reverse();
            prop_assert_eq!(parts, turned);
        }

        /// A series of payouts with changing holders, against exact rational shares (over the common denominator
        /// of the few weights used here).
        #[test]
        fn nobody_is_a_whole_unit_from_the_exact_share(
            payouts in prop::collection::vec((0i64..1_000_000, prop::collection::vec(0u64..5, 6)), 1..40),
        ) {
            // All weight sums are at most 24, so 24!'s lcm part 1..24 is a common denominator.
            let common: i128 = (1..=24i128).fold(1, |a, b| a / gcd(a, b) * b);
            let (mut carries, mut paid, mut exact) = ([0i64; 6], [0i128; 6], [0i128; 6]);
            let (mut given, mut slack) = (0i128, 0);
            for (total, weights) in &payouts {
                let sum: u64 = weights.iter().sum();
                if sum == 0 {
                    continue;
                }
                let present: Vec<usize> = (0..6).filter(|holder| weights[*holder] > 0).collect();
                let share = |holder: &usize| Share { holder: *holder, weight: weights[*holder], carry: carries[*holder] };
                let payout = divide_carrying(*total, &present.iter().map(share).collect::<Vec<_>>(), slack).unwrap();
                (slack, given) = (payout.slack, given + i128::from(*total));
                for (&holder, part) in present.iter().zip(&payout.parts) {
                    prop_assert!(part.minor >= 0 && (0..CARRY_UNITS).contains(&part.carry));
                    paid[holder] += i128::from(part.minor);
                    carries[holder] = part.carry;
                    exact[holder] += i128::from(*total) * i128::from(weights[holder]) * (common / i128::from(sum));
                    let off = exact[holder] - paid[holder] * common;
                    prop_assert!(off.abs() < common, "holder {holder} is {off}/{common} off");
                }
                let rounding = carries.iter().map(|carry| i128::from(*carry)).sum::<i128>() - i128::from(slack);
                prop_assert_eq!(rounding % i128::from(CARRY_UNITS), 0);
                prop_assert!(rounding >= 0);
                prop_assert_eq!(paid.iter().sum::<i128>() + rounding / i128::from(CARRY_UNITS), given);
            }
            let last = final_payout(&carries.iter().copied().enumerate().collect::<Vec<_>>(), slack).unwrap();
            prop_assert_eq!(paid.iter().sum::<i128>() + last.iter().map(|part| i128::from(*part)).sum::<i128>(), given);
            prop_assert!(last.iter().all(|part| (0..=1).contains(part)));
        }
    }

    fn gcd(a: i128, b: i128) -> i128 {
        if b == 0 { a } else { gcd(b, a % b) }
    }
}
