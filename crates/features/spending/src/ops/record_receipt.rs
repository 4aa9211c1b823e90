//! Money has come in otherwise than by a sale: it enters a fund, and the books.

use super::may_receive;
use crate::acting;
use crate::books;
use crate::ids::Member;
use crate::receipt::{Giver, PROOFS_MAX, ReceiptKind, ReceiptRefused, Received, Till};
use crate::rows::{Receipt, ReceiptProof};
use crate::spending_store::opening_of;
use files::NewFile;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RecordReceipt {
    pub id: Id<Receipt>,
    pub kind: ReceiptKind,
    pub fund: i64,
    pub till: Till,
    pub amount_minor: i64,
    pub giver: Giver,
    /// What for, in words that every member reads.
    pub what: String,
    /// The first instant of the day on which it came, in the community's zone.
    pub received_on: Timestamp,
    /// Their bytes are kept already.
    pub proofs: Vec<NewFile>,
    pub key: Option<IdempotencyKey>,
}

/// Where a receipt stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    pub receipt: Id<Receipt>,
    pub number: i64,
    /// Of the books: the receipt's own, or the one that takes it back.
    pub entry: i64,
}

/// By whoever confirms payments, and never by the giver: somebody else has to have seen the money.
///
/// # Errors
/// `NotAllowed`, `OwnGift`, `AlreadyOpened`, `NoSuchFund`, `GiverNoMember`, `ReceivedInFuture`, `ReceivedBeforeFounding`, …
pub fn record_receipt(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RecordReceipt,
    now: Timestamp,
) -> Outcome<Entered, ReceiptRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ReceiptRefused::KeyReused)? {
        return Ok(first);
    }
    may_receive(tx, by)?;
    let founded = community::founding_day_now(tx)?.unwrap_or(now);
    let judge = match &input.giver {
        Giver::Member(giver) => community::judging_as(tx, by, *giver)?,
        Giver::Outside(_) | Giver::Anonymous => by,
    };
    let (what, received_at) = said(input).check(judge, ledger::AMOUNT_MAX, founded, now).map_err(Refused)?;
    if input.proofs.len() > PROOFS_MAX {
        return Err(Refused(ReceiptRefused::TooManyProofs));
    }
    let community = tx.community();
    if ledger::is_closed(tx, community, received_at)? {
        return Err(Refused(ReceiptRefused::PeriodClosed));
    }
    let (giver_member, giver_name) = match &input.giver {
        Giver::Member(member) if !acting::is_member(tx, *member)? => {
            return Err(Refused(ReceiptRefused::GiverNoMember));
        }
        Giver::Member(member) => (Some(*member), None),
        Giver::Outside(name) => (None, Some(name.clone())),
        Giver::Anonymous => (None, None),
    };
    if input.kind == ReceiptKind::Opening && opening_of(tx, community, input.fund, input.till)? {
        return Err(Refused(ReceiptRefused::AlreadyOpened));
    }
    let entry = books::receive(tx, &money(input), received_at, now)?.map_err(Refused)?;
    let receipt = Receipt {
        community_id: community,
        id: input.id,
        number: acting::count(tx, |count| count.receipt_count += 1)?.receipt_count,
        kind: input.kind,
        fund: input.fund,
        place: input.till,
        amount_minor: input.amount_minor,
        what,
        received_at_us: received_at,
        giver_member,
        giver_name,
        recorded_by: by,
        recorded_at_us: now,
        entry,
        proof_count: input.proofs.len() as i64,
        reversed_by: None,
        reversed_at_us: None,
        reversed_reason: None,
        reversal_entry: None,
        corrects: None,
        corrected_by: None,
    };
    tx.insert(&receipt)?;
    keep_proofs(tx, &receipt, &input.proofs, now)?;
    let done = Entered { receipt: receipt.id, number: receipt.number, entry };
    done.announce(tx, "receipt_recorded")?;
    tx.remember(&input.key, &done, now)?;
    Ok(done)
}

fn money(input: &RecordReceipt) -> books::Money {
    let RecordReceipt { id, kind, fund, till, amount_minor, .. } = *input;
    books::Money { id, kind, fund, till, amount_minor, corrects: None }
}

fn said(input: &RecordReceipt) -> Received<'_> {
    Received {
        kind: input.kind,
        giver: &input.giver,
        amount_minor: input.amount_minor,
        what: &input.what,
        received_on: input.received_on,
    }
}

impl Entered {
    /// Only ids: from whom it came is for those who may read it.
    pub(super) fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"receipt":"{}","number":{}}}"#, self.receipt, self.number))
    }
}

fn keep_proofs(tx: &mut Tx, receipt: &Receipt, proofs: &[NewFile], now: Timestamp) -> Result<(), Fault> {
    for (number, file) in (1..).zip(proofs) {
        files::record(tx, file, receipt.recorded_by, now)?;
        tx.insert(&ReceiptProof {
            community_id: receipt.community_id,
            receipt_id: receipt.id,
            number,
            file_id: file.id,
        })?;
    }
    Ok(())
}
