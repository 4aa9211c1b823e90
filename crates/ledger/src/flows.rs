//! What a fund earned and spent while a time lasted, read from the postings by when they happened: entries and accounts as numbers, each from
//! one index, so that a million sales are summed without reading the rows of any.

use crate::account::{AccountKey, Kind, Purpose};
use crate::ledger_store::{AMOUNTS_WITHIN, CREDITED_WITHIN, EARNED_BY, EARNED_UNDER, ENTRIES_WITHIN};
use crate::read::by_code;
use crate::source::Source;
use kernel::{Currency, Timestamp};
use std::collections::BTreeMap;
use store::Fault;

/// What came in and went out on one account of a fund while a period lasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    pub purpose: Purpose,
    pub account_id: i64,
    /// In the account's own direction: income earned, expense spent.
    pub minor: i64,
    pub posting_count: i64,
}

/// Some entries of a community, by their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    /// The bit of the first number of `words`.
    first: i64,
    words: Vec<u64>,
    bounds: Option<(i64, i64)>,
}

impl Entries {
    pub fn of(numbers: &[i64]) -> Entries {
        let (Some(first), Some(last)) = (numbers.iter().min(), numbers.iter().max()) else {
            return Entries::default();
        };
        let (first, last) = (*first, *last);
        let mut entries = Entries {
            first,
            words: vec![0; ((last - first) / 64) as usize + 1],
            bounds: Some((first, last)),
        };
        for number in numbers {
            let at = (number - first) as usize;
            entries.words[at / 64] |= 1 << (at % 64);
        }
        entries
    }

    pub fn has(&self, number: i64) -> bool {
        let Ok(at) = usize::try_from(number.saturating_sub(self.first)) else { return false };
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// The least and the greatest of them.
    pub fn bounds(&self) -> Option<(i64, i64)> {
        self.bounds
    }
}

/// What a fund saw in a period, and in the time before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// By account, income first.
    pub flows: Vec<Flow>,
    pub before: Vec<Flow>,
    /// The entries of the period that brought it sales.
    pub sales: Entries,
}

/// From `since` until before `from` is before, from there until before `until` is the period.
///
/// # Errors
/// Of the database only.
pub fn earned(
    source: &mut impl Source,
    community: i64,
    (fund, currency): (i64, Currency),
    (since, from, until): (Timestamp, Timestamp, Timestamp),
) -> Result<Earned, Fault> {
    let mut within = |from: Timestamp, until: Timestamp| -> Result<Entries, Fault> {
        if from >= until {
            return Ok(Entries::default());
        }
        let numbers = source.rows::<(i64,)>(ENTRIES_WITHIN, &[&community, &from, &until])?;
        Ok(Entries::of(&numbers.into_iter().map(|(number,)| number).collect::<Vec<_>>()))
    };
    let (earlier, period) = (within(since, from)?, within(from, until)?);
    let mut earned = Earned { flows: Vec::new(), before: Vec::new(), sales: Entries::default() };
    let bounds = earlier.bounds().into_iter().chain(period.bounds());
    let Some((first, last)) = bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else { return Ok(earned) };
    let earns = |key: &AccountKey| matches!(key.kind(), Kind::Income | Kind::Expense);
    let keys: Vec<AccountKey> =
        AccountKey::all_of_fund(fund, currency).into_iter().filter(|key| earns(key)).collect();
    let known = by_code(source, community, &keys)?;
    for account in keys.iter().filter_map(|key| known.iter().find(|account| account.key == *key)) {
        let args: [&dyn store::Arg; 4] = [&community, &account.id, &first, &last];
        let amounts = source.rows::<(i64, i64)>(AMOUNTS_WITHIN, &args)?;
        let purpose = account.key.purpose();
        let flow = |entries: &Entries| {
            let own = amounts.iter().filter(|(number, _)| entries.has(*number));
            let (debit, posting_count) =
                own.fold((0, 0), |(sum, count), (_, amount)| (sum + amount, count + 1));
            let minor = debit * purpose.kind().sign();
            (posting_count > 0).then_some(Flow { purpose, account_id: account.id, minor, posting_count })
        };
        earned.flows.extend(flow(&period));
        earned.before.extend(flow(&earlier));
        if purpose == Purpose::Sales {
            let own = amounts.iter().map(|(number, _)| *number).filter(|number| period.has(*number));
            earned.sales = Entries::of(&own.collect::<Vec<_>>());
        }
    }
    Ok(earned)
}

/// What entries put down to each owner as owed for sales, what was kept of it for their debt among it: in minor units, by owner. Of the entries from
/// `first` to `last` those that are `among` the ones asked for; whoever they took more from than they gave is below zero. One statement, whatever
/// their number.
///
/// # Errors
/// Of the database only.
pub fn credited(
    source: &mut impl Source,
    community: i64,
    (first, last): (i64, i64),
    among: impl Fn(i64) -> bool,
) -> Result<BTreeMap<String, i64>, Fault> {
    let postings = source.rows::<(i64, String, i64)>(CREDITED_WITHIN, &[&community, &first, &last])?;
    let mut credited = BTreeMap::new();
    for (_, owner, debit) in postings.into_iter().filter(|(entry, ..)| among(*entry)) {
        *credited.entry(owner).or_default() -= debit;
    }
    Ok(credited)
}

/// One posting on an account of income or expense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    pub at: Timestamp,
    pub purpose: Purpose,
    /// In the account's own direction: income earned, expense spent.
    pub minor: i64,
}

/// What a fund earned and spent in the entries that name a mandate, whenever they happened.
///
/// # Errors
/// Of the database only.
pub fn earned_under(
    source: &mut impl Source,
    community: i64,
    (fund, currency): (i64, Currency),
    mandate: &str,
) -> Result<Vec<Move>, Fault> {
    moves(source, EARNED_UNDER, &[&community, &mandate, &fund, &currency])
}

/// The same in the entries that one cause has.
///
/// # Errors
/// Of the database only.
pub fn earned_by(
    source: &mut impl Source,
    community: i64,
    (fund, currency): (i64, Currency),
    cause_id: &str,
) -> Result<Vec<Move>, Fault> {
    moves(source, EARNED_BY, &[&community, &cause_id, &fund, &currency])
}

fn moves(source: &mut impl Source, sql: &str, args: &[&dyn store::Arg]) -> Result<Vec<Move>, Fault> {
    let rows = source.rows::<(Timestamp, Purpose, i64)>(sql, args)?;
    let own = |(at, purpose, debit): (Timestamp, Purpose, i64)| Move {
        at,
        purpose,
        minor: debit * purpose.kind().sign(),
    };
    Ok(rows.into_iter().map(own).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_those_that_were_named() {
        for numbers in [vec![], vec![1], vec![7, 3, 3, 300, 64, 67], vec![i64::MAX, i64::MAX - 130]] {
            let entries = Entries::of(&numbers);
            let near =
                numbers.iter().flat_map(|number| number.saturating_sub(70)..=number.saturating_add(70));
            for number in near.chain([i64::MIN, -1, 0, 1, i64::MAX]) {
                assert_eq!(entries.has(number), numbers.contains(&number), "{number} of {numbers:?}");
            }
        }
    }
}
