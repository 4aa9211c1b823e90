//! A process is killed while 64 writers work: what was acknowledged is there, what is there balances.
//!
//! The child is this very test program. HEHUO_KILLS sets how often it is killed on each engine (20 by default),
//! HEHUO_SEED the seed of the moments, which is printed.

mod common;

use common::*;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;
use store::OpError::{Fault as Failed, Refused};
use store::{Db, Fault, JobDone, JobRunner, NewJob, Place, Row, Schema, Tx, row};
use testkit::Engine;

row! {
    /// Value is moved between purses and never made or lost.
    pub struct Purse in "purse" { key community_id: i64, id: i64; value: i64 }
}

row! {
    pub struct Move in "move" { key community_id: i64, id: String; payer: i64, payee: i64, value: i64 }
}

const MIGRATION: store::Migration = store::Migration {
    feature: "crash",
    number: 1,
    name: "purses and moves",
    sql: "CREATE TABLE purse (community_id BIGINT NOT NULL, id BIGINT NOT NULL, value BIGINT NOT NULL,
            PRIMARY KEY (community_id, id)) WITHOUT ROWID;
        CREATE TABLE move (community_id BIGINT NOT NULL, id TEXT NOT NULL, payer BIGINT NOT NULL,
            payee BIGINT NOT NULL, value BIGINT NOT NULL, PRIMARY KEY (community_id, id)) WITHOUT ROWID;",
};

const COMMUNITIES: i64 = 3;
const PURSES: i64 = 50;

fn open(place: &Place) -> Db {
    let schema = Schema::new(&[Purse::TABLE, Move::TABLE]);
    let config = store::Config { lanes: 2, readers: 1, ..store::Config::new(place.clone(), schema) };
    Db::open(&config).expect("opened")
}

/// One operation: two purses, a record, an event, a job that marks the record as seen.
fn transfer(tx: &mut Tx, id: &str, payer: i64, payee: i64, value: i64) -> Done<()> {
    let community_id = tx.community();
    let [mut from, mut to] = [(payer, -value), (payee, value)];
    from.0 = payer.min(payee);
    to.0 = payer.max(payee);
    if payer > payee {
        std::mem::swap(&mut from.1, &mut to.1);
    }
    for (id, change) in [from, to] {
        let mut purse = tx.lock::<Purse>((community_id, id))?.ok_or(Refused(No))?;
        purse.value += change;
        tx.save(&purse)?;
    }
    tx.insert(&Move { community_id, id: id.to_owned(), payer, payee, value })?;
    tx.announce("moved", id.to_owned())?;
    Ok(tx.enqueue(NewJob {
        kind: "check",
        subject: id.to_owned(),
        due_at: kernel::Timestamp::from_micros(0),
    })?)
}

/// The work of a job is there if and only if the job is done.
fn check(tx: &mut Tx, job: &store::Job, _: kernel::Timestamp) -> Result<JobDone, Fault> {
    tx.announce("checked", job.subject.clone())?;
    Ok(JobDone::Done)
}

#[test]
fn what_was_acknowledged_survives_sqlite() {
    survive(Engine::Sqlite);
}

#[test]
fn what_was_acknowledged_survives_postgres() {
    survive(Engine::Postgres);
}

fn survive(engine: Engine) {
    let number =
        |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |n| n.parse().expect(name));
    let (kills, mut seed) = (number("HEHUO_KILLS", 20), number("HEHUO_SEED", 0x2545_F491_4F6C_DD1D).max(1));
    eprintln!("HEHUO_SEED={seed} HEHUO_KILLS={kills}");
    let Some(scratch) = engine.scratch("crash") else { return };
    let place = scratch.place();
    store::migrate(&place, &[MIGRATION]).expect("migrated");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(fill(&open(&place)));
    let mut acknowledged = HashSet::new();
    for round in 0..kills {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let lines = kill_one(&scratch.address(), round, Duration::from_micros(20_000 + seed % 150_000));
        assert_eq!(lines.iter().filter(|line| line.starts_with("!")).collect::<Vec<_>>(), [""; 0]);
        acknowledged.extend(lines);
        let there = runtime.block_on(verified(&place));
        let lost: Vec<_> = acknowledged.iter().filter(|id| !there.contains(*id)).collect();
        assert!(lost.is_empty(), "kill {round}: acknowledged and gone: {lost:?}");
    }
    eprintln!("{} acknowledged in {kills} lives, none lost", acknowledged.len());
    assert!(acknowledged.len() as u64 > kills, "the children did work");
}

async fn fill(db: &Db) {
    for community in 1..=COMMUNITIES {
        let fill = move |tx: &mut Tx| -> Done<()> {
            (1..=PURSES)
                .try_for_each(|id| Ok(tx.insert(&Purse { community_id: community, id, value: 100 })?))
        };
        db.transact(community, fill).await.expect("filled");
    }
    db.close().await;
}

