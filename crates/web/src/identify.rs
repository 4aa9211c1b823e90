//! Who is asking, and in which community. The features `people` and `community` answer; this module remembers
//! their answers for a moment, because an order API asks the same thing thousands of times a second.

use crate::ids::{MemberId, PersonId, SessionId};
use crate::lang::Lang;
use crate::power::Powers;
use kernel::{Currency, Timestamp, Zone};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::Fault;

/// What an asynchronous method of a trait object returns.
pub type Answered<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// SHA-256 of a session's token: what is stored and remembered; the token itself never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl TokenHash {
    pub fn of(token: &str) -> TokenHash {
        TokenHash(Sha256::digest(token.as_bytes()).into())
    }

    /// 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A person who is signed in, on one device.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedIn {
    pub person: PersonId,
    pub session: SessionId,
    /// The language chosen in the account, if one was.
    pub lang: Option<Lang>,
    /// Runs the site's machine. In communities that gives one right only: to adopt one that has no steward.
    pub operator: bool,
}

/// The community that a path names.
#[derive(Debug, Clone, PartialEq)]
pub struct CommunityContext {
    /// The book's number: `db.transact(number, …)`.
    pub number: i64,
    pub slug: String,
    pub name: String,
    pub currency: Currency,
    pub zone: Zone,
    /// Home and market are open to visitors; else to members only.
    pub public: bool,
    /// Funds and journal are open to visitors.
    pub books_public: bool,
}

/// What a person is in a community: a current member. People who applied, left or were turned away are none.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    pub member: MemberId,
    pub display_name: String,
    pub powers: Powers,
    /// On probation until then; None when past it.
    pub probation_until: Option<Timestamp>,
}

/// Answered by `people`.
pub trait Sessions: Send + Sync {
    /// None when unknown, expired or revoked. Renews "last seen" when it is old enough to matter.
    fn signed_in<'a>(&'a self, token: &'a TokenHash, now: Timestamp) -> Answered<'a, Option<SignedIn>>;
}

/// Answered by `community`.
pub trait Communities: Send + Sync {
    fn community<'a>(&'a self, slug: &'a str) -> Answered<'a, Option<CommunityContext>>;
    fn membership<'a>(&'a self, community: i64, person: PersonId) -> Answered<'a, Option<Membership>>;
}

/// How long an answer is believed. Powers are decided again inside the transaction, so an old one shows a page
/// a moment too long and permits nothing.
const BELIEVED: Duration = Duration::from_secs(2);
const REMEMBERED_MAX: usize = 16_384;

/// Asks `people` and `community`, and remembers for two seconds.
pub struct Who {
    sessions: Box<dyn Sessions>,
    communities: Box<dyn Communities>,
    signed_in: Memory<TokenHash, Option<SignedIn>>,
    by_slug: Memory<String, Option<Arc<CommunityContext>>>,
    memberships: Memory<(i64, PersonId), Option<Arc<Membership>>>,
}

impl Who {
    pub fn new(sessions: impl Sessions + 'static, communities: impl Communities + 'static) -> Who {
        Who {
            sessions: Box::new(sessions),
            communities: Box::new(communities),
            signed_in: Memory::new(),
            by_slug: Memory::new(),
            memberships: Memory::new(),
        }
    }

    pub async fn signed_in(&self, token: &TokenHash, now: Timestamp) -> Result<Option<SignedIn>, Fault> {
        if let Some(known) = self.signed_in.get(token) {
            return Ok(known);
        }
        let heard = self.signed_in.heard();
        let found = self.sessions.signed_in(token, now).await?;
        self.signed_in.put(*token, found.clone(), heard);
        Ok(found)
    }

    pub async fn community(&self, slug: &str) -> Result<Option<Arc<CommunityContext>>, Fault> {
        if let Some(known) = self.by_slug.get(slug) {
            return Ok(known);
        }
        let heard = self.by_slug.heard();
        let found = self.communities.community(slug).await?.map(Arc::new);
        self.by_slug.put(slug.to_owned(), found.clone(), heard);
        Ok(found)
    }

    pub async fn membership(
        &self,
        community: i64,
        person: PersonId,
    ) -> Result<Option<Arc<Membership>>, Fault> {
        if let Some(known) = self.memberships.get(&(community, person)) {
            return Ok(known);
        }
        let heard = self.memberships.heard();
        let found = self.communities.membership(community, person).await?.map(Arc::new);
        self.memberships.put((community, person), found.clone(), heard);
        Ok(found)
    }

    /// After a session was made, revoked or signed out.
    pub fn forget_token(&self, token: &TokenHash) {
        self.signed_in.forget(|known, _| known == token);
    }

    /// After something of a person changed: password, language, all devices revoked.
    pub fn forget_person(&self, person: PersonId) {
        self.signed_in.forget(|_, found| found.as_ref().is_some_and(|signed_in| signed_in.person == person));
        self.memberships.forget(|(_, known), _| *known == person);
    }

    /// After a charter, name or anybody's roles in a community changed.
    pub fn forget_community(&self, number: i64, slug: &str) {
        self.by_slug.forget(|known, _| known == slug);
        self.memberships.forget(|(community, _), _| *community == number);
    }
}

/// A bounded map whose entries are believed for `BELIEVED`. When full it drops what is old, else all: being
/// asked again is cheap, growing without end is not.
struct Memory<K, V> {
    inner: Mutex<Remembered<K, V>>,
}

struct Remembered<K, V> {
    entries: HashMap<K, (Instant, V)>,
    /// Counts `forget`s: an answer that was fetched before one must not be put back after it.
    forgotten: u64,
}

impl<K: Hash + Eq, V: Clone> Memory<K, V> {
    fn new() -> Memory<K, V> {
        Memory { inner: Mutex::new(Remembered { entries: HashMap::new(), forgotten: 0 }) }
    }

    fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
    {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, value) = inner.entries.get(key)?;
        (at.elapsed() < BELIEVED).then(|| value.clone())
    }

    fn heard(&self) -> u64 {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).forgotten
    }

    fn put(&self, key: K, value: V, heard: u64) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.forgotten != heard {
            return;
        }
        if inner.entries.len() >= REMEMBERED_MAX {
            inner.entries.retain(|_, (at, _)| at.elapsed() < BELIEVED);
        }
        if inner.entries.len() >= REMEMBERED_MAX {
            inner.entries.clear();
        }
        inner.entries.insert(key, (Instant::now(), value));
    }

    fn forget(&self, matches: impl Fn(&K, &V) -> bool) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.forgotten += 1;
        inner.entries.retain(|key, (_, value)| !matches(key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_fetched_before_a_change_is_not_put_back_after_it() {
        let memory: Memory<u8, &str> = Memory::new();
        let heard = memory.heard();
        memory.put(1, "signed in", heard);
        assert_eq!(memory.get(&1), Some("signed in"));
        let heard = memory.heard();
        memory.forget(|key, _| *key == 1);
        memory.put(1, "signed in", heard);
        assert_eq!(memory.get(&1), None);
    }

    #[test]
    fn a_memory_never_grows_past_its_bound() {
        let memory: Memory<usize, ()> = Memory::new();
        for key in 0..REMEMBERED_MAX * 2 + 1 {
            memory.put(key, (), memory.heard());
        }
        assert!(memory.inner.lock().unwrap().entries.len() <= REMEMBERED_MAX);
    }
}
