//! What two friends do not settle between them: large sums, long days, days that cannot be, and calls that promise much.

use crate::world::{DAY, World};
use community::role::Role;
use contributions::contribution::State::{Claimed, Confirmed};
use contributions::ids::Member;
use contributions::ops::{self, AddEvidence, Apply, Assign, Claim, Given, HandIn, OpenCall, Worth};
use contributions::rows::{Call, Contribution};
use contributions::rules::{ContributionRules, Office};
use contributions::{CallRefused, ContributionRefused as No, RulesRefused};
use files::NewFile;
use kernel::{Id, Quantity};

/// ¥99,999,999,999.00.
const ANY_SUM: i64 = 9_999_999_999_900;

impl World {
    async fn shows(&self, who: Id<Member>, contribution: Id<Contribution>) {
        let photo = NewFile {
            id: self.id(),
            sha256: "0".repeat(64),
            size_bytes: 1_000,
            media_type: "image/jpeg".to_owned(),
            name: "receipt.jpg".to_owned(),
        };
        let input = AddEvidence { contribution, files: vec![photo], key: None };
        self.act(move |tx, now| ops::add_evidence(tx, who, &input, now)).await.unwrap();
    }

    async fn calls(&self, by: Id<Member>, worth: Worth, people_max: i64) -> Result<Id<Call>, CallRefused> {
        let input = OpenCall {
            id: self.id(),
            title: "Bake for the fair".to_owned(),
            note: String::new(),
            fund: 1,
            worth,
            people_max,
            due_at: self.now().plus(DAY * 14),
            key: None,
        };
        self.act(move |tx, now| ops::open_call(tx, by, &input, now)).await.map(|moved| moved.call)
    }
}

