//! Read-only SQL of the market's pages. Lists give keys; the rows are then found one by one, so that a list
//! never says what a row's columns are. Every list that grows is paged by key. CROSS JOIN is an inner join whose
//! order SQLite keeps: it would else read all lines of a community to find those of a few orders.

use super::titled::titled;
use crate::ids::Member;
use crate::offer::OfferState;
use crate::order::State;
use crate::payment::PaymentState;
use crate::rows::{Offer, OfferVariant, Order, Payment, Payout, Refund, RefundKind, Repayment};
use kernel::{Id, Timestamp};
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Newest first. A visitor's list has what is for everyone. Words are looked for in the titles outside of the
/// database, of whose engines one knows the case of English letters only.
const OFFERS: &str = "SELECT id, title FROM offer WHERE community_id = $1 AND state = $2 AND id < $3
    AND (CAST($5 AS TEXT) IS NULL OR audience = $5)
    ORDER BY id DESC LIMIT $4";

/// How many offers stand in a state; the bounded list inside is read by the index.
const OFFER_COUNT: &str = "SELECT COUNT(*) FROM (SELECT id FROM offer WHERE community_id = $1 AND state = $2
    ORDER BY id LIMIT 10000) AS k";

/// What one member has a part in, the rest of the price or a share of it; not what somebody put up for others. An id
/// has a fixed length: none is the beginning of another.
const OFFERS_OF: &str = "SELECT o.id FROM offer o JOIN offer_split s
    ON s.community_id = o.community_id AND s.offer_id = o.id AND s.version = o.split_version
    WHERE o.community_id = $1 AND o.state = $2 AND o.id < $3
    AND (CAST($5 AS TEXT) IS NULL OR o.audience = $5)
    AND s.words LIKE '%' || CAST($6 AS TEXT) || '%'
    ORDER BY o.id DESC LIMIT $4";

const ORDERS: &str = "SELECT id FROM customer_order WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

const ORDERS_OF_STATE: &str =
    "SELECT id FROM customer_order WHERE community_id = $1 AND state = $4 AND number < $2
    ORDER BY number DESC LIMIT $3";

const ORDERS_OF_BUYER: &str =
    "SELECT id FROM customer_order WHERE community_id = $1 AND buyer = $4 AND number < $2
    ORDER BY number DESC LIMIT $3";

/// Who ordered first is packed first: numbers are counted as orders come.
const ORDERS_TO_PACK: &str =
    "SELECT id FROM customer_order WHERE community_id = $1 AND state = 'paid' AND number > $2
    ORDER BY number LIMIT $3";

/// How many were handed over since an instant. What was marked by mistake has that as its very next event.
const HANDED_OVER: &str = "SELECT COUNT(*) FROM (SELECT e.at_us FROM order_event e
        WHERE e.community_id = $1 AND e.step = 'fulfilled' AND e.at_us >= $2 AND NOT EXISTS (SELECT 1 FROM order_event u
            WHERE u.community_id = e.community_id AND u.order_id = e.order_id AND u.number = e.number + 1
            AND u.step = 'hand_over_undone') ORDER BY e.at_us LIMIT 100000) AS k";

/// Orders whose goods are held and whose money has not come, by number. A walk of each state by the index of states:
/// one over all three would read every order of the community.
const ORDERS_UNPAID: &str = "SELECT k.id FROM (
        SELECT * FROM (SELECT id, number FROM customer_order WHERE community_id = $1 AND state = 'placed'
            AND number > $2 ORDER BY number LIMIT $3) AS placed
        UNION ALL
        SELECT * FROM (SELECT id, number FROM customer_order WHERE community_id = $1 AND state = 'awaiting_payment'
            AND number > $2 ORDER BY number LIMIT $3) AS awaiting
        UNION ALL
        SELECT * FROM (SELECT id, number FROM customer_order WHERE community_id = $1 AND state = 'payment_claimed'
            AND number > $2 ORDER BY number LIMIT $3) AS claimed) AS k
    ORDER BY k.number LIMIT $3";

/// Orders with a complaint that has no answer.
const ORDERS_COMPLAINED: &str = "SELECT id FROM customer_order
    WHERE community_id = $1 AND complained_at_us IS NOT NULL AND number > $2 ORDER BY number LIMIT $3";

/// How many those are, and since when the first has waited.
const COMPLAINED_COUNT: &str = "SELECT COUNT(*), MIN(k.complained_at_us) FROM (SELECT complained_at_us
        FROM customer_order WHERE community_id = $1 AND complained_at_us IS NOT NULL AND number > 0
        ORDER BY number LIMIT 100000) AS k";

