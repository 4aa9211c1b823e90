//! Double-entry books of a community: funds, accounts, entries, exact division, verification, export.
//!
//! The sole writer of `ledger_*` tables; everybody else reads through the functions here. What the postings of a
//! business event are is decided by the feature that has the event, never here.

mod account;
mod entry;
mod ledger_store;
mod open;
mod payout;
mod post;
mod read;
mod source;

pub use account::{AccountKey, FundKind, Kind, Purpose, fund_of_owner, owner_of_fund};
pub use entry::{AMOUNT_MAX, Cause, NewEntry, PostRefused};
pub use ledger_store::{Account, Carry, Check, Entry, Fund, FundDay, LedgerBook, Posting, Reversal};
pub use open::{open_books, open_fund};
pub use payout::{Paid, PayoutNote, pay_carries, pay_shares};
pub use post::{post, reverse};
pub use read::{balance, book, entry_postings, fund, fund_balance, last_check};
pub use source::Source;

use store::{Row, Table};

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        LedgerBook::TABLE,
        Fund::TABLE,
        Account::TABLE,
        Entry::TABLE,
        Posting::TABLE,
        Reversal::TABLE,
        FundDay::TABLE,
        Carry::TABLE,
        Check::TABLE,
    ]
}
