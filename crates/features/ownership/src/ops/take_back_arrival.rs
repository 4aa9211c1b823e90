//! Money was recorded as arrived and had not, or not so: the entry is taken back by one that names it, the units leave the
//! register, and the subscription waits again.

use super::{Moved, lock};
use crate::acting::{self, fault};
use crate::books;
use crate::ids::Member;
use crate::issue::{Origin, OriginKind};
use crate::keeping::Change;
use crate::rows::{ArrivalTakenBack, Subscription};
use crate::subscription::{SubscriptionRefused, reason};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct TakeBackArrival {
    pub subscription: Id<Subscription>,
    /// For the member to read.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By a treasurer whose own matter it is not. What is right is recorded anew, or refused with its reason. The units stay kept for
/// the member meanwhile: the mistake was not theirs.
///
/// # Errors
/// `NotAllowed`, `OwnSubscription`, `WrongState`, `ReasonMissing`, `MovedOn`, `UnitsMovedOn`, …
pub fn take_back_arrival(
    tx: &mut Tx,
    by: Id<Member>,
    input: &TakeBackArrival,
    now: Timestamp,
) -> Outcome<Moved, SubscriptionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SubscriptionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut at = lock(tx, input.subscription)?;
    acting::may(tx, by, Power::ConfirmPayments)?;
    let judge = community::judging_as(tx, by, at.subscription.member)?;
    let state = at.subscription.claim().take_back(judge).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(Refused)?;
    let (Some(entry), Some(arrived_at_us)) = (at.subscription.entry, at.subscription.arrived_at_us) else {
        return Err(fault(format!("{}: paid without an entry", at.subscription.id)).into());
    };
    let (units, minor) = (at.subscription.units, at.subscription.amount_minor);
    let is_held = at.register.instrument.kind.is_held();
    let held = at.held(tx)?;
    // Passed on, offered, or given back for money: there is nothing to take back from.
    if is_held && (held.free() < units || held.row.paid_minor < minor) {
        return Err(Refused(SubscriptionRefused::UnitsMovedOn));
    }
    let reversal_entry = books::take_back(tx, &at.subscription, entry, now)?;
    let (holder, origin) =
        (at.subscription.member, Origin::new(OriginKind::Subscription, at.subscription.id));
    match is_held {
        true => {
            let change = Change { units: -units, minor: -minor, origin, entry: Some(reversal_entry) };
            at.register.issue(tx, holder, change, now)?;
        }
        false => at.register.instrument.units_issued -= units,
    }
    at.register.instrument.units_asked += units;
    at.held(tx)?.row.units_asked += units;
    let row = &mut at.subscription;
    (row.state, row.entry, row.arrived_at_us) = (state, None, None);
    (row.decided_by, row.decided_at_us) = (None, None);
    // Kept until somebody says otherwise: the mistake was not the member's.
    (row.hold_until_us, row.claimed_at_us) = (None, None);
    row.reference.clear();
    tx.insert(&ArrivalTakenBack {
        community_id: at.subscription.community_id,
        subscription_id: at.subscription.id,
        entry,
        reversal_entry,
        arrived_at_us,
        taken_by: by,
        taken_at_us: now,
        reason,
    })?;
    let moved = Moved { entry: Some(reversal_entry), ..Moved::of(&at.subscription) };
    at.save(tx)?;
    moved.announce(tx, "subscription_taken_back")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
