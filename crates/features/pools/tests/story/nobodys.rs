//! What a pool ordered and no member has any more is missed by nobody: it goes first when less comes.

use crate::world::World;
use kernel::Id;
use market::ops::{CancelOrder, cancel_order};
use market::rows::{OfferVariant, OrderLine};
use market::{Actor, When};
use pools::commitment::CommitmentState;
use pools::group_buy::FallsOn;
use pools::ids::{Member, PoolId};
use pools::rows::Commitment;

impl World {
    /// Four members with 6, 5, 10 and 4 jin, the last ones before the deadline.
    async fn joined_by_four(&self, falls_on: FallsOn) -> (PoolId, Vec<(Id<Member>, Id<Commitment>)>) {
        let pool = self.buy(|input| input.falls_on = falls_on).await;
        let mut parts = Vec::new();
        for milli in [6_000, 5_000, 10_000, 4_000] {
            parts.push(self.paid(pool, milli).await);
        }
        (pool, parts)
    }

    /// What of the goods can be bought by anybody.
    async fn on_shelf(&self, pool: PoolId) -> i64 {
        let buy = self.bought(pool).await;
        let variant = self.find::<OfferVariant>((self.community, buy.offer_id, buy.variant)).await;
        variant.available_milli.unwrap_or_default()
    }

    /// How much of it a member gets.
    async fn gets_of(&self, part: Id<Commitment>) -> i64 {
        let order = self.order_of(part).await.expect("it became an order");
        let line = self.find::<OrderLine>((self.community, order.id, 1)).await;
        line.quantity_milli.milli - line.undelivered_milli.milli
    }
}

testkit::both_engines! {
    /// Who left had six jin ordered and has their money back: six that do not come are missed by nobody, the seventh by the last.
    async fn what_was_ordered_for_who_left_is_missed_by_nobody(world: World) {
        for (came, gets) in [(19_000, [5_000, 10_000, 4_000]), (18_000, [5_000, 10_000, 3_000])] {
            let (pool, parts) = world.joined_by_four(FallsOn::Latest).await;
            let actor = parts[0].0;
            let left = community::ops::leave::LeaveInput { actor, member: actor, reason: String::new() };
            world.act(move |tx, now| community::ops::leave::leave(tx, &left, now)).await.unwrap();
            world.to_the_end(pool).await;
            assert_eq!(world.state(parts[0].1).await, CommitmentState::Refunded);
            assert_eq!(world.bought(pool).await.ordered_milli, Some(25_000));
            world.delivered(pool, came).await;
            for ((_, part), gets) in parts[1..].iter().zip(gets) {
                assert_eq!(world.gets_of(*part).await, gets, "{came} came");
            }
            assert_eq!(world.bought(pool).await.short_milli, Some(25_000 - came));
            assert_eq!(world.on_shelf(pool).await, 0, "nothing of it came");
            world.assert_whole().await;
        }
    }

    /// So is what was ordered for an order that was called off before anything came.
    async fn what_was_ordered_for_an_order_called_off_is_missed_by_nobody(world: World) {
        let (pool, parts) = world.joined_by_four(FallsOn::ProRata).await;
        world.to_the_end(pool).await;
        let order = world.order_of(parts[3].1).await.unwrap().id;
        let (by, refund) = (Actor::Member(world.steward), world.id());
        let input = CancelOrder { order, refund, reason: "Moves away".to_owned() };
        world.act(move |tx, now| cancel_order(tx, by, &input, When::from(now))).await.unwrap();
        world.delivered(pool, 21_000).await;
        for ((_, part), gets) in parts.iter().zip([6_000, 5_000, 10_000, 0]) {
            assert_eq!(world.gets_of(*part).await, gets);
        }
        assert_eq!(world.on_shelf(pool).await, 0, "four were on the shelf since it was called off, and did not come");
        world.assert_whole().await;
    }

    /// What came and was ordered for nobody any more can be sold: what was meant for who left, and of an order that was called off no
    /// more than came.
    async fn what_came_for_nobody_is_on_the_shelf(world: World) {
        for (came, shelf) in [(25_000, 10_000), (17_000, 2_000), (14_000, 0)] {
            let (pool, parts) = world.joined_by_four(FallsOn::Latest).await;
            let actor = parts[0].0;
            let left = community::ops::leave::LeaveInput { actor, member: actor, reason: String::new() };
            world.act(move |tx, now| community::ops::leave::leave(tx, &left, now)).await.unwrap();
            world.to_the_end(pool).await;
            let order = world.order_of(parts[3].1).await.unwrap().id;
            let (by, refund) = (Actor::Member(world.steward), world.id());
            let input = CancelOrder { order, refund, reason: "Moves away".to_owned() };
            world.act(move |tx, now| cancel_order(tx, by, &input, When::from(now))).await.unwrap();
            assert_eq!(world.on_shelf(pool).await, 4_000);
            world.delivered(pool, came).await;
            assert_eq!(world.on_shelf(pool).await, shelf, "{came} came");
            world.assert_whole().await;
        }
    }
}
