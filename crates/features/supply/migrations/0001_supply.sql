-- Sums are minor units, quantities thousandths of a unit, times microseconds UTC.

CREATE TABLE supply_count (
    community_id BIGINT NOT NULL PRIMARY KEY,
    supplier_count BIGINT NOT NULL CHECK (supplier_count >= 0),
    purchase_count BIGINT NOT NULL CHECK (purchase_count >= 0),
    run_count BIGINT NOT NULL CHECK (run_count >= 0)
);

CREATE TABLE supplier (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    member TEXT,
    link_hash BLOB,
    link_until_us BIGINT,
    is_open BIGINT NOT NULL CHECK (is_open IN (0, 1)),
    bank_version BIGINT NOT NULL CHECK (bank_version >= 0),
    made_by TEXT,
    made_at_us BIGINT NOT NULL,
    changed_at_us BIGINT NOT NULL,
    -- Nobody makes a supplier of oneself.
    CHECK (made_by IS NULL OR member IS NULL OR made_by <> member),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX supplier_number ON supplier (community_id, number);
-- A member is one supplier at most: one account, one page.
CREATE UNIQUE INDEX supplier_of_member ON supplier (community_id, member);

CREATE TABLE supplier_bank (
    community_id BIGINT NOT NULL,
    supplier_id TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    holder TEXT NOT NULL,
    account TEXT NOT NULL,
    bank TEXT NOT NULL,
    bic TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, supplier_id, version),
    FOREIGN KEY (community_id, supplier_id) REFERENCES supplier (community_id, id)
) WITHOUT ROWID;

CREATE TABLE paying_account (
    community_id BIGINT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    account TEXT NOT NULL,
    bank TEXT NOT NULL,
    bic TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at_us BIGINT NOT NULL
);

CREATE TABLE purchase (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    supplier_id TEXT NOT NULL,
    terms TEXT NOT NULL,
    raised_by TEXT NOT NULL,
    raised_for TEXT,
    mandate_id TEXT,
    fund BIGINT,
    state TEXT NOT NULL,
    deliver_on_us BIGINT,
    deliver_to TEXT NOT NULL,
    note TEXT NOT NULL,
    line_count BIGINT NOT NULL CHECK (line_count >= 0),
    event_count BIGINT NOT NULL CHECK (event_count >= 0),
    delivery_count BIGINT NOT NULL CHECK (delivery_count >= 0),
    total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
    made_by TEXT,
    made_at_us BIGINT NOT NULL,
    closed_at_us BIGINT,
    billed_minor BIGINT NOT NULL CHECK (billed_minor >= 0),
    expense_id TEXT,
    not_billed TEXT,
    credited_minor BIGINT NOT NULL CHECK (credited_minor >= 0),
    -- No more is billed than was agreed, and no more credited than was billed.
    CHECK (billed_minor <= total_minor),
    CHECK (credited_minor <= billed_minor),
    CHECK ((terms = 'bought') = (mandate_id IS NOT NULL)),
    CHECK ((state = 'closed') = (closed_at_us IS NOT NULL)),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, supplier_id) REFERENCES supplier (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX purchase_number ON purchase (community_id, number);
CREATE INDEX purchase_of_supplier ON purchase (community_id, supplier_id, number);
CREATE INDEX purchase_of_state ON purchase (community_id, state, number);
CREATE INDEX purchase_of_cause ON purchase (community_id, raised_for);

-- No more comes than was ordered, by schema.
CREATE TABLE purchase_line (
    community_id BIGINT NOT NULL,
    purchase_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    offer_id TEXT NOT NULL,
    variant BIGINT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    case_milli BIGINT NOT NULL CHECK (case_milli > 0),
    quantity_milli BIGINT NOT NULL CHECK (quantity_milli > 0),
    price_e4 BIGINT NOT NULL CHECK (price_e4 >= 0),
    total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
    received_milli BIGINT NOT NULL CHECK (received_milli >= 0),
    CHECK (received_milli <= quantity_milli),
    PRIMARY KEY (community_id, purchase_id, number),
    FOREIGN KEY (community_id, purchase_id) REFERENCES purchase (community_id, id)
) WITHOUT ROWID;

CREATE TABLE purchase_event (
    community_id BIGINT NOT NULL,
    purchase_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    step TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    by_member TEXT,
    reason TEXT,
    entry BIGINT,
    PRIMARY KEY (community_id, purchase_id, number),
    FOREIGN KEY (community_id, purchase_id) REFERENCES purchase (community_id, id)
) WITHOUT ROWID;

CREATE TABLE delivery (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    purchase_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    counted_by TEXT NOT NULL,
    counted_at_us BIGINT NOT NULL,
    note TEXT NOT NULL,
    photo_count BIGINT NOT NULL CHECK (photo_count >= 0),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, purchase_id) REFERENCES purchase (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX delivery_of_purchase ON delivery (community_id, purchase_id, number);

CREATE TABLE delivery_line (
    community_id BIGINT NOT NULL,
    delivery_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    counted_milli BIGINT NOT NULL CHECK (counted_milli > 0),
    PRIMARY KEY (community_id, delivery_id, line),
    FOREIGN KEY (community_id, delivery_id) REFERENCES delivery (community_id, id)
) WITHOUT ROWID;

CREATE TABLE delivery_photo (
    community_id BIGINT NOT NULL,
    delivery_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (community_id, delivery_id, number),
    FOREIGN KEY (community_id, delivery_id) REFERENCES delivery (community_id, id)
) WITHOUT ROWID;
CREATE INDEX delivery_photo_of_file ON delivery_photo (community_id, file_id);

CREATE TABLE supplier_credit (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    purchase_id TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    reason TEXT NOT NULL,
    by_member TEXT,
    at_us BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, purchase_id) REFERENCES purchase (community_id, id)
) WITHOUT ROWID;
CREATE INDEX supplier_credit_of_purchase ON supplier_credit (community_id, purchase_id, id);

-- Two people: who proposed a run is not who consents to it.
CREATE TABLE payment_run (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'paid', 'cancelled')),
    line_count BIGINT NOT NULL CHECK (line_count > 0),
    total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    reason TEXT,
    CHECK (state <> 'paid' OR (decided_by IS NOT NULL AND decided_by <> made_by)),
    CHECK ((state = 'proposed') = (decided_by IS NULL)),
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX payment_run_number ON payment_run (community_id, number);
CREATE INDEX payment_run_of_state ON payment_run (community_id, state, number);

