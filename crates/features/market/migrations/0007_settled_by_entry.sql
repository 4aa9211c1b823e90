-- What was paid for the orders that a period's sales settled is read from here alone.
CREATE INDEX customer_order_settled ON customer_order (community_id, settled_entry, buyer, total_minor, coupon_minor,
    refunded_minor, coupon_back_minor, state) WHERE state = 'settled';
