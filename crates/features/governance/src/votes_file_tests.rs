//! What is taken out counts to what was told: by the real readers and rules.

use super::*;
use crate::choice::Choice::*;
use crate::count::{Question, Vote, count};
use crate::terms::{Part, Terms};
use proptest::prelude::*;
use tally::budget::{Rule, run};
use tally::ranked::{Pairwise, Profile, Strength, borda_symmetric, runoff, schulze};
use tally::{pabulib, preflib};

const RANKED: [Counting; 6] = [
    Counting::SchulzeMargins,
    Counting::SchulzeWinningVotes,
    Counting::InstantRunoff,
    Counting::Borda,
    Counting::Copeland,
    Counting::Minimax,
];
const BUDGETS: [Counting; 4] = [
    Counting::EqualSharesAdd1Greedy,
    Counting::EqualShares,
    Counting::GreedyByVotes,
    Counting::GreedyByVotesPerCost,
];

fn asked(kind: Kind, counting: Counting, weighting: Weighting, costs: &[i64]) -> Asked {
    let title = |(at, cost): (usize, &i64)| (format!("烤炉; \"{at}\"\nVOTES"), *cost);
    Asked {
        title: "一台\nMETA".to_owned(),
        kind,
        counting,
        weighting,
        options: costs.iter().enumerate().map(title).collect(),
        budget_minor: 20_050,
        currency: Currency::CNY,
    }
}

/// As the page tells it.
fn told(asked: &Asked, votes: &[Choice]) -> Vec<i64> {
    let question = Question {
        kind: asked.kind,
        counting: asked.counting,
        weighting: asked.weighting,
        terms: Terms {
            threshold: Part { numerator: 1, denominator: 2 },
            quorum: Part { numerator: 0, denominator: 1 },
            late_hours: 0,
            extension_hours: 0,
            delay_hours: 0,
            companies: None,
        },
        option_count: asked.options.len(),
        costs: asked.options.iter().map(|(_, cost)| *cost).collect(),
        budget_minor: asked.budget_minor,
        step_minor: 100,
        electorate_count: votes.len() as i64,
        extensions: Vec::new(),
    };
    let vote = |choice: &Choice| Vote { choice: choice.clone(), weight_e6: crate::ballot::BASIC_WEIGHT_E6 };
    count(&question, &votes.iter().map(vote).collect::<Vec<_>>()).unwrap().winners
}

/// As somebody counts the file who has nothing else.
fn winners(profile: &Profile, rule: &str) -> Vec<usize> {
    let pairwise = Pairwise::of(profile);
    match rule {
        "schulze_margins_winners" => schulze(&pairwise, Strength::Margins).winners,
        "schulze_winning_votes_winners" => schulze(&pairwise, Strength::WinningVotes).winners,
        "irv_winners" => runoff(profile).winners,
        "borda_winners" => borda_symmetric(&pairwise).winners,
        "copeland_winners" => pairwise.copeland().winners,
        "minimax_margins_winners" => pairwise.minimax().winners,
        other => panic!("{other}"),
    }
}

fn count_ranked(asked: &Asked, votes: &[Choice]) -> (&'static str, Vec<i64>) {
    let file = votes_file(asked, votes);
    let kind = preflib::Kind::of_extension(file.extension).unwrap();
    let election = preflib::parse(&file.text, kind).unwrap_or_else(|why| panic!("{why:?}\n{}", file.text));
    let rule = rule(asked.kind, asked.counting, asked.weighting).unwrap();
    let numbers = winners(&election.profile, rule).into_iter();
    (file.extension, numbers.map(|at| election.candidates[at].number as i64).collect())
}

fn count_budget(asked: &Asked, votes: &[Choice]) -> Vec<i64> {
    let file = votes_file(asked, votes);
    assert_eq!(file.extension, "pb");
    let read = pabulib::parse(&file.text).unwrap_or_else(|why| panic!("{why:?}\n{}", file.text));
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    let rule = Rule::parse(rule(asked.kind, asked.counting, asked.weighting).unwrap()).unwrap();
    assert!(read.kind.rules().contains(&rule), "{rule}");
    let counted = run(&read.instance, rule).unwrap();
    counted.selected.iter().map(|at| read.instance.projects[*at].id.parse().unwrap()).collect()
}

/// Each vote of four options: in tiers of an order, some left out, or an abstention.
fn ranking() -> impl Strategy<Value = Choice> {
    let tiers = proptest::collection::vec(0..4usize, 4);
    (tiers, any::<bool>()).prop_map(|(tier_of, strict)| {
        let mut tiers: Vec<Vec<i64>> = vec![Vec::new(); 4];
        for (option, tier) in (1..).zip(tier_of) {
            // The last tier stands for what is left out.
            if tier < 3 || strict {
                tiers[if strict { option as usize - 1 } else { tier }].push(option);
            }
        }
        tiers.retain(|tier| !tier.is_empty());
        if tiers.is_empty() { Abstain } else { Rank(tiers) }
    })
}

fn approval(options: usize) -> impl Strategy<Value = Choice> {
    proptest::collection::vec(any::<bool>(), options).prop_map(|chosen| {
        let options: Vec<i64> = (1..).zip(chosen).filter_map(|(option, yes)| yes.then_some(option)).collect();
        if options.is_empty() { Abstain } else { Approve(options) }
    })
}

