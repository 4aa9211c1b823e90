//! One person, one vote per head: a member who stands for a company is one with the people behind it, unless the rules say otherwise.

use crate::world::{DAY, World, asks, secret};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{No, Yes};
use governance::ids::Member;
use governance::ops::{self, NameProxy};
use governance::rows::{Ballot, BallotVoter};
use governance::terms::{Companies, DecisionRules, Kind, Outcome, Terms, Weighting};
use kernel::Id;

impl World {
    /// As the share register names them.
    async fn behind(&self, company: Id<Member>, owners: &[Id<Member>]) {
        let owners = owners.to_vec();
        self.act::<_, BallotRefused>(move |tx, _| Ok(community::name_behind(tx, company, &[], &owners)?))
            .await
            .unwrap();
    }

    async fn votes(&self, ballot: Id<Ballot>, member: Id<Member>) -> bool {
        self.find::<BallotVoter>((self.community, ballot, member)).await.is_some()
    }

    async fn companies(&self, ballot: Id<Ballot>) -> Option<Companies> {
        serde_json::from_str::<Terms>(&self.ballot(ballot).await.terms).unwrap().companies
    }
}

testkit::both_engines! {
    /// An with the mill, Ben and Cleo with the barn together, and a shop whose people take no part: six members and the steward, five heads.
    async fn a_company_adds_no_vote_to_those_of_its_people(world: World) {
        let [ben, cleo, mill, barn, shop] = <[_; 5]>::try_from(world.members(5).await).unwrap();
        world.behind(mill, &[world.steward]).await;
        world.behind(barn, &[ben, cleo]).await;
        let gone = world.id();
        world.behind(shop, &[gone]).await;
        let third = governance::terms::Part { numerator: 3, denominator: 4 };
        world.decides_by(DecisionRules { quorum: third, ..DecisionRules::default() }).await;
        let ballot = world.opened(asks(Kind::YesNo)).await;
        assert_eq!(world.companies(ballot).await, Some(Companies { vote: false, without_vote: 2 }));
        let row = world.ballot(ballot).await;
        assert_eq!(row.electorate_count, 4);
        for (member, has) in [(world.steward, true), (ben, true), (cleo, true), (shop, true), (mill, false), (barn, false)] {
            assert_eq!(world.votes(ballot, member).await, has, "{member}");
        }
        assert_eq!(world.vote(ballot, mill, Yes).await.unwrap_err(), BallotRefused::NotInElectorate);
        // Three of four heads are a quorum; five of six members would have been asked for.
        for voter in [world.steward, ben, cleo] {
            world.vote(ballot, voter, Yes).await.unwrap();
        }
        world.pass(4 * DAY).await;
        assert_eq!(world.ballot(ballot).await.outcome, Some(Outcome::Passed));
        let told = world.reckoning(ballot).await;
        assert_eq!((told.electorate_count, told.participant_count, told.quorum_needed), (4, 3, 3));
    }

    /// What an open ballot began with stays: who comes to stand behind a company meanwhile changes nobody's vote.
    async fn an_open_ballot_keeps_its_electorate(world: World) {
        let [ben, mill] = <[_; 2]>::try_from(world.members(2).await).unwrap();
        let ballot = world.opened(secret(asks(Kind::YesNo))).await;
        assert_eq!(world.companies(ballot).await, Some(Companies { vote: false, without_vote: 0 }));
        world.behind(mill, &[ben]).await;
        world.vote_with(ballot, ben, No, 1).await.unwrap();
        world.vote_with(ballot, mill, No, 2).await.unwrap();
        world.pass(4 * DAY).await;
        assert_eq!(world.reckoning(ballot).await.participant_count, 2);
    }

    /// Rules may give companies a vote; a text that was published before that keeps what it was published with.
    async fn rules_may_give_companies_a_vote(world: World) {
        let [ben, mill] = <[_; 2]>::try_from(world.members(2).await).unwrap();
        world.behind(mill, &[ben]).await;
        let before = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.decides_by(DecisionRules { companies_vote: true, ..DecisionRules::default() }).await;
        let after = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.clock.advance(3 * DAY);
        let before = world.open(world.steward, before, 3 * DAY).await.unwrap();
        let after = world.open(world.steward, after, 3 * DAY).await.unwrap();
        assert_eq!(world.companies(before).await, Some(Companies { vote: false, without_vote: 1 }));
        assert_eq!(world.companies(after).await, Some(Companies { vote: true, without_vote: 0 }));
        assert_eq!((world.votes(before, mill).await, world.votes(after, mill).await), (false, true));
    }

    /// Who has no vote hands none over and casts none for others.
    async fn a_company_is_no_proxy_and_has_none(world: World) {
        let [ben, cleo, mill] = <[_; 3]>::try_from(world.members(3).await).unwrap();
        world.behind(mill, &[ben]).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        for (by, proxy, answer) in [
            (mill, cleo, Err(BallotRefused::NotInElectorate)),
            (cleo, mill, Err(BallotRefused::ProxyNotInElectorate)),
            (cleo, ben, Ok(())),
        ] {
            let input = NameProxy { proposal, by, proxy };
            let named = world.act(move |tx, now| ops::name_proxy(tx, &input, now)).await;
            assert_eq!(named, answer, "{by} names {proxy}");
        }
    }

    /// The basic vote of additional ones is per head, too.
    async fn a_basic_vote_is_per_head(world: World) {
        let [ben, mill] = <[_; 2]>::try_from(world.members(2).await).unwrap();
        world.behind(mill, &[ben]).await;
        world.decides_by(DecisionRules { additional_by_trade_allowed: true, ..DecisionRules::default() }).await;
        let weighted = governance::asks::Asks { weighting: Weighting::AdditionalByTrade, ..asks(Kind::YesNo) };
        let ballot = world.opened(secret(weighted)).await;
        assert_eq!(world.ballot(ballot).await.electorate_count, 2);
        assert!(!world.votes(ballot, mill).await);
    }
}
