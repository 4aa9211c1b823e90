-- Where a member wants to be paid to: which of the details below are in use; 0: none.
CREATE TABLE member_account (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 0),
    version_count BIGINT NOT NULL CHECK (version_count >= version),
    PRIMARY KEY (community_id, member)
) WITHOUT ROWID;

-- Emptied when they are no longer used and nothing was paid to them.
CREATE TABLE member_bank (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    holder TEXT NOT NULL,
    account TEXT NOT NULL,
    bank TEXT NOT NULL,
    bic TEXT NOT NULL,
    changed_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, member, version),
    FOREIGN KEY (community_id, member) REFERENCES member_account (community_id, member)
) WITHOUT ROWID;

-- A run pays suppliers or members; one with many lines is entered in parts, and says how many it has dealt with.
CREATE TABLE payment_run_new (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    pays TEXT NOT NULL CHECK (pays IN ('suppliers', 'members')),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'paying', 'paid', 'cancelled')),
    line_count BIGINT NOT NULL CHECK (line_count > 0),
    done_count BIGINT NOT NULL CHECK (done_count >= 0 AND done_count <= line_count),
    total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    reason TEXT,
    -- Two people: who proposed a run is not who consents to it.
    CHECK (state NOT IN ('paying', 'paid') OR (decided_by IS NOT NULL AND decided_by <> made_by)),
    CHECK ((state = 'proposed') = (decided_by IS NULL)),
    CHECK ((state = 'paid') = (done_count = line_count)),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
INSERT INTO payment_run_new (community_id, id, number, pays, state, line_count, done_count, total_minor, made_by,
    made_at_us, decided_by, decided_at_us, reason)
    SELECT community_id, id, number, 'suppliers', state, line_count,
        CASE WHEN state = 'paid' THEN line_count ELSE 0 END, total_minor, made_by, made_at_us, decided_by,
        decided_at_us, reason
    FROM payment_run;

CREATE TABLE payment_run_line_new (
    community_id BIGINT NOT NULL,
    run_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    -- NULL: paid as a member, to the account that they gave.
    supplier_id TEXT,
    member TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    bank_version BIGINT NOT NULL CHECK (bank_version > 0),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'paid', 'void', 'returned')),
    void_reason TEXT,
    sales_minor BIGINT NOT NULL CHECK (sales_minor >= 0),
    sales_payout TEXT NOT NULL,
    sales_entry BIGINT,
    rest_minor BIGINT NOT NULL CHECK (rest_minor >= 0),
    rest_payout TEXT NOT NULL,
    rest_entry BIGINT,
    returned_by TEXT,
    returned_at_us BIGINT,
    CHECK ((state = 'void') = (void_reason IS NOT NULL)),
    CHECK ((state = 'returned') = (returned_at_us IS NOT NULL)),
    -- What is paid is paid out of the books, once.
    CHECK (state IN ('proposed', 'void') OR sales_minor + rest_minor = amount_minor),
    CHECK ((sales_minor > 0) = (sales_entry IS NOT NULL)),
    CHECK ((rest_minor > 0) = (rest_entry IS NOT NULL)),
    CHECK (returned_by IS NULL OR returned_by <> member),
    PRIMARY KEY (community_id, run_id, number),
    FOREIGN KEY (community_id, run_id) REFERENCES payment_run_new (community_id, id),
    FOREIGN KEY (community_id, supplier_id, bank_version)
        REFERENCES supplier_bank (community_id, supplier_id, version)
) WITHOUT ROWID;
INSERT INTO payment_run_line_new (community_id, run_id, number, supplier_id, member, amount_minor, bank_version, state,
    void_reason, sales_minor, sales_payout, sales_entry, rest_minor, rest_payout, rest_entry, returned_by, returned_at_us)
    SELECT community_id, run_id, number, supplier_id, member, amount_minor, bank_version, state,
        void_reason, sales_minor, sales_payout, sales_entry, rest_minor, rest_payout, rest_entry, returned_by,
        returned_at_us
    FROM payment_run_line;

DROP TABLE payment_run_line;
DROP TABLE payment_run;
ALTER TABLE payment_run_new RENAME TO payment_run;
ALTER TABLE payment_run_line_new RENAME TO payment_run_line;

CREATE UNIQUE INDEX payment_run_number ON payment_run (community_id, number);
CREATE INDEX payment_run_of_state ON payment_run (community_id, state, number);
-- Nobody stands on a run twice: a supplier is one member.
CREATE UNIQUE INDEX payment_run_line_of_member ON payment_run_line (community_id, member, run_id);
CREATE INDEX payment_run_of_supplier ON payment_run_line (community_id, supplier_id, run_id);
