-- One name in two rooms is two people: `name` is the key of each, `called` how both are called.
ALTER TABLE known_name ADD COLUMN called TEXT NOT NULL DEFAULT '';
-- As far as their lines told it: `3-502`.
ALTER TABLE known_name ADD COLUMN place TEXT NOT NULL DEFAULT '';
-- Whether a person has said that this name is this member.
ALTER TABLE known_name ADD COLUMN confirmed BIGINT NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1));
UPDATE known_name SET called = name;
CREATE INDEX known_name_called ON known_name (community_id, called, name);
