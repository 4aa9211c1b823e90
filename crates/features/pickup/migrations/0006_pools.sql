-- Where and on which day the orders of a group buy are fetched: one point or several, to be chosen from on joining.
CREATE TABLE pickup_pool (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    point_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (community_id, pool_id, number),
    FOREIGN KEY (community_id, point_id) REFERENCES pickup_point (community_id, id)
) WITHOUT ROWID;

-- The place that is kept for a part until it is an order. `draw`: what the order's code is drawn from then.
CREATE TABLE pickup_part (
    community_id BIGINT NOT NULL,
    commitment_id TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    point_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    from_minute BIGINT NOT NULL,
    until_minute BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('kept', 'ordered', 'free')),
    draw BIGINT NOT NULL,
    chosen_at_us BIGINT NOT NULL,
    CHECK (from_minute < until_minute),
    PRIMARY KEY (community_id, commitment_id),
    FOREIGN KEY (community_id, point_id, day, from_minute)
        REFERENCES pickup_slot (community_id, point_id, day, from_minute)
) WITHOUT ROWID;
CREATE INDEX pickup_part_of_pool ON pickup_part (community_id, pool_id, state, commitment_id);
CREATE INDEX pickup_part_of_slot ON pickup_part (community_id, point_id, day, state, from_minute);
