//! Row types of the books and the read-only SQL of their lists. Only this crate names `ledger_` tables, and its rows
//! are its own: whoever could name or hold one could save it. What others read stands in `seen.rs`.

use crate::account::{FundKind, Kind, Purpose};
use kernel::{Currency, Timestamp};
use store::{Fault, community_row, row};

store::stored_by_code!(Kind, Purpose, FundKind);

row! {
    /// One row a community: its currency, its zone (an IANA name) and the counters that number accounts and funds.
    pub(crate) struct LedgerBook in "ledger_book" {
        key community_id: i64;
        currency: Currency,
        zone: String,
        opened_at_us: Timestamp,
        account_count: i64,
        fund_count: i64,
        closed_before_us: Timestamp,
    }
}

row! {
    /// A purse inside the books. `slack_units`: see `kernel::divide_carrying`. `payout_count` rises whenever carries move,
    /// and again when a payout in parts has ended; `payout_open` names the cause of the payout that is under way.
    pub(crate) struct Fund in "ledger_fund" {
        key community_id: i64, id: i64;
        kind: FundKind,
        name: String,
        opened_at_us: Timestamp,
        slack_units: i64,
        payout_count: i64,
        payout_open: Option<String>,
    }
}

row! {
    /// What an account is: written once, never changed.
    pub(crate) struct Account in "ledger_account" {
        key community_id: i64, code: String;
        id: i64,
        kind: Kind,
        purpose: Purpose,
        fund_id: Option<i64>,
        owner: Option<String>,
        currency: Currency,
        sign: i64,
    }
}

row! {
    /// What is on it. `balance_minor` is debit positive; times the account's `sign` it is what people call the balance. Found by
    /// `Account::row`.
    pub(crate) struct Balance in "ledger_balance" {
        key community_row: i64;
        community_id: i64,
        account_id: i64,
        guard: i64,
        balance_minor: i64,
    }
    fixed community_id, account_id, guard
}

impl Account {
    /// The key of its balance.
    pub(crate) fn row(&self) -> Result<i64, Fault> {
        community_row(self.community_id, self.id)
    }
}

row! {
    /// Written once, never changed.
    pub(crate) struct Entry in "ledger_entry" {
        key community_id: i64, number: i64;
        happened_at_us: Timestamp,
        recorded_at_us: Timestamp,
        kind: String,
        cause_kind: String,
        cause_id: String,
        parent_entry: Option<i64>,
        mandate: Option<String>,
        reverses: Option<i64>,
    }
}

row! {
    /// Minor units, debit positive. Written once, never changed.
    pub(crate) struct Posting in "ledger_posting" {
        key community_id: i64, entry_number: i64, number: i64;
        account_id: i64,
        amount_minor: i64,
    }
}

row! {
    /// Says which entry took entry `number` back; its key makes a second time impossible.
    pub(crate) struct Reversal in "ledger_reversal" { key community_id: i64, number: i64; reversed_by: i64 }
}

row! {
    /// What a fund's balance changed by on a day (days since 1970-01-01 in the community's zone).
    pub(crate) struct FundDay in "ledger_fund_day" {
        key community_id: i64, fund_id: i64, currency: Currency, day: i64;
        change_minor: i64,
    }
}

row! {
    /// The fractions of some hundreds of holders: see `carries.rs`.
    pub(crate) struct CarryBlock in "ledger_carry_block" {
        key community_id: i64, fund_id: i64, first_holder: String;
        holders: String,
    }
}

row! {
    /// A payout that reaches its holders in parts: see `parts.rs`.
    pub(crate) struct Payout in "ledger_payout" {
        key community_id: i64, cause_id: String;
        fund_id: i64,
        entry_number: i64,
        held_minor: i64,
        pending_minor: i64,
        pending_units: i64,
        part_count: i64,
        ended: bool,
    }
}

row! {
    /// The last full check of the books: when, up to which entry, what it found.
    pub(crate) struct Check in "ledger_check" {
        key community_id: i64;
        checked_at_us: Timestamp,
        entry_count: i64,
        violation_count: i64,
    }
}

/// The postings of one entry with what their accounts are, in order.
pub(crate) const ENTRY_POSTINGS: &str =
    "SELECT a.purpose, a.fund_id, a.owner, a.currency, p.amount_minor, p.account_id
    FROM ledger_posting p JOIN ledger_account a ON a.community_id = p.community_id AND a.id = p.account_id
    WHERE p.community_id = $1 AND p.entry_number = $2 ORDER BY p.number";

pub(crate) const GENERAL_FUND: &str =
    "SELECT id FROM ledger_fund WHERE community_id = $1 AND kind = 'general' ORDER BY id LIMIT 1";

/// The blocks in which holders from $3 to $4 stand, or would.
pub(crate) const CARRY_BLOCKS_OF: &str = "SELECT first_holder FROM ledger_carry_block
    WHERE community_id = $1 AND fund_id = $2 AND first_holder <= $4 AND first_holder >= COALESCE(
        (SELECT MAX(first_holder) FROM ledger_carry_block
        WHERE community_id = $1 AND fund_id = $2 AND first_holder <= $3), '')
    ORDER BY first_holder";

