//! Read-only SQL of communities. Everything that grows is paged by key.

/// A person has at most one row in a community.
pub(crate) const MEMBER_OF_PERSON: &str = "SELECT id FROM member WHERE person_id = $1 AND community_id = $2";

/// Whether a number that was given out has its community.
pub(crate) const FOUNDED: &str = "SELECT community_id FROM community WHERE community_id = $1";

/// A handful: the charter's bound on labels is a hundred.
pub(crate) const LABELS: &str =
    "SELECT number, name FROM label WHERE community_id = $1 ORDER BY number LIMIT 100";

/// Funds are few; the ledger owns them, names included.
pub(crate) const FUND_NAMES: &str = "SELECT name FROM ledger_fund WHERE community_id = $1 ORDER BY id";

pub(crate) const INVITATION_KEY: &str =
    "SELECT token_hash FROM invitation WHERE community_id = $1 AND id = $2";

/// At most one, as nobody applies while an application waits.
pub(crate) const WAITING_OF_MEMBER: &str = "SELECT id FROM application
    WHERE community_id = $1 AND member_id = $2 AND state = 'waiting' ORDER BY id";

pub(crate) const APPLICATIONS_OF_MEMBER: &str =
    "SELECT id FROM application WHERE community_id = $1 AND member_id = $2 ORDER BY id";

/// Communities whose storefront is open, by number: the site's first page.
pub(crate) const OPEN_COMMUNITIES: &str =
    "SELECT community_id, slug, name, theme, member_count FROM community
    WHERE storefront_public = 1 AND community_id > $1 ORDER BY community_id LIMIT $2";

/// Where a person is or was something. Hundreds would be a strange person.
pub(crate) const OF_PERSON: &str = "SELECT c.slug, c.name, c.theme, m.status, m.community_id
    FROM member AS m JOIN community AS c ON c.community_id = m.community_id
    WHERE m.person_id = $1 ORDER BY m.community_id LIMIT 200";

/// The same, all of them a page at a time.
pub(crate) const PLACES_OF_PERSON: &str = "SELECT m.community_id, c.slug, m.id
    FROM member AS m JOIN community AS c ON c.community_id = m.community_id
    WHERE m.person_id = $1 AND m.community_id > $2 ORDER BY m.community_id LIMIT 50";

pub(crate) const RULES: &str = "SELECT rule, reason FROM charter_rule
    WHERE community_id = $1 AND version = $2 ORDER BY position";

/// Newest first; a charter that changes oftener than this is none.
pub(crate) const VERSIONS: &str =
    "SELECT version, note, written_by, written_at_us, decision FROM charter_version
    WHERE community_id = $1 ORDER BY version DESC LIMIT 100";

/// Oldest first: who has waited longest is answered first.
pub(crate) const WAITING: &str = "SELECT a.id, a.member_id, m.display_name, a.about, a.applied_at_us
    FROM application AS a JOIN member AS m ON m.community_id = a.community_id AND m.id = a.member_id
    WHERE a.community_id = $1 AND a.state = 'waiting' AND a.id > $2 ORDER BY a.id LIMIT $3";

pub(crate) const WAITING_COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM application
    WHERE community_id = $1 AND state = 'waiting'";

/// The latest of one state, for the record below those that wait.
pub(crate) const DECIDED: &str =
    "SELECT a.id, m.display_name, a.state, a.reason, a.decided_by, a.decided_at_us
    FROM application AS a JOIN member AS m ON m.community_id = a.community_id AND m.id = a.member_id
    WHERE a.community_id = $1 AND a.state = $2 ORDER BY a.id DESC LIMIT 10";

/// A person's latest application: ids sort by time.
pub(crate) const LATEST_OF_MEMBER: &str = "SELECT id FROM application
    WHERE community_id = $1 AND member_id = $2 ORDER BY id DESC LIMIT 1";

