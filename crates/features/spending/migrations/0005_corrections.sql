-- A receipt whose sum was wrong is replaced by another: each names the other. NULL for all that were right, or taken back whole.
ALTER TABLE receipt ADD COLUMN corrects TEXT;
ALTER TABLE receipt ADD COLUMN corrected_by TEXT;
