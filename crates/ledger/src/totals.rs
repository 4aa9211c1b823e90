//! What the books add up to: funds over time, sums by purpose, accounts by owner.

use crate::account::{AccountKey, Kind, Purpose};
use crate::journal_store::{
    ACCOUNTS_FORWARD, AccountTotal, FUND_DAYS, FUNDS, FundTotal, PURPOSE_ACCOUNTS, PURPOSES,
};
use crate::ledger_store::Fund;
use crate::read::{by_code, fund_balance};
use crate::source::Source;
use kernel::Currency;
use std::collections::BTreeSet;
use store::Fault;

/// All funds by number, each with its balance.
pub fn funds(source: &mut impl Source, community: i64, currency: Currency) -> Result<Vec<FundTotal>, Fault> {
    let mut totals = Vec::new();
    for fund in source.rows::<Fund>(FUNDS, &[&community])? {
        let balance_minor = fund_balance(source, community, fund.id, currency)?;
        totals.push(FundTotal { fund: fund.into(), balance_minor });
    }
    Ok(totals)
}

/// The funds' names by number.
pub fn fund_names(source: &mut impl Source, community: i64) -> Result<Vec<(i64, String)>, Fault> {
    let funds = source.rows::<Fund>(FUNDS, &[&community])?;
    Ok(funds.into_iter().map(|fund| (fund.id, fund.name)).collect())
}

/// Day (since 1970-01-01 in the community's zone) and the balance at its end, for days on which it changed.
pub fn fund_days(
    source: &mut impl Source,
    community: i64,
    fund: i64,
    currency: Currency,
) -> Result<Vec<(i64, i64)>, Fault> {
    let changes = source.rows::<(i64, i64)>(FUND_DAYS, &[&community, &fund, &currency])?;
    let mut balance = 0;
    let step = |(day, change): (i64, i64)| {
        balance += change;
        (day, balance)
    };
    Ok(changes.into_iter().map(step).collect())
}

/// The accounts that make up a fund.
pub fn fund_accounts(
    source: &mut impl Source,
    community: i64,
    fund: i64,
    currency: Currency,
) -> Result<Vec<AccountTotal>, Fault> {
    by_code(source, community, &AccountKey::all_of_fund(fund, currency))
}

/// What stands between the community and one owner.
pub fn owner_accounts(
    source: &mut impl Source,
    community: i64,
    owner: &str,
    currency: Currency,
) -> Result<Vec<AccountTotal>, Fault> {
    by_code(source, community, &AccountKey::all_of_owner(owner, currency))
}

/// The ids of all owners, funds (`fund:2`) among them; as many as there are members with accounts.
pub fn owners(source: &mut impl Source, community: i64) -> Result<BTreeSet<String>, Fault> {
    const STEP: i64 = 1000;
    let (mut owners, mut after) = (BTreeSet::new(), 0);
    loop {
        let some = source.rows::<AccountTotal>(ACCOUNTS_FORWARD, &[&community, &after, &STEP])?;
        let Some(last) = some.last() else { return Ok(owners) };
        after = last.id;
        owners.extend(some.iter().filter_map(|total| total.key.owner().map(str::to_owned)));
    }
}

/// Accounts of a purpose that are not empty, `limit` of them above the id `after`.
pub fn purpose_accounts(
    source: &mut impl Source,
    community: i64,
    purpose: Purpose,
    after: i64,
    limit: i64,
) -> Result<Vec<AccountTotal>, Fault> {
    source.rows(PURPOSE_ACCOUNTS, &[&community, &purpose, &after, &limit])
}

/// The sum of all accounts of a purpose, in their own direction, and how many they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeTotal {
    pub purpose: Purpose,
    pub balance_minor: i64,
    pub account_count: i64,
}

/// Everything in one currency: the equation of the books and its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    pub purposes: Vec<PurposeTotal>,
}

impl Totals {
    pub fn of_kind(&self, kind: Kind) -> i64 {
        let own = self.purposes.iter().filter(|total| total.purpose.kind() == kind);
        own.map(|total| total.balance_minor).sum()
    }

    pub fn of(&self, purpose: Purpose) -> i64 {
        self.purposes.iter().find(|total| total.purpose == purpose).map_or(0, |total| total.balance_minor)
    }

    /// What the funds hold together: equity plus income less expense.
    pub fn funds(&self) -> i64 {
        self.of_kind(Kind::Equity) + self.of_kind(Kind::Income) - self.of_kind(Kind::Expense)
    }

    /// Assets = liabilities + funds.
    pub fn balance(&self) -> bool {
        self.of_kind(Kind::Asset) == self.of_kind(Kind::Liability) + self.funds()
    }
}

pub fn totals(source: &mut impl Source, community: i64, currency: Currency) -> Result<Totals, Fault> {
    let rows = source.rows::<(Purpose, i64, i64)>(PURPOSES, &[&community, &currency])?;
    let total =
        |(purpose, balance_minor, account_count)| PurposeTotal { purpose, balance_minor, account_count };
    Ok(Totals { purposes: rows.into_iter().map(total).collect() })
}
