//! What a group buy may need of a fund is kept under the mandate while it is open: nobody else counts on the same money.

use crate::world::{CNY, DAY, World, answer};
use kernel::{Id, Quantity};
use pools::PoolRefused as No;
use pools::group_buy::Remainder;
use pools::ops::{self, OpenGroupBuy};
use spending::asked::Payee;
use spending::expense::{ExpensePurpose, ExpenseRefused};
use spending::ops::{SubmitExpense, Under, submit_expense};
use spending::rows::Mandate;
use std::sync::Arc;
use supply::Agreed;

impl World {
    /// Honey for so many jin at most, at ¥6.
    async fn honey_for(&self, agreed: Agreed, most: i64) -> OpenGroupBuy {
        let most = Some(Quantity::from_milli(most));
        OpenGroupBuy { buying: Some(agreed), most, ..self.new_buy(self.honey().await) }
    }

    /// Apples by the dozen, what is missing paid by the fund: at most 11.5 jin at ¥10, of which the grower has 95 percent.
    async fn by_the_dozen(&self) -> OpenGroupBuy {
        let mut input = self.new_buy(self.apples().await);
        (input.case, input.remainder) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp);
        input
    }

    async fn promised(&self, mandate: Id<Mandate>) -> i64 {
        self.find::<Mandate>((self.community, mandate)).await.promised_minor
    }
}

const MOST: i64 = 10_925;

