//! Nothing more comes. What is missing is short from now on: of goods of a pool it falls on its orders by the rule that was
//! stated there; what was bought is owed for as much as came.

use super::count_delivery::RECEIVES;
use super::room::keep_at_most;
use super::{Noted, PurchaseMoved, announce, lines_of, lock_for, note};
use crate::acting;
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep, Terms, reason, worth};
use crate::refused::PurchaseRefused;
use crate::rows::{Delivery, DeliveryPhoto, Purchase, PurchaseLine, Supplier};
use crate::same_id::same_id;
use crate::supply_store::counted_of;
use files::NewFile;
use files::rows::File;
use kernel::{Id, Quantity, Timestamp};
use spending::ExpenseRefused;
use spending::asked::{Payee, WHAT_CHARS_MAX};
use spending::expense::ExpensePurpose;
use spending::ops::{SubmitExpense, Under, submit_with_room};
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, NewJob, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ClosePurchase {
    pub purchase: Id<Purchase>,
    /// What the supplier said about what is missing.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who receives, and never by the supplier.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `WrongState`, …
pub fn close_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ClosePurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, supplier) = lock_for(tx, by, input.purchase, &RECEIVES)?;
    let why = reason(&input.reason);
    end(tx, &mut purchase, &supplier, Ending { by, why: why.as_deref(), photos: &[] }, now)?;
    tx.save(&purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// How a purchase order ends.
pub(super) struct Ending<'a> {
    pub(super) by: Id<Member>,
    pub(super) why: Option<&'a str>,
    /// Of the last delivery: they prove what was bought.
    pub(super) photos: &'a [NewFile],
}

/// The caller saves. Answers whether the pictures were taken for proofs, and with that recorded.
pub(super) fn end(
    tx: &mut Tx,
    purchase: &mut Purchase,
    supplier: &Supplier,
    how: Ending<'_>,
    now: Timestamp,
) -> Outcome<bool, PurchaseRefused> {
    let Ending { by, why, photos } = how;
    purchase.state = purchase.state.close().map_err(Refused)?;
    purchase.closed_at_us = Some(now);
    note(tx, purchase, Noted { reason: why, ..Noted::of(PurchaseStep::Closed, Some(by), now) })?;
    announce(tx, "purchase_closed", purchase)?;
    let proven = match purchase.terms {
        Terms::Bought => bill(tx, purchase, supplier, by, photos, now)?,
        Terms::BySales => false,
    };
    if let Some(kind) = purchase.raised_by.told_by() {
        tx.enqueue(NewJob { kind, subject: purchase.id.to_string(), due_at: now })?;
    }
    Ok(proven)
}

