//! A feature above keeps room under a mandate for what it has begun and will spend later: nobody else can count on the same money. No
//! money moves: what is kept is promised, and is let go before it is spent or when it is not needed, or passes to the expense that it was kept for
//! (`submit_with_room`).

use super::approve_expense::fund_left;
use super::may_refuse;
use super::submit_expense::{OfMonth, made, standing};
use crate::acting;
use crate::expense::ExpenseRefused;
use crate::ids::Member;
use crate::mandate::MandateKind;
use crate::rows::Mandate;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// Under a mandate that was named, which has to be in force at `at`.
///
/// # Errors
/// `NoSuchMandate`, `MandateForOther`, `MandateEnded`, `AboveCeiling`, `AboveEach`.
pub fn keep_room(
    tx: &mut Tx,
    mandate: Id<Mandate>,
    minor: i64,
    at: Timestamp,
) -> Outcome<(), ExpenseRefused> {
    let row = tx.lock::<Mandate>((tx.community(), mandate))?;
    let mut row = row.ok_or(Refused(ExpenseRefused::NoSuchMandate))?;
    row.kind.serves(MandateKind::Spending).map_err(Refused)?;
    row.permission().take(minor, at).map_err(Refused)?;
    row.promised_minor += minor;
    Ok(tx.save(&row)?)
}

/// Under this month's standing mandate, which is made with it under the id `new` where it is not there; by who may spend small sums. The
/// fund has to have it. Answers the mandate.
///
/// # Errors
/// `NotAMember`, `TreasurerOnly`, `NoStanding`, `AboveCeiling`, `AboveEach`, `FundTooSmall`.
pub fn keep_standing_room(
    tx: &mut Tx,
    author: Id<Member>,
    new: Id<Mandate>,
    minor: i64,
    now: Timestamp,
) -> Outcome<Id<Mandate>, ExpenseRefused> {
    let powers = acting::powers(tx, author)?.ok_or(Refused(ExpenseRefused::NotAMember))?;
    may_refuse(!powers.has(Power::PayOut), ExpenseRefused::TreasurerOnly)?;
    let of_month = standing(tx, new, now)?;
    of_month.seen().permission().take(minor, now).map_err(Refused)?;
    may_refuse(fund_left(tx, of_month.seen())? < minor, ExpenseRefused::FundTooSmall)?;
    let id = match of_month {
        OfMonth::InForce(seen) => seen.id,
        to_make => made(tx, to_make)?.id,
    };
    keep_room(tx, id, minor, now)?;
    Ok(id)
}

/// So much less is kept, whether or not the mandate is over by now.
///
/// # Errors
/// Of the database only: what is let go was kept.
pub fn let_go(tx: &mut Tx, mandate: Id<Mandate>, minor: i64) -> Result<(), Fault> {
    let row = tx.lock::<Mandate>((tx.community(), mandate))?;
    let mut row = row.ok_or_else(|| acting::fault(format!("{mandate}: gone, and room kept under it")))?;
    row.promised_minor -= minor;
    tx.save(&row)
}
