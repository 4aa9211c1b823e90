//! Money leaves the bank for a member who is owed it: paying what is owed is no spending and needs no mandate.

use crate::acting::{self, Actor, Standing, When};
use crate::books::{self, TooLittle, fault};
use crate::ids::Member;
use crate::payment::{PayoutRefused, REFERENCE_CHARS_MAX};
use crate::rows::{Payout, Purse};
use crate::settlement;
use crate::waiting::WaitingRuns;
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct PayOut {
    pub id: Id<Payout>,
    pub member: Id<Member>,
    pub purse: Purse,
    pub amount_minor: i64,
    /// Of the bank's transfer.
    pub reference: String,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer, who keeps what the member owes and has transferred the rest, or a part of it, at
/// `when.happened_at`. Answers the payout's entry.
///
/// # Errors
/// `NotAllowed`, `OwnPayout`, `NoSuchMember`, `SumNotPositive`, `ReferenceMissing`, `MoreThanOwed`, `DebtFirst`,
/// `BankTooSmall`, …
pub fn pay_out(tx: &mut Tx, actor: Actor, input: &PayOut, when: When) -> Outcome<i64, PayoutRefused> {
    pay_out_unless(tx, actor, input, when, |_| Ok(false))
}

/// The same of one member by hand, where a payment run that pays them too is `known` or there is none.
///
/// # Errors
/// Those of `pay_out`; `RunWaits`.
pub fn pay_out_beside(
    tx: &mut Tx,
    actor: Actor,
    input: &PayOut,
    (runs, is_known): (&dyn WaitingRuns, bool),
    when: When,
) -> Outcome<i64, PayoutRefused> {
    let waits = |tx: &mut Tx| Ok(!is_known && !runs.waiting_now(tx, input.member)?.is_empty());
    pay_out_unless(tx, actor, input, when, waits)
}

/// What was answered before is answered again, whatever waits by now.
fn pay_out_unless(
    tx: &mut Tx,
    actor: Actor,
    input: &PayOut,
    when: When,
    waits: impl FnOnce(&mut Tx) -> Result<bool, Fault>,
) -> Outcome<i64, PayoutRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PayoutRefused::KeyReused)? {
        return Ok(first);
    }
    match acting::standing(tx, actor, Power::PayOut)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(PayoutRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(PayoutRefused::NotAMember)),
    }
    if acting::is_own(tx, actor, input.member)? {
        return Err(Refused(PayoutRefused::OwnPayout));
    }
    // Also one who has left since: what is owed stays owed.
    let community = tx.community();
    if community::member(tx, community, input.member)?.is_none() {
        return Err(Refused(PayoutRefused::NoSuchMember));
    }
    let reference = check(input).map_err(Refused)?;
    if actor.member().is_some() && ledger::is_closed(tx, community, when.happened_at)? {
        return Err(Refused(PayoutRefused::PeriodClosed));
    }
    let purse = match input.purse {
        Purse::Owed => settlement::Purse::Owed(input.member),
        Purse::Payable => settlement::Purse::Payable(input.member),
    };
    // Asked first, so that who asks for too much hears that, and not that the bank is empty.
    let (holds, debt) =
        (books::holds(tx, purse)?, books::holds(tx, settlement::Purse::Receivable(input.member))?);
    if holds < input.amount_minor {
        return Err(Refused(PayoutRefused::MoreThanOwed));
    }
    let moves = settlement::paid_out(purse, input.member, input.amount_minor, holds, debt);
    let moves = moves.ok_or(Refused(PayoutRefused::DebtFirst))?;
    if waits(tx)? {
        return Err(Refused(PayoutRefused::RunWaits));
    }
    let kept_minor = settlement::kept(&moves);
    let cause = Cause::new("payout", input.id);
    let parent = books::drawn_first(tx, purse)?;
    let entry = match books::post(tx, books::Entry { kind: "payout", cause, parent, moves: &moves, when })? {
        Ok(Some(entry)) => entry,
        Ok(None) => return Err(fault(format!("{}: a payout of nothing", input.id)).into()),
        Err(TooLittle::Bank) => return Err(Refused(PayoutRefused::BankTooSmall)),
        Err(TooLittle::Owed | TooLittle::Payable) => return Err(Refused(PayoutRefused::MoreThanOwed)),
    };
    tx.insert(&Payout {
        community_id: tx.community(),
        id: input.id,
        member: input.member,
        purse: input.purse,
        amount_minor: input.amount_minor,
        kept_minor,
        reference,
        by_member: actor.member(),
        paid_at_us: when.happened_at,
        recorded_at_us: when.recorded_at,
        entry,
    })?;
    let body = format!(
        r#"{{"payout":"{}","member":"{}","amount_minor":{}}}"#,
        input.id, input.member, input.amount_minor
    );
    tx.announce("paid_out", body)?;
    tx.remember(&input.key, &entry, when.recorded_at)?;
    Ok(entry)
}

fn check(input: &PayOut) -> Result<String, PayoutRefused> {
    if input.amount_minor <= 0 {
        return Err(PayoutRefused::SumNotPositive);
    }
    match input.reference.trim() {
        "" => Err(PayoutRefused::ReferenceMissing),
        text if text.chars().count() > REFERENCE_CHARS_MAX => Err(PayoutRefused::ReferenceTooLong),
        text => Ok(text.to_owned()),
    }
}
