//! How contributions count is agreed on, and changes with a reason or by a decision.

use crate::world::World;
use contributions::RulesRefused as No;
use contributions::ops::{self, Given, SetRules};
use contributions::rows::RulesRow;
use contributions::rules::ContributionRules;

testkit::both_engines! {
    async fn a_steward_changes_them_with_a_reason(world: World) {
        let longer = ContributionRules { dispute_days: 14, ..World::usual() };
        assert_eq!(world.try_rules(world.chen, World::usual(), 0).await, Err(No::NotAllowed));
        assert_eq!(world.try_rules(world.id(), World::usual(), 0).await, Err(No::NotAMember));
        assert_eq!(world.try_rules(world.steward, ContributionRules::default(), 0).await, Err(No::RatesMissing));
        assert_eq!(world.try_rules(world.steward, World::usual(), 0).await, Ok(1));
        assert_eq!(world.try_rules(world.steward, longer.clone(), 0).await, Err(No::RulesMoved));
        assert_eq!(world.try_rules(world.steward, World::usual(), 1).await, Err(No::Unchanged));
        let steward = world.steward;
        for (reason, refused) in [(String::new(), No::ReasonMissing), ("字".repeat(401), No::ReasonTooLong)] {
            let input = SetRules { rules: longer.clone(), from_version: 1, reason, key: None };
            let answered = world.act(move |tx, now| ops::set_rules(tx, steward, &input, now)).await;
            assert_eq!(answered, Err(refused));
        }
        assert_eq!(world.try_rules(world.fay, longer, 1).await, Ok(2));
        let first = world.find::<RulesRow>((world.community, 1)).await.unwrap();
        assert_eq!((first.dispute_days, first.set_by), (7, Some(world.steward)), "each version stays");
    }

    /// Where members have reserved it to themselves, no steward changes it.
    async fn reserved_to_decisions_a_decision_changes_them(world: World) {
        world.act(|tx, _| community::set_by_decision_only(tx, true)).await.unwrap();
        assert_eq!(world.try_rules(world.steward, World::usual(), 0).await, Err(No::ByDecisionOnly));
        let decided = |rules: ContributionRules| {
            world.act(move |tx, now| contributions::set_rules_by_decision(tx, &rules, "prp_1", "Proposal 1", now))
        };
        assert_eq!(decided(World::usual()).await, Ok(1));
        assert_eq!(decided(World::usual()).await, Err(No::Unchanged));
        let row = world.find::<RulesRow>((world.community, 1)).await.unwrap();
        assert_eq!((row.set_by, row.decision.as_deref()), (None, Some("prp_1")));
    }

    /// Money and slices are no sum: once something counts, it is counted in that.
    async fn what_is_counted_in_stays_once_something_counts(world: World) {
        world.rules(World::usual()).await;
        world.rules(World::slices()).await;
        world.give(world.chen, World::hours("1")).await;
        world.give(world.dan, Given::Cost { amount_minor: 2_500 }).await;
        let mut expected = vec![(world.chen, 6_000), (world.dan, 10_000)];
        expected.sort();
        assert_eq!(world.values().await, expected, "twice what work is worth, four times cash");
        assert_eq!(world.try_rules(world.steward, World::usual(), 2).await, Err(No::ValuingInUse));
        world.assert_whole().await;
    }
}
