//! What operations ask again and again: who may, which zone.
//!
//! Not a rule: it reads rows.

pub(crate) use community::powers_now as powers;

use kernel::Zone;
use store::{Fault, Tx};

/// In which days and hours are meant.
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
