//! The store: a synchronous core under an asynchronous edge, on SQLite or PostgreSQL.
//!
//! `Db` is the door, `Tx` what an operation sees, `row!` how a row type is declared. Only `conn` and the two
//! modules below it know that there are two engines. No rule of the product lives here.

mod cell;
mod conn;
mod db;
mod error;
mod kernel_fields;
mod lane;
mod pg;
mod row;
mod sqlite;
mod tx;
mod unit;

pub use cell::{Arg, Cell, Cells, Field, Kind, read};
pub use db::{Config, Db, Place, migrate};
pub use error::{Fault, OpError, Outcome};
pub use row::{Column, Listed, Row, Table, column};
pub use tx::{Book, Event, Reader, Tx, Writes};
pub use unit::Schema;
