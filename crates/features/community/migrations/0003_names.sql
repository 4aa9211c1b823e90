-- A form that is given a name asks whose it is, and whether others have the same.
CREATE INDEX member_by_name ON member (community_id, display_name) WHERE person_id IS NOT NULL AND left_at_us IS NULL AND joined_at_us IS NOT NULL;
