//! A holder says to have read what can go wrong with what they hold: where a decision turned another share into it, nothing has asked them before.

use super::transfer::lock;
use crate::acting;
use crate::ids::Member;
use crate::register::RegisterRefused as No;
use crate::rows::{Instrument, RiskRead};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ReadRisk {
    pub instrument: Id<Instrument>,
    /// The version of the risks that the holder says to have read.
    pub risk_read: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

/// By the holder, of the newest version. Answers the version.
///
/// # Errors
/// `NotAMember`, `NoSuchInstrument`, `NotHeld`, `NotEnoughHeld`, `RiskNotRead`, `RiskChanged`, …
pub fn read_risk(tx: &mut Tx, by: Id<Member>, input: &ReadRisk, now: Timestamp) -> Outcome<i64, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    if acting::is_full(tx, by, now)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    let mut register = lock(tx, input.instrument)?;
    let version = register.instrument.risk_version;
    let held = register.held(tx, by)?.row.units;
    match input.risk_read {
        _ if held <= 0 => return Err(Refused(No::NotEnoughHeld)),
        None => return Err(Refused(No::RiskNotRead)),
        Some(read) if read != version => return Err(Refused(No::RiskChanged)),
        Some(_) => {}
    }
    register.put_back(tx)?;
    let key = (tx.community(), input.instrument, by);
    let there = tx.lock::<RiskRead>(key)?.is_some();
    let row = RiskRead { community_id: key.0, instrument_id: key.1, holder: key.2, version, read_at_us: now };
    if there {
        tx.save(&row)?
    } else {
        tx.insert(&row)?
    }
    tx.announce("holding_risk_read", format!(r#"{{"instrument":"{}"}}"#, input.instrument))?;
    tx.remember(&input.key, &version, now)?;
    Ok(version)
}