/// Current members with an account, by when their row was made; with how many have the same name.
pub(crate) const MEMBERS: &str =
    "SELECT m.id, m.display_name, m.roles, m.status, m.probation_until_us, m.joined_at_us,
      (SELECT CAST(COUNT(*) AS BIGINT) FROM member AS o WHERE o.community_id = m.community_id
        AND o.display_name = m.display_name
        AND o.person_id IS NOT NULL AND o.left_at_us IS NULL AND o.joined_at_us IS NOT NULL)
    FROM member AS m WHERE m.community_id = $1 AND m.id > $2
      AND m.person_id IS NOT NULL AND m.left_at_us IS NULL AND m.joined_at_us IS NOT NULL
    ORDER BY m.id LIMIT $3";

/// The same of one.
pub(crate) const MEMBER_LISTED: &str =
    "SELECT m.id, m.display_name, m.roles, m.status, m.probation_until_us, m.joined_at_us,
      (SELECT CAST(COUNT(*) AS BIGINT) FROM member AS o WHERE o.community_id = m.community_id
        AND o.display_name = m.display_name
        AND o.person_id IS NOT NULL AND o.left_at_us IS NULL AND o.joined_at_us IS NOT NULL)
    FROM member AS m WHERE m.community_id = $1 AND m.id = $2
      AND m.person_id IS NOT NULL AND m.left_at_us IS NULL AND m.joined_at_us IS NOT NULL";

/// The same, of one label.
pub(crate) const MEMBERS_WITH_LABEL: &str =
    "SELECT m.id, m.display_name, m.roles, m.status, m.probation_until_us,
      m.joined_at_us,
      (SELECT CAST(COUNT(*) AS BIGINT) FROM member AS o WHERE o.community_id = m.community_id
        AND o.display_name = m.display_name
        AND o.person_id IS NOT NULL AND o.left_at_us IS NULL AND o.joined_at_us IS NOT NULL)
    FROM member_label AS l JOIN member AS m ON m.community_id = l.community_id AND m.id = l.member_id
    WHERE l.community_id = $1 AND l.label = $4 AND l.member_id > $2 AND l.worn = 1
      AND m.person_id IS NOT NULL AND m.left_at_us IS NULL AND m.joined_at_us IS NOT NULL
    ORDER BY l.member_id LIMIT $3";

/// Labels worn on one page of members.
pub(crate) const WORN: &str = "SELECT w.member_id, l.number, l.name FROM member_label AS w
    JOIN label AS l ON l.community_id = w.community_id AND l.number = w.label
    WHERE w.community_id = $1 AND w.member_id >= $2 AND w.member_id <= $3 AND w.worn = 1
    ORDER BY w.member_id, w.label";

pub(crate) const OFFICERS: &str = "SELECT id, display_name, roles FROM member
    WHERE community_id = $1 AND roles > 0 ORDER BY id LIMIT 100";

pub(crate) const GRANTS_OF_MEMBER: &str =
    "SELECT role, given, changed_by, reason, changed_at_us, decision FROM role_grant
    WHERE community_id = $1 AND member_id = $2 ORDER BY number DESC LIMIT 50";

/// All of them, as they happened: for the export of one's own data.
pub(crate) const ALL_GRANTS_OF_MEMBER: &str = "SELECT role, given, reason, changed_at_us FROM role_grant
    WHERE community_id = $1 AND member_id = $2 ORDER BY number";

/// Newest first, by id.
pub(crate) const INVITATIONS: &str = "SELECT token_hash, id FROM invitation
    WHERE community_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";

/// All there are, for commands on the server. Communities are few beside what is in them.
pub(crate) const REGISTERED: &str =
    "SELECT slug, number FROM community_registry WHERE number > 0 ORDER BY number";

/// The first members with an account: whom a form offers to choose from. With how many have the same name.
pub(crate) const NAMES: &str = "SELECT m.id, m.display_name, m.roles, m.joined_at_us,
      (SELECT CAST(COUNT(*) AS BIGINT) FROM member AS o WHERE o.community_id = m.community_id
        AND o.display_name = m.display_name
        AND o.person_id IS NOT NULL AND o.left_at_us IS NULL AND o.joined_at_us IS NOT NULL)
    FROM member AS m WHERE m.community_id = $1
      AND m.person_id IS NOT NULL AND m.left_at_us IS NULL AND m.joined_at_us IS NOT NULL
    ORDER BY m.id LIMIT $2";

