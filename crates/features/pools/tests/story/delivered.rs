//! A formed pool orders from its supplier; what does not come falls on its members as was stated.

use crate::world::{CNY, World};
use kernel::{Id, Quantity};
use ledger::AccountKey;
use market::order::State;
use pools::group_buy::{FallsOn, Remainder};
use pools::ids::PoolId;
use pools::ops::{Shortage, settle_shortage};
use pools::rows::Commitment;
use store::{Outcome, Tx};
use supply::PurchaseRefused;
use supply::purchase::{PurchaseState, RaisedBy, Terms};
use supply::rows::{Purchase, PurchaseLine, Supplier};

impl World {
    /// So much of what a formed pool ordered came, and nothing more does.
    pub(crate) async fn delivered(&self, pool: PoolId, milli: i64) {
        self.count_delivered(pool, milli).await.unwrap();
    }

    pub(crate) async fn count_delivered(
        &self,
        pool: PoolId,
        milli: i64,
    ) -> Result<(), supply::PurchaseRefused> {
        let purchase = self.bought(pool).await.purchase_id.expect("it was ordered");
        let counted = vec![(1, Quantity::from_milli(milli))];
        let (delivery, photos, by) = (self.id(), Vec::new(), self.steward);
        let note = String::new();
        let input = supply::ops::CountDelivery {
            delivery,
            purchase,
            counted,
            note,
            photos,
            is_last: true,
            key: None,
        };
        self.act(move |tx, now| supply::ops::count_delivery(tx, by, &input, now)).await?;
        self.run_jobs().await;
        Ok(())
    }

    async fn purchase(&self, pool: PoolId) -> Purchase {
        let id = self.bought(pool).await.purchase_id.unwrap();
        self.find::<Purchase>((self.community, id)).await
    }

    /// What a job that comes once more does.
    async fn settle_again(&self, purchase: Id<Purchase>) {
        let settle = move |tx: &mut Tx, now| -> Outcome<Shortage, std::convert::Infallible> {
            Ok(settle_shortage(tx, purchase, now)?)
        };
        assert_eq!(self.act(settle).await, Ok(Shortage::Settled));
    }

    /// The general fund's.
    async fn fund(&self) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::fund_balance(reader, community, 1, CNY)).await.unwrap()
    }

    /// Of each part's order, what its member still gets, and what it costs now.
    async fn gets(&self, parts: &[Id<Commitment>]) -> Vec<(i64, i64)> {
        let mut gets = Vec::new();
        for part in parts {
            let order = self.order_of(*part).await.unwrap();
            let line = self.find::<market::rows::OrderLine>((self.community, order.id, 1)).await;
            let left = line.quantity_milli.milli - line.undelivered_milli.milli;
            gets.push((left, order.total_minor - order.refunded_minor));
        }
        gets
    }

    /// Four members with 6, 5, 10 and 4 jin, at ¥9 as they are 25 together.
    async fn formed(&self, falls_on: FallsOn) -> (PoolId, Vec<Id<Commitment>>) {
        let pool = self.buy(|input| input.falls_on = falls_on).await;
        let mut parts = Vec::new();
        for milli in [6_000, 5_000, 10_000, 4_000] {
            parts.push(self.paid(pool, milli).await.1);
        }
        self.to_the_end(pool).await;
        (pool, parts)
    }
}

