//! The kit itself: an empty database on each engine, gone afterwards.

#![allow(clippy::unwrap_used, reason = "a test")]

use store::{Migration, administer, migrate, pending, schema_of};
use testkit::{Engine, Scratch};

const STEPS: [Migration; 2] = [
    Migration { feature: "kit", number: 1, name: "one", sql: "CREATE TABLE one (id BIGINT PRIMARY KEY);" },
    Migration { feature: "kit", number: 2, name: "two", sql: "CREATE TABLE two (id BIGINT PRIMARY KEY);" },
];

testkit::both_engines! {
    /// The argument is a database that takes a table.
    async fn scratch_takes_a_table(scratch: Scratch) {
        assert_eq!(scratch.options()[0] == "--data", scratch.engine() == Engine::Sqlite);
        if let Ok(server) = testkit::postgres() {
            assert!(server.run("SELECT 1").is_ok());
            assert!(server.run("SELECT nonsense").is_err());
        }
    }

    /// Also when others were copied before it and have changed since.
    async fn a_copy_is_what_the_migrations_make(scratch: Scratch) {
        let engine = scratch.engine();
        let plain = engine.scratch("made by migrations").unwrap();
        migrate(&plain.place(), &STEPS).unwrap();
        let made = schema_of(&plain.place()).unwrap();
        administer(&scratch.migrated(&STEPS), &["DROP TABLE one".to_owned()]).unwrap();
        assert_ne!(schema_of(&scratch.place()).unwrap(), made);
        let copy = engine.scratch("copied").unwrap();
        let place = copy.migrated(&STEPS);
        assert_eq!(schema_of(&place).unwrap(), made);
        assert_eq!(pending(&place, &STEPS), Ok(Vec::new()));
    }

    /// What stands there already is not copied over, and other migrations have another pattern.
    async fn what_is_there_is_only_brought_up_to_date(scratch: Scratch) {
        let place = scratch.migrated(&STEPS[..1]);
        administer(&place, &["INSERT INTO one VALUES (7)".to_owned()]).unwrap();
        assert_eq!(pending(&place, &STEPS).unwrap(), STEPS[1..]);
        scratch.migrated(&STEPS);
        assert_eq!(pending(&place, &STEPS), Ok(Vec::new()));
        let again = administer(&place, &["INSERT INTO one VALUES (7)".to_owned()]);
        assert!(again.is_err(), "the row is still there");
    }
}

#[test]
fn a_dropped_folder_is_gone() {
    let scratch = Engine::Sqlite.scratch("a dropped folder").unwrap();
    let folder = std::path::PathBuf::from(scratch.address());
    assert!(folder.is_dir());
    drop(scratch);
    assert!(!folder.exists());
}

#[test]
fn two_databases_of_one_server_differ() {
    let Some(one) = Engine::Postgres.scratch("same name") else { return };
    let Some(two) = Engine::Postgres.scratch("same name") else { return };
    assert_ne!(one.address(), two.address());
}
