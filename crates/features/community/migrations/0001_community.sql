-- Site: which address is which community. Written in the site's lane before the community is made in its own.
CREATE TABLE community_registry (
  slug TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL UNIQUE CHECK (number > 0),
  reserved_by TEXT,
  reserved_at_us BIGINT NOT NULL
) WITHOUT ROWID;
-- One row: the last number given out.
CREATE TABLE community_count (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 0),
  last BIGINT NOT NULL
) WITHOUT ROWID;
CREATE TABLE community (
  community_id BIGINT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  lang TEXT NOT NULL,
  currency TEXT NOT NULL,
  zone TEXT NOT NULL,
  charter_version BIGINT NOT NULL,
  theme TEXT NOT NULL,
  storefront_public BIGINT NOT NULL CHECK (storefront_public IN (0, 1)),
  books_public BIGINT NOT NULL CHECK (books_public IN (0, 1)),
  applications_open BIGINT NOT NULL CHECK (applications_open IN (0, 1)),
  probation_days BIGINT NOT NULL CHECK (probation_days >= 0),
  member_count BIGINT NOT NULL CHECK (member_count >= 0),
  -- Never again below one once there is a steward: the operations see to it, and this sees to negative ones.
  steward_count BIGINT NOT NULL CHECK (steward_count >= 0),
  grant_count BIGINT NOT NULL CHECK (grant_count >= 0),
  label_count BIGINT NOT NULL CHECK (label_count >= 0),
  created_at_us BIGINT NOT NULL
) WITHOUT ROWID;
-- Those that visitors may look at, for the site's first page.
CREATE INDEX community_public ON community (community_id) WHERE storefront_public = 1;
CREATE TABLE charter_version (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  version BIGINT NOT NULL,
  theme TEXT NOT NULL,
  belief TEXT NOT NULL,
  note TEXT NOT NULL,
  storefront_public BIGINT NOT NULL CHECK (storefront_public IN (0, 1)),
  books_public BIGINT NOT NULL CHECK (books_public IN (0, 1)),
  applications_open BIGINT NOT NULL CHECK (applications_open IN (0, 1)),
  probation_days BIGINT NOT NULL,
  rule_count BIGINT NOT NULL,
  written_by TEXT,
  written_at_us BIGINT NOT NULL,
  PRIMARY KEY (community_id, version)
) WITHOUT ROWID;
CREATE TABLE charter_rule (
  community_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  position BIGINT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (community_id, version, position),
  FOREIGN KEY (community_id, version) REFERENCES charter_version (community_id, version)
) WITHOUT ROWID;
CREATE TABLE member (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  id TEXT NOT NULL,
  person_id TEXT,
  display_name TEXT NOT NULL,
  book_name TEXT NOT NULL,
  status TEXT NOT NULL,
  roles BIGINT NOT NULL CHECK (roles >= 0),
  created_at_us BIGINT NOT NULL,
  joined_at_us BIGINT,
  probation_until_us BIGINT,
  left_at_us BIGINT,
  -- Until an application is admitted: no invitation lets in who was removed.
  removed_at_us BIGINT,
  PRIMARY KEY (community_id, id)
) WITHOUT ROWID;
-- A person is at most one member of a community; and "where am I a member" is asked across communities.
CREATE UNIQUE INDEX member_by_person ON member (person_id, community_id);
-- The list of members: without placeholders, of which an import makes thousands.
CREATE INDEX member_listed ON member (community_id, id) WHERE person_id IS NOT NULL AND left_at_us IS NULL AND joined_at_us IS NOT NULL;
CREATE INDEX member_with_roles ON member (community_id, id) WHERE roles > 0;
-- Book names are never given again: the journal goes back further than membership.
CREATE TABLE book_name (
  community_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (community_id, name),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, id)
) WITHOUT ROWID;
CREATE TABLE label (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  number BIGINT NOT NULL,
  name TEXT NOT NULL,
  made_at_us BIGINT NOT NULL,
  PRIMARY KEY (community_id, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX label_by_name ON label (community_id, name);
CREATE TABLE member_label (
  community_id BIGINT NOT NULL,
  member_id TEXT NOT NULL,
  label BIGINT NOT NULL,
  worn BIGINT NOT NULL CHECK (worn IN (0, 1)),
  PRIMARY KEY (community_id, member_id, label),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, id),
  FOREIGN KEY (community_id, label) REFERENCES label (community_id, number)
) WITHOUT ROWID;
CREATE INDEX member_label_by_label ON member_label (community_id, label, member_id);
CREATE TABLE role_grant (
  community_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  member_id TEXT NOT NULL,
  role TEXT NOT NULL,
  given BIGINT NOT NULL CHECK (given IN (0, 1)),
  changed_by TEXT,
  reason TEXT NOT NULL,
  changed_at_us BIGINT NOT NULL,
  PRIMARY KEY (community_id, number),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, id)
) WITHOUT ROWID;
CREATE INDEX role_grant_by_member ON role_grant (community_id, member_id, number);
CREATE TABLE application (
  community_id BIGINT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  about TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT,
  applied_at_us BIGINT NOT NULL,
  decided_at_us BIGINT,
  PRIMARY KEY (community_id, id),
  FOREIGN KEY (community_id, member_id) REFERENCES member (community_id, id)
) WITHOUT ROWID;
CREATE INDEX application_by_state ON application (community_id, state, id);
CREATE INDEX application_by_member ON application (community_id, member_id, id);
CREATE TABLE invitation (
  community_id BIGINT NOT NULL REFERENCES community (community_id),
  token_hash BLOB NOT NULL,
  id TEXT NOT NULL,
  note TEXT NOT NULL,
  label BIGINT,
  uses_max BIGINT NOT NULL CHECK (uses_max > 0),
  uses_count BIGINT NOT NULL CHECK (uses_count >= 0 AND uses_count <= uses_max),
  made_by TEXT NOT NULL,
  made_at_us BIGINT NOT NULL,
  expires_at_us BIGINT NOT NULL,
  revoked_at_us BIGINT,
  PRIMARY KEY (community_id, token_hash)
) WITHOUT ROWID;
CREATE UNIQUE INDEX invitation_by_id ON invitation (community_id, id);
