//! Outcomes by kind, and what holds for any votes.

use super::*;
use crate::choice::Choice::{self, *};
use crate::reckoning::{Budget, Counted, Short};
use proptest::prelude::*;

fn question(kind: Kind, option_count: usize) -> Question {
    let counting = match kind {
        Kind::Ranked => Counting::SchulzeMargins,
        Kind::Budget => Counting::EqualSharesAdd1Greedy,
        _ => Counting::Plain,
    };
    Question {
        kind,
        counting,
        weighting: Weighting::OneMemberOneVote,
        terms: Terms {
            threshold: Part { numerator: 1, denominator: 2 },
            quorum: Part { numerator: 1, denominator: 5 },
            late_hours: 24,
            extension_hours: 24,
            delay_hours: 72,
            companies: None,
        },
        option_count,
        costs: vec![100; option_count],
        budget_minor: 200,
        step_minor: 1,
        electorate_count: 10,
        extensions: Vec::new(),
    }
}

fn votes(of: &[(usize, Choice)]) -> Vec<Vote> {
    let vote = |choice: &Choice| Vote { choice: choice.clone(), weight_e6: ballot::BASIC_WEIGHT_E6 };
    of.iter().flat_map(|(count, choice)| vec![vote(choice); *count]).collect()
}

fn outcome(question: &Question, of: &[(usize, Choice)]) -> (Outcome, Vec<i64>) {
    let reckoning = count(question, &votes(of)).unwrap();
    (reckoning.outcome, reckoning.winners)
}

/// Kind, votes of an electorate of ten → outcome and winners. The quorum is two, the threshold a half.
#[test]
fn outcomes() {
    use Outcome::{NoQuorum, Passed, Rejected, Tied};
    let rank = |order: &[i64]| Rank(order.iter().map(|option| vec![*option]).collect());
    let check = |kind, votes: &[(usize, Choice)], expected: (Outcome, &[i64])| {
        let (outcome, winners) = outcome(&question(kind, 3), votes);
        assert_eq!((outcome, winners.as_slice()), expected, "{kind} {votes:?}");
    };
    check(Kind::YesNo, &[(1, Yes)], (NoQuorum, &[]));
    check(Kind::YesNo, &[(1, Yes), (1, Abstain)], (Passed, &[]));
    check(Kind::YesNo, &[(2, Yes), (2, No)], (Rejected, &[]));
    check(Kind::YesNo, &[(2, Abstain)], (Rejected, &[]));
    check(Kind::Consent, &[(2, Agree)], (Passed, &[]));
    check(Kind::Consent, &[(9, Agree), (1, Object)], (Rejected, &[]));
    check(Kind::Consent, &[(1, Agree)], (NoQuorum, &[]));
    check(Kind::Approval, &[(2, Approve(vec![1, 2])), (1, Approve(vec![1]))], (Passed, &[1]));
    check(Kind::Approval, &[(2, Approve(vec![1, 2]))], (Tied, &[1, 2]));
    check(Kind::Approval, &[(2, Approve(vec![1])), (2, Abstain)], (Rejected, &[]));
    check(Kind::Score, &[(2, Score(vec![(1, 5), (2, 3)]))], (Passed, &[1]));
    check(Kind::Score, &[(2, Score(vec![(1, 2), (2, 2)]))], (Rejected, &[]));
    check(Kind::Score, &[(2, Score(vec![(1, 4), (2, 4)]))], (Tied, &[1, 2]));
    check(Kind::Score, &[(1, Score(vec![(1, 5)])), (3, Score(vec![(2, 3)]))], (Passed, &[2]));
    check(Kind::Ranked, &[(2, rank(&[1, 2, 3])), (1, rank(&[2, 1, 3]))], (Passed, &[1]));
    check(Kind::Ranked, &[(1, rank(&[1, 2])), (1, rank(&[2, 1]))], (Tied, &[1, 2]));
    check(Kind::Ranked, &[(2, Abstain)], (Rejected, &[]));
    check(Kind::Budget, &[(2, Approve(vec![1])), (1, Approve(vec![2]))], (Passed, &[1, 2]));
    // There is money for it, and nobody wants it.
    check(Kind::Budget, &[(2, Approve(vec![1]))], (Passed, &[1]));
    check(Kind::Budget, &[(2, Abstain)], (Rejected, &[]));
    // One alone could pay for it out of the shares: the others want nothing of it.
    check(Kind::Budget, &[(1, Approve(vec![1])), (4, Abstain)], (Rejected, &[1]));
    check(Kind::Budget, &[(2, Approve(vec![1])), (2, Abstain)], (Rejected, &[1]));
    check(Kind::Budget, &[(2, Approve(vec![1])), (1, Approve(vec![2])), (2, Abstain)], (Passed, &[1, 2]));
}

