//! Many at once, on PostgreSQL from two nodes.

use crate::world::{World, answer};
use pickup::PickupRefused as No;
use pickup::collecting::Told;
use pickup::ops::{self, SayCheckIn};
use pickup::rows::PickupSlot;
use std::sync::Arc;

testkit::both_engines! {
    /// Sixteen for five places: five get in, the others are told.
    async fn of_sixteen_on_five_places_five_get_in(world: World) {
        let point = world.point(|input| input.text.each_slot = Some(5)).await;
        let mut orders = Vec::new();
        for _ in 0..16 {
            orders.push(world.paid().await);
        }
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for (n, (buyer, order)) in orders.into_iter().enumerate() {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let (input, now) = (world.slot(order, point, 1), world.now());
                answer(db.transact(world.community, move |tx| ops::choose_slot(tx, buyer, &input, now)).await)
            }));
        }
        let (mut inside, mut told) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => inside += 1,
                Err(No::SlotFull) => told += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((inside, told), (5, 11));
        assert_eq!(world.find::<PickupSlot>((world.community, point, world.today() + 1, 960)).await.taken, 5);
        world.assert_whole().await;
    }

    /// A phone comes back and sends its queue eight times: one is the first, all say the same.
    async fn a_queue_that_is_sent_again_counts_once(world: World) {
        let point = world.point(|_| {}).await;
        let (_, order) = world.waiting(point).await;
        let events = world.order_row(order).await.event_count;
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for n in 0..8 {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let (by, now) = (world.minder, world.now());
                let input = SayCheckIn { id: "device-1-0001".to_owned(), order, told: Told::Collected, at: None };
                answer(db.transact(world.community, move |tx| ops::check_in(tx, by, &input, now)).await)
            }));
        }
        let mut firsts = 0;
        for task in tasks {
            firsts += i64::from(!task.await.unwrap().unwrap().again);
        }
        assert_eq!((firsts, world.order_row(order).await.event_count), (1, events + 1));
        world.assert_whole().await;
    }
}
