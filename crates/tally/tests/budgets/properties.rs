//! What holds for every election.

use super::naive::{self, number};
use super::{any_rule, instance};
use num_traits::Zero;
use proptest::prelude::*;
use std::collections::BTreeSet;
use tally::BigRational;
use tally::budget::{Completion, Instance, Measure, Outcome, Rule, run};

fn counted(instance: &Instance, rule: Rule) -> Outcome {
    run(instance, rule).unwrap_or_else(|why| panic!("{why}: {instance:?}"))
}

/// The same outcome as the plain reading of the rule, with the same reckoning.
fn held_against_the_words(instance: &Instance, rule: Rule) {
    let outcome = counted(instance, rule);
    let chosen = naive::choose(instance, rule, |a, b| a < b);
    assert_eq!(outcome.selected, chosen.selected, "{rule} of {instance:?}");
    let other = naive::choose(instance, rule, |a, b| a > b);
    let [these, those] = [&chosen, &other].map(|one| one.selected.iter().collect::<BTreeSet<_>>());
    assert_eq!(outcome.depends_on_tie_breaking, these != those, "{rule} of {instance:?}");
    let Some(shares) = &outcome.shares else { return };
    assert_eq!((&shares.first_share, shares.added), (&chosen.share, chosen.added), "{rule} of {instance:?}");
    let rounds: Vec<(usize, &BigRational)> =
        shares.rounds.iter().map(|one| (one.project, &one.rho)).collect();
    let bought: Vec<(usize, &BigRational)> =
        chosen.bought.iter().map(|one| (one.project, &one.rho)).collect();
    assert_eq!(rounds, bought, "{rule} of {instance:?}");
    for ballot in 0..instance.ballots.len() {
        let share = shares.of_ballot(instance, ballot);
        let paid: Vec<(usize, BigRational)> = chosen
            .bought
            .iter()
            .map(|one| (one.project, one.paid[ballot].clone()))
            .filter(|(_, paid)| !paid.is_zero())
            .collect();
        assert_eq!(share.paid, paid, "{rule} of {instance:?}");
    }
    let mut short = Vec::new();
    for project in 0..instance.projects.len() {
        short.extend(naive::short(instance, &chosen, project));
    }
    let told = shares.short_of(instance).into_iter().map(|one| (one.project, one.rounds, one.held));
    assert_eq!(told.collect::<Vec<_>>(), short, "{rule} of {instance:?}");
}