/// Credits: what a few care about much does not pass against many, but decides among what many support.
#[test]
fn credits_decide_among_what_has_support() {
    let question = Question { weighting: Weighting::QuadraticCredits, ..question(Kind::Approval, 3) };
    let little = Credits(vec![(1, 1), (2, 1)]);
    let much = Credits(vec![(2, 10)]);
    let (outcome, winners) = outcome(&question, &[(3, little), (1, much), (1, Credits(vec![(3, 10)]))]);
    assert_eq!((outcome, winners), (Outcome::Passed, vec![2]));
}

/// Additional votes are parts of one.
#[test]
fn weights_are_parts_of_a_vote() {
    let question = Question { weighting: Weighting::AdditionalByTrade, ..question(Kind::YesNo, 0) };
    let vote = |choice, weight_e6| Vote { choice, weight_e6 };
    let reckoning = count(&question, &[vote(Yes, 1_000_001), vote(No, 1_000_000)]).unwrap();
    assert_eq!((reckoning.outcome, reckoning.parts_per_vote), (Outcome::Passed, 1_000_000));
    let Counted::YesNo { yes, whole, .. } = reckoning.counted else { panic!() };
    assert_eq!((yes, whole), (1_000_001, 2_000_001));
}

/// What the share of each ballot paid for adds up to what was bought.
#[test]
fn shares_pay_for_what_was_bought() {
    let question = Question { budget_minor: 250, ..question(Kind::Budget, 3) };
    let of = [(2, Approve(vec![1, 2])), (1, Approve(vec![3])), (1, Abstain)];
    let Counted::Budget(budget) = count(&question, &votes(&of)).unwrap().counted else { panic!() };
    let shares = budget.shares.unwrap();
    // Ten thousandths of a minor unit.
    let e4 = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{part:0<4}").parse::<i64>().unwrap()
    };
    assert!(!shares.rounds.is_empty());
    for round in &shares.rounds {
        let paid = |group: &crate::reckoning::Group| {
            let of_round = group.paid.iter().filter(|(option, _)| *option == round.option);
            of_round.map(|(_, sum)| group.voter_count * e4(sum)).sum::<i64>()
        };
        assert_eq!(shares.groups.iter().map(paid).sum::<i64>(), 1_000_000, "{round:?}");
    }
    assert_eq!(budget.projects.iter().map(|project| project.votes).collect::<Vec<_>>(), [2, 2, 1]);
    assert!(budget.total_minor <= 250);
}

/// Of what the shares did not buy: after which purchase its supporters held too little, and how much exactly.
#[test]
fn what_was_too_dear_says_what_its_supporters_held() {
    let question = Question {
        counting: Counting::EqualShares,
        costs: vec![200, 170, 90],
        budget_minor: 400,
        ..question(Kind::Budget, 3)
    };
    // 100 for each of four. The first is paid by three of them, who keep 100/3 each; two of these want the second, and
    // one who has all.
    let of = [(2, Approve(vec![1, 2])), (1, Approve(vec![1])), (1, Approve(vec![2, 3]))];
    let counted = |question: &Question, of: &[(usize, Choice)]| {
        let reckoning = count(question, &votes(of)).unwrap();
        let Counted::Budget(Budget { shares: Some(shares), .. }) = &reckoning.counted else { panic!() };
        (shares.short.clone(), reckoning)
    };
    let short = |option, after, held: &str| Short { option, after, held: held.to_owned() };
    let (told, reckoning) = counted(&question, &of);
    assert_eq!(reckoning.winners, [1, 3]);
    assert_eq!(told, [short(2, Some(1), "500/3")]);
    // Never enough; and what was not kept before is not told of a count from then.
    let (told, reckoning) = counted(&question, &[(3, Abstain), (1, Approve(vec![1]))]);
    assert_eq!(told, [short(1, None, "100")]);
    let before = reckoning.clone().as_of_version(1);
    let Counted::Budget(Budget { shares: Some(shares), .. }) = &before.counted else { panic!() };
    assert_eq!((before.version, shares.short.len()), (1, 0));
    assert_eq!(reckoning.clone().as_of_version(VERSION), reckoning);
    let mut stored = serde_json::to_value(&before).unwrap();
    stored["counted"]["shares"].as_object_mut().unwrap().remove("short").unwrap();
    assert_eq!(serde_json::from_value::<Reckoning>(stored).unwrap(), before);
}