/// How many orders stand in a state, and what is left of their sums. The bounded list inside keeps SQLite on the
/// index: it would else read every order of the community.
/// What came for an order that waits and was too little is no more to come.
const ORDER_COUNT: &str =
    "SELECT COUNT(*), CAST(COALESCE(SUM(o.total_minor - o.coupon_minor - o.refunded_minor + o.coupon_back_minor
        - CASE WHEN o.state IN ('placed', 'awaiting_payment', 'payment_claimed') THEN COALESCE(
            (SELECT SUM(p.arrived_minor) FROM payment p WHERE p.community_id = o.community_id AND p.order_id = o.id
                AND p.state = 'mismatched'), 0) ELSE 0 END), 0) AS BIGINT)
    FROM (SELECT community_id, id FROM customer_order WHERE community_id = $1 AND state = $2
        ORDER BY number LIMIT 100000) AS k
    CROSS JOIN customer_order o WHERE o.community_id = k.community_id AND o.id = k.id";

/// Offer, variant, title, unit, thousandths, orders: everything that is to be packed now.
const TO_PACK: &str = "SELECT l.offer_id, l.variant, MIN(l.title), MIN(l.unit),
        CAST(SUM(l.quantity_milli - l.returned_milli) AS BIGINT), COUNT(*)
    FROM customer_order o CROSS JOIN order_line l
    WHERE o.community_id = $1 AND o.state = 'paid' AND o.number > 0
    AND l.community_id = o.community_id AND l.order_id = o.id AND l.quantity_milli > l.returned_milli
    GROUP BY l.offer_id, l.variant ORDER BY MIN(l.title), l.offer_id, l.variant";

/// Orders to deliver, placed until an instant, that still have to get some of one kind of goods, with how much.
const WAITING_FOR_GOODS: &str = "SELECT o.id, o.number, o.buyer, l.quantity_milli - l.returned_milli
    FROM (SELECT community_id, id, number, buyer FROM customer_order WHERE community_id = $1 AND state = 'paid'
        AND placed_at_us <= $4 ORDER BY number LIMIT 10000) AS o
    CROSS JOIN order_line l
    WHERE l.community_id = o.community_id AND l.order_id = o.id AND l.offer_id = $2 AND l.variant = $3
    AND l.quantity_milli > l.returned_milli ORDER BY o.number LIMIT $5";

/// How much of it all of these still have to get.
const WANTED_OF_GOODS: &str = "SELECT CAST(COALESCE(SUM(l.quantity_milli - l.returned_milli), 0) AS BIGINT)
    FROM customer_order o CROSS JOIN order_line l
    WHERE o.community_id = $1 AND o.state = 'paid' AND o.number > 0 AND o.placed_at_us <= $4
    AND l.community_id = o.community_id AND l.order_id = o.id AND l.offer_id = $2 AND l.variant = $3";

/// How much of it orders placed until an instant were handed since another: by the index of what was handed over, each order once, and
/// without what was marked by mistake.
const HANDED_OF_GOODS: &str =
    "SELECT CAST(COALESCE(SUM(l.quantity_milli - l.undelivered_milli), 0) AS BIGINT)
    FROM (SELECT DISTINCT e.community_id, e.order_id FROM order_event e
        WHERE e.community_id = $1 AND e.step = 'fulfilled' AND e.at_us >= $5) AS k
    CROSS JOIN customer_order o CROSS JOIN order_line l
    WHERE o.community_id = k.community_id AND o.id = k.order_id
    AND o.state IN ('fulfilled', 'accepted', 'settled') AND o.placed_at_us <= $4
    AND l.community_id = o.community_id AND l.order_id = o.id AND l.offer_id = $2 AND l.variant = $3";

/// Orders to deliver that have something in them of which one member gets a part.
const LINES_OF_SUPPLIER: &str = "SELECT k.id, l.number
    FROM (SELECT community_id, id, number FROM customer_order WHERE community_id = $1 AND state = 'paid'
        ORDER BY number LIMIT 10000) AS k
    CROSS JOIN order_line l CROSS JOIN offer_split s
    WHERE l.community_id = k.community_id AND l.order_id = k.id AND l.quantity_milli > l.returned_milli
    AND s.community_id = l.community_id AND s.offer_id = l.offer_id AND s.version = l.split_version
    AND s.words LIKE '%' || CAST($2 AS TEXT) || '%'
    ORDER BY k.number, l.number LIMIT $3";

