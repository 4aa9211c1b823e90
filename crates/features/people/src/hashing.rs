//! Work that no operation may do: password hashing and fresh tokens. It happens before the transaction.
//!
//! Not a rule: hashes, on threads of its own.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use store::Fault;
use tokio::sync::Semaphore;
use web::{IdSource, TokenHash};

/// Each hash takes 19 MiB and a core; more at once only makes all of them wait for each other.
static AT_ONCE: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));

/// Hashed with the same cost as a real password: what an unknown address is compared to, in vain.
static NOBODY: LazyLock<Result<String, Fault>> = LazyLock::new(|| hash_now(b"nobody"));

/// argon2id, 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet, which are
/// this crate's defaults (a test pins them).
fn hash_now(password: &[u8]) -> Result<String, Fault> {
    let hash = Argon2::default().hash_password(password);
    hash.map(|hash| hash.to_string()).map_err(|error| Fault::Engine(error.to_string().into()))
}

fn matches_now(password: &[u8], stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| Argon2::default().verify_password(password, &hash).is_ok())
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Fault::Closed)?;
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::Panicked(error.to_string().into()))?
}

/// The PHC string of a new password. Costs about 20 ms of a core, on a thread of its own.
pub async fn hash(password: String) -> Result<String, Fault> {
    apart(move || hash_now(password.as_bytes())).await
}

/// Whether `password` is the one that was hashed. Without a hash it costs the same and is false, so that
/// the time of an answer does not tell which addresses are known.
pub async fn matches(password: String, stored: Option<String>) -> Result<bool, Fault> {
    apart(move || match stored {
        Some(stored) => Ok(matches_now(password.as_bytes(), &stored)),
        None => {
            let nobody = NOBODY.as_ref().map_err(Clone::clone)?;
            matches_now(password.as_bytes(), nobody);
            Ok(false)
        }
    })
    .await
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

    #[tokio::test]
    async fn a_password_matches_its_hash_only() {
        let stored = hash("采菊东篱下".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(matches("采菊东篱下".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!matches("采菊东篱上".to_owned(), Some(stored)).await.unwrap());
        assert!(!matches("采菊东篱下".to_owned(), None).await.unwrap());
        assert!(!matches("x".to_owned(), Some("no hash".to_owned())).await.unwrap());
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
