//! Ordering from a supplier: what may be ordered, by whom, and what the supplier may say about it.

use crate::world::{DAY, World, jin};
use community::role::Role;
use kernel::{Price, Quantity};
use supply::PurchaseRefused;
use supply::ops::{self, DraftPurchase, LineWanted};
use supply::purchase::{PurchaseState, Terms};

testkit::both_engines! {
    async fn a_purchase_is_drafted_sent_and_confirmed(world: World) {
        let purchase = world.draft(world.steward, world.bought()).await.unwrap();
        let row = world.purchase(purchase).await;
        assert_eq!((row.state, row.number, row.total_minor), (PurchaseState::Drafted, 1, 8_400));
        assert_eq!(world.reply(world.chen, purchase, true, "").await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.send(world.steward, purchase).await, Ok(PurchaseState::Sent));
        assert_eq!(world.send(world.steward, purchase).await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.reply(world.chen, purchase, true, "").await, Ok(PurchaseState::Confirmed));
        assert_eq!(world.reply(world.chen, purchase, false, "").await, Err(PurchaseRefused::ReasonMissing));
        assert_eq!(world.reply(world.chen, purchase, false, "hail").await, Ok(PurchaseState::Declined));
        assert_eq!(world.cancel(world.steward, purchase, " ").await, Err(PurchaseRefused::ReasonMissing));
        assert_eq!(world.cancel(world.steward, purchase, "hail").await, Ok(PurchaseState::Cancelled));
        world.assert_whole().await;
    }

    /// What a fund is to pay for, above 200.00: sent when somebody else has said yes, and nobody outside sees it before.
    async fn a_second_person_says_yes_before_it_is_sent(world: World) {
        let mandate = world.new_mandate(100_000).await;
        let dear = |cases: i64| {
            let mut input = DraftPurchase { mandate: Some(mandate), ..world.bought() };
            (input.lines[0].cases, input.lines[0].price) = (cases, Some(Price::parse("10").unwrap()));
            input
        };
        let (steward, treasurer) = (world.steward, world.treasurer);
        let purchase = world.draft(steward, dear(2)).await.unwrap();
        assert_eq!(world.say_yes(treasurer, purchase).await, Err(PurchaseRefused::WrongState), "not asked yet");
        assert_eq!(world.send(steward, purchase).await, Ok(PurchaseState::Asked));
        assert_eq!(world.send(steward, purchase).await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.reply(world.chen, purchase, true, "").await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.count(world.moderator, purchase, 1_000, false).await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.close(world.moderator, purchase).await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.say_yes(steward, purchase).await, Err(PurchaseRefused::SamePerson));
        assert_eq!(world.say_yes(world.moderator, purchase).await, Err(PurchaseRefused::NotAllowed));
        world.grant(world.chen, Role::Treasurer).await;
        assert_eq!(world.say_yes(world.chen, purchase).await, Err(PurchaseRefused::OwnPurchase));
        // Stepped back, asked for again, and sent with the yes.
        assert_eq!(world.step_back(world.moderator, purchase).await, Err(PurchaseRefused::NotAllowed));
        assert_eq!(world.step_back(treasurer, purchase).await, Ok(PurchaseState::Drafted));
        assert_eq!(world.step_back(steward, purchase).await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.send(steward, purchase).await, Ok(PurchaseState::Asked));
        assert_eq!(world.say_yes(treasurer, purchase).await, Ok(PurchaseState::Sent));
        assert_eq!(world.say_yes(treasurer, purchase).await, Err(PurchaseRefused::WrongState), "once");
        assert_eq!(world.reply(world.chen, purchase, true, "").await, Ok(PurchaseState::Confirmed));
        // The mandate is over when somebody says yes: nothing is sent. It can be called off while it waits.
        let late = world.draft(steward, dear(2)).await.unwrap();
        world.send(steward, late).await.unwrap();
        world.clock.advance(DAY * 40);
        assert_eq!(world.say_yes(treasurer, late).await, Err(PurchaseRefused::MandateEnded));
        assert_eq!(world.cancel(steward, late, "too late").await, Ok(PurchaseState::Cancelled));
        world.assert_whole().await;
    }

    async fn what_may_be_ordered(world: World) {
        let line = |change: fn(&mut LineWanted)| {
            let mut input = world.bought();
            change(&mut input.lines[0]);
            input
        };
        let wrong = |change: fn(&mut DraftPurchase)| {
            let mut input = world.bought();
            change(&mut input);
            input
        };
        let other = world.apples(world.steward).await;
        let mut theirs_not = world.by_sales();
        theirs_not.lines[0].offer = other;
        let mut twice = world.bought();
        twice.lines.push(twice.lines[0].clone());
        let unlinked = world.create(world.steward, None).await.unwrap();
        let small = world.new_mandate(8_399).await;
        let rewards = world.mandate_for(spending::MandateKind::Referral, 1_000_000).await;
        let closed = world.create(world.steward, Some(world.member("Eve").await)).await.unwrap();
        let input = ops::KeepSupplier { is_open: false, ..world.keep(closed, None) };
        world.edit(world.steward, input).await.unwrap();
        for (input, why) in [
            (wrong(|input| input.lines.clear()), PurchaseRefused::NoLines),
            (wrong(|input| input.lines = vec![input.lines[0].clone(); 61]), PurchaseRefused::TooManyLines),
            (twice, PurchaseRefused::LineTwice),
            (line(|line| line.variant = 2), PurchaseRefused::NoSuchGoods),
            (line(|line| line.cases = 0), PurchaseRefused::QuantityNotPositive),
            (line(|line| (line.cases, line.case) = (3, Quantity::from_milli(250))), PurchaseRefused::QuantityOffStep),
            (line(|line| line.price = None), PurchaseRefused::PriceNotPositive),
            (line(|line| line.cases = i64::MAX), PurchaseRefused::SumTooLarge),
            (theirs_not, PurchaseRefused::NotTheirGoods),
            (wrong(|input| input.mandate = None), PurchaseRefused::MandateMissing),
            (DraftPurchase { mandate: Some(world.id()), ..world.bought() }, PurchaseRefused::NoSuchMandate),
            (DraftPurchase { mandate: Some(rewards), ..world.bought() }, PurchaseRefused::MandateForOther),
            (DraftPurchase { mandate: Some(small), ..world.bought() }, PurchaseRefused::AboveCeiling),
            (DraftPurchase { supplier: world.id(), ..world.bought() }, PurchaseRefused::NoSuchSupplier),
            (DraftPurchase { supplier: unlinked, ..world.bought() }, PurchaseRefused::NoAccount),
            (DraftPurchase { supplier: closed, ..world.bought() }, PurchaseRefused::SupplierClosed),
            (wrong(|input| input.deliver_to = "p".repeat(121)), PurchaseRefused::PlaceTooLong),
            (wrong(|input| input.note = "n".repeat(601)), PurchaseRefused::NoteTooLong),
            (DraftPurchase { deliver_on: Some(world.now().minus(DAY)), ..world.bought() }, PurchaseRefused::DayPassed),
        ] {
            assert_eq!(world.draft(world.steward, input).await, Err(why));
        }
        world.clock.advance(DAY * 30);
        let late = DraftPurchase { deliver_on: None, ..world.bought() };
        assert_eq!(world.draft(world.steward, late).await, Err(PurchaseRefused::MandateEnded));
    }

    /// What is paid for as it sells has the price that the members agreed to, whatever anybody types.
    async fn nobody_types_what_a_sale_gives(world: World) {
        let mut input = world.by_sales();
        input.lines[0].price = Some(Price::parse("99").unwrap());
        let purchase = world.draft(world.steward, input).await.unwrap();
        let line = world.purchase_line(purchase).await;
        // ¥4 a jin, five percent of it the fund's.
        assert_eq!((line.quantity_milli, line.total_minor, line.price_e4), (jin(24), 9_120, Price::parse("3.8").unwrap()));
    }

    async fn who_may_order(world: World) {
        for by in [world.treasurer, world.moderator, world.chen] {
            assert_eq!(world.draft(by, world.bought()).await, Err(PurchaseRefused::NotAllowed));
        }
        assert_eq!(world.draft(world.id(), world.bought()).await, Err(PurchaseRefused::NotAMember));
        let purchase = world.draft(world.steward, world.bought()).await.unwrap();
        for by in [world.treasurer, world.moderator, world.chen] {
            assert_eq!(world.send(by, purchase).await, Err(PurchaseRefused::NotAllowed));
        }
        assert_eq!(world.send(world.steward, world.id()).await, Err(PurchaseRefused::NoSuchPurchase));
        world.send(world.steward, purchase).await.unwrap();
        let dan = world.member("Dan").await;
        assert_eq!(world.reply(dan, purchase, true, "").await, Err(PurchaseRefused::NotTheSupplier));
        // Said on the telephone.
        assert_eq!(world.reply(world.steward, purchase, true, "").await, Ok(PurchaseState::Confirmed));
    }

    /// With every power there is, a supplier orders nothing from themselves, and receives and closes nothing of it.
    async fn no_supplier_buys_from_themselves(world: World) {
        let purchase = world.sent(world.bought()).await;
        let drafted = world.draft(world.steward, world.bought()).await.unwrap();
        for role in [Role::Steward, Role::Treasurer, Role::Moderator] {
            world.grant(world.chen, role).await;
        }
        let own = Err(PurchaseRefused::OwnPurchase);
        assert_eq!(world.draft(world.chen, world.bought()).await, own.map(|()| purchase));
        assert_eq!(world.draft(world.chen, world.by_sales()).await, own.map(|()| purchase));
        assert_eq!(world.send(world.chen, drafted).await, own.map(|()| PurchaseState::Sent));
        assert_eq!(world.cancel(world.chen, drafted, "no").await, own.map(|()| PurchaseState::Sent));
        assert_eq!(world.count(world.chen, purchase, 24_000, true).await, own.map(|()| PurchaseState::Sent));
        assert_eq!(world.close(world.chen, purchase).await.map(|moved| moved.state), own.map(|()| PurchaseState::Sent));
        world.count(world.moderator, purchase, 24_000, true).await.unwrap();
        assert_eq!(world.bill(world.chen, purchase).await.map(|moved| moved.state), own.map(|()| PurchaseState::Sent));
        assert_eq!(world.approve(world.chen, purchase).await, Err(spending::ExpenseRefused::PaidToYou));
        world.approve(world.treasurer, purchase).await.unwrap();
        assert_eq!(world.credit(world.chen, purchase, 1, "bad").await, own.map(|()| 0));
        world.assert_whole().await;
    }

    async fn day_and_place_change_until_it_is_closed(world: World) {
        let purchase = world.sent(world.bought()).await;
        let moved = |to: &str, on| ops::SendPurchase {
            purchase,
            deliver_on: on,
            deliver_to: to.to_owned(),
            note: String::new(),
            key: None,
        };
        let (by, tomorrow) = (world.steward, Some(world.now().plus(DAY)));
        let input = moved("the school", tomorrow);
        world.act(move |tx, now| ops::move_purchase(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.purchase(purchase).await.deliver_to, "the school");
        // A day that was agreed on and has passed stays; only a new one must be to come.
        world.clock.advance(DAY * 3);
        let input = moved("the gate", tomorrow);
        world.act(move |tx, now| ops::move_purchase(tx, by, &input, now)).await.unwrap();
        world.close(world.steward, purchase).await.unwrap();
        let input = moved("nowhere", tomorrow);
        let late = world.act(move |tx, now| ops::move_purchase(tx, by, &input, now)).await;
        assert_eq!(late.map(drop), Err(PurchaseRefused::WrongState));
    }

    /// The same key again orders nothing twice; with another input it is refused.
    async fn a_draft_sent_twice_is_one(world: World) {
        let key = |input: &str| Some(store::IdempotencyKey::of("an", "k1", "draft_purchase", &input).unwrap());
        let input = DraftPurchase { key: key("a"), ..world.bought() };
        let again = DraftPurchase { id: world.id(), ..input.clone() };
        let other = DraftPurchase { key: key("b"), ..world.bought() };
        let first = world.draft(world.steward, input).await.unwrap();
        assert_eq!(world.draft(world.steward, again).await, Ok(first));
        assert_eq!(world.draft(world.steward, other).await, Err(PurchaseRefused::KeyReused));
    }

    async fn terms_say_whether_a_mandate_is_needed(world: World) {
        let purchase = world.draft(world.steward, world.by_sales()).await.unwrap();
        let row = world.purchase(purchase).await;
        assert_eq!((row.terms, row.mandate_id, row.fund), (Terms::BySales, None, None));
    }
}
