//! A supplier is asked before they are owed less: they agree or object in time, and who asked does not decide it alone.

use crate::world::{CNY, DAY, World};
use kernel::Id;
use ledger::AccountKey;
use supply::PurchaseRefused as No;
use supply::credit::{CreditState, SettledBy};
use supply::ops::CreditMoved;
use supply::rows::{Credit, CreditAsked, Purchase, PurchaseEvent};

impl World {
    async fn asked(&self, credit: Id<Credit>) -> CreditAsked {
        self.find::<CreditAsked>((self.community, credit)).await
    }

    async fn fund_has(&self) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::fund_balance(reader, community, 1, CNY)).await.unwrap()
    }

    /// What was announced of credits, in its order.
    async fn credits_told(&self) -> Vec<String> {
        let events = self.db.events_after(self.community, 0, 1_000).await.unwrap();
        let kinds = events.into_iter().map(|event| event.kind);
        kinds.filter(|kind| kind.starts_with("supplier_credit_")).collect()
    }

    async fn last_steps(&self, purchase: Id<Purchase>, count: i64) -> Vec<String> {
        let all = self.purchase(purchase).await.event_count;
        let mut steps = Vec::new();
        for number in all - count + 1..=all {
            let event = self.find::<PurchaseEvent>((self.community, purchase, number)).await;
            steps.push(event.step.to_string());
        }
        steps
    }
}

