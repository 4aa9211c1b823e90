//! Money that comes: claimed, confirmed, refused, late, twice, wrong, or told by a gateway.

use crate::world::{CNY, DAY, World};
use kernel::Id;
use ledger::AccountKey;
use market::Actor;
use market::methods::gateway::{self, GatewayOutcome, Notification};
use market::ops::{self, Noticed, Pay};
use market::order::{OrderRefused, State};
use market::payment::{ArrivedAt, MethodCode, PaymentRefused, PaymentState};
use market::rows::{Order, Payment};
use std::time::Duration;

async fn awaited(world: &World) -> (Id<market::ids::Member>, Id<Order>, Id<Payment>) {
    let dan = world.member("Dan").await;
    let apples = world.offer("10", Some(5), None).await;
    let placed = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap();
    let payment = world.claim(dan, placed.id).await;
    (dan, placed.id, payment)
}

async fn refuse(world: &World, payment: Id<Payment>) -> Result<Order, PaymentRefused> {
    let (input, treasurer) =
        (ops::RefusePayment { payment, reason: "not there".into() }, Actor::Member(world.treasurer));
    world.act(move |tx, when| ops::refuse_payment(tx, treasurer, &input, when)).await
}

async fn record(
    world: &World,
    by: Id<market::ids::Member>,
    order: Id<Order>,
    amount_minor: i64,
    key: Option<store::IdempotencyKey>,
) -> Result<PaymentState, PaymentRefused> {
    let arrived = ops::Arrived { at: world.now().into(), amount_minor, reference: None };
    let method = MethodCode::BankTransfer;
    let input = ops::RecordPayment { order, payment: world.id(), method, arrived, key };
    let done = world.act(move |tx, when| ops::record_payment(tx, Actor::Member(by), &input, when)).await;
    done.map(|landed| landed.state)
}