/// The longest waiting first.
const PAYMENTS_OF_STATE: &str = "SELECT id FROM payment WHERE community_id = $1 AND state = $2 AND id > $3
    ORDER BY id LIMIT $4";

/// How many, how much (what arrived, where that was looked at), since when; bounded as `ORDER_COUNT` is.
const PAYMENT_COUNT: &str =
    "SELECT COUNT(*), CAST(COALESCE(SUM(COALESCE(p.arrived_minor, p.amount_minor)), 0) AS BIGINT), MIN(p.claimed_at_us)
    FROM (SELECT community_id, id FROM payment WHERE community_id = $1 AND state = $2
        ORDER BY id LIMIT 100000) AS k
    CROSS JOIN payment p WHERE p.community_id = k.community_id AND p.id = k.id";

const PAYMENTS_OF_ORDER: &str =
    "SELECT id FROM payment WHERE community_id = $1 AND order_id = $2 ORDER BY id";

const REFUNDS_OF_ORDER: &str = "SELECT id FROM refund WHERE community_id = $1 AND order_id = $2 ORDER BY id";

/// Line, thousandths or none, minor units.
const REFUND_LINES: &str = "SELECT line, quantity_milli, amount_minor FROM refund_line
    WHERE community_id = $1 AND refund_id = $2 ORDER BY line";

const PAYOUTS_OF: &str =
    "SELECT id FROM payout WHERE community_id = $1 AND member = $2 ORDER BY id DESC LIMIT $3";

const REPAYMENTS_OF: &str =
    "SELECT id FROM repayment WHERE community_id = $1 AND member = $2 ORDER BY id DESC LIMIT $3";

/// For the test that prepares each on both engines and looks at its plan.
pub(crate) const STATEMENTS: &[&str] = &[
    OFFERS,
    OFFERS_OF,
    OFFER_COUNT,
    ORDERS,
    ORDERS_OF_STATE,
    ORDERS_OF_BUYER,
    ORDERS_TO_PACK,
    HANDED_OVER,
    ORDERS_UNPAID,
    ORDERS_COMPLAINED,
    COMPLAINED_COUNT,
    ORDER_COUNT,
    TO_PACK,
    WAITING_FOR_GOODS,
    WANTED_OF_GOODS,
    HANDED_OF_GOODS,
    LINES_OF_SUPPLIER,
    PAYMENTS_OF_STATE,
    PAYMENT_COUNT,
    PAYMENTS_OF_ORDER,
    REFUNDS_OF_ORDER,
    REFUND_LINES,
    PAYOUTS_OF,
    REPAYMENTS_OF,
];

/// After every id: `~` sorts behind all letters.
const LAST: &str = "~";

/// Which offers a page shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct OffersWanted {
    pub state: Option<OfferState>,
    /// None: also what is for members only.
    pub audience: Option<crate::offer::Audience>,
    pub of: Option<Id<Member>>,
    /// A part of the title.
    pub words: Option<String>,
    pub below: Option<Id<Offer>>,
    pub limit: i64,
}

