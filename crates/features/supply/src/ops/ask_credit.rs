//! Somebody asks that a supplier be owed less for what was bought of them: it was bad, or less than was counted. The supplier is told
//! at once and answers; nothing stands in the books before it is agreed to, so nothing of it is kept from a payment.

use super::give_credit::{credit, owed_for};
use super::{CONSENTS, Noted, announce, lock_for, lock_purchase, note};
use crate::acting::{self, fault};
use crate::asked_store::waiting_of;
use crate::credit::{ANSWER_WITHIN, CreditState, SettledBy};
use crate::ids::Member;
use crate::jobs;
use crate::purchase::{PurchaseStep, Terms, reason};
use crate::refused::PurchaseRefused;
use crate::rows::{Credit, CreditAsked, Purchase, Supplier};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct AskCredit {
    pub id: Id<Credit>,
    pub purchase: Id<Purchase>,
    pub amount_minor: i64,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub struct AnswerCredit {
    pub purchase: Id<Purchase>,
    pub credit: Id<Credit>,
    pub yes: bool,
    /// Why not.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// Where a credit stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditMoved {
    pub credit: Id<Credit>,
    pub purchase: Id<Purchase>,
    pub state: CreditState,
    /// Once it stands in the books.
    pub entry: Option<i64>,
}

impl CreditMoved {
    fn of(asked: &CreditAsked, entry: Option<i64>) -> CreditMoved {
        CreditMoved { credit: asked.id, purchase: asked.purchase_id, state: asked.state, entry }
    }
}

/// Who may ask for it. For the community another one of these, or one who consents to payments, settles it.
pub(crate) const ASKS: [Power; 1] = [Power::Refund];

/// Who may settle what the supplier objects to, or could not see.
pub(crate) const SETTLES: [Power; 3] = [Power::Refund, CONSENTS[0], CONSENTS[1]];

/// By who gives money back, and never by the supplier. What is paid for as it sells is given back to buyers instead, and
/// takes the supplier's part with it.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `PaidBySales`, `NotBilled`, `SumNotPositive`, `MoreThanBilled` with what is asked for already,
/// `ReasonMissing`, …
pub fn ask_credit(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AskCredit,
    now: Timestamp,
) -> Outcome<CreditMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, supplier) = lock_for(tx, by, input.purchase, &ASKS)?;
    if purchase.terms == Terms::BySales {
        return Err(Refused(PurchaseRefused::PaidBySales));
    }
    let why = reason(&input.reason).ok_or(Refused(PurchaseRefused::ReasonMissing))?;
    owed_for(tx, &purchase, &supplier, input.amount_minor)?;
    let waiting = waiting_minor(tx, &purchase)?;
    if input.amount_minor > purchase.billed_minor - purchase.credited_minor - waiting {
        return Err(Refused(PurchaseRefused::MoreThanBilled));
    }
    // Silence says nothing of who cannot see what is asked.
    let silence_at = can_see(tx, &supplier)?.then(|| now.plus(ANSWER_WITHIN));
    let asked = CreditAsked {
        community_id: purchase.community_id,
        id: input.id,
        purchase_id: purchase.id,
        supplier_id: supplier.id,
        amount_minor: input.amount_minor,
        reason: why,
        asked_by: by,
        asked_at_us: now,
        state: CreditState::Asked,
        silence_at_us: silence_at,
        objection: None,
        settled_how: None,
        settled_by: None,
        settled_at_us: None,
        settled_reason: None,
    };
    tx.insert(&asked)?;
    if let Some(at) = silence_at {
        tx.enqueue(jobs::silence(asked.id, at))?;
    }
    told(tx, &mut purchase, (PurchaseStep::CreditAsked, Some(by), Some(&asked.reason)), now)?;
    let moved = CreditMoved::of(&asked, None);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// By the supplier: agreed to, it stands in the books at once; with a reason against it, somebody else of the community decides.
///
/// # Errors
/// `NotAMember`, `NoSuchPurchase`, `NotTheSupplier`, `NoSuchCredit`, `WrongState`, `ReasonMissing`.
pub fn answer_credit(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AnswerCredit,
    now: Timestamp,
) -> Outcome<CreditMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    if acting::powers(tx, by)?.is_none() {
        return Err(Refused(PurchaseRefused::NotAMember));
    }
    let (mut purchase, supplier) = lock_purchase(tx, input.purchase)?;
    if supplier.member != Some(by) {
        return Err(Refused(PurchaseRefused::NotTheSupplier));
    }
    let mut asked = lock_asked(tx, &purchase, input.credit)?;
    asked.state = asked.state.answer(input.yes).map_err(Refused)?;
    let entry = match input.yes {
        true => Some(settle(tx, &mut purchase, &supplier, &mut asked, (SettledBy::Supplier, Some(by)), now)?),
        false => {
            let why = reason(&input.reason).ok_or(Refused(PurchaseRefused::ReasonMissing))?;
            told(tx, &mut purchase, (PurchaseStep::CreditObjected, Some(by), Some(&why)), now)?;
            asked.objection = Some(why);
            None
        }
    };
    tx.save(&asked)?;
    let moved = CreditMoved::of(&asked, entry);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// What the supplier objects to, or could not see: a second person says that they are owed less all the same. Or it is dropped, which