testkit::both_engines! {
    /// Told at once, and nothing is taken off before they agree.
    async fn a_supplier_agrees_to_be_owed_less(world: World) {
        let purchase = world.owed_for(world.bought()).await;
        let before = world.fund_has().await;
        let credit = world.ask_less(world.steward, purchase, 900, "bruised").await.unwrap();
        assert_eq!((world.due(world.chen).await, world.fund_has().await), ((8_400, 0, 0), before));
        assert_eq!(world.purchase(purchase).await.credited_minor, 0);
        let asked = world.asked(credit).await;
        assert_eq!((asked.state, asked.silence_at_us), (CreditState::Asked, Some(world.now().plus(DAY * 7))));
        for by in [world.steward, world.treasurer] {
            assert_eq!(world.say_to_credit(by, (purchase, credit), true, "").await, Err(No::NotTheSupplier));
            let uphold = world.settle_credit(by, (purchase, credit), true, "").await;
            assert_eq!(uphold, Err(No::WrongState), "it is the supplier's to say");
        }
        world.assert_whole().await;
        let moved = world.say_to_credit(world.chen, (purchase, credit), true, "").await.unwrap();
        assert_eq!(moved, CreditMoved { credit, purchase, state: CreditState::Agreed, entry: moved.entry });
        assert_eq!((world.due(world.chen).await, world.fund_has().await), ((7_500, 0, 0), before + 900));
        assert_eq!(world.asked(credit).await.settled_how, Some(SettledBy::Supplier));
        assert_eq!(world.last_steps(purchase, 3).await, ["credit_asked", "credit_agreed", "credited"]);
        assert_eq!(world.credits_told().await, ["supplier_credit_asked", "supplier_credit_agreed"]);
        assert_eq!(world.say_to_credit(world.chen, (purchase, credit), true, "").await, Err(No::WrongState));
        world.assert_whole().await;
    }

    /// Who objects is paid in full until somebody else has decided; what is then taken off is kept from what comes next.
    async fn what_is_objected_to_is_not_kept_from_a_payment(world: World) {
        let purchase = world.owed_for(world.bought()).await;
        let credit = world.ask_less(world.steward, purchase, 900, "bruised").await.unwrap();
        let both = (purchase, credit);
        assert_eq!(world.say_to_credit(world.chen, both, false, " ").await, Err(No::ReasonMissing));
        world.say_to_credit(world.chen, both, false, "they were fine at the gate").await.unwrap();
        assert_eq!(world.say_to_credit(world.chen, both, false, "again").await, Err(No::WrongState));
        assert_eq!(world.credits_told().await, ["supplier_credit_asked", "supplier_credit_objected"]);
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        assert_eq!(world.asked(credit).await.state, CreditState::Objected, "silence says nothing to an objection");
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap();
        world.consent(world.steward, run).await.unwrap();
        assert_eq!(world.due(world.chen).await, (0, 0, 0));
        assert_eq!(world.settle_credit(world.steward, both, true, "seen").await, Err(No::SamePerson));
        assert_eq!(world.settle_credit(world.moderator, both, true, "seen").await, Err(No::NotAllowed));
        assert_eq!(world.settle_credit(world.chen, both, true, "seen").await, Err(No::NotAllowed));
        assert_eq!(world.settle_credit(world.treasurer, both, true, "").await, Err(No::ReasonMissing));
        world.settle_credit(world.treasurer, both, true, "the pictures show it").await.unwrap();
        assert_eq!(world.due(world.chen).await, (0, 0, 900));
        let asked = world.asked(credit).await;
        assert_eq!((asked.settled_how, asked.settled_by), (Some(SettledBy::Community), Some(world.treasurer)));
        assert_eq!(world.last_steps(purchase, 3).await, ["credit_objected", "credit_upheld", "credited"]);
        world.assert_whole().await;
    }

    /// In the supplier's favour one person is enough, also who asked for it.
    async fn what_is_dropped_is_owed_as_before(world: World) {
        let purchase = world.owed_for(world.bought()).await;
        for (by, objects) in [(world.steward, false), (world.treasurer, true)] {
            let credit = world.ask_less(world.steward, purchase, 8_400, "bruised").await.unwrap();
            if objects {
                world.say_to_credit(world.chen, (purchase, credit), false, "no").await.unwrap();
            }
            let moved = world.settle_credit(by, (purchase, credit), false, "my mistake").await.unwrap();
            assert_eq!((moved.state, moved.entry), (CreditState::Dropped, None));
            assert_eq!(world.say_to_credit(world.chen, (purchase, credit), true, "").await, Err(No::WrongState));
        }
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        assert_eq!(world.due(world.chen).await, (8_400, 0, 0));
        world.assert_whole().await;
    }

    /// A supplier who could see it and says nothing has agreed, and not a moment before.
    async fn silence_agrees_in_seven_days(world: World) {
        let purchase = world.owed_for(world.bought()).await;
        let credit = world.ask_less(world.steward, purchase, 900, "bruised").await.unwrap();
        world.clock.advance(DAY * 7 - std::time::Duration::from_micros(1));
        world.run_jobs().await;
        assert_eq!(world.asked(credit).await.state, CreditState::Asked);
        world.clock.advance(std::time::Duration::from_micros(1));
        world.run_jobs().await;
        let asked = world.asked(credit).await;
        assert_eq!((asked.state, asked.settled_how), (CreditState::Agreed, Some(SettledBy::Silence)));
        assert_eq!(world.due(world.chen).await, (7_500, 0, 0));
        assert_eq!(world.last_steps(purchase, 2).await, ["credit_by_silence", "credited"]);
        world.run_jobs().await;
        assert_eq!(world.due(world.chen).await, (7_500, 0, 0), "once");
        world.assert_whole().await;
    }

    /// Who has left cannot see what is asked: their silence agrees to nothing, and it takes two people.
    async fn who_cannot_see_it_agrees_to_nothing(world: World) {
        let purchase = world.owed_for(world.bought()).await;
        let seen = world.ask_less(world.steward, purchase, 400, "bruised").await.unwrap();
        world.leaves(world.chen).await;
        let unseen = world.ask_less(world.steward, purchase, 500, "mouldy").await.unwrap();
        assert_eq!(world.asked(unseen).await.silence_at_us, None);
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        for credit in [seen, unseen] {
            let asked = world.asked(credit).await;
            assert_eq!((asked.state, asked.silence_at_us), (CreditState::Asked, None));
            let own = world.settle_credit(world.steward, (purchase, credit), true, "").await;
            assert_eq!(own, Err(No::SamePerson));
            world.settle_credit(world.treasurer, (purchase, credit), true, "").await.unwrap();
        }
        assert_eq!(world.balance(AccountKey::owed(world.chen, CNY)).await, 7_500);
        world.assert_whole().await;
    }

    /// All that is asked for together is no more than what was billed; and it is asked for of one order.
    async fn no_more_is_asked_for_than_was_billed(world: World) {
        let purchase = world.owed_for(world.bought()).await;
        let first = world.ask_less(world.steward, purchase, 5_000, "bruised").await.unwrap();
        assert_eq!(world.ask_less(world.treasurer, purchase, 3_401, "mouldy").await, Err(No::MoreThanBilled));
        world.say_to_credit(world.chen, (purchase, first), true, "").await.unwrap();
        assert_eq!(world.ask_less(world.treasurer, purchase, 3_401, "mouldy").await, Err(No::MoreThanBilled));
        let second = world.ask_less(world.treasurer, purchase, 3_400, "mouldy").await.unwrap();
        let other = world.owed_for(world.bought()).await;
        for wrong in [(other, second), (purchase, world.id())] {
            assert_eq!(world.say_to_credit(world.chen, wrong, true, "").await, Err(No::NoSuchCredit));
            assert_eq!(world.settle_credit(world.treasurer, wrong, false, "").await, Err(No::NoSuchCredit));
        }
        world.say_to_credit(world.chen, (purchase, second), true, "").await.unwrap();
        assert_eq!(world.purchase(purchase).await.credited_minor, 8_400);
        world.assert_whole().await;
    }
}
