//! What others see of the books' rows: the same fields in types that no transaction takes.

use crate::account::FundKind;
use crate::ledger_store::{Check, Entry, Fund, LedgerBook};
use kernel::{Currency, Timestamp};

/// What a community's books are kept in: their currency, their zone (an IANA name), how many funds they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BooksSeen {
    pub currency: Currency,
    pub zone: String,
    pub opened_at_us: Timestamp,
    pub fund_count: i64,
    /// Nothing may be dated before this any more.
    pub closed_before_us: Timestamp,
}

/// A purse inside the books. `slack_units`: see `kernel::divide_carrying`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundSeen {
    pub id: i64,
    pub kind: FundKind,
    pub name: String,
    pub opened_at_us: Timestamp,
    pub slack_units: i64,
    /// How many payouts have moved the carries.
    pub payout_count: i64,
    /// The cause of the payout that is under way.
    pub payout_open: Option<String>,
}

/// An entry without its postings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrySeen {
    pub number: i64,
    pub happened_at_us: Timestamp,
    pub recorded_at_us: Timestamp,
    pub kind: String,
    pub cause_kind: String,
    pub cause_id: String,
    pub parent_entry: Option<i64>,
    pub mandate: Option<String>,
    pub reverses: Option<i64>,
}

/// The last full check of the books: when, up to which entry, how much it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckSeen {
    pub checked_at_us: Timestamp,
    pub entry_count: i64,
    pub violation_count: i64,
}

impl From<LedgerBook> for BooksSeen {
    fn from(row: LedgerBook) -> BooksSeen {
        let LedgerBook { currency, zone, opened_at_us, fund_count, closed_before_us, .. } = row;
        BooksSeen { currency, zone, opened_at_us, fund_count, closed_before_us }
    }
}

impl From<Fund> for FundSeen {
    fn from(row: Fund) -> FundSeen {
        let Fund { id, kind, name, opened_at_us, slack_units, payout_count, payout_open, .. } = row;
        FundSeen { id, kind, name, opened_at_us, slack_units, payout_count, payout_open }
    }
}

impl From<Entry> for EntrySeen {
    fn from(row: Entry) -> EntrySeen {
        let Entry { number, happened_at_us, recorded_at_us, kind, cause_kind, cause_id, .. } = row;
        let Entry { parent_entry, mandate, reverses, .. } = row;
        EntrySeen {
            number,
            happened_at_us,
            recorded_at_us,
            kind,
            cause_kind,
            cause_id,
            parent_entry,
            mandate,
            reverses,
        }
    }
}

impl From<Check> for CheckSeen {
    fn from(row: Check) -> CheckSeen {
        let Check { checked_at_us, entry_count, violation_count, .. } = row;
        CheckSeen { checked_at_us, entry_count, violation_count }
    }
}
