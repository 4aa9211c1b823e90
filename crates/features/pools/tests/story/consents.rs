//! A group buy that may spend a fund's money opens when who carries the mandate has consented.

use crate::world::{DAY, World, answer};
use community::role::Role;
use kernel::{Id, Quantity};
use pools::CommitRefused;
use pools::PoolRefused as No;
use pools::group_buy::Remainder;
use pools::ids::{Member, PoolId};
use pools::ops::{self, CancelPool, ConsentToPool, OpenGroupBuy, Pay, PoolMoved};
use pools::pool::PoolState;
use pools::rows::PoolEvent;
use spending::rows::Mandate;
use std::sync::Arc;

/// Eleven and a half jin at ¥10, of which the grower has 95 percent.
const MOST: i64 = 10_925;

impl World {
    async fn dozens(&self) -> OpenGroupBuy {
        let mut input = self.new_buy(self.apples().await);
        (input.case, input.remainder) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp);
        input
    }

    /// Prepared by the steward, who does not spend small sums.
    async fn prepared(&self) -> PoolId {
        let moved = self.open(self.steward, self.dozens().await).await.unwrap();
        assert_eq!(moved.state, PoolState::Prepared);
        moved.pool
    }

    async fn rules(&self, month_minor: i64, proof_above_minor: Option<i64>) {
        let standing = Some(spending::Standing { fund: 1, month_minor, each_minor: month_minor });
        let rules = spending::SpendingRules { standing, proof_above_minor };
        self.act(move |tx, now| spending::set_spending_rules(tx, &rules, 1, now)).await.unwrap();
    }

    async fn consents(&self, by: Id<Member>, pool: PoolId) -> Result<PoolMoved, No> {
        self.consents_to(by, pool, None).await
    }

    async fn consents_to(&self, by: Id<Member>, pool: PoolId, seen: Option<i64>) -> Result<PoolMoved, No> {
        let input = ConsentToPool { pool, seen_revision: seen, key: None };
        self.act(move |tx, now| ops::consent_to_pool(tx, by, &input, now)).await
    }

    async fn calls_off(&self, by: Id<Member>, pool: PoolId) -> Result<PoolMoved, No> {
        let input = CancelPool { pool, reason: "Not this month".to_owned(), key: None };
        self.act(move |tx, now| ops::cancel_pool(tx, by, &input, now)).await
    }

    async fn kept(&self, pool: PoolId) -> i64 {
        self.bought(pool).await.kept_minor
    }

    async fn carried(&self, by: impl Into<Option<Id<Member>>>, fund: i64) -> Id<Mandate> {
        let new = spending::NewMandate {
            id: self.id(),
            kind: spending::MandateKind::Spending,
            purpose: "Honey for the lane".to_owned(),
            fund,
            ceiling_minor: 50_000,
            each_minor: None,
            starts_at: self.now(),
            ends_at: self.now().plus(DAY * 60),
            carried_by: by.into(),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Honey".to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| spending::grant_mandate(tx, &new, now)).await.unwrap();
        id
    }

    async fn another_treasurer(&self) -> Id<Member> {
        let member = self.member("Gao").await;
        self.grant(member, Role::Treasurer).await;
        member
    }
}

