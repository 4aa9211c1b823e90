//! Members who vote for others, in open ballots only.

use crate::world::{DAY, World, asks, secret};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{self, No, Yes};
use governance::ids::Member;
use governance::ops::{self, Cast, CastVote, NameProxy, OpenBallot, Rewrite};
use governance::reckoning::Counted;
use governance::rows::{Ballot, Proposal};
use governance::terms::Kind;
use kernel::Id;

impl World {
    async fn name(
        &self,
        proposal: Id<Proposal>,
        by: Id<Member>,
        proxy: Id<Member>,
    ) -> Result<(), BallotRefused> {
        let input = NameProxy { proposal, by, proxy };
        self.act(move |tx, now| ops::name_proxy(tx, &input, now)).await
    }

    async fn revoke(&self, proposal: Id<Proposal>, by: Id<Member>) -> Result<(), BallotRefused> {
        self.act(move |tx, now| ops::revoke_proxy(tx, proposal, by, now)).await
    }

    async fn decline(
        &self,
        proposal: Id<Proposal>,
        member: Id<Member>,
        by: Id<Member>,
    ) -> Result<(), BallotRefused> {
        self.act(move |tx, now| ops::decline_proxy(tx, proposal, (member, by), now)).await
    }

    async fn vote_for(
        &self,
        ballot: Id<Ballot>,
        by: Id<Member>,
        voter: Id<Member>,
        choice: Choice,
    ) -> Result<Cast, BallotRefused> {
        let receipts = vec![crate::world::receipt(9)];
        self.cast(CastVote { ballot, by, voter, choice, reason: String::new(), receipts }).await
    }
}

