-- A member asks for units; their money arrives and is recorded by somebody else.
CREATE TABLE subscription (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    member TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units > 0),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    -- The version of the risks that the member has said to have read.
    risk_version BIGINT NOT NULL CHECK (risk_version > 0),
    state TEXT NOT NULL,
    asked_at_us BIGINT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    arrived_at_us BIGINT,
    reference TEXT NOT NULL,
    reason TEXT NOT NULL,
    entry BIGINT,
    CHECK (decided_by IS NULL OR decided_by <> member),
    CHECK ((entry IS NULL) = (state <> 'paid')),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX subscription_number ON subscription (community_id, number);
CREATE INDEX subscription_of_state ON subscription (community_id, state, number);
CREATE INDEX subscription_of_instrument ON subscription (community_id, instrument_id, state, number);
CREATE INDEX subscription_of_member ON subscription (community_id, member, number);

-- What somebody has of an instrument now. That nobody has or asks for more than one holder may, holds by schema.
CREATE TABLE holding (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units >= 0),
    units_asked BIGINT NOT NULL CHECK (units_asked >= 0),
    units_each_max BIGINT NOT NULL CHECK (units_each_max > 0),
    change_count BIGINT NOT NULL CHECK (change_count >= 0),
    CHECK (units + units_asked <= units_each_max),
    PRIMARY KEY (community_id, instrument_id, holder),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
CREATE INDEX holding_of_holder ON holding (community_id, holder, instrument_id);

-- The register: each change, never overwritten, so that it can be told as it was on any day.
CREATE TABLE holding_change (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    change_units BIGINT NOT NULL CHECK (change_units <> 0),
    at_us BIGINT NOT NULL,
    subscription_id TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (community_id, instrument_id, holder, number),
    FOREIGN KEY (community_id, instrument_id, holder) REFERENCES holding (community_id, instrument_id, holder),
    FOREIGN KEY (community_id, subscription_id) REFERENCES subscription (community_id, id)
) WITHOUT ROWID;
