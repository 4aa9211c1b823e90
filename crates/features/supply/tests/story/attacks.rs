//! What a supplier who means ill would try.

use crate::world::{World, jin};
use kernel::Price;
use supply::PurchaseRefused;
use supply::ops::{self, CountDelivery};
use supply::purchase::PurchaseState;

testkit::both_engines! {
    /// Another supplier answers for nobody else, and counts, closes and credits nothing.
    async fn another_supplier_has_no_say(world: World) {
        let eve = world.member("Eve").await;
        world.create(world.steward, Some(eve)).await.unwrap();
        let purchase = world.sent(world.bought()).await;
        assert_eq!(world.reply(eve, purchase, true, "").await, Err(PurchaseRefused::NotTheSupplier));
        assert_eq!(world.count(eve, purchase, 24_000, true).await, Err(PurchaseRefused::NotAllowed));
        assert_eq!(world.close(eve, purchase).await.map(drop), Err(PurchaseRefused::NotAllowed));
        assert_eq!(world.set_bank(eve, world.supplier, "62226666").await, Err(supply::SupplierRefused::NotAllowed));
        assert_eq!(world.purchase(purchase).await.state, PurchaseState::Sent);
    }

    /// The offer's price goes up after the order: what was agreed on is owed.
    async fn a_price_is_the_one_that_was_agreed_on(world: World) {
        let purchase = world.sent(world.bought()).await;
        let dear = world.offer;
        let edit = market::ops::EditOffer {
            offer: dear,
            title: "Apples".to_owned(),
            story: String::new(),
            audience: market::offer::Audience::Everyone,
            limit: None,
            variants: vec![market::ops::VariantEdit {
                number: 1,
                title: String::new(),
                unit: "jin".to_owned(),
                price: Price::parse("400").unwrap(),
                withdrawn: false,
            }],
            new_variants: Vec::new(),
            split: None,
            key: None,
        };
        let chen = market::Actor::Member(world.chen);
        let own = edit.clone();
        let own = world.act(move |tx, now| market::ops::edit_offer(tx, chen, &own, market::When::from(now))).await;
        assert!(own.is_err(), "no seller raises the own price");
        let steward = market::Actor::Member(world.steward);
        world.act(move |tx, now| market::ops::edit_offer(tx, steward, &edit, market::When::from(now))).await.unwrap();
        world.reply(world.chen, purchase, true, "").await.unwrap();
        world.count(world.moderator, purchase, jin(24).milli, true).await.unwrap();
        assert_eq!(world.purchase(purchase).await.billed_minor, 8_400);
    }

    /// Both halves of a delivery are counted at the same moment by two phones: never more than was ordered.
    async fn two_phones_count_no_more_than_was_ordered(world: World) {
        let purchase = world.sent(world.bought()).await;
        let world = std::sync::Arc::new(world);
        let mut tasks = Vec::new();
        for n in 0..4 {
            let world = world.clone();
            tasks.push(tokio::spawn(async move {
                let db = if n % 2 == 0 { &world.db } else { &world.other };
                let (by, now) = (world.moderator, world.now());
                let input: CountDelivery = world.counting(purchase, 12_000, false);
                testkit::answer(db.transact(world.community, move |tx| ops::count_delivery(tx, by, &input, now)).await)
            }));
        }
        let mut counted = 0;
        for task in tasks {
            counted += i64::from(task.await.unwrap().is_ok());
        }
        assert_eq!((counted, world.on_the_shelf().await), (2, 24_000));
        world.assert_whole().await;
    }
}
