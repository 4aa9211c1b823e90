-- Times are microseconds UTC, sums minor units, weights of votes millionths of a vote.

CREATE TABLE decision_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    proposal_count BIGINT NOT NULL CHECK (proposal_count >= 0),
    rules_version BIGINT NOT NULL CHECK (rules_version >= 0)
);

-- How this community decides: never changed, a new version stands beside the old ones.
CREATE TABLE decision_rules (
    community_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT,
    decision TEXT,
    set_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, version)
) WITHOUT ROWID;

CREATE TABLE proposal (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    stage TEXT NOT NULL,
    owner TEXT NOT NULL,
    text_version BIGINT NOT NULL CHECK (text_version > 0),
    step_count BIGINT NOT NULL CHECK (step_count >= 0),
    comment_count BIGINT NOT NULL CHECK (comment_count >= 0),
    task_count BIGINT NOT NULL CHECK (task_count >= 0),
    action_count BIGINT NOT NULL CHECK (action_count >= 0),
    ballot_id TEXT,
    published_at_us BIGINT NOT NULL,
    stage_since_us BIGINT NOT NULL,
    moved_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX proposal_number ON proposal (community_id, number);
CREATE INDEX proposal_of_stage ON proposal (community_id, stage, moved_at_us, id);
CREATE INDEX proposal_of_owner ON proposal (community_id, owner, id);

-- Versions of what is proposed; what a ballot is about is one of them.
CREATE TABLE proposal_text (
    community_id BIGINT NOT NULL,
    proposal_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    asks TEXT NOT NULL,
    note TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, proposal_id, version),
    FOREIGN KEY (community_id, proposal_id) REFERENCES proposal (community_id, id)
) WITHOUT ROWID;
CREATE INDEX text_of_member ON proposal_text (community_id, written_by, proposal_id, version);

-- The way it went: who, when, why, and what came of it.
CREATE TABLE proposal_step (
    community_id BIGINT NOT NULL,
    proposal_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    step TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    by_member TEXT,
    owner TEXT NOT NULL,
    reason TEXT NOT NULL,
    other TEXT,
    subject TEXT,
    PRIMARY KEY (community_id, proposal_id, number),
    FOREIGN KEY (community_id, proposal_id) REFERENCES proposal (community_id, id)
) WITHOUT ROWID;
CREATE INDEX step_of_member ON proposal_step (community_id, by_member, proposal_id, number);

