-- Work that is called for, and who takes it on. That no more are assigned than are sought, and that nobody takes on or accepts their own,
-- holds by schema.

CREATE TABLE contribution_call (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    opened_by TEXT NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    fund BIGINT NOT NULL,
    rules_version BIGINT NOT NULL,
    -- At a rate, so much of it each; or a sum each.
    rate_number BIGINT,
    quantity_milli BIGINT NOT NULL CHECK (quantity_milli >= 0),
    sum_minor BIGINT NOT NULL CHECK (sum_minor >= 0),
    people_max BIGINT NOT NULL CHECK (people_max > 0),
    assigned_count BIGINT NOT NULL CHECK (assigned_count >= 0),
    due_at_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    opened_at_us BIGINT NOT NULL,
    closed_at_us BIGINT,
    CHECK (assigned_count <= people_max),
    CHECK ((rate_number IS NULL) = (quantity_milli = 0)),
    CHECK ((rate_number IS NULL) = (sum_minor > 0)),
    CHECK ((closed_at_us IS NULL) = (state = 'open')),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, rules_version) REFERENCES contribution_rules (community_id, version)
) WITHOUT ROWID;
CREATE UNIQUE INDEX contribution_call_number ON contribution_call (community_id, number);
CREATE INDEX contribution_call_of_state ON contribution_call (community_id, state, number);
CREATE INDEX contribution_call_of_opener ON contribution_call (community_id, opened_by, number);

-- One member's part in a call.
CREATE TABLE contribution_part (
    community_id BIGINT NOT NULL,
    call_id TEXT NOT NULL,
    member TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    applied_at_us BIGINT NOT NULL,
    assigned_by TEXT,
    assigned_at_us BIGINT,
    done TEXT NOT NULL,
    done_milli BIGINT NOT NULL CHECK (done_milli >= 0),
    handed_in_at_us BIGINT,
    decided_by TEXT,
    decided_at_us BIGINT,
    reason TEXT NOT NULL,
    contribution_id TEXT,
    CHECK (assigned_by IS NULL OR assigned_by <> member),
    CHECK (decided_by IS NULL OR decided_by <> member),
    CHECK ((contribution_id IS NULL) = (state <> 'accepted')),
    PRIMARY KEY (community_id, call_id, member),
    FOREIGN KEY (community_id, call_id) REFERENCES contribution_call (community_id, id),
    FOREIGN KEY (community_id, contribution_id, member) REFERENCES contribution (community_id, id, member)
) WITHOUT ROWID;
CREATE INDEX contribution_part_of_member ON contribution_part (community_id, member, call_id);
CREATE UNIQUE INDEX contribution_part_of_contribution ON contribution_part (community_id, contribution_id);

ALTER TABLE contribution ADD COLUMN call_id TEXT;
ALTER TABLE contribution_count ADD COLUMN call_count BIGINT NOT NULL DEFAULT 0 CHECK (call_count >= 0);
