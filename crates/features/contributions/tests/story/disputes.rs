//! Somebody says that it was not so, and a third decides.

use crate::world::{DAY, World};
use contributions::ContributionRefused as No;
use contributions::contribution::Ruling;
use contributions::contribution::State::{Confirmed, Disputed, Recorded, Refused};
use contributions::ids::Member;
use contributions::ops::{self, DecideDispute};
use contributions::rows::Contribution;
use kernel::Id;

/// Confirmed by Dan and Fay, disputed by Bao.
async fn disputed(world: &World) -> Id<Contribution> {
    let id = world.claim(world.chen, World::hours("1")).await;
    world.confirm(world.dan, id).await.unwrap();
    world.confirm(world.fay, id).await.unwrap();
    world.dispute(world.treasurer, id, "The oven was off").await.unwrap();
    id
}

testkit::both_engines! {
    async fn disputing_is_taken_or_told_why_not(world: World) {
        world.rules(World::usual()).await;
        let id = world.claim(world.chen, World::hours("1")).await;
        let no = |by: Id<Member>, reason: &'static str| world.dispute(by, id, reason);
        assert_eq!(no(world.treasurer, "no").await.map(|_| ()), Err(No::WrongState), "nothing counts yet");
        world.confirm(world.dan, id).await.unwrap();
        world.confirm(world.fay, id).await.unwrap();
        for (by, reason, refused) in [
            (world.chen, "no", No::OwnContribution),
            (world.dan, "no", No::ConfirmedByYou),
            (world.eve, "no", No::OnProbation),
            (world.id(), "no", No::NotAMember),
            (world.steward, " ", No::ReasonMissing),
        ] {
            assert_eq!(no(by, reason).await.map(|_| ()), Err(refused));
        }
        assert_eq!(world.dispute(world.steward, id, &"字".repeat(1_001)).await.map(|_| ()), Err(No::ReasonTooLong));
        world.clock.advance(DAY * 7);
        assert_eq!(no(world.steward, "late").await.map(|_| ()), Err(No::TooLate), "though the job has not run yet");
        assert_eq!(world.contribution(id).await.state, Confirmed);
        world.run_jobs().await;
        assert_eq!(no(world.steward, "late").await.map(|_| ()), Err(No::WrongState));
    }

    /// Who gave, confirmed or disputed it does not decide, nor does who has no such role.
    async fn a_third_decides_and_nobody_who_has_a_part_in_it(world: World) {
        world.rules(World::usual()).await;
        let id = disputed(&world).await;
        world.clock.advance(DAY * 30);
        world.run_jobs().await;
        assert_eq!(world.contribution(id).await.state, Disputed, "it waits as long as it takes");
        assert_eq!(world.withdraw(world.chen, id).await.map(|_| ()), Err(No::WrongState));
        world.grant(world.chen, community::role::Role::Steward, true).await;
        for (by, refused) in [
            (world.chen, No::OwnContribution),
            (world.treasurer, No::DisputedByYou),
            (world.fay, No::ConfirmedByYou),
            (world.dan, No::NotAllowed),
            (world.id(), No::NotAMember),
        ] {
            assert_eq!(world.decide(by, id, Ruling::Stands).await.map(|_| ()), Err(refused));
        }
        let steward = world.steward;
        let silent = DecideDispute { contribution: id, ruling: Ruling::Stands, reason: String::new(), key: None };
        assert_eq!(
            world.act(move |tx, now| ops::decide_dispute(tx, steward, &silent, now)).await.map(|_| ()),
            Err(No::ReasonMissing)
        );
        let all = Ruling::Part(World::share("1"));
        assert_eq!(world.decide(world.steward, id, all).await.map(|_| ()), Err(No::ShareUnfit));
        assert_eq!(world.decide(world.steward, id, Ruling::Stands).await.unwrap().state, Recorded);
        assert_eq!(world.decide(world.steward, id, Ruling::Refused).await.map(|_| ()), Err(No::WrongState));
        assert_eq!(world.values().await, [(world.chen, 3_000)]);
        world.assert_whole().await;
    }

    async fn what_is_refused_never_counts_and_a_part_is_exact(world: World) {
        world.rules(World::usual()).await;
        let (no, part) = (disputed(&world).await, disputed(&world).await);
        assert_eq!(world.decide(world.steward, no, Ruling::Refused).await.unwrap().state, Refused);
        let third = Ruling::Part(World::share("1/3"));
        assert_eq!(world.decide(world.steward, part, third).await.unwrap().value, 1_000);
        world.clock.advance(DAY * 30);
        world.run_jobs().await;
        assert_eq!(world.values().await, [(world.chen, 1_000)]);
        world.assert_whole().await;
    }
}
