//! What operations ask again and again: who may, which answer was given before, what the books say.
//!
//! Not a rule: it reads rows.

pub(crate) use community::powers_now as powers;

use crate::ids::Member;
use crate::rows::{Expense, SpendingCount};
use kernel::{Currency, Id, Zone};
use store::{Fault, Tx};

/// Whether money can go to or come from this member: placeholders of walk-ins too.
pub(crate) fn is_member(tx: &mut Tx, member: Id<Member>) -> Result<bool, Fault> {
    let community = tx.community();
    Ok(community::member(tx, community, member)?.is_some_and(|member| member.is_current()))
}

/// As whom somebody judges an expense: as its author or as who is paid, where either is their own matter.
pub(crate) fn judging_as(tx: &mut Tx, by: Id<Member>, expense: &Expense) -> Result<Id<Member>, Fault> {
    let judge = community::judging_as(tx, by, expense.author)?;
    match expense.payee_member {
        Some(payee) if judge == by => community::judging_as(tx, by, payee),
        _ => Ok(judge),
    }
}

/// The community's counters, changed by `step` and saved.
pub(crate) fn count(tx: &mut Tx, step: fn(&mut SpendingCount)) -> Result<SpendingCount, Fault> {
    let community_id = tx.community();
    let found = tx.lock::<SpendingCount>(community_id)?;
    let is_new = found.is_none();
    let mut count =
        found.unwrap_or(SpendingCount { community_id, mandate_count: 0, expense_count: 0, receipt_count: 0 });
    step(&mut count);
    match is_new {
        true => tx.insert(&count)?,
        false => tx.save(&count)?,
    }
    Ok(count)
}

pub(crate) fn book(tx: &mut Tx) -> Result<ledger::BooksSeen, Fault> {
    let community = tx.community();
    ledger::book(tx, community)?.ok_or_else(|| fault("this community has no books".to_owned()))
}

pub(crate) fn currency(tx: &mut Tx) -> Result<Currency, Fault> {
    Ok(book(tx)?.currency)
}

/// In which the books count days.
pub(crate) fn zone(tx: &mut Tx) -> Result<Zone, Fault> {
    let name = book(tx)?.zone;
    Zone::parse(&name).map_err(|_| fault(format!("no zone {name}")))
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
