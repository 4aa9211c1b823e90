-- Parts that lapsed while they were said to be paid, before such parts waited for a look: marked once, for none become so any more. What is paid
-- elsewhere is not looked for here.
ALTER TABLE commitment ADD COLUMN lapsed_unlooked BIGINT NOT NULL DEFAULT 0 CHECK (lapsed_unlooked IN (0, 1));
UPDATE commitment SET lapsed_unlooked = 1
    WHERE state = 'lapsed' AND claimed_at_us > 0 AND paid_entry IS NULL
        AND (decided_at_us IS NULL OR decided_at_us < claimed_at_us)
        AND NOT EXISTS (SELECT 1 FROM campaign k WHERE k.community_id = commitment.community_id
            AND k.pool_id = commitment.pool_id AND k.offered = 'equity_record');
-- Those that still wait: whoever looks reads no others.
CREATE INDEX commitment_unlooked ON commitment (community_id, claimed_at_us, id)
    WHERE lapsed_unlooked = 1 AND paid_entry IS NULL AND (decided_at_us IS NULL OR decided_at_us < claimed_at_us);
