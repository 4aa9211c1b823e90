-- Nothing may be dated before this moment any more: it was closed. Every post reads this row anyway.
ALTER TABLE ledger_book ADD COLUMN closed_before_us BIGINT NOT NULL DEFAULT 0;

-- How many payouts have moved the carries of a fund, and the one that is under way: what was computed from other carries is refused.
ALTER TABLE ledger_fund ADD COLUMN payout_count BIGINT NOT NULL DEFAULT 0 CHECK (payout_count >= 0);
ALTER TABLE ledger_fund ADD COLUMN payout_open TEXT;

-- A payout that reaches its holders in parts. What has left the fund and reached nobody yet is on the liability account `held` of its cause;
-- what the carries still have to change by is pending_minor whole minor units and pending_units parts of one.
CREATE TABLE ledger_payout (
    community_id BIGINT NOT NULL,
    cause_id TEXT NOT NULL,
    fund_id BIGINT NOT NULL,
    entry_number BIGINT NOT NULL,
    held_minor BIGINT NOT NULL CHECK (held_minor >= 0),
    pending_minor BIGINT NOT NULL,
    pending_units BIGINT NOT NULL CHECK (pending_units >= 0 AND pending_units < 1000000000000000000),
    part_count BIGINT NOT NULL CHECK (part_count >= 0),
    ended BIGINT NOT NULL CHECK (ended IN (0, 1)),
    PRIMARY KEY (community_id, cause_id),
    FOREIGN KEY (community_id, fund_id) REFERENCES ledger_fund (community_id, id),
    CHECK (ended = 0 OR (held_minor = 0 AND pending_minor = 0 AND pending_units = 0))
) WITHOUT ROWID;
