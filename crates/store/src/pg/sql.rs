//! The statements of a table as PostgreSQL takes them, and whole sets as arrays.

use crate::cell::{Cell, Kind};
use crate::conn::Sql;
use crate::row::{Column, Table};
use crate::sqlite::{matches, updates};
use crate::unit::Pending;
use postgres::types::ToSql;

/// What differs in schema SQL: the name of the bytes type, `WITHOUT ROWID`, the key that is a row's own number in SQLite
/// (`INTEGER` and nothing else), and the order of texts, which is by code point in SQLite and would follow the server's locale
/// here, so that pages and ties would differ.
pub(crate) fn dialect(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 64);
    let mut word = String::new();
    let mut before = String::new();
    for letter in sql.chars().chain(Some(' ')) {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        match word.as_str() {
            "BLOB" => out.push_str("BYTEA"),
            "INTEGER" => out.push_str("BIGINT"),
            "TEXT" if before != "AS" => out.push_str("TEXT COLLATE \"C\""),
            other => out.push_str(other),
        }
        if !word.is_empty() {
            before = std::mem::take(&mut word);
        }
        out.push(letter);
    }
    out.pop();
    out.replace("WITHOUT ROWID", "")
}

/// One column of a set. Always nullable inside: an array has one type whatever its values are.
pub(crate) enum Array<'a> {
    Int(Vec<Option<i64>>),
    Text(Vec<Option<&'a str>>),
    Bytes(Vec<Option<&'a [u8]>>),
}

impl Array<'_> {
    pub(crate) fn arg(&self) -> &(dyn ToSql + Sync) {
        match self {
            Array::Int(values) => values,
            Array::Text(values) => values,
            Array::Bytes(values) => values,
        }
    }
}

/// Turns cells given row by row into one array a column.
pub(crate) fn arrays<'a>(columns: &[Column], cells: &[Cell<'a>]) -> Vec<Array<'a>> {
    let column = |at: usize| cells.iter().skip(at).step_by(columns.len());
    let array = |(at, kind): (usize, Kind)| match kind {
        Kind::Int => {
            Array::Int(column(at).map(|cell| if let Cell::Int(v) = cell { Some(*v) } else { None }).collect())
        }
        Kind::Text => Array::Text(
            column(at).map(|cell| if let Cell::Text(v) = cell { Some(*v) } else { None }).collect(),
        ),
        Kind::Bytes => Array::Bytes(
            column(at).map(|cell| if let Cell::Bytes(v) = cell { Some(*v) } else { None }).collect(),
        ),
    };
    columns.iter().map(|column| column.kind).enumerate().map(array).collect()
}

pub(crate) fn sql(table: &Table) -> Sql {
    let (name, columns, keys) = (table.name, table.names(), table.keys());
    let numbers: Vec<_> = (1..=table.columns.len()).map(|n| format!("${n}")).collect();
    let numbers = numbers.join(", ");
    let unnest = |columns: &[Column]| {
        let arrays: Vec<_> = columns.iter().enumerate().map(|(at, c)| array_type(at, c.kind)).collect();
        format!("UNNEST({})", arrays.join(", "))
    };
    let joined: Vec<_> =
        table.columns[..table.key_len].iter().map(|c| format!("t.{0} = u.{0}", c.name)).collect();
    let joined = joined.join(" AND ");
    let wide: Vec<_> = table.columns.iter().map(|c| format!("t.{}", c.name)).collect();
    let set: Vec<_> = table
        .columns
        .iter()
        .enumerate()
        .skip(table.key_len)
        .map(|(at, c)| format!("{} = ${}", c.name, at + 1))
        .collect();
    Sql {
        find: format!("SELECT {columns} FROM {name} WHERE {}", matches(table)),
        insert: format!("INSERT INTO {name} ({columns}) VALUES ({numbers}) ON CONFLICT DO NOTHING"),
        save: format!("UPDATE {name} SET {} WHERE {}", set.join(", "), matches(table)),
        delete: format!("DELETE FROM {name} WHERE {}", matches(table)),
        delete_set: format!(
            "DELETE FROM {name} AS t USING {} AS u ({keys}) WHERE {joined}",
            unnest(&table.columns[..table.key_len])
        ),
        insert_set: Vec::new(),
        update: (String::new(), Vec::new()),
        load_set: format!(
            "SELECT {} FROM {} AS u ({keys}) JOIN {name} AS t ON {joined}",
            wide.join(", "),
            unnest(&table.columns[..table.key_len])
        ),
    }
}

/// One set as an INSERT from arrays, its parameters numbered after `used` others.
pub(crate) fn set_sql(table: &Table, pending: Pending, used: usize) -> String {
    let (name, columns) = (table.name, table.names());
    let arrays: Vec<_> =
        table.columns.iter().enumerate().map(|(at, c)| array_type(used + at, c.kind)).collect();
    let insert = format!("INSERT INTO {name} ({columns}) SELECT * FROM UNNEST({})", arrays.join(", "));
    match pending {
        Pending::Insert => insert,
        _ => format!("{insert} ON CONFLICT ({}) DO UPDATE SET {}", table.keys(), updates(table, "excluded")),
    }
}

fn array_type(at: usize, kind: Kind) -> String {
    let name = match kind {
        Kind::Int => "BIGINT",
        Kind::Text => "TEXT",
        Kind::Bytes => "BYTEA",
    };
    format!("${}::{name}[]", at + 1)
}
