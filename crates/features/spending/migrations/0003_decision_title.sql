-- What the decision was called that made it, frozen as its text was; NULL for older ones and for those of the rules.
ALTER TABLE mandate ADD COLUMN decision_title TEXT;
