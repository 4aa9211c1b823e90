-- Nobody has agreed to the split yet: neither who manages offers, by putting it up, nor a decision. What was put up before
-- this column came was agreed to; what was only proposed was not.
ALTER TABLE offer ADD COLUMN split_waits BIGINT NOT NULL DEFAULT 0 CHECK (split_waits IN (0, 1));
UPDATE offer SET split_waits = 1 WHERE state = 'proposed';
-- Whether a decision set these very words for some offer. Few splits are decided.
CREATE INDEX offer_split_decided ON offer_split (community_id, words) WHERE decision IS NOT NULL;
