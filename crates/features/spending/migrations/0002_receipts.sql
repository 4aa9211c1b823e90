-- Money received otherwise than by sales: what was there when the books began, gifts, grants, other income.
ALTER TABLE spending_count ADD COLUMN receipt_count BIGINT NOT NULL DEFAULT 0 CHECK (receipt_count >= 0);

CREATE TABLE receipt (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    fund BIGINT NOT NULL,
    place TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    what TEXT NOT NULL,
    received_at_us BIGINT NOT NULL,
    giver_member TEXT,
    giver_name TEXT,
    recorded_by TEXT NOT NULL,
    recorded_at_us BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    proof_count BIGINT NOT NULL CHECK (proof_count >= 0),
    reversed_by TEXT,
    reversed_at_us BIGINT,
    reversed_reason TEXT,
    reversal_entry BIGINT,
    -- One giver or none, and nobody enters what they gave or takes it back.
    CHECK (giver_member IS NULL OR giver_name IS NULL),
    CHECK (giver_member IS NULL OR giver_member <> recorded_by),
    CHECK (giver_member IS NULL OR reversed_by IS NULL OR giver_member <> reversed_by),
    CHECK ((reversed_by IS NULL) = (reversal_entry IS NULL)),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX receipt_number ON receipt (community_id, number);
CREATE INDEX receipt_of_giver ON receipt (community_id, giver_member, number);
-- What a fund began with is entered once for the bank and once for the till; taken back, it may be entered anew.
CREATE UNIQUE INDEX receipt_opening ON receipt (community_id, fund, place) WHERE kind = 'opening' AND reversed_by IS NULL;

CREATE TABLE receipt_proof (
    community_id BIGINT NOT NULL,
    receipt_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (community_id, receipt_id, number),
    FOREIGN KEY (community_id, receipt_id) REFERENCES receipt (community_id, id)
) WITHOUT ROWID;
CREATE INDEX receipt_proof_of_file ON receipt_proof (community_id, file_id, receipt_id);
