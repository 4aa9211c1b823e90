//! What is read of points and pick-ups beside single rows.

use crate::ids::Member;
use crate::rows::{Pickup, PickupPoint};
use kernel::{Id, Prefixed, Timestamp};
use market::rows::{Order, OrderLine};
use pools::ids::PoolId;
use pools::rows::Commitment;
use store::{Arg, Fault, Listed, Reader, Tx};
use web::TokenHash;

/// So many are looked up in one statement.
const AT_ONCE: usize = 50;

/// A statement about one community ($1) and fifty ids.
macro_rules! among {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
            $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)",
            $after
        )
    };
}

const PICKUPS_AMONG: &str = among!(
    "SELECT community_id, order_id, code, buyer, point_id, day, from_minute, until_minute, starts_at_us, ends_at_us, state,
        chosen_at_us, neighbour, neighbour_at_us, missed_at_us, gone_at_us, gone_by, handed_to, reminded_before_us,
        reminded_on_day_us
        FROM pickup WHERE community_id = $1 AND order_id",
    " ORDER BY order_id"
);

const ORDERS_AMONG: &str = among!(
    "SELECT community_id, id, number, buyer, state, line_count, total_minor, refunded_minor, placed_at_us, hold_until_us,
        claim_until_us, paid_at_us, accept_due_us, complained_at_us, method, pool_id, reference, payment_id,
        paid_entry, settled_entry, referred_by, coupon_id, coupon_budget, coupon_minor, coupon_back_minor, event_count
        FROM customer_order WHERE community_id = $1 AND id",
    " ORDER BY id"
);

const LINES_AMONG: &str = among!(
    "SELECT community_id, order_id, number, offer_id, variant, split_version, title, unit, quantity_milli, price_e4,
        total_minor, returned_milli, undelivered_milli, refunded_minor, limited
        FROM order_line WHERE community_id = $1 AND order_id",
    " ORDER BY order_id, number"
);

const NAMES_AMONG: &str =
    among!("SELECT id, display_name FROM member WHERE community_id = $1 AND id", " ORDER BY id");

/// What waits in a slot, to see whether its orders are still to be fetched.
const WAITING_IN: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND point_id = $2 AND day = $3
    AND from_minute = $4 AND state IN ('waiting', 'not_collected') ORDER BY code";

/// The same on a day.
const WAITING_ON: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND point_id = $2 AND day = $3
    AND state IN ('waiting', 'not_collected') ORDER BY from_minute, code";

/// Paid, said to be fetched there on that day, and without a slot: there was no room.
const UNPLACED_ON: &str = "SELECT o.id
    FROM (SELECT community_id, order_id FROM pickup_order
        WHERE community_id = $1 AND point_id = $2 AND day = $3) AS s
    CROSS JOIN customer_order o
    WHERE o.community_id = s.community_id AND o.id = s.order_id AND o.state = 'paid'
        AND NOT EXISTS (SELECT 1 FROM pickup p
            WHERE p.community_id = o.community_id AND p.order_id = o.id AND p.state <> 'dropped')
    ORDER BY o.number";

/// Of all days: still at the point although its slot is over.
const LEFT_AT: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND point_id = $2
    AND state = 'not_collected' ORDER BY day, code LIMIT $3";

const OF_BUYER: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND buyer = $2 ORDER BY order_id";

/// What somebody still has to fetch, the next first.
const WAITING_OF: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND buyer = $2
    AND state IN ('waiting', 'not_collected') ORDER BY ends_at_us, order_id LIMIT $3";

/// Given to a neighbour of somebody's, the newest order first.
const WITH_NEIGHBOUR: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND buyer = $2
    AND state = 'handed_to_neighbour' ORDER BY order_id DESC LIMIT $3";

/// The same, one by one, the last first.
const GONE_OF_DAY: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND point_id = $2 AND day = $3
    AND state IN ('collected', 'handed_to_neighbour') ORDER BY gone_at_us DESC, order_id LIMIT $4";

/// Left the point between two instants, of whatever day it was.
const GONE_BETWEEN: &str = "SELECT order_id FROM pickup WHERE community_id = $1 AND point_id = $2
    AND gone_at_us >= $3 AND gone_at_us < $4 ORDER BY gone_at_us DESC, order_id LIMIT $5";

/// Handed over of what was to be fetched on a day.
const GONE_ON: &str = "SELECT COUNT(*) FROM pickup WHERE community_id = $1 AND point_id = $2 AND day = $3
    AND state IN ('collected', 'handed_to_neighbour')";

const POINTS_OF: &str =
    "SELECT id FROM pickup_point WHERE community_id = $1 AND minder = $2 ORDER BY number LIMIT $3";

