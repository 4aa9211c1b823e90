//! Jobs and idempotency keys on both engines.

mod common;

use common::*;
use kernel::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::OpError::{self, Refused};
use store::{Db, Fault, Handler, IdempotencyKey, Job, JobDone, JobRunner, LEASE, NewJob, Tx};

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_micros(0).plus(Duration::from_secs(seconds))
}

async fn enqueue(db: &Db, community: i64, kind: &'static str, subject: &str, due: u64) {
    let subject = subject.to_owned();
    let put = move |tx: &mut Tx| -> Done<()> {
        Ok(tx.enqueue(NewJob { kind, subject: subject.clone(), due_at: at(due) })?)
    };
    db.transact(community, put).await.expect("enqueued");
}

/// Does its work once: a second time the mark would be a duplicate, and the job would not end.
fn leave_mark(tx: &mut Tx, job: &Job, _: Timestamp) -> Result<JobDone, Fault> {
    add(tx, 1, &job.subject)?;
    Ok(JobDone::Done)
}

fn fail(tx: &mut Tx, job: &Job, _: Timestamp) -> Result<JobDone, Fault> {
    add(tx, 2, &format!("{} {}", job.subject, job.attempt))?;
    Err(Fault::Unusable("on purpose".into()))
}

fn fail_twice(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    if job.attempt <= 2 { fail(tx, job, now) } else { leave_mark(tx, job, now) }
}

fn every_hour(tx: &mut Tx, _: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    add(tx, 1, &format!("at {}", now.micros))?;
    Ok(JobDone::Again(now.plus(Duration::from_secs(3600))))
}

/// Twenty parts, each once: a second time the mark would be a duplicate.
fn in_parts(tx: &mut Tx, job: &Job, _: Timestamp) -> Result<JobDone, Fault> {
    let community = tx.community();
    let done: Vec<(i64,)> = tx.rows("SELECT COUNT(*) FROM mark WHERE community_id = $1", &[&community])?;
    let number = done[0].0 + 1;
    add(tx, 1, &format!("part {number} {}", job.attempt))?;
    Ok(if number == 20 { JobDone::Done } else { JobDone::More })
}

fn runner(db: &Db) -> JobRunner {
    let handlers: Vec<(&'static str, Handler)> = vec![
        ("mark", Arc::new(leave_mark)),
        ("fail", Arc::new(fail)),
        ("fail twice", Arc::new(fail_twice)),
        ("hourly", Arc::new(every_hour)),
        ("parts", Arc::new(in_parts)),
    ];
    JobRunner::new(db.clone(), handlers)
}

