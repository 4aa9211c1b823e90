-- Quantities are thousandths of a unit, prices ten-thousandths of the currency, times microseconds UTC.

CREATE TABLE list_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    list_count BIGINT NOT NULL CHECK (list_count >= 0)
);

CREATE TABLE order_list (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    -- As it was pasted last; gone when it is erased.
    pasted TEXT,
    line_count BIGINT NOT NULL CHECK (line_count >= 0),
    item_count BIGINT NOT NULL CHECK (item_count >= 0),
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    pasted_by TEXT NOT NULL,
    pasted_at_us BIGINT NOT NULL,
    pay_until_us BIGINT NOT NULL,
    point_id TEXT,
    point_day BIGINT,
    erased_at_us BIGINT,
    CHECK ((pasted IS NULL) = (erased_at_us IS NOT NULL)),
    CHECK ((point_id IS NULL) = (point_day IS NULL)),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX order_list_number ON order_list (community_id, number);

-- What the heading names, and the offer it is.
CREATE TABLE list_item (
    community_id BIGINT NOT NULL,
    list_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    price_e4 BIGINT,
    offer_id TEXT,
    variant BIGINT,
    -- Of the offer when it was matched: nobody pays another one unasked.
    agreed_e4 BIGINT,
    CHECK ((offer_id IS NULL) = (variant IS NULL) AND (offer_id IS NULL) = (agreed_e4 IS NULL)),
    PRIMARY KEY (community_id, list_id, number),
    FOREIGN KEY (community_id, list_id) REFERENCES order_list (community_id, id)
) WITHOUT ROWID;

CREATE TABLE list_line (
    community_id BIGINT NOT NULL,
    list_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    place BIGINT NOT NULL,
    words TEXT NOT NULL,
    name TEXT NOT NULL,
    doing TEXT NOT NULL CHECK (doing IN ('order', 'add', 'replace', 'withdraw', 'none')),
    items TEXT NOT NULL,
    note TEXT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('certain', 'likely', 'unclear', 'mended')),
    doubts TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('standing', 'replaced', 'gone')),
    mended_by TEXT,
    mended_at_us BIGINT,
    revision BIGINT NOT NULL,
    CHECK ((mark = 'mended') = (mended_by IS NOT NULL) AND (mended_by IS NULL) = (mended_at_us IS NULL)),
    PRIMARY KEY (community_id, list_id, number),
    FOREIGN KEY (community_id, list_id) REFERENCES order_list (community_id, id)
) WITHOUT ROWID;
CREATE INDEX list_line_in_place ON list_line (community_id, list_id, place, number);
CREATE INDEX list_line_of_name ON list_line (community_id, list_id, name, place);

-- Who a name of a list is, and what could not be ordered for them.
CREATE TABLE list_buyer (
    community_id BIGINT NOT NULL,
    list_id TEXT NOT NULL,
    name TEXT NOT NULL,
    member TEXT,
    troubles TEXT NOT NULL,
    PRIMARY KEY (community_id, list_id, name),
    FOREIGN KEY (community_id, list_id) REFERENCES order_list (community_id, id)
) WITHOUT ROWID;
CREATE INDEX list_buyer_of_member ON list_buyer (community_id, member, list_id);

-- Where an order came from. No foreign key on the order, as in order_line.
CREATE TABLE list_order (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    list_id TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    placed_by TEXT NOT NULL,
    placed_at_us BIGINT NOT NULL,
    counts BIGINT NOT NULL CHECK (counts IN (0, 1)),
    PRIMARY KEY (community_id, order_id),
    FOREIGN KEY (community_id, list_id) REFERENCES order_list (community_id, id)
) WITHOUT ROWID;
CREATE INDEX list_order_of_list ON list_order (community_id, list_id, name, order_id);

-- Whom an organiser meant by a name the last time.
CREATE TABLE known_name (
    community_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    member TEXT NOT NULL,
    said_by TEXT NOT NULL,
    said_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, name)
) WITHOUT ROWID;
CREATE INDEX known_name_of_member ON known_name (community_id, member, name);

-- With which a buyer without an account takes over what was ordered for them. Only the hash is kept.
CREATE TABLE claim_code (
    community_id BIGINT NOT NULL,
    code_hash BLOB NOT NULL,
    placeholder TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    expires_at_us BIGINT NOT NULL,
    voided_at_us BIGINT,
    used_at_us BIGINT,
    used_by TEXT,
    PRIMARY KEY (community_id, code_hash)
) WITHOUT ROWID;
CREATE INDEX claim_code_of_placeholder ON claim_code (community_id, placeholder, made_at_us);
