//! How this community decides now.

use crate::proposal_refused::ProposalRefused;
use crate::rows::{DecisionCount, DecisionRulesVersion};
use crate::rules_merge::merged;
use crate::terms::DecisionRules;
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
    let row =
        row.ok_or_else(|| Fault::Codec(format!("no version {version} of the rules of deciding").into()))?;
    Ok((version, row.rules()?))
}

impl DecisionRulesVersion {
    /// # Errors
    /// `Codec` when it cannot be read.
    pub fn rules(&self) -> Result<DecisionRules, Fault> {
        serde_json::from_str(&self.words).map_err(|error| Fault::Codec(error.to_string().into()))
    }
}
