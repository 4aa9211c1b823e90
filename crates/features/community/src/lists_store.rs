//! Read-only SQL of communities. Everything that grows is paged by key.

/// A person has at most one row in a community.
pub(crate) const MEMBER_OF_PERSON: &str = "SELECT id FROM member WHERE person_id = $1 AND community_id = $2";

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

pub(crate) const STATEMENTS: &[&str] =
    &[MEMBER_OF_PERSON, LABELS, FUND_NAMES, INVITATION_KEY, WAITING_OF_MEMBER, APPLICATIONS_OF_MEMBER];
