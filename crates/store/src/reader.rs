//! What a list or a report sees: rows of one moment, and no way to change them.

use crate::cell::Arg;
use crate::conn::Conn;
use crate::error::Fault;
use crate::row::{Listed, Row};
use crate::unit::list;
use std::any::TypeId;
use std::collections::HashMap;

/// A snapshot to read from; it can change nothing.
pub struct Reader {
    pub(crate) conn: Conn,
    /// The text of `find`, built once a row type.
    finds: HashMap<TypeId, String>,
}

impl Reader {
    pub(crate) fn new(conn: Conn) -> Reader {
        Reader { conn, finds: HashMap::new() }
    }

    pub fn rows<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        list(&mut self.conn, sql, args)
    }

    pub fn find<T: Row>(&mut self, key: &T::Key) -> Result<Option<T>, Fault> {
        let (mut cells, mut found) = (Vec::new(), None);
        T::key_cells(key, &mut cells);
        let sql = self.finds.entry(TypeId::of::<T>()).or_insert_with(|| self.conn.sql(T::TABLE).find);
        self.conn.query(sql, &cells, &mut |cells| {
            found = Some(T::read(cells)?);
            Ok(())
        })?;
        Ok(found)
    }
}
