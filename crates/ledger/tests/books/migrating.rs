//! Books that were there before balances had rows of their own and carries stood in blocks: whole afterwards, on both engines.

use crate::{C, at};
use kernel::{CARRY_UNITS, Currency, Timestamp, Zone};
use ledger::{AccountKey, Cause, PayoutNote, PostRefused, Purpose};
use store::{Config, Db, OpError, Outcome, Place, Row, Schema, Tx, row};
use testkit::Scratch;

row! {
    pub(crate) struct OldBook in "ledger_book" {
        key community_id: i64;
        currency: Currency, zone: String, opened_at_us: Timestamp, account_count: i64, fund_count: i64,
        closed_before_us: Timestamp,
    }
}

row! {
    pub(crate) struct OldFund in "ledger_fund" {
        key community_id: i64, id: i64;
        kind: String, name: String, opened_at_us: Timestamp, slack_units: i64, payout_count: i64,
        payout_open: Option<String>,
    }
}

row! {
    pub(crate) struct OldAccount in "ledger_account" {
        key community_id: i64, code: String;
        id: i64, kind: String, purpose: String, fund_id: Option<i64>, owner: Option<String>, currency: Currency,
        sign: i64, guarded: bool, balance_minor: i64,
    }
}

row! {
    pub(crate) struct OldEntry in "ledger_entry" {
        key community_id: i64, number: i64;
        happened_at_us: Timestamp, recorded_at_us: Timestamp, kind: String, cause_kind: String, cause_id: String,
        parent_entry: Option<i64>, mandate: Option<String>, reverses: Option<i64>,
    }
}

row! {
    pub(crate) struct OldPosting in "ledger_posting" {
        key community_id: i64, entry_number: i64, number: i64; account_id: i64, amount_minor: i64,
    }
}

row! {
    pub(crate) struct OldDay in "ledger_fund_day" {
        key community_id: i64, fund_id: i64, currency: Currency, day: i64; change_minor: i64,
    }
}

row! {
    pub(crate) struct OldCarry in "ledger_carry" { key community_id: i64, fund_id: i64, holder: String; carry_units: i64 }
}

/// More than two blocks of them; each carries half a minor unit, and the first half were paid one besides.
const HOLDERS: i64 = 600;

fn holder(number: i64) -> String {
    format!("mem_01kax000000000000000000{number:03}")
}

/// An account of fund 1, or of an owner, or of neither.
fn account(community_id: i64, id: i64, key: &AccountKey, balance_minor: i64) -> OldAccount {
    OldAccount {
        community_id,
        code: key.code(),
        id,
        kind: key.kind().to_string(),
        purpose: key.purpose().to_string(),
        fund_id: key.fund(),
        owner: key.owner().map(str::to_owned),
        currency: C,
        sign: key.kind().sign(),
        guarded: key.purpose().guarded(),
        balance_minor,
    }
}

fn entry(tx: &mut Tx, number: i64, lines: &[(i64, i64)]) -> Result<(), OpError<()>> {
    let community_id = tx.community();
    tx.insert(&OldEntry {
        community_id,
        number,
        happened_at_us: at(1),
        recorded_at_us: at(2),
        kind: "opening".to_owned(),
        cause_kind: "opening".to_owned(),
        cause_id: "com_1".to_owned(),
        parent_entry: None,
        mandate: None,
        reverses: None,
    })?;
    for ((account_id, amount_minor), line) in lines.iter().copied().zip(1..) {
        tx.insert(&OldPosting {
            community_id,
            entry_number: number,
            number: line,
            account_id,
            amount_minor,
        })?;
    }
    let mut counters = tx.book()?;
    counters.entry_count += 1;
    Ok(tx.save(&counters)?)
}

