//! Money that was entered as received and was not, or not so: the entry is taken back by one that names it.

use super::{Entered, may_receive};
use crate::asked::reason;
use crate::books;
use crate::ids::Member;
use crate::receipt::{ReceiptRefused, take_back};
use crate::rows::Receipt;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ReverseReceipt {
    pub receipt: Id<Receipt>,
    /// For every member to read.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By whoever confirms payments, and never by the giver. What is right is entered anew. The fund may be left with less
/// than nothing, where it has spent what it never had: then the books say so.
///
/// # Errors
/// `NotAllowed`, `OwnGift`, `AlreadyReversed`, `ReasonMissing`, `MovedOn`, …
pub fn reverse_receipt(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ReverseReceipt,
    now: Timestamp,
) -> Outcome<Entered, ReceiptRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ReceiptRefused::KeyReused)? {
        return Ok(first);
    }
    may_receive(tx, by)?;
    let found = tx.lock::<Receipt>((tx.community(), input.receipt))?;
    let mut receipt = found.ok_or(Refused(ReceiptRefused::NoSuchReceipt))?;
    let judge = match receipt.giver_member {
        Some(giver) => community::judging_as(tx, by, giver)?,
        None => by,
    };
    take_back(receipt.giver_member, receipt.reversed_by.is_some(), judge).map_err(Refused)?;
    let reason = reason(&input.reason).map_err(|_| Refused(ReceiptRefused::ReasonMissing))?;
    let entry = books::take_back(tx, &receipt, now, now)?.map_err(Refused)?;
    (receipt.reversed_by, receipt.reversed_at_us) = (Some(by), Some(now));
    (receipt.reversed_reason, receipt.reversal_entry) = (Some(reason), Some(entry));
    tx.save(&receipt)?;
    let done = Entered { receipt: receipt.id, number: receipt.number, entry };
    done.announce(tx, "receipt_reversed")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}
