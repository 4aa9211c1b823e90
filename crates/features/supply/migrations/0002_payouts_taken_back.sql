-- A payout to a member that was entered wrongly: the entry that takes it back, by whom and why. What a payment run paid comes
-- back by its line and is not here.
CREATE TABLE payout_taken_back (
    community_id BIGINT NOT NULL,
    payout_id TEXT NOT NULL,
    member TEXT NOT NULL,
    taken_by TEXT NOT NULL,
    taken_at_us BIGINT NOT NULL,
    reason TEXT NOT NULL,
    entry BIGINT NOT NULL,
    CHECK (member <> taken_by),
    PRIMARY KEY (community_id, payout_id)
) WITHOUT ROWID;

CREATE INDEX payout_taken_back_of_member ON payout_taken_back (community_id, member, payout_id);

-- Whether a payout is a run's is asked by who was paid.
CREATE INDEX payment_run_of_member ON payment_run_line (community_id, member, run_id);
