//! The saving part: takes what `entry` decided and writes it, in the caller's transaction.

use crate::account::{AccountKey, Purpose};
use crate::entry::{
    AMOUNT_MAX, Cause, NewEntry, PostRefused, balance_after, dated, fund_change, is_reverse, merged,
    spent_funds,
};
use crate::ledger_store::{Account, Balance, Entry, FundDay, LedgerBook, Posting, Reversal};
use crate::read::{entry_postings, fund_balance};
use kernel::{Currency, Timestamp, Zone};
use store::OpError::Refused;
use store::{Book, Fault, Outcome, Tx, community_row};

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
    let days = days_of(&book, &postings, happened_at)?;
    // Asked for with the accounts: whose balances are asked for next.
    tx.foresee::<FundDay>(&days)?;
    let ids = save_accounts(tx, &postings, &keys)?;
    save_days(tx, &days, &postings)?;
    let amounts = postings.iter().map(|(_, amount)| *amount);
    save_entry(tx, new, happened_at, ids.into_iter().zip(amounts))
}

/// Credits of one entry, each to what a holder is owed for settled sales and distributions.
pub(crate) struct Credit<'a> {
    pub holder: &'a str,
    /// The number of the holder's account; 0 where it is not known, and set by then.
    pub account_id: i64,
    /// More than zero.
    pub minor: i64,
}

