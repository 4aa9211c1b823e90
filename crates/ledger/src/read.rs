//! Balances and postings, read from an operation or a snapshot.

use crate::account::{AccountKey, Purpose};
use crate::journal_store::{AccountTotal, BY_CODE};
use crate::ledger_store::{
    Account, Balance, Check, ENTRY_POSTINGS, Fund, GENERAL_FUND, LedgerBook, SPENT_UNDER, SPENT_UNDER_BY,
};
use crate::seen::{BooksSeen, CheckSeen, FundSeen};
use crate::source::Source;
use kernel::{Currency, Timestamp};
use store::{Arg, Fault, Tx};

/// Minor units in the account's own direction: what a bank account holds, what a member is owed. Zero when there is
/// no such account yet.
pub fn balance(source: &mut impl Source, community: i64, key: &AccountKey) -> Result<i64, Fault> {
    let Some(account) = source.find::<Account>((community, key.code()))? else { return Ok(0) };
    let balance = source.find::<Balance>(account.row()?)?;
    Ok(balance.map_or(0, |balance| balance.balance_minor * account.sign))
}

/// As `balance`, of an account whose balance decides what an entry will be. The accounts of that entry as it mostly is,
/// `likely`, are asked for in the same round, so that looking first costs no other read than posting does.
pub fn balance_first(tx: &mut Tx, key: &AccountKey, likely: &[AccountKey]) -> Result<i64, Fault> {
    let community = tx.community();
    let keys: Vec<_> = likely.iter().map(|key| (community, key.code())).collect();
    tx.foresee::<Account>(&keys)?;
    let Some(account) = tx.find_first::<Account>((community, key.code()))? else { return Ok(0) };
    let mut accounts = vec![account.row()];
    tx.look_all::<Account>(&keys, |_, known| accounts.extend(known.map(Account::row)))?;
    let balances: Vec<i64> = accounts.into_iter().collect::<Result<_, _>>()?;
    tx.foresee::<Balance>(&balances)?;
    let balance = tx.find_first::<Balance>(account.row()?)?;
    Ok(balance.map_or(0, |balance| balance.balance_minor * account.sign))
}

/// Equity plus income less expense, in minor units.
pub fn fund_balance(
    source: &mut impl Source,
    community: i64,
    fund: i64,
    currency: Currency,
) -> Result<i64, Fault> {
    let accounts = by_code(source, community, &AccountKey::all_of_fund(fund, currency))?;
    Ok(accounts.iter().map(|account| -account.key.kind().sign() * account.balance_minor).sum())
}

/// Those of the accounts that exist, by code.
pub(crate) fn by_code(
    source: &mut impl Source,
    community: i64,
    keys: &[AccountKey],
) -> Result<Vec<AccountTotal>, Fault> {
    let mut found = Vec::new();
    for some in keys.chunks(12) {
        let mut codes: Vec<String> = some.iter().map(AccountKey::code).collect();
        codes.resize(12, String::new());
        let mut args: Vec<&dyn Arg> = vec![&community];
        args.extend(codes.iter().map(|code| code as &dyn Arg));
        found.extend(source.rows::<AccountTotal>(BY_CODE, &args)?);
    }
    Ok(found)
}

/// What the books are kept in; None when they are not open.
pub fn book(source: &mut impl Source, community: i64) -> Result<Option<BooksSeen>, Fault> {
    Ok(source.find::<LedgerBook>(community)?.map(BooksSeen::from))
}

/// The first fund of kind general: where what nobody else gets goes.
pub fn general_fund(source: &mut impl Source, community: i64) -> Result<Option<i64>, Fault> {
    Ok(source.rows::<(i64,)>(GENERAL_FUND, &[&community])?.pop().map(|(id,)| id))
}

pub fn fund(source: &mut impl Source, community: i64, fund: i64) -> Result<Option<FundSeen>, Fault> {
    Ok(source.find::<Fund>((community, fund))?.map(FundSeen::from))
}

/// What left a fund under a mandate, in minor units, by what stands in the journal.
pub fn spent_under(source: &mut impl Source, community: i64, mandate: &str, fund: i64) -> Result<i64, Fault> {
    Ok(source.rows::<(i64,)>(SPENT_UNDER, &[&community, &mandate, &fund])?.first().map_or(0, |row| row.0))
}

/// As `spent_under`, of what one kind of cause spent.
pub fn spent_under_by(
    source: &mut impl Source,
    community: i64,
    mandate: &str,
    fund: i64,
    cause_kind: &str,
) -> Result<i64, Fault> {
    let rows = source.rows::<(i64,)>(SPENT_UNDER_BY, &[&community, &mandate, &fund, &cause_kind])?;
    Ok(rows.first().map_or(0, |row| row.0))
}

/// The fractions that holders of a fund carry, by holder; who carries none is not named.
pub fn carries(source: &mut impl Source, community: i64, fund: i64) -> Result<Vec<(String, i64)>, Fault> {
    crate::carries::all(source, community, fund)
}

/// Whether the books take nothing of this moment any more.
pub fn is_closed(source: &mut impl Source, community: i64, at: Timestamp) -> Result<bool, Fault> {
    Ok(book(source, community)?.is_some_and(|book| at < book.closed_before_us))
}

/// When something stands in the books that happened then: at that time, or where it is closed, at the first moment that is open. For facts
/// that nobody can date otherwise; whoever types a date is told that it is closed.
pub fn dated(source: &mut impl Source, community: i64, at: Timestamp) -> Result<Timestamp, Fault> {
    Ok(book(source, community)?.map_or(at, |book| at.max(book.closed_before_us)))
}

/// The last full check of the books, if there was one.
pub fn last_check(source: &mut impl Source, community: i64) -> Result<Option<CheckSeen>, Fault> {
    Ok(source.find::<Check>(community)?.map(CheckSeen::from))
}

/// The postings of an entry, debit positive; empty when there is no such entry.
pub fn entry_postings(
    source: &mut impl Source,
    community: i64,
    number: i64,
) -> Result<Vec<(AccountKey, i64)>, Fault> {
    type Stored = (Purpose, Option<i64>, Option<String>, Currency, i64, i64);
    let rows = source.rows::<Stored>(ENTRY_POSTINGS, &[&community, &number])?;
    let posting = |(purpose, fund, owner, currency, amount, _): Stored| {
        (AccountKey::of_parts(purpose, fund, owner, currency), amount)
    };
    Ok(rows.into_iter().map(posting).collect())
}