CREATE TABLE payment_run_line (
    community_id BIGINT NOT NULL,
    run_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    supplier_id TEXT NOT NULL,
    member TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    bank_version BIGINT NOT NULL CHECK (bank_version > 0),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'paid', 'void', 'returned')),
    void_reason TEXT,
    sales_minor BIGINT NOT NULL CHECK (sales_minor >= 0),
    sales_payout TEXT NOT NULL,
    sales_entry BIGINT,
    rest_minor BIGINT NOT NULL CHECK (rest_minor >= 0),
    rest_payout TEXT NOT NULL,
    rest_entry BIGINT,
    returned_by TEXT,
    returned_at_us BIGINT,
    CHECK ((state = 'void') = (void_reason IS NOT NULL)),
    CHECK ((state = 'returned') = (returned_at_us IS NOT NULL)),
    -- What is paid is paid out of the books, once.
    CHECK (state IN ('proposed', 'void') OR sales_minor + rest_minor = amount_minor),
    CHECK ((sales_minor > 0) = (sales_entry IS NOT NULL)),
    CHECK ((rest_minor > 0) = (rest_entry IS NOT NULL)),
    CHECK (returned_by IS NULL OR returned_by <> member),
    PRIMARY KEY (community_id, run_id, number),
    FOREIGN KEY (community_id, run_id) REFERENCES payment_run (community_id, id),
    FOREIGN KEY (community_id, supplier_id, bank_version)
        REFERENCES supplier_bank (community_id, supplier_id, version)
) WITHOUT ROWID;
CREATE UNIQUE INDEX payment_run_line_of_supplier ON payment_run_line (community_id, run_id, supplier_id);
CREATE INDEX payment_run_of_supplier ON payment_run_line (community_id, supplier_id, run_id);
