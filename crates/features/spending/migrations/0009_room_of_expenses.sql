-- Of an expense that a feature above asked for: what that feature had kept for it under the mandate. It stays promised until
-- somebody decides; what was asked for before nothing was kept for.
ALTER TABLE expense ADD COLUMN room_minor BIGINT NOT NULL DEFAULT 0
    CHECK (room_minor >= 0 AND (room_minor = 0 OR state = 'submitted'));

-- What a fund has promised to payees outside, which are few at a time, among all that was ever approved.
CREATE INDEX expense_promised_of_fund ON expense (community_id, fund, id) WHERE state = 'approved' AND payee_member IS NULL;
