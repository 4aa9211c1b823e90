-- The proposal whose ballot decided it, where one did; NULL: somebody with the power to.
ALTER TABLE offer_split ADD COLUMN decision TEXT;
