-- One row a person who can sign in. Everything personal is here and in `session`, so that erasing is two updates.
-- An address that nobody has proven is not unique; address and verifier (of the password) together are, and are what
-- an account is found by.
CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  email TEXT,
  verifier BLOB,
  hashing BIGINT NOT NULL,
  lang TEXT NOT NULL,
  operator BIGINT NOT NULL CHECK (operator IN (0, 1)),
  created_at_us BIGINT NOT NULL,
  erased_at_us BIGINT,
  CHECK (erased_at_us IS NULL OR (email IS NULL AND verifier IS NULL))
) WITHOUT ROWID;
CREATE UNIQUE INDEX person_by_verifier ON person (email, verifier);
CREATE INDEX person_operator ON person (id) WHERE operator = 1;
-- Found by what the browser holds; only its hash is kept, so that a stolen copy of the data opens no session.
CREATE TABLE session (
  token_hash BLOB NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  agent TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  last_seen_at_us BIGINT NOT NULL,
  expires_at_us BIGINT NOT NULL,
  revoked_at_us BIGINT
) WITHOUT ROWID;
CREATE INDEX session_by_person ON session (person_id, id);
CREATE INDEX session_by_expiry ON session (expires_at_us);
CREATE TABLE setup_link (
  token_hash BLOB NOT NULL PRIMARY KEY,
  created_at_us BIGINT NOT NULL,
  expires_at_us BIGINT NOT NULL,
  used_at_us BIGINT
) WITHOUT ROWID;
-- One row: what makes the salts of this site, so that nobody else can work with them beforehand.
CREATE TABLE site_secret (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 0),
  secret BLOB NOT NULL,
  made_at_us BIGINT NOT NULL
) WITHOUT ROWID;
