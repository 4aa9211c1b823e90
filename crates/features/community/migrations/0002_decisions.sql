-- The proposal whose ballot decided it, where one did; NULL: somebody with the power to.
ALTER TABLE charter_version ADD COLUMN decision TEXT;
ALTER TABLE role_grant ADD COLUMN decision TEXT;
-- Charter and splits change by decision only.
ALTER TABLE community ADD COLUMN by_decision_only BIGINT NOT NULL DEFAULT 0 CHECK (by_decision_only IN (0, 1));
