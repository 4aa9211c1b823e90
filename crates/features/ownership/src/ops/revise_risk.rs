//! A steward writes anew what can go wrong. It counts once a second person has agreed (`agree_risk`): nobody alone rewrites what a
//! decision said.

use crate::acting;
use crate::ids::Member;
use crate::rows::{Instrument, InstrumentRisk, InstrumentRiskDraft};
use crate::subscription::{SubscriptionRefused, other_risk, reason};
use crate::text_look::TextPlace;
use crate::text_look_store::promised_still;
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

/// By who may edit the charter; answers the number of the draft. Whoever wrote the one that waits may write it anew. Terms are what was
/// decided, and stay.
///
/// # Errors
/// `NotAllowed`, `NoSuchInstrument`, `RiskChanged`, `RiskWaits`, `PromisesReturn`, `ReasonMissing`, and those of `other_risk`.
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
    let instrument = found.ok_or(Refused(No::NoSuchInstrument))?;
    if input.from_version != instrument.risk_version {
        return Err(Refused(No::RiskChanged));
    }
    let known = tx.lock::<InstrumentRiskDraft>((community_id, instrument.id))?;
    if known.as_ref().is_some_and(|draft| draft.is_open && draft.written_by != by) {
        return Err(Refused(No::RiskWaits));
    }
    let before = tx.find::<InstrumentRisk>((community_id, instrument.id, instrument.risk_version))?;
    let before = before.map(|risk| risk.words).unwrap_or_default();
    let words = other_risk(&before, &input.words).map_err(Refused)?;
    if promised_still(tx, TextPlace::Share, &words, Some(by))?.is_some() {
        return Err(Refused(No::PromisesReturn));
    }
    let reason = reason(&input.reason).map_err(Refused)?;
    tx.save(&instrument)?;
    let draft = InstrumentRiskDraft {
        community_id,
        instrument_id: instrument.id,
        number: known.as_ref().map_or(1, |before| before.number + 1),
        from_version: input.from_version,
        words,
        reason,
        written_by: by,
        written_at_us: now,
        is_open: true,
    };
    match known {
        Some(_) => tx.save(&draft)?,
        None => tx.insert(&draft)?,
    }
    let body = format!(r#"{{"instrument":"{}","draft":{}}}"#, instrument.id, draft.number);
    tx.announce("instrument_risk_written", body)?;
    tx.remember(&input.key, &draft.number, now)?;
    Ok(draft.number)
}