fn populate(tx: &mut Tx) -> Result<(), OpError<()>> {
    let (community_id, zone) = (tx.community(), Zone::parse("Asia/Shanghai").unwrap());
    let paid = HOLDERS / 2;
    tx.insert(&OldBook {
        community_id,
        currency: C,
        zone: zone.name().to_owned(),
        opened_at_us: at(0),
        account_count: 4 + paid,
        fund_count: 1,
        closed_before_us: Timestamp::from_micros(0),
    })?;
    tx.insert(&OldFund {
        community_id,
        id: 1,
        kind: "general".to_owned(),
        name: "公共基金".to_owned(),
        opened_at_us: at(0),
        slack_units: 0,
        payout_count: 1,
        payout_open: None,
    })?;
    let keys = [
        (AccountKey::bank(C), 1000),
        (AccountKey::opening(1, C), -1000),
        (AccountKey::distribution(1, C), 2 * paid),
        (AccountKey::capital(1, C), -paid),
    ];
    for ((key, balance), id) in keys.iter().zip(1..) {
        let mut row = account(community_id, id, key, *balance);
        if key.purpose() == Purpose::Capital {
            // Nobody but the books makes this key.
            (row.code, row.purpose) = (row.code.replace("capital", "rounding"), "rounding".to_owned());
        }
        tx.insert(&row)?;
    }
    let mut lines = vec![(3, 2 * paid), (4, -paid)];
    for number in 0..paid {
        tx.insert(&account(community_id, 5 + number, &AccountKey::payable(holder(number), C), -1))?;
        lines.push((5 + number, -1));
    }
    for number in 0..HOLDERS {
        let carry_units = CARRY_UNITS / 2;
        tx.insert(&OldCarry { community_id, fund_id: 1, holder: holder(number), carry_units })?;
    }
    entry(tx, 1, &[(1, 1000), (2, -1000)])?;
    entry(tx, 2, &lines)?;
    let day = at(1).day(&zone);
    Ok(tx.insert(&OldDay { community_id, fund_id: 1, currency: C, day, change_minor: 1000 - paid })?)
}

async fn migrated(place: &Place, until: u32) {
    let place = place.clone();
    let some: Vec<_> = ledger::migrations().into_iter().filter(|one| one.number < until).collect();
    tokio::task::spawn_blocking(move || store::migrate(&place, &some)).await.unwrap().unwrap();
}

