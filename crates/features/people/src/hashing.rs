//! Work that no operation may do: from a password to what it is checked by, and fresh tokens. It happens before the
//! transaction.
//!
//! An account is found by its address and a verifier: argon2id of the password, salted with an HMAC-SHA256 (RFC 2104) of
//! the address under a secret of the site. So one hash answers every try, and what is stored tells nobody who has no copy
//! of it which salt an address has. Why: `docs/decisions/accounts-and-founding.md`.
//!
//! Not a rule: hashes, on threads of its own.

use crate::Address;
use crate::ops::forget_sessions;
use crate::people_store::SecretRow;
use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use kernel::Timestamp;
use sha2::Sha256;
use std::convert::Infallible;
use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Db, Fault, OpError, Tx};
use tokio::sync::Semaphore;
use web::{IdSource, TokenHash};

/// Each hash takes 19 MiB and a core; more at once only makes all of them wait for each other.
static AT_ONCE: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));

/// Of the parameters that made a verifier, stored beside it. Whoever raises them has to let a try cost a hash of each
/// version, and move accounts on as people sign in: neither is there yet, since there is one version.
pub const HASHING: i64 = 1;

const VERIFIER_BYTES: usize = 32;

/// What is stored of a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier {
    pub(crate) bytes: Vec<u8>,
}

impl Verifier {
    /// Matches no password that anybody could find: for accounts that nobody signs in to.
    pub fn of_nobody(random: [u8; VERIFIER_BYTES]) -> Verifier {
        Verifier { bytes: random.to_vec() }
    }
}

impl fmt::Debug for Verifier {
    /// Without its bytes: inputs of operations are printed when something fails.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier")
    }
}

/// What makes the salts of this site.
#[derive(Clone)]
pub struct SiteSecret {
    bytes: Vec<u8>,
}

impl SiteSecret {
    /// The site's own, made with the first use.
    ///
    /// # Errors
    /// Of the database only.
    pub async fn of(db: &Db, ids: &IdSource, now: Timestamp) -> Result<SiteSecret, Fault> {
        if let Some(row) = db.read(|reader| reader.find::<SecretRow>(&0)).await? {
            return Ok(SiteSecret { bytes: row.secret });
        }
        let random = ids.random::<32>();
        let made = db.transact(0, move |tx: &mut Tx| {
            if let Some(row) = tx.lock::<SecretRow>(0)? {
                return Ok(row.secret);
            }
            tx.insert(&SecretRow { id: 0, secret: random.to_vec(), made_at_us: now })?;
            // The site's first moment: from now on there are sessions to be forgotten.
            tx.enqueue(forget_sessions::first(now))?;
            Ok::<_, OpError<Infallible>>(random.to_vec())
        });
        match made.await {
            Ok(bytes) => Ok(SiteSecret { bytes }),
            Err(OpError::Refused(never)) => match never {},
            Err(OpError::Fault(fault)) => Err(fault),
        }
    }

    /// The same for every account of an address, and unknown to who has no copy of the data.
    fn salt(&self, email: &Address) -> Result<[u8; 32], Fault> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.bytes);
        let mac = mac.map_err(|error| Fault::Engine(error.to_string().into()))?;
        Ok(mac.chain_update(email.as_str()).finalize().into_bytes().into())
    }
}

/// Makes verifiers, and counts them: the work of a try must not depend on what exists.
#[derive(Debug, Default)]
pub struct Hashing {
    done: AtomicU64,
}

impl Hashing {
    /// What this password is at this address. Costs about 20 ms of a core, on a thread of its own.
    ///
    /// # Errors
    /// Of the machine: no memory, no thread.
    pub async fn verifier(
        &self,
        secret: &SiteSecret,
        email: &Address,
        password: String,
    ) -> Result<Verifier, Fault> {
        let salt = secret.salt(email)?;
        let _turn = AT_ONCE.acquire().await.map_err(|_| Fault::Closed)?;
        self.done.fetch_add(1, Ordering::Relaxed);
        let done = tokio::task::spawn_blocking(move || hash(password.as_bytes(), &salt)).await;
        done.map_err(|error| Fault::Panicked(error.to_string().into()))?
    }

    /// How many were made so far.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

/// argon2id, 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet.
fn hash(password: &[u8], salt: &[u8]) -> Result<Verifier, Fault> {
    let fault = |error: argon2::Error| Fault::Engine(error.to_string().into());
    let params = Params::new(19 * 1024, 2, 1, Some(VERIFIER_BYTES)).map_err(fault)?;
    let mut bytes = vec![0; VERIFIER_BYTES];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(password, salt, &mut bytes).map_err(fault)?;
    Ok(Verifier { bytes })
}

/// 256 random bits, shown once; only the hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn fresh(ids: &IdSource) -> Token {
        Token(ids.random())
    }

    /// 64 hexadecimal digits, for a cookie, a bearer header or a link.
    pub fn text(&self) -> String {
        TokenHash(self.0).hex()
    }

    /// Of the text, as it comes back.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(byte: u8) -> SiteSecret {
        SiteSecret { bytes: vec![byte; 32] }
    }

    /// Another password, address or site: another verifier. The same three: the same one.
    #[tokio::test]
    async fn a_verifier_is_of_one_password_at_one_address_of_one_site() {
        let hashing = Hashing::default();
        let (ana, bo) = (Address::parse("ana@x.org").unwrap(), Address::parse("bo@x.org").unwrap());
        let of = async |secret: &SiteSecret, email: &Address, password: &str| {
            hashing.verifier(secret, email, password.to_owned()).await.unwrap()
        };
        let one = of(&secret(1), &ana, "采菊东篱下").await;
        assert!(one == of(&secret(1), &ana, "采菊东篱下").await);
        assert!(one != of(&secret(1), &ana, "采菊东篱上").await);
        assert!(one != of(&secret(1), &bo, "采菊东篱下").await);
        assert!(one != of(&secret(2), &ana, "采菊东篱下").await);
        assert_eq!((hashing.done(), one.bytes.len()), (5, 32));
    }

    /// Accounts are lost if these ever change without `HASHING`. The expected bytes are those of
    /// another program: argon2-cffi 25.1, `hash_secret_raw(b"password", b"somesaltsomesalt", 2, 19456, 1, 32, Type.ID)`.
    #[test]
    fn the_parameters_are_pinned() {
        let verifier = hash(b"password", b"somesaltsomesalt").unwrap();
        let hex: String = verifier.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            (HASHING, hex.as_str()),
            (1, "2b5dc4054886ec957ef59c73b661c54dd6fb274590b278f657c6d96aac8fa6d1")
        );
    }

    #[test]
    fn tokens_differ_and_only_their_hash_is_kept() {
        let ids = IdSource::system();
        let (one, other) = (Token::fresh(&ids), Token::fresh(&ids));
        assert_ne!(one.text(), other.text());
        assert_eq!(one.text().len(), 64);
        assert_eq!(one.hash(), TokenHash::of(&one.text()));
        assert_ne!(one.hash().hex(), one.text());
    }
}