/// Whether somebody helps at a point on a day.
const HELPS: &str = "SELECT number FROM pickup_helper WHERE community_id = $1 AND member = $2 AND point_id = $3
    AND ended_at_us IS NULL AND from_day <= $4 AND (until_day IS NULL OR until_day >= $4) ORDER BY number LIMIT 1";

/// Where.
const HELPED_ON: &str = "SELECT point_id FROM pickup_helper WHERE community_id = $1 AND member = $2
    AND ended_at_us IS NULL AND from_day <= $3 AND (until_day IS NULL OR until_day >= $3)
    ORDER BY point_id, number LIMIT $4";

/// Who helps at a point from a day on, who comes first at the top.
const HELPERS_OF: &str = "SELECT number FROM pickup_helper WHERE community_id = $1 AND point_id = $2
    AND ended_at_us IS NULL AND (until_day IS NULL OR until_day >= $3)
    ORDER BY from_day, COALESCE(until_day, 9999999), number LIMIT 200";

/// Where and when somebody helps or has helped.
const HELP_OF: &str = "SELECT point_id, number FROM pickup_helper WHERE community_id = $1 AND member = $2
    ORDER BY point_id, number";

const HELPER_COUNT: &str =
    "SELECT COALESCE(MAX(number), 0) FROM pickup_helper WHERE community_id = $1 AND point_id = $2";

const CHECK_INS_OF: &str =
    "SELECT id FROM check_in WHERE community_id = $1 AND order_id = $2 ORDER BY recorded_at_us, id";

const MEMBER_OF_TOKEN: &str = "SELECT member FROM calendar_link WHERE community_id = $1 AND token_hash = $2";

const POINTS_AFTER: &str =
    "SELECT id FROM pickup_point WHERE community_id = $1 AND number > $2 ORDER BY number LIMIT $3";

/// What each slot of a point counts, beside what its pick-ups come to.
const SLOTS_OF: &str = "SELECT s.day, s.from_minute, s.taken,
        (SELECT COUNT(*) FROM pickup p WHERE p.community_id = s.community_id AND p.point_id = s.point_id
            AND p.day = s.day AND p.from_minute = s.from_minute AND p.state <> 'dropped')
        + (SELECT COUNT(*) FROM pickup_part q WHERE q.community_id = s.community_id AND q.point_id = s.point_id
            AND q.day = s.day AND q.from_minute = s.from_minute AND q.state = 'kept')
    FROM pickup_slot s WHERE s.community_id = $1 AND s.point_id = $2 ORDER BY s.day, s.from_minute";

const DAYS_OF: &str = "SELECT d.day, d.taken,
        (SELECT COUNT(*) FROM pickup p WHERE p.community_id = d.community_id AND p.point_id = d.point_id
            AND p.day = d.day AND p.state <> 'dropped')
        + (SELECT COUNT(*) FROM pickup_part q WHERE q.community_id = d.community_id AND q.point_id = d.point_id
            AND q.day = d.day AND q.state = 'kept')
    FROM pickup_day d WHERE d.community_id = $1 AND d.point_id = $2 ORDER BY d.day";

const PICKUPS_AFTER: &str =
    "SELECT order_id FROM pickup WHERE community_id = $1 AND order_id > $2 ORDER BY order_id LIMIT $3";

/// Of a group buy, places that are kept for parts.
const KEPT_AFTER: &str = "SELECT commitment_id FROM pickup_part WHERE community_id = $1 AND pool_id = $2
    AND state = 'kept' AND commitment_id > $3 ORDER BY commitment_id LIMIT $4";

/// On a day of a point, to see whether their parts are still to become orders.
const KEPT_ON: &str =
    "SELECT commitment_id FROM pickup_part WHERE community_id = $1 AND point_id = $2 AND day = $3
    AND state = 'kept' ORDER BY from_minute, commitment_id";

/// On which day the order of a part of a group buy is fetched, at whichever of its points.
const DAY_OF_POOL: &str = "SELECT p.day FROM (SELECT community_id, commitment_id FROM group_buy_part
        WHERE community_id = $1 AND order_id = $2) AS g CROSS JOIN commitment c CROSS JOIN pickup_pool p
    WHERE c.community_id = g.community_id AND c.id = g.commitment_id
        AND p.community_id = c.community_id AND p.pool_id = c.pool_id AND p.number = 1";

