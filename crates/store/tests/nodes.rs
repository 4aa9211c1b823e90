//! Several handles, several communities, lost connections: what one process alone never meets.

mod common;

use common::*;
use store::{Db, Fault, Place};

/// Two handles stand for two processes: they share nothing but the database.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_take_turns_for_one_community() {
    for (name, place, writes, _scratch) in each("nodes") {
        let Place::Url(_) = place else { continue }; // a data folder has one owner
        let nodes = [open(&place, writes), open(&place, writes)];
        let mut tasks = Vec::new();
        for n in 0..400 {
            let db = nodes[n % 2].clone();
            tasks.push(tokio::spawn(async move {
                db.transact(1, move |tx| -> Done<i64> { Ok(add(tx, 1, &format!("{n:03}"))?) }).await
            }));
        }
        let mut values = Vec::new();
        for task in tasks {
            values.push(task.await.unwrap().expect(&name));
        }
        values.sort_unstable();
        assert_eq!(values, (1..=400).collect::<Vec<_>>(), "{name}: nobody saw the same value twice");
        let (counters, _, events) = contents(&nodes[0]).await;
        assert_eq!(counters, [(1, 400)], "{name}");
        assert_eq!(events.last().map(|event| event.0), Some(400), "{name}: event numbers without gaps");
        nodes[0].close().await;
        nodes[1].close().await;
    }
}

/// The server ends the connections of this database; the next operation and the next read find new ones.
#[tokio::test]
async fn a_lost_connection_is_replaced() {
    for (name, place, writes, _scratch) in each("lost") {
        let Place::Url(_) = place else { continue };
        let db = open(&place, writes);
        together(&db, vec![op(|tx| Ok(add(tx, 1, "a")?))]).await;
        let others = "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND datname = current_database()) AS t";
        let second = open(&place, writes);
        let cut = second.read(move |r| r.rows::<(i64,)>(others, &[])).await;
        // Two lanes and a reader, and the second node's own two lanes.
        assert_eq!(cut, Ok(vec![(5,)]), "{name}");
        second.close().await;
        let answer = db.transact(1, |tx| -> Done<i64> { Ok(add(tx, 1, "b")?) }).await;
        assert_eq!(answer, Ok(2), "{name}");
        let look = || {
            db.read(|r| r.rows::<(i64,)>("SELECT value FROM counter WHERE community_id = 1 AND id = 1", &[]))
        };
        assert_eq!(look().await, Ok(vec![(2,)]), "{name}");
        db.close().await;
    }
}

/// A table that has grown is looked at, so that plans know it (the tests' server does not do so by itself).
#[tokio::test]
async fn a_table_that_has_grown_gets_statistics() {
    for (name, place, writes, _scratch) in behind("grown") {
        let Place::Url(_) = place else { continue };
        let db = open(&place, writes);
        let known = || {
            let sql = "SELECT COUNT(*) FROM pg_stats WHERE tablename = 'mark'";
            let known = db.read(move |r| r.rows::<(i64,)>(sql, &[]));
            async move { known.await.unwrap()[0].0 > 0 }
        };
        let fill = |from: i64, to: i64| {
            db.transact(1, move |tx| -> Done<()> {
                Ok((from..to).try_for_each(|number| add(tx, 1, &format!("{number:05}")).map(drop))?)
            })
        };
        fill(0, 499).await.unwrap();
        assert!(!known().await, "{name}: too few to matter");
        fill(499, 500).await.unwrap();
        assert!(known().await, "{name}");
        db.close().await;
    }
}

/// Operations of several communities that wait together are sorted into one batch each, keep their order, and
/// do not see or break each other.
#[tokio::test]
async fn communities_that_share_a_lane_do_not_share_a_batch() {
    for (name, place, writes, _scratch) in each("communities") {
        let db = open(&place, writes);
        let mut ops: Vec<(i64, Op<i64>)> = Vec::new();
        for number in 0..30 {
            let community = 1 + number % 3;
            ops.push((community, op(move |tx| Ok(add(tx, 1, &format!("{number:02}"))?))));
        }
        // Against a CHECK: breaks the batch of community 2, and nobody else's.
        ops.push((
            2,
            op(|tx| {
                tx.insert(&Counter { community_id: 2, id: 9, value: 1000, note: None, seal: None })?;
                Ok(0)
            }),
        ));
        let answers = together_in(&db, ops).await;
        for (number, answer) in answers[..30].iter().enumerate() {
            assert_eq!(*answer, Ok(1 + number as i64 / 3), "{name}: each community counts for itself");
        }
        assert!(answers[30].is_err(), "{name}");
        for community in 1..=3 {
            let events = db.events_after(community, 0, 100).await.unwrap();
            let numbers: Vec<_> = events.iter().map(|event| event.number).collect();
            assert_eq!(numbers, (1..=10).collect::<Vec<_>>(), "{name}");
            let order: Vec<_> = events.iter().map(|event| event.body.parse::<i64>().unwrap()).collect();
            assert!(order.is_sorted() && order.iter().all(|n| 1 + n % 3 == community), "{name} {order:?}");
        }
        db.close().await;
    }
}

