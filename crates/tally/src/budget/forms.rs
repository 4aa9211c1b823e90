//! The exact numbers of a run.
//!
//! What a supporter pays in a round is `(cost - what the poor put in) / weight of the others`, and what a poor voter
//! puts in is the first share less what this voter paid in earlier rounds. So each price is a fraction whose numerator
//! is a sum of the first share and earlier prices with integer factors: whole elections are a triangular system of
//! as many small equations as there are rounds, whatever the number of voters. Solved with big integers, only where
//! bounds (`span.rs`) do not decide, and at the end for the reckoning.

use super::electorate::{Electorate, Want};
use super::run::Round;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// `constant + shares·(the first share) + Σ prices[round]·(price of that round)`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub constant: BigInt,
    pub shares: BigInt,
    pub prices: Vec<BigInt>,
}

impl Form {
    pub(super) fn constant(number: i128) -> Form {
        Form { constant: number.into(), shares: BigInt::zero(), prices: Vec::new() }
    }

    /// Adds so many times the other.
    pub(super) fn add(&mut self, other: &Form, times: &BigInt) {
        self.constant += &other.constant * times;
        self.shares += &other.shares * times;
        if self.prices.len() < other.prices.len() {
            self.prices.resize(other.prices.len(), BigInt::zero());
        }
        for (mine, theirs) in self.prices.iter_mut().zip(&other.prices) {
            *mine += theirs * times;
        }
    }

    /// `left·left_times - right·right_times`
    pub(super) fn difference(left: &Form, left_times: i128, right: &Form, right_times: i128) -> Form {
        let mut form = Form::constant(0);
        form.add(left, &left_times.into());
        form.add(right, &-BigInt::from(right_times));
        form
    }
}

/// `(constant + shares·(the first share)) / (product of the weights up to this round)`
#[derive(Debug)]
struct Price {
    constant: BigInt,
    shares: BigInt,
    weight: BigInt,
}

/// All prices of a run so far, exactly.
#[derive(Debug, Default)]
pub(super) struct Solved {
    prices: Vec<Price>,
}

impl Solved {
    /// Brings in the rounds that are not solved yet.
    pub(super) fn extend(&mut self, electorate: &Electorate, rounds: &[Round]) {
        for at in self.prices.len()..rounds.len() {
            let round = &rounds[at];
            let form = asked(electorate, rounds, at, round.project, round.poor.iter().copied());
            let (constant, shares) = self.over_weights(&form);
            self.prices.push(Price { constant, shares, weight: round.weight.into() });
        }
    }

    /// The form as two numerators over the product of all weights so far, by Horner's scheme.
    fn over_weights(&self, form: &Form) -> (BigInt, BigInt) {
        let (mut constant, mut shares) = (form.constant.clone(), form.shares.clone());
        for (at, price) in self.prices.iter().enumerate() {
            constant *= &price.weight;
            shares *= &price.weight;
            if let Some(times) = form.prices.get(at).filter(|times| !times.is_zero()) {
                constant += times * &price.constant;
                shares += times * &price.shares;
            }
        }
        (constant, shares)
    }

    /// Compares the form with zero at this first share; and whether it is the same at every first share.
    pub(super) fn sign(&self, form: &Form, share: i128) -> (Ordering, bool) {
        let (constant, shares) = self.over_weights(form);
        let fixed = shares.is_zero();
        let number = constant + shares * BigInt::from(share);
        (if number.is_negative() { Ordering::Less } else { number.cmp(&BigInt::zero()) }, fixed)
    }

    /// Every price as a numerator over one common denominator, and that denominator.
    pub(super) fn prices(&self, share: i128) -> (Vec<BigInt>, BigInt) {
        let mut denominator = BigInt::one();
        let mut behind: Vec<BigInt> = Vec::with_capacity(self.prices.len());
        for price in self.prices.iter().rev() {
            behind.push(denominator.clone());
            denominator *= &price.weight;
        }
        let scaled = self.prices.iter().zip(behind.iter().rev());
        let prices =
            scaled.map(|(price, behind)| (&price.constant + &price.shares * BigInt::from(share)) * behind);
        (prices.collect(), denominator)
    }
}

/// What one voter of the group holds before this round, if the group was not yet without money then.
pub(super) fn held(electorate: &Electorate, rounds: &[Round], before: usize, group: usize) -> Form {
    sum(rounds, before, 0, std::iter::once((electorate.groups[group].wants.as_slice(), 1)))
}

/// What is left of a project's cost when these groups have put in all they hold: its price times the weight of the
/// others.
pub(super) fn asked(
    electorate: &Electorate,
    rounds: &[Round],
    before: usize,
    project: usize,
    poor: impl Iterator<Item = usize>,
) -> Form {
    let groups = poor.map(|group| &electorate.groups[group]);
    let held = groups.map(|group| (group.wants.as_slice(), -i128::from(group.count)));
    sum(rounds, before, electorate.contender(project).cost, held)
}

/// A constant and so many times what voters with these ballots hold: the first share less the prices they paid. No
/// factor is beyond 2⁶², the most that all ballots together give.
fn sum<'a>(
    rounds: &[Round],
    before: usize,
    constant: i128,
    voters: impl Iterator<Item = (&'a [Want], i128)>,
) -> Form {
    // Where a project was bought, and nowhere for all others.
    let last = rounds[..before].iter().map(|round| round.project).max().unwrap_or(0);
    let mut bought = vec![None; last + 1];
    rounds[..before].iter().enumerate().for_each(|(at, round)| bought[round.project] = Some(at));
    let (mut shares, mut prices) = (0_i128, vec![0_i128; before]);
    for (wants, times) in voters {
        shares += times;
        for want in wants {
            if let Some(at) = bought.get(want.project()).copied().flatten() {
                prices[at] -= times * want.weight();
            }
        }
    }
    let prices = prices.into_iter().map(BigInt::from);
    Form { constant: constant.into(), shares: shares.into(), prices: prices.collect() }
}
