//! What is read of contributions beside single rows.

use crate::contribution::Why;
use crate::ids::Member;
use crate::rows::{Call, Contribution};
use kernel::{Id, Timestamp};
use store::{Arg, Fault, Reader, Tx};

/// Who can read: a snapshot, or the running operation, which sees what it has written itself.
pub(crate) trait Source {
    fn listed<L: store::Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault>;
}

impl Source for Reader {
    fn listed<L: store::Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

impl Source for Tx {
    fn listed<L: store::Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

/// One statement for however many rows: both read one index from end to end and no table.
const BY_MEMBER: &str = "SELECT member, CAST(SUM(value) AS BIGINT) FROM contribution_value
    WHERE community_id = $1 AND counts = 'distribution' AND counts_at_us >= $2 AND counts_at_us < $3
    GROUP BY member HAVING SUM(value) > 0 ORDER BY member";

const BY_MEMBER_OF_FUND: &str = "SELECT member, CAST(SUM(value) AS BIGINT) FROM contribution_value
    WHERE community_id = $1 AND fund = $2 AND counts = 'distribution' AND counts_at_us >= $3 AND counts_at_us < $4
    GROUP BY member HAVING SUM(value) > 0 ORDER BY member";

/// What counts, or will without anybody's doing.
const ANY_COUNTING: &str = "SELECT number FROM contribution WHERE community_id = $1
    AND state IN ('claimed', 'confirmed', 'disputed', 'recorded') LIMIT 1";

const ANY_CALL: &str =
    "SELECT number FROM contribution_call WHERE community_id = $1 AND state = 'open' LIMIT 1";

/// What was promised in a call that takes nobody on any more, and can still be accepted.
const ANY_PART: &str = "SELECT call_id FROM contribution_part WHERE community_id = $1
    AND state IN ('assigned', 'handed_in', 'not_accepted') LIMIT 1";

const OF_MEMBER: &str = "SELECT id FROM contribution WHERE community_id = $1 AND member = $2 ORDER BY number";

const AFTER: &str =
    "SELECT id FROM contribution WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

const PARTS_OF_MEMBER: &str =
    "SELECT call_id FROM contribution_part WHERE community_id = $1 AND member = $2 ORDER BY call_id";

const PARTS_OF: &str = "SELECT member FROM contribution_part WHERE community_id = $1 AND call_id = $2
    ORDER BY applied_at_us, member";

const CALLS_AFTER: &str =
    "SELECT id FROM contribution_call WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

const VALUES_OF: &str = "SELECT number, why, value FROM contribution_value
    WHERE community_id = $1 AND contribution_id = $2 ORDER BY number";

const CONFIRMED_BY: &str = "SELECT member FROM contribution_confirmation
    WHERE community_id = $1 AND contribution_id = $2 ORDER BY at_us, member";

/// What a member has confirmed of others; for their export.
const CONFIRMED_OF: &str = "SELECT contribution_id FROM contribution_confirmation
    WHERE community_id = $1 AND member = $2 ORDER BY contribution_id";

pub(crate) const STATEMENTS: &[&str] = &[
    BY_MEMBER,
    BY_MEMBER_OF_FUND,
    ANY_COUNTING,
    ANY_CALL,
    ANY_PART,
    PARTS_OF_MEMBER,
    PARTS_OF,
    CALLS_AFTER,
    OF_MEMBER,
    AFTER,
    VALUES_OF,
    CONFIRMED_BY,
    CONFIRMED_OF,
];

pub(crate) fn by_member(
    source: &mut impl Source,
    community: i64,
    fund: Option<i64>,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    match fund {
        Some(fund) => source.listed(BY_MEMBER_OF_FUND, &[&community, &fund, &from, &until]),
        None => source.listed(BY_MEMBER, &[&community, &from, &until]),
    }
}

/// Whether something is counted already, or is on its way to be.
pub(crate) fn any_counting(source: &mut impl Source, community: i64) -> Result<bool, Fault> {
    Ok(!source.listed::<(i64,)>(ANY_COUNTING, &[&community])?.is_empty()
        || !source.listed::<(i64,)>(ANY_CALL, &[&community])?.is_empty()
        || !source.listed::<(Id<Call>,)>(ANY_PART, &[&community])?.is_empty())
}

/// Calls that a member has a part in.
pub(crate) fn parts_of_member(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Call>>, Fault> {
    let rows: Vec<(Id<Call>,)> = source.listed(PARTS_OF_MEMBER, &[&community, &member])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Who has a part in a call, in the order they came.
pub(crate) fn parts_of(
    source: &mut impl Source,
    community: i64,
    call: Id<Call>,
) -> Result<Vec<Id<Member>>, Fault> {
    let rows: Vec<(Id<Member>,)> = source.listed(PARTS_OF, &[&community, &call])?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}

pub(crate) fn calls_after(
    reader: &mut Reader,
    community: i64,
    number: i64,
    limit: i64,
) -> Result<Vec<Id<Call>>, Fault> {
    let rows: Vec<(Id<Call>,)> = reader.rows(CALLS_AFTER, &[&community, &number, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn of_member(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(source.listed(OF_MEMBER, &[&community, &member])?)
}

/// By number.
pub(crate) fn after(
    reader: &mut Reader,
    community: i64,
    number: i64,
    limit: i64,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(reader.rows(AFTER, &[&community, &number, &limit])?)
}

/// Number, why, value of each line.
pub(crate) fn values_of(
    source: &mut impl Source,
    community: i64,
    id: Id<Contribution>,
) -> Result<Vec<(i64, Why, i64)>, Fault> {
    source.listed(VALUES_OF, &[&community, &id])
}

pub(crate) fn confirmed_by(
    reader: &mut Reader,
    community: i64,
    id: Id<Contribution>,
) -> Result<Vec<Id<Member>>, Fault> {
    let rows: Vec<(Id<Member>,)> = reader.rows(CONFIRMED_BY, &[&community, &id])?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}

pub(crate) fn confirmed_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(reader.rows(CONFIRMED_OF, &[&community, &member])?)
}

fn ids(rows: Vec<(Id<Contribution>,)>) -> Result<Vec<Id<Contribution>>, Fault> {
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
