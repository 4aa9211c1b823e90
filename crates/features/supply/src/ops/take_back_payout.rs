//! A payout to a member was entered and is not so: the entry is taken back by one that names it, and what was paid is owed
//! again. What is right is paid out anew.

use crate::acting;
use crate::books;
use crate::ids::Member;
use crate::purchase::reason;
use crate::refused::TakeBackRefused;
use crate::rows::PayoutTakenBack;
use crate::supply_store::is_of_run;
use kernel::{Id, Timestamp};
use ledger::Cause;
use market::rows::Payout;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct TakeBackPayout {
    pub payout: Id<Payout>,
    /// For the member to read.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// What the books say after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    pub payout: Id<Payout>,
    pub member: Id<Member>,
    pub amount_minor: i64,
    /// That it was taken back with.
    pub entry: i64,
}

/// By a treasurer other than who was paid, whoever entered it. What was kept of a debt is a debt again. It never fails for
/// want of money: the bank gets back what it had, and the member is owed it.
///
/// # Errors
/// `NotAllowed`, `NoSuchPayout`, `OwnPayout`, `OfARun`, `AlreadyTakenBack`, `ReasonMissing`, …
pub fn take_back_payout(
    tx: &mut Tx,
    by: Id<Member>,
    input: &TakeBackPayout,
    now: Timestamp,
) -> Outcome<TakenBack, TakeBackRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(TakeBackRefused::KeyReused)? {
        return Ok(first);
    }
    let (no_member, lacks) = (TakeBackRefused::NotAMember, TakeBackRefused::NotAllowed);
    acting::must_hold(tx, by, &[Power::PayOut], no_member, lacks)?;
    // Two at once meet on this row.
    let payout = tx.lock::<Payout>((tx.community(), input.payout))?;
    let payout = payout.ok_or(Refused(TakeBackRefused::NoSuchPayout))?;
    if community::is_own_matter(tx, by, payout.member)? {
        return Err(Refused(TakeBackRefused::OwnPayout));
    }
    if is_of_run(tx, payout.community_id, payout.member, payout.id)? {
        return Err(Refused(TakeBackRefused::OfARun));
    }
    if tx.find::<PayoutTakenBack>((payout.community_id, payout.id))?.is_some() {
        return Err(Refused(TakeBackRefused::AlreadyTakenBack));
    }
    let reason = reason(&input.reason).ok_or(Refused(TakeBackRefused::ReasonMissing))?;
    let entry = books::take_back(tx, payout.entry, Cause::new("payout", payout.id), now)?;
    tx.insert(&PayoutTakenBack {
        community_id: payout.community_id,
        payout_id: payout.id,
        member: payout.member,
        taken_by: by,
        taken_at_us: now,
        reason,
        entry,
    })?;
    let done =
        TakenBack { payout: payout.id, member: payout.member, amount_minor: payout.amount_minor, entry };
    let body = format!(
        r#"{{"payout":"{}","member":"{}","amount_minor":{},"entry":{entry}}}"#,
        payout.id, payout.member, payout.amount_minor
    );
    tx.announce("payout_taken_back", body)?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}
