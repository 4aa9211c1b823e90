//! Money leaves a fund by a decision and two people, and what is not needed comes back.

use crate::world::{DAY, World, terms};
use market::ops::Pay;
use referral::RewardRefused as No;
use referral::budget::{BudgetState, Parts, Rules};
use referral::rows::RewardBudget;
use spending::MandateKind;
use spending::rows::Mandate;

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
        assert_eq!(world.propose(world.treasurer, 50_001, packet).await.unwrap_err(), No::AboveCeiling);
        let above = world.propose(world.treasurer, 50_000, packet).await.unwrap().budget;
        let first = world.programme(20_000, terms()).await;
        // What was left when it was proposed has gone to another since.
        assert_eq!(world.decide(world.steward, above, None).await.unwrap_err(), No::AboveCeiling);
        assert_eq!(world.propose(world.treasurer, 30_001, packet).await.unwrap_err(), No::AboveCeiling);
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

    /// A mandate says what for. Under one for expenses nothing is proposed nor agreed to, and under one for rewards nobody asks for an
    /// expense nor keeps room for one.
    async fn the_mandate_is_one_that_was_decided_for_it(mut world: World) {
        let packet = Rules::Packet { part_count: 10, parts: Parts::Equal };
        let of_referral = world.mandate;
        let roof = world.new_mandate_for(MandateKind::Spending, 50_000).await;
        world.mandate = roof;
        for rules in [packet, Rules::Programme(terms())] {
            assert_eq!(world.propose(world.treasurer, 20_000, rules).await.unwrap_err(), No::MandateForOther);
        }
        // What was proposed before anybody asked is asked when it is agreed to.
        world.mandate = of_referral;
        let waits = world.propose(world.treasurer, 20_000, packet).await.unwrap().budget;
        world.act(move |tx, _| {
            let budget = tx.lock::<RewardBudget>((tx.community(), waits))?.unwrap();
            Ok::<_, store::OpError<()>>(tx.save(&RewardBudget { mandate_id: roof, ..budget })?)
        }).await.unwrap();
        assert_eq!(world.decide(world.steward, waits, None).await.unwrap_err(), No::MandateForOther);
        assert_eq!((world.fund().await, world.lies(waits).await), (100_000, 0));

        let (author, id) = (world.treasurer, world.id());
        let input = spending::ops::SubmitExpense {
            id,
            under: spending::ops::Under::Mandate(of_referral),
            payee: spending::asked::Payee::Member(author),
            purpose: spending::expense::ExpensePurpose::Purchases,
            line: spending::expense::ForLine::Unsaid,
            amount_minor: 100,
            what: "Flyers".to_owned(),
            incurred_on: world.now(),
            proofs: Vec::new(),
            key: None,
        };
        let submitted = world.act(move |tx, now| spending::ops::submit_expense(tx, author, &input, now)).await;
        assert_eq!(submitted.unwrap_err(), spending::ExpenseRefused::MandateForOther);
        let kept = world.act(move |tx, now| spending::keep_room(tx, of_referral, 100, now)).await;
        assert_eq!(kept.unwrap_err(), spending::ExpenseRefused::MandateForOther);
        world.assert_whole().await;
    }

    /// What is open goes on by what was agreed on, and gives back what it did not need; what nobody agreed to yet needs a mandate that
    /// was decided for it, and so does whatever is proposed from now on.
    async fn what_was_open_before_mandates_said_what_for_goes_on(mut world: World) {
        let (ana, bea) = (world.member("Ana").await, world.rich("Bea", 50_000).await);
        let programme = world.programme(20_000, terms()).await;
        let packet = world.packet(10_000, 10, Parts::Equal).await;
        let waits = world.propose(world.treasurer, 5_000, Rules::Packet { part_count: 5, parts: Parts::Equal }).await;
        let waits = waits.unwrap().budget;
        let code = world.code(ana).await;
        let before = world.via(bea, 10_000, &code).await;
        world.of_before("ALTER TABLE mandate DROP COLUMN kind;
            DELETE FROM migration WHERE feature = 'spending' AND number = 10;").await;
        let mandate = world.find::<Mandate>((world.community, world.mandate)).await;
        assert_eq!((mandate.kind, mandate.spent_minor), (MandateKind::Spending, 30_000));

        let after = world.via(bea, 10_000, &code).await;
        for order in [before, after] {
            world.settle(order).await;
            assert_eq!(world.reward(order).await.earned_minor, 500);
        }
        assert_eq!(world.owed(ana).await, 1_000);
        let coupon = world.take(bea, packet).await.unwrap().coupon;
        world.with_coupon(bea, 10_000, Pay::SetOff, coupon).await.unwrap();
        assert_eq!(world.decide(world.steward, waits, None).await.unwrap_err(), No::MandateForOther);
        world.decide(world.steward, waits, Some("It needs a mandate of its own")).await.unwrap();
        let packet = Rules::Packet { part_count: 10, parts: Parts::Equal };
        assert_eq!(world.propose(world.treasurer, 1_000, packet).await.unwrap_err(), No::MandateForOther);
        world.end(world.treasurer, programme).await.unwrap();
        assert_eq!((world.spent().await, world.lies(programme).await), (11_000, 0));
        world.mandate = world.new_mandate(10_000).await;
        world.programme(10_000, terms()).await;
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
