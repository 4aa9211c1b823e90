//! How this community decides now.

use crate::ballot_store::Rows;
use crate::proposal_refused::ProposalRefused;
use crate::rows::{DecisionCount, DecisionRulesVersion, ProposalText};
use crate::rules_merge::{merged, stricter};
use crate::stored;
use crate::terms::DecisionRules;
use kernel::Timestamp;
use std::time::Duration;
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Tx};

/// What a steward makes easier holds for ballots that open so much later: until then members are told of it.
pub(crate) const TOLD_FOR: Duration = Duration::from_secs(7 * 24 * 3_600);

/// Version and rules that hold now; version 0 are the defaults.
///
/// # Errors
/// Of the database; `Codec` when a stored version cannot be read.
pub fn current_rules(tx: &mut Tx) -> Result<(i64, DecisionRules), Fault> {
    let community = tx.community();
    newest(tx, community)
}

/// Version and rules that hold now, on a snapshot.
///
/// # Errors
/// As `current_rules`.
pub fn rules_of(reader: &mut Reader, community: i64) -> Result<(i64, DecisionRules), Fault> {
    newest(reader, community)
}

fn newest(from: &mut impl Rows, community: i64) -> Result<(i64, DecisionRules), Fault> {
    let version = from.row::<DecisionCount>(community)?.map_or(0, |count| count.rules_version);
    Ok((version, version_there(from, community, version)?))
}

/// Of a text on which a ballot would open now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RulesOfText {
    /// Of now.
    pub(crate) version: i64,
    pub(crate) now: DecisionRules,
    /// The strictest of what it was published under and of what held until lately.
    pub(crate) before: DecisionRules,
    /// What holds of both.
    pub(crate) hold: DecisionRules,
}

/// Nobody makes easier what is being talked over, nor what comes to a ballot before members can have read of the change; and
/// rules that became stricter hold at once.
pub(crate) fn rules_of_text(
    from: &mut impl Rows,
    text: &ProposalText,
    at: Timestamp,
) -> Result<RulesOfText, Fault> {
    let community = text.community_id;
    let (version, now) = newest(from, community)?;
    let mut before = version_there(from, community, text.rules_version)?;
    for (lately, _) in held_lately(from, community, version, at)? {
        before = stricter(&before, &version_there(from, community, lately)?);
    }
    Ok(RulesOfText { hold: stricter(&before, &now), version, now, before })
}

/// What was replaced lately, each with the instant until which it still counts for ballots that open.
pub(crate) fn rules_lately(
    from: &mut impl Rows,
    community: i64,
    at: Timestamp,
) -> Result<Vec<(DecisionRules, Timestamp)>, Fault> {
    let (newest, _) = newest(from, community)?;
    let mut lately = Vec::new();
    for (version, until) in held_lately(from, community, newest, at)? {
        lately.push((version_there(from, community, version)?, until));
    }
    Ok(lately)
}

/// Versions that held within the last week and that a steward has replaced since, each with until when it counts. What members decided holds at once, and so does
/// what is changed in a community's first week, in which nobody has come to rely on anything.
fn held_lately(
    from: &mut impl Rows,
    community: i64,
    newest: i64,
    at: Timestamp,
) -> Result<Vec<(i64, Timestamp)>, Fault> {
    let founded = from.founded(community)?.ok_or_else(|| stored::fault("rules of no community"))?;
    let since = at.minus(TOLD_FOR).max(founded.plus(TOLD_FOR));
    let (mut lately, mut version) = (Vec::new(), newest);
    while version > 0 {
        let replacing = there(from, community, version)?;
        if replacing.decision.is_some() || replacing.set_at_us <= since {
            break;
        }
        version -= 1;
        lately.push((version, replacing.set_at_us.plus(TOLD_FOR)));
    }
    Ok(lately)
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

/// The rules of a version that must be there: something names it, or a later one.
pub(crate) fn version_there(
    from: &mut impl Rows,
    community: i64,
    version: i64,
) -> Result<DecisionRules, Fault> {
    match version {
        0 => Ok(DecisionRules::default()),
        version => there(from, community, version)?.rules(),
    }
}

fn there(from: &mut impl Rows, community: i64, version: i64) -> Result<DecisionRulesVersion, Fault> {
    let row = from.row::<DecisionRulesVersion>((community, version))?;
    row.ok_or_else(|| stored::fault(format_args!("no version {version} of the rules of deciding")))
}

impl DecisionRulesVersion {
    /// # Errors
    /// `Codec` when it cannot be read.
    pub fn rules(&self) -> Result<DecisionRules, Fault> {
        serde_json::from_str(&self.words).map_err(|error| Fault::Codec(error.to_string().into()))
    }
}
