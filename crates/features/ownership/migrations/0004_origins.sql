-- What a feature above keeps for who takes part in a campaign is told apart from what subscriptions wait for. What is held through
-- a company counts to who stands behind it. What was paid in for what is held: units can also come from work, without money.
ALTER TABLE holding ADD COLUMN units_reserved BIGINT NOT NULL DEFAULT 0 CHECK (units_reserved >= 0 AND units_reserved <= units_asked);
ALTER TABLE holding ADD COLUMN units_through BIGINT NOT NULL DEFAULT 0
    CHECK (units_through >= 0 AND units + units_asked + units_through <= units_each_max);
ALTER TABLE holding ADD COLUMN paid_minor BIGINT NOT NULL DEFAULT 0 CHECK (paid_minor >= 0);
UPDATE holding SET paid_minor = units * (SELECT instrument.price_minor FROM instrument
    WHERE instrument.community_id = holding.community_id AND instrument.id = holding.instrument_id);

-- The register: each change, never overwritten, with what it came from (a subscription, a part of a campaign, a contribution, a
-- transfer, …) and the money that it put in or took out. So it can be told as it was on any day.
CREATE TABLE register_line (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    change_units BIGINT NOT NULL CHECK (change_units <> 0),
    change_minor BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    origin_kind TEXT NOT NULL,
    origin_id TEXT NOT NULL,
    entry BIGINT,
    CHECK (origin_id <> ''),
    PRIMARY KEY (community_id, instrument_id, holder, number),
    FOREIGN KEY (community_id, instrument_id, holder) REFERENCES holding (community_id, instrument_id, holder)
) WITHOUT ROWID;
CREATE INDEX register_line_of_origin ON register_line (community_id, origin_id, instrument_id, holder, number);
CREATE INDEX register_line_by_time ON register_line (community_id, instrument_id, at_us, holder, number);
INSERT INTO register_line
    SELECT c.community_id, c.instrument_id, c.holder, c.number, c.change_units, c.change_units * i.price_minor, c.at_us,
        'subscription', c.subscription_id, c.entry
    FROM holding_change c JOIN instrument i ON i.community_id = c.community_id AND i.id = c.instrument_id;
DROP TABLE holding_change;
