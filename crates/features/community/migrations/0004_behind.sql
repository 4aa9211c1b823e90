-- Whether somebody stands behind a member who stands for a company: what concerns the one is the other's own matter.
CREATE TABLE standing_behind (
    community_id BIGINT NOT NULL,
    company TEXT NOT NULL,
    owner TEXT NOT NULL,
    stands BIGINT NOT NULL CHECK (stands IN (0, 1)),
    CHECK (owner <> company),
    PRIMARY KEY (community_id, company, owner)
) WITHOUT ROWID;
CREATE INDEX standing_behind_of_owner ON standing_behind (community_id, owner, company);
