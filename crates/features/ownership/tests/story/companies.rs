//! A company as a holder: who stands behind it is counted.

use crate::world::{DAY, World};
use community::role::Role;
use kernel::Id;
use ownership::company::Owner;
use ownership::ids::Member;
use ownership::ops::{self, AnswerOwner, NameOwners};
use ownership::register::PartingKind;
use ownership::rows::OwnerWord::{Confirmed, Denied};
use ownership::rows::{CompanyOwner, Holding, OwnerWord};
use ownership::{
    InstrumentKind, Issue, IssueRefused, Origin, OriginKind, RegisterRefused as No, SubscriptionRefused,
};

impl World {
    pub(crate) async fn behind(
        &self,
        by: Id<Member>,
        company: Id<Member>,
        owners: &[(Id<Member>, i64, i64)],
    ) -> Result<i64, No> {
        let owner = |(member, share_parts, whole_parts): &(Id<Member>, i64, i64)| Owner {
            member: *member,
            share_parts: *share_parts,
            whole_parts: *whole_parts,
        };
        let owners = owners.iter().map(owner).collect();
        let input = NameOwners { company, name: "Mill Ltd".to_owned(), owners, key: None };
        self.act(move |tx, now| ops::name_owners(tx, by, &input, now)).await
    }

    async fn says(
        &self,
        by: Id<Member>,
        company: Id<Member>,
        version: i64,
        word: OwnerWord,
    ) -> Result<bool, No> {
        let reason = if word == OwnerWord::Denied { "I sold my part" } else { "" };
        let input = AnswerOwner { company, version, word, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::answer_owner(tx, by, &input, now)).await
    }

    async fn own_matter(&self, who: Id<Member>, about: Id<Member>) -> bool {
        self.act::<_, No>(move |tx, _| Ok(community::is_own_matter(tx, who, about)?)).await.unwrap()
    }

    async fn through(&self, instrument: Id<ownership::rows::Instrument>, member: Id<Member>) -> i64 {
        self.find::<Holding>((self.community, instrument, member)).await.units_through
    }
}

