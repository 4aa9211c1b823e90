-- How many there are of each.
CREATE TABLE distribution_count (
    community_id BIGINT NOT NULL,
    distribution_count BIGINT NOT NULL,
    PRIMARY KEY (community_id)
) WITHOUT ROWID;

-- A month, a quarter or a year that somebody asked to close. Whoever asked is not who consents.
CREATE TABLE period_closing (
    community_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    starts_us BIGINT NOT NULL,
    ends_us BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'closed', 'withdrawn')),
    asked_by TEXT NOT NULL,
    asked_at_us BIGINT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    PRIMARY KEY (community_id, period),
    CHECK (starts_us < ends_us),
    CHECK ((state = 'asked') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at_us IS NULL)),
    CHECK (state <> 'closed' OR decided_by <> asked_by)
) WITHOUT ROWID;

CREATE INDEX period_closing_by_end ON period_closing (community_id, ends_us, period);

-- What would be shared out, frozen: rule and outcome never change, and a ballot names the hash. What was decided is paid from it.
CREATE TABLE distribution (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    period TEXT NOT NULL,
    starts_us BIGINT NOT NULL,
    ends_us BIGINT NOT NULL,
    fund BIGINT NOT NULL,
    currency TEXT NOT NULL,
    rule TEXT NOT NULL,
    outcome TEXT NOT NULL,
    hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('making', 'made', 'paying', 'paid')),
    total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
    paid_minor BIGINT NOT NULL CHECK (paid_minor >= 0),
    loss_left_minor BIGINT NOT NULL CHECK (loss_left_minor >= 0),
    slack_units BIGINT NOT NULL,
    payout_count BIGINT NOT NULL,
    holder_count BIGINT NOT NULL CHECK (holder_count >= 0),
    block_count BIGINT NOT NULL CHECK (block_count >= 0),
    blocks_paid BIGINT NOT NULL CHECK (blocks_paid >= 0 AND blocks_paid <= block_count),
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    decision TEXT,
    decided_at_us BIGINT,
    entry BIGINT,
    ended_at_us BIGINT,
    PRIMARY KEY (community_id, id),
    UNIQUE (community_id, number),
    CHECK ((decision IS NOT NULL) = (state IN ('paying', 'paid'))),
    CHECK ((decision IS NULL) = (decided_at_us IS NULL)),
    CHECK ((ended_at_us IS NOT NULL) = (state = 'paid')),
    CHECK (state <> 'paid' OR blocks_paid = block_count)
) WITHOUT ROWID;

CREATE INDEX distribution_of_fund ON distribution (community_id, fund, ends_us);

-- The shares of some hundreds of holders, in the order of their ids.
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
) WITHOUT ROWID;

CREATE INDEX distribution_block_by_holder ON distribution_block (community_id, distribution_id, first_holder, number);

-- A block that was paid, with its entry where anybody in it got a whole unit. Its key makes a second time impossible.
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
