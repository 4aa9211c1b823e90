//! What is packed for a point is what its orders say, no more and no less.

use crate::world::World;
use market::Actor;
use market::ops::{Pay, ReportShortage, report_shortage};
use pickup::collecting::Told;
use pickup::packing::totals;
use std::collections::BTreeMap;

testkit::both_engines! {
    /// Orders by several people of several goods: the totals of both points together equal what the paid orders have left.
    async fn totals_equal_the_orders(world: World) {
        let goods = [world.goods("Apples", "2").await, world.goods("Eggs", "3").await, world.goods("Rice", "5").await];
        let north = world.point(|_| {}).await;
        let south = world.point(|input| input.text.name = "South gate".to_owned()).await;
        let (community, day) = (world.community, world.today() + 1);
        let (mut orders, mut wanted) = (Vec::new(), BTreeMap::new());
        for number in 0..12_i64 {
            let buyer = world.rich(100_000).await;
            let lines: Vec<_> = goods
                .iter()
                .enumerate()
                .filter(|(place, _)| (number + *place as i64) % 3 != 0)
                .map(|(place, offer)| (*offer, 500 * (1 + (number * 7 + place as i64 * 3) % 5)))
                .collect();
            let order = world.order(buyer, &lines, Pay::SetOff).await;
            let point = if number % 2 == 0 { north } else { south };
            world.choose(buyer, world.slot(order, point, 1)).await.unwrap();
            orders.push(order);
            if number >= 2 {
                for (offer, milli) in lines {
                    *wanted.entry(format!("{offer}/1")).or_insert(0) += milli;
                }
            }
        }
        // One is called off, one is handed over, and of a third half a jin is not there.
        world.call_off(orders[0]).await;
        world.check_in(world.minder, "device-1-0001", orders[1], Told::Collected).await.unwrap();
        let missing = vec![(1, kernel::Quantity::from_milli(500))];
        let short = ReportShortage { refund: world.id(), order: orders[2], missing, reason: "bruised".to_owned(), key: None };
        let steward = Actor::Member(world.steward);
        world.act(move |tx, now| report_shortage(tx, steward, &short, now.into())).await.unwrap();
        let line = world.find::<market::rows::OrderLine>((community, orders[2], 1)).await;
        *wanted.get_mut(&format!("{}/1", line.offer_id)).unwrap() -= 500;
        let mut found = BTreeMap::new();
        let mut count = 0;
        for point in [north, south] {
            let packed = world.db.read(move |reader| pickup::to_pack(reader, community, point, day)).await.unwrap();
            count += packed.len();
            for total in totals(packed.iter().map(|order| order.left.as_slice())) {
                *found.entry(total.goods).or_insert(0) += total.milli;
            }
        }
        assert_eq!((found, count), (wanted, 10));
        world.assert_whole().await;
    }

    /// What a point's list asks the store does not grow with its orders and their lines.
    async fn a_list_is_read_at_once(world: World) {
        let point = world.point(|_| {}).await;
        let (community, day) = (world.community, world.today() + 1);
        let goods = [world.goods("Apples", "2").await, world.goods("Eggs", "3").await];
        let lines: Vec<_> = goods.iter().map(|offer| (*offer, 1_000)).collect();
        let mut sent = Vec::new();
        for count in [1, 8] {
            for _ in 0..count {
                let buyer = world.rich(100_000).await;
                let order = world.order(buyer, &lines, Pay::SetOff).await;
                world.choose(buyer, world.slot(order, point, 1)).await.unwrap();
            }
            let read = world.db.read(move |reader| {
                let before = store::statements_sent();
                let all = pickup::to_pack(reader, community, point, day)?;
                Ok((all.iter().map(|one| one.left.len()).collect::<Vec<_>>(), store::statements_sent() - before))
            });
            let (lines, statements) = read.await.unwrap();
            assert!(lines.iter().all(|count| *count == 2));
            sent.push((lines.len(), statements));
        }
        assert_eq!(sent, [(1, 4), (9, 4)]);
    }

    /// What nobody came for stands on the point's list on the days after, until it is gone.
    async fn what_is_left_behind_is_listed(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.waiting(point).await;
        let community = world.community;
        let left = || world.db.read(move |reader| pickup::left_behind(reader, community, point));
        assert!(left().await.unwrap().is_empty());
        world.clock.set(world.pickup(order).await.ends_at_us);
        world.run_jobs().await;
        assert_eq!(left().await.unwrap().iter().map(|one| one.order.id).collect::<Vec<_>>(), [order]);
        world.check_in(world.minder, "device-1-0001", order, Told::Collected).await.unwrap();
        assert!(left().await.unwrap().is_empty());
    }
}
