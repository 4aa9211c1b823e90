//! Orders that carry their place from the beginning: paid or not, a slot takes no more than it has places.

use crate::world::{World, migrations};
use kernel::{Id, Timestamp};
use market::ops::Pay;
use market::rows::Order;
use pickup::PickupRefused;
use pickup::collecting::PickupState;
use pickup::ops::{FetchOrder, Fetched, fetch_nowhere, fetch_order};
use pickup::rows::{Pickup, PickupOrder, PickupPoint};
use store::{Config, Db, OpError, Row, Schema, Table, row};
use testkit::Scratch;

impl World {
    async fn unpaid(&self) -> Id<Order> {
        let buyer = self.rich(1_000).await;
        let goods = self.goods("Apples", "10").await;
        self.order(buyer, &[(goods, 1_000)], Pay::Later).await
    }

    async fn fetch_at(&self, order: Id<Order>, point: Id<PickupPoint>, day: i64) -> bool {
        self.finds(order, (point, day), false).await == Fetched::Placed
    }

    async fn finds(&self, order: Id<Order>, (point, day): (Id<PickupPoint>, i64), day_full: bool) -> Fetched {
        let input = FetchOrder { order, point, day, random: self.ids.count(), day_full };
        self.act(move |tx, now| Ok::<_, OpError<()>>(fetch_order(tx, &input, now)?)).await.unwrap()
    }

    async fn unsay(&self, order: Id<Order>) {
        self.act(move |tx, _| Ok::<_, OpError<()>>(fetch_nowhere(tx, order)?)).await.unwrap();
    }
}

