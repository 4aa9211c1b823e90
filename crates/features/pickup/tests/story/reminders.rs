//! Who is reminded of what is to be fetched, when, and who is not.

use crate::world::{HOUR, World};
use kernel::{Id, Timestamp};
use market::rows::Order;
use pickup::collecting::Told;
use pickup::ops;
use pickup::reminding::Reminder;
use pickup::rows::{PickupDay, PickupPoint};

impl World {
    /// So many hours of the day that is so many days from now.
    fn at(&self, days: i64, hour: u32) -> Timestamp {
        Timestamp::start_of_day(self.today() + days, &self.zone()).plus(HOUR * hour)
    }

    async fn until(&self, at: Timestamp) {
        let micros = u64::try_from(at.micros - self.now().micros).expect("that is to come");
        self.clock.advance(std::time::Duration::from_micros(micros));
        self.run_jobs().await;
    }

    /// Whether its buyer was reminded before its day, and on it.
    async fn told(&self, order: Id<Order>) -> (bool, bool) {
        let pickup = self.pickup(order).await;
        (pickup.reminded_before_us.is_some(), pickup.reminded_on_day_us.is_some())
    }

    async fn minder_told(&self, point: Id<PickupPoint>, day: i64) -> bool {
        self.find::<PickupDay>((self.community, point, day)).await.minder_told_us.is_some()
    }

    /// How often each kind was announced.
    async fn heard(&self, kind: &str) -> usize {
        let events = self.db.events_after(self.community, 0, 1_000).await.unwrap();
        events.iter().filter(|event| event.kind == kind).count()
    }
}

testkit::both_engines! {
    /// On the eve and in the morning, once each; the minder on the eve. Not who has it, and not of what was called off.
    async fn buyers_are_reminded_twice_and_the_minder_once(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.paid().await;
        let (_, fetched) = world.paid().await;
        let (_, off) = world.paid().await;
        let (by, day) = (world.steward, world.today() + 2);
        for order in [order, fetched, off] {
            world.choose(by, world.slot(order, point, 2)).await.unwrap();
        }
        world.check_in(world.minder, "device-1-0001", fetched, Told::Collected).await.unwrap();
        world.call_off(off).await;
        let (eve, morning) = (world.at(1, 18), world.at(2, 7));
        world.until(Timestamp::from_micros(eve.micros - 1)).await;
        assert_eq!((world.told(order).await, world.minder_told(point, day).await), ((false, false), false));
        world.until(eve).await;
        assert_eq!((world.told(order).await, world.minder_told(point, day).await), ((true, false), true));
        world.until(morning).await;
        assert_eq!(world.told(order).await, (true, true));
        for quiet in [fetched, off] {
            assert_eq!(world.told(quiet).await, (false, false));
        }
        assert_eq!((world.heard("pickup_reminded").await, world.heard("pickup_tomorrow").await), (2, 1));
        // A job that comes twice finds it done.
        let again = world.act(move |tx, now| ops::tell_buyer(tx, order, Reminder::OnTheDay, now)).await;
        assert_eq!(again, Ok(false));
        assert_eq!(world.heard("pickup_reminded").await, 2);
        world.assert_whole().await;
    }

    /// What moved to another day is reminded of there; its old day is quiet, also for the minder.
    async fn a_slot_that_moves_takes_its_reminders_along(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.paid().await;
        let (by, first, second) = (world.steward, world.today() + 2, world.today() + 5);
        world.choose(by, world.slot(order, point, 2)).await.unwrap();
        world.choose(by, world.slot(order, point, 5)).await.unwrap();
        let (quiet, eve) = (world.at(2, 8), world.at(4, 18));
        world.until(quiet).await;
        assert_eq!((world.told(order).await, world.minder_told(point, first).await), ((false, false), false));
        world.until(eve).await;
        assert_eq!((world.told(order).await, world.minder_told(point, second).await), ((true, false), true));
        // Moved once more after it was reminded of: the new day has its own.
        let later = world.slot(order, point, 3);
        let eve = world.at(2, 18);
        world.choose(by, later).await.unwrap();
        assert_eq!(world.told(order).await, (false, false));
        world.until(eve).await;
        assert_eq!(world.told(order).await, (true, false));
    }

    /// Who chooses today knows of today; a job that comes a day late reminds of nothing that is over.
    async fn what_is_near_or_over_is_not_reminded_of(world: World) {
        let point = world.point(|_| {}).await;
        let eight = world.at(1, 8);
        world.until(eight).await;
        let (_, today) = world.paid().await;
        let (_, later) = world.paid().await;
        world.choose(world.steward, world.slot(today, point, 0)).await.unwrap();
        world.choose(world.steward, world.slot(later, point, 1)).await.unwrap();
        let over = world.at(1, 20);
        world.until(over).await;
        assert_eq!((world.told(today).await, world.told(later).await), ((false, false), (false, false)));
        assert!(!world.minder_told(point, world.today()).await);
    }
}
