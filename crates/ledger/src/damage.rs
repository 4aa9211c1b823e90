//! Damage behind the books' back, for this crate's own tests of its check. Nobody else turns the feature on: tidy looks.

use crate::account::AccountKey;
use crate::ledger_store::{Account, Balance, CarryBlock, FundDay, Posting};
use kernel::Currency;
use store::{Fault, Tx};

/// Changes the kept balance (debit positive) of an account that is there.
///
/// # Errors
/// Where there is no such account.
pub fn shift_balance(tx: &mut Tx, key: &AccountKey, by_minor: i64) -> Result<(), Fault> {
    let account = tx.find::<Account>((tx.community(), key.code()))?.ok_or_else(absent)?;
    let mut balance = tx.lock::<Balance>(account.row()?)?.ok_or_else(absent)?;
    balance.balance_minor += by_minor;
    tx.save(&balance)
}

/// Puts something else for a word in the first block of a fund's carries.
pub fn replace_in_carries(tx: &mut Tx, fund: i64, word: &str, other: &str) -> Result<(), Fault> {
    let mut block = tx.lock::<CarryBlock>((tx.community(), fund, String::new()))?.ok_or_else(absent)?;
    block.holders = block.holders.replacen(word, other, 1);
    tx.save(&block)
}

/// Changes what is kept of a fund's day.
///
/// # Errors
/// Where nothing is kept of it.
pub fn shift_day(tx: &mut Tx, fund: i64, currency: Currency, day: i64, by_minor: i64) -> Result<(), Fault> {
    let mut kept = tx.lock::<FundDay>((tx.community(), fund, currency, day))?.ok_or_else(absent)?;
    kept.change_minor += by_minor;
    tx.save(&kept)
}

/// Changes a posting, by its entry and its place there.
///
/// # Errors
/// Where there is none.
pub fn shift_posting(tx: &mut Tx, entry: i64, number: i64, by_minor: i64) -> Result<(), Fault> {
    let mut posting = tx.lock::<Posting>((tx.community(), entry, number))?.ok_or_else(absent)?;
    posting.amount_minor += by_minor;
    tx.save(&posting)
}

fn absent() -> Fault {
    Fault::Engine("nothing there to damage".into())
}
