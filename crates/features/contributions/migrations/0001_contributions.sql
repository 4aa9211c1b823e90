-- Sums are minor units, quantities thousandths, prices ten-thousandths of a major unit, times microseconds UTC.

CREATE TABLE contribution_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    contribution_count BIGINT NOT NULL CHECK (contribution_count >= 0),
    rules_version BIGINT NOT NULL CHECK (rules_version >= 0)
);

-- How what members give counts; each version stays, for claims were made under it.
CREATE TABLE contribution_rules (
    community_id BIGINT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    valuing TEXT NOT NULL,
    unpaid_num BIGINT NOT NULL CHECK (unpaid_num > 0),
    unpaid_den BIGINT NOT NULL CHECK (unpaid_den > 0),
    cash_num BIGINT NOT NULL CHECK (cash_num > 0),
    cash_den BIGINT NOT NULL CHECK (cash_den > 0),
    confirmation_count BIGINT NOT NULL CHECK (confirmation_count > 0),
    -- How many of them by holders of this role.
    office TEXT,
    office_count BIGINT NOT NULL CHECK (office_count >= 0),
    dispute_days BIGINT NOT NULL CHECK (dispute_days > 0),
    rate_count BIGINT NOT NULL CHECK (rate_count >= 0),
    reason TEXT NOT NULL,
    set_by TEXT,
    decision TEXT,
    set_at_us BIGINT NOT NULL,
    CHECK (office_count <= confirmation_count),
    CHECK ((office IS NULL) = (office_count = 0)),
    -- A member or a decision, never both.
    CHECK ((set_by IS NULL) <> (decision IS NULL)),
    PRIMARY KEY (community_id, version)
) WITHOUT ROWID;

CREATE TABLE contribution_rate (
    community_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    name TEXT NOT NULL,
    per TEXT NOT NULL,
    price_e4 BIGINT NOT NULL CHECK (price_e4 > 0),
    PRIMARY KEY (community_id, version, number),
    FOREIGN KEY (community_id, version) REFERENCES contribution_rules (community_id, version)
) WITHOUT ROWID;

-- What a member says to have given, and what came of it.
CREATE TABLE contribution (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    member TEXT NOT NULL,
    kind TEXT NOT NULL,
    fund BIGINT NOT NULL,
    what TEXT NOT NULL,
    done_at_us BIGINT NOT NULL,
    rules_version BIGINT NOT NULL,
    rate_number BIGINT,
    rate_name TEXT NOT NULL,
    quantity_milli BIGINT NOT NULL CHECK (quantity_milli >= 0),
    market_minor BIGINT NOT NULL CHECK (market_minor > 0),
    paid_minor BIGINT NOT NULL CHECK (paid_minor >= 0),
    unit TEXT NOT NULL,
    multiplier_num BIGINT NOT NULL CHECK (multiplier_num > 0),
    multiplier_den BIGINT NOT NULL CHECK (multiplier_den > 0),
    share_num BIGINT NOT NULL CHECK (share_num > 0),
    share_den BIGINT NOT NULL CHECK (share_den > 0),
    value BIGINT NOT NULL CHECK (value >= 0),
    state TEXT NOT NULL,
    claimed_at_us BIGINT NOT NULL,
    confirmation_count BIGINT NOT NULL CHECK (confirmation_count >= 0),
    office_confirmation_count BIGINT NOT NULL CHECK (office_confirmation_count >= 0),
    -- Until when any member may say that it was not so.
    disputable_until_us BIGINT,
    recorded_at_us BIGINT,
    file_count BIGINT NOT NULL CHECK (file_count >= 0),
    step_count BIGINT NOT NULL CHECK (step_count >= 0),
    CHECK (paid_minor < market_minor),
    CHECK (share_num <= share_den),
    CHECK (office_confirmation_count <= confirmation_count),
    CHECK ((recorded_at_us IS NULL) = (state <> 'recorded')),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, rules_version) REFERENCES contribution_rules (community_id, version)
) WITHOUT ROWID;
CREATE UNIQUE INDEX contribution_number ON contribution (community_id, number);
CREATE INDEX contribution_of_member ON contribution (community_id, member, number);
CREATE INDEX contribution_of_state ON contribution (community_id, state, number);
CREATE INDEX contribution_of_fund ON contribution (community_id, fund, number);
-- So that what hangs on a contribution names whose it is, and cannot name another.
CREATE UNIQUE INDEX contribution_claimant ON contribution (community_id, id, member);

