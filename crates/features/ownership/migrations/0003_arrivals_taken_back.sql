-- Money that was recorded as arrived and had not, or not so: which entry was taken back by which, by whom and why. The subscription
-- itself waits again; what was is told here, in the register and in the books.
CREATE TABLE arrival_taken_back (
    community_id BIGINT NOT NULL,
    subscription_id TEXT NOT NULL,
    entry BIGINT NOT NULL,
    reversal_entry BIGINT NOT NULL,
    arrived_at_us BIGINT NOT NULL,
    taken_by TEXT NOT NULL,
    taken_at_us BIGINT NOT NULL,
    reason TEXT NOT NULL,
    CHECK (reversal_entry > entry),
    PRIMARY KEY (community_id, subscription_id, entry),
    FOREIGN KEY (community_id, subscription_id) REFERENCES subscription (community_id, id)
) WITHOUT ROWID;
