//! Where a list is fetched is where its orders are: who has paid has place, time and code at once.

use crate::world::{DAY, LIST, World, migrations};
use kernel::{Id, Timestamp, Zone};
use lists::ListRefused;
use lists::ids::Member;
use lists::ops::{GivePlaces, SetTerms, give_places, set_terms};
use lists::rows::OrderList;
use market::order::State;
use market::rows::{Order, OrderEvent, OrderStep};
use pickup::PickupRefused;
use pickup::collecting::PickupState;
use pickup::ops::{ChooseSlot, KeepPoint, choose_slot, create_point, edit_point};
use pickup::point::PointText;
use pickup::rows::{Pickup, PickupPoint};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{Config, Db, JobDone, JobRunner, NewJob, OpError, Row, Schema, row};
use testkit::Scratch;

row! {
    struct ListOf5 in "order_list" {
        key community_id: i64, id: Id<OrderList>;
        number: i64, title: String, pasted: Option<String>, line_count: i64, item_count: i64,
        made_by: Id<Member>, made_at_us: Timestamp, pasted_by: Id<Member>, pasted_at_us: Timestamp,
        heading_at_us: Timestamp, pay_until_us: Timestamp, point_id: Option<Id<PickupPoint>>, point_day: Option<i64>,
        erased_at_us: Option<Timestamp>, terms_said_at_us: Option<Timestamp>,
    }
}

impl World {
    fn day_in(&self, days: u32) -> i64 {
        self.now().plus(DAY * days).day(&Zone::parse("Asia/Shanghai").unwrap())
    }

    async fn point(&self, name: &str) -> Id<PickupPoint> {
        self.point_with(name, None).await
    }

    async fn point_with(&self, name: &str, each_slot: Option<i64>) -> Id<PickupPoint> {
        let (by, point) = (self.steward, self.id());
        let text = Self::point_text(name, each_slot);
        let input = KeepPoint { point, text, minder: by, is_open: true, key: None };
        self.act(move |tx, now| create_point(tx, by, &input, now)).await.unwrap();
        point
    }

    /// Orders in each of its slots from now on.
    async fn places_of(&self, point: Id<PickupPoint>, each_slot: Option<i64>) {
        let name = self.find::<PickupPoint>((self.community, point)).await.unwrap().name;
        let (by, text) = (self.steward, Self::point_text(&name, each_slot));
        let input = KeepPoint { point, text, minder: by, is_open: true, key: None };
        self.act(move |tx, now| edit_point(tx, by, &input, now)).await.unwrap();
    }

    async fn pay_until(&self, list: Id<OrderList>, pay_until: Timestamp) -> Result<(), ListRefused> {
        let by = self.steward;
        let terms = SetTerms { list, pay_until, point: None, random: self.ids.count(), key: None };
        self.act(move |tx, now| set_terms(tx, by, &terms, now)).await
    }

    /// Orders that were to be fetched there and then, paid, without a slot.
    async fn unplaced(&self, point: Id<PickupPoint>, day: i64) -> Vec<Id<Order>> {
        let community = self.community;
        let all = self.db.read(move |reader| pickup::unplaced(reader, community, point, day)).await.unwrap();
        all.into_iter().map(|(order, _)| order.id).collect()
    }

    fn point_text(name: &str, each_slot: Option<i64>) -> PointText {
        PointText {
            name: name.to_owned(),
            each_slot,
            address: "巷口".to_owned(),
            hours: std::array::from_fn(|_| "9:00-12:00, 16:00-18:00".to_owned()),
            ..PointText::default()
        }
    }

    async fn set_place(&self, list: Id<OrderList>, point: Option<(Id<PickupPoint>, i64)>) {
        let (by, pay_until) = (self.steward, self.now().plus(7 * DAY));
        let terms = SetTerms { list, pay_until, point, random: self.ids.count(), key: None };
        self.act(move |tx, now| set_terms(tx, by, &terms, now)).await.unwrap();
    }

    async fn pickup(&self, order: Id<Order>) -> Option<Pickup> {
        self.find::<Pickup>((self.community, order)).await
    }

    /// Orders on the packing list of a point and day.
    async fn packed(&self, point: Id<PickupPoint>, day: i64) -> Vec<Id<Order>> {
        let community = self.community;
        let all = self.db.read(move |reader| pickup::to_pack(reader, community, point, day)).await.unwrap();
        all.into_iter().map(|one| one.order.id).collect()
    }

    async fn of(&self, list: Id<OrderList>, name: &str) -> Id<Order> {
        self.made(list, name).await[0].order_id
    }

    /// As their buyer.
    async fn chooses(&self, order: Id<Order>, point: Id<PickupPoint>, day: i64) -> Result<(), PickupRefused> {
        let by = self.find::<Order>((self.community, order)).await.unwrap().buyer;
        let random = self.ids.count();
        let input = ChooseSlot { order, point, day, from_minute: 540, random, key: None };
        self.act(move |tx, now| choose_slot(tx, by, &input, now)).await.map(|_| ())
    }
}

