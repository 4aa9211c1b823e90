//! The treasurer has found the money of a subscription: it goes into the books, and its units into the register.

use super::{Moved, lock};
use crate::ids::Member;
use crate::issue::{Origin, OriginKind};
use crate::keeping::Change;
use crate::rows::Subscription;
use crate::subscription::{SubscriptionRefused, arrived, reference};
use crate::{acting, books};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct RecordArrival {
    pub subscription: Id<Subscription>,
    /// The first instant of the day on which it arrived.
    pub arrived_on: Timestamp,
    pub amount_minor: i64,
    /// The bank's.
    pub reference: String,
    pub key: Option<IdempotencyKey>,
}

/// By a treasurer whose own matter it is not. Recorded once, on locked rows; its units were kept since it was asked for.
///
/// # Errors
/// `NotAllowed`, `OwnSubscription`, `WrongState`, `AmountDiffers`, `HolderGone`, `ArrivedInFuture`, `ReferenceMissing`, …
pub fn record_arrival(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RecordArrival,
    now: Timestamp,
) -> Outcome<Moved, SubscriptionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(SubscriptionRefused::KeyReused)? {
        return Ok(first);
    }
    let mut at = lock(tx, input.subscription)?;
    acting::may(tx, by, Power::ConfirmPayments)?;
    let judge = community::judging_as(tx, by, at.subscription.member)?;
    let state = at.subscription.claim().arrive(judge, input.amount_minor).map_err(Refused)?;
    let reference = reference(&input.reference).map_err(Refused)?;
    let arrived_at = arrived(input.arrived_on, now).map_err(Refused)?;
    let community = tx.community();
    if ledger::is_closed(tx, community, arrived_at)? {
        return Err(Refused(SubscriptionRefused::PeriodClosed));
    }
    let is_held = at.register.instrument.kind.is_held();
    if is_held && acting::is_full(tx, at.subscription.member, now)? != Some(true) {
        return Err(Refused(SubscriptionRefused::HolderGone));
    }
    let entry = books::receive(tx, &at.register.instrument, &at.subscription, arrived_at, now)?;
    let entry = entry.ok_or(Refused(SubscriptionRefused::SumTooLarge))?;
    at.release(tx)?;
    let row = &mut at.subscription;
    (row.state, row.reference, row.entry) = (state, reference, Some(entry));
    (row.arrived_at_us, row.decided_by, row.decided_at_us) = (Some(arrived_at), Some(by), Some(now));
    let (units, minor, holder) = (row.units, row.amount_minor, row.member);
    match is_held {
        true => {
            let origin = Origin::new(OriginKind::Subscription, row.id);
            at.register.issue(tx, holder, Change { units, minor, origin, entry: Some(entry) }, now)?;
        }
        false => at.register.instrument.units_issued += units,
    }
    let moved = Moved::of(&at.subscription);
    at.save(tx)?;
    moved.announce(tx, "subscription_paid")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
