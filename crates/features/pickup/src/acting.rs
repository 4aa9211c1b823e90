//! What operations ask again and again: who may, which zone.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use kernel::{Id, Zone};
use store::{Fault, Tx};
use web::Powers;

/// None for whoever is no member now. Decided on the row of this moment, inside the transaction.
pub(crate) fn powers(tx: &mut Tx, member: Id<Member>) -> Result<Option<Powers>, Fault> {
    let community = tx.community();
    let member = community::member(tx, community, member)?;
    Ok(member.filter(|member| member.is_current()).map(|member| community::powers(&member)))
}

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
