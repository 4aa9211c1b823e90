-- Sums are minor units, times microseconds UTC.

CREATE TABLE ownership_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    instrument_count BIGINT NOT NULL CHECK (instrument_count >= 0),
    subscription_count BIGINT NOT NULL CHECK (subscription_count >= 0)
);

-- What members may put money into, by whose decision. There is no column for a yield. That no more is asked for and issued than
-- was decided holds by schema.
CREATE TABLE instrument (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    fund BIGINT NOT NULL,
    currency TEXT NOT NULL,
    price_minor BIGINT NOT NULL CHECK (price_minor > 0),
    units_max BIGINT NOT NULL CHECK (units_max > 0),
    units_each_max BIGINT NOT NULL CHECK (units_each_max > 0),
    units_asked BIGINT NOT NULL CHECK (units_asked >= 0),
    units_issued BIGINT NOT NULL CHECK (units_issued >= 0),
    terms TEXT NOT NULL,
    risk_version BIGINT NOT NULL CHECK (risk_version > 0),
    decision TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    CHECK (units_asked + units_issued <= units_max),
    CHECK (units_each_max <= units_max),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX instrument_number ON instrument (community_id, number);

-- What can go wrong, in words; each version stays, for people have said that they have read it.
CREATE TABLE instrument_risk (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    written_by TEXT,
    written_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, instrument_id, version),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
