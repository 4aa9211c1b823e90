//! What other features ask about contributions.
//!
//! Not a rule: it reads rows.

use crate::acting::rules_now;
use crate::contributions_store::by_member;
use crate::ids::Member;
use crate::rules::ContributionRules;
use crate::worth::Valuing;
use kernel::{Id, Timestamp};
use store::{Fault, Reader, Tx};

/// What members' recorded contributions come to, by member: those to one fund or to all, that count from `from` on and before
/// `until`. Minor units, or slices: `counted_in` says which. What became a holding is not among them; what a leaver lost is out of the
/// period it counted in. Nobody stands there with nothing. One statement reads one index, whatever their number.
///
/// # Errors
/// Of the database only.
pub fn value_by_member(
    reader: &mut Reader,
    community: i64,
    fund: Option<i64>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    by_member(reader, community, fund, (from, until))
}

/// As `value_by_member`, inside an operation.
///
/// # Errors
/// Of the database only.
pub fn value_by_member_now(
    tx: &mut Tx,
    fund: Option<i64>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    let community = tx.community();
    by_member(tx, community, fund, (from, until))
}

/// In what this community counts what members give; None where it has agreed on nothing yet. It stays what it is once something is
/// recorded.
///
/// # Errors
/// Of the database only.
pub fn counted_in(reader: &mut Reader, community: i64) -> Result<Option<Valuing>, Fault> {
    Ok(rules(reader, community)?.map(|(_, rules)| rules.valuing))
}

/// The rules that hold now, with their version.
///
/// # Errors
/// Of the database only.
pub fn rules(reader: &mut Reader, community: i64) -> Result<Option<(i64, ContributionRules)>, Fault> {
    rules_now(reader, community)
}
