-- A member's link to a calendar of what they have to fetch and to pay. Only the hash of its secret is kept; none: revoked.
CREATE TABLE calendar_link (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    token_hash BLOB,
    lang TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, member)
) WITHOUT ROWID;
CREATE UNIQUE INDEX calendar_link_of_token ON calendar_link (community_id, token_hash) WHERE token_hash IS NOT NULL;
