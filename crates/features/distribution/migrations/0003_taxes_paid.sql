-- Tax was withheld that the office has not been paid: what the desk looks for. Outcomes are JSON in an order of their own, and what people
-- type in them has its quotes escaped.
ALTER TABLE distribution ADD COLUMN tax_open BIGINT NOT NULL DEFAULT 0 CHECK (tax_open IN (0, 1));

UPDATE distribution SET tax_open = 1 WHERE state IN ('paying', 'paid')
    AND outcome LIKE '%"withheld_minor":%' AND outcome NOT LIKE '%"withheld_minor":0,%';

CREATE INDEX distribution_tax_open ON distribution (community_id, number) WHERE tax_open = 1;

-- What was withheld for a line of tax is paid to its office, whole: asked for by one, consented to by another. Of the attempts at a line
-- one at most stands.
CREATE TABLE tax_payment (
    community_id BIGINT NOT NULL,
    distribution_id TEXT NOT NULL,
    line BIGINT NOT NULL CHECK (line > 0),
    attempt BIGINT NOT NULL CHECK (attempt > 0),
    name TEXT NOT NULL,
    office TEXT NOT NULL CHECK (office <> ''),
    reference TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'withdrawn', 'paid', 'taken_back')),
    made_by TEXT NOT NULL,
    made_at_us BIGINT NOT NULL,
    decided_by TEXT,
    decided_at_us BIGINT,
    entry BIGINT,
    taken_by TEXT,
    taken_at_us BIGINT,
    reason TEXT,
    back_entry BIGINT,
    PRIMARY KEY (community_id, distribution_id, line, attempt),
    FOREIGN KEY (community_id, distribution_id) REFERENCES distribution (community_id, id),
    CHECK ((state = 'proposed') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at_us IS NULL)),
    CHECK ((entry IS NOT NULL) = (state IN ('paid', 'taken_back'))),
    CHECK (entry IS NULL OR decided_by <> made_by),
    CHECK ((state = 'taken_back') = (back_entry IS NOT NULL)),
    CHECK ((back_entry IS NULL) = (taken_by IS NULL)),
    CHECK ((back_entry IS NULL) = (taken_at_us IS NULL)),
    CHECK ((back_entry IS NULL) = (reason IS NULL))
) WITHOUT ROWID;

CREATE UNIQUE INDEX tax_payment_standing ON tax_payment (community_id, distribution_id, line)
    WHERE state IN ('proposed', 'paid');
CREATE INDEX tax_payment_taken ON tax_payment (community_id, taken_by) WHERE taken_by IS NOT NULL;
CREATE INDEX tax_payment_office ON tax_payment (community_id, name, made_at_us);