pub(crate) const STATEMENTS: &[&str] = &[
    PICKUPS_AMONG,
    ORDERS_AMONG,
    LINES_AMONG,
    NAMES_AMONG,
    WAITING_IN,
    WAITING_ON,
    UNPLACED_ON,
    LEFT_AT,
    OF_BUYER,
    WAITING_OF,
    GONE_ON,
    GONE_OF_DAY,
    GONE_BETWEEN,
    WITH_NEIGHBOUR,
    POINTS_OF,
    HELPS,
    HELPED_ON,
    HELPERS_OF,
    HELP_OF,
    HELPER_COUNT,
    CHECK_INS_OF,
    MEMBER_OF_TOKEN,
    POINTS_AFTER,
    SLOTS_OF,
    DAYS_OF,
    PICKUPS_AFTER,
    KEPT_AFTER,
    KEPT_ON,
    DAY_OF_POOL,
];

type Point = Id<PickupPoint>;

pub(crate) fn waiting_in(tx: &mut Tx, point: Point, day: i64, from: i64) -> Result<Vec<Id<Order>>, Fault> {
    let community = tx.community();
    Ok(first(tx.rows(WAITING_IN, &[&community, &point, &day, &from])?))
}

pub(crate) fn waiting_on(tx: &mut Tx, point: Point, day: i64) -> Result<Vec<Id<Order>>, Fault> {
    let community = tx.community();
    Ok(first(tx.rows(WAITING_ON, &[&community, &point, &day])?))
}

pub(crate) fn read_waiting_on(
    reader: &mut Reader,
    community: i64,
    point: Point,
    day: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(WAITING_ON, &[&community, &point, &day])?))
}

pub(crate) fn unplaced_on(
    reader: &mut Reader,
    community: i64,
    point: Point,
    day: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(UNPLACED_ON, &[&community, &point, &day])?))
}

pub(crate) fn left_at(
    reader: &mut Reader,
    community: i64,
    point: Point,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(LEFT_AT, &[&community, &point, &limit])?))
}

pub(crate) fn of_buyer(tx: &mut Tx, buyer: Id<Member>) -> Result<Vec<Id<Order>>, Fault> {
    let community = tx.community();
    Ok(first(tx.rows(OF_BUYER, &[&community, &buyer])?))
}

pub(crate) fn with_neighbour(
    reader: &mut Reader,
    community: i64,
    buyer: Id<Member>,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(WITH_NEIGHBOUR, &[&community, &buyer, &limit])?))
}

pub(crate) fn read_of_buyer(
    reader: &mut Reader,
    community: i64,
    buyer: Id<Member>,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(OF_BUYER, &[&community, &buyer])?))
}

pub(crate) fn waiting_of(
    reader: &mut Reader,
    community: i64,
    buyer: Id<Member>,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(WAITING_OF, &[&community, &buyer, &limit])?))
}

pub(crate) fn gone_on(reader: &mut Reader, community: i64, point: Point, day: i64) -> Result<i64, Fault> {
    let found: Vec<(i64,)> = reader.rows(GONE_ON, &[&community, &point, &day])?;
    Ok(found.first().map_or(0, |(count,)| *count))
}

pub(crate) fn gone_of_day(
    reader: &mut Reader,
    community: i64,
    point: Point,
    day: i64,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(GONE_OF_DAY, &[&community, &point, &day, &limit])?))
}

pub(crate) fn gone_between(
    reader: &mut Reader,
    community: i64,
    point: Point,
    (from, until): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(GONE_BETWEEN, &[&community, &point, &from, &until, &limit])?))
}

pub(crate) fn read_check_ins_of(
    reader: &mut Reader,
    community: i64,
    order: Id<Order>,
) -> Result<Vec<String>, Fault> {
    Ok(first(reader.rows(CHECK_INS_OF, &[&community, &order])?))
}

pub(crate) fn points_of(
    reader: &mut Reader,
    community: i64,
    minder: Id<Member>,
    limit: i64,
) -> Result<Vec<Point>, Fault> {
    Ok(first(reader.rows(POINTS_OF, &[&community, &minder, &limit])?))
}

pub(crate) fn check_ins_of(tx: &mut Tx, order: Id<Order>) -> Result<Vec<String>, Fault> {
    let community = tx.community();
    Ok(first(tx.rows(CHECK_INS_OF, &[&community, &order])?))
}

pub(crate) fn helps(
    source: &mut impl ledger::Source,
    community: i64,
    (member, point): (Id<Member>, Point),
    day: i64,
) -> Result<bool, Fault> {
    let found: Vec<(i64,)> = source.rows(HELPS, &[&community, &member, &point, &day])?;
    Ok(!found.is_empty())
}

/// Each point once.
pub(crate) fn helped_on(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    day: i64,
    limit: i64,
) -> Result<Vec<Point>, Fault> {
    let mut points = first(reader.rows(HELPED_ON, &[&community, &member, &day, &limit])?);
    points.dedup();
    Ok(points)
}

