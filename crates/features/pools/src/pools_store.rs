//! What is read of pools beside single rows.

use crate::commitment::CommitmentState;
use crate::ids::{MatchId, Member, PoolId};
use crate::rows::Commitment;
use crate::voices::Behind;
use kernel::{Id, Timestamp};
use market::rows::Order;
use spending::rows::Mandate;
use std::collections::BTreeSet;
use store::{Fault, Reader, Tx};

/// Paid parts in the order of joining.
const HELD_PARTS: &str = "SELECT id, member, number, units_milli FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND state = 'paid_awaiting_formation' ORDER BY number";

/// Paid parts of what is owned in the order of joining, and whether whose they are takes part and was past probation at $3: 1 where that is plain.
const PAID_PARTS: &str = "SELECT c.member, c.number, c.units_milli, c.state,
    CAST(CASE WHEN m.person_id IS NOT NULL AND m.left_at_us IS NULL AND m.joined_at_us <= $3
        AND (m.probation_until_us IS NULL OR m.probation_until_us <= $3) THEN 1 ELSE 0 END AS BIGINT)
    FROM commitment c LEFT JOIN member m ON m.community_id = c.community_id AND m.id = c.member
    WHERE c.community_id = $1 AND c.pool_id = $2 AND c.state IN ('paid_awaiting_formation', 'captured')
    ORDER BY c.number";

const HELD_AFTER: &str = "SELECT id FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND number > $3 AND state = 'paid_awaiting_formation'
    ORDER BY number LIMIT $4";

const UNPAID_OF: &str = "SELECT id FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND state IN ('made', 'claimed') ORDER BY number";

/// Of those that are made some, and of those in one state more: taken before closing, or after it.
const UNPAID_SOME: &str = "SELECT id FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND state IN ('made', $3) AND late = $4
    ORDER BY number LIMIT $5";

const OF_MEMBER: &str = "SELECT id FROM commitment WHERE community_id = $1 AND member = $2 ORDER BY id";

const POOLS_AFTER: &str =
    "SELECT id FROM pool WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

/// Group buys that room is kept for under a mandate.
const KEPT_UNDER: &str = "SELECT pool_id FROM group_buy
    WHERE community_id = $1 AND kept_under = $2 AND kept_minor > 0 ORDER BY pool_id";

const PARTS_OF: &str = "SELECT id FROM commitment WHERE community_id = $1 AND pool_id = $2 ORDER BY number";

/// What the parts of a pool come to, by state.
const SUMS_OF: &str =
    "SELECT state, COUNT(*), CAST(SUM(units_milli) AS BIGINT), CAST(SUM(held_minor) AS BIGINT),
    COUNT(DISTINCT member)
    FROM commitment WHERE community_id = $1 AND pool_id = $2 GROUP BY state";

/// Parts that became orders, in the order of joining.
const CAPTURED_PARTS: &str = "SELECT c.id, c.number, p.order_id FROM commitment c
    JOIN group_buy_part p ON p.community_id = c.community_id AND p.commitment_id = c.id
    WHERE c.community_id = $1 AND c.pool_id = $2 AND p.order_id IS NOT NULL ORDER BY c.number";

/// Parts whose order waits to be handed over and on which nothing falls yet, with what is left of it.
const WAITING_PARTS: &str =
    "SELECT c.id, c.member, c.number, l.quantity_milli - l.undelivered_milli FROM commitment c
    JOIN group_buy_part p ON p.community_id = c.community_id AND p.commitment_id = c.id
    JOIN customer_order o ON o.community_id = p.community_id AND o.id = p.order_id AND o.state = 'paid'
    JOIN order_line l ON l.community_id = o.community_id AND l.order_id = o.id AND l.number = 1
    WHERE c.community_id = $1 AND c.pool_id = $2 AND p.short_milli IS NULL ORDER BY c.number";

/// What the orders of captured parts have of the goods, and what went on the shelf with those that were called off.
const CAPTURED_HAVE: &str = "SELECT
        CAST(COALESCE(SUM(l.quantity_milli - l.undelivered_milli), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN o.state = 'cancelled' THEN l.undelivered_milli ELSE 0 END), 0) AS BIGINT)
    FROM commitment c
    JOIN group_buy_part p ON p.community_id = c.community_id AND p.commitment_id = c.id
    JOIN customer_order o ON o.community_id = p.community_id AND o.id = p.order_id
    JOIN order_line l ON l.community_id = o.community_id AND l.order_id = o.id AND l.number = 1
    WHERE c.community_id = $1 AND c.pool_id = $2";

