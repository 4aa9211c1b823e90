-- Sums are minor units, quantities thousandths of a unit, times microseconds UTC.

CREATE TABLE pool_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    pool_count BIGINT NOT NULL CHECK (pool_count >= 0)
);

-- Money held until a condition is met. Room holds by schema: no pool takes more than it said.
CREATE TABLE pool (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    terms TEXT NOT NULL,
    currency TEXT NOT NULL,
    counted TEXT NOT NULL,
    least BIGINT NOT NULL CHECK (least > 0),
    step_milli BIGINT NOT NULL CHECK (step_milli > 0),
    most_milli BIGINT CHECK (most_milli > 0),
    each_most_milli BIGINT CHECK (each_most_milli > 0),
    closes_at_us BIGINT NOT NULL,
    grace_seconds BIGINT NOT NULL CHECK (grace_seconds >= 0),
    hold_seconds BIGINT NOT NULL CHECK (hold_seconds > 0),
    may_leave BIGINT NOT NULL CHECK (may_leave IN (0, 1)),
    state TEXT NOT NULL,
    ending TEXT,
    ended_at_us BIGINT,
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    extended_at_us BIGINT,
    commitment_count BIGINT NOT NULL CHECK (commitment_count >= 0),
    event_count BIGINT NOT NULL CHECK (event_count >= 0),
    taken_milli BIGINT NOT NULL CHECK (taken_milli >= 0),
    claimed_count BIGINT NOT NULL CHECK (claimed_count >= 0),
    held_people BIGINT NOT NULL CHECK (held_people >= 0),
    held_milli BIGINT NOT NULL CHECK (held_milli >= 0),
    held_minor BIGINT NOT NULL CHECK (held_minor >= 0),
    was_met BIGINT NOT NULL CHECK (was_met IN (0, 1)),
    settled_up_to BIGINT NOT NULL CHECK (settled_up_to >= 0),
    CHECK (most_milli IS NULL OR taken_milli <= most_milli),
    CHECK (held_milli <= taken_milli OR state <> 'open'),
    CHECK (settled_up_to <= commitment_count),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX pool_number ON pool (community_id, number);
CREATE INDEX pool_of_state ON pool (community_id, state, number);

CREATE TABLE pool_member (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    member TEXT NOT NULL,
    taken_milli BIGINT NOT NULL CHECK (taken_milli >= 0),
    held_count BIGINT NOT NULL CHECK (held_count >= 0),
    PRIMARY KEY (community_id, pool_id, member),
    FOREIGN KEY (community_id, pool_id) REFERENCES pool (community_id, id)
) WITHOUT ROWID;

-- Money comes in once and leaves once.
CREATE TABLE commitment (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    member TEXT NOT NULL,
    state TEXT NOT NULL,
    units_milli BIGINT NOT NULL CHECK (units_milli > 0),
    due_minor BIGINT NOT NULL,
    made_at_us BIGINT NOT NULL,
    hold_until_us BIGINT NOT NULL,
    method TEXT,
    proof TEXT,
    claimed_at_us BIGINT,
    arrived_at_us BIGINT,
    decided_by TEXT,
    decided_at_us BIGINT,
    reference TEXT,
    held_minor BIGINT NOT NULL CHECK (held_minor >= 0),
    captured_minor BIGINT NOT NULL CHECK (captured_minor >= 0),
    returned_minor BIGINT NOT NULL CHECK (returned_minor >= 0),
    paid_entry BIGINT,
    end_entry BIGINT,
    ended_at_us BIGINT,
    end_reason TEXT,
    CHECK (decided_by IS NULL OR decided_by <> member),
    CHECK (held_minor + captured_minor + returned_minor IN (0, due_minor)),
    CHECK (due_minor > 0),
    CHECK ((state = 'paid_awaiting_formation') = (held_minor > 0)),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, pool_id) REFERENCES pool (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX commitment_number ON commitment (community_id, pool_id, number);
CREATE INDEX commitment_of_member ON commitment (community_id, member, id);
CREATE INDEX commitment_of_state ON commitment (community_id, state, claimed_at_us, id);

CREATE TABLE pool_event (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    step TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    by_member TEXT,
    reason TEXT,
    entry BIGINT,
    PRIMARY KEY (community_id, pool_id, number),
    FOREIGN KEY (community_id, pool_id) REFERENCES pool (community_id, id)
) WITHOUT ROWID;

CREATE TABLE group_buy (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    variant BIGINT NOT NULL,
    goods TEXT NOT NULL,
    unit TEXT NOT NULL,
    split_version BIGINT NOT NULL,
    supplier TEXT,
    step_count BIGINT NOT NULL CHECK (step_count > 0),
    case_milli BIGINT CHECK (case_milli > 0),
    remainder TEXT NOT NULL,
    falls_on TEXT NOT NULL,
    ordered_milli BIGINT CHECK (ordered_milli >= 0),
    spare_milli BIGINT CHECK (spare_milli >= 0),
    price_e4 BIGINT CHECK (price_e4 > 0),
    spare_minor BIGINT NOT NULL CHECK (spare_minor >= 0),
    PRIMARY KEY (community_id, pool_id),
    FOREIGN KEY (community_id, pool_id) REFERENCES pool (community_id, id)
) WITHOUT ROWID;
CREATE INDEX group_buy_of_offer ON group_buy (community_id, offer_id, pool_id);

CREATE TABLE group_buy_step (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    from_milli BIGINT NOT NULL CHECK (from_milli >= 0),
    price_e4 BIGINT NOT NULL CHECK (price_e4 > 0),
    PRIMARY KEY (community_id, pool_id, number),
    FOREIGN KEY (community_id, pool_id) REFERENCES group_buy (community_id, pool_id)
) WITHOUT ROWID;

CREATE TABLE group_buy_part (
    community_id BIGINT NOT NULL,
    commitment_id TEXT NOT NULL,
    refused_milli BIGINT NOT NULL CHECK (refused_milli >= 0),
    order_id TEXT,
    PRIMARY KEY (community_id, commitment_id),
    FOREIGN KEY (community_id, commitment_id) REFERENCES commitment (community_id, id)
) WITHOUT ROWID;
-- One order a commitment, and the way back from an order.
CREATE UNIQUE INDEX group_buy_part_of_order ON group_buy_part (community_id, order_id);
