//! Many payments entered together: only what is plain, each once.

use crate::world::{CNY, World};
use kernel::Id;
use ledger::AccountKey;
use market::Actor;
use market::arrivals::Print;
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
    let done =
        world.act(move |tx, when| ops::collect_payment(tx, Actor::Member(by), &input, &[], when)).await;
    done.map(|landed| landed.state)
}

impl World {
    async fn record(
        &self,
        by: Id<Member>,
        order: Id<Order>,
        minor: i64,
    ) -> Result<PaymentState, PaymentRefused> {
        let arrived = ops::Arrived { at: self.now().into(), amount_minor: minor, reference: None };
        let method = MethodCode::BankTransfer;
        let input = ops::RecordPayment { order, payment: self.id(), method, arrived, key: None };
        let done = self.act(move |tx, when| ops::record_payment(tx, Actor::Member(by), &input, when)).await;
        done.map(|landed| landed.state)
    }
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

    /// What came in two parts pays together, and no part of it is asked for again.
    async fn parts_add_up(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let short = world.record(world.treasurer, order, 960).await.unwrap();
        assert_eq!((short, world.state(order).await), (PaymentState::Mismatched, State::Placed));
        // The whole once more is not what it waits for.
        assert_eq!(collect(&world, world.treasurer, order, 1_000, None).await.unwrap_err(), PaymentRefused::AmountDiffers);
        assert_eq!(collect(&world, world.treasurer, order, 40, None).await, Ok(PaymentState::Confirmed));
        assert_eq!(world.state(order).await, State::Paid);
        let books = (world.balance(AccountKey::bank(CNY)).await, world.balance(AccountKey::unmatched(CNY)).await);
        assert_eq!((books, world.owed(dan).await), ((1_000, 0), 0));
        world.assert_whole().await;
        // More than is missing is the buyer's; three parts do as well.
        let second = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        for (minor, state) in [(300, PaymentState::Mismatched), (300, PaymentState::Mismatched), (450, PaymentState::Confirmed)] {
            assert_eq!(world.record(world.treasurer, second, minor).await, Ok(state));
        }
        assert_eq!((world.state(second).await, world.owed(dan).await), (State::Paid, 50));
        assert_eq!(world.balance(AccountKey::unmatched(CNY)).await, 0);
        world.assert_whole().await;
    }

