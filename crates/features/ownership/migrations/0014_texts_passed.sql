ALTER TABLE ownership_count ADD COLUMN text_count BIGINT NOT NULL DEFAULT 0 CHECK (text_count >= 0);

-- A text that reads like the promise of a return, whose author says that it is none: whether a second person has let this very text pass in
-- this kind of place, and why.
CREATE TABLE text_look (
    community_id BIGINT NOT NULL,
    place TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    words TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at_us BIGINT NOT NULL,
    passed_by TEXT,
    passed_at_us BIGINT,
    reason TEXT,
    PRIMARY KEY (community_id, place, sha256),
    CHECK (passed_by IS NULL OR passed_by <> asked_by),
    CHECK ((passed_by IS NULL) = (passed_at_us IS NULL) AND (passed_by IS NULL) = (reason IS NULL))
) WITHOUT ROWID;
CREATE UNIQUE INDEX text_look_numbered ON text_look (community_id, number);
CREATE INDEX text_look_of_author ON text_look (community_id, asked_by, number);
