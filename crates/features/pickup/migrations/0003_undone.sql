-- What a check-in can be taken back to, and which one another takes back. Of those before nothing is known: they came from
-- `waiting`.
ALTER TABLE check_in ADD COLUMN before_state TEXT;
ALTER TABLE check_in ADD COLUMN undoes TEXT;
-- What left a point on a day, whenever it was to be fetched.
CREATE INDEX pickup_gone ON pickup (community_id, point_id, gone_at_us);
