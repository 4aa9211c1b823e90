-- A member is known again by the phone that their lines have, as by the room: both are asked about, never taken.
ALTER TABLE known_name ADD COLUMN phone TEXT NOT NULL DEFAULT '';
CREATE INDEX known_name_at_place ON known_name (community_id, place, name);
CREATE INDEX known_name_of_phone ON known_name (community_id, phone, name);
