//! Holds a community's instruments, subscriptions and register against each other and against its books: what
//! `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::books::account;
use crate::instrument::InstrumentKind;
use crate::ownership_store::{held, instruments, unequal, units_by_state};
use crate::rows::Instrument;
use crate::subscription::SubscriptionState;
use ledger::AccountKey;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Rows looked at in one read.
const PAGE: i64 = 500;

/// What is wrong, in words for whoever runs the program; empty when all holds: what is issued and asked for is what
/// subscriptions say, what is held is what the register's changes come to and what was issued, and the capital and the
/// advances in the books are what was paid for it.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    let mut paid: BTreeMap<AccountKey, i64> = BTreeMap::new();
    let mut below = i64::MAX;
    loop {
        let page = instruments(reader, community, below, PAGE)?;
        if page.is_empty() {
            break;
        }
        for id in page {
            let Some(instrument) = reader.find::<Instrument>(&(community, id))? else { continue };
            below = instrument.number;
            check_instrument(reader, &instrument, &mut wrong)?;
            // Gifts come in by other ways too: only what is owned or owed can be held against the books.
            if instrument.kind != InstrumentKind::Donation {
                *paid.entry(account(&instrument)).or_default() +=
                    instrument.price_minor * instrument.units_issued;
            }
        }
    }
    for (key, sum) in paid {
        let books = ledger::balance(reader, community, &key)?;
        if books != sum {
            wrong.push(format!("{}: {books} in the books, {sum} was paid for what is held", key.code()));
        }
    }
    Ok(wrong)
}

fn check_instrument(reader: &mut Reader, row: &Instrument, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let by_state: BTreeMap<_, _> = units_by_state(reader, row.community_id, row.id)?
        .into_iter()
        .map(|(state, units)| (state.code(), units))
        .collect();
    let of = |state: SubscriptionState| by_state.get(state.code()).copied().unwrap_or(0);
    let (units, asked) = held(reader, row)?;
    let issued_and_held = if row.kind.is_held() { row.units_issued } else { 0 };
    let (paid, waiting) = (of(SubscriptionState::Paid), of(SubscriptionState::Asked));
    for (holds, what) in [
        (row.units_issued == paid, format!("{} issued, its subscriptions say {paid}", row.units_issued)),
        (
            row.units_asked == waiting,
            format!("{} asked for, its subscriptions say {waiting}", row.units_asked),
        ),
        (units == issued_and_held, format!("{units} held, {issued_and_held} issued")),
        (asked == row.units_asked, format!("{asked} asked for by members, {} in all", row.units_asked)),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", row.id));
        }
    }
    for (holder, units, changes) in unequal(reader, row)? {
        wrong.push(format!("{}: {holder} holds {units}, the register says {changes}", row.id));
    }
    Ok(())
}
