//! Read-only SQL of what coupons pay.

/// Paid, by whatever way: what was given back of the coupon's part is back in the budget.
pub(crate) const DRAWN_FROM: &str =
    "SELECT CAST(COALESCE(SUM(coupon_minor - coupon_back_minor), 0) AS BIGINT) FROM customer_order
    WHERE community_id = $1 AND coupon_budget = $2 AND paid_entry IS NOT NULL";

pub(crate) const RESERVED_FROM: &str =
    "SELECT CAST(COALESCE(SUM(coupon_minor), 0) AS BIGINT) FROM customer_order
    WHERE community_id = $1 AND coupon_budget = $2 AND state IN ('placed', 'awaiting_payment', 'payment_claimed')";

pub(crate) const STATEMENTS: &[&str] = &[DRAWN_FROM, RESERVED_FROM];
