-- What becomes of what was given when somebody leaves, of a version of the rules. No row: nothing becomes of it.
CREATE TABLE contribution_leaving (
    community_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    well_after_months BIGINT NOT NULL CHECK (well_after_months >= 0),
    removed_badly BIGINT NOT NULL CHECK (removed_badly IN (0, 1)),
    vesting_months BIGINT NOT NULL CHECK (vesting_months >= 0),
    well_vests_all BIGINT NOT NULL CHECK (well_vests_all IN (0, 1)),
    well_units_percent BIGINT NOT NULL CHECK (well_units_percent BETWEEN 0 AND 100),
    well_counted_percent BIGINT NOT NULL CHECK (well_counted_percent BETWEEN 0 AND 100),
    badly_units_percent BIGINT NOT NULL CHECK (badly_units_percent BETWEEN 0 AND 100),
    badly_counted_percent BIGINT NOT NULL CHECK (badly_counted_percent BETWEEN 0 AND 100),
    capital_back BIGINT NOT NULL CHECK (capital_back IN (0, 1)),
    PRIMARY KEY (community_id, version),
    FOREIGN KEY (community_id, version) REFERENCES contribution_rules (community_id, version)
) WITHOUT ROWID;

ALTER TABLE contribution_count ADD COLUMN departure_count BIGINT NOT NULL DEFAULT 0 CHECK (departure_count >= 0);
-- Of those issued: lost by who left.
ALTER TABLE contribution_holding ADD COLUMN units_lost BIGINT NOT NULL DEFAULT 0
    CHECK (units_lost >= 0 AND units_lost <= units_issued);

-- Somebody left: what they lose of what they gave, reckoned then, carried out once it is not disputed. Nobody decides their own, by schema.
CREATE TABLE contribution_departure (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    member TEXT NOT NULL,
    removed BIGINT NOT NULL CHECK (removed IN (0, 1)),
    left_at_us BIGINT NOT NULL,
    due_at_us BIGINT NOT NULL,
    capital_back BIGINT NOT NULL CHECK (capital_back IN (0, 1)),
    line_count BIGINT NOT NULL CHECK (line_count >= 0),
    state TEXT NOT NULL,
    objection TEXT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    decided_reason TEXT NOT NULL,
    CHECK (decided_by IS NULL OR decided_by <> member),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX contribution_departure_number ON contribution_departure (community_id, number);
CREATE INDEX contribution_departure_of_member ON contribution_departure (community_id, member, number);
CREATE INDEX contribution_departure_of_state ON contribution_departure (community_id, state, number);

CREATE TABLE contribution_departure_line (
    community_id BIGINT NOT NULL,
    departure_id TEXT NOT NULL,
    position BIGINT NOT NULL CHECK (position > 0),
    contribution_id TEXT NOT NULL,
    way TEXT NOT NULL,
    -- One of the two: units of a holding, or value that counts.
    units BIGINT NOT NULL CHECK (units >= 0),
    value BIGINT NOT NULL CHECK (value >= 0),
    -- What went when it was carried out: less where it had been passed on.
    units_gone BIGINT NOT NULL CHECK (units_gone >= 0 AND units_gone <= units),
    value_gone BIGINT NOT NULL CHECK (value_gone >= 0 AND value_gone <= value),
    CHECK ((units = 0) <> (value = 0)),
    PRIMARY KEY (community_id, departure_id, position),
    FOREIGN KEY (community_id, departure_id) REFERENCES contribution_departure (community_id, id),
    FOREIGN KEY (community_id, contribution_id) REFERENCES contribution (community_id, id)
) WITHOUT ROWID;
CREATE INDEX contribution_departure_line_of_contribution
    ON contribution_departure_line (community_id, contribution_id, departure_id, position);

-- What somebody did about others' contributions, and wrote: for their export, and to be forgotten.
CREATE INDEX contribution_step_of_member ON contribution_step (community_id, by_member, contribution_id, number);
CREATE INDEX contribution_part_of_judge ON contribution_part (community_id, decided_by, call_id, member);
