-- Instruments that campaigns made before this bind as their campaigns say.
UPDATE instrument SET by_campaign = 1, probation_days = (SELECT c.probation_days FROM campaign c
        WHERE c.community_id = instrument.community_id AND c.instrument_id = instrument.id)
    WHERE EXISTS (SELECT 1 FROM campaign c
        WHERE c.community_id = instrument.community_id AND c.instrument_id = instrument.id);
