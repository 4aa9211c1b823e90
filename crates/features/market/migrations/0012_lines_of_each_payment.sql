-- A line stands for each payment that was entered from it, by the moment of that: one that is taken back frees its own alone.
CREATE TABLE arrival_seen_new (
    community_id BIGINT NOT NULL,
    print BLOB NOT NULL,
    -- The order, or the part of a pool.
    subject TEXT NOT NULL,
    -- How the part of a pool is quoted.
    code TEXT NOT NULL,
    -- Whether the line had a number of its own.
    numbered BIGINT NOT NULL CHECK (numbered IN (0, 1)),
    -- When the payment was confirmed.
    entered_at_us BIGINT NOT NULL,
    -- Since when it counts as entered no more: what was entered from it then was taken back.
    freed_at_us BIGINT,
    PRIMARY KEY (community_id, print, subject, entered_at_us)
) WITHOUT ROWID;
INSERT INTO arrival_seen_new (community_id, print, subject, code, numbered, entered_at_us, freed_at_us)
    SELECT community_id, print, subject, code, numbered, entered_at_us, freed_at_us FROM arrival_seen;
DROP TABLE arrival_seen;
ALTER TABLE arrival_seen_new RENAME TO arrival_seen;
CREATE INDEX arrival_seen_of_subject ON arrival_seen (community_id, subject, entered_at_us);
