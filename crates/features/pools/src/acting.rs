//! What operations ask again and again: who may, what the books say.
//!
//! Not a rule: it reads rows.

pub(crate) use community::powers_now as powers;

use crate::rows::PoolCount;
use kernel::{Currency, Zone};
use store::{Fault, Tx};

/// The next number of a pool.
pub(crate) fn next_number(tx: &mut Tx) -> Result<i64, Fault> {
    let community_id = tx.community();
    let found = tx.lock::<PoolCount>(community_id)?;
    let pool_count = found.as_ref().map_or(0, |count| count.pool_count) + 1;
    let count = PoolCount { community_id, pool_count };
    match found {
        Some(_) => tx.save(&count)?,
        None => tx.insert(&count)?,
    }
    Ok(pool_count)
}

pub(crate) fn currency(tx: &mut Tx) -> Result<Currency, Fault> {
    let community = tx.community();
    let book = ledger::book(tx, community)?;
    book.map(|book| book.currency).ok_or_else(|| fault("this community has no books".to_owned()))
}

/// In which days are meant.
pub(crate) fn zone(tx: &mut Tx) -> Result<Zone, Fault> {
    let community = tx.community();
    let book = ledger::book(tx, community)?;
    let book = book.ok_or_else(|| fault("this community has no books".to_owned()))?;
    Zone::parse(&book.zone).map_err(|_| fault(format!("the books' zone {} is unknown", book.zone)))
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