pub(crate) fn helpers_of(
    reader: &mut Reader,
    community: i64,
    point: Point,
    day: i64,
) -> Result<Vec<i64>, Fault> {
    Ok(first(reader.rows(HELPERS_OF, &[&community, &point, &day])?))
}

pub(crate) fn help_of(tx: &mut Tx, member: Id<Member>) -> Result<Vec<(Point, i64)>, Fault> {
    let community = tx.community();
    tx.rows(HELP_OF, &[&community, &member])
}

pub(crate) fn read_help_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(Point, i64)>, Fault> {
    reader.rows(HELP_OF, &[&community, &member])
}

pub(crate) fn helper_count(tx: &mut Tx, point: Point) -> Result<i64, Fault> {
    let community = tx.community();
    let found: Vec<(i64,)> = tx.rows(HELPER_COUNT, &[&community, &point])?;
    Ok(found.first().map_or(0, |(count,)| *count))
}

pub(crate) fn kept_after(
    tx: &mut Tx,
    pool: PoolId,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    let community = tx.community();
    Ok(first(tx.rows(KEPT_AFTER, &[&community, &pool, &after, &limit])?))
}

pub(crate) fn kept_on(
    source: &mut impl ledger::Source,
    community: i64,
    point: Point,
    day: i64,
) -> Result<Vec<Id<Commitment>>, Fault> {
    Ok(first(source.rows(KEPT_ON, &[&community, &point, &day])?))
}

pub(crate) fn day_of_pool(
    source: &mut impl ledger::Source,
    community: i64,
    order: Id<Order>,
) -> Result<Option<i64>, Fault> {
    let found: Vec<(i64,)> = source.rows(DAY_OF_POOL, &[&community, &order])?;
    Ok(found.first().map(|(day,)| *day))
}

/// Whose calendar a link opens.
pub(crate) fn member_of_token(
    reader: &mut Reader,
    community: i64,
    token: &TokenHash,
) -> Result<Option<Id<Member>>, Fault> {
    let hash = token.0.to_vec();
    Ok(first(reader.rows(MEMBER_OF_TOKEN, &[&community, &hash])?).pop())
}

pub(crate) fn points_after(
    reader: &mut Reader,
    community: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<Point>, Fault> {
    Ok(first(reader.rows(POINTS_AFTER, &[&community, &after, &limit])?))
}

/// Day, minute, what it counts, what there is.
pub(crate) fn slots_of(
    reader: &mut Reader,
    community: i64,
    point: Point,
) -> Result<Vec<(i64, i64, i64, i64)>, Fault> {
    reader.rows(SLOTS_OF, &[&community, &point])
}

/// Day, what it counts, what there is.
pub(crate) fn days_of(
    reader: &mut Reader,
    community: i64,
    point: Point,
) -> Result<Vec<(i64, i64, i64)>, Fault> {
    reader.rows(DAYS_OF, &[&community, &point])
}

pub(crate) fn pickups_after(
    reader: &mut Reader,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(first(reader.rows(PICKUPS_AFTER, &[&community, &after, &limit])?))
}

fn first<T>(found: Vec<(T,)>) -> Vec<T> {
    found.into_iter().map(|(one,)| one).collect()
}

/// Fifty at once, in no order. The last id fills what is left of its statement.
fn among<T: Prefixed, L: Listed>(
    reader: &mut Reader,
    sql: &str,
    community: i64,
    ids: &[Id<T>],
) -> Result<Vec<L>, Fault> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let Some(last) = some.last() else { continue };
        let all: Vec<Id<T>> = (0..AT_ONCE).map(|at| *some.get(at).unwrap_or(last)).collect();
        let args: Vec<&dyn Arg> =
            std::iter::once(&community as &dyn Arg).chain(all.iter().map(|id| id as &dyn Arg)).collect();
        found.extend(reader.rows(sql, &args)?);
    }
    Ok(found)
}

/// Pick-ups, their orders, and the orders' lines.
pub(crate) type Among = (Vec<Pickup>, Vec<Order>, Vec<OrderLine>);

/// The orders and lines by order.
pub(crate) fn pickups_among(reader: &mut Reader, community: i64, ids: &[Id<Order>]) -> Result<Among, Fault> {
    Ok((
        among(reader, PICKUPS_AMONG, community, ids)?,
        among(reader, ORDERS_AMONG, community, ids)?,
        among(reader, LINES_AMONG, community, ids)?,
    ))
}

pub(crate) fn names_among(
    reader: &mut Reader,
    community: i64,
    members: &[Id<Member>],
) -> Result<Vec<(Id<Member>, String)>, Fault> {
    among(reader, NAMES_AMONG, community, members)
}
