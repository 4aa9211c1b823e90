//! What the books can be read from.

use store::{Arg, Fault, Listed, Reader, Row, Tx};

/// The running operation, which sees what it has written itself, or a snapshot.
pub trait Source {
    fn rows<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault>;
    fn find<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault>;
}

impl Source for Tx {
    fn rows<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        Tx::rows(self, sql, args)
    }
    fn find<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        Tx::find::<T>(self, key)
    }
}

impl Source for Reader {
    fn rows<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        Reader::rows(self, sql, args)
    }
    fn find<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        Reader::find::<T>(self, &key)
    }
}
