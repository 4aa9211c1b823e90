//! Where the orders of a group buy are fetched: said at opening, kept on joining, theirs when they come to be.

use crate::world::{CNY, HOUR, World, answer};
use kernel::{Id, Price, Quantity, Timestamp};
use ledger::AccountKey;
use pickup::PickupRefused as No;
use pickup::collecting::PickupState;
use pickup::ids::Member;
use pickup::ops::{self, FetchAt, KeepPlace, LATER};
use pickup::rows::{PartPlace, Pickup, PickupDay, PickupPart, PickupPoint, PickupSlot};
use pools::commitment::CommitmentState;
use pools::group_buy::{FallsOn, Remainder, Step};
use pools::ids::PoolId;
use pools::ops::{Commit, LeavePool, OpenGroupBuy, Pay, commit, leave_pool, open_group_buy};
use pools::pool::Counted;
use pools::rows::{Commitment, GroupBuyPart};
use std::sync::Arc;
use store::OpError::{self, Refused};
use supply::ops::{RaisePurchase, RaisedLine, SendPurchase, move_purchase, raise_purchase};
use supply::rows::Purchase;

const FOUR: i64 = 960;
const SIX: i64 = 1_080;

impl World {
    /// Of apples at ¥10, from two on; closes in a day, fetched so many days from now.
    async fn group_buy(&self, points: &[Id<PickupPoint>], days: i64) -> Result<PoolId, No> {
        let input = OpenGroupBuy {
            id: self.id(),
            title: "Apples together".to_owned(),
            terms: String::new(),
            offer: self.goods("Apples", "12").await,
            variant: 1,
            counted: Counted::Units,
            least: 2_000,
            most: None,
            each_most: None,
            steps: vec![Step { from: Quantity::default(), price: Price::parse("10").unwrap() }],
            case: None,
            remainder: Remainder::Refuse,
            falls_on: FallsOn::Latest,
            buying: None,
            closes_at: self.now().plus(HOUR * 24),
            grace: HOUR,
            hold: HOUR,
            may_leave: true,
            key: None,
        };
        let (by, points, day) = (self.steward, points.to_vec(), self.today() + days);
        self.act(move |tx, now| {
            let opened = open_group_buy(tx, by, &input, now).map_err(|error| match error {
                OpError::Fault(fault) => OpError::Fault(fault),
                Refused(why) => panic!("{why:?}"),
            })?;
            let (pool, closes_at, points) = (Some(opened.pool), input.closes_at, points.clone());
            ops::fetch_at(tx, by, &FetchAt { pool, closes_at, points, day }, now)?;
            Ok(opened.pool)
        })
        .await
    }

    /// As a page does it: in one transaction, so that who finds no place has not joined.
    async fn joins(
        &self,
        by: Id<Member>,
        pool: PoolId,
        pay: Pay,
        choice: String,
    ) -> Result<Id<Commitment>, No> {
        let units = Quantity::from_milli(1_000);
        let input = Commit {
            id: self.id(),
            pool,
            units,
            seen_minor: None,
            pay,
            sure: false,
            risk_read: None,
            key: None,
        };
        let random = self.ids.count();
        self.act(move |tx, now| {
            let joined = commit(tx, by, &input, now).map_err(|error| match error {
                OpError::Fault(fault) => OpError::Fault(fault),
                Refused(why) => panic!("{why:?}"),
            })?;
            let keep = KeepPlace { part: joined.commitment, choice: choice.clone(), random };
            ops::keep_place(tx, &keep, now)?;
            ops::keep_place(tx, &keep, now)?;
            Ok(joined.commitment)
        })
        .await
    }

    async fn pays(&self, pool: PoolId, choice: String) -> Result<Id<Commitment>, No> {
        let member = self.rich(10_000).await;
        self.joins(member, pool, Pay::SetOff, choice).await
    }

    async fn kept(&self, part: Id<Commitment>) -> Option<PartPlace> {
        let key = (self.community, part);
        self.db.read(move |reader| reader.find::<PickupPart>(&key)).await.unwrap().map(|row| row.state)
    }

    async fn fetched(&self, part: Id<Commitment>) -> Option<Pickup> {
        let key = (self.community, part);
        let found = self.db.read(move |reader| {
            let order = reader.find::<GroupBuyPart>(&key)?.and_then(|part| part.order_id);
            order.map_or(Ok(None), |order| reader.find::<Pickup>(&(key.0, order)))
        });
        found.await.unwrap()
    }