/// What a second one answers for would never be done by the first.
#[tokio::test]
#[should_panic(expected = "two answer for jobs of the kind mark")]
async fn two_never_answer_for_one_kind() {
    let (_, place, writes, _scratch) = each("twice").into_iter().next().expect("one engine at least");
    let handlers: Vec<(&'static str, Handler)> =
        vec![("mark", Arc::new(leave_mark)), ("mark", Arc::new(fail))];
    JobRunner::new(open(&place, writes), handlers);
}

async fn states(db: &Db) -> Vec<(String, String, i64)> {
    db.read(|r| r.rows("SELECT subject, state, attempt_count FROM job ORDER BY community_id, id", &[]))
        .await
        .expect("read")
}

/// Eight parts, then others have their turn; each part is a first attempt, and is done once.
#[tokio::test]
async fn a_job_in_parts_goes_on_under_its_lease() {
    for (name, place, writes, _scratch) in each("parts") {
        let db = open(&place, writes);
        let runner = runner(&db);
        enqueue(&db, 1, "parts", "p", 10).await;
        for (now, marks, state) in [(10, 8, "waiting"), (11, 16, "waiting"), (12, 20, "done")] {
            assert_eq!(runner.run_due(at(now)).await.unwrap(), 1, "{name}");
            let (_, told, _) = contents(&db).await;
            assert_eq!(told.len(), marks, "{name}: {told:?}");
            assert!(told.iter().all(|(mark,)| mark.ends_with(" 1")), "{name}: {told:?}");
            assert_eq!(states(&db).await[0].1, state, "{name}");
        }
        assert_eq!(runner.run_due(at(99)).await.unwrap(), 0, "{name}");
        db.close().await;
    }
}

#[tokio::test]
async fn a_job_runs_when_it_is_due_and_only_once() {
    for (name, place, writes, _scratch) in each("due") {
        let db = open(&place, writes);
        let runner = runner(&db);
        enqueue(&db, 1, "mark", "a", 10).await;
        enqueue(&db, 2, "mark", "b", 20).await;
        // Another node may know what this is; it finds the job as if nobody had looked.
        enqueue(&db, 1, "nobody's", "c", 5).await;
        let mut ran = Vec::new();
        for now in [9, 10, 10, 20, 30] {
            ran.push(runner.run_due(at(now)).await.unwrap());
        }
        assert_eq!(ran, [0, 1, 0, 1, 0], "{name}");
        assert_eq!(contents(&db).await.1, names(&["a"]), "{name}");
        let told = |s: &str, state: &str, n| (s.to_owned(), state.to_owned(), n);
        assert_eq!(
            states(&db).await,
            [told("a", "done", 1), told("c", "waiting", 0), told("b", "done", 1)],
            "{name}"
        );
        db.close().await;
    }
}

/// A failed attempt leaves nothing but its count; pauses grow; in the end the job is dead.
#[tokio::test]
async fn a_failing_job_is_tried_again_later_and_dies_at_last() {
    for (name, place, writes, _scratch) in behind("failing") {
        let db = open(&place, writes);
        let runner = runner(&db);
        enqueue(&db, 1, "fail", "x", 0).await;
        enqueue(&db, 1, "fail twice", "y", 0).await;
        let mut run = Vec::new();
        for now in [0, 1, 5, 14, 15, 34, 35] {
            run.push(runner.run_due(at(now)).await.unwrap());
        }
        // Pauses of 5, 10 and 20 seconds; y is done with its third attempt.
        assert_eq!(run, [2, 0, 2, 0, 2, 0, 1], "{name}");
        assert_eq!(contents(&db).await.1, names(&["y"]), "{name}");
        for hour in 1..30 {
            runner.run_due(at(hour * 3600)).await.unwrap();
        }
        let x = states(&db).await.remove(0);
        assert_eq!(db.read(store::dead_jobs).await, Ok(1), "{name}");
        assert_eq!(x, ("x".to_owned(), "dead".to_owned(), i64::from(store::ATTEMPT_COUNT_MAX)), "{name}");
        db.close().await;
    }
}

#[tokio::test]
async fn a_recurring_job_comes_again() {
    for (name, place, writes, _scratch) in behind("recurring") {
        let db = open(&place, writes);
        let runner = runner(&db);
        enqueue(&db, 1, "hourly", "", 0).await;
        let mut run = 0;
        for minutes in (0..=180).step_by(30) {
            run += runner.run_due(at(minutes * 60)).await.unwrap();
        }
        assert_eq!(run, 4, "{name}: at 0, 1, 2 and 3 hours");
        db.close().await;
    }
}

/// Many jobs, several nodes at once. Each job's mark is there once (a second would be a duplicate).
#[tokio::test(flavor = "multi_thread")]
async fn several_nodes_never_run_one_job_twice() {
    for (name, place, writes, _scratch) in behind("several") {
        let db = open(&place, writes);
        let is_server = matches!(place, store::Place::Url(_));
        let nodes = if is_server {
            vec![db.clone(), open(&place, writes), open(&place, writes)]
        } else {
            vec![db.clone(); 3]
        };
        for number in 0..150 {
            enqueue(&db, 1 + number % 3, "mark", &format!("{number}"), 0).await;
        }
        let running: Vec<_> = nodes
            .iter()
            .map(runner)
            .map(|runner| tokio::spawn(async move { runner.run_due(at(1)).await }))
            .collect();
        let mut run = 0;
        for node in running {
            run += node.await.unwrap().unwrap();
        }
        assert_eq!(run, 150, "{name}");
        let states: BTreeSet<_> = states(&db).await.into_iter().map(|(_, state, n)| (state, n)).collect();
        assert_eq!(states, BTreeSet::from([("done".to_owned(), 1)]), "{name}");
        for node in nodes {
            node.close().await;
        }
    }
}

/// A node took a job and died: the others leave it alone until the lease is over, then take it.
#[tokio::test]
async fn the_job_of_a_dead_node_is_taken_over_after_its_lease() {
    for (name, place, writes, _scratch) in behind("lease") {
        let db = open(&place, writes);
        enqueue(&db, 1, "mark", "a", 0).await;
        // As the take of a node leaves it.
        let taken = "UPDATE job SET leased_by = 'dead node', attempt_count = 1, run_at_us = 0 + ".to_owned();
        db.close().await;
        store::administer(&place, &[format!("{taken}{}", at(1).plus(LEASE).micros)]).unwrap();
        let db = open(&place, writes);
        assert_eq!(runner(&db).run_due(at(LEASE.as_secs())).await, Ok(0), "{name}");
        assert_eq!(runner(&db).run_due(at(1 + LEASE.as_secs())).await, Ok(1), "{name}");
        assert_eq!(contents(&db).await.1, names(&["a"]), "{name}");
        db.close().await;
    }
}

/// A job that takes the process with it every time leaves only its count behind; it is not run for ever.
#[tokio::test]
async fn a_job_that_kills_every_node_dies_too() {
    for (name, place, writes, _scratch) in behind("killer") {
        let db = open(&place, writes);
        enqueue(&db, 1, "mark", "a", 0).await;
        db.close().await;
        let max = store::ATTEMPT_COUNT_MAX;
        let taken = format!("UPDATE job SET leased_by = 'dead node', attempt_count = {max}, run_at_us = 0");
        store::administer(&place, &[taken]).unwrap();
        let db = open(&place, writes);
        assert_eq!(runner(&db).run_due(at(1)).await, Ok(0), "{name}");
        assert_eq!(states(&db).await, [("a".to_owned(), "dead".to_owned(), i64::from(max))], "{name}");
        assert_eq!(contents(&db).await.1, names(&[]), "{name}");
        db.close().await;
    }
}

/// Leaves as its mark how many jobs were taken when it ran.
fn count_taken(tx: &mut Tx, job: &Job, _: Timestamp) -> Result<JobDone, Fault> {
    let taken = "SELECT COUNT(*) FROM job WHERE community_id = 1 AND leased_by IS NOT NULL";
    let taken = tx.rows::<(i64,)>(taken, &[])?;
    add(tx, 1, &format!("{} among {}", job.subject, taken[0].0))?;
    Ok(JobDone::Done)
}

/// Those that were in the hands of a node that died run one by one: which of them killed it will show.
#[tokio::test]
async fn whoever_was_beside_a_killer_runs_alone() {
    for (name, place, writes, _scratch) in behind("beside") {
        let db = open(&place, writes);
        for subject in ["a", "b", "c"] {
            enqueue(&db, 1, "count", subject, 0).await;
        }
        db.close().await;
        let died = "UPDATE job SET leased_by = NULL, attempt_count = 1".to_owned();
        store::administer(&place, &[died]).unwrap();
        let db = open(&place, writes);
        let runner = JobRunner::new(db.clone(), vec![("count", Arc::new(count_taken) as Handler)]);
        assert_eq!(runner.run_due(at(1)).await, Ok(3), "{name}");
        assert_eq!(contents(&db).await.1, names(&["a among 1", "b among 1", "c among 1"]), "{name}");
        db.close().await;
    }
}

#[tokio::test]
async fn the_loop_stops_when_it_is_asked_to() {
    for (_, place, writes, _scratch) in behind("loop") {
        let db = open(&place, writes);
        enqueue(&db, 1, "mark", "a", 0).await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let mut heard = db.listen();
        let runner = runner(&db);
        let running =
            tokio::spawn(async move { runner.run_until(|| at(1), async { drop(stopped.await) }).await });
        heard.recv().await.unwrap();
        stop.send(()).unwrap();
        running.await.unwrap();
        assert_eq!(contents(&db).await.1, names(&["a"]));
        db.close().await;
    }
}

/// Same key: the first answer, without doing it again; another input or operation under it is a mistake; a
/// refused request may be sent again; nobody hears another's answer.
#[tokio::test]
async fn a_request_sent_twice_is_answered_from_memory() {
    for (name, place, writes, _scratch) in each("keys") {
        let db = open(&place, writes);
        let ask = |who: &str, key: &str, operation, input: i64| {
            let key = IdempotencyKey::of(who, key, operation, &input).unwrap();
            op(move |tx| {
                if let Some(first) = tx.first_answer::<i64>(&key)?.or_refuse(No)? {
                    return Ok(first);
                }
                if input < 0 && tx.find::<Counter>((1, 1))?.is_none_or(|row| row.value < 3) {
                    return Err(Refused(No));
                }
                let value = add(tx, 1, &format!("{key:?}"))?;
                tx.remember(&key, &value, at(0))?;
                Ok(value)
            })
        };
        let asked = vec![
            ask("ann", "k", "add", 7),
            ask("ann", "k", "add", 7),
            ask("ann", "k", "add", 8),
            ask("ann", "k", "take", 7),
            ask("bob", "k", "add", 7),
            ask("ann", "j", "add", -1),
            ask("ann", "l", "add", 7),
            ask("ann", "j", "add", -1),
        ];
        let refused = Err(OpError::Refused(No));
        let expected = [Ok(1), Ok(1), refused.clone(), refused.clone(), Ok(2), refused, Ok(3), Ok(4)];
        assert_eq!(together(&db, asked).await, expected, "{name}: in one batch");
        assert_eq!(together(&db, vec![ask("ann", "k", "add", 7)]).await, [Ok(1)], "{name}: and later");
        db.close().await;
    }
}
