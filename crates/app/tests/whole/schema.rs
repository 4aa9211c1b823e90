//! Both engines end with the same schema; every row type fits it; every statement can be prepared on both and
//! reads no growing table from end to end.

use hehuo::site::{migrations, statements, tables};
use testkit::{Engine, Scratch};

/// One row a site or a community, or a handful: reading all of it is what a statement means to do.
const SMALL: &[&str] =
    &["book", "outbox_cursor", "ledger_book", "ledger_fund", "market_settings", "market_count"];

fn migrated(engine: Engine) -> Option<Scratch> {
    let scratch = engine.scratch("schema")?;
    store::migrate(&scratch.place(), &migrations()).unwrap();
    Some(scratch)
}

#[test]
fn both_engines_have_the_same_schema() {
    let (Some(sqlite), Some(postgres)) = (migrated(Engine::Sqlite), migrated(Engine::Postgres)) else {
        return;
    };
    let (sqlite, postgres) =
        (store::schema_of(&sqlite.place()).unwrap(), store::schema_of(&postgres.place()).unwrap());
    for (name, table) in &sqlite.tables {
        assert_eq!(Some(table), postgres.tables.get(name), "{name}");
    }
    assert_eq!(sqlite, postgres);
}

#[test]
fn every_row_type_fits_its_table() {
    for scratch in [Engine::Sqlite, Engine::Postgres].into_iter().filter_map(migrated) {
        let shape = store::schema_of(&scratch.place()).unwrap();
        assert_eq!(shape.check_rows(&tables()), [""; 0], "{:?}", scratch.engine());
    }
}

/// Every table that a migration made is written by somebody who declared it.
#[test]
fn no_table_is_left_over() {
    let Some(scratch) = migrated(Engine::Sqlite) else { return };
    let known: Vec<&str> = tables().iter().chain(&store::tables()).map(|table| table.name).collect();
    let shape = store::schema_of(&scratch.place()).unwrap();
    let unknown: Vec<_> = shape.tables.keys().filter(|name| !known.contains(&name.as_str())).collect();
    assert!(unknown.iter().all(|name| *name == "migration"), "{unknown:?}");
}

#[test]
fn every_statement_is_prepared_and_scans_nothing_that_grows() {
    let names: Vec<&str> = tables().iter().chain(&store::tables()).map(|table| table.name).collect();
    let growing: Vec<&str> = names.into_iter().filter(|name| !SMALL.contains(name)).collect();
    let all = [statements(), store::statements()].concat();
    assert!(all.len() > 50, "only {} statements: a feature forgot its own", all.len());
    let mut wrong = Vec::new();
    for scratch in [Engine::Sqlite, Engine::Postgres].into_iter().filter_map(migrated) {
        for sql in &all {
            match store::prepare_all(&scratch.place(), &[*sql]) {
                Err(fault) => wrong.push(format!("{:?}: {fault}", scratch.engine())),
                Ok(plans) => wrong.extend(
                    plans.iter().filter(|plan| !plan.scans_of(&growing).is_empty()).map(|plan| {
                        format!(
                            "{:?} scans {:?}:\n{sql}\n{}",
                            scratch.engine(),
                            plan.scans_of(&growing),
                            plan.text
                        )
                    }),
                ),
            }
        }
    }
    assert!(wrong.is_empty(), "{} statements:\n{}", wrong.len(), wrong.join("\n\n"));
}
