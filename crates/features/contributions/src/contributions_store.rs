//! What is read of contributions beside single rows.

use crate::contribution::Why;
use crate::ids::{Instrument, Member};
use crate::rows::{Call, Contribution, Departure};
use crate::worth::Kind;
use kernel::{Id, Quantity, Timestamp};
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
const VALUES_COUNTING: &str = "SELECT member, value FROM contribution_value
    WHERE community_id = $1 AND counts = 'distribution' AND counts_at_us >= $2 AND counts_at_us < $3";

const VALUES_OF_FUND: &str = "SELECT member, value FROM contribution_value
    WHERE community_id = $1 AND fund = $2 AND counts = 'distribution' AND counts_at_us >= $3 AND counts_at_us < $4";

/// What single contributions of a member come to, the newest first.
const VALUES_OF_MEMBER: &str = "SELECT contribution_id, CAST(SUM(value) AS BIGINT) FROM contribution_value
    WHERE community_id = $1 AND member = $2 AND fund = $3 AND counts = 'distribution'
    AND counts_at_us >= $4 AND counts_at_us < $5 GROUP BY contribution_id HAVING SUM(value) > 0
    ORDER BY contribution_id DESC LIMIT $6";

/// What counts, or will without anybody's doing.
const ANY_COUNTING: &str = "SELECT number FROM contribution WHERE community_id = $1
    AND state IN ('claimed', 'confirmed', 'disputed', 'recorded') LIMIT 1";

const ANY_CALL: &str =
    "SELECT number FROM contribution_call WHERE community_id = $1 AND state = 'open' LIMIT 1";

/// What was promised in a call that takes nobody on any more, and can still be accepted.
const ANY_PART: &str = "SELECT call_id FROM contribution_part WHERE community_id = $1
    AND state IN ('assigned', 'handed_in', 'not_accepted') LIMIT 1";

const OF_MEMBER: &str = "SELECT id FROM contribution WHERE community_id = $1 AND member = $2 ORDER BY number";

/// What a member says of one day, unasked: what was called for somebody has accepted.
const SAID_OF_DAY: &str = "SELECT kind, quantity_milli, market_minor - paid_minor FROM contribution
    WHERE community_id = $1 AND member = $2 AND done_at_us >= $3 AND done_at_us < $4 AND call_id IS NULL
    AND state IN ('claimed', 'confirmed', 'disputed', 'recorded')";

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

/// Units that there was no room for; the oldest first.
const WAITING_OF: &str = "SELECT h.contribution_id FROM contribution_holding h JOIN contribution c
    ON c.community_id = h.community_id AND c.id = h.contribution_id
    WHERE h.community_id = $1 AND h.member = $2 AND h.units_issued < h.units ORDER BY c.number";

/// What a member's contributions made of instruments: formed and issued units.
const MADE_OF: &str = "SELECT instrument_id, CAST(SUM(units) AS BIGINT), CAST(SUM(units_issued) AS BIGINT)
    FROM contribution_holding WHERE community_id = $1 AND member = $2 GROUP BY instrument_id
    ORDER BY instrument_id";

/// By instrument: what all contributions made of it.
const MADE_OF_INSTRUMENT: &str = "SELECT CAST(COALESCE(SUM(units_issued), 0) AS BIGINT)
    FROM contribution_holding WHERE community_id = $1 AND instrument_id = $2";

/// Rests that are not what their contributions left: all their value less all their units.
const RESTS_UNEQUAL: &str = "SELECT r.member, r.instrument_id, r.rest,
    CAST(COALESCE(SUM(h.value - h.units * h.unit_value), 0) AS BIGINT)
    FROM contribution_rest r LEFT JOIN contribution_holding h ON h.community_id = r.community_id
        AND h.member = r.member AND h.instrument_id = r.instrument_id
    WHERE r.community_id = $1 GROUP BY r.member, r.instrument_id, r.rest
    HAVING r.rest <> COALESCE(SUM(h.value - h.units * h.unit_value), 0)";

const DEPARTURES_AFTER: &str = "SELECT id FROM contribution_departure WHERE community_id = $1 AND number > $2
    ORDER BY number LIMIT $3";

/// What went of a contribution by all departures: units, and value.
const GONE_OF: &str =
    "SELECT CAST(COALESCE(SUM(units_gone), 0) AS BIGINT), CAST(COALESCE(SUM(value_gone), 0) AS BIGINT)
    FROM contribution_departure_line WHERE community_id = $1 AND contribution_id = $2";

/// What somebody did about contributions, theirs and others'.
const STEPS_BY: &str = "SELECT contribution_id, number FROM contribution_step
    WHERE community_id = $1 AND by_member = $2 ORDER BY contribution_id, number";

const CALLS_OF: &str =
    "SELECT id FROM contribution_call WHERE community_id = $1 AND opened_by = $2 ORDER BY number";

