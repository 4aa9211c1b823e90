//! How often somebody may try to sign in or up. Guessing one password is limited where it comes from, so that nobody
//! can lock another out from elsewhere; all tries at one address together have a much wider limit. Trying one password on
//! many accounts is limited by connection, making accounts more narrowly. Kept in memory, for each node alone.
//!
//! Not a rule: counts tries by the clock of the machine.

use crate::Address;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;
use web::Problem;
use web::ids::PersonId;

/// How many tries at once, and how long until one more is given.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    pub burst: NonZeroU32,
    pub one_more_every: Duration,
}

impl Allowance {
    /// `burst` of zero is taken as one.
    pub const fn new(burst: u32, one_more_every: Duration) -> Allowance {
        let burst = match NonZeroU32::new(burst) {
            Some(burst) => burst,
            None => NonZeroU32::MIN,
        };
        Allowance { burst, one_more_every }
    }
}

/// One allowance for each thing that is counted.
#[derive(Debug, Clone, Copy)]
pub struct Allowances {
    /// Tries at one address from one connection.
    pub guesses: Allowance,
    /// Tries at one address from everywhere.
    pub address: Allowance,
    /// Tries from one connection, at whatever address.
    pub peer: Allowance,
    /// Sign-ups from one connection.
    pub sign_ups: Allowance,
    /// One's own password, typed again by who is signed in.
    pub own: Allowance,
}

impl Allowances {
    /// A household, an office or a meeting behind one connection signs in and up without noticing.
    pub const USUAL: Allowances = Allowances {
        guesses: Allowance::new(10, Duration::from_secs(60)),
        address: Allowance::new(200, Duration::from_secs(5)),
        peer: Allowance::new(60, Duration::from_secs(2)),
        sign_ups: Allowance::new(20, Duration::from_secs(30)),
        own: Allowance::new(10, Duration::from_secs(60)),
    };

    /// For a load driver that signs in many from one place, and for tests of other things.
    pub const GENEROUS: Allowances = {
        let much = Allowance { burst: NonZeroU32::MAX, one_more_every: Duration::from_nanos(1) };
        Allowances { guesses: much, address: much, peer: much, sign_ups: much, own: much }
    };
}

/// Too many tries: how long to wait for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooSoon {
    pub seconds: u64,
}

impl From<TooSoon> for Problem {
    fn from(wait: TooSoon) -> Problem {
        Problem::too_many(wait.seconds)
    }
}

/// Shared by all routes that compare a password.
pub struct Limits {
    guesses: DefaultKeyedRateLimiter<(Address, Option<IpAddr>)>,
    address: DefaultKeyedRateLimiter<Address>,
    peer: DefaultKeyedRateLimiter<IpAddr>,
    sign_ups: DefaultKeyedRateLimiter<IpAddr>,
    own: DefaultKeyedRateLimiter<PersonId>,
    clock: DefaultClock,
}

/// Beyond this many keys the forgotten ones are swept out, so that memory does not grow with what is tried.
const KEYS_MAX: usize = 10_000;

impl Limits {
    pub fn usual() -> Limits {
        Limits::new(&Allowances::USUAL)
    }

    pub fn generous() -> Limits {
        Limits::new(&Allowances::GENEROUS)
    }

