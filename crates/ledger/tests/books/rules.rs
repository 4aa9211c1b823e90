//! What the books accept and refuse once it is saved.

use crate::{ANA, BO, Books, C, CY, at, entry, payment};
use ledger::{AccountKey, Cause, PostRefused};
use store::OpError::{self, Refused};
use store::{Fault, Outcome};

testkit::both_engines! {
    async fn entries_are_numbered_without_gaps_and_refusals_leave_none(books: Books) {
        assert_eq!(books.post(payment("ord_1", 100)).await, Ok(1));
        let too_much = entry("payout", "pay_1", &[(AccountKey::held(ANA, C), 200), (AccountKey::bank(C), -200)]);
        let refused = books.post(too_much).await;
        assert!(matches!(refused, Err(Refused(PostRefused::WouldPassZero { .. }))), "{refused:?}");
        assert_eq!(books.post(payment("ord_2", 50)).await, Ok(2));
        assert_eq!(books.balance(AccountKey::bank(C)).await, 150);
        assert_eq!(books.balance(AccountKey::held(ANA, C)).await, 146);
        assert_eq!(books.balance(AccountKey::held(BO, C)).await, 0);
        let report = books.assert_sound().await;
        assert_eq!((report.entry_count, report.posting_count, report.account_count), (2, 8, 4));
    }

    /// The second posting of an operation sees the first, and one refusal undoes both.
    async fn an_operation_stands_or_falls_whole(books: Books) {
        let both = books.run(|tx| {
            ledger::post(tx, &payment("ord_1", 100))?;
            ledger::post(tx, &entry("settlement", "ord_1", &[(AccountKey::held(ANA, C), 98), (AccountKey::payable(ANA, C), -98)]))
        });
        assert_eq!(both.await, Ok(2));
        let undone = books.run(|tx| {
            ledger::post(tx, &payment("ord_2", 100))?;
            ledger::post(tx, &entry("settlement", "ord_2", &[(AccountKey::held(ANA, C), 99), (AccountKey::payable(BO, C), -99)]))
        });
        assert!(undone.await.is_err());
        assert_eq!(books.balance(AccountKey::bank(C)).await, 100);
        assert_eq!(books.post(payment("ord_3", 10)).await, Ok(3));
        books.assert_sound().await;
    }

    /// Even a write that goes round every rule of this crate is stopped.
    async fn the_database_refuses_a_guarded_account_below_zero(books: Books) {
        books.post(payment("ord_1", 100)).await.unwrap();
        for (key, by_minor) in [(AccountKey::bank(C), -101), (AccountKey::held(ANA, C), 99)] {
            let forced = books.run(move |tx| Ok(ledger::damage::shift_balance(tx, &key, by_minor)?));
            let forced = forced.await;
            let Err(OpError::Fault(Fault::Engine(reason))) = &forced else { panic!("{forced:?}") };
            assert!(reason.to_lowercase().contains("check"), "{reason}");
        }
        assert_eq!(books.balance(AccountKey::bank(C)).await, 100);
        books.assert_sound().await;
    }

    async fn an_entry_is_taken_back_once_and_whole(books: Books) {
        books.post(payment("ord_1", 100)).await.unwrap();
        let back = |number| books.run(move |tx| ledger::reverse(tx, number, Cause::new("correction", "cor_1"), at(3), at(4)));
        assert_eq!(back(1).await, Ok(2));
        assert_eq!(back(1).await, Err(Refused(PostRefused::AlreadyReversed { by: 2 })));
        assert_eq!(back(2).await, Err(Refused(PostRefused::IsReversal)));
        assert_eq!(back(9).await, Err(Refused(PostRefused::NoSuchEntry { number: 9 })));
        assert_eq!(books.balance(AccountKey::bank(C)).await, 0);
        let mut false_reverse = payment("ord_1", 100);
        false_reverse.reverses = Some(1);
        assert_eq!(books.post(payment("ord_2", 70)).await, Ok(3));
        false_reverse.reverses = Some(3);
        assert_eq!(books.post(false_reverse).await, Err(Refused(PostRefused::NotTheReverse)));
        let full = books.db.read(|reader| ledger::entry(reader, 1, 1)).await.unwrap().unwrap();
        assert_eq!(full.head.reversed_by, Some(2));
        books.assert_sound().await;
    }

    /// What has moved on cannot be taken back from where it was.
    async fn a_reversal_respects_guarded_accounts(books: Books) {
        books.post(payment("ord_1", 100)).await.unwrap();
        books.post(entry("settlement", "ord_1", &[(AccountKey::held(ANA, C), 98), (AccountKey::payable(ANA, C), -98)])).await.unwrap();
        let back = books.run(|tx| ledger::reverse(tx, 1, Cause::new("correction", "cor_1"), at(3), at(4))).await;
        assert!(matches!(back, Err(Refused(PostRefused::WouldPassZero { by_minor: 98, .. }))), "{back:?}");
    }

    async fn a_fund_spends_by_mandate_and_no_more_than_it_has(books: Books) {
        books.post(entry("opening", "com_1", &[(AccountKey::bank(C), 500), (AccountKey::opening(1, C), -500)])).await.unwrap();
        let spend = |amount| entry("expense", "exp_1", &[(AccountKey::purchases(1, C), amount), (AccountKey::bank(C), -amount)]);
        assert_eq!(books.post(spend(100)).await, Err(Refused(PostRefused::SpendsWithoutMandate)));
        let mut allowed = spend(100);
        allowed.mandate = Some("man_1".to_owned());
        assert_eq!(books.post(allowed).await, Ok(2));
        let mut moved = entry("transfer", "prp_1", &[(AccountKey::transfer(1, C), 401), (AccountKey::transfer(2, C), -401)]);
        moved.mandate = Some("man_1".to_owned());
        assert_eq!(books.post(moved.clone()).await, Err(Refused(PostRefused::FundWouldPassZero { fund: 1, by_minor: 1 })));
        moved.postings = vec![(AccountKey::transfer(1, C), 400), (AccountKey::transfer(2, C), -400)];
        assert_eq!(books.post(moved).await, Ok(3));
        assert_eq!((books.fund(1).await, books.fund(2).await), (0, 400));
        books.assert_sound().await;
    }

    async fn books_must_be_open_and_funds_known(books: Books) {
        let unopened = books.db.transact(2, |tx| ledger::post(tx, &payment("ord_1", 100))).await;
        assert_eq!(unopened, Err(Refused(PostRefused::NoBooks)));
        let to_nobody = entry("payment", "ord_1", &[(AccountKey::bank(C), 5), (AccountKey::sales(3, C), -5)]);
        assert_eq!(books.post(to_nobody).await, Err(Refused(PostRefused::NoSuchFund { fund: 3 })));
        let of_nothing = { let mut new = payment("ord_1", 100); new.parent = Some(1); new };
        assert_eq!(books.post(of_nothing).await, Err(Refused(PostRefused::NoSuchEntry { number: 1 })));
    }

    /// The check is not blind: each kind of damage done behind the books' back is found and named.
    async fn damage_is_found(books: Books) {
        books.post(payment("ord_1", 100)).await.unwrap();
        books.post(entry("opening", "com_1", &[(AccountKey::bank(C), 500), (AccountKey::opening(1, C), -500)])).await.unwrap();
        let done: Outcome<(), PostRefused> = books.run(|tx| {
            ledger::damage::shift_balance(tx, &AccountKey::bank(C), 7)?;
            let day = at(1).day(&kernel::Zone::parse("Asia/Shanghai").unwrap());
            ledger::damage::shift_day(tx, 1, C, day, 3)?;
            ledger::damage::shift_posting(tx, 1, 4, -1)?;
            let mut counters = tx.book()?;
            counters.entry_count += 1;
            Ok(tx.save(&counters)?)
        }).await;
        done.unwrap();
        let said: Vec<String> = books.verify().await.violations.iter().map(ToString::to_string).collect();
        assert_eq!(said, [
            "entry 1: postings in CNY sum to -1",
            "2 entries, but the counter stands at 3",
            "account bank.-.-.CNY: postings sum to 600, the balance is kept as 607",
            "account held.-.fund:2.CNY: postings sum to -2, the balance is kept as -1",
            "CNY: assets less liabilities less funds is 7",
            "fund 1, day 20513: postings sum to 500, kept is 503",
        ]);
    }

    /// Fractions that changed, and accounts that are not the holder's, are found where they stand.
    async fn damage_of_carries_is_found(books: Books) {
        books.post(entry("opening", "com_1", &[(AccountKey::bank(C), 500), (AccountKey::opening(1, C), -500)])).await.unwrap();
        let shares = [ANA, BO, CY].map(|id| (id.to_owned(), 1)).to_vec();
        let cause = Cause::new("distribution", "dis_1");
        let note = ledger::PayoutNote { happened_at: at(5), recorded_at: at(6), cause, parent: None, mandate: "man_1".to_owned() };
        books.run(move |tx| ledger::pay_shares(tx, 1, 100, &shares, &note)).await.unwrap();
        let unit = || "333333333333333334".to_owned();
        for (word, other, said) in [
            (unit(), "333333333333333333".to_owned(), &["fund 1: rounding account 1000000000000000000, carries less slack 999999999999999999"][..]),
            (ANA.to_owned() + " 0", ANA.to_owned() + " 1", &["fund 1: the carries from \"mem_01kax0000000000000000000aa\" cannot be right"]),
            (ANA.to_owned(), CY.to_owned(), &["fund 1: the carries from \"\" cannot be right"]),
        ] {
            let (before, after) = (word.clone(), other.clone());
            let done: Outcome<(), PostRefused> =
                books.run(move |tx| Ok(ledger::damage::replace_in_carries(tx, 1, &before, &after)?)).await;
            done.unwrap();
            let found: Vec<String> = books.verify().await.violations.iter().map(ToString::to_string).collect();
            assert_eq!(found, said, "{word}");
            let done: Outcome<(), PostRefused> =
                books.run(move |tx| Ok(ledger::damage::replace_in_carries(tx, 1, &other, &word)?)).await;
            done.unwrap();
        }
        books.assert_sound().await;
    }
}
