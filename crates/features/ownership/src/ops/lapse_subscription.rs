//! Units are kept for who asked for them for some days: the member says that the money is on its way, or they come free for others.

use super::{Moved, lock};
use crate::acting;
use crate::ids::Member;
use crate::rows::Subscription;
use crate::subscription::{SubscriptionRefused, SubscriptionState};
use kernel::{Id, Timestamp};
use std::convert::Infallible;
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ClaimPaid {
    pub subscription: Id<Subscription>,
    pub key: Option<IdempotencyKey>,
}

/// By its member: then a treasurer looks, and until that the units stay kept.
///
/// # Errors
/// `NotAMember`, `NotYours`, `WrongState`, …
pub fn claim_paid(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ClaimPaid,
    now: Timestamp,
) -> Outcome<Moved, SubscriptionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SubscriptionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut at = lock(tx, input.subscription)?;
    if acting::is_full(tx, by, now)?.is_none() {
        return Err(Refused(SubscriptionRefused::NotAMember));
    }
    at.subscription.claim().says_paid(by).map_err(Refused)?;
    at.subscription.claimed_at_us = Some(now);
    let moved = Moved::of(&at.subscription);
    at.save(tx)?;
    moved.announce(tx, "subscription_claimed")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// Nothing happens where it was paid, said to be paid, or ended meanwhile.
///
/// # Errors
/// Of the database only.
pub fn lapse_subscription(tx: &mut Tx, id: Id<Subscription>, now: Timestamp) -> Outcome<(), Infallible> {
    let seen = tx.find_first::<Subscription>((tx.community(), id))?;
    if !seen.is_some_and(|row| row.claim().lapses(row.hold_until_us, now)) {
        return Ok(());
    }
    let mut at = known(lock(tx, id))?;
    if at.subscription.claim().lapses(at.subscription.hold_until_us, now) {
        at.release(tx)?;
        (at.subscription.state, at.subscription.decided_at_us) = (SubscriptionState::Lapsed, Some(now));
        let moved = Moved::of(&at.subscription);
        known(at.save(tx))?;
        return Ok(moved.announce(tx, "subscription_lapsed")?);
    }
    Ok(known(at.save(tx))?)
}

/// What the rows themselves name is there, and less is asked for than before.
fn known<T>(found: Outcome<T, SubscriptionRefused>) -> Result<T, Fault> {
    found.map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => Fault::Engine(why.to_string().into()),
    })
}
