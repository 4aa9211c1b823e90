//! A steward says anew what can go wrong. Whoever asks from then on has to read that; who asked before has read what was
//! there then.

use crate::acting;
use crate::ids::Member;
use crate::rows::{Instrument, InstrumentRisk};
use crate::subscription::{SubscriptionRefused, other_risk, reason};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ReviseRisk {
    pub instrument: Id<Instrument>,
    /// The version it was written from.
    pub from_version: i64,
    pub words: String,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who may edit the charter; answers the version. Terms are what was decided, and stay.
///
/// # Errors
/// `NotAllowed`, `NoSuchInstrument`, `RiskChanged`, `ReasonMissing`, and those of `other_risk`.
pub fn revise_risk(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ReviseRisk,
    now: Timestamp,
) -> Outcome<i64, SubscriptionRefused> {
    use SubscriptionRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::may(tx, by, Power::EditCharter)?;
    let community_id = tx.community();
    let found = tx.lock::<Instrument>((community_id, input.instrument))?;
    let mut instrument = found.ok_or(Refused(No::NoSuchInstrument))?;
    if input.from_version != instrument.risk_version {
        return Err(Refused(No::RiskChanged));
    }
    let before = tx.find::<InstrumentRisk>((community_id, instrument.id, instrument.risk_version))?;
    let before = before.map(|risk| risk.words).unwrap_or_default();
    let words = other_risk(&before, &input.words).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    instrument.risk_version += 1;
    tx.save(&instrument)?;
    tx.insert(&InstrumentRisk {
        community_id,
        instrument_id: instrument.id,
        version: instrument.risk_version,
        words,
        reason,
        written_by: Some(by),
        written_at_us: now,
    })?;
    let body = format!(r#"{{"instrument":"{}","risk_version":{}}}"#, instrument.id, instrument.risk_version);
    tx.announce("instrument_risk_revised", body)?;
    tx.remember(&input.key, &instrument.risk_version, now)?;
    Ok(instrument.risk_version)
}