/// So many times all sums, and a little off: what is nearly equal must not be taken for equal, nor the other way
/// round. Costs and counts are as large as the count allows.
fn enlarged(instance: &Instance, times: u64, offs: &[u64]) -> Instance {
    let mut large = instance.clone();
    large.budget *= times;
    large.step = times;
    for (project, off) in large.projects.iter_mut().zip(offs) {
        project.cost = project.cost * times + if project.cost == 0 { 0 } else { *off };
    }
    large
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 4_000 }))]

    #[test]
    fn the_outcome_is_that_of_the_words(instance in instance(), rule in any_rule()) {
        held_against_the_words(&instance, rule);
    }

    #[test]
    fn large_numbers_are_counted_as_exactly(
        instance in instance(),
        rule in any_rule(),
        times in prop_oneof![Just(1_u64 << 20), Just(1 << 50), Just(3_000_000_000_000_019)],
        offs in prop::collection::vec(0..3_u64, 7),
        count in prop_oneof![Just(1_u64), Just(1 << 20)],
        points in prop_oneof![Just(1_u64), Just(1 << 30)],
    ) {
        let mut large = enlarged(&instance, times, &offs);
        for ballot in &mut large.ballots {
            ballot.count *= count;
            ballot.utilities.iter_mut().for_each(|(_, utility)| *utility *= points);
        }
        held_against_the_words(&large, rule);
    }

    /// With a small unit the runs that are left out must be those that change nothing.
    #[test]
    fn no_run_of_add1_is_left_out_that_matters(
        instance in instance(),
        times in prop_oneof![4 => Just(20_u64), 1 => Just(150)],
        key in prop::sample::select(vec!["mes_cost_add1", "mes_cardinality_add1", "mes_points_add1"]),
        offs in prop::collection::vec(0..3_u64, 7),
    ) {
        let mut fine = enlarged(&instance, times, &offs);
        fine.step = 1;
        held_against_the_words(&fine, Rule::parse(key).unwrap());
    }

    /// Neither the budget nor anybody's share is overspent, and every project is paid in full by those who want it.
    #[test]
    fn nothing_is_overspent(instance in instance(), rule in any_rule()) {
        let outcome = counted(&instance, rule);
        prop_assert!(outcome.total_cost <= instance.budget);
        let once: BTreeSet<usize> = outcome.selected.iter().copied().collect();
        prop_assert_eq!(once.len(), outcome.selected.len());
        if let Some(shares) = &outcome.shares {
            let mut paid: Vec<BigRational> = vec![BigRational::zero(); instance.projects.len()];
            for (place, ballot) in instance.ballots.iter().enumerate() {
                let share = shares.of_ballot(&instance, place);
                let mut sum = share.left.clone();
                prop_assert!(sum >= BigRational::zero());
                for (project, amount) in share.paid {
                    let wants = ballot.utilities.iter().any(|(named, utility)| *named == project && *utility > 0);
                    prop_assert!(wants);
                    prop_assert!(amount > BigRational::zero());
                    paid[project] += &amount * number(ballot.count);
                    sum += amount;
                }
                prop_assert_eq!(&sum, &shares.first_share);
            }
            for round in &shares.rounds {
                prop_assert_eq!(&paid[round.project], &number(instance.projects[round.project].cost));
            }
        }
        // Where the greedy rule has gone through, nothing fits any more.
        let left = instance.budget - outcome.total_cost;
        for (place, project) in instance.projects.iter().enumerate() {
            let skipped = !outcome.considered.is_empty() && !outcome.selected.contains(&place);
            prop_assert!(!skipped || project.cost > left);
        }
    }

    /// Nobody is known by a place in the list, and equal ballots are one ballot with their sum.
    #[test]
    fn voters_are_anonymous(instance in instance(), rule in any_rule(), turn in 0_usize..7) {
        let outcome = counted(&instance, rule);
        let mut turned = instance.clone();
        let length = turned.ballots.len().max(1);
        turned.ballots.rotate_left(if length > 1 { turn % length } else { 0 });
        turned.ballots.reverse();
        prop_assert_eq!(&counted(&turned, rule), &outcome);
        let mut apart = instance.clone();
        apart.ballots = instance
            .ballots
            .iter()
            .flat_map(|ballot| (0..ballot.count).map(|_| tally::budget::Ballot { count: 1, ..ballot.clone() }))
            .collect();
        prop_assert_eq!(&counted(&apart, rule), &outcome);
    }

    /// A project is known by its id alone where two are equally good, and of the id only the order matters.
    #[test]
    fn projects_are_neutral_but_for_ties(instance in instance(), rule in any_rule()) {
        let outcome = counted(&instance, rule);
        let last = instance.projects.len();
        let mut moved = instance.clone();
        moved.projects.reverse();
        for ballot in &mut moved.ballots {
            ballot.utilities.iter_mut().for_each(|(project, _)| *project = last - 1 - *project);
        }
        for project in &mut moved.projects {
            project.id = format!("p{}", project.id);
        }
        let elsewhere: Vec<usize> = counted(&moved, rule).selected.iter().map(|project| last - 1 - project).collect();
        prop_assert_eq!(elsewhere, outcome.selected);
    }

    /// A selected project that one more kind of ballot names stays selected, by the greedy rules. By Equal Shares it need
    /// not: who pays for it too has less for others, and they for it.
    #[test]
    fn more_support_does_no_harm(instance in instance(), rule in any_rule().prop_filter("greedy", |rule| matches!(rule, Rule::Greedy(_)))) {
        for project in counted(&instance, rule).selected {
            for ballot in 0..instance.ballots.len() {
                let mut more = instance.clone();
                let utilities = &mut more.ballots[ballot].utilities;
                match utilities.iter_mut().find(|(named, _)| *named == project) {
                    Some((_, utility)) => *utility += 1,
                    None => utilities.push((project, 1)),
                }
                prop_assert!(counted(&more, rule).selected.contains(&project), "project {project} on ballot {ballot}");
            }
        }
    }

    /// A selected project that becomes cheaper stays selected (Talmon & Faliszewski's discount monotonicity): by the
    /// greedy rules, and by Equal Shares without completion. Not with one: a cheaper project leaves others more.
    #[test]
    fn a_discount_does_no_harm(
        instance in instance(),
        rule in any_rule().prop_filter("without completion", |rule| match rule {
            Rule::Greedy(_) | Rule::EqualShares(_, Completion::None) => true,
            Rule::EqualShares(..) => false,
        }),
        off in 1..60_u64,
    ) {
        for project in counted(&instance, rule).selected {
            let mut cheaper = instance.clone();
            let cost = cheaper.projects[project].cost;
            // By cost, what costs nothing is worth nothing.
            let least = u64::from(rule.measure() == Measure::Cost).min(cost);
            cheaper.projects[project].cost = cost.saturating_sub(off).max(least);
            let stays = counted(&cheaper, rule).selected.contains(&project);
            prop_assert!(stays, "project {project} at {}", cheaper.projects[project].cost);
        }
    }
}
