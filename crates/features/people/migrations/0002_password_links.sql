-- A one-time way to set a new password, made on the server for whoever has forgotten theirs. Only the hash of what is in the
-- link is kept, as of sessions.
CREATE TABLE password_link (
  token_hash BLOB NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  created_at_us BIGINT NOT NULL,
  expires_at_us BIGINT NOT NULL,
  used_at_us BIGINT
) WITHOUT ROWID;
CREATE INDEX password_link_of_person ON password_link (person_id, created_at_us);