testkit::both_engines! {
    async fn old_books_are_the_same_books(scratch: Scratch) {
        let place = scratch.place();
        migrated(&place, 4).await;
        let old = [OldBook::TABLE, OldFund::TABLE, OldAccount::TABLE, OldEntry::TABLE, OldPosting::TABLE, OldDay::TABLE, OldCarry::TABLE];
        let db = Db::open(&Config::new(place.clone(), Schema::new(&old))).unwrap();
        db.transact(1, populate).await.unwrap();
        db.close().await;
        migrated(&place, 99).await;
        let db = Db::open(&Config::new(place, Schema::new(&ledger::tables()))).unwrap();
        let verified = async || db.read(|reader| ledger::verify(reader, 1)).await.unwrap();
        let before = verified().await;
        assert_eq!((before.violations, before.account_count, before.posting_count), (vec![], 304, 304));
        let owed = async |number| {
            db.read(move |reader| ledger::balance(reader, 1, &AccountKey::payable(holder(number), C))).await.unwrap()
        };
        assert_eq!((owed(0).await, owed(HOLDERS / 2).await), (1, 0));
        let carries = db.read(|reader| ledger::carries(reader, 1, 1)).await.unwrap();
        let half = CARRY_UNITS / 2;
        assert_eq!(carries, (0..HOLDERS).map(|number| (holder(number), half)).collect::<Vec<_>>());
        let account = AccountKey::payable(holder(0), C);
        let changes = db.read(move |reader| ledger::left_of(reader, 1, &account)).await.unwrap();
        assert_eq!(changes.iter().map(|head| head.entry.number).collect::<Vec<_>>(), [2]);
        // What may not pass zero may not still.
        let shifted: Outcome<(), PostRefused> =
            db.transact(1, |tx| Ok(ledger::damage::shift_balance(tx, &AccountKey::bank(C), -1001)?)).await;
        assert!(matches!(shifted, Err(OpError::Fault(_))), "{shifted:?}");
        // The fractions go out: half of the holders get the other half's.
        let cause = Cause::new("distribution", "dis_2");
        let note = PayoutNote { happened_at: at(5), recorded_at: at(6), cause, parent: None, mandate: "man_1".to_owned() };
        let paid = db.transact(1, move |tx| ledger::pay_carries(tx, 1, &note)).await.unwrap();
        assert_eq!(paid.parts.iter().map(|(_, minor)| minor).sum::<i64>(), HOLDERS / 2);
        assert_eq!(owed(0).await, 1 + paid.parts[0].1);
        assert_eq!(verified().await.violations, []);
        db.close().await;
    }

    /// Blocks of fractions that were written before they moved to a table with an index: the same to the letter, and paid from still.
    async fn blocks_of_fractions_move_whole(scratch: Scratch) {
        const BLOCKS: &str = "SELECT community_id, fund_id, first_holder, holders FROM ledger_carry_block
            ORDER BY community_id, fund_id, first_holder";
        let place = scratch.place();
        migrated(&place, 4).await;
        let old = [OldBook::TABLE, OldFund::TABLE, OldAccount::TABLE, OldEntry::TABLE, OldPosting::TABLE, OldDay::TABLE, OldCarry::TABLE];
        let db = Db::open(&Config::new(place.clone(), Schema::new(&old))).unwrap();
        db.transact(1, populate).await.unwrap();
        db.close().await;
        migrated(&place, 6).await;
        let read = async |db: &Db| {
            let blocks = db.read(|reader| reader.rows::<(i64, i64, String, String)>(BLOCKS, &[])).await.unwrap();
            (blocks, db.read(|reader| ledger::carries(reader, 1, 1)).await.unwrap())
        };
        let db = Db::open(&Config::new(place.clone(), Schema::new(&ledger::tables()))).unwrap();
        let before = read(&db).await;
        assert!(before.0.len() > 2 && before.1.len() == 600, "{} blocks, {} holders", before.0.len(), before.1.len());
        db.close().await;
        migrated(&place, 99).await;
        let db = Db::open(&Config::new(place, Schema::new(&ledger::tables()))).unwrap();
        assert_eq!(read(&db).await, before);
        let verified = async || db.read(|reader| ledger::verify(reader, 1)).await.unwrap();
        assert_eq!(verified().await.violations, []);
        let cause = Cause::new("distribution", "dis_2");
        let note = PayoutNote { happened_at: at(5), recorded_at: at(6), cause, parent: None, mandate: "man_1".to_owned() };
        let paid = db.transact(1, move |tx| ledger::pay_carries(tx, 1, &note)).await.unwrap();
        assert_eq!(paid.parts.iter().map(|(_, minor)| minor).sum::<i64>(), HOLDERS / 2);
        let (_, left) = read(&db).await;
        assert_eq!(left.iter().map(|(_, units)| units).sum::<i64>(), 0);
        assert_eq!(verified().await.violations, []);
        db.close().await;
    }

    /// Balances that stood by community and account: each is found by its one number afterwards, in two communities, bounds and all.
    async fn balances_keep_every_row(scratch: Scratch) {
        const BALANCES: &str = "SELECT community_id, account_id, guard, balance_minor FROM ledger_balance
            ORDER BY community_id, account_id";
        const FOUND: &str = "SELECT COUNT(*) FROM ledger_account a
            JOIN ledger_balance b ON b.community_row = a.community_id * 4294967296 + a.id";
        let place = scratch.place();
        migrated(&place, 4).await;
        let old = [OldBook::TABLE, OldFund::TABLE, OldAccount::TABLE, OldEntry::TABLE, OldPosting::TABLE, OldDay::TABLE, OldCarry::TABLE];
        let db = Db::open(&Config::new(place.clone(), Schema::new(&old))).unwrap();
        for community in [1, 70_000] {
            db.transact(community, populate).await.unwrap();
        }
        db.close().await;
        migrated(&place, 7).await;
        let read = async |db: &Db| {
            db.read(|reader| reader.rows::<(i64, i64, i64, i64)>(BALANCES, &[])).await.unwrap()
        };
        let db = Db::open(&Config::new(place.clone(), Schema::new(&ledger::tables()))).unwrap();
        let before = read(&db).await;
        assert_eq!(before.len(), 2 * 304);
        db.close().await;
        migrated(&place, 99).await;
        let db = Db::open(&Config::new(place, Schema::new(&ledger::tables()))).unwrap();
        assert_eq!(read(&db).await, before);
        assert_eq!(db.read(|reader| reader.rows::<(i64,)>(FOUND, &[])).await.unwrap(), [(2 * 304,)]);
        for community in [1, 70_000] {
            let verified = async || db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
            let report = verified().await;
            assert_eq!((report.violations, report.account_count, report.posting_count), (vec![], 304, 304));
            let owed = async |number| {
                let key = AccountKey::payable(holder(number), C);
                db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
            };
            assert_eq!((owed(0).await, owed(HOLDERS / 2).await), (1, 0));
            // What may not pass zero may not still.
            let shifted: Outcome<(), PostRefused> =
                db.transact(community, |tx| Ok(ledger::damage::shift_balance(tx, &AccountKey::bank(C), -1001)?)).await;
            assert!(matches!(shifted, Err(OpError::Fault(_))), "{shifted:?}");
            let cause = Cause::new("distribution", "dis_2");
            let note = PayoutNote { happened_at: at(5), recorded_at: at(6), cause, parent: None, mandate: "man_1".to_owned() };
            let paid = db.transact(community, move |tx| ledger::pay_carries(tx, 1, &note)).await.unwrap();
            assert_eq!(paid.parts.iter().map(|(_, minor)| minor).sum::<i64>(), HOLDERS / 2);
            assert_eq!(owed(0).await, 1 + paid.parts[0].1);
            assert_eq!(verified().await.violations, []);
        }
        db.close().await;
    }
}
