//! Many at once, on PostgreSQL from two nodes: a run is paid once, and nothing is paid that is not due.

use crate::world::{World, answer};
use kernel::Id;
use std::sync::Arc;
use supply::RunRefused;
use supply::ops::{self, RunMoved};
use supply::rows::PaymentRun;

/// Consents to all runs at the same time, half of them through the other node.
async fn consent_all(world: &Arc<World>, runs: Vec<Id<PaymentRun>>) -> Vec<Result<RunMoved, RunRefused>> {
    let mut tasks = Vec::new();
    for (n, run) in runs.into_iter().enumerate() {
        let world = world.clone();
        tasks.push(tokio::spawn(async move {
            let db = if n % 2 == 0 { &world.db } else { &world.other };
            let (input, by, now) = (ops::ConsentRun { run, key: None }, world.steward, world.now());
            answer(db.transact(world.community, move |tx| ops::consent_run(tx, by, &input, now)).await)
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

testkit::both_engines! {
    /// Eight clicks on one run, on two nodes: one counts.
    async fn a_run_is_paid_once(world: World) {
        world.owed_for(world.bought()).await;
        let before = world.bank_holds().await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap();
        let world = Arc::new(world);
        let answers = consent_all(&world, vec![run; 8]).await;
        let yes = answers.iter().filter(|answer| answer.is_ok()).count();
        let late = answers.iter().filter(|answer| answer.as_ref().err() == Some(&RunRefused::WrongState)).count();
        assert_eq!((yes, late), (1, 7), "{answers:?}");
        assert_eq!(world.bank_holds().await, before - 8_400);
        world.assert_whole().await;
    }

    /// Six runs that each want all of it: one gets it.
    async fn what_is_due_is_paid_once(world: World) {
        world.owed_for(world.bought()).await;
        let mut runs = Vec::new();
        for _ in 0..6 {
            runs.push(world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap());
        }
        let world = Arc::new(world);
        let answers = consent_all(&world, runs).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert_eq!(world.due(world.chen).await, (0, 0, 0));
        world.assert_whole().await;
    }
}
