//! What is read of rewards and coupons beside single rows.

use crate::ids::{Budget, Coupon, Member};
use crate::rows::RewardBudget;
use kernel::{Id, Timestamp};
use market::brought::Asks;
use market::rows::Order;
use store::{Fault, Reader};

const CODE_OF: &str = "SELECT code FROM referral_code WHERE community_id = $1 AND member = $2";

/// One at most, by schema.
const PROGRAMME_OPEN: &str =
    "SELECT id FROM reward_budget WHERE community_id = $1 AND kind = 'programme' AND state = 'open'";

/// What a member has earned of a programme, or can still.
const PROMISED_TO: &str = "SELECT CAST(COALESCE(SUM(CASE WHEN state = 'waiting' THEN promised_minor
        ELSE earned_minor - back_minor END), 0) AS BIGINT)
    FROM referral_reward WHERE community_id = $1 AND referrer = $2 AND budget_id = $3";

const TAKEN_BY: &str = "SELECT id FROM reward_coupon
    WHERE community_id = $1 AND budget_id = $2 AND holder = $3 AND part IS NOT NULL";

const PART_OF: &str = "SELECT id FROM reward_coupon WHERE community_id = $1 AND budget_id = $2 AND part = $3";

/// What coupons are worth that somebody has and can still use: on no order, or only on one that was given up or has another
/// coupon by now. In one statement, for a programme has as many as orders that were brought.
const COUPONS_GOOD: &str = "SELECT CAST(COALESCE(SUM(c.amount_minor), 0) AS BIGINT) FROM reward_coupon c
    WHERE c.community_id = $1 AND c.budget_id = $2 AND c.holder IS NOT NULL AND c.void = 0 AND c.expires_at_us > $3
    AND NOT EXISTS (SELECT 1 FROM customer_order o WHERE o.community_id = c.community_id AND o.id = c.order_id
        AND o.coupon_id = c.id AND o.state NOT IN ('cancelled', 'expired'))";

const COUPONS_OF: &str = "SELECT id FROM reward_coupon WHERE community_id = $1 AND holder = $2 ORDER BY id";

/// That a member could use now, if they are not on an order.
const COUPONS_OPEN: &str = "SELECT id FROM reward_coupon WHERE community_id = $1 AND holder = $2 AND void = 0
    AND expires_at_us > $3 AND id > $4 ORDER BY id LIMIT $5";

/// Orders brought, of these on their way, promised for those, earned and not taken back. Neither of whom nor for what.
const BROUGHT_BY: &str = "SELECT CAST(COUNT(*) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN state = 'waiting' THEN promised_minor ELSE 0 END), 0) AS BIGINT),
        CAST(COALESCE(SUM(earned_minor - back_minor), 0) AS BIGINT)
    FROM referral_reward WHERE community_id = $1 AND referrer = $2";

/// Taken back of rewards that were earned after an entry.
const BACK_AFTER: &str = "SELECT CAST(COALESCE(SUM(back_minor), 0) AS BIGINT) FROM referral_reward
    WHERE community_id = $1 AND referrer = $2 AND coupon_id IS NULL AND entry > $3";

const BUDGETS_BELOW: &str =
    "SELECT id FROM reward_budget WHERE community_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

const BUDGETS_IN: &str =
    "SELECT id FROM reward_budget WHERE community_id = $1 AND state = $2 ORDER BY number DESC LIMIT $3";

const BUDGETS_OF_MANDATE: &str =
    "SELECT id FROM reward_budget WHERE community_id = $1 AND mandate_id = $2 ORDER BY id";

/// Of a programme: waiting, promised for those, earned, earned and not taken back, of that what is owed and not a coupon.
const SUMS_OF: &str = "SELECT
        CAST(COALESCE(SUM(CASE WHEN state = 'waiting' THEN promised_minor ELSE 0 END), 0) AS BIGINT),
        CAST(COALESCE(SUM(earned_minor - back_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN coupon_id IS NULL THEN earned_minor - back_minor ELSE 0 END), 0) AS BIGINT)
    FROM referral_reward WHERE community_id = $1 AND budget_id = $2";

/// Coupons of a packet: how many, their sum, how many taken.
const PARTS_OF: &str = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN holder IS NULL THEN 0 ELSE 1 END), 0) AS BIGINT)
    FROM reward_coupon WHERE community_id = $1 AND budget_id = $2 AND part IS NOT NULL";

/// For a check, a page at a time.
const REWARDS_AFTER: &str = "SELECT order_id FROM referral_reward
    WHERE community_id = $1 AND budget_id = $2 AND order_id > $3 ORDER BY order_id LIMIT $4";

const OF_ENTRY: &str =
    "SELECT order_id FROM referral_reward WHERE community_id = $1 AND entry = $2 ORDER BY order_id";

pub(crate) const STATEMENTS: &[&str] = &[
    OF_ENTRY,
    CODE_OF,
    PROGRAMME_OPEN,
    PROMISED_TO,
    TAKEN_BY,
    PART_OF,
    COUPONS_GOOD,
    COUPONS_OF,
    COUPONS_OPEN,
    BROUGHT_BY,
    BACK_AFTER,
    BUDGETS_BELOW,
    BUDGETS_IN,
    BUDGETS_OF_MANDATE,
    SUMS_OF,
    PARTS_OF,
    REWARDS_AFTER,
];

fn one<T>(rows: Vec<(T,)>) -> Option<T> {
    rows.into_iter().next().map(|(value,)| value)
}

fn all<T>(rows: Vec<(T,)>) -> Vec<T> {
    rows.into_iter().map(|(value,)| value).collect()
}

