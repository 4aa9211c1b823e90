-- What may still be joined for after closing: no more than there is, by schema.
ALTER TABLE pool ADD COLUMN late_open BIGINT NOT NULL DEFAULT 0 CHECK (late_open IN (0, 1));
ALTER TABLE pool ADD COLUMN late_milli BIGINT NOT NULL DEFAULT 0 CHECK (late_milli >= 0);
-- Whether a part was taken after closing.
ALTER TABLE commitment ADD COLUMN late BIGINT NOT NULL DEFAULT 0 CHECK (late IN (0, 1));
-- Of the spare pieces, what was joined for after closing, and what became stock: NULL until what came is counted.
ALTER TABLE group_buy ADD COLUMN late_milli BIGINT NOT NULL DEFAULT 0 CHECK (late_milli >= 0);
ALTER TABLE group_buy ADD COLUMN shelved_milli BIGINT CHECK (shelved_milli >= 0);
-- Spare pieces of pools that formed before this are on the shelf already.
UPDATE group_buy SET shelved_milli = spare_milli WHERE spare_milli IS NOT NULL;
-- Of what did not come and falls on members, in whole steps, what is not shared out yet.
ALTER TABLE group_buy ADD COLUMN falls_milli BIGINT NOT NULL DEFAULT 0 CHECK (falls_milli >= 0);
