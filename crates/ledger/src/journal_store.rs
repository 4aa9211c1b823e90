//! Read-only SQL of the journal and of what the books add up to.

use crate::account::{AccountKey, Purpose};
use crate::ledger_store::Entry;
use crate::seen::{EntrySeen, FundSeen};
use kernel::Currency;
use store::{Cells, Fault, Listed, read};

/// An entry as lists show it; `reversed_by` names the entry that took it back.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    pub entry: EntrySeen,
    pub reversed_by: Option<i64>,
}

impl Listed for Head {
    fn read(cells: &dyn Cells) -> Result<Head, Fault> {
        Ok(Head { entry: Entry::read(cells)?.into(), reversed_by: read(cells, 10)? })
    }
}

/// A fund and what is in it, in the books' currency.
#[derive(Debug, Clone, PartialEq)]
pub struct FundTotal {
    pub fund: FundSeen,
    pub balance_minor: i64,
}

/// An account with its balance in its own direction.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountTotal {
    pub id: i64,
    pub key: AccountKey,
    pub balance_minor: i64,
}

impl Listed for AccountTotal {
    fn read(cells: &dyn Cells) -> Result<AccountTotal, Fault> {
        let purpose: Purpose = read(cells, 1)?;
        let key =
            AccountKey::of_parts(purpose, read(cells, 2)?, read(cells, 3)?, read::<Currency>(cells, 4)?);
        Ok(AccountTotal { id: read(cells, 0)?, key, balance_minor: read(cells, 5)? })
    }
}

macro_rules! heads {
    () => {
        "SELECT e.community_id, e.number, e.happened_at_us, e.recorded_at_us, e.kind, e.cause_kind, e.cause_id,
            e.parent_entry, e.mandate, e.reverses, r.reversed_by
        FROM ledger_entry e
        LEFT JOIN ledger_reversal r ON r.community_id = e.community_id AND r.number = e.number "
    };
}

/// True where no filter by account is asked for ($5 is 0), and for entries that touch an account of the
/// fund ($6), purpose ($7) and owner ($8) asked for.
macro_rules! touches {
    () => {
        "($5 = 0 OR EXISTS (SELECT 1 FROM ledger_posting p
            JOIN ledger_account a ON a.community_id = p.community_id AND a.id = p.account_id
            WHERE p.community_id = e.community_id AND p.entry_number = e.number
            AND (CAST($6 AS BIGINT) IS NULL OR a.fund_id = $6)
            AND (CAST($7 AS TEXT) IS NULL OR a.purpose = $7)
            AND (CAST($8 AS TEXT) IS NULL OR a.owner = $8))) "
    };
}

/// A balance is found by a single number: `store::community_row`.
macro_rules! accounts {
    () => {
        "SELECT a.id, a.purpose, a.fund_id, a.owner, a.currency, a.sign * b.balance_minor FROM ledger_account a
        JOIN ledger_balance b ON b.community_row = a.community_id * 4294967296 + a.id
        WHERE a.community_id = $1 "
    };
}

pub(crate) const ENTRY: &str = concat!(heads!(), "WHERE e.community_id = $1 AND e.number = $2");

/// Newest first. With a filter by account only where many entries pass it; rare ones go by `BY_ACCOUNT`.
pub(crate) const BY_NUMBER: &str = concat!(
    heads!(),
    "WHERE e.community_id = $1 AND e.number < $2 AND (CAST($3 AS TEXT) IS NULL OR e.kind = $3) AND ",
    touches!(),
    "ORDER BY e.number DESC LIMIT $4"
);

/// Newest first, through the index on kind: a rare kind would else be looked for in the whole journal.
pub(crate) const BY_KIND: &str = concat!(
    heads!(),
    "WHERE e.community_id = $1 AND e.kind = $2 AND e.number < $3 ORDER BY e.number DESC LIMIT $4"
);

/// What one account saw, newest first. An account has one posting an entry at most.
pub(crate) const BY_ACCOUNT: &str = concat!(
    heads!(),
    "JOIN ledger_posting p ON p.community_id = e.community_id AND p.entry_number = e.number
    WHERE p.community_id = $1 AND p.account_id = $2 AND p.entry_number < $3
    AND (CAST($5 AS TEXT) IS NULL OR e.kind = $5) ORDER BY p.entry_number DESC LIMIT $4"
);

/// What happened from $9 until before $10, latest first; pages by (when it happened, number), because an entry may
/// be recorded long after what it records.
pub(crate) const BY_TIME: &str = concat!(
    heads!(),
    "WHERE e.community_id = $1 AND e.happened_at_us >= $9 AND (e.happened_at_us, e.number) < ($10, $2)
    AND (CAST($3 AS TEXT) IS NULL OR e.kind = $3) AND ",
    touches!(),
    "ORDER BY e.happened_at_us DESC, e.number DESC LIMIT $4"
);

