//! Quadratic funding: how a pool is added to what people gave.
//!
//! Square roots have no end; they are taken to 80 places and outcomes told to 60, so that what is equal comes out
//! equal and a tie is one. Everything else is exact.

mod contributions;
mod pairs;
mod plain;

pub use contributions::{Contribution, parse};
pub use pairs::{pairwise_bounded, pairwise_saturating, scaled_when_above};
pub use plain::{NotShared, Plain, plain};

use num_rational::BigRational;
use num_traits::Signed;
use std::collections::BTreeMap;

/// What one contributor gave to one grant in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// Position in the round's contributors.
    pub contributor: usize,
    pub amount: BigRational,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub name: String,
    /// In the order of contributors; amounts are above zero.
    pub gifts: Vec<Gift>,
}

impl Grant {
    pub fn contributed(&self) -> BigRational {
        self.gifts.iter().map(|gift| &gift.amount).sum()
    }
}

/// Grants and who gave to them, both in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants {
    pub contributors: Vec<String>,
    pub grants: Vec<Grant>,
}

impl Grants {
    /// What somebody gave to a grant is added up first: giving twice is no second voice. A sum that is not above zero
    /// is left out; a grant that has no other stays, with nothing.
    pub fn of(contributions: impl IntoIterator<Item = Contribution>) -> Grants {
        let mut sums: BTreeMap<String, BTreeMap<String, BigRational>> = BTreeMap::new();
        for Contribution { contributor, grant, amount } in contributions {
            *sums.entry(grant).or_default().entry(contributor).or_default() += amount;
        }
        for given in sums.values_mut() {
            given.retain(|_, amount| amount.is_positive());
        }
        let names = sums.values().flat_map(|given| given.keys().cloned());
        let positions: BTreeMap<String, ()> = names.map(|name| (name, ())).collect();
        let positions: BTreeMap<String, usize> = positions.into_keys().zip(0..).collect();
        let gift = |(name, amount)| Gift { contributor: positions[&name], amount };
        let grant =
            |(name, given): (_, BTreeMap<_, _>)| Grant { name, gifts: given.into_iter().map(gift).collect() };
        let grants = sums.into_iter().map(grant).collect();
        Grants { grants, contributors: positions.into_keys().collect() }
    }
}