pub(crate) fn code_of(
    source: &mut impl Asks,
    community: i64,
    member: Id<Member>,
) -> Result<Option<String>, Fault> {
    Ok(one(source.listed(CODE_OF, &[&community, &member])?))
}

pub(crate) fn programme_open(source: &mut impl Asks, community: i64) -> Result<Option<Id<Budget>>, Fault> {
    Ok(one(source.listed(PROGRAMME_OPEN, &[&community])?))
}

pub(crate) fn promised_to(
    source: &mut impl Asks,
    community: i64,
    member: Id<Member>,
    budget: Id<Budget>,
) -> Result<i64, Fault> {
    Ok(one(source.listed(PROMISED_TO, &[&community, &member, &budget])?).unwrap_or(0))
}

pub(crate) fn taken_by(
    source: &mut impl Asks,
    community: i64,
    budget: Id<Budget>,
    member: Id<Member>,
) -> Result<Option<Id<Coupon>>, Fault> {
    Ok(one(source.listed(TAKEN_BY, &[&community, &budget, &member])?))
}

/// Whether one of those who are one person has taken a part of a packet.
pub(crate) fn is_taken_by_one_of(
    source: &mut impl Asks,
    community: i64,
    budget: Id<Budget>,
    ones: &[Id<Member>],
) -> Result<bool, Fault> {
    for one in ones {
        if taken_by(source, community, budget, *one)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(crate) fn part_of(
    source: &mut impl Asks,
    community: i64,
    budget: Id<Budget>,
    part: i64,
) -> Result<Option<Id<Coupon>>, Fault> {
    Ok(one(source.listed(PART_OF, &[&community, &budget, &part])?))
}

pub(crate) fn coupons_good(
    source: &mut impl Asks,
    community: i64,
    budget: Id<Budget>,
    now: Timestamp,
) -> Result<i64, Fault> {
    let rows = source.listed::<(i64,)>(COUPONS_GOOD, &[&community, &budget, &now])?;
    Ok(rows.first().map_or(0, |(minor,)| *minor))
}

pub(crate) fn coupons_of(
    source: &mut impl Asks,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Coupon>>, Fault> {
    Ok(all(source.listed(COUPONS_OF, &[&community, &member])?))
}

/// Behind `after`.
pub(crate) fn coupons_open(
    source: &mut impl Asks,
    (community, member): (i64, Id<Member>),
    now: Timestamp,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Coupon>>, Fault> {
    Ok(all(source.listed(COUPONS_OPEN, &[&community, &member, &now, &after, &limit])?))
}

/// What a member's links brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct BroughtBy {
    pub(crate) orders: i64,
    pub(crate) waiting: i64,
    pub(crate) promised_minor: i64,
    pub(crate) earned_minor: i64,
}

pub(crate) fn brought_by(
    source: &mut impl Asks,
    community: i64,
    member: Id<Member>,
) -> Result<BroughtBy, Fault> {
    let rows: Vec<(i64, i64, i64, i64)> = source.listed(BROUGHT_BY, &[&community, &member])?;
    let (orders, waiting, promised_minor, earned_minor) = rows.first().copied().unwrap_or_default();
    Ok(BroughtBy { orders, waiting, promised_minor, earned_minor })
}

pub(crate) fn back_after(
    source: &mut impl Asks,
    community: i64,
    member: Id<Member>,
    entry: i64,
) -> Result<i64, Fault> {
    Ok(one(source.listed(BACK_AFTER, &[&community, &member, &entry])?).unwrap_or(0))
}

pub(crate) fn budgets_below(
    source: &mut impl Asks,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Budget>>, Fault> {
    Ok(all(source.listed(BUDGETS_BELOW, &[&community, &below, &limit])?))
}

pub(crate) fn budgets_in(
    source: &mut impl Asks,
    community: i64,
    state: crate::budget::BudgetState,
    limit: i64,
) -> Result<Vec<Id<Budget>>, Fault> {
    Ok(all(source.listed(BUDGETS_IN, &[&community, &state, &limit])?))
}

pub(crate) fn budgets_of_mandate(
    source: &mut impl Asks,
    community: i64,
    budget: &RewardBudget,
) -> Result<Vec<Id<Budget>>, Fault> {
    Ok(all(source.listed(BUDGETS_OF_MANDATE, &[&community, &budget.mandate_id])?))
}

/// Promised, earned, of that owed.
pub(crate) fn sums_of(
    source: &mut impl Asks,
    community: i64,
    budget: Id<Budget>,
) -> Result<(i64, i64, i64), Fault> {
    let rows = source.listed(SUMS_OF, &[&community, &budget])?;
    Ok(rows.first().copied().unwrap_or_default())
}

/// How many, their sum, how many taken.
pub(crate) fn parts_of(
    source: &mut impl Asks,
    community: i64,
    budget: Id<Budget>,
) -> Result<(i64, i64, i64), Fault> {
    let rows = source.listed(PARTS_OF, &[&community, &budget])?;
    Ok(rows.first().copied().unwrap_or_default())
}

pub(crate) fn rewards_after(
    source: &mut impl Asks,
    community: i64,
    budget: Id<Budget>,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    Ok(all(source.listed(REWARDS_AFTER, &[&community, &budget, &after, &limit])?))
}

/// The order whose reward an entry paid.
pub(crate) fn of_entry(reader: &mut Reader, community: i64, entry: i64) -> Result<Option<Id<Order>>, Fault> {
    let rows: Vec<(Id<Order>,)> = reader.rows(OF_ENTRY, &[&community, &entry])?;
    Ok(rows.first().map(|(id,)| *id))
}
