//! A member takes a subscription back before its money was recorded.

use super::{Moved, lock};
use crate::acting;
use crate::ids::Member;
use crate::rows::Subscription;
use crate::subscription::SubscriptionRefused;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct WithdrawSubscription {
    pub subscription: Id<Subscription>,
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `NotAMember`, `NotYours`, `WrongState`, …
pub fn withdraw_subscription(
    tx: &mut Tx,
    by: Id<Member>,
    input: &WithdrawSubscription,
    now: Timestamp,
) -> Outcome<Moved, SubscriptionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SubscriptionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut at = lock(tx, input.subscription)?;
    if acting::is_full(tx, by, now)?.is_none() {
        return Err(Refused(SubscriptionRefused::NotAMember));
    }
    at.subscription.state = at.subscription.claim().withdraw(by).map_err(Refused)?;
    at.subscription.decided_at_us = Some(now);
    at.release(tx)?;
    let moved = Moved::of(&at.subscription);
    at.save(tx)?;
    moved.announce(tx, "subscription_withdrawn")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
