//! Plain quadratic funding: Buterin, Hitzig, Weyl, A flexible design for funding public goods, Management Science 65
//! (2019). A grant gets the square of the sum of the square roots of its gifts, less the gifts themselves.

use super::{Grant, Grants};
use crate::exact::ten_to;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use std::cmp::Reverse;
use std::fmt;

/// To which roots are taken.
const ROOT_PLACES: usize = 80;
/// To which outcomes are told. The places between hide what the roots lack, even of a million gifts.
const PLACES: usize = 60;

/// Matches of all grants, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain<'a> {
    grants: &'a [Grant],
    /// Times ten to the 60th.
    units: Vec<BigInt>,
    total: BigInt,
}

/// Why a pool cannot be shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotShared {
    /// No grant has two contributors: there is nothing to share by.
    NothingMatched,
    NegativePool,
}

impl fmt::Display for NotShared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotShared::NothingMatched => {
                "no grant has two contributors, so that there is nothing to share by"
            }
            NotShared::NegativePool => "the pool is below zero",
        })
    }
}

impl std::error::Error for NotShared {}

pub fn plain(round: &Grants) -> Plain<'_> {
    let units: Vec<BigInt> = round.grants.iter().map(unscaled).collect();
    let total = units.iter().sum();
    Plain { grants: &round.grants, units, total }
}

fn unscaled(grant: &Grant) -> BigInt {
    let roots: BigInt = grant.gifts.iter().map(|gift| root(&gift.amount)).sum();
    let square = BigRational::new(&roots * &roots, ten_to(2 * ROOT_PLACES));
    let match_ = (square - grant.contributed()) * BigRational::from(ten_to(PLACES));
    // Half a unit up and then down: the nearest. One gift alone gives exactly nothing.
    let two = BigInt::from(2);
    (match_.numer() * &two + match_.denom()).div_floor(&(match_.denom() * &two))
}

/// Square root of a number that is not negative, times ten to the 80th, rounded down.
fn root(amount: &BigRational) -> BigInt {
    (amount.numer() * ten_to(2 * ROOT_PLACES) / amount.denom()).sqrt()
}

impl Plain<'_> {
    pub fn unscaled(&self) -> Vec<BigRational> {
        self.units.iter().map(|units| BigRational::new(units.clone(), ten_to(PLACES))).collect()
    }

    /// Each grant's part of the pool is as its part of all matches.
    ///
    /// # Errors
    /// A pool that cannot be shared out.
    pub fn scaled(&self, pool: &BigRational) -> Result<Vec<BigRational>, NotShared> {
        self.check(pool.is_negative())?;
        Ok(self
            .units
            .iter()
            .map(|units| pool * BigRational::new(units.clone(), self.total.clone()))
            .collect())
    }

    /// The same in whole cents that add up to the pool (in cents): rounded down, the cents left over to the largest
    /// remainders, of those equal to the greater match, of those equal to the name that is first.
    ///
    /// # Errors
    /// A pool that cannot be shared out.
    pub fn cents(&self, pool: &BigInt) -> Result<Vec<BigInt>, NotShared> {
        self.check(pool.is_negative())?;
        let parts = self.units.iter().map(|units| (pool * units).div_rem(&self.total));
        let (mut cents, remainders): (Vec<BigInt>, Vec<BigInt>) = parts.unzip();
        let left = pool - cents.iter().sum::<BigInt>();
        let mut order: Vec<usize> = (0..cents.len()).collect();
        order.sort_by_key(|&at| (Reverse(&remainders[at]), Reverse(&self.units[at]), &self.grants[at].name));
        // Fewer than there are remainders: each is less than a cent.
        let left = left.to_usize().unwrap_or_default();
        order.into_iter().take(left).for_each(|at| cents[at] += 1);
        Ok(cents)
    }

    fn check(&self, negative: bool) -> Result<(), NotShared> {
        match (negative, self.total.is_zero()) {
            (true, _) => Err(NotShared::NegativePool),
            (false, true) => Err(NotShared::NothingMatched),
            (false, false) => Ok(()),
        }
    }
}
