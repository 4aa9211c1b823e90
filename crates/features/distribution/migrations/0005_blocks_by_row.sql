-- A block of shares is some kilobytes. In a tree of its key SQLite reads the whole of each row that it compares a key with; in a table with an
-- index beside it only the one that is wanted. What stands for a block follows it.
DROP INDEX distribution_block_by_holder;
ALTER TABLE distribution_part RENAME TO distribution_part_before;
ALTER TABLE distribution_block_hash RENAME TO distribution_block_hash_before;
ALTER TABLE distribution_block RENAME TO distribution_block_before;
CREATE TABLE distribution_block (
    community_id BIGINT NOT NULL,
    distribution_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    first_holder TEXT NOT NULL,
    last_holder TEXT NOT NULL,
    holder_count BIGINT NOT NULL CHECK (holder_count > 0),
    paid_minor BIGINT NOT NULL CHECK (paid_minor >= 0),
    shares BLOB NOT NULL,
    PRIMARY KEY (community_id, distribution_id, number),
    FOREIGN KEY (community_id, distribution_id) REFERENCES distribution (community_id, id)
);
INSERT INTO distribution_block
        (community_id, distribution_id, number, first_holder, last_holder, holder_count, paid_minor, shares)
    SELECT community_id, distribution_id, number, first_holder, last_holder, holder_count, paid_minor, shares
    FROM distribution_block_before;
CREATE INDEX distribution_block_by_holder ON distribution_block (community_id, distribution_id, first_holder, number);

CREATE TABLE distribution_part (
    community_id BIGINT NOT NULL,
    distribution_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    entry BIGINT,
    paid_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, distribution_id, number),
    FOREIGN KEY (community_id, distribution_id, number)
        REFERENCES distribution_block (community_id, distribution_id, number)
) WITHOUT ROWID;
INSERT INTO distribution_part (community_id, distribution_id, number, entry, paid_at_us)
    SELECT community_id, distribution_id, number, entry, paid_at_us FROM distribution_part_before;
DROP TABLE distribution_part_before;

CREATE TABLE distribution_block_hash (
    community_id BIGINT NOT NULL,
    distribution_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (community_id, distribution_id, number),
    FOREIGN KEY (community_id, distribution_id, number)
        REFERENCES distribution_block (community_id, distribution_id, number)
) WITHOUT ROWID;
INSERT INTO distribution_block_hash (community_id, distribution_id, number, hash)
    SELECT community_id, distribution_id, number, hash FROM distribution_block_hash_before;
DROP TABLE distribution_block_hash_before;
DROP TABLE distribution_block_before;
