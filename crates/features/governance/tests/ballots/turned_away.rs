//! What is turned away and has no story of its own.

use crate::world::{DAY, World, asks, with_options};
use governance::asks::{Action, Asks, CharterPart};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{Abstain, Agree, Approve, Object, Score, Yes};
use governance::ids::Member;
use governance::ops::{self, CastVote, OpenBallot};
use governance::rows::Ballot;
use governance::terms::{DecisionRules, Kind};
use kernel::Id;
use store::IdempotencyKey;

impl World {
    async fn withdraw(&self, ballot: Id<Ballot>, by: Id<Member>) -> Result<(), BallotRefused> {
        self.act(move |tx, now| ops::withdraw_objection(tx, ballot, by, now)).await
    }
}

testkit::both_engines! {
    async fn what_is_not_there_or_no_answer(world: World) {
        let m = world.members(2).await;
        let nothing = world.id();
        assert_eq!(world.vote(nothing, m[0], Yes).await, Err(BallotRefused::NoSuchBallot));
        let ballot = world.opened(asks(Kind::YesNo)).await;
        assert_eq!(world.vote(ballot, m[0], Agree).await, Err(BallotRefused::ChoiceOfOtherKind));
        assert_eq!(world.vote(ballot, world.id(), Yes).await, Err(BallotRefused::NotAMember));
        let approval = world.opened(with_options(asks(Kind::Approval), 2)).await;
        assert_eq!(world.vote(approval, m[0], Approve(vec![3])).await, Err(BallotRefused::NoSuchOption));
        assert_eq!(world.vote(approval, m[0], Approve(vec![1, 1])).await, Err(BallotRefused::OptionTwice));
        assert_eq!(world.vote(approval, m[0], Approve(vec![])).await, Err(BallotRefused::NothingChosen));
        let score = world.opened(with_options(asks(Kind::Score), 2)).await;
        assert_eq!(world.vote(score, m[0], Score(vec![(1, 6)])).await, Err(BallotRefused::ScoreOutOfRange));
        assert!(world.vote(score, m[0], Abstain).await.is_ok());
    }

    /// The same key again is the same ballot; another request under it is none.
    async fn a_ballot_opens_once_under_a_key(world: World) {
        world.members(2).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.clock.advance(3 * DAY);
        let input = |days: u32| OpenBallot {
            id: world.id(),
            proposal,
            version: 1,
            by: world.steward,
            closes_at: world.now().plus(days * DAY),
            reason: String::new(),
            key: Some(IdempotencyKey::of("me", "key", "open_ballot", &days).unwrap()),
        };
        let (first, again, other) = (input(3), input(3), input(4));
        let id = first.id;
        assert_eq!(world.act(move |tx, now| ops::open_ballot(tx, &first, now)).await, Ok(id));
        assert_eq!(world.act(move |tx, now| ops::open_ballot(tx, &again, now)).await, Ok(id));
        let reused = world.act(move |tx, now| ops::open_ballot(tx, &other, now)).await;
        assert_eq!(reused, Err(BallotRefused::KeyReused));
    }

    /// Published before anybody was here.
    async fn nobody_may_vote(world: World) {
        let now = world.now();
        world.clock.set(now.minus(DAY));
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.clock.set(now.plus(3 * DAY));
        assert_eq!(world.open(world.steward, proposal, 3 * DAY).await, Err(BallotRefused::NobodyMayVote));
    }

    /// Written when it could be done: what it names is gone when it would be voted on.
    async fn nobody_votes_on_what_cannot_be_done(world: World) {
        let left = Action::Role { member: world.id(), role: "treasurer".to_owned(), give: true };
        let dropped = Action::DropRule { position: 1, rule: "No dogs".to_owned() };
        for action in [left, dropped] {
            let draft = world.draft(world.steward, Asks { actions: vec![action], ..asks(Kind::YesNo) }).await;
            world.clock.advance(3 * DAY);
            assert_eq!(world.open(world.steward, draft, 3 * DAY).await, Err(BallotRefused::AsksUnfit));
        }
    }

    /// What it was written against has moved, or what it says may not be said: whoever opens is told which.
    async fn what_has_to_be_written_anew_is_named(world: World) {
        let share = |kind: &str, risk: &str| Action::Instrument {
            kind: kind.to_owned(),
            name: "Oven".to_owned(),
            fund: 1,
            price_minor: 100,
            units_max: 10,
            units_each_max: 2,
            terms: "For the oven".to_owned(),
            risk: risk.to_owned(),
        };
        let theme = CharterPart { field: "theme".to_owned(), was: "soup".to_owned(), now: "bread".to_owned() };
        let rules = Box::new(DecisionRules { ballot_hours: 100, ..DecisionRules::default() });
        for (action, why) in [
            (Action::Charter { changes: vec![theme] }, BallotRefused::CharterMoved),
            (Action::Rules { rules, from_version: Some(9) }, BallotRefused::RulesMoved),
            (share("member_capital", "没有风险"), BallotRefused::PromisesReturn),
            (share("bond", "It may be lost"), BallotRefused::InstrumentUnfit),
            (
                Action::Convert { instrument: "ins_".to_owned(), into: "ins_".to_owned(), give: 1, get: 1 },
                BallotRefused::ShareUnfit,
            ),
        ] {
            let draft = world.draft(world.steward, Asks { actions: vec![action], ..asks(Kind::YesNo) }).await;
            world.clock.advance(3 * DAY);
            assert_eq!(world.open(world.steward, draft, 3 * DAY).await, Err(why));
        }
    }

    /// Only one's own objection, while it stands and the ballot is open; it has taken part all the same.
    async fn an_objection_is_withdrawn_once(world: World) {
        let m = world.members(2).await;
        let ballot = world.opened(asks(Kind::Consent)).await;
        assert_eq!(world.withdraw(world.id(), m[0]).await, Err(BallotRefused::NoSuchBallot));
        assert_eq!(world.withdraw(ballot, m[0]).await, Err(BallotRefused::NoObjection));
        world.vote(ballot, m[1], Agree).await.unwrap();
        assert_eq!(world.withdraw(ballot, m[1]).await, Err(BallotRefused::NoObjection));
        let reason = "It smokes.".to_owned();
        let object = CastVote { ballot, by: m[0], voter: m[0], choice: Object, reason, receipts: Vec::new() };
        world.cast(object).await.unwrap();
        world.withdraw(ballot, m[0]).await.unwrap();
        assert_eq!(world.withdraw(ballot, m[0]).await, Err(BallotRefused::NoObjection));
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        assert_eq!((reckoning.participant_count, reckoning.abstention_count), (2, 1));
        assert_eq!(reckoning.outcome, governance::terms::Outcome::Passed);
        assert_eq!(world.withdraw(ballot, m[0]).await, Err(BallotRefused::VotingOver));
    }
}
