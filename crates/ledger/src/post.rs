//! The saving part: takes what `entry` decided and writes it, in the caller's transaction.

use crate::account::{AccountKey, Purpose};
use crate::entry::{
    Cause, NewEntry, PostRefused, balance_after, dated, fund_change, is_reverse, merged, spent_funds,
};
use crate::ledger_store::{Account, Entry, FundDay, LedgerBook, Posting, Reversal};
use crate::read::{entry_postings, fund_balance};
use kernel::{Timestamp, Zone};
use store::OpError::Refused;
use store::{Book, Fault, Outcome, Tx};

/// Posts an entry; answers its number. What is only looked at is found, not locked: a row that several parts of an
/// operation lock could be saved from an old copy.
pub fn post(tx: &mut Tx, new: &NewEntry) -> Outcome<i64, PostRefused> {
    let keys = foresee(tx, new)?;
    let book = tx.find::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    let happened_at = dated(new, book.closed_before_us).map_err(Refused)?;
    let postings = merged(new, book.fund_count).map_err(Refused)?;
    let spent = spent_funds(new, &postings).map_err(Refused)?;
    check_named_entries(tx, new, &postings)?;
    for fund in spent {
        let after = fund_balance(tx, book.community_id, fund, book.currency)?
            + fund_change(&postings, fund, book.currency);
        if after < 0 {
            return Err(Refused(PostRefused::FundWouldPassZero { fund, by_minor: -after }));
        }
    }
    // Nothing was merged: the codes are those that were asked for.
    let keys = if keys.len() == postings.len() { keys } else { keys_of(tx, &postings) };
    let ids = save_accounts(tx, &postings, &keys)?;
    save_days(tx, &book, &postings, happened_at)?;
    let number = save_entry(tx, new, happened_at)?;
    let lines =
        ids.into_iter().zip(&postings).zip(1..).map(|((account_id, (_, amount_minor)), number_in)| Posting {
            community_id: book.community_id,
            entry_number: number,
            number: number_in,
            account_id,
            amount_minor: *amount_minor,
        });
    tx.insert_all(lines.collect())?;
    Ok(number)
}

/// Postings of an entry whose accounts are read by purpose.
const LONG: usize = 64;

/// Asks for the accounts before the first lock, so that a trial run (see `store`) learns of all rows in one round; answers their keys.
fn foresee(tx: &mut Tx, new: &NewEntry) -> Result<Vec<(i64, String)>, Fault> {
    let keys = keys_of(tx, &new.postings);
    // Accounts of one purpose lie beside each other: of a long list they are read as ranges. A short one is one read.
    let near = |a: &(AccountKey, i64), b: &(AccountKey, i64)| {
        new.postings.len() < LONG || a.0.purpose() == b.0.purpose()
    };
    let mut rest = &keys[..];
    for run in new.postings.chunk_by(near) {
        let (now, later) = rest.split_at(run.len());
        tx.foresee::<Account>(now)?;
        rest = later;
    }
    Ok(keys)
}

fn keys_of(tx: &Tx, postings: &[(AccountKey, i64)]) -> Vec<(i64, String)> {
    postings.iter().map(|(key, _)| (tx.community(), key.code())).collect()
}

/// Takes an entry back whole: the same accounts, the amounts negated, once. The mistake stays in the journal, and so
/// does its correction. A reversal is not itself reversed, nor is a distribution (see `PostRefused`). Guarded accounts may refuse: money that has moved on cannot be taken back from where it was.
pub fn reverse(
    tx: &mut Tx,
    number: i64,
    cause: Cause,
    happened_at: Timestamp,
    now: Timestamp,
) -> Outcome<i64, PostRefused> {
    let mut postings = entry_postings(tx, tx.community(), number)?;
    if postings.is_empty() {
        return Err(Refused(PostRefused::NoSuchEntry { number }));
    }
    postings.iter_mut().for_each(|(_, amount)| *amount = -*amount);
    post(
        tx,
        &NewEntry {
            kind: "reversal",
            happened_at,
            recorded_at: now,
            cause,
            parent: Some(number),
            mandate: None,
            reverses: Some(number),
            postings,
        },
    )
}

/// The entries that a new one names must be there; one that it takes back must be whole and its exact negative.
fn check_named_entries(
    tx: &mut Tx,
    new: &NewEntry,
    postings: &[(AccountKey, i64)],
) -> Outcome<(), PostRefused> {
    let named = new.parent.into_iter().chain(new.reverses);
    let counted = if named.clone().count() > 0 { tx.find::<Book>(tx.community())? } else { None };
    let entry_count = counted.map_or(0, |book| book.entry_count);
    for number in named {
        if !(1..=entry_count).contains(&number) {
            return Err(Refused(PostRefused::NoSuchEntry { number }));
        }
    }
    match new.reverses {
        Some(number) => check_reversal(tx, number, postings),
        None => Ok(()),
    }
}

