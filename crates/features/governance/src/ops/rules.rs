//! How this community decides now.

use crate::proposal_refused::ProposalRefused;
use crate::proposal_store::rules_version_at;
use crate::rows::{DecisionCount, DecisionRulesVersion};
use crate::rules_merge::{merged, stricter};
use crate::terms::DecisionRules;
use kernel::Timestamp;
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Tx};

/// Version and rules that hold now; version 0 are the defaults.
///
/// # Errors
/// Of the database; `Codec` when a stored version cannot be read.
pub fn current_rules(tx: &mut Tx) -> Result<(i64, DecisionRules), Fault> {
    let community = tx.community();
    let count = tx.find::<DecisionCount>(community)?;
    let Some(version) = count.map(|count| count.rules_version).filter(|version| *version > 0) else {
        return Ok((0, DecisionRules::default()));
    };
    let row = tx.find::<DecisionRulesVersion>((community, version))?;
    read(version, row)
}

/// Version of now, and what holds for a text that was published then: nobody makes easier what is being talked over, and
/// rules that became stricter since hold for it too.
pub(crate) fn rules_for_text(tx: &mut Tx, written_at: Timestamp) -> Result<(i64, DecisionRules), Fault> {
    let (version, now) = current_rules(tx)?;
    let community = tx.community();
    let then = match rules_version_at(tx, community, written_at)? {
        of if of == version => return Ok((version, now)),
        0 => DecisionRules::default(),
        of => read(of, tx.find::<DecisionRulesVersion>((community, of))?)?.1,
    };
    Ok((version, stricter(&then, &now)))
}

/// Of a text: the rules it was published under, those of now, and what holds of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RulesOfText {
    pub(crate) then: DecisionRules,
    pub(crate) now: DecisionRules,
    pub(crate) hold: DecisionRules,
}

/// As `rules_for_text`, on a snapshot.
pub(crate) fn rules_of_text(
    reader: &mut Reader,
    community: i64,
    written_at: Timestamp,
) -> Result<RulesOfText, Fault> {
    let (_, now) = rules_of(reader, community)?;
    let version = rules_version_at(reader, community, written_at)?;
    let then = rules_version(reader, community, version)?;
    let then = then.ok_or_else(|| missing(version))?;
    Ok(RulesOfText { hold: stricter(&then, &now), then, now })
}

/// What rules that were written from `from_version` come to upon those that hold now. A refusal where the same was changed
/// since, or there is no such version.
///
/// # Errors
/// `RulesMoved`.
pub(crate) fn rules_upon_now(
    tx: &mut Tx,
    asked: &DecisionRules,
    from_version: i64,
) -> Outcome<DecisionRules, ProposalRefused> {
    let (version, now) = current_rules(tx)?;
    let base = match from_version {
        from if from == version => return Ok(asked.clone()),
        0 => DecisionRules::default(),
        from => {
            let row = tx.find::<DecisionRulesVersion>((tx.community(), from))?;
            row.ok_or(Refused(ProposalRefused::RulesMoved))?.rules()?
        }
    };
    merged(&base, asked, &now).ok_or(Refused(ProposalRefused::RulesMoved))
}

/// The rules of a version, on a snapshot; 0 are the defaults. None where there is none such.
pub(crate) fn rules_version(
    reader: &mut Reader,
    community: i64,
    version: i64,
) -> Result<Option<DecisionRules>, Fault> {
    match version {
        0 => Ok(Some(DecisionRules::default())),
        version => {
            let row = reader.find::<DecisionRulesVersion>(&(community, version))?;
            row.map(|row| row.rules()).transpose()
        }
    }
}

/// Version and rules that hold now, on a snapshot.
///
/// # Errors
/// As `current_rules`.
pub fn rules_of(reader: &mut Reader, community: i64) -> Result<(i64, DecisionRules), Fault> {
    let count = reader.find::<DecisionCount>(&community)?;
    let Some(version) = count.map(|count| count.rules_version).filter(|version| *version > 0) else {
        return Ok((0, DecisionRules::default()));
    };
    let row = reader.find::<DecisionRulesVersion>(&(community, version))?;
    read(version, row)
}

fn read(version: i64, row: Option<DecisionRulesVersion>) -> Result<(i64, DecisionRules), Fault> {
    Ok((version, row.ok_or_else(|| missing(version))?.rules()?))
}

fn missing(version: i64) -> Fault {
    Fault::Codec(format!("no version {version} of the rules of deciding").into())
}

impl DecisionRulesVersion {
    /// # Errors
    /// `Codec` when it cannot be read.
    pub fn rules(&self) -> Result<DecisionRules, Fault> {
        serde_json::from_str(&self.words).map_err(|error| Fault::Codec(error.to_string().into()))
    }
}
