-- What of a part's units each tranche releases, rounded over all parts together. None: it was reckoned before, each part alone.
ALTER TABLE campaign_part ADD COLUMN units_by_tranche TEXT;
