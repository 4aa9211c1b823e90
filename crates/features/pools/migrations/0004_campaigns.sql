-- Sums are minor units, shares hundredths of a percent, times microseconds UTC.

-- The first instant at which a paid part is not given back any more. NULL: the deadline.
ALTER TABLE pool ADD COLUMN leave_until_us BIGINT;

-- A pool that a decision opened. What was captured is still here, owed in goods, with the fund or given back: by schema.
CREATE TABLE campaign (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    decision TEXT NOT NULL,
    decision_title TEXT NOT NULL,
    offered TEXT NOT NULL,
    fund BIGINT NOT NULL,
    instrument_id TEXT,
    unit_minor BIGINT NOT NULL CHECK (unit_minor > 0),
    units_least BIGINT NOT NULL CHECK (units_least > 0),
    gets TEXT NOT NULL,
    risk TEXT NOT NULL,
    first_goal_minor BIGINT NOT NULL CHECK (first_goal_minor > 0),
    second_goal_minor BIGINT CHECK (second_goal_minor > first_goal_minor),
    second_days BIGINT CHECK (second_days > 0),
    raised_at_us BIGINT,
    acceptance TEXT NOT NULL,
    look_days BIGINT NOT NULL CHECK (look_days > 0),
    percent BIGINT NOT NULL CHECK (percent BETWEEN 0 AND 100),
    probation_days BIGINT NOT NULL CHECK (probation_days >= 0),
    milestone_count BIGINT NOT NULL CHECK (milestone_count > 0),
    budget_count BIGINT NOT NULL CHECK (budget_count >= 0),
    update_count BIGINT NOT NULL CHECK (update_count >= 0),
    question_count BIGINT NOT NULL CHECK (question_count >= 0),
    stage TEXT NOT NULL,
    captured_minor BIGINT NOT NULL CHECK (captured_minor >= 0),
    kept_minor BIGINT NOT NULL CHECK (kept_minor >= 0),
    advance_minor BIGINT NOT NULL CHECK (advance_minor >= 0),
    released_minor BIGINT NOT NULL CHECK (released_minor >= 0),
    returned_minor BIGINT NOT NULL CHECK (returned_minor >= 0),
    CHECK (captured_minor = kept_minor + advance_minor + released_minor + returned_minor),
    PRIMARY KEY (community_id, pool_id),
    FOREIGN KEY (community_id, pool_id) REFERENCES pool (community_id, id)
) WITHOUT ROWID;
CREATE INDEX campaign_of_stage ON campaign (community_id, stage, pool_id);
CREATE INDEX campaign_of_decision ON campaign (community_id, decision, pool_id);

CREATE TABLE campaign_milestone (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    title TEXT NOT NULL,
    share_bp BIGINT NOT NULL CHECK (share_bp > 0),
    due_at_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    tranche_minor BIGINT CHECK (tranche_minor >= 0),
    claimed_by TEXT,
    claimed_at_us BIGINT,
    evidence TEXT,
    decide_at_us BIGINT,
    backers BIGINT NOT NULL CHECK (backers >= 0),
    yes_count BIGINT NOT NULL CHECK (yes_count >= 0),
    no_count BIGINT NOT NULL CHECK (no_count >= 0),
    decided_at_us BIGINT,
    entry BIGINT,
    CHECK (yes_count + no_count <= backers),
    PRIMARY KEY (community_id, pool_id, number),
    FOREIGN KEY (community_id, pool_id) REFERENCES campaign (community_id, pool_id)
) WITHOUT ROWID;

-- One backer, one voice, as it was last said.
CREATE TABLE campaign_voice (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    milestone BIGINT NOT NULL,
    member TEXT NOT NULL,
    accepts BIGINT NOT NULL CHECK (accepts IN (0, 1)),
    at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, pool_id, milestone, member),
    FOREIGN KEY (community_id, pool_id, milestone)
        REFERENCES campaign_milestone (community_id, pool_id, number)
) WITHOUT ROWID;
CREATE INDEX campaign_voice_of_member ON campaign_voice (community_id, member, pool_id);

CREATE TABLE campaign_budget (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    minor BIGINT NOT NULL CHECK (minor > 0),
    PRIMARY KEY (community_id, pool_id, number),
    FOREIGN KEY (community_id, pool_id) REFERENCES campaign (community_id, pool_id)
) WITHOUT ROWID;

CREATE TABLE campaign_team (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    member TEXT NOT NULL,
    leads BIGINT NOT NULL CHECK (leads IN (0, 1)),
    PRIMARY KEY (community_id, pool_id, member),
    FOREIGN KEY (community_id, pool_id) REFERENCES campaign (community_id, pool_id)
) WITHOUT ROWID;

-- Which version of the risks a backer has said to have read; of what is owned, how many tranches were issued; and what of their
-- part went back when it was not released: given back once, by its entry.
CREATE TABLE campaign_part (
    community_id BIGINT NOT NULL,
    commitment_id TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    risk_version BIGINT NOT NULL CHECK (risk_version > 0),
    issued_tranches BIGINT NOT NULL CHECK (issued_tranches >= 0),
    back_minor BIGINT CHECK (back_minor >= 0),
    back_entry BIGINT,
    CHECK (back_entry IS NULL OR back_minor > 0),
    PRIMARY KEY (community_id, commitment_id),
    FOREIGN KEY (community_id, commitment_id) REFERENCES commitment (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX campaign_part_number ON campaign_part (community_id, pool_id, number);

CREATE TABLE campaign_update (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    written_by TEXT NOT NULL,
    written_at_us BIGINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (community_id, pool_id, number),
    FOREIGN KEY (community_id, pool_id) REFERENCES campaign (community_id, pool_id)
) WITHOUT ROWID;
CREATE INDEX campaign_update_of_member ON campaign_update (community_id, written_by, pool_id);

CREATE TABLE campaign_question (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at_us BIGINT NOT NULL,
    words TEXT NOT NULL,
    answer TEXT,
    answered_by TEXT,
    answered_at_us BIGINT,
    CHECK ((answer IS NULL) = (answered_at_us IS NULL)),
    PRIMARY KEY (community_id, pool_id, number),
    FOREIGN KEY (community_id, pool_id) REFERENCES campaign (community_id, pool_id)
) WITHOUT ROWID;
CREATE INDEX campaign_question_of_member ON campaign_question (community_id, asked_by, pool_id);
