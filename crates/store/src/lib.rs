//! The store: a synchronous core under an asynchronous edge, on SQLite or PostgreSQL.
//!
//! `Db` is the door, `Tx` what an operation sees, `row!` how a row type is declared. Only `conn` and the two
//! modules below it know that there are two engines. No rule of the product lives here.

mod answered;
mod appended;
mod cell;
mod conn;
mod db;
mod error;
mod hold;
mod job;
mod kernel_fields;
mod lane;
mod migration;
mod outbox;
mod pg;
mod places;
mod plan;
mod reader;
mod row;
mod runner;
mod shape;
mod sqlite;
mod tx;
mod unit;

pub use answered::{IdempotencyKey, Replay, answers_kept};
pub use cell::{Arg, Cell, Cells, Field, Kind, read};
pub use conn::statements_sent;
pub use db::{Config, Db, Place, administer};
pub use error::{Fault, OpError, Outcome};
pub use job::{Handler, Job, JobDone, JobState, NewJob};
pub use migration::{Migration, migrate, pending};
pub use outbox::{Announced, verify_events};
pub use plan::{Plan, prepare_all};
pub use reader::Reader;
pub use row::{Column, Listed, Passing, Row, Table, column, community_row};
pub use runner::{ATTEMPT_COUNT_MAX, JobRunner, LEASE, dead_jobs};
pub use shape::{ColumnShape, ForeignKey, IndexShape, SchemaShape, TableShape, schema_of};
pub use tx::{Book, Event, SITE, Tx, Writes};
pub use unit::Schema;

/// The store's own tables, so that a check of all row types and a list of growing tables include them.
pub fn tables() -> Vec<&'static Table> {
    unit::OWN_TABLES.to_vec()
}

/// The store's own read-only statements, for the test that prepares all.
pub fn statements() -> Vec<&'static str> {
    vec![outbox::AFTER, outbox::BEHIND, outbox::KEPT, answered::KEPT, runner::DUE, runner::DEAD]
}
