-- The pool that an order came from, where it came from one.
ALTER TABLE customer_order ADD COLUMN pool_id TEXT;
CREATE INDEX order_of_pool ON customer_order (community_id, pool_id, number);
