//! Holds a community's instruments, subscriptions and register against each other and against its books: what
//! `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::books::account;
use crate::check_passing;
use crate::instrument::InstrumentKind;
use crate::issue::OriginKind;
use crate::ownership_store::{by_origin, held, instruments, kept_for_takers, unequal, units_by_state};
use crate::rows::Instrument;
use crate::subscription::SubscriptionState;
use ledger::AccountKey;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Rows looked at in one read.
const PAGE: i64 = 500;

/// What is wrong, in words for whoever runs the program; empty when all holds: what is asked for is what
/// subscriptions and features above say, what is held is what the register's lines come to and what was issued, and the capital and
/// the advances in the books are what was paid in for it, and not taken out again. What is counted beside it is looked at, too.
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
            let capital = check_instrument(reader, &instrument, &mut wrong)?;
            // Gifts come in by other ways too: only what is owned or owed can be held against the books.
            if instrument.kind != InstrumentKind::Donation {
                *paid.entry(account(&instrument)).or_default() += capital + instrument.capital_left_minor;
            }
        }
    }
    for (key, sum) in paid {
        let books = ledger::balance(reader, community, &key)?;
        if books != sum {
            wrong.push(format!("{}: {books} in the books, {sum} was paid for what is held", key.code()));
        }
    }
    check_passing::check(reader, community, &mut wrong)?;
    Ok(wrong)
}

/// Answers what the register says was put in, and is still there.
fn check_instrument(reader: &mut Reader, row: &Instrument, wrong: &mut Vec<String>) -> Result<i64, Fault> {
    let by_state: BTreeMap<_, _> = units_by_state(reader, row.community_id, row.id)?
        .into_iter()
        .map(|(state, units)| (state.code(), units))
        .collect();
    let of = |state: SubscriptionState| by_state.get(state.code()).copied().unwrap_or(0);
    let (units, asked, reserved, put_in) = held(reader, row)?;
    let taken = kept_for_takers(reader, row)?;
    let (paid, waiting) = (of(SubscriptionState::Paid), of(SubscriptionState::Asked));
    let (mut subscribed, mut changes, mut capital) = (0, 0, 0);
    for (kind, units, minor) in by_origin(reader, row)? {
        changes += units;
        capital += minor;
        if kind == OriginKind::Subscription {
            subscribed += units;
        }
    }
    let (issued, subscribed) = match row.kind.is_held() {
        true => (changes, subscribed),
        false => (paid, paid),
    };
    let units_held = if row.kind.is_held() { row.units_issued } else { 0 };
    for (holds, what) in [
        (row.units_issued == issued, format!("{} issued, the register says {issued}", row.units_issued)),
        (subscribed == paid, format!("{subscribed} issued to who subscribed, subscriptions say {paid}")),
        (
            row.units_asked == waiting + reserved,
            format!("{} asked for, subscriptions and campaigns say {}", row.units_asked, waiting + reserved),
        ),
        (units == units_held, format!("{units} held, {units_held} issued")),
        (
            asked == row.units_asked + taken,
            format!("{asked} asked for by members, {} in all and {taken} taken up", row.units_asked),
        ),
        (put_in == capital, format!("{put_in} put in for what is held, the register says {capital}")),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", row.id));
        }
    }
    for (holder, units, changes, minor, lines) in unequal(reader, row)? {
        wrong.push(format!(
            "{}: {holder} holds {units} for {minor}, the register says {changes} for {lines}",
            row.id
        ));
    }
    Ok(capital)
}
