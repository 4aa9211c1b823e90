-- What somebody has taken up counts to them until it is decided. What was taken up before keeps no room, and is looked at when it is approved.
ALTER TABLE share_transfer ADD COLUMN units_kept BIGINT NOT NULL DEFAULT 0
    CHECK (units_kept >= 0 AND units_kept <= units AND (units_kept = 0 OR state = 'taken'));
