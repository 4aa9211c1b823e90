//! What an order of a fund may cost is kept under its mandate until it is billed and decided on: nobody else counts on the same money.

use crate::world::{DAY, World, answer, jin};
use kernel::Id;
use spending::asked::Payee;
use spending::expense::{ExpensePurpose, ExpenseRefused};
use spending::ops::{RefuseExpense, SubmitExpense, Under, WithdrawExpense};
use spending::rows::{Expense, Mandate};
use std::sync::Arc;
use supply::PurchaseRefused as No;
use supply::ids::Member;
use supply::ops;
use supply::purchase::PurchaseState;
use supply::rows::Purchase;

impl World {
    /// Spent, promised.
    pub(crate) async fn used(&self, mandate: Id<Mandate>) -> (i64, i64) {
        let row = self.find::<Mandate>((self.community, mandate)).await;
        (row.spent_minor, row.promised_minor)
    }

    async fn kept(&self, purchase: Id<Purchase>) -> i64 {
        self.purchase(purchase).await.kept_minor
    }

    /// An expense beside any order, asked for by the treasurer.
    async fn ask_for(&self, mandate: Id<Mandate>, minor: i64) -> Result<Id<Expense>, ExpenseRefused> {
        let input = SubmitExpense {
            id: self.id(),
            under: Under::Mandate(mandate),
            payee: Payee::Member(self.chen),
            purpose: ExpensePurpose::Purchases,
            line: spending::expense::ForLine::Unsaid,
            amount_minor: minor,
            what: "Crates".to_owned(),
            incurred_on: self.now(),
            proofs: Vec::new(),
            key: None,
        };
        let by = self.treasurer;
        let asked = self.act(move |tx, now| spending::ops::submit_expense(tx, by, &input, now)).await;
        asked.map(|moved| moved.expense)
    }

    pub(crate) async fn refuse(&self, by: Id<Member>, expense: Id<Expense>) -> Result<(), ExpenseRefused> {
        let input = RefuseExpense { expense, reason: "not ours".to_owned(), key: None };
        self.act(move |tx, now| spending::ops::refuse_expense(tx, by, &input, now)).await.map(drop)
    }

    pub(crate) async fn withdraw(&self, by: Id<Member>, expense: Id<Expense>) -> Result<(), ExpenseRefused> {
        let input = WithdrawExpense { expense, key: None };
        self.act(move |tx, now| spending::ops::withdraw_expense(tx, by, &input, now)).await.map(drop)
    }

    pub(crate) async fn end_mandate(&self, mandate: Id<Mandate>) {
        let input = spending::EndMandate { mandate, reason: "enough".to_owned(), key: None };
        self.act(move |tx, now| spending::end_mandate(tx, spending::EndedBy::Decision, &input, now))
            .await
            .unwrap();
    }
}