testkit::both_engines! {
    async fn a_formed_pool_orders_from_its_supplier(world: World) {
        let (pool, _) = world.formed(FallsOn::Latest).await;
        let purchase = world.purchase(pool).await;
        assert_eq!((purchase.state, purchase.terms, purchase.raised_by), (PurchaseState::Sent, Terms::BySales, RaisedBy::Pool));
        assert_eq!(purchase.raised_for.as_deref(), Some(pool.as_str()));
        let supplier = world.find::<Supplier>((world.community, purchase.supplier_id)).await;
        assert_eq!((supplier.member, supplier.name.as_str()), (Some(world.supplier), "Chen"));
        let line = world.find::<PurchaseLine>((world.community, purchase.id, 1)).await;
        assert_eq!(line.quantity_milli, Quantity::from_milli(25_000));
        // What is agreed is what the supplier gets of the orders.
        assert_eq!(purchase.total_minor, world.balance(AccountKey::held(world.supplier, CNY)).await);
        world.assert_whole().await;
    }

    async fn a_failed_pool_orders_nothing(world: World) {
        let pool = world.buy(|_| {}).await;
        world.paid(pool, 2_000).await;
        world.to_the_end(pool).await;
        assert_eq!(world.bought(pool).await.purchase_id, None);
    }

    /// Seven jin are missing: the last has four of them, the one before three.
    async fn a_shortage_falls_on_who_joined_last(world: World) {
        let (pool, parts) = world.formed(FallsOn::Latest).await;
        let last = world.commitment(parts[3]).await.member;
        let owed = world.owed(last).await;
        world.delivered(pool, 18_000).await;
        assert_eq!(world.gets(&parts).await, [(6_000, 5_400), (5_000, 4_500), (7_000, 6_300), (0, 0)]);
        assert_eq!(world.order_of(parts[3]).await.unwrap().state, State::Cancelled);
        assert_eq!(world.owed(last).await, owed + 3_600, "the money is back at once");
        assert_eq!(world.bought(pool).await.short_milli, Some(7_000));
        assert!(world.story(pool).await.contains(&"short".to_owned()));
        world.assert_whole().await;
    }

    async fn or_on_everybody_in_proportion(world: World) {
        let (pool, parts) = world.formed(FallsOn::ProRata).await;
        world.delivered(pool, 20_000).await;
        assert_eq!(world.gets(&parts).await, [(5_000, 4_500), (4_000, 3_600), (8_000, 7_200), (3_000, 2_700)]);
        world.assert_whole().await;
    }

    /// Boxes come in whole ones: half of one is no count of a group buy either. What is weighed may be any part.
    async fn half_a_box_is_not_counted(world: World) {
        for (unit, half) in [("箱", Err(supply::PurchaseRefused::QuantityOffStep)), ("公斤", Ok(()))] {
            let boxes = world.apples_in(unit, 1_000, Vec::new()).await;
            let pool = world.open(world.steward, world.new_buy(boxes)).await.unwrap().pool;
            world.paid(pool, 12_000).await;
            world.to_the_end(pool).await;
            assert_eq!(world.count_delivered(pool, 6_500).await, half, "{unit}");
            if half.is_err() {
                world.delivered(pool, 6_000).await;
            }
            world.assert_whole().await;
        }
    }

    /// Nothing came: everybody has their money back, and the supplier is owed nothing.
    async fn nothing_came(world: World) {
        let (pool, parts) = world.formed(FallsOn::Latest).await;
        world.delivered(pool, 0).await;
        for part in &parts {
            assert_eq!(world.order_of(*part).await.unwrap().state, State::Cancelled);
        }
        assert_eq!(world.balance(AccountKey::held(world.supplier, CNY)).await, 0);
        assert_eq!(world.balance(AccountKey::held_for_fund(1, CNY)).await, 0);
        world.assert_whole().await;
    }

    /// All came: nobody goes short, and a job that comes twice changes nothing.
    async fn all_came(world: World) {
        let (pool, parts) = world.formed(FallsOn::Latest).await;
        let before = world.gets(&parts).await;
        world.delivered(pool, 25_000).await;
        let purchase = world.purchase(pool).await.id;
        world.settle_again(purchase).await;
        assert_eq!(world.gets(&parts).await, before);
        assert_eq!(world.bought(pool).await.short_milli, Some(0));
        world.assert_whole().await;
    }

    /// Spare pieces are nobody's yet: they go first, and the fund has its money back.
    async fn spare_pieces_go_first(world: World) {
        world.set_standing(100_000).await;
        let mut input = world.new_buy(world.apples().await);
        (input.case, input.remainder) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp);
        let pool = world.open(world.treasurer, input).await.unwrap().pool;
        let mut parts = Vec::new();
        for milli in [10_000, 10_000] {
            parts.push(world.paid(pool, milli).await.1);
        }
        world.to_the_end(pool).await;
        let bought = world.bought(pool).await;
        assert_eq!((bought.ordered_milli, bought.spare_milli), (Some(24_000), Some(4_000)));
        let (paid, fund) = (bought.spare_minor, world.fund().await);
        assert_eq!(world.purchase(pool).await.billed_minor, paid);
        world.delivered(pool, 19_000).await;
        assert_eq!(world.gets(&parts).await, [(10_000, 9_000), (9_000, 8_100)]);
        assert_eq!(world.stock(bought.offer_id).await.0, Some(0), "no spare piece is on the shelf");
        assert_eq!(world.fund().await, fund + paid);
        assert_eq!(world.owed(world.supplier).await, 0);
        world.assert_whole().await;
    }

    /// What was handed out before anybody counted stays where it is.
    async fn who_has_it_keeps_it(world: World) {
        let (pool, parts) = world.formed(FallsOn::Latest).await;
        let (order, steward) = (world.order_of(parts[3]).await.unwrap().id, market::Actor::Member(world.steward));
        let fulfil = market::ops::FulfilOrder { order, wait_for_acceptance: true };
        world.act(move |tx, now| market::ops::fulfil_order(tx, steward, &fulfil, now.into())).await.unwrap();
        world.delivered(pool, 18_000).await;
        assert_eq!(world.gets(&parts).await, [(6_000, 5_400), (5_000, 4_500), (3_000, 2_700), (4_000, 3_600)]);
        world.assert_whole().await;
    }

    /// Sixty parts, and the process dies between two jobs: every part is given back once.
    async fn many_parts_are_given_back_once(world: World) {
        let pool = world.buy(|input| input.falls_on = FallsOn::ProRata).await;
        let mut parts = Vec::new();
        for _ in 0..60 {
            parts.push(world.paid(pool, 2_000).await.1);
        }
        world.to_the_end(pool).await;
        world.delivered(pool, 60_000).await;
        let purchase = world.purchase(pool).await.id;
        for _ in 0..3 {
            world.settle_again(purchase).await;
        }
        assert!(world.gets(&parts).await.iter().all(|left| *left == (1_000, 800)));
        world.assert_whole().await;
    }

    /// Its members have paid: it is closed with what came, and not called off.
    async fn an_order_of_a_pool_is_not_called_off(world: World) {
        let (pool, _) = world.formed(FallsOn::Latest).await;
        let (purchase, by) = (world.purchase(pool).await.id, world.steward);
        let input = supply::ops::CancelPurchase { purchase, reason: "frost".to_owned(), key: None };
        let refused = world.act(move |tx, now| supply::ops::cancel_purchase(tx, by, &input, now)).await;
        assert_eq!(refused.map(drop), Err(PurchaseRefused::FromPool));
    }
}
