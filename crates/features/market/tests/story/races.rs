//! Many at once: stock is sold once, money given back once, a place lost or kept once.

use crate::world::{DAY, World};
use kernel::Quantity;
use market::Actor;
use market::ops::{self, Pay, RefundWhat};
use market::order::{OrderRefused, State};
use market::payment::PaymentState;
use std::sync::Arc;
use std::time::Duration;

testkit::both_engines! {
    /// Twenty in stock, sixty-four who want one: twenty have it.
    async fn twenty_are_sold_to_sixty_four(world: World) {
        let apples = world.offer("10", Some(20), None).await;
        let mut buyers = Vec::new();
        for n in 0..64 {
            let buyer = world.member(&format!("buyer {n}")).await;
            if n % 2 == 0 {
                world.owe(buyer, 1_000).await;
            }
            buyers.push(buyer);
        }
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for (n, buyer) in buyers.into_iter().enumerate() {
            let world = world.clone();
            let pay = if n % 2 == 0 { Pay::SetOff } else { Pay::Later };
            tasks.push(tokio::spawn(async move { world.place(buyer, &[(apples, 1_000)], pay).await }));
        }
        let (mut sold, mut refused) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => sold += 1,
                Err(why) => {
                    assert_eq!(why.why, OrderRefused::SoldOut);
                    refused += 1;
                }
            }
        }
        assert_eq!((sold, refused, world.stock(apples).await), (20, 44, (Some(0), 20_000, 0)));
        world.assert_whole().await;
    }

    /// Thirty refunds of a fifth each, at once: five go through.
    async fn refunds_at_once_never_pass_what_was_paid(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        world.fulfil(order).await.unwrap();
        let world = Arc::new(world);
        let tasks: Vec<_> = (0..30).map(|n| {
            let world = world.clone();
            let by = if n % 2 == 0 { world.steward } else { world.treasurer };
            tokio::spawn(async move { world.refund(by, order, RefundWhat::Sum(200)).await })
        }).collect();
        let mut done = 0;
        for task in tasks {
            done += i64::from(task.await.unwrap().is_ok());
        }
        assert_eq!((done, world.owed(dan).await), (5, 1_000));
        world.assert_whole().await;
    }

    /// Eight treasurers' clicks on one payment: one counts.
    async fn confirmations_at_once_count_once(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let payment = world.claim(dan, order).await;
        let (world, mut done) = (Arc::new(world), 0);
        let tasks: Vec<_> = (0..8).map(|_| {
            let world = world.clone();
            tokio::spawn(async move { world.confirm(world.treasurer, payment, 1_000, world.now()).await })
        }).collect();
        for task in tasks {
            done += i32::from(task.await.unwrap().is_ok());
        }
        assert_eq!((done, world.state(order).await), (1, State::Paid));
        world.assert_whole().await;
    }

    /// The claim, or the confirmation, and the end of the hold come in the same instant: whichever order the lane
    /// takes them in, goods and money each end in one place.
    async fn expiry_races_with_claim_and_confirmation(world: World) {
        let apples = world.offer("10", Some(40), None).await;
        let mut orders = Vec::new();
        for n in 0..20 {
            let buyer = world.member(&format!("buyer {n}")).await;
            let order = world.place(buyer, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
            let payment = if n % 2 == 0 { Some(world.claim(buyer, order).await) } else { None };
            if payment.is_none() {
                world.choose(buyer, order, market::payment::MethodCode::BankTransfer).await.unwrap();
            }
            orders.push((buyer, order, payment));
        }
        let before = world.now();
        world.clock.advance(DAY + Duration::from_micros(1));
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for (n, (buyer, order, payment)) in orders.clone().into_iter().enumerate() {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let expire = world.act(move |tx, when| ops::expire_order(tx, order, when));
                let money = async {
                    match payment {
                        Some(payment) => drop(world.confirm(world.treasurer, payment, 1_000, before).await.unwrap()),
                        None => {
                            let input = ops::ClaimPayment { order, proof: String::new() };
                            let claim = world.act(move |tx, when| ops::claim_payment(tx, Actor::Member(buyer), &input, when));
                            assert!(claim.await.is_err(), "the hold has ended");
                        }
                    }
                };
                let _ = if n % 4 < 2 { tokio::join!(expire, money).0 } else { tokio::join!(money, expire).1 };
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        for (buyer, order, payment) in orders {
            let state = world.state(order).await;
            match payment {
                None => assert_eq!(state, State::Expired),
                Some(payment) => {
                    let payment = world.find::<market::rows::Payment>((world.community, payment)).await;
                    let owed = world.owed(buyer).await;
                    match state {
                        State::Paid => assert_eq!((payment.state, owed), (PaymentState::Confirmed, 0)),
                        _ => assert_eq!((state, payment.state, owed), (State::Expired, PaymentState::Late, 1_000)),
                    }
                }
            }
        }
        world.assert_whole().await;
    }

    /// A steward packs while another reports what is missing: never more handed over or given back than there was.
    async fn packing_races_with_a_shortage(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(10), None).await;
        let order = world.paid(dan, &[(apples, 2_000)]).await;
        let missing = vec![(1, Quantity::from_milli(500))];
        let input = ops::ReportShortage { refund: world.id(), order, missing, reason: "hail".into(), key: None };
        let steward = Actor::Member(world.steward);
        let short = world.act(move |tx, when| ops::report_shortage(tx, steward, &input, when));
        let (packed, short) = tokio::join!(world.fulfil(order), short);
        packed.unwrap();
        let missing = short.is_ok();
        let stock = if missing { (Some(8_000), 0, 1_500) } else { (Some(8_000), 0, 2_000) };
        assert_eq!(world.stock(apples).await, stock);
        assert_eq!(world.owed(dan).await, if missing { 500 } else { 0 });
        world.assert_whole().await;
    }
}
