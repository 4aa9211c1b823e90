//! A member gives back what was paid out for sales that came back: to the bank, or kept from refunds.

use crate::acting::{self, Actor, Standing, When};
use crate::books::{self, fault};
use crate::ids::Member;
use crate::payment::{REFERENCE_CHARS_MAX, RepaymentRefused};
use crate::rows::{RepaidFrom, Repayment};
use crate::settlement::Purse;
use kernel::Id;
use ledger::Cause;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct Repay {
    pub id: Id<Repayment>,
    pub member: Id<Member>,
    pub from: RepaidFrom,
    pub amount_minor: i64,
    /// Of the bank's transfer; needed where there was one.
    pub reference: String,
    pub key: Option<IdempotencyKey>,
}

/// By the treasurer, who has seen the money at `when.happened_at`. Answers the entry.
///
/// # Errors
/// `NotAllowed`, `OwnDebt`, `NoSuchMember`, `SumNotPositive`, `ReferenceMissing`, `MoreThanDebt`, `MoreThanOwed`, …
pub fn repay(tx: &mut Tx, actor: Actor, input: &Repay, when: When) -> Outcome<i64, RepaymentRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RepaymentRefused::KeyReused)? {
        return Ok(first);
    }
    match acting::standing(tx, actor, Power::PayOut)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(RepaymentRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(RepaymentRefused::NotAMember)),
    }
    if acting::is_own(tx, actor, input.member)? {
        return Err(Refused(RepaymentRefused::OwnDebt));
    }
    // Also one who has left since: a debt stays a debt.
    let community = tx.community();
    if community::member(tx, community, input.member)?.is_none() {
        return Err(Refused(RepaymentRefused::NoSuchMember));
    }
    let reference = check(input).map_err(Refused)?;
    if actor.member().is_some() && ledger::is_closed(tx, community, when.happened_at)? {
        return Err(Refused(RepaymentRefused::PeriodClosed));
    }
    let debt = Purse::Receivable(input.member);
    if books::holds(tx, debt)? < input.amount_minor {
        return Err(Refused(RepaymentRefused::MoreThanDebt));
    }
    let from = match input.from {
        RepaidFrom::Bank => Purse::Bank,
        RepaidFrom::Owed => Purse::Owed(input.member),
    };
    if input.from == RepaidFrom::Owed && books::holds(tx, from)? < input.amount_minor {
        return Err(Refused(RepaymentRefused::MoreThanOwed));
    }
    let moves = [(from, input.amount_minor), (debt, -input.amount_minor)];
    let cause = Cause::new("repayment", input.id);
    let parent = books::drawn_first(tx, debt)?;
    let entry = books::Entry { kind: "repayment", cause, parent, moves: &moves, when };
    let entry = books::post_sure(tx, entry)?;
    let entry = entry.ok_or_else(|| fault(format!("{}: a repayment of nothing", input.id)))?;
    tx.insert(&Repayment {
        community_id: tx.community(),
        id: input.id,
        member: input.member,
        source: input.from,
        amount_minor: input.amount_minor,
        reference,
        by_member: actor.member(),
        repaid_at_us: when.happened_at,
        recorded_at_us: when.recorded_at,
        entry,
    })?;
    let body = format!(
        r#"{{"repayment":"{}","member":"{}","amount_minor":{}}}"#,
        input.id, input.member, input.amount_minor
    );
    tx.announce("repaid", body)?;
    tx.remember(&input.key, &entry, when.recorded_at)?;
    Ok(entry)
}

fn check(input: &Repay) -> Result<Option<String>, RepaymentRefused> {
    if input.amount_minor <= 0 {
        return Err(RepaymentRefused::SumNotPositive);
    }
    match input.reference.trim() {
        "" if input.from == RepaidFrom::Bank => Err(RepaymentRefused::ReferenceMissing),
        "" => Ok(None),
        text if text.chars().count() > REFERENCE_CHARS_MAX => Err(RepaymentRefused::ReferenceTooLong),
        text => Ok(Some(text.to_owned())),
    }
}
