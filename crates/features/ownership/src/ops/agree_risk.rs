//! A second person agrees to a new text of what can go wrong, or it is dropped. Until then the old one stands.

use crate::ids::Member;
use crate::rows::{Instrument, InstrumentRisk, InstrumentRiskDraft};
use crate::subscription::SubscriptionRefused as No;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct AgreeRisk {
    pub instrument: Id<Instrument>,
    /// Of the draft that was read.
    pub draft: i64,
    pub key: Option<IdempotencyKey>,
}

/// By who keeps the register and did not write it; answers the version. Whoever asks from now on has to have read it.
///
/// # Errors
/// `NotAllowed`, `NoSuchInstrument`, `WrongState` (nothing waits, or another text by now), `OwnRisk`, `RiskChanged`.
pub fn agree_risk(tx: &mut Tx, by: Id<Member>, input: &AgreeRisk, now: Timestamp) -> Outcome<i64, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (mut instrument, mut draft) = lock(tx, by, input)?;
    if community::second_to(tx, by, draft.written_by)? == draft.written_by {
        return Err(Refused(No::OwnRisk));
    }
    if draft.from_version != instrument.risk_version {
        return Err(Refused(No::RiskChanged));
    }
    draft.is_open = false;
    tx.save(&draft)?;
    instrument.risk_version += 1;
    tx.save(&instrument)?;
    tx.insert(&InstrumentRisk {
        community_id: instrument.community_id,
        instrument_id: instrument.id,
        version: instrument.risk_version,
        words: draft.words,
        reason: draft.reason,
        written_by: Some(draft.written_by),
        written_at_us: now,
        agreed_by: Some(by),
    })?;
    let body = format!(r#"{{"instrument":"{}","risk_version":{}}}"#, instrument.id, instrument.risk_version);
    tx.announce("instrument_risk_revised", body)?;
    tx.remember(&input.key, &instrument.risk_version, now)?;
    Ok(instrument.risk_version)
}

/// By who keeps the register: whoever wrote it takes it back, another does not agree. Answers the version that stands.
///
/// # Errors
/// `NotAllowed`, `NoSuchInstrument`, `WrongState`.
pub fn drop_risk(tx: &mut Tx, by: Id<Member>, input: &AgreeRisk, now: Timestamp) -> Outcome<i64, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (instrument, mut draft) = lock(tx, by, input)?;
    tx.save(&instrument)?;
    draft.is_open = false;
    tx.save(&draft)?;
    tx.announce("instrument_risk_dropped", format!(r#"{{"instrument":"{}"}}"#, instrument.id))?;
    tx.remember(&input.key, &instrument.risk_version, now)?;
    Ok(instrument.risk_version)
}

fn lock(tx: &mut Tx, by: Id<Member>, input: &AgreeRisk) -> Outcome<(Instrument, InstrumentRiskDraft), No> {
    let powers = community::powers_now(tx, by)?.ok_or(Refused(No::NotAMember))?;
    if !powers.has(Power::ConfirmPayments) && !powers.has(Power::EditCharter) {
        return Err(Refused(No::NotAllowed));
    }
    let key = (tx.community(), input.instrument);
    let instrument = tx.lock::<Instrument>(key)?.ok_or(Refused(No::NoSuchInstrument))?;
    let draft = tx.lock::<InstrumentRiskDraft>(key)?.ok_or(Refused(No::WrongState))?;
    match draft.is_open && draft.number == input.draft {
        true => Ok((instrument, draft)),
        false => Err(Refused(No::WrongState)),
    }
}
