//! Additional votes: Farmers' Specialised Cooperatives Law of the PRC (农民专业合作社法), 2017, article 22. Every member
//! has one basic vote; those who trade much with the cooperative, or put much in, may have additional votes, which
//! together must not be more than 20 % of all basic votes.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// Additional votes together, as a part of all basic votes: a fifth.
pub const ADDITIONAL_MAX: (u32, u32) = (1, 5);

/// What each member gets of the additional votes wanted, in the same order: all of it while the sum is within a fifth
/// of the basic votes, else everyone's scaled down alike, so that the sum is exactly that fifth.
pub fn cap_additional(basic_total: u64, wanted: &[u64]) -> Vec<BigRational> {
    let sum: u128 = wanted.iter().map(|votes| u128::from(*votes)).sum();
    let (numerator, denominator) = ADDITIONAL_MAX;
    let cap = BigRational::new(BigInt::from(basic_total) * numerator, denominator.into());
    let all = BigRational::from(BigInt::from(sum));
    // Where the sum is 0 it is within the cap.
    let scale = if all <= cap { BigRational::from(BigInt::from(1)) } else { cap / all };
    wanted.iter().map(|votes| BigRational::from(BigInt::from(*votes)) * &scale).collect()
}

/// Votes in whole parts of one, so many to a vote, rounded down: together never more than before. None where a
/// number is negative, or has more parts than are counted.
pub fn in_parts(votes: &[BigRational], parts_per_vote: u64) -> Option<Vec<u64>> {
    let parts = BigRational::from(BigInt::from(parts_per_vote));
    votes.iter().map(|votes| (votes * &parts).floor().to_integer().to_u64()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::fraction;
    use proptest::prelude::*;

    /// Basic votes, additional ones wanted → given.
    #[test]
    fn a_fifth_at_most() {
        for (basic, wanted, given) in [
            (100, &[][..], &[][..]),
            (100, &[0, 0], &["0", "0"]),
            (100, &[10, 10], &["10", "10"]),
            (100, &[10, 11], &["200/21", "220/21"]),
            (100, &[20], &["20"]),
            (100, &[21], &["20"]),
            (99, &[20], &["99/5"]),
            (4, &[1, 1], &["2/5", "2/5"]),
            (0, &[1, 3], &["0", "0"]),
            (5, &[u64::MAX, u64::MAX], &["1/2", "1/2"]),
        ] {
            let found: Vec<String> = cap_additional(basic, wanted).iter().map(fraction).collect();
            assert_eq!(found, given, "{basic} {wanted:?}");
        }
    }

    #[test]
    fn parts_are_rounded_down() {
        let votes = cap_additional(100, &[10, 11]);
        assert_eq!(in_parts(&votes, 1_000_000), Some(vec![9_523_809, 10_476_190]));
        assert_eq!(in_parts(&votes, u64::MAX), None);
        assert_eq!(in_parts(&[BigRational::new((-1).into(), 2.into())], 10), None);
    }

    proptest! {
        /// Never above a fifth, never above what was wanted, and in proportion.
        #[test]
        fn scaled_alike(basic: u64, wanted in prop::collection::vec(any::<u64>(), 0..8)) {
            let given = cap_additional(basic, &wanted);
            let sum: BigRational = given.iter().sum();
            prop_assert!(sum * BigRational::from(BigInt::from(5)) <= BigRational::from(BigInt::from(basic)));
            let whole = |votes: &u64| BigRational::from(BigInt::from(*votes));
            for (given_each, wanted_each) in given.iter().zip(&wanted) {
                prop_assert!(*given_each <= whole(wanted_each));
                for (other, other_wanted) in given.iter().zip(&wanted) {
                    prop_assert_eq!(given_each * whole(other_wanted), other * whole(wanted_each));
                }
            }
        }
    }
}