/// Posts an entry that takes from one account what some hundreds of holders get: `new` has the posting that is debited, and no other.
/// No account is looked up whose number is known. That the debit is the sum of the credits is for the caller to see to.
pub(crate) fn post_credits(
    tx: &mut Tx,
    new: &NewEntry,
    credits: &mut [Credit<'_>],
) -> Outcome<i64, PostRefused> {
    let book = tx.find::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    let happened_at = dated(new, book.closed_before_us).map_err(Refused)?;
    check_named_entries(tx, new, &new.postings)?;
    let mut named = new.postings.clone();
    for credit in credits.iter().filter(|credit| credit.account_id == 0) {
        named.push((payable_of(&book, credit.holder)?, -credit.minor));
    }
    let keys = keys_of(tx, &named);
    foresee_accounts(tx, &named, &keys)?;
    let ids = save_accounts(tx, &named, &keys)?;
    let (debited, made) = ids.split_at(new.postings.len());
    let known = credits.iter().filter(|credit| credit.account_id != 0);
    let known: Vec<_> = known.map(|credit| (credit.account_id, -credit.minor)).collect();
    add_to_balances(tx, &known, |_, balance, amount| {
        let after = balance.checked_add(amount).filter(|after| after.abs() <= AMOUNT_MAX);
        after.ok_or(PostRefused::Overflow)
    })?;
    let unknown = credits.iter_mut().filter(|credit| credit.account_id == 0);
    unknown.zip(made).for_each(|(credit, id)| credit.account_id = *id);
    let debits = debited.iter().zip(&new.postings).map(|(id, (_, amount))| (*id, *amount));
    let mut lines = Vec::with_capacity(new.postings.len() + credits.len());
    lines.extend(debits);
    lines.extend(credits.iter().map(|credit| (credit.account_id, -credit.minor)));
    save_entry(tx, new, happened_at, lines.into_iter())
}

fn payable_of(book: &LedgerBook, holder: &str) -> Outcome<AccountKey, PostRefused> {
    let key = AccountKey::of_parts(Purpose::Payable, None, Some(holder.to_owned()), book.currency);
    key.owner_is_sound(book.fund_count).then_some(key).ok_or(Refused(PostRefused::OwnerMalformed))
}

/// What holders are paid on: opened where it is not there, with nothing on it. Answers the numbers in the order of the holders, of whom none
/// is named twice.
pub(crate) fn payable_accounts(
    tx: &mut Tx,
    book: &LedgerBook,
    holders: &[&str],
) -> Outcome<Vec<i64>, PostRefused> {
    let named = holders.iter().map(|holder| Ok((payable_of(book, holder)?, 0)));
    let named: Vec<_> = named.collect::<Outcome<_, PostRefused>>()?;
    let keys = keys_of(tx, &named);
    foresee_accounts(tx, &named, &keys)?;
    save_accounts(tx, &named, &keys)
}

/// Postings of an entry whose accounts are read by purpose.
const LONG: usize = 64;

/// Asks for the accounts before the first lock, so that a trial run (see `store`) learns of all rows in one round; answers their keys.
fn foresee(tx: &mut Tx, new: &NewEntry) -> Result<Vec<(i64, String)>, Fault> {
    let keys = keys_of(tx, &new.postings);
    foresee_accounts(tx, &new.postings, &keys)?;
    Ok(keys)
}

/// Accounts of one purpose lie beside each other: of a long list they are read as ranges. A short one is one read.
fn foresee_accounts(
    tx: &mut Tx,
    postings: &[(AccountKey, i64)],
    keys: &[(i64, String)],
) -> Result<(), Fault> {
    let near = |a: &(AccountKey, i64), b: &(AccountKey, i64)| {
        postings.len() < LONG || a.0.purpose() == b.0.purpose()
    };
    let mut rest = keys;
    for run in postings.chunk_by(near) {
        let (now, later) = rest.split_at(run.len());
        tx.foresee::<Account>(now)?;
        rest = later;
    }
    Ok(())
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
    let community_id = tx.community();
    let (mut ids, mut new) = (vec![0; keys.len()], Vec::new());
    tx.look_all::<Account>(keys, |at, known| match known {
        Some(account) => ids[at] = account.id,
        None => new.push(at),
    })?;
    let is_known: Vec<bool> = ids.iter().map(|id| *id != 0).collect();
    let first_id = count_accounts(tx, new.len() as i64)?;
    let (mut accounts, mut balances) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    for (at, id) in new.into_iter().zip(first_id..) {
        let (key, amount) = &postings[at];
        let balance_minor = balance_after(key, 0, *amount).map_err(Refused)?;
        ids[at] = id;
        accounts.push(new_account(community_id, id, key, keys[at].1.clone()));
        let guard = if key.purpose().guarded() { key.kind().sign() } else { 0 };
        let community_row = community_row(community_id, id)?;
        balances.push(Balance { community_row, community_id, account_id: id, guard, balance_minor });
    }
    let known = (0..ids.len()).filter(|at| is_known[*at]);
    let places: Vec<usize> = known.collect();
    let changes: Vec<_> = places.iter().map(|at| (ids[*at], postings[*at].1)).collect();
    add_to_balances(tx, &changes, |at, balance, amount| {
        balance_after(&postings[places[at]].0, balance, amount)
    })?;
    tx.insert_all(accounts)?;
    tx.insert_all(balances)?;
    Ok(ids)
}

/// Adds to balances that are there, by the numbers of their accounts; `after` decides what comes of balance and amount.
fn add_to_balances(
    tx: &mut Tx,
    changes: &[(i64, i64)],
    after: impl Fn(usize, i64, i64) -> Result<i64, PostRefused>,
) -> Outcome<(), PostRefused> {
    let community = tx.community();
    let keys = changes.iter().map(|(id, _)| community_row(community, *id));
    let keys: Vec<i64> = keys.collect::<Result<_, _>>()?;
    tx.change_all::<Balance, _>(&keys, |at, known| {
        let (id, amount) = changes[at];
        let missing = || Fault::Engine(format!("ledger_balance: account {id} has none").into());
        let balance = known.ok_or_else(missing)?;
        let balance_minor = after(at, balance.balance_minor, amount).map_err(Refused)?;
        Ok(Some(Balance { balance_minor, ..*balance }))
    })
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

fn new_account(community_id: i64, id: i64, key: &AccountKey, code: String) -> Account {
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
    }
}

type DayKey = (i64, i64, Currency, i64);

/// The day of each fund that the entry touches.
fn days_of(
    book: &LedgerBook,
    postings: &[(AccountKey, i64)],
    happened_at: Timestamp,
) -> Result<Vec<DayKey>, Fault> {
    let of_funds = postings.iter().filter_map(|(key, _)| Some((key.fund()?, key.currency())));
    let mut funds: Vec<_> = of_funds.collect();
    if funds.is_empty() {
        return Ok(Vec::new());
    }
    funds.sort_unstable();
    funds.dedup();
    let unknown = |_| Fault::Engine(format!("ledger_book: no such zone as {}", book.zone).into());
    let day = happened_at.day(&Zone::parse(&book.zone).map_err(unknown)?);
    Ok(funds.into_iter().map(|(fund, currency)| (book.community_id, fund, currency, day)).collect())
}

/// Adds to the days.
fn save_days(tx: &mut Tx, keys: &[DayKey], postings: &[(AccountKey, i64)]) -> Result<(), Fault> {
    let days = tx.lock_all::<FundDay>(keys)?;
    for (&(community_id, fund_id, currency, day), known) in keys.iter().zip(days) {
        let change = fund_change(postings, fund_id, currency);
        match known {
            Some(mut day) => {
                day.change_minor += change;
                tx.save(&day)?;
            }
            None => {
                tx.insert(&FundDay { community_id, fund_id, currency, day, change_minor: change })?;
            }
        }
    }
    Ok(())
}

/// Saves the entry with its lines, each the number of an account and what is posted to it; answers its number.
fn save_entry(
    tx: &mut Tx,
    new: &NewEntry,
    happened_at: Timestamp,
    lines: impl Iterator<Item = (i64, i64)>,
) -> Outcome<i64, PostRefused> {
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
    let line = |((account_id, amount_minor), number_in)| Posting {
        community_id,
        entry_number: number,
        number: number_in,
        account_id,
        amount_minor,
    };
    tx.append_all(lines.zip(1..).map(line).collect())?;
    Ok(number)
}
