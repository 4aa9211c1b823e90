//! The register of one instrument as an operation changes it: the instrument, the holdings that move, their lines, and what
//! is counted for those behind companies. The only place where units move, so that what is held, what the register says and what
//! is counted cannot part.
//!
//! Not a rule: it reads and writes rows.

use crate::company::{counted, fitting, strictest};
use crate::ids::Member;
use crate::issue::{Origin, Room};
use crate::rows::{
    CompanyOwner, CompanyOwners, CompanySettled, Holding, HoldingChange, HoldingCompany, Instrument,
};
use kernel::{Id, Timestamp};
use std::collections::BTreeMap;
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Row, Tx};

/// A locked holding; nothing is written before the register is saved.
pub(crate) struct Held {
    pub row: Holding,
    is_new: bool,
    /// Held and asked for before.
    taken: i64,
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

/// An instrument, locked, with the holdings that were asked for.
pub(crate) struct Register {
    pub instrument: Instrument,
    held: BTreeMap<Id<Member>, Held>,
}

impl Register {
    pub(crate) fn lock(tx: &mut Tx, instrument: Id<Instrument>) -> Result<Option<Register>, Fault> {
        let found = tx.lock::<Instrument>((tx.community(), instrument))?;
        Ok(found.map(|instrument| Register { instrument, held: BTreeMap::new() }))
    }

    /// What somebody holds, locked; one that is not there yet is begun empty.
    pub(crate) fn held(&mut self, tx: &mut Tx, holder: Id<Member>) -> Result<&mut Held, Fault> {
        use std::collections::btree_map::Entry;
        match self.held.entry(holder) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(Held::lock(tx, &self.instrument, holder)?)),
        }
    }

    /// What one may have of it still.
    pub(crate) fn room(&mut self, tx: &mut Tx, holder: Id<Member>) -> Result<Room, Fault> {
        let units_left = self.instrument.units_left();
        let row = &self.held(tx, holder)?.row;
        let units_own = row.units + row.units_asked + row.units_through;
        Ok(Room { units_left, units_each_max: row.units_each_max, units_own })
    }

    /// How many of so many units somebody may have: as many as are left, as one holder may, and as may be counted to who stands
    /// behind a company.
    pub(crate) fn fitting(&mut self, tx: &mut Tx, holder: Id<Member>, units: i64) -> Result<i64, Fault> {
        let room = self.room(tx, holder)?;
        let left = self.instrument.units_free();
        let most = units.min(left).min(room.units_each_max - room.units_own).max(0);
        let row = &self.held(tx, holder)?.row;
        let taken = row.units + row.units_asked;
        let mut behind = Vec::new();
        for (owner, share, whole) in owners_now(tx, holder)? {
            let room = self.room(tx, owner)?;
            behind.push((room.units_each_max - room.units_own, share, whole));
        }
        Ok(fitting(most, taken, &behind))
    }

    /// Nothing moves: what was locked is put back as it was, for whoever goes on in the same operation.
    pub(crate) fn put_back(self, tx: &mut Tx) -> Result<(), Fault> {
        tx.save(&self.instrument)?;
        self.held.values().filter(|held| !held.is_new).try_for_each(|held| tx.save(&held.row))
    }

    /// Units that come into being, or go: a line of the holding, and the instrument's count.
    pub(crate) fn issue(
        &mut self,
        tx: &mut Tx,
        holder: Id<Member>,
        change: Change,
        now: Timestamp,
    ) -> Result<(), Fault> {
        self.instrument.units_issued += change.units;
        self.held(tx, holder)?.enter(change, now);
        Ok(())
    }

    /// Units from one holder to another, with their part of what was put in.
    pub(crate) fn pass(
        &mut self,
        tx: &mut Tx,
        (from, to): (Id<Member>, Id<Member>),
        units: i64,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let giver = self.held(tx, from)?;
        let minor = giver.paid_for(units);
        giver.enter(Change { units: -units, minor: -minor, origin: origin.clone(), entry: None }, now);
        self.held(tx, to)?.enter(Change { units, minor, origin: origin.clone(), entry: None }, now);
        Ok(())
    }

    /// Writes all of it. Where more or less is held through a company, it is counted to who stands behind it first.
    ///
    /// # Errors
    /// `behind`: somebody behind a company would come to more than one holder may.
    pub(crate) fn save<R>(mut self, tx: &mut Tx, behind: R) -> Outcome<(), R> {
        let moved: Vec<_> = self
            .held
            .values()
            .map(|held| (held.row.holder, held.taken, held.row.units + held.row.units_asked))
            .filter(|(_, before, after)| before != after)
            .collect();
        for (holder, before, after) in moved {
            for (owner, share, whole) in owners_now(tx, holder)? {
                let more = counted(after, share, whole) - counted(before, share, whole);
                if !self.count_through(tx, owner, more)? {
                    return Err(Refused(behind));
                }
            }
        }
        tx.save(&self.instrument)?;
        self.held.into_values().try_for_each(|held| held.save(tx))?;
        Ok(())
    }

    /// Whether it still fits.
    pub(crate) fn count_through(&mut self, tx: &mut Tx, owner: Id<Member>, more: i64) -> Result<bool, Fault> {
        let row = &mut self.held(tx, owner)?.row;
        row.units_through += more;
        Ok(more <= 0 || row.units + row.units_asked + row.units_through <= row.units_each_max)
    }
}

