-- How many of its blocks have the accounts of their holders opened: done while members vote, so that paying makes none.
ALTER TABLE distribution ADD COLUMN blocks_opened BIGINT NOT NULL DEFAULT 0
    CHECK (blocks_opened >= 0 AND blocks_opened <= block_count);
