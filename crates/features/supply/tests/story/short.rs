//! Less came than was ordered: who is told of it, and until when.

use crate::world::{World, jin};
use kernel::{Id, Quantity};
use market::ops::{Asked, FulfilOrder, LineWanted as Bought, Pay, PlaceOrder, fulfil_order, place_order};
use market::rows::{Offer, Order};
use market::{Actor, When};
use std::time::Duration;
use supply::ops::{DraftPurchase, LineWanted};
use supply::rows::Purchase;

const MINUTE: Duration = Duration::from_secs(60);

impl World {
    /// Paid by set-off, by somebody to whom the community owes enough.
    async fn buys(&self, offer: Id<Offer>, count: i64) -> Id<Order> {
        let buyer = self.rich(10_000).await;
        let line = Bought { offer, variant: 1, quantity: jin(count), asked: Asked::Current };
        let (lines, pay) = (vec![line], Pay::SetOff);
        let order = PlaceOrder { id: self.id(), buyer, lines, pay, reference: None, key: None };
        let id = order.id;
        self.act(move |tx, now| place_order(tx, Actor::Member(buyer), &order, When::from(now)))
            .await
            .unwrap();
        id
    }

    async fn hands_over(&self, order: Id<Order>) {
        let steward = Actor::Member(self.steward);
        let fulfil = FulfilOrder { order, wait_for_acceptance: true };
        self.act(move |tx, now| fulfil_order(tx, steward, &fulfil, When::from(now))).await.unwrap();
    }

    async fn is_missing(&self, order: Id<Order>, milli: i64) {
        let missing = vec![(1, Quantity::from_milli(milli))];
        let short = market::ops::ReportShortage {
            refund: self.id(),
            order,
            missing,
            reason: "hail".into(),
            key: None,
        };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, now| market::ops::report_shortage(tx, steward, &short, When::from(now)))
            .await
            .unwrap();
    }

    /// So many jin of goods that nobody counts on the shelf.
    async fn ordered(&self, offer: Id<Offer>, count: i64) -> Id<Purchase> {
        let line = LineWanted { offer, variant: 1, cases: 1, case: jin(count), price: None };
        self.sent(DraftPurchase { lines: vec![line], ..self.by_sales() }).await
    }

    /// Whether anybody is told that too little came, and how many orders that may hit.
    async fn told(&self, offer: Id<Offer>) -> Option<usize> {
        let community = self.community;
        let shorts = self.db.read(move |reader| supply::shorts(reader, community)).await.unwrap();
        shorts.get(&(offer, 1)).map(|short| short.waiting.len())
    }
}

testkit::both_engines! {
    /// Twelve ordered for three orders of four, ten came: told until what is left is enough for who still waits.
    async fn it_is_told_until_what_is_left_is_enough(world: World) {
        let offer = world.apples_on_shelf(world.chen, None).await;
        let mut orders = Vec::new();
        for _ in 0..3 {
            orders.push(world.buys(offer, 4).await);
        }
        let purchase = world.ordered(offer, 12).await;
        world.clock.advance(MINUTE);
        assert_eq!(world.told(offer).await, None, "nothing has come yet");
        world.count(world.moderator, purchase, 10_000, true).await.unwrap();
        assert_eq!(world.told(offer).await, Some(3));
        world.clock.advance(MINUTE);
        for (order, left) in [(orders[0], 2), (orders[1], 1)] {
            world.hands_over(order).await;
            assert_eq!(world.told(offer).await, Some(left));
        }
        // Two are left, of an order of four two are given back.
        world.is_missing(orders[2], 2_000).await;
        assert_eq!(world.told(offer).await, None);
        world.hands_over(orders[2]).await;
        assert_eq!(world.told(offer).await, None);
        world.assert_whole().await;
    }

    /// Counted in two parts; what was handed over of the first is not there with the second. One got less than was ordered: the rest is for others.
    async fn what_was_handed_over_between_two_deliveries_counts(world: World) {
        let offer = world.apples_on_shelf(world.chen, None).await;
        let early = world.buys(offer, 5).await;
        world.hands_over(early).await;
        world.clock.advance(MINUTE);
        let (first, second, _third) = (world.buys(offer, 4).await, world.buys(offer, 4).await, world.buys(offer, 4).await);
        let purchase = world.ordered(offer, 12).await;
        world.count(world.moderator, purchase, 6_000, false).await.unwrap();
        world.clock.advance(MINUTE);
        world.hands_over(first).await;
        world.clock.advance(MINUTE);
        world.count(world.moderator, purchase, 4_000, true).await.unwrap();
        assert_eq!(world.told(offer).await, Some(2));
        world.is_missing(second, 2_000).await;
        assert_eq!(world.told(offer).await, None);
        world.hands_over(second).await;
        assert_eq!(world.told(offer).await, None, "four are left for an order of four");
    }

    /// All who had ordered by then get theirs: who orders afterwards waits for the next delivery, not for this one.
    async fn who_orders_afterwards_is_not_hit(world: World) {
        let offer = world.apples_on_shelf(world.chen, None).await;
        world.buys(offer, 4).await;
        world.buys(offer, 4).await;
        let purchase = world.ordered(offer, 12).await;
        world.clock.advance(MINUTE);
        world.count(world.moderator, purchase, 10_000, true).await.unwrap();
        world.clock.advance(MINUTE);
        let later = world.buys(offer, 4).await;
        assert_eq!(world.told(offer).await, None);
        world.hands_over(later).await;
        assert_eq!(world.told(offer).await, None);
    }

    /// More orders wait than a page names: all of them are counted.
    async fn more_orders_wait_than_are_named(world: World) {
        let offer = world.apples_on_shelf(world.chen, None).await;
        let buyer = world.rich(1_000_000).await;
        for _ in 0..203 {
            let line = Bought { offer, variant: 1, quantity: jin(1), asked: Asked::Current };
            let (lines, pay) = (vec![line], Pay::SetOff);
            let order = PlaceOrder { id: world.id(), buyer, lines, pay, reference: None, key: None };
            world.act(move |tx, now| place_order(tx, Actor::Member(buyer), &order, When::from(now))).await.unwrap();
        }
        let purchase = world.ordered(offer, 203).await;
        world.count(world.moderator, purchase, 201_000, true).await.unwrap();
        assert_eq!(world.told(offer).await, Some(200));
    }
}
