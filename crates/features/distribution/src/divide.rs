//! Who gets what of the sum that is shared out, exactly: by each basis in turn, with caps, tax and carried fractions. Pure.
//!
//! Columns instead of a struct a holder: a million holders are a few long lists.

use crate::rule::{Basis, Excess, PARTS, Rule, TaxLine};
use kernel::{Share, divide_carrying, divide_once};

kernel::codes! {
    /// Why nothing can be shared out: an answer for a person.
    pub enum DivideRefused {
        /// No basis of the rule has anybody in it.
        NobodyToShare = "nobody_to_share",
        /// Weights that no division of ours can hold.
        WeightsTooLarge = "weights_too_large",
    }
}

/// Everybody who has a weight in some basis, and the weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined<H> {
    /// In order, nobody twice.
    pub holders: Vec<H>,
    pub columns: Vec<(Basis, Vec<u64>)>,
    /// The fractions they carry from before.
    pub carries: Vec<i64>,
}

/// Joins lists that are in the order of their holders, each holder once in each.
pub fn join<H: Ord + Copy>(lists: &[(Basis, Vec<(H, u64)>)], carries: &[(H, i64)]) -> Joined<H> {
    let mut places = vec![0; lists.len()];
    let longest = lists.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
    let mut holders: Vec<H> = Vec::with_capacity(longest);
    let mut columns: Vec<(Basis, Vec<u64>)> =
        lists.iter().map(|(basis, _)| (*basis, Vec::with_capacity(longest))).collect();
    loop {
        for ((_, list), at) in lists.iter().zip(&mut places) {
            while list.get(*at).is_some_and(|(_, weight)| *weight == 0) {
                *at += 1;
            }
        }
        let next = lists.iter().zip(&places).filter_map(|((_, list), at)| list.get(*at));
        let Some(next) = next.map(|(holder, _)| *holder).min() else { break };
        holders.push(next);
        for (((_, list), at), (_, column)) in lists.iter().zip(&mut places).zip(&mut columns) {
            let own = list.get(*at).filter(|(holder, _)| *holder == next);
            column.push(own.map_or(0, |(_, weight)| *weight));
            *at += usize::from(own.is_some());
        }
    }
    let mut carry_at = 0;
    let carry = |holder: &H| {
        while carries.get(carry_at).is_some_and(|(of, _)| of < holder) {
            carry_at += 1;
        }
        carries.get(carry_at).filter(|(of, _)| of == holder).map_or(0, |(_, units)| *units)
    };
    let carries = holders.iter().map(carry).collect();
    Joined { holders, columns, carries }
}

/// What comes of one basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    pub basis: Basis,
    pub part_minor: i64,
    pub weights: Vec<u64>,
    pub weight_sum: u64,
    pub minors: Vec<i64>,
    /// Nobody gets more of it, where there is a cap.
    pub cap_minor: Option<i64>,
    pub capped_count: usize,
    /// What nobody may have: it stays in the fund.
    pub left_minor: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared<H> {
    pub holders: Vec<H>,
    pub parts: Vec<PartOf>,
    /// By line of tax.
    pub taxes: Vec<Vec<i64>>,
    pub carries_before: Vec<i64>,
    pub carries_after: Vec<i64>,
    /// The fund's slack afterwards: see `kernel::divide_carrying`.
    pub slack: i64,
}

impl<H> Shared<H> {
    /// What one gets before tax.
    pub fn gross(&self, at: usize) -> i64 {
        self.parts.iter().map(|part| part.minors[at]).sum()
    }

    pub fn withheld(&self, at: usize) -> i64 {
        self.taxes.iter().map(|line| line[at]).sum()
    }

    /// What one is owed.
    pub fn net(&self, at: usize) -> i64 {
        self.gross(at) - self.withheld(at)
    }

    /// What leaves the fund, fractions that are carried among it.
    pub fn total_minor(&self) -> i64 {
        self.parts.iter().map(|part| part.part_minor - part.left_minor).sum()
    }
}

