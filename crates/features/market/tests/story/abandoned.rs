//! An attempt to pay that nobody said anything about ends with its order.

use crate::world::{DAY, World};
use kernel::Id;
use market::Actor;
use market::ops::{self, Pay, Placed};
use market::order::State;
use market::payment::{MethodCode, PaymentState};
use market::rows::{Offer, Payment};

/// Placed, and its way to pay chosen.
async fn chosen(world: &World, buyer: Id<market::ids::Member>, goods: Id<Offer>) -> (Placed, Id<Payment>) {
    let placed = world.place(buyer, &[(goods, 1_000)], Pay::Later).await.unwrap();
    let order = world.choose(buyer, placed.id, MethodCode::BankTransfer).await.unwrap();
    (placed, order.payment_id.unwrap())
}

async fn state(world: &World, payment: Id<Payment>) -> PaymentState {
    world.find::<Payment>((world.community, payment)).await.state
}

testkit::both_engines! {
    /// Whichever way the order ends; and money that comes for it all the same is the buyer's.
    async fn a_chosen_payment_ends_with_its_order(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(9), None).await;
        let (called_off, first) = chosen(&world, dan, apples).await;
        let input = ops::CancelOrder { order: called_off.id, refund: world.id(), reason: String::new() };
        world.act(move |tx, when| ops::cancel_order(tx, Actor::Member(dan), &input, when)).await.unwrap();
        assert_eq!(state(&world, first).await, PaymentState::Abandoned);

        let (set_off, second) = chosen(&world, dan, apples).await;
        world.owe(dan, 1_000).await;
        let paid = world.choose(dan, set_off.id, MethodCode::SetOff).await.unwrap();
        assert_eq!((paid.state, state(&world, second).await), (State::Paid, PaymentState::Abandoned));

        let (lapsed, third) = chosen(&world, dan, apples).await;
        assert_eq!(state(&world, third).await, PaymentState::Chosen);
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!((world.state(lapsed.id).await, state(&world, third).await), (State::Expired, PaymentState::Abandoned));
        for payment in [first, second, third] {
            let landed = world.confirm(world.treasurer, payment, 1_000, world.now()).await.unwrap();
            assert_eq!(landed.state, PaymentState::Late);
        }
        assert_eq!(world.owed(dan).await, 3_000);
        world.assert_whole().await;
    }

    /// A refused attempt turns out to have been paid: the one that was chosen after it is not waited for.
    async fn other_money_ends_a_chosen_payment(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(9), None).await;
        for (late, ends) in [(false, PaymentState::Confirmed), (true, PaymentState::Late)] {
            let placed = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap();
            let first = world.claim(dan, placed.id).await;
            let (refuse, treasurer) = (ops::RefusePayment { payment: first, reason: "not there".into() }, Actor::Member(world.treasurer));
            world.act(move |tx, when| ops::refuse_payment(tx, treasurer, &refuse, when)).await.unwrap();
            let second = world.choose(dan, placed.id, MethodCode::BankTransfer).await.unwrap().payment_id.unwrap();
            assert!(second != first && state(&world, second).await == PaymentState::Chosen);
            if late {
                world.clock.advance(DAY);
            }
            world.confirm(world.treasurer, first, 1_000, world.now()).await.unwrap();
            assert_eq!((state(&world, first).await, state(&world, second).await), (ends, PaymentState::Abandoned));
        }
        world.assert_whole().await;
    }
}