testkit::both_engines! {
    /// 590 are left: of two orders for 150 and 450 the second is not sent; nor is one that needs a second person asked for.
    async fn two_orders_do_not_count_on_the_same_money(world: World) {
        let mandate = world.new_mandate(59_000).await;
        let small = world.draft(world.steward, world.bought_for(mandate, 150)).await.unwrap();
        let dear = world.draft(world.steward, world.bought_for(mandate, 450)).await.unwrap();
        let third = world.draft(world.steward, world.bought_for(mandate, 145)).await.unwrap();
        assert_eq!(world.used(mandate).await, (0, 0), "a draft binds nobody");
        assert_eq!(world.send(world.steward, small).await, Ok(PurchaseState::Sent));
        assert_eq!((world.kept(small).await, world.used(mandate).await), (15_000, (0, 15_000)));
        // Above 200.00 it would wait for a second person.
        assert_eq!(world.send(world.steward, dear).await, Err(No::AboveCeiling));
        assert_eq!((world.purchase(dear).await.state, world.kept(dear).await), (PurchaseState::Drafted, 0));
        assert_eq!(world.ask_for(mandate, 44_001).await.map(drop), Err(ExpenseRefused::AboveCeiling));
        // The other way round.
        world.cancel(world.steward, small, "too early").await.unwrap();
        assert_eq!((world.kept(small).await, world.used(mandate).await), (0, (0, 0)));
        assert_eq!(world.send(world.steward, dear).await, Ok(PurchaseState::Asked));
        assert_eq!(world.used(mandate).await, (0, 45_000));
        assert_eq!(world.send(world.steward, third).await, Err(No::AboveCeiling));
        world.assert_whole().await;
        // A second person's yes keeps nothing twice, and a draft again keeps nothing.
        assert_eq!(world.step_back(world.steward, dear).await, Ok(PurchaseState::Drafted));
        assert_eq!(world.used(mandate).await, (0, 0));
        assert_eq!(world.send(world.steward, dear).await, Ok(PurchaseState::Asked));
        assert_eq!(world.say_yes(world.treasurer, dear).await, Ok(PurchaseState::Sent));
        assert_eq!(world.used(mandate).await, (0, 45_000));
        assert_eq!(world.reply(world.chen, dear, false, "hail").await, Ok(PurchaseState::Declined));
        assert_eq!((world.kept(dear).await, world.used(mandate).await), (0, (0, 0)), "declined it binds nobody");
        assert_eq!(world.send(world.steward, third).await, Ok(PurchaseState::Sent));
        assert_eq!(world.used(mandate).await, (0, 14_500));
        world.cancel(world.steward, dear, "hail").await.unwrap();
        assert_eq!(world.used(mandate).await, (0, 14_500), "there was nothing left to free");
        world.assert_whole().await;
    }

    /// Who thinks better of it brings it only where there is room for it still; and once more declined, it is free once more.
    async fn a_declined_order_finds_its_room_anew(world: World) {
        let mandate = world.new_mandate(59_000).await;
        let first = world.draft(world.steward, world.bought_for(mandate, 150)).await.unwrap();
        let instead = world.draft(world.steward, world.bought_for(mandate, 450)).await.unwrap();
        world.send(world.steward, first).await.unwrap();
        assert_eq!(world.reply(world.chen, first, false, "hail").await, Ok(PurchaseState::Declined));
        // The other one fits, and takes what the first had.
        world.send(world.steward, instead).await.unwrap();
        world.say_yes(world.treasurer, instead).await.unwrap();
        assert_eq!(world.used(mandate).await, (0, 45_000));
        assert_eq!(world.reply(world.chen, first, true, "").await, Err(No::AboveCeiling));
        assert_eq!((world.purchase(first).await.state, world.kept(first).await), (PurchaseState::Declined, 0));
        world.assert_whole().await;
        // A confirmed one is declined; then there is room for the first.
        assert_eq!(world.reply(world.chen, instead, true, "").await, Ok(PurchaseState::Confirmed));
        assert_eq!(world.used(mandate).await, (0, 45_000), "kept once");
        assert_eq!(world.reply(world.chen, instead, false, "hail").await, Ok(PurchaseState::Declined));
        assert_eq!(world.reply(world.chen, first, true, "").await, Ok(PurchaseState::Confirmed));
        assert_eq!((world.kept(first).await, world.used(mandate).await), (15_000, (0, 15_000)));
        // Nothing of it came: closed, nothing is billed, and nothing is freed twice.
        world.close(world.moderator, instead).await.unwrap();
        assert_eq!(world.used(mandate).await, (0, 15_000));
        world.assert_whole().await;
    }

    /// Eight at once on money for two, on PostgreSQL through two nodes.
    async fn of_eight_at_once_two_find_room(world: World) {
        let mandate = world.new_mandate(25_000).await;
        let mut drafts = Vec::new();
        for _ in 0..8 {
            drafts.push(world.draft(world.steward, world.bought_for(mandate, 100)).await.unwrap());
        }
        let world = Arc::new(world);
        let mut tasks = Vec::new();
        for (n, purchase) in drafts.into_iter().enumerate() {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let (deliver_on, deliver_to) = (None, String::new());
                let input = ops::SendPurchase { purchase, deliver_on, deliver_to, note: String::new(), key: None };
                let (by, now) = (world.steward, world.now());
                answer(db.transact(world.community, move |tx| ops::send_purchase(tx, by, &input, now)).await)
            }));
        }
        let (mut sent, mut told) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => sent += 1,
                Err(No::AboveCeiling) => told += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((sent, told, world.used(mandate).await), (2, 6, (0, 20_000)));
        world.assert_whole().await;
    }

    /// 150 ordered, 100 came: the rest is free when nothing more comes, and what came stays kept until somebody has decided.
    async fn a_short_delivery_lets_the_rest_go(world: World) {
        let mandate = world.new_mandate(15_000).await;
        let purchase = world.sent(world.bought_for(mandate, 150)).await;
        world.count(world.moderator, purchase, jin(100).milli, false).await.unwrap();
        assert_eq!((world.kept(purchase).await, world.used(mandate).await), (15_000, (0, 15_000)), "more may come");
        world.close(world.moderator, purchase).await.unwrap();
        let expense = world.expense(purchase).await;
        assert_eq!((world.kept(purchase).await, expense.room_minor, world.used(mandate).await), (0, 10_000, (0, 10_000)));
        world.assert_whole().await;
        // What waits for a yes cannot be taken by another meanwhile: that was the hole.
        assert_eq!(world.ask_for(mandate, 5_001).await.map(drop), Err(ExpenseRefused::AboveCeiling));
        let other = world.ask_for(mandate, 5_000).await.unwrap();
        world.approve(world.treasurer, purchase).await.unwrap();
        assert_eq!((world.expense(purchase).await.room_minor, world.used(mandate).await), (0, (10_000, 0)));
        assert_eq!(world.refuse(world.steward, other).await, Ok(()));
        assert_eq!(world.used(mandate).await, (10_000, 0), "nothing was kept for it");
        world.assert_whole().await;
    }

    async fn nothing_came_and_nothing_is_kept(world: World) {
        let mandate = world.new_mandate(15_000).await;
        let purchase = world.sent(world.bought_for(mandate, 150)).await;
        world.close(world.moderator, purchase).await.unwrap();
        assert_eq!((world.kept(purchase).await, world.used(mandate).await), (0, (0, 0)));
        world.assert_whole().await;
    }

    async fn a_refused_or_withdrawn_expense_lets_it_go(world: World) {
        let mandate = world.new_mandate(15_000).await;
        for withdrawn in [false, true] {
            let purchase = world.sent(world.bought_for(mandate, 150)).await;
            world.count(world.moderator, purchase, jin(150).milli, true).await.unwrap();
            assert_eq!(world.used(mandate).await, (0, 15_000));
            let expense = world.expense(purchase).await.id;
            match withdrawn {
                true => world.withdraw(world.moderator, expense).await.unwrap(),
                false => world.refuse(world.treasurer, expense).await.unwrap(),
            }
            assert_eq!(world.used(mandate).await, (0, 0));
            world.assert_whole().await;
        }
    }

    /// Over by the clock, or ended: what came is counted, cannot be entered, and its room is free of the order.
    async fn a_mandate_that_lapses_keeps_nothing_in_the_end(world: World) {
        let mandate = world.new_mandate(59_000).await;
        let asked = world.draft(world.steward, world.bought_for(mandate, 250)).await.unwrap();
        world.send(world.steward, asked).await.unwrap();
        let (came, called_off) = (world.sent(world.bought_for(mandate, 150)).await, world.sent(world.bought_for(mandate, 100)).await);
        let draft = world.draft(world.steward, world.bought_for(mandate, 50)).await.unwrap();
        world.clock.advance(DAY * 31);
        assert_eq!(world.say_yes(world.treasurer, asked).await, Err(No::MandateEnded));
        assert_eq!(world.send(world.steward, draft).await, Err(No::MandateEnded));
        assert_eq!(world.used(mandate).await, (0, 50_000), "the fund is bound all the same");
        world.count(world.moderator, came, jin(150).milli, true).await.unwrap();
        let row = world.purchase(came).await;
        assert_eq!((row.kept_minor, row.not_billed.as_deref()), (0, Some("mandate_ended")));
        assert_eq!(world.bill(world.moderator, came).await.map(drop), Err(No::NotBilled));
        world.cancel(world.steward, called_off, "over").await.unwrap();
        world.step_back(world.steward, asked).await.unwrap();
        assert_eq!(world.used(mandate).await, (0, 0));
        world.assert_whole().await;
    }

    /// What could not be entered for another reason stays kept until it can; where the mandate ends first it is let go, once.
    async fn what_can_be_entered_later_stays_kept(world: World) {
        let mandate = world.new_mandate(15_000).await;
        let purchase = world.sent(world.bought_for(mandate, 150)).await;
        world.leaves(world.chen).await;
        world.count(world.moderator, purchase, jin(120).milli, true).await.unwrap();
        let row = world.purchase(purchase).await;
        assert_eq!((row.kept_minor, row.not_billed.as_deref()), (12_000, Some("payee_not_a_member")));
        assert_eq!(world.used(mandate).await, (0, 12_000));
        world.assert_whole().await;
        assert_eq!(world.bill(world.moderator, purchase).await.map(drop), Err(No::NotBilled));
        world.end_mandate(mandate).await;
        world.bill(world.moderator, purchase).await.unwrap();
        assert_eq!((world.kept(purchase).await, world.used(mandate).await), (0, (0, 0)));
        assert_eq!(world.bill(world.moderator, purchase).await.map(drop), Err(No::NotBilled));
        world.assert_whole().await;
    }

    /// The fund has 1,000. What is ordered for later does not stand before what came; what nobody kept room for stands behind both.
    async fn what_was_kept_comes_first_in_the_fund(world: World) {
        let mandate = world.new_mandate(300_000).await;
        let came = world.sent(world.bought_for(mandate, 150)).await;
        let later = world.draft(world.steward, world.bought_for(mandate, 900)).await.unwrap();
        world.send(world.steward, later).await.unwrap();
        world.say_yes(world.treasurer, later).await.unwrap();
        let beside = world.ask_for(mandate, 100).await.unwrap();
        world.count(world.moderator, came, jin(150).milli, true).await.unwrap();
        let by = world.steward;
        let approve = spending::ops::ApproveExpense {
            expense: beside,
            proofs_seen: None,
            without_proof: "seen".to_owned(),
            key: None,
        };
        let refused = world.act(move |tx, now| spending::ops::approve_expense(tx, by, &approve, now)).await;
        assert_eq!(refused.map(drop), Err(ExpenseRefused::FundTooSmall));
        world.approve(world.treasurer, came).await.unwrap();
        assert_eq!(world.used(mandate).await, (15_000, 90_000));
        world.assert_whole().await;
    }
}