/// takes nobody else.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `NoSuchCredit`, `SamePerson`, `WrongState` also as long as the supplier may still answer,
/// `ReasonMissing`, …
pub fn settle_credit(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AnswerCredit,
    now: Timestamp,
) -> Outcome<CreditMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, supplier) = lock_for(tx, by, input.purchase, &SETTLES)?;
    let mut asked = lock_asked(tx, &purchase, input.credit)?;
    let why = reason(&input.reason);
    let entry = match input.yes {
        true => {
            asked.state = asked.state.uphold(asked.silence_at_us).map_err(Refused)?;
            // A company and who stands behind it are not two.
            if community::second_to(tx, by, asked.asked_by)? == asked.asked_by {
                return Err(Refused(PurchaseRefused::SamePerson));
            }
            // Over an objection nobody decides without saying why.
            if asked.objection.is_some() && why.is_none() {
                return Err(Refused(PurchaseRefused::ReasonMissing));
            }
            asked.settled_reason = why;
            Some(settle(tx, &mut purchase, &supplier, &mut asked, (SettledBy::Community, Some(by)), now)?)
        }
        false => {
            asked.state = asked.state.drop().map_err(Refused)?;
            (asked.settled_how, asked.settled_by) = (Some(SettledBy::Community), Some(by));
            asked.settled_at_us = Some(now);
            told(tx, &mut purchase, (PurchaseStep::CreditDropped, Some(by), why.as_deref()), now)?;
            asked.settled_reason = why;
            None
        }
    };
    tx.save(&asked)?;
    let moved = CreditMoved::of(&asked, entry);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// The supplier has not answered in time: that agrees where they can see it still. Where they cannot, it waits for a second person.
///
/// # Errors
/// Of the database only.
pub(crate) fn credit_by_silence(tx: &mut Tx, id: Id<Credit>, now: Timestamp) -> Outcome<(), Infallible> {
    let key = (tx.community(), id);
    let Some(seen) = tx.find::<CreditAsked>(key)? else { return Ok(()) };
    let settled = tx.attempt(|tx| {
        let (mut purchase, supplier) = lock_purchase(tx, seen.purchase_id)?;
        let mut asked = lock_asked(tx, &purchase, id)?;
        if !asked.state.is_agreed_by_silence(asked.silence_at_us, now) {
            return Ok(());
        }
        if can_see(tx, &supplier)? {
            asked.state = CreditState::Agreed;
            settle(tx, &mut purchase, &supplier, &mut asked, (SettledBy::Silence, None), now)?;
        } else {
            asked.silence_at_us = None;
            announce(tx, "supplier_credit_unanswered", &purchase)?;
        }
        Ok(tx.save(&asked)?)
    });
    match settled {
        Ok(()) => Ok(()),
        // No more is asked for than was billed, and nobody else takes from it: so this is ours.
        Err(Refused(why)) => Err(fault(format!("{id}: {}", why.code())).into()),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Into the books. The caller saves what was asked.
fn settle(
    tx: &mut Tx,
    purchase: &mut Purchase,
    supplier: &Supplier,
    asked: &mut CreditAsked,
    (how, by): (SettledBy, Option<Id<Member>>),
    now: Timestamp,
) -> Outcome<i64, PurchaseRefused> {
    let step = match how {
        SettledBy::Supplier => PurchaseStep::CreditAgreed,
        SettledBy::Silence => PurchaseStep::CreditBySilence,
        SettledBy::Community => PurchaseStep::CreditUpheld,
    };
    let why = asked.settled_reason.clone();
    told(tx, purchase, (step, by, why.as_deref()), now)?;
    let what = (asked.id, asked.amount_minor, asked.reason.as_str());
    let credited = credit(tx, purchase, supplier, Some(asked.asked_by), what, now)?;
    tx.save(purchase)?;
    (asked.settled_how, asked.settled_by, asked.settled_at_us) = (Some(how), by, Some(now));
    Ok(credited.entry)
}

/// Whether the supplier can open the page that says it.
fn can_see(tx: &mut Tx, supplier: &Supplier) -> Result<bool, Fault> {
    supplier.member.map_or(Ok(false), |member| Ok(acting::powers(tx, member)?.is_some()))
}

fn lock_asked(tx: &mut Tx, purchase: &Purchase, id: Id<Credit>) -> Outcome<CreditAsked, PurchaseRefused> {
    let asked = tx.lock::<CreditAsked>((purchase.community_id, id))?;
    asked.filter(|asked| asked.purchase_id == purchase.id).ok_or(Refused(PurchaseRefused::NoSuchCredit))
}

/// What is asked for of a purchase order and not settled, in minor units.
fn waiting_minor(tx: &mut Tx, purchase: &Purchase) -> Result<i64, Fault> {
    let mut minor = 0;
    for id in waiting_of(tx, purchase.community_id, purchase.id)? {
        let row = tx.find::<CreditAsked>((purchase.community_id, id))?;
        minor += row.map_or(0, |row| row.amount_minor);
    }
    Ok(minor)
}

/// Writes it down and saves the purchase order.
fn told(
    tx: &mut Tx,
    purchase: &mut Purchase,
    (step, by, why): (PurchaseStep, Option<Id<Member>>, Option<&str>),
    now: Timestamp,
) -> Result<(), Fault> {
    note(tx, purchase, Noted { reason: why, ..Noted::of(step, by, now) })?;
    tx.save(purchase)?;
    // Each step by its own name: `supplier_credit_asked`, `supplier_credit_objected`, …
    announce(tx, &format!("supplier_{step}"), purchase)
}
