//! Matches that are reckoned from pairs of contributors, so that two who always give together bring less: a collusion
//! of a few, or one person under several names, would else take the pool.

use super::{Gift, Grants};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// After the point of a fixed point, 38 decimal places: far more than anybody pays out, and binary, because there are
/// many pairs and a shift is faster than a division.
const BITS: usize = 128;

/// Pairwise bounded quadratic funding: Buterin, Pairwise coordination subsidies, ethresear.ch 2019. Every two
/// contributors of a grant bring it twice the root of the product of their gifts, times M / (M + T), where T is the sum
/// of such roots over all grants that both gave to: once it is as large as M, what they bring is halved. To 38
/// places, less what as many divisions as there are pairs lose of the last.
pub fn pairwise_bounded(round: &Grants, m: &BigRational) -> Vec<BigRational> {
    let bound = fixed(m);
    let twice_bound = &bound * 2;
    over_pairs(round, |coordination, total| coordination * &twice_bound / (&bound + total))
}

/// As Gitcoin's own program clr.py had it in 2020: every two contributors bring root / (T / (threshold + 1)), so that
/// all pairs bring the same, spread over the grants that both gave to.
pub fn pairwise_saturating(round: &Grants, threshold: &BigRational) -> Vec<BigRational> {
    let factor = fixed(threshold) + (BigInt::from(1) << BITS);
    over_pairs(round, |coordination, total| coordination * &factor / total)
}

/// Brought down so that the sum is the pool, where it is above.
pub fn scaled_when_above(matches: Vec<BigRational>, pool: &BigRational) -> Vec<BigRational> {
    let total: BigRational = matches.iter().sum();
    if total <= *pool {
        return matches;
    }
    let share = pool / total;
    matches.into_iter().map(|one| one * &share).collect()
}

fn fixed(number: &BigRational) -> BigInt {
    (number.numer() << BITS) / number.denom()
}

/// Square root of a number above zero.
fn root(number: &BigRational) -> BigInt {
    ((number.numer() << (2 * BITS)) / number.denom()).sqrt()
}

/// Sums what every pair brings to a grant, from the pair's root there and that over all grants. Contributor after
/// contributor, so that only one row of the table of pairs is kept at a time.
fn over_pairs(round: &Grants, brings: impl Fn(&BigInt, &BigInt) -> BigInt) -> Vec<BigRational> {
    // For each grant contributors and roots; for each contributor the grants and the place in their list.
    let mut roots: Vec<Vec<(usize, BigInt)>> = Vec::new();
    let mut gave_to = vec![Vec::new(); round.contributors.len()];
    for (at, grant) in round.grants.iter().enumerate() {
        for (place, gift) in grant.gifts.iter().enumerate() {
            gave_to[gift.contributor].push((at, place));
        }
        let root_of = |gift: &Gift| (gift.contributor, root(&gift.amount));
        roots.push(grant.gifts.iter().map(root_of).collect());
    }
    let mut brought = vec![BigInt::zero(); round.grants.len()];
    let mut totals = vec![BigInt::zero(); round.contributors.len()];
    let mut row = Vec::new();
    for grants in &gave_to {
        for &(at, place) in grants {
            let (_, own) = &roots[at][place];
            for (other, root) in &roots[at][place + 1..] {
                let coordination: BigInt = (own * root) >> BITS;
                totals[*other] += &coordination;
                row.push((at, *other, coordination));
            }
        }
        for (at, other, coordination) in &row {
            // Zero only where both gave less than any coin.
            if !totals[*other].is_zero() {
                brought[*at] += brings(coordination, &totals[*other]);
            }
        }
        for (_, other, _) in row.drain(..) {
            totals[other].set_zero();
        }
    }
    let unit = BigInt::from(1) << BITS;
    brought.into_iter().map(|sum| BigRational::new(sum, unit.clone())).collect()
}
