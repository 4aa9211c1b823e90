-- What who stands for a company says themselves of who is named behind it: of which version last. Nothing: they have not said anything yet.
CREATE TABLE company_word (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    version BIGINT NOT NULL,
    word TEXT NOT NULL CHECK (word IN ('confirmed', 'denied')),
    reason TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, member),
    FOREIGN KEY (community_id, member, version) REFERENCES company_owners (community_id, member, version)
) WITHOUT ROWID;
