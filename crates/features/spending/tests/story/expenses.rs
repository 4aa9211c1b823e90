//! The way of an expense, who may move it on, and what the books say.

use crate::world::{CNY, DAY, World};
use community::role::Role;
use ledger::AccountKey;
use spending::asked::Payee;
use spending::expense::{ExpensePurpose, ExpenseRefused, ExpenseState, ExpenseStep};
use spending::ops::{self, SubmitExpense, Under};
use spending::rows::{Expense, ExpenseStepRow};
use store::IdempotencyKey;

testkit::both_engines! {
    /// A member has paid already: approved, it is owed to them, and the books name mandate and expense.
    async fn a_member_is_owed_what_was_approved(world: World) {
        let mandate = world.mandate(1_000).await;
        let expense = world.to_chen(mandate, 600).await;
        assert_eq!((world.fund().await, world.used(mandate).await), (100_000, (0, 0)));
        assert_eq!(world.approve(world.steward, expense).await, Ok(ExpenseState::Approved));
        assert_eq!((world.fund().await, world.used(mandate).await), (99_400, (600, 0)));
        assert_eq!(world.balance(AccountKey::owed(world.chen, CNY)).await, 600);
        assert_eq!(world.balance(AccountKey::purchases(1, CNY)).await, 600);
        let row = world.expense(expense).await;
        let (community, number) = (world.community, row.entry.unwrap());
        let entry = world.db.read(move |reader| ledger::entry(reader, community, number)).await.unwrap().unwrap();
        let head = entry.head.entry;
        assert_eq!((head.kind.as_str(), head.cause_kind.as_str()), ("expense", "expense"));
        assert_eq!((head.cause_id, head.mandate), (expense.to_string(), Some(mandate.to_string())));
        assert_eq!(head.happened_at_us, row.incurred_at_us);
        // What is owed is paid as all that is owed.
        assert_eq!(world.pay(world.treasurer, expense, "7").await, Err(ExpenseRefused::PayeeIsMember));
        let steps = world.db.read(move |reader| {
            let step = |number| reader.find::<ExpenseStepRow>(&(community, expense, number));
            (1..=row.step_count).map(step).collect::<Result<Vec<_>, _>>()
        });
        let steps: Vec<_> = steps.await.unwrap().into_iter().flatten().map(|step| (step.step, step.by_member)).collect();
        assert_eq!(steps, [
            (ExpenseStep::Submitted, Some(world.chen)),
            (ExpenseStep::Approved, Some(world.steward)),
        ]);
        world.assert_whole().await;
    }

    /// What a company asks for or is paid is the own matter of who stands behind it.
    async fn who_stands_behind_a_company_judges_none_of_its_expenses(world: World) {
        let mandate = world.mandate(1_000).await;
        let expense = world.to_chen(mandate, 600).await;
        let (chen, owner) = (world.chen, world.steward);
        world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, chen, &[], &[owner])?)).await.unwrap();
        assert_eq!(world.approve(world.steward, expense).await, Err(ExpenseRefused::OwnExpense));
        world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, chen, &[owner], &[])?)).await.unwrap();
        assert_eq!(world.approve(world.steward, expense).await, Ok(ExpenseState::Approved));
    }

    /// Somebody outside: promised at approval, in the books when the money has left.
    async fn somebody_outside_is_promised_and_paid(world: World) {
        let mandate = world.mandate(1_000).await;
        let expense = world.outside(mandate, 700).await;
        assert_eq!(world.pay(world.treasurer, expense, "7").await, Err(ExpenseRefused::WrongState));
        world.approve(world.treasurer, expense).await.unwrap();
        assert_eq!((world.fund().await, world.used(mandate).await), (100_000, (0, 700)));
        let asked = world.submit(world.chen, world.new_expense(mandate, 301)).await;
        assert_eq!(asked, Err(ExpenseRefused::AboveCeiling), "promised is not free");
        for (by, reference, refused) in [
            (world.steward, "7", ExpenseRefused::NotAllowed),
            (world.id(), "7", ExpenseRefused::NotAMember),
            (world.treasurer, " ", ExpenseRefused::ReferenceMissing),
            (world.treasurer, &"7".repeat(201), ExpenseRefused::ReferenceTooLong),
        ] {
            assert_eq!(world.pay(by, expense, reference).await, Err(refused));
        }
        let (by, paid_on) = (world.treasurer, world.today().plus(DAY));
        let input = ops::PayExpense { expense, paid_on, reference: "7".into(), key: None };
        let early = world.act(move |tx, now| ops::pay_expense(tx, by, &input, now)).await;
        assert_eq!(early, Err(ExpenseRefused::PaidInFuture));
        let input = ops::PayExpense { expense, paid_on: world.today().minus(DAY), reference: "7".into(), key: None };
        let mistyped = world.act(move |tx, now| ops::pay_expense(tx, by, &input, now)).await;
        assert_eq!(mistyped, Err(ExpenseRefused::PaidBeforeIncurred));
        assert_eq!(world.pay(world.treasurer, expense, "7").await, Ok(ExpenseState::Paid));
        assert_eq!((world.fund().await, world.used(mandate).await), (99_300, (700, 0)));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 99_300);
        assert_eq!(world.refuse(world.steward, expense, "no").await, Err(ExpenseRefused::WrongState));
        world.assert_whole().await;
    }

    /// A payment that was entered and not made is taken back by an entry; the expense is paid rightly afterwards, or refused.
    async fn a_payment_entered_wrongly_is_taken_back(world: World) {
        let mandate = world.mandate(1_000).await;
        let expense = world.outside(mandate, 700).await;
        let unpay = async |by: kernel::Id<spending::ids::Member>, reason: &str| {
            let input = ops::TakePaymentBack { expense, reason: reason.to_owned(), key: None };
            world.act(move |tx, now| ops::take_payment_back(tx, by, &input, now)).await.map(|moved| moved.state)
        };
        world.approve(world.steward, expense).await.unwrap();
        assert_eq!(unpay(world.treasurer, "not made").await, Err(ExpenseRefused::WrongState));
        world.pay(world.treasurer, expense, "7").await.unwrap();
        let wrong = world.expense(expense).await.entry.unwrap();
        for (by, reason, refused) in [
            (world.steward, "not made", ExpenseRefused::NotAllowed),
            (world.id(), "not made", ExpenseRefused::NotAMember),
            (world.treasurer, " ", ExpenseRefused::ReasonMissing),
        ] {
            assert_eq!(unpay(by, reason).await, Err(refused));
        }
        world.clock.advance(DAY);
        assert_eq!(unpay(world.treasurer, "another firm's").await, Ok(ExpenseState::Approved));
        assert_eq!((world.fund().await, world.used(mandate).await), (100_000, (0, 700)));
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 100_000);
        let row = world.expense(expense).await;
        assert_eq!((row.entry, row.reference.clone(), row.paid_at_us), (None, None, None));
        assert_eq!(world.step(expense, row.step_count).await.reason, "another firm's");
        let community = world.community;
        let taken = world.db.read(move |reader| ledger::entry(reader, community, wrong)).await.unwrap().unwrap();
        assert!(taken.head.reversed_by.is_some(), "the wrong entry stays, and says what took it back");
        world.assert_whole().await;
        assert_eq!(unpay(world.treasurer, "again").await, Err(ExpenseRefused::WrongState));
        assert_eq!(world.pay(world.treasurer, expense, "8").await, Ok(ExpenseState::Paid));
        assert_eq!((world.fund().await, world.used(mandate).await), (99_300, (700, 0)));
        world.assert_whole().await;
        // What is owed to a member is not paid here, and so not taken back here.
        let owed = world.to_chen(mandate, 100).await;
        world.approve(world.steward, owed).await.unwrap();
        let (by, input) = (world.treasurer, ops::TakePaymentBack { expense: owed, reason: "x".into(), key: None });
        let member = world.act(move |tx, now| ops::take_payment_back(tx, by, &input, now)).await;
        assert_eq!(member, Err(ExpenseRefused::PayeeIsMember));
    }

    /// A yes that was not paid is taken back, and what it held is free again.
    async fn a_promise_is_taken_back(world: World) {
        let mandate = world.mandate(1_000).await;
        let expense = world.outside(mandate, 700).await;
        world.approve(world.treasurer, expense).await.unwrap();
        assert_eq!(world.refuse(world.steward, expense, " ").await, Err(ExpenseRefused::ReasonMissing));
        assert_eq!(world.refuse(world.steward, expense, "The firm is gone").await, Ok(ExpenseState::Refused));
        assert_eq!(world.used(mandate).await, (0, 0));
        assert_eq!(world.pay(world.treasurer, expense, "7").await, Err(ExpenseRefused::WrongState));
        let owed = world.to_chen(mandate, 100).await;
        world.approve(world.treasurer, owed).await.unwrap();
        let stays = world.refuse(world.steward, owed, "no").await;
        assert_eq!(stays, Err(ExpenseRefused::WrongState), "it stands in the books");
        world.assert_whole().await;
    }

    /// Nobody approves their own expense or what is paid to them, with whatever roles.
    async fn nobody_decides_in_their_own_matter(world: World) {
        let mandate = world.mandate(1_000).await;
        world.grant(world.treasurer, Role::Steward).await;
        let all_powers = world.treasurer;
        let own = SubmitExpense { payee: Payee::Member(world.dan), ..world.new_expense(mandate, 100) };
        let own = world.submit(all_powers, own).await.unwrap().expense;
        let to_them = SubmitExpense { payee: Payee::Member(all_powers), ..world.new_expense(mandate, 100) };
        let to_them = world.submit(world.chen, to_them).await.unwrap().expense;
        for (expense, refused) in [(own, ExpenseRefused::OwnExpense), (to_them, ExpenseRefused::PaidToYou)] {
            assert_eq!(world.approve(all_powers, expense).await, Err(refused));
            assert_eq!(world.refuse(all_powers, expense, "no").await, Err(refused));
            assert_eq!(world.approve(world.dan, expense).await, Err(ExpenseRefused::NotAllowed));
            assert_eq!(world.approve(world.id(), expense).await, Err(ExpenseRefused::NotAMember));
            assert_eq!(world.approve(world.steward, expense).await, Ok(ExpenseState::Approved));
        }
        // The power is that of the moment: a role that was put down approves nothing.
        let third = world.to_chen(mandate, 100).await;
        let (actor, member) = (world.steward, all_powers);
        for role in [Role::Steward, Role::Treasurer] {
            let grant = community::GrantInput { actor, member, role, give: false, reason: "over".into() };
            world.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
        }
        assert_eq!(world.approve(all_powers, third).await, Err(ExpenseRefused::NotAllowed));
        world.assert_whole().await;
    }

    /// What may be asked for.
    async fn an_expense_is_taken_or_told_why_not(world: World) {
        let mandate = world.mandate(1_000).await;
        world.clock.advance(DAY * 2);
        let good = || world.new_expense(mandate, 100);
        let mut later = world.new_mandate(1_000);
        later.starts_at = world.now().plus(DAY);
        let not_begun = later.id;
        world.act(move |tx, now| spending::grant_mandate(tx, &later, now)).await.unwrap();
        let long = "字".repeat(1_001);
        let many = (0..21).map(|n| world.proof(&format!("b{n}"))).collect();
        for (input, refused) in [
            (SubmitExpense { under: Under::Mandate(world.id()), ..good() }, ExpenseRefused::NoSuchMandate),
            (SubmitExpense { under: Under::Mandate(not_begun), ..good() }, ExpenseRefused::MandateNotBegun),
            (SubmitExpense { amount_minor: 1_001, ..good() }, ExpenseRefused::AboveCeiling),
            (SubmitExpense { amount_minor: 0, ..good() }, ExpenseRefused::SumNotPositive),
            (SubmitExpense { amount_minor: i64::MAX, ..good() }, ExpenseRefused::SumTooLarge),
            (SubmitExpense { what: " ".into(), ..good() }, ExpenseRefused::WhatMissing),
            (SubmitExpense { what: long, ..good() }, ExpenseRefused::WhatTooLong),
            (SubmitExpense { payee: Payee::Member(world.id()), ..good() }, ExpenseRefused::PayeeNoMember),
            (SubmitExpense { incurred_on: world.today().plus(DAY), ..good() }, ExpenseRefused::IncurredInFuture),
            (SubmitExpense { incurred_on: world.today().minus(DAY * 3), ..good() }, ExpenseRefused::IncurredOutside),
            (SubmitExpense { proofs: many, ..good() }, ExpenseRefused::TooManyProofs),
        ] {
            assert_eq!(world.submit(world.chen, input).await, Err(refused));
        }
        assert_eq!(world.submit(world.id(), good()).await, Err(ExpenseRefused::NotAMember));
        // The day on which the mandate was made is in it.
        let first_day = SubmitExpense { incurred_on: world.today().minus(DAY * 2), ..good() };
        let twice = SubmitExpense { proofs: vec![world.proof("c"), world.proof("c")], ..first_day };
        let id = world.submit(world.dan, twice).await.unwrap().expense;
        assert_eq!(world.expense(id).await.proof_count, 1, "the same file twice is one proof");
    }

    /// Without a proof somebody says why, and everybody reads it; above a sum that is not enough, until one is handed in.
    async fn without_a_proof_a_reason_is_said(world: World) {
        let mandate = world.mandate(90_000).await;
        let bare = |amount| SubmitExpense { proofs: Vec::new(), ..world.new_expense(mandate, amount) };
        let small = world.submit(world.chen, bare(20_000)).await.unwrap().expense;
        assert_eq!(world.approve(world.steward, small).await, Err(ExpenseRefused::ProofOrReason));
        let why = "The stall writes no receipts; I was there";
        assert_eq!(world.approve_saying(world.steward, small, why).await, Ok(ExpenseState::Approved));
        assert_eq!(world.step(small, 2).await.reason, why);
        let large = world.submit(world.chen, bare(20_001)).await.unwrap().expense;
        let demanded = Err(ExpenseRefused::ProofDemanded);
        assert_eq!(world.approve_saying(world.steward, large, why).await, demanded);
        let (by, input) = (world.chen, ops::AddProof { expense: large, proofs: vec![world.proof("b1")], key: None });
        world.act(move |tx, now| ops::add_proof(tx, by, &input, now)).await.unwrap();
        assert_eq!(world.approve(world.steward, large).await, Ok(ExpenseState::Approved));
        // By the community's own rules: always, or never.
        let one = world.submit(world.chen, bare(1)).await.unwrap().expense;
        world.set_rules(None, Some(0), 1).await.unwrap();
        assert_eq!(world.approve_saying(world.steward, one, why).await, demanded);
        world.set_rules(None, None, 2).await.unwrap();
        let much = world.submit(world.chen, bare(30_000)).await.unwrap().expense;
        assert_eq!(world.approve(world.steward, much).await, Err(ExpenseRefused::ProofOrReason));
        assert_eq!(world.approve_saying(world.steward, much, why).await, Ok(ExpenseState::Approved));
        world.assert_whole().await;
    }

    /// The page said that there was no proof; by the time the reason arrives there is one that nobody has looked at.
    async fn a_proof_handed_in_meanwhile_is_looked_at_first(world: World) {
        let mandate = world.mandate(90_000).await;
        for amount in [20_000, 20_001] {
            let bare = SubmitExpense { proofs: Vec::new(), ..world.new_expense(mandate, amount) };
            let id = world.submit(world.chen, bare).await.unwrap().expense;
            let (by, input) = (world.chen, ops::AddProof { expense: id, proofs: vec![world.proof("b1")], key: None });
            world.act(move |tx, now| ops::add_proof(tx, by, &input, now)).await.unwrap();
            let approve = |without_proof: &str, proofs_seen| {
                let input = ops::ApproveExpense { expense: id, without_proof: without_proof.to_owned(), proofs_seen, key: None };
                let by = world.steward;
                world.act(move |tx, now| ops::approve_expense(tx, by, &input, now))
            };
            assert_eq!(approve("I was there", Some(0)).await, Err(ExpenseRefused::ProofsChanged));
            assert_eq!(approve("I was there", None).await, Err(ExpenseRefused::ProofsChanged));
            assert_eq!(world.expense(id).await.approved_proof_count, None);
            approve("", Some(1)).await.unwrap();
            assert_eq!(world.expense(id).await.approved_proof_count, Some(1));
        }
        world.assert_whole().await;
    }

    /// The fund has less than the mandate permits: refused in time, also where it is promised already.
    async fn a_fund_spends_what_it_has(world: World) {
        let mandate = world.mandate(200_000).await;
        let (one, two) = (world.outside(mandate, 60_000).await, world.to_chen(mandate, 50_000).await);
        world.approve(world.steward, one).await.unwrap();
        assert_eq!(world.approve(world.steward, two).await, Err(ExpenseRefused::FundTooSmall));
        world.fill(10_000).await;
        assert_eq!(world.approve(world.steward, two).await, Ok(ExpenseState::Approved));
        world.pay(world.treasurer, one, "7").await.unwrap();
        // The fund has enough, and the bank has lent it: a payout has emptied it.
        world.fill(1_000).await;
        let three = world.outside(mandate, 1_000).await;
        world.approve(world.steward, three).await.unwrap();
        let payout = market::ops::PayOut {
            id: world.id(),
            member: world.chen,
            purse: market::rows::Purse::Owed,
            amount_minor: 50_000,
            reference: "9".into(),
            key: None,
        };
        let treasurer = market::Actor::Member(world.treasurer);
        world.act(move |tx, now| market::ops::pay_out(tx, treasurer, &payout, now.into())).await.unwrap();
        assert_eq!(world.balance(AccountKey::bank(CNY)).await, 1_000);
        let dan = world.dan;
        world.act(move |tx, now| {
            let entry = ledger::NewEntry {
                kind: "loan",
                happened_at: now,
                recorded_at: now,
                cause: ledger::Cause::new("loan", dan),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::receivable(dan, CNY), 500), (AccountKey::bank(CNY), -500)],
            };
            ledger::post(tx, &entry)
        }).await.unwrap();
        assert_eq!(world.pay(world.treasurer, three, "8").await, Err(ExpenseRefused::BankTooSmall));
        world.assert_whole().await;
    }

    /// Its author adds proofs and takes it back; nobody else does.
    async fn an_author_proves_and_withdraws(world: World) {
        let mandate = world.mandate(1_000).await;
        let expense = world.to_chen(mandate, 100).await;
        let add = |by, names: &[&str]| {
            let proofs = names.iter().map(|name| world.proof(name)).collect();
            let input = ops::AddProof { expense, proofs, key: None };
            world.act(move |tx, now| ops::add_proof(tx, by, &input, now))
        };
        assert_eq!(add(world.dan, &["b1"]).await, Err(ExpenseRefused::NotYours));
        assert_eq!(add(world.id(), &["b1"]).await, Err(ExpenseRefused::NotAMember));
        assert_eq!(add(world.chen, &[]).await, Err(ExpenseRefused::ProofMissing));
        assert_eq!(add(world.chen, &["a1"]).await, Err(ExpenseRefused::ProofTwice));
        add(world.chen, &["b1", "b2"]).await.unwrap();
        assert_eq!(world.expense(expense).await.proof_count, 3);
        assert_eq!(world.withdraw(world.dan, expense).await, Err(ExpenseRefused::NotYours));
        assert_eq!(world.withdraw(world.id(), expense).await, Err(ExpenseRefused::NotAMember));
        assert_eq!(world.withdraw(world.chen, expense).await, Ok(ExpenseState::Withdrawn));
        assert_eq!(world.withdraw(world.chen, expense).await, Err(ExpenseRefused::WrongState));
        assert_eq!(world.approve(world.steward, expense).await, Err(ExpenseRefused::WrongState));
        assert_eq!(add(world.chen, &["b3"]).await, Err(ExpenseRefused::WrongState));
        assert_eq!(world.withdraw(world.chen, world.id()).await, Err(ExpenseRefused::NoSuchExpense));
        // Whoever is forgotten leaves what money rests on; what came to nothing loses its words.
        let paid = world.to_chen(mandate, 200).await;
        world.approve(world.steward, paid).await.unwrap();
        let chen = world.chen;
        world.act(move |tx, _| ops::forget_member(tx, chen)).await.unwrap();
        let what = |expense: Expense| expense.what;
        assert_eq!((what(world.expense(expense).await), what(world.expense(paid).await)), (String::new(), "Tiles".into()));
        world.assert_whole().await;
    }

    /// A double click is one expense, one approval, one payment; the same key for something else is refused.
    async fn the_same_request_again_changes_nothing(world: World) {
        let mandate = world.mandate(1_000).await;
        let key = |who: &str, operation, about: &str| Some(IdempotencyKey::of(who, "k1", operation, &about).unwrap());
        let payee = Payee::Outside("Bank".to_owned());
        let purpose = ExpensePurpose::Fees;
        let input = SubmitExpense { payee, purpose, key: key("chen", "submit", "x"), ..world.new_expense(mandate, 100) };
        let again = SubmitExpense { id: world.id(), ..input.clone() };
        let other = SubmitExpense { key: key("chen", "submit", "y"), ..input.clone() };
        let first = world.submit(world.chen, input).await.unwrap();
        assert_eq!(world.submit(world.chen, again).await, Ok(first.clone()));
        assert_eq!(world.submit(world.chen, other).await, Err(ExpenseRefused::KeyReused));
        let (expense, by) = (first.expense, world.treasurer);
        for _ in 0..2 {
            let (without_proof, proofs_seen) = (String::new(), Some(1));
            let input = ops::ApproveExpense { expense, without_proof, proofs_seen, key: key("bao", "approve", "x") };
            world.act(move |tx, now| ops::approve_expense(tx, by, &input, now)).await.unwrap();
        }
        for _ in 0..2 {
            let (key, paid_on) = (key("bao2", "pay", "x"), world.today());
            let input = ops::PayExpense { expense, paid_on, reference: "7".into(), key };
            world.act(move |tx, now| ops::pay_expense(tx, by, &input, now)).await.unwrap();
        }
        assert_eq!(world.used(mandate).await, (100, 0));
        assert_eq!(world.balance(AccountKey::fees(1, CNY)).await, 100);
        world.assert_whole().await;
    }
}
