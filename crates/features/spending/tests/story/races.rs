//! Many at once, on PostgreSQL from two nodes: no ceiling is passed, no fund spends what it has not, nothing is paid twice.

use crate::world::{World, answer};
use kernel::Id;
use spending::expense::ExpenseRefused;
use spending::ops::{self, Moved};
use spending::rows::Expense;
use std::sync::Arc;

/// Approvals of all expenses at the same time, half of them through the other node.
async fn approve_all(world: &Arc<World>, expenses: Vec<Id<Expense>>) -> Vec<Result<Moved, ExpenseRefused>> {
    let mut tasks = Vec::new();
    for (n, expense) in expenses.into_iter().enumerate() {
        let world = world.clone();
        tasks.push(tokio::spawn(async move {
            let (db, by) = match n % 2 {
                0 => (&world.db, world.steward),
                _ => (&world.other, world.treasurer),
            };
            let (input, now) = (
                ops::ApproveExpense { expense, without_proof: String::new(), proofs_seen: None, key: None },
                world.now(),
            );
            answer(db.transact(world.community, move |tx| ops::approve_expense(tx, by, &input, now)).await)
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

fn counted(answers: &[Result<Moved, ExpenseRefused>], refused: ExpenseRefused) -> (usize, usize) {
    let yes = answers.iter().filter(|answer| answer.is_ok()).count();
    (yes, answers.iter().filter(|answer| answer.as_ref().err() == Some(&refused)).count())
}

testkit::both_engines! {
    /// Two that are each within the ceiling and pass it together: one is refused.
    async fn of_two_approvals_above_the_ceiling_one_is_refused(world: World) {
        let mandate = world.mandate(1_000).await;
        let two = vec![world.to_chen(mandate, 600).await, world.outside(mandate, 500).await];
        let world = Arc::new(world);
        let answers = approve_all(&world, two).await;
        assert_eq!(counted(&answers, ExpenseRefused::AboveCeiling), (1, 1), "{answers:?}");
        let (spent, promised) = world.used(mandate).await;
        assert!(matches!((spent, promised), (600, 0) | (0, 500)), "{spent} {promised}");
        world.assert_whole().await;
    }

    /// Thirty of a tenth each: ten fit.
    async fn approvals_at_once_never_pass_the_ceiling(world: World) {
        let mandate = world.mandate(1_000).await;
        let mut all = Vec::new();
        for n in 0..30 {
            all.push(if n % 3 == 0 { world.outside(mandate, 100).await } else { world.to_chen(mandate, 100).await });
        }
        let world = Arc::new(world);
        let answers = approve_all(&world, all).await;
        assert_eq!(counted(&answers, ExpenseRefused::AboveCeiling), (10, 20), "{answers:?}");
        let (spent, promised) = world.used(mandate).await;
        assert_eq!(spent + promised, 1_000);
        world.assert_whole().await;
    }

    /// Two mandates on one fund that has enough for one.
    async fn two_mandates_do_not_spend_a_fund_twice(world: World) {
        let (one, two) = (world.mandate(100_000).await, world.mandate(100_000).await);
        let both = vec![world.outside(one, 60_000).await, world.outside(two, 60_000).await];
        let world = Arc::new(world);
        let answers = approve_all(&world, both).await;
        assert_eq!(counted(&answers, ExpenseRefused::FundTooSmall), (1, 1), "{answers:?}");
        world.assert_whole().await;
    }

    /// Eight clicks of two treasurers on one transfer: one counts. And one approval counts once.
    async fn a_payment_counts_once(world: World) {
        let mandate = world.mandate(1_000).await;
        let expense = world.outside(mandate, 400).await;
        let world = Arc::new(world);
        let answers = approve_all(&world, vec![expense; 8]).await;
        assert_eq!(counted(&answers, ExpenseRefused::WrongState), (1, 7), "{answers:?}");
        let tasks: Vec<_> = (0..8).map(|n| {
            let world = world.clone();
            tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let (by, now) = (world.treasurer, world.now());
                let input = ops::PayExpense { expense, paid_on: world.today(), reference: "7".into(), key: None };
                answer(db.transact(world.community, move |tx| ops::pay_expense(tx, by, &input, now)).await).is_ok()
            })
        }).collect();
        let mut paid = 0;
        for task in tasks {
            paid += i64::from(task.await.unwrap());
        }
        assert_eq!((paid, world.used(mandate).await), (1, (400, 0)));
        world.assert_whole().await;
    }
}
