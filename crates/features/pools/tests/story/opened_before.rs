//! Pre-orders of one step: what was opened before two were asked for keeps what was decided, and nothing else is delivered by reaching its goal.

use crate::migrating::{MatchedPool, OldCampaign, insert_pool, migrated, old_campaign, open, pool};
use crate::world::{CNY, DAY, World};
use ledger::AccountKey;
use pools::campaign::Offered;
use pools::campaign_rows::Campaign;
use pools::milestone::{MilestoneState, Stage};
use pools::ops::{self, Pay};
use pools::pool::PoolState;
use store::{OpError, Place, Row};
use testkit::Scratch;

/// Whether reaching the goal releases all of a campaign of before.
async fn releases_all(place: &Place, offered: Offered, milestone_count: i64, stage: Stage) -> bool {
    migrated(place, 11).await;
    let db = open(place, &[MatchedPool::TABLE, OldCampaign::TABLE]).await;
    let insert = move |tx: &mut store::Tx| {
        insert_pool(tx)?;
        let row = OldCampaign { offered, milestone_count, instrument_id: None, ..old_campaign(stage, 0) };
        Ok::<_, OpError<()>>(tx.insert(&row)?)
    };
    db.transact(1, insert).await.unwrap();
    db.close().await;
    migrated(place, 99).await;
    let db = open(place, &[Campaign::TABLE]).await;
    let row = db.read(|reader| reader.find::<Campaign>(&(1, pool()))).await.unwrap().unwrap();
    db.close().await;
    row.goal_releases_all
}

testkit::both_engines! {
    async fn a_pre_order_of_one_step_keeps_what_was_decided(scratch: Scratch) {
        assert!(releases_all(&scratch.place(), Offered::PreOrder, 1, Stage::Collecting).await);
    }

    async fn one_of_two_steps_is_delivered_by_the_last(scratch: Scratch) {
        assert!(!releases_all(&scratch.place(), Offered::PreOrder, 2, Stage::Collecting).await);
    }

    async fn gifts_are_no_pre_orders(scratch: Scratch) {
        assert!(!releases_all(&scratch.place(), Offered::Donation, 1, Stage::Collecting).await);
    }

    /// Opened before, all of it is released when its goal is reached, as who joined has agreed; nobody is said to have delivered anything.
    async fn what_was_opened_before_is_released_by_its_goal(world: World) {
        let ordered = |new: &mut ops::NewCampaign| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::PreOrder, 1_000, 1);
        };
        let pool = world.campaign(ordered).await;
        world.of_one_step(pool, true).await;
        let dan = world.rich(100_000).await;
        world.join(dan, pool, 10_000, Pay::SetOff).await.unwrap();
        let [said] = world.predicted().await.try_into().unwrap();
        assert_eq!((said.delivers, said.owed_minor, said.released_minor), (false, 0, 10_000));
        world.to_the_end(pool).await;
        let (step, terms) = (world.step(pool, 1).await, world.terms_of(pool).await);
        assert_eq!((step.state, step.claimed_at_us, terms.stage), (MilestoneState::Released, None, Stage::Done));
        assert_eq!((terms.released_minor, terms.advance_minor, terms.kept_minor), (10_000, 0, 0));
        assert_eq!(world.balance(AccountKey::sales(1, CNY)).await, 10_000);
        for number in 1..=world.pool(pool).await.event_count {
            let event = world.find::<pools::rows::PoolEvent>((world.community, pool, number)).await;
            assert_ne!(event.step, pools::rows::PoolStep::Delivered);
        }
        world.until(world.now().plus(DAY * 30)).await;
        assert_eq!(world.owed(dan).await, 90_000, "nothing goes back");
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// A single step of what is opened now is a delivery like any last one: reaching the goal delivers nothing, and what is not claimed in time goes back.
    async fn reaching_the_goal_delivers_nothing(world: World) {
        let ordered = |new: &mut ops::NewCampaign| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::PreOrder, 1_000, 1);
        };
        let sales = AccountKey::sales(1, CNY);
        for claimed in [true, false] {
            let before = world.balance(sales.clone()).await;
            let pool = world.campaign(ordered).await;
            world.of_one_step(pool, false).await;
            let dan = world.rich(100_000).await;
            world.join(dan, pool, 10_000, Pay::SetOff).await.unwrap();
            let [said] = world.predicted().await.try_into().unwrap();
            assert_eq!((said.delivers, said.owed_minor, said.released_minor), (false, 10_000, 0));
            world.to_the_end(pool).await;
            let (step, terms) = (world.step(pool, 1).await, world.terms_of(pool).await);
            assert_eq!((step.state, terms.stage), (MilestoneState::Waiting, Stage::Running));
            assert_eq!(step.due_at_us, world.now().plus(DAY * 7), "as long as backers would look");
            assert_eq!(world.balance(sales.clone()).await - before, 0);
            assert!(world.holds_of(dan).await, "it is kept until it is released");
            if claimed {
                world.claims(world.supplier, pool, 1).await.unwrap();
            }
            world.until(world.now().plus(DAY * 7)).await;
            let (sold, owed, stage) =
                if claimed { (10_000, 90_000, Stage::Done) } else { (0, 100_000, Stage::Returned) };
            assert_eq!((world.balance(sales.clone()).await - before, world.owed(dan).await), (sold, owed));
            assert_eq!(world.terms_of(pool).await.stage, stage);
            assert!(!world.holds_of(dan).await);
            world.assert_ended(pool, PoolState::Captured).await;
        }
    }
}