    /// Of a day, and of its slot at four.
    async fn taken(&self, point: Id<PickupPoint>, day: i64) -> (i64, i64) {
        let community = self.community;
        let found = self.db.read(move |reader| {
            let of_day = reader.find::<PickupDay>(&(community, point, day))?;
            let of_slot = reader.find::<PickupSlot>(&(community, point, day, FOUR))?;
            Ok((of_day.map_or(0, |row| row.taken), of_slot.map_or(0, |row| row.taken)))
        });
        found.await.unwrap()
    }

    async fn owed_to(&self, member: Id<Member>) -> i64 {
        let (community, key) = (self.community, AccountKey::owed(member, CNY));
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    /// What stands on a point's packing list.
    async fn packed(&self, point: Id<PickupPoint>, day: i64) -> usize {
        let community = self.community;
        self.db.read(move |reader| pickup::to_pack(reader, community, point, day)).await.unwrap().len()
    }

    async fn state(&self, part: Id<Commitment>) -> CommitmentState {
        self.find::<Commitment>((self.community, part)).await.state
    }
}

fn at(point: Id<PickupPoint>, from: i64) -> String {
    format!("{point}.{from}")
}

testkit::both_engines! {
    /// Nobody chooses afterwards: with the order there is a code, and the goods stand on the list of the point.
    async fn orders_of_a_group_buy_have_their_places(world: World) {
        let (north, south) = (world.point(|_| {}).await, world.point(|input| input.text.name = "South gate".to_owned()).await);
        let pool = world.group_buy(&[north, south], 2).await.unwrap();
        let day = world.today() + 2;
        let one = world.pays(pool, at(north, FOUR)).await.unwrap();
        let two = world.pays(pool, at(south, SIX)).await.unwrap();
        let later = world.pays(pool, LATER.to_owned()).await.unwrap();
        assert_eq!((world.kept(one).await, world.kept(later).await), (Some(PartPlace::Kept), None));
        assert_eq!((world.taken(north, day).await, world.packed(north, day).await), ((1, 1), 0), "kept, and nothing to pack yet");
        world.assert_whole().await;
        // Changed hours move nobody, nor does a point that takes no more.
        let mut other = world.new_point();
        (other.point, other.is_open) = (north, false);
        other.text.hours = std::array::from_fn(|_| "7:00-8:00".to_owned());
        world.edit(world.steward, other).await.unwrap();
        world.clock.advance(HOUR * 24);
        world.run_jobs().await;
        for (part, point, from) in [(one, north, FOUR), (two, south, SIX)] {
            let pickup = world.fetched(part).await.expect("the order has its place");
            assert_eq!((pickup.point_id, pickup.day, pickup.from_minute, pickup.state), (point, day, from, PickupState::Waiting));
            assert_eq!((world.kept(part).await, world.packed(point, day).await), (Some(PartPlace::Ordered), 1));
        }
        assert_eq!((world.taken(north, day).await, world.fetched(later).await.is_none()), ((1, 1), true));
        // Who chooses later chooses no day on which nothing is there yet.
        let part = world.find::<GroupBuyPart>((world.community, later)).await;
        let (buyer, order) = (world.find::<Commitment>((world.community, later)).await.member, part.order_id.unwrap());
        assert_eq!(world.choose(buyer, world.slot(order, south, 0)).await, Err(No::NotThereYet));
        world.choose(buyer, world.slot(order, south, 1)).await.unwrap();
        world.assert_whole().await;
        // What is bought is handed over as anything else, and a second of these jobs finds nothing to do.
        let pickup = world.fetched(one).await.unwrap();
        world.act(move |tx, now| ops::give_places(tx, pool, "", now).map_err(OpError::<std::convert::Infallible>::Fault)).await.unwrap();
        world.clock.set(pickup.starts_at_us);
        world.check_in(world.minder, "phone-0001", pickup.order_id, pickup::collecting::Told::Collected).await.unwrap();
        world.assert_whole().await;
    }

    /// What was ordered for it says where to deliver and for which day, as long as nobody has said otherwise.
    async fn who_delivers_is_told_where_and_for_which_day(world: World) {
        let (north, south) = (world.point(|_| {}).await, world.point(|input| input.text.name = "South gate".to_owned()).await);
        let pool = world.group_buy(&[north, south], 2).await.unwrap();
        let day = Timestamp::start_of_day(world.today() + 2, &world.zone());
        world.pays(pool, at(north, FOUR)).await.unwrap();
        world.pays(pool, LATER.to_owned()).await.unwrap();
        let input = RaisePurchase {
            id: world.id(),
            raised_for: pool.to_string(),
            supplier: world.minder,
            line: RaisedLine {
                offer: world.goods("Apples", "12").await,
                variant: 1,
                title: "Apples".to_owned(),
                unit: "kg".to_owned(),
                case: None,
                quantity: Quantity::from_milli(2_000),
                total_minor: 2_000,
            },
            billed: None,
        };
        let never = OpError::<std::convert::Infallible>::Fault;
        let purchase = world.act(move |tx, now| raise_purchase(tx, &input, now).map_err(never)).await.unwrap();
        world.clock.advance(HOUR * 24);
        world.run_jobs().await;
        let row = world.find::<Purchase>((world.community, purchase)).await;
        assert_eq!((row.deliver_on_us, row.deliver_to.as_str()), (Some(day), "North gate / South gate"));
        let events = row.event_count;
        world.act(move |tx, now| ops::give_places(tx, pool, "", now).map_err(never)).await.unwrap();
        assert_eq!(world.find::<Purchase>((world.community, purchase)).await.event_count, events);
        // Whoever takes the day out has said so: with the next late part it does not come back.
        let (by, input) = (world.steward, SendPurchase { purchase, deliver_on: None, deliver_to: String::new(), note: String::new(), key: None });
        world.act(move |tx, now| move_purchase(tx, by, &input, now)).await.unwrap();
        world.act(move |tx, now| ops::give_places(tx, pool, "", now).map_err(never)).await.unwrap();
        let row = world.find::<Purchase>((world.community, purchase)).await;
        assert_eq!((row.deliver_on_us, row.deliver_to.as_str()), (None, ""));
    }

    /// Who finds no place is told, has not joined, and keeps their money; they choose another. Where it is the only place nobody is asked.
    async fn places_hold_and_nobodys_money_is_kept(world: World) {
        let north = world.point(|input| input.text.each_slot = Some(1)).await;
        let pool = world.group_buy(&[north], 2).await.unwrap();
        world.pays(pool, at(north, FOUR)).await.unwrap();
        let eli = world.rich(10_000).await;
        for (choice, why) in [
            (at(north, FOUR), No::SlotFull),
            (String::new(), No::PlaceNotChosen),
            (at(north, 961), No::NoSuchSlot),
            ("north".to_owned(), No::NoSuchSlot),
        ] {
            assert_eq!(world.joins(eli, pool, Pay::SetOff, choice).await.unwrap_err(), why);
            assert_eq!(world.owed_to(eli).await, 10_000, "{why:?}");
        }
        world.joins(eli, pool, Pay::SetOff, at(north, SIX)).await.unwrap();
        let short = world.point(|input| {
            input.text.hours = std::array::from_fn(|_| "16:00-18:00".to_owned());
            input.text.each_day = Some(1);
        }).await;
        let pool = world.group_buy(&[short], 2).await.unwrap();
        let only = world.pays(pool, String::new()).await.unwrap();
        assert_eq!(world.kept(only).await, Some(PartPlace::Kept));
        assert_eq!(world.joins(eli, pool, Pay::SetOff, String::new()).await.unwrap_err(), No::DayFull);
        world.joins(eli, pool, Pay::SetOff, LATER.to_owned()).await.unwrap();
        world.assert_whole().await;
    }

    /// A place of a part that lapsed or was left is somebody else's; of a group buy that fails all are free, and so are those of a
    /// slot that was over when it formed.
    async fn places_come_free(world: World) {
        let north = world.point(|input| input.text.each_slot = Some(1)).await;
        let pool = world.group_buy(&[north], 2).await.unwrap();
        let day = world.today() + 2;
        let unpaid = world.member("Eli").await;
        let lapses = world.joins(unpaid, pool, Pay::Later, at(north, FOUR)).await.unwrap();
        world.clock.advance(HOUR);
        world.run_jobs().await;
        assert_eq!(world.state(lapses).await, CommitmentState::Lapsed);
        let fay = world.rich(10_000).await;
        let leaves = world.joins(fay, pool, Pay::SetOff, at(north, FOUR)).await.unwrap();
        assert_eq!(world.kept(lapses).await, Some(PartPlace::Free));
        let input = LeavePool { commitment: leaves, key: None };
        world.act(move |tx, now| leave_pool(tx, fay, &input, now)).await.unwrap();
        let stays = world.pays(pool, at(north, FOUR)).await.unwrap();
        world.assert_whole().await;
        // One of two that were needed: it fails.
        world.clock.advance(HOUR * 23);
        world.run_jobs().await;
        assert_eq!((world.state(stays).await, world.kept(stays).await), (CommitmentState::Refunded, Some(PartPlace::Free)));
        assert_eq!(world.taken(north, day).await, (0, 0));
        world.assert_whole().await;

        let pool = world.group_buy(&[north], 2).await.unwrap();
        let parts = [world.pays(pool, at(north, FOUR)).await.unwrap(), world.pays(pool, at(north, SIX)).await.unwrap()];
        let (by, closes_at) = (world.steward, world.now().plus(HOUR * 24 * 4));
        let more = pools::ops::ExtendPool { pool, closes_at, reason: "rain".to_owned(), key: None };
        world.act(move |tx, now| pools::ops::extend_pool(tx, by, &more, now)).await.unwrap();
        world.clock.set(closes_at);
        world.run_jobs().await;
        for part in parts {
            assert_eq!((world.state(part).await, world.kept(part).await), (CommitmentState::Captured, Some(PartPlace::Free)));
            assert!(world.fetched(part).await.is_none(), "its buyer chooses");
        }
        world.assert_whole().await;
    }

    /// Fifty get their places in one transaction.
    async fn many_orders_get_their_places(world: World) {
        let north = world.point(|_| {}).await;
        let pool = world.group_buy(&[north], 2).await.unwrap();
        let member = world.rich(100_000).await;
        for _ in 0..51 {
            world.joins(member, pool, Pay::SetOff, at(north, FOUR)).await.unwrap();
        }
        world.clock.advance(HOUR * 24);
        world.run_jobs().await;
        assert_eq!(world.packed(north, world.today() + 1).await, 51);
        world.assert_whole().await;
    }

    /// The last place is one person's, whoever is faster.
    async fn two_at_once_for_one_place(world: World) {
        let north = world.point(|input| input.text.each_slot = Some(1)).await;
        let pool = world.group_buy(&[north], 2).await.unwrap();
        let (one, two) = (world.rich(10_000).await, world.rich(10_000).await);
        let world = Arc::new(world);
        let join = |member: Id<Member>, other: bool| {
            let (world, db) = (world.clone(), if other { world.other.clone() } else { world.db.clone() });
            let units = Quantity::from_milli(1_000);
            let input = Commit { id: world.id(), pool, units, seen_minor: None, pay: Pay::SetOff, sure: false, risk_read: None, key: None };
            let (now, random, choice) = (world.now(), world.ids.count(), at(north, FOUR));
            let community = world.community;
            tokio::spawn(async move {
                answer(db.transact(community, move |tx| {
                    let joined = commit(tx, member, &input, now).map_err(|error| match error {
                        OpError::Fault(fault) => OpError::Fault(fault),
                        Refused(why) => panic!("{why:?}"),
                    })?;
                    ops::keep_place(tx, &KeepPlace { part: joined.commitment, choice: choice.clone(), random }, now)
                }).await)
            })
        };
        let (first, second) = (join(one, false), join(two, true));
        let both = [first.await.unwrap(), second.await.unwrap()];
        assert_eq!(both.iter().filter(|done| **done == Ok(true)).count(), 1, "{both:?}");
        assert_eq!(both.iter().filter(|done| **done == Err(No::SlotFull)).count(), 1, "{both:?}");
        assert_eq!(world.owed_to(one).await + world.owed_to(two).await, 19_000);
        world.assert_whole().await;
    }

    /// What the organiser may not say: then nothing is opened.
    async fn openings_are_refused(world: World) {
        let north = world.point(|_| {}).await;
        let shut = world.point(|input| input.is_open = false).await;
        let rests = world.point(|input| input.text.hours[(world.today() + 2 + 3).rem_euclid(7) as usize] = String::new()).await;
        for (points, days, why) in [
            (vec![north], 0, No::FetchedTooEarly),
            (vec![north], 120, No::SlotTooFar),
            (vec![shut], 2, No::PointClosed),
            (vec![north, rests], 2, No::NoSuchSlot),
            (vec![world.id()], 2, No::NoSuchPoint),
        ] {
            assert_eq!(world.group_buy(&points, days).await.unwrap_err(), why, "{days}");
        }
        let (by, day, closes_at) = (world.minder, world.today() + 2, world.now());
        let input = FetchAt { pool: None, closes_at, points: vec![north], day };
        assert_eq!(world.act(move |tx, now| ops::fetch_at(tx, by, &input, now)).await.unwrap_err(), No::NotAllowed);
        world.assert_whole().await;
    }
}
