-- What a hash is over: 1: rule, outcome and shares; 2: also community, fund, period and currency, and the shares by the hashes of their blocks.
ALTER TABLE distribution ADD COLUMN hash_version BIGINT NOT NULL DEFAULT 1 CHECK (hash_version IN (1, 2));

-- What the shares of a block hash to, beside them: read without the shares. None where the distribution's hash is of version 1.
CREATE TABLE distribution_block_hash (
    community_id BIGINT NOT NULL,
    distribution_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (community_id, distribution_id, number),
    FOREIGN KEY (community_id, distribution_id, number)
        REFERENCES distribution_block (community_id, distribution_id, number)
) WITHOUT ROWID;
