//! Money that was put down to the wrong order and paid nothing there is taken back; and what an old form says then.

use crate::world::{CNY, DAY, World};
use ledger::AccountKey;
use market::Actor;
use market::ops::{self, Pay};
use market::order::State;
use market::payment::{MethodCode, PaymentRefused, PaymentState};
use market::rows::{OrderStep, Purse};
use std::time::Duration;
use store::IdempotencyKey;

testkit::both_engines! {
    /// What came too late, or was too little, paid nothing: it is taken back as long as it is still there, and its line is free.
    async fn what_paid_nothing_is_taken_back(world: World) {
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let apples = world.offer("10", Some(50), None).await;
        let unmatched = AccountKey::unmatched(CNY);
        // Too little: the order waits on, and the line pays the right one.
        let wrong = world.place(dan, &[(apples, 2_000)], Pay::Later).await.unwrap().id;
        let right = world.place(eve, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let part = world.record_line(wrong, 1_000).await;
        assert_eq!((part.state, world.balance(unmatched.clone()).await), (PaymentState::Mismatched, 1_000));
        world.clock.advance(Duration::from_secs(60));
        let before = world.state(wrong).await;
        world.undo(world.treasurer, part.payment).await.unwrap();
        assert_eq!((world.balance(unmatched.clone()).await, world.bank().await, world.state(wrong).await), (0, 0, before));
        assert_eq!((world.last_event(wrong).await.step, world.lines_seen(wrong).await), (OrderStep::PaymentUndone, vec![true]));
        world.collect_line(right, 1_000).await.unwrap();
        assert_eq!(world.state(right).await, State::Paid);

        // For an order that was paid before: owed to the buyer, until that is used.
        let late = world.record_line(right, 1_000).await;
        assert_eq!((late.state, world.owed(eve).await), (PaymentState::Late, 1_000));
        world.owe(world.supplier, 5_000).await;
        world.pay_out(eve, Purse::Owed, 400).await.unwrap();
        let events = world.order(right).await.event_count;
        assert_eq!(world.undo(world.treasurer, late.payment).await.unwrap_err(), PaymentRefused::CreditSpent);
        assert_eq!(world.order(right).await.event_count, events);
        world.owe(eve, 400).await;
        // On another day by somebody else.
        world.clock.advance(DAY);
        assert_eq!(world.undo(world.treasurer, late.payment).await.unwrap_err(), PaymentRefused::UndoByAnother);
        let second = world.second_treasurer().await;
        world.undo(second, late.payment).await.unwrap();
        assert_eq!((world.owed(eve).await, world.state(right).await), (0, State::Paid));
        assert_eq!(world.undo(second, late.payment).await.unwrap_err(), PaymentRefused::WrongState);

        // What was dealt with is where it is.
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let owed = world.claim(dan, order).await;
        world.confirm(world.treasurer, owed, 400, world.now()).await.unwrap();
        let by = Actor::Member(world.treasurer);
        world.act(move |tx, when| ops::owe_unmatched(tx, by, owed, when)).await.unwrap();
        assert_eq!(world.undo(world.treasurer, owed).await.unwrap_err(), PaymentRefused::WrongState);
        world.assert_whole().await;
    }

    /// The request that confirmed what was taken back since confirms nothing when it is sent again, and says so.
    async fn an_old_form_says_what_is_true(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(50), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let key = IdempotencyKey::of("bao", "the form", "collect_payment", &1_000).unwrap();
        let arrived = ops::Arrived { at: world.now().into(), amount_minor: 1_000, reference: None };
        let (payment, method) = (world.id(), MethodCode::BankTransfer);
        let input = ops::RecordPayment { order, payment, method, arrived, key: Some(key) };
        let sent = async || {
            let (input, by) = (input.clone(), Actor::Member(world.treasurer));
            world.act(move |tx, when| ops::collect_payment(tx, by, &input, &[], when)).await
        };
        let first = sent().await.unwrap();
        assert_eq!(sent().await.as_ref(), Ok(&first));
        world.undo(world.treasurer, first.payment).await.unwrap();
        assert_eq!(sent().await, Err(PaymentRefused::TakenBack));
        assert_eq!((world.state(order).await, world.bank().await), (State::AwaitingPayment, 0));

        // Nor where less was found for it since; nor the form of one payment.
        let found = ops::Arrived { at: world.now().into(), amount_minor: 400, reference: None };
        let single = |arrived: ops::Arrived, key: &'static str| {
            let key = IdempotencyKey::of("bao", key, "record_payment", &arrived.amount_minor).unwrap();
            ops::RecordPayment { order, payment: world.id(), method, arrived, key: Some(key) }
        };
        let less = single(found, "less");
        let recorded = async || {
            let (less, by) = (less.clone(), Actor::Member(world.treasurer));
            world.act(move |tx, when| ops::record_payment(tx, by, &less, when)).await
        };
        let part = recorded().await.unwrap();
        assert_eq!(part.state, PaymentState::Mismatched);
        assert_eq!(recorded().await.as_ref(), Ok(&part));
        assert_eq!(sent().await, Err(PaymentRefused::TakenBack));
        world.undo(world.treasurer, part.payment).await.unwrap();
        assert_eq!(recorded().await, Err(PaymentRefused::TakenBack));
        assert_eq!((world.state(order).await, world.bank().await), (State::AwaitingPayment, 0));
        world.assert_whole().await;
    }
}
