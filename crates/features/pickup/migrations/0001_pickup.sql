-- Quantities are thousandths of a unit, days those since 1970 in the community's zone, times microseconds UTC.

CREATE TABLE pickup_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    point_count BIGINT NOT NULL CHECK (point_count >= 0)
);

CREATE TABLE pickup_point (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    note TEXT NOT NULL,
    -- Windows by weekday, Monday first.
    hours TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    slot_places BIGINT CHECK (slot_places > 0),
    day_places BIGINT CHECK (day_places > 0),
    minder TEXT NOT NULL,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX pickup_point_number ON pickup_point (community_id, number);
CREATE INDEX pickup_point_of_minder ON pickup_point (community_id, minder, number);

-- Places hold by schema: no day and no slot takes more than it has. `places` is what the point had when the last was taken.
CREATE TABLE pickup_day (
    community_id BIGINT NOT NULL,
    point_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    taken BIGINT NOT NULL CHECK (taken >= 0),
    places BIGINT,
    CHECK (taken <= places),
    PRIMARY KEY (community_id, point_id, day),
    FOREIGN KEY (community_id, point_id) REFERENCES pickup_point (community_id, id)
) WITHOUT ROWID;

CREATE TABLE pickup_slot (
    community_id BIGINT NOT NULL,
    point_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    from_minute BIGINT NOT NULL CHECK (from_minute >= 0 AND from_minute < 1440),
    taken BIGINT NOT NULL CHECK (taken >= 0),
    places BIGINT,
    CHECK (taken <= places),
    PRIMARY KEY (community_id, point_id, day, from_minute),
    FOREIGN KEY (community_id, point_id, day) REFERENCES pickup_day (community_id, point_id, day)
) WITHOUT ROWID;

-- One order, one pick-up. No foreign key on the order, as in order_line: it is looked up in the operation that writes it.
CREATE TABLE pickup (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    code BIGINT NOT NULL,
    buyer TEXT NOT NULL,
    point_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    from_minute BIGINT NOT NULL,
    until_minute BIGINT NOT NULL,
    starts_at_us BIGINT NOT NULL,
    ends_at_us BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'not_collected', 'collected', 'handed_to_neighbour', 'dropped')),
    chosen_at_us BIGINT NOT NULL,
    neighbour TEXT,
    neighbour_at_us BIGINT,
    missed_at_us BIGINT,
    gone_at_us BIGINT,
    gone_by TEXT,
    handed_to TEXT,
    CHECK (from_minute < until_minute AND starts_at_us < ends_at_us),
    CHECK ((state IN ('collected', 'handed_to_neighbour')) = (gone_at_us IS NOT NULL)),
    PRIMARY KEY (community_id, order_id),
    FOREIGN KEY (community_id, point_id, day, from_minute)
        REFERENCES pickup_slot (community_id, point_id, day, from_minute)
) WITHOUT ROWID;
CREATE INDEX pickup_of_slot ON pickup (community_id, point_id, day, from_minute, code);
CREATE INDEX pickup_of_buyer ON pickup (community_id, buyer, state, order_id);
CREATE INDEX pickup_of_state ON pickup (community_id, point_id, state, day, code);

-- Which order a code opens now. When its order is gone a code may serve another.
CREATE TABLE pickup_code (
    community_id BIGINT NOT NULL,
    code BIGINT NOT NULL CHECK (code >= 10000 AND code < 100000),
    order_id TEXT NOT NULL,
    PRIMARY KEY (community_id, code)
) WITHOUT ROWID;

-- What minders said, each under an id that their device made: sent again it is known again.
CREATE TABLE check_in (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    state TEXT NOT NULL,
    handed_to TEXT,
    said_now BIGINT NOT NULL CHECK (said_now IN (0, 1)),
    happened_at_us BIGINT NOT NULL,
    recorded_at_us BIGINT NOT NULL,
    by_member TEXT NOT NULL,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, order_id) REFERENCES pickup (community_id, order_id)
) WITHOUT ROWID;
CREATE INDEX check_in_of_order ON check_in (community_id, order_id, recorded_at_us);