/// Of what is for sale, the newest first.
pub(crate) fn offer_names(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<(Id<Offer>, String)>, Fault> {
    let mut names = Vec::new();
    // What waits for a decision on its split is what one would choose.
    let by_decision =
        reader.find::<community::Community>(&community)?.is_some_and(|row| row.by_decision_only);
    let waiting = OffersWanted { state: Some(OfferState::Proposed), limit, ..OffersWanted::default() };
    let mut found = if by_decision { offers(reader, community, &waiting)? } else { Vec::new() };
    found.extend(offers(reader, community, &OffersWanted { limit, ..OffersWanted::default() })?);
    for id in found {
        names.extend(reader.find::<Offer>(&(community, id))?.map(|offer| (id, offer.title)));
    }
    Ok(names)
}

/// Every variant of what is for sale, the newest offers first.
pub(crate) fn on_sale(reader: &mut Reader, community: i64, limit: i64) -> Result<Vec<crate::OnSale>, Fault> {
    let mut found = Vec::new();
    for id in offers(reader, community, &OffersWanted { limit, ..OffersWanted::default() })? {
        let Some(offer) = reader.find::<Offer>(&(community, id))? else { continue };
        let names = crate::names::names(&offer.also_called);
        for number in 1..=offer.variant_count {
            let variant = reader.find::<OfferVariant>(&(community, id, number))?;
            found.extend(variant.filter(|variant| !variant.withdrawn).map(|variant| crate::OnSale {
                offer: id,
                number,
                title: offer.title.clone(),
                variant: variant.title,
                unit: variant.unit,
                price: variant.price_e4,
                step: variant.step_milli,
                also_called: names.clone(),
            }));
        }
    }
    Ok(found)
}

pub(crate) fn offers(
    reader: &mut Reader,
    community: i64,
    wanted: &OffersWanted,
) -> Result<Vec<Id<Offer>>, Fault> {
    let state = wanted.state.unwrap_or(OfferState::Published);
    let below = wanted.below.map_or_else(|| LAST.to_owned(), |id| id.to_string());
    let rows: Vec<(Id<Offer>,)> = match &wanted.of {
        Some(member) => {
            reader.rows(OFFERS_OF, &[&community, &state, &below, &wanted.limit, &wanted.audience, member])?
        }
        None => {
            let page = |below: &str, limit| {
                let below = below.to_owned();
                reader.rows(OFFERS, &[&community, &state, &below, &limit, &wanted.audience])
            };
            return titled(below, wanted.limit, wanted.words.as_deref(), page);
        }
    };
    Ok(ids(rows))
}

/// How many proposals wait for a steward.
pub(crate) fn proposed_count(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    let rows: Vec<(i64,)> = reader.rows(OFFER_COUNT, &[&community, &OfferState::Proposed])?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

/// Whose orders, in which state.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OrdersWanted {
    All,
    Of(Id<Member>),
    In(State),
}

pub(crate) fn orders(
    reader: &mut Reader,
    community: i64,
    wanted: OrdersWanted,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    let rows: Vec<(Id<Order>,)> = match wanted {
        OrdersWanted::All => reader.rows(ORDERS, &[&community, &below, &limit])?,
        OrdersWanted::Of(buyer) => reader.rows(ORDERS_OF_BUYER, &[&community, &below, &limit, &buyer])?,
        OrdersWanted::In(state) => reader.rows(ORDERS_OF_STATE, &[&community, &below, &limit, &state])?,
    };
    Ok(ids(rows))
}

pub(crate) fn orders_to_pack(
    reader: &mut Reader,
    community: i64,
    above: i64,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    reader.rows(ORDERS_TO_PACK, &[&community, &above, &limit]).map(ids)
}

pub(crate) fn handed_over_since(reader: &mut Reader, community: i64, since: Timestamp) -> Result<i64, Fault> {
    let found: Option<(i64,)> = reader.rows(HANDED_OVER, &[&community, &since])?.pop();
    Ok(found.map_or(0, |(count,)| count))
}

pub(crate) fn orders_unpaid(
    reader: &mut Reader,
    community: i64,
    above: i64,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    reader.rows(ORDERS_UNPAID, &[&community, &above, &limit]).map(ids)
}

/// How many orders hold goods and wait for their money, and how much that is.
pub(crate) fn unpaid_count(reader: &mut Reader, community: i64) -> Result<(i64, i64), Fault> {
    let mut all = (0, 0);
    for state in [State::Placed, State::AwaitingPayment, State::PaymentClaimed] {
        let (count, sum) = order_count(reader, community, state)?;
        all = (all.0 + count, all.1 + sum);
    }
    Ok(all)
}

pub(crate) fn orders_complained(
    reader: &mut Reader,
    community: i64,
    above: i64,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    reader.rows(ORDERS_COMPLAINED, &[&community, &above, &limit]).map(ids)
}

/// How many complaints have no answer, and since when the first has waited.
pub(crate) fn complained_count(
    reader: &mut Reader,
    community: i64,
) -> Result<(i64, Option<Timestamp>), Fault> {
    Ok(reader.rows(COMPLAINED_COUNT, &[&community])?.pop().unwrap_or_default())
}

/// How many, and the sum that is left of them.
pub(crate) fn order_count(reader: &mut Reader, community: i64, state: State) -> Result<(i64, i64), Fault> {
    Ok(reader.rows(ORDER_COUNT, &[&community, &state])?.pop().unwrap_or_default())
}

/// Offer, variant, title, unit, thousandths, orders.
pub(crate) type ToPack = (Id<Offer>, i64, String, String, i64, i64);

pub(crate) fn to_pack(reader: &mut Reader, community: i64) -> Result<Vec<ToPack>, Fault> {
    reader.rows(TO_PACK, &[&community])
}

/// A paid order, its number, its buyer, and how much of the goods it still has to get, in thousandths.
pub type WaitingFor = (Id<Order>, i64, Id<Member>, i64);

/// Paid orders, placed until an instant, that still have to get some of these goods, an offer's variant, the first ones first: up to 200.
///
/// # Errors
/// Of the database only.
pub fn waiting_for_goods(
    reader: &mut Reader,
    community: i64,
    (offer, variant): (Id<Offer>, i64),
    placed_until: Timestamp,
) -> Result<Vec<WaitingFor>, Fault> {
    reader.rows(WAITING_FOR_GOODS, &[&community, &offer, &variant, &placed_until, &200_i64])
}

/// Of all orders placed until an instant, in thousandths: how much of these goods they still have to get, and how much they were handed
/// since another instant. What was missing or given back in time is in neither.
///
/// # Errors
/// Of the database only.
pub fn wanted_and_handed(
    reader: &mut Reader,
    community: i64,
    (offer, variant): (Id<Offer>, i64),
    (placed_until, handed_since): (Timestamp, Timestamp),
) -> Result<(i64, i64), Fault> {
    let wanted: Option<(i64,)> =
        reader.rows(WANTED_OF_GOODS, &[&community, &offer, &variant, &placed_until])?.pop();
    let handed: Option<(i64,)> =
        reader.rows(HANDED_OF_GOODS, &[&community, &offer, &variant, &placed_until, &handed_since])?.pop();
    Ok((wanted.map_or(0, |(milli,)| milli), handed.map_or(0, |(milli,)| milli)))
}

pub(crate) fn lines_of_supplier(
    reader: &mut Reader,
    community: i64,
    supplier: Id<Member>,
    limit: i64,
) -> Result<Vec<(Id<Order>, i64)>, Fault> {
    reader.rows(LINES_OF_SUPPLIER, &[&community, &supplier, &limit])
}

pub(crate) fn payments(
    reader: &mut Reader,
    community: i64,
    state: PaymentState,
    above: &str,
    limit: i64,
) -> Result<Vec<Id<Payment>>, Fault> {
    reader.rows(PAYMENTS_OF_STATE, &[&community, &state, &above, &limit]).map(ids)
}

/// How many, how much, and since when the longest waits.
pub(crate) fn payment_count(
    reader: &mut Reader,
    community: i64,
    state: PaymentState,
) -> Result<(i64, i64, Option<Timestamp>), Fault> {
    Ok(reader.rows(PAYMENT_COUNT, &[&community, &state])?.pop().unwrap_or_default())
}

pub(crate) fn payments_of(
    reader: &mut Reader,
    community: i64,
    order: Id<Order>,
) -> Result<Vec<Id<Payment>>, Fault> {
    reader.rows(PAYMENTS_OF_ORDER, &[&community, &order]).map(ids)
}

pub(crate) fn refunds_of(
    reader: &mut Reader,
    community: i64,
    order: Id<Order>,
) -> Result<Vec<Id<Refund>>, Fault> {
    reader.rows(REFUNDS_OF_ORDER, &[&community, &order]).map(ids)
}

/// Line, thousandths or none, minor units.
pub(crate) type RefundedLine = (i64, Option<i64>, i64);

pub(crate) fn refund_lines(
    reader: &mut Reader,
    community: i64,
    refund: Id<Refund>,
) -> Result<Vec<RefundedLine>, Fault> {
    reader.rows(REFUND_LINES, &[&community, &refund])
}

/// Of an order's lines, by their numbers, how many thousandths were not there; what was given back by consent or called off is none of them.
///
/// # Errors
/// Of the database only.
pub fn short_of(reader: &mut Reader, community: i64, order: Id<Order>) -> Result<BTreeMap<i64, i64>, Fault> {
    let mut short = BTreeMap::new();
    for id in refunds_of(reader, community, order)? {
        let refund = reader.find::<Refund>(&(community, id))?;
        if refund.is_some_and(|refund| refund.kind == RefundKind::Shortage) {
            for (line, milli, _) in refund_lines(reader, community, id)? {
                *short.entry(line).or_default() += milli.unwrap_or(0);
            }
        }
    }
    Ok(short)
}

pub(crate) fn payouts_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    limit: i64,
) -> Result<Vec<Id<Payout>>, Fault> {
    reader.rows(PAYOUTS_OF, &[&community, &member, &limit]).map(ids)
}

pub(crate) fn repayments_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    limit: i64,
) -> Result<Vec<Id<Repayment>>, Fault> {
    reader.rows(REPAYMENTS_OF, &[&community, &member, &limit]).map(ids)
}

fn ids<T>(rows: Vec<(Id<T>,)>) -> Vec<Id<T>> {
    rows.into_iter().map(|(id,)| id).collect()
}
