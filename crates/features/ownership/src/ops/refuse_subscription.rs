//! The treasurer says why a subscription comes to nothing: the money did not come, or went back.

use super::{Moved, lock};
use crate::acting;
use crate::ids::Member;
use crate::rows::Subscription;
use crate::subscription::{SubscriptionRefused, SubscriptionState, reason};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct RefuseSubscription {
    pub subscription: Id<Subscription>,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By a treasurer whose own matter it is not.
///
/// # Errors
/// `NotAllowed`, `OwnSubscription`, `WrongState`, `ReasonMissing`, …
pub fn refuse_subscription(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RefuseSubscription,
    now: Timestamp,
) -> Outcome<Moved, SubscriptionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SubscriptionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut at = lock(tx, input.subscription)?;
    acting::may(tx, by, Power::ConfirmPayments)?;
    let judge = community::judging_as(tx, by, at.subscription.member)?;
    at.subscription.claim().judged_by(judge).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    at.release(tx)?;
    let row = &mut at.subscription;
    (row.state, row.reason) = (SubscriptionState::Refused, reason);
    (row.decided_by, row.decided_at_us) = (Some(by), Some(now));
    let moved = Moved::of(&at.subscription);
    at.save(tx)?;
    moved.announce(tx, "subscription_refused")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
