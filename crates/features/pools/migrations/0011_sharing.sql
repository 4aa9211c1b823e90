-- What is fixed part by part before a campaign goes on: up to which part it was counted, and what of a rest is no part's yet.
ALTER TABLE campaign ADD COLUMN counted_up_to BIGINT NOT NULL DEFAULT 0 CHECK (counted_up_to >= 0);
ALTER TABLE campaign ADD COLUMN left_minor BIGINT NOT NULL DEFAULT 0 CHECK (left_minor >= 0);
-- What was left over when a part's share of the rest was divided: the largest of them get one more.
ALTER TABLE campaign_part ADD COLUMN back_remainder BIGINT CHECK (back_remainder > 0);
CREATE INDEX campaign_part_of_remainder ON campaign_part (community_id, pool_id, back_remainder DESC, commitment_id);
