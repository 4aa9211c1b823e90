//! The schema as a database has it, in words that are the same for both engines, so that one can be held
//! against the other and both against the row types.

use crate::cell::Kind;
use crate::db::{Place, on_a_thread};
use crate::error::Fault;
use crate::row::Table;
use std::collections::{BTreeMap, BTreeSet};

/// All tables of a database, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemaShape {
    pub tables: BTreeMap<String, TableShape>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableShape {
    /// In the order of the table.
    pub columns: Vec<ColumnShape>,
    pub primary_key: Vec<String>,
    /// Without the primary key's own. Names are left out: constraints are named differently by the engines.
    pub indexes: BTreeSet<IndexShape>,
    pub foreign_keys: BTreeSet<ForeignKey>,
    /// How many CHECKs there are; their texts are written differently by the engines.
    pub check_count: usize,
}

/// Columns here, the table there, its columns.
pub type ForeignKey = (Vec<String>, String, Vec<String>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnShape {
    pub name: String,
    pub kind: Kind,
    pub nullable: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexShape {
    /// `(expression)` where it is no plain column.
    pub columns: Vec<String>,
    pub unique: bool,
    /// Over a part of the rows only.
    pub partial: bool,
}

/// Reads the schema at `place`. Blocking.
///
/// # Errors
/// Of the database, and `Fault::Migration` for a column whose type is none of `Kind`.
pub fn schema_of(place: &Place) -> Result<SchemaShape, Fault> {
    on_a_thread(place, true, |mut conn| conn.shape())
}

impl SchemaShape {
    /// How the row types differ from the tables, one line a difference; empty when they fit.
    pub fn check_rows(&self, tables: &[&Table]) -> Vec<String> {
        tables.iter().flat_map(|table| self.check_row(table)).collect()
    }

    fn check_row(&self, table: &Table) -> Vec<String> {
        let Some(shape) = self.tables.get(table.name) else {
            return vec![format!("{}: there is no such table", table.name)];
        };
        let mut differences = Vec::new();
        let mut differs = |what: String| differences.push(format!("{}: {what}", table.name));
        let keys: Vec<_> = table.columns[..table.key_len].iter().map(|column| column.name).collect();
        if shape.primary_key != keys {
            differs(format!("the primary key is {:?}, the row type's is {keys:?}", shape.primary_key));
        }
        for column in table.columns {
            match shape.columns.iter().find(|known| known.name == column.name) {
                None => differs(format!("there is no column {}", column.name)),
                Some(known) if known.kind != column.kind || known.nullable != column.nullable => {
                    let (a, b) = ((known.kind, known.nullable), (column.kind, column.nullable));
                    differs(format!("{} is {a:?} (kind, nullable), the row type's is {b:?}", column.name));
                }
                Some(_) => {}
            }
        }
        for known in &shape.columns {
            if !table.columns.iter().any(|column| column.name == known.name) {
                differs(format!("the row type has no {}", known.name));
            }
        }
        differences
    }
}

/// The kind of a declared type; both engines' names of the three.
pub(crate) fn kind_of(declared: &str) -> Result<Kind, Fault> {
    match declared.to_ascii_uppercase().as_str() {
        "BIGINT" | "INTEGER" | "INT" => Ok(Kind::Int),
        "TEXT" => Ok(Kind::Text),
        "BLOB" | "BYTEA" => Ok(Kind::Bytes),
        other => {
            Err(Fault::Migration(format!("has a column of type {other}: use BIGINT, TEXT or BLOB").into()))
        }
    }
}
