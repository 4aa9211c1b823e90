//! What every handler has at hand: the store, the clock, new ids, who is asking, and the settings.

use crate::identify::Who;
use crate::live::Live;
use kernel::{Id, Prefixed, Timestamp};
use std::sync::Arc;
use store::Db;

/// Cheap to clone: axum clones it for every request.
#[derive(Clone)]
pub struct Site {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub ids: IdSource,
    pub who: Arc<Who>,
    pub live: Live,
    pub config: Arc<SiteConfig>,
}

impl Site {
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id, sorted by the clock's time.
    pub fn id<T: Prefixed>(&self) -> Id<T> {
        Id::from_parts(self.clock.now().milliseconds(), self.ids.random())
    }
}

/// Settings that pages depend on.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// Where people reach the site, without a slash at the end: `https://hehuo.example`.
    pub base_url: String,
    /// Demo and tests only: every page says so.
    pub simulated_payments: bool,
    /// Bytes of an ordinary request body; uploads have their own limit.
    pub body_limit: usize,
    pub request_seconds: u64,
    /// A reverse proxy of ours stands in front and appends to X-Forwarded-For. Without one the header is a
    /// claim of whoever asks, and is ignored.
    pub behind_proxy: bool,
}

impl SiteConfig {
    pub fn at(base_url: &str) -> SiteConfig {
        SiteConfig {
            base_url: base_url.trim_end_matches('/').to_owned(),
            simulated_payments: false,
            body_limit: 1024 * 1024,
            request_seconds: 30,
            behind_proxy: false,
        }
    }

    /// True on https: cookies are then `Secure` and `__Host-`, and HSTS is sent.
    pub fn secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// Where `now` comes from. Rules never ask it: handlers do, once, and pass the answer in.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// The system's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::of_system()
    }
}

/// Random bits for ids and tokens: the system's, or a repeatable series for tests and the demo.
#[derive(Clone)]
pub struct IdSource {
    fill: Arc<Fill>,
}

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl IdSource {
    /// The system's randomness. It aborts when the system has none: a guessable token is worse.
    pub fn system() -> IdSource {
        IdSource {
            fill: Arc::new(|bytes| {
                if getrandom::fill(bytes).is_err() {
                    std::process::abort();
                }
            }),
        }
    }

    /// For tests and the demo: whatever `fill` writes.
    pub fn of(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> IdSource {
        IdSource { fill: Arc::new(fill) }
    }

    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }
}
