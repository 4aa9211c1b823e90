ALTER TABLE ownership_count ADD COLUMN transfer_count BIGINT NOT NULL DEFAULT 0 CHECK (transfer_count >= 0);
ALTER TABLE ownership_count ADD COLUMN parting_count BIGINT NOT NULL DEFAULT 0 CHECK (parting_count >= 0);
ALTER TABLE ownership_count ADD COLUMN certificate_count BIGINT NOT NULL DEFAULT 0 CHECK (certificate_count >= 0);
-- Put in by holders whose units are gone without money: it stays with the fund.
ALTER TABLE instrument ADD COLUMN capital_left_minor BIGINT NOT NULL DEFAULT 0 CHECK (capital_left_minor >= 0);
-- Offered to others, or on their way out: nobody offers the same twice.
ALTER TABLE holding ADD COLUMN units_offered BIGINT NOT NULL DEFAULT 0 CHECK (units_offered >= 0 AND units_offered <= units);

-- What a decision says of passing an instrument on: how long the community comes first, and after how long the units of who left
-- lapse (NULL: never). An instrument without a row keeps to the rules of the house.
CREATE TABLE share_rule (
    community_id BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    first_days BIGINT NOT NULL CHECK (first_days >= 0),
    lapse_days BIGINT CHECK (lapse_days > 0),
    decision TEXT NOT NULL,
    set_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, instrument_id),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;

-- Units offered to the community at a stated price, and what came of it. The money is between the two: recorded, never held. That
-- neither side approves holds by schema.
CREATE TABLE share_transfer (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    seller TEXT NOT NULL,
    -- Who takes them when nobody of the community did.
    named TEXT,
    units BIGINT NOT NULL CHECK (units > 0),
    price_minor BIGINT NOT NULL CHECK (price_minor > 0),
    state TEXT NOT NULL,
    offered_at_us BIGINT NOT NULL,
    first_until_us BIGINT NOT NULL,
    taker TEXT,
    risk_version BIGINT CHECK (risk_version > 0),
    taken_at_us BIGINT,
    decided_by TEXT,
    decided_at_us BIGINT,
    reason TEXT NOT NULL,
    CHECK (named IS NULL OR named <> seller),
    CHECK (taker IS NULL OR taker <> seller),
    CHECK (decided_by IS NULL OR taker IS NOT NULL AND decided_by <> seller AND decided_by <> taker),
    CHECK ((taker IS NULL) = (risk_version IS NULL)),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX share_transfer_number ON share_transfer (community_id, number);
CREATE INDEX share_transfer_of_state ON share_transfer (community_id, state, number);
CREATE INDEX share_transfer_of_seller ON share_transfer (community_id, seller, number);
CREATE INDEX share_transfer_of_taker ON share_transfer (community_id, taker, number);
CREATE INDEX share_transfer_of_named ON share_transfer (community_id, named, number);

-- Units that leave their holder otherwise: bought back by the fund, lapsed, or left behind. One asks, another consents, by schema.
CREATE TABLE parting (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    instrument_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units > 0),
    state TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at_us BIGINT NOT NULL,
    -- Not before.
    due_at_us BIGINT NOT NULL,
    reason TEXT NOT NULL,
    heir_count BIGINT NOT NULL CHECK (heir_count >= 0),
    decided_by TEXT,
    decided_at_us BIGINT,
    refusal TEXT NOT NULL,
    -- Of a buy-back that is done: what was given back, and the expense that it stands in the books with.
    amount_minor BIGINT CHECK (amount_minor > 0),
    expense TEXT,
    CHECK (decided_by IS NULL OR decided_by <> asked_by AND decided_by <> holder),
    CHECK ((expense IS NULL) = (amount_minor IS NULL)),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, instrument_id) REFERENCES instrument (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX parting_number ON parting (community_id, number);
CREATE INDEX parting_of_state ON parting (community_id, state, number);
CREATE INDEX parting_of_holder ON parting (community_id, holder, number);
CREATE INDEX parting_of_asker ON parting (community_id, asked_by, number);

CREATE TABLE parting_heir (
    community_id BIGINT NOT NULL,
    parting_id TEXT NOT NULL,
    position BIGINT NOT NULL CHECK (position > 0),
    heir TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units > 0),
    PRIMARY KEY (community_id, parting_id, position),
    FOREIGN KEY (community_id, parting_id) REFERENCES parting (community_id, id)
) WITHOUT ROWID;

-- What somebody held when they asked for it on paper. Whether it still holds is not written: the register says it.
CREATE TABLE certificate (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    instrument_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units > 0),
    -- The last line of the holding in the register then.
    line_number BIGINT NOT NULL CHECK (line_number > 0),
    risk_version BIGINT NOT NULL CHECK (risk_version > 0),
    made_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, instrument_id, holder, line_number)
        REFERENCES register_line (community_id, instrument_id, holder, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX certificate_number ON certificate (community_id, number);
CREATE UNIQUE INDEX certificate_of_line ON certificate (community_id, instrument_id, holder, line_number);
CREATE INDEX certificate_of_holder ON certificate (community_id, holder, number);

-- A member who stands for a company or an association, and who is behind it. Each version stays.
CREATE TABLE holding_company (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    PRIMARY KEY (community_id, member)
) WITHOUT ROWID;
CREATE TABLE company_owners (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    owner_count BIGINT NOT NULL CHECK (owner_count > 0),
    named_by TEXT NOT NULL,
    named_at_us BIGINT NOT NULL,
    CHECK (named_by <> member),
    PRIMARY KEY (community_id, member, version),
    FOREIGN KEY (community_id, member) REFERENCES holding_company (community_id, member)
) WITHOUT ROWID;
CREATE TABLE company_owner (
    community_id BIGINT NOT NULL,
    member TEXT NOT NULL,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position > 0),
    owner TEXT NOT NULL,
    -- An exact part of the whole.
    share_parts BIGINT NOT NULL CHECK (share_parts > 0),
    whole_parts BIGINT NOT NULL CHECK (whole_parts >= share_parts),
    CHECK (owner <> member),
    PRIMARY KEY (community_id, member, version, position),
    FOREIGN KEY (community_id, member, version) REFERENCES company_owners (community_id, member, version)
) WITHOUT ROWID;
CREATE INDEX company_owner_of_owner ON company_owner (community_id, owner, member, version);
