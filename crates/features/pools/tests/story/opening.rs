//! Who may call others to buy together, and on which terms.

use crate::world::{DAY, World};
use kernel::{Price, Quantity};
use pools::PoolRefused as No;
use pools::group_buy::{Remainder, Step};
use pools::ops::OpenGroupBuy;
use pools::pool::{Counted, PoolState};
use std::time::Duration;

type Change = fn(&mut OpenGroupBuy);

testkit::both_engines! {
    async fn terms_that_do_not_hold_open_nothing(world: World) {
        let apples = world.apples().await;
        let now = world.now();
        let wrong: &[(Change, No)] = &[
            (|input| input.title = "  ".to_owned(), No::TitleMissing),
            (|input| input.title = "字".repeat(121), No::TitleTooLong),
            (|input| input.terms = "字".repeat(20_001), No::TermsTooLong),
            (|input| input.least = 0, No::LeastNotPositive),
            (|input| input.counted = Counted::Sum, No::LeastNotPositive),
            (|input| input.least = 10_300, No::OffStep),
            (|input| input.most = Some(Quantity::from_milli(9_000)), No::LeastAboveMost),
            (|input| input.most = Some(Quantity::from_milli(0)), No::MostNotPositive),
            (|input| input.each_most = Some(Quantity::from_milli(-500)), No::EachNotPositive),
            (|input| input.case = Some(Quantity::from_milli(0)), No::CaseNotPositive),
            (|input| input.case = Some(Quantity::from_milli(4_000)), No::LeastOffCase),
            (|input| input.steps.clear(), No::NoPrice),
            (|input| input.steps.reverse(), No::LadderNotRising),
            (|input| input.steps = vec![Step { from: Quantity::from_milli(0), price: Price::from_e4(-1) }], No::PriceNotPositive),
            // Half a jin at a hundredth of a fen comes to nothing.
            (|input| input.steps = vec![Step { from: Quantity::from_milli(0), price: Price::from_e4(1) }], No::PriceNotPositive),
            (|input| input.steps = vec![Step { from: Quantity::from_milli(0), price: Price::from_e4(i64::MAX) }], No::PriceTooLarge),
            (|input| input.steps = (0..13).map(|n| Step { from: Quantity::from_milli(n * 1_000), price: Price::from_e4(90_000 - n) }).collect(), No::TooManySteps),
            (|input| input.grace = Duration::from_secs(31 * 86_400), No::GraceTooLong),
            (|input| input.variant = 2, No::NoSuchGoods),
        ];
        for (change, refused) in wrong {
            let mut input = world.new_buy(apples);
            change(&mut input);
            assert_eq!(world.open(world.steward, input).await.unwrap_err(), *refused);
        }
        for (closes_at, refused) in [(now, No::DeadlinePassed), (now.plus(DAY * 367), No::DeadlineTooFar)] {
            let input = OpenGroupBuy { closes_at, ..world.new_buy(apples) };
            assert_eq!(world.open(world.steward, input).await.unwrap_err(), refused);
        }
        let dan = world.member("Dan").await;
        assert_eq!(world.open(dan, world.new_buy(apples)).await.unwrap_err(), No::NotAllowed);
        let nobody = world.id();
        assert_eq!(world.open(nobody, world.new_buy(apples)).await.unwrap_err(), No::NotAMember);
        let opened = world.open(world.steward, world.new_buy(apples)).await.unwrap();
        assert_eq!((opened.number, opened.state), (1, PoolState::Open));
        assert_eq!(world.story(opened.pool).await, ["opened"]);
        world.assert_whole().await;
    }

    /// A fund pays for what rounds up: under the rules, by a treasurer, and not by who sells.
    async fn rounding_up_needs_the_rules_the_treasurer_and_somebody_else(world: World) {
        let apples = world.apples().await;
        let round = |world: &World| OpenGroupBuy {
            case: Some(Quantity::from_milli(12_000)),
            remainder: Remainder::RoundUp,
            ..world.new_buy(apples)
        };
        assert_eq!(world.open(world.treasurer, round(&world)).await.unwrap_err(), No::NoStanding);
        world.set_standing(20_000).await;
        assert_eq!(world.open(world.steward, round(&world)).await.unwrap().state, PoolState::Prepared);
        world.grant(world.supplier, community::role::Role::Treasurer).await;
        world.grant(world.supplier, community::role::Role::Steward).await;
        assert_eq!(world.open(world.supplier, round(&world)).await.unwrap_err(), No::OwnSupply);
        world.open(world.treasurer, round(&world)).await.unwrap();
    }

    /// Nor does who stands behind the company that supplies: the fund would refuse it at closing, and members would have read
    /// something else. Whoever comes to stand behind it later finds what the rules say then: the remainder is not ordered.
    async fn who_stands_behind_the_supplier_does_not_let_a_fund_buy(world: World) {
        let apples = world.apples().await;
        let round = |world: &World| OpenGroupBuy {
            case: Some(Quantity::from_milli(12_000)),
            remainder: Remainder::RoundUp,
            ..world.new_buy(apples)
        };
        world.set_standing(20_000).await;
        let opened = world.open(world.treasurer, round(&world)).await.unwrap().pool;
        let (company, owner) = (world.supplier, world.treasurer);
        let stands = async |before: &'static [bool], now: &'static [bool]| {
            let named = world.act(move |tx, _| -> store::Outcome<(), No> {
                let of = |yes: &[bool]| vec![owner; yes.len()];
                Ok(community::name_behind(tx, company, &of(before), &of(now))?)
            });
            named.await.unwrap();
        };
        stands(&[], &[true]).await;
        assert_eq!(world.open(world.treasurer, round(&world)).await.unwrap_err(), No::OwnSupply);
        let refusing = OpenGroupBuy { remainder: Remainder::Refuse, least: 12_000, ..round(&world) };
        world.open(world.treasurer, refusing).await.unwrap();
        let (_, part) = world.paid(opened, 13_000).await;
        world.to_the_end(opened).await;
        assert_eq!(world.commitment(part).await.captured_minor, 12_000, "one case, at what ten cost");
        let told = world.story(opened).await;
        assert!(told.contains(&"spare_refused".to_owned()), "{told:?}");
        // The register, which says so, is not part of this story.
        stands(&[true], &[]).await;
        world.assert_whole().await;
    }

    async fn a_request_twice_opens_one(world: World) {
        let apples = world.apples().await;
        let key = Some(store::IdempotencyKey::of("mem_a", "k1", "open_group_buy", &1).unwrap());
        let input = OpenGroupBuy { key, ..world.new_buy(apples) };
        let first = world.open(world.steward, input.clone()).await.unwrap();
        let again = OpenGroupBuy { id: world.id(), ..input.clone() };
        assert_eq!(world.open(world.steward, again).await.unwrap(), first);
        let other = Some(store::IdempotencyKey::of("mem_a", "k1", "open_group_buy", &2).unwrap());
        let other = OpenGroupBuy { id: world.id(), key: other, ..input };
        assert_eq!(world.open(world.steward, other).await.unwrap_err(), No::KeyReused);
    }
}
