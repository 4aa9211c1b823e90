//! Money leaves a fund by a decision and two people, and what is not needed comes back.

use crate::world::{DAY, World, terms};
use referral::RewardRefused as No;
use referral::budget::{BudgetState, Parts, Rules};

testkit::both_engines! {
    async fn two_people_look_at_it(world: World) {
        let dan = world.member("Dan").await;
        let rules = Rules::Programme(terms());
        assert_eq!(world.propose(dan, 20_000, rules).await.unwrap_err(), No::NotAllowed);
        assert_eq!(world.propose(world.id(), 20_000, rules).await.unwrap_err(), No::NotAMember);
        let proposed = world.propose(world.treasurer, 20_000, rules).await.unwrap().budget;
        assert_eq!((world.fund().await, world.lies(proposed).await), (100_000, 0), "nothing yet");
        assert_eq!(world.decide(world.treasurer, proposed, None).await.unwrap_err(), No::OwnBudget);
        assert_eq!(world.decide(dan, proposed, None).await.unwrap_err(), No::NotAllowed);
        // Nor by a company behind which whoever proposed it stands.
        let (company, owner) = (world.steward, world.treasurer);
        let stands = async |before: Vec<_>, now: Vec<_>| {
            let named = move |tx: &mut store::Tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, company, &before, &now)?);
            world.act(named).await.unwrap();
        };
        stands(vec![], vec![owner]).await;
        assert_eq!(world.decide(company, proposed, None).await.unwrap_err(), No::OwnBudget);
        stands(vec![owner], vec![]).await;
        assert_eq!(world.decide(world.steward, world.id(), None).await.unwrap_err(), No::NoSuchBudget);
        assert_eq!(world.decide(world.steward, proposed, Some(" ")).await.unwrap_err(), No::ReasonMissing);
        world.decide(world.steward, proposed, Some("Later")).await.unwrap();
        assert_eq!(world.decide(world.steward, proposed, None).await.unwrap_err(), No::WrongState);
        let withdrawn = world.propose(world.treasurer, 20_000, rules).await.unwrap().budget;
        assert_eq!(world.end(dan, withdrawn).await.unwrap_err(), No::NotAllowed);
        assert_eq!(world.end(world.treasurer, withdrawn).await.unwrap().state, BudgetState::Withdrawn);
        assert_eq!(world.end(world.treasurer, withdrawn).await.unwrap_err(), No::WrongState);
        assert_eq!((world.fund().await, world.spent().await), (100_000, 0));
        world.assert_whole().await;
    }

    /// Neither the mandate nor the fund gives more than it has, and one programme is open at a time.
    async fn no_more_than_was_decided(world: World) {
        let packet = Rules::Packet { part_count: 10, parts: Parts::Equal };
        let above = world.propose(world.treasurer, 50_001, packet).await.unwrap().budget;
        assert_eq!(world.decide(world.steward, above, None).await.unwrap_err(), No::AboveCeiling);
        let first = world.programme(20_000, terms()).await;
        let second = world.propose(world.treasurer, 20_000, Rules::Programme(terms())).await.unwrap().budget;
        assert_eq!(world.decide(world.steward, second, None).await.unwrap_err(), No::ProgrammeOpen);
        assert_eq!(world.end(world.steward, first).await.unwrap_err(), No::NotAllowed);
        world.end(world.treasurer, first).await.unwrap();
        world.decide(world.steward, second, None).await.unwrap();
        assert_eq!((world.spent().await, world.fund().await), (20_000, 80_000));
        world.clock.advance(DAY * 301);
        world.run_jobs().await;
        assert_eq!(world.propose(world.treasurer, 1_000, packet).await.unwrap_err(), No::MandateEnded);
        assert_eq!((world.spent().await, world.fund().await, world.lies(second).await), (0, 100_000, 0));
        world.assert_whole().await;
    }

    async fn the_fund_must_have_it(mut world: World) {
        world.mandate = world.new_mandate(500_000).await;
        let packet = Rules::Packet { part_count: 10, parts: Parts::Equal };
        let above = world.propose(world.treasurer, 100_001, packet).await.unwrap().budget;
        assert_eq!(world.decide(world.steward, above, None).await.unwrap_err(), No::FundTooSmall);
        world.packet(100_000, 10, Parts::Equal).await;
        assert_eq!(world.fund().await, 0);
        world.assert_whole().await;
    }
}
