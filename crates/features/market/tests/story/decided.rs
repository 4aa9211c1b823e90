//! Splits that members decided.

use crate::world::{AID, CNY, GENERAL, World};
use ledger::AccountKey;
use market::offer::OfferRefused::{self, *};
use market::offer::OfferState;
use market::ops::{self, EditOffer};
use market::order::OrderRefused;
use market::rows::{Offer, OfferSplit};
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, SplitBehind};

const DECISION: &str = "prp_01k00000000000000000000000";

async fn decide(
    world: &World,
    offer: kernel::Id<market::rows::Offer>,
    words: String,
) -> Result<i64, OfferRefused> {
    world.act(move |tx, when| market::set_split_by_decision(tx, offer, &words, DECISION, when)).await
}

async fn edit(
    world: &World,
    by: Actor,
    offer: kernel::Id<market::rows::Offer>,
    split: Option<Split>,
) -> Result<(), OfferRefused> {
    let edit = EditOffer {
        offer,
        title: "Apples".to_owned(),
        story: "Of this year.".to_owned(),
        audience: market::offer::Audience::Members,
        limit: None,
        variants: Vec::new(),
        new_variants: Vec::new(),
        split,
        key: None,
    };
    world.act(move |tx, when| ops::edit_offer(tx, by, &edit, when)).await.map(|_| ())
}

/// Apples at ten yuan, divided so.
async fn make(world: &World, by: Actor, words: &str) -> kernel::Id<market::rows::Offer> {
    let (id, split) = (world.id(), Split::parse(words).unwrap());
    let variant = ops::NewVariant {
        title: String::new(),
        unit: "kg".to_owned(),
        price: kernel::Price::from_e4(100_000),
        step: kernel::Quantity::ONE,
        stock: None,
    };
    let input = ops::CreateOffer {
        id,
        title: "Apples".to_owned(),
        story: String::new(),
        audience: market::offer::Audience::Members,
        limit: None,
        variants: vec![variant],
        split,
        key: None,
    };
    world.act(move |tx, when| ops::create_offer(tx, by, &input, when)).await.unwrap()
}

async fn put_up(
    world: &World,
    by: Actor,
    offer: kernel::Id<market::rows::Offer>,
) -> Result<OfferState, OfferRefused> {
    let done = world.act(move |tx, when| ops::publish_offer(tx, by, offer, when)).await;
    done.map(|offer| offer.state)
}

async fn take_off(world: &World, by: Actor, offer: kernel::Id<market::rows::Offer>) {
    let input = ops::WithdrawOffer { offer, reason: "later".to_owned(), key: None };
    world.act(move |tx, when| ops::withdraw_offer(tx, by, &input, when)).await.unwrap();
}

async fn by_decision_only(world: &World, only: bool) {
    world.act(move |tx, _| community::set_by_decision_only(tx, only)).await.unwrap();
}

