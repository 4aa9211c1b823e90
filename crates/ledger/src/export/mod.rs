//! The books in the formats of the trade: beancount, hledger, CSV.
//!
//! Entries stream past a few hundred at a time; what is kept in memory grows with accounts, never with entries. Each
//! text ends with the balances as the books keep them, so that whoever adds the entries up checks our sums too.

mod beancount;
mod csv;
mod hledger;
mod names;

use names::Account as ExportAccount;

use crate::journal_store::{
    ACCOUNTS_FORWARD, AccountTotal, EARLIEST, FORWARD, Head, LATEST, NEWEST, POSTINGS_FORWARD,
};
use crate::source::Source;
use crate::totals::fund_names;
use kernel::{Currency, Money, Timestamp, Zone};
use names::Names;
use std::collections::HashMap;
use std::io::{self, Write};
use store::Fault;

kernel::codes! {
    /// What the books leave as.
    pub enum ExportFormat { Beancount = "beancount", Hledger = "hledger", Csv = "csv" }
}

impl ExportFormat {
    pub fn content_type(self) -> &'static str {
        match self {
            ExportFormat::Csv => "text/csv; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        }
    }

    /// What a file of this format ends with, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            ExportFormat::Beancount => "beancount",
            ExportFormat::Hledger => "journal",
            ExportFormat::Csv => "csv",
        }
    }
}

/// What stands above the entries.
#[derive(Debug, Clone)]
struct Cover {
    pub title: String,
    pub currency: Currency,
    pub currencies: Vec<Currency>,
    /// The days of the first and the last entry and the day after, as `2026-03-14`.
    pub first: String,
    pub last: String,
    pub day_after: String,
}

/// An entry on its way out.
#[derive(Debug)]
struct ExportEntry<'a> {
    pub head: &'a Head,
    /// The day it happened in the community's zone.
    pub date: String,
    pub postings: Vec<(&'a ExportAccount, i64)>,
}

/// The books of a community on their way out, a few hundred entries a step, so that no reader of the store waits for
/// whoever takes them. Entries are never changed: with the number of the newest one fixed at the beginning, together
/// with the accounts and what they hold, the steps fit each other whatever is posted meanwhile.
pub struct Export {
    community: i64,
    format: ExportFormat,
    zone: Zone,
    cover: Cover,
    accounts: Accounts,
    balances: Vec<(ExportAccount, i64)>,
    /// The last entry that is written, and the last one that will be.
    last: i64,
    newest: i64,
}

impl Export {
    /// Writes what stands above the entries; None where the community has no books. `name_of` tells an owner's book
    /// name; without one the id stands.
    pub fn begin(
        source: &mut impl Source,
        community: i64,
        format: ExportFormat,
        title: &str,
        name_of: &mut dyn FnMut(&str) -> Option<String>,
        out: &mut Vec<u8>,
    ) -> Result<Option<Export>, Fault> {
        let Some(book) = crate::read::book(source, community)? else { return Ok(None) };
        let unknown = |_| Fault::Engine(format!("ledger_book: no such zone as {}", book.zone).into());
        let zone = Zone::parse(&book.zone).map_err(unknown)?;
        let funds = fund_names(source, community)?.into_iter().collect();
        let (accounts, balances) = read_accounts(source, community, Names::new(funds, name_of))?;
        let cover = cover(source, community, title, book.currency, book.opened_at_us, &zone, &accounts)?;
        let newest = source.rows::<(i64,)>(NEWEST, &[&community])?.pop().map_or(0, |(number,)| number);
        begin(format, out, &cover, &balances).map_err(unwritten)?;
        Ok(Some(Export { community, format, zone, cover, accounts, balances, last: 0, newest }))
    }

    /// Writes the next entries, or after the last one the balances. False when that was all.
    pub fn step(&mut self, source: &mut impl Source, out: &mut Vec<u8>) -> Result<bool, Fault> {
        let mut heads = source.rows::<Head>(FORWARD, &[&self.community, &self.last, &STEP])?;
        heads.retain(|head| head.entry.number <= self.newest);
        let Some(end) = heads.last().map(|head| head.entry.number) else {
            self::end(self.format, out, &self.cover, &self.balances).map_err(unwritten)?;
            return Ok(false);
        };
        let range: [&dyn store::Arg; 3] = [&self.community, &self.last, &end];
        let postings = source.rows::<(i64, i64, i64)>(POSTINGS_FORWARD, &range)?;
        let mut rest = &postings[..];
        for mut head in heads {
            // What took it back may have come after the export began.
            head.reversed_by = head.reversed_by.filter(|by| *by <= self.newest);
            let own = rest.iter().take_while(|posting| posting.0 <= head.entry.number).count();
            self.write(&head, &rest[..own], out)?;
            rest = &rest[own..];
        }
        self.last = end;
        Ok(true)
    }

