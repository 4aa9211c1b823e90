-- Sums are minor units, times microseconds UTC.

-- What a match fund adds to what is in: it counts towards the goal.
ALTER TABLE pool ADD COLUMN match_minor BIGINT NOT NULL DEFAULT 0 CHECK (match_minor >= 0);

-- What a decision set aside out of a fund, to be added to gifts. Never more is promised or gone than was set aside: by schema.
CREATE TABLE match_fund (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    decision TEXT NOT NULL,
    decision_title TEXT NOT NULL,
    mandate_id TEXT NOT NULL,
    fund BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('share', 'quadratic')),
    percent BIGINT NOT NULL CHECK (percent >= 0),
    each_minor BIGINT NOT NULL CHECK (each_minor >= 0),
    member_minor BIGINT NOT NULL CHECK (member_minor >= 0),
    campaign_minor BIGINT NOT NULL CHECK (campaign_minor > 0),
    budget_minor BIGINT NOT NULL CHECK (budget_minor > 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'done')),
    campaign_count BIGINT NOT NULL CHECK (campaign_count > 0),
    opened_at_us BIGINT NOT NULL,
    promised_minor BIGINT NOT NULL CHECK (promised_minor >= 0),
    moved_minor BIGINT NOT NULL CHECK (moved_minor >= 0),
    unused_minor BIGINT NOT NULL CHECK (unused_minor >= 0),
    unused_entry BIGINT,
    CHECK (promised_minor + moved_minor + unused_minor <= budget_minor),
    CHECK ((unused_entry IS NULL) = (unused_minor = 0)),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE INDEX match_fund_of_decision ON match_fund (community_id, decision, id);

-- One campaign, one match fund. What is held is kept, released or back with its fund: by schema.
CREATE TABLE matched_campaign (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    match_id TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('counting', 'fixed', 'held', 'off')),
    cap_minor BIGINT NOT NULL CHECK (cap_minor > 0),
    given_minor BIGINT NOT NULL CHECK (given_minor >= 0),
    roots BIGINT NOT NULL CHECK (roots >= 0),
    match_minor BIGINT NOT NULL CHECK (match_minor BETWEEN 0 AND cap_minor),
    kept_minor BIGINT NOT NULL CHECK (kept_minor >= 0),
    released_minor BIGINT NOT NULL CHECK (released_minor >= 0),
    returned_minor BIGINT NOT NULL CHECK (returned_minor >= 0),
    held_entry BIGINT,
    back_entry BIGINT,
    CHECK (stage <> 'off' OR match_minor = 0),
    CHECK (kept_minor + released_minor + returned_minor = CASE WHEN stage = 'held' THEN match_minor ELSE 0 END),
    CHECK ((back_entry IS NULL) = (returned_minor = 0)),
    PRIMARY KEY (community_id, pool_id),
    FOREIGN KEY (community_id, pool_id) REFERENCES campaign (community_id, pool_id),
    FOREIGN KEY (community_id, match_id) REFERENCES match_fund (community_id, id)
) WITHOUT ROWID;
CREATE INDEX matched_campaign_of_fund ON matched_campaign (community_id, match_id, pool_id);

CREATE TABLE matched_giver (
    community_id BIGINT NOT NULL,
    pool_id TEXT NOT NULL,
    member TEXT NOT NULL,
    given_minor BIGINT NOT NULL CHECK (given_minor >= 0),
    match_minor BIGINT NOT NULL CHECK (match_minor >= 0),
    PRIMARY KEY (community_id, pool_id, member),
    FOREIGN KEY (community_id, pool_id) REFERENCES matched_campaign (community_id, pool_id)
) WITHOUT ROWID;

CREATE TABLE matched_part (
    community_id BIGINT NOT NULL,
    commitment_id TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    given_minor BIGINT NOT NULL CHECK (given_minor >= 0),
    match_minor BIGINT NOT NULL CHECK (match_minor >= 0),
    PRIMARY KEY (community_id, commitment_id),
    FOREIGN KEY (community_id, commitment_id) REFERENCES commitment (community_id, id),
    FOREIGN KEY (community_id, pool_id) REFERENCES matched_campaign (community_id, pool_id)
) WITHOUT ROWID;
CREATE INDEX matched_part_of_pool ON matched_part (community_id, pool_id, commitment_id);