fn any_vote() -> impl Strategy<Value = Choice> {
    prop_oneof![Just(Yes), Just(No), Just(Abstain)]
}

fn any_ranking() -> impl Strategy<Value = Choice> {
    Just(vec![1_i64, 2, 3, 4])
        .prop_shuffle()
        .prop_map(|order| Rank(order.into_iter().map(|one| vec![one]).collect()))
}

proptest! {
    /// All that was voted is in the sums, and who voted first does not matter.
    #[test]
    fn sums_are_of_all_votes(choices in prop::collection::vec(any_vote(), 0..40)) {
        let of: Vec<(usize, Choice)> = choices.into_iter().map(|choice| (1, choice)).collect();
        let question = Question { electorate_count: 40, ..question(Kind::YesNo, 0) };
        let reckoning = count(&question, &votes(&of)).unwrap();
        let Counted::YesNo { yes, no, abstain, .. } = reckoning.counted else { panic!() };
        prop_assert_eq!(yes + no + abstain, reckoning.participant_count);
        prop_assert_eq!(reckoning.participant_count, of.len() as i64);
        let backwards: Vec<_> = of.iter().rev().cloned().collect();
        prop_assert_eq!(count(&question, &votes(&backwards)).unwrap(), count(&question, &votes(&of)).unwrap());
    }

    /// Of a strict ranking everybody stands for one of every two; and what is stored is read back as it was.
    #[test]
    fn rankings_are_of_all_votes(choices in prop::collection::vec(any_ranking(), 1..30), rule in 0_usize..6) {
        let counting = [
            Counting::SchulzeMargins, Counting::SchulzeWinningVotes, Counting::InstantRunoff, Counting::Borda,
            Counting::Copeland, Counting::Minimax,
        ][rule];
        let of: Vec<(usize, Choice)> = choices.into_iter().map(|choice| (1, choice)).collect();
        let question = Question { counting, electorate_count: of.len() as i64, ..question(Kind::Ranked, 4) };
        let reckoning = count(&question, &votes(&of)).unwrap();
        let text = serde_json::to_string(&reckoning).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Reckoning>(&text).unwrap(), &reckoning);
        let Counted::Ranked(ranked) = &reckoning.counted else { panic!() };
        for a in 0..4 {
            for b in (0..4).filter(|b| *b != a) {
                prop_assert_eq!(ranked.pairwise[a][b] + ranked.pairwise[b][a], of.len() as i64);
            }
        }
        prop_assert_eq!(reckoning.outcome == Outcome::Tied, reckoning.winners.len() > 1);
        let backwards: Vec<_> = of.iter().rev().cloned().collect();
        prop_assert_eq!(count(&question, &votes(&backwards)).unwrap(), reckoning);
    }

    /// No budget is overspent.
    #[test]
    fn budgets_are_kept(given in prop::collection::vec(prop::collection::btree_set(1_i64..5, 1..4), 1..20), budget in 1_i64..500) {
        let of: Vec<(usize, Choice)> =
            given.into_iter().map(|options| (1, Approve(options.into_iter().collect()))).collect();
        let question = Question { budget_minor: budget, electorate_count: 20, ..question(Kind::Budget, 4) };
        let Counted::Budget(counted) = count(&question, &votes(&of)).unwrap().counted else { panic!() };
        prop_assert!(counted.total_minor <= budget);
        let chosen = counted.projects.iter().filter(|project| project.chosen).map(|project| project.cost_minor);
        prop_assert_eq!(chosen.sum::<i64>(), counted.total_minor);
    }
}
