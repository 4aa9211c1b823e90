-- What two friends do not settle between them: above a sum a claim needs evidence and the confirmation of an officer. What was claimed
-- before is judged as it was claimed.
ALTER TABLE contribution_rules ADD COLUMN proof_above_minor BIGINT NOT NULL DEFAULT 50000
    CHECK (proof_above_minor >= 0);
ALTER TABLE contribution ADD COLUMN is_large BIGINT NOT NULL DEFAULT 0 CHECK (is_large IN (0, 1));
-- What somebody says of one day.
CREATE INDEX contribution_of_day ON contribution (community_id, member, done_at_us);
