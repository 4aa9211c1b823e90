//! What a seller does with the own goods, without any power.

use crate::world::{GENERAL, World};
use kernel::{Id, Quantity};
use market::Actor;
use market::ids::Member;
use market::offer::{OfferRefused, OfferState};
use market::ops;
use market::order::{OrderRefused, State};
use market::rows::{Offer, OfferVariant, Order};
use market::split::{Party, Split, SplitPart, Take};

async fn restock(world: &World, by: Id<Member>, offer: Id<Offer>) -> Result<i64, OfferRefused> {
    let input = ops::Restock { offer, variant: 1, quantity: Quantity::from_milli(1_000), key: None };
    world.act(move |tx, when| ops::restock(tx, Actor::Member(by), &input, when)).await
}

async fn withdraw(world: &World, by: Id<Member>, offer: Id<Offer>) -> Result<OfferState, OfferRefused> {
    let input = ops::WithdrawOffer { offer, reason: "frost".to_owned(), key: None };
    world.act(move |tx, when| ops::withdraw_offer(tx, Actor::Member(by), &input, when)).await?;
    Ok(world.find::<Offer>((world.community, offer)).await.state)
}

async fn put_back(world: &World, by: Id<Member>, offer: Id<Offer>) -> Result<OfferState, OfferRefused> {
    let done = world.act(move |tx, when| ops::publish_offer(tx, Actor::Member(by), offer, when)).await;
    done.map(|offer| offer.state)
}

async fn retell(world: &World, by: Id<Member>, offer: Id<Offer>, title: &str) -> Result<Offer, OfferRefused> {
    let input = ops::RetellOffer { offer, title: title.to_owned(), story: "By hand.".to_owned() };
    world.act(move |tx, when| ops::retell_offer(tx, Actor::Member(by), &input, when)).await
}

async fn hand_over(world: &World, by: Id<Member>, order: Id<Order>) -> Result<State, OrderRefused> {
    let input = ops::FulfilOrder { order, wait_for_acceptance: true };
    let done = world.act(move |tx, when| ops::fulfil_order(tx, Actor::Member(by), &input, when)).await;
    done.map(|order| order.state)
}