testkit::both_engines! {
    /// Offices are parted: the steward proposes rounding up, and the treasurer's consent opens it and is what the fund pays by.
    async fn the_treasurer_consents_to_what_the_steward_prepares(world: World) {
        world.set_standing(20_000).await;
        let (pool, dan) = (world.prepared().await, world.rich(100_000).await);
        assert_eq!((world.kept(pool).await, world.story(pool).await), (0, vec!["prepared".to_owned()]));
        assert_eq!(world.join(dan, pool, 1_000, Pay::SetOff).await.unwrap_err(), CommitRefused::NotOpenYet);
        assert_eq!(world.close_early(pool).await.unwrap_err(), No::NotOpenYet);
        let campaign = world.campaign(|_| {}).await;
        for (by, pool, why) in [
            (dan, pool, No::NotTheCarrier),
            (world.steward, pool, No::NotTheCarrier),
            (world.supplier, pool, No::NotTheCarrier),
            (world.id(), pool, No::NotAMember),
            (world.treasurer, world.id(), No::NoSuchPool),
            (world.treasurer, campaign, No::NoSuchPool),
        ] {
            assert_eq!(world.consents(by, pool).await.unwrap_err(), why);
        }
        // Who sells does not let the fund buy from them.
        world.grant(world.supplier, Role::Treasurer).await;
        assert_eq!(world.consents(world.supplier, pool).await.unwrap_err(), No::OwnSupply);
        assert_eq!(world.consents(world.treasurer, pool).await.unwrap().state, PoolState::Open);
        assert_eq!(world.kept(pool).await, MOST);
        assert_eq!(world.consents(world.treasurer, pool).await.unwrap_err(), No::OpenAlready);
        assert_eq!(world.story(pool).await, ["prepared", "consented", "opened"]);
        world.assert_whole().await;
        world.join(dan, pool, 8_000, Pay::SetOff).await.unwrap();
        world.paid(pool, 5_000).await;
        world.to_the_end(pool).await;
        let bought = world.bought(pool).await;
        assert_eq!((bought.spare_minor, bought.kept_minor), (9_405, 0));
        assert_eq!(world.owed(world.supplier).await, 9_405);
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Who may do both opens it at once, up to the sum from which the rules demand a proof: above it there are two, and one person's company is no
    /// second.
    async fn above_the_sum_that_wants_a_proof_there_are_two(world: World) {
        world.rules(40_000, Some(MOST)).await;
        let at_once = world.open(world.treasurer, world.dozens().await).await.unwrap();
        assert_eq!(at_once.state, PoolState::Open);
        world.rules(40_000, Some(MOST - 1)).await;
        let asked = world.open(world.treasurer, world.dozens().await).await.unwrap();
        assert_eq!((asked.state, world.kept(asked.pool).await), (PoolState::Prepared, 0));
        assert_eq!(world.consents(world.treasurer, asked.pool).await.unwrap_err(), No::SecondPerson);
        let other = world.another_treasurer().await;
        world.behind(other, world.treasurer).await;
        assert_eq!(world.consents(other, asked.pool).await.unwrap_err(), No::SecondPerson);
        // Nor are two companies of one person.
        let (fay, mill) = (world.member("Fay").await, world.another_treasurer().await);
        let sister = world.another_treasurer().await;
        world.grant(mill, Role::Steward).await;
        world.behind(mill, fay).await;
        world.behind(sister, fay).await;
        let by_the_mill = world.open(mill, world.dozens().await).await.unwrap();
        assert_eq!(world.consents(sister, by_the_mill.pool).await.unwrap_err(), No::SecondPerson);
        let third = world.another_treasurer().await;
        assert_eq!(world.consents(third, asked.pool).await.unwrap().state, PoolState::Open);
        world.assert_whole().await;
    }

    /// What is consented to is what was read; what was called off, or declined, or ran out of time is over.
    async fn what_has_changed_or_is_over_is_not_consented_to(world: World) {
        world.set_standing(40_000).await;
        let (treasurer, dan) = (world.treasurer, world.member("Dan").await);
        let moved = world.prepared().await;
        let seen = Some(world.pool(moved).await.event_count);
        world.extend(moved, world.now().plus(DAY * 9)).await.unwrap();
        assert_eq!(world.consents_to(treasurer, moved, seen).await.unwrap_err(), No::ChangedSince);
        let seen = Some(world.pool(moved).await.event_count);
        world.consents_to(treasurer, moved, seen).await.unwrap();
        let (off, declined, late) = (world.prepared().await, world.prepared().await, world.prepared().await);
        world.cancel(off).await.unwrap();
        assert_eq!(world.consents(treasurer, off).await.unwrap_err(), No::AlreadyClosed);
        assert_eq!(world.calls_off(dan, declined).await.unwrap_err(), No::NotAllowed);
        world.calls_off(treasurer, declined).await.unwrap();
        let told = world.find::<PoolEvent>((world.community, declined, 2)).await;
        assert_eq!((told.by_member, told.reason.as_deref()), (Some(treasurer), Some("Not this month")));
        world.clock.set(world.pool(late).await.closes_at_us);
        assert_eq!(world.consents(treasurer, late).await.unwrap_err(), No::DeadlinePassed);
        world.run_jobs().await;
        assert_eq!(world.consents(treasurer, late).await.unwrap_err(), No::AlreadyClosed);
        let told = world.find::<PoolEvent>((world.community, late, 2)).await;
        assert_eq!(told.reason.as_deref(), Some("no_consent"));
        for pool in [off, declined, late] {
            assert_eq!((world.pool(pool).await.state, world.kept(pool).await), (PoolState::Refunded, 0));
        }
        world.assert_whole().await;
    }

    /// What held when it was prepared holds when somebody consents, and when it closes.
    async fn what_does_not_hold_any_more_stays_prepared(world: World) {
        world.set_standing(MOST + MOST - 1).await;
        let (first, second, third) = (world.prepared().await, world.prepared().await, world.prepared().await);
        world.consents(world.treasurer, first).await.unwrap();
        // The month's money is for one.
        assert_eq!(world.consents(world.treasurer, second).await.unwrap_err(), No::RoundingAboveStanding);
        assert_eq!(world.pool(second).await.state, PoolState::Prepared);
        // Who consented must carry the mandate still when the money goes.
        world.paid(first, 13_000).await;
        let other = world.another_treasurer().await;
        world.role(world.treasurer, Role::Treasurer, false).await;
        world.to_the_end(first).await;
        assert_eq!((world.bought(first).await.spare_milli, world.kept(first).await), (Some(0), 0));
        assert_eq!(world.pool(third).await.state, PoolState::Refunded, "its deadline was the same");
        let again = world.prepared().await;
        world.grant(other, Role::Steward).await;
        let by = world.open(other, world.dozens().await).await.unwrap();
        assert_eq!(by.state, PoolState::Open);
        world.calls_off(other, by.pool).await.unwrap();
        world.assert_whole().await;
        assert_eq!(world.consents(other, again).await.unwrap().state, PoolState::Open);
    }

    async fn more_than_the_rules_permit_at_once_is_not_even_prepared(world: World) {
        assert_eq!(world.open(world.steward, world.dozens().await).await.unwrap_err(), No::NoStanding);
        world.set_standing(MOST - 1).await;
        let refused = world.open(world.steward, world.dozens().await).await.unwrap_err();
        assert_eq!(refused, No::RoundingAboveStanding);
        assert_eq!(world.spending_counts().await, (0, 0));
    }

    /// A mandate that is named is of the fund that sells; where somebody carries it, they are asked.
    async fn who_carries_the_named_mandate_is_asked(world: World) {
        let (dan, mut agreed) = (world.member("Dan").await, world.agreed(50_000).await);
        let key = store::IdempotencyKey::of("mem", "fund", "open_fund", &()).unwrap();
        let (actor, name) = (world.steward, "Roof".to_owned());
        let other = community::ops::open_fund::OpenFundInput { actor, kind: ledger::FundKind::Project, name, key };
        let fund = world.act(move |tx, now| community::ops::open_fund::open_fund(tx, &other, now)).await.unwrap();
        let honey = world.honey().await;
        let input = |world: &World, agreed| OpenGroupBuy {
            buying: Some(agreed),
            most: Some(Quantity::from_milli(20_000)),
            ..world.new_buy(honey)
        };
        agreed.mandate = world.carried(dan, fund).await;
        assert_eq!(world.open(world.steward, input(&world, agreed)).await.unwrap_err(), No::OtherFund);
        agreed.mandate = world.carried(dan, 1).await;
        let asked = world.open(world.steward, input(&world, agreed)).await.unwrap();
        assert_eq!((asked.state, world.bought(asked.pool).await.asked_of), (PoolState::Prepared, Some(dan)));
        assert_eq!(world.consents(world.treasurer, asked.pool).await.unwrap_err(), No::NotTheCarrier);
        assert_eq!(world.calls_off(world.supplier, asked.pool).await.unwrap_err(), No::NotAllowed);
        world.consents(dan, asked.pool).await.unwrap();
        assert_eq!((world.pool(asked.pool).await.state, world.kept(asked.pool).await), (PoolState::Open, 12_000));
        world.grant(dan, Role::Steward).await;
        assert_eq!(world.open(dan, input(&world, agreed)).await.unwrap().state, PoolState::Open);
        world.assert_whole().await;
    }

    /// Who carries the mandate lets no fund buy from themselves, nor from a company behind which they stand.
    async fn the_carrier_consents_to_nothing_that_they_sell_to_the_fund(world: World) {
        let (cai, mill, honey) = (world.member("Cai").await, world.member("Mill").await, world.honey().await);
        let agreed = world.agreed(50_000).await;
        let mandate = world.carried(cai, 1).await;
        world.behind(mill, cai).await;
        for seller in [cai, mill] {
            let buying = Some(supply::Agreed { supplier: world.keeps(Some(seller), true).await, mandate, ..agreed });
            let most = Some(Quantity::from_milli(20_000));
            let input = OpenGroupBuy { buying, most, ..world.new_buy(honey) };
            // It would wait for nobody, so it is not even prepared.
            assert_eq!(world.open(world.steward, input).await.unwrap_err(), No::CarrierSells);
        }
        // Who comes to stand behind the supplier afterwards consents to nothing.
        let barn = world.member("Barn").await;
        let buying = Some(supply::Agreed { supplier: world.keeps(Some(barn), true).await, mandate, ..agreed });
        let input = OpenGroupBuy { buying, most: Some(Quantity::from_milli(20_000)), ..world.new_buy(honey) };
        let asked = world.open(world.steward, input).await.unwrap();
        world.behind(barn, cai).await;
        assert_eq!(world.consents(cai, asked.pool).await.unwrap_err(), No::OwnPurchase);
        assert_eq!(world.pool(asked.pool).await.state, PoolState::Prepared);
        world.cancel(asked.pool).await.unwrap();
        // Nor does it order of them, where that is so by the time it forms.
        let (bees, dan) = (world.member("Bees").await, world.rich(100_000).await);
        let buying = Some(supply::Agreed { supplier: world.keeps(Some(bees), true).await, mandate, ..agreed });
        let input = OpenGroupBuy { buying, most: Some(Quantity::from_milli(20_000)), ..world.new_buy(honey) };
        let pool = world.open(world.steward, input).await.unwrap().pool;
        world.consents(cai, pool).await.unwrap();
        world.join(dan, pool, 10_000, Pay::SetOff).await.unwrap();
        world.behind(bees, cai).await;
        world.to_the_end(pool).await;
        assert_eq!(world.bought(pool).await.purchase_id, None);
        assert!(world.story(pool).await.contains(&"not_ordered".to_owned()));
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// A mandate that nobody carries: whoever opens a group buy under it is one person, whatever they may do; another one who pays out consents.
    async fn of_a_mandate_that_nobody_carries_there_are_two(world: World) {
        let (honey, mut agreed) = (world.honey().await, world.agreed(50_000).await);
        agreed.mandate = world.carried(None, 1).await;
        for by in [world.steward, world.treasurer] {
            let most = Some(Quantity::from_milli(20_000));
            let input = OpenGroupBuy { buying: Some(agreed), most, ..world.new_buy(honey) };
            let asked = world.open(by, input).await.unwrap();
            assert_eq!((asked.state, world.bought(asked.pool).await.asked_of), (PoolState::Prepared, None));
            let why = if by == world.treasurer { No::NobodyCarries } else { No::NotTheCarrier };
            assert_eq!(world.consents(by, asked.pool).await.unwrap_err(), why);
            let other = world.another_treasurer().await;
            assert_eq!(world.consents(other, asked.pool).await.unwrap().state, PoolState::Open);
            assert_eq!(world.kept(asked.pool).await, 12_000);
        }
        world.assert_whole().await;
    }

    async fn who_may_run_nothing_any_more_opens_nothing(world: World) {
        world.set_standing(20_000).await;
        let (dan, input) = (world.member("Dan").await, world.dozens().await);
        world.grant(dan, Role::Steward).await;
        let pool = world.open(dan, input).await.unwrap().pool;
        world.role(dan, Role::Steward, false).await;
        assert_eq!(world.consents(world.treasurer, pool).await.unwrap_err(), No::OrganiserGone);
        world.cancel(pool).await.unwrap();
        world.assert_whole().await;
    }

    /// Two treasurers, eight times, from two nodes: it opens once, and the money is kept once.
    async fn of_eight_consents_at_once_one_opens_it(world: World) {
        world.set_standing(40_000).await;
        let (pool, other) = (world.prepared().await, world.another_treasurer().await);
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for n in 0..8 {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let (db, by) = if n % 2 == 0 { (&world.db, world.treasurer) } else { (&world.other, other) };
                let (input, now) = (ConsentToPool { pool, seen_revision: None, key: None }, world.now());
                answer(db.transact(world.community, move |tx| ops::consent_to_pool(tx, by, &input, now)).await)
            }));
        }
        let (mut opened, mut told) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => opened += 1,
                Err(No::OpenAlready) => told += 1,
                Err(other) => panic!("{other}"),
            }
        }
        let under = world.bought(pool).await.kept_under.unwrap();
        let promised = world.find::<Mandate>((world.community, under)).await.promised_minor;
        assert_eq!((opened, told, promised), (1, 7, MOST));
        world.assert_whole().await;
    }
}
