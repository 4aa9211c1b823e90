//! A treasurer put money down to the wrong order, and takes that back.

use crate::world::{AID, CNY, DAY, GENERAL, World};
use kernel::{Id, Quantity};
use ledger::{AccountKey, Cause, NewEntry};
use market::Actor;
use market::arrivals::Print;
use market::ids::Member;
use market::ops::{self, LinePrint, Pay, RefundWhat};
use market::order::State;
use market::payment::{MethodCode, PaymentRefused, PaymentState};
use market::rows::{Order, OrderEvent, OrderStep, Payment, Purse};
use market::split::Party;
use std::time::Duration;
use store::IdempotencyKey;

const HOUR: Duration = Duration::from_secs(3_600);
const NUMBER: &str = "1000039301202611260000000006";

impl World {
    async fn undo_with(
        &self,
        by: Actor,
        payment: Id<Payment>,
        reason: &str,
        key: Option<IdempotencyKey>,
    ) -> Result<ops::Landed, PaymentRefused> {
        let input = ops::UndoPayment { payment, reason: reason.to_owned(), key };
        self.act(move |tx, when| ops::undo_payment(tx, by, &input, when)).await
    }

    pub(crate) async fn undo(
        &self,
        by: Id<Member>,
        payment: Id<Payment>,
    ) -> Result<ops::Landed, PaymentRefused> {
        self.undo_with(Actor::Member(by), payment, "it was another order's", None).await
    }

    /// Read from a statement, whose line is known again by its number.
    pub(crate) async fn collect_line(
        &self,
        order: Id<Order>,
        minor: i64,
    ) -> Result<Id<Payment>, PaymentRefused> {
        let arrived =
            ops::Arrived { at: self.now().into(), amount_minor: minor, reference: Some(NUMBER.to_owned()) };
        let method = MethodCode::BankTransfer;
        let input = ops::RecordPayment { order, payment: self.id(), method, arrived, key: None };
        let lines = vec![LinePrint::of(&Print::Number(NUMBER.to_owned()))];
        let by = Actor::Member(self.treasurer);
        let done = self.act(move |tx, when| ops::collect_payment(tx, by, &input, &lines, when)).await;
        done.map(|landed| landed.payment)
    }

    /// Entered singly, with the number that stands on the statement.
    pub(crate) async fn record_line(&self, order: Id<Order>, minor: i64) -> ops::Landed {
        let arrived =
            ops::Arrived { at: self.now().into(), amount_minor: minor, reference: Some(NUMBER.to_owned()) };
        let method = MethodCode::BankTransfer;
        let input = ops::RecordPayment { order, payment: self.id(), method, arrived, key: None };
        let by = Actor::Member(self.treasurer);
        self.act(move |tx, when| ops::record_payment(tx, by, &input, when)).await.unwrap()
    }

    /// Of what was entered for an order from lines, as it came: whether each is free again.
    pub(crate) async fn lines_seen(&self, order: Id<Order>) -> Vec<bool> {
        const LINES: &str = "SELECT CASE WHEN freed_at_us IS NULL THEN 0 ELSE 1 END FROM arrival_seen
            WHERE community_id = $1 AND subject = $2 ORDER BY entered_at_us";
        let (community, subject) = (self.community, order.to_string());
        let rows = self.db.read(move |reader| reader.rows::<(i64,)>(LINES, &[&community, &subject])).await;
        rows.unwrap().into_iter().map(|(freed,)| freed == 1).collect()
    }

    async fn payment(&self, id: Id<Payment>) -> Payment {
        self.find::<Payment>((self.community, id)).await
    }

    async fn payment_of(&self, order: Id<Order>) -> Id<Payment> {
        self.order(order).await.payment_id.unwrap()
    }

    /// Of a buyer's export: whether each payment was taken back, and its reference.
    async fn exported_payments(&self, member: Id<Member>) -> Vec<(bool, Option<String>)> {
        let (kept, slug) = (market::personal_data(self.db.clone()), "coop".to_owned());
        let place = community::PlaceOfPerson { community: self.community, slug, member };
        let told = self.db.read(move |reader| (kept.export)(reader, &place)).await.unwrap();
        let orders = told["orders"].as_array().unwrap().iter();
        orders
            .flat_map(|order| order["payments"].as_array().unwrap())
            .map(|one| (one["taken_back"].as_bool().unwrap(), one["reference"].as_str().map(str::to_owned)))
            .collect()
    }

    pub(crate) async fn last_event(&self, id: Id<Order>) -> OrderEvent {
        let number = self.order(id).await.event_count;
        self.find::<OrderEvent>((self.community, id, number)).await
    }

