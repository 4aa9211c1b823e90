-- What a buyer complains of, what was proposed for it, and what became of that. What both wrote stands in the order's story.
CREATE TABLE complaint (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    buyer TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('missing', 'damaged', 'other')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'proposed', 'agreed', 'withdrawn')),
    said_at BIGINT NOT NULL,
    opened_at_us BIGINT NOT NULL,
    since_us BIGINT NOT NULL,
    remedy_count BIGINT NOT NULL CHECK (remedy_count >= 0),
    PRIMARY KEY (community_id, order_id, number),
    FOREIGN KEY (community_id, order_id) REFERENCES customer_order (community_id, id)
) WITHOUT ROWID;

-- One at a time.
CREATE UNIQUE INDEX complaint_open ON complaint (community_id, order_id) WHERE state IN ('waiting', 'proposed');
CREATE INDEX complaint_proposed ON complaint (community_id, since_us, order_id) WHERE state = 'proposed';
CREATE INDEX complaint_of_buyer ON complaint (community_id, buyer, order_id, number);

CREATE TABLE complaint_line (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    complaint BIGINT NOT NULL,
    line BIGINT NOT NULL,
    quantity_milli BIGINT NOT NULL CHECK (quantity_milli > 0),
    PRIMARY KEY (community_id, order_id, complaint, line),
    FOREIGN KEY (community_id, order_id, complaint) REFERENCES complaint (community_id, order_id, number)
) WITHOUT ROWID;

CREATE TABLE complaint_photo (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    complaint BIGINT NOT NULL,
    number BIGINT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (community_id, order_id, complaint, number),
    FOREIGN KEY (community_id, order_id, complaint) REFERENCES complaint (community_id, order_id, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX complaint_photo_of_file ON complaint_photo (community_id, file_id);

CREATE TABLE remedy (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    complaint BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('nothing', 'refund', 'replacement')),
    state TEXT NOT NULL CHECK (state IN ('open', 'agreed', 'declined', 'superseded', 'dropped', 'impossible')),
    amount_minor BIGINT CHECK (amount_minor > 0),
    by_member TEXT,
    said_at BIGINT NOT NULL,
    proposed_at_us BIGINT NOT NULL,
    answered_at BIGINT,
    refund_id TEXT,
    follow_up TEXT,
    CHECK ((kind = 'refund') = (amount_minor IS NOT NULL)),
    CHECK (state = 'agreed' OR (refund_id IS NULL AND follow_up IS NULL)),
    CHECK (state <> 'agreed' OR kind = 'nothing' OR refund_id IS NOT NULL),
    CHECK (state <> 'agreed' OR (kind = 'replacement') = (follow_up IS NOT NULL)),
    PRIMARY KEY (community_id, order_id, complaint, number),
    FOREIGN KEY (community_id, order_id, complaint) REFERENCES complaint (community_id, order_id, number)
) WITHOUT ROWID;

-- One stands at a time, one is agreed to, and it becomes one order.
CREATE UNIQUE INDEX remedy_open ON remedy (community_id, order_id) WHERE state = 'open';
CREATE UNIQUE INDEX remedy_agreed ON remedy (community_id, order_id, complaint) WHERE state = 'agreed';
CREATE UNIQUE INDEX remedy_of_follow_up ON remedy (community_id, follow_up) WHERE follow_up IS NOT NULL;

-- What is to be handed over once more.
CREATE TABLE remedy_line (
    community_id BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    complaint BIGINT NOT NULL,
    remedy BIGINT NOT NULL,
    line BIGINT NOT NULL,
    quantity_milli BIGINT NOT NULL CHECK (quantity_milli > 0),
    PRIMARY KEY (community_id, order_id, complaint, remedy, line),
    FOREIGN KEY (community_id, order_id, complaint, remedy) REFERENCES remedy (community_id, order_id, complaint, number)
) WITHOUT ROWID;

-- Those that wait for an answer now.
INSERT INTO complaint (community_id, order_id, number, buyer, kind, state, said_at, opened_at_us, since_us, remedy_count)
    SELECT o.community_id, o.id, 1, o.buyer, 'other', 'waiting', MAX(e.number), o.complained_at_us, o.complained_at_us, 0
    FROM customer_order o JOIN order_event e
        ON e.community_id = o.community_id AND e.order_id = o.id AND e.step = 'complained'
    WHERE o.complained_at_us IS NOT NULL
    GROUP BY o.community_id, o.id, o.buyer, o.complained_at_us;
