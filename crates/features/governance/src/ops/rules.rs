//! How this community decides now.

use crate::rows::{DecisionCount, DecisionRulesVersion};
use crate::terms::DecisionRules;
use store::{Fault, Reader, Tx};

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

/// The same, on a snapshot.
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
