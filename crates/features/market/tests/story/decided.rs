//! Splits that members decided.

use crate::world::{AID, CNY, GENERAL, World};
use ledger::AccountKey;
use market::offer::OfferRefused::{self, *};
use market::ops::{self, EditOffer};
use market::rows::OfferSplit;
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
}
