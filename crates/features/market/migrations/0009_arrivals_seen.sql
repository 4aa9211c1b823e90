-- Lines of statements that payments were entered from, as hashes: pasted again, they pay nothing twice.
CREATE TABLE arrival_seen (
    community_id BIGINT NOT NULL,
    print BLOB NOT NULL,
    -- The order, or the part of a pool.
    subject TEXT NOT NULL,
    -- How the part of a pool is quoted.
    code TEXT NOT NULL,
    -- Whether the line had a number of its own.
    numbered BIGINT NOT NULL CHECK (numbered IN (0, 1)),
    entered_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, print, subject)
) WITHOUT ROWID;