/// Parts on which a shortage falls and for which nothing was given back yet.
const SHORT_AFTER: &str = "SELECT c.id FROM commitment c
    JOIN group_buy_part p ON p.community_id = c.community_id AND p.commitment_id = c.id
    WHERE c.community_id = $1 AND c.pool_id = $2 AND p.short_milli > 0 AND p.short_minor IS NULL
    ORDER BY c.number LIMIT $3";

/// Captured parts of a campaign behind one of them.
const CAPTURED_AFTER: &str = "SELECT p.commitment_id, p.number FROM campaign_part p
    JOIN commitment c ON c.community_id = p.community_id AND c.id = p.commitment_id
    WHERE p.community_id = $1 AND p.pool_id = $2 AND p.number > $3 AND c.state = 'captured'
    ORDER BY p.number LIMIT $4";

/// What is captured of what is owned, in thousandths: all of it, for it is rounded together.
const CAPTURED_UNITS: &str = "SELECT id, units_milli FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND state = 'captured' ORDER BY id";

/// Of whom most remained when a rest was divided, ties by id.
const LARGEST_REMAINDERS: &str = "SELECT commitment_id FROM campaign_part
    WHERE community_id = $1 AND pool_id = $2 AND back_remainder > 0
    ORDER BY back_remainder DESC, commitment_id LIMIT $3";

/// With which entries what a campaign kept came in, in the order of joining.
const PAID_WITH: &str = "SELECT paid_entry FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND state = 'captured' AND paid_entry IS NOT NULL
    ORDER BY number LIMIT $3";

const PAID_COUNT: &str = "SELECT COUNT(*) FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND state = 'captured' AND paid_entry IS NOT NULL";

/// Parts of a campaign whose rest was not given back yet.
const BACK_AFTER: &str = "SELECT commitment_id FROM campaign_part
    WHERE community_id = $1 AND pool_id = $2 AND back_minor > 0 AND back_entry IS NULL
    ORDER BY number LIMIT $3";

/// Parts of which tranches are released and not in the register yet.
const UNISSUED: &str = "SELECT p.commitment_id FROM campaign_part p
    JOIN commitment c ON c.community_id = p.community_id AND c.id = p.commitment_id
    WHERE p.community_id = $1 AND p.pool_id = $2 AND p.issued_tranches < $3 AND c.state = 'captured'
    ORDER BY p.number LIMIT $4";

const TEAM_OF: &str =
    "SELECT member FROM campaign_team WHERE community_id = $1 AND pool_id = $2 ORDER BY member";

/// What somebody asked in campaigns.
const QUESTIONS_OF: &str = "SELECT pool_id, number FROM campaign_question
    WHERE community_id = $1 AND asked_by = $2 ORDER BY pool_id, number";

/// Companies, with who stands behind each: there are few.
const BEHIND: &str = "SELECT company, owner FROM standing_behind
    WHERE community_id = $1 AND stands = 1 ORDER BY company, owner";

/// The same, and who stood there once.
const BEHIND_EVER: &str = "SELECT company, owner FROM standing_behind
    WHERE community_id = $1 ORDER BY company, owner";

/// Who has paid into a pool that has not formed yet.
const HOLDERS: &str = "SELECT DISTINCT member FROM commitment
    WHERE community_id = $1 AND pool_id = $2 AND state = 'paid_awaiting_formation'";

const CAPTURED_OF: &str = "SELECT COUNT(*) FROM commitment
    WHERE community_id = $1 AND member = $2 AND pool_id = $3 AND state = 'captured'";

/// Where the rest of a campaign's parts stands.
const BACK_SUMS: &str = "SELECT CAST(COALESCE(SUM(back_minor), 0) AS BIGINT),
    CAST(COALESCE(SUM(CASE WHEN back_entry IS NULL THEN 0 ELSE back_minor END), 0) AS BIGINT)
    FROM campaign_part WHERE community_id = $1 AND pool_id = $2";

/// What a match fund adds to.
const MATCHED: &str = "SELECT pool_id FROM matched_campaign
    WHERE community_id = $1 AND match_id = $2 ORDER BY pool_id";

