//! Its claimant hands in what shows that it was as they say.

use super::Moved;
use super::claim::keep_files;
use crate::acting::{lock, must_be_member, note_step};
use crate::contribution::{ContributionRefused, Step};
use crate::ids::Member;
use crate::rows::{Contribution, EvidenceFile};
use files::NewFile;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct AddEvidence {
    pub contribution: Id<Contribution>,
    /// Their bytes are kept already.
    pub files: Vec<NewFile>,
    pub key: Option<IdempotencyKey>,
}

/// Until it counts; also while it is disputed, for that is when it is asked for.
///
/// # Errors
/// `NotYours`, `FileMissing`, `FileTwice`, `TooManyFiles`, `WrongState`, …
pub fn add_evidence(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AddEvidence,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    use ContributionRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let mut row = lock(tx, input.contribution)?;
    must_be_member(tx, by, now)?;
    row.standing().add_files(by, input.files.len() as i64).map_err(Refused)?;
    if input.files.is_empty() {
        return Err(Refused(No::FileMissing));
    }
    for number in 1..=row.file_count {
        let there = tx.find::<EvidenceFile>((row.community_id, row.id, number))?;
        if there.is_some_and(|there| input.files.iter().any(|file| file.sha256 == there.sha256)) {
            return Err(Refused(No::FileTwice));
        }
    }
    keep_files(tx, &mut row, by, &input.files, now)?;
    note_step(tx, &mut row, Step::EvidenceAdded, Some(by), String::new(), now)?;
    tx.save(&row)?;
    let moved = Moved::of(&row);
    moved.announce(tx, "contribution_evidenced")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
