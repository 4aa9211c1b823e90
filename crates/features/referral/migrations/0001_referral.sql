-- Sums are minor units, times microseconds UTC.

-- A member's code. It names who gave a link and nobody else: no column says who brought that member.
CREATE TABLE referral_code (
    community_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    member TEXT,
    made_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, code)
) WITHOUT ROWID;
CREATE UNIQUE INDEX referral_code_of_member ON referral_code (community_id, member);

CREATE TABLE reward_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    budget_count BIGINT NOT NULL CHECK (budget_count >= 0)
);

-- What was set aside under a mandate: for rewards by a programme's rules, or for the coupons of a red packet.
CREATE TABLE reward_budget (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('programme', 'packet')),
    title TEXT NOT NULL,
    mandate_id TEXT NOT NULL,
    budget_minor BIGINT NOT NULL CHECK (budget_minor > 0),
    reserved_minor BIGINT NOT NULL CHECK (reserved_minor >= 0),
    spent_minor BIGINT NOT NULL CHECK (spent_minor >= 0),
    returned_minor BIGINT NOT NULL CHECK (returned_minor >= 0 AND returned_minor <= budget_minor),
    rate_bp BIGINT NOT NULL CHECK (rate_bp >= 0 AND rate_bp <= 5000),
    fixed_minor BIGINT NOT NULL CHECK (fixed_minor >= 0),
    order_cap_minor BIGINT NOT NULL CHECK (order_cap_minor >= 0),
    member_cap_minor BIGINT NOT NULL CHECK (member_cap_minor >= 0),
    window_days BIGINT NOT NULL CHECK (window_days >= 0 AND window_days <= 90),
    pays TEXT NOT NULL CHECK (pays IN ('owed', 'coupon')),
    part_count BIGINT NOT NULL CHECK (part_count >= 0 AND part_count <= 500),
    parts TEXT NOT NULL CHECK (parts IN ('equal', 'random')),
    taken_count BIGINT NOT NULL CHECK (taken_count >= 0 AND taken_count <= part_count),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'open', 'ended', 'refused', 'withdrawn')),
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    reason TEXT,
    ends_at_us BIGINT NOT NULL,
    ended_at_us BIGINT,
    entry BIGINT,
    CHECK (reserved_minor + spent_minor <= budget_minor),
    -- Two people look at it.
    CHECK (decided_by <> made_by),
    CHECK (kind = 'programme' OR (rate_bp = 0 AND fixed_minor = 0 AND part_count > 0)),
    CHECK (kind = 'packet' OR ((rate_bp > 0) <> (fixed_minor > 0) AND part_count = 0)),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, mandate_id) REFERENCES mandate (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX reward_budget_number ON reward_budget (community_id, number);
CREATE INDEX reward_budget_of_state ON reward_budget (community_id, state, number);
CREATE INDEX reward_budget_of_mandate ON reward_budget (community_id, mandate_id, id);
-- One programme is open at a time: what a buyer is shown is then what holds.
CREATE UNIQUE INDEX reward_programme_open ON reward_budget (community_id) WHERE kind = 'programme' AND state = 'open';

-- Keys on orders are looked at when all is written: both are said while the order is being placed.

-- What an order brings whoever brought its buyer: an order of goods, once, one member. Neither a reward nor a person can
-- stand where the order stands.
CREATE TABLE referral_reward (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    budget_id TEXT NOT NULL,
    referrer TEXT NOT NULL,
    promised_minor BIGINT NOT NULL CHECK (promised_minor > 0),
    earned_minor BIGINT NOT NULL CHECK (earned_minor >= 0 AND earned_minor <= promised_minor),
    back_minor BIGINT NOT NULL CHECK (back_minor >= 0 AND back_minor <= earned_minor),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'earned', 'void')),
    made_at_us BIGINT NOT NULL,
    decided_at_us BIGINT,
    entry BIGINT,
    coupon_id TEXT,
    CHECK ((state = 'earned') = (earned_minor > 0)),
    PRIMARY KEY (community_id, order_id),
    FOREIGN KEY (community_id, order_id) REFERENCES customer_order (community_id, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (community_id, budget_id) REFERENCES reward_budget (community_id, id)
) WITHOUT ROWID;
CREATE INDEX reward_of_referrer ON referral_reward (community_id, referrer, order_id);
CREATE INDEX reward_of_budget ON referral_reward (community_id, budget_id, order_id);

-- Pays a part of one order. A part of a red packet has a number and, once it is taken, a holder; one that was earned has a
-- holder from the beginning.
CREATE TABLE reward_coupon (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    budget_id TEXT NOT NULL,
    part BIGINT CHECK (part > 0),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    holder TEXT,
    taken_at_us BIGINT,
    expires_at_us BIGINT NOT NULL,
    order_id TEXT,
    void BIGINT NOT NULL CHECK (void IN (0, 1)),
    CHECK (part IS NOT NULL OR holder IS NOT NULL),
    CHECK (order_id IS NULL OR holder IS NOT NULL),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, budget_id) REFERENCES reward_budget (community_id, id),
    FOREIGN KEY (community_id, order_id) REFERENCES customer_order (community_id, id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE UNIQUE INDEX coupon_of_part ON reward_coupon (community_id, budget_id, part);
-- Once each.
CREATE UNIQUE INDEX coupon_taken_by ON reward_coupon (community_id, budget_id, holder) WHERE part IS NOT NULL;
CREATE INDEX coupon_of_holder ON reward_coupon (community_id, holder, id);
CREATE INDEX coupon_of_budget ON reward_coupon (community_id, budget_id, id);
