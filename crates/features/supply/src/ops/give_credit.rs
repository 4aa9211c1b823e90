//! A supplier is owed less for what was bought of them: it was bad, or less than was counted. Posted at once.

use super::{Noted, announce, lock_for, lock_purchase, note};
use crate::acting::fault;
use crate::books::{self, CREDIT};
use crate::ids::Member;
use crate::purchase::{PurchaseStep, Terms, reason};
use crate::refused::PurchaseRefused;
use crate::rows::{Credit, Purchase, Supplier};
use kernel::{Id, Timestamp};
use ledger::Cause;
use serde::{Deserialize, Serialize};
use spending::rows::Expense;
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct GiveCredit {
    pub id: Id<Credit>,
    pub purchase: Id<Purchase>,
    pub amount_minor: i64,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credited {
    pub credit: Id<Credit>,
    pub purchase: Id<Purchase>,
    pub entry: i64,
}

/// By who gives money back, and never by the supplier. What is paid for as it sells is given back to buyers instead, and
/// takes the supplier's part with it.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `PaidBySales`, `NotBilled`, `SumNotPositive`, `MoreThanBilled`, `ReasonMissing`, …
pub fn give_credit(
    tx: &mut Tx,
    by: Id<Member>,
    input: &GiveCredit,
    now: Timestamp,
) -> Outcome<Credited, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (purchase, supplier) = lock_for(tx, by, input.purchase, &[Power::Refund])?;
    if purchase.terms == Terms::BySales {
        return Err(Refused(PurchaseRefused::PaidBySales));
    }
    let why = reason(&input.reason).ok_or(Refused(PurchaseRefused::ReasonMissing))?;
    let credited = credit(tx, purchase, &supplier, Some(by), (input.id, input.amount_minor, &why), now)?;
    tx.remember(&input.key, &credited, now)?;
    Ok(credited)
}

/// By a pool, for spare pieces that a fund paid for and that did not come or were bought: at most what is left of what it paid. None
/// where nothing is.
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
        let (purchase, supplier) = lock_purchase(tx, purchase)?;
        credit(tx, purchase, &supplier, None, (id, minor, why), now)
    });
    match credited {
        Ok(credited) => Ok(Some(credited)),
        // What a pool had billed was owed at once: so this is ours.
        Err(Refused(why)) => Err(fault(format!("{purchase}: {}", why.code()))),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}

fn credit(
    tx: &mut Tx,
    mut purchase: Purchase,
    supplier: &Supplier,
    by: Option<Id<Member>>,
    (id, amount_minor, why): (Id<Credit>, i64, &str),
    now: Timestamp,
) -> Outcome<Credited, PurchaseRefused> {
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
    if amount_minor > purchase.billed_minor - purchase.credited_minor {
        return Err(Refused(PurchaseRefused::MoreThanBilled));
    }
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
    note(tx, &mut purchase, told)?;
    tx.save(&purchase)?;
    announce(tx, "supplier_credited", &purchase)?;
    Ok(Credited { credit: id, purchase: purchase.id, entry })
}