testkit::both_engines! {
    async fn who_has_paid_has_a_code_at_once(world: World) {
        let (corner, day) = (world.point("巷口小卖部").await, world.day_in(3));
        let pasted = world.paste_with(LIST, |list| list.point = Some((corner, day))).await.unwrap();
        world.link(pasted.list, "小雨", Some(world.member("小雨").await.0)).await.unwrap();
        world.order(pasted.list).await.unwrap();
        let (first, other) = (world.of(pasted.list, "小雨").await, world.of(pasted.list, "阿明").await);
        assert_eq!(world.packed(corner, day).await, []);
        // Nothing but the payment: nobody presses, no job runs.
        world.pay(first).await;
        let pickup = world.pickup(first).await.unwrap();
        assert_eq!((pickup.point_id, pickup.day, pickup.state), (corner, day, PickupState::Waiting));
        assert_eq!(world.packed(corner, day).await, [first]);
        // Another time of that day or later, no day before it.
        assert_eq!(world.chooses(first, corner, day - 1).await, Err(PickupRefused::NotThereYet));
        assert_eq!(world.chooses(first, corner, day + 1).await, Ok(()));
        assert_eq!(world.pickup(first).await.unwrap().code, pickup.code);
        // Who has not paid when it is over keeps no place.
        assert_eq!(world.pickup(other).await.unwrap().state, PickupState::Waiting);
        world.clock.advance(4 * DAY);
        world.run_jobs().await;
        assert_eq!(world.pickup(other).await.unwrap().state, PickupState::Dropped);
        world.assert_whole().await;
    }

    /// Who knows ids of a job and of orders cannot reckon codes: what they are drawn from was drawn for the job, and goes on with it.
    async fn a_job_of_places_has_its_own_chance(world: World) {
        let (corner, day, by) = (world.point("巷口小卖部").await, world.day_in(3), world.steward);
        let people: String = (1..=51).map(|n| format!("{n}. 住户{n}号 草莓1盒\n")).collect();
        let list = world.paste(&format!("周六团购\n草莓 25元/盒\n\n{people}")).await.unwrap().list;
        world.order(list).await.unwrap();
        let terms = SetTerms { list, pay_until: world.now().plus(7 * DAY), point: Some((corner, day)), random: 0x5EED, key: None };
        world.act(move |tx, now| set_terms(tx, by, &terms, now)).await.unwrap();
        let jobs = async || {
            let sql = "SELECT subject FROM job WHERE community_id = $1 AND kind = 'lists.places' ORDER BY id";
            let community = world.community;
            let rows = world.db.read(move |reader| reader.rows::<(String,)>(sql, &[&community])).await.unwrap();
            rows.into_iter().map(|(subject,)| subject).collect::<Vec<_>>()
        };
        let first = format!("{list} #0000000000005eed");
        assert_eq!(jobs().await, std::slice::from_ref(&first));
        world.run_jobs().await;
        let after = jobs().await;
        assert!(after.iter().all(|subject| subject.starts_with(&first)), "{after:?}");
        let mut codes = std::collections::BTreeSet::new();
        for order in world.whole(list).await.orders {
            codes.insert(world.pickup(order.order_id).await.unwrap().code);
        }
        assert_eq!(codes.len(), 51);
        world.assert_whole().await;
    }

    /// Codes are drawn from that chance, not from the orders alone: with another one the same orders have other codes.
    async fn ids_alone_tell_no_code(world: World) {
        let (corner, day) = (world.point("巷口小卖部").await, world.day_in(3));
        let list = world.paste(LIST).await.unwrap().list;
        world.order(list).await.unwrap();
        world.set_place(list, Some((corner, day))).await;
        let orders: Vec<_> = world.whole(list).await.orders.into_iter().map(|made| made.order_id).collect();
        assert_eq!(orders.len(), 3);
        let drawn_from = async |random: u64| {
            let (orders, input) = (orders.clone(), GivePlaces { list, after: String::new(), random, day_full: false });
            let drawn = world.act(move |tx, now| {
                give_places(tx, &input, now)?;
                let mut codes = Vec::new();
                for order in &orders {
                    codes.push(tx.find::<Pickup>((tx.community(), *order))?.unwrap().code);
                }
                // Refused: nothing of it stays, and the next draw finds the same orders without a code.
                Err::<(), _>(OpError::Refused(codes))
            });
            drawn.await.unwrap_err()
        };
        let (first, again, other) = (drawn_from(1).await, drawn_from(1).await, drawn_from(2).await);
        assert_eq!(first, again);
        assert_ne!(first, other);
        world.assert_whole().await;
    }

    /// What is paid stays where its buyer was told; what is not goes where the list says now.
    async fn a_list_that_moves_takes_its_unpaid_orders_along(world: World) {
        let (corner, gate, day) = (world.point("巷口小卖部").await, world.point("北门").await, world.day_in(3));
        let pasted = world.paste(LIST).await.unwrap();
        for name in ["小雨", "阿明"] {
            world.link(pasted.list, name, Some(world.member(name).await.0)).await.unwrap();
        }
        world.order(pasted.list).await.unwrap();
        let (paid, unpaid) = (world.of(pasted.list, "小雨").await, world.of(pasted.list, "阿明").await);
        world.pay(paid).await;
        assert!(world.pickup(paid).await.is_none());
        // Said afterwards, it is all the same for both.
        world.set_place(pasted.list, Some((corner, day))).await;
        world.run_jobs().await;
        assert_eq!(world.packed(corner, day).await, [paid]);
        let code = world.pickup(unpaid).await.unwrap().code;
        world.set_place(pasted.list, Some((gate, day + 1))).await;
        world.run_jobs().await;
        assert_eq!(world.pickup(paid).await.unwrap().point_id, corner);
        let moved = world.pickup(unpaid).await.unwrap();
        assert_eq!((moved.point_id, moved.day, moved.code), (gate, day + 1, code));
        world.set_place(pasted.list, None).await;
        world.run_jobs().await;
        assert_eq!(world.pickup(unpaid).await.unwrap().state, PickupState::Dropped);
        world.pay(unpaid).await;
        assert_eq!(world.packed(gate, day + 1).await, []);
        // The list says no day any more: nobody waits for one.
        assert_eq!(world.chooses(paid, corner, day - 1).await, Ok(()));
        assert_eq!(world.chooses(unpaid, corner, day - 1).await, Ok(()));
        world.assert_whole().await;
    }

    /// More orders than the day has places: they are told, and found once there is room and somebody says so again.
    async fn what_found_no_room_is_placed_when_there_is_room(world: World) {
        let (corner, day) = (world.point_with("巷口小卖部", Some(1)).await, world.day_in(3));
        let pasted = world.paste(LIST).await.unwrap();
        world.order(pasted.list).await.unwrap();
        let all = [world.of(pasted.list, "小雨").await, world.of(pasted.list, "李阿姨").await, world.of(pasted.list, "阿明").await];
        for order in all {
            world.pay(order).await;
        }
        world.set_place(pasted.list, Some((corner, day))).await;
        world.run_jobs().await;
        // Two slots of the day, one order in each.
        assert_eq!(world.packed(corner, day).await.len(), 2);
        let without = world.unplaced(corner, day).await;
        assert_eq!(without.len(), 1);
        world.places_of(corner, None).await;
        // The same once more: nothing about the list has changed, the point has.
        world.set_place(pasted.list, Some((corner, day))).await;
        world.run_jobs().await;
        assert_eq!(world.packed(corner, day).await.len(), 3);
        assert_eq!(world.unplaced(corner, day).await, []);
        world.assert_whole().await;
    }

    /// Later or earlier: what is not paid is held until the list says now, and says so; what is paid stays.
    async fn unpaid_orders_follow_the_deadline(world: World) {
        let pasted = world.paste(LIST).await.unwrap();
        world.order(pasted.list).await.unwrap();
        let (paid, unpaid) = (world.of(pasted.list, "小雨").await, world.of(pasted.list, "阿明").await);
        world.pay(paid).await;
        let kept = world.order_row(paid).await.hold_until_us;
        for days in [9, 2] {
            let until = world.now().plus(DAY * days);
            world.pay_until(pasted.list, until).await.unwrap();
            world.run_jobs().await;
            assert_eq!(world.order_row(unpaid).await.hold_until_us, Some(until));
        }
        assert_eq!(world.order_row(paid).await.hold_until_us, kept);
        let events = world.order_row(unpaid).await.event_count;
        let event = world.find::<OrderEvent>((world.community, unpaid, events)).await.unwrap();
        assert_eq!((event.step, event.by_member), (OrderStep::HoldMoved, Some(world.steward)));
        assert!(event.reason.is_some_and(|said| said.starts_with("20")));
        // What a form shows of a time is the same time, and nothing into the past.
        let same = world.now().plus(DAY * 2).minus(Duration::from_secs(60));
        world.pay_until(pasted.list, same).await.unwrap();
        assert_eq!(world.pay_until(pasted.list, world.now()).await, Err(ListRefused::PayUntilPast));
        world.run_jobs().await;
        assert_eq!(world.order_row(unpaid).await.event_count, events);
        // And it ends when it says now, once.
        world.clock.advance(DAY * 2);
        world.run_jobs().await;
        assert_eq!(world.order_row(unpaid).await.state, State::Expired);
        assert_eq!(world.order_row(paid).await.state, State::Paid);
        world.assert_whole().await;
    }

    /// A list of before: it says where, and what was paid of it has no place.
    async fn what_was_paid_before_gets_its_place_by_the_job(world: World) {
        let (corner, day) = (world.point("巷口小卖部").await, world.day_in(3));
        let pasted = world.paste(LIST).await.unwrap();
        world.order(pasted.list).await.unwrap();
        let paid = world.of(pasted.list, "小雨").await;
        world.pay(paid).await;
        let list = pasted.list;
        world.act(move |tx, now| {
            let mut row = tx.lock::<OrderList>((tx.community(), list))?.unwrap();
            (row.point_id, row.point_day) = (Some(corner), Some(day));
            tx.save(&row)?;
            // As the migration writes it.
            tx.enqueue(NewJob { kind: "lists.places", subject: list.to_string(), due_at: now })?;
            Ok::<_, OpError<ListRefused>>(())
        }).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.packed(corner, day).await, [paid]);
        world.assert_whole().await;
    }

    /// One job for each list that says where, with numbers of their own beside jobs that were there.
    async fn lists_of_before_are_gone_through_once(scratch: Scratch) {
        let place = scratch.place();
        let migrated = async |until: u32| {
            let place = place.clone();
            let some: Vec<_> = migrations()
                .into_iter()
                .filter(|one| one.feature != "lists" || one.number < until)
                .collect();
            tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
        };
        let open = async || {
            let tables = Schema::new(&[lists::rows::ListCount::TABLE, OrderList::TABLE, PickupPoint::TABLE]);
            let config = Config::new(place.clone(), tables);
            tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap()
        };
        let list = |number: u8| Id::<OrderList>::from_parts(1, [number; 10]);
        let before = kernel::Timestamp::from_micros(1);
        migrated(6).await;
        let old = open().await;
        for (community, numbers) in [(1, vec![(1_u8, true), (2, false), (3, true)]), (2, vec![(4, true)]), (3, vec![])] {
            old.transact(community, move |tx| {
                tx.enqueue(NewJob { kind: "other", subject: "before".to_owned(), due_at: before })?;
                for (number, has_place) in &numbers {
                    let by = Id::from_parts(1, [9; 10]);
                    let point = Id::<PickupPoint>::from_parts(1, [*number; 10]);
                    if *has_place {
                        tx.insert(&a_point(community, point, i64::from(*number)))?;
                    }
                    tx.insert(&ListOf5 {
                        community_id: community,
                        id: list(*number),
                        number: i64::from(*number),
                        title: String::new(),
                        pasted: Some(String::new()),
                        line_count: 0,
                        item_count: 0,
                        made_by: by,
                        made_at_us: before,
                        pasted_by: by,
                        pasted_at_us: before,
                        heading_at_us: before,
                        pay_until_us: before,
                        point_id: has_place.then_some(point),
                        point_day: has_place.then_some(20_000),
                        terms_said_at_us: None,
                        erased_at_us: None,
                    })?;
                }
                Ok::<_, OpError<()>>(())
            }).await.unwrap();
        }
        old.close().await;
        migrated(99).await;
        migrated(99).await;
        let db = open().await;
        // What comes after has a number of its own too.
        db.transact(1, move |tx| {
            tx.enqueue(NewJob { kind: "other", subject: "after".to_owned(), due_at: before })?;
            Ok::<_, OpError<()>>(())
        }).await.unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let noting = |seen: &Arc<Mutex<Vec<_>>>| -> store::Handler {
            let seen = Arc::clone(seen);
            Arc::new(move |_, job, _| {
                seen.lock().unwrap().push((job.community, job.id, job.subject.clone()));
                Ok(JobDone::Done)
            })
        };
        let jobs = JobRunner::new(db.clone(), vec![("lists.places", noting(&seen)), ("other", noting(&seen))]);
        while jobs.run_due(kernel::Timestamp::from_micros(10)).await.unwrap() > 0 {}
        let mut seen = seen.lock().unwrap().clone();
        seen.sort();
        // The work of a job may be done more than once before it counts.
        seen.dedup();
        let text = |community, id, text: &str| (community, id, text.to_owned());
        assert_eq!(seen, [
            text(1, 1, "before"),
            text(1, 2, list(1).as_str()),
            text(1, 3, list(3).as_str()),
            text(1, 4, "after"),
            text(2, 1, "before"),
            text(2, 2, list(4).as_str()),
            text(3, 1, "before"),
        ]);
        db.close().await;
    }
}

fn a_point(community_id: i64, id: Id<PickupPoint>, number: i64) -> PickupPoint {
    let (by, at) = (Id::from_parts(1, [9; 10]), kernel::Timestamp::from_micros(1));
    PickupPoint {
        community_id,
        id,
        number,
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
    }
}
