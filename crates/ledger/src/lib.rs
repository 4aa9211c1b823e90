//! Double-entry books of a community: funds, accounts, entries, exact division, verification, export.
//!
//! The sole writer of `ledger_*` tables; everybody else reads through the functions here. What the postings of a
//! business event are is decided by the feature that has the event, never here.

mod account;
mod carries;
#[cfg(feature = "damage")]
#[doc(hidden)]
pub mod damage;
mod drawing;
mod entry;
mod export;
mod flows;
mod journal;
mod journal_store;
mod ledger_store;
mod open;
mod parts;
mod payout;
mod post;
mod read;
mod seen;
mod source;
mod totals;
mod verify;

pub use account::{AccountKey, FundKind, Kind, Purpose, fund_of_owner, owner_of_fund};
pub use drawing::{
    DRAWINGS_MAX, Drawing, Drawn, added_after, collects, drawings, due_through, left_of, oldest_left,
};
pub use entry::{AMOUNT_MAX, Cause, NewEntry, PostRefused};
pub use export::{Export, ExportFormat};
pub use flows::{Earned, Entries, Flow, Move, credited, earned, earned_by, earned_under};
pub use journal::{
    CHAIN_MAX, Chain, Full, JournalFilter, JournalPage, JournalPlace, by_cause, chain, entry, entry_kinds,
    journal,
};
pub use journal_store::{AccountTotal, FundTotal, Head};
pub use open::{close_before, open_books, open_fund};
pub use parts::{NewPayout, Part, begin_payout, end_payout, open_payables, pay_part, pay_parts};
pub use payout::{Paid, PayoutNote, pay_carries, pay_shares};
pub use post::{post, reverse};
pub use read::{
    balance, balance_first, book, carries, dated, entry_postings, fund, fund_balance, general_fund,
    is_closed, last_check, spent_under, spent_under_by,
};
pub use seen::{BooksSeen, CheckSeen, EntrySeen, FundSeen};
pub use source::Source;
pub use totals::{
    PurposeTotal, Totals, fund_accounts, fund_days, fund_names, funds, owner_accounts, owners,
    purpose_accounts, totals,
};
pub use verify::{Report, Violation, record_check, verify};

use ledger_store::{
    Account, Balance, CarryBlock, Check, Entry, Fund, FundDay, LedgerBook, Payout, Posting, Reversal,
};
use store::{Migration, Row, Table};

/// The schema of the books.
pub fn migrations() -> Vec<Migration> {
    let (books, mandates) =
        (include_str!("../migrations/0001_books.sql"), include_str!("../migrations/0002_mandates.sql"));
    let parts = include_str!("../migrations/0003_periods_and_parts.sql");
    let amounts = include_str!("../migrations/0004_amounts_by_account.sql");
    let blocks = include_str!("../migrations/0005_balances_and_blocks.sql");
    let by_row = include_str!("../migrations/0006_blocks_by_row.sql");
    let by_number = include_str!("../migrations/0007_balances_by_number.sql");
    vec![
        Migration { feature: "ledger", number: 1, name: "books", sql: books },
        Migration { feature: "ledger", number: 2, name: "entries of a mandate", sql: mandates },
        Migration { feature: "ledger", number: 3, name: "closed periods, payouts in parts", sql: parts },
        Migration { feature: "ledger", number: 4, name: "amounts by account", sql: amounts },
        Migration { feature: "ledger", number: 5, name: "narrow balances, carries in blocks", sql: blocks },
        Migration { feature: "ledger", number: 6, name: "blocks found by an index", sql: by_row },
        Migration { feature: "ledger", number: 7, name: "balances found by one number", sql: by_number },
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        LedgerBook::TABLE,
        Fund::TABLE,
        Account::TABLE,
        Balance::TABLE,
        Entry::TABLE,
        Posting::TABLE,
        Reversal::TABLE,
        FundDay::TABLE,
        CarryBlock::TABLE,
        Payout::TABLE,
        Check::TABLE,
    ]
}

/// All read-only SQL of the books, for the test that prepares each statement on both engines.
pub fn statements() -> Vec<&'static str> {
    [ledger_store::ALL, journal_store::ALL].concat()
}
