//! Migrations, the schema they leave, and the plans of statements on it.

mod common;

use common::*;
use store::{Fault, Kind, Migration, Place, Row, SchemaShape};
use testkit::{Engine, Scratch};

/// A fresh, unmigrated database on each engine.
fn empty(test: &str) -> Vec<Scratch> {
    [Engine::Sqlite, Engine::Postgres].iter().filter_map(|engine| engine.scratch(test)).collect()
}

fn step(feature: &'static str, number: u32, sql: &'static str) -> Migration {
    Migration { feature, number, name: "a step", sql }
}

const ONE: &str = "CREATE TABLE one (community_id BIGINT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (community_id, id)) WITHOUT ROWID;";
const TWO: &str = "ALTER TABLE one ADD COLUMN two BIGINT NOT NULL DEFAULT 0;
    INSERT INTO one (community_id, id) VALUES (1, 'TEXT stays, as does WITHOUT');";

#[test]
fn migrations_run_once_in_the_order_given() {
    for scratch in empty("order") {
        let place = scratch.place();
        let all = [step("b", 1, ONE), step("a", 1, TWO)];
        // On a server there is a database before there is anything in it.
        if matches!(place, Place::Url(_)) {
            assert_eq!(store::pending(&place, &all).unwrap()[1..], all);
        }
        store::migrate(&place, &all[..1]).unwrap();
        assert_eq!(store::pending(&place, &all).unwrap(), all[1..]);
        store::migrate(&place, &all).unwrap();
        store::migrate(&place, &all).unwrap();
        assert_eq!(store::pending(&place, &all).unwrap(), []);
        let columns = &store::schema_of(&place).unwrap().tables["one"].columns;
        assert_eq!(
            columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(),
            ["community_id", "id", "two"]
        );
    }
}

#[test]
fn what_does_not_fit_the_record_is_said_and_changes_nothing() {
    for scratch in empty("misfit") {
        let place = scratch.place();
        let refused = |all: &[Migration], word: &str| {
            let fault = store::migrate(&place, all).unwrap_err();
            assert!(matches!(&fault, Fault::Migration(text) if text.contains(word)), "{fault:?} not {word}");
        };
        store::migrate(&place, &[step("a", 1, ONE)]).unwrap();
        refused(&[step("a", 1, TWO)], "changed");
        refused(&[], "not known");
        refused(&[step("a", 1, ONE), step("a", 1, TWO)], "follow");
        // Its first statement would do; nothing of it stays.
        refused(&[step("a", 1, ONE), step("a", 2, "CREATE TABLE half (a BIGINT); CREATE NONSENSE;")], "a 2");
        assert!(!store::schema_of(&place).unwrap().tables.contains_key("half"));
        store::migrate(&place, &[step("a", 1, ONE), step("a", 2, TWO)]).unwrap();
    }
}

/// Several nodes that start at once take turns (a data folder has one owner, and says so).
#[test]
fn nodes_that_start_at_once_migrate_once() {
    for scratch in empty("at_once") {
        let place = scratch.place();
        let nodes: Vec<_> = (0..6)
            .map(|_| {
                let place = place.clone();
                std::thread::spawn(move || store::migrate(&place, &[step("a", 1, ONE), step("a", 2, TWO)]))
            })
            .collect();
        let ended: Vec<_> = nodes.into_iter().map(|node| node.join().unwrap()).collect();
        let in_turn = |end: &Result<(), Fault>| match place {
            Place::Url(_) => end.is_ok(),
            Place::Folder(_) => matches!(end, Ok(()) | Err(Fault::FolderInUse(_))),
        };
        assert!(ended.iter().all(in_turn) && ended.iter().any(Result::is_ok), "{ended:?}");
    }
}

fn migrated(scratch: &Scratch) -> SchemaShape {
    store::migrate(&scratch.place(), &MIGRATIONS).expect("migrated");
    store::schema_of(&scratch.place()).expect("migrated")
}

#[test]
fn both_engines_end_with_the_same_schema_and_the_row_types_fit() {
    let all: Vec<_> = empty("shape").iter().map(migrated).collect();
    for shape in &all {
        assert_eq!(shape, &all[0]);
        let rows: Vec<_> =
            store::tables().into_iter().chain([Counter::TABLE, Mark::TABLE, Visitor::TABLE]).collect();
        assert_eq!(shape.check_rows(&rows), [""; 0]);
        let mark = &shape.tables["mark"];
        assert_eq!(mark.primary_key, ["community_id", "name"]);
        let parent = (
            vec!["community_id".into(), "counter_id".into()],
            "counter".into(),
            vec!["community_id".into(), "id".into()],
        );
        assert!(mark.foreign_keys.contains(&parent), "{mark:?}");
        assert_eq!(mark.indexes.first().unwrap().columns, ["community_id", "counter_id", "name"]);
        assert_eq!(
            (shape.tables["counter"].check_count, shape.tables["counter"].columns[4].kind),
            (1, Kind::Bytes)
        );
    }
}

store::row! {
    struct Crooked in "counter" { key id: i64; value: String, absent: Option<i64> }
}

#[test]
fn a_row_type_that_does_not_fit_is_told_column_by_column() {
    let scratch = Engine::Sqlite.scratch("crooked").unwrap();
    let told = migrated(&scratch).check_rows(&[Crooked::TABLE]).join("\n");
    for word in ["primary key", "value is", "no column absent", "has no note", "has no community_id"] {
        assert!(told.contains(word), "{word} in\n{told}");
    }
}

const BY_KEY: &str = "SELECT name FROM mark WHERE community_id = $1 AND name > $2 ORDER BY name LIMIT $3";
const SCAN: &str = "SELECT COUNT(*) FROM mark AS m WHERE m.counter_id + 0 = $1";
const NO_SUCH: &str = "SELECT nothing FROM mark";
const WRITES: &str = "DELETE FROM mark";

#[test]
fn plans_tell_scans_from_searches() {
    for scratch in empty("plans") {
        migrated(&scratch);
        let plans = store::prepare_all(&scratch.place(), &[BY_KEY, SCAN]).unwrap();
        assert_eq!(plans[0].scans_of(&["mark", "counter"]), [""; 0], "{}", plans[0].text);
        assert_eq!(plans[1].scans_of(&["mark", "counter"]), ["mark"], "{}", plans[1].text);
        let own = store::prepare_all(&scratch.place(), &store::statements()).unwrap();
        for plan in own {
            assert_eq!(plan.scans_of(&["outbox", "job", "answered"]), [""; 0], "{}\n{}", plan.sql, plan.text);
        }
        for bad in [NO_SUCH, WRITES] {
            let refused = store::prepare_all(&scratch.place(), &[bad]);
            assert!(matches!(&refused, Err(Fault::Statement(text)) if text.contains(bad)), "{refused:?}");
        }
    }
}