/// Those of exactly this name.
pub(crate) const NAMED: &str = "SELECT m.id, m.display_name, m.roles, m.joined_at_us,
      (SELECT CAST(COUNT(*) AS BIGINT) FROM member AS o WHERE o.community_id = m.community_id
        AND o.display_name = m.display_name
        AND o.person_id IS NOT NULL AND o.left_at_us IS NULL AND o.joined_at_us IS NOT NULL)
    FROM member AS m WHERE m.community_id = $1 AND m.display_name = $2
      AND m.person_id IS NOT NULL AND m.left_at_us IS NULL AND m.joined_at_us IS NOT NULL
    ORDER BY m.id LIMIT $3";

/// One by the id.
pub(crate) const NAME_OF: &str = "SELECT m.id, m.display_name, m.roles, m.joined_at_us,
      (SELECT CAST(COUNT(*) AS BIGINT) FROM member AS o WHERE o.community_id = m.community_id
        AND o.display_name = m.display_name
        AND o.person_id IS NOT NULL AND o.left_at_us IS NULL AND o.joined_at_us IS NOT NULL)
    FROM member AS m WHERE m.community_id = $1 AND m.id = $2
      AND m.person_id IS NOT NULL AND m.left_at_us IS NULL AND m.joined_at_us IS NOT NULL";

/// Members with an account who came in and were past probation at a time, and are members now.
pub(crate) const FULL_SINCE: &str = "SELECT id FROM member WHERE community_id = $1 AND id > $2
    AND person_id IS NOT NULL AND left_at_us IS NULL AND joined_at_us IS NOT NULL
    AND joined_at_us <= $3 AND (probation_until_us IS NULL OR probation_until_us <= $3) ORDER BY id LIMIT $4";

/// The companies that somebody stands behind, and who stands behind somebody.
pub(crate) const BESIDE: &str = "SELECT company FROM standing_behind
    WHERE community_id = $1 AND owner = $2 AND stands = 1
    UNION SELECT owner FROM standing_behind WHERE community_id = $1 AND company = $2 AND stands = 1 ORDER BY 1";

/// The same, and the other companies of those who stand behind a company.
pub(crate) const ONE_WITH: &str = "SELECT company FROM standing_behind
    WHERE community_id = $1 AND owner = $2 AND stands = 1
    UNION SELECT owner FROM standing_behind WHERE community_id = $1 AND company = $2 AND stands = 1
    UNION SELECT also.company FROM standing_behind own
    JOIN standing_behind also ON also.community_id = own.community_id AND also.owner = own.owner AND also.stands = 1
    WHERE own.community_id = $1 AND own.company = $2 AND own.stands = 1 ORDER BY 1";

pub(crate) const STATEMENTS: &[&str] = &[
    NAMES,
    BESIDE,
    ONE_WITH,
    NAMED,
    NAME_OF,
    MEMBER_LISTED,
    FULL_SINCE,
    FOUNDED,
    REGISTERED,
    MEMBER_OF_PERSON,
    LABELS,
    FUND_NAMES,
    INVITATION_KEY,
    WAITING_OF_MEMBER,
    APPLICATIONS_OF_MEMBER,
    OPEN_COMMUNITIES,
    OF_PERSON,
    PLACES_OF_PERSON,
    RULES,
    VERSIONS,
    WAITING,
    WAITING_COUNT,
    DECIDED,
    LATEST_OF_MEMBER,
    MEMBERS,
    MEMBERS_WITH_LABEL,
    WORN,
    OFFICERS,
    GRANTS_OF_MEMBER,
    ALL_GRANTS_OF_MEMBER,
    INVITATIONS,
];
