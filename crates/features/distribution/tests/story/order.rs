//! The order of times: losses go from one to the next, and what holders put in is never shared out.

use crate::world::{CNY, World};
use distribution::DistributionRefused as No;
use distribution::distribution::DistributionState;
use distribution::ops::{self, Freeze, Frozen};
use distribution::rule::{Preset, Rule};
use distribution::simulate::Simulated;
use ledger::{AccountKey, Cause, NewEntry};
use std::sync::Arc;
use store::IdempotencyKey;

fn per_head() -> Rule {
    Rule::preset(Preset::Sponsorship, None, None)
}

impl World {
    /// What holders put into the first fund.
    async fn put_in(&self, minor: i64) {
        let post = move |tx: &mut store::Tx, now| {
            let entry = NewEntry {
                kind: "receipt",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("receipt", "rct_01kax0000000000000000000bb"),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), minor), (AccountKey::capital(1, CNY), -minor)],
            };
            ledger::post(tx, &entry)
        };
        self.act(post).await.unwrap();
    }

    async fn begin(&self, simulated: &Arc<Simulated>, key: &IdempotencyKey) -> Result<Frozen, No> {
        let input = Freeze { id: self.id(), simulated: simulated.clone(), key: Some(key.clone()) };
        let by = self.treasurer;
        self.act(move |tx, now| ops::begin_freezing(tx, by, &input, now)).await
    }

    async fn before(&self, key: &IdempotencyKey) -> Option<Frozen> {
        let key = key.clone();
        self.act(move |tx, _| ops::frozen_before(tx, &key)).await.unwrap()
    }
}