testkit::both_engines! {
    /// Two at most, nobody for oneself, nobody hands on, and only before the ballot opens.
    async fn proxies_are_named_within_limits(world: World) {
        let m = world.members(6).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        assert_eq!(world.name(proposal, m[0], m[0]).await, Err(BallotRefused::ProxyIsSelf));
        assert_eq!(world.name(proposal, m[0], world.id()).await, Err(BallotRefused::NotAMember));
        assert_eq!(world.name(world.id(), m[0], m[1]).await, Err(BallotRefused::NoSuchProposal));
        world.name(proposal, m[0], m[5]).await.unwrap();
        world.name(proposal, m[1], m[5]).await.unwrap();
        assert_eq!(world.name(proposal, m[2], m[5]).await, Err(BallotRefused::ProxyHasEnough));
        // Named again it is the same one, and a place that was given up is free.
        world.name(proposal, m[1], m[5]).await.unwrap();
        world.revoke(proposal, m[1]).await.unwrap();
        assert_eq!(world.revoke(proposal, m[1]).await, Err(BallotRefused::NoProxy));
        world.name(proposal, m[2], m[5]).await.unwrap();
        assert_eq!(world.name(proposal, m[5], m[3]).await, Err(BallotRefused::ProxyChain), "who is one has none");
        assert_eq!(world.name(proposal, m[3], m[0]).await, Err(BallotRefused::ProxyChain), "who has one is none");
        world.clock.advance(3 * DAY);
        world.open(world.steward, proposal, 3 * DAY).await.unwrap();
        assert_eq!(world.name(proposal, m[3], m[4]).await, Err(BallotRefused::ProxyTooLate));
    }

    /// It counts as taking part; the own word goes before, and what is taken back is void.
    async fn a_proxy_votes_until_the_member_does(world: World) {
        let m = world.members(4).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.name(proposal, m[0], m[2]).await.unwrap();
        world.name(proposal, m[1], m[2]).await.unwrap();
        world.clock.advance(3 * DAY);
        let ballot = world.open(world.steward, proposal, 3 * DAY).await.unwrap();
        assert_eq!(world.vote_for(ballot, m[3], m[0], Yes).await, Err(BallotRefused::NotTheirProxy));
        world.vote_for(ballot, m[2], m[0], Yes).await.unwrap();
        world.vote_for(ballot, m[2], m[1], Yes).await.unwrap();
        world.vote(ballot, m[2], Yes).await.unwrap();
        assert_eq!(world.ballot(ballot).await.voted_count, 3);
        world.vote(ballot, m[0], No).await.unwrap();
        assert_eq!(world.vote_for(ballot, m[2], m[0], Yes).await, Err(BallotRefused::VotedInPerson));
        world.revoke(proposal, m[1]).await.unwrap();
        assert_eq!(world.ballot(ballot).await.voted_count, 2);
        assert_eq!(world.vote_for(ballot, m[2], m[1], Yes).await, Err(BallotRefused::NotTheirProxy));
        // Who voted in person keeps that when the proxy goes.
        world.revoke(proposal, m[0]).await.unwrap();
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        assert_eq!(reckoning.counted, Counted::YesNo { yes: 1, no: 1, abstain: 0, whole: 2, needed: 2 });
        assert_eq!(reckoning.participant_count, 2);
    }

    /// Who was named can say no until they have voted for the other: that vote stands, for whom it was may overrule it.
    async fn a_proxy_declines(world: World) {
        let m = world.members(3).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.name(proposal, m[0], m[2]).await.unwrap();
        assert_eq!(world.decline(proposal, m[0], m[1]).await, Err(BallotRefused::NotTheirProxy));
        assert_eq!(world.decline(world.id(), m[0], m[2]).await, Err(BallotRefused::NoSuchProposal));
        world.decline(proposal, m[0], m[2]).await.unwrap();
        assert_eq!(world.decline(proposal, m[0], m[2]).await, Err(BallotRefused::NotTheirProxy));
        assert_eq!(world.revoke(proposal, m[0]).await, Err(BallotRefused::NoProxy));
        world.name(proposal, m[1], m[2]).await.unwrap();
        // They talked, and it was a misunderstanding.
        world.name(proposal, m[0], m[2]).await.unwrap();
        world.clock.advance(3 * DAY);
        let ballot = world.open(world.steward, proposal, 3 * DAY).await.unwrap();
        world.vote_for(ballot, m[2], m[0], Yes).await.unwrap();
        assert_eq!(world.decline(proposal, m[0], m[2]).await, Err(BallotRefused::ProxyHasVoted));
        assert_eq!(world.ballot(ballot).await.voted_count, 1);
        world.vote(ballot, m[0], No).await.unwrap();
        world.decline(proposal, m[0], m[2]).await.unwrap();
        assert_eq!(world.ballot(ballot).await.voted_count, 1);
        world.pass(3 * DAY).await;
        assert_eq!(world.decline(proposal, m[1], m[2]).await, Err(BallotRefused::VotingOver));
    }

    /// In one go for oneself and everybody who stands behind one: who has voted in person, or left, is left out.
    async fn one_vote_for_all_one_stands_for(world: World) {
        let m = world.members(4).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.name(proposal, m[0], m[2]).await.unwrap();
        world.name(proposal, m[1], m[2]).await.unwrap();
        world.clock.advance(3 * DAY);
        let ballot = world.open(world.steward, proposal, 3 * DAY).await.unwrap();
        let for_all = async |choice: Choice| {
            let (reason, receipts) = (String::new(), Vec::new());
            let input = CastVote { ballot, by: m[2], voter: m[2], choice, reason, receipts };
            let cast = world.act(move |tx, now| ops::cast_for_all(tx, &input, now)).await.unwrap();
            cast.into_iter().map(|(voter, cast)| (voter, cast.changed)).collect::<Vec<_>>()
        };
        assert_eq!(for_all(Yes).await, [(m[2], false), (m[0], false), (m[1], false)]);
        assert_eq!(world.ballot(ballot).await.voted_count, 3);
        world.vote(ballot, m[0], Yes).await.unwrap();
        assert_eq!(for_all(No).await, [(m[2], true), (m[1], true)]);
        world.pass(3 * DAY).await;
        let reckoning = world.reckoning(ballot).await;
        assert_eq!(reckoning.counted, Counted::YesNo { yes: 1, no: 2, abstain: 0, whole: 3, needed: 2 });
        let gone = CastVote { ballot: world.id(), by: m[2], voter: m[2], choice: Yes, reason: String::new(), receipts: Vec::new() };
        let gone = world.act(move |tx, now| ops::cast_for_all(tx, &gone, now)).await;
        assert_eq!(gone.unwrap_err(), BallotRefused::NoSuchBallot);
        let secret = world.opened(secret(asks(Kind::YesNo))).await;
        let input = CastVote { ballot: secret, by: m[2], voter: m[2], choice: Yes, reason: String::new(), receipts: Vec::new() };
        let refused = world.act(move |tx, now| ops::cast_for_all(tx, &input, now)).await;
        assert_eq!(refused.unwrap_err(), BallotRefused::ProxyOfOpenOnly);
    }

    /// Nobody's receipt is in another's hands; and who may not vote here votes for nobody either.
    async fn not_in_secret_and_not_from_outside(world: World) {
        let m = world.members(2).await;
        let proposal = world.draft(world.steward, secret(asks(Kind::YesNo))).await;
        assert_eq!(world.name(proposal, m[0], m[1]).await, Err(BallotRefused::ProxyOfOpenOnly));
        // Named while it was open, and of no use any more.
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.name(proposal, m[0], m[1]).await.unwrap();
        let (by, asked) = (world.steward, secret(asks(Kind::YesNo)));
        let rewrite = Rewrite {
            proposal,
            from_version: 1,
            title: "Another".to_owned(),
            body: "Secret now".to_owned(),
            asks: asked,
            note: "Let nobody be pressed".to_owned(),
            key: None,
        };
        world.act(move |tx, now| ops::rewrite(tx, by, &rewrite, now)).await.unwrap();
        world.clock.advance(3 * DAY);
        let open = OpenBallot {
            id: world.id(),
            proposal,
            version: 2,
            by,
            closes_at: world.now().plus(3 * DAY),
            reason: String::new(),
            key: None,
        };
        let ballot = world.act(move |tx, now| ops::open_ballot(tx, &open, now)).await.unwrap();
        assert_eq!(world.vote_for(ballot, m[1], m[0], Yes).await, Err(BallotRefused::ProxyOfOpenOnly));
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.clock.advance(DAY);
        let late = world.member("Late").await;
        assert_eq!(world.name(proposal, m[0], late).await, Err(BallotRefused::ProxyNotInElectorate));
        assert_eq!(world.name(proposal, late, m[1]).await, Err(BallotRefused::NotInElectorate));
        // Who tried in vain took up no place.
        world.name(proposal, m[0], m[1]).await.unwrap();
        world.clock.advance(2 * DAY);
        let ballot = world.open(world.steward, proposal, 3 * DAY).await.unwrap();
        assert_eq!(world.vote_for(ballot, late, m[0], Yes).await, Err(BallotRefused::NotTheirProxy));
        assert_eq!(world.vote(ballot, late, Yes).await, Err(BallotRefused::NotInElectorate));
    }
}
