-- One row a community: its counters, and the lock that makes several nodes take turns.
CREATE TABLE book (
    community_id BIGINT NOT NULL,
    entry_count BIGINT NOT NULL CHECK (entry_count >= 0),
    event_count BIGINT NOT NULL CHECK (event_count >= 0),
    job_count BIGINT NOT NULL CHECK (job_count >= 0),
    PRIMARY KEY (community_id)
) WITHOUT ROWID;

CREATE TABLE outbox (
    community_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (community_id, number)
) WITHOUT ROWID;

-- How far a consumer of the outbox has come.
CREATE TABLE outbox_cursor (
    community_id BIGINT NOT NULL,
    consumer TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (community_id, consumer)
) WITHOUT ROWID;

-- The first answer to each idempotency key.
CREATE TABLE answered (
    community_id BIGINT NOT NULL,
    who TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    answer TEXT NOT NULL,
    answered_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, who, idempotency_key)
) WITHOUT ROWID;

CREATE TABLE job (
    community_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
    due_at_us BIGINT NOT NULL,
    run_at_us BIGINT NOT NULL,
    attempt_count BIGINT NOT NULL CHECK (attempt_count >= 0),
    leased_by TEXT,
    fault TEXT,
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;

-- What is due is looked for across communities; what is done is out of the way.
CREATE INDEX job_due ON job (kind, run_at_us, community_id, id) WHERE state = 'waiting';

-- What has failed too often waits for a person.
CREATE INDEX job_dead ON job (community_id, id) WHERE state = 'dead';
