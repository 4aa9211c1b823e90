//! A small schema and a way to make operations meet in one batch.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)] // each test program uses a part of it

use std::pin::Pin;
use std::sync::{Mutex, mpsc};
use std::task::{Context, Poll, Waker};
use store::{Config, Db, Fault, Migration, Outcome, Place, Row, Schema, Tx, Writes, row};
use testkit::{Engine, Scratch};

row! {
    pub struct Counter in "counter" { key community_id: i64, id: i64; value: i64, note: Option<String>, seal: Option<Vec<u8>> }
}

row! {
    /// Of the site, not of a community.
    pub struct Visitor in "visitor" { key email: String; name: String }
}

row! {
    pub struct Mark in "mark" { key community_id: i64, name: String; counter_id: i64 }
}

row! {
    /// Found by one number, of which the community's is a part.
    pub struct Till in "till" { key community_row: i64; community_id: i64, number: i64, value: i64 }
    fixed community_id, number
}

impl store::Passing for Mark {}
impl store::Passing for Counter {}

#[derive(Debug, Clone, PartialEq)]
pub struct No;

/// Panics on purpose need no report.
pub fn quiet() {
    std::panic::set_hook(Box::new(|info| {
        if info.payload().downcast_ref::<&str>() != Some(&"on purpose") {
            eprintln!("{info}");
        }
    }));
}

pub type Done<T> = Outcome<T, No>;

/// The tests' own schema, small and with one of everything.
pub const MIGRATIONS: [Migration; 1] = [Migration {
    feature: "test",
    number: 1,
    name: "counters and marks",
    sql: "CREATE TABLE counter (community_id BIGINT NOT NULL, id BIGINT NOT NULL,
            value BIGINT NOT NULL CHECK (value < 1000), note TEXT, seal BLOB,
            PRIMARY KEY (community_id, id)) WITHOUT ROWID;
        CREATE TABLE mark (community_id BIGINT NOT NULL, name TEXT NOT NULL, counter_id BIGINT NOT NULL,
            PRIMARY KEY (community_id, name),
            FOREIGN KEY (community_id, counter_id) REFERENCES counter (community_id, id)) WITHOUT ROWID;
        CREATE INDEX mark_counter ON mark (community_id, counter_id, name);
        CREATE TABLE till (community_row INTEGER NOT NULL, community_id BIGINT NOT NULL, number BIGINT NOT NULL,
            value BIGINT NOT NULL, PRIMARY KEY (community_row),
            CHECK (community_row = community_id * 4294967296 + number));
        CREATE TABLE visitor (email TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (email)) WITHOUT ROWID;",
}];

/// A fresh database on each engine in each mode of writing. Keep the last part: it removes the database.
pub fn each(test: &str) -> Vec<(String, Place, Writes, Scratch)> {
    let mut all = Vec::new();
    for writes in [Writes::Through, Writes::Behind] {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let name = format!("{test} {engine:?} {writes:?}");
            let Some(scratch) = engine.scratch(&name) else { continue };
            store::migrate(&scratch.place(), &MIGRATIONS).unwrap();
            all.push((name, scratch.place(), writes, scratch));
        }
    }
    all
}

/// As `each`, written behind only.
pub fn behind(test: &str) -> Vec<(String, Place, Writes, Scratch)> {
    each(test).into_iter().filter(|one| one.2 == Writes::Behind).collect()
}

pub fn schema() -> Schema {
    Schema::new(&[Visitor::TABLE, Counter::TABLE, Mark::TABLE, Till::TABLE])
}

pub fn open(place: &Place, writes: Writes) -> Db {
    Db::open(&Config { writes, lanes: 2, readers: 1, ..Config::new(place.clone(), schema()) }).unwrap()
}

pub type Op<T> = Box<dyn Fn(&mut Tx) -> Done<T> + Send>;

/// Holds the lane of community 1 with one operation until all others wait behind it, so that they form one batch.
pub async fn together<T: Send + 'static>(db: &Db, ops: Vec<Op<T>>) -> Vec<Done<T>> {
    together_in(db, ops.into_iter().map(|op| (1, op)).collect()).await
}

/// As `together`, with the community of each.
pub async fn together_in<T: Send + 'static>(db: &Db, ops: Vec<(i64, Op<T>)>) -> Vec<Done<T>> {
    let (open, gate) = mpsc::channel::<()>();
    let (begin, began) = mpsc::channel();
    let gate = Mutex::new((gate, begin));
    let held = asked(db.transact(1, move |_| -> Done<()> {
        let (gate, begin) = &*gate.lock().unwrap();
        let _ = begin.send(());
        let _ = gate.recv();
        Ok(())
    }));
    began.recv().unwrap();
    let waiting: Vec<_> = ops.into_iter().map(|(community, op)| asked(db.transact(community, op))).collect();
    drop(open);
    held.await.unwrap();
    let mut answers = Vec::new();
    for answer in waiting {
        answers.push(answer.await);
    }
    answers
}

/// Polls once, which puts the request into the queue; the answer is awaited later.
pub fn asked<F: Future>(future: F) -> Pin<Box<F>> {
    let mut future = Box::pin(future);
    assert!(polled(&mut future).is_none(), "its thread is held");
    future
}

/// The answer if it is there already.
pub fn polled<F: Future>(future: &mut Pin<Box<F>>) -> Option<F::Output> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

pub fn op<T>(body: impl Fn(&mut Tx) -> Done<T> + Send + 'static) -> Op<T> {
    Box::new(body)
}

pub fn counter(id: i64, value: i64) -> Counter {
    Counter { community_id: 1, id, value, note: None, seal: None }
}

/// Adds one to a counter of this operation's community, made on first use, and leaves a mark and an event.
pub fn add(tx: &mut Tx, id: i64, mark: &str) -> Result<i64, Fault> {
    let community_id = tx.community();
    let value = match tx.lock::<Counter>((community_id, id))? {
        Some(mut row) => {
            row.value += 1;
            tx.save(&row)?;
            row.value
        }
        None => {
            tx.insert(&Counter { community_id, ..counter(id, 1) })?;
            1
        }
    };
    tx.insert(&Mark { community_id, name: mark.to_owned(), counter_id: id })?;
    tx.announce("added", mark.to_owned())?;
    Ok(value)
}

pub async fn contents(db: &Db) -> (Vec<(i64, i64)>, Vec<(String,)>, Vec<(i64, String)>) {
    db.read(|r| {
        Ok((
            r.rows("SELECT id, value FROM counter WHERE community_id = $1 ORDER BY id", &[&1])?,
            r.rows("SELECT name FROM mark WHERE community_id = $1 ORDER BY name", &[&1])?,
            r.rows("SELECT number, body FROM outbox WHERE community_id = $1 ORDER BY number", &[&1])?,
        ))
    })
    .await
    .unwrap()
}

pub fn names(list: &[&str]) -> Vec<(String,)> {
    list.iter().map(|name| ((*name).to_owned(),)).collect()
}

pub async fn names_left(db: &Db) -> Vec<String> {
    let rows = db.read(|reader| reader.rows::<(String,)>("SELECT name FROM mark ORDER BY name", &[]));
    rows.await.unwrap().into_iter().map(|(name,)| name).collect()
}
