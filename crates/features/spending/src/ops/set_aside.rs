//! A feature above sets money aside under a mandate, for what it will pay out by a rule, and gives back what it did not need.

use super::approve_expense::{books_took, fund_left};
use super::may_refuse;
use crate::acting;
use crate::books;
use crate::expense::ExpenseRefused;
use crate::mandate::{MandateKind, Source};
use crate::rows::Mandate;
use crate::spending_store::promised_of_fund;
use kernel::{Id, Timestamp};
use ledger::{AccountKey, Cause};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// Where the money lies meanwhile, and why.
#[derive(Debug, Clone)]
pub struct SetAside {
    /// What for: the mandate has to be one that was decided for it.
    pub kind: MandateKind,
    pub mandate: Id<Mandate>,
    pub amount_minor: i64,
    pub held: AccountKey,
    /// Of another kind than an expense.
    pub cause: Cause,
    /// It is for another fund, and no expense of this one.
    pub for_a_fund: bool,
}

/// The money leaves the fund now, so that what is promised with it is there. That two people looked at it is the feature's
/// matter. Answers the entry.
///
/// # Errors
/// `NoSuchMandate` also for a standing one, which is for small expenses; `MandateForOther`, `MandateEnded`, `AboveCeiling`, `FundTooSmall`, …
pub fn set_aside(tx: &mut Tx, input: &SetAside, now: Timestamp) -> Outcome<i64, ExpenseRefused> {
    let mandate = tx.lock::<Mandate>((tx.community(), input.mandate))?;
    let mandate = mandate.filter(|mandate| mandate.source == Source::Decision);
    let mut mandate = mandate.ok_or(Refused(ExpenseRefused::NoSuchMandate))?;
    mandate.kind.serves(input.kind).map_err(Refused)?;
    mandate.permission().take(input.amount_minor, now).map_err(Refused)?;
    may_refuse(fund_left(tx, &mandate)? < input.amount_minor, ExpenseRefused::FundTooSmall)?;
    let entry = books_took(books::set_aside(tx, &mandate, input, None, now)?)?;
    mandate.spent_minor += input.amount_minor;
    tx.save(&mandate)?;
    Ok(entry)
}

/// Whether a fund has so much that is not promised: for who must know before anything is written.
///
/// # Errors
/// Of the database only.
pub fn has_free(tx: &mut Tx, fund: i64, amount_minor: i64) -> Result<bool, Fault> {
    let (community, currency) = (tx.community(), acting::currency(tx)?);
    let has = ledger::fund_balance(tx, community, fund, currency)?;
    Ok(has - promised_of_fund(tx, community, fund)? >= amount_minor)
}

/// What was not needed goes back to the fund, and the mandate has spent so much less, whether or not it is over by now.
/// `set_aside_with` is the entry that it left the fund with. Answers the entry.
///
/// # Errors
/// Of the database only: what is given back was set aside.
pub fn give_back(tx: &mut Tx, input: &SetAside, set_aside_with: i64, now: Timestamp) -> Result<i64, Fault> {
    let mandate = tx.lock::<Mandate>((tx.community(), input.mandate))?;
    let mut mandate = mandate.ok_or_else(|| acting::fault(format!("{}: gone", input.mandate)))?;
    let back = SetAside { amount_minor: -input.amount_minor, ..input.clone() };
    let entry = books::set_aside(tx, &mandate, &back, Some(set_aside_with), now)?;
    let entry = entry.map_err(|why| acting::fault(format!("{}: {why:?} on the way back", input.mandate)))?;
    mandate.spent_minor -= input.amount_minor;
    tx.save(&mandate)?;
    Ok(entry)
}
