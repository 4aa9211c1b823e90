-- Pre-orders of one step: reaching the goal released all of it, as was decided and agreed on by who takes part. New ones take two steps, and this is 0.
ALTER TABLE campaign ADD COLUMN goal_releases_all BIGINT NOT NULL DEFAULT 0 CHECK (goal_releases_all IN (0, 1));
-- Those that collect, and those that are over and of which nobody has claimed the delivery.
UPDATE campaign SET goal_releases_all = 1
    WHERE offered = 'pre_order' AND milestone_count = 1 AND stage IN ('collecting', 'done')
        AND NOT EXISTS (SELECT 1 FROM campaign_milestone m
            WHERE m.community_id = campaign.community_id AND m.pool_id = campaign.pool_id AND m.claimed_at_us IS NOT NULL);
