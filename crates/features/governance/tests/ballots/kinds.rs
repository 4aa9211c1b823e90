//! Each kind of ballot, from opening to outcome.

use crate::world::{DAY, World, asks, secret, with_options};
use governance::asks::{AskedBudget, Asks};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{self, Abstain, Agree, Approve, Credits, No, Object, Rank, Score, Yes};
use governance::ids::Member;
use governance::ops::CastVote;
use governance::reckoning::Counted;
use governance::rows::{Ballot, CountedPaper, SecretPaper};
use governance::terms::{Counting, DecisionRules, Kind, Outcome, Receipts, Weighting};
use kernel::Id;

fn budget(count: usize) -> Asks {
    let mut asks = with_options(asks(Kind::Budget), count);
    asks.budget = Some(AskedBudget { total_minor: 20_000, fund: 1, ends_at_us: i64::MAX });
    asks.options.iter_mut().for_each(|option| option.cost_minor = Some(10_000));
    asks
}

fn credits(asks: Asks) -> Asks {
    Asks { weighting: Weighting::QuadraticCredits, ..asks }
}

impl World {
    /// Everybody's vote, in the order of members, then the closing.
    async fn decided(
        &self,
        ballot: Id<Ballot>,
        members: &[Id<Member>],
        choices: Vec<Choice>,
    ) -> (Outcome, Vec<i64>) {
        for (number, (member, choice)) in (1..).zip(members.iter().zip(choices)) {
            self.vote_with(ballot, *member, choice, number).await.unwrap();
        }
        self.pass(3 * DAY).await;
        let reckoning = self.reckoning(ballot).await;
        (reckoning.outcome, reckoning.winners)
    }
}

testkit::both_engines! {
    /// Open and secret alike.
    async fn every_kind_is_counted_by_its_rule(world: World) {
        world.decides_by(DecisionRules { quadratic_allowed: true, ..DecisionRules::default() }).await;
        let members = world.members(3).await;
        let rank = |order: [i64; 2]| Rank(order.map(|option| vec![option]).to_vec());
        let two = |kind| with_options(asks(kind), 2);
        let per_cost = Asks { counting: Counting::GreedyByVotesPerCost, ..budget(2) };
        for (asks, choices, winners) in [
            (asks(Kind::YesNo), vec![Yes, Yes, No], vec![]),
            (two(Kind::Approval), vec![Approve(vec![1, 2]), Approve(vec![2]), Abstain], vec![2]),
            (two(Kind::Score), vec![Score(vec![(1, 5)]), Score(vec![(1, 4), (2, 5)]), Abstain], vec![1]),
            (two(Kind::Ranked), vec![rank([2, 1]), rank([2, 1]), rank([1, 2])], vec![2]),
            (budget(2), vec![Approve(vec![2]), Approve(vec![2]), Approve(vec![1])], vec![2, 1]),
            (credits(per_cost), vec![Credits(vec![(2, 10)]), Credits(vec![(2, 1)]), Credits(vec![(1, 3)])], vec![2, 1]),
            (credits(two(Kind::Approval)), vec![Credits(vec![(1, 1)]), Credits(vec![(1, 2)]), Abstain], vec![1]),
        ] {
            for asks in [asks.clone(), secret(asks)] {
                let words = format!("{asks:?}");
                let ballot = world.opened(asks).await;
                let decided = world.decided(ballot, &members, choices.clone()).await;
                assert_eq!(decided, (Outcome::Passed, winners.clone()), "{words}");
            }
        }
    }

    /// An objection needs a reason, stops the proposal, and can be withdrawn.
    async fn an_objection_stands_until_it_is_withdrawn(world: World) {
        let members = world.members(2).await;
        let object = |ballot, member| CastVote {
            ballot,
            by: member,
            voter: member,
            choice: Object,
            reason: "It smokes.".to_owned(),
            receipts: Vec::new(),
        };
        let stopped = world.opened(asks(Kind::Consent)).await;
        let silent = world.vote(stopped, members[0], Object).await;
        assert_eq!(silent, Err(BallotRefused::ObjectionWithoutReason));
        world.cast(object(stopped, members[0])).await.unwrap();
        world.vote(stopped, members[1], Agree).await.unwrap();
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(stopped).await;
        assert_eq!(reckoning.outcome, Outcome::Rejected);
        assert_eq!(reckoning.counted, Counted::Consent { agree: 1, objections: 1, abstain: 0 });
        let settled = world.opened(asks(Kind::Consent)).await;
        world.cast(object(settled, members[0])).await.unwrap();
        assert!(world.vote(settled, members[0], Agree).await.unwrap().changed);
        world.pass(3 * DAY).await;
        assert_eq!(world.reckoning(settled).await.outcome, Outcome::Passed);
    }

    /// Papers leave; what is published has ids and choices apart where receipts show inclusion only.
    async fn published_papers_are_in_the_order_of_their_ids(world: World) {
        let members = world.members(4).await;
        for (receipts, with_choice, alone) in [(Receipts::Choice, 4, 0), (Receipts::Inclusion, 0, 4)] {
            world.decides_by(DecisionRules { receipts, ..DecisionRules::default() }).await;
            let ballot = world.opened(secret(asks(Kind::YesNo))).await;
            let (outcome, _) = world.decided(ballot, &members, vec![Yes, No, Yes, Yes]).await;
            assert_eq!(outcome, Outcome::Passed);
            let community = world.community;
            for number in 1..=4 {
                let paper = crate::world::receipt(number).paper(ballot);
                assert!(world.find::<SecretPaper>((community, ballot, paper.clone())).await.is_none());
                let counted: CountedPaper = world.find((community, ballot, paper)).await.unwrap();
                assert_eq!(counted.choice.is_some(), with_choice == 4);
                assert!(counted.is_receipt && counted.weight_e6.is_none());
                let bare: Option<CountedPaper> = world.find((community, ballot, format!("n{number:08}"))).await;
                assert_eq!(bare.is_some(), number <= alone);
                // Sorted by what they say, not by when they came.
                assert!(bare.is_none_or(|paper| !paper.is_receipt && (number > 1) == (paper.choice.unwrap() == "\"yes\"")));
            }
        }
    }
}
