//! Units for who took part otherwise than by subscribing: a part of a campaign, a contribution. Called by the features above,
//! inside their own transactions; no page does.

use crate::acting;
use crate::held::{Change, Held};
use crate::ids::Member;
use crate::issue::{IssueRefused, Origin, paid};
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
    let (mut instrument, mut held) = lock(tx, instrument, holder)?;
    may_hold(tx, holder, now)?;
    if risk_version != instrument.risk_version {
        return Err(Refused(IssueRefused::RiskChanged));
    }
    held.room(&instrument).fits(units).map_err(Refused)?;
    instrument.units_asked += units;
    held.row.units_asked += units;
    held.row.units_reserved += units;
    tx.save(&instrument)?;
    Ok(held.save(tx)?)
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
    let (mut instrument, mut held) = lock(tx, instrument, holder)?;
    free(&mut instrument, &mut held, units).map_err(Refused)?;
    tx.save(&instrument)?;
    Ok(held.save(tx)?)
}

/// Issues units that were reserved. Who has left meanwhile holds nothing new: the caller releases and gives the money back.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `NotAMember`, `OnProbation`, `UnitsNotPositive`, `NotReserved`, `PaidMalformed`.
pub fn issue_reserved(tx: &mut Tx, new: &Issue, now: Timestamp) -> Outcome<(), IssueRefused> {
    let (mut instrument, mut held) = lock(tx, new.instrument, new.holder)?;
    may_hold(tx, new.holder, now)?;
    free(&mut instrument, &mut held, new.units).map_err(Refused)?;
    enter(tx, instrument, held, new, now)
}

/// Issues units that nobody kept.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`, `NotAMember`, `OnProbation`, `UnitsNotPositive`, `AboveEach`, `NotEnoughLeft`, `PaidMalformed`.
pub fn issue(tx: &mut Tx, new: &Issue, now: Timestamp) -> Outcome<(), IssueRefused> {
    let (instrument, held) = lock(tx, new.instrument, new.holder)?;
    may_hold(tx, new.holder, now)?;
    held.room(&instrument).fits(new.units).map_err(Refused)?;
    enter(tx, instrument, held, new, now)
}

fn lock(
    tx: &mut Tx,
    instrument: Id<Instrument>,
    holder: Id<Member>,
) -> Outcome<(Instrument, Held), IssueRefused> {
    let community = tx.community();
    let found = tx.lock::<Instrument>((community, instrument))?;
    let instrument = found.ok_or(Refused(IssueRefused::NoSuchInstrument))?;
    if !instrument.kind.is_held() {
        return Err(Refused(IssueRefused::NotHeld));
    }
    let held = Held::lock(tx, &instrument, holder)?;
    Ok((instrument, held))
}

fn may_hold(tx: &mut Tx, holder: Id<Member>, now: Timestamp) -> Outcome<(), IssueRefused> {
    match acting::is_full(tx, holder, now)? {
        Some(true) => Ok(()),
        Some(false) => Err(Refused(IssueRefused::OnProbation)),
        None => Err(Refused(IssueRefused::NotAMember)),
    }
}

fn free(instrument: &mut Instrument, held: &mut Held, units: i64) -> Result<(), IssueRefused> {
    match () {
        () if units <= 0 => return Err(IssueRefused::UnitsNotPositive),
        () if units > held.row.units_reserved => return Err(IssueRefused::NotReserved),
        () => {}
    }
    instrument.units_asked -= units;
    held.row.units_asked -= units;
    held.row.units_reserved -= units;
    Ok(())
}

fn enter(
    tx: &mut Tx,
    mut instrument: Instrument,
    mut held: Held,
    new: &Issue,
    now: Timestamp,
) -> Outcome<(), IssueRefused> {
    paid(new.paid_minor, new.entry).map_err(Refused)?;
    let together = held.row.paid_minor.checked_add(new.paid_minor);
    if together.is_none_or(|sum| sum > ledger::AMOUNT_MAX) {
        return Err(Refused(IssueRefused::PaidMalformed));
    }
    instrument.units_issued += new.units;
    let change =
        Change { units: new.units, minor: new.paid_minor, origin: new.origin.clone(), entry: new.entry };
    held.enter(change, now);
    tx.save(&instrument)?;
    held.save(tx)?;
    let body = format!(r#"{{"instrument":"{}","origin":"{}"}}"#, new.instrument, new.origin.id);
    Ok(tx.announce("holding_issued", body)?)
}