/// All fractions of a fund.
pub(crate) const CARRY_BLOCKS: &str = "SELECT first_holder, holders FROM ledger_carry_block
    WHERE community_id = $1 AND fund_id = $2 ORDER BY first_holder";

/// What carries still have to change by, of payouts that are under way.
pub(crate) const PENDING: &str = "SELECT fund_id, pending_minor, pending_units, cause_id, held_minor
    FROM ledger_payout WHERE community_id = $1 AND ended = 0 ORDER BY cause_id";

/// The entries of a time, by the index on it alone.
pub(crate) const ENTRIES_WITHIN: &str = "SELECT number FROM ledger_entry
    WHERE community_id = $1 AND happened_at_us >= $2 AND happened_at_us < $3";

/// What some entries brought to an account, by the index on it alone.
pub(crate) const AMOUNTS_WITHIN: &str = "SELECT entry_number, amount_minor FROM ledger_posting
    WHERE community_id = $1 AND account_id = $2 AND entry_number >= $3 AND entry_number <= $4";

/// What some entries put down to members as owed to them for sales, or took from what they have to give back.
pub(crate) const CREDITED_WITHIN: &str =
    "SELECT p.entry_number, a.owner, p.amount_minor FROM ledger_posting p
    JOIN ledger_account a ON a.community_id = p.community_id AND a.id = p.account_id
    WHERE p.community_id = $1 AND p.entry_number >= $2 AND p.entry_number <= $3
    AND a.purpose IN ('payable', 'receivable') AND a.owner IS NOT NULL";

/// All days of all funds; they grow with time, not with trade.
pub(crate) const DAYS_FORWARD: &str = "SELECT fund_id, currency, day, change_minor FROM ledger_fund_day
    WHERE community_id = $1 ORDER BY fund_id, currency, day";

/// Each fund's slack.
pub(crate) const FUND_SLACKS: &str =
    "SELECT id, slack_units FROM ledger_fund WHERE community_id = $1 ORDER BY id";

/// What left a fund under a mandate: as many entries as it has expenses.
pub(crate) const SPENT_UNDER: &str = "SELECT CAST(COALESCE(SUM(p.amount_minor), 0) AS BIGINT)
    FROM ledger_entry e
    JOIN ledger_posting p ON p.community_id = e.community_id AND p.entry_number = e.number
    JOIN ledger_account a ON a.community_id = p.community_id AND a.id = p.account_id
    WHERE e.community_id = $1 AND e.mandate = $2 AND a.fund_id = $3";

/// As `SPENT_UNDER`, of entries with one kind of cause.
pub(crate) const SPENT_UNDER_BY: &str = "SELECT CAST(COALESCE(SUM(p.amount_minor), 0) AS BIGINT)
    FROM ledger_entry e
    JOIN ledger_posting p ON p.community_id = e.community_id AND p.entry_number = e.number
    JOIN ledger_account a ON a.community_id = p.community_id AND a.id = p.account_id
    WHERE e.community_id = $1 AND e.mandate = $2 AND e.cause_kind = $4 AND a.fund_id = $3";

/// What a fund earned and spent in entries under a mandate: as many as it has expenses.
pub(crate) const EARNED_UNDER: &str = "SELECT e.happened_at_us, a.purpose, p.amount_minor
    FROM ledger_entry e
    JOIN ledger_posting p ON p.community_id = e.community_id AND p.entry_number = e.number
    JOIN ledger_account a ON a.community_id = p.community_id AND a.id = p.account_id
    WHERE e.community_id = $1 AND e.mandate = $2 AND a.fund_id = $3 AND a.currency = $4
    AND a.kind IN ('income', 'expense') ORDER BY e.number, p.number";

/// As `EARNED_UNDER`, in entries of one cause.
pub(crate) const EARNED_BY: &str = "SELECT e.happened_at_us, a.purpose, p.amount_minor
    FROM ledger_entry e
    JOIN ledger_posting p ON p.community_id = e.community_id AND p.entry_number = e.number
    JOIN ledger_account a ON a.community_id = p.community_id AND a.id = p.account_id
    WHERE e.community_id = $1 AND e.cause_id = $2 AND a.fund_id = $3 AND a.currency = $4
    AND a.kind IN ('income', 'expense') ORDER BY e.number, p.number";

pub(crate) const ALL: &[&str] = &[
    ENTRY_POSTINGS,
    CARRY_BLOCKS_OF,
    CARRY_BLOCKS,
    PENDING,
    ENTRIES_WITHIN,
    AMOUNTS_WITHIN,
    CREDITED_WITHIN,
    GENERAL_FUND,
    DAYS_FORWARD,
    FUND_SLACKS,
    SPENT_UNDER,
    SPENT_UNDER_BY,
    EARNED_UNDER,
    EARNED_BY,
];