testkit::both_engines! {
    /// Dan has confirmed that the mill is his. A steward names the treasurer in his place: until she says so herself both are counted, and both are
    /// too near to judge; then she alone.
    async fn nobody_is_freed_by_naming_another(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        world.behind(world.steward, world.chen, &[(world.dan, 1, 1)]).await.unwrap();
        assert_eq!(world.says(world.dan, world.chen, 1, Confirmed).await, Ok(true));
        assert_eq!(world.says(world.dan, world.chen, 1, Confirmed).await, Err(No::WrongState), "said before");
        assert_eq!(world.behind(world.steward, world.chen, &[(world.treasurer, 1, 1)]).await, Ok(2));
        let counted = async || (world.through(oven, world.dan).await, world.through(oven, world.treasurer).await);
        assert_eq!(counted().await, (3, 3));
        assert!(world.own_matter(world.dan, world.chen).await && world.own_matter(world.treasurer, world.chen).await);
        world.ask(world.chen, oven, 1).await;
        assert_eq!(counted().await, (4, 4), "what is added counts for both");
        world.assert_whole().await;
        for (by, version, answer) in [(world.dan, 2, No::NotYours), (world.steward, 2, No::NotYours), (world.treasurer, 1, No::WrongState)] {
            assert_eq!(world.says(by, world.chen, version, Confirmed).await, Err(answer));
        }
        assert_eq!(world.says(world.treasurer, world.chen, 2, Confirmed).await, Ok(true));
        assert_eq!(counted().await, (0, 4));
        assert!(!world.own_matter(world.dan, world.chen).await && world.own_matter(world.treasurer, world.chen).await);
        world.assert_whole().await;
    }

    /// Who says that it is not so is counted all the same, until a steward names anew; who confirmed the same part is not asked again.
    async fn who_is_named_can_say_no(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 4).await;
        world.behind(world.steward, world.chen, &[(world.dan, 1, 2), (world.treasurer, 1, 2)]).await.unwrap();
        assert_eq!(world.says(world.dan, world.chen, 1, Confirmed).await, Ok(false), "not all have");
        assert_eq!(world.says(world.treasurer, world.chen, 1, Denied).await, Ok(false));
        assert_eq!(world.says(world.treasurer, world.chen, 1, Denied).await, Err(No::WrongState));
        assert_eq!((world.through(oven, world.dan).await, world.through(oven, world.treasurer).await), (2, 2));
        let deny = AnswerOwner { company: world.chen, version: 1, word: Denied, reason: " ".to_owned(), key: None };
        let dan = world.dan;
        assert_eq!(world.act(move |tx, now| ops::answer_owner(tx, dan, &deny, now)).await, Err(No::ReasonMissing));
        // The same half for Dan, the other for Eve's place: only she is asked.
        let other = world.eve;
        world.clock.advance(DAY * 31);
        world.behind(world.steward, world.chen, &[(world.dan, 1, 2), (other, 1, 2)]).await.unwrap();
        assert_eq!(world.through(oven, world.treasurer).await, 0, "nobody had confirmed that she was");
        assert_eq!(world.says(other, world.chen, 2, Confirmed).await, Ok(true), "Dan has said so before");
        world.assert_whole().await;
    }

    /// What the company holds and asks for is counted to who is behind it, rounded up; what they could not own directly they do
    /// not own through it.
    async fn who_stands_behind_a_company_is_counted(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 1).await;
        let version = world.behind(world.steward, world.chen, &[(world.dan, 1, 3), (world.treasurer, 2, 3)]).await;
        assert_eq!(version, Ok(1));
        assert_eq!((world.through(oven, world.dan).await, world.through(oven, world.treasurer).await), (1, 1));
        world.ask(world.chen, oven, 1).await;
        assert_eq!((world.through(oven, world.dan).await, world.through(oven, world.treasurer).await), (1, 2));
        world.hold(world.dan, oven, 3).await;
        assert_eq!(world.subscribe(world.dan, world.asking(oven, 1)).await, Err(SubscriptionRefused::AboveEach));
        // Four of the company's would be two of Dan's, who has three.
        let full = world.subscribe(world.chen, world.asking(oven, 2)).await;
        assert_eq!(full, Err(SubscriptionRefused::AboveEachBehind));
        let (chen, dan) = (world.chen, world.dan);
        let full = world.act(move |tx, now| ownership::reserve(tx, oven, chen, 2, 1, now)).await;
        assert_eq!(full, Err(IssueRefused::AboveEachBehind));
        let row = world.find::<Holding>((world.community, oven, dan)).await;
        assert_eq!((row.units, row.units_asked, row.units_through), (3, 0, 1));
        world.assert_whole().await;
    }

    /// Units between a company and who is behind it, in one transfer: both are counted once.
    async fn between_a_company_and_its_owner(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.behind(world.steward, world.chen, &[(world.dan, 1, 1)]).await.unwrap();
        world.hold(world.chen, oven, 4).await;
        assert_eq!(world.through(oven, world.dan).await, 4);
        let offer = world.offer(world.chen, world.offering(oven, 2, None)).await.unwrap();
        // He has all four that one may, through the company: what he takes of it leaves it.
        world.take(world.dan, offer, Some(1)).await.unwrap();
        world.approve(world.steward, offer).await.unwrap();
        let row = world.find::<Holding>((world.community, oven, world.dan)).await;
        assert_eq!((row.units, row.units_through), (2, 2));
        world.assert_whole().await;
    }

    /// Others are named: counted anew, and not where that would pass what one may have.
    async fn other_owners_are_counted_anew(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 4).await;
        world.behind(world.steward, world.chen, &[(world.dan, 1, 1)]).await.unwrap();
        let work = Origin::new(OriginKind::Contribution, "ctb_01kax0000000000000000000aa");
        let holder = world.treasurer;
        let new = Issue { instrument: oven, holder, units: 3, paid_minor: 0, origin: work, entry: None };
        world.act(move |tx, now| ownership::issue(tx, &new, now)).await.unwrap();
        let full = world.behind(world.steward, world.chen, &[(world.treasurer, 1, 2), (world.dan, 1, 2)]).await;
        assert_eq!(full, Err(No::AboveEachBehind));
        assert_eq!(world.through(oven, world.dan).await, 4);
        assert_eq!(world.behind(world.steward, world.chen, &[(world.treasurer, 1, 4), (world.dan, 3, 4)]).await, Ok(2));
        assert_eq!((world.through(oven, world.dan).await, world.through(oven, world.treasurer).await), (3, 1));
        let before = world.find::<CompanyOwner>((world.community, world.chen, 1, 1)).await;
        assert_eq!((before.owner, before.share_parts), (world.dan, 1));
        world.assert_whole().await;
    }

    /// Who stands behind a company approves and refuses nothing of it: not what it sells or takes, not what it asks back.
    async fn who_stands_behind_approves_nothing(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        world.behind(world.steward, world.chen, &[(world.treasurer, 1, 1)]).await.unwrap();
        let sold = world.offer(world.chen, world.offering(oven, 1, None)).await.unwrap();
        world.take(world.dan, sold, Some(1)).await.unwrap();
        assert_eq!(world.approve(world.treasurer, sold).await, Err(No::OwnMatter));
        assert_eq!(world.turn_down(world.treasurer, sold, "Not now").await, Err(No::OwnMatter));
        world.approve(world.steward, sold).await.unwrap();
        let bought = world.offer(world.dan, world.offering(oven, 1, None)).await.unwrap();
        world.take(world.chen, bought, Some(1)).await.unwrap();
        assert_eq!(world.approve(world.treasurer, bought).await, Err(No::OwnMatter));
        let mandate = world.mandate(oven, 20_000, world.now().plus(crate::world::DAY * 9)).await;
        let back = world.parting(PartingKind::BuyBack, oven, world.chen, 1);
        let asked = world.ask_out(world.chen, back).await.unwrap();
        assert_eq!(world.consent(world.treasurer, world.word(asked, Some(mandate))).await, Err(No::OwnMatter));
        world.behind(world.steward, world.chen, &[(world.dan, 1, 1)]).await.unwrap();
        world.consent(world.treasurer, world.word(asked, Some(mandate))).await.unwrap();
        world.assert_whole().await;
    }

    /// Who stands behind a company says nothing about its money: not that it arrived, not that it did not.
    async fn who_stands_behind_records_no_arrival(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let by = world.treasurer;
        world.behind(world.steward, world.chen, &[(by, 1, 2), (world.dan, 1, 2)]).await.unwrap();
        let asked = world.ask(world.chen, oven, 2).await;
        let own = SubscriptionRefused::OwnSubscription;
        assert_eq!(world.record(by, world.arrival(asked, 10_000)).await.unwrap_err(), own);
        assert_eq!(world.refuse(by, asked, "It did not come").await.unwrap_err(), own);
        let other = world.member("Fay").await;
        world.grant(other, Role::Treasurer).await;
        world.record(other, world.arrival(asked, 10_000)).await.unwrap();
        assert_eq!(world.take_back(by, asked, "It did not come").await.unwrap_err(), own);
        // Nor does the company about who stands behind it.
        let dans = world.ask(world.dan, oven, 1).await;
        world.grant(world.chen, Role::Treasurer).await;
        assert_eq!(world.record(world.chen, world.arrival(dans, 5_000)).await.unwrap_err(), own);
        world.assert_whole().await;
        world.behind(world.steward, world.chen, &[(world.dan, 1, 1)]).await.unwrap();
        world.take_back(by, asked, "It did not come").await.unwrap();
    }

    /// Each way to be told why not.
    async fn naming_owners_answers(world: World) {
        let (chen, dan, treasurer, steward) = (world.chen, world.dan, world.treasurer, world.steward);
        for (by, company, owners, answer) in [
            (treasurer, chen, vec![(dan, 1, 1)], No::NotAllowed),
            (world.id(), chen, vec![(dan, 1, 1)], No::NotAMember),
            (steward, steward, vec![(dan, 1, 1)], No::OwnMatter),
            (steward, chen, vec![(steward, 1, 1)], No::OwnMatter),
            (steward, chen, vec![], No::OwnersMissing),
            (steward, chen, vec![(dan, 1, 2)], No::OwnersNotWhole),
            (steward, chen, vec![(dan, 1, 2), (dan, 1, 2)], No::OwnerTwice),
            (steward, chen, vec![(world.eve, 1, 1)], No::TakerGone),
            (steward, world.eve, vec![(dan, 1, 1)], No::TakerGone),
            (steward, chen, (0..21).map(|_| (world.id(), 1, 21)).collect(), No::TooManyOwners),
        ] {
            assert_eq!(world.behind(by, company, &owners).await, Err(answer));
        }
        for (name, answer) in [
            (String::new(), No::NameMissing),
            ("字".repeat(81), No::NameTooLong),
            ("年化8%保本公司".to_owned(), No::PromisesReturn),
            ("Guaranteed Return Ltd".to_owned(), No::PromisesReturn),
        ] {
            let owners = vec![Owner { member: dan, share_parts: 1, whole_parts: 1 }];
            let input = NameOwners { company: chen, name, owners, key: None };
            assert_eq!(world.act(move |tx, now| ops::name_owners(tx, steward, &input, now)).await, Err(answer));
        }
        world.behind(steward, chen, &[(dan, 1, 1)]).await.unwrap();
        world.grant(dan, Role::Steward).await;
        assert_eq!(world.behind(dan, chen, &[(treasurer, 1, 1)]).await, Err(No::OwnMatter));
        assert_eq!(world.behind(steward, treasurer, &[(chen, 1, 1)]).await, Err(No::OwnerIsCompany));
        assert_eq!(world.behind(steward, dan, &[(treasurer, 1, 1)]).await, Err(No::OwnerIsCompany));
    }
}