    pub(crate) async fn second_treasurer(&self) -> Id<Member> {
        let (member, now) = (self.member("Fei").await, self.now());
        let (actor, role, reason) = (self.steward, community::role::Role::Treasurer, "elected".to_owned());
        let grant = community::GrantInput { actor, member, role, give: true, reason };
        self.act(move |tx, _| community::grant_role(tx, &grant, now)).await.unwrap();
        member
    }

    async fn lend(&self, member: Id<Member>, minor: i64) {
        let now = self.now();
        self.act(move |tx, _| {
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", member),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::receivable(member, CNY), minor), (AccountKey::bank(CNY), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
    }

    pub(crate) async fn bank(&self) -> i64 {
        self.balance(AccountKey::bank(CNY)).await
    }
}

testkit::both_engines! {
    /// The line of a statement was put down to the wrong order: taken back, it pays the right one, and the books show both.
    async fn the_same_line_pays_the_right_order(world: World) {
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let apples = world.offer("10", Some(5), None).await;
        let wrong = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let right = world.place(eve, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let payment = world.collect_line(wrong, 1_000).await.unwrap();
        let paid_with = world.order(wrong).await.paid_entry.unwrap();
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(world.collect_line(right, 1_000).await, Err(PaymentRefused::ReferenceUsed));

        // Its hold has run out meanwhile: it waits as long as a new order, from now on.
        world.clock.advance(HOUR);
        let done = world.undo(world.treasurer, payment).await.unwrap();
        let order = world.order(wrong).await;
        assert_eq!((order.state, order.payment_id, order.method, order.paid_entry, order.paid_at_us), (State::AwaitingPayment, None, None, None, None));
        assert_eq!((order.hold_until_us, order.claim_until_us), (Some(world.now().plus(HOUR)), None));
        let row = world.payment(payment).await;
        assert_eq!((row.state, row.undone_entry, row.is_undone()), (PaymentState::Refused, done.entry, true));
        assert_eq!(row.reference, None, "it is somebody else's transfer");
        let told = world.last_event(wrong).await;
        assert_eq!((told.step, told.entry, told.amount_minor, told.by_member), (OrderStep::PaymentUndone, done.entry, Some(1_000), Some(world.treasurer)));
        assert_eq!(told.reason.as_deref(), Some("it was another order's"));
        let community = world.community;
        let entry = world.db.read(move |reader| ledger::entry(reader, community, done.entry.unwrap())).await.unwrap().unwrap();
        let entry = entry.head.entry;
        assert_eq!((entry.reverses, entry.parent_entry, entry.happened_at_us), (Some(paid_with), Some(paid_with), world.now()));
        assert_eq!((entry.cause_kind.as_str(), entry.cause_id), ("payment", payment.to_string()));
        assert_eq!((world.bank().await, world.held(GENERAL).await, world.held(AID).await, world.held(Party::Member(world.supplier)).await), (0, 0, 0, 0));
        // The goods are held for it still.
        assert_eq!(world.stock(apples).await, (Some(3_000), 2_000, 0));
        world.assert_whole().await;

        let payment = world.place_and_pay_right(right).await;
        assert_eq!((world.state(right).await, world.bank().await), (State::Paid, 1_000));
        assert_eq!(world.payment(payment).await.reference.as_deref(), Some(NUMBER));
        // And once only.
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(world.collect_line(wrong, 1_000).await, Err(PaymentRefused::ReferenceUsed));
        world.run_jobs().await;
        assert_eq!(world.state(wrong).await, State::AwaitingPayment, "the end of the first hold finds nothing to do");
        world.clock.advance(HOUR);
        world.run_jobs().await;
        assert_eq!((world.state(wrong).await, world.stock(apples).await), (State::Expired, (Some(4_000), 1_000, 0)));
        world.assert_whole().await;
    }

    /// What was taken back by mistake is entered for the same order again, and stands as entered.
    async fn taken_back_and_entered_again(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        for _ in 0..2 {
            let payment = world.collect_line(order, 1_000).await.unwrap();
            world.clock.advance(Duration::from_secs(60));
            assert_eq!(world.state(order).await, State::Paid);
            world.undo(world.treasurer, payment).await.unwrap();
        }
        let payment = world.collect_line(order, 1_000).await.unwrap();
        let other = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(world.collect_line(other, 1_000).await, Err(PaymentRefused::ReferenceUsed));
        // The one that was taken back first can be confirmed no more: the order is paid.
        world.undo(world.treasurer, payment).await.unwrap();
        assert_eq!(world.exported_payments(dan).await, vec![(true, None); 3]);
        let landed = world.confirm(world.treasurer, payment, 1_000, world.now()).await.unwrap();
        assert_eq!((landed.state, world.state(order).await, world.bank().await), (PaymentState::Confirmed, State::Paid, 1_000));
        assert!(!world.payment(payment).await.is_undone());
        let exported = world.exported_payments(dan).await;
        assert_eq!(exported.iter().filter(|(taken_back, _)| !taken_back).count(), 1, "found after all: {exported:?}");
        world.assert_whole().await;
    }

    /// Entered twice for one order, by oversight or as two parts: what is taken back frees the line of its own payment alone.
    async fn a_line_is_used_as_long_as_any_payment_from_it_stands(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(9), None).await;
        let other = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let payment = world.collect_line(order, 1_000).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        // It is paid already: the money is the buyer's.
        assert_eq!(world.record_line(order, 1_000).await.state, PaymentState::Late);
        world.clock.advance(Duration::from_secs(60));
        world.undo(world.treasurer, payment).await.unwrap();
        assert_eq!(world.collect_line(other, 1_000).await, Err(PaymentRefused::ReferenceUsed));
        world.assert_whole().await;
    }

    /// The same the other way round: the first part stands, the rest is taken back.
    async fn a_line_is_used_by_the_part_that_stands(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(9), None).await;
        let other = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        assert_eq!(world.record_line(order, 400).await.state, PaymentState::Mismatched);
        world.clock.advance(Duration::from_secs(60));
        let rest = world.record_line(order, 600).await;
        assert_eq!((rest.state, world.state(order).await), (PaymentState::Confirmed, State::Paid));
        assert_eq!(world.lines_seen(order).await, [false; 2]);
        world.clock.advance(Duration::from_secs(60));
        world.undo(world.treasurer, rest.payment).await.unwrap();
        assert_eq!(world.lines_seen(order).await, [false, true], "freed is the line of what was taken back");
        assert_eq!(world.collect_line(other, 1_000).await, Err(PaymentRefused::ReferenceUsed));
        world.assert_whole().await;
    }

    /// A claim that was confirmed wrongly: the buyer says again that it is paid, and has the whole time for it.
    async fn the_buyer_may_say_again_that_it_is_paid(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        let payment = world.payment_of(order).await;
        // Much later than the first claim would have kept the place, by somebody else.
        let fei = world.second_treasurer().await;
        world.clock.advance(5 * DAY);
        world.undo(fei, payment).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::AwaitingPayment);
        let again = world.claim(dan, order).await;
        assert_ne!(again, payment);
        world.clock.advance(HOUR);
        world.run_jobs().await;
        assert_eq!(world.state(order).await, State::PaymentClaimed);
        world.confirm(world.treasurer, again, 1_000, world.now()).await.unwrap();
        world.finish(dan, order).await;
        assert_eq!((world.payable().await, world.bank().await), (920, 1_000));
        world.assert_whole().await;
    }