testkit::both_engines! {
    async fn two_group_buys_do_not_count_on_the_same_money(world: World) {
        let agreed = world.agreed(20_000).await;
        let (first, second) = (world.honey_for(agreed, 20_000).await, world.honey_for(agreed, 20_000).await);
        let pool = world.open(world.steward, first).await.unwrap().pool;
        assert_eq!(world.promised(agreed.mandate).await, 12_000);
        assert_eq!(world.open(world.steward, second.clone()).await.unwrap_err(), No::AboveCeiling);
        // Nor does an expense under the same mandate.
        let input = SubmitExpense {
            id: world.id(),
            under: Under::Mandate(agreed.mandate),
            payee: Payee::Member(world.supplier),
            purpose: ExpensePurpose::Purchases,
            line: spending::expense::ForLine::Unsaid,
            amount_minor: 8_001,
            what: "Jars".to_owned(),
            incurred_on: world.now(),
            proofs: Vec::new(),
            key: None,
        };
        let by = world.treasurer;
        let asked = world.act(move |tx, now| submit_expense(tx, by, &input, now)).await;
        assert_eq!(asked.map(drop), Err(ExpenseRefused::AboveCeiling));
        world.assert_whole().await;
        // Called off, it needs nothing any more.
        world.cancel(pool).await.unwrap();
        assert_eq!(world.promised(agreed.mandate).await, 0);
        let pool = world.open(world.steward, second).await.unwrap().pool;
        world.paid(pool, 20_000).await;
        world.to_the_end(pool).await;
        let kept = (world.promised(agreed.mandate).await, world.bought(pool).await.kept_minor);
        assert_eq!(kept, (12_000, 0), "for its order from now on");
        assert!(world.bought(pool).await.purchase_id.is_some(), "what was kept is there");
        world.assert_whole().await;
    }

    /// Without a limit of its own a pool has room for what the mandate covers, and keeps all of that.
    async fn a_pool_without_an_end_keeps_what_the_mandate_covers(world: World) {
        let agreed = world.agreed(12_345).await;
        let input = OpenGroupBuy { most: None, ..world.honey_for(agreed, 0).await };
        world.open(world.steward, input).await.unwrap();
        assert_eq!(world.promised(agreed.mandate).await, 12_300);
        world.assert_whole().await;
    }

    /// At closing the room passes from the pool to its purchase order, never twice and never not at all; what came stays kept until
    /// somebody has approved it, and the rest is free.
    async fn the_room_passes_from_the_pool_to_its_order(world: World) {
        let agreed = world.agreed(20_000).await;
        let input = world.honey_for(agreed, 20_000).await;
        let pool = world.open(world.steward, input).await.unwrap().pool;
        world.paid(pool, 15_000).await;
        assert_eq!(world.promised(agreed.mandate).await, 12_000);
        world.to_the_end(pool).await;
        let order = world.ordered(pool).await;
        assert_eq!((world.bought(pool).await.kept_minor, order.kept_minor), (0, 9_000));
        assert_eq!(world.promised(agreed.mandate).await, 9_000);
        world.assert_whole().await;
        let more = OpenGroupBuy { closes_at: world.now().plus(DAY), ..world.honey_for(agreed, 20_000).await };
        assert_eq!(world.open(world.steward, more.clone()).await.unwrap_err(), No::AboveCeiling);
        world.delivered(pool, 10_000).await;
        let order = world.ordered(pool).await;
        assert_eq!((order.kept_minor, order.billed_minor, world.promised(agreed.mandate).await), (0, 6_000, 6_000));
        world.assert_whole().await;
        world.open(world.steward, more).await.unwrap();
        assert_eq!((world.approved(pool).await, world.promised(agreed.mandate).await), (6_000, 12_000));
        let spent = world.find::<Mandate>((world.community, agreed.mandate)).await.spent_minor;
        assert_eq!(spent, 6_000);
        world.assert_whole().await;
    }

    async fn rounding_up_is_kept_under_the_rules(world: World) {
        world.set_standing(MOST + MOST - 1).await;
        let (first, second) = (world.by_the_dozen().await, world.by_the_dozen().await);
        let pool = world.open(world.treasurer, first).await.unwrap().pool;
        let kept = world.bought(pool).await;
        assert_eq!(kept.kept_minor, MOST);
        let refused = world.open(world.treasurer, second.clone()).await.unwrap_err();
        assert_eq!(refused, No::RoundingAboveStanding);
        world.paid(pool, 13_000).await;
        world.to_the_end(pool).await;
        let bought = world.bought(pool).await;
        assert_eq!((bought.spare_minor, bought.kept_minor), (9_405, 0));
        let mandate = world.find::<Mandate>((world.community, kept.kept_under.unwrap())).await;
        assert_eq!((mandate.spent_minor, mandate.promised_minor), (9_405, 0));
        let again = OpenGroupBuy { closes_at: world.now().plus(DAY), ..second };
        world.open(world.treasurer, again).await.unwrap();
        world.assert_whole().await;
    }

    /// What was kept in its month is spent after it, too.
    async fn a_month_that_ends_takes_nothing_away(world: World) {
        world.set_standing(MOST).await;
        let mut input = world.by_the_dozen().await;
        input.closes_at = world.now().plus(DAY * 40);
        let pool = world.open(world.treasurer, input).await.unwrap().pool;
        world.paid(pool, 13_000).await;
        world.to_the_end(pool).await;
        assert_eq!(world.bought(pool).await.spare_minor, 9_405);
        world.assert_whole().await;
    }

    async fn nobody_keeps_what_the_fund_has_not(world: World) {
        world.set_standing(200_000).await;
        let mut input = world.by_the_dozen().await;
        input.case = Some(Quantity::from_milli(200_000));
        assert_eq!(world.open(world.treasurer, input).await.unwrap_err(), No::RoundingAboveStanding);
        assert_eq!(world.balance(ledger::AccountKey::bank(CNY)).await, 100_000);
        world.assert_whole().await;
    }

    /// Eight at once on money for two: two are opened.
    async fn of_eight_at_once_two_find_room(world: World) {
        let agreed = world.agreed(25_000).await;
        let mut inputs = Vec::new();
        for _ in 0..8 {
            inputs.push(world.honey_for(agreed, 20_000).await);
        }
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for (n, input) in inputs.into_iter().enumerate() {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let (by, now) = (world.steward, world.now());
                answer(db.transact(world.community, move |tx| ops::open_group_buy(tx, by, &input, now)).await)
            }));
        }
        let (mut opened, mut told) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => opened += 1,
                Err(No::AboveCeiling) => told += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((opened, told, world.promised(agreed.mandate).await), (2, 6, 24_000));
        world.assert_whole().await;
    }
}