    /// An allowance without time between tries is taken as one a second.
    pub fn new(allowances: &Allowances) -> Limits {
        Limits {
            guesses: DefaultKeyedRateLimiter::dashmap(quota(allowances.guesses)),
            address: DefaultKeyedRateLimiter::dashmap(quota(allowances.address)),
            peer: DefaultKeyedRateLimiter::dashmap(quota(allowances.peer)),
            sign_ups: DefaultKeyedRateLimiter::dashmap(quota(allowances.sign_ups)),
            own: DefaultKeyedRateLimiter::dashmap(quota(allowances.own)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a try at an address, whether there is an account or not.
    ///
    /// # Errors
    /// Too many from this connection, at this address from this connection, or at this address altogether.
    pub fn count(&self, peer: Option<IpAddr>, address: Option<&Address>) -> Result<(), TooSoon> {
        let block = peer.map(block_of);
        if let Some(block) = &block {
            self.check(&self.peer, block)?;
        }
        if let Some(address) = address {
            self.check(&self.guesses, &(address.clone(), block))?;
            self.check(&self.address, address)?;
        }
        Ok(())
    }

    /// The same for signing up.
    ///
    /// # Errors
    /// As `count`, or too many sign-ups from this connection.
    pub fn count_sign_up(&self, peer: Option<IpAddr>, address: &Address) -> Result<(), TooSoon> {
        if let Some(peer) = peer {
            self.check(&self.sign_ups, &block_of(peer))?;
        }
        self.count(peer, Some(address))
    }

    /// Counts a try at the own password: whoever found somebody's browser open must not guess for ever, and nobody
    /// else's tries count.
    ///
    /// # Errors
    /// Too many by this person.
    pub fn count_own(&self, person: PersonId) -> Result<(), TooSoon> {
        self.check(&self.own, &person)
    }

    fn check<K: Hash + Eq + Clone>(
        &self,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: &K,
    ) -> Result<(), TooSoon> {
        if limiter.len() > KEYS_MAX {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            TooSoon { seconds: wait.as_secs() + 1 }
        })
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

    fn few() -> Limits {
        let hourly = |burst| Allowance::new(burst, Duration::from_secs(3600));
        Limits::new(&Allowances {
            guesses: hourly(3),
            address: hourly(5),
            peer: hourly(6),
            sign_ups: hourly(2),
            own: hourly(1),
        })
    }

    fn peer(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    /// Three guesses from one place leave the owner, who is elsewhere, as free as before; five altogether do not.
    #[test]
    fn nobody_is_locked_out_by_one_who_guesses_from_elsewhere() {
        let (limits, ana) = (few(), address("ana@x.org"));
        for _ in 0..3 {
            assert!(limits.count(peer("192.0.2.1"), Some(&ana)).is_ok());
        }
        assert!(limits.count(peer("192.0.2.1"), Some(&ana)).is_err());
        for _ in 0..2 {
            assert!(limits.count(peer("192.0.2.9"), Some(&ana)).is_ok());
        }
        assert!(limits.count(peer("192.0.2.7"), Some(&ana)).is_err());
        assert!(limits.count(None, Some(&address("bo@x.org"))).is_ok());
    }

    #[test]
    fn a_connection_has_its_tries_and_fewer_sign_ups() {
        let (limits, here) = (few(), peer("192.0.2.1"));
        for name in ["a@x.org", "b@x.org"] {
            assert!(limits.count_sign_up(here, &address(name)).is_ok());
        }
        assert!(limits.count_sign_up(here, &address("c@x.org")).is_err());
        assert!(limits.count_sign_up(peer("192.0.2.9"), &address("c@x.org")).is_ok());
        for _ in 0..4 {
            assert!(limits.count(here, None).is_ok());
        }
        let wait = limits.count(here, None).unwrap_err();
        assert!((1..=3600).contains(&wait.seconds), "{wait:?}");
        assert_eq!(Problem::from(wait).code(), "too_many_requests");
    }

    #[test]
    fn the_own_password_is_counted_by_person() {
        let person = |byte| kernel::Id::from_parts(0, [byte; 10]);
        let limits = few();
        assert!(limits.count_own(person(1)).is_ok());
        assert!(limits.count_own(person(1)).is_err());
        assert!(limits.count_own(person(2)).is_ok());
    }

    #[test]
    fn neighbours_of_ipv6_count_as_one() {
        let block = |text: &str| block_of(text.parse().unwrap());
        assert_eq!(block("2001:db8:1:2::3"), block("2001:db8:1:2:ffff::"));
        assert_ne!(block("2001:db8:1:2::3"), block("2001:db8:1:3::3"));
        assert_eq!(block("::ffff:192.0.2.1"), block("192.0.2.1"));
    }
}
