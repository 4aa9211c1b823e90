//! Small elections that can be counted on paper.

use super::rules;
use tally::budget::{Ballot, Ended, Instance, Project, Rule, Unfit, run};
use tally::exact::fraction;

fn election(budget: u64, costs: &[(&str, u64)], ballots: &[(u64, &[usize])]) -> Instance {
    let projects = costs.iter().map(|(id, cost)| Project { id: (*id).to_owned(), cost: *cost }).collect();
    let ballots = ballots
        .iter()
        .map(|(count, named)| Ballot { count: *count, ..Ballot::approving(named.iter().copied()) })
        .collect();
    Instance { projects, budget, step: 1, ballots }
}

fn selected<'a>(instance: &'a Instance, key: &str) -> (Vec<&'a str>, bool) {
    let outcome = run(instance, Rule::parse(key).unwrap()).unwrap();
    let ids = outcome.selected.iter().map(|project| instance.projects[*project].id.as_str()).collect();
    (ids, outcome.depends_on_tie_breaking)
}

/// A majority of six takes everything by votes; with equal shares the four get what their share pays for.
#[test]
fn equal_shares_are_for_minorities_too() {
    let instance =
        election(100, &[("a", 30), ("b", 30), ("c", 30), ("d", 40)], &[(6, &[0, 1, 2]), (4, &[3])]);
    assert_eq!(selected(&instance, "greedy_cost"), (vec!["a", "b", "c"], false));
    assert_eq!(selected(&instance, "mes_cost"), (vec!["a", "b", "d"], true));
    let outcome = run(&instance, Rule::parse("mes_cost").unwrap()).unwrap();
    let shares = outcome.shares.unwrap();
    let rounds: Vec<(usize, String, u64)> =
        shares.rounds.iter().map(|round| (round.project, fraction(&round.rho), round.left)).collect();
    assert_eq!(rounds, [(0, "1/6".into(), 70), (1, "1/6".into(), 40), (3, "1/4".into(), 0)]);
    let share = shares.of_ballot(&instance, 0);
    let paid: Vec<(usize, String)> =
        share.paid.iter().map(|(project, paid)| (*project, fraction(paid))).collect();
    assert_eq!((paid, fraction(&share.left)), (vec![(0, "5".into()), (1, "5".into())], "0".into()));
}

/// Budget and what comes of it: the poor give what they have, and the others the rest.
#[test]
fn who_has_less_gives_less() {
    let instance = election(12, &[("a", 6), ("b", 5)], &[(1, &[0]), (1, &[0, 1]), (1, &[1])]);
    let outcome = run(&instance, Rule::parse("mes_cardinality").unwrap()).unwrap();
    let shares = outcome.shares.unwrap();
    // b first, for 5/2 each; then 3/2 are left of one of the two who want a, who needs 9/2 of the other: too much.
    assert_eq!(outcome.selected, [1]);
    assert_eq!(fraction(&shares.of_ballot(&instance, 1).left), "3/2");
    assert_eq!(shares.ended, Ended::NothingAffordable);
    // With one more each: 5/2 and 5 are enough for a, 5/2 and 7/2.
    let outcome = run(&instance, Rule::parse("mes_cardinality_add1").unwrap()).unwrap();
    let shares = outcome.shares.unwrap();
    assert_eq!((outcome.selected, shares.added, shares.ended), (vec![1, 0], 1, Ended::NothingFits));
    assert_eq!(fraction(&shares.rounds[1].rho), "7/2");
    assert_eq!(fraction(&shares.of_ballot(&instance, 0).left), "3/2");
}

/// Of two runs, the one before the budget is overspent counts.
#[test]
fn add1_stops_before_it_overspends() {
    let instance = election(10, &[("a", 6), ("b", 6)], &[(1, &[0]), (1, &[1])]);
    let outcome = run(&instance, Rule::parse("mes_cost_add1").unwrap()).unwrap();
    let shares = outcome.shares.unwrap();
    assert_eq!((outcome.selected, shares.added, shares.ended), (vec![], 0, Ended::NextWouldOverspend));
    assert_eq!(selected(&instance, "mes_cost_add1_greedy"), (vec!["a"], true));
}

