//! Many payments entered together: only what is plain, each once.

use crate::world::{CNY, World};
use kernel::Id;
use ledger::AccountKey;
use market::Actor;
use market::ids::Member;
use market::ops::{self, Pay};
use market::order::State;
use market::payment::{MethodCode, PaymentRefused, PaymentState};
use market::rows::Order;
use std::time::Duration;
use store::IdempotencyKey;

async fn collect(
    world: &World,
    by: Id<Member>,
    order: Id<Order>,
    amount_minor: i64,
    key: Option<IdempotencyKey>,
) -> Result<PaymentState, PaymentRefused> {
    let arrived = ops::Arrived { at: world.now().into(), amount_minor, reference: None };
    let method = MethodCode::CollectionCode;
    let input = ops::RecordPayment { order, payment: world.id(), method, arrived, key };
    let done = world.act(move |tx, when| ops::collect_payment(tx, Actor::Member(by), &input, when)).await;
    done.map(|landed| landed.state)
}

fn key(text: &str, order: Id<Order>) -> Option<IdempotencyKey> {
    Some(IdempotencyKey::of("treasurer", text, "collect_payment", &order).unwrap())
}

testkit::both_engines! {
    /// Who is asked, for what, with which sum → what is answered. What is refused leaves no trace in the books.
    async fn only_what_is_plain_is_entered(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(50), None).await;
        let treasurer = world.treasurer;
        let placed = async |buyer| world.place(buyer, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let (waits, claimed, own) = (placed(dan).await, placed(dan).await, placed(treasurer).await);
        world.claim(dan, claimed).await;
        let called_off = placed(dan).await;
        let cancel = ops::CancelOrder { order: called_off, refund: world.id(), reason: String::new() };
        world.act(move |tx, when| ops::cancel_order(tx, Actor::Member(dan), &cancel, when)).await.unwrap();
        let paid = world.paid(dan, &[(apples, 1_000)]).await;
        let before = world.balance(AccountKey::bank(CNY)).await;
        for (by, order, minor, answer) in [
            (treasurer, waits, 999, PaymentRefused::AmountDiffers),
            (treasurer, waits, 1_001, PaymentRefused::AmountDiffers),
            (treasurer, own, 1_000, PaymentRefused::OwnPayment),
            (treasurer, called_off, 1_000, PaymentRefused::OrderOver),
            (treasurer, paid, 1_000, PaymentRefused::AlreadyConfirmed),
            (treasurer, world.id(), 1_000, PaymentRefused::NoSuchOrder),
            (world.steward, waits, 1_000, PaymentRefused::NotAllowed),
            (world.id(), waits, 1_000, PaymentRefused::NotAMember),
        ] {
            assert_eq!(collect(&world, by, order, minor, None).await.unwrap_err(), answer);
        }
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, before);
        for order in [waits, claimed] {
            assert_eq!(collect(&world, treasurer, order, 1_000, None).await, Ok(PaymentState::Confirmed));
            assert_eq!(world.state(order).await, State::Paid);
            assert_eq!(collect(&world, treasurer, order, 1_000, None).await.unwrap_err(), PaymentRefused::AlreadyConfirmed);
        }
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, before + 2_000);
        world.assert_whole().await;
    }

    /// What had expired when the money came is not entered in passing: its goods are on the shelf again.
    async fn what_has_expired_is_left_for_a_look(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        world.clock.advance(Duration::from_secs(3_600));
        // The clock's job has not run yet.
        assert_eq!(collect(&world, world.treasurer, order, 1_000, None).await.unwrap_err(), PaymentRefused::OrderOver);
        assert_eq!(world.state(order).await, State::Placed);
        world.run_jobs().await;
        assert_eq!(collect(&world, world.treasurer, order, 1_000, None).await.unwrap_err(), PaymentRefused::OrderOver);
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 0);
        world.assert_whole().await;
    }

    /// Pressed twice, also at once and on two nodes: the same answer, and the money once.
    async fn pressed_twice_it_is_entered_once(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let (one, two) = tokio::join!(
            collect(&world, world.treasurer, order, 1_000, key("k", order)),
            collect(&world, world.treasurer, order, 1_000, key("k", order)),
        );
        assert_eq!((one, two), (Ok(PaymentState::Confirmed), Ok(PaymentState::Confirmed)));
        assert_eq!(collect(&world, world.treasurer, order, 1_000, key("k", order)).await, Ok(PaymentState::Confirmed));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 1_000);
        world.assert_whole().await;
    }
}
