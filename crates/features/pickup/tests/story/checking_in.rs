//! The minder says what became of an order; what is sent again counts once.

use crate::world::{HOUR, World};
use kernel::Timestamp;
use market::order::State;
use market::{Actor, When};
use pickup::PickupRefused as No;
use pickup::collecting::{PickupState, Told};
use pickup::ids::Member;
use pickup::ops::{self, SayCheckIn};
use pickup::rows::CheckIn;

fn neighbour(name: &str, said_now: bool) -> Told {
    Told::Neighbour { name: name.to_owned(), said_now }
}

testkit::both_engines! {
    /// Collected is handed over in the market, by the minder's own name and at the time of the device.
    async fn collected_is_handed_over_once(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.waiting(point).await;
        let before = world.order_row(order).await;
        world.clock.advance(HOUR * 30);
        let at = Timestamp::from_micros(world.now().micros - 3_600_000_000);
        let input = SayCheckIn { id: "device-1-0001".to_owned(), order, told: Told::Collected, at: Some(at) };
        let by = world.minder;
        let say = |input: SayCheckIn| world.act(move |tx, now| ops::check_in(tx, by, &input, now));
        let first = say(input.clone()).await.unwrap();
        assert_eq!((first.state, first.happened_at, first.again), (PickupState::Collected, at, false));
        let row = world.order_row(order).await;
        assert_eq!((row.state, row.event_count), (State::Fulfilled, before.event_count + 1));
        let event = world.find::<market::rows::OrderEvent>((world.community, order, row.event_count)).await;
        assert_eq!((event.by_member, event.at_us), (Some(by), at));
        world.clock.advance(HOUR);
        let second = say(input.clone()).await.unwrap();
        assert!(second.again);
        assert_eq!((second.state, second.happened_at), (first.state, first.happened_at));
        assert_eq!(world.order_row(order).await, row);
        let other = SayCheckIn { id: "device-2-0001".to_owned(), ..input.clone() };
        assert_eq!(say(other).await.unwrap_err(), No::AlreadyHandedOver);
        let changed = SayCheckIn { told: Told::Missed, ..input };
        assert_eq!(say(changed).await.unwrap_err(), No::KeyReused);
        world.assert_whole().await;
    }

    async fn only_who_minds_it_checks_in(world: World) {
        let point = world.point(|_| {}).await;
        let (buyer, order) = world.waiting(point).await;
        let nobody = world.id::<Member>();
        for (by, refused) in [(nobody, No::NotAMember), (buyer, No::NotAllowed)] {
            let said = world.check_in(by, "device-1-0001", order, Told::Collected).await;
            assert_eq!(said.unwrap_err(), refused);
        }
        let said = world.check_in(world.minder, "x", order, Told::Collected).await;
        assert_eq!(said.unwrap_err(), No::IdMalformed);
        let said = world.check_in(world.minder, "device-1-0001", world.id(), Told::Collected).await;
        assert_eq!(said.unwrap_err(), No::NoSuchPickup);
        let said = world.check_in(world.minder, "device-1-0001", order, Told::Missed).await;
        assert_eq!(said.unwrap_err(), No::TooEarly);
        assert_eq!(world.order_row(order).await.state, State::Paid);
        world.check_in(world.steward, "device-1-0001", order, Told::Collected).await.unwrap();
        // Another's id is not one's own.
        let said = world.check_in(world.minder, "device-1-0001", order, Told::Collected).await;
        assert_eq!(said.unwrap_err(), No::KeyReused);
    }

    async fn a_neighbour_gets_it_with_the_buyers_word(world: World) {
        let point = world.point(|_| {}).await;
        let (ana, first) = world.waiting(point).await;
        let (_, second) = world.waiting(point).await;
        let minder = world.minder;
        let said = world.check_in(minder, "device-1-0001", first, neighbour("Li", false)).await;
        assert_eq!(said.unwrap_err(), No::NoConsent);
        let long = "字".repeat(61);
        for (name, refused) in [(" ", No::NeighbourMissing), (long.as_str(), No::NeighbourTooLong)] {
            assert_eq!(world.let_neighbour(ana, first, Some(name)).await.unwrap_err(), refused);
        }
        assert_eq!(world.let_neighbour(minder, first, Some("Li")).await.unwrap_err(), No::NotYours);
        assert_eq!(world.let_neighbour(ana, first, Some(" Li ")).await.unwrap().as_deref(), Some("Li"));
        let said = world.check_in(minder, "device-1-0001", first, neighbour("Wu", false)).await;
        assert_eq!(said.unwrap_err(), No::NoConsent);
        world.check_in(minder, "device-1-0001", first, neighbour("", false)).await.unwrap();
        let given = world.pickup(first).await;
        assert_eq!((given.state, given.handed_to.as_deref()), (PickupState::Neighbour, Some("Li")));
        assert_eq!(world.let_neighbour(ana, first, None).await.unwrap_err(), No::AlreadyHandedOver);
        world.check_in(minder, "device-1-0002", second, neighbour("Wu", true)).await.unwrap();
        let row = world.find::<CheckIn>((world.community, "device-1-0002".to_owned())).await;
        assert_eq!((row.handed_to.as_deref(), row.said_now), (Some("Wu"), true));
        for order in [first, second] {
            assert_eq!(world.order_row(order).await.state, State::Fulfilled);
        }
        // Erased, whom they named is gone; a device that sends it once more is still known.
        world.act(move |tx, _| ops::forget_member(tx, ana)).await.unwrap();
        let said = world.find::<CheckIn>((world.community, "device-1-0001".to_owned())).await;
        let forgotten = world.pickup(first).await;
        assert_eq!((said.handed_to, forgotten.neighbour, forgotten.handed_to), (None, None, None));
        assert!(world.check_in(minder, "device-1-0001", first, neighbour("", false)).await.unwrap().again);
        world.assert_whole().await;
    }

    async fn not_collected_can_still_be_collected(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.waiting(point).await;
        world.clock.set(world.pickup(order).await.ends_at_us);
        world.check_in(world.minder, "device-1-0001", order, Told::Missed).await.unwrap();
        assert_eq!((world.pickup(order).await.state, world.order_row(order).await.state), (PickupState::Missed, State::Paid));
        world.check_in(world.minder, "device-1-0002", order, Told::Collected).await.unwrap();
        assert!(world.check_in(world.minder, "device-1-0001", order, Told::Missed).await.unwrap().again);
        assert_eq!(world.pickup(order).await.state, PickupState::Collected);
        world.assert_whole().await;
    }

    /// Marked as handed over on another page, it is not handed over twice; called off, it is not handed over at all.
    async fn what_happened_elsewhere_is_respected(world: World) {
        let point = world.point(|_| {}).await;
        let (_, first) = world.waiting(point).await;
        let (_, second) = world.waiting(point).await;
        let (_, third) = world.waiting(point).await;
        let steward = Actor::Member(world.steward);
        for order in [first, third] {
            let input = market::ops::FulfilOrder { order, wait_for_acceptance: true };
            world.act(move |tx, now| market::ops::fulfil_order(tx, steward, &input, When::from(now))).await.unwrap();
        }
        let row = world.order_row(first).await;
        world.check_in(world.minder, "device-1-0001", first, Told::Collected).await.unwrap();
        assert_eq!(world.order_row(first).await, row);
        world.call_off(second).await;
        let said = world.check_in(world.minder, "device-1-0002", second, Told::Collected).await;
        assert_eq!(said.unwrap_err(), No::OrderNotPaid);
        world.clock.set(world.pickup(third).await.ends_at_us);
        world.run_jobs().await;
        assert_eq!(world.pickup(third).await.state, PickupState::Collected);
        world.assert_whole().await;
    }
}
