//! From a surplus to what each is owed: what is posted is what was voted on.

use crate::world::{CNY, DECISION, World};
use distribution::DistributionRefused as No;
use distribution::distribution::DistributionState;
use distribution::ids::tax_of;
use distribution::rule::{Basis, Preset, Rule, SetAside, TaxLine};
use ledger::{AccountKey, FundKind};

fn per_head() -> Rule {
    Rule::preset(Preset::Sponsorship, None, None)
}

testkit::both_engines! {
    /// Four past probation share what came in; a tenth goes to a reserve, and 20 % are withheld.
    async fn a_surplus_reaches_everybody_once(world: World) {
        let reserve = world.fund(FundKind::Reserve).await;
        world.earn(1, 10_003).await.unwrap();
        world.earn(1, -1_000).await.unwrap();
        let month = world.close_month().await;
        // What came later is of another period.
        world.earn(1, 7_777).await.unwrap();
        let mut rule = per_head();
        rule.set_aside = vec![SetAside { fund: reserve, parts: 1_000, until_minor: None }];
        rule.taxes = vec![TaxLine::new("个税", 2_000, &[Basis::PerHead])];
        let simulated = world.simulate(month, 1, &rule).await.unwrap();
        let outcome = simulated.outcome.clone();
        assert_eq!((outcome.result.income_minor, outcome.result.expense_minor), (10_003, 1_000));
        // 9,003, of which 900 are set aside; 8,103 for four: 2,025 each and a fraction; 405 withheld.
        assert_eq!((outcome.shared_minor, outcome.holder_count), (8_103, 4));
        assert_eq!((outcome.paid_minor, outcome.withheld_minor), (4 * 1_620, 4 * 405));
        // The same again is the same to the last byte.
        assert_eq!(world.simulate(month, 1, &rule).await.unwrap().hash, simulated.hash);
        let frozen = world.freeze(simulated).await;
        world.assert_sound().await;
        assert_eq!(world.owed(world.chen).await, 0, "nothing is paid before it is decided");
        world.carry_out(&frozen).await.unwrap();
        world.assert_sound().await;
        assert_eq!(world.fund_balance(reserve).await, 900);
        let on_its_way = world.share(frozen.distribution, world.chen).await.unwrap();
        assert_eq!((on_its_way.share.net_minor(), on_its_way.is_paid), (1_620, false));
        world.run_jobs().await;
        world.assert_sound().await;
        for member in [world.steward, world.treasurer, world.chen, world.dan] {
            assert_eq!(world.owed(member).await, 1_620);
            let own = world.share(frozen.distribution, member).await.unwrap();
            assert!(own.is_paid && own.entry.is_some());
            assert_eq!(own.share.parts, [(1, 2_025)]);
        }
        assert_eq!(world.share(frozen.distribution, world.eve).await, None);
        assert_eq!(world.balance(AccountKey::held(tax_of(frozen.distribution), CNY)).await, 1_620);
        // Three fen wait in fractions, in the fund.
        assert_eq!(world.fund_balance(1).await, 7_777 + 3);
        let row = world.distribution(frozen.distribution).await;
        assert_eq!((row.state, row.decision.as_deref()), (DistributionState::Paid, Some(DECISION)));
        // Run again: nobody is paid twice.
        assert!(!world.pay_next(frozen.distribution).await);
        assert_eq!(world.carry_out(&frozen).await, Err(No::AlreadyDecided));
        assert_eq!(world.owed(world.chen).await, 1_620);
    }

    async fn what_cannot_be_shared_out_is_refused(world: World) {
        let month = world.month();
        assert_eq!(world.simulate(month, 1, &per_head()).await.unwrap_err(), No::PeriodOpen);
        world.earn(1, 1_000).await.unwrap();
        world.close_month().await;
        assert_eq!(world.simulate(month, 9, &per_head()).await.unwrap_err(), No::NoSuchFund);
        for kind in [FundKind::Reserve, FundKind::MutualAid] {
            let kept = world.fund(kind).await;
            assert_eq!(world.simulate(month, kept, &per_head()).await.unwrap_err(), No::FundIsKept);
        }
        let work = Rule::preset(Preset::Worker, None, None);
        assert_eq!(world.simulate(month, 1, &work).await.unwrap_err(), No::NobodyToShare);
        let empty = world.fund(FundKind::Project).await;
        assert_eq!(world.simulate(month, empty, &per_head()).await.unwrap_err(), No::NothingToShare);
        // Spent since: what was earned is not there any more.
        let frozen = world.freeze(world.simulate(month, 1, &per_head()).await.unwrap()).await;
        world.earn(1, -400).await.unwrap();
        assert_eq!(world.simulate(month, 1, &per_head()).await.unwrap_err(), No::FundTooSmall);
        assert_eq!(world.carry_out(&frozen).await, Err(No::FundTooSmall));
        world.earn(1, 400).await.unwrap();
        let other = distribution::ops::Frozen { hash: "00".to_owned(), ..frozen.clone() };
        assert_eq!(world.carry_out(&other).await, Err(No::HashDiffers));
        let none = distribution::ops::Frozen { distribution: world.id(), ..frozen.clone() };
        assert_eq!(world.carry_out(&none).await, Err(No::NoSuchDistribution));
        let second = world.freeze(world.simulate(month, 1, &per_head()).await.unwrap()).await;
        world.carry_out(&frozen).await.unwrap();
        assert_eq!(world.carry_out(&second).await, Err(No::PeriodShared));
        assert_eq!(world.simulate(month, 1, &per_head()).await.unwrap_err(), No::PeriodShared);
        world.assert_sound().await;
    }

    /// Two months of a fund, simulated side by side: the second holds until the first is carried out.
    async fn what_was_reckoned_before_another_is_made_anew(world: World) {
        world.earn(1, 1_001).await.unwrap();
        let first = world.close_month().await;
        world.earn(1, 1_001).await.unwrap();
        let second = world.close_month().await;
        let one = world.freeze(world.simulate(first, 1, &per_head()).await.unwrap()).await;
        let two = world.freeze(world.simulate(second, 1, &per_head()).await.unwrap()).await;
        world.carry_out(&one).await.unwrap();
        assert_eq!(world.carry_out(&two).await, Err(No::MovedOn));
        world.run_jobs().await;
        assert_eq!(world.carry_out(&two).await, Err(No::MovedOn));
        let anew = world.freeze(world.simulate(second, 1, &per_head()).await.unwrap()).await;
        world.carry_out(&anew).await.unwrap();
        world.run_jobs().await;
        // A quarter of 1,001, then a fifth, when Eve is past probation: 450.45, of which the fraction is carried.
        assert_eq!(world.owed(world.chen).await, 450);
        world.assert_sound().await;
    }

    /// While holders are being paid, fractions are half those of before: nothing is reckoned from them.
    async fn nothing_is_reckoned_while_another_is_paid(world: World) {
        world.earn(1, 1_001).await.unwrap();
        let first = world.close_month().await;
        world.earn(1, 1_001).await.unwrap();
        let second = world.close_month().await;
        let one = world.freeze(world.simulate(first, 1, &per_head()).await.unwrap()).await;
        world.carry_out(&one).await.unwrap();
        assert_eq!(world.simulate(second, 1, &per_head()).await.unwrap_err(), No::OtherPaying);
        world.run_jobs().await;
        let two = world.freeze(world.simulate(second, 1, &per_head()).await.unwrap()).await;
        world.carry_out(&two).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.distribution(two.distribution).await.state, DistributionState::Paid);
        world.assert_sound().await;
    }

    /// A loss is covered by the reserves in their order; what is left is made up for before anything is shared out again.
    async fn a_loss_is_covered_and_the_rest_remembered(world: World) {
        let (first, second) = (world.fund(FundKind::Reserve).await, world.fund(FundKind::Reserve).await);
        world.earn(1, 5_000).await.unwrap();
        world.earn(first, 300).await.unwrap();
        world.earn(second, 200).await.unwrap();
        world.close_month().await;
        world.earn(1, -900).await.unwrap();
        let month = world.close_month().await;
        let mut rule = per_head();
        rule.losses = vec![first, second];
        let simulated = world.simulate(month, 1, &rule).await.unwrap();
        assert_eq!((simulated.outcome.loss_left_minor, simulated.outcome.holder_count), (400, 0));
        let frozen = world.freeze(simulated).await;
        world.carry_out(&frozen).await.unwrap();
        assert_eq!((world.fund_balance(first).await, world.fund_balance(second).await), (0, 0));
        assert_eq!(world.fund_balance(1).await, 5_000 - 900 + 500);
        assert_eq!(world.distribution(frozen.distribution).await.state, DistributionState::Paid);
        world.earn(1, 1_000).await.unwrap();
        let month = world.close_month().await;
        let simulated = world.simulate(month, 1, &rule).await.unwrap();
        assert_eq!((simulated.outcome.result.loss_before_minor, simulated.outcome.shared_minor), (400, 600));
        let frozen = world.freeze(simulated).await;
        world.carry_out(&frozen).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.owed(world.dan).await, 120);
        world.assert_sound().await;
    }
}