/// What was bought and could not be entered when it closed, once more: by who receives.
///
/// # Errors
/// `NotAllowed`, `OwnPurchase`, `WrongState`, `PaidBySales`, `AlreadyBilled`, `NotBilled` where it is refused again.
pub fn bill_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ClosePurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    let (mut purchase, supplier) = lock_for(tx, by, input.purchase, &RECEIVES)?;
    if purchase.terms == Terms::BySales {
        return Err(Refused(PurchaseRefused::PaidBySales));
    }
    if purchase.state != PurchaseState::Closed {
        return Err(Refused(PurchaseRefused::WrongState));
    }
    if purchase.expense_id.is_some() {
        return Err(Refused(PurchaseRefused::AlreadyBilled));
    }
    let kept_minor = purchase.kept_minor;
    bill(tx, &mut purchase, &supplier, by, &[], now)?;
    // Where the mandate is over by now, what was kept for it is let go, and that is written.
    if purchase.expense_id.is_none() && purchase.kept_minor == kept_minor {
        return Err(Refused(PurchaseRefused::NotBilled));
    }
    tx.save(&purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// What came becomes an expense under the mandate, asked for by who received it: somebody else approves it, and then it is
/// owed. What was kept for the order stays so for the expense, as far as it takes it. Its proofs are the pictures of all deliveries, and what its author adds. Where it is refused (the mandate is over, say) the purchase order says why, and is closed all the same.
fn bill(
    tx: &mut Tx,
    purchase: &mut Purchase,
    supplier: &Supplier,
    by: Id<Member>,
    photos: &[NewFile],
    now: Timestamp,
) -> Outcome<bool, PurchaseRefused> {
    let (currency, zone) = (acting::currency(tx)?, acting::zone(tx)?);
    let lines = lines_of(tx, purchase)?;
    let of = |line: &PurchaseLine| {
        let ordered = line.quantity_milli.milli;
        worth(line.total_minor, line.price_e4, ordered, line.received_milli, currency)
    };
    let amount_minor: i64 = lines.iter().map(of).sum();
    if amount_minor == 0 {
        keep_at_most(tx, purchase, 0)?;
        return Ok(false);
    }
    let mandate = purchase.mandate_id.ok_or(Refused(PurchaseRefused::MandateMissing))?;
    let payee = supplier.member.ok_or(Refused(PurchaseRefused::NoAccount))?;
    let input = SubmitExpense {
        id: same_id(purchase.id)?,
        under: Under::Mandate(mandate),
        payee: Payee::Member(payee),
        purpose: ExpensePurpose::Purchases,
        // Nobody is asked when goods are counted.
        line: spending::expense::ForLine::Beside,
        amount_minor,
        what: what(purchase, &lines),
        incurred_on: Timestamp::start_of_day(now.day(&zone), &zone),
        proofs: photos.to_vec(),
        key: None,
    };
    let kept_minor = purchase.kept_minor;
    match tx.attempt(|tx| submit_with_room(tx, by, &input, kept_minor, now)) {
        Ok(moved) => {
            purchase.kept_minor = 0;
            (purchase.billed_minor, purchase.expense_id) = (amount_minor, Some(moved.expense));
            purchase.not_billed = None;
            note(tx, purchase, Noted::of(PurchaseStep::Billed, Some(by), now))?;
            let before = photos_of(tx, purchase, photos)?;
            spending::ops::prove_with_kept(tx, moved.expense, &before)?;
            Ok(!photos.is_empty())
        }
        Err(Refused(why)) => {
            // Under a mandate that is over nothing of it will ever be entered.
            let is_over = why == ExpenseRefused::MandateEnded;
            keep_at_most(tx, purchase, if is_over { 0 } else { amount_minor })?;
            purchase.not_billed = Some(why.code().to_owned());
            let told = Noted { reason: Some(why.code()), ..Noted::of(PurchaseStep::NotBilled, None, now) };
            note(tx, purchase, told)?;
            Ok(false)
        }
        Err(OpError::Fault(fault)) => Err(OpError::Fault(fault)),
    }
}

/// The pictures of deliveries that were counted before, in their order.
fn photos_of(tx: &mut Tx, purchase: &Purchase, last: &[NewFile]) -> Result<Vec<Id<File>>, Fault> {
    let (community, mut before) = (purchase.community_id, Vec::new());
    for delivery in counted_of(tx, purchase.id)? {
        let row = tx.find::<Delivery>((community, delivery))?;
        for number in 1..=row.map_or(0, |row| row.photo_count) {
            let photo = tx.find::<DeliveryPhoto>((community, delivery, number))?;
            let photo = photo.filter(|photo| last.iter().all(|last| last.id != photo.file_id));
            before.extend(photo.map(|photo| photo.file_id));
        }
    }
    Ok(before)
}

/// Its number and what came, in no language but the goods' own; no name of anybody.
fn what(purchase: &Purchase, lines: &[PurchaseLine]) -> String {
    let came = lines.iter().filter(|line| line.received_milli > 0);
    let each = came
        .map(|line| format!("{} × {} {}", line.title, Quantity::from_milli(line.received_milli), line.unit));
    let text = format!("№ {} · {}", purchase.number, each.collect::<Vec<_>>().join(" · "));
    text.chars().take(WHAT_CHARS_MAX).collect()
}