    /// Money of one number is entered once, for whomever.
    async fn a_number_is_entered_once(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(50), None).await;
        let line = |number: &str| vec![ops::LinePrint::of(&Print::Number(number.to_owned()))];
        let collect = async |order, number: &str| {
            let arrived = ops::Arrived { at: world.now().into(), amount_minor: 1_000, reference: Some(number.to_owned()) };
            let input = ops::RecordPayment { order, payment: world.id(), method: MethodCode::BankTransfer, arrived, key: None };
            let (by, lines) = (Actor::Member(world.treasurer), line(number));
            world.act(move |tx, when| ops::collect_payment(tx, by, &input, &lines, when)).await.map(|landed| landed.state)
        };
        let mut orders = Vec::new();
        for _ in 0..4 {
            orders.push(world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id);
        }
        const NUMBER: &str = "1000039301202611260000000006";
        // Two orders that were paid together, in one request.
        assert_eq!(collect(orders[0], NUMBER).await, Ok(PaymentState::Confirmed));
        assert_eq!(collect(orders[1], NUMBER).await, Ok(PaymentState::Confirmed));
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(collect(orders[2], NUMBER).await, Err(PaymentRefused::ReferenceUsed));
        assert_eq!(world.state(orders[2]).await, State::Placed);
        // Also what was entered singly, with its number.
        let arrived = ops::Arrived { at: world.now().into(), amount_minor: 1_000, reference: Some("WX 4200001234567890".to_owned()) };
        let input = ops::RecordPayment { order: orders[2], payment: world.id(), method: MethodCode::BankTransfer, arrived, key: None };
        let by = Actor::Member(world.treasurer);
        world.act(move |tx, when| ops::record_payment(tx, by, &input, when)).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(collect(orders[3], "4200001234567890").await, Err(PaymentRefused::ReferenceUsed));
        assert_eq!(collect(orders[3], "4200001234567891").await, Ok(PaymentState::Confirmed));
        world.assert_whole().await;
    }

    /// What was recorded singly is not recorded once more by the same reference, unless it is said to be another transfer.
    async fn a_reference_is_recorded_once_unless_it_is_another_transfer(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(50), None).await;
        let (order, other) = (
            world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id,
            world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id,
        );
        let record = async |order, minor, said: &str, another| {
            let arrived = ops::Arrived { at: world.now().into(), amount_minor: minor, reference: Some(said.to_owned()) };
            let input = ops::RecordPayment { order, payment: world.id(), method: MethodCode::BankTransfer, arrived, key: None };
            let by = Actor::Member(world.treasurer);
            world.act(move |tx, when| ops::record_one(tx, by, &input, another, when)).await.map(|landed| landed.state)
        };
        const NUMBER: &str = "WX 4200001234567890";
        assert_eq!(record(order, 1_000, NUMBER, false).await, Ok(PaymentState::Confirmed));
        // Its number is known for whatever order and whatever sum.
        for (order, minor) in [(order, 1_000), (order, 900), (other, 1_000)] {
            assert_eq!(record(order, minor, NUMBER, false).await, Err(PaymentRefused::ReferenceUsed));
        }
        assert_eq!((world.state(other).await, world.owed(dan).await), (State::Placed, 0));
        // Words alone are known of the same order, sum and day.
        assert_eq!(record(order, 1_000, "rent", false).await, Ok(PaymentState::Late));
        assert_eq!(record(order, 1_000, " rent", false).await, Err(PaymentRefused::ReferenceUsed));
        assert_eq!(record(order, 999, "rent", false).await, Ok(PaymentState::Late));
        assert_eq!(record(order, 1_000, "rent", true).await, Ok(PaymentState::Late));
        world.clock.advance(Duration::from_secs(86_400));
        assert_eq!(record(order, 1_000, "rent", false).await, Ok(PaymentState::Late));
        assert_eq!(record(order, 1_000, NUMBER, true).await, Ok(PaymentState::Late));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 5_999);
        world.assert_whole().await;
    }

    /// One word of letters and digits is one transfer's too: of another order it is asked about for ninety days, and free again once taken
    /// back. Words that anybody may write say nothing, nor does a day.
    async fn words_of_a_reference_are_known_for_other_orders(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(50), None).await;
        let mut orders = Vec::new();
        for _ in 0..5 {
            orders.push(world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id);
        }
        let record = async |at: usize, said: &str, another| {
            let arrived = ops::Arrived { at: world.now().into(), amount_minor: 1_000, reference: Some(said.to_owned()) };
            let input = ops::RecordPayment { order: orders[at], payment: world.id(), method: MethodCode::BankTransfer, arrived, key: None };
            let by = Actor::Member(world.treasurer);
            world.act(move |tx, when| ops::record_one(tx, by, &input, another, when)).await.map(|landed| landed.state)
        };
        assert_eq!(record(0, "LT004", false).await, Ok(PaymentState::Confirmed));
        for said in ["LT004", " lt004", "ＬＴ-004"] {
            assert_eq!(record(1, said, false).await, Err(PaymentRefused::ReferenceUsed), "{said}");
        }
        assert_eq!(record(1, "LT005", false).await, Ok(PaymentState::Confirmed));
        assert_eq!(record(2, "LT004", true).await, Ok(PaymentState::Confirmed));
        for said in ["rent", "T1", "statement 7", "微信11月", "11-28"] {
            assert_eq!(record(0, said, false).await, Ok(PaymentState::Late), "{said}");
            assert_eq!(record(1, said, false).await, Ok(PaymentState::Late), "{said}");
        }
        world.clock.advance(Duration::from_secs(90 * 86_400));
        assert_eq!(record(3, "LT004", false).await.map(|_| ()), Ok(()));
        assert_eq!(record(4, "LT004", false).await, Err(PaymentRefused::ReferenceUsed));
        world.assert_whole().await;
    }

    /// Nor is it by confirming what somebody claims, unless that is said to be another transfer.
    async fn a_claim_is_not_confirmed_by_a_number_that_is_used(world: World) {
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let apples = world.offer("10", Some(50), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let claimed = world.place(eve, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let payment = world.claim(eve, claimed).await;
        let by = Actor::Member(world.treasurer);
        let confirm = async |said: &str, another| {
            let arrived = ops::Arrived { at: world.now().into(), amount_minor: 1_000, reference: Some(said.to_owned()) };
            let input = ops::ConfirmPayment { payment, arrived };
            world.act(move |tx, when| ops::confirm_one(tx, by, &input, another, when)).await.map(|landed| landed.state)
        };
        let line = vec![ops::LinePrint::of(&Print::Number("4200001234567890".to_owned()))];
        let arrived = ops::Arrived { at: world.now().into(), amount_minor: 1_000, reference: Some("4200001234567890".to_owned()) };
        let input = ops::RecordPayment { order, payment: world.id(), method: MethodCode::BankTransfer, arrived, key: None };
        world.act(move |tx, when| ops::collect_payment(tx, by, &input, &line, when)).await.unwrap();
        assert_eq!(confirm("WX 4200001234567890", false).await, Err(PaymentRefused::ReferenceUsed));
        assert_eq!((world.state(claimed).await, world.balance(AccountKey::bank(CNY)).await), (State::PaymentClaimed, 1_000));
        assert_eq!(confirm("WX 4200001234567890", true).await, Ok(PaymentState::Confirmed));
        assert_eq!((world.state(claimed).await, world.balance(AccountKey::bank(CNY)).await), (State::Paid, 2_000));
        // Pressed twice it says what has become of it, not of its number.
        assert_eq!(confirm("WX 4200001234567890", false).await, Err(PaymentRefused::AlreadyConfirmed));
        world.assert_whole().await;
    }

    /// What is said to be on its way can be taken back until it is found; it keeps nothing longer than it would have.
    async fn a_claim_can_be_taken_back(world: World) {
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let apples = world.offer("10", Some(5), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let withdraw = async |by| {
            let by = Actor::Member(by);
            world.act(move |tx, when| ops::withdraw_claim(tx, by, order, when)).await.map(|order| order.state)
        };
        assert_eq!(withdraw(dan).await, Err(PaymentRefused::WrongState));
        let payment = world.claim(dan, order).await;
        assert_eq!(withdraw(eve).await, Err(PaymentRefused::NotYours));
        assert_eq!(withdraw(dan).await, Ok(State::AwaitingPayment));
        assert_eq!(withdraw(dan).await, Err(PaymentRefused::WrongState));
        let row = world.find::<market::rows::Payment>((world.community, payment)).await;
        assert_eq!((row.state, row.proof, row.claimed_at_us), (PaymentState::Chosen, None, None));
        // It may be said again, found, and then not taken back.
        assert_eq!(world.claim(dan, order).await, payment);
        world.confirm(world.treasurer, payment, 1_000, world.now()).await.unwrap();
        assert_eq!(withdraw(dan).await, Err(PaymentRefused::WrongState));
        world.assert_whole().await;
    }

    /// Who looks for payments may be the only one: a steward looks for theirs, and for nobody else's.
    async fn a_steward_confirms_what_the_treasurer_paid(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let own = world.place(world.treasurer, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let other = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        assert_eq!(world.record(world.treasurer, own, 1_000).await, Err(PaymentRefused::OwnPayment));
        assert_eq!(world.record(dan, own, 1_000).await, Err(PaymentRefused::NotAllowed));
        assert_eq!(world.record(world.steward, other, 1_000).await, Err(PaymentRefused::NotAllowed));
        assert_eq!(world.record(world.steward, own, 1_000).await, Ok(PaymentState::Confirmed));
        assert_eq!(world.state(own).await, State::Paid);
        world.assert_whole().await;
    }
}