testkit::both_engines! {
    /// Stock, shelf and story of the own goods; nobody else's, and never the price.
    async fn a_seller_keeps_the_own_shelf(world: World) {
        let (seller, dan) = (world.supplier, world.member("Dan").await);
        let apples = world.offer("10", Some(2), None).await;
        assert_eq!(restock(&world, seller, apples).await, Ok(3_000));
        assert_eq!(retell(&world, seller, apples, " Red apples ").await.unwrap().title, "Red apples");
        assert_eq!(retell(&world, seller, apples, " ").await.unwrap_err(), OfferRefused::TitleMissing);
        let price = world.find::<OfferVariant>((world.community, apples, 1)).await.price_e4;
        assert_eq!(price, kernel::Price::from_e4(100_000));
        assert_eq!(withdraw(&world, seller, apples).await, Ok(OfferState::Withdrawn));
        assert_eq!(put_back(&world, seller, apples).await, Ok(OfferState::Published));
        for (by, why) in [(dan, OfferRefused::NotAllowed), (world.id(), OfferRefused::NotAMember)] {
            assert_eq!(restock(&world, by, apples).await, Err(why));
            assert_eq!(withdraw(&world, by, apples).await, Err(why));
            assert_eq!(put_back(&world, by, apples).await, Err(why));
            assert_eq!(retell(&world, by, apples, "Mine").await.unwrap_err(), why);
        }
        assert_eq!(retell(&world, seller, world.id(), "Nothing").await.unwrap_err(), OfferRefused::NoSuchOffer);
    }

    /// What a steward took off the market, only a steward puts up again.
    async fn a_steward_s_word_stands(world: World) {
        let apples = world.offer("10", Some(2), None).await;
        withdraw(&world, world.steward, apples).await.unwrap();
        assert_eq!(put_back(&world, world.supplier, apples).await, Err(OfferRefused::WithdrawnBySteward));
        assert_eq!(put_back(&world, world.steward, apples).await, Ok(OfferState::Published));
        // The seller's own withdrawal long ago does not count for the steward's of today.
        withdraw(&world, world.supplier, apples).await.unwrap();
        put_back(&world, world.steward, apples).await.unwrap();
        withdraw(&world, world.steward, apples).await.unwrap();
        assert_eq!(put_back(&world, world.supplier, apples).await, Err(OfferRefused::WithdrawnBySteward));
        // Nor is a seller who took it off first quicker than a steward who has a reason too; once is enough of each.
        put_back(&world, world.steward, apples).await.unwrap();
        withdraw(&world, world.supplier, apples).await.unwrap();
        assert_eq!(withdraw(&world, world.supplier, apples).await, Err(OfferRefused::AlreadyWithdrawn));
        assert_eq!(withdraw(&world, world.steward, apples).await, Ok(OfferState::Withdrawn));
        assert_eq!(withdraw(&world, world.steward, apples).await, Err(OfferRefused::AlreadyWithdrawn));
        assert_eq!(put_back(&world, world.supplier, apples).await, Err(OfferRefused::WithdrawnBySteward));
    }

    /// A seller is who gets the rest, now: not who gets a share, and not who was it before.
    async fn the_rest_makes_the_seller(world: World) {
        let (before, after) = (world.supplier, world.member("Eve").await);
        let apples = world.offer("10", Some(9), None).await;
        let sold_before = world.paid(after, &[(apples, 1_000)]).await;
        let parts = vec![SplitPart { to: Party::Member(before), take: Take::BasisPoints(500) }];
        let edit = ops::EditOffer {
            offer: apples,
            title: "Apples".into(),
            story: String::new(),
            audience: market::offer::Audience::Everyone,
            limit: None,
            variants: Vec::new(),
            new_variants: Vec::new(),
            split: Some(Split { parts, rest: Party::Member(after) }),
            key: None,
        };
        let steward = Actor::Member(world.steward);
        world.act(move |tx, when| ops::edit_offer(tx, steward, &edit, when)).await.unwrap();
        assert_eq!(restock(&world, before, apples).await, Err(OfferRefused::NotAllowed));
        assert!(restock(&world, after, apples).await.is_ok());
        // What was sold under the old split is still the old seller's to hand over.
        assert_eq!(hand_over(&world, after, sold_before).await, Err(OrderRefused::NotAllowed));
        assert_eq!(hand_over(&world, before, sold_before).await, Ok(State::Fulfilled));
        world.assert_whole().await;
    }

    /// An order is handed over by its seller where nothing in it is anybody else's.
    async fn a_seller_hands_over_the_own_goods_only(world: World) {
        let (seller, dan) = (world.supplier, world.member("Dan").await);
        let apples = world.offer("10", Some(9), None).await;
        let mut new = world.new_offer("5", Some(9), None);
        new.split = Split::all_to(GENERAL);
        let (pears, steward) = (new.id, Actor::Member(world.steward));
        world.act(move |tx, when| ops::create_offer(tx, steward, &new, when)).await.unwrap();
        let mixed = world.paid(dan, &[(apples, 1_000), (pears, 1_000)]).await;
        assert_eq!(hand_over(&world, seller, mixed).await, Err(OrderRefused::NotAllowed));
        let own = world.paid(dan, &[(apples, 1_000)]).await;
        assert_eq!(hand_over(&world, dan, own).await, Err(OrderRefused::NotAllowed));
        assert_eq!(hand_over(&world, world.id(), own).await, Err(OrderRefused::NotAMember));
        assert_eq!(hand_over(&world, seller, own).await, Ok(State::Fulfilled));
        assert_eq!(hand_over(&world, seller, own).await, Err(OrderRefused::WrongState));
        world.assert_whole().await;
    }

    /// A member's offer waits for a steward, who alone puts it up, whatever its seller does with it before.
    async fn a_member_proposes_the_own_goods(world: World) {
        let (seller, dan) = (world.supplier, world.member("Dan").await);
        let propose = async || {
            let new = world.new_offer("10", Some(9), None);
            world.act(move |tx, when| ops::create_offer(tx, Actor::Member(seller), &new, when)).await.unwrap()
        };
        let apples = propose().await;
        assert_eq!(world.find::<Offer>((world.community, apples)).await.state, OfferState::Proposed);
        let refused = world.place(dan, &[(apples, 1_000)], ops::Pay::Later).await.unwrap_err();
        assert_eq!(refused.why, OrderRefused::NotForSale);
        assert_eq!(put_back(&world, seller, apples).await, Err(OfferRefused::NotAllowed));
        assert_eq!(restock(&world, seller, apples).await, Ok(10_000));
        assert_eq!(put_back(&world, world.steward, apples).await, Ok(OfferState::Published));
        assert!(world.place(dan, &[(apples, 1_000)], ops::Pay::Later).await.is_ok());
        // Taken back before a steward has looked, it is not a way around the steward.
        let pears = propose().await;
        assert_eq!(withdraw(&world, seller, pears).await, Ok(OfferState::Withdrawn));
        assert_eq!(put_back(&world, seller, pears).await, Err(OfferRefused::WithdrawnBySteward));
        let plums = propose().await;
        assert_eq!(withdraw(&world, world.steward, plums).await, Ok(OfferState::Withdrawn));
        assert_eq!(put_back(&world, seller, plums).await, Err(OfferRefused::WithdrawnBySteward));
    }
}
