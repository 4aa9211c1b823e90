-- A proxy ended by the one who was named, not by the one who had named them: the latter is told.
ALTER TABLE proposal_proxy ADD COLUMN declined BIGINT NOT NULL DEFAULT 0 CHECK (declined IN (0, 1));
