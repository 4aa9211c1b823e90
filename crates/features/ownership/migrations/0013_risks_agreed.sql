-- A new text of what can go wrong counts once a second person has agreed to it. The newest of each instrument that was written; it waits
-- while it is open.
CREATE TABLE instrument_risk_draft (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    from_version BIGINT NOT NULL CHECK (from_version > 0),
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at_us BIGINT NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    PRIMARY KEY (community_id, instrument_id),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
-- Who agreed; none of the first version, which the decision has, and of those that were written before anybody had to.
ALTER TABLE instrument_risk ADD COLUMN agreed_by TEXT;