/// A hundred million steps, each one cent: nobody waits for them.
#[test]
fn a_small_unit_is_no_long_count() {
    let instance = election(
        60_000_000_000,
        &[("a", 50_000_000_000), ("b", 7_000_000_000), ("c", 2_000_000_000)],
        &[(2, &[0]), (3, &[0, 1]), (95, &[2])],
    );
    let outcome = run(&instance, Rule::parse("mes_cost_add1").unwrap()).unwrap();
    let shares = outcome.shares.unwrap();
    assert_eq!(outcome.selected, [2, 0, 1]);
    // Five want a and b, and must hold both; of the two who want a alone each gives no more than the others have left.
    assert!(shares.added > 100_000_000 && shares.computed < 20, "{} {}", shares.added, shares.computed);
}

/// Who has exactly nothing left in one run has something in the next: the run in which that pays for b is not left out.
#[test]
fn who_has_nothing_left_may_have_more_with_the_next_unit() {
    // a at 120, with nothing left; b at 120 + 250.
    let instance = election(400, &[("a", 120), ("b", 250)], &[(1, &[0, 1]), (3, &[])]);
    let outcome = run(&instance, Rule::parse("mes_cardinality_add1").unwrap()).unwrap();
    let shares = outcome.shares.unwrap();
    assert_eq!((outcome.selected, shares.added, shares.computed), (vec![0, 1], 270, 3));
}

/// What is free and wanted comes first by Equal Shares, whatever the measure; ids are compared as texts.
#[test]
fn free_projects_are_taken_at_the_start() {
    let instance = election(5, &[("9", 0), ("10", 0), ("b", 5), ("c", 0)], &[(1, &[0, 1, 2])]);
    assert_eq!(selected(&instance, "mes_cost"), (vec!["10", "9", "b"], false));
    assert_eq!(selected(&instance, "mes_cardinality_add1"), (vec!["10", "9", "b"], false));
    assert_eq!(selected(&instance, "greedy_cardinality"), (vec!["10", "9", "b", "c"], false));
    assert_eq!(selected(&instance, "greedy_cost"), (vec!["b", "10", "9", "c"], false));
}

/// No projects, no voters, no money.
#[test]
fn nothing_is_an_answer() {
    for rule in rules() {
        for instance in [
            election(0, &[], &[]),
            election(0, &[("a", 1)], &[(1, &[0])]),
            election(9, &[("a", 10)], &[(1, &[0])]),
        ] {
            assert_eq!(run(&instance, rule).unwrap().selected, [], "{rule}");
        }
    }
    // Nobody named it, but it fits.
    for ballots in [&[][..], &[(0, &[0][..])], &[(3, &[])]] {
        let instance = election(9, &[("a", 9)], ballots);
        assert_eq!(selected(&instance, "mes_cost_add1"), (vec![], false));
        assert_eq!(selected(&instance, "mes_cost_greedy"), (vec!["a"], false));
    }
}

#[test]
fn what_contradicts_itself_is_not_counted() {
    let rule = Rule::parse("greedy_cost").unwrap();
    let check = |instance: &Instance, unfit: Unfit| assert_eq!(run(instance, rule), Err(unfit));
    check(&election(1, &[("a", 1), ("a", 2)], &[]), Unfit::SameId("a".into()));
    check(&election(1, &[("a", 1)], &[(1, &[]), (1, &[1])]), Unfit::NoSuchProject(1));
    check(&election(1, &[("a", 1)], &[(1, &[0, 0])]), Unfit::NamedTwice(0));
    check(&Instance { step: 0, ..election(1, &[], &[]) }, Unfit::StepIsZero);
    check(&election(1 << 62, &[("a", 1 << 62)], &[]), Unfit::TooLarge);
    check(&election(1, &[("a", 1)], &[(1 << 30, &[0])]), Unfit::TooLarge);
    let mut points = election(1, &[("a", 1)], &[(1 << 20, &[0])]);
    points.ballots[0].utilities[0].1 = 1 << 42;
    check(&points, Unfit::TooLarge);
}
