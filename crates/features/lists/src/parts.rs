//! Where the parts stand that people of a list have in group buys.
//!
//! Not a rule: it reads rows.

use crate::calling_off::Key;
use crate::due::Amounts;
use crate::rows::ListPart;
use crate::whole::Whole;
use ledger::Source;
use pools::PartStanding;
use store::Fault;

#[derive(Debug, Clone, PartialEq)]
pub struct PartOf {
    pub row: ListPart,
    pub standing: PartStanding,
}

impl PartOf {
    pub(crate) fn key(&self) -> Key {
        (self.row.offer_id, self.row.variant)
    }
}

/// By name, and as they were taken.
///
/// # Errors
/// Of the database only.
pub fn parts_standing(source: &mut impl Source, whole: &Whole) -> Result<Vec<PartOf>, Fault> {
    let mut all = Vec::with_capacity(whole.parts.len());
    for row in &whole.parts {
        let standing = pools::part_standing(source, row.community_id, row.commitment_id)?;
        all.extend(standing.map(|standing| PartOf { row: row.clone(), standing }));
    }
    Ok(all)
}

/// What a name has by them, of each thing that is sold.
pub(crate) fn has_of(parts: &[PartOf], name: &str) -> Amounts<Key> {
    let mut has = Amounts::new();
    for part in parts.iter().filter(|part| part.row.name == name && part.standing.has_milli > 0) {
        *has.entry(part.key()).or_default() += part.standing.has_milli;
    }
    has
}
