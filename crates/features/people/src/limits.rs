//! How often somebody may try to sign in or up: by account, against guessing one password, and by connection,
//! against trying one password on many accounts. Kept in memory, for each node alone.
//!
//! Not a rule: counts tries by the clock of the machine.

use crate::Address;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;
use web::Problem;

/// How many tries at once, and how long until one more is given.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    pub burst: NonZeroU32,
    pub one_more_every: Duration,
}

/// Shared by all routes that compare a password.
pub struct Limits {
    by_address: DefaultKeyedRateLimiter<Address>,
    by_peer: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

/// Beyond this many keys the forgotten ones are swept out, so that memory does not grow with what is tried.
const KEYS_MAX: usize = 10_000;

impl Limits {
    /// Ten tries an account, then one a minute; sixty a connection, then one every two seconds. A household or an
    /// office behind one address signs in without noticing.
    pub fn usual() -> Limits {
        const TEN: NonZeroU32 = NonZeroU32::new(10).expect("ten");
        const SIXTY: NonZeroU32 = NonZeroU32::new(60).expect("sixty");
        Limits::new(
            Allowance { burst: TEN, one_more_every: Duration::from_secs(60) },
            Allowance { burst: SIXTY, one_more_every: Duration::from_secs(2) },
        )
    }

    /// For a load driver that signs in many from one place, and for tests of other things.
    pub fn generous() -> Limits {
        let much = Allowance { burst: NonZeroU32::MAX, one_more_every: Duration::from_nanos(1) };
        Limits::new(much, much)
    }

    /// An allowance without time between tries is taken as one a millisecond.
    pub fn new(by_address: Allowance, by_peer: Allowance) -> Limits {
        Limits {
            by_address: DefaultKeyedRateLimiter::dashmap(quota(by_address)),
            by_peer: DefaultKeyedRateLimiter::dashmap(quota(by_peer)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a try. Refuses with 429 and `Retry-After`.
    ///
    /// # Errors
    /// Too many tries from this connection or at this account.
    pub fn count(&self, peer: Option<IpAddr>, address: Option<&Address>) -> Result<(), Problem> {
        if let Some(peer) = peer {
            if self.by_peer.len() > KEYS_MAX {
                self.by_peer.retain_recent();
            }
            self.by_peer.check_key(&block_of(peer)).map_err(|until| self.later(&until))?;
        }
        if let Some(address) = address {
            if self.by_address.len() > KEYS_MAX {
                self.by_address.retain_recent();
            }
            self.by_address.check_key(address).map_err(|until| self.later(&until))?;
        }
        Ok(())
    }

    fn later(&self, until: &governor::NotUntil<<DefaultClock as Clock>::Instant>) -> Problem {
        let wait = until.wait_time_from(self.clock.now());
        Problem::too_many(wait.as_secs() + 1)
    }
}

fn quota(allowance: Allowance) -> Quota {
    let every = Quota::with_period(allowance.one_more_every);
    let every = every.unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN));
    every.allow_burst(allowance.burst)
}

/// One household has 2^64 addresses of IPv6: they count as one.
fn block_of(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V4(four) => IpAddr::V4(four),
        IpAddr::V6(six) => IpAddr::V6((six.to_bits() >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        let few = |burst| Allowance {
            burst: NonZeroU32::new(burst).unwrap(),
            one_more_every: Duration::from_secs(3600),
        };
        Limits::new(few(3), few(5))
    }

    #[test]
    fn an_account_and_a_connection_have_each_their_tries() {
        let limits = limits();
        let (ana, bo) = (Address::parse("ana@x.org").unwrap(), Address::parse("bo@x.org").unwrap());
        let peer = |text: &str| Some(text.parse::<IpAddr>().unwrap());
        for _ in 0..3 {
            assert!(limits.count(peer("192.0.2.1"), Some(&ana)).is_ok());
        }
        assert_eq!(limits.count(peer("192.0.2.9"), Some(&ana)).unwrap_err().code(), "too_many_requests");
        assert!(limits.count(peer("192.0.2.1"), Some(&bo)).is_ok());
        assert!(limits.count(peer("192.0.2.1"), None).is_ok());
        assert!(limits.count(peer("192.0.2.1"), None).is_err());
        assert!(limits.count(None, Some(&bo)).is_ok());
    }

    #[test]
    fn neighbours_of_ipv6_count_as_one() {
        let block = |text: &str| block_of(text.parse().unwrap());
        assert_eq!(block("2001:db8:1:2::3"), block("2001:db8:1:2:ffff::"));
        assert_ne!(block("2001:db8:1:2::3"), block("2001:db8:1:3::3"));
        assert_eq!(block("::ffff:192.0.2.1"), block("192.0.2.1"));
    }
}
