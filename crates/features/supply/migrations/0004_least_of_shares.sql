-- From which sum on what was shared out is transferred: less than that stays owed, and is carried to the next, unless it goes with more.
CREATE TABLE least_of_share (
    community_id BIGINT NOT NULL,
    cause_id TEXT NOT NULL,
    least_minor BIGINT NOT NULL CHECK (least_minor > 0),
    PRIMARY KEY (community_id, cause_id)
) WITHOUT ROWID;

CREATE INDEX least_of_share_greatest ON least_of_share (community_id, least_minor);
