//! Paying suppliers together: two people, once, and what the statement says of it.

use crate::world::{DAY, World};
use community::role::Role;
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use supply::RunRefused;
use supply::ids::Member;
use supply::ops;
use supply::rows::PaymentRun;
use supply::run::{RunLineState, RunState, VoidReason};
use supply::statement::LineKind;

testkit::both_engines! {
    /// The whole way: ordered, short, credited, a statement, two people, the books.
    async fn from_the_order_to_the_books(world: World) {
        let before = (world.now(), world.bank_holds().await);
        let purchase = world.sent(world.bought()).await;
        world.reply(world.chen, purchase, true, "").await.unwrap();
        world.count(world.moderator, purchase, 20_000, true).await.unwrap();
        world.approve(world.treasurer, purchase).await.unwrap();
        world.clock.advance(DAY);
        world.credit(world.steward, purchase, 500, "two were bad").await.unwrap();
        let month = (before.0, world.now().plus(DAY * 2));
        let statement = world.statement(month.0, month.1).await;
        assert_eq!((statement.opening_minor, statement.closing_minor), (0, 6_500));
        world.clock.advance(DAY);
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 6_500)]).await.unwrap();
        assert_eq!(world.bank_holds().await, before.1, "nothing moves before the second consent");
        let moved = world.consent(world.steward, run).await.unwrap();
        assert_eq!((moved.state, moved.total_minor), (RunState::Paid, 6_500));
        assert_eq!(world.bank_holds().await, before.1 - 6_500);
        assert_eq!(world.due(world.chen).await, (0, 0, 0));
        let statement = world.statement(month.0, month.1).await;
        assert_eq!(
            statement.sums(),
            [(LineKind::Bought, 7_000), (LineKind::Credit, -500), (LineKind::Payment, -6_500)]
        );
        assert_eq!(statement.closing_minor, 0);
        world.assert_whole().await;
    }

    /// Settled sales first, and the rest of what was bought: one transfer, two payouts.
    async fn a_line_takes_sales_first(world: World) {
        world.owed_for(world.bought()).await;
        world.sell(10_000).await;
        assert_eq!(world.due(world.chen).await, (8_400, 3_800, 0));
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 5_000)]).await.unwrap();
        world.consent(world.steward, run).await.unwrap();
        let line = world.run_line(run, 1).await;
        assert_eq!((line.sales_minor, line.rest_minor, line.state), (3_800, 1_200, RunLineState::Paid));
        assert_eq!(world.due(world.chen).await, (7_200, 0, 0));
        world.assert_whole().await;
    }

    async fn what_proposing_refuses(world: World) {
        world.owed_for(world.bought()).await;
        let chens = world.supplier;
        let unlinked = world.create(world.steward, None).await.unwrap();
        let no_bank = world.create(world.steward, Some(world.member("Eve").await)).await.unwrap();
        let line = |minor| world.pay(chens, minor);
        for (by, lines, why) in [
            (world.steward, vec![line(100)], RunRefused::NotAllowed),
            (world.chen, vec![line(100)], RunRefused::NotAllowed),
            (world.id(), vec![line(100)], RunRefused::NotAMember),
            (world.treasurer, vec![], RunRefused::NoLines),
            (world.treasurer, (0..201).map(line).collect(), RunRefused::TooManyLines),
            (world.treasurer, vec![line(100), line(100)], RunRefused::LineTwice),
            (world.treasurer, vec![line(0)], RunRefused::SumNotPositive),
            (world.treasurer, vec![line(-5)], RunRefused::SumNotPositive),
            (world.treasurer, vec![line(8_401)], RunRefused::MoreThanDue),
            (world.treasurer, vec![line(i64::MAX)], RunRefused::MoreThanDue),
            (world.treasurer, vec![world.pay(world.id(), 1)], RunRefused::NoSuchSupplier),
            (world.treasurer, vec![world.pay(unlinked, 1)], RunRefused::NoAccount),
            (world.treasurer, vec![world.pay(no_bank, 1)], RunRefused::NoBankDetails),
        ] {
            assert_eq!(world.propose(by, lines).await.map(drop), Err(why));
        }
        world.grant(world.chen, Role::Treasurer).await;
        assert_eq!(world.propose(world.chen, vec![line(100)]).await.map(drop), Err(RunRefused::OwnPayout));
    }

    /// A company's money is the own matter of who stands behind it: they neither propose to pay it, nor agree, nor say that it came
    /// back, nor answer for what it delivers.
    async fn who_stands_behind_a_supplier_pays_it_not(world: World) {
        world.owed_for(world.bought()).await;
        world.sell(1_000).await;
        let (chen, behind) = (world.chen, [world.treasurer, world.steward]);
        let stand = |before: &[Id<Member>], now: &[Id<Member>]| {
            let (before, now) = (before.to_vec(), now.to_vec());
            world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, chen, &before, &now)?))
        };
        stand(&[], &behind).await.unwrap();
        let line = || vec![world.pay(world.supplier, 500)];
        assert_eq!(world.propose(world.treasurer, line()).await.map(drop), Err(RunRefused::OwnPayout));
        stand(&behind, &[world.steward]).await.unwrap();
        let run = world.propose(world.treasurer, line()).await.unwrap();
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::OwnPayout));
        stand(&[world.steward], &[]).await.unwrap();
        world.consent(world.steward, run).await.unwrap();
        stand(&[], &[world.treasurer]).await.unwrap();
        let (by, input) = (world.treasurer, ops::ReturnLine { run, line: 1, key: None });
        let said = world.act(move |tx, now| ops::return_line(tx, by, &input, now)).await;
        assert_eq!(said.map(drop), Err(RunRefused::OwnPayout));
        world.assert_whole().await;
    }

    /// Not who proposed it, not who is paid by it, not who has no such power; and not twice.
    async fn who_may_consent(world: World) {
        world.owed_for(world.bought()).await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap();
        world.grant(world.chen, Role::Treasurer).await;
        let dan = world.member("Dan").await;
        for (by, why) in [
            (world.treasurer, RunRefused::OwnRun),
            (world.chen, RunRefused::OwnPayout),
            (world.moderator, RunRefused::NotAllowed),
            (dan, RunRefused::NotAllowed),
            (world.id(), RunRefused::NotAMember),
        ] {
            assert_eq!(world.consent(by, run).await.map(drop), Err(why));
        }
        assert_eq!(world.consent(world.steward, world.id()).await.map(drop), Err(RunRefused::NoSuchRun));
        world.consent(world.steward, run).await.unwrap();
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::WrongState));
        assert_eq!(world.call_off(world.steward, run, "late").await.map(drop), Err(RunRefused::WrongState));
        world.assert_whole().await;
    }

    async fn a_run_is_called_off_before_consent(world: World) {
        world.owed_for(world.bought()).await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap();
        assert_eq!(world.call_off(world.chen, run, "no").await.map(drop), Err(RunRefused::NotAllowed));
        assert_eq!(world.call_off(world.treasurer, run, " ").await.map(drop), Err(RunRefused::ReasonMissing));
        let moved = world.call_off(world.treasurer, run, "the bank is closed").await.unwrap();
        assert_eq!(moved.state, RunState::Cancelled);
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::WrongState));
        assert_eq!(world.due(world.chen).await, (8_400, 0, 0));
        world.assert_whole().await;
    }

    /// New bank details between the two consents: that line is not paid, the others are.
    async fn changed_bank_details_void_their_line(world: World) {
        world.owed_for(world.bought()).await;
        let eve = world.member("Eve").await;
        let other = world.create(world.steward, Some(eve)).await.unwrap();
        world.set_bank(eve, other, "62225555").await.unwrap();
        world.open_with(AccountKey::owed(eve, crate::world::CNY), 1_000).await;
        let lines = vec![world.pay(world.supplier, 8_400), world.pay(other, 1_000)];
        let run = world.propose(world.treasurer, lines).await.unwrap();
        world.set_bank(world.chen, world.supplier, "62229999").await.unwrap();
        let moved = world.consent(world.steward, run).await.unwrap();
        assert_eq!(moved.total_minor, 1_000);
        let line = world.run_line(run, 1).await;
        assert_eq!((line.state, line.void_reason), (RunLineState::Void, Some(VoidReason::BankChanged)));
        assert_eq!(world.due(world.chen).await, (8_400, 0, 0));
        assert_eq!(world.run_line(run, 2).await.state, RunLineState::Paid);
        world.assert_whole().await;
    }

    /// What was spent or paid meanwhile is not paid again.
    async fn a_line_beyond_what_is_due_by_now_is_void(world: World) {
        world.owed_for(world.bought()).await;
        let (one, two) = (vec![world.pay(world.supplier, 8_400)], vec![world.pay(world.supplier, 8_400)]);
        let first = world.propose(world.treasurer, one).await.unwrap();
        let second = world.propose(world.treasurer, two).await.unwrap();
        world.consent(world.steward, first).await.unwrap();
        assert_eq!(world.consent(world.steward, second).await.map(drop), Err(RunRefused::NothingLeft));
        let run = world.find::<PaymentRun>((world.community, second)).await;
        assert_eq!(run.state, RunState::Proposed, "refused whole: it can be called off");
        world.call_off(world.treasurer, second, "paid already").await.unwrap();
        world.assert_whole().await;
    }

    async fn a_closed_supplier_is_not_paid(world: World) {
        world.owed_for(world.bought()).await;
        let eve = world.member("Eve").await;
        let other = world.create(world.steward, Some(eve)).await.unwrap();
        world.set_bank(eve, other, "62225555").await.unwrap();
        world.open_with(AccountKey::owed(eve, crate::world::CNY), 1_000).await;
        let lines = vec![world.pay(world.supplier, 8_400), world.pay(other, 1_000)];
        let run = world.propose(world.treasurer, lines).await.unwrap();
        let input = ops::KeepSupplier { is_open: false, ..world.keep(world.supplier, None) };
        world.edit(world.steward, input).await.unwrap();
        assert_eq!(world.consent(world.steward, run).await.unwrap().total_minor, 1_000);
        assert_eq!(world.run_line(run, 1).await.void_reason, Some(VoidReason::SupplierClosed));
    }

    /// Whoever proposed it is treasurer no more.
    async fn the_first_consent_is_asked_again(world: World) {
        world.owed_for(world.bought()).await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap();
        world.role(world.treasurer, Role::Treasurer, false).await;
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::ProposerMayNot));
        assert_eq!(world.due(world.chen).await, (8_400, 0, 0));
    }

    /// More than the bank holds: nothing of it is paid.
    async fn a_run_is_paid_whole_or_not_at_all(world: World) {
        world.owed_for(world.bought()).await;
        let holds = world.bank_holds().await;
        let cash = AccountKey::cash(crate::world::CNY);
        world.move_money(cash, holds - 5_000).await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 8_400)]).await.unwrap();
        assert_eq!(world.consent(world.steward, run).await.map(drop), Err(RunRefused::BankTooSmall));
        assert_eq!((world.bank_holds().await, world.due(world.chen).await.0), (5_000, 8_400));
        assert_eq!(world.run_line(run, 1).await.state, RunLineState::Proposed);
        world.assert_whole().await;
    }

    /// The bank sent it back: due again, and the entry stands with its reversal.
    async fn what_the_bank_returns_is_due_again(world: World) {
        let from = world.now();
        world.owed_for(world.bought()).await;
        world.sell(10_000).await;
        let run = world.propose(world.treasurer, vec![world.pay(world.supplier, 12_200)]).await.unwrap();
        assert_eq!(world.came_back(world.treasurer, run, 1).await.map(drop), Err(RunRefused::NotPaid));
        world.consent(world.steward, run).await.unwrap();
        let held = world.bank_holds().await;
        world.grant(world.chen, Role::Treasurer).await;
        for (by, line, why) in [
            (world.steward, 1, RunRefused::NotAllowed),
            (world.chen, 1, RunRefused::OwnPayout),
            (world.treasurer, 2, RunRefused::NoSuchLine),
        ] {
            assert_eq!(world.came_back(by, run, line).await.map(drop), Err(why));
        }
        assert_eq!(world.came_back(world.treasurer, world.id(), 1).await.map(drop), Err(RunRefused::NoSuchRun));
        let moved = world.came_back(world.treasurer, run, 1).await.unwrap();
        assert_eq!(moved.total_minor, 0);
        assert_eq!((world.bank_holds().await, world.due(world.chen).await), (held + 12_200, (8_400, 3_800, 0)));
        assert_eq!(world.came_back(world.treasurer, run, 1).await.map(drop), Err(RunRefused::NotPaid));
        let statement = world.statement(from, world.now().plus(DAY)).await;
        let back: Vec<_> = statement.lines.iter().filter(|line| line.kind == LineKind::PaymentReturned).collect();
        assert_eq!(back.iter().map(|line| line.change.minor).sum::<i64>(), 12_200);
        assert_eq!(statement.closing_minor, 12_200);
        world.assert_whole().await;
    }

    /// A key belongs to one request: for another it is refused, and the first is answered as before.
    async fn a_key_of_a_run_is_of_one_request(world: World) {
        world.owed_for(world.bought()).await;
        let by = world.treasurer;
        let key = |operation, input: &str| {
            Some(store::IdempotencyKey::of(by.as_str(), "click", operation, &input).unwrap())
        };
        let propose = |amount: i64| {
            let key = key("propose_run", &amount.to_string());
            let input = ops::ProposeRun { id: world.id(), lines: vec![world.pay(world.supplier, amount)], key };
            world.act(move |tx, now| ops::propose_run(tx, by, &input, now))
        };
        let first = propose(100).await.unwrap();
        assert_eq!(propose(100).await, Ok(first.clone()));
        assert_eq!(propose(200).await, Err(RunRefused::KeyReused));
        let runs = [first.run, world.propose(by, vec![world.pay(world.supplier, 300)]).await.unwrap()];
        let steward = world.steward;
        let consent = |run: kernel::Id<PaymentRun>| {
            let input = ops::ConsentRun { run, key: key("consent_run", run.as_str()) };
            world.act(move |tx, now| ops::consent_run(tx, steward, &input, now))
        };
        // The key of proposing is not one of consenting.
        assert_eq!(consent(runs[0]).await.map(drop), Err(RunRefused::KeyReused));
        let renewed = |run: kernel::Id<PaymentRun>, click: &'static str| {
            let key = store::IdempotencyKey::of(steward.as_str(), click, "return_line", &run).unwrap();
            let input = ops::ReturnLine { run, line: 1, key: Some(key) };
            world.act(move |tx, now| ops::return_line(tx, by, &input, now))
        };
        for run in runs {
            world.consent(steward, run).await.unwrap();
        }
        renewed(runs[0], "back").await.unwrap();
        assert_eq!(renewed(runs[1], "back").await.map(drop), Err(RunRefused::KeyReused));
        renewed(runs[1], "other").await.unwrap();
        assert_eq!(world.due(world.chen).await, (8_400, 0, 0));
        world.assert_whole().await;
    }

    async fn the_payer_is_entered_by_the_treasurer(world: World) {
        let set = |by, text| {
            let input = ops::SetPayer { text, key: None };
            world.act(move |tx, now| ops::set_payer(tx, by, &input, now))
        };
        let sound = || crate::world::bank("62220000");
        assert_eq!(set(world.steward, sound()).await, Err(RunRefused::NotAllowed));
        assert_eq!(set(world.id(), sound()).await, Err(RunRefused::NotAMember));
        for (text, why) in [
            (ops::BankText { holder: " ".into(), ..sound() }, RunRefused::HolderMissing),
            (ops::BankText { bank: " ".into(), ..sound() }, RunRefused::BankMissing),
            (ops::BankText { bank: "b".repeat(71), ..sound() }, RunRefused::BankTooLong),
            (ops::BankText { account: "1".into(), ..sound() }, RunRefused::AccountMalformed),
        ] {
            assert_eq!(set(world.treasurer, text).await, Err(why));
        }
        assert_eq!(set(world.treasurer, sound()).await, Ok(()));
    }

    /// Random weeks of deliveries, sales, credits, payments and returns: each period closes with what the next opens
    /// with, and the last with what the books say, to the minor unit.
    async fn statements_join_and_equal_the_books(world: World) {
        let mut seed = 0x2545_F491_4F6C_DD1D_u64;
        let mut random = |below: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed % below
        };
        let start = world.now();
        let mut cuts: Vec<Timestamp> = vec![start];
        let (mut purchases, mut runs) = (Vec::new(), Vec::new());
        for _ in 0..6 {
            purchases.push(world.owed_for(world.bought()).await);
            world.sell(500 * (1 + random(20) as i64)).await;
            let credited = purchases[random(purchases.len() as u64) as usize];
            // More than what was billed is left to the next round; nothing else may be in the way.
            let given = world.credit(world.steward, credited, 1 + random(700) as i64, "bad").await;
            assert!(matches!(given, Ok(_) | Err(supply::PurchaseRefused::MoreThanBilled)), "{given:?}");
            let (owed, payable, receivable) = world.due(world.chen).await;
            let most = (owed + payable - receivable).max(1) as u64;
            let lines = vec![world.pay(world.supplier, 1 + random(most) as i64)];
            // Nothing is due in some rounds; whatever is due can be paid.
            let due = owed + payable - receivable;
            match world.propose(world.treasurer, lines).await {
                Ok(run) => {
                    assert_eq!(world.consent(world.steward, run).await.map(|moved| moved.state), Ok(RunState::Paid));
                    runs.push((run, true));
                }
                Err(why) => assert_eq!((why, due <= 0), (RunRefused::MoreThanDue, true), "{due} due"),
            }
            if random(3) == 0 && !runs.is_empty() {
                let chosen = random(runs.len() as u64) as usize;
                let (run, is_paid) = runs[chosen];
                let came = world.came_back(world.treasurer, run, 1).await.map(drop);
                assert_eq!(came, if is_paid { Ok(()) } else { Err(RunRefused::NotPaid) });
                runs[chosen].1 = false;
            }
            world.clock.advance(DAY);
            cuts.push(world.now());
        }
        assert!(runs.len() > 2, "the story pays");
        let mut carried = 0;
        for pair in cuts.windows(2) {
            let statement = world.statement(pair[0], pair[1]).await;
            assert_eq!(statement.opening_minor, carried, "{pair:?}");
            let sums: i64 = statement.sums().iter().map(|(_, minor)| minor).sum();
            assert_eq!(statement.opening_minor + sums, statement.closing_minor);
            carried = statement.closing_minor;
        }
        let (owed, payable, receivable) = world.due(world.chen).await;
        assert_eq!(carried, owed + payable - receivable);
        world.assert_whole().await;
    }
}