/// Who is counted as standing behind a company now, with their exact part of it; nobody where the member is none. Until all who were named last have
/// confirmed it, those of the version that all confirmed before are, too; who is of both with the greater part.
pub(crate) fn owners_now(tx: &mut Tx, member: Id<Member>) -> Result<Vec<(Id<Member>, i64, i64)>, Fault> {
    let community = tx.community();
    owners_in(tx, community, member)
}

/// A row that decides which others are wanted, in an operation or for a page.
pub(crate) trait First {
    fn first<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault>;
}

impl First for Tx {
    fn first<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        self.find_first::<T>(key)
    }
}

impl First for Reader {
    fn first<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        self.find::<T>(&key)
    }
}

fn owners_in(
    source: &mut impl First,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(Id<Member>, i64, i64)>, Fault> {
    let Some(company) = source.first::<HoldingCompany>((community, member))? else { return Ok(Vec::new()) };
    let settled = source.first::<CompanySettled>((community, member))?.map(|settled| settled.version);
    let mut owners = Vec::new();
    for version in settled.filter(|settled| *settled != company.version).into_iter().chain([company.version])
    {
        let named = source.first::<CompanyOwners>((community, member, version))?;
        for position in 1..=named.map_or(0, |named| named.owner_count) {
            let row = source.first::<CompanyOwner>((community, member, version, position))?;
            owners.extend(row.map(|row| (row.owner, row.share_parts, row.whole_parts)));
        }
    }
    Ok(strictest(owners))
}

/// For a page: how many units somebody may still ask for, which is what `subscribe` would take.
pub(crate) fn may_ask(
    reader: &mut Reader,
    instrument: &Instrument,
    holder: Id<Member>,
) -> Result<i64, Fault> {
    let (community, id) = (instrument.community_id, instrument.id);
    // What one may have still, and what is taken without what is held through companies.
    let room = |reader: &mut Reader, who: Id<Member>| -> Result<(i64, i64), Fault> {
        let row = reader.find::<Holding>(&(community, id, who))?;
        let each = row.as_ref().map_or(instrument.units_each_max, |row| row.units_each_max);
        let taken = row.as_ref().map_or(0, |row| row.units + row.units_asked);
        Ok((each - taken - row.map_or(0, |row| row.units_through), taken))
    };
    let (free, taken) = room(reader, holder)?;
    let mut behind = Vec::new();
    for (owner, share, whole) in owners_in(reader, community, holder)? {
        behind.push((room(reader, owner)?.0, share, whole));
    }
    Ok(fitting(instrument.units_free().min(free).max(0), taken, &behind))
}

impl Held {
    fn lock(tx: &mut Tx, instrument: &Instrument, holder: Id<Member>) -> Result<Held, Fault> {
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
            units_offered: 0,
        });
        Ok(Held { is_new, taken: row.units + row.units_asked, row, lines: Vec::new() })
    }

    /// What of the money that was put in goes with so many of its units.
    pub(crate) fn paid_for(&self, units: i64) -> i64 {
        self.row.paid_for(units)
    }

    /// Held, and neither offered nor on its way out.
    pub(crate) fn free(&self) -> i64 {
        self.row.units - self.row.units_offered
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

    fn save(self, tx: &mut Tx) -> Result<(), Fault> {
        match self.is_new {
            true => tx.insert(&self.row)?,
            false => tx.save(&self.row)?,
        }
        self.lines.iter().try_for_each(|line| tx.insert(line))
    }
}
