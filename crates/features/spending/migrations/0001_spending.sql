-- Sums are minor units, times microseconds UTC.

CREATE TABLE spending_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    mandate_count BIGINT NOT NULL CHECK (mandate_count >= 0),
    expense_count BIGINT NOT NULL CHECK (expense_count >= 0)
);

-- What may be spent, by whose decision. The ceiling holds by schema: what was spent and what is promised never pass it.
CREATE TABLE mandate (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    fund BIGINT NOT NULL,
    currency TEXT NOT NULL,
    ceiling_minor BIGINT NOT NULL CHECK (ceiling_minor > 0),
    each_minor BIGINT CHECK (each_minor > 0),
    spent_minor BIGINT NOT NULL CHECK (spent_minor >= 0),
    promised_minor BIGINT NOT NULL CHECK (promised_minor >= 0),
    starts_at_us BIGINT NOT NULL,
    ends_at_us BIGINT NOT NULL,
    carried_by TEXT,
    source TEXT NOT NULL,
    decision TEXT,
    rules_version BIGINT,
    month TEXT,
    state TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    ended_at_us BIGINT,
    ended_reason TEXT,
    CHECK (spent_minor + promised_minor <= ceiling_minor),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX mandate_number ON mandate (community_id, number);
CREATE INDEX mandate_of_fund ON mandate (community_id, fund, number);
CREATE INDEX mandate_of_decision ON mandate (community_id, decision, id);
-- One standing mandate a month and version of the rules.
CREATE UNIQUE INDEX mandate_of_month ON mandate (community_id, month, rules_version);

-- What the rules of deciding permit without a decision of its own; nothing where the month's sum is 0.
CREATE TABLE standing_rule (
    community_id BIGINT NOT NULL PRIMARY KEY,
    fund BIGINT NOT NULL,
    month_minor BIGINT NOT NULL CHECK (month_minor >= 0),
    each_minor BIGINT NOT NULL CHECK (each_minor >= 0),
    rules_version BIGINT NOT NULL,
    set_at_us BIGINT NOT NULL
);

CREATE TABLE expense (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    mandate_id TEXT NOT NULL,
    fund BIGINT NOT NULL,
    author TEXT NOT NULL,
    payee_member TEXT,
    payee_name TEXT,
    purpose TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    what TEXT NOT NULL,
    incurred_at_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    submitted_at_us BIGINT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    paid_by TEXT,
    paid_at_us BIGINT,
    reference TEXT,
    entry BIGINT,
    proof_count BIGINT NOT NULL CHECK (proof_count >= 0),
    step_count BIGINT NOT NULL CHECK (step_count >= 0),
    -- One payee, and the one who asks does not decide.
    CHECK ((payee_member IS NULL) <> (payee_name IS NULL)),
    CHECK (decided_by IS NULL OR decided_by <> author),
    CHECK (decided_by IS NULL OR payee_member IS NULL OR decided_by <> payee_member),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, mandate_id) REFERENCES mandate (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX expense_number ON expense (community_id, number);
CREATE INDEX expense_of_state ON expense (community_id, state, number);
CREATE INDEX expense_of_mandate ON expense (community_id, mandate_id, number);
CREATE INDEX expense_of_fund ON expense (community_id, fund, id);
CREATE INDEX expense_of_author ON expense (community_id, author, number);
CREATE INDEX expense_of_payee ON expense (community_id, payee_member, id);
CREATE INDEX expense_of_payee_name ON expense (community_id, payee_name, id);

CREATE TABLE expense_step (
    community_id BIGINT NOT NULL,
    expense_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    step TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    by_member TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (community_id, expense_id, number),
    FOREIGN KEY (community_id, expense_id) REFERENCES expense (community_id, id)
) WITHOUT ROWID;

CREATE TABLE expense_proof (
    community_id BIGINT NOT NULL,
    expense_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    file_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (community_id, expense_id, number),
    FOREIGN KEY (community_id, expense_id) REFERENCES expense (community_id, id)
) WITHOUT ROWID;
-- Whose proof a file is.
CREATE INDEX proof_of_file ON expense_proof (community_id, file_id, expense_id);
-- The same proof handed in twice.
CREATE INDEX proof_by_contents ON expense_proof (community_id, sha256, expense_id);
