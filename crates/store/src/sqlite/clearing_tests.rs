//! When the log is carried over, and that nothing is lost by it.

use super::*;
use std::path::PathBuf;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("store_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("hehuo.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// No flush: what is told here is when pages are carried over, not that they are on the disk.
fn writer(path: &Path) -> Connection {
    let db = Connection::open(path).unwrap();
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; CREATE TABLE page (body BLOB NOT NULL);",
    )
    .unwrap();
    db
}

fn write(db: &Connection, bytes: usize) {
    db.execute("INSERT INTO page VALUES (zeroblob(?1))", [bytes as i64]).unwrap();
}

/// As many as the log is long for, in commits of a megabyte each.
fn fill(db: &Connection, clearing: &mut Clearing) {
    for _ in 0..LONG as usize * 4096 / 1_000_000 + 1 {
        write(db, 1_000_000);
        clearing.committed(db);
    }
}

/// Small commits until it holds; fails where it never does.
fn until(db: &Connection, clearing: &mut Clearing, holds: impl Fn(&Clearing) -> bool) {
    for _ in 0..100_000 {
        if holds(clearing) {
            return;
        }
        write(db, 10);
        clearing.committed(db);
        std::thread::sleep(std::time::Duration::from_micros(200));
    }
    panic!("{} pages in the log, asked {}, tried at {}", PAGES.get(), clearing.is_asked, clearing.tried_at);
}

#[test]
fn a_long_log_is_carried_over_beside_the_writer_and_begins_anew() {
    let folder = Folder::new("log");
    let db = writer(&folder.file());
    let mut clearing = Clearing::beside(&db, &folder.file()).unwrap();
    write(&db, 10);
    clearing.committed(&db);
    assert!(!clearing.is_asked, "a short log may wait");
    for _ in 0..3 {
        fill(&db, &mut clearing);
        until(&db, &mut clearing, |_| PAGES.get() < LONG / 2);
    }
    let size = std::fs::metadata(folder.file()).unwrap().len();
    assert!(size > 2 * 4096 * LONG as u64, "{size} bytes are in the file itself");
    drop(clearing);
    drop(db);
    assert!(!folder.0.join("hehuo.db-wal").exists(), "a closed store is one file");
    let db = Connection::open(folder.file()).unwrap();
    let large: i64 =
        db.query_row("SELECT COUNT(*) FROM page WHERE length(body) = 1000000", [], |row| row.get(0)).unwrap();
    assert_eq!(large, 3 * (i64::from(LONG) * 4096 / 1_000_000 + 1));
}

/// Whoever reads an old state keeps the log from beginning anew: it is not tried again at each commit.
#[test]
fn a_reader_of_an_old_state_is_no_reason_to_try_at_each_commit() {
    let folder = Folder::new("log_read");
    let db = writer(&folder.file());
    let mut clearing = Clearing::beside(&db, &folder.file()).unwrap();
    let reader = Connection::open(folder.file()).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let count = || reader.query_row("SELECT COUNT(*) FROM page", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count(), 0);
    fill(&db, &mut clearing);
    until(&db, &mut clearing, |clearing| clearing.tried_at > 0 && !clearing.is_asked);
    let tried_at = clearing.tried_at;
    assert!(tried_at >= LONG, "{tried_at}");
    for _ in 0..50 {
        write(&db, 10);
        clearing.committed(&db);
        assert!(!clearing.is_asked);
    }
    assert_eq!(count(), 0, "the old state is still there for whoever reads it");
    reader.execute_batch("ROLLBACK").unwrap();
    fill(&db, &mut clearing);
    until(&db, &mut clearing, |_| PAGES.get() < LONG / 2);
}

/// Should the thread have died, the log is cleared all the same.
#[test]
fn without_the_thread_the_writer_clears_the_log() {
    let folder = Folder::new("log_alone");
    let db = writer(&folder.file());
    let mut clearing = Clearing::beside(&db, &folder.file()).unwrap();
    clearing.wake = None;
    clearing.thread.take().unwrap().join().unwrap();
    fill(&db, &mut clearing);
    until(&db, &mut clearing, |_| PAGES.get() < LONG / 2);
}

/// Short readers, one after the other, keep the log from beginning anew just when it could: it is tried again after few pages, not after another
/// 64 MiB.
#[test]
fn short_readers_do_not_let_the_log_grow() {
    let folder = Folder::new("log_short");
    let db = writer(&folder.file());
    let mut clearing = Clearing::beside(&db, &folder.file()).unwrap();
    let readers = [(); 2].map(|()| Connection::open(folder.file()).unwrap());
    let read = |reader: &Connection| {
        reader.execute_batch("BEGIN").unwrap();
        reader.query_row("SELECT COUNT(*) FROM page", [], |row| row.get::<_, i64>(0)).unwrap();
    };
    read(&readers[0]);
    // Whenever something is committed somebody reads what was there before, and the next begins before they end.
    let mut tries = 0;
    for at in 0.. {
        assert!(at < 100_000, "{} pages in the log, tried at {}", PAGES.get(), clearing.tried_at);
        write(&db, if PAGES.get() < LONG { 1_000_000 } else { 10 });
        let before = clearing.is_asked;
        clearing.committed(&db);
        let (ends, begins) = (at % 2, (at + 1) % 2);
        read(&readers[begins]);
        readers[ends].execute_batch("ROLLBACK").unwrap();
        tries += u32::from(before && !clearing.is_asked);
        if tries == 3 {
            readers[begins].execute_batch("ROLLBACK").unwrap();
            break;
        }
        if clearing.is_asked {
            std::thread::sleep(std::time::Duration::from_micros(200));
        }
    }
    assert!(PAGES.get() >= LONG, "it has not begun anew");
    // Nobody reads any more. What is written while nobody is asked to clear is little.
    let mut unasked = 0;
    while PAGES.get() >= LONG {
        let before = PAGES.get();
        write(&db, 10);
        clearing.committed(&db);
        unasked += if clearing.is_asked { 0 } else { (PAGES.get() - before).max(0) };
        assert!(
            unasked <= 2 * FEW as i32,
            "{} pages in the log, tried at {}",
            PAGES.get(),
            clearing.tried_at
        );
        if clearing.is_asked {
            std::thread::sleep(std::time::Duration::from_micros(200));
        }
    }
}

/// What the thread found and left, how long the log is by now, how often it was woken → who goes on.
#[test]
fn the_writer_does_only_the_little_that_is_left() {
    let carried = |log, carried| Some(Carried { log, carried });
    for (told, pages, rounds, goes_on) in [
        (carried(20_000, 20_000), 20_001, 1, After::Writer),
        (carried(20_000, 20_000), 20_255, 1, After::Writer),
        (carried(20_000, 20_000), 20_256, 1, After::Thread),
        (carried(20_000, 20_000), 40_000, 3, After::Thread),
        (carried(20_000, 20_000), 40_000, 4, After::Writer),
        (carried(20_000, 19_745), 20_000, 1, After::Writer),
        (carried(20_000, 19_744), 20_000, 1, After::Wait),
        (carried(20_000, 3), 90_000, 1, After::Wait),
        (None, 20_000, 1, After::Writer),
    ] {
        assert_eq!(after(told, pages, rounds), goes_on, "{told:?} {pages} {rounds}");
    }
    for (left, pages) in [(0, 256), (255, 256), (256, LONG), (20_000, LONG)] {
        assert_eq!(wait(left), pages, "{left}");
    }
}
