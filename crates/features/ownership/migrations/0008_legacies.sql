-- Of a legacy: the day of death and what shows it, or the heir whom the holder named; and the heirs' own word.
ALTER TABLE parting ADD COLUMN died_at_us BIGINT;
ALTER TABLE parting ADD COLUMN file_count BIGINT NOT NULL DEFAULT 0 CHECK (file_count >= 0);
ALTER TABLE parting_heir ADD COLUMN accepted_at_us BIGINT;
ALTER TABLE parting_heir ADD COLUMN risk_version BIGINT CHECK ((risk_version IS NULL) = (accepted_at_us IS NULL));

CREATE TABLE parting_file (
    community_id BIGINT NOT NULL,
    parting_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    file_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (community_id, parting_id, number),
    FOREIGN KEY (community_id, parting_id) REFERENCES parting (community_id, id)
) WITHOUT ROWID;
CREATE INDEX parting_file_of_file ON parting_file (community_id, file_id);

-- To whom a holder leaves their units, in their own words; NULL once they took that back.
CREATE TABLE heir_named (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    heir TEXT,
    named_at_us BIGINT NOT NULL,
    CHECK (heir IS NULL OR heir <> holder),
    PRIMARY KEY (community_id, instrument_id, holder),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;

-- Of a transfer: when its seller said that the money came. Before that nobody approves it.
ALTER TABLE share_transfer ADD COLUMN paid_at_us BIGINT CHECK (paid_at_us IS NULL OR taker IS NOT NULL);
