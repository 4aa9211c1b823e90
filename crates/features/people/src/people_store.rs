//! Rows of people and their devices, and the lists of them.

use crate::session;
use kernel::Timestamp;
use store::row;
use web::ids::{PersonId, SessionId};

row! {
    /// An account on the site. Erased: e-mail and verifier are gone, the id stays.
    pub struct Person in "person" {
        key id: PersonId;
        /// Lower case; None once erased.
        email: Option<String>,
        /// What the password is checked by, see `hashing`; None once erased.
        verifier: Option<Vec<u8>>,
        /// Which parameters made it, so that they can be raised later.
        hashing: i64,
        lang: String,
        /// Runs the site.
        operator: bool,
        created_at_us: Timestamp,
        erased_at_us: Option<Timestamp>,
    }
}

row! {
    /// A sign-in on one device, found by the hash of its token.
    pub struct Session in "session" {
        key token_hash: Vec<u8>;
        id: SessionId,
        person_id: PersonId,
        /// Short and readable, e.g. `Firefox · Windows`.
        agent: String,
        created_at_us: Timestamp,
        last_seen_at_us: Timestamp,
        expires_at_us: Timestamp,
        revoked_at_us: Option<Timestamp>,
    }
}

impl Session {
    pub fn admits(&self, now: Timestamp) -> bool {
        session::admits(self.expires_at_us, self.revoked_at_us, now)
    }
}

row! {
    /// A one-time way to become the operator.
    pub struct SetupLink in "setup_link" {
        key token_hash: Vec<u8>;
        created_at_us: Timestamp,
        expires_at_us: Timestamp,
        used_at_us: Option<Timestamp>,
    }
}

row! {
    /// A one-time way to a new password.
    pub struct PasswordLink in "password_link" {
        key token_hash: Vec<u8>;
        person_id: PersonId,
        created_at_us: Timestamp,
        expires_at_us: Timestamp,
        /// Also when a newer one was made.
        used_at_us: Option<Timestamp>,
    }
}

impl PasswordLink {
    pub fn opens(&self, now: Timestamp) -> bool {
        self.used_at_us.is_none() && now < self.expires_at_us
    }
}

row! {
    /// One row, made once: what makes the salts of this site.
    pub struct SecretRow in "site_secret" {
        key id: i64;
        secret: Vec<u8>,
        made_at_us: Timestamp,
    }
}

/// At most one: address and verifier are unique together, neither is alone.
pub(crate) const BY_VERIFIER: &str = "SELECT id FROM person WHERE email = $1 AND verifier = $2";

/// Whether anybody has an address.
pub(crate) const OF_ADDRESS: &str = "SELECT id FROM person WHERE email = $1 LIMIT 1";

/// All who have it, the oldest account first.
pub(crate) const ALL_OF_ADDRESS: &str = "SELECT id FROM person WHERE email = $1 ORDER BY id";

/// What was made and is neither used nor over.
pub(crate) const OPEN_PASSWORD_LINKS: &str = "SELECT token_hash FROM password_link
    WHERE person_id = $1 AND used_at_us IS NULL AND expires_at_us > $2 ORDER BY token_hash";

/// Whether there is anybody.
pub(crate) const FIRST: &str = "SELECT id FROM person WHERE id > '' ORDER BY id LIMIT 1";

/// The few who run the site have an index of their own; the lower bound (below every id) makes it a search.
pub(crate) const OPERATORS: &str = "SELECT id FROM person WHERE operator = 1 AND id > '' ORDER BY id LIMIT 1";

/// The devices a person may still come from, newest sign-in first (ids sort by time). More than fifty are
/// nobody's list to read.
pub(crate) const DEVICES: &str = "SELECT token_hash, id, agent, created_at_us, last_seen_at_us, expires_at_us
    FROM session WHERE person_id = $1 AND revoked_at_us IS NULL AND expires_at_us > $2
    ORDER BY id DESC LIMIT 50";

/// All of them that are not revoked yet, for revoking or erasing.
pub(crate) const OPEN_SESSIONS: &str =
    "SELECT token_hash, id FROM session WHERE person_id = $1 AND revoked_at_us IS NULL ORDER BY token_hash";

/// Every device there ever was: for the export of one's own data and for erasing it.
pub(crate) const ALL_SESSIONS: &str =
    "SELECT token_hash, id FROM session WHERE person_id = $1 ORDER BY token_hash";

/// Sessions that are over, a batch of them; the limit is `EXPIRED_SESSIONS_MAX`.
pub(crate) const EXPIRED_SESSIONS: &str =
    "SELECT token_hash FROM session WHERE expires_at_us <= $1 ORDER BY expires_at_us LIMIT 100";
pub(crate) const EXPIRED_SESSIONS_MAX: usize = 100;

pub(crate) const STATEMENTS: [&str; 10] = [
    EXPIRED_SESSIONS,
    BY_VERIFIER,
    OF_ADDRESS,
    ALL_OF_ADDRESS,
    OPEN_PASSWORD_LINKS,
    FIRST,
    OPERATORS,
    DEVICES,
    OPEN_SESSIONS,
    ALL_SESSIONS,
];
