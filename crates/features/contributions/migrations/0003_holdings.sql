-- What is given can become units of an instrument, where a decision says so: of which, and how much of the value makes one.
ALTER TABLE contribution_rules ADD COLUMN instrument_id TEXT;
ALTER TABLE contribution_rules ADD COLUMN unit_value BIGINT
    CHECK ((unit_value IS NULL) = (instrument_id IS NULL) AND (unit_value IS NULL OR unit_value > 0));

-- What a contribution made of an instrument, once: whole units, exactly; the rest goes on to the member's next. What there was no room for
-- waits.
CREATE TABLE contribution_holding (
    community_id BIGINT NOT NULL,
    contribution_id TEXT NOT NULL,
    member TEXT NOT NULL,
    instrument_id TEXT NOT NULL,
    unit_value BIGINT NOT NULL CHECK (unit_value > 0),
    value BIGINT NOT NULL CHECK (value >= 0),
    rest_before BIGINT NOT NULL CHECK (rest_before >= 0),
    rest_after BIGINT NOT NULL CHECK (rest_after >= 0),
    units BIGINT NOT NULL CHECK (units >= 0),
    units_issued BIGINT NOT NULL CHECK (units_issued >= 0),
    formed_at_us BIGINT NOT NULL,
    CHECK (rest_before + value = units * unit_value + rest_after),
    CHECK (rest_after < unit_value),
    CHECK (units_issued <= units),
    PRIMARY KEY (community_id, contribution_id),
    FOREIGN KEY (community_id, contribution_id, member) REFERENCES contribution (community_id, id, member)
) WITHOUT ROWID;
CREATE INDEX contribution_holding_of_member ON contribution_holding (community_id, member, contribution_id);
CREATE INDEX contribution_holding_of_instrument
    ON contribution_holding (community_id, instrument_id, contribution_id);

-- What of a member's value has made no whole unit yet.
CREATE TABLE contribution_rest (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    instrument_id TEXT NOT NULL,
    rest BIGINT NOT NULL CHECK (rest >= 0),
    PRIMARY KEY (community_id, member, instrument_id)
) WITHOUT ROWID;
