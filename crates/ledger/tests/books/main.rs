//! The books on a real database, on both engines from the same bodies.

#![allow(clippy::unwrap_used, reason = "a test")]

mod judges;
mod migrating;
mod model;
mod parts;
mod payouts;
mod reading;
mod rules;

use kernel::{Currency, Timestamp, Zone};
use ledger::{AccountKey, Cause, FundKind, NewEntry, PostRefused};
use store::{Config, Db, Outcome, Schema, Tx};
use testkit::{Scratch, Stage};

pub const C: Currency = Currency::CNY;
pub const ANA: &str = "mem_01kax0000000000000000000aa";
pub const BO: &str = "mem_01kax0000000000000000000bb";
pub const CY: &str = "mem_01kax0000000000000000000cc";

/// Books of community 1, in Shanghai, with a general fund (1) and a reserve (2).
pub struct Books {
    pub db: Db,
    _scratch: Scratch,
}

impl Stage for Books {
    async fn set(scratch: Scratch) -> Books {
        let place = scratch.migrated(&ledger::migrations());
        let db = Db::open(&Config::new(place, Schema::new(&ledger::tables()))).unwrap();
        db.transact(1, |tx| -> Outcome<(), PostRefused> {
            ledger::open_books(tx, C, &Zone::parse("Asia/Shanghai").unwrap(), at(0))?;
            assert_eq!(ledger::open_fund(tx, FundKind::General, "公共基金", at(0))?, 1);
            assert_eq!(ledger::open_fund(tx, FundKind::Reserve, "Reserve", at(0))?, 2);
            Ok(())
        })
        .await
        .unwrap();
        Books { db, _scratch: scratch }
    }
}

impl Books {
    pub async fn run<T: Send + 'static>(
        &self,
        op: impl Fn(&mut Tx) -> Outcome<T, PostRefused> + Send + 'static,
    ) -> Outcome<T, PostRefused> {
        self.db.transact(1, op).await
    }

    pub async fn post(&self, entry: NewEntry) -> Outcome<i64, PostRefused> {
        self.run(move |tx| ledger::post(tx, &entry)).await
    }

    pub async fn balance(&self, key: AccountKey) -> i64 {
        self.db.read(move |reader| ledger::balance(reader, 1, &key)).await.unwrap()
    }

    pub async fn fund(&self, fund: i64) -> i64 {
        self.db.read(move |reader| ledger::fund_balance(reader, 1, fund, C)).await.unwrap()
    }

    pub async fn verify(&self) -> ledger::Report {
        self.db.read(|reader| ledger::verify(reader, 1)).await.unwrap()
    }

    pub async fn assert_sound(&self) -> ledger::Report {
        let report = self.verify().await;
        assert_eq!(report.violations, []);
        report
    }
}

/// Hours after 2026-03-01T00:00:00Z.
pub fn at(hours: i64) -> Timestamp {
    Timestamp::from_micros(1_772_323_200_000_000 + hours * 3_600_000_000)
}

pub fn entry(kind: &'static str, cause: &str, postings: &[(AccountKey, i64)]) -> NewEntry {
    NewEntry {
        kind,
        happened_at: at(1),
        recorded_at: at(2),
        cause: Cause::new("order", cause),
        parent: None,
        mandate: None,
        reverses: None,
        postings: postings.to_vec(),
    }
}

/// Money arrives and is held for a member and two funds.
pub fn payment(cause: &str, total: i64) -> NewEntry {
    let postings = [
        (AccountKey::bank(C), total),
        (AccountKey::held(ANA, C), -(total - 2)),
        (AccountKey::held_for_fund(1, C), -1),
        (AccountKey::held_for_fund(2, C), -1),
    ];
    entry("payment", cause, &postings)
}
