-- When the decision that made it was told as done or not done; NULL: it was not. What was asked for before is still decided.
ALTER TABLE mandate ADD COLUMN concluded_at_us BIGINT;