/// The connection ends at the very COMMIT: the answer says that nobody knows, and what was asked for once is
/// there at most once when it is asked for again.
#[tokio::test]
async fn an_unknown_commit_is_said_and_never_run_again() {
    for (name, place, writes, _scratch) in each("unknown") {
        let Place::Url(_) = place else { continue };
        let trap = [
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$",
            "CREATE CONSTRAINT TRIGGER trap AFTER INSERT ON mark DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (NEW.name = 'cut') EXECUTE FUNCTION cut()",
        ];
        store::administer(&place, &trap.map(str::to_owned)).unwrap();
        let db = open(&place, writes);
        let cut = || db.transact(1, |tx| -> Done<i64> { Ok(add(tx, 1, "cut")?) });
        let answer = cut().await;
        assert!(matches!(answer, Err(store::OpError::Fault(Fault::OutcomeUnknown(_)))), "{name} {answer:?}");
        store::administer(&place, &["DROP TRIGGER trap ON mark".to_owned()]).unwrap();
        assert_eq!(cut().await, Ok(1), "{name}: the lane found a new connection, and nothing had stayed");
        db.close().await;
    }
}

/// One process a data folder, and the folder is free when the store is closed.
#[tokio::test]
async fn a_data_folder_has_one_owner() {
    for (name, place, writes, _scratch) in each("owner") {
        let Place::Folder(folder) = &place else { continue };
        let db = open(&place, writes);
        let config = store::Config::new(place.clone(), schema());
        let second = Db::open(&config).map(drop);
        assert_eq!(second, Err(Fault::FolderInUse(folder.display().to_string().into())), "{name}");
        assert!(matches!(store::migrate(&place, &MIGRATIONS), Err(Fault::FolderInUse(_))), "{name}");
        let added = db.transact(1, |tx| -> Done<i64> { Ok(add(tx, 1, "a")?) }).await;
        assert_eq!(added, Ok(1), "{name}");
        let reader = Db::open_to_read(&config).unwrap();
        assert_eq!(contents(&reader).await.0, [(1, 1)], "{name}: reading beside the owner");
        let written = reader.transact(1, |tx| -> Done<i64> { Ok(add(tx, 1, "b")?) }).await;
        assert_eq!(written, Err(store::OpError::Fault(Fault::ReadOnly)), "{name}");
        reader.close().await;
        db.close().await;
        open(&place, writes).close().await;
    }
}

#[tokio::test]
async fn somebody_elses_database_is_left_alone() {
    let scratch = testkit::Engine::Sqlite.scratch("foreign").unwrap();
    let Place::Folder(folder) = scratch.place() else { panic!("a folder") };
    std::fs::write(
        folder.join("hehuo.db"),
        "These are my notes, and they are worth more than a database.\n".repeat(20),
    )
    .unwrap();
    let refused = store::migrate(&scratch.place(), &MIGRATIONS);
    assert!(matches!(refused, Err(Fault::FolderForeign(_))), "{refused:?}");
    // A database of another program: valid, with a table, without our mark.
    std::fs::remove_file(folder.join("hehuo.db")).unwrap();
    rusqlite::Connection::open(folder.join("hehuo.db")).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let refused = store::migrate(&scratch.place(), &MIGRATIONS);
    assert!(matches!(refused, Err(Fault::FolderForeign(_))), "{refused:?}");
    assert!(matches!(Place::parse("  "), Err(Fault::Unusable(_))));
    let nothing = Place::Folder(folder.join("nothing"));
    let read = Db::open_to_read(&store::Config::new(nothing, schema())).map(drop);
    assert!(matches!(read, Err(Fault::Unusable(_))), "{read:?}");
}

/// Every commit that announced something is told once it is readable.
#[tokio::test]
async fn listeners_hear_of_commits() {
    for (name, place, writes, _scratch) in each("listen") {
        let db = open(&place, writes);
        let mut heard = db.listen();
        let ops = vec![
            op(|tx| Ok(add(tx, 1, "a")?)),
            op(|_| Err(store::OpError::Refused(No))),
            op(|tx| Ok(add(tx, 1, "b")?)),
        ];
        together(&db, ops).await;
        let announced = heard.recv().await.unwrap();
        assert_eq!((announced.community, announced.number), (1, 2), "{name}");
        let events = db.events_after(1, 1, 10).await.unwrap();
        assert_eq!(events.iter().map(|event| event.body.as_str()).collect::<Vec<_>>(), ["b"], "{name}");
        assert_eq!(db.communities_behind("test", 10).await, Ok(vec![1]), "{name}");
        let seen = db.transact(1, |tx| -> Done<usize> {
            let events = tx.unseen_events("test", 10)?;
            tx.mark_seen("test", events.last().map_or(0, |event| event.number))?;
            Ok(events.len())
        });
        assert_eq!(seen.await, Ok(2), "{name}");
        assert_eq!(db.communities_behind("test", 10).await, Ok(vec![]), "{name}");
        db.close().await;
    }
}
