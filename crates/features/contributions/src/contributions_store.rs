//! What is read of contributions beside single rows.

use crate::contribution::Why;
use crate::ids::Member;
use crate::rows::Contribution;
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

const ANY_RECORDED: &str = "SELECT number FROM contribution_value WHERE community_id = $1 LIMIT 1";

const OF_MEMBER: &str = "SELECT id FROM contribution WHERE community_id = $1 AND member = $2 ORDER BY number";

const AFTER: &str =
    "SELECT id FROM contribution WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

const VALUES_OF: &str = "SELECT number, why, value FROM contribution_value
    WHERE community_id = $1 AND contribution_id = $2 ORDER BY number";

const CONFIRMED_BY: &str = "SELECT member FROM contribution_confirmation
    WHERE community_id = $1 AND contribution_id = $2 ORDER BY at_us, member";

/// What a member has confirmed of others; for their export.
const CONFIRMED_OF: &str = "SELECT contribution_id FROM contribution_confirmation
    WHERE community_id = $1 AND member = $2 ORDER BY contribution_id";

pub(crate) const STATEMENTS: &[&str] =
    &[BY_MEMBER, BY_MEMBER_OF_FUND, ANY_RECORDED, OF_MEMBER, AFTER, VALUES_OF, CONFIRMED_BY, CONFIRMED_OF];

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

pub(crate) fn any_recorded(source: &mut impl Source, community: i64) -> Result<bool, Fault> {
    Ok(!source.listed::<(i64,)>(ANY_RECORDED, &[&community])?.is_empty())
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
