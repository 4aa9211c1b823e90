//! What a lane does when the engine below it is in trouble; it needs a connection no caller can get.

use super::{Job, Message, Typed, run};
use crate::error::{Fault, OpError, Outcome};
use crate::sqlite;
use crate::tx::{Tx, Writes};
use crate::unit::Schema;
use crate::{Row, administer, conn::Conn, db::Place, migrate, row};
use std::convert::Infallible;
use tokio::sync::{broadcast, mpsc, oneshot};

row! {
    struct Page in "page" { key community_id: i64, id: i64; body: Vec<u8> }
}

const TABLE: &str = "CREATE TABLE page (community_id BIGINT NOT NULL, id BIGINT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (community_id, id)) WITHOUT ROWID";

/// A folder that goes away with the test.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // Left behind in the temporary folder is no failure of the test.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn insert(id: i64, size: usize) -> impl Fn(&mut Tx) -> Outcome<(), Infallible> {
    move |tx| Ok(tx.insert(&Page { community_id: 1, id, body: vec![7; size] })?)
}

/// A disk that fills up fails what did not fit, in words, and keeps all the rest; the lane lives on.
#[test]
fn a_full_disk_fails_one_operation_and_the_lane_lives_on() {
    for writes in [Writes::Behind, Writes::Through] {
        let folder =
            Folder(std::env::temp_dir().join(format!("store_full_{}_{writes:?}", std::process::id())));
        let place = Place::Folder(folder.0.clone());
        migrate(&place, &[]).unwrap();
        administer(&place, &[TABLE.to_owned()]).unwrap();
        let mut conn = sqlite::Conn::open(&folder.0, false).unwrap();
        conn.limit_pages(200).unwrap();
        let schema = Schema::new(&[Page::TABLE]);
        let (sender, queue) = mpsc::channel(16);
        let (announced, _) = broadcast::channel(1);
        let lane =
            std::thread::spawn(move || run(Tx::new(Conn::Sqlite(conn), schema), writes, queue, &announced));
        let ask = |id, size| {
            let op = insert(id, size);
            let (reply, answer) = oneshot::channel();
            let outcome = Err(OpError::Fault(Fault::Closed));
            let job: Box<dyn Job> = Box::new(Typed { community: 1, asked: true, op, outcome, reply });
            sender.blocking_send(Message::Op(job)).map_err(drop).unwrap();
            answer.blocking_recv().unwrap()
        };
        let full = Err(OpError::Fault(Fault::StorageFull));
        assert_eq!(ask(1, 1000), Ok(()));
        assert_eq!(ask(2, 2_000_000), full, "{writes:?}");
        assert_eq!(ask(2, 1000), Ok(()), "{writes:?}: it fits now");
        assert_eq!(ask(3, 2_000_000), full, "{writes:?}");
        sender.blocking_send(Message::Stop).map_err(drop).unwrap();
        lane.join().unwrap();
        let stored = "SELECT id FROM page ORDER BY id";
        let stored = crate::db::on_a_thread(&place, true, |mut conn| {
            crate::unit::list::<(i64,)>(&mut conn, stored, &[])
        });
        assert_eq!(stored, Ok(vec![(1,), (2,)]), "{writes:?}");
    }
}

/// A trial goes on past a row that it only looks at, and ends at one that decides what comes next.
#[test]
fn a_trial_guesses_nothing_from_a_row_that_decides() {
    let folder = Folder(std::env::temp_dir().join(format!("store_trial_{}", std::process::id())));
    let place = Place::Folder(folder.0.clone());
    migrate(&place, &[]).unwrap();
    administer(&place, &[TABLE.to_owned()]).unwrap();
    let conn = sqlite::Conn::open(&folder.0, false).unwrap();
    let mut tx = Tx::new(Conn::Sqlite(conn), Schema::new(&[Page::TABLE]));
    tx.begin(1).unwrap();
    tx.start(true).unwrap();
    assert!(tx.find::<Page>((1, 1)).unwrap().is_none(), "unknown counts as absent");
    assert_eq!(tx.find_first::<Page>((1, 2)).unwrap_err(), Fault::NotLoadedYet);
    assert!(tx.end_trial(), "both are wanted");
    tx.load_wanted().unwrap();
    tx.start(true).unwrap();
    assert!(tx.find_first::<Page>((1, 2)).unwrap().is_none(), "known to be absent");
    assert!(!tx.end_trial());
    tx.roll_back();
}
