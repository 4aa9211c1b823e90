-- Who brought the buyer, where somebody did: one member at most, and never the buyer. Nobody earns from whom that member
-- was brought by, for no column says who that was.
ALTER TABLE customer_order ADD COLUMN referred_by TEXT CHECK (referred_by <> buyer);
-- What a coupon pays of it, out of which budget, and what of that went back with refunds.
ALTER TABLE customer_order ADD COLUMN coupon_id TEXT;
ALTER TABLE customer_order ADD COLUMN coupon_budget TEXT;
ALTER TABLE customer_order ADD COLUMN coupon_minor BIGINT NOT NULL DEFAULT 0
    CHECK (coupon_minor >= 0 AND coupon_minor <= total_minor);
ALTER TABLE customer_order ADD COLUMN coupon_back_minor BIGINT NOT NULL DEFAULT 0
    CHECK (coupon_back_minor >= 0 AND coupon_back_minor <= coupon_minor AND coupon_back_minor <= refunded_minor);
-- A coupon pays once: partial, so that placing an order without one does not touch it.
CREATE UNIQUE INDEX order_of_coupon ON customer_order (community_id, coupon_id)
    WHERE coupon_id IS NOT NULL AND state NOT IN ('cancelled', 'expired');
CREATE INDEX order_of_coupon_budget ON customer_order (community_id, coupon_budget, number)
    WHERE coupon_budget IS NOT NULL;
-- The part of a refund that a coupon had paid.
ALTER TABLE refund ADD COLUMN coupon_minor BIGINT NOT NULL DEFAULT 0
    CHECK (coupon_minor >= 0 AND coupon_minor <= amount_minor);
