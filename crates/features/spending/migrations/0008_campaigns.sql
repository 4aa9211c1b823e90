-- What a campaign has released may be spent by the decision that set it up: its mandate, of which there is one, says which campaign.
-- NULL for all others.
ALTER TABLE mandate ADD COLUMN campaign TEXT;
CREATE UNIQUE INDEX mandate_of_campaign ON mandate (community_id, campaign);

-- What its money was to be spent on, as it was decided.
CREATE TABLE mandate_line (
    community_id BIGINT NOT NULL,
    mandate_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    what TEXT NOT NULL,
    minor BIGINT NOT NULL CHECK (minor > 0),
    PRIMARY KEY (community_id, mandate_id, number),
    FOREIGN KEY (community_id, mandate_id) REFERENCES mandate (community_id, id)
) WITHOUT ROWID;

-- Who spends it: none of them says yes to an expense under it.
CREATE TABLE mandate_team (
    community_id BIGINT NOT NULL,
    mandate_id TEXT NOT NULL,
    member TEXT NOT NULL,
    leads BIGINT NOT NULL CHECK (leads IN (0, 1)),
    PRIMARY KEY (community_id, mandate_id, member),
    FOREIGN KEY (community_id, mandate_id) REFERENCES mandate (community_id, id)
) WITHOUT ROWID;

-- Which of the lines an expense is for; NULL: none, or there are none.
ALTER TABLE expense ADD COLUMN line BIGINT CHECK (line > 0);
