//! Many at once, on PostgreSQL from two nodes.

use crate::world::{World, answer};
use kernel::Quantity;
use pools::CommitRefused as No;
use pools::ids::PoolId;
use pools::ops::{self, Commit, Pay};
use pools::pool::PoolState;
use std::sync::Arc;

/// Each with ¥50 of their own, at once; answers how many got in and how many were told that it is full. Whoever got in has paid `costs`,
/// and nobody else anything.
pub(crate) async fn sixty_four_join(world: &Arc<World>, pool: PoolId, milli: i64, costs: i64) -> (i32, i32) {
    let mut members = Vec::new();
    for _ in 0..64 {
        members.push(world.rich(5_000).await);
    }
    let mut tasks = Vec::new();
    for (n, member) in members.iter().copied().enumerate() {
        let world = world.clone();
        tasks.push(tokio::spawn(async move {
            let db = if n % 2 == 0 { &world.db } else { &world.other };
            let (input, now) = (world.part(pool, milli, Pay::SetOff), world.now());
            answer(db.transact(world.community, move |tx| ops::commit(tx, member, &input, now)).await)
        }));
    }
    let (mut inside, mut told) = (0, 0);
    for (task, member) in tasks.into_iter().zip(members) {
        let kept = match task.await.unwrap() {
            Ok(_) => {
                inside += 1;
                5_000 - costs
            }
            Err(No::Full) => {
                told += 1;
                5_000
            }
            Err(other) => panic!("{other}"),
        };
        assert_eq!(world.owed(member).await, kept);
    }
    (inside, told)
}

testkit::both_engines! {
    /// Sixty-four for the last five places: five get in, the others are told, and nobody's money is kept.
    async fn of_sixty_four_on_five_places_five_get_in(world: World) {
        let pool = world.buy(|input| {
            input.most = Some(Quantity::from_milli(15_000));
            input.least = 15_000;
        }).await;
        world.paid(pool, 10_000).await;
        let world = Arc::new(world);
        assert_eq!(sixty_four_join(&world, pool, 1_000, 1_000).await, (5, 59));
        assert_eq!(world.held_by(pool).await, 15_000);
        world.to_the_end(pool).await;
        world.assert_ended(pool, PoolState::Captured).await;
    }

    /// Eight clicks on one part with one key: one part.
    async fn a_double_click_joins_once(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.rich(50_000).await;
        let key = store::IdempotencyKey::of("mem_d", "k", "commit", &1).unwrap();
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for n in 0..8 {
            let (world, key) = (world.clone(), Some(key.clone()));
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let input = Commit { key, ..world.part(pool, 1_000, Pay::SetOff) };
                let now = world.now();
                answer(db.transact(world.community, move |tx| ops::commit(tx, dan, &input, now)).await)
            }));
        }
        let mut parts = Vec::new();
        for task in tasks {
            parts.push(task.await.unwrap().unwrap().commitment);
        }
        parts.dedup();
        assert_eq!((parts.len(), world.owed(dan).await), (1, 49_000));
        world.assert_whole().await;
    }
}
