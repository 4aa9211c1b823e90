//! Opening books and funds.

use crate::account::FundKind;
use crate::entry::PostRefused;
use crate::ledger_store::{Fund, LedgerBook};
use kernel::{Currency, Timestamp, Zone};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// Opens the books of the community that `tx` is for. `Fault::Duplicate` when they are open already.
pub fn open_books(tx: &mut Tx, currency: Currency, zone: &Zone, now: Timestamp) -> Result<(), Fault> {
    tx.insert(&LedgerBook {
        community_id: tx.community(),
        currency,
        zone: zone.name().to_owned(),
        opened_at_us: now,
        account_count: 0,
        fund_count: 0,
        closed_before_us: Timestamp::from_micros(0),
    })
}

/// Opens a fund; answers its number, counted from 1 within the community. `NoBooks` is the only refusal.
pub fn open_fund(tx: &mut Tx, kind: FundKind, name: &str, now: Timestamp) -> Outcome<i64, PostRefused> {
    let mut book = tx.lock::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    book.fund_count += 1;
    tx.save(&book)?;
    let (community_id, id) = (book.community_id, book.fund_count);
    let name = name.to_owned();
    let (slack_units, payout_count, payout_open) = (0, 0, None);
    let opened_at_us = now;
    tx.insert(&Fund { community_id, id, kind, name, opened_at_us, slack_units, payout_count, payout_open })?;
    Ok(id)
}

/// Closes all that is before `until`: no entry may be dated into it any more, and it never opens again. What is closed already stays so.
///
/// # Errors
/// `NoBooks` is the only refusal.
pub fn close_before(tx: &mut Tx, until: Timestamp) -> Outcome<(), PostRefused> {
    let mut book = tx.lock::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    book.closed_before_us = book.closed_before_us.max(until);
    Ok(tx.save(&book)?)
}
