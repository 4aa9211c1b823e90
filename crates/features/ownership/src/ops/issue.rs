//! Units for who took part otherwise than by subscribing: a part of a campaign, a contribution. Called by the features above,
//! inside their own transactions; no page does.

use crate::acting;
use crate::ids::Member;
use crate::issue::{IssueRefused, Origin, Room, paid};
use crate::keeping::{Change, Register};
use crate::rows::Instrument;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

/// What is to be issued, to whom, and what it came from.
#[derive(Debug, Clone)]
pub struct Issue {
    pub instrument: Id<Instrument>,
    pub holder: Id<Member>,
    pub units: i64,
    /// What was paid in for them all together: posted by the caller to `capital_account`, in `entry`. Zero for work.
    pub paid_minor: i64,
    pub origin: Origin,
    /// Of the books, where money was put in.
    pub entry: Option<i64>,
}

/// Keeps units for a member past probation who has read the newest version of the risks: they count as taken until they are
/// issued or released.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `NotAMember`, `OnProbation`, `RiskChanged`, `UnitsNotPositive`, `AboveEach`, `NotEnoughLeft`.
pub fn reserve(
    tx: &mut Tx,
    instrument: Id<Instrument>,
    holder: Id<Member>,
    units: i64,
    risk_version: i64,
    now: Timestamp,
) -> Outcome<(), IssueRefused> {
    let mut register = lock(tx, instrument)?;
    may_hold(tx, Some(&register.instrument), holder, now)?;
    if risk_version != register.instrument.risk_version {
        return Err(Refused(IssueRefused::RiskChanged));
    }
    register.room(tx, holder)?.fits(units).map_err(Refused)?;
    register.instrument.units_asked += units;
    let row = &mut register.held(tx, holder)?.row;
    row.units_asked += units;
    row.units_reserved += units;
    register.save(tx, IssueRefused::AboveEachBehind)
}

/// Units that were reserved are free again, whoever the holder is by now.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `UnitsNotPositive`, `NotReserved`.
pub fn release(
    tx: &mut Tx,
    instrument: Id<Instrument>,
    holder: Id<Member>,
    units: i64,
) -> Outcome<(), IssueRefused> {
    let mut register = lock(tx, instrument)?;
    free(tx, &mut register, holder, units)?;
    register.save(tx, IssueRefused::AboveEachBehind)
}

/// Issues units that were reserved. Who has left meanwhile holds nothing new: the caller releases and gives the money back.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `NotAMember`, `OnProbation`, `UnitsNotPositive`, `NotReserved`, `PaidMalformed`.
pub fn issue_reserved(tx: &mut Tx, new: &Issue, now: Timestamp) -> Outcome<(), IssueRefused> {
    let mut register = lock(tx, new.instrument)?;
    // What it asks of who takes part was looked at when the units were kept.
    may_hold(tx, None, new.holder, now)?;
    free(tx, &mut register, new.holder, new.units)?;
    enter(tx, register, new, now)
}

/// Issues units that nobody kept.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `NotAMember`, `OnProbation`, `UnitsNotPositive`, `AboveEach`, `NotEnoughLeft`, `PaidMalformed`.
pub fn issue(tx: &mut Tx, new: &Issue, now: Timestamp) -> Outcome<(), IssueRefused> {
    let mut register = lock(tx, new.instrument)?;
    may_hold(tx, Some(&register.instrument), new.holder, now)?;
    let units_left = register.instrument.units_free();
    let room = Room { units_left, ..register.room(tx, new.holder)? };
    room.fits(new.units).map_err(Refused)?;
    enter(tx, register, new, now)
}

/// Issues as many of the units as there is room for, and answers how many: what does not fit stays the caller's to keep. For what puts
/// nothing in, as work does.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `NotAMember`, `OnProbation`, `UnitsNotPositive`, `PaidMalformed`; nothing is locked then.
pub fn issue_fitting(tx: &mut Tx, new: &Issue, now: Timestamp) -> Outcome<i64, IssueRefused> {
    if new.paid_minor != 0 {
        return Err(Refused(IssueRefused::PaidMalformed));
    }
    if new.units <= 0 {
        return Err(Refused(IssueRefused::UnitsNotPositive));
    }
    let seen = tx.find_first::<Instrument>((tx.community(), new.instrument))?;
    let seen = seen.ok_or(Refused(IssueRefused::NoSuchInstrument))?;
    if !seen.kind.is_held() {
        return Err(Refused(IssueRefused::NotHeld));
    }
    may_hold(tx, Some(&seen), new.holder, now)?;
    let mut register = lock(tx, new.instrument)?;
    let units = register.fitting(tx, new.holder, new.units)?;
    match units {
        0 => register.put_back(tx)?,
        units => enter(tx, register, &Issue { units, ..new.clone() }, now)?,
    }
    Ok(units)
}

fn lock(tx: &mut Tx, instrument: Id<Instrument>) -> Outcome<Register, IssueRefused> {
    let register = Register::lock(tx, instrument)?.ok_or(Refused(IssueRefused::NoSuchInstrument))?;
    match register.instrument.kind.is_held() {
        true => Ok(register),
        false => Err(Refused(IssueRefused::NotHeld)),
    }
}

fn may_hold(
    tx: &mut Tx,
    asked_by: Option<&Instrument>,
    holder: Id<Member>,
    now: Timestamp,
) -> Outcome<(), IssueRefused> {
    let full = match asked_by {
        Some(instrument) => acting::is_full_for(tx, instrument, holder, now)?,
        None => acting::is_full(tx, holder, now)?,
    };
    match full {
        Some(true) => Ok(()),
        Some(false) => Err(Refused(IssueRefused::OnProbation)),
        None => Err(Refused(IssueRefused::NotAMember)),
    }
}

fn free(tx: &mut Tx, register: &mut Register, holder: Id<Member>, units: i64) -> Outcome<(), IssueRefused> {
    let row = &mut register.held(tx, holder)?.row;
    match () {
        () if units <= 0 => return Err(Refused(IssueRefused::UnitsNotPositive)),
        () if units > row.units_reserved => return Err(Refused(IssueRefused::NotReserved)),
        () => {}
    }
    row.units_asked -= units;
    row.units_reserved -= units;
    register.instrument.units_asked -= units;
    Ok(())
}

fn enter(tx: &mut Tx, mut register: Register, new: &Issue, now: Timestamp) -> Outcome<(), IssueRefused> {
    paid(new.paid_minor, new.entry).map_err(Refused)?;
    let together = register.held(tx, new.holder)?.row.paid_minor.checked_add(new.paid_minor);
    if together.is_none_or(|sum| sum > ledger::AMOUNT_MAX) {
        return Err(Refused(IssueRefused::PaidMalformed));
    }
    let change =
        Change { units: new.units, minor: new.paid_minor, origin: new.origin.clone(), entry: new.entry };
    register.issue(tx, new.holder, change, now)?;
    register.save(tx, IssueRefused::AboveEachBehind)?;
    let body = format!(r#"{{"instrument":"{}","origin":"{}"}}"#, new.instrument, new.origin.id);
    Ok(tx.announce("holding_issued", body)?)
}
