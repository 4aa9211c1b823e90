//! What pages read of pools beside single rows.

use crate::commitment::CommitmentState;
use crate::ids::{Member, PoolId};
use crate::pool::{PoolKind, PoolState};
use crate::rows::Commitment;
use kernel::{Id, Timestamp};
use store::{Fault, Reader};

/// Those that one can still join, the first to close on top. Few are open at once.
const OPEN: &str = "SELECT id FROM pool
    WHERE community_id = $1 AND state = 'open' AND kind = 'group_buy' ORDER BY closes_at_us, number LIMIT $2";

/// Those that wait for who carries a mandate, and how many there are: $3 is who is asked where nobody by name is.
const PREPARED_FOR: &str = "SELECT p.id, COUNT(*) OVER () FROM pool p
    JOIN group_buy g ON g.community_id = p.community_id AND g.pool_id = p.id
    WHERE p.community_id = $1 AND p.state = 'prepared' AND COALESCE(g.asked_of, $3) = $2
        AND (g.buying_mandate IS NULL OR g.asked_of IS NOT NULL OR p.made_by <> $2)
    ORDER BY p.number LIMIT $4";

/// Those that wait for somebody else.
const PREPARED_FOR_OTHERS: &str = "SELECT p.id, COUNT(*) OVER () FROM pool p
    JOIN group_buy g ON g.community_id = p.community_id AND g.pool_id = p.id
    WHERE p.community_id = $1 AND p.state = 'prepared' AND (COALESCE(g.asked_of, $3) <> $2
        OR (g.buying_mandate IS NOT NULL AND g.asked_of IS NULL AND p.made_by = $2))
    ORDER BY p.number LIMIT $4";

/// The newest first. A pool that has closed is in one of two states, before and after it is settled.
const CLOSED: &str = "SELECT id FROM pool
    WHERE community_id = $1 AND number < $2 AND state IN ($3, $4) AND kind = 'group_buy' ORDER BY number DESC LIMIT $5";

/// Who is in: paid, and not given back; and how much of it they do not get, because it filled no case or did not come. A part whose order
/// was called off or given back whole, be it for a shortage or by hand, is nobody's any more.
const JOINED: &str = "SELECT c.member, CAST(SUM(c.units_milli) AS BIGINT),
        CAST(SUM(COALESCE(p.refused_milli, 0) + CASE WHEN p.short_minor > 0 THEN p.short_milli ELSE 0 END) AS BIGINT)
    FROM commitment c
    LEFT JOIN group_buy_part p ON p.community_id = c.community_id AND p.commitment_id = c.id
    LEFT JOIN customer_order o ON o.community_id = p.community_id AND o.id = p.order_id
    WHERE c.community_id = $1 AND c.pool_id = $2 AND c.state IN ('paid_awaiting_formation', 'captured')
        AND (o.id IS NULL OR (o.state <> 'cancelled' AND (o.total_minor = 0 OR o.refunded_minor < o.total_minor)))
    GROUP BY c.member ORDER BY c.member";

/// Who has a part that is paid or waits for its money, as far as $3: a pool that takes a few asks for no more.
const PEOPLE_IN: &str = "SELECT COUNT(*) FROM (SELECT member FROM pool_member
    WHERE community_id = $1 AND pool_id = $2 AND taken_milli > 0 ORDER BY member LIMIT $3) AS k";

const OWN_IN_POOL: &str = "SELECT id FROM commitment
    WHERE community_id = $1 AND member = $2 AND pool_id = $3 ORDER BY id";

const OWN_LATEST: &str = "SELECT id FROM commitment
    WHERE community_id = $1 AND member = $2 ORDER BY id DESC LIMIT $3";

/// What is elsewhere was never here.
const STILL_HERE: &str = "SELECT c.id FROM commitment c
    LEFT JOIN campaign g ON g.community_id = c.community_id AND g.pool_id = c.pool_id
    WHERE c.community_id = $1 AND c.member = $2 AND (g.offered IS NULL OR g.offered <> 'equity_record')
        AND (c.state = 'paid_awaiting_formation' OR (c.state = 'captured' AND c.captured_minor > c.returned_minor
            AND g.kept_minor + g.advance_minor > 0)) ORDER BY c.id";

/// The newest first: what is paid and waits, wherever it was paid, and of what is captured here what is not all released.
const WAITS: &str = "SELECT c.id FROM commitment c
    LEFT JOIN campaign g ON g.community_id = c.community_id AND g.pool_id = c.pool_id
    WHERE c.community_id = $1 AND c.member = $2
        AND (c.state = 'paid_awaiting_formation' OR (c.state = 'captured' AND c.captured_minor > c.returned_minor
            AND g.offered <> 'equity_record' AND g.kept_minor + g.advance_minor > 0)) ORDER BY c.id DESC LIMIT $3";