proptest! {
    #[test]
    fn rankings_count_to_what_was_told(votes in proptest::collection::vec(ranking(), 1..9)) {
        prop_assume!(votes.iter().any(|vote| *vote != Abstain));
        for counting in RANKED {
            let asked = asked(Kind::Ranked, counting, Weighting::OneMemberOneVote, &[0; 4]);
            prop_assert_eq!(count_ranked(&asked, &votes).1, told(&asked, &votes), "{}", counting);
        }
    }

    /// More than ten projects: their ids compare as texts.
    #[test]
    fn budgets_count_to_what_was_told(
        votes in proptest::collection::vec(approval(11), 1..9),
        costs in proptest::collection::vec(prop_oneof![1..=15_000i64, Just(5_000), Just(7_500)], 11),
    ) {
        prop_assume!(votes.iter().any(|vote| *vote != Abstain));
        for counting in BUDGETS {
            let asked = asked(Kind::Budget, counting, Weighting::OneMemberOneVote, &costs);
            prop_assert_eq!(count_budget(&asked, &votes), told(&asked, &votes), "{}", counting);
        }
        let given = |vote: &Choice| match vote {
            Approve(options) => Credits(options.iter().map(|option| (*option, option % 4)).collect()),
            other => other.clone(),
        };
        let credits: Vec<Choice> = votes.iter().map(given).collect();
        let asked = asked(Kind::Budget, Counting::GreedyByVotesPerCost, Weighting::QuadraticCredits, &costs);
        let named = credits.iter().any(|vote| matches!(vote, Credits(given) if given.iter().any(|(_, votes)| *votes > 0)));
        prop_assume!(named);
        prop_assert_eq!(count_budget(&asked, &credits), told(&asked, &credits));
    }
}

/// Orders of three → the kind of file.
#[test]
fn the_name_says_what_orders_are_in_it() {
    let asked = asked(Kind::Ranked, Counting::Borda, Weighting::OneMemberOneVote, &[0; 3]);
    let [strict, tied] = [Rank(vec![vec![2], vec![1], vec![3]]), Rank(vec![vec![3, 2], vec![1]])];
    let [some, tied_some] = [Rank(vec![vec![2]]), Rank(vec![vec![1, 2]])];
    for (votes, extension) in [
        (vec![strict.clone()], "soc"),
        (vec![strict.clone(), Abstain], "soc"),
        (vec![strict.clone(), some.clone()], "soi"),
        (vec![strict, tied.clone()], "toc"),
        (vec![tied, some], "toi"),
        (vec![tied_some], "toi"),
    ] {
        assert_eq!(count_ranked(&asked, &votes).0, extension, "{votes:?}");
    }
}

/// In which order they voted is not in it.
#[test]
fn a_file_follows_from_the_votes_alone() {
    let ranked = asked(Kind::Ranked, Counting::Borda, Weighting::OneMemberOneVote, &[0; 3]);
    let budget = asked(Kind::Budget, Counting::EqualShares, Weighting::OneMemberOneVote, &[1, 2, 3]);
    let score = asked(Kind::Score, Counting::Plain, Weighting::OneMemberOneVote, &[0; 3]);
    for (asked, votes) in [
        (
            ranked,
            vec![
                Rank(vec![vec![2], vec![3, 1]]),
                Abstain,
                Rank(vec![vec![1]]),
                Rank(vec![vec![2], vec![1, 3]]),
            ],
        ),
        (budget, vec![Approve(vec![1, 3]), Abstain, Approve(vec![2])]),
        (score, vec![Score(vec![(1, 5), (3, 0)]), Abstain, Score(vec![(2, 1)])]),
    ] {
        let mut turned = votes.clone();
        turned.reverse();
        assert_eq!(votes_file(&asked, &votes), votes_file(&asked, &turned));
    }
}

#[test]
fn approvals_and_scores_are_rows() {
    let mut asked = asked(Kind::Score, Counting::Plain, Weighting::OneMemberOneVote, &[0; 2]);
    asked.options = vec![("=1+1".to_owned(), 0), ("a \"b\", c".to_owned(), 0)];
    let file = votes_file(&asked, &[Score(vec![(1, 5)]), Abstain]);
    assert_eq!((file.extension, file.text.as_str()), ("csv", "\"'=1+1\",\"a \"\"b\"\", c\"\r\n,\r\n5,\r\n"));
    asked.kind = Kind::Approval;
    assert_eq!(votes_file(&asked, &[Approve(vec![2])]).text.lines().last(), Some("0,1"));
}

/// Kind, weighting, somebody chose → answer.
#[test]
fn who_is_offered_one() {
    use Weighting::{AdditionalByTrade, Holding, OneMemberOneVote, QuadraticCredits};
    for (kind, weighting, chose, answer) in [
        (Kind::Ranked, OneMemberOneVote, true, Ok(())),
        (Kind::Budget, QuadraticCredits, true, Ok(())),
        (Kind::Approval, OneMemberOneVote, true, Ok(())),
        (Kind::Ranked, OneMemberOneVote, false, Err(BallotRefused::NoVotesFile)),
        (Kind::YesNo, OneMemberOneVote, true, Err(BallotRefused::NoVotesFile)),
        (Kind::Consent, OneMemberOneVote, true, Err(BallotRefused::NoVotesFile)),
        (Kind::Ranked, Holding, true, Err(BallotRefused::WeightedTotalsOnly)),
        (Kind::YesNo, AdditionalByTrade, true, Err(BallotRefused::WeightedTotalsOnly)),
    ] {
        assert_eq!(offered(kind, weighting, chose), answer, "{kind} {weighting}");
    }
}
