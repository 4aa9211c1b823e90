//! A holding that an operation changes: found or begun, its lines written with it. The only place where units of a holder
//! move, so that the register and what is held cannot part.
//!
//! Not a rule: it reads and writes rows.

use crate::ids::Member;
use crate::issue::{Origin, Room};
use crate::rows::{Holding, HoldingChange, Instrument};
use kernel::{Id, Timestamp};
use store::{Fault, Tx};

/// A locked holding; nothing is written before `save`.
pub(crate) struct Held {
    pub row: Holding,
    is_new: bool,
    lines: Vec<HoldingChange>,
}

/// One line of the register to be.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// Never zero.
    pub units: i64,
    /// What it puts in, or takes out.
    pub minor: i64,
    pub origin: Origin,
    pub entry: Option<i64>,
}

impl Held {
    /// Locked; one that is not there yet is begun empty. Instruments are locked before holdings, and holdings by holder.
    pub(crate) fn lock(tx: &mut Tx, instrument: &Instrument, holder: Id<Member>) -> Result<Held, Fault> {
        let found = tx.lock::<Holding>((instrument.community_id, instrument.id, holder))?;
        let is_new = found.is_none();
        let row = found.unwrap_or(Holding {
            community_id: instrument.community_id,
            instrument_id: instrument.id,
            holder,
            units: 0,
            units_asked: 0,
            units_each_max: instrument.units_each_max,
            change_count: 0,
            units_reserved: 0,
            units_through: 0,
            paid_minor: 0,
        });
        Ok(Held { row, is_new, lines: Vec::new() })
    }

    /// What one may have of it still.
    pub(crate) fn room(&self, instrument: &Instrument) -> Room {
        Room {
            units_left: instrument.units_left(),
            units_each_max: self.row.units_each_max,
            units_own: self.row.units + self.row.units_asked + self.row.units_through,
        }
    }

    /// Enters a line; the holding is what its lines come to.
    pub(crate) fn enter(&mut self, change: Change, now: Timestamp) {
        let row = &mut self.row;
        row.units += change.units;
        row.paid_minor += change.minor;
        row.change_count += 1;
        self.lines.push(HoldingChange {
            community_id: row.community_id,
            instrument_id: row.instrument_id,
            holder: row.holder,
            number: row.change_count,
            change_units: change.units,
            change_minor: change.minor,
            at_us: now,
            origin_kind: change.origin.kind,
            origin_id: change.origin.id,
            entry: change.entry,
        });
    }

    pub(crate) fn save(self, tx: &mut Tx) -> Result<(), Fault> {
        match self.is_new {
            true => tx.insert(&self.row)?,
            false => tx.save(&self.row)?,
        }
        self.lines.iter().try_for_each(|line| tx.insert(line))
    }
}
