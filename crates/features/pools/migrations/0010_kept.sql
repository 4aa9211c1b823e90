-- What is kept under a mandate for a group buy while it is open, so that nobody else counts on the same money: nothing for one that was
-- open before this, or once it has closed.
ALTER TABLE group_buy ADD COLUMN kept_under TEXT;
ALTER TABLE group_buy ADD COLUMN kept_minor BIGINT NOT NULL DEFAULT 0 CHECK (kept_minor >= 0);
