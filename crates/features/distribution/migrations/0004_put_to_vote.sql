-- A simulation that is voted on, or was passed and waits to be carried out: by which proposal, and until when. Written by whoever holds
-- ballots. Where it came to nothing the row stays and stands for nothing, so that it may be proposed anew.
CREATE TABLE distribution_vote (
    community_id BIGINT NOT NULL,
    distribution_id TEXT NOT NULL,
    proposal TEXT NOT NULL CHECK (proposal <> ''),
    state TEXT NOT NULL CHECK (state IN ('voting', 'passed', 'over')),
    -- Voting: when the ballot closes. Passed: when the time to appeal is over.
    until_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, distribution_id),
    FOREIGN KEY (community_id, distribution_id) REFERENCES distribution (community_id, id)
) WITHOUT ROWID;
