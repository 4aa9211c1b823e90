//! Read-only SQL of the checks and of the way of money. Lists for pages are with the pages.

/// Orders by key, so that a check of a million of them holds a page at a time.
pub(crate) const ORDERS_AFTER: &str =
    "SELECT id FROM customer_order WHERE community_id = $1 AND id > $2 ORDER BY id LIMIT $3";

/// Stock that does not add up, or is below nothing: the schema excludes it, the check asks all the same.
pub(crate) const STOCK_WRONG: &str = "SELECT offer_id, number FROM offer_variant WHERE community_id = $1
    AND (held_milli < 0 OR sold_milli < 0 OR COALESCE(available_milli, 0) < 0
        OR COALESCE(available_milli + held_milli + sold_milli, 0) <> COALESCE(supplied_milli, 0))
    ORDER BY offer_id, number LIMIT $2";

/// Offer, variant, held by the variant, held by its open orders and by replacements that are proposed, where the two differ.
pub(crate) const HELD_WRONG: &str =
    "SELECT v.offer_id, v.number, v.held_milli, CAST(COALESCE(SUM(l.open_milli), 0) AS BIGINT)
    FROM offer_variant v LEFT JOIN (
        SELECT l.community_id, l.offer_id, l.variant, l.quantity_milli - l.undelivered_milli AS open_milli
        FROM customer_order o JOIN order_line l ON l.community_id = o.community_id AND l.order_id = o.id
        WHERE o.community_id = $1 AND o.state IN ('placed', 'awaiting_payment', 'payment_claimed', 'paid')
        UNION ALL
        SELECT l.community_id, l.offer_id, l.variant, p.quantity_milli
        FROM remedy r JOIN remedy_line p ON p.community_id = r.community_id AND p.order_id = r.order_id
            AND p.complaint = r.complaint AND p.remedy = r.number
        JOIN order_line l ON l.community_id = p.community_id AND l.order_id = p.order_id AND l.number = p.line
        WHERE r.community_id = $1 AND r.state = 'open'
    ) l ON l.community_id = v.community_id AND l.offer_id = v.offer_id AND l.variant = v.number
    WHERE v.community_id = $1 GROUP BY v.offer_id, v.number, v.held_milli
    HAVING v.held_milli <> COALESCE(SUM(l.open_milli), 0) ORDER BY v.offer_id, v.number LIMIT $2";

/// What was given back of a line, by its refunds.
pub(crate) const REFUNDED_OF_LINES: &str = "SELECT rl.line, CAST(SUM(rl.amount_minor) AS BIGINT),
        CAST(SUM(COALESCE(rl.quantity_milli, 0)) AS BIGINT)
    FROM refund r JOIN refund_line rl ON rl.community_id = r.community_id AND rl.refund_id = r.id
    WHERE r.community_id = $1 AND r.order_id = $2 GROUP BY rl.line ORDER BY rl.line";

/// What was taken back from each receiver of a line: line, receiver, all of it, of that after settlement.
pub(crate) const REFUNDED_OF_PARTS: &str = "SELECT rp.line, rp.party, CAST(SUM(rp.amount_minor) AS BIGINT),
        CAST(SUM(CASE WHEN r.after_settlement = 1 THEN rp.amount_minor ELSE 0 END) AS BIGINT)
    FROM refund r JOIN refund_part rp ON rp.community_id = r.community_id AND rp.refund_id = r.id
    WHERE r.community_id = $1 AND r.order_id = $2 GROUP BY rp.line, rp.party ORDER BY rp.line, rp.party";

/// Refund, its entry, its sum.
pub(crate) const REFUNDS: &str =
    "SELECT id, entry, amount_minor FROM refund WHERE community_id = $1 AND order_id = $2 ORDER BY id";

/// Payments of one buyer that say anything in words. By way of the orders, which are found by buyer.
pub(crate) const PAYMENTS_WITH_WORDS: &str = "SELECT p.id
    FROM (SELECT community_id, id, number FROM customer_order WHERE community_id = $1 AND buyer = $2) AS o
    CROSS JOIN payment p WHERE p.community_id = o.community_id AND p.order_id = o.id
    AND (p.proof IS NOT NULL OR p.reference IS NOT NULL) ORDER BY o.number, p.id";

/// What a buyer wrote in the story of the own orders, or somebody in the buyer's name, and what was written there about the buyer's payments: why one was
/// not found or was taken back, under which reference one went back. The reason of a choice is the code of a way to pay: no word of
/// anybody.
pub(crate) const WORDS_OF_BUYER: &str = "SELECT e.order_id, e.number
    FROM (SELECT community_id, id, number, buyer FROM customer_order WHERE community_id = $1 AND buyer = $2) AS o
    CROSS JOIN order_event e WHERE e.community_id = o.community_id AND e.order_id = o.id
    AND (e.by_member = o.buyer OR e.step IN
        ('complained', 'remedy_declined', 'payment_refused', 'payment_returned', 'payment_undone'))
    AND e.reason IS NOT NULL AND e.step <> 'payment_chosen' ORDER BY o.number, e.number";