/// Pages by when the claim was made: an offset would skip claims that are decided while somebody reads.
const CLAIMED: &str = "SELECT id FROM commitment WHERE community_id = $1 AND state = 'claimed'
    AND (claimed_at_us > $2 OR (claimed_at_us = $2 AND id > $3)) ORDER BY claimed_at_us, id LIMIT $4";

/// Of parts that lapsed while they were said to be paid, those that nobody has looked for since: see `Commitment::is_unlooked`.
const UNLOOKED: &str = "SELECT id FROM commitment
    WHERE community_id = $1 AND lapsed_unlooked = 1 AND paid_entry IS NULL
        AND (decided_at_us IS NULL OR decided_at_us < claimed_at_us)
    ORDER BY claimed_at_us, id LIMIT $2";

const COUNT_OF_STATE: &str =
    "SELECT COUNT(*), CAST(COALESCE(SUM(due_minor), 0) AS BIGINT), MIN(claimed_at_us)
    FROM commitment WHERE community_id = $1 AND state = $2";

/// What is paid and waits for what comes of it, by kind of pool.
const HELD_BY_KIND: &str = "SELECT p.kind, COUNT(*), CAST(COALESCE(SUM(c.held_minor), 0) AS BIGINT)
    FROM commitment c JOIN pool p ON p.community_id = c.community_id AND p.id = c.pool_id
    WHERE c.community_id = $1 AND c.state = 'paid_awaiting_formation' GROUP BY p.kind";

/// The order that a part became, the other way round.
const OF_ORDER: &str = "SELECT commitment_id FROM group_buy_part WHERE community_id = $1 AND order_id = $2";

/// The newest first.
const CAMPAIGNS_BELOW: &str = "SELECT id FROM pool
    WHERE community_id = $1 AND number < $2 AND kind = 'campaign' ORDER BY number DESC LIMIT $3";

/// What was raised for a fund. Each took a decision, so there are few.
pub(crate) const CAMPAIGNS_OF_FUND: &str = "SELECT pool_id FROM campaign
    WHERE community_id = $1 AND fund = $2 ORDER BY pool_id DESC LIMIT $3";

/// Why backers object, in the order in which they said it; not who.
const OBJECTIONS: &str = "SELECT reason FROM campaign_voice
    WHERE community_id = $1 AND pool_id = $2 AND milestone = $3 AND accepts = 0 AND counted = 1 AND reason <> ''
    ORDER BY at_us, member LIMIT $4";

/// Claimed milestones that a backer can answer: few are at once.
const TO_LOOK_AT: &str = "SELECT DISTINCT m.pool_id, m.number FROM commitment c
    JOIN campaign_milestone m ON m.community_id = c.community_id AND m.pool_id = c.pool_id
    WHERE c.community_id = $1 AND c.member = $2 AND c.state = 'captured' AND m.state = 'claimed'
    ORDER BY m.pool_id LIMIT $3";

/// The newest first.
const UNANSWERED: &str = "SELECT number FROM campaign_question
    WHERE community_id = $1 AND pool_id = $2 AND number < $3 AND answered_at_us IS NULL
    ORDER BY number DESC LIMIT $4";

const ANSWERED: &str = "SELECT number FROM campaign_question
    WHERE community_id = $1 AND pool_id = $2 AND number < $3 AND answered_at_us IS NOT NULL
    ORDER BY number DESC LIMIT $4";

pub(crate) const STATEMENTS: &[&str] = &[
    OPEN,
    PREPARED_FOR,
    PREPARED_FOR_OTHERS,
    CLOSED,
    JOINED,
    PEOPLE_IN,
    OWN_IN_POOL,
    OWN_LATEST,
    STILL_HERE,
    WAITS,
    CLAIMED,
    UNLOOKED,
    COUNT_OF_STATE,
    HELD_BY_KIND,
    OF_ORDER,
    CAMPAIGNS_BELOW,
    CAMPAIGNS_OF_FUND,
    OBJECTIONS,
    TO_LOOK_AT,
    UNANSWERED,
    ANSWERED,
];

/// Those that wait for `me`, or for others, and how many there are beyond so many.
pub(crate) fn prepared_pools(
    reader: &mut Reader,
    community: i64,
    (me, pays_out): (Id<Member>, bool),
    mine: bool,
    limit: i64,
) -> Result<(Vec<PoolId>, i64), Fault> {
    let sql = if mine { PREPARED_FOR } else { PREPARED_FOR_OTHERS };
    let anybody = if pays_out { me.to_string() } else { String::new() };
    let found: Vec<(PoolId, i64)> = reader.rows(sql, &[&community, &me, &anybody, &limit])?;
    let more = found.first().map_or(0, |(_, all)| all - found.len() as i64);
    Ok((found.into_iter().map(|(id, _)| id).collect(), more))
}

pub(crate) fn open_pools(reader: &mut Reader, community: i64, limit: i64) -> Result<Vec<PoolId>, Fault> {
    reader.rows(OPEN, &[&community, &limit]).map(ids)
}

