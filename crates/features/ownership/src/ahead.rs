//! What could be kept of an instrument before it is made: for what collects money towards one, which has to know beforehand what the
//! register will take.
//!
//! Not a rule: it reads rows.

use crate::asked::{Asked, Owners};
use crate::company::strictest;
use crate::ids::Member;
use crate::issue::IssueRefused;
use crate::passing_store::owners_of_all;
use crate::register::days;
use community::admission::Status;
use kernel::{Id, Timestamp};
use store::Fault;

/// Nobody has asked for anything yet; those behind companies are who is counted now.
///
/// # Errors
/// Of the database only.
pub fn nothing_asked(
    source: &mut impl ledger::Source,
    community: i64,
    units_each_max: i64,
) -> Result<Asked, Fault> {
    let mut owners = Owners::new();
    for (company, owner, share, whole) in owners_of_all(source, community)? {
        owners.entry(company).or_default().push((owner, share, whole));
    }
    for of in owners.values_mut() {
        *of = strictest(std::mem::take(of));
    }
    Ok(Asked::new(units_each_max, owners))
}

/// Whether somebody could be kept something at a moment, as they are now; the inner error says why not (`NotAMember`, `OnProbation`).
///
/// # Errors
/// Of the database only.
pub fn could_hold(
    source: &mut impl ledger::Source,
    (community, holder): (i64, Id<Member>),
    probation_days: i64,
    at: Timestamp,
) -> Result<Result<(), IssueRefused>, Fault> {
    let row = source.find::<community::Member>((community, holder))?;
    Ok(match row.filter(community::Member::takes_part) {
        None => Err(IssueRefused::NotAMember),
        Some(row) if is_full(&row, probation_days, at) => Ok(()),
        Some(_) => Err(IssueRefused::OnProbation),
    })
}

/// Whether who takes part is past probation, for so many days where that is asked.
pub(crate) fn is_full(row: &community::Member, probation_days: i64, at: Timestamp) -> bool {
    row.status_at(at) == Status::Active
        && (probation_days == 0 || row.is_full_since(at.minus(days(probation_days))))
}
