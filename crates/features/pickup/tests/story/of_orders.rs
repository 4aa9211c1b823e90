//! Orders that carry their place from the beginning: paid or not, a slot takes no more than it has places.

use crate::world::World;
use kernel::Id;
use market::ops::Pay;
use market::rows::Order;
use pickup::collecting::PickupState;
use pickup::ops::{FetchOrder, fetch_order};
use pickup::rows::{Pickup, PickupPoint};
use store::OpError;

impl World {
    async fn unpaid(&self) -> Id<Order> {
        let buyer = self.rich(1_000).await;
        let goods = self.goods("Apples", "10").await;
        self.order(buyer, &[(goods, 1_000)], Pay::Later).await
    }

    async fn fetch_at(&self, order: Id<Order>, point: Id<PickupPoint>, day: i64) -> bool {
        let input = FetchOrder { order, point, day, random: self.ids.count() };
        self.act(move |tx, now| Ok::<_, OpError<()>>(fetch_order(tx, &input, now)?)).await.unwrap()
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
}
