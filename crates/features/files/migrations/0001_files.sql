-- What members handed in. The bytes lie beside the database under their SHA-256.
CREATE TABLE file (
    community_id BIGINT NOT NULL,
    id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL CHECK (size_bytes > 0),
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    uploaded_by TEXT,
    uploaded_at_us BIGINT NOT NULL,
    PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
CREATE INDEX file_by_contents ON file (community_id, sha256, id);
CREATE INDEX file_of_member ON file (community_id, uploaded_by, id);
