//! Runs of Equal Shares one after the other, each with one unit of money more for every voter.

use super::electorate::Electorate;
use super::forms::Solved;
use super::instance::Instance;
use super::outcome::{Ended, Purchase, Shares};
use super::run::{Ran, run};
use super::stretch::alike;
use num_bigint::BigInt;
use num_rational::BigRational;

/// A stretch is at most such a part of the share: with more, decisions are hardly ever the same.
const STRETCH_PART: i128 = 32;

/// The run that gave the outcome, and what led to it.
pub(super) struct Series {
    ran: Ran,
    /// Of that run: the first share multiplied with the number of voters.
    share: i128,
    added: i128,
    computed: u64,
    ended: Ended,
    pub tie_met: bool,
}

impl Series {
    /// The plain method: what the budget itself gives to each.
    pub(super) fn once(instance: &Instance, electorate: &Electorate) -> Series {
        let share = i128::from(instance.budget);
        let ran = run(electorate, share, 0, 0);
        Series { tie_met: ran.tie_met, ran, share, added: 0, computed: 1, ended: Ended::NothingAffordable }
    }

    /// Add1: from scratch with the next larger share, until the outcome would cost more than the budget (then the one
    /// before counts) or nothing that somebody wants fits any more. Runs that are known to select the same as the
    /// last are left out: of a hundred thousand, where the unit of the currency is small, nearly all.
    pub(super) fn add_one(instance: &Instance, electorate: &Electorate) -> Series {
        let step = i128::from(instance.step) * electorate.voters;
        let share_with = |added: i128| i128::from(instance.budget) + added * step;
        let costs = instance.projects.iter().map(|project| i128::from(project.cost)).sum::<i128>();
        // With all costs in each hand, everything that is wanted is bought.
        let added_max = costs / i128::from(instance.step) + 1;
        let (mut added, mut computed, mut tie_met) = (0, 0, false);
        let mut stretch = share_with(0) / (step.max(1) * STRETCH_PART);
        loop {
            let share = share_with(added);
            let ran = run(electorate, share, step, added_max - added);
            computed += 1;
            tie_met |= ran.tie_met;
            let selected: Vec<usize> = ran.rounds.iter().map(|round| round.project).collect();
            let cost = instance.cost_of(&selected);
            if cost > instance.budget {
                // Once more, since it may have been left out. The budget itself is never overspent.
                let added = (added - 1).max(0);
                let (share, computed) = (share_with(added), computed + 1);
                let ran = run(electorate, share, 0, 0);
                return Series { ran, share, added, computed, ended: Ended::NextWouldOverspend, tie_met };
            }
            let left = instance.budget - cost;
            let wanted = electorate.contenders.iter().enumerate().filter(|(_, one)| one.is_some());
            let mut others = wanted.filter(|(project, _)| !selected.contains(project));
            if !others.any(|(project, _)| instance.projects[project].cost <= left) {
                return Series { ran, share, added, computed, ended: Ended::NothingFits, tie_met };
            }
            added += 1 + ran.steady;
            // A stretch costs as much as a run or two: it must promise more than those.
            let worth = |stretch: i128, added: i128| {
                stretch > 4 * (1 + ran.steady) && stretch * step * STRETCH_PART <= share_with(added)
            };
            while worth(stretch, added) && added + stretch <= added_max {
                computed += 1;
                let alike = alike(electorate, share_with(added), share_with(added + stretch - 1));
                let Some(alike) = alike.filter(|alike| alike.order == selected) else {
                    stretch /= 8;
                    break;
                };
                tie_met |= alike.tie_met;
                added += stretch;
                stretch *= 2;
            }
            stretch = (stretch * 2).clamp(1, share_with(added) / (step.max(1) * STRETCH_PART) + 1);
        }
    }

    /// With exact amounts.
    pub(super) fn shares(&self, instance: &Instance, electorate: &Electorate) -> Shares {
        let mut solved = Solved::default();
        solved.extend(electorate, &self.ran.rounds);
        let (prices, common) = solved.prices(self.share);
        let voters = BigInt::from(electorate.voters.max(1));
        let denominator = common * &voters;
        let mut left = self.share;
        let rounds = self.ran.rounds.iter().zip(prices).map(|(round, price)| {
            let contender = electorate.contender(round.project);
            left -= i128::from(instance.projects[round.project].cost);
            Purchase {
                project: round.project,
                rho: BigRational::new(price.clone(), &denominator * contender.utility),
                left: u64::try_from(left).unwrap_or(0),
                price,
            }
        });
        Shares {
            first_share: BigRational::new(self.share.into(), voters),
            added: u64::try_from(self.added).unwrap_or(u64::MAX),
            computed: self.computed,
            ended: self.ended,
            free: electorate.free.clone(),
            rounds: rounds.collect(),
            measure: electorate.measure,
            denominator,
        }
    }
}