    /// Who, when → what is answered. Nothing of what is refused stays.
    async fn who_may(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(9), None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        let payment = world.payment_of(order).await;
        let fei = world.second_treasurer().await;
        for (by, answer) in [
            (dan, PaymentRefused::NotAllowed),
            (world.steward, PaymentRefused::NotAllowed),
            (world.id(), PaymentRefused::NotAMember),
        ] {
            assert_eq!(world.undo(by, payment).await.unwrap_err(), answer);
        }
        assert_eq!(world.undo(fei, world.id()).await.unwrap_err(), PaymentRefused::NoSuchPayment);
        assert_eq!(world.undo_with(Actor::Member(fei), payment, " ", None).await.unwrap_err(), PaymentRefused::ReasonMissing);
        // Nobody for the own order; a steward for that of who confirms payments.
        let own = world.place(fei, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let of_fei = world.claim(fei, own).await;
        world.confirm(world.treasurer, of_fei, 1_000, world.now()).await.unwrap();
        assert_eq!(world.undo(fei, of_fei).await.unwrap_err(), PaymentRefused::OwnPayment);
        world.undo(world.steward, of_fei).await.unwrap();
        // Who confirmed it does so on that day, somebody else later too.
        world.clock.advance(DAY);
        assert_eq!(world.undo(world.treasurer, payment).await.unwrap_err(), PaymentRefused::UndoByAnother);
        assert_eq!((world.state(order).await, world.bank().await), (State::Paid, 1_000));
        world.undo(fei, payment).await.unwrap();
        assert_eq!((world.state(order).await, world.bank().await), (State::AwaitingPayment, 0));
        world.assert_whole().await;
    }

    /// Pressed twice, also at once and on two nodes: the same answer, and the money back once.
    async fn pressed_twice_it_is_taken_back_once(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        let payment = world.payment_of(order).await;
        let by = Actor::Member(world.treasurer);
        let key = |fingerprint: &str| Some(IdempotencyKey::of("treasurer", "k", "undo_payment", &fingerprint).unwrap());
        let when = market::When::from(world.now());
        let elsewhere = async {
            let input = ops::UndoPayment { payment, reason: "it was another order's".to_owned(), key: key("a") };
            testkit::answer(world.other.transact(world.community, move |tx| ops::undo_payment(tx, by, &input, when)).await)
        };
        let (one, two) = tokio::join!(world.undo_with(by, payment, "it was another order's", key("a")), elsewhere);
        assert_eq!(one, two);
        let again = world.undo_with(by, payment, "it was another order's", key("a")).await;
        assert_eq!((&again, again.as_ref().unwrap().state), (&one, PaymentState::Refused));
        assert_eq!(world.undo_with(by, payment, "other words", key("b")).await.unwrap_err(), PaymentRefused::KeyReused);
        assert_eq!(world.undo(world.treasurer, payment).await.unwrap_err(), PaymentRefused::WrongState);
        assert_eq!((world.bank().await, world.last_event(order).await.step), (0, OrderStep::PaymentUndone));
        world.assert_whole().await;
    }

    /// Once anything has followed, it is a refund.
    async fn what_followed_stands_in_the_way(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(50), None).await;
        let paid = async || {
            let order = world.paid(dan, &[(apples, 1_000)]).await;
            (order, world.payment_of(order).await)
        };
        let refused = async |payment| world.undo(world.treasurer, payment).await.unwrap_err();
        let (order, payment) = paid().await;
        world.fulfil(order).await.unwrap();
        assert_eq!(refused(payment).await, PaymentRefused::HandedOver);
        world.finish_accepted(dan, order).await;
        assert_eq!(refused(payment).await, PaymentRefused::HandedOver);

        let (order, payment) = paid().await;
        world.refund(world.steward, order, RefundWhat::Sum(1)).await.unwrap();
        assert_eq!(refused(payment).await, PaymentRefused::GivenBack);
        world.refund(world.steward, order, RefundWhat::Quantities(vec![(1, Quantity::from_milli(1_000))])).await.unwrap();
        assert_eq!((world.state(order).await, refused(payment).await), (State::Cancelled, PaymentRefused::GivenBack));

        let (order, payment) = paid().await;
        let missing = vec![(1, Quantity::from_milli(500))];
        let short = ops::ReportShortage { refund: world.id(), order, missing, reason: "hail".into(), key: None };
        let steward = Actor::Member(world.steward);
        world.act(move |tx, when| ops::report_shortage(tx, steward, &short, when)).await.unwrap();
        assert_eq!(refused(payment).await, PaymentRefused::GivenBack);

        // Not paid yet.
        let waits = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let claimed = world.claim(dan, waits).await;
        assert_eq!(refused(claimed).await, PaymentRefused::WrongState);

        // What a gateway told nobody confirmed by hand.
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        world.choose(dan, order, MethodCode::SimulatedGateway).await.unwrap();
        let payment = world.payment_of(order).await;
        let when = market::When::from(world.now());
        let told = market::methods::gateway::Notification {
            nonce: "n1".into(),
            payment,
            outcome: market::methods::gateway::GatewayOutcome::Succeeded,
            amount_minor: 1_000,
            happened_at: world.now(),
        };
        let told = told.sign(&[7; 32], world.now());
        world.act(move |tx, _| ops::hear_payment(tx, &told, &[7; 32], when.recorded_at)).await.unwrap();
        assert_eq!((world.state(order).await, refused(payment).await), (State::Paid, PaymentRefused::NotByHand));
        world.assert_whole().await;
    }

