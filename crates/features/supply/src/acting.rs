//! What operations ask again and again: who may, in which currency, whose account.
//!
//! Not a rule: it reads rows.

pub(crate) use community::powers_now as powers;

use crate::ids::Member;
use crate::purchase::PurchaseStep;
use crate::rows::{Purchase, PurchaseEvent, Supplier, SupplyCount};
use kernel::{Currency, Id, Zone};
use ledger::Source;
use store::{Fault, OpError, Outcome, Tx};
use web::Power;

/// Refuses who takes no part with `no_member`, and who holds none of these powers now with `lacks`.
pub(crate) fn must_hold<R>(
    tx: &mut Tx,
    member: Id<Member>,
    one_of: &[Power],
    no_member: R,
    lacks: R,
) -> Outcome<(), R> {
    match powers(tx, member)? {
        Some(powers) if one_of.iter().any(|power| powers.has(*power)) => Ok(()),
        Some(_) => Err(OpError::Refused(lacks)),
        None => Err(OpError::Refused(no_member)),
    }
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

/// Counts something of a community, so that each has a short number; answers the counts then.
pub(crate) fn count(tx: &mut Tx, up: impl Fn(&mut SupplyCount)) -> Result<SupplyCount, Fault> {
    let community_id = tx.community();
    let found = tx.lock::<SupplyCount>(community_id)?;
    let is_known = found.is_some();
    let none = SupplyCount { community_id, supplier_count: 0, purchase_count: 0, run_count: 0 };
    let mut count = found.unwrap_or(none);
    up(&mut count);
    match is_known {
        true => tx.save(&count)?,
        false => tx.insert(&count)?,
    }
    Ok(count)
}

pub(crate) fn supplier(tx: &mut Tx, id: Id<Supplier>) -> Result<Option<Supplier>, Fault> {
    tx.find::<Supplier>((tx.community(), id))
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}

/// Who asked last for a second person's yes to a purchase order.
pub(crate) fn asked_by(source: &mut impl Source, purchase: &Purchase) -> Result<Option<Id<Member>>, Fault> {
    for number in (1..=purchase.event_count).rev() {
        let event = source.find::<PurchaseEvent>((purchase.community_id, purchase.id, number))?;
        if let Some(event) = event.filter(|event| event.step == PurchaseStep::Asked) {
            return Ok(event.by_member);
        }
    }
    Ok(None)
}
