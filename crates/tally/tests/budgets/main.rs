//! Budgets, held against the rules as they are written and against what must hold for every election.

#![allow(clippy::unwrap_used, reason = "a test")]

mod naive;
mod properties;
mod small;

use proptest::prelude::*;
use tally::budget::{Ballot, BallotKind, Instance, Project, Rule};

pub(crate) fn rules() -> Vec<Rule> {
    [BallotKind::Approval, BallotKind::Scoring, BallotKind::Ordinal]
        .into_iter()
        .flat_map(BallotKind::rules)
        .collect()
}

/// Some rules more than files of Pabulib are counted by: Add1 with points.
pub(crate) fn any_rule() -> impl Strategy<Value = Rule> {
    let more = ["mes_points_add1", "mes_borda_add1_greedy"].map(|key| Rule::parse(key).unwrap());
    prop::sample::select([rules(), more.to_vec()].concat())
}

/// Of a few projects and voters, with costs and points that are often equal, so that ties are common.
pub(crate) fn instance() -> impl Strategy<Value = Instance> {
    let ballots = |projects: usize| {
        let utilities =
            prop::collection::vec(prop_oneof![3 => Just(0_u64), 4 => Just(1), 2 => 2..5_u64], projects);
        prop::collection::vec((0..4_u64, utilities), 0..7)
    };
    let costs = prop::collection::vec(prop_oneof![1 => Just(0_u64), 6 => 1..12_u64, 6 => 1..60_u64], 0..7);
    (costs, 0..100_u64, 1..4_u64, any::<bool>())
        .prop_flat_map(move |(costs, budget, step, backwards)| {
            (ballots(costs.len()), Just((costs, budget, step, backwards)))
        })
        .prop_map(|(ballots, (costs, budget, step, backwards))| {
            let count = costs.len();
            // Places and ids in different orders, and "10" before "9".
            let id = |place: usize| {
                if backwards { (count + 5 - place).to_string() } else { (place + 7).to_string() }
            };
            let projects =
                costs.iter().enumerate().map(|(place, cost)| Project { id: id(place), cost: *cost });
            let ballots = ballots.into_iter().map(|(count, given)| Ballot {
                count,
                utilities: given
                    .into_iter()
                    .enumerate()
                    .filter(|(place, utility)| *utility > 0 || place % 2 == 0)
                    .collect(),
            });
            Instance { projects: projects.collect(), budget, step, ballots: ballots.collect() }
        })
}