/// A basis that nobody has anything in leaves its part to the others, in proportion to theirs.
pub fn share_out<H: Ord + Copy>(
    rule: &Rule,
    shared_minor: i64,
    joined: Joined<H>,
    slack: i64,
) -> Result<Shared<H>, DivideRefused> {
    let Joined { holders, columns, carries } = joined;
    let sum = |weights: &[u64]| u64::try_from(weights.iter().map(|weight| u128::from(*weight)).sum::<u128>());
    let sums: Vec<u64> = columns
        .iter()
        .map(|(_, weights)| sum(weights).map_err(|_| DivideRefused::WeightsTooLarge))
        .collect::<Result<_, _>>()?;
    let of_rule: Vec<(usize, u64)> = columns
        .iter()
        .zip(&sums)
        .enumerate()
        .map(|(at, ((basis, _), sum))| (at, if *sum == 0 { 0 } else { rule.weight(*basis).max(0) as u64 }))
        .collect();
    let parts = divide_once(shared_minor, &of_rule).ok_or(DivideRefused::NobodyToShare)?;
    let mut shared = Shared {
        taxes: Vec::new(),
        parts: Vec::with_capacity(columns.len()),
        carries_after: carries.clone(),
        carries_before: carries,
        holders,
        slack,
    };
    for (((basis, weights), weight_sum), part_minor) in columns.into_iter().zip(sums).zip(parts) {
        let minors = vec![0; weights.len()];
        let cap = |cap: i64| (i128::from(part_minor) * i128::from(cap) / i128::from(PARTS)) as i64;
        let cap_minor = rule.cap_parts.map(cap);
        let mut part = PartOf {
            basis,
            part_minor,
            weights,
            weight_sum,
            minors,
            cap_minor,
            capped_count: 0,
            left_minor: 0,
        };
        let part_of = divide_part(&mut part, rule.excess, &mut shared.carries_after, shared.slack);
        shared.slack = part_of.ok_or(DivideRefused::WeightsTooLarge)?;
        shared.parts.push(part);
    }
    for line in &rule.taxes {
        let of: Vec<&PartOf> = shared.parts.iter().filter(|part| line.of.contains(&part.basis)).collect();
        let base = |at: usize| of.iter().map(|part| i128::from(part.minors[at])).sum::<i128>();
        let taken = (0..shared.holders.len()).map(|at| line.of_one(base(at), shared.net(at))).collect();
        shared.taxes.push(taken);
    }
    Ok(shared)
}

/// By line of tax, what is withheld of one holder's parts (in the order of `bases`).
pub fn withheld(rule: &Rule, bases: &[Basis], minors: &[i64]) -> Vec<i64> {
    let mut left: i64 = minors.iter().sum();
    let of_one = |line: &TaxLine| {
        let of = bases.iter().zip(minors).filter(|(basis, _)| line.of.contains(basis));
        let taken = line.of_one(of.map(|(_, minor)| i128::from(*minor)).sum(), left);
        left -= taken;
        taken
    };
    rule.taxes.iter().map(of_one).collect()
}

/// Divides one part; answers the slack afterwards. Whoever would get more than the cap gets the cap, and the others share the rest in
/// proportion, until nobody is above it any more; or, where the excess stays in the fund, they get what they would have got.
fn divide_part(part: &mut PartOf, excess: Excess, carries: &mut [i64], slack: i64) -> Option<i64> {
    if part.part_minor == 0 || part.weight_sum == 0 {
        return Some(slack);
    }
    let mut capped = vec![false; part.weights.len()];
    let (mut rest, mut rest_weight) = (part.part_minor, u128::from(part.weight_sum));
    if let Some(cap) = part.cap_minor {
        loop {
            let (over, over_weight) = (i128::from(rest), rest_weight);
            let above = |weight: u64| i128::from(weight) * over > i128::from(cap) * over_weight as i128;
            let mut taken_weight = 0;
            let mut count = 0;
            for (at, weight) in part.weights.iter().enumerate() {
                if !capped[at] && *weight > 0 && above(*weight) {
                    (capped[at], part.minors[at]) = (true, cap);
                    (taken_weight, count) = (taken_weight + u128::from(*weight), count + 1);
                }
            }
            part.capped_count += count;
            if count == 0 {
                break;
            }
            rest_weight -= taken_weight;
            if excess == Excess::Fund {
                let others = (i128::from(rest) * rest_weight as i128 / over_weight as i128) as i64;
                part.left_minor = rest - others - cap * count as i64;
                rest = others;
                break;
            }
            rest -= cap * count as i64;
        }
        if rest_weight == 0 {
            part.left_minor += rest;
            return Some(slack);
        }
    }
    let shares: Vec<Share<usize>> = part
        .weights
        .iter()
        .enumerate()
        .filter(|(at, weight)| **weight > 0 && !capped[*at])
        .map(|(at, weight)| Share { holder: at, weight: *weight, carry: carries[at] })
        .collect();
    let divided = divide_carrying(rest, &shares, slack)?;
    for (share, one) in shares.iter().zip(divided.parts) {
        (part.minors[share.holder], carries[share.holder]) = (one.minor, one.carry);
    }
    Some(divided.slack)
}

/// Divides weights that are too large together by the same power of two, rounding down: so that their sum fits. The order of who has
/// more than whom stays, and nobody's share moves by more than the 2^-62nd part of the sum.
pub fn fit(weights: &[u128]) -> Vec<u64> {
    let mut shift = 0;
    while weights.iter().map(|weight| weight >> shift).sum::<u128>() > u128::from(u64::MAX) {
        shift += 1;
    }
    weights.iter().map(|weight| (weight >> shift) as u64).collect()
}

#[cfg(test)]
#[path = "divide_tests.rs"]
mod tests;
