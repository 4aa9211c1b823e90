//! From placing to settlement, and what time does to it.

use crate::world::{AID, CNY, DAY, GENERAL, World};
use kernel::{Price, Quantity};
use ledger::AccountKey;
use market::Actor;
use market::ops::{self, Asked, Pay, VariantEdit};
use market::order::{OrderRefused, State};
use market::split::Party;
use std::time::Duration;

testkit::both_engines! {
    /// Two jin of apples, from the shelf to the supplier's and the funds' accounts.
    async fn an_order_goes_its_whole_way(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("12.50", Some(10), None).await;
        let placed = world.place(dan, &[(apples, 2_000)], Pay::Later).await.unwrap();
        assert_eq!((placed.number, placed.state, placed.total_minor), (1, State::Placed, 2_500));
        assert_eq!(world.stock(apples).await, (Some(8_000), 2_000, 0));
        let payment = world.claim(dan, placed.id).await;
        world.confirm(world.treasurer, payment, 2_500, world.now()).await.unwrap();
        let supplier = Party::Member(world.supplier);
        assert_eq!((world.held(GENERAL).await, world.held(AID).await, world.held(supplier).await), (125, 75, 2_300));
        world.finish(dan, placed.id).await;
        assert_eq!(world.stock(apples).await, (Some(8_000), 0, 2_000));
        assert_eq!((world.sales(1).await, world.sales(2).await, world.payable().await), (125, 75, 2_300));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 2_500);
        let (community, id) = (world.community, placed.id);
        let went = world.db.read(move |r| market::reports::where_it_went(r, community, id)).await.unwrap().unwrap();
        let settled: Vec<_> = went.parts.iter().map(|part| (part.to, part.part_minor, part.settled_minor)).collect();
        assert_eq!(settled, [(GENERAL, 125, 125), (AID, 75, 75), (supplier, 2_300, 2_300)]);
        assert!(went.paid_entry.is_some() && went.settled_entry.is_some());
        world.assert_whole().await;
    }

    /// Paid at placing by what the community owes the buyer, and refused where that is too little.
    async fn a_set_off_pays_at_once(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("12.50", Some(10), None).await;
        world.owe(dan, 2_499).await;
        let refused = world.place(dan, &[(apples, 2_000)], Pay::SetOff).await.unwrap_err();
        assert_eq!(refused.why, OrderRefused::OwedTooLittle);
        assert_eq!(world.stock(apples).await, (Some(10_000), 0, 0));
        world.owe(dan, 1).await;
        let placed = world.place(dan, &[(apples, 2_000)], Pay::SetOff).await.unwrap();
        assert_eq!((placed.state, world.owed(dan).await), (State::Paid, 0));
        world.clock.advance(30 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(placed.id).await, State::Paid);
        world.assert_whole().await;
    }

    /// The same request again is the same order.
    async fn a_retry_answers_the_first_order(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("1", Some(10), None).await;
        let mut answers = Vec::new();
        for quantity in [1_000, 1_000, 2_000] {
            let mut input = world.wanted(dan, &[(apples, quantity)], Pay::Later);
            let key = store::IdempotencyKey::of(&dan.to_string(), "k1", "place_order", &quantity);
            input.key = Some(key.unwrap());
            answers.push(world.act(move |tx, when| ops::place_order(tx, Actor::Member(dan), &input, when)).await);
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[2].as_ref().unwrap_err().why, OrderRefused::KeyReused);
        assert_eq!(world.stock(apples).await, (Some(9_000), 1_000, 0));
    }

    /// What an order of a member is turned away for; nothing stays held.
    async fn orders_that_cannot_be(world: World) {
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let apples = world.offer("2", Some(4), Some(3)).await;
        let pears = world.offer("2", Some(4), None).await;
        let check = async |lines: &[(_, i64)], why, line| {
            let refused = world.place(dan, lines, Pay::Later).await.unwrap_err();
            assert_eq!((refused.why, refused.line), (why, line));
        };
        check(&[], OrderRefused::NoLines, None).await;
        check(&[(apples, 0)], OrderRefused::QuantityNotPositive, Some(0)).await;
        check(&[(apples, 250)], OrderRefused::QuantityOffStep, Some(0)).await;
        check(&[(pears, 500), (apples, 3_500)], OrderRefused::AboveLimit, Some(1)).await;
        check(&[(apples, 2_000), (apples, 1_500)], OrderRefused::AboveLimit, Some(1)).await;
        check(&[(pears, 4_500)], OrderRefused::SoldOut, Some(0)).await;
        check(&[(pears, 2_500), (pears, 2_000)], OrderRefused::SoldOut, Some(1)).await;
        check(&[(world.id(), 500)], OrderRefused::NoSuchOffer, Some(0)).await;
        let dear = world.offer("100000000", None, None).await;
        check(&[(dear, 1_000_000_000)], OrderRefused::TotalTooLarge, Some(0)).await;
        let input = world.wanted(dan, &[(pears, 500)], Pay::Later);
        let other = world.act(move |tx, when| ops::place_order(tx, Actor::Member(eve), &input, when)).await;
        assert_eq!(other.unwrap_err().why, OrderRefused::NotYours);
        let ghost = world.id();
        let refused = world.place(ghost, &[(pears, 500)], Pay::Later).await.unwrap_err();
        assert_eq!(refused.why, OrderRefused::NotAMember);
        for (asked, pay, why) in [
            (Asked::Seen(Price::from_e4(20_001)), Pay::Later, OrderRefused::PriceChanged),
            (Asked::Historical(Price::from_e4(1)), Pay::Later, OrderRefused::NotAllowed),
            (Asked::Current, Pay::Arrived(market::payment::MethodCode::BankTransfer), OrderRefused::NotAllowed),
        ] {
            let mut input = world.wanted(dan, &[(pears, 500)], pay);
            input.lines[0].asked = asked;
            let refused = world.act(move |tx, when| ops::place_order(tx, Actor::Member(dan), &input, when)).await;
            assert_eq!(refused.unwrap_err().why, why);
        }
        let (steward, withdraw) = (Actor::Member(world.steward), ops::WithdrawOffer { offer: pears, reason: "season".into(), key: None });
        world.act(move |tx, when| ops::withdraw_offer(tx, steward, &withdraw, when)).await.unwrap();
        check(&[(pears, 500)], OrderRefused::NotForSale, Some(0)).await;
        assert_eq!((world.stock(apples).await, world.stock(pears).await), ((Some(4_000), 0, 0), (Some(4_000), 0, 0)));
        world.assert_whole().await;
    }

    /// The hold ends in the very instant it says, and what was held can be bought again, also against the limit.
    async fn an_unpaid_order_expires(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("2", Some(2), Some(2)).await;
        let placed = world.place(dan, &[(apples, 2_000)], Pay::Later).await.unwrap();
        world.clock.advance(Duration::from_secs(3_600) - Duration::from_micros(1));
        world.run_jobs().await;
        assert_eq!(world.state(placed.id).await, State::Placed);
        world.clock.advance(Duration::from_micros(1));
        world.run_jobs().await;
        assert_eq!(world.state(placed.id).await, State::Expired);
        assert_eq!(world.stock(apples).await, (Some(2_000), 0, 0));
        assert!(world.place(dan, &[(apples, 2_000)], Pay::Later).await.is_ok());
        world.assert_whole().await;
    }

    /// Nobody says a word for a week: the order is accepted and settled.
    async fn silence_settles(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("2", None, None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        world.fulfil(order).await.unwrap();
        world.clock.advance(7 * DAY - Duration::from_micros(1));
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Fulfilled);
        let early = world.act(move |tx, when| ops::settle_order(tx, Actor::System, order, when)).await;
        assert_eq!(early.unwrap_err(), OrderRefused::TooEarly);
        world.clock.advance(Duration::from_micros(1));
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Settled);
        world.assert_whole().await;
    }

    /// A gift is paid by itself and settles without an entry.
    async fn an_order_of_nothing(world: World) {
        let dan = world.member("Dan").await;
        let seeds = world.offer("0", Some(1), None).await;
        let placed = world.place(dan, &[(seeds, 500)], Pay::Later).await.unwrap();
        assert_eq!(placed.state, State::Paid);
        world.finish(dan, placed.id).await;
        let order = world.order(placed.id).await;
        assert_eq!((order.paid_entry, order.settled_entry), (None, None));
        world.assert_whole().await;
    }

    /// A new price and a new split are for new orders only.
    async fn what_was_ordered_keeps_its_terms(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let before = world.paid(dan, &[(apples, 1_000)]).await;
        let variant = VariantEdit {
            number: 1,
            title: "large".into(),
            unit: "jin".into(),
            price: Price::from_e4(200_000),
            withdrawn: false,
        };
        let mut split = world.split();
        split.parts.truncate(1);
        let edit = ops::EditOffer {
            offer: apples,
            title: "Pears".into(),
            story: String::new(),
            audience: market::offer::Audience::Everyone,
            limit: Some(Quantity::from_milli(9_000)),
            variants: vec![variant],
            new_variants: Vec::new(),
            split: Some(split),
            key: None,
        };
        let steward = Actor::Member(world.steward);
        world.act(move |tx, when| ops::edit_offer(tx, steward, &edit, when)).await.unwrap();
        let edited = world.find::<market::rows::Offer>((world.community, apples)).await;
        assert_eq!((edited.split_version, edited.title.as_str()), (2, "Pears"));
        let after = world.paid(dan, &[(apples, 1_000)]).await;
        world.finish(dan, before).await;
        assert_eq!((world.sales(1).await, world.sales(2).await, world.payable().await), (50, 30, 920));
        world.finish(dan, after).await;
        assert_eq!((world.sales(1).await, world.sales(2).await, world.payable().await), (150, 30, 2_820));
        world.assert_whole().await;
    }

    /// Import's way: an order of long ago, whole in one transaction, at its own price.
    async fn an_old_order_is_taken_over(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let mut input = world.wanted(dan, &[(apples, 1_300), (apples, 700)], Pay::Arrived(market::payment::MethodCode::BankTransfer));
        input.reference = Some("536365".into());
        for line in &mut input.lines {
            line.asked = Asked::Historical(Price::from_e4(25_500));
        }
        let id = input.id;
        world.act(move |tx, mut when| {
            when.happened_at = when.happened_at.minus(400 * DAY);
            let refused = |_| store::OpError::Refused(());
            let plain = |error| match error { store::OpError::Fault(fault) => store::OpError::Fault(fault), store::OpError::Refused(_) => refused(()) };
            ops::place_order(tx, Actor::System, &input, when).map_err(|error| match error {
                store::OpError::Fault(fault) => store::OpError::Fault(fault),
                store::OpError::Refused(_) => refused(()),
            })?;
            let fulfil = ops::FulfilOrder { order: id, wait_for_acceptance: false };
            ops::fulfil_order(tx, Actor::System, &fulfil, when).map_err(plain)?;
            ops::settle_order(tx, Actor::System, id, when).map_err(plain)?;
            Ok::<_, store::OpError<()>>(())
        }).await.unwrap();
        assert_eq!(world.state(id).await, State::Settled);
        assert_eq!(world.order(id).await.total_minor, 332 + 178);
        world.assert_whole().await;
    }
}
