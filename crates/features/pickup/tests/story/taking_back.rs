//! A wrong button: what was said is taken back within minutes, and the market with it.

use crate::world::{HOUR, World};
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::{OfferVariant, Order, OrderLine, OrderStep};
use market::{Actor, When};
use pickup::PickupRefused as No;
use pickup::collecting::{PickupState, Told, UNDO_WITHIN};
use pickup::ids::Member;
use pickup::ops::{self, CheckedIn, SayCheckIn, UndoCheckIn};
use std::time::Duration;

impl World {
    async fn undo(
        &self,
        by: Id<Member>,
        id: &str,
        order: Id<Order>,
        at: Option<Timestamp>,
    ) -> Result<CheckedIn, No> {
        let input = UndoCheckIn { id: id.to_owned(), order, at };
        self.act(move |tx, now| ops::undo_check_in(tx, by, &input, now)).await
    }

    /// Held and sold of what an order is about.
    async fn stock(&self, order: Id<Order>) -> (i64, i64) {
        let line = self.find::<OrderLine>((self.community, order, 1)).await;
        let variant = self.find::<OfferVariant>((self.community, line.offer_id, line.variant)).await;
        let stock = variant.stock();
        (stock.held, stock.sold)
    }
}

testkit::both_engines! {
    /// Collected, taken back, collected again: the order goes there and back, the stock with it, and each is said once.
    async fn what_was_collected_by_mistake_waits_again(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.waiting(point).await;
        let (minder, before) = (world.minder, world.stock(order).await);
        assert_eq!(world.undo(minder, "device-1-undo", order, None).await.unwrap_err(), No::NothingToUndo);
        world.check_in(minder, "device-1-0001", order, Told::Collected).await.unwrap();
        assert_ne!(world.stock(order).await, before);
        world.clock.advance(UNDO_WITHIN);
        let done = world.undo(minder, "device-1-undo", order, None).await.unwrap();
        assert_eq!((done.state, done.again), (PickupState::Waiting, false));
        let (pickup, row) = (world.pickup(order).await, world.order_row(order).await);
        assert_eq!((pickup.state, pickup.gone_at_us, pickup.gone_by), (PickupState::Waiting, None, None));
        assert_eq!((row.state, row.accept_due_us), (State::Paid, None));
        assert_eq!(world.stock(order).await, before);
        let event = world.find::<market::rows::OrderEvent>((world.community, order, row.event_count)).await;
        assert_eq!((event.step, event.by_member), (OrderStep::HandOverUndone, Some(minder)));
        // Pressed twice, or sent again: it counts once. What it took back is still known, and says nothing anew.
        assert!(world.undo(minder, "device-1-undo", order, None).await.unwrap().again);
        assert!(world.check_in(minder, "device-1-0001", order, Told::Collected).await.unwrap().again);
        assert_eq!(world.order_row(order).await, row);
        let said = world.check_in(minder, "device-1-undo", order, Told::Collected).await;
        assert_eq!(said.unwrap_err(), No::KeyReused);
        assert_eq!(world.undo(minder, "device-1-0001", order, None).await.unwrap_err(), No::KeyReused);
        assert_eq!(world.undo(minder, "device-1-und2", order, None).await.unwrap_err(), No::NothingToUndo);
        world.check_in(minder, "device-1-0002", order, Told::Collected).await.unwrap();
        assert_eq!(world.order_row(order).await.state, State::Fulfilled);
        world.assert_whole().await;
    }

    /// By who said it, or who hands over orders anywhere; for a quarter of an hour; given to a neighbour as well.
    async fn who_takes_it_back_and_until_when(world: World) {
        let point = world.point(|_| {}).await;
        let (buyer, order) = world.waiting(point).await;
        let told = Told::Neighbour { name: "Li".to_owned(), said_now: true };
        world.check_in(world.steward, "device-1-0001", order, told.clone()).await.unwrap();
        for by in [buyer, world.minder] {
            assert_eq!(world.undo(by, "device-2-undo", order, None).await.unwrap_err(), No::NotAllowed);
        }
        let nobody: Id<Member> = world.id();
        assert_eq!(world.undo(nobody, "device-2-undo", order, None).await.unwrap_err(), No::NotAMember);
        assert_eq!(world.undo(world.minder, "x", order, None).await.unwrap_err(), No::IdMalformed);
        world.undo(world.steward, "device-1-undo", order, None).await.unwrap();
        assert_eq!(world.pickup(order).await.handed_to, None);
        world.check_in(world.minder, "device-2-0001", order, told).await.unwrap();
        world.clock.advance(UNDO_WITHIN + Duration::from_micros(1));
        for by in [world.minder, world.steward] {
            assert_eq!(world.undo(by, "device-3-undo", order, None).await.unwrap_err(), No::UndoTooLate);
        }
        world.assert_whole().await;
    }

    /// Both were said without a network, and sent hours later: the device's clock counts, and it ends as it would have then.
    async fn what_was_taken_back_offline_is_taken_back(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.waiting(point).await;
        world.clock.set(world.pickup(order).await.starts_at_us);
        let (minder, pressed) = (world.minder, world.now());
        world.clock.advance(HOUR * 5);
        world.run_jobs().await;
        let input = SayCheckIn { id: "device-1-0001".to_owned(), order, told: Told::Collected, at: Some(pressed) };
        world.act(move |tx, now| ops::check_in(tx, minder, &input, now)).await.unwrap();
        let back = pressed.plus(UNDO_WITHIN);
        assert_eq!(world.undo(minder, "device-1-late", order, Some(back.plus(UNDO_WITHIN))).await.unwrap_err(), No::UndoTooLate);
        let done = world.undo(minder, "device-1-undo", order, Some(back)).await.unwrap();
        assert_eq!((done.state, done.happened_at), (PickupState::Missed, back), "its slot was over when it was sent");
        assert_eq!(world.order_row(order).await.state, State::Paid);
        world.assert_whole().await;
    }

    /// After its slot, taken back is not forgotten: the buyer is reminded once the minutes are over.
    async fn what_is_taken_back_is_looked_after(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.waiting(point).await;
        let ends_at = world.pickup(order).await.ends_at_us;
        world.check_in(world.minder, "device-1-0001", order, Told::Collected).await.unwrap();
        world.undo(world.minder, "device-1-undo", order, None).await.unwrap();
        world.clock.set(ends_at);
        world.check_in(world.minder, "device-1-0002", order, Told::Missed).await.unwrap();
        assert_eq!(world.undo(world.minder, "device-1-und2", order, None).await.unwrap().state, PickupState::Waiting);
        assert_eq!(world.pickup(order).await.missed_at_us, None);
        world.clock.advance(UNDO_WITHIN);
        world.run_jobs().await;
        assert_eq!(world.pickup(order).await.state, PickupState::Missed);
        world.assert_whole().await;
    }

    /// The buyer has said that it came, or somebody else handed it over: that stands.
    async fn what_was_accepted_since_stands(world: World) {
        let point = world.point(|_| {}).await;
        let (buyer, order) = world.waiting(point).await;
        world.check_in(world.minder, "device-1-0001", order, Told::Collected).await.unwrap();
        let actor = Actor::Member(buyer);
        world.act(move |tx, now| market::ops::accept_order(tx, actor, order, When::from(now))).await.unwrap();
        assert_eq!(world.undo(world.minder, "device-1-undo", order, None).await.unwrap_err(), No::HandOverStands);
        let (_, other) = world.waiting(point).await;
        let (steward, input) = (Actor::Member(world.steward), market::ops::FulfilOrder { order: other, wait_for_acceptance: true });
        world.act(move |tx, now| market::ops::fulfil_order(tx, steward, &input, When::from(now))).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        world.check_in(world.minder, "device-1-0002", other, Told::Collected).await.unwrap();
        assert_eq!(world.undo(world.minder, "device-1-und2", other, None).await.unwrap_err(), No::HandOverStands);
        world.assert_whole().await;
    }
}
