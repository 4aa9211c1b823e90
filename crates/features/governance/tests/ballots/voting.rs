//! Voting, and what comes of it.

use crate::world::{DAY, HOUR, World, asks, secret};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{Abstain, No, Yes};
use governance::proposal::{Stage, Step};
use governance::reckoning::Counted;
use governance::terms::{BallotState, Kind, Outcome};
use std::time::Duration;

testkit::both_engines! {
    async fn more_yes_than_no_passes(world: World) {
        let members = world.members(4).await;
        let ballot = world.opened(asks(Kind::YesNo)).await;
        assert_eq!(world.ballot(ballot).await.electorate_count, 5);
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::Ballot);
        for (member, choice) in members.iter().zip([Yes, Yes, No, Abstain]) {
            assert!(!world.vote(ballot, *member, choice).await.unwrap().changed);
        }
        // The last word counts.
        assert!(world.vote(ballot, members[2], Yes).await.unwrap().changed);
        assert!(world.vote(ballot, members[2], No).await.unwrap().changed);
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        assert_eq!(reckoning.counted, Counted::YesNo { yes: 2, no: 1, abstain: 1, whole: 3, needed: 2 });
        assert_eq!((reckoning.participant_count, reckoning.quorum_needed), (4, 1));
        let proposal = world.proposal_of(ballot).await;
        assert_eq!(proposal.stage, Stage::Passed);
        let steps: Vec<Step> = world.steps(&proposal).await.iter().map(|step| step.step).collect();
        assert_eq!(steps, [Step::BallotOpened, Step::BallotPassed]);
        let ballot = world.ballot(ballot).await;
        assert_eq!((ballot.state, ballot.outcome), (BallotState::Closed, Some(Outcome::Passed)));
        assert_eq!(ballot.execute_at_us, Some(ballot.closes_at_us.plus(3 * DAY)));
    }

    /// Half is no majority, and a quorum is rounded up.
    async fn level_votes_and_too_few_votes_do_not_pass(world: World) {
        let members = world.members(5).await;
        let few = world.opened(asks(Kind::YesNo)).await;
        world.vote(few, members[0], Yes).await.unwrap();
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(few).await;
        assert_eq!((reckoning.outcome, reckoning.quorum_needed), (Outcome::NoQuorum, 2), "a fifth of six");
        let proposal = world.proposal_of(few).await;
        assert_eq!(proposal.stage, Stage::Rejected);
        assert_eq!(world.steps(&proposal).await.last().unwrap().reason, "no_quorum");
        let level = world.opened(asks(Kind::YesNo)).await;
        world.vote(level, members[0], Yes).await.unwrap();
        world.vote(level, members[1], No).await.unwrap();
        world.pass(3 * DAY).await;
        assert_eq!(world.reckoning(level).await.outcome, Outcome::Rejected);
    }

    /// The microsecond before is in time, the closing itself is not, whether its job has run or not.
    async fn at_the_closing_it_is_too_late(world: World) {
        let members = world.members(3).await;
        let ballot = world.opened(asks(Kind::YesNo)).await;
        world.vote(ballot, members[0], Yes).await.unwrap();
        let closes_at = world.ballot(ballot).await.closes_at_us;
        world.clock.set(closes_at.minus(Duration::from_micros(1)));
        assert!(world.vote(ballot, members[2], Yes).await.is_ok());
        world.clock.set(closes_at);
        assert_eq!(world.vote(ballot, members[2], No).await, Err(BallotRefused::VotingOver));
        assert_eq!(world.vote(ballot, members[1], No).await, Err(BallotRefused::VotingOver));
        world.run_jobs().await;
        assert_eq!(world.vote(ballot, members[1], No).await, Err(BallotRefused::VotingOver));
        let Counted::YesNo { yes, no, .. } = world.reckoning(ballot).await.counted else { panic!() };
        assert_eq!((yes, no), (2, 0));
    }

    /// Frozen: who comes after the proposal was published does not vote, nor who comes after the opening.
    async fn the_electorate_is_that_of_the_first_day(world: World) {
        let early = world.member("Early").await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.clock.advance(Duration::from_micros(1));
        let between = world.member("Between").await;
        world.clock.advance(3 * DAY);
        let ballot = world.open(world.steward, proposal, 3 * DAY).await.unwrap();
        let late = world.member("Late").await;
        assert_eq!(world.ballot(ballot).await.electorate_count, 2);
        assert!(world.vote(ballot, early, Yes).await.is_ok());
        for member in [between, late] {
            assert_eq!(world.vote(ballot, member, Yes).await, Err(BallotRefused::NotInElectorate));
        }
    }

    /// Before its time, by somebody else, twice.
    async fn a_ballot_opens_when_it_may(world: World) {
        let owner = world.member("Owner").await;
        let proposal = world.draft(owner, asks(Kind::YesNo)).await;
        assert_eq!(world.open(owner, proposal, 3 * DAY).await, Err(BallotRefused::DiscussionNotOver));
        world.clock.advance(3 * DAY);
        let stranger = world.member("Stranger").await;
        assert_eq!(world.open(stranger, proposal, 3 * DAY).await, Err(BallotRefused::NotYours));
        assert_eq!(world.open(world.steward, proposal, 3 * DAY).await, Err(BallotRefused::ReasonMissing));
        assert_eq!(world.open(owner, proposal, 3 * DAY - HOUR).await, Err(BallotRefused::ClosesTooSoon));
        assert_eq!(world.open(owner, proposal, 91 * DAY).await, Err(BallotRefused::ClosesTooLate));
        assert!(world.open(owner, proposal, 3 * DAY).await.is_ok());
        assert_eq!(world.open(owner, proposal, 3 * DAY).await, Err(BallotRefused::NotADraft));
        assert_eq!(world.open(owner, world.id(), 3 * DAY).await, Err(BallotRefused::NoSuchProposal));
    }

    /// The same receipt is the same vote; without it the vote stands.
    async fn a_secret_vote_is_changed_with_its_receipt(world: World) {
        let members = world.members(4).await;
        let ballot = world.opened(secret(asks(Kind::YesNo))).await;
        world.vote_with(ballot, members[0], Yes, 1).await.unwrap();
        assert!(world.vote_with(ballot, members[0], No, 1).await.unwrap().changed);
        assert_eq!(world.vote_with(ballot, members[0], Yes, 2).await, Err(BallotRefused::AlreadyVoted));
        // Nobody begins with a paper that is another's.
        assert_eq!(world.vote_with(ballot, members[1], Yes, 1).await, Err(BallotRefused::ReceiptTaken));
        world.vote_with(ballot, members[1], Yes, 2).await.unwrap();
        world.vote_with(ballot, members[2], Yes, 3).await.unwrap();
        assert_eq!(world.ballot(ballot).await.voted_count, 3);
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        assert_eq!(reckoning.counted, Counted::YesNo { yes: 2, no: 1, abstain: 0, whole: 3, needed: 2 });
    }
}
