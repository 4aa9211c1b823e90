//! Rows that an operation inserts and saves: one by one, or many in one go.

use super::{Fault, NotSavable, Tx, Writes, breaks};
use crate::conn::Conn;
use crate::error::Outcome;
use crate::row::Row;
use crate::unit::{Pending, Slot};

impl Tx {
    /// Looks at many rows, or at their absence, each with the place of its key in `keys`: no copy is made. A trial run ends at those that it
    /// does not know yet.
    pub fn look_all<T: Row>(
        &mut self,
        keys: &[T::Key],
        mut see: impl FnMut(usize, Option<&T>),
    ) -> Result<(), Fault> {
        for key in keys {
            self.visible::<T>(key)?;
        }
        if !self.load::<T>(keys)? {
            return Err(Fault::NotLoadedYet);
        }
        let counts = self.conn.is_remote() && !self.trial;
        let op = self.op;
        let slot = self.unit.slot::<T>(&self.conn)?;
        for (number, key) in keys.iter().enumerate() {
            let at = slot.place(key);
            if counts {
                slot.ask(at, op);
            }
            see(number, slot.entries[at].now.row.as_ref());
        }
        Ok(())
    }

    /// Locks many rows and saves or inserts what `change` makes of each: of the row, or of its absence, of the key with this place in
    /// `keys`. Where it answers nothing the row stays as it is. Less work than `lock_all` and a `save` for each of them, and otherwise
    /// the same.
    ///
    /// # Errors
    /// Those of `lock_all`, `save` and `insert`, and what `change` answers, which ends it.
    pub fn change_all<T: Row, R>(
        &mut self,
        keys: &[T::Key],
        mut change: impl FnMut(usize, Option<&T>) -> Outcome<Option<T>, R>,
    ) -> Outcome<(), R> {
        for key in keys {
            self.writable::<T>(key)?;
        }
        if !self.load::<T>(keys)? {
            return Err(Fault::NotLoadedYet.into());
        }
        let counts = self.conn.is_remote() && !self.trial;
        let (slot, mut hand) = self.hand::<T>()?;
        slot.expect(keys.len());
        for (number, key) in keys.iter().enumerate() {
            let at = slot.place(key);
            if counts {
                slot.ask(at, hand.op);
            }
            let known = slot.entries[at].now.row.as_ref();
            let is_known = known.is_some();
            match change(number, known)? {
                None => slot.hold(at).lock(hand.op),
                // What it makes of one row is no other row.
                Some(row) if !row.has_key(key) => {
                    return Err(Fault::NotLocked { table: T::TABLE.name }.into());
                }
                Some(row) if is_known => {
                    slot.hold(at).lock(hand.op);
                    hand.save(slot, at, row)?;
                }
                Some(row) => hand.insert(slot, at, row)?,
            }
        }
        Ok(())
    }

    /// Fails with `Fault::Duplicate` when the key is there. Behind, a clash with a row that was never read
    /// shows at the flush; the batch is then run again one by one, where this call is the one that fails.
    pub fn insert<T: Row>(&mut self, row: &T) -> Result<(), Fault> {
        self.insert_all(vec![row.clone()])
    }

    /// As `insert`, of many rows in their order.
    pub fn insert_all<T: Row>(&mut self, rows: Vec<T>) -> Result<(), Fault> {
        for row in &rows {
            self.writable::<T>(&row.key())?;
        }
        let (slot, mut hand) = self.hand::<T>()?;
        slot.expect(rows.len());
        rows.into_iter().try_for_each(|row| {
            let at = slot.place(&row.key());
            hand.insert(slot, at, row)
        })
    }

    /// New rows that nobody asks for by their key, by the million: less work than `insert_all`. A row of the table that is looked up all the
    /// same is found, at the price of sending first what waits.
    ///
    /// # Errors
    /// As `insert_all`.
    pub fn append_all<T: Row>(&mut self, rows: Vec<T>) -> Result<(), Fault> {
        for row in &rows {
            self.writable::<T>(&row.key())?;
        }
        let (slot, mut hand) = self.hand::<T>()?;
        if !slot.entries.is_empty() {
            // Some were asked for, and what was seen of them has to stay true.
            return self.insert_all(rows);
        }
        if !hand.through {
            slot.append(rows);
            return Ok(());
        }
        let duplicate = Fault::Duplicate { table: T::TABLE.name };
        rows.iter().try_for_each(|row| hand.write(&slot.sql.insert, row, duplicate.clone()).map(drop))
    }

    /// Writes a row that this operation locked or inserted. One lock, one save; who is the only one to
    /// have locked it may save again.
    ///
    /// # Errors
    /// `Fault::NotLocked`; `Fault::Stale` when another part of this operation may have saved a newer copy.
    pub fn save<T: Row>(&mut self, row: &T) -> Result<(), Fault> {
        let (slot, mut hand) = self.hand::<T>()?;
        let at = slot.place(&row.key());
        hand.save(slot, at, row.clone())
    }

    /// The rows of a table, and who writes them.
    fn hand<T: Row>(&mut self) -> Result<(&mut Slot<T>, Hand<'_>), Fault> {
        let slot = self.unit.slot::<T>(&self.conn)?;
        let through = self.writes == Writes::Through && !self.trial;
        Ok((slot, Hand { conn: &mut self.conn, broken: &mut self.broken, through, op: self.op }))
    }
}

/// Writes rows of the running operation.
struct Hand<'a> {
    conn: &'a mut Conn,
    broken: &'a mut Option<Fault>,
    /// At once, see `Writes`.
    through: bool,
    op: u64,
}

impl Hand<'_> {
    fn insert<T: Row>(&mut self, slot: &mut Slot<T>, at: usize, row: T) -> Result<(), Fault> {
        let duplicate = Fault::Duplicate { table: T::TABLE.name };
        if slot.entries[at].now.row.is_some() {
            return Err(duplicate);
        }
        let mut pending = Pending::Insert;
        if self.through {
            pending = self.write(&slot.sql.insert, &row, duplicate)?;
        }
        slot.hold(at).insert(self.op);
        slot.replace(at, row, pending);
        Ok(())
    }

    fn save<T: Row>(&mut self, slot: &mut Slot<T>, at: usize, row: T) -> Result<(), Fault> {
        let table = T::TABLE.name;
        let Some(known) = &slot.entries[at].now.row else { return Err(Fault::NotLocked { table }) };
        let is_kept = known.keeps_fixed(&row);
        slot.hold(at).save(self.op).map_err(|why| match why {
            NotSavable::NotLocked => Fault::NotLocked { table },
            NotSavable::Stale => Fault::Stale { table },
        })?;
        if !is_kept {
            return Err(Fault::Engine(format!("{table}: what is written once would change").into()));
        }
        let mut pending = match slot.entries[at].now.pending {
            Pending::Insert => Pending::Insert,
            _ => Pending::Update,
        };
        if self.through {
            pending = self.write(&slot.sql.save, &row, Fault::NotLocked { table })?;
        }
        slot.replace(at, row, pending);
        Ok(())
    }

    /// Sends one row; `none` is what it means that nothing was written.
    fn write<T: Row>(&mut self, sql: &str, row: &T, none: Fault) -> Result<Pending, Fault> {
        let mut cells = Vec::with_capacity(T::TABLE.columns.len());
        row.cells(&mut cells);
        match self.conn.execute(sql, &cells) {
            Ok(1) => Ok(Pending::Nothing),
            Ok(_) => Err(none),
            Err(fault) => Err(breaks(self.broken, fault)),
        }
    }
}
