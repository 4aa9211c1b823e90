-- What a holder says to have read of the risks of what they hold, where nothing asked for it when they got it: a decision turned another share into it.
CREATE TABLE risk_read (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    read_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, instrument_id, holder),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
