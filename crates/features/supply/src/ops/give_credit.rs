//! A supplier is owed less for what was bought of them: posted once it is agreed to (`ask_credit`), and at once for what a pool takes back
//! of its own spare pieces.

use super::{Noted, announce, lock_purchase, note};
use crate::acting::fault;
use crate::books::{self, CREDIT};
use crate::ids::Member;
use crate::purchase::PurchaseStep;
use crate::refused::PurchaseRefused;
use crate::rows::{Credit, Purchase, Supplier};
use kernel::{Id, Timestamp};
use ledger::Cause;
use serde::{Deserialize, Serialize};
use spending::rows::Expense;
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credited {
    pub credit: Id<Credit>,
    pub purchase: Id<Purchase>,
    pub entry: i64,
}

/// By a pool, for spare pieces that a fund paid for and that did not come or were bought: at most what is left of what it paid. None
/// where nothing is. The supplier is owed for the same pieces by who bought them.
pub(super) fn credit_by_pool(
    tx: &mut Tx,
    purchase: Id<Purchase>,
    (id, most_minor, why): (Id<Credit>, i64, &str),
    now: Timestamp,
) -> Result<Option<Credited>, Fault> {
    let seen = tx.find::<Purchase>((tx.community(), purchase))?;
    let left = seen.map_or(0, |seen| seen.billed_minor - seen.credited_minor);
    let minor = most_minor.min(left);
    if minor <= 0 {
        return Ok(None);
    }
    let credited = tx.attempt(|tx| {
        let (mut purchase, supplier) = lock_purchase(tx, purchase)?;
        let credited = credit(tx, &mut purchase, &supplier, None, (id, minor, why), now)?;
        tx.save(&purchase)?;
        Ok(credited)
    });
    match credited {
        Ok(credited) => Ok(Some(credited)),
        // What a pool had billed was owed at once: so this is ours.
        Err(Refused(why)) => Err(fault(format!("{purchase}: {}", why.code()))),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

/// Whose account it is taken from, the fund that has it back, and the entry that made it owed.
///
/// # Errors
/// `NotBilled`, `SumNotPositive`, `MoreThanBilled`.
pub(super) fn owed_for(
    tx: &mut Tx,
    purchase: &Purchase,
    supplier: &Supplier,
    amount_minor: i64,
) -> Outcome<(Id<Member>, i64, i64), PurchaseRefused> {
    if amount_minor <= 0 {
        return Err(Refused(PurchaseRefused::SumNotPositive));
    }
    let expense = match purchase.expense_id {
        Some(expense) => tx.find::<Expense>((purchase.community_id, expense))?,
        None => None,
    };
    // Asked for and not approved yet is not owed yet: there is nothing to take from.
    let owed = expense.and_then(|expense| Some((expense.entry?, expense.fund)));
    let (Some((parent, fund)), Some(member)) = (owed, supplier.member) else {
        return Err(Refused(PurchaseRefused::NotBilled));
    };
    match amount_minor > purchase.billed_minor - purchase.credited_minor {
        true => Err(Refused(PurchaseRefused::MoreThanBilled)),
        false => Ok((member, fund, parent)),
    }
}

/// Into the books. The caller saves the purchase order.
pub(super) fn credit(
    tx: &mut Tx,
    purchase: &mut Purchase,
    supplier: &Supplier,
    by: Option<Id<Member>>,
    (id, amount_minor, why): (Id<Credit>, i64, &str),
    now: Timestamp,
) -> Outcome<Credited, PurchaseRefused> {
    let (member, fund, parent) = owed_for(tx, purchase, supplier, amount_minor)?;
    let entry = books::credit(tx, Cause::new(CREDIT, id), parent, (member, fund, amount_minor), now)?;
    tx.insert(&Credit {
        community_id: purchase.community_id,
        id,
        purchase_id: purchase.id,
        supplier_id: supplier.id,
        amount_minor,
        reason: why.to_owned(),
        by_member: by,
        at_us: now,
        entry,
    })?;
    purchase.credited_minor += amount_minor;
    let told = Noted { reason: Some(why), entry: Some(entry), ..Noted::of(PurchaseStep::Credited, by, now) };
    note(tx, purchase, told)?;
    announce(tx, "supplier_credited", purchase)?;
    Ok(Credited { credit: id, purchase: purchase.id, entry })
}
