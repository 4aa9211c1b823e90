//! Who inherits: whom a holder named, what shows a death, and the heirs' own yes.

use super::parting::{AskParting, PartedWith, heirs_of, lock_parting};
use super::transfer::{lock, may_have};
use crate::acting;
use crate::ids::Member;
use crate::register::{DOCUMENTS_MAX, PartingKind, PartingState, RegisterRefused as No};
use crate::rows::{HeirNamed, Instrument, Parting, PartingFile, PartingHeir};
use files::NewFile;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct NameHeir {
    pub instrument: Id<Instrument>,
    /// None: nobody any more.
    pub heir: Option<Id<Member>>,
    pub key: Option<IdempotencyKey>,
}

/// A holder says to whom their units of an instrument go, should they be gone. A member past probation; it says nothing to them yet.
///
/// # Errors
/// `NotAMember`, `NoSuchInstrument`, `NotHeld`, `NotEnoughHeld`, `HeirTwice`, `TakerGone`, …
pub fn name_heir(tx: &mut Tx, by: Id<Member>, input: &NameHeir, now: Timestamp) -> Outcome<bool, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    if acting::is_full(tx, by, now)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    let mut register = lock(tx, input.instrument)?;
    let held = register.held(tx, by)?.row.units;
    // Looked at only: what was locked is written back as it was.
    register.save(tx, No::AboveEachBehind)?;
    match input.heir {
        _ if held <= 0 => return Err(Refused(No::NotEnoughHeld)),
        Some(heir) if heir == by => return Err(Refused(No::HeirTwice)),
        Some(heir) if acting::is_full(tx, heir, now)? != Some(true) => return Err(Refused(No::TakerGone)),
        _ => {}
    }
    let key = (tx.community(), input.instrument, by);
    let there = tx.lock::<HeirNamed>(key)?.is_some();
    let row = HeirNamed {
        community_id: key.0,
        instrument_id: key.1,
        holder: key.2,
        heir: input.heir,
        named_at_us: now,
    };
    if there {
        tx.save(&row)?
    } else {
        tx.insert(&row)?
    }
    tx.announce("holding_heir_named", format!(r#"{{"instrument":"{}"}}"#, input.instrument))?;
    tx.remember(&input.key, &true, now)?;
    Ok(true)
}

/// Heirs have what the holder's own word or a death gives them: whoever left and lives, and named nobody, keeps what they have.
pub(super) fn may_inherit(tx: &mut Tx, input: &AskParting, now: Timestamp) -> Outcome<(), No> {
    if input.heirs.is_empty() {
        return Ok(());
    }
    match input.died_on {
        Some(day) if day > now => Err(Refused(No::DiedInFuture)),
        Some(_) if input.files.is_empty() => Err(Refused(No::DeathNotShown)),
        Some(_) => Ok(()),
        None => {
            let named = tx.find::<HeirNamed>((tx.community(), input.instrument, input.holder))?;
            let heir = named.and_then(|named| named.heir).ok_or(Refused(No::HeirNotNamed))?;
            match input.heirs == [(heir, input.units)] {
                true => Ok(()),
                false => Err(Refused(No::HeirNotNamed)),
            }
        }
    }
}

/// Rows of files that are kept already. Whether the exit is to be saved again.
pub(super) fn keep_documents(
    tx: &mut Tx,
    row: &mut Parting,
    by: Id<Member>,
    documents: &[NewFile],
    now: Timestamp,
) -> Outcome<bool, No> {
    if documents.len() as i64 > DOCUMENTS_MAX {
        return Err(Refused(No::TooManyFiles));
    }
    for (at, file) in documents.iter().enumerate() {
        if documents[..at].iter().any(|other| other.sha256 == file.sha256) {
            return Err(Refused(No::FileTwice));
        }
        files::record(tx, file, by, now)?;
        row.file_count += 1;
        tx.insert(&PartingFile {
            community_id: row.community_id,
            parting_id: row.id,
            number: row.file_count,
            file_id: file.id,
            sha256: file.sha256.clone(),
        })?;
    }
    Ok(!documents.is_empty())
}

#[derive(Debug, Clone)]
pub struct AcceptLegacy {
    pub parting: Id<Parting>,
    /// The version of the risks that the heir says to have read.
    pub risk_read: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

/// By an heir past probation, for as long as the instrument asks, for their part. Nobody is made a holder who does not want to be.
///
/// # Errors
/// `NoSuchParting`, `NotYours`, `WrongState`, `TakerGone`, `RiskNotRead`, `RiskChanged`, …
pub fn accept_legacy(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AcceptLegacy,
    now: Timestamp,
) -> Outcome<PartedWith, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (register, row) = lock_parting(tx, input.parting)?;
    let heirs = heirs_of(tx, &row)?;
    let own = heirs.iter().find(|heir| heir.heir == by).ok_or(Refused(No::NotYours))?;
    let key = (row.community_id, row.id, own.position);
    let mut heir = tx.lock::<PartingHeir>(key)?.ok_or(Refused(No::NotYours))?;
    if row.state != PartingState::Asked || row.kind != PartingKind::Legacy || heir.accepted_at_us.is_some() {
        return Err(Refused(No::WrongState));
    }
    may_have(tx, &register.instrument, by, now)?;
    match input.risk_read {
        None => return Err(Refused(No::RiskNotRead)),
        Some(version) if version != register.instrument.risk_version => return Err(Refused(No::RiskChanged)),
        Some(version) => heir.risk_version = Some(version),
    }
    heir.accepted_at_us = Some(now);
    tx.save(&heir)?;
    tx.save(&row)?;
    register.save(tx, No::AboveEachBehind)?;
    let done = PartedWith::of(&row);
    done.announce(tx, "parting_accepted")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}
