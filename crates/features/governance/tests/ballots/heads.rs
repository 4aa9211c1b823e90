//! One person, one vote per head: a member who stands for a company is one with the people behind it, unless the rules say otherwise.

use crate::world::{DAY, World, asks, secret};
use governance::ballot::BallotRefused;
use governance::choice::Choice::{No, Yes};
use governance::ids::Member;
use governance::ops::{self, NameProxy};
use governance::rows::{Ballot, BallotVoter};
use governance::terms::{Companies, DecisionRules, Kind, Outcome, Terms, Weighting};
use kernel::Id;
use ownership::RegisterRefused;
use ownership::company::Owner;
use ownership::ops::{AnswerOwner, NameOwners};
use ownership::rows::{CompanyOwner, CompanyOwnerWord, CompanyOwners, HoldingCompany, OwnerWord};

impl World {
    /// A steward, who is no part of it, writes down who is behind a company.
    async fn named(&self, by: Id<Member>, company: Id<Member>, owners: &[Id<Member>]) -> i64 {
        let whole_parts = owners.len() as i64;
        let owner = |member: &Id<Member>| Owner { member: *member, share_parts: 1, whole_parts };
        let owners = owners.iter().map(owner).collect();
        let input = NameOwners { company, name: "Mill Ltd".to_owned(), owners, key: None };
        self.act(move |tx, now| ownership::ops::name_owners(tx, by, &input, now)).await.unwrap()
    }

    async fn says(
        &self,
        by: Id<Member>,
        company: Id<Member>,
        version: i64,
        word: OwnerWord,
    ) -> Result<(), RegisterRefused> {
        let reason = if word == OwnerWord::Denied { "I have no part of it" } else { "" };
        let input = AnswerOwner { company, version, word, reason: reason.to_owned(), key: None };
        let said = self.act(move |tx, now| match by == company {
            true => ownership::ops::answer_for_company(tx, by, &input, now),
            false => ownership::ops::answer_owner(tx, by, &input, now),
        });
        said.await.map(|_| ())
    }

    /// As the share register names them, and they say themselves: as rows, since some are no members here.
    async fn behind(&self, company: Id<Member>, owners: &[Id<Member>]) {
        let (owners, by) = (owners.to_vec(), self.steward);
        let (member, version, owner_count, name) = (company, 1, owners.len() as i64, "Mill Ltd".to_owned());
        self.act::<_, BallotRefused>(move |tx, at_us| {
            let (community_id, whole_parts) = (tx.community(), owner_count);
            tx.insert(&HoldingCompany { community_id, member, name: name.clone(), version })?;
            let named = CompanyOwners {
                community_id,
                member,
                version,
                owner_count,
                named_by: by,
                named_at_us: at_us,
            };
            tx.insert(&named)?;
            for (position, owner) in (1..).zip(&owners) {
                let owner = *owner;
                tx.insert(&CompanyOwner {
                    community_id,
                    member,
                    version,
                    position,
                    owner,
                    share_parts: 1,
                    whole_parts,
                })?;
                let (word, reason) = (OwnerWord::Confirmed, String::new());
                tx.insert(&CompanyOwnerWord { community_id, member, version, owner, word, reason, at_us })?;
            }
            Ok(community::name_behind(tx, company, &[], &owners)?)
        })
        .await
        .unwrap();
    }

    /// Who has a vote in a ballot of a question that is asked now.
    async fn heads_now(&self, of: &[Id<Member>]) -> Vec<bool> {
        let ballot = self.opened(secret(asks(Kind::YesNo))).await;
        let mut have = Vec::new();
        for member in of {
            have.push(self.votes(ballot, *member).await);
        }
        have
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

    /// A steward alone takes nobody's vote by writing down who is behind whom: neither before anybody has said anything, nor where it is denied.
    async fn a_naming_alone_takes_no_vote(world: World) {
        let [ben, cleo, mill] = <[_; 3]>::try_from(world.members(3).await).unwrap();
        let all = [ben, cleo, mill];
        let version = world.named(world.steward, mill, &[ben, cleo]).await;
        assert_eq!(world.heads_now(&all).await, [true, true, true], "nobody has said anything");
        world.says(ben, mill, version, OwnerWord::Denied).await.unwrap();
        assert_eq!(world.heads_now(&all).await, [true, true, true], "one says that it is not so");
        world.says(cleo, mill, version, OwnerWord::Confirmed).await.unwrap();
        assert_eq!(world.heads_now(&all).await, [true, true, false], "one says that it is");
        // Another is named, who says nothing: who has confirmed is behind it until all of the newer naming have.
        let newer = world.named(world.steward, mill, &[ben]).await;
        assert_eq!(world.heads_now(&all).await, [true, true, false]);
        world.says(ben, mill, newer, OwnerWord::Confirmed).await.unwrap();
        assert_eq!(world.heads_now(&all).await, [true, true, false]);
    }

    /// The company says itself who is behind it, and has no second vote; or that it is not so, and keeps its vote whatever others say, until it says yes.
    async fn a_company_has_a_word_of_its_own(world: World) {
        let [ben, mill, cleo] = <[_; 3]>::try_from(world.members(3).await).unwrap();
        let all = [ben, mill];
        let version = world.named(world.steward, mill, &[ben]).await;
        world.says(mill, mill, version, OwnerWord::Denied).await.unwrap();
        world.says(ben, mill, version, OwnerWord::Confirmed).await.unwrap();
        assert_eq!(world.heads_now(&all).await, [true, true], "two contradict each other: nobody loses a vote");
        let newer = world.named(world.steward, mill, &[cleo]).await;
        world.says(cleo, mill, newer, OwnerWord::Confirmed).await.unwrap();
        assert_eq!(world.heads_now(&all).await, [true, true], "no naming takes back what it has said");
        world.says(mill, mill, newer, OwnerWord::Confirmed).await.unwrap();
        assert_eq!(world.heads_now(&all).await, [true, false]);
        for (by, said) in [(mill, version), (mill, newer)] {
            assert_eq!(world.says(by, mill, said, OwnerWord::Denied).await, Err(RegisterRefused::WrongState));
        }
        // Its own word is enough: whom it names need not have said anything.
        let last = world.named(world.steward, mill, &[ben]).await;
        world.says(mill, mill, last, OwnerWord::Confirmed).await.unwrap();
        assert_eq!(world.heads_now(&all).await, [true, false]);
    }
}
