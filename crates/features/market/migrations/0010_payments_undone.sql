-- The entry that took a confirmation back, where the money was put down to the wrong order.
ALTER TABLE payment ADD COLUMN undone_entry BIGINT;
-- Since when a line of a statement counts as entered for this no more: what was entered from it was taken back.
ALTER TABLE arrival_seen ADD COLUMN freed_at_us BIGINT;
CREATE INDEX arrival_seen_of_subject ON arrival_seen (community_id, subject, entered_at_us);