fn check_reversal(tx: &mut Tx, number: i64, postings: &[(AccountKey, i64)]) -> Outcome<(), PostRefused> {
    let key = (tx.community(), number);
    if let Some(done) = tx.find::<Reversal>(key)? {
        return Err(Refused(PostRefused::AlreadyReversed { by: done.reversed_by }));
    }
    let reversed = tx.find::<Entry>(key)?.ok_or(Refused(PostRefused::NoSuchEntry { number }))?;
    if reversed.reverses.is_some() {
        return Err(Refused(PostRefused::IsReversal));
    }
    // One that leaves no rounding has moved carries all the same.
    let shares = |purpose| matches!(purpose, Purpose::Distribution | Purpose::Rounding);
    if postings.iter().any(|(key, _)| shares(key.purpose())) {
        return Err(Refused(PostRefused::IsDistribution));
    }
    let done = entry_postings(tx, key.0, number)?;
    is_reverse(postings, &done).then_some(()).ok_or(Refused(PostRefused::NotTheReverse))
}

/// Saves the new balances, making accounts on first use; answers their ids in the order of the postings, whose accounts `keys` name.
fn save_accounts(
    tx: &mut Tx,
    postings: &[(AccountKey, i64)],
    keys: &[(i64, String)],
) -> Outcome<Vec<i64>, PostRefused> {
    let community = tx.community();
    let new_count = tx.absent::<Account>(keys)? as i64;
    let mut next_id = count_accounts(tx, new_count)?;
    let mut ids = Vec::with_capacity(postings.len());
    tx.change_all::<Account, _>(keys, |at, known| {
        let (key, amount) = &postings[at];
        let balance = known.map_or(0, |account| account.balance_minor);
        let balance_minor = balance_after(key, balance, *amount).map_err(Refused)?;
        let account = match known {
            Some(account) => Account { balance_minor, ..account.clone() },
            None => {
                next_id += 1;
                new_account(community, next_id - 1, key, keys[at].1.clone(), balance_minor)
            }
        };
        ids.push(account.id);
        Ok(Some(account))
    })?;
    Ok(ids)
}

/// Reserves ids for `count` new accounts; answers the first.
fn count_accounts(tx: &mut Tx, count: i64) -> Outcome<i64, PostRefused> {
    if count == 0 {
        return Ok(0);
    }
    let mut book = tx.lock::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    book.account_count += count;
    tx.save(&book)?;
    Ok(book.account_count - count + 1)
}

fn new_account(community_id: i64, id: i64, key: &AccountKey, code: String, balance_minor: i64) -> Account {
    Account {
        community_id,
        code,
        id,
        kind: key.kind(),
        purpose: key.purpose(),
        fund_id: key.fund(),
        owner: key.owner().map(str::to_owned),
        currency: key.currency(),
        sign: key.kind().sign(),
        guarded: key.purpose().guarded(),
        balance_minor,
    }
}

/// Adds to the day of each fund that the entry touches.
fn save_days(
    tx: &mut Tx,
    book: &LedgerBook,
    postings: &[(AccountKey, i64)],
    happened_at: Timestamp,
) -> Result<(), Fault> {
    let of_funds = postings.iter().filter_map(|(key, _)| Some((key.fund()?, key.currency())));
    let mut funds: Vec<_> = of_funds.collect();
    if funds.is_empty() {
        return Ok(());
    }
    funds.sort_unstable();
    funds.dedup();
    let unknown = |_| Fault::Engine(format!("ledger_book: no such zone as {}", book.zone).into());
    let day = happened_at.day(&Zone::parse(&book.zone).map_err(unknown)?);
    let keys: Vec<_> =
        funds.iter().map(|(fund, currency)| (book.community_id, *fund, *currency, day)).collect();
    let days = tx.lock_all::<FundDay>(&keys)?;
    for ((fund_id, currency), known) in funds.into_iter().zip(days) {
        let change = fund_change(postings, fund_id, currency);
        match known {
            Some(mut day) => {
                day.change_minor += change;
                tx.save(&day)?;
            }
            None => {
                let community_id = book.community_id;
                tx.insert(&FundDay { community_id, fund_id, currency, day, change_minor: change })?;
            }
        }
    }
    Ok(())
}

fn save_entry(tx: &mut Tx, new: &NewEntry, happened_at: Timestamp) -> Result<i64, Fault> {
    let mut counters = tx.book()?;
    counters.entry_count += 1;
    tx.save(&counters)?;
    let (community_id, number) = (counters.community_id, counters.entry_count);
    tx.insert(&Entry {
        community_id,
        number,
        happened_at_us: happened_at,
        recorded_at_us: new.recorded_at,
        kind: new.kind.to_owned(),
        cause_kind: new.cause.kind.to_owned(),
        cause_id: new.cause.id.clone(),
        parent_entry: new.parent,
        mandate: new.mandate.clone(),
        reverses: new.reverses,
    })?;
    if let Some(reversed) = new.reverses {
        tx.insert(&Reversal { community_id, number: reversed, reversed_by: number })?;
    }
    Ok(number)
}
