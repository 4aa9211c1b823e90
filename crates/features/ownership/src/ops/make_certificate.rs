//! A holder asks for what they hold on paper.

use super::transfer::lock;
use crate::acting;
use crate::ids::Member;
use crate::passing_store::certificate_of_line;
use crate::register::RegisterRefused as No;
use crate::rows::{Certificate, Instrument};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct MakeCertificate {
    pub id: Id<Certificate>,
    pub instrument: Id<Instrument>,
    /// The version of the risks that the holder says to have read.
    pub risk_read: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    pub certificate: Id<Certificate>,
    pub number: i64,
}

/// By the holder, for what is held at this moment. There is one for a line of the register: asked again, the same is answered.
///
/// # Errors
/// `NotAMember`, `NoSuchInstrument`, `NotHeld`, `NotEnoughHeld`, `RiskNotRead`, `RiskChanged`, …
pub fn make_certificate(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MakeCertificate,
    now: Timestamp,
) -> Outcome<Certified, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    if acting::is_full(tx, by, now)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    let mut register = lock(tx, input.instrument)?;
    let risk_version = register.instrument.risk_version;
    let held = register.held(tx, by)?.row.clone();
    match input.risk_read {
        _ if held.units <= 0 => return Err(Refused(No::NotEnoughHeld)),
        None => return Err(Refused(No::RiskNotRead)),
        Some(version) if version != risk_version => return Err(Refused(No::RiskChanged)),
        Some(_) => {}
    }
    let known = certificate_of_line(tx, &held)?;
    let known = match known {
        Some(id) => tx.find::<Certificate>((held.community_id, id))?,
        None => None,
    };
    let done = match known {
        Some(row) => Certified { certificate: row.id, number: row.number },
        None => {
            let row = Certificate {
                community_id: held.community_id,
                id: input.id,
                number: acting::count(tx, |count| count.certificate_count += 1)?.certificate_count,
                instrument_id: held.instrument_id,
                holder: by,
                units: held.units,
                line_number: held.change_count,
                risk_version,
                made_at_us: now,
            };
            tx.insert(&row)?;
            Certified { certificate: row.id, number: row.number }
        }
    };
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}
