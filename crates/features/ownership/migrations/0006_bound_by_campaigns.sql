-- Of an instrument that a campaign made: who holds something new has been past probation for so many days, and its units are for those
-- who took part; what nobody entered is not to be had.
ALTER TABLE instrument ADD COLUMN probation_days BIGINT NOT NULL DEFAULT 0 CHECK (probation_days >= 0);
ALTER TABLE instrument ADD COLUMN by_campaign BIGINT NOT NULL DEFAULT 0 CHECK (by_campaign IN (0, 1));