testkit::both_engines! {
    /// What is ordered after the decision is divided by it, what was ordered before is not; each order names which.
    async fn the_next_order_is_divided_as_decided(world: World) {
        let (apples, buyer) = (world.offer("10", None, None).await, world.member("Dai").await);
        let before = world.paid(buyer, &[(apples, 1_000)]).await;
        let words = format!("fund:1 1000bp, rest {}", world.supplier);
        assert_eq!(decide(&world, apples, words).await, Ok(2));
        let after = world.paid(buyer, &[(apples, 1_000)]).await;
        world.finish(buyer, before).await;
        assert_eq!((world.sales(1).await, world.sales(2).await), (50, 30));
        world.finish(buyer, after).await;
        assert_eq!((world.sales(1).await, world.sales(2).await), (150, 30));
        assert_eq!(world.balance(AccountKey::payable(world.supplier, CNY)).await, 920 + 900);
        let behind = async |order| -> Vec<SplitBehind> {
            let community = world.community;
            world.db.read(move |reader| market::splits_behind(reader, community, order)).await.unwrap()
        };
        let told = |behind: &[SplitBehind]| behind.iter().map(|one| (one.version, one.decision.clone())).collect::<Vec<_>>();
        assert_eq!(told(&behind(before).await), [(1, None)]);
        assert_eq!(told(&behind(after).await), [(2, Some(DECISION.to_owned()))]);
        let row = world.find::<OfferSplit>((world.community, apples, 2)).await;
        assert_eq!((row.made_by, row.decision.as_deref()), (None, Some(DECISION)));
        world.assert_whole().await;
    }

    /// The rules of a split hold for decisions too; nothing of one that is refused stays.
    async fn a_decided_split_has_to_stand(world: World) {
        let apples = world.offer("10", None, None).await;
        let rest = world.supplier;
        for (offer, words, why) in [
            (world.id(), format!("rest {rest}"), NoSuchOffer),
            (apples, "all to me".to_owned(), SplitMalformed),
            (apples, format!("fund:9 500bp, rest {rest}"), SplitPartyUnknown),
            (apples, format!("rest {}", world.id::<market::ids::Member>()), SplitPartyUnknown),
            (apples, format!("fund:1 9000bp, fund:2 1001bp, rest {rest}"), SplitMoreThanWhole),
            (apples, format!("fund:1 501/line, rest {rest}"), SplitAbovePrice),
        ] {
            assert_eq!(decide(&world, offer, words.clone()).await, Err(why), "{words}");
        }
        assert_eq!(decide(&world, apples, format!("rest {rest}")).await, Ok(2));
    }

    /// Where splits change by decision only, everything else of an offer can still be told anew.
    async fn splits_change_by_decision_only(world: World) {
        let (apples, steward) = (world.offer("10", None, None).await, Actor::Member(world.steward));
        world.act(|tx, _| community::set_by_decision_only(tx, true)).await.unwrap();
        let other = Split {
            parts: vec![SplitPart { to: GENERAL, take: Take::BasisPoints(600) }, SplitPart { to: AID, take: Take::BasisPoints(300) }],
            rest: Party::Member(world.supplier),
        };
        assert_eq!(edit(&world, steward, apples, Some(other.clone())).await, Err(SplitByDecisionOnly));
        assert_eq!(edit(&world, steward, apples, Some(world.split())).await, Ok(()), "the same split");
        assert_eq!(edit(&world, steward, apples, None).await, Ok(()));
        assert_eq!(decide(&world, apples, other.to_string()).await, Ok(2));
        world.act(|tx, _| community::set_by_decision_only(tx, false)).await.unwrap();
        assert_eq!(edit(&world, steward, apples, Some(world.split())).await, Ok(()));
    }

    /// Where splits change by decision only, no offer is sold under one that nobody decided: whoever makes it, and
    /// whatever it was before.
    async fn a_new_offer_is_no_way_round_a_decision(world: World) {
        let (steward, seller) = (Actor::Member(world.steward), Actor::Member(world.supplier));
        let (decided, other) =
            (format!("fund:1 1000bp, rest {}", world.supplier), format!("fund:1 100bp, rest {}", world.supplier));
        // Made, or given another split, while anybody could: none of it was ever up for sale like this.
        let proposed_before = make(&world, seller, &other).await;
        let declined_before = make(&world, seller, &other).await;
        take_off(&world, steward, declined_before).await;
        let changed_in_store = make(&world, steward, &decided).await;
        take_off(&world, steward, changed_in_store).await;
        edit(&world, steward, changed_in_store, Some(Split::parse(&other).unwrap())).await.unwrap();
        let sold_before = make(&world, steward, &other).await;
        by_decision_only(&world, true).await;
        let made = make(&world, steward, &other).await;
        let imported = make(&world, Actor::System, "rest fund:1").await;
        let own = make(&world, seller, &other).await;
        let declined = make(&world, steward, &other).await;
        take_off(&world, steward, declined).await;
        for offer in [proposed_before, declined_before, changed_in_store, made, imported, own, declined] {
            let row = world.find::<Offer>((world.community, offer)).await;
            assert!(row.split_waits && row.state != OfferState::Published);
            assert_eq!(put_up(&world, steward, offer).await, Err(SplitWaits));
            assert_eq!(put_up(&world, Actor::System, offer).await, Err(SplitWaits));
        }
        let order = world.place(world.member("Dai").await, &[(made, 1_000)], ops::Pay::Later).await;
        assert_eq!(order.unwrap_err().why, OrderRefused::NotForSale);
        // What was sold like this before goes on, on and off the shelf.
        take_off(&world, seller, sold_before).await;
        assert_eq!(put_up(&world, seller, sold_before).await, Ok(OfferState::Published));
        // Nor does a split that was only sold under become one that was decided.
        let again = make(&world, steward, &other).await;
        assert_eq!(put_up(&world, steward, again).await, Err(SplitWaits));
        // The decision of one is good for others: at once, and for those that wait.
        assert_eq!(decide(&world, made, decided.clone()).await, Ok(2));
        assert_eq!(put_up(&world, steward, made).await, Ok(OfferState::Published));
        let like_it = make(&world, steward, &decided).await;
        assert_eq!(world.find::<Offer>((world.community, like_it)).await.state, OfferState::Published);
        let proposed = make(&world, seller, &decided).await;
        assert_eq!(put_up(&world, steward, proposed).await, Ok(OfferState::Published));
        // Until members decide otherwise.
        assert_eq!(decide(&world, made, format!("rest {}", world.supplier)).await, Ok(3));
        let late = make(&world, steward, &decided).await;
        assert_eq!(put_up(&world, steward, late).await, Err(SplitWaits));
        by_decision_only(&world, false).await;
        assert_eq!(put_up(&world, steward, late).await, Ok(OfferState::Published));
    }

    /// Two yuan a kilogram of apples at ten is no decision on a table at a thousand.
    async fn a_decision_on_fixed_sums_is_one_on_that_offer(world: World) {
        let steward = Actor::Member(world.steward);
        let fixed = format!("fund:1 200/unit, rest {}", world.supplier);
        by_decision_only(&world, true).await;
        let apples = make(&world, steward, &fixed).await;
        assert_eq!(decide(&world, apples, fixed.clone()).await, Ok(2));
        assert_eq!(put_up(&world, steward, apples).await, Ok(OfferState::Published));
        let other = make(&world, steward, &fixed).await;
        assert_eq!(put_up(&world, steward, other).await, Err(SplitWaits));
    }
}
