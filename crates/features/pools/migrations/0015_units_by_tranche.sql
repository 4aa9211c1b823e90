-- What of a part's units each tranche releases, rounded over all parts together. None: it was reckoned before, each part alone.
ALTER TABLE campaign_part ADD COLUMN units_by_tranche TEXT;
-- What each tranche is worth comes of all parts together now: those that are being reckoned begin anew, or their first parts would be rounded alone.
UPDATE campaign SET counted_up_to = 0 WHERE stage = 'reckoning';
