//! Pages, filters and chains of the journal.

use crate::{ANA, BO, Books, C, at, entry, payment};
use ledger::{AccountKey, JournalFilter, JournalPlace, Purpose};

/// Twelve payments, each settled: 24 entries, one an hour; the last settlement goes to Bo.
async fn trade(books: &Books) {
    for order in 0..12i64 {
        let cause = format!("ord_{order}");
        let mut paid = payment(&cause, 100);
        paid.happened_at = at(order * 2);
        let paid = books.post(paid).await.unwrap();
        let to = if order == 11 { BO } else { ANA };
        let mut settled = entry(
            "settlement",
            &cause,
            &[
                (AccountKey::held(ANA, C), 98),
                (AccountKey::payable(to, C), -98),
                (AccountKey::held_for_fund(1, C), 1),
                (AccountKey::sales(1, C), -1),
            ],
        );
        (settled.parent, settled.happened_at) = (Some(paid), at(order * 2 + 1));
        books.post(settled).await.unwrap();
    }
}

/// All pages of three, as entry numbers.
async fn read_all(books: &Books, filter: JournalFilter) -> Vec<Vec<i64>> {
    let (mut pages, mut place) = (Vec::new(), None);
    loop {
        let filter = filter.clone();
        let page = books.db.read(move |reader| ledger::journal(reader, 1, &filter, place, 3)).await.unwrap();
        pages.push(page.entries.iter().map(|full| full.head.entry.number).collect());
        // As a link carries it.
        place = page.next.map(|next| JournalPlace::parse(&next.code()).unwrap());
        if place.is_none() {
            return pages;
        }
    }
}

testkit::both_engines! {
    async fn pages_follow_each_other_without_gap_or_overlap(books: Books) {
        trade(&books).await;
        let downward = |from: i64, to: i64, step: usize| -> Vec<i64> { (to..=from).rev().step_by(step).collect() };
        let empty = JournalFilter::default;
        for (filter, numbers) in [
            (empty(), downward(24, 1, 1)),
            (JournalFilter { kind: Some("payment".into()), ..empty() }, downward(23, 1, 2)),
            (JournalFilter { kind: Some("nothing".into()), ..empty() }, vec![]),
            (JournalFilter { fund: Some(1), ..empty() }, downward(24, 2, 2)),
            (JournalFilter { fund: Some(2), ..empty() }, vec![]),
            (JournalFilter { owner: Some(BO.into()), ..empty() }, vec![24]),
            (JournalFilter { owner: Some(ANA.into()), purpose: Some(Purpose::Payable), ..empty() }, downward(22, 2, 2)),
            (JournalFilter { purpose: Some(Purpose::Bank), ..empty() }, downward(23, 1, 2)),
            (JournalFilter { purpose: Some(Purpose::Held), kind: Some("settlement".into()), ..empty() }, downward(24, 2, 2)),
            (JournalFilter { from: Some(at(4)), until: Some(at(9)), ..empty() }, downward(9, 5, 1)),
            (JournalFilter { from: Some(at(20)), ..empty() }, downward(24, 21, 1)),
            (JournalFilter { until: Some(at(9)), fund: Some(1), ..empty() }, downward(8, 2, 2)),
            (JournalFilter { until: Some(at(9)), kind: Some("payment".into()), ..empty() }, downward(9, 1, 2)),
        ] {
            let pages = read_all(&books, filter.clone()).await;
            assert!(pages[..pages.len() - 1].iter().all(|page| page.len() == 3), "{filter:?}");
            assert_eq!(pages.concat(), numbers, "{filter:?}");
        }
    }

    /// With more accounts than are read one by one the journal itself is searched.
    async fn a_purpose_with_many_owners_is_found_in_the_journal(books: Books) {
        for number in 0..60 {
            let owner = format!("mem_01kax000000000000000000{number:03}");
            let paid = [(AccountKey::bank(C), 5), (AccountKey::owed(owner, C), -5)];
            books.post(entry("payment", "ord_1", &paid)).await.unwrap();
        }
        let filter = JournalFilter { purpose: Some(Purpose::Owed), ..JournalFilter::default() };
        assert_eq!(read_all(&books, filter).await.concat(), (1..=60).rev().collect::<Vec<_>>());
        let some = books.db.read(|reader| ledger::purpose_accounts(reader, 1, Purpose::Owed, 0, 7)).await.unwrap();
        assert_eq!((some.len(), some[0].balance_minor), (7, 5));
    }

    async fn an_entry_knows_what_led_to_it_and_what_followed(books: Books) {
        trade(&books).await;
        let (first, chain) = books.db.read(|reader| {
            let first = ledger::entry(reader, 1, 1)?.unwrap();
            let chain = ledger::chain(reader, 1, &first.head)?;
            Ok((first, chain))
        }).await.unwrap();
        assert_eq!(first.postings.iter().map(|(_, amount)| amount).sum::<i64>(), 0);
        let numbers = |list: &[ledger::Full]| list.iter().map(|full| full.head.entry.number).collect::<Vec<_>>();
        assert_eq!((numbers(&chain.before), numbers(&chain.after), numbers(&chain.same_cause)), (vec![], vec![2], vec![2]));
        let chain = books.db.read(|reader| {
            let second = ledger::entry(reader, 1, 2)?.unwrap();
            ledger::chain(reader, 1, &second.head)
        }).await.unwrap();
        assert_eq!((numbers(&chain.before), numbers(&chain.after)), (vec![1], vec![]));
        let kinds = books.db.read(|reader| ledger::entry_kinds(reader, 1)).await.unwrap();
        assert_eq!(kinds, ["payment", "settlement"]);
    }

    /// Days are those of Shanghai: 16:00 UTC is already tomorrow.
    async fn totals_and_days_add_up(books: Books) {
        trade(&books).await;
        let (totals, days, funds) = books.db.read(|reader| Ok((
            ledger::totals(reader, 1, C)?,
            ledger::fund_days(reader, 1, 1, C)?,
            ledger::funds(reader, 1, C)?,
        ))).await.unwrap();
        assert!(totals.balance());
        assert_eq!((totals.of(Purpose::Bank), totals.of(Purpose::Payable), totals.funds()), (1200, 1176, 12));
        assert_eq!(days, [(20513, 8), (20514, 12)]);
        let named: Vec<_> = funds.iter().map(|total| (total.fund.name.as_str(), total.balance_minor)).collect();
        assert_eq!(named, [("公共基金", 12), ("Reserve", 0)]);
    }
}
