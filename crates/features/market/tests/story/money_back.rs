//! Refunds, shortages, cancellations, payouts, and what they leave behind.

use crate::world::{AID, CNY, GENERAL, World};
use kernel::{Id, Quantity};
use ledger::AccountKey;
use market::Actor;
use market::ids::Member;
use market::offer::OfferRefused;
use market::ops::{self, Pay, RefundWhat};
use market::order::{OrderRefused, State};
use market::payment::{MethodCode, PayoutRefused, RepaymentRefused};
use market::refund::RefundRefused;
use market::rows::{Order, Purse, RepaidFrom};
use market::split::Party;

fn jin(line: i64, milli: i64) -> RefundWhat {
    RefundWhat::Quantities(vec![(line, Quantity::from_milli(milli))])
}

async fn short(
    world: &World,
    order: Id<Order>,
    line: i64,
    milli: i64,
) -> Result<ops::GaveBack, RefundRefused> {
    let missing = vec![(line, Quantity::from_milli(milli))];
    let input = ops::ReportShortage { refund: world.id(), order, missing, reason: "hail".into(), key: None };
    let steward = Actor::Member(world.steward);
    world.act(move |tx, when| ops::report_shortage(tx, steward, &input, when)).await
}

async fn repay(
    world: &World,
    by: Id<Member>,
    from: RepaidFrom,
    amount_minor: i64,
    reference: &str,
    key: Option<store::IdempotencyKey>,
) -> Result<i64, RepaymentRefused> {
    let (id, member, reference) = (world.id(), world.supplier, reference.to_owned());
    let input = ops::Repay { id, member, from, amount_minor, reference, key };
    world.act(move |tx, when| ops::repay(tx, Actor::Member(by), &input, when)).await
}