testkit::both_engines! {
    /// In order, a loss that nothing covers is made up for once; an earlier time is not shared out after a later one.
    async fn times_are_shared_out_in_their_order(world: World) {
        world.earn(1, 5_000).await.unwrap();
        let first = world.close_month().await;
        world.earn(1, -900).await.unwrap();
        let second = world.close_month().await;
        world.earn(1, 2_000).await.unwrap();
        let third = world.close_month().await;
        let early = world.freeze(world.simulate(first, 1, &per_head()).await.unwrap()).await;
        let loss = world.freeze(world.simulate(second, 1, &per_head()).await.unwrap()).await;
        world.carry_out(&loss).await.unwrap();
        assert_eq!(world.carry_out(&early).await, Err(No::LaterShared));
        assert_eq!(world.simulate(first, 1, &per_head()).await.unwrap_err(), No::LaterShared);
        let simulated = world.simulate(third, 1, &per_head()).await.unwrap();
        let result = simulated.outcome.result;
        assert_eq!((result.loss_before_minor, simulated.outcome.skipped_loss_minor), (900, 0));
        assert_eq!(simulated.outcome.shared_minor, 1_100);
        world.carry_out(&world.freeze(simulated).await).await.unwrap();
        world.run_jobs().await;
        world.earn(1, 700).await.unwrap();
        let fourth = world.close_month().await;
        let simulated = world.simulate(fourth, 1, &per_head()).await.unwrap();
        assert_eq!((simulated.outcome.result.loss_before_minor, simulated.outcome.shared_minor), (0, 700));
        world.assert_sound().await;
    }

    /// Nobody shared out the month of the loss: the next one makes up for it all the same, and is stale where somebody does.
    async fn a_loss_is_not_skipped(world: World) {
        world.put_in(10_000).await;
        world.earn(1, -900).await.unwrap();
        let loss = world.close_month().await;
        world.earn(1, 1_000).await.unwrap();
        let gain = world.close_month().await;
        let simulated = world.simulate(gain, 1, &per_head()).await.unwrap();
        assert_eq!((simulated.outcome.skipped_loss_minor, simulated.outcome.shared_minor), (900, 100));
        let stale = world.freeze(simulated).await;
        let decided = world.freeze(world.simulate(loss, 1, &per_head()).await.unwrap()).await;
        world.carry_out(&decided).await.unwrap();
        assert_eq!(world.carry_out(&stale).await, Err(No::MovedOn));
        let simulated = world.simulate(gain, 1, &per_head()).await.unwrap();
        let outcome = &simulated.outcome;
        assert_eq!((outcome.result.loss_before_minor, outcome.skipped_loss_minor), (900, 0));
        world.carry_out(&world.freeze(simulated).await).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.fund_balance(1).await, 10_000);
        world.assert_sound().await;
    }

    /// Lost after the month that is shared out: what is left is what holders put in, and that stays.
    async fn what_holders_put_in_is_not_shared_out(world: World) {
        world.put_in(10_000).await;
        world.earn(1, 1_000).await.unwrap();
        let month = world.close_month().await;
        let frozen = world.freeze(world.simulate(month, 1, &per_head()).await.unwrap()).await;
        world.earn(1, -300).await.unwrap();
        assert_eq!(world.simulate(month, 1, &per_head()).await.unwrap_err(), No::FundTooSmall);
        assert_eq!(world.carry_out(&frozen).await, Err(No::FundTooSmall));
        world.earn(1, 300).await.unwrap();
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.fund_balance(1).await, 10_000);
        world.assert_sound().await;
    }

    /// A ten-thousandth of 1,000 is no whole unit: nobody may have anything, and that is said before it is voted on.
    async fn caps_that_leave_nothing_are_told(world: World) {
        world.earn(1, 1_000).await.unwrap();
        let month = world.close_month().await;
        let capped = Rule { cap_parts: Some(1), ..per_head() };
        assert_eq!(world.simulate(month, 1, &capped).await.unwrap_err(), No::NobodyToShare);
        // One that was frozen all the same is not carried out.
        let mut simulated = world.simulate(month, 1, &per_head()).await.unwrap();
        simulated.outcome.total_minor = 0;
        let frozen = world.freeze(simulated).await;
        assert_eq!(world.carry_out(&frozen).await, Err(No::NobodyToShare));
    }

    /// What was answered is answered again, whatever came since; what was cut off is finished only as it was begun.
    async fn the_same_request_is_the_same_distribution(world: World) {
        world.earn(1, 1_001).await.unwrap();
        let first = world.close_month().await;
        world.earn(1, 1_001).await.unwrap();
        let second = world.close_month().await;
        let key = |text| IdempotencyKey::of("mem_1", text, "make_distribution", &text).unwrap();
        let (whole, cut) = (key("whole"), key("cut"));
        assert_eq!(world.before(&whole).await, None);
        let simulated = Arc::new(world.simulate(first, 1, &per_head()).await.unwrap());
        let frozen = world.begin(&simulated, &whole).await.unwrap();
        assert_eq!(world.before(&whole).await, None, "its shares are not written");
        let (id, blocks) = (frozen.distribution, simulated.blocks.clone());
        world.act(move |tx, _| -> store::Outcome<(), No> { Ok(ops::freeze_blocks(tx, id, 1, &blocks)?) }).await.unwrap();
        world.act(move |tx, _| ops::end_freezing(tx, id)).await.unwrap();
        let later = Arc::new(world.simulate(second, 1, &per_head()).await.unwrap());
        let begun = world.begin(&later, &cut).await.unwrap();
        assert_eq!(world.begin(&later, &cut).await, Ok(begun.clone()));
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.simulate(first, 1, &per_head()).await.unwrap_err(), No::PeriodShared);
        assert_eq!(world.before(&whole).await, Some(frozen));
        let anew = Arc::new(world.simulate(second, 1, &per_head()).await.unwrap());
        assert_eq!(world.begin(&anew, &cut).await, Err(No::MovedOn));
        assert_eq!(world.before(&cut).await, None);
        assert_eq!(world.distribution(begun.distribution).await.state, DistributionState::Making);
        world.assert_sound().await;
    }
}