CREATE TABLE proposal_comment (
    community_id BIGINT NOT NULL,
    proposal_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    parent BIGINT,
    thread TEXT NOT NULL,
    by_member TEXT NOT NULL,
    body TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    hidden_by TEXT,
    hidden_reason TEXT,
    hidden_at_us BIGINT,
    PRIMARY KEY (community_id, proposal_id, number),
    FOREIGN KEY (community_id, proposal_id) REFERENCES proposal (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX comment_thread ON proposal_comment (community_id, proposal_id, thread);
CREATE INDEX comment_of_member ON proposal_comment (community_id, by_member, proposal_id, number);

-- What a decision asks of somebody.
CREATE TABLE proposal_task (
    community_id BIGINT NOT NULL,
    proposal_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    assignee TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at_us BIGINT NOT NULL,
    set_by TEXT NOT NULL,
    set_at_us BIGINT NOT NULL,
    answered_at_us BIGINT,
    done_at_us BIGINT,
    note TEXT NOT NULL,
    PRIMARY KEY (community_id, proposal_id, number),
    FOREIGN KEY (community_id, proposal_id) REFERENCES proposal (community_id, id)
) WITHOUT ROWID;
CREATE INDEX task_due ON proposal_task (community_id, state, due_at_us, proposal_id, number);
CREATE INDEX task_of_member ON proposal_task (community_id, assignee, state, due_at_us, proposal_id, number);

-- Whom a member lets vote in an open ballot on this proposal.
CREATE TABLE proposal_proxy (
    community_id BIGINT NOT NULL,
    proposal_id TEXT NOT NULL,
    member TEXT NOT NULL,
    proxy TEXT NOT NULL,
    named_at_us BIGINT NOT NULL,
    revoked_at_us BIGINT,
    PRIMARY KEY (community_id, proposal_id, member),
    FOREIGN KEY (community_id, proposal_id) REFERENCES proposal (community_id, id)
) WITHOUT ROWID;
CREATE INDEX proxy_of_member ON proposal_proxy (community_id, member, proposal_id);
CREATE INDEX proxy_for ON proposal_proxy (community_id, proposal_id, proxy);

-- What a passed decision does, one row a deed.
CREATE TABLE decided_action (
    community_id BIGINT NOT NULL,
    proposal_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,
    done_at_us BIGINT,
    result TEXT,
    refusal TEXT,
    PRIMARY KEY (community_id, proposal_id, number),
    FOREIGN KEY (community_id, proposal_id) REFERENCES proposal (community_id, id)
) WITHOUT ROWID;

CREATE TABLE ballot (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    proposal_id TEXT NOT NULL,
    text_version BIGINT NOT NULL,
    rules_version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    secrecy TEXT NOT NULL,
    weighting TEXT NOT NULL,
    receipts TEXT NOT NULL,
    state TEXT NOT NULL,
    option_count BIGINT NOT NULL CHECK (option_count >= 0),
    counting TEXT NOT NULL,
    budget_minor BIGINT CHECK (budget_minor > 0),
    terms TEXT NOT NULL,
    electorate_count BIGINT NOT NULL CHECK (electorate_count >= 0),
    voted_count BIGINT NOT NULL CHECK (voted_count >= 0 AND voted_count <= electorate_count),
    opened_by TEXT NOT NULL,
    opened_at_us BIGINT NOT NULL,
    closes_at_us BIGINT NOT NULL,
    first_closes_at_us BIGINT NOT NULL,
    extensions TEXT NOT NULL,
    quorum_reached_at_us BIGINT,
    leads TEXT,
    closed_at_us BIGINT,
    outcome TEXT,
    reckoning TEXT,
    execute_at_us BIGINT,
    final_at_us BIGINT,
    appeal_count BIGINT NOT NULL CHECK (appeal_count >= 0),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, proposal_id) REFERENCES proposal (community_id, id)
) WITHOUT ROWID;
CREATE INDEX ballot_of_state ON ballot (community_id, state, closes_at_us, id);
CREATE INDEX ballot_of_proposal ON ballot (community_id, proposal_id, id);

CREATE TABLE ballot_option (
    community_id BIGINT NOT NULL,
    ballot_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    cost_minor BIGINT CHECK (cost_minor > 0),
    carried_by TEXT,
    PRIMARY KEY (community_id, ballot_id, number),
    FOREIGN KEY (community_id, ballot_id) REFERENCES ballot (community_id, id)
) WITHOUT ROWID;

-- Who may vote, frozen at opening. No time of voting and no choice here: see the README.
CREATE TABLE ballot_voter (
    community_id BIGINT NOT NULL,
    ballot_id TEXT NOT NULL,
    member TEXT NOT NULL,
    weight_e6 BIGINT NOT NULL CHECK (weight_e6 >= 0),
    voted BIGINT NOT NULL CHECK (voted IN (0, 1)),
    PRIMARY KEY (community_id, ballot_id, member),
    FOREIGN KEY (community_id, ballot_id) REFERENCES ballot (community_id, id)
) WITHOUT ROWID;
CREATE INDEX voter_of_member ON ballot_voter (community_id, member, ballot_id);

-- Votes under names: open ballots and consent.
CREATE TABLE open_vote (
    community_id BIGINT NOT NULL,
    ballot_id TEXT NOT NULL,
    member TEXT NOT NULL,
    choice TEXT NOT NULL,
    reason TEXT NOT NULL,
    cast_by TEXT NOT NULL,
    cast_at_us BIGINT NOT NULL,
    standing BIGINT NOT NULL CHECK (standing IN (0, 1)),
    PRIMARY KEY (community_id, ballot_id, member),
    FOREIGN KEY (community_id, ballot_id, member) REFERENCES ballot_voter (community_id, ballot_id, member)
) WITHOUT ROWID;
CREATE INDEX vote_cast_by ON open_vote (community_id, cast_by, ballot_id, member);

-- Votes under no name while a secret ballot is open; the id is a hash of the voter's receipt. Gone when it closes.
CREATE TABLE secret_paper (
    community_id BIGINT NOT NULL,
    ballot_id TEXT NOT NULL,
    id TEXT NOT NULL,
    choice TEXT NOT NULL,
    weight_e6 BIGINT NOT NULL CHECK (weight_e6 >= 0),
    PRIMARY KEY (community_id, ballot_id, id)
) WITHOUT ROWID;

-- The papers of a closed secret ballot, written at once in the order of their ids. Without a choice it shows only that
-- a paper was counted; without a receipt's id it is a choice alone.
CREATE TABLE counted_paper (
    community_id BIGINT NOT NULL,
    ballot_id TEXT NOT NULL,
    id TEXT NOT NULL,
    choice TEXT,
    weight_e6 BIGINT CHECK (weight_e6 >= 0),
    is_receipt BIGINT NOT NULL CHECK (is_receipt IN (0, 1)),
    PRIMARY KEY (community_id, ballot_id, id)
) WITHOUT ROWID;

CREATE TABLE ballot_appeal (
    community_id BIGINT NOT NULL,
    ballot_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    by_member TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    answer TEXT NOT NULL,
    PRIMARY KEY (community_id, ballot_id, number),
    FOREIGN KEY (community_id, ballot_id) REFERENCES ballot (community_id, id)
) WITHOUT ROWID;
CREATE INDEX appeal_of_member ON ballot_appeal (community_id, by_member, ballot_id, number);
