//! Putting things up for sale, and what is turned away.

use crate::world::{GENERAL, World};
use kernel::{Price, Quantity};
use market::Actor;
use market::offer::OfferRefused::{self, *};
use market::ops::{self, CreateOffer};
use market::split::{Party, Split, SplitPart, Take};

async fn create(world: &World, by: Actor, new: CreateOffer) -> Result<(), OfferRefused> {
    world.act(move |tx, when| ops::create_offer(tx, by, &new, when)).await.map(|_| ())
}

async fn restock(
    world: &World,
    offer: kernel::Id<market::rows::Offer>,
    variant: i64,
    milli: i64,
) -> Result<i64, OfferRefused> {
    let (steward, quantity) = (Actor::Member(world.steward), Quantity::from_milli(milli));
    let input = ops::Restock { offer, variant, quantity, key: None };
    world.act(move |tx, when| ops::restock(tx, steward, &input, when)).await
}

testkit::both_engines! {
    /// One thing wrong at a time; nothing of it stays.
    async fn offers_that_cannot_be(world: World) {
        type Spoil = fn(&mut CreateOffer);
        let wrong: [(OfferRefused, Spoil); 17] = [
            (TitleMissing, |new| new.title = " ".into()),
            (TitleTooLong, |new| new.title = "好".repeat(121)),
            (StoryTooLong, |new| new.story = "x".repeat(20_001)),
            (UnitMissing, |new| new.variants[0].unit = String::new()),
            (UnitTooLong, |new| new.variants[0].unit = "x".repeat(25)),
            (NoVariants, |new| new.variants.clear()),
            (TooManyVariants, |new| new.variants = vec![new.variants[0].clone(); 61]),
            (PriceNegative, |new| new.variants[0].price = Price::from_e4(-1)),
            (PriceTooLarge, |new| new.variants[0].price = Price::from_e4(1_000_000_000_001)),
            (StepNotPositive, |new| new.variants[0].step = Quantity::from_milli(0)),
            (QuantityOffStep, |new| new.variants[0].stock = Some(Quantity::from_milli(501))),
            (QuantityNotPositive, |new| new.variants[0].stock = Some(Quantity::from_milli(-500))),
            (LimitNotPositive, |new| new.limit = Some(Quantity::from_milli(0))),
            (SplitPartyUnknown, |new| new.split.rest = Party::Fund(3)),
            (SplitPartyTwice, |new| new.split.rest = GENERAL),
            (SplitMoreThanWhole, |new| new.split.parts[0].take = Take::BasisPoints(9_701)),
            // Half a jin costs 500.
            (SplitAbovePrice, |new| new.split.parts = vec![SplitPart { to: GENERAL, take: Take::PerLine(501) }]),
        ];
        let steward = Actor::Member(world.steward);
        for (why, spoil) in wrong {
            let mut new = world.new_offer("10", Some(1), None);
            spoil(&mut new);
            assert_eq!(create(&world, steward, new).await, Err(why));
        }
        for (by, why) in [(world.treasurer, NotYourGoods), (world.id(), NotAMember)] {
            assert_eq!(create(&world, Actor::Member(by), world.new_offer("10", None, None)).await, Err(why));
        }
        let mut whole = world.new_offer("10", None, None);
        whole.split.parts = vec![SplitPart { to: GENERAL, take: Take::PerLine(500) }];
        assert_eq!(create(&world, steward, whole).await, Ok(()));
        let mut all = world.new_offer("10", None, None);
        all.split = Split::all_to(GENERAL);
        assert_eq!(create(&world, steward, all).await, Ok(()));
    }

    /// In and out by whole steps, never below what is there.
    async fn stock_comes_in_and_is_counted_out(world: World) {
        let apples = world.offer("10", Some(2), None).await;
        assert_eq!(restock(&world, apples, 1, 1_500).await, Ok(3_500));
        assert_eq!(restock(&world, apples, 1, -3_500).await, Ok(0));
        assert_eq!(restock(&world, apples, 1, -500).await, Err(StockTooSmall));
        assert_eq!(restock(&world, apples, 1, 0).await, Err(QuantityNotPositive));
        assert_eq!(restock(&world, apples, 1, 250).await, Err(QuantityOffStep));
        assert_eq!(restock(&world, apples, 1, i64::MAX / 500 * 500).await, Err(QuantityTooLarge));
        assert_eq!(restock(&world, apples, 2, 500).await, Err(NoSuchVariant));
        assert_eq!(restock(&world, world.id(), 1, 500).await, Err(NoSuchOffer));
        let endless = world.offer("10", None, None).await;
        assert_eq!(restock(&world, endless, 1, 500).await, Err(StockUnlimited));
        world.assert_whole().await;
    }

    /// Off the market with a reason, and back.
    async fn an_offer_is_withdrawn_and_published_again(world: World) {
        let (apples, steward) = (world.offer("10", None, None).await, Actor::Member(world.steward));
        let withdraw = async |reason: &str| {
            let key = store::IdempotencyKey::of(world.steward.as_str(), reason, "withdraw_offer", &reason).unwrap();
            let input = ops::WithdrawOffer { offer: apples, reason: reason.to_owned(), key: Some(key) };
            world.act(move |tx, when| ops::withdraw_offer(tx, steward, &input, when)).await
        };
        assert_eq!(withdraw(" ").await, Err(ReasonMissing));
        assert_eq!(withdraw("season").await, Ok(apples));
        assert_eq!(withdraw("season").await, Ok(apples), "a second click");
        assert_eq!(withdraw("again").await, Err(AlreadyWithdrawn));
        let back = world.act(move |tx, when| ops::publish_offer(tx, steward, apples, when)).await.unwrap();
        assert_eq!((back.state, back.reason), (market::offer::OfferState::Published, None));
        let dan = world.member("Dan").await;
        assert!(world.place(dan, &[(apples, 500)], ops::Pay::Later).await.is_ok());
    }

    /// What else people call it: said by who tends it, whole or one name more, and bounded.
    async fn an_offer_has_other_names(world: World) {
        let (apples, steward) = (world.offer("10", None, None).await, Actor::Member(world.steward));
        let call = async |by: Actor, names: &str, besides: bool| {
            let names = names.to_owned();
            world.act(move |tx, when| match besides {
                true => ops::call_offer_besides(tx, by, apples, &names, when),
                false => ops::call_offer(tx, by, apples, &names, when),
            }).await
        };
        let called = async || world.find::<market::rows::Offer>((world.community, apples)).await.also_called;
        assert_eq!(called().await, "");
        call(steward, "冰糖心，阿克苏、 冰糖心", false).await.unwrap();
        assert_eq!(called().await, "冰糖心, 阿克苏");
        for more in ["红苹果", "红苹果", "冰糖心"] {
            call(steward, more, true).await.unwrap();
        }
        let title = world.find::<market::rows::Offer>((world.community, apples)).await.title;
        call(steward, &title, true).await.unwrap();
        assert_eq!(called().await, "冰糖心, 阿克苏, 红苹果");
        let dan = Actor::Member(world.member("Dan").await);
        assert_eq!(call(dan, "贵苹果", true).await, Err(NotAllowed));
        assert_eq!(call(steward, &"长".repeat(301), false).await, Err(NamesTooLong));
        assert_eq!(call(steward, &"长".repeat(290), true).await, Err(NamesTooLong));
        let nowhere = world.id();
        let unknown = world.act(move |tx, when| ops::call_offer(tx, steward, nowhere, "x", when)).await;
        assert_eq!(unknown, Err(NoSuchOffer));
        let community = world.community;
        let seen = world.db.read(move |reader| market::on_sale(reader, community, 9)).await.unwrap();
        assert_eq!(seen[0].also_called, ["冰糖心", "阿克苏", "红苹果"]);
        call(steward, "", false).await.unwrap();
        assert_eq!(called().await, "");
    }

    /// A double click on `save` adds a new variant once; the same key for something else is refused.
    async fn an_edit_asked_for_twice_is_done_once(world: World) {
        let (apples, steward) = (world.offer("10", None, None).await, Actor::Member(world.steward));
        let by = world.steward;
        let save = async |title: &'static str| {
            let edit = ops::EditOffer {
                offer: apples,
                title: title.to_owned(),
                story: String::new(),
                audience: market::offer::Audience::Everyone,
                limit: None,
                variants: Vec::new(),
                new_variants: world.new_offer("12", None, None).variants,
                split: None,
                key: Some(store::IdempotencyKey::of(by.as_str(), "save", "edit_offer", &title).unwrap()),
            };
            world.act(move |tx, when| ops::edit_offer(tx, steward, &edit, when)).await
        };
        assert_eq!(save("Pears").await, Ok(apples));
        assert_eq!(save("Pears").await, Ok(apples));
        assert_eq!(save("Plums").await, Err(KeyReused));
        let offer = world.find::<market::rows::Offer>((world.community, apples)).await;
        assert_eq!((offer.variant_count, offer.title.as_str()), (2, "Pears"));
    }
}
