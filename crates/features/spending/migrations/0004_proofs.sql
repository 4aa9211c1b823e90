-- Above this sum the rules of deciding demand a proof; NULL: never. Whoever had set rules already has the usual one.
ALTER TABLE standing_rule ADD COLUMN proof_above_minor BIGINT DEFAULT 20000 CHECK (proof_above_minor >= 0);
