//! Voters as Equal Shares sees them: equal ballots are one group, since their money is always equal.

use super::instance::Instance;
use super::rule::Measure;
use std::collections::HashMap;

/// A project as one group of voters sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Want {
    project: u32,
    weight: u64,
}

impl Want {
    pub(super) fn project(self) -> usize {
        self.project as usize
    }

    /// Utility, divided by what is common to all who want the project (see [`Contender::utility`]).
    pub(super) fn weight(self) -> i128 {
        i128::from(self.weight)
    }
}

/// Voters with equal ballots.
#[derive(Debug)]
pub(super) struct Group {
    pub count: u32,
    pub wants: Vec<Want>,
}

/// A group as a project sees it. Small: runs walk through hundreds of thousands of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Supporter {
    group: u32,
    count: u32,
    weight: u64,
}

impl Supporter {
    pub(super) fn group(self) -> usize {
        self.group as usize
    }

    pub(super) fn count(self) -> i128 {
        i128::from(self.count)
    }

    pub(super) fn weight(self) -> i128 {
        i128::from(self.weight)
    }
}

/// A project that costs something and that somebody wants.
#[derive(Debug)]
pub(super) struct Contender {
    /// Multiplied with the number of voters, as all money of a run is: so the first share is an integer.
    pub cost: i128,
    /// The part of the utility that is the same for all supporters. What a supporter of weight 1 pays, divided by
    /// it, is rho.
    pub utility: i128,
    pub supporters: Vec<Supporter>,
    /// Of all supporters.
    pub weight: i128,
}

#[derive(Debug)]
pub(super) struct Electorate {
    pub measure: Measure,
    pub voters: i128,
    pub groups: Vec<Group>,
    /// By their place in the instance; None for those that cannot be paid for, because they cost nothing or
    /// nobody wants them.
    pub contenders: Vec<Option<Contender>>,
    /// Projects that cost nothing and that somebody wants, in the order of ties.
    pub free: Vec<usize>,
    /// Place of each project where two are equally good.
    pub ranks: Vec<usize>,
    /// The largest weight, and the largest common utility.
    pub factor_max: i128,
    pub weight_max: i128,
    /// The largest cost, multiplied with the number of voters.
    pub cost_max: i128,
}

impl Electorate {
    pub(super) fn of(instance: &Instance, measure: Measure, ranks: Vec<usize>) -> Electorate {
        let voters = i128::from(instance.voters());
        let groups = groups(instance, measure);
        let mut supporters: Vec<Vec<Supporter>> = instance.projects.iter().map(|_| Vec::new()).collect();
        for (voters, group) in groups.iter().zip(0..) {
            for want in &voters.wants {
                supporters[want.project()].push(Supporter {
                    group,
                    count: voters.count,
                    weight: want.weight,
                });
            }
        }
        let mut free = Vec::new();
        let contenders: Vec<Option<Contender>> = supporters
            .into_iter()
            .enumerate()
            .map(|(project, supporters)| {
                let cost = i128::from(instance.projects[project].cost);
                if supporters.is_empty() {
                    return None;
                }
                if cost == 0 {
                    free.push(project);
                    return None;
                }
                let utility = if measure == Measure::Cost { cost } else { 1 };
                let weight = supporters.iter().map(|one| one.count() * one.weight()).sum();
                Some(Contender { cost: cost * voters, utility, supporters, weight })
            })
            .collect();
        free.sort_by_key(|project| ranks[*project]);
        let present = || contenders.iter().flatten();
        let largest = |each: fn(&Contender) -> i128| present().map(each).max().unwrap_or(1);
        let weights = groups.iter().flat_map(|group| &group.wants).map(|want| want.weight());
        let weight_max = weights.max().unwrap_or(1);
        let (factor_max, cost_max) = (largest(|one| one.utility), largest(|one| one.cost));
        Electorate { measure, voters, groups, contenders, free, ranks, factor_max, weight_max, cost_max }
    }

    /// One that is known to be a contender.
    pub(super) fn contender(&self, project: usize) -> &Contender {
        self.contenders[project].as_ref().expect("only contenders are ever asked about")
    }
}

/// Equal ballots together, in the order in which they first appear.
fn groups(instance: &Instance, measure: Measure) -> Vec<Group> {
    // As plain numbers, which are hashed at one go.
    let mut known: HashMap<Box<[u64]>, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut key = Vec::new();
    for ballot in instance.ballots.iter().filter(|ballot| ballot.count > 0) {
        let named = ballot.utilities.iter().filter(|(_, utility)| *utility > 0);
        let mut wants: Vec<Want> = named
            .map(|(project, utility)| {
                let weight = match measure {
                    Measure::Cost | Measure::Cardinality => 1,
                    Measure::Points | Measure::Borda => *utility,
                };
                Want { project: within(*project), weight }
            })
            .collect();
        wants.sort_unstable_by_key(|want| want.project);
        key.clear();
        key.extend(wants.iter().flat_map(|want| [u64::from(want.project), want.weight]));
        match known.get(key.as_slice()) {
            Some(group) => groups[*group].count += within(ballot.count),
            None => {
                known.insert(key.as_slice().into(), groups.len());
                groups.push(Group { count: within(ballot.count), wants });
            }
        }
    }
    groups
}

/// Places and counts have been looked at before: they are below 2³⁰.
fn within(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