    /// What came above the price goes back with it, unless the buyer has used it; what the bank has spent cannot go back from there.
    async fn money_that_has_moved_on_is_not_taken_back(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(50), None).await;
        let overpaid = async || {
            let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
            let payment = world.claim(dan, order).await;
            world.confirm(world.treasurer, payment, 1_300, world.now()).await.unwrap();
            (order, payment)
        };
        let (_, payment) = overpaid().await;
        assert_eq!(world.owed(dan).await, 300);
        world.undo(world.treasurer, payment).await.unwrap();
        assert_eq!((world.owed(dan).await, world.bank().await), (0, 0));

        let (order, payment) = overpaid().await;
        // Of others the bank has enough.
        world.owe(world.supplier, 5_000).await;
        world.pay_out(dan, Purse::Owed, 300).await.unwrap();
        let before = world.order(order).await;
        assert_eq!(world.undo(world.treasurer, payment).await.unwrap_err(), PaymentRefused::CreditSpent);
        assert_eq!(world.order(order).await.event_count, before.event_count);

        // The bank has lent somebody what had come with it.
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        let (payment, eve) = (world.payment_of(order).await, world.member("Eve").await);
        let lent = world.bank().await - 999;
        world.lend(eve, lent).await;
        assert_eq!(world.undo(world.treasurer, payment).await.unwrap_err(), PaymentRefused::BankMovedOn);
        assert_eq!((world.state(order).await, world.bank().await), (State::Paid, 999));
        world.lend(eve, -1).await;
        world.undo(world.treasurer, payment).await.unwrap();
        assert_eq!((world.state(order).await, world.bank().await), (State::AwaitingPayment, 0));
        world.assert_whole().await;
    }

    /// Parts that had come before, and were too little, wait again; only the last is taken back.
    async fn the_parts_that_came_before_wait_again(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.place(dan, &[(apples, 1_000)], Pay::Later).await.unwrap().id;
        let part = world.claim(dan, order).await;
        world.confirm(world.treasurer, part, 600, world.now()).await.unwrap();
        let rest = world.collect_line(order, 400).await.unwrap();
        assert_eq!((world.state(order).await, world.payment(part).await.state), (State::Paid, PaymentState::Confirmed));
        // The part is none that paid it.
        assert_eq!(world.undo(world.treasurer, part).await.unwrap_err(), PaymentRefused::WrongState);
        world.undo(world.treasurer, rest).await.unwrap();
        assert_eq!((world.payment(part).await.state, world.payment(rest).await.state), (PaymentState::Mismatched, PaymentState::Refused));
        assert_eq!((world.bank().await, world.balance(AccountKey::unmatched(CNY)).await), (600, 600));
        world.assert_whole().await;
        assert!(world.collect_line(order, 1_000).await.is_err());
        world.collect_line(order, 400).await.unwrap();
        assert_eq!((world.state(order).await, world.balance(AccountKey::unmatched(CNY)).await), (State::Paid, 0));
        world.assert_whole().await;
    }

    /// The period of the confirmation is closed: it is taken back now, in the one that is open.
    async fn what_is_closed_is_taken_back_today(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        let payment = world.payment_of(order).await;
        let fei = world.second_treasurer().await;
        world.clock.advance(40 * DAY);
        let closed = world.now().minus(DAY);
        world.act(move |tx, _| ledger::close_before(tx, closed)).await.unwrap();
        let done = world.undo(fei, payment).await.unwrap();
        let community = world.community;
        let entry = world.db.read(move |reader| ledger::entry(reader, community, done.entry.unwrap())).await.unwrap().unwrap();
        assert_eq!(entry.head.entry.happened_at_us, world.now());
        world.assert_whole().await;
    }

    /// Why it was taken back is forgotten with whoever bought.
    async fn its_reason_goes_with_the_buyer(world: World) {
        let dan = world.member("Dan").await;
        let apples = world.offer("10", Some(5), None).await;
        let order = world.paid(dan, &[(apples, 1_000)]).await;
        let payment = world.payment_of(order).await;
        world.undo(world.treasurer, payment).await.unwrap();
        world.act(move |tx, _| market::forget_member(tx, dan)).await.unwrap();
        let told = world.last_event(order).await;
        assert_eq!((told.step, told.reason, world.payment(payment).await.reference), (OrderStep::PaymentUndone, None, None));
        world.assert_whole().await;
    }
}

impl World {
    async fn place_and_pay_right(&self, right: Id<Order>) -> Id<Payment> {
        // Its own hold has run out by now: the money came in time.
        let arrived = ops::Arrived {
            at: self.order(right).await.placed_at_us.plus(Duration::from_secs(60)).into(),
            amount_minor: 1_000,
            reference: Some(NUMBER.to_owned()),
        };
        let method = MethodCode::BankTransfer;
        let input = ops::RecordPayment { order: right, payment: self.id(), method, arrived, key: None };
        let lines = vec![LinePrint::of(&Print::Number(NUMBER.to_owned()))];
        let by = Actor::Member(self.treasurer);
        let done = self.act(move |tx, when| ops::collect_payment(tx, by, &input, &lines, when)).await;
        done.unwrap().payment
    }
}
