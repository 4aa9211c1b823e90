-- A group buy that may spend a fund's money and whose organiser does not carry the mandate waits for who does: whom it asks, NULL: whoever may
-- spend small sums; what it may need at most; and who consented, when. Nothing of it for those that were there before: they are open.
ALTER TABLE group_buy ADD COLUMN asked_of TEXT;
ALTER TABLE group_buy ADD COLUMN asked_minor BIGINT NOT NULL DEFAULT 0 CHECK (asked_minor >= 0);
ALTER TABLE group_buy ADD COLUMN consented_by TEXT;
ALTER TABLE group_buy ADD COLUMN consented_at_us BIGINT CHECK ((consented_by IS NULL) = (consented_at_us IS NULL));
