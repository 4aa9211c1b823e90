//! What operations ask again and again: what is counted, what the books are kept in.
//!
//! Not a rule: it reads rows.

use crate::ahead;
use crate::ids::Member;
use crate::register::RegisterRefused;
use crate::rows::{Instrument, OwnershipCount};
use crate::subscription::SubscriptionRefused;
use community::admission::Status;
use kernel::{Currency, Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Tx};
use web::{Lang, Power};

/// Whether somebody takes part now, and is past probation. On the row of this moment, inside the transaction.
pub(crate) fn is_full(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Result<Option<bool>, Fault> {
    let community = tx.community();
    let row = community::member(tx, community, member)?.filter(community::Member::takes_part);
    Ok(row.map(|row| row.status_at(now) == Status::Active))
}

/// The same for what an instrument asks of who holds something new of it.
pub(crate) fn is_full_for(
    tx: &mut Tx,
    instrument: &Instrument,
    member: Id<Member>,
    now: Timestamp,
) -> Result<Option<bool>, Fault> {
    let community = tx.community();
    let row = community::member(tx, community, member)?.filter(community::Member::takes_part);
    Ok(row.map(|row| ahead::is_full(&row, instrument.probation_days, now)))
}

pub(crate) fn may(tx: &mut Tx, member: Id<Member>, power: Power) -> Outcome<(), SubscriptionRefused> {
    community::must_hold(tx, member, power, SubscriptionRefused::NotAMember, SubscriptionRefused::NotAllowed)
}

/// Whoever keeps the register: a treasurer, or a steward.
pub(crate) fn keeps(tx: &mut Tx, member: Id<Member>) -> Outcome<(), RegisterRefused> {
    let powers = community::powers_now(tx, member)?.ok_or(Refused(RegisterRefused::NotAMember))?;
    match powers.has(Power::ConfirmPayments) || powers.has(Power::EditCharter) {
        true => Ok(()),
        false => Err(Refused(RegisterRefused::NotAllowed)),
    }
}

/// A steward.
pub(crate) fn stewards(tx: &mut Tx, member: Id<Member>) -> Outcome<(), RegisterRefused> {
    let (nobody, lacks) = (RegisterRefused::NotAMember, RegisterRefused::NotAllowed);
    community::must_hold(tx, member, Power::EditCharter, nobody, lacks)
}

/// Whether a matter is somebody's own (see `community::is_own_matter`), for a page.
pub(crate) fn own_matter(
    reader: &mut Reader,
    community: i64,
    who: Id<Member>,
    about: &[Id<Member>],
) -> Result<bool, Fault> {
    for member in about {
        if community::is_own_matter_shown(reader, community, who, *member)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The same inside an operation, refused.
pub(crate) fn no_own_matter(
    tx: &mut Tx,
    who: Id<Member>,
    about: &[Id<Member>],
) -> Outcome<(), RegisterRefused> {
    for member in about {
        if community::is_own_matter(tx, who, *member)? {
            return Err(Refused(RegisterRefused::OwnMatter));
        }
    }
    Ok(())
}

/// Whether the account behind a member is erased: nobody comes back to what is held.
pub(crate) fn is_erased(tx: &mut Tx, member: Id<Member>) -> Result<bool, Fault> {
    let community = tx.community();
    let row = community::member(tx, community, member)?;
    Ok(row.is_none_or(|row| row.person_id.is_none() && !row.is_current()))
}

/// When somebody who takes no part any more left; None for who takes part. Whoever was erased has left for good.
pub(crate) fn left_at(tx: &mut Tx, member: Id<Member>) -> Result<Option<Timestamp>, Fault> {
    let community = tx.community();
    let row = community::member(tx, community, member)?;
    Ok(match row {
        Some(row) if row.takes_part() => None,
        Some(row) => Some(row.left_at_us.unwrap_or(row.created_at_us)),
        None => Some(Timestamp::from_micros(0)),
    })
}

/// The community's counters, changed by `step` and saved.
pub(crate) fn count(tx: &mut Tx, step: fn(&mut OwnershipCount)) -> Result<OwnershipCount, Fault> {
    let community_id = tx.community();
    let found = tx.lock::<OwnershipCount>(community_id)?;
    let is_new = found.is_none();
    let mut count = found.unwrap_or(OwnershipCount {
        community_id,
        instrument_count: 0,
        subscription_count: 0,
        transfer_count: 0,
        parting_count: 0,
        certificate_count: 0,
        text_count: 0,
    });
    step(&mut count);
    match is_new {
        true => tx.insert(&count)?,
        false => tx.save(&count)?,
    }
    Ok(count)
}

pub(crate) fn currency(tx: &mut Tx) -> Result<Currency, Fault> {
    let community = tx.community();
    let book = ledger::book(tx, community)?;
    Ok(book.ok_or_else(|| fault("this community has no books".to_owned()))?.currency)
}

/// That the community's generated texts are in.
pub(crate) fn lang(tx: &mut Tx) -> Result<Lang, Fault> {
    let community = tx.community();
    let row = tx.find::<community::Community>(community)?;
    Ok(if row.is_some_and(|row| row.lang == Lang::En.code()) { Lang::En } else { Lang::Zh })
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
