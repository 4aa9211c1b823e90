//! A member asks for units; they are kept until the money comes, it is withdrawn, or it is refused.

use super::Moved;
use crate::acting;
use crate::ids::Member;
use crate::jobs;
use crate::keeping::Register;
use crate::rows::{Instrument, Subscription};
use crate::subscription::{HOLD, Open, SubscriptionRefused, SubscriptionState};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct Subscribe {
    pub id: Id<Subscription>,
    pub instrument: Id<Instrument>,
    pub units: i64,
    /// The version of the risks that the member says to have read.
    pub risk_read: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

/// By a member past probation. Kept for a week, or until a treasurer looked where the member says to have paid. What is kept for those who asked counts as taken: whoever is told to transfer money gets
/// what it is for.
///
/// # Errors
/// `NotAMember`, `OnProbation`, `NoSuchInstrument`, and those of `Open::ask`.
pub fn subscribe(
    tx: &mut Tx,
    member: Id<Member>,
    input: &Subscribe,
    now: Timestamp,
) -> Outcome<Moved, SubscriptionRefused> {
    use SubscriptionRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    match acting::is_full(tx, member, now)? {
        Some(true) => {}
        Some(false) => return Err(Refused(No::OnProbation)),
        None => return Err(Refused(No::NotAMember)),
    }
    let community_id = tx.community();
    let register = Register::lock(tx, input.instrument)?;
    let mut register = register.ok_or(Refused(No::NoSuchInstrument))?;
    if acting::is_full_for(tx, &register.instrument, member, now)? != Some(true) {
        return Err(Refused(No::OnProbation));
    }
    let room = register.room(tx, member)?;
    let instrument = &mut register.instrument;
    let open = Open {
        units_left: instrument.units_free(),
        units_each_max: room.units_each_max,
        units_own: room.units_own,
        risk_version: instrument.risk_version,
    };
    open.ask(input.units, input.risk_read).map_err(Refused)?;
    instrument.units_asked += input.units;
    let (instrument_id, risk_version) = (instrument.id, instrument.risk_version);
    // No more than all units of it come to, which the books can hold.
    let amount_minor = instrument.price_minor * input.units;
    register.held(tx, member)?.row.units_asked += input.units;
    let subscription = Subscription {
        community_id,
        id: input.id,
        number: acting::count(tx, |count| count.subscription_count += 1)?.subscription_count,
        instrument_id,
        member,
        units: input.units,
        amount_minor,
        risk_version,
        state: SubscriptionState::Asked,
        asked_at_us: now,
        decided_by: None,
        decided_at_us: None,
        arrived_at_us: None,
        reference: String::new(),
        reason: String::new(),
        entry: None,
        hold_until_us: Some(now.plus(HOLD)),
        claimed_at_us: None,
    };
    register.save(tx, No::AboveEachBehind)?;
    tx.insert(&subscription)?;
    tx.enqueue(jobs::lapse(subscription.id, now.plus(HOLD)))?;
    let moved = Moved::of(&subscription);
    moved.announce(tx, "subscription_asked")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
