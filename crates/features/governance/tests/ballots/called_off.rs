//! A ballot that was opened by mistake.

use crate::world::{DAY, World, asks, receipt, secret};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{Abstain, No, Object, Yes};
use governance::ids::Member;
use governance::ops::{self, CallOff, CastVote, NameProxy};
use governance::proposal::{Stage, Step};
use governance::rows::{Ballot, BallotVoter, OpenVote, Proposal};
use governance::terms::{BallotState, Kind};
use kernel::Id;

impl World {
    async fn call_off(&self, ballot: Id<Ballot>, by: Id<Member>, reason: &str) -> Result<(), BallotRefused> {
        let input = CallOff { ballot, by, reason: reason.to_owned() };
        self.act(move |tx, now| ops::call_off(tx, &input, now)).await
    }

    /// Opened by a member who is no steward.
    async fn opened_by(&self, member: Id<Member>) -> Id<Ballot> {
        let proposal = self.draft(member, asks(Kind::YesNo)).await;
        self.clock.advance(3 * DAY);
        self.open(member, proposal, 3 * DAY).await.unwrap()
    }
}

testkit::both_engines! {
    /// Nothing of it stays but who did it and why; what is left is a draft, on which another ballot opens.
    async fn whoever_opened_it_calls_it_off(world: World) {
        let m = world.members(3).await;
        let ballot = world.opened_by(m[0]).await;
        world.vote(ballot, m[0], Yes).await.unwrap();
        world.call_off(ballot, m[0], "The wrong sum").await.unwrap();
        let row = world.ballot(ballot).await;
        assert_eq!((row.state, row.voted_count, row.outcome), (BallotState::CalledOff, 0, None));
        assert!(world.find::<OpenVote>((world.community, ballot, m[0])).await.is_none());
        assert!(!world.find::<BallotVoter>((world.community, ballot, m[0])).await.unwrap().voted);
        let proposal = world.proposal_of(ballot).await;
        assert_eq!((proposal.stage, proposal.ballot_id), (Stage::Draft, None));
        let step = world.steps(&proposal).await.pop().unwrap();
        assert_eq!((step.step, step.by_member, step.reason.as_str()), (Step::BallotCalledOff, Some(m[0]), "The wrong sum"));
        assert_eq!(world.vote(ballot, m[1], Yes).await, Err(BallotRefused::VotingOver));
        let again = world.open(m[0], proposal.id, 4 * DAY).await.unwrap();
        world.vote(again, m[1], No).await.unwrap();
        // The time of the first one passes, and nothing comes of it.
        world.pass(3 * DAY).await;
        assert_eq!(world.ballot(ballot).await.state, BallotState::CalledOff);
        assert_eq!(world.find::<Proposal>((world.community, proposal.id)).await.unwrap().stage, Stage::Ballot);
        let community = world.community;
        let wrong = world.db.read(move |reader| governance::verify(reader, community)).await.unwrap();
        assert_eq!(wrong, Vec::<String>::new());
    }

    /// A vote that a proxy had cast who was taken back does not count, and does not stay either.
    async fn a_steward_calls_it_off(world: World) {
        let m = world.members(3).await;
        let proposal = world.draft(m[0], asks(Kind::YesNo)).await;
        let named = NameProxy { proposal, by: m[1], proxy: m[2] };
        world.act(move |tx, now| ops::name_proxy(tx, &named, now)).await.unwrap();
        world.clock.advance(3 * DAY);
        let ballot = world.open(m[0], proposal, 3 * DAY).await.unwrap();
        let cast = CastVote { ballot, by: m[2], voter: m[1], choice: Yes, reason: String::new(), receipts: vec![receipt(1)] };
        world.cast(cast).await.unwrap();
        assert_eq!(world.call_off(ballot, world.steward, "Wrong").await, Err(BallotRefused::SomebodyVoted));
        let member = m[1];
        world.act(move |tx, now| ops::revoke_proxy(tx, proposal, member, now)).await.unwrap();
        world.call_off(ballot, world.steward, "Wrong").await.unwrap();
        assert!(world.find::<OpenVote>((world.community, ballot, member)).await.is_none());
    }

    async fn not_by_others_nor_once_somebody_voted(world: World) {
        let m = world.members(3).await;
        let ballot = world.opened_by(m[0]).await;
        assert_eq!(world.call_off(world.id(), m[0], "Wrong").await, Err(BallotRefused::NoSuchBallot));
        assert_eq!(world.call_off(ballot, world.id(), "Wrong").await, Err(BallotRefused::NotAMember));
        assert_eq!(world.call_off(ballot, m[1], "Wrong").await, Err(BallotRefused::NotYourBallot));
        assert_eq!(world.call_off(ballot, m[0], " ").await, Err(BallotRefused::ReasonMissing));
        world.vote(ballot, m[0], Yes).await.unwrap();
        // Whoever did not open it would take that vote away.
        assert_eq!(world.call_off(ballot, world.steward, "Wrong").await, Err(BallotRefused::SomebodyVoted));
        world.vote(ballot, m[1], Abstain).await.unwrap();
        assert_eq!(world.call_off(ballot, m[0], "Wrong").await, Err(BallotRefused::SomebodyVoted));
        world.pass(3 * DAY).await;
        assert_eq!(world.call_off(ballot, m[0], "Wrong").await, Err(BallotRefused::VotingOver));
        let consent = world.opened(asks(Kind::Consent)).await;
        let objection = CastVote { ballot: consent, by: m[1], voter: m[1], choice: Object, reason: "Smoke".to_owned(), receipts: Vec::new() };
        world.cast(objection).await.unwrap();
        let member = m[1];
        world.act(move |tx, now| ops::withdraw_objection(tx, consent, member, now)).await.unwrap();
        assert_eq!(world.call_off(consent, world.steward, "Wrong").await, Err(BallotRefused::SomebodyVoted), "it was said");
    }

    /// Nobody knows whose a paper is: where there is one it may be anybody's.
    async fn a_secret_one_while_there_is_no_paper(world: World) {
        let m = world.members(2).await;
        let ballot = world.opened(secret(asks(Kind::YesNo))).await;
        world.call_off(ballot, world.steward, "Wrong").await.unwrap();
        assert_eq!(world.call_off(ballot, world.steward, "Again").await, Err(BallotRefused::VotingOver));
        assert_eq!(world.appeal(ballot, m[0], "Why?").await, Err(BallotRefused::NotClosed));
        let ballot = world.opened(secret(asks(Kind::YesNo))).await;
        world.vote_with(ballot, world.steward, Yes, 1).await.unwrap();
        assert_eq!(world.call_off(ballot, world.steward, "Wrong").await, Err(BallotRefused::SomebodyVoted));
    }
}