/// The entries that name this one as what they follow from.
pub(crate) const CHILDREN: &str = concat!(
    heads!(),
    "WHERE e.community_id = $1 AND e.parent_entry = $2 AND e.number > $3 ORDER BY e.number LIMIT $4"
);

pub(crate) const BY_CAUSE: &str = concat!(
    heads!(),
    "WHERE e.community_id = $1 AND e.cause_id = $2 AND e.number > $3 ORDER BY e.number LIMIT $4"
);

/// Oldest first: for exports and checks.
pub(crate) const FORWARD: &str =
    concat!(heads!(), "WHERE e.community_id = $1 AND e.number > $2 ORDER BY e.number LIMIT $3");

/// The postings of the entries from above $2 to $3, in order.
pub(crate) const POSTINGS_FORWARD: &str = "SELECT entry_number, account_id, amount_minor FROM ledger_posting
    WHERE community_id = $1 AND entry_number > $2 AND entry_number <= $3 ORDER BY entry_number, number";

/// The next kind of entry after $2: asked once a kind, each a step in the index.
pub(crate) const NEXT_KIND: &str =
    "SELECT kind FROM ledger_entry WHERE community_id = $1 AND kind > $2 ORDER BY kind LIMIT 1";

pub(crate) const EARLIEST: &str =
    "SELECT happened_at_us FROM ledger_entry WHERE community_id = $1 ORDER BY happened_at_us LIMIT 1";

pub(crate) const LATEST: &str =
    "SELECT happened_at_us FROM ledger_entry WHERE community_id = $1 ORDER BY happened_at_us DESC LIMIT 1";

/// What an account saw before an entry, the nearest first: few, by the index on the account.
pub(crate) const CHANGES_BEFORE: &str = "SELECT entry_number, amount_minor FROM ledger_posting
    WHERE community_id = $1 AND account_id = $2 AND entry_number < $3 ORDER BY entry_number DESC LIMIT $4";

/// The same after it.
pub(crate) const CHANGES_AFTER: &str = "SELECT entry_number, amount_minor FROM ledger_posting
    WHERE community_id = $1 AND account_id = $2 AND entry_number > $3 ORDER BY entry_number LIMIT $4";

pub(crate) const NEWEST: &str =
    "SELECT number FROM ledger_entry WHERE community_id = $1 ORDER BY number DESC LIMIT 1";

/// Accounts by their codes, twelve at once (fewer: some empty). Everything that is asked about a fund or an owner goes
/// this way: the codes are known, and no index on fund or owner has to be kept with every account.
pub(crate) const BY_CODE: &str = concat!(
    accounts!(),
    "AND a.code IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ORDER BY a.code"
);

pub(crate) const FUNDS: &str = "SELECT community_id, id, kind, name, opened_at_us, slack_units,
    payout_count, payout_open FROM ledger_fund WHERE community_id = $1 ORDER BY id";

pub(crate) const FUND_DAYS: &str = "SELECT day, change_minor FROM ledger_fund_day
    WHERE community_id = $1 AND fund_id = $2 AND currency = $3 ORDER BY day";

/// Sums by purpose, in each account's own direction.
pub(crate) const PURPOSES: &str = "SELECT a.purpose, CAST(SUM(a.sign * b.balance_minor) AS BIGINT), COUNT(*)
    FROM ledger_account a JOIN ledger_balance b ON b.community_row = a.community_id * 4294967296 + a.id
    WHERE a.community_id = $1 AND a.currency = $2 GROUP BY a.purpose ORDER BY a.purpose";

/// Accounts of a purpose that are not empty; pages by id.
pub(crate) const PURPOSE_ACCOUNTS: &str =
    concat!(accounts!(), "AND a.purpose = $2 AND a.id > $3 AND b.balance_minor <> 0 ORDER BY a.id LIMIT $4");

pub(crate) const ACCOUNTS_FORWARD: &str = concat!(accounts!(), "AND a.id > $2 ORDER BY a.id LIMIT $3");

/// The accounts of a purpose, a few more than are read one by one.
pub(crate) const MATCHING_PURPOSE: &str =
    "SELECT id FROM ledger_account WHERE community_id = $1 AND purpose = $2 ORDER BY id LIMIT $3";

pub(crate) const ALL: &[&str] = &[
    ENTRY,
    BY_NUMBER,
    BY_KIND,
    BY_ACCOUNT,
    BY_TIME,
    CHILDREN,
    BY_CAUSE,
    FORWARD,
    POSTINGS_FORWARD,
    NEXT_KIND,
    EARLIEST,
    LATEST,
    CHANGES_BEFORE,
    CHANGES_AFTER,
    NEWEST,
    BY_CODE,
    FUNDS,
    FUND_DAYS,
    PURPOSES,
    PURPOSE_ACCOUNTS,
    ACCOUNTS_FORWARD,
    MATCHING_PURPOSE,
];
