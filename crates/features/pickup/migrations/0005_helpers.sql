-- Who hands over at a point beside who minds it, from one day to another; for good where there is no last day.
CREATE TABLE pickup_helper (
    community_id BIGINT NOT NULL,
    point_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    member TEXT NOT NULL,
    from_day BIGINT NOT NULL,
    until_day BIGINT,
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    ended_by TEXT,
    ended_at_us BIGINT,
    CHECK (from_day <= until_day),
    PRIMARY KEY (community_id, point_id, number),
    FOREIGN KEY (community_id, point_id) REFERENCES pickup_point (community_id, id)
) WITHOUT ROWID;
CREATE INDEX pickup_helper_of_member ON pickup_helper (community_id, member, point_id, number);
