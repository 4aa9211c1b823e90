//! The way from an expense to an entry of the ledger.
//!
//! Not a rule: it posts.

use crate::acting::{self, fault};
use crate::expense::ExpensePurpose;
use crate::ids::Member;
use crate::ops::SetAside;
use crate::receipt::{ReceiptKind, ReceiptRefused, Till};
use crate::rows::{Expense, Mandate, Receipt};
use crate::spending_store::{Source, promised_of_fund};
use kernel::{Currency, Id, Timestamp, Zone};
use ledger::{AccountKey, Cause, NewEntry, PostRefused, Purpose};
use store::{Fault, OpError, Outcome, Tx};

/// What the books could not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooLittle {
    Fund,
    Bank,
    /// A balance would pass what the books can hold.
    Room,
}

/// What entries of this feature are called in the journal, and what their cause is.
pub(crate) const KIND: &str = "expense";

/// Approved, and owed to a member: happened when it was spent, or where that is closed, at the first moment that is open; recorded now.
pub(crate) fn owe(
    tx: &mut Tx,
    mandate: &Mandate,
    expense: &Expense,
    member: Id<Member>,
    now: Timestamp,
) -> Result<Result<i64, TooLittle>, Fault> {
    let community = tx.community();
    // A closed period takes nothing more: it is still owed, and stands where the books are open.
    let happened_at = ledger::dated(tx, community, expense.incurred_at_us)?;
    post(tx, mandate, expense, AccountKey::owed(member, mandate.currency), happened_at, now)
}

/// Paid to somebody outside: happened when the money left, recorded now.
pub(crate) fn pay(
    tx: &mut Tx,
    mandate: &Mandate,
    expense: &Expense,
    paid_at: Timestamp,
    now: Timestamp,
) -> Result<Result<i64, TooLittle>, Fault> {
    post(tx, mandate, expense, AccountKey::bank(mandate.currency), paid_at, now)
}

fn post(
    tx: &mut Tx,
    mandate: &Mandate,
    expense: &Expense,
    from: AccountKey,
    happened_at: Timestamp,
    now: Timestamp,
) -> Result<Result<i64, TooLittle>, Fault> {
    let spent = account(expense.purpose, mandate.fund, mandate.currency);
    let entry = NewEntry {
        kind: KIND,
        happened_at,
        recorded_at: now,
        cause: Cause::new(KIND, expense.id),
        parent: None,
        mandate: Some(mandate.id.to_string()),
        reverses: None,
        postings: vec![(spent, expense.amount_minor), (from, -expense.amount_minor)],
    };
    enter(tx, expense, &entry)
}

/// Takes the entry of a payment back, now. It names the mandate, which has spent so much less.
pub(crate) fn unpay(
    tx: &mut Tx,
    mandate: &Mandate,
    expense: &Expense,
    paid_with: i64,
    now: Timestamp,
) -> Result<Result<i64, TooLittle>, Fault> {
    let spent = account(expense.purpose, mandate.fund, mandate.currency);
    let bank = AccountKey::bank(mandate.currency);
    let entry = NewEntry {
        kind: "reversal",
        happened_at: now,
        recorded_at: now,
        cause: Cause::new(KIND, expense.id),
        parent: Some(paid_with),
        mandate: Some(mandate.id.to_string()),
        reverses: Some(paid_with),
        postings: vec![(spent, -expense.amount_minor), (bank, expense.amount_minor)],
    };
    enter(tx, expense, &entry)
}

/// Set aside for a feature above, or, with a negative sum, given back.
pub(crate) fn set_aside(
    tx: &mut Tx,
    mandate: &Mandate,
    input: &SetAside,
    parent: Option<i64>,
    now: Timestamp,
) -> Result<Result<i64, TooLittle>, Fault> {
    let spent = match input.for_a_fund {
        true => AccountKey::transfer(mandate.fund, mandate.currency),
        false => AccountKey::purchases(mandate.fund, mandate.currency),
    };
    let back = input.amount_minor < 0;
    let entry = NewEntry {
        kind: if back { "given_back" } else { "budget_set_aside" },
        happened_at: now,
        recorded_at: now,
        cause: input.cause.clone(),
        parent,
        mandate: Some(mandate.id.to_string()),
        reverses: None,
        postings: vec![(spent, input.amount_minor), (input.held.clone(), -input.amount_minor)],
    };
    took(ledger::post(tx, &entry), &input.cause.id)
}

fn enter(tx: &mut Tx, expense: &Expense, entry: &NewEntry) -> Result<Result<i64, TooLittle>, Fault> {
    took(ledger::post(tx, entry), &expense.id.to_string())
}

fn took(posted: Outcome<i64, PostRefused>, what: &str) -> Result<Result<i64, TooLittle>, Fault> {
    match posted {
        Ok(number) => Ok(Ok(number)),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(PostRefused::FundWouldPassZero { .. })) => Ok(Err(TooLittle::Fund)),
        Err(OpError::Refused(PostRefused::Overflow)) => Ok(Err(TooLittle::Room)),
        Err(OpError::Refused(PostRefused::WouldPassZero { account, .. }))
            if account.purpose() == Purpose::Bank =>
        {
            Ok(Err(TooLittle::Bank))
        }
        Err(OpError::Refused(other)) => Err(fault(format!("the books refused {what}: {}", other.code()))),
    }
}

