//! Migrations: the schema's history, written once and run on either engine.
//!
//! Each runs in a transaction of its own and is recorded with the checksum of its text, so that a text that was
//! changed after it ran, or a database that a newer program has migrated, is met in words at the start.

use crate::conn::Conn;
use crate::db::{Place, on_a_thread};
use crate::error::Fault;
use crate::unit::list;
use kernel::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// One step of a feature's schema. The SQL is written once: `BIGINT`, `TEXT`, `BLOB`, a trailing `WITHOUT ROWID`, `INTEGER` for a
/// key that is the row's own number (see `community_row`) and nowhere else;
/// every statement ends with `;`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    pub feature: &'static str,
    /// From 1, rising within the feature.
    pub number: u32,
    pub name: &'static str,
    pub sql: &'static str,
}

const RECORD: &str = "CREATE TABLE IF NOT EXISTS migration (
    feature TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL,
    applied_at_us BIGINT NOT NULL, PRIMARY KEY (feature, number)) WITHOUT ROWID;";

const RECORDED: &str = "SELECT feature, number, name, checksum FROM migration ORDER BY feature, number";

/// The store's own tables come before those of any feature.
const OWN: Migration = Migration {
    feature: "store",
    number: 1,
    name: "book, outbox, answers, jobs",
    sql: include_str!("../migrations/0001_store.sql"),
};

/// Brings the database at `place` to the schema of `migrations`, in the order given, after the store's own. Safe
/// when several nodes start at once: they take turns. Blocking.
///
/// # Errors
/// `Fault::Migration` when a recorded migration is unknown here or its text has changed, and when one fails
/// (nothing of that one stays); `Fault::FolderInUse` beside another process.
pub fn migrate(place: &Place, migrations: &[Migration]) -> Result<(), Fault> {
    let all: Vec<_> = [OWN].into_iter().chain(migrations.iter().copied()).collect();
    in_order(&all)?;
    let _lock = place.claim()?;
    on_a_thread(place, false, move |mut conn| {
        conn.alone()?;
        run(&mut conn, &all)
    })
}

/// The migrations that `migrate` would still run; empty when the schema is this program's.
///
/// # Errors
/// As `migrate`, without changing anything.
pub fn pending(place: &Place, migrations: &[Migration]) -> Result<Vec<Migration>, Fault> {
    let all: Vec<_> = [OWN].into_iter().chain(migrations.iter().copied()).collect();
    in_order(&all)?;
    on_a_thread(place, true, move |mut conn| {
        // In a new database nothing has been recorded, nor is there anything to record it in.
        let new = !conn.shape()?.tables.contains_key("migration");
        if new { Ok(all) } else { missing(&mut conn, &all) }
    })
}

fn in_order(all: &[Migration]) -> Result<(), Fault> {
    let mut last = HashMap::new();
    for migration in all {
        let before = last.insert(migration.feature, migration.number).unwrap_or(0);
        if migration.number <= before {
            return Err(refused(migration, "does not follow the one before it"));
        }
    }
    Ok(())
}

fn run(conn: &mut Conn, all: &[Migration]) -> Result<(), Fault> {
    conn.script(&conn.dialect(RECORD))?;
    for migration in missing(conn, all)? {
        let sql = conn.dialect(migration.sql);
        conn.control("BEGIN")?;
        let applied = conn.script(&sql).and_then(|()| record(conn, &migration));
        if let Err(fault) = applied {
            // The server may have ended the transaction already; what matters is the reason above.
            let _ = conn.control("ROLLBACK");
            return Err(refused(&migration, &fault.to_string()));
        }
        conn.control("COMMIT")?;
    }
    Ok(())
}

fn missing(conn: &mut Conn, all: &[Migration]) -> Result<Vec<Migration>, Fault> {
    let recorded = list::<(String, i64, String, String)>(conn, RECORDED, &[])?;
    let mut known: HashMap<_, _> =
        all.iter().map(|one| ((one.feature, i64::from(one.number)), one)).collect();
    for (feature, number, name, checksum) in &recorded {
        let Some(here) = known.remove(&(feature.as_str(), *number)) else {
            let text = format!(
                "{feature} {number} ({name}) is not known to this program: it is older than the data"
            );
            return Err(Fault::Migration(text.into()));
        };
        if checksum_of(here) != *checksum {
            return Err(refused(here, "its text was changed after it ran"));
        }
    }
    let waits = |one: &&Migration| known.contains_key(&(one.feature, i64::from(one.number)));
    Ok(all.iter().filter(waits).copied().collect())
}

fn record(conn: &mut Conn, migration: &Migration) -> Result<(), Fault> {
    use crate::cell::Cell;
    let checksum = checksum_of(migration);
    let args = [
        Cell::Text(migration.feature),
        Cell::Int(migration.number.into()),
        Cell::Text(migration.name),
        Cell::Text(&checksum),
        Cell::Int(Timestamp::of_system().micros),
    ];
    conn.execute("INSERT INTO migration VALUES ($1, $2, $3, $4, $5)", &args)?;
    Ok(())
}

/// SHA-256 of the text as written, before any engine's dialect.
fn checksum_of(migration: &Migration) -> String {
    Sha256::digest(migration.sql).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn refused(migration: &Migration, why: &str) -> Fault {
    let Migration { feature, number, name, .. } = migration;
    Fault::Migration(format!("{feature} {number} ({name}): {why}").into())
}