/// The newest first.
pub(crate) fn campaigns_of_fund(
    reader: &mut Reader,
    community: i64,
    fund: i64,
    limit: i64,
) -> Result<Vec<PoolId>, Fault> {
    reader.rows(CAMPAIGNS_OF_FUND, &[&community, &fund, &limit]).map(ids)
}

/// Formed ones, or failed ones.
pub(crate) fn closed_pools(
    reader: &mut Reader,
    community: i64,
    formed: bool,
    below: i64,
    limit: i64,
) -> Result<Vec<PoolId>, Fault> {
    let (closed, settled) = match formed {
        true => (PoolState::Met, PoolState::Captured),
        false => (PoolState::Failed, PoolState::Refunded),
    };
    reader.rows(CLOSED, &[&community, &below, &closed, &settled, &limit]).map(ids)
}

/// How many people are in it, `most` at most.
pub(crate) fn people_in(reader: &mut Reader, community: i64, pool: PoolId, most: i64) -> Result<i64, Fault> {
    let counted: Vec<(i64,)> = reader.rows(PEOPLE_IN, &[&community, &pool, &most])?;
    Ok(counted.first().map_or(0, |(count,)| *count))
}

/// Each with thousandths of a unit, and of them those that they do not get.
pub(crate) fn joined(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
) -> Result<Vec<(Id<Member>, i64, i64)>, Fault> {
    reader.rows(JOINED, &[&community, &pool])
}

pub(crate) fn own_in_pool(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    pool: PoolId,
) -> Result<Vec<Id<Commitment>>, Fault> {
    reader.rows(OWN_IN_POOL, &[&community, &member, &pool]).map(ids)
}

/// Parts of a member of which money is still in a pool.
pub(crate) fn waits(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    reader.rows(WAITS, &[&community, &member, &limit]).map(ids)
}

pub(crate) fn still_here(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Commitment>>, Fault> {
    reader.rows(STILL_HERE, &[&community, &member]).map(ids)
}

pub(crate) fn own_latest(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    reader.rows(OWN_LATEST, &[&community, &member, &limit]).map(ids)
}

/// The longest waiting first, behind `after`.
pub(crate) fn claimed(
    reader: &mut Reader,
    community: i64,
    after: (Timestamp, &str),
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    reader.rows(CLAIMED, &[&community, &after.0, &after.1, &limit]).map(ids)
}

/// The longest waiting first.
pub(crate) fn unlooked(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    reader.rows(UNLOOKED, &[&community, &limit]).map(ids)
}

/// How many, how much, and since when the longest waits.
pub(crate) fn count_of_state(
    reader: &mut Reader,
    community: i64,
    state: CommitmentState,
) -> Result<(i64, i64, Option<Timestamp>), Fault> {
    Ok(reader.rows(COUNT_OF_STATE, &[&community, &state])?.pop().unwrap_or_default())
}

/// How many parts, and how much.
pub(crate) fn held_by_kind(reader: &mut Reader, community: i64) -> Result<Vec<(PoolKind, i64, i64)>, Fault> {
    reader.rows(HELD_BY_KIND, &[&community])
}

pub(crate) fn of_order(
    reader: &mut Reader,
    community: i64,
    order: &str,
) -> Result<Option<Id<Commitment>>, Fault> {
    let found: Vec<(Id<Commitment>,)> = reader.rows(OF_ORDER, &[&community, &order])?;
    Ok(ids(found).pop())
}

pub(crate) fn campaigns_below(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<PoolId>, Fault> {
    reader.rows(CAMPAIGNS_BELOW, &[&community, &below, &limit]).map(ids)
}

pub(crate) fn objections(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
    milestone: i64,
    limit: i64,
) -> Result<Vec<String>, Fault> {
    let found: Vec<(String,)> = reader.rows(OBJECTIONS, &[&community, &pool, &milestone, &limit])?;
    Ok(found.into_iter().map(|(reason,)| reason).collect())
}

pub(crate) fn to_look_at(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    limit: i64,
) -> Result<Vec<(PoolId, i64)>, Fault> {
    reader.rows(TO_LOOK_AT, &[&community, &member, &limit])
}

/// Numbers of questions below one.
pub(crate) fn unanswered(
    reader: &mut Reader,
    (community, pool): (i64, PoolId),
    below: i64,
    limit: i64,
) -> Result<Vec<i64>, Fault> {
    reader.rows(UNANSWERED, &[&community, &pool, &below, &limit]).map(ids)
}

pub(crate) fn answered(
    reader: &mut Reader,
    (community, pool): (i64, PoolId),
    below: i64,
    limit: i64,
) -> Result<Vec<i64>, Fault> {
    reader.rows(ANSWERED, &[&community, &pool, &below, &limit]).map(ids)
}

fn ids<T>(rows: Vec<(T,)>) -> Vec<T> {
    rows.into_iter().map(|(id,)| id).collect()
}
