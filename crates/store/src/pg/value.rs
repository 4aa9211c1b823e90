//! How values travel to and from PostgreSQL, and what its errors mean.

use crate::cell::{Cell, Cells};
use crate::error::Fault;
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use std::error::Error;

/// The server says which type it expects (it inferred it when the statement was prepared), so a NULL needs
/// no type of its own and a small integer is narrowed here rather than in every query.
impl ToSql for Cell<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match *self {
            Cell::Null => Ok(IsNull::Yes),
            Cell::Int(value) if *ty == Type::INT4 => i32::try_from(value)?.to_sql(ty, out),
            Cell::Int(value) if *ty == Type::INT2 => i16::try_from(value)?.to_sql(ty, out),
            Cell::Int(value) if *ty == Type::INT8 => value.to_sql(ty, out),
            Cell::Text(value) if <&str as ToSql>::accepts(ty) => value.to_sql(ty, out),
            Cell::Bytes(value) if *ty == Type::BYTEA => value.to_sql(ty, out),
            other => Err(format!("{other:?} where the server expects {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true // to_sql answers, with the value in hand
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(ty, raw)?.into()),
            Type::BYTEA => Cell::Bytes(raw),
            _ => Cell::Text(<&str>::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::INT2 | Type::BOOL | Type::BYTEA)
            || <&str as FromSql>::accepts(ty)
    }
}

impl Cells for postgres::Row {
    fn cell(&self, index: usize) -> Result<Cell<'_>, Fault> {
        self.try_get(index).map_err(Fault::from)
    }
}

impl From<postgres::Error> for Fault {
    fn from(error: postgres::Error) -> Self {
        // The Display of this crate says "db error" and keeps the reason for source().
        let Some(db) = error.as_db_error() else {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            return Fault::Engine(format!("{error}{cause}").into());
        };
        let text = format!("{} ({})", db.message(), db.code().code()).into();
        match *db.code() {
            SqlState::DISK_FULL => Fault::StorageFull,
            SqlState::IO_ERROR => Fault::StorageFailed(text),
            _ => Fault::Engine(text),
        }
    }
}