-- Somebody else says that it is so. Nobody confirms their own, by schema.
CREATE TABLE contribution_confirmation (
    community_id BIGINT NOT NULL,
    contribution_id TEXT NOT NULL,
    member TEXT NOT NULL,
    claimant TEXT NOT NULL,
    by_office BIGINT NOT NULL CHECK (by_office IN (0, 1)),
    at_us BIGINT NOT NULL,
    CHECK (member <> claimant),
    PRIMARY KEY (community_id, contribution_id, member),
    FOREIGN KEY (community_id, contribution_id, claimant) REFERENCES contribution (community_id, id, member)
) WITHOUT ROWID;
CREATE INDEX contribution_confirmation_of_member ON contribution_confirmation (community_id, member, contribution_id);

-- Somebody says that it is not so; a third decides. None of the three is another, by schema.
CREATE TABLE contribution_dispute (
    community_id BIGINT NOT NULL,
    contribution_id TEXT NOT NULL,
    claimant TEXT NOT NULL,
    disputed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    disputed_at_us BIGINT NOT NULL,
    outcome TEXT,
    decided_by TEXT,
    decision TEXT,
    decided_at_us BIGINT,
    decided_reason TEXT NOT NULL,
    CHECK (disputed_by <> claimant),
    CHECK (decided_by IS NULL OR (decided_by <> claimant AND decided_by <> disputed_by)),
    CHECK ((outcome IS NULL) = (decided_at_us IS NULL)),
    PRIMARY KEY (community_id, contribution_id),
    FOREIGN KEY (community_id, contribution_id, claimant) REFERENCES contribution (community_id, id, member)
) WITHOUT ROWID;

-- Its way; never changed but for reasons of who is forgotten.
CREATE TABLE contribution_step (
    community_id BIGINT NOT NULL,
    contribution_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    step TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    by_member TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (community_id, contribution_id, number),
    FOREIGN KEY (community_id, contribution_id) REFERENCES contribution (community_id, id)
) WITHOUT ROWID;

CREATE TABLE contribution_file (
    community_id BIGINT NOT NULL,
    contribution_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    file_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (community_id, contribution_id, number),
    FOREIGN KEY (community_id, contribution_id) REFERENCES contribution (community_id, id)
) WITHOUT ROWID;
CREATE INDEX contribution_file_of_file ON contribution_file (community_id, file_id);

-- What counts: a contribution's value, once, and what a leaver loses or gets back of it. Each line stays.
CREATE TABLE contribution_value (
    community_id BIGINT NOT NULL,
    contribution_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    why TEXT NOT NULL,
    member TEXT NOT NULL,
    fund BIGINT NOT NULL,
    value BIGINT NOT NULL,
    counts TEXT NOT NULL,
    -- In which period: when it was recorded first, also for what is lost of it later.
    counts_at_us BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    CHECK ((number = 1) = (why = 'recorded')),
    CHECK (value >= 0 OR why = 'forfeited'),
    PRIMARY KEY (community_id, contribution_id, number),
    FOREIGN KEY (community_id, contribution_id, member) REFERENCES contribution (community_id, id, member)
) WITHOUT ROWID;
CREATE INDEX contribution_value_of_time
    ON contribution_value (community_id, counts, counts_at_us, member, value);
CREATE INDEX contribution_value_of_fund
    ON contribution_value (community_id, fund, counts, counts_at_us, member, value);
CREATE INDEX contribution_value_of_member ON contribution_value (community_id, member, contribution_id);
