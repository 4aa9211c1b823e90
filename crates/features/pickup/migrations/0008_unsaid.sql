-- The list of an order may say no place any more: then its buyer waits for no day. The row stays, its order may be paid.
ALTER TABLE pickup_order ADD COLUMN is_said BIGINT NOT NULL DEFAULT 1 CHECK (is_said IN (0, 1));
