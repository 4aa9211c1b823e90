//! What was brought: counted in one go or several, short or not, and what is owed for it.

use crate::world::{World, jin};
use files::NewFile;
use kernel::Quantity;
use spending::expense::ExpenseState;
use supply::PurchaseRefused;
use supply::ops::CountDelivery;
use supply::purchase::PurchaseState;
use supply::rows::Delivery;

testkit::both_engines! {
    /// From the order to what is owed: short by four of 24, which nobody pays for.
    async fn a_short_delivery_is_owed_for_what_came(world: World) {
        let purchase = world.sent(world.bought()).await;
        assert_eq!(world.count(world.moderator, purchase, 12_000, false).await, Ok(PurchaseState::DeliveredInPart));
        assert_eq!(world.count(world.steward, purchase, 8_000, true).await, Ok(PurchaseState::Closed));
        assert_eq!(world.on_the_shelf().await, 20_000);
        let row = world.purchase(purchase).await;
        assert_eq!((row.billed_minor, row.delivery_count), (7_000, 2));
        let expense = world.expense(purchase).await;
        assert_eq!((expense.state, expense.payee_member), (ExpenseState::Submitted, Some(world.chen)));
        assert_eq!(world.due(world.chen).await, (0, 0, 0), "asked for, not owed yet");
        // Who received it has asked for it: somebody else approves.
        assert_eq!(world.approve(world.steward, purchase).await, Err(spending::ExpenseRefused::OwnExpense));
        world.approve(world.treasurer, purchase).await.unwrap();
        assert_eq!(world.due(world.chen).await, (7_000, 0, 0));
        world.assert_whole().await;
    }

    async fn all_of_it_is_delivered_and_then_closed(world: World) {
        let purchase = world.sent(world.bought()).await;
        assert_eq!(world.count(world.moderator, purchase, 24_000, false).await, Ok(PurchaseState::Delivered));
        assert_eq!(world.count(world.moderator, purchase, 500, false).await, Err(PurchaseRefused::MoreThanOrdered));
        assert_eq!(world.close(world.moderator, purchase).await.unwrap().state, PurchaseState::Closed);
        assert_eq!(world.close(world.moderator, purchase).await.map(drop), Err(PurchaseRefused::WrongState));
        assert_eq!(world.purchase(purchase).await.billed_minor, 8_400);
        world.assert_whole().await;
    }

    async fn what_counting_refuses(world: World) {
        let purchase = world.sent(world.bought()).await;
        let counting = |counted: Vec<(i64, i64)>| CountDelivery {
            counted: counted.into_iter().map(|(line, milli)| (line, Quantity::from_milli(milli))).collect(),
            ..world.counting(purchase, 0, false)
        };
        let photo = || NewFile {
            id: world.id(),
            sha256: "0".repeat(64),
            size_bytes: 1,
            media_type: "image/png".to_owned(),
            name: String::new(),
        };
        for (input, why) in [
            (counting(vec![(1, 24_500)]), PurchaseRefused::MoreThanOrdered),
            (counting(vec![(1, 1_000), (1, 1_000)]), PurchaseRefused::LineTwice),
            (counting(vec![(2, 1_000)]), PurchaseRefused::NoSuchLine),
            (counting(vec![(1, -1_000)]), PurchaseRefused::QuantityNotPositive),
            (counting(vec![(1, 1_250)]), PurchaseRefused::QuantityOffStep),
            (counting(vec![]), PurchaseRefused::NothingCounted),
            (CountDelivery { note: "n".repeat(601), ..counting(vec![(1, 1_000)]) }, PurchaseRefused::NoteTooLong),
            (
                CountDelivery { photos: (0..11).map(|_| photo()).collect(), ..counting(vec![(1, 1_000)]) },
                PurchaseRefused::TooManyPhotos,
            ),
        ] {
            assert_eq!(world.count_with(world.moderator, input).await.map(drop), Err(why));
        }
        assert_eq!(world.count(world.treasurer, purchase, 1_000, false).await, Err(PurchaseRefused::NotAllowed));
        assert_eq!(world.count(world.id(), purchase, 1_000, false).await, Err(PurchaseRefused::NotAMember));
        let drafted = world.draft(world.steward, world.bought()).await.unwrap();
        assert_eq!(world.count(world.moderator, drafted, 1_000, false).await, Err(PurchaseRefused::WrongState));
        assert_eq!(world.on_the_shelf().await, 0, "nothing of it counted");
        world.assert_whole().await;
    }

    /// Also where nobody counts the shelf, goods come in the steps in which they are sold.
    async fn half_a_step_does_not_come(world: World) {
        let mut wanted = world.bought();
        wanted.lines[0].offer = world.apples_on_shelf(world.chen, None).await;
        let purchase = world.sent(wanted).await;
        assert_eq!(world.count(world.moderator, purchase, 1_250, false).await, Err(PurchaseRefused::QuantityOffStep));
        assert_eq!(world.count(world.moderator, purchase, 1_500, false).await, Ok(PurchaseState::DeliveredInPart));
        world.assert_whole().await;
    }

    /// A phone that sends its count again counts once.
    async fn a_count_sent_twice_is_one(world: World) {
        let purchase = world.sent(world.bought()).await;
        let key = Some(store::IdempotencyKey::of("mo", "k1", "count_delivery", &"twelve").unwrap());
        let input = CountDelivery { key, ..world.counting(purchase, 12_000, false) };
        let again = CountDelivery { delivery: world.id(), ..input.clone() };
        let first = world.count_with(world.moderator, input).await.unwrap();
        assert_eq!(world.count_with(world.moderator, again).await, Ok(first));
        assert_eq!((world.on_the_shelf().await, world.purchase(purchase).await.delivery_count), (12_000, 1));
        world.assert_whole().await;
    }

    async fn how_it_was_is_kept_with_pictures(world: World) {
        let purchase = world.sent(world.bought()).await;
        let photo = NewFile {
            id: world.id(),
            sha256: "1".repeat(64),
            size_bytes: 1,
            media_type: "image/png".to_owned(),
            name: "bruised.png".to_owned(),
        };
        let photos = vec![photo.clone()];
        let note = "A third is bruised".to_owned();
        let file = photos[0].id;
        let photos = [photos.clone(), photos].concat();
        let input = CountDelivery { note, photos, ..world.counting(purchase, 24_000, true) };
        let counted = world.count_with(world.moderator, input).await.unwrap();
        let row = world.find::<Delivery>((world.community, counted.delivery.unwrap())).await;
        assert_eq!((row.note.as_str(), row.photo_count), ("A third is bruised", 1), "the same twice is one");
        // What shows what came proves the expense too.
        assert_eq!(world.expense(purchase).await.proof_count, 1);
        world.find::<files::rows::File>((world.community, file)).await;
        let by_sales = world.sent(world.by_sales()).await;
        let photos = vec![NewFile { id: world.id(), sha256: "2".repeat(64), ..photo }];
        let of_sales = photos[0].id;
        let input = CountDelivery { photos, ..world.counting(by_sales, 24_000, true) };
        world.count_with(world.moderator, input).await.unwrap();
        world.find::<files::rows::File>((world.community, of_sales)).await;
    }

    /// Counted in parts and closed without a picture: those of all deliveries prove the expense, each once.
    async fn pictures_of_all_deliveries_prove_the_expense(world: World) {
        let purchase = world.sent(world.bought()).await;
        let photo = |sha: &str| NewFile {
            id: world.id(),
            sha256: sha.repeat(64),
            size_bytes: 1,
            media_type: "image/png".to_owned(),
            name: "slip.png".to_owned(),
        };
        for photos in [vec![photo("1"), photo("2")], vec![photo("2"), photo("3")], vec![]] {
            let input = CountDelivery { photos, ..world.counting(purchase, 6_000, false) };
            world.count_with(world.moderator, input).await.unwrap();
        }
        world.count(world.moderator, purchase, 0, true).await.unwrap();
        assert_eq!(world.expense(purchase).await.proof_count, 3);
        world.assert_whole().await;
        // The same when it could not be entered at first, and was later.
        let purchase = world.sent(world.bought()).await;
        let input = CountDelivery { photos: vec![photo("4")], ..world.counting(purchase, 6_000, false) };
        world.count_with(world.moderator, input).await.unwrap();
        let input = CountDelivery { photos: vec![photo("5")], ..world.counting(purchase, 6_000, true) };
        world.count_with(world.moderator, input).await.unwrap();
        assert_eq!(world.expense(purchase).await.proof_count, 2);
        world.assert_whole().await;
    }

    /// Nothing came at all: closed with nothing owed.
    async fn nothing_came(world: World) {
        let purchase = world.sent(world.bought()).await;
        assert_eq!(world.count(world.moderator, purchase, 0, true).await, Ok(PurchaseState::Closed));
        let row = world.purchase(purchase).await;
        assert_eq!((row.billed_minor, row.expense_id, row.delivery_count), (0, None, 0));
        world.assert_whole().await;
    }

    /// The mandate is over when it comes: the goods are there all the same, and the order says what is missing.
    async fn what_cannot_be_entered_says_why_and_can_be_later(world: World) {
        let purchase = world.sent(world.bought()).await;
        world.clock.advance(crate::world::DAY * 31);
        world.count(world.moderator, purchase, 24_000, true).await.unwrap();
        let row = world.purchase(purchase).await;
        assert_eq!((row.state, row.expense_id), (PurchaseState::Closed, None));
        assert_eq!(row.not_billed.as_deref(), Some("mandate_ended"));
        assert_eq!(world.bill(world.moderator, purchase).await.map(drop), Err(PurchaseRefused::NotBilled));
        assert_eq!(world.credit(world.steward, purchase, 100, "bad").await, Err(PurchaseRefused::NotBilled));
        world.assert_whole().await;
    }

    async fn what_bill_and_credit_refuse(world: World) {
        let by_sales = world.sent(world.by_sales()).await;
        world.count(world.moderator, by_sales, 24_000, true).await.unwrap();
        assert_eq!(world.bill(world.moderator, by_sales).await.map(drop), Err(PurchaseRefused::PaidBySales));
        assert_eq!(world.credit(world.steward, by_sales, 1, "bad").await, Err(PurchaseRefused::PaidBySales));
        let open = world.sent(world.bought()).await;
        assert_eq!(world.bill(world.moderator, open).await.map(drop), Err(PurchaseRefused::WrongState));
        let purchase = world.sent(world.bought()).await;
        world.count(world.moderator, purchase, 24_000, true).await.unwrap();
        assert_eq!(world.bill(world.moderator, purchase).await.map(drop), Err(PurchaseRefused::AlreadyBilled));
        assert_eq!(world.credit(world.steward, purchase, 1, "bad").await, Err(PurchaseRefused::NotBilled));
        world.approve(world.treasurer, purchase).await.unwrap();
        for (by, minor, reason, why) in [
            (world.moderator, 1, "bad", PurchaseRefused::NotAllowed),
            (world.steward, 0, "bad", PurchaseRefused::SumNotPositive),
            (world.steward, 8_401, "bad", PurchaseRefused::MoreThanBilled),
            (world.steward, 1, " ", PurchaseRefused::ReasonMissing),
        ] {
            assert_eq!(world.credit(by, purchase, minor, reason).await, Err(why));
        }
        world.credit(world.steward, purchase, 8_000, "frost").await.unwrap();
        assert_eq!(world.credit(world.steward, purchase, 401, "frost").await, Err(PurchaseRefused::MoreThanBilled));
        assert_eq!(world.due(world.chen).await, (400, 0, 0));
        world.assert_whole().await;
    }

    /// What was paid already has to come back: it is kept from what is owed next.
    async fn a_credit_after_payment_is_a_debt(world: World) {
        let purchase = world.owed_for(world.bought()).await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap();
        world.consent(world.steward, run).await.unwrap();
        world.credit(world.treasurer, purchase, 900, "rotten inside").await.unwrap();
        assert_eq!(world.due(world.chen).await, (0, 0, 900));
        world.owed_for(world.bought()).await;
        let refused = world.propose(world.treasurer, vec![world.pay(world.supplier, 7_501)]).await;
        assert_eq!(refused, Err(supply::RunRefused::MoreThanDue));
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 7_500)]).await.unwrap();
        world.consent(world.steward, run).await.unwrap();
        assert_eq!(world.due(world.chen).await, (0, 0, 0));
        world.assert_whole().await;
    }

    /// What is on the shelf after a delivery can be bought, and its sale is payable.
    async fn what_came_is_sold_and_settled(world: World) {
        let purchase = world.sent(world.by_sales()).await;
        world.count(world.moderator, purchase, 24_000, true).await.unwrap();
        assert_eq!(world.due(world.chen).await, (0, 0, 0), "nothing is owed before it is sold");
        world.sell(jin(10).milli).await;
        assert_eq!(world.due(world.chen).await, (0, 3_800, 0));
        world.assert_whole().await;
    }
}
