CREATE TABLE import_run (
    community_id BIGINT NOT NULL PRIMARY KEY,
    run BIGINT NOT NULL,
    turn BIGINT NOT NULL CHECK (turn >= 0)
);

CREATE TABLE import_item (
    community_id BIGINT NOT NULL,
    format TEXT NOT NULL,
    item TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    latest_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, format, item),
    FOREIGN KEY (community_id, offer_id) REFERENCES offer (community_id, id)
) WITHOUT ROWID;

CREATE TABLE import_customer (
    community_id BIGINT NOT NULL,
    format TEXT NOT NULL,
    customer TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (community_id, format, customer)
) WITHOUT ROWID;

CREATE TABLE import_invoice (
    community_id BIGINT NOT NULL,
    format TEXT NOT NULL,
    invoice TEXT NOT NULL,
    prints TEXT NOT NULL,
    latest_at_us BIGINT,
    order_id TEXT,
    PRIMARY KEY (community_id, format, invoice),
    FOREIGN KEY (community_id, order_id) REFERENCES customer_order (community_id, id)
) WITHOUT ROWID;

CREATE TABLE import_cancellation (
    community_id BIGINT NOT NULL,
    format TEXT NOT NULL,
    invoice TEXT NOT NULL,
    ordinal BIGINT NOT NULL CHECK (ordinal > 0),
    refunded_minor BIGINT NOT NULL CHECK (refunded_minor >= 0),
    uncovered_milli BIGINT NOT NULL CHECK (uncovered_milli >= 0),
    PRIMARY KEY (community_id, format, invoice, ordinal),
    FOREIGN KEY (community_id, format, invoice) REFERENCES import_invoice (community_id, format, invoice)
) WITHOUT ROWID;