/// Starts a child, lets it print for a while from its first line on, kills it, and returns its whole lines.
fn kill_one(address: &str, round: u64, life: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().expect("own path"))
        .args(["--exact", "child", "--ignored", "--nocapture", "--test-threads=1"])
        .env("HEHUO_CRASH_CHILD", format!("{round} {address}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a child");
    let mut lines = BufReader::new(child.stderr.take().expect("its pipe"));
    let mut all = String::new();
    lines.read_line(&mut all).expect("its first line");
    let reader = std::thread::spawn(move || {
        let mut line = String::new();
        while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
            all.push_str(&std::mem::take(&mut line));
        }
        all
    });
    std::thread::sleep(life);
    child.kill().expect("killed");
    child.wait().expect("gone");
    let all = reader.join().expect("read");
    // A line cut by the kill was never fully acknowledged.
    let whole = all.rfind('\n').map_or("", |end| &all[..end]);
    whole.lines().map(str::to_owned).collect()
}

#[test]
#[ignore = "the process that is killed; started by the tests above"]
fn child() {
    let told = std::env::var("HEHUO_CRASH_CHILD").expect("started by a test");
    let (round, address) = told.split_once(' ').expect("round and place");
    let db = open(&Place::parse(address).expect("a place"));
    tokio::runtime::Runtime::new().expect("a runtime").block_on(work(db, round));
}

async fn work(db: Db, round: &str) {
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..64i64 {
        let (db, round) = (db.clone(), round.to_owned());
        writers.spawn(async move {
            for number in 0i64.. {
                let id = format!("{round}-{writer}-{number}");
                let (payer, payee) = (1 + (writer * 7 + number) % PURSES, 1 + (writer + number * 3) % PURSES);
                let payee = if payer == payee { 1 + payee % PURSES } else { payee };
                let this = id.clone();
                let done = db
                    .transact(1 + writer % COMMUNITIES, move |tx| {
                        transfer(tx, &this, payer, payee, 1 + number % 5)
                    })
                    .await;
                let line = match done {
                    Ok(()) => format!("{id}\n"),
                    Err(error @ (Failed(_) | Refused(_))) => format!("! {id}: {error:?}\n"),
                };
                // One write a line, unbuffered: what is not printed counts as not acknowledged.
                std::io::stderr().write_all(line.as_bytes()).expect("printed");
            }
        });
    }
    let runner = JobRunner::new(db, vec![("check", std::sync::Arc::new(check))]);
    runner.run_until(|| kernel::Timestamp::from_micros(1), std::future::pending()).await;
}

/// Numbers that must be zero, whatever happened.
const CHECKS: [(&str, &str); 5] = [
    ("value made or lost", "SELECT CAST(SUM(value) AS BIGINT) - 3 * 50 * 100 FROM purse"),
    (
        "purses that are not the sum of their moves",
        "SELECT COUNT(*) FROM (SELECT p.id FROM purse AS p LEFT JOIN (
                SELECT community_id, payer AS id, -value AS change FROM move
                UNION ALL SELECT community_id, payee, value FROM move) AS m
            ON m.community_id = p.community_id AND m.id = p.id
            GROUP BY p.community_id, p.id, p.value
            HAVING p.value <> 100 + COALESCE(SUM(m.change), 0)) AS bad",
    ),
    (
        "gaps in event numbers",
        "SELECT COUNT(*) FROM book AS b WHERE b.event_count <>
            (SELECT COUNT(*) FROM outbox AS o WHERE o.community_id = b.community_id)
            OR b.event_count <> (SELECT COALESCE(MAX(number), 0) FROM outbox AS o WHERE o.community_id = b.community_id)",
    ),
    ("moves without their job", "SELECT (SELECT COUNT(*) FROM move) - (SELECT COUNT(*) FROM job)"),
    (
        "jobs done more or less than once",
        "SELECT (SELECT COUNT(*) FROM job WHERE state = 'done') * 2
            - (SELECT COUNT(*) FROM outbox WHERE kind = 'checked')
            - (SELECT COUNT(*) FROM (SELECT DISTINCT community_id, body FROM outbox WHERE kind = 'checked') AS d)",
    ),
];

async fn verified(place: &Place) -> HashSet<String> {
    let db = open(place);
    for (name, sql) in CHECKS {
        let off = db.read(move |reader| reader.rows::<(i64,)>(sql, &[])).await.expect("read");
        assert_eq!(off, [(0,)], "{name}");
    }
    let ids = db.read(|reader| reader.rows::<(String,)>("SELECT id FROM move", &[])).await.expect("read");
    db.close().await;
    ids.into_iter().map(|row| row.0).collect()
}
