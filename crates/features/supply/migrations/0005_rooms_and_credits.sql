-- What an order of a fund may cost is kept under its mandate, from when it binds the fund until it is billed or ends.
ALTER TABLE purchase ADD COLUMN kept_minor BIGINT NOT NULL DEFAULT 0
    CHECK (kept_minor >= 0 AND kept_minor <= total_minor AND (kept_minor = 0 OR mandate_id IS NOT NULL));

-- Orders that bind a fund already keep what their mandate has left, the oldest first: more than the ceiling nobody can promise. What is
-- not kept has to be left when it is billed, as before.
UPDATE purchase SET kept_minor = COALESCE((
    SELECT CASE
        WHEN free.minor <= 0 THEN 0
        WHEN free.minor < purchase.total_minor THEN free.minor
        ELSE purchase.total_minor END
    FROM (SELECT m.ceiling_minor - m.spent_minor - m.promised_minor - CAST(COALESCE((
            SELECT SUM(b.total_minor) FROM purchase b
            WHERE b.community_id = purchase.community_id AND b.mandate_id = purchase.mandate_id AND b.number < purchase.number
            AND b.state IN ('asked', 'sent', 'confirmed', 'declined', 'delivered_in_part', 'delivered')), 0) AS BIGINT) AS minor
        FROM mandate m WHERE m.community_id = purchase.community_id AND m.id = purchase.mandate_id) AS free), 0)
WHERE mandate_id IS NOT NULL AND state IN ('asked', 'sent', 'confirmed', 'declined', 'delivered_in_part', 'delivered');

UPDATE mandate SET promised_minor = promised_minor + (
    SELECT CAST(SUM(p.kept_minor) AS BIGINT) FROM purchase p
    WHERE p.community_id = mandate.community_id AND p.mandate_id = mandate.id AND p.kept_minor > 0)
WHERE EXISTS (
    SELECT 1 FROM purchase p
    WHERE p.community_id = mandate.community_id AND p.mandate_id = mandate.id AND p.kept_minor > 0);

-- A few at a time, among all that was ever ordered.
CREATE INDEX purchase_kept ON purchase (community_id, mandate_id, number) WHERE kept_minor > 0;

-- A supplier is asked before they are owed less. What is agreed to stands among the credits, under the same id.
CREATE TABLE credit_asked (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    purchase_id TEXT NOT NULL,
    supplier_id TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    reason TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at_us BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'objected', 'agreed', 'dropped')),
    -- When silence agrees; NULL: it never does, for the supplier could not see it.
    silence_at_us BIGINT,
    objection TEXT,
    settled_how TEXT,
    settled_by TEXT,
    settled_at_us BIGINT,
    settled_reason TEXT,
    CHECK ((state IN ('agreed', 'dropped')) = (settled_at_us IS NOT NULL)),
    CHECK ((state IN ('agreed', 'dropped')) = (settled_how IS NOT NULL)),
    -- Two people: who asked for it does not agree to it.
    CHECK (state <> 'agreed' OR settled_by IS NULL OR settled_by <> asked_by),
    PRIMARY KEY (community_id, id),
    FOREIGN KEY (community_id, purchase_id) REFERENCES purchase (community_id, id)
) WITHOUT ROWID;
CREATE INDEX credit_asked_of_purchase ON credit_asked (community_id, purchase_id, id);
CREATE INDEX credit_asked_of_supplier ON credit_asked (community_id, supplier_id, id);
CREATE INDEX credit_asked_open ON credit_asked (community_id, id) WHERE state IN ('asked', 'objected');
