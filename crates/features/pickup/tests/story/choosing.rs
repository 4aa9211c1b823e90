//! A buyer chooses where and when a paid order is fetched, and changes that.

use crate::world::{HOUR, World};
use kernel::Id;
use market::ops::Pay;
use pickup::PickupRefused as No;
use pickup::collecting::{PickupState, Told};
use pickup::ids::Member;
use pickup::ops::{ChooseSlot, KeepPoint};
use pickup::rows::{PickupDay, PickupSlot};

testkit::both_engines! {
    async fn a_paid_order_gets_a_place_and_a_code(world: World) {
        let point = world.point(|_| {}).await;
        let (buyer, order) = world.paid().await;
        let chosen = world.choose(buyer, world.slot(order, point, 1)).await.unwrap();
        let pickup = world.pickup(order).await;
        assert_eq!((pickup.code, pickup.state, pickup.buyer), (chosen.code, PickupState::Waiting, buyer));
        assert!((10_000..100_000).contains(&chosen.code));
        assert_eq!(chosen.starts_at.format(&world.zone(), "%H:%M"), "16:00");
        // For a buyer without an account somebody else does it.
        let (other, theirs) = world.paid().await;
        let second = world.choose(world.steward, world.slot(theirs, point, 1)).await.unwrap();
        assert_eq!(world.pickup(theirs).await.buyer, other);
        assert_ne!(second.code, chosen.code);
        world.assert_whole().await;
    }

    async fn what_cannot_be_fetched_is_not_chosen(world: World) {
        let point = world.point(|_| {}).await;
        let (buyer, order) = world.paid().await;
        let slot = |days| world.slot(order, point, days);
        let (today, stranger, nobody) = (world.today(), world.member("Wu").await, world.id::<Member>());
        assert_eq!(world.choose(nobody, slot(1)).await.unwrap_err(), No::NotAMember);
        assert_eq!(world.choose(stranger, slot(1)).await.unwrap_err(), No::NotYours);
        let cases: &[(ChooseSlot, No)] = &[
            (ChooseSlot { order: world.id(), ..slot(1) }, No::NoSuchOrder),
            (ChooseSlot { point: world.id(), ..slot(1) }, No::NoSuchPoint),
            (ChooseSlot { from_minute: 961, ..slot(1) }, No::NoSuchSlot),
            (ChooseSlot { day: today - 1, ..slot(1) }, No::SlotOver),
            (ChooseSlot { day: today + 28, ..slot(1) }, No::SlotTooFar),
            (ChooseSlot { day: i64::MAX, ..slot(1) }, No::SlotTooFar),
        ];
        for (input, refused) in cases {
            assert_eq!(world.choose(buyer, input.clone()).await.unwrap_err(), *refused, "{input:?}");
        }
        let apples = world.goods("Pears", "10").await;
        let unpaid = world.order(buyer, &[(apples, 1_000)], Pay::Later).await;
        let refused = world.choose(buyer, ChooseSlot { order: unpaid, ..slot(1) }).await.unwrap_err();
        assert_eq!(refused, No::OrderNotPaid);
        world.edit(world.steward, KeepPoint { point, is_open: false, ..world.new_point() }).await.unwrap();
        assert_eq!(world.choose(buyer, slot(1)).await.unwrap_err(), No::PointClosed);
        world.assert_whole().await;
    }

    /// Two a slot, three a day. A changed mind and a called-off order give their places back.
    async fn places_are_limited_and_come_back(world: World) {
        let point = world.point(|input| {
            (input.text.each_slot, input.text.each_day) = (Some(2), Some(3));
        }).await;
        let (_, first) = world.waiting(point).await;
        let (buyer, second) = world.waiting(point).await;
        let (late, third) = world.paid().await;
        assert_eq!(world.choose(late, world.slot(third, point, 1)).await.unwrap_err(), No::SlotFull);
        let evening = ChooseSlot { from_minute: 1_080, ..world.slot(third, point, 1) };
        world.choose(late, evening.clone()).await.unwrap();
        let (last, fourth) = world.paid().await;
        let other = ChooseSlot { order: fourth, ..evening };
        assert_eq!(world.choose(last, other.clone()).await.unwrap_err(), No::DayFull);
        // The same place again is no second one.
        let code = world.pickup(second).await.code;
        let again = world.choose(buyer, world.slot(second, point, 1)).await.unwrap();
        assert_eq!(again.code, code);
        let moved = world.choose(buyer, world.slot(second, point, 2)).await.unwrap();
        assert_eq!(moved.code, code, "a changed mind keeps its code");
        world.choose(last, other).await.unwrap();
        let (more, fifth) = world.paid().await;
        assert_eq!(world.choose(more, world.slot(fifth, point, 1)).await.unwrap_err(), No::DayFull);
        world.call_off(first).await;
        world.choose(more, world.slot(fifth, point, 1)).await.unwrap();
        assert_eq!(world.pickup(first).await.state, PickupState::Dropped);
        let (community, day) = (world.community, world.today() + 1);
        assert_eq!(world.find::<PickupDay>((community, point, day)).await.taken, 3);
        assert_eq!(world.find::<PickupSlot>((community, point, day, 960)).await.taken, 1);
        world.assert_whole().await;
    }

    async fn a_request_twice_chooses_once(world: World) {
        let point = world.point(|_| {}).await;
        let (buyer, order) = world.paid().await;
        let key = |number: i64| Some(store::IdempotencyKey::of("mem_d", "k", "choose_slot", &number).unwrap());
        let input = ChooseSlot { key: key(1), ..world.slot(order, point, 1) };
        let first = world.choose(buyer, input.clone()).await.unwrap();
        assert_eq!(world.choose(buyer, input.clone()).await.unwrap(), first);
        let other = ChooseSlot { key: key(2), ..input };
        assert_eq!(world.choose(buyer, other).await.unwrap_err(), No::KeyReused);
        assert_eq!(world.find::<PickupDay>((world.community, point, world.today() + 1)).await.taken, 1);
    }

    /// Drawn from the same randomness, two orders still have two codes; one that was fetched with rests, and is used again.
    async fn no_code_opens_two_orders(world: World) {
        let point = world.point(|_| {}).await;
        let ((ana, first), (ben, second), (cleo, third)) =
            (world.paid().await, world.paid().await, world.paid().await);
        let slot = |order: Id<market::rows::Order>| ChooseSlot { random: 5, ..world.slot(order, point, 0) };
        let one = world.choose(ana, slot(first)).await.unwrap().code;
        assert_ne!(world.choose(ben, slot(second)).await.unwrap().code, one);
        world.check_in(world.minder, "device-1-0001", first, Told::Collected).await.unwrap();
        // For some days it still opens what was fetched with it.
        assert_ne!(world.choose(cleo, slot(third)).await.unwrap().code, one);
        world.clock.advance(pickup::collecting::CODE_RESTS);
        let (dan, fourth) = world.paid().await;
        let slot = ChooseSlot { random: 5, ..world.slot(fourth, point, 0) };
        assert_eq!(world.choose(dan, slot).await.unwrap().code, one);
        world.assert_whole().await;
    }

    /// Nobody came: the buyer is reminded, and can choose anew. Whoever chose another time before is not.
    async fn who_does_not_come_is_reminded(world: World) {
        let point = world.point(|_| {}).await;
        let (ana, first) = world.waiting(point).await;
        let (ben, second) = world.waiting(point).await;
        let (_, third) = world.waiting(point).await;
        world.choose(ben, world.slot(second, point, 3)).await.unwrap();
        world.call_off(third).await;
        let ends = world.pickup(first).await.ends_at_us;
        world.clock.set(kernel::Timestamp::from_micros(ends.micros - 1));
        world.run_jobs().await;
        assert_eq!(world.pickup(first).await.state, PickupState::Waiting);
        world.clock.set(ends);
        world.run_jobs().await;
        let missed = world.pickup(first).await;
        assert_eq!((missed.state, missed.missed_at_us), (PickupState::Missed, Some(ends)));
        assert_eq!(world.pickup(second).await.state, PickupState::Waiting);
        assert_eq!(world.pickup(third).await.state, PickupState::Dropped);
        world.choose(ana, world.slot(first, point, 1)).await.unwrap();
        let again = world.pickup(first).await;
        assert_eq!((again.state, again.missed_at_us), (PickupState::Waiting, None));
        world.clock.advance(HOUR * 240);
        world.run_jobs().await;
        assert_eq!(world.pickup(first).await.state, PickupState::Missed);
        world.assert_whole().await;
    }
}