/// Parts that somebody accepted or did not.
const PARTS_JUDGED_BY: &str = "SELECT call_id, member FROM contribution_part
    WHERE community_id = $1 AND decided_by = $2 ORDER BY call_id, member";

const DEPARTURES_OF: &str = "SELECT id FROM contribution_departure WHERE community_id = $1 AND member = $2
    ORDER BY number";

pub(crate) const STATEMENTS: &[&str] = &[
    VALUES_COUNTING,
    VALUES_OF_FUND,
    VALUES_OF_MEMBER,
    ANY_COUNTING,
    ANY_CALL,
    ANY_PART,
    PARTS_OF_MEMBER,
    PARTS_OF,
    CALLS_AFTER,
    OF_MEMBER,
    SAID_OF_DAY,
    AFTER,
    VALUES_OF,
    CONFIRMED_BY,
    CONFIRMED_OF,
    WAITING_OF,
    MADE_OF,
    MADE_OF_INSTRUMENT,
    RESTS_UNEQUAL,
    DEPARTURES_AFTER,
    GONE_OF,
    STEPS_BY,
    CALLS_OF,
    PARTS_JUDGED_BY,
    DEPARTURES_OF,
];

/// Kind, how much, and what of it was not paid.
pub(crate) fn said_of_day(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
    since: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Kind, Quantity, i64)>, Fault> {
    source.listed(SAID_OF_DAY, &[&community, &member, &since, &until])
}

pub(crate) fn by_member(
    source: &mut impl Source,
    community: i64,
    fund: Option<i64>,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    let mut values: Vec<(Id<Member>, i64)> = match fund {
        Some(fund) => source.listed(VALUES_OF_FUND, &[&community, &fund, &from, &until])?,
        None => source.listed(VALUES_COUNTING, &[&community, &from, &until])?,
    };
    values.sort_unstable_by_key(|(member, _)| *member);
    values.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        kept.1 += if same { later.1 } else { 0 };
        same
    });
    values.retain(|(_, value)| *value > 0);
    Ok(values)
}

pub(crate) fn of_member_in(
    reader: &mut Reader,
    community: i64,
    (member, fund): (Id<Member>, i64),
    (from, until): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<(Id<Contribution>, i64)>, Fault> {
    reader.rows(VALUES_OF_MEMBER, &[&community, &member, &fund, &from, &until, &limit])
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

/// Contributions of a member that made units which wait.
pub(crate) fn waiting_of(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(source.listed(WAITING_OF, &[&community, &member])?)
}

/// Instrument, units formed, units issued.
pub(crate) fn made_of(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(Id<Instrument>, i64, i64)>, Fault> {
    source.listed(MADE_OF, &[&community, &member])
}

pub(crate) fn made_of_instrument(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
) -> Result<i64, Fault> {
    let rows: Vec<(i64,)> = reader.rows(MADE_OF_INSTRUMENT, &[&community, &instrument])?;
    Ok(rows.first().map_or(0, |row| row.0))
}

pub(crate) fn departures_after(
    reader: &mut Reader,
    community: i64,
    number: i64,
    limit: i64,
) -> Result<Vec<Id<Departure>>, Fault> {
    let rows: Vec<(Id<Departure>,)> = reader.rows(DEPARTURES_AFTER, &[&community, &number, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn gone_of(
    reader: &mut Reader,
    community: i64,
    id: Id<Contribution>,
) -> Result<(i64, i64), Fault> {
    Ok(reader.rows::<(i64, i64)>(GONE_OF, &[&community, &id])?.first().copied().unwrap_or_default())
}

pub(crate) fn steps_by(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(Id<Contribution>, i64)>, Fault> {
    source.listed(STEPS_BY, &[&community, &member])
}

pub(crate) fn calls_of(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Call>>, Fault> {
    let rows: Vec<(Id<Call>,)> = source.listed(CALLS_OF, &[&community, &member])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Call, and whose part.
type PartKey = (Id<Call>, Id<Member>);

pub(crate) fn parts_judged_by(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<PartKey>, Fault> {
    source.listed(PARTS_JUDGED_BY, &[&community, &member])
}

pub(crate) fn departures_of(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Departure>>, Fault> {
    let rows: Vec<(Id<Departure>,)> = source.listed(DEPARTURES_OF, &[&community, &member])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Member, instrument, what is carried, and what contributions say.
type RestUnequal = (Id<Member>, Id<Instrument>, i64, i64);

pub(crate) fn rests_unequal(reader: &mut Reader, community: i64) -> Result<Vec<RestUnequal>, Fault> {
    reader.rows(RESTS_UNEQUAL, &[&community])
}

fn ids(rows: Vec<(Id<Contribution>,)>) -> Result<Vec<Id<Contribution>>, Fault> {
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