pub(crate) const PAYOUTS_WITH_WORDS: &str =
    "SELECT id FROM payout WHERE community_id = $1 AND member = $2 AND reference <> '' ORDER BY id";

/// All orders of one buyer, as they came: for the export of one's own data.
pub(crate) const ORDERS_OF_BUYER: &str =
    "SELECT id FROM customer_order WHERE community_id = $1 AND buyer = $2 ORDER BY number";

/// Offers with a limit of which somebody has bought. A handful of offers has one; each is looked up by its key.
pub(crate) const COUNTS_OF_BUYER: &str = "SELECT o.id FROM offer o CROSS JOIN purchase_count c
    WHERE o.community_id = $1 AND o.limit_milli IS NOT NULL
    AND c.community_id = o.community_id AND c.offer_id = o.id AND c.buyer = $2 ORDER BY o.id";

/// Every attempt to pay an order.
pub(crate) const PAYMENTS_OF_ONE: &str =
    "SELECT id FROM payment WHERE community_id = $1 AND order_id = $2 ORDER BY id";

pub(crate) const PAYOUTS_OF_MEMBER: &str =
    "SELECT id FROM payout WHERE community_id = $1 AND member = $2 ORDER BY id";

pub(crate) const REPAYMENTS_OF_MEMBER: &str =
    "SELECT id FROM repayment WHERE community_id = $1 AND member = $2 ORDER BY id";

/// What each buyer's accepted and settled orders since a time come to, less what was given back. All such orders of a
/// community are looked at: it is asked once where votes by trade are counted out, not with every page.
pub(crate) const PURCHASES_SINCE: &str =
    "SELECT buyer, CAST(SUM(total_minor - refunded_minor) AS BIGINT) FROM customer_order
    WHERE community_id = $1 AND state IN ('accepted', 'settled') AND placed_at_us >= $2
    GROUP BY buyer ORDER BY buyer";

/// What buyers paid themselves for orders and did not get back, by the entry that settled them: from an index alone.
pub(crate) const SETTLED_BY: &str =
    "SELECT settled_entry, buyer, total_minor - coupon_minor - (refunded_minor - coupon_back_minor)
    FROM customer_order WHERE community_id = $1 AND settled_entry >= $2 AND settled_entry <= $3 AND state = 'settled'";

/// What receivers gave back of orders after they were settled, by the entry that settled them. Few orders have that: they are found by an index alone.
pub(crate) const BACK_SINCE_SETTLED: &str =
    "SELECT o.settled_entry, p.party, p.amount_minor FROM customer_order o
    JOIN refund r ON r.community_id = o.community_id AND r.order_id = o.id AND r.after_settlement = 1
    JOIN refund_part p ON p.community_id = r.community_id AND p.refund_id = r.id
    WHERE o.community_id = $1 AND o.settled_entry >= $2 AND o.settled_entry <= $3 AND o.state = 'settled'
    AND o.refunded_minor > 0";

/// The last of one buyer, with what they paid for each themselves.
pub(crate) const SETTLED_OF_BUYER: &str = "SELECT id, number, settled_entry,
    total_minor - coupon_minor - (refunded_minor - coupon_back_minor) FROM customer_order
    WHERE community_id = $1 AND buyer = $2 AND state = 'settled' AND settled_entry IS NOT NULL
    ORDER BY number DESC LIMIT $3";

/// Whether some offer divides its price by these very words now, and by decision.
pub(crate) const SPLIT_DECIDED: &str = "SELECT s.version FROM offer_split s JOIN offer o
    ON o.community_id = s.community_id AND o.id = s.offer_id AND o.split_version = s.version
    WHERE s.community_id = $1 AND s.words = $2 AND s.decision IS NOT NULL LIMIT 1";

/// What was entered from a line before: for what, and when.
pub(crate) const SEEN: &str = "SELECT subject, code, entered_at_us FROM arrival_seen
    WHERE community_id = $1 AND print = $2 AND freed_at_us IS NULL ORDER BY entered_at_us DESC, subject LIMIT 20";

/// Lines of the payment that was entered for something at one moment.
pub(crate) const SEEN_FOR: &str = "SELECT print FROM arrival_seen
    WHERE community_id = $1 AND subject = $2 AND entered_at_us = $3 AND freed_at_us IS NULL ORDER BY print";

pub(crate) const STATEMENTS: &[&str] = &[
    SEEN,
    SEEN_FOR,
    SPLIT_DECIDED,
    PURCHASES_SINCE,
    SETTLED_BY,
    BACK_SINCE_SETTLED,
    SETTLED_OF_BUYER,
    ORDERS_OF_BUYER,
    COUNTS_OF_BUYER,
    PAYMENTS_OF_ONE,
    PAYOUTS_OF_MEMBER,
    REPAYMENTS_OF_MEMBER,
    ORDERS_AFTER,
    STOCK_WRONG,
    HELD_WRONG,
    REFUNDED_OF_LINES,
    REFUNDED_OF_PARTS,
    REFUNDS,
    PAYMENTS_WITH_WORDS,
    WORDS_OF_BUYER,
    PAYOUTS_WITH_WORDS,
];
