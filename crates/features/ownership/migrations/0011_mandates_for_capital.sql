-- What a decision lets a fund give back: of which instrument, under which mandate. A mandate for anything else gives no capital back.
-- Mandates of before say in words only what they are for: none of them is read as one for this.
CREATE TABLE capital_mandate (
    community_id BIGINT NOT NULL,
    mandate_id TEXT NOT NULL,
    instrument_id TEXT NOT NULL,
    decision TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, mandate_id),
    FOREIGN KEY (community_id, mandate_id) REFERENCES mandate (community_id, id),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
CREATE INDEX capital_mandate_of_instrument ON capital_mandate (community_id, instrument_id, made_at_us, mandate_id);