/// What entries of money received are called, and what their cause is; what was there at the beginning is called so.
pub(crate) const RECEIPT: &str = "receipt";
const OPENING: &str = "opening";

/// Money that came in.
pub(crate) struct Money {
    pub id: Id<Receipt>,
    pub kind: ReceiptKind,
    pub fund: i64,
    pub till: Till,
    pub amount_minor: i64,
    /// The entry with the wrong sum, where this puts one right.
    pub corrects: Option<i64>,
}

/// Received at the bank or in the till, and a fund has it: happened when it came, recorded now.
pub(crate) fn receive(
    tx: &mut Tx,
    new: &Money,
    received_at: Timestamp,
    now: Timestamp,
) -> Result<Result<i64, ReceiptRefused>, Fault> {
    let currency = acting::currency(tx)?;
    let (kind, from) = match new.kind {
        ReceiptKind::Opening => (OPENING, AccountKey::opening(new.fund, currency)),
        ReceiptKind::Gift | ReceiptKind::Grant => (RECEIPT, AccountKey::donation(new.fund, currency)),
        ReceiptKind::Sponsorship | ReceiptKind::Other => {
            (RECEIPT, AccountKey::other_income(new.fund, currency))
        }
    };
    let entry = NewEntry {
        kind,
        happened_at: received_at,
        recorded_at: now,
        cause: Cause::new(RECEIPT, new.id),
        parent: new.corrects,
        mandate: None,
        reverses: None,
        postings: vec![(till(new.till, currency), new.amount_minor), (from, -new.amount_minor)],
    };
    received(ledger::post(tx, &entry), new.id)
}

/// Takes the entry of a receipt back.
pub(crate) fn take_back(
    tx: &mut Tx,
    receipt: &Receipt,
    happened_at: Timestamp,
    now: Timestamp,
) -> Result<Result<i64, ReceiptRefused>, Fault> {
    let cause = Cause::new(RECEIPT, receipt.id);
    received(ledger::reverse(tx, receipt.entry, cause, happened_at, now), receipt.id)
}

/// What of a receipt is neither spent nor promised.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Free {
    /// Of its fund, and of where it lay.
    pub now_minor: i64,
    /// The day since it came on which its fund had least, and how much that was.
    pub least_day: Option<(i64, i64)>,
}

impl Free {
    /// What can be taken away for the day on which it came: then, or on any day since, the fund would have had as much less.
    pub(crate) fn since_minor(&self) -> i64 {
        self.least_day.map_or(self.now_minor, |(_, had_minor)| self.now_minor.min(had_minor))
    }

    /// The day that holds it, where less was there than is now.
    pub(crate) fn held_by(&self) -> Option<i64> {
        self.least_day.filter(|(_, had_minor)| *had_minor < self.now_minor).map(|(day, _)| day)
    }
}

pub(crate) fn free(
    source: &mut (impl ledger::Source + Source),
    receipt: &Receipt,
    currency: Currency,
    zone: &Zone,
) -> Result<Free, Fault> {
    let community = receipt.community_id;
    let has = ledger::fund_balance(source, community, receipt.fund, currency)?;
    let promised = promised_of_fund(source, community, receipt.fund)?;
    let lies = ledger::balance(source, community, &till(receipt.place, currency))?;
    let (days, came) =
        (ledger::fund_days(source, community, receipt.fund, currency)?, receipt.received_at_us.day(zone));
    let least_day = days.into_iter().filter(|(day, _)| *day >= came).min_by_key(|(_, had_minor)| *had_minor);
    Ok(Free { now_minor: (has - promised).min(lies), least_day })
}

fn received(
    posted: Outcome<i64, PostRefused>,
    id: Id<Receipt>,
) -> Result<Result<i64, ReceiptRefused>, Fault> {
    match posted {
        Ok(number) => Ok(Ok(number)),
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(PostRefused::NoSuchFund { .. })) => Ok(Err(ReceiptRefused::NoSuchFund)),
        Err(OpError::Refused(PostRefused::Overflow)) => Ok(Err(ReceiptRefused::SumTooLarge)),
        Err(OpError::Refused(PostRefused::WouldPassZero { .. })) => Ok(Err(ReceiptRefused::MovedOn)),
        Err(OpError::Refused(PostRefused::AlreadyReversed { .. })) => {
            Ok(Err(ReceiptRefused::AlreadyReversed))
        }
        Err(OpError::Refused(other)) => Err(fault(format!("the books refused {id}: {}", other.code()))),
    }
}

fn till(till: Till, currency: Currency) -> AccountKey {
    match till {
        Till::Bank => AccountKey::bank(currency),
        Till::Cash => AccountKey::cash(currency),
    }
}

fn account(purpose: ExpensePurpose, fund: i64, currency: Currency) -> AccountKey {
    match purpose {
        ExpensePurpose::Purchases => AccountKey::purchases(fund, currency),
        ExpensePurpose::Fees => AccountKey::fees(fund, currency),
        ExpensePurpose::Losses => AccountKey::losses(fund, currency),
        ExpensePurpose::Capital => AccountKey::capital(fund, currency),
    }
}
