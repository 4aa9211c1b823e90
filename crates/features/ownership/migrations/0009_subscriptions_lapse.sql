-- Units are kept for who asked for them until then, or until a treasurer looked where the member says to have paid. Those asked for before
-- stay kept, as they were told.
ALTER TABLE subscription ADD COLUMN hold_until_us BIGINT;
ALTER TABLE subscription ADD COLUMN claimed_at_us BIGINT;
