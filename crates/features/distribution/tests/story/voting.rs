//! What is voted on is proposed once; what was shared out is not simulated again.

use crate::world::{CNY, DAY, World};
use distribution::DistributionRefused as No;
use distribution::VoteState::{Over, Passed, Voting};
use distribution::ops::{self, Freeze, Frozen};
use distribution::outcome::Capped;
use distribution::rule::{Excess, Preset, Rule};
use distribution::voting::VoteState;
use ledger::AccountKey;
use std::sync::Arc;

pub(crate) const FIRST: &str = "prp_01kax0000000000000000000aa";
pub(crate) const OTHER: &str = "prp_01kax0000000000000000000bb";

fn per_head() -> Rule {
    Rule::preset(Preset::Sponsorship, None, None)
}

impl World {
    /// As whoever holds ballots says it.
    pub(crate) async fn is_put(&self, of: &Frozen, proposal: &'static str, state: VoteState) {
        let (id, until) = (of.distribution.to_string(), self.now().plus(DAY));
        let put = move |tx: &mut store::Tx, now| {
            Ok(distribution::put_to_vote(tx, &id, proposal, (state, until), now)?)
        };
        self.act::<_, No>(put).await.unwrap();
    }

    async fn can_be_named(&self, of: &Frozen) -> Result<(), No> {
        let (id, hash) = (of.distribution, of.hash.clone());
        self.act(move |tx, _| distribution::check_named(tx, id, &hash)).await
    }

    async fn offered(&self) -> Vec<kernel::Id<distribution::rows::Distribution>> {
        let community = self.community;
        let rows = self.db.read(move |reader| distribution::undecided(reader, community, 9)).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }
}

testkit::both_engines! {
    async fn what_is_voted_on_is_proposed_once(world: World) {
        world.earn(1, 1_000).await.unwrap();
        let month = world.close_month().await;
        let frozen = world.freeze(world.simulate(month, 1, &per_head()).await.unwrap()).await;
        assert_eq!((world.can_be_named(&frozen).await, world.offered().await), (Ok(()), vec![frozen.distribution]));
        for state in [Voting, Passed] {
            world.is_put(&frozen, FIRST, state).await;
            assert_eq!((world.can_be_named(&frozen).await, world.offered().await), (Err(No::InBallot), vec![]), "{state}");
            // What becomes of another proposal does not end it.
            world.is_put(&frozen, OTHER, Over).await;
            assert_eq!(world.can_be_named(&frozen).await, Err(No::InBallot));
        }
        world.is_put(&frozen, FIRST, Over).await;
        assert_eq!((world.can_be_named(&frozen).await, world.offered().await), (Ok(()), vec![frozen.distribution]));
        world.is_put(&frozen, OTHER, Voting).await;
        assert_eq!(world.can_be_named(&frozen).await, Err(No::InBallot));
        // Whatever passed is carried out: being in a ballot stands in nobody's way there.
        world.carry_out(&frozen).await.unwrap();
        world.assert_sound().await;
    }

    /// Reckoned before another one was carried out, written down after it: refused in the very operation.
    async fn what_was_shared_out_is_not_frozen_again(world: World) {
        world.earn(1, 1_000).await.unwrap();
        let month = world.close_month().await;
        let (first, late) = (world.simulate(month, 1, &per_head()).await.unwrap(), world.simulate(month, 1, &per_head()).await.unwrap());
        let frozen = world.freeze(first).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.simulate(month, 1, &per_head()).await.unwrap_err(), No::PeriodShared);
        let (by, input) = (world.treasurer, Freeze { id: world.id(), simulated: Arc::new(late), key: None });
        let again = world.act(move |tx, now| ops::begin_freezing(tx, by, &input, now)).await;
        assert_eq!(again, Err(No::PeriodShared));
        assert_eq!(world.balance(AccountKey::payable(world.chen, CNY)).await, 250);
    }

    /// Four by head, nobody above a fifth: each is told what it would have been.
    async fn who_is_cut_by_a_cap_can_be_told(world: World) {
        world.earn(1, 1_000).await.unwrap();
        let month = world.close_month().await;
        let rule = Rule { cap_parts: Some(2_000), excess: Excess::Fund, ..per_head() };
        let frozen = world.freeze(world.simulate(month, 1, &rule).await.unwrap()).await;
        let (community, id) = (world.community, frozen.distribution);
        let told = world.db.read(move |reader| distribution::distribution(reader, community, id)).await.unwrap().unwrap();
        let own = world.share(id, world.chen).await.unwrap().share;
        let (weight, minor) = own.parts[0];
        let capped = told.outcome.bases[0].capped(told.rule.excess, weight, minor);
        assert_eq!(minor, 200);
        assert_eq!(capped, Some(Capped::Cut { by_weight_minor: 250, cap_minor: 200, excess: Excess::Fund }));
    }
}