testkit::both_engines! {
    /// Whoever clicks twice is told so, and the money is in the books once.
    async fn a_payment_is_confirmed_once(world: World) {
        let (_, order, payment) = awaited(&world).await;
        world.confirm(world.treasurer, payment, 1_000, world.now()).await.unwrap();
        let twice = world.confirm(world.treasurer, payment, 1_000, world.now()).await;
        assert_eq!(twice.unwrap_err(), PaymentRefused::AlreadyConfirmed);
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 1_000);
        assert_eq!(refuse(&world, payment).await.unwrap_err(), PaymentRefused::AlreadyConfirmed);
        assert_eq!(world.state(order).await, State::Paid);
        world.assert_whole().await;
    }

    /// Who may: a treasurer, but not the buyer.
    async fn nobody_confirms_the_own_payment(world: World) {
        let apples = world.offer("10", None, None).await;
        let treasurer = world.treasurer;
        let placed = world.place(treasurer, &[(apples, 1_000)], Pay::Later).await.unwrap();
        let payment = world.claim(treasurer, placed.id).await;
        let check = async |by, why| {
            assert_eq!(world.confirm(by, payment, 1_000, world.now()).await.unwrap_err(), why);
        };
        check(treasurer, PaymentRefused::OwnPayment).await;
        check(world.member("Dan").await, PaymentRefused::NotAllowed).await;
        check(world.id(), PaymentRefused::NotAMember).await;
        let tomorrow = world.confirm(treasurer, world.id(), 1_000, world.now()).await;
        assert_eq!(tomorrow.unwrap_err(), PaymentRefused::NoSuchPayment);
        assert_eq!(world.pay_out(treasurer, market::rows::Purse::Owed, 1).await.unwrap_err(), market::payment::PayoutRefused::OwnPayout);
    }

    /// A claim keeps the place past the hold; when nobody looks in time the order goes, and the money with it back to the buyer.
    async fn a_claim_keeps_the_place_for_a_while(world: World) {
        let (dan, order, payment) = awaited(&world).await;
        let apples = world.find::<market::rows::OrderLine>((world.community, order, 1)).await.offer_id;
        world.clock.advance(DAY - Duration::from_micros(1));
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::PaymentClaimed);
        let arrived = world.now();
        world.clock.advance(Duration::from_micros(1));
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::Expired);
        assert_eq!(world.stock(apples).await, (Some(5_000), 0, 0));
        let landed = world.confirm(world.treasurer, payment, 1_000, arrived).await.unwrap();
        assert_eq!((landed.state, world.owed(dan).await), (PaymentState::Late, 1_000));
        assert_eq!(world.state(order).await, State::Expired);
        let twice = world.confirm(world.treasurer, payment, 1_000, arrived).await;
        assert_eq!(twice.unwrap_err(), PaymentRefused::AlreadyConfirmed);
        world.assert_whole().await;
    }

    /// The money counts from its arrival: confirmed late, but here in time, it pays; come too late, it does not.
    async fn the_moment_of_arrival_decides(world: World) {
        for (late, state, payment_state) in [(0, State::Paid, PaymentState::Confirmed), (1, State::Expired, PaymentState::Late)] {
            let (dan, order, payment) = awaited(&world).await;
            let last = world.order(order).await.claim_until_us.unwrap();
            world.clock.advance(2 * DAY);
            let at = last.minus(Duration::from_micros(1)).plus(Duration::from_micros(late));
            // No job has come by: the place is still there.
            let landed = world.confirm(world.treasurer, payment, 1_000, at).await.unwrap();
            assert_eq!((world.state(order).await, landed.state), (state, payment_state));
            assert_eq!(world.owed(dan).await, 1_000 * late as i64);
            if state == State::Paid {
                assert_eq!(world.order(order).await.paid_at_us, Some(at));
            }
        }
        world.run_jobs().await;
        world.assert_whole().await;
    }

    /// Accounts show days: the money came neither before the order nor after it was entered.
    async fn a_day_of_arrival_stays_within_the_order(world: World) {
        for (days_ago, hours_later) in [(1, 1), (0, 1)] {
            let (_, order, payment) = awaited(&world).await;
            let placed = world.order(order).await.placed_at_us;
            world.clock.advance(Duration::from_secs(hours_later * 3_600));
            let start = placed.minus(days_ago * DAY);
            let arrived = ops::Arrived { at: ArrivedAt::Day(start), amount_minor: 1_000, reference: None };
            let (input, treasurer) = (ops::ConfirmPayment { payment, arrived }, Actor::Member(world.treasurer));
            let landed = world.act(move |tx, when| ops::confirm_payment(tx, treasurer, &input, when)).await.unwrap();
            // The noon of a day that ended before the order; and that of one whose noon is still to come.
            let came = if days_ago == 1 { placed } else { world.now() };
            assert_eq!(world.order(order).await.paid_at_us, Some(came));
            let row = world.find::<Payment>((world.community, payment)).await;
            assert_eq!((row.arrived_at_us, row.decided_at_us), (Some(came), Some(world.now())));
            let (community, entry) = (world.community, landed.entry.unwrap());
            let entry = world.db.read(move |reader| ledger::entry(reader, community, entry)).await.unwrap().unwrap();
            assert_eq!(entry.head.entry.happened_at_us, came);
        }
        let (_, _, payment) = awaited(&world).await;
        let arrived = ops::Arrived { at: ArrivedAt::Day(world.now().plus(DAY)), amount_minor: 1_000, reference: None };
        let (input, treasurer) = (ops::ConfirmPayment { payment, arrived }, Actor::Member(world.treasurer));
        let tomorrow = world.act(move |tx, when| ops::confirm_payment(tx, treasurer, &input, when)).await;
        assert_eq!(tomorrow.unwrap_err(), PaymentRefused::ArrivedInFuture);
        world.assert_whole().await;
    }

    /// A refused claim can be made again, within what the first one allows.
    async fn a_refused_claim_is_made_again(world: World) {
        let (dan, order, payment) = awaited(&world).await;
        assert_eq!(refuse(&world, payment).await.unwrap().state, State::AwaitingPayment);
        assert_eq!(refuse(&world, payment).await.unwrap_err(), PaymentRefused::AlreadyRefused);
        let second = world.claim(dan, order).await;
        assert_ne!(second, payment);
        // It had come after all; the statement says nothing about it, and why it was not found is not what it says.
        let kept = async || world.find::<Payment>((world.community, payment)).await.reference;
        assert_eq!(kept().await.as_deref(), Some("not there"));
        let arrived = ops::Arrived { at: world.now().into(), amount_minor: 1_000, reference: None };
        let (input, treasurer) = (ops::ConfirmPayment { payment, arrived }, Actor::Member(world.treasurer));
        world.act(move |tx, when| ops::confirm_payment(tx, treasurer, &input, when)).await.unwrap();
        assert_eq!((world.state(order).await, kept().await), (State::Paid, None));
        // And the second one too: that money is the buyer's.
        let landed = world.confirm(world.treasurer, second, 1_000, world.now()).await.unwrap();
        assert_eq!((landed.state, world.owed(dan).await), (PaymentState::Late, 1_000));
        world.assert_whole().await;
    }

    /// Called off by the buyer while the claim waits: the money that comes is owed.
    async fn money_for_a_cancelled_order_is_owed(world: World) {
        let (dan, order, payment) = awaited(&world).await;
        let input = ops::CancelOrder { order, refund: world.id(), reason: String::new() };
        world.act(move |tx, when| ops::cancel_order(tx, Actor::Member(dan), &input, when)).await.unwrap();
        world.confirm(world.treasurer, payment, 1_000, world.now()).await.unwrap();
        assert_eq!((world.state(order).await, world.owed(dan).await), (State::Cancelled, 1_000));
        assert_eq!(world.pay_out(dan, market::rows::Purse::Owed, 1_001).await.unwrap_err(), market::payment::PayoutRefused::MoreThanOwed);
        let payout = world.pay_out(dan, market::rows::Purse::Owed, 1_000).await.unwrap();
        let came = world.find::<Payment>((world.community, payment)).await.entry.unwrap();
        let community = world.community;
        let entry = world.db.read(move |reader| ledger::entry(reader, community, payout)).await.unwrap().unwrap();
        assert_eq!(entry.head.entry.parent_entry, Some(came), "the chain leads back to where it came from");
        assert_eq!((world.owed(dan).await, world.balance(AccountKey::bank(CNY)).await), (0, 0));
        world.assert_whole().await;
    }

    /// Another sum waits unmatched; the order goes on waiting for its own.
    async fn another_sum_is_unmatched(world: World) {
        let (dan, order, payment) = awaited(&world).await;
        let landed = world.confirm(world.treasurer, payment, 999, world.now()).await.unwrap();
        assert_eq!((landed.state, world.state(order).await), (PaymentState::Mismatched, State::AwaitingPayment));
        assert_eq!(world.balance(AccountKey::unmatched(CNY)).await, 999);
        let (input, treasurer) = (ops::ReturnUnmatched { payment, reference: "back 1".into() }, Actor::Member(world.treasurer));
        let back = move |tx: &mut store::Tx, when| ops::return_unmatched(tx, treasurer, &input, when);
        world.act(back.clone()).await.unwrap();
        assert_eq!(world.act(back).await.unwrap_err(), PaymentRefused::WrongState);
        assert_eq!(world.balance(AccountKey::unmatched(CNY)).await, 0);
        let again = world.claim(dan, order).await;
        world.confirm(world.treasurer, again, 1_000, world.now()).await.unwrap();
        assert_eq!(world.state(order).await, State::Paid);
        world.assert_whole().await;
    }

    /// Money that nobody claimed pays an order that only stands there; what comes for it again is owed, whatever the sum.
    async fn unclaimed_money_is_recorded(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        assert_eq!(record(&world, world.treasurer, order, 1_000, None).await, Ok(PaymentState::Confirmed));
        assert_eq!((world.state(order).await, world.owed(dan).await), (State::Paid, 0));
        assert_eq!(record(&world, world.treasurer, order, 1_000, None).await, Ok(PaymentState::Late));
        let key = || store::IdempotencyKey::of("bao", "click", "record_payment", &250).ok();
        assert_eq!(record(&world, world.treasurer, order, 250, key()).await, Ok(PaymentState::Late));
        assert_eq!(record(&world, world.treasurer, order, 250, key()).await, Ok(PaymentState::Late));
        assert_eq!((world.owed(dan).await, world.balance(AccountKey::bank(CNY)).await), (1_250, 2_250));
        // One that was given up before a way was chosen has no payment to confirm.
        let expired = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!((world.state(expired).await, world.order(expired).await.payment_id), (State::Expired, None));
        assert_eq!(record(&world, world.treasurer, expired, 1_000, None).await, Ok(PaymentState::Late));
        assert_eq!(world.owed(dan).await, 2_250);
        world.assert_whole().await;
    }

    /// An attempt that stands takes the money, so that nobody enters it a second time by confirming that.
    async fn recorded_money_is_that_of_the_claim(world: World) {
        let (dan, order, payment) = awaited(&world).await;
        world.clock.advance(2 * DAY);
        world.run_jobs().await;
        assert_eq!(record(&world, world.treasurer, order, 1_000, None).await, Ok(PaymentState::Late));
        let twice = world.confirm(world.treasurer, payment, 1_000, world.now()).await;
        assert_eq!((twice.unwrap_err(), world.owed(dan).await), (PaymentRefused::AlreadyConfirmed, 1_000));
        world.assert_whole().await;
    }

    /// Nobody records money for the own order, and not everybody may.
    async fn nobody_records_money_for_the_own_order(world: World) {
        let (dan, order, _) = awaited(&world).await;
        let apples = world.offer("10", None, None).await;
        let own = world.place(world.treasurer, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        for (by, order, minor, why) in [
            (world.treasurer, own, 1_000, PaymentRefused::OwnPayment),
            (world.steward, order, 1_000, PaymentRefused::NotAllowed),
            (dan, order, 1_000, PaymentRefused::NotAllowed),
            (world.treasurer, world.id(), 1_000, PaymentRefused::NoSuchOrder),
            (world.treasurer, order, 0, PaymentRefused::AmountDiffers),
            (world.treasurer, order, i64::MAX, PaymentRefused::AmountFar),
        ] {
            assert_eq!(record(&world, by, order, minor, None).await, Err(why));
        }
    }

    /// More than the price: the order is paid and the rest owed, in one entry.
    async fn what_is_above_the_price_is_owed(world: World) {
        let (dan, order, payment) = awaited(&world).await;
        let landed = world.confirm(world.treasurer, payment, 1_250, world.now()).await.unwrap();
        assert_eq!((landed.state, world.state(order).await), (PaymentState::Confirmed, State::Paid));
        assert_eq!((world.owed(dan).await, world.balance(AccountKey::bank(CNY)).await), (250, 1_250));
        let (community, entry) = (world.community, landed.entry.unwrap());
        let entry = world.db.read(move |reader| ledger::entry(reader, community, entry)).await.unwrap().unwrap();
        assert_eq!(entry.postings.len(), 5, "bank, three receivers, the buyer: {:?}", entry.postings);
        // What can be refunded is the price.
        let back = world.refund(world.steward, order, ops::RefundWhat::Sum(1_001)).await;
        assert_eq!(back.unwrap_err(), market::refund::RefundRefused::MoreThanPaid);
        world.assert_whole().await;
    }

    /// Less than the price can stay: owed to the buyer, who pays with it.
    async fn unmatched_money_is_owed_instead_of_sent_back(world: World) {
        let (dan, order, payment) = awaited(&world).await;
        let owe = |by| move |tx: &mut store::Tx, when| ops::owe_unmatched(tx, Actor::Member(by), payment, when);
        assert_eq!(world.act(owe(world.treasurer)).await.unwrap_err(), PaymentRefused::WrongState);
        world.confirm(world.treasurer, payment, 999, world.now()).await.unwrap();
        assert_eq!(world.act(owe(world.steward)).await.unwrap_err(), PaymentRefused::NotAllowed);
        world.act(owe(world.treasurer)).await.unwrap();
        assert_eq!(world.act(owe(world.treasurer)).await.unwrap_err(), PaymentRefused::WrongState);
        assert_eq!((world.balance(AccountKey::unmatched(CNY)).await, world.owed(dan).await), (0, 999));
        let (input, treasurer) = (ops::ReturnUnmatched { payment, reference: "back 1".into() }, Actor::Member(world.treasurer));
        let back = world.act(move |tx, when| ops::return_unmatched(tx, treasurer, &input, when)).await;
        assert_eq!(back.unwrap_err(), PaymentRefused::WrongState);
        world.owe(dan, 1).await;
        world.choose(dan, order, MethodCode::SetOff).await.unwrap();
        assert_eq!((world.state(order).await, world.owed(dan).await), (State::Paid, 0));
        world.assert_whole().await;
    }

    /// Each way has the attempt that its word is about: what a gateway says late does not pass for a transfer.
    async fn another_way_is_another_attempt(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let choose = async |way| world.choose(dan, order, way).await.unwrap().payment_id.unwrap();
        let gateway = choose(MethodCode::SimulatedGateway).await;
        assert_eq!(choose(MethodCode::SimulatedGateway).await, gateway);
        let transfer = choose(MethodCode::BankTransfer).await;
        assert_ne!(transfer, gateway);
        assert_eq!(choose(MethodCode::BankTransfer).await, transfer);
        let told = |payment| Notification { nonce: format!("{payment}"), payment, outcome: GatewayOutcome::Succeeded, amount_minor: 1_000, happened_at: world.now() };
        let notify = async |payment| {
            let told = told(payment);
            world.act(move |tx, when| ops::notify_payment(tx, &told, true, when)).await
        };
        assert_eq!(notify(transfer).await, Err(PaymentRefused::NotificationMalformed));
        // The buyer had paid there after all.
        assert_eq!(notify(gateway).await, Ok(Noticed::Landed(PaymentState::Confirmed)));
        let row = world.order(order).await;
        assert_eq!((row.state, row.method, row.payment_id), (State::Paid, Some(MethodCode::SimulatedGateway), Some(gateway)));
        // And transferred too: that is owed.
        let landed = world.confirm(world.treasurer, transfer, 1_000, world.now()).await.unwrap();
        assert_eq!((landed.state, world.owed(dan).await), (PaymentState::Late, 1_000));
        world.assert_whole().await;
    }

    /// Failed first, then paid, told twice; and by one whom the site does not play with.
    async fn a_gateway_says_it_twice(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let placed = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap();
        let refused = ops::ChoosePayment { order: placed.id, payment: world.id(), method: MethodCode::SimulatedGateway, simulated: false };
        let refused = world.act(move |tx, when| ops::choose_payment(tx, Actor::Member(dan), &refused, when)).await;
        assert_eq!(refused.unwrap_err(), OrderRefused::MethodNotOffered);
        let payment = world.choose(dan, placed.id, MethodCode::SimulatedGateway).await.unwrap().payment_id.unwrap();
        let told = |nonce: &str, outcome, amount_minor| Notification { nonce: nonce.to_owned(), payment, outcome, amount_minor, happened_at: world.now() };
        let notify = async |notification: Notification, simulated| {
            world.act(move |tx, when| ops::notify_payment(tx, &notification, simulated, when)).await
        };
        let (failed, paid) = (told("n0", GatewayOutcome::Failed, 1_000), told("n1", GatewayOutcome::Succeeded, 1_000));
        assert_eq!(notify(failed.clone(), true).await, Ok(Noticed::Failed));
        assert_eq!(notify(paid.clone(), false).await, Err(PaymentRefused::SimulatedOnly));
        assert_eq!(notify(paid.clone(), true).await, Ok(Noticed::Landed(PaymentState::Confirmed)));
        assert_eq!(notify(paid, true).await, Ok(Noticed::Repeated));
        assert_eq!(notify(failed, true).await, Ok(Noticed::Repeated));
        assert_eq!(notify(told("n2", GatewayOutcome::Succeeded, 1_000), true).await, Err(PaymentRefused::AlreadyConfirmed));
        assert_eq!((world.state(placed.id).await, world.balance(AccountKey::gateway(CNY)).await), (State::Paid, 1_000));
        world.assert_whole().await;
    }

    /// What the played gateway will say is signed and heard when it is due: a failure first, then the money, told twice
    /// and half an hour late. The money counts from when it came there.
    async fn a_gateway_speaks_when_it_is_due(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let mut seen = Vec::new();
        // One that fails first and is told twice; one that is told much later.
        for dice in [0, 21] {
            let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
            let payment = world.choose(dan, order, MethodCode::SimulatedGateway).await.unwrap().payment_id.unwrap();
            let mut sendings = gateway::play(payment, 1_000, world.now(), dice);
            // An hour is as long as goods are held here.
            sendings.iter_mut().for_each(|one| one.after = one.after.min(Duration::from_secs(1_800)));
            let came = world.now();
            world.act(move |tx, when| ops::play_payment(tx, &sendings, when)).await.unwrap();
            for wait in [0, 1, 9, 1_789, 1] {
                world.clock.advance(Duration::from_secs(wait));
                world.run_jobs().await;
                let row = world.find::<Payment>((world.community, payment)).await;
                seen.push((world.state(order).await, row.state));
            }
            assert!(world.order(order).await.paid_at_us.unwrap() <= came.plus(Duration::from_secs(2)));
        }
        let (waits, paid) = ((State::AwaitingPayment, PaymentState::Chosen), (State::Paid, PaymentState::Confirmed));
        let failed = (State::AwaitingPayment, PaymentState::Refused);
        assert_eq!(seen, [waits, failed, paid, paid, paid, waits, waits, waits, waits, paid]);
        assert_eq!(world.balance(AccountKey::gateway(CNY)).await, 2_000);
        world.assert_whole().await;
    }

    /// Where no gateway is played any more, what one was to say is not heard.
    async fn a_gateway_is_silent_where_none_is_played(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let payment = world.choose(dan, order, MethodCode::SimulatedGateway).await.unwrap().payment_id.unwrap();
        let sendings = gateway::play(payment, 1_000, world.now(), 55);
        world.act(move |tx, when| ops::play_payment(tx, &sendings, when)).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        store::JobRunner::new(world.db.clone(), market::jobs(None)).run_due(world.now()).await.unwrap();
        world.run_jobs().await;
        assert_eq!((world.state(order).await, world.balance(AccountKey::gateway(CNY)).await), (State::AwaitingPayment, 0));
    }
}
