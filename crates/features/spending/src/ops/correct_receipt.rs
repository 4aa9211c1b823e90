//! Money came in, and another sum was entered: the wrong entry is taken back and the right one made, in one go.

use super::{Entered, may_receive};
use crate::acting;
use crate::asked::reason;
use crate::books::{self, Money};
use crate::ids::Member;
use crate::receipt::{ReceiptRefused, Wrong};
use crate::rows::{Receipt, ReceiptProof};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct CorrectReceipt {
    /// Of the receipt with the right sum.
    pub id: Id<Receipt>,
    pub wrong: Id<Receipt>,
    pub amount_minor: i64,
    /// For every member to read.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By whoever confirms payments, and never by the giver. Both entries happened when the money came, so that what the fund had on
/// a day is right again from that day on; so less is taken away only as far as the fund had it on each day since. The right one is posted first: between the two the bank has more than it had,
/// not less than nothing.
///
/// # Errors
/// `NotAllowed`, `OwnGift`, `AlreadyReversed`, `ReasonMissing`, `SameSum`, `NotFree`, …
pub fn correct_receipt(
    tx: &mut Tx,
    by: Id<Member>,
    input: &CorrectReceipt,
    now: Timestamp,
) -> Outcome<Entered, ReceiptRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ReceiptRefused::KeyReused)? {
        return Ok(first);
    }
    may_receive(tx, by)?;
    let found = tx.lock::<Receipt>((tx.community(), input.wrong))?;
    let wrong = found.ok_or(Refused(ReceiptRefused::NoSuchReceipt))?;
    let (currency, zone) = (acting::currency(tx)?, acting::zone(tx)?);
    let free = books::free(tx, &wrong, currency, &zone)?;
    wrong
        .to_correct(free.since_minor())
        .correct(by, input.amount_minor, ledger::AMOUNT_MAX)
        .map_err(Refused)?;
    let reason = reason(&input.reason).map_err(|_| Refused(ReceiptRefused::ReasonMissing))?;
    // Corrections of a closed period go to the open one.
    let community = tx.community();
    let happened_at = ledger::dated(tx, community, wrong.received_at_us)?;
    let right = money(&wrong, input);
    let entry = books::receive(tx, &right, happened_at, now)?.map_err(Refused)?;
    let reversal = books::take_back(tx, &wrong, happened_at, now)?.map_err(Refused)?;
    let right = Receipt {
        id: input.id,
        number: acting::count(tx, |count| count.receipt_count += 1)?.receipt_count,
        amount_minor: input.amount_minor,
        recorded_by: by,
        recorded_at_us: now,
        entry,
        corrects: Some(wrong.id),
        ..wrong.clone()
    };
    // Before the right one: an opening balance stands once.
    tx.save(&Receipt {
        reversed_by: Some(by),
        reversed_at_us: Some(now),
        reversed_reason: Some(reason),
        reversal_entry: Some(reversal),
        corrected_by: Some(right.id),
        ..wrong
    })?;
    tx.insert(&right)?;
    keep_proofs(tx, &right, input.wrong)?;
    let done = Entered { receipt: right.id, number: right.number, entry };
    done.announce(tx, "receipt_corrected")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

fn money(wrong: &Receipt, input: &CorrectReceipt) -> Money {
    Money {
        id: input.id,
        kind: wrong.kind,
        fund: wrong.fund,
        till: wrong.place,
        amount_minor: input.amount_minor,
        corrects: Some(wrong.entry),
    }
}

/// What proved the wrong one proves the right one: the sum was mistyped, not the slip.
fn keep_proofs(tx: &mut Tx, right: &Receipt, wrong: Id<Receipt>) -> Result<(), Fault> {
    for number in 1..=right.proof_count {
        if let Some(proof) = tx.find::<ReceiptProof>((right.community_id, wrong, number))? {
            tx.insert(&ReceiptProof { receipt_id: right.id, ..proof })?;
        }
    }
    Ok(())
}

impl Receipt {
    /// As the rules see it.
    pub(crate) fn to_correct(&self, free_minor: i64) -> Wrong {
        Wrong {
            giver: self.giver_member,
            reversed: self.reversed_by.is_some(),
            amount_minor: self.amount_minor,
            free_minor,
        }
    }
}