pub(crate) const STATEMENTS: &[&str] = &[
    KEPT_UNDER,
    HELD_PARTS,
    PAID_PARTS,
    HELD_AFTER,
    UNPAID_OF,
    UNPAID_SOME,
    WAITING_PARTS,
    OF_MEMBER,
    POOLS_AFTER,
    SUMS_OF,
    CAPTURED_PARTS,
    CAPTURED_HAVE,
    SHORT_AFTER,
    CAPTURED_AFTER,
    CAPTURED_UNITS,
    LARGEST_REMAINDERS,
    PAID_WITH,
    PAID_COUNT,
    BACK_AFTER,
    BEHIND,
    BEHIND_EVER,
    HOLDERS,
    CAPTURED_OF,
    BACK_SUMS,
    PARTS_OF,
    UNISSUED,
    TEAM_OF,
    QUESTIONS_OF,
    MATCHED,
];

/// Id, number, thousandths.
pub(crate) fn held_parts(tx: &mut Tx, community: i64, pool: PoolId) -> Result<Vec<Part>, Fault> {
    tx.rows(HELD_PARTS, &[&community, &pool])
}

/// Whose it is, its number, thousandths, where it stands, and whether they are past probation.
pub(crate) type PaidPart = (Id<Member>, i64, i64, CommitmentState, i64);

pub(crate) fn paid_parts(
    source: &mut impl ledger::Source,
    (community, pool): (i64, PoolId),
    since: Timestamp,
) -> Result<Vec<PaidPart>, Fault> {
    source.rows(PAID_PARTS, &[&community, &pool, &since])
}

pub(crate) fn held_after(
    tx: &mut Tx,
    community: i64,
    pool: PoolId,
    after: i64,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(tx.rows(HELD_AFTER, &[&community, &pool, &after, &limit])?))
}

/// A part, whose it is, its number, how much in thousandths.
pub(crate) type Part = (Id<Commitment>, Id<Member>, i64, i64);

/// A part, its number, its order.
pub(crate) type Captured = (Id<Commitment>, i64, Id<Order>);

pub(crate) fn waiting_parts(tx: &mut Tx, community: i64, pool: PoolId) -> Result<Vec<Part>, Fault> {
    tx.rows(WAITING_PARTS, &[&community, &pool])
}

/// In thousandths: what members have by their orders, and what of orders that were called off went on the shelf.
pub(crate) fn captured_have(tx: &mut Tx, community: i64, pool: PoolId) -> Result<(i64, i64), Fault> {
    Ok(tx.rows(CAPTURED_HAVE, &[&community, &pool])?.pop().unwrap_or_default())
}

/// For a page.
pub(crate) fn read_captured_parts(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
) -> Result<Vec<Captured>, Fault> {
    reader.rows(CAPTURED_PARTS, &[&community, &pool])
}

pub(crate) fn short_after(
    tx: &mut Tx,
    community: i64,
    pool: PoolId,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(tx.rows(SHORT_AFTER, &[&community, &pool, &limit])?))
}

pub(crate) fn unpaid_some(
    tx: &mut Tx,
    (community, pool): (i64, PoolId),
    late: bool,
    also: CommitmentState,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(tx.rows(UNPAID_SOME, &[&community, &pool, &also, &late, &limit])?))
}

pub(crate) fn unpaid_in(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(reader.rows(UNPAID_OF, &[&community, &pool])?))
}

pub(crate) fn of_member(
    tx: &mut Tx,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(tx.rows(OF_MEMBER, &[&community, &member])?))
}

/// For the export of what somebody has, and for features above.
pub(crate) fn read_of_member(
    source: &mut impl ledger::Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(source.rows(OF_MEMBER, &[&community, &member])?))
}