    fn write(&self, head: &Head, postings: &[(i64, i64, i64)], out: &mut Vec<u8>) -> Result<(), Fault> {
        let named = postings.iter().map(|(number, account, amount)| {
            let known = self.accounts.get(account);
            let missing = || Fault::Engine(format!("entry {number}: no account {account}").into());
            known.map(|known| (known, *amount)).ok_or_else(missing)
        });
        let postings = named.collect::<Result<_, Fault>>()?;
        let date = day(head.entry.happened_at_us, &self.zone);
        entry(self.format, out, &ExportEntry { head, date, postings }).map_err(unwritten)
    }
}

/// Memory takes whatever is written to it.
fn unwritten(error: io::Error) -> Fault {
    Fault::Engine(error.to_string().into())
}

const STEP: i64 = 500;

type Accounts = HashMap<i64, ExportAccount>;

/// Each account by id, and all in order of their names with what they hold, debit positive.
fn read_accounts(
    source: &mut impl Source,
    community: i64,
    mut names: Names<'_>,
) -> Result<(Accounts, Vec<(ExportAccount, i64)>), Fault> {
    let (mut accounts, mut balances, mut after) = (HashMap::new(), Vec::new(), 0);
    loop {
        let some = source.rows::<AccountTotal>(ACCOUNTS_FORWARD, &[&community, &after, &STEP])?;
        let Some(last) = some.last() else { break };
        after = last.id;
        for total in some {
            let account = names.account(&total.key);
            balances.push((account.clone(), total.balance_minor * total.key.kind().sign()));
            accounts.insert(total.id, account);
        }
    }
    balances.sort_by(|a, b| (&a.0.name, a.0.currency).cmp(&(&b.0.name, b.0.currency)));
    Ok((accounts, balances))
}

fn cover(
    source: &mut impl Source,
    community: i64,
    title: &str,
    currency: Currency,
    opened_at: Timestamp,
    zone: &Zone,
    accounts: &Accounts,
) -> Result<Cover, Fault> {
    let mut at = |sql| -> Result<Timestamp, Fault> {
        Ok(source.rows::<(Timestamp,)>(sql, &[&community])?.pop().map_or(opened_at, |(at,)| at))
    };
    let (first, last) = (at(EARLIEST)?, at(LATEST)?);
    let mut currencies: Vec<_> = accounts.values().map(|account| account.currency).collect();
    currencies.push(currency);
    currencies.sort_unstable();
    currencies.dedup();
    let day_after = day(Timestamp::start_of_day(last.day(zone) + 1, zone), zone);
    Ok(Cover {
        title: title.to_owned(),
        currency,
        currencies,
        first: day(first, zone),
        last: day(last, zone),
        day_after,
    })
}

fn day(at: Timestamp, zone: &Zone) -> String {
    at.format(zone, "%Y-%m-%d")
}

fn begin(
    format: ExportFormat,
    out: &mut dyn Write,
    cover: &Cover,
    balances: &[(ExportAccount, i64)],
) -> io::Result<()> {
    match format {
        ExportFormat::Beancount => beancount::begin(out, cover, balances),
        ExportFormat::Hledger => hledger::begin(out, cover, balances),
        ExportFormat::Csv => csv::begin(out),
    }
}

fn entry(format: ExportFormat, out: &mut dyn Write, entry: &ExportEntry<'_>) -> io::Result<()> {
    match format {
        ExportFormat::Beancount => beancount::entry(out, entry),
        ExportFormat::Hledger => hledger::entry(out, entry),
        ExportFormat::Csv => csv::entry(out, entry),
    }
}

fn end(
    format: ExportFormat,
    out: &mut dyn Write,
    cover: &Cover,
    balances: &[(ExportAccount, i64)],
) -> io::Result<()> {
    match format {
        ExportFormat::Beancount => beancount::end(out, cover, balances),
        ExportFormat::Hledger => hledger::end(out, cover, balances),
        // A table of postings has no place for a total; who wants one sums a column.
        ExportFormat::Csv => Ok(()),
    }
}

/// `12.30 CNY`
fn amount(minor: i64, currency: Currency) -> String {
    format!("{} {currency}", Money::new(minor, currency).plain())
}

/// The names of accounts once each: the same account in several currencies has one name.
fn distinct(balances: &[(ExportAccount, i64)]) -> impl Iterator<Item = &[(ExportAccount, i64)]> {
    balances.chunk_by(|a, b| a.0.name == b.0.name)
}

/// One line, for a place where a line break or a control character would end the thing.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
