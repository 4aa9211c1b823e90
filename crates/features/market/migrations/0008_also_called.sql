-- What else people call it, a comma between two: for reading what they write.
ALTER TABLE offer ADD COLUMN also_called TEXT NOT NULL DEFAULT '';
