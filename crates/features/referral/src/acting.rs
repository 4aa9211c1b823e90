//! What operations ask again and again: who may, in which currency, where the money lies.
//!
//! Not a rule: it reads rows.

use crate::ids::{Budget, Member};
use crate::refused::RewardRefused;
use crate::rows::RewardCount;
use kernel::{Currency, Id};
use ledger::AccountKey;
use store::{Fault, Outcome, Tx};
use web::Power;

pub(crate) fn may(tx: &mut Tx, by: Id<Member>, power: Power) -> Outcome<(), RewardRefused> {
    community::must_hold(tx, by, power, RewardRefused::NotAMember, RewardRefused::NotAllowed)
}

pub(crate) fn is_member(tx: &mut Tx, member: Id<Member>) -> Result<bool, Fault> {
    Ok(community::powers_now(tx, member)?.is_some())
}

pub(crate) fn currency(source: &mut impl ledger::Source, community: i64) -> Result<Currency, Fault> {
    let book = ledger::book(source, community)?;
    book.map(|book| book.currency).ok_or_else(|| fault("this community has no books".to_owned()))
}

/// Where a budget lies between its fund and whoever gets of it.
pub(crate) fn held(budget: Id<Budget>, currency: Currency) -> AccountKey {
    AccountKey::held(budget, currency)
}

pub(crate) fn next_number(tx: &mut Tx) -> Result<i64, Fault> {
    let community_id = tx.community();
    let known = tx.lock::<RewardCount>(community_id)?;
    let budget_count = known.as_ref().map_or(0, |count| count.budget_count) + 1;
    let count = RewardCount { community_id, budget_count };
    match known {
        Some(_) => tx.save(&count)?,
        None => tx.insert(&count)?,
    }
    Ok(budget_count)
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
