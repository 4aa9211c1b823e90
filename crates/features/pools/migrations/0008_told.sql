-- What happened to a part, one thing after the other and never changed: the money that came, each with its entry, what was not found and
-- why, what it became, what went back.
CREATE TABLE commitment_event (
    community_id BIGINT NOT NULL,
    commitment_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    step TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    sum_minor BIGINT CHECK (sum_minor >= 0),
    entry BIGINT,
    reason TEXT,
    PRIMARY KEY (community_id, commitment_id, number),
    FOREIGN KEY (community_id, commitment_id) REFERENCES commitment (community_id, id)
) WITHOUT ROWID;
ALTER TABLE commitment ADD COLUMN event_count BIGINT NOT NULL DEFAULT 0 CHECK (event_count >= 0);

-- Of parts that were there before, what their row still says: made, claimed, the money that came last, the end.
INSERT INTO commitment_event (community_id, commitment_id, number, step, at_us)
    SELECT community_id, id, 1, 'made', made_at_us FROM commitment;
INSERT INTO commitment_event (community_id, commitment_id, number, step, at_us)
    SELECT community_id, id, 2, 'claimed', claimed_at_us FROM commitment WHERE claimed_at_us IS NOT NULL;
INSERT INTO commitment_event (community_id, commitment_id, number, step, at_us, sum_minor, entry)
    SELECT community_id, id, CASE WHEN claimed_at_us IS NULL THEN 2 ELSE 3 END,
        CASE WHEN paid_entry IS NULL AND state IN ('made', 'claimed', 'lapsed') THEN 'too_little'
            WHEN state = 'lapsed' THEN 'late' ELSE 'paid' END, arrived_at_us,
        CASE WHEN state IN ('made', 'claimed', 'lapsed') THEN NULL ELSE due_minor END, paid_entry
    FROM commitment WHERE arrived_at_us IS NOT NULL;
INSERT INTO commitment_event (community_id, commitment_id, number, step, at_us, sum_minor, entry, reason)
    SELECT community_id, id,
        2 + CASE WHEN claimed_at_us IS NULL THEN 0 ELSE 1 END + CASE WHEN arrived_at_us IS NULL THEN 0 ELSE 1 END,
        state, ended_at_us,
        CASE WHEN state = 'refunded' THEN returned_minor WHEN state = 'captured' AND returned_minor = 0 THEN captured_minor END,
        CASE WHEN state = 'refunded' OR returned_minor = 0 THEN end_entry END, end_reason
    FROM commitment WHERE ended_at_us IS NOT NULL AND state IN ('captured', 'refunded', 'lapsed')
        AND NOT (state = 'lapsed' AND paid_entry IS NOT NULL);
UPDATE commitment SET event_count = (SELECT COUNT(*) FROM commitment_event e
    WHERE e.community_id = commitment.community_id AND e.commitment_id = commitment.id);

-- Why a backer objects, for everybody to read; empty where nothing was said.
ALTER TABLE campaign_voice ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- When a milestone was to be reached as it was decided, where backers looking longer has moved that; NULL: it stands.
ALTER TABLE campaign_milestone ADD COLUMN agreed_due_at_us BIGINT;