testkit::both_engines! {
    /// Piece by piece, by quantity and by sum, until nothing is left; never more.
    async fn refunds_end_exactly_at_zero(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("3.3333", Some(10), None).await;
        let order = world.paid(dan, &[(apples, 3_000), (apples, 500)]).await;
        assert_eq!(world.order(order).await.total_minor, 1_000 + 167);
        world.fulfil(order).await.unwrap();
        let back = async |what| world.refund(world.steward, order, what).await.map(|gave| gave.amount_minor);
        assert_eq!(back(jin(1, 1_000)).await, Ok(333));
        assert_eq!(back(RefundWhat::Sum(100)).await, Ok(100));
        assert_eq!(back(RefundWhat::SumOfLine(2, 500)).await, Err(RefundRefused::MoreThanPaid));
        assert_eq!(back(jin(1, 2_500)).await, Err(RefundRefused::MoreThanLeft));
        assert_eq!(back(jin(3, 500)).await, Err(RefundRefused::NoSuchLine));
        assert_eq!(back(RefundWhat::Sum(735)).await, Err(RefundRefused::MoreThanPaid));
        assert_eq!(back(RefundWhat::Sum(0)).await, Err(RefundRefused::SumNotPositive));
        assert_eq!(back(RefundWhat::Quantities(Vec::new())).await, Err(RefundRefused::NothingToRefund));
        world.assert_whole().await;
        assert_eq!(back(RefundWhat::Sum(734)).await, Ok(734));
        // The goods may still come back; there is no money left in them.
        assert_eq!(back(jin(1, 2_000)).await, Ok(0));
        assert_eq!((world.owed(dan).await, world.held(GENERAL).await, world.held(AID).await), (1_167, 0, 0));
        assert_eq!(world.stock(apples).await, (Some(9_500), 0, 500));
        world.finish_accepted(dan, order).await;
        assert_eq!((world.payable().await, world.sales(1).await), (0, 0));
        world.assert_whole().await;
    }

    /// A hailstorm: half is not there. Its worth goes back, the rest is handed over and settled.
    async fn a_shortage_gives_back_what_is_missing(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(10), Some(2)).await;
        let order = world.paid(dan, &[(apples, 2_000)]).await;
        assert_eq!(short(&world, order, 1, 500).await.unwrap().amount_minor, 500);
        assert_eq!(world.stock(apples).await, (Some(8_000), 1_500, 0));
        assert_eq!(short(&world, order, 1, 2_000).await.unwrap_err(), RefundRefused::MoreThanLeft);
        world.finish(dan, order).await;
        assert_eq!((world.owed(dan).await, world.payable().await), (500, 1_380));
        assert_eq!(world.stock(apples).await, (Some(8_000), 0, 1_500));
        assert_eq!(short(&world, order, 1, 500).await.unwrap_err(), RefundRefused::NotPaid);
        // What did not come does not count against the limit.
        assert!(world.place(dan, &[(apples, 500)], Pay::Later).await.is_ok());
        world.assert_whole().await;
    }

    /// Nothing at all is there: the order is over.
    async fn a_shortage_of_everything_cancels(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(10), None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        short(&world, order, 1, 1_000).await.unwrap();
        assert_eq!((world.state(order).await, world.owed(dan).await), (State::Cancelled, 1_000));
        assert_eq!(world.stock(apples).await, (Some(9_000), 0, 0));
        world.assert_whole().await;
    }

    /// The supplier was paid out already: what comes back is owed by the supplier, and kept from the next sale.
    async fn what_was_paid_out_is_netted_from_the_next_sale(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", None, None).await;
        let first = world.paid(dan, &[(apples, 10_000)]).await;
        world.finish(dan, first).await;
        assert_eq!(world.pay_out(world.supplier, Purse::Payable, 9_201).await.unwrap_err(), PayoutRefused::MoreThanOwed);
        assert_eq!(world.pay_out(world.id(), Purse::Payable, 1).await.unwrap_err(), PayoutRefused::NoSuchMember);
        world.pay_out(world.supplier, Purse::Payable, 9_000).await.unwrap();
        world.refund(world.steward, first, jin(1, 10_000)).await.unwrap();
        assert_eq!((world.payable().await, world.receivable().await), (0, 9_000));
        assert_eq!((world.sales(1).await, world.sales(2).await, world.owed(dan).await), (0, 0, 10_000));
        let second = world.paid(dan, &[(apples, 5_000)]).await;
        world.finish(dan, second).await;
        assert_eq!((world.payable().await, world.receivable().await), (0, 4_400));
        let third = world.paid(dan, &[(apples, 5_000)]).await;
        world.finish(dan, third).await;
        assert_eq!((world.payable().await, world.receivable().await), (200, 0));
        world.assert_whole().await;
    }

    /// What the community owes for sales pays an order too, after what it owes from refunds; what the supplier has to
    /// give back is not bought away.
    async fn sales_pay_the_own_orders(world: World) {
        let (dan, chen) = (world.member("Dan").await, world.supplier);
        let apples = world.offer("10", None, None).await;
        let sold = world.paid(dan, &[(apples, 10_000)]).await;
        world.finish(dan, sold).await;
        world.owe(chen, 300).await;
        assert_eq!((world.owed(chen).await, world.payable().await), (300, 9_200));
        // At placing, from both; then by choice, from sales alone.
        let first = world.place(chen, &[(apples, 1_000)], Pay::SetOff).await.unwrap();
        assert_eq!((first.state, world.owed(chen).await, world.payable().await), (State::Paid, 0, 8_500));
        let second = world.place(chen, &[(apples, 8_500)], Pay::Later).await.unwrap().id;
        world.choose(chen, second, MethodCode::SetOff).await.unwrap();
        assert_eq!((world.state(second).await, world.payable().await), (State::Paid, 0));
        let why = world.place(chen, &[(apples, 500)], Pay::SetOff).await.unwrap_err().why;
        assert_eq!(why, OrderRefused::OwedTooLittle);
        // What was sold comes back: the supplier has spent it and owes it now. A refund still pays, sales do not.
        world.refund(world.steward, sold, RefundWhat::Sum(10_000)).await.unwrap();
        assert_eq!((world.payable().await, world.receivable().await), (0, 9_200));
        world.owe(chen, 600).await;
        let why = world.place(chen, &[(apples, 1_000)], Pay::SetOff).await.unwrap_err().why;
        assert_eq!(why, OrderRefused::OwedTooLittle);
        world.place(chen, &[(apples, 500)], Pay::SetOff).await.unwrap();
        assert_eq!((world.owed(chen).await, world.receivable().await), (100, 9_200));
        world.assert_whole().await;
    }

    /// What a supplier owes is repaid to the bank or kept from refunds; and a payout of refunds keeps it first.
    async fn a_debt_is_repaid_or_kept(world: World) {
        let (dan, chen) = (world.member("Dan").await, world.supplier);
        let apples = world.offer("10", None, None).await;
        let sold = world.paid(dan, &[(apples, 10_000)]).await;
        world.finish(dan, sold).await;
        world.pay_out(chen, Purse::Payable, 9_200).await.unwrap();
        world.refund(world.steward, sold, RefundWhat::Sum(10_000)).await.unwrap();
        world.owe(chen, 5_000).await;
        assert_eq!((world.receivable().await, world.owed(chen).await), (9_200, 5_000));
        let bank = world.balance(AccountKey::bank(CNY)).await;
        let repay = async |by, from, minor, reference: &str, key| repay(&world, by, from, minor, reference, key).await;
        let treasurer = world.treasurer;
        for (by, from, minor, reference, why) in [
            (chen, RepaidFrom::Bank, 100, "t 1", RepaymentRefused::NotAllowed),
            (world.id(), RepaidFrom::Bank, 100, "t 1", RepaymentRefused::NotAMember),
            (treasurer, RepaidFrom::Bank, 0, "t 1", RepaymentRefused::SumNotPositive),
            (treasurer, RepaidFrom::Bank, 100, " ", RepaymentRefused::ReferenceMissing),
            (treasurer, RepaidFrom::Bank, 9_201, "t 1", RepaymentRefused::MoreThanDebt),
            (treasurer, RepaidFrom::Owed, 5_001, "", RepaymentRefused::MoreThanOwed),
        ] {
            assert_eq!(repay(by, from, minor, reference, None).await, Err(why));
        }
        let key = || store::IdempotencyKey::of("bao", "click", "repay", &4_000).ok();
        let first = repay(treasurer, RepaidFrom::Bank, 4_000, "t 1", key()).await;
        assert_eq!(repay(treasurer, RepaidFrom::Bank, 4_000, "t 1", key()).await, first);
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, bank + 4_000);
        // The entry follows from what made the debt.
        let (community, entry) = (world.community, first.unwrap());
        let entry = world.db.read(move |reader| ledger::entry(reader, community, entry)).await.unwrap().unwrap();
        let refund = world.order(sold).await;
        assert!(entry.head.entry.parent_entry > refund.settled_entry, "{:?}", entry.head.entry);
        repay(treasurer, RepaidFrom::Owed, 1_200, "", None).await.unwrap();
        assert_eq!((world.receivable().await, world.owed(chen).await), (4_000, 3_800));
        // All of the credit is less than the debt; with more there is something to pay out, and the debt goes first.
        assert_eq!(world.pay_out(chen, Purse::Owed, 1).await, Err(PayoutRefused::DebtFirst));
        world.owe(chen, 1_000).await;
        assert_eq!(world.pay_out(chen, Purse::Owed, 801).await, Err(PayoutRefused::DebtFirst));
        let bank = world.balance(AccountKey::bank(CNY)).await;
        world.pay_out(chen, Purse::Owed, 800).await.unwrap();
        assert_eq!((world.receivable().await, world.owed(chen).await), (0, 0));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, bank - 800);
        // Of somebody who is forgotten the sums stay, without the words of the bank.
        world.act(move |tx, _| ops::forget_member(tx, chen)).await.unwrap();
        let kept: Vec<(i64, Option<String>)> = world
            .db
            .read(move |reader| {
                reader.rows("SELECT amount_minor, reference FROM repayment WHERE community_id = $1 ORDER BY id", &[&community])
            })
            .await
            .unwrap();
        assert_eq!(kept, [(4_000, None), (1_200, None)]);
        world.assert_whole().await;
    }

    /// A steward calls off a paid order: goods back on the shelf, money owed to the buyer.
    async fn a_paid_order_is_called_off(world: World) {
        let (dan, steward) = (world.member("Dan").await, world.steward);
        let apples = world.offer("10", Some(3), None).await;
        let order = world.paid(dan, &[(apples, 2_000)]).await;
        let cancel = async |by, reason: &str| {
            let input = ops::CancelOrder { order, refund: world.id(), reason: reason.to_owned() };
            world.act(move |tx, when| ops::cancel_order(tx, Actor::Member(by), &input, when)).await.map(|order| order.state)
        };
        assert_eq!(cancel(dan, "no").await, Err(OrderRefused::OwnOrder));
        assert_eq!(cancel(world.supplier, "no").await, Err(OrderRefused::NotYours));
        assert_eq!(cancel(steward, " ").await, Err(OrderRefused::ReasonMissing));
        assert_eq!(cancel(steward, "storm").await, Ok(State::Cancelled));
        assert_eq!(cancel(steward, "storm").await, Err(OrderRefused::WrongState));
        assert_eq!((world.owed(dan).await, world.stock(apples).await), (2_000, (Some(3_000), 0, 0)));
        world.assert_whole().await;
    }

    /// Nobody gives money to oneself, whatever the role.
    async fn nobody_refunds_the_own_order(world: World) {
        let steward = world.steward;
        let apples = world.offer("10", None, None).await;
        let order = world.paid(steward, &[(apples, 1_000)]).await;
        assert_eq!(world.refund(steward, order, jin(1, 500)).await.unwrap_err(), RefundRefused::OwnOrder);
        assert_eq!(short(&world, order, 1, 500).await.unwrap_err(), RefundRefused::OwnOrder);
        let dan = world.member("Dan").await;
        assert_eq!(world.refund(dan, order, jin(1, 500)).await.unwrap_err(), RefundRefused::NotAllowed);
        assert_eq!(world.refund(world.id(), order, jin(1, 500)).await.unwrap_err(), RefundRefused::NotAMember);
        let unpaid = world.place(dan, &[(apples, 500)], Pay::Later).await.unwrap().id;
        assert_eq!(world.refund(steward, unpaid, jin(1, 500)).await.unwrap_err(), RefundRefused::NotPaid);
        assert_eq!(world.refund(world.treasurer, order, jin(1, 500)).await.unwrap().amount_minor, 500);
        assert_eq!(world.held(Party::Member(world.supplier)).await, 460);
        world.assert_whole().await;
    }

    /// Less than a step on the shelf could never be sold; what does not go there, and what is short, is free.
    async fn goods_come_back_to_the_shelf_in_whole_steps(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(10), None).await;
        let order = world.paid(dan, &[(apples, 2_000)]).await;
        short(&world, order, 1, 300).await.unwrap();
        assert_eq!(world.refund(world.steward, order, jin(1, 700)).await.unwrap_err(), RefundRefused::QuantityOffStep);
        world.fulfil(order).await.unwrap();
        assert_eq!(world.refund(world.steward, order, jin(1, 700)).await.unwrap_err(), RefundRefused::QuantityOffStep);
        world.refund(world.steward, order, jin(1, 500)).await.unwrap();
        assert_eq!(world.stock(apples).await, (Some(8_500), 0, 1_200));
        let (steward, refund) = (Actor::Member(world.steward), world.id());
        let rotten = ops::RefundOrder { refund, order, what: jin(1, 700), reason: "rot".into(), restock: false, key: None };
        world.act(move |tx, when| ops::refund_order(tx, steward, &rotten, when)).await.unwrap();
        assert_eq!(world.stock(apples).await, (Some(8_500), 0, 1_200));
        // What is made to order has no shelf.
        let endless = world.offer("10", None, None).await;
        let other = world.paid(dan, &[(endless, 2_000)]).await;
        assert_eq!(world.refund(world.steward, other, jin(1, 700)).await.unwrap().amount_minor, 700);
        world.assert_whole().await;
    }

    /// A shortage by weight, then called off: the odd rest is counted out, and the shelf is whole again.
    async fn an_odd_rest_is_counted_out(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(10), None).await;
        let order = world.paid(dan, &[(apples, 2_000)]).await;
        short(&world, order, 1, 300).await.unwrap();
        let (steward, input) = (Actor::Member(world.steward), ops::CancelOrder { order, refund: world.id(), reason: "rain".into() });
        world.act(move |tx, when| ops::cancel_order(tx, steward, &input, when)).await.unwrap();
        assert_eq!(world.stock(apples).await, (Some(9_700), 0, 0));
        for (milli, answer) in [(-100, Err(OfferRefused::QuantityOffStep)), (-200, Ok(9_500)), (-200, Err(OfferRefused::QuantityOffStep))] {
            let input = ops::Restock { offer: apples, variant: 1, quantity: Quantity::from_milli(milli), key: None };
            assert_eq!(world.act(move |tx, when| ops::restock(tx, steward, &input, when)).await, answer);
        }
        world.assert_whole().await;
    }
}
