-- What was ordered from the supplier when it formed, and what of it did not come: NULL until the order is closed.
ALTER TABLE group_buy ADD COLUMN purchase_id TEXT;
ALTER TABLE group_buy ADD COLUMN short_milli BIGINT CHECK (short_milli >= 0);
-- What of a member's part did not come, and what was given back for it: NULL until that was done.
ALTER TABLE group_buy_part ADD COLUMN short_milli BIGINT CHECK (short_milli >= 0);
ALTER TABLE group_buy_part ADD COLUMN short_minor BIGINT CHECK (short_minor >= 0);
