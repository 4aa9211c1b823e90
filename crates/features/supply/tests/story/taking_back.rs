//! A payout that was entered wrongly is taken back.

use crate::world::{CNY, DAY, World};
use community::role::Role;
use kernel::Id;
use ledger::AccountKey;
use market::ops::{PayOut, pay_out};
use market::rows::{Payout, Purse};
use market::{Actor, When};
use store::{IdempotencyKey, OpError};
use supply::TakeBackRefused as No;
use supply::ids::Member;
use supply::ops::{self, TakeBackPayout, TakenBack};
use supply::rows::PayoutTakenBack;
use supply::statement::LineKind;

impl World {
    async fn paid(&self, member: Id<Member>, purse: Purse, amount_minor: i64) -> Id<Payout> {
        let (id, by) = (self.id(), Actor::Member(self.treasurer));
        let input = PayOut { id, member, purse, amount_minor, reference: "T1".to_owned(), key: None };
        self.act(move |tx, now| pay_out(tx, by, &input, When::from(now))).await.unwrap();
        id
    }

    async fn take_back(&self, by: Id<Member>, payout: Id<Payout>, reason: &str) -> Result<TakenBack, No> {
        let input = TakeBackPayout { payout, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::take_back_payout(tx, by, &input, now)).await
    }
}

