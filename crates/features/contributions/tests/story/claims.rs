//! A member says what they gave, others confirm it, and after some days it counts.

use crate::world::{DAY, World};
use community::role::Role;
use contributions::ContributionRefused as No;
use contributions::contribution::State::{Claimed, Confirmed, Recorded, Withdrawn};
use contributions::contribution::Step;
use contributions::ops::{self, Claim, Confirm, Given};
use contributions::rows::{Confirmation, StepRow, ValueRow};
use contributions::rules::{ContributionRules, Office};
use kernel::Quantity;
use store::{IdempotencyKey, OpError};

testkit::both_engines! {
    /// Nothing is claimed before it is agreed what it counts.
    async fn without_rules_nothing_is_claimed(world: World) {
        let input = world.claiming(World::hours("2"));
        assert_eq!(world.try_claim(world.chen, input).await, Err(No::NoRules));
    }

    /// A buyer without an account gives nothing that counts, and confirms nobody's.
    async fn who_has_no_account_claims_and_confirms_nothing(world: World) {
        world.rules(World::usual()).await;
        let new = community::NewMember { id: world.id(), person: None, display_name: "Walk-in".to_owned(), random: 77 };
        let walk_in = world.act(move |tx, now| community::placeholder_member(tx, &new, now)).await.unwrap().id;
        let input = world.claiming(World::hours("2"));
        assert_eq!(world.try_claim(walk_in, input).await, Err(No::NotAMember));
        let given = world.claim(world.chen, World::hours("2")).await;
        assert_eq!(world.confirm(walk_in, given).await.map(|_| ()), Err(No::NotAMember));
    }

    async fn claiming_is_taken_or_told_why_not(world: World) {
        world.rules(World::usual()).await;
        let claim = |given| world.claiming(given);
        let hours = || world.claiming(World::hours("2"));
        let (tomorrow, years_ago) = (world.today().plus(DAY), world.today().minus(DAY * 500));
        for (who, input, refused) in [
            (world.id(), hours(), No::NotAMember),
            (world.chen, Claim { rules_seen: Some(9), ..hours() }, No::RulesMoved),
            (world.chen, claim(Given::Rated { rate: 3, quantity: Quantity::ONE }), No::NoSuchRate),
            (world.chen, claim(Given::Rated { rate: 0, quantity: Quantity::ONE }), No::NoSuchRate),
            (world.chen, claim(World::hours("0")), No::QuantityUnfit),
            (world.chen, claim(World::hours("100001")), No::QuantityUnfit),
            (world.chen, claim(Given::Cost { amount_minor: 0 }), No::AmountUnfit),
            (world.chen, claim(Given::Cost { amount_minor: i64::MAX }), No::SumTooLarge),
            (world.chen, Claim { paid_minor: -1, ..hours() }, No::AmountUnfit),
            (world.chen, Claim { paid_minor: 6_000, ..hours() }, No::PaidInFull),
            (world.chen, Claim { fund: 9, ..hours() }, No::NoSuchFund),
            (world.chen, Claim { what: " ".into(), ..hours() }, No::WhatMissing),
            (world.chen, Claim { what: "字".repeat(2_001), ..hours() }, No::WhatTooLong),
            (world.chen, Claim { done_on: tomorrow, ..hours() }, No::DoneInFuture),
            (world.chen, Claim { done_on: years_ago, ..hours() }, No::DoneLongAgo),
        ] {
            assert_eq!(world.try_claim(who, input).await, Err(refused));
        }
        let id = world.try_claim(world.eve, Claim { rules_seen: Some(1), paid_minor: 1_000, ..hours() }).await.unwrap();
        let row = world.contribution(id).await;
        assert_eq!((row.number, row.state, row.market_minor, row.value), (1, Claimed, 6_000, 5_000), "Eve, on probation, gives too");
        world.assert_whole().await;
    }

    /// Two others, a week, and it counts: once.
    async fn confirmed_by_two_and_undisputed_it_counts(world: World) {
        world.rules(World::usual()).await;
        let id = world.claim(world.chen, World::hours("2.5")).await;
        assert_eq!(world.confirm(world.chen, id).await.map(|_| ()), Err(No::OwnContribution));
        assert_eq!(world.confirm(world.eve, id).await.map(|_| ()), Err(No::OnProbation));
        assert_eq!(world.confirm(world.id(), id).await.map(|_| ()), Err(No::NotAMember));
        assert_eq!(world.confirm(world.dan, world.id()).await.map(|_| ()), Err(No::NoSuchContribution));
        assert_eq!(world.confirm(world.dan, id).await.unwrap().state, Claimed);
        assert_eq!(world.confirm(world.dan, id).await.map(|_| ()), Err(No::ConfirmedAlready));
        assert_eq!(world.confirm(world.steward, id).await.unwrap().state, Confirmed);
        assert_eq!(world.confirm(world.fay, id).await.map(|_| ()), Err(No::WrongState));
        assert_eq!(world.values().await, []);
        world.clock.advance(DAY * 7 - std::time::Duration::from_secs(1));
        world.run_jobs().await;
        assert_eq!(world.contribution(id).await.state, Confirmed);
        world.clock.advance(DAY);
        world.run_jobs().await;
        assert_eq!(world.contribution(id).await.state, Recorded);
        assert_eq!(world.values().await, [(world.chen, 7_500)]);
        world.act(move |tx, now| ops::record_due(tx, id, now)).await.unwrap();
        assert_eq!(world.values().await, [(world.chen, 7_500)], "once");
        assert_eq!(world.withdraw(world.chen, id).await.map(|_| ()), Err(No::WrongState));
        let mut way = Vec::new();
        for number in 1..=world.contribution(id).await.step_count {
            let step = world.find::<StepRow>((world.community, id, number)).await.unwrap();
            way.push((step.step, step.by_member));
        }
        let (chen, dan, steward) = (Some(world.chen), Some(world.dan), Some(world.steward));
        assert_eq!(
            way,
            [(Step::Claimed, chen), (Step::Confirmed, dan), (Step::Confirmed, steward), (Step::Recorded, None)]
        );
        world.assert_whole().await;
    }

    /// The role is looked at in the moment of confirming, on the member's row.
    async fn a_role_confirms_where_the_rules_ask_for_it(world: World) {
        world.rules(ContributionRules { office: Some(Office::Treasurer), office_count: 1, ..World::usual() }).await;
        let id = world.claim(world.chen, World::hours("1")).await;
        for by in [world.dan, world.steward] {
            assert_eq!(world.confirm(by, id).await.unwrap().state, Claimed);
        }
        world.grant(world.treasurer, Role::Treasurer, false).await;
        world.grant(world.fay, Role::Treasurer, true).await;
        assert_eq!(world.confirm(world.treasurer, id).await.unwrap().state, Claimed, "no treasurer any more");
        assert_eq!(world.confirm(world.fay, id).await.unwrap().state, Confirmed);
        world.assert_whole().await;
    }

    /// What was claimed is judged by the rules of then.
    async fn rules_that_change_meanwhile_change_nothing(world: World) {
        world.rules(World::usual()).await;
        let id = world.claim(world.chen, World::hours("1")).await;
        world.rules(ContributionRules { confirmation_count: 5, dispute_days: 90, ..World::usual() }).await;
        world.confirm(world.dan, id).await.unwrap();
        assert_eq!(world.confirm(world.fay, id).await.unwrap().state, Confirmed);
        assert_eq!(world.contribution(id).await.disputable_until_us, Some(world.now().plus(DAY * 7)));
        world.assert_whole().await;
    }

    async fn a_claim_is_withdrawn_by_who_made_it(world: World) {
        world.rules(World::usual()).await;
        let id = world.claim(world.chen, World::hours("1")).await;
        assert_eq!(world.withdraw(world.dan, id).await.map(|_| ()), Err(No::NotYours));
        world.confirm(world.dan, id).await.unwrap();
        world.confirm(world.fay, id).await.unwrap();
        assert_eq!(world.withdraw(world.chen, id).await.unwrap().state, Withdrawn);
        world.clock.advance(DAY * 8);
        world.run_jobs().await;
        assert_eq!(world.contribution(id).await.state, Withdrawn, "the job comes for nothing");
        assert_eq!(world.values().await, []);
        world.assert_whole().await;
    }

    /// The same request again is the same answer, and another under its key is none.
    async fn a_request_counts_once(world: World) {
        world.rules(World::usual()).await;
        let key = |text: &str, input: &str| {
            Some(IdempotencyKey::of(world.chen.as_str(), text, "test", &input).unwrap())
        };
        let first = Claim { key: key("k", "one"), ..world.claiming(World::hours("1")) };
        let again = Claim { id: world.id(), ..first.clone() };
        let id = world.try_claim(world.chen, first).await.unwrap();
        assert_eq!(world.try_claim(world.chen, again).await, Ok(id));
        let other = Claim { key: key("k", "two"), ..world.claiming(World::hours("9")) };
        assert_eq!(world.try_claim(world.chen, other).await, Err(No::KeyReused));
        let (dan, input) = (world.dan, Confirm { contribution: id, key: key("c", "one") });
        for _ in 0..2 {
            let input = input.clone();
            world.act(move |tx, now| ops::confirm(tx, dan, &input, now)).await.unwrap();
        }
        assert_eq!(world.contribution(id).await.confirmation_count, 1);
        world.assert_whole().await;
    }

    /// The database itself refuses what no operation writes.
    async fn by_schema_nobody_confirms_their_own_and_nothing_counts_twice(world: World) {
        world.rules(World::usual()).await;
        let id = world.give(world.chen, World::hours("1")).await;
        let community = world.community;
        let line = world.find::<ValueRow>((community, id, 1)).await.unwrap();
        // Under their own name, under a false claimant's, and a first line once more.
        for (member, claimant) in [(world.chen, world.chen), (world.chen, world.dan)] {
            let now = world.now();
            let wrong = Confirmation { community_id: community, contribution_id: id, member, claimant, by_office: false, at_us: now };
            let done = world.db.transact(community, move |tx| tx.insert(&wrong).map_err(OpError::<()>::from)).await;
            assert!(matches!(done, Err(OpError::Fault(_))), "{done:?}");
        }
        for again in [line.clone(), ValueRow { number: 2, ..line }] {
            let done = world.db.transact(community, move |tx| tx.insert(&again).map_err(OpError::<()>::from)).await;
            assert!(matches!(done, Err(OpError::Fault(_))), "{done:?}");
        }
        assert_eq!(world.values().await, [(world.chen, 3_000)]);
    }
}