testkit::both_engines! {
    async fn unpaid_orders_have_their_places_and_give_them_back(world: World) {
        let point = world.point(|new| new.text.each_slot = Some(1)).await;
        let day = world.today() + 2;
        let (first, second, third) = (world.unpaid().await, world.unpaid().await, world.unpaid().await);
        assert!(world.fetch_at(first, point, day).await);
        // Said again it is the same; the next one comes later on that day, and then it is full.
        assert!(world.fetch_at(first, point, day).await);
        assert!(world.fetch_at(second, point, day).await);
        assert_eq!((world.pickup(first).await.from_minute, world.pickup(second).await.from_minute), (960, 1_080));
        assert!(!world.fetch_at(third, point, day).await);
        world.assert_whole().await;
        world.call_off(first).await;
        assert!(world.fetch_at(third, point, day).await);
        assert_eq!(world.pickup(third).await.from_minute, 960);
        assert_eq!(world.pickup(first).await.state, PickupState::Dropped);
        world.assert_whole().await;
        // An order that is over gets none, and one that moves to where all is full keeps none.
        assert!(!world.fetch_at(first, point, day + 1).await);
        let (_, other) = world.paid().await;
        assert!(world.fetch_at(other, point, day + 1).await);
        let (_, another) = world.paid().await;
        assert!(world.fetch_at(another, point, day + 1).await);
        assert!(!world.fetch_at(third, point, day + 1).await);
        assert_eq!(world.pickup(third).await.state, PickupState::Dropped);
        // A point that is closed takes nobody.
        let closed = world.point(|new| new.is_open = false).await;
        let (_, last) = world.paid().await;
        assert!(!world.fetch_at(last, closed, day).await);
        let community = world.community;
        assert!(world.db.read(move |reader| reader.find::<Pickup>(&(community, last))).await.unwrap().is_none());
        world.assert_whole().await;
    }

    /// A full day is full at every hour of it; who is told so looks for no place, and their buyer waits for the day all the same.
    async fn a_full_day_is_tried_once(world: World) {
        let point = world.point(|new| new.text.each_day = Some(1)).await;
        let day = world.today() + 2;
        let (first, second) = (world.unpaid().await, world.unpaid().await);
        assert_eq!(world.finds(first, (point, day), false).await, Fetched::Placed);
        assert_eq!(world.finds(second, (point, day), false).await, Fetched::DayFull);
        let (buyer, third) = world.paid().await;
        assert_eq!(world.finds(third, (point, day + 1), true).await, Fetched::DayFull);
        assert_eq!(world.choose(buyer, world.slot(third, point, 2)).await, Err(PickupRefused::NotThereYet));
        // Without that word there is a place on the same day, and what has one keeps it with the word too.
        assert_eq!(world.finds(third, (point, day + 1), false).await, Fetched::Placed);
        assert_eq!(world.finds(third, (point, day + 1), true).await, Fetched::Placed);
        // An unpaid order that moves to a full day has no place any more.
        assert_eq!(world.finds(first, (point, day + 1), true).await, Fetched::DayFull);
        assert_eq!(world.pickup(first).await.state, PickupState::Dropped);
        // Times that are full say nothing of the day.
        let narrow = world.point(|new| new.text.each_slot = Some(1)).await;
        for fetched in [Fetched::Placed, Fetched::Placed, Fetched::NoPlace] {
            let order = world.unpaid().await;
            assert_eq!(world.finds(order, (narrow, day), false).await, fetched);
        }
        world.assert_whole().await;
    }

    /// Nobody waits for a day that nobody says any more, and whoever hands over may give out what came early.
    async fn only_a_day_that_is_said_binds_the_buyer(world: World) {
        let point = world.point(|_| {}).await;
        let (buyer, order) = world.paid().await;
        assert!(world.fetch_at(order, point, world.today() + 3).await);
        assert_eq!(world.choose(buyer, world.slot(order, point, 1)).await, Err(PickupRefused::NotThereYet));
        world.choose(world.steward, world.slot(order, point, 1)).await.unwrap();
        assert_eq!(world.choose(buyer, world.slot(order, point, 2)).await, Err(PickupRefused::NotThereYet));
        let before = world.pickup(order).await;
        world.unsay(order).await;
        assert_eq!(world.pickup(order).await, before, "who has paid keeps what they have");
        world.choose(buyer, world.slot(order, point, 2)).await.unwrap();
        // Said again it binds again.
        assert!(world.fetch_at(order, point, world.today() + 3).await);
        assert_eq!(world.choose(buyer, world.slot(order, point, 1)).await, Err(PickupRefused::NotThereYet));
        world.assert_whole().await;
    }

    /// Places of orders from before are said.
    async fn what_was_said_before_stands(scratch: Scratch) {
        let place = scratch.place();
        let migrated = async |until: u32| {
            let place = place.clone();
            let some: Vec<_> =
                migrations().into_iter().filter(|one| one.feature != "pickup" || one.number < until).collect();
            tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
        };
        let open = async |tables: &[&'static Table]| {
            let config = Config::new(place.clone(), Schema::new(tables));
            tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
        };
        let (order, point) = (Id::<Order>::from_parts(1, [2; 10]), Id::<PickupPoint>::from_parts(1, [3; 10]));
        let (by, at) = (Id::from_parts(1, [9; 10]), Timestamp::from_micros(1));
        migrated(8).await;
        let old = open(&[PickupPoint::TABLE, OldSaid::TABLE]).await;
        old.transact(1, move |tx| {
            tx.insert(&PickupPoint {
                community_id: 1,
                id: point,
                number: 1,
                name: String::new(),
                address: String::new(),
                note: String::new(),
                hours: String::new(),
                closed_on: String::new(),
                slot_places: None,
                day_places: None,
                minder: by,
                is_open: true,
                made_by: by,
                made_at_us: at,
                changed_by: by,
                changed_at_us: at,
            })?;
            tx.insert(&OldSaid { community_id: 1, order_id: order, point_id: point, day: 20_000 })?;
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        old.close().await;
        migrated(99).await;
        let db = open(&[PickupOrder::TABLE]).await;
        let row = db.read(move |reader| reader.find::<PickupOrder>(&(1, order))).await.unwrap().unwrap();
        assert_eq!((row.point_id, row.day, row.is_said), (point, 20_000, true));
        db.close().await;
    }
}

row! {
    /// As it was before a list could take it back.
    struct OldSaid in "pickup_order" {
        key community_id: i64, order_id: Id<Order>;
        point_id: Id<PickupPoint>,
        day: i64,
    }
}