pub(crate) fn pools_after(
    reader: &mut Reader,
    community: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<PoolId>, Fault> {
    let found: Vec<(PoolId,)> = reader.rows(POOLS_AFTER, &[&community, &after, &limit])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn kept_under(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<Vec<PoolId>, Fault> {
    let found: Vec<(PoolId,)> = reader.rows(KEPT_UNDER, &[&community, &mandate])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// State, parts, thousandths, held minor units, members.
pub(crate) type SumOfState = (String, i64, i64, i64, i64);

pub(crate) fn sums_of(reader: &mut Reader, community: i64, pool: PoolId) -> Result<Vec<SumOfState>, Fault> {
    reader.rows(SUMS_OF, &[&community, &pool])
}

/// A part and its number.
pub(crate) fn captured_after(
    tx: &mut Tx,
    community: i64,
    pool: PoolId,
    after: i64,
    limit: i64,
) -> Result<Vec<(Id<Commitment>, i64)>, Fault> {
    tx.rows(CAPTURED_AFTER, &[&community, &pool, &after, &limit])
}

pub(crate) fn captured_units(
    tx: &mut Tx,
    community: i64,
    pool: PoolId,
) -> Result<Vec<(Id<Commitment>, i64)>, Fault> {
    tx.rows(CAPTURED_UNITS, &[&community, &pool])
}

pub(crate) fn largest_remainders(
    tx: &mut Tx,
    community: i64,
    pool: PoolId,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(tx.rows(LARGEST_REMAINDERS, &[&community, &pool, &limit])?))
}

pub(crate) fn back_after(
    tx: &mut Tx,
    community: i64,
    pool: PoolId,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(tx.rows(BACK_AFTER, &[&community, &pool, &limit])?))
}

/// The first of them, and how many there are.
pub(crate) fn paid_with(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
    limit: i64,
) -> Result<(Vec<i64>, i64), Fault> {
    let found: Vec<(i64,)> = reader.rows(PAID_WITH, &[&community, &pool, &limit])?;
    let count: Vec<(i64,)> = reader.rows(PAID_COUNT, &[&community, &pool])?;
    Ok((found.into_iter().map(|(entry,)| entry).collect(), count.first().map_or(0, |row| row.0)))
}

/// Members who stand for a company, with who stands behind each now.
///
/// # Errors
/// Of the database only.
pub fn behind(source: &mut impl ledger::Source, community: i64) -> Result<Behind<Id<Member>>, Fault> {
    let found: Vec<(Id<Member>, Id<Member>)> = source.rows(BEHIND, &[&community])?;
    Ok(Behind::of(found))
}

pub(crate) fn behind_ever(
    source: &mut impl ledger::Source,
    community: i64,
) -> Result<Behind<Id<Member>>, Fault> {
    let found: Vec<(Id<Member>, Id<Member>)> = source.rows(BEHIND_EVER, &[&community])?;
    Ok(Behind::of(found))
}

pub(crate) fn holders(
    source: &mut impl ledger::Source,
    community: i64,
    pool: PoolId,
) -> Result<BTreeSet<Id<Member>>, Fault> {
    let found: Vec<(Id<Member>,)> = source.rows(HOLDERS, &[&community, &pool])?;
    Ok(found.into_iter().map(|(member,)| member).collect())
}

pub(crate) fn has_captured(
    tx: &mut Tx,
    community: i64,
    pool: PoolId,
    member: Id<Member>,
) -> Result<bool, Fault> {
    let found: Vec<(i64,)> = tx.rows(CAPTURED_OF, &[&community, &member, &pool])?;
    Ok(found.first().is_some_and(|row| row.0 > 0))
}

/// What is to go back of a campaign's parts, and what of it has.
pub(crate) fn back_sums(reader: &mut Reader, community: i64, pool: PoolId) -> Result<(i64, i64), Fault> {
    Ok(reader.rows(BACK_SUMS, &[&community, &pool])?.pop().unwrap_or_default())
}

/// In the order of joining.
pub(crate) fn parts_of(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(reader.rows(PARTS_OF, &[&community, &pool])?))
}

pub(crate) fn unissued(
    source: &mut impl ledger::Source,
    community: i64,
    pool: PoolId,
    released: i64,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(ids(source.rows(UNISSUED, &[&community, &pool, &released, &limit])?))
}

pub(crate) fn team_of(
    source: &mut impl ledger::Source,
    community: i64,
    pool: PoolId,
) -> Result<Vec<Id<Member>>, Fault> {
    let found: Vec<(Id<Member>,)> = source.rows(TEAM_OF, &[&community, &pool])?;
    Ok(found.into_iter().map(|(member,)| member).collect())
}

pub(crate) fn questions_of(
    tx: &mut Tx,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(PoolId, i64)>, Fault> {
    tx.rows(QUESTIONS_OF, &[&community, &member])
}

/// For the export of what somebody has.
pub(crate) fn read_questions_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(PoolId, i64)>, Fault> {
    reader.rows(QUESTIONS_OF, &[&community, &member])
}

pub(crate) fn matched_campaigns(
    source: &mut impl ledger::Source,
    community: i64,
    id: MatchId,
) -> Result<Vec<PoolId>, Fault> {
    let found: Vec<(PoolId,)> = source.rows(MATCHED, &[&community, &id])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

fn ids(found: Vec<(Id<Commitment>,)>) -> Vec<Id<Commitment>> {
    found.into_iter().map(|(id,)| id).collect()
}
