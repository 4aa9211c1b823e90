-- Up to which part one more unit goes in a tranche: the least remainder that gets one, and the last part that has it. None: nothing is left over.
ALTER TABLE campaign_milestone ADD COLUMN cut_remainder BIGINT;
ALTER TABLE campaign_milestone ADD COLUMN cut_part TEXT;
-- Those that are being reckoned begin anew: the cuts are fixed first.
UPDATE campaign SET counted_up_to = 0 WHERE stage = 'reckoning';