testkit::both_engines! {
    /// Paid to the wrong neighbour: the bank has it again, the member is owed it again, and what is right is paid anew.
    async fn what_was_entered_wrongly_is_owed_again(world: World) {
        let (dan, bank) = (world.rich(5_000).await, world.bank_holds().await);
        let payout = world.paid(dan, Purse::Owed, 5_000).await;
        let paid = world.find::<Payout>((world.community, payout)).await;
        let back = world.take_back(world.treasurer, payout, " It went to Eve ").await.unwrap();
        assert_eq!((back.member, back.amount_minor, back.payout), (dan, 5_000, payout));
        assert_eq!((world.bank_holds().await, world.due(dan).await), (bank, (5_000, 0, 0)));
        let (community, number) = (world.community, paid.entry);
        let entry = world.db.read(move |reader| ledger::entry(reader, community, number)).await.unwrap().unwrap();
        assert_eq!(entry.head.reversed_by, Some(back.entry));
        let row = world.find::<PayoutTakenBack>((world.community, payout)).await;
        assert_eq!((row.reason.as_str(), row.taken_by, row.entry), ("It went to Eve", world.treasurer, back.entry));
        world.paid(dan, Purse::Owed, 5_000).await;
        assert_eq!(world.due(dan).await, (0, 0, 0));
        world.assert_whole().await;
    }

    /// What was kept of a debt is a debt again, whatever has happened since.
    async fn a_debt_that_was_kept_is_one_again(world: World) {
        let dan = world.rich(5_000).await;
        world.move_money(AccountKey::receivable(dan, CNY), 1_200).await;
        let payout = world.paid(dan, Purse::Owed, 3_000).await;
        assert_eq!(world.due(dan).await, (800, 0, 0));
        // The rest is gone too.
        world.paid(dan, Purse::Owed, 800).await;
        world.take_back(world.treasurer, payout, "twice").await.unwrap();
        assert_eq!(world.due(dan).await, (4_200, 0, 1_200));
        world.assert_whole().await;
    }

    async fn what_taking_back_refuses(world: World) {
        world.owed_for(world.bought()).await;
        world.sell(10_000).await;
        let payout = world.paid(world.chen, Purse::Payable, 800).await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 5_000)]).await.unwrap();
        world.consent(world.steward, run).await.unwrap();
        let line = world.run_line(run, 1).await;
        world.grant(world.chen, Role::Treasurer).await;
        for (by, payout, reason, why) in [
            (world.id(), payout, "wrong", No::NotAMember),
            (world.moderator, payout, "wrong", No::NotAllowed),
            (world.chen, payout, "wrong", No::OwnPayout),
            (world.treasurer, world.id(), "wrong", No::NoSuchPayout),
            (world.treasurer, line.sales_payout, "wrong", No::OfARun),
            (world.treasurer, line.rest_payout, "wrong", No::OfARun),
            (world.treasurer, payout, " ", No::ReasonMissing),
        ] {
            assert_eq!(world.take_back(by, payout, reason).await, Err(why));
        }
        world.take_back(world.treasurer, payout, "wrong").await.unwrap();
        assert_eq!(world.take_back(world.treasurer, payout, "wrong").await, Err(No::AlreadyTakenBack));
        // The run's own way back is open as before.
        world.came_back(world.treasurer, run, 1).await.unwrap();
        world.assert_whole().await;
    }

    /// Chen reads in the statement that it was paid and that it was not.
    async fn a_statement_shows_both(world: World) {
        let from = world.now();
        world.owed_for(world.bought()).await;
        let payout = world.paid(world.chen, Purse::Owed, 8_000).await;
        world.clock.advance(DAY);
        world.take_back(world.treasurer, payout, "the bank did not do it").await.unwrap();
        let statement = world.statement(from, world.now().plus(DAY)).await;
        assert_eq!(
            statement.sums(),
            [(LineKind::Bought, 8_400), (LineKind::Payment, -8_000), (LineKind::PaymentTakenBack, 8_000)]
        );
        assert_eq!(statement.closing_minor, 8_400);
    }

    /// A second click is told what the first did; the key for something else is refused.
    async fn a_second_click_takes_nothing_more_back(world: World) {
        let dan = world.rich(5_000).await;
        let payouts = [world.paid(dan, Purse::Owed, 2_000).await, world.paid(dan, Purse::Owed, 1_000).await];
        let by = world.treasurer;
        let click = async |payout| {
            let reason = "typed twice".to_owned();
            let key = Some(IdempotencyKey::of(by.as_str(), "click", "take_back_payout", &payout).unwrap());
            let input = TakeBackPayout { payout, reason, key };
            world.act(move |tx, now| ops::take_back_payout(tx, by, &input, now)).await
        };
        let first = click(payouts[0]).await.unwrap();
        assert_eq!(click(payouts[0]).await, Ok(first));
        assert_eq!(click(payouts[1]).await, Err(No::KeyReused));
        assert_eq!(world.due(dan).await, (4_000, 0, 0));
        world.assert_whole().await;
    }

    /// Two treasurers at the same moment, on two nodes: once.
    async fn two_at_once_take_it_back_once(world: World) {
        let dan = world.rich(5_000).await;
        let (payout, bank) = (world.paid(dan, Purse::Owed, 2_000).await, world.bank_holds().await);
        let (community, by, now) = (world.community, world.treasurer, world.now());
        let go = |db: &store::Db| {
            let db = db.clone();
            let input = TakeBackPayout { payout, reason: "wrong".to_owned(), key: None };
            tokio::spawn(
                async move { db.transact(community, move |tx| ops::take_back_payout(tx, by, &input, now)).await },
            )
        };
        let both = [go(&world.db), go(&world.other), go(&world.db), go(&world.other)];
        let mut done = 0;
        for one in both {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                Err(OpError::Refused(why)) => assert_eq!(why, No::AlreadyTakenBack),
                Err(OpError::Fault(fault)) => panic!("{fault}"),
            }
        }
        assert_eq!((done, world.bank_holds().await), (1, bank + 2_000));
        world.assert_whole().await;
    }

    /// Erased: that it was taken back stays, what was written of it goes.
    async fn an_erased_member_leaves_no_reason_behind(world: World) {
        let dan = world.rich(5_000).await;
        let payout = world.paid(dan, Purse::Owed, 2_000).await;
        world.take_back(world.treasurer, payout, "Dan moved to Hill Street").await.unwrap();
        world.act(move |tx, _| ops::forget_member(tx, dan)).await.unwrap();
        assert_eq!(world.find::<PayoutTakenBack>((world.community, payout)).await.reason, "");
        world.assert_whole().await;
    }
}