testkit::both_engines! {
    /// Two friends confirm any sum, and it does not count for that.
    async fn a_large_sum_needs_evidence_and_an_officer(world: World) {
        world.rules(World::usual()).await;
        let id = world.claim(world.chen, Given::Cost { amount_minor: ANY_SUM }).await;
        assert!(world.contribution(id).await.is_large);
        assert_eq!(world.confirm(world.dan, id).await.map(drop), Err(No::EvidenceMissing));
        world.shows(world.chen, id).await;
        let other = world.member("Gu").await;
        world.clock.advance(DAY * 31);
        for by in [world.dan, other] {
            assert_eq!(world.confirm(by, id).await.unwrap().state, Claimed, "two, and neither answers for money");
        }
        assert_eq!(world.confirm(world.chen, id).await.map(drop), Err(No::OwnContribution));
        assert_eq!(world.confirm(world.treasurer, id).await.unwrap().state, Confirmed);
        world.assert_whole().await;
    }

    /// Who is an officer the rules say, where they name a role.
    async fn the_role_that_the_rules_name_answers_for_it(world: World) {
        let named = ContributionRules { office: Some(Office::Moderator), office_count: 1, ..World::usual() };
        world.rules(named).await;
        let id = world.claim(world.chen, Given::Cost { amount_minor: 50_001 }).await;
        world.shows(world.chen, id).await;
        for by in [world.treasurer, world.steward] {
            assert_eq!(world.confirm(by, id).await.unwrap().state, Claimed);
        }
        world.grant(world.dan, Role::Moderator, true).await;
        assert_eq!(world.confirm(world.dan, id).await.unwrap().state, Confirmed);
        world.assert_whole().await;
    }

    /// At the sum it is none; what is cut up on one day is one; what was withdrawn is not counted; the rules say above what.
    async fn what_is_large_the_rules_say(world: World) {
        world.rules(World::usual()).await;
        let cost = |amount_minor| Given::Cost { amount_minor };
        let large = async |who, given| {
            let id = world.claim(who, given).await;
            (id, world.contribution(id).await.is_large)
        };
        let (first, is_large) = large(world.chen, cost(50_000)).await;
        assert!(!is_large);
        assert!(!large(world.dan, cost(1)).await.1, "another's");
        let (second, is_large) = large(world.chen, cost(1)).await;
        assert!(is_large, "of the same day");
        for id in [first, second] {
            world.withdraw(world.chen, id).await.unwrap();
        }
        assert!(!large(world.chen, cost(50_000)).await.1);
        world.clock.advance(DAY);
        assert!(!large(world.chen, cost(50_000)).await.1, "of another day");
        let paid = Claim { paid_minor: 60_000, ..world.claiming(cost(110_000)) };
        let paid = world.try_claim(world.dan, paid).await.unwrap();
        assert!(!world.contribution(paid).await.is_large, "what was paid is not asked for");
        for (proof_above_minor, refused) in [(-1, RulesRefused::ProofAboveUnfit), (i64::MAX, RulesRefused::ProofAboveUnfit)] {
            let rules = ContributionRules { proof_above_minor, ..World::usual() };
            assert_eq!(world.try_rules(world.steward, rules, 1).await, Err(refused));
        }
        world.rules(ContributionRules { proof_above_minor: 0, ..World::usual() }).await;
        assert!(large(world.fay, cost(1)).await.1);
        world.assert_whole().await;
    }

    async fn a_day_has_twenty_four_hours(world: World) {
        world.rules(ContributionRules { proof_above_minor: 10_000_000, ..World::usual() }).await;
        let try_hours = async |who, hours| world.try_claim(who, world.claiming(World::hours(hours))).await;
        assert_eq!(try_hours(world.chen, "24.001").await, Err(No::DayTooLong));
        let long = try_hours(world.chen, "16").await.unwrap();
        assert_eq!(try_hours(world.chen, "8.5").await, Err(No::DayTooLong));
        try_hours(world.dan, "24").await.unwrap();
        world.claim(world.chen, Given::Rated { rate: 2, quantity: Quantity::from_milli(100_000) }).await;
        try_hours(world.chen, "8").await.unwrap();
        world.withdraw(world.chen, long).await.unwrap();
        try_hours(world.chen, "16").await.unwrap();
        world.assert_whole().await;
    }

    async fn a_day_is_one_that_can_be(world: World) {
        world.rules(World::usual()).await;
        let hours = || world.claiming(World::hours("1"));
        let (founded, month_ago) = (world.today().minus(DAY * 30), world.today().minus(DAY * 10));
        let before = Claim { done_on: founded.minus(DAY), ..hours() };
        assert_eq!(world.try_claim(world.chen, before).await, Err(No::DoneBeforeFounding));
        world.try_claim(world.chen, Claim { done_on: founded, ..hours() }).await.unwrap();
        world.act(move |tx, _| ledger::close_before(tx, month_ago)).await.unwrap();
        let closed = Claim { done_on: month_ago.minus(DAY), ..hours() };
        assert_eq!(world.try_claim(world.chen, closed).await, Err(No::PeriodClosed));
        world.try_claim(world.chen, Claim { done_on: month_ago, ..hours() }).await.unwrap();
        world.assert_whole().await;
    }

    /// What a call promises in all, to everybody it seeks.
    async fn a_call_that_promises_much_is_opened_by_an_officer(world: World) {
        world.rules(World::usual()).await;
        let baking = |hours: i64| Worth::Rated { rate: 1, quantity: Quantity::from_milli(hours * 1_000) };
        let sum = |minor| Worth::Sum { minor };
        for (by, worth, people, answer) in [
            (world.chen, sum(99_999_999_999_900), 1, Err(CallRefused::OfficerOpens)),
            (world.chen, sum(25_000), 2, Ok(())),
            (world.chen, sum(25_001), 2, Err(CallRefused::OfficerOpens)),
            (world.chen, baking(8), 2, Ok(())),
            (world.chen, baking(9), 2, Err(CallRefused::OfficerOpens)),
            (world.steward, baking(9), 2, Ok(())),
            (world.treasurer, sum(9_999_999_900), 1, Ok(())),
            (world.treasurer, sum(ledger::AMOUNT_MAX), 200, Err(CallRefused::WorthUnfit)),
        ] {
            assert_eq!(world.calls(by, worth, people).await.map(drop), answer, "{worth:?} {people}");
        }
    }

    /// And what is handed in can have been done since.
    async fn no_more_hours_are_handed_in_than_passed(world: World) {
        world.rules(World::usual()).await;
        let call = world.calls(world.chen, Worth::Rated { rate: 1, quantity: Quantity::ONE }, 1).await.unwrap();
        let (chen, dan) = (world.chen, world.dan);
        let apply = Apply { call, note: String::new(), key: None };
        world.act(move |tx, now| ops::apply(tx, dan, &apply, now)).await.unwrap();
        let assign = Assign { call, member: dan, key: None };
        world.act(move |tx, now| ops::assign(tx, chen, &assign, now)).await.unwrap();
        let hand_in = async |hours: i64| {
            let quantity = Some(Quantity::from_milli(hours * 1_000));
            let input = HandIn { call, done: "Forty loaves".to_owned(), quantity, files: Vec::new(), key: None };
            world.act(move |tx, now| ops::hand_in(tx, dan, &input, now)).await.map(drop)
        };
        assert_eq!(hand_in(25).await, Err(CallRefused::MoreThanPassed));
        world.clock.advance(DAY);
        assert_eq!(hand_in(48).await, Ok(()));
    }
}
