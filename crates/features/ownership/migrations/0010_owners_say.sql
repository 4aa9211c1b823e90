-- What who was named behind a company says of it themselves. Nothing: they have not said anything yet.
CREATE TABLE company_owner_word (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    version BIGINT NOT NULL,
    owner TEXT NOT NULL,
    word TEXT NOT NULL CHECK (word IN ('confirmed', 'denied')),
    reason TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    CHECK (owner <> member),
    PRIMARY KEY (community_id, member, version, owner),
    FOREIGN KEY (community_id, member, version) REFERENCES company_owners (community_id, member, version)
) WITHOUT ROWID;
CREATE INDEX company_owner_word_of_owner ON company_owner_word (community_id, owner, member, version);

-- The version of a company's owners that all of them have confirmed last. Until all of a newer one have, those of both are counted.
CREATE TABLE company_settled (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (community_id, member),
    FOREIGN KEY (community_id, member, version) REFERENCES company_owners (community_id, member, version)
) WITHOUT ROWID;

-- What was named before anybody was asked is counted as it was; its people are asked now.
INSERT INTO company_settled (community_id, member, version) SELECT community_id, member, version FROM holding_company;
