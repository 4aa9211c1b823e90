//! How a mandate comes to be, and how it ends; small sums by the rules.

use crate::world::{DAY, World};
use spending::expense::{ExpenseRefused, ExpenseState};
use spending::mandate::{MandateState, Source};
use spending::ops::{EndMandate, EndedBy};
use spending::rows::Mandate;
use spending::{MandateRefused, NewMandate, Standing};
use std::time::Duration;

testkit::both_engines! {
    /// The decision is told as done: nothing more is asked for, and what was asked for before is still decided.
    async fn a_concluded_mandate_answers_for_what_came_before(world: World) {
        let mandate = world.mandate(1_000).await;
        let before = world.to_chen(mandate, 300).await;
        world.clock.advance(DAY);
        let decision = world.find::<Mandate>((world.community, mandate)).await.decision.unwrap();
        let conclude = async || {
            let decision = decision.clone();
            world.act(move |tx, now| -> store::Outcome<Vec<i64>, MandateRefused> {
                Ok(spending::conclude_mandates(tx, &decision, "Done", now)?)
            }).await.unwrap()
        };
        assert_eq!(conclude().await, [1]);
        assert_eq!(conclude().await, [0i64; 0], "once");
        let row = world.find::<Mandate>((world.community, mandate)).await;
        assert_eq!((row.state, row.ended_reason.as_deref()), (MandateState::Ended, Some("Done")));
        let late = world.submit(world.chen, world.new_expense(mandate, 100)).await;
        assert_eq!(late, Err(ExpenseRefused::MandateEnded));
        assert_eq!(world.approve(world.steward, before).await, Ok(ExpenseState::Approved));
        assert_eq!(world.used(mandate).await, (300, 0));
        world.assert_whole().await;
    }

    /// What a decision may ask for, and what not.
    async fn a_mandate_is_made_or_told_why_not(world: World) {
        let gone = world.member("Eve").await;
        world.act(move |tx, now| {
            let mut row = tx.lock::<community::Member>((tx.community(), gone))?.unwrap();
            row.status = community::admission::Status::Left;
            row.left_at_us = Some(now);
            tx.save(&row).map_err(store::OpError::<MandateRefused>::from)
        }).await.unwrap();
        // Nobody stands behind a walk-in buyer who could carry anything out.
        let walk_in = community::NewMember { id: world.id(), person: None, display_name: "Walk-in".to_owned(), random: 77 };
        let placeholder = walk_in.id;
        world.act(move |tx, now| community::placeholder_member(tx, &walk_in, now)).await.unwrap();
        let good = world.new_mandate(1_000);
        let long = "字".repeat(201);
        for (new, refused) in [
            (NewMandate { fund: 2, ..good.clone() }, MandateRefused::NoSuchFund),
            (NewMandate { fund: 0, ..good.clone() }, MandateRefused::NoSuchFund),
            (NewMandate { carried_by: Some(gone), ..good.clone() }, MandateRefused::CarrierNoMember),
            (NewMandate { carried_by: Some(placeholder), ..good.clone() }, MandateRefused::CarrierNoMember),
            (NewMandate { carried_by: Some(world.id()), ..good.clone() }, MandateRefused::CarrierNoMember),
            (NewMandate { ceiling_minor: 0, ..good.clone() }, MandateRefused::CeilingNotPositive),
            (NewMandate { ceiling_minor: ledger::AMOUNT_MAX + 1, ..good.clone() }, MandateRefused::CeilingTooLarge),
            (NewMandate { each_minor: Some(1_001), ..good.clone() }, MandateRefused::EachOutside),
            (NewMandate { ends_at: world.now(), ..good.clone() }, MandateRefused::EndPassed),
            (NewMandate { starts_at: good.ends_at, ..good.clone() }, MandateRefused::EndBeforeStart),
            (NewMandate { purpose: " ".into(), ..good.clone() }, MandateRefused::PurposeMissing),
            (NewMandate { purpose: long, ..good.clone() }, MandateRefused::PurposeTooLong),
            (NewMandate { decision: String::new(), ..good.clone() }, MandateRefused::DecisionMissing),
        ] {
            assert_eq!(world.act(move |tx, now| spending::grant_mandate(tx, &new, now)).await, Err(refused));
        }
        let (first, second) = (good.clone(), NewMandate { id: world.id(), carried_by: None, ..good.clone() });
        assert_eq!(world.act(move |tx, now| spending::grant_mandate(tx, &first, now)).await, Ok(1));
        assert_eq!(world.act(move |tx, now| spending::grant_mandate(tx, &second, now)).await, Ok(2));
        let (community, decision) = (world.community, good.decision.clone());
        let of = world.db.read(move |reader| spending::mandates_of_decision(reader, community, &decision)).await;
        let of = of.unwrap();
        assert_eq!(of.iter().map(|mandate| mandate.number).collect::<Vec<_>>(), [1, 2]);
        let one = world.db.read(move |reader| spending::mandate(reader, community, good.id)).await.unwrap();
        assert_eq!(one.as_ref(), of.first());
        assert_eq!(one.unwrap().source, Source::Decision);
    }

    /// The carrier gives it back, a decision takes it back; nobody else, and once.
    async fn a_mandate_ends_before_its_time(world: World) {
        let (mine, theirs) = (world.mandate(1_000).await, world.mandate(1_000).await);
        let promised = world.outside(mine, 300).await;
        let waiting = world.to_chen(mine, 100).await;
        world.approve(world.steward, promised).await.unwrap();
        let end = |by, mandate, reason: &str| {
            let input = EndMandate { mandate, reason: reason.to_owned(), key: None };
            world.act(move |tx, now| spending::end_mandate(tx, by, &input, now))
        };
        let chen = EndedBy::Member(world.chen);
        for (by, mandate, reason, refused) in [
            (chen, world.id(), "done", MandateRefused::NoSuchMandate),
            (chen, mine, " ", MandateRefused::ReasonMissing),
            (EndedBy::Member(world.steward), mine, "stop", MandateRefused::NotAllowed),
            (EndedBy::Member(world.id()), mine, "stop", MandateRefused::NotAMember),
        ] {
            assert_eq!(end(by, mandate, reason).await, Err(refused));
        }
        assert_eq!(end(chen, mine, "The roof is tight").await, Ok(1));
        assert_eq!(end(chen, mine, "again").await, Err(MandateRefused::AlreadyEnded));
        assert_eq!(end(EndedBy::Decision, theirs, "Voted down").await, Ok(2));
        // A double click is answered as the first; the same key for another mandate is not.
        let third = world.mandate(1_000).await;
        let keyed = |mandate, about: &str| {
            let key = store::IdempotencyKey::of("chen", "k1", "end_mandate", &about).unwrap();
            let input = EndMandate { mandate, reason: "done".to_owned(), key: Some(key) };
            world.act(move |tx, now| spending::end_mandate(tx, chen, &input, now))
        };
        assert_eq!((keyed(third, "x").await, keyed(third, "x").await), (Ok(3), Ok(3)));
        assert_eq!(keyed(third, "y").await, Err(MandateRefused::KeyReused));
        // What was approved is still paid; nothing else is.
        assert_eq!(world.approve(world.steward, waiting).await, Err(ExpenseRefused::MandateEnded));
        let asked = world.submit(world.chen, world.new_expense(mine, 1)).await;
        assert_eq!(asked, Err(ExpenseRefused::MandateEnded));
        assert_eq!(world.pay(world.treasurer, promised, "8").await, Ok(ExpenseState::Paid));
        assert_eq!(world.used(mine).await, (300, 0));
        let row = world.find::<Mandate>((world.community, mine)).await;
        assert_eq!((row.state, row.ended_reason.as_deref()), (MandateState::Ended, Some("The roof is tight")));
        world.assert_whole().await;
    }

    /// Small sums: by the treasurer, approved by another, one mandate a month, within its sum.
    async fn small_sums_go_by_the_rules(world: World) {
        let asked = world.submit(world.treasurer, world.small(100)).await;
        assert_eq!(asked, Err(ExpenseRefused::NoStanding));
        world.set_standing(1_000, 600, 1).await;
        assert_eq!(world.submit(world.dan, world.small(100)).await, Err(ExpenseRefused::TreasurerOnly));
        assert_eq!(world.submit(world.steward, world.small(100)).await, Err(ExpenseRefused::TreasurerOnly));
        assert_eq!(world.submit(world.treasurer, world.small(601)).await, Err(ExpenseRefused::AboveEach));
        let first = world.submit(world.treasurer, world.small(600)).await.unwrap().expense;
        let second = world.submit(world.treasurer, world.small(500)).await.unwrap().expense;
        let mandate = world.expense(first).await.mandate_id;
        assert_eq!(world.expense(second).await.mandate_id, mandate, "one a month");
        assert_eq!(world.approve(world.treasurer, first).await, Err(ExpenseRefused::OwnExpense));
        assert_eq!(world.approve(world.steward, first).await, Ok(ExpenseState::Approved));
        assert_eq!(world.approve(world.steward, second).await, Err(ExpenseRefused::AboveCeiling));
        // Others do not cite it by its id either.
        let by_id = world.submit(world.dan, world.new_expense(mandate, 1)).await;
        assert_eq!(by_id, Err(ExpenseRefused::TreasurerOnly));
        world.clock.advance(DAY * 31);
        assert_eq!(world.approve(world.steward, second).await, Err(ExpenseRefused::MandateEnded));
        let next = world.submit(world.treasurer, world.small(600)).await.unwrap().expense;
        assert_ne!(world.expense(next).await.mandate_id, mandate, "a month has its own");
        world.assert_whole().await;
    }

    /// New rules in the middle of a month do not make the month longer.
    async fn changed_rules_do_not_fill_the_purse_again(world: World) {
        world.set_standing(1_000, 600, 1).await;
        let first = world.submit(world.treasurer, world.small(600)).await.unwrap().expense;
        world.approve(world.steward, first).await.unwrap();
        let old = world.expense(first).await.mandate_id;
        world.set_standing(1_000, 600, 2).await;
        let same = world.submit(world.treasurer, world.small(100)).await.unwrap().expense;
        assert_eq!(world.expense(same).await.mandate_id, old, "nothing that matters has changed");
        world.set_standing(1_200, 700, 3).await;
        assert_eq!(world.approve(world.steward, same).await, Err(ExpenseRefused::MandateEnded));
        assert_eq!(world.submit(world.treasurer, world.small(700)).await, Err(ExpenseRefused::AboveEach));
        let next = world.submit(world.treasurer, world.small(600)).await.unwrap().expense;
        let new = world.find::<Mandate>((world.community, world.expense(next).await.mandate_id)).await;
        assert_eq!((new.ceiling_minor, new.rules_version, new.each_minor), (600, Some(3), Some(600)));
        world.set_standing(500, 100, 4).await;
        assert_eq!(world.submit(world.treasurer, world.small(1)).await, Err(ExpenseRefused::AboveCeiling));
        world.set_standing(0, 0, 5).await;
        assert_eq!(world.submit(world.treasurer, world.small(1)).await, Err(ExpenseRefused::NoStanding));
        let nowhere = Standing { fund: 9, month_minor: 10, each_minor: 10 };
        let refused = world.set_rules(Some(nowhere), None, 6).await;
        assert_eq!(refused, Err(MandateRefused::NoSuchFund));
        assert_eq!(world.set_rules(None, Some(-1), 6).await, Err(MandateRefused::ProofSumUnfit));
        world.assert_whole().await;
    }

    /// To the microsecond: the last instant before the end is in time, the end is not.
    async fn the_end_is_an_instant(world: World) {
        let mandate = world.mandate(1_000).await;
        let (one, two) = (world.to_chen(mandate, 100).await, world.to_chen(mandate, 100).await);
        let end = world.find::<Mandate>((world.community, mandate)).await.ends_at_us;
        let left = (end.micros - world.now().micros) as u64;
        world.clock.advance(Duration::from_micros(left - 1));
        assert_eq!(world.approve(world.steward, one).await, Ok(ExpenseState::Approved));
        world.clock.advance(Duration::from_micros(1));
        assert_eq!(world.approve(world.steward, two).await, Err(ExpenseRefused::MandateEnded));
        let asked = world.submit(world.chen, world.new_expense(mandate, 1)).await;
        assert_eq!(asked, Err(ExpenseRefused::MandateEnded));
        // Saying no is possible for ever.
        assert_eq!(world.refuse(world.steward, two, "too late").await, Ok(ExpenseState::Refused));
        world.assert_whole().await;
    }
}
