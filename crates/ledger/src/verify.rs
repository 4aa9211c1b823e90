//! Adds the whole journal up again and compares it with every number that is kept beside it.
//!
//! One pass over the postings in memory that grows with accounts and days, never with entries; sums in i128.

use crate::account::{AccountKey, Kind, Purpose};
use crate::journal_store::{ACCOUNTS_FORWARD, AccountTotal, FORWARD, Head, POSTINGS_FORWARD};
use crate::ledger_store::{Check, DAYS_FORWARD, FUND_SLACKS, PENDING};
use crate::parts::of_whole;
use crate::source::Source;
use kernel::{CARRY_UNITS, Currency, Timestamp, Zone};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use store::{Book, Fault, Tx};

/// A way in which the books do not add up. In sound books there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// The entry's postings of a currency sum to this instead of zero.
    EntryUnbalanced {
        number: i64,
        currency: Currency,
        sum: i128,
    },
    /// Fewer than two postings.
    EntryTooShort {
        number: i64,
    },
    /// The number that should come next, and the one that did.
    NumberMissing {
        expected: i64,
        found: i64,
    },
    /// The counter says that this many entries were posted.
    CountDiffers {
        counted: i64,
        kept: i64,
    },
    /// A posting on an account that is not there.
    AccountMissing {
        number: i64,
        account_id: i64,
    },
    /// A posting of an entry that is not there.
    EntryMissing {
        number: i64,
    },
    /// Debit positive.
    BalanceDiffers {
        account: String,
        summed: i128,
        kept: i64,
    },
    GuardedPassedZero {
        account: String,
        balance_minor: i64,
    },
    FundDayDiffers {
        fund: i64,
        day: i64,
        summed: i128,
        kept: i64,
    },
    /// Assets less liabilities less funds, which should be zero.
    NotEqual {
        currency: Currency,
        difference: i128,
    },
    /// Rounding account in carry units against the carries less the slack.
    CarriesDiffer {
        fund: i64,
        rounding: i128,
        carries: i128,
    },
    /// A block of carries that is not in order, or names an account that is not what its holder is owed.
    CarriesMalformed {
        fund: i64,
        first_holder: String,
    },
    /// A reversal that is not the negation of what it names.
    NotReversed {
        number: i64,
        reverses: i64,
    },
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Violation::EntryUnbalanced { number, currency, sum } => {
                write!(f, "entry {number}: postings in {currency} sum to {sum}")
            }
            Violation::EntryTooShort { number } => write!(f, "entry {number}: fewer than two postings"),
            Violation::NumberMissing { expected, found } => {
                write!(f, "entry {expected} is missing: {found} comes next")
            }
            Violation::CountDiffers { counted, kept } => {
                write!(f, "{counted} entries, but the counter stands at {kept}")
            }
            Violation::AccountMissing { number, account_id } => {
                write!(f, "entry {number}: no account {account_id}")
            }
            Violation::EntryMissing { number } => write!(f, "postings of entry {number}, which is not there"),
            Violation::BalanceDiffers { account, summed, kept } => {
                write!(f, "account {account}: postings sum to {summed}, the balance is kept as {kept}")
            }
            Violation::GuardedPassedZero { account, balance_minor } => {
                write!(f, "account {account}: {balance_minor} is below zero")
            }
            Violation::FundDayDiffers { fund, day, summed, kept } => {
                write!(f, "fund {fund}, day {day}: postings sum to {summed}, kept is {kept}")
            }
            Violation::NotEqual { currency, difference } => {
                write!(f, "{currency}: assets less liabilities less funds is {difference}")
            }
            Violation::CarriesDiffer { fund, rounding, carries } => {
                write!(f, "fund {fund}: rounding account {rounding}, carries less slack {carries}")
            }
            Violation::CarriesMalformed { fund, first_holder } => {
                write!(f, "fund {fund}: the carries from {first_holder:?} cannot be right")
            }
            Violation::NotReversed { number, reverses } => {
                write!(f, "entry {number} is not the negation of entry {reverses}")
            }
        }
    }
}

/// What a check looked at and found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub entry_count: i64,
    pub posting_count: i64,
    pub account_count: i64,
    pub violations: Vec<Violation>,
}

/// Keeps what a check found, for the pages to show.
pub fn record_check(tx: &mut Tx, report: &Report, now: Timestamp) -> Result<(), Fault> {
    let known = tx.lock::<Check>(tx.community())?;
    let check = Check {
        community_id: tx.community(),
        checked_at_us: now,
        entry_count: report.entry_count,
        violation_count: report.violations.len() as i64,
    };
    if known.is_some() { tx.save(&check) } else { tx.insert(&check) }
}

/// Entries read at once.
const STEP: i64 = 2000;

/// Checks the books of a community from the first entry to the last. Linear in the postings; nothing is changed.
pub fn verify(source: &mut impl Source, community: i64) -> Result<Report, Fault> {
    let Some(book) = crate::read::book(source, community)? else {
        return Ok(Report { entry_count: 0, posting_count: 0, account_count: 0, violations: Vec::new() });
    };
    let unknown = |_| Fault::Engine(format!("ledger_book: no such zone as {}", book.zone).into());
    let zone = Zone::parse(&book.zone).map_err(unknown)?;
    let accounts = accounts(source, community)?;
    let mut sums = Sums { zone, accounts, ..Sums::default() };
    sums.read_journal(source, community)?;
    sums.compare_count(source, community)?;
    sums.compare_balances();
    sums.compare_days(source, community)?;
    sums.compare_carries(source, community, book.currency)?;
    Ok(Report {
        entry_count: sums.last,
        posting_count: sums.posting_count,
        account_count: sums.accounts.len() as i64,
        violations: sums.violations,
    })
}

struct Kept {
    key: AccountKey,
    /// Debit positive.
    kept: i64,
    summed: i128,
}

struct Sums {
    zone: Zone,
    accounts: HashMap<i64, Kept>,
    days: BTreeMap<(i64, Currency, i64), i128>,
    last: i64,
    posting_count: i64,
    violations: Vec<Violation>,
}

impl Default for Sums {
    fn default() -> Sums {
        Sums {
            zone: Zone::utc(),
            accounts: HashMap::new(),
            days: BTreeMap::new(),
            last: 0,
            posting_count: 0,
            violations: Vec::new(),
        }
    }
}

fn accounts(source: &mut impl Source, community: i64) -> Result<HashMap<i64, Kept>, Fault> {
    let (mut accounts, mut after) = (HashMap::new(), 0);
    loop {
        let some = source.rows::<AccountTotal>(ACCOUNTS_FORWARD, &[&community, &after, &STEP])?;
        let Some(last) = some.last() else { return Ok(accounts) };
        after = last.id;
        accounts.extend(some.into_iter().map(|total| {
            let kept = total.balance_minor * total.key.kind().sign();
            (total.id, Kept { key: total.key, kept, summed: 0 })
        }));
    }
}

impl Sums {
    fn read_journal(&mut self, source: &mut impl Source, community: i64) -> Result<(), Fault> {
        loop {
            let heads = source.rows::<Head>(FORWARD, &[&community, &self.last, &STEP])?;
            // Past the last entry there must be no posting either.
            let upto = heads.last().map_or(i64::MAX, |head| head.entry.number);
            let postings =
                source.rows::<(i64, i64, i64)>(POSTINGS_FORWARD, &[&community, &self.last, &upto])?;
            let mut rest = &postings[..];
            for head in &heads {
                let strays = rest.iter().take_while(|posting| posting.0 < head.entry.number).count();
                self.strays(&rest[..strays]);
                rest = &rest[strays..];
                let own = rest.iter().take_while(|posting| posting.0 == head.entry.number).count();
                self.take(head, &rest[..own]);
                self.compare_reversal(source, community, head, &rest[..own])?;
                rest = &rest[own..];
            }
            self.strays(rest);
            if heads.is_empty() {
                return Ok(());
            }
        }
    }

    fn strays(&mut self, postings: &[(i64, i64, i64)]) {
        let missing = postings.iter().map(|(number, ..)| Violation::EntryMissing { number: *number });
        self.violations.extend(missing);
    }

    fn take(&mut self, head: &Head, postings: &[(i64, i64, i64)]) {
        let number = head.entry.number;
        if number != self.last + 1 {
            self.violations.push(Violation::NumberMissing { expected: self.last + 1, found: number });
        }
        self.last = number;
        self.posting_count += postings.len() as i64;
        if postings.len() < 2 {
            self.violations.push(Violation::EntryTooShort { number });
        }
        let mut by_currency: BTreeMap<Currency, i128> = BTreeMap::new();
        for (_, account_id, amount) in postings {
            let Some(account) = self.accounts.get_mut(account_id) else {
                self.violations.push(Violation::AccountMissing { number, account_id: *account_id });
                continue;
            };
            account.summed += i128::from(*amount);
            let currency = account.key.currency();
            *by_currency.entry(currency).or_default() += i128::from(*amount);
            if let Some(fund) = account.key.fund() {
                let day = head.entry.happened_at_us.day(&self.zone);
                *self.days.entry((fund, currency, day)).or_default() -= i128::from(*amount);
            }
        }
        let off = by_currency.into_iter().filter(|(_, sum)| *sum != 0);
        self.violations.extend(off.map(|(currency, sum)| Violation::EntryUnbalanced {
            number,
            currency,
            sum,
        }));
    }

    fn compare_reversal(
        &mut self,
        source: &mut impl Source,
        community: i64,
        head: &Head,
        postings: &[(i64, i64, i64)],
    ) -> Result<(), Fault> {
        let Some(reverses) = head.entry.reverses else { return Ok(()) };
        let before = reverses - 1;
        let done = source.rows::<(i64, i64, i64)>(POSTINGS_FORWARD, &[&community, &before, &reverses])?;
        let mut own: Vec<_> = postings.iter().map(|(_, account, amount)| (*account, *amount)).collect();
        let mut negated: Vec<_> = done.iter().map(|(_, account, amount)| (*account, -*amount)).collect();
        own.sort_unstable();
        negated.sort_unstable();
        if own != negated {
            self.violations.push(Violation::NotReversed { number: head.entry.number, reverses });
        }
        Ok(())
    }

    fn compare_count(&mut self, source: &mut impl Source, community: i64) -> Result<(), Fault> {
        let kept = source.find::<Book>(community)?.map_or(0, |book| book.entry_count);
        if kept != self.last {
            self.violations.push(Violation::CountDiffers { counted: self.last, kept });
        }
        Ok(())
    }

    fn compare_balances(&mut self) {
        let mut equations: BTreeMap<Currency, i128> = BTreeMap::new();
        let mut accounts: Vec<_> = self.accounts.values().collect();
        accounts.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        for Kept { key, kept, summed } in accounts {
            if *summed != i128::from(*kept) {
                let (account, summed, kept) = (key.code(), *summed, *kept);
                self.violations.push(Violation::BalanceDiffers { account, summed, kept });
            }
            let balance_minor = kept * key.kind().sign();
            if key.purpose().guarded() && balance_minor < 0 {
                self.violations.push(Violation::GuardedPassedZero { account: key.code(), balance_minor });
            }
            let side = if matches!(key.kind(), Kind::Asset | Kind::Expense) { 1 } else { -1 };
            *equations.entry(key.currency()).or_default() += i128::from(side * balance_minor);
        }
        let off = equations.into_iter().filter(|(_, difference)| *difference != 0);
        self.violations
            .extend(off.map(|(currency, difference)| Violation::NotEqual { currency, difference }));
    }

    fn compare_days(&mut self, source: &mut impl Source, community: i64) -> Result<(), Fault> {
        let kept = source.rows::<(i64, Currency, i64, i64)>(DAYS_FORWARD, &[&community])?;
        for (fund, currency, day, kept) in kept {
            let summed = self.days.remove(&(fund, currency, day)).unwrap_or(0);
            if summed != i128::from(kept) {
                self.violations.push(Violation::FundDayDiffers { fund, day, summed, kept });
            }
        }
        for ((fund, _, day), summed) in std::mem::take(&mut self.days) {
            self.violations.push(Violation::FundDayDiffers { fund, day, summed, kept: 0 });
        }
        Ok(())
    }

    /// What a payout under way has left to pay is what is held for it.
    fn compare_held(&mut self, cause_id: &str, held_minor: i64, currency: Currency) {
        let key = AccountKey::held(cause_id, currency);
        let of_cause = |kept: &&Kept| kept.key == key;
        let kept: i64 = self.accounts.values().filter(of_cause).map(|kept| -kept.kept).sum();
        if kept != held_minor {
            let (account, summed) = (key.code(), i128::from(-held_minor));
            self.violations.push(Violation::BalanceDiffers { account, summed, kept: -kept });
        }
    }

    fn compare_carries(
        &mut self,
        source: &mut impl Source,
        community: i64,
        currency: Currency,
    ) -> Result<(), Fault> {
        let open = source.rows::<(i64, i64, i64, String, i64)>(PENDING, &[&community])?;
        for (_, _, _, cause_id, held_minor) in &open {
            self.compare_held(cause_id, *held_minor, currency);
        }
        for (fund, slack) in source.rows::<(i64, i64)>(FUND_SLACKS, &[&community])? {
            let of_open = open.iter().filter(|(of, ..)| *of == fund);
            let pending: i128 = of_open.map(|(_, minor, units, ..)| of_whole(*minor, *units)).sum();
            let (mut carries, mut stray) = (pending - i128::from(slack), None);
            let malformed = crate::carries::each(source, community, fund, |holder, held| {
                carries += i128::from(held.units);
                let is_own = |kept: &Kept| {
                    kept.key.purpose() == Purpose::Payable
                        && kept.key.owner() == Some(holder)
                        && kept.key.currency() == currency
                };
                let known = held.account_id == 0 || self.accounts.get(&held.account_id).is_some_and(is_own);
                if !known && stray.is_none() {
                    stray = Some(holder.to_owned());
                }
            })?;
            let malformed = malformed.or(stray).into_iter();
            self.violations
                .extend(malformed.map(|first_holder| Violation::CarriesMalformed { fund, first_holder }));
            let of_fund = |kept: &&Kept| {
                kept.key.fund() == Some(fund)
                    && kept.key.purpose() == Purpose::Rounding
                    && kept.key.currency() == currency
            };
            let rounding: i128 =
                self.accounts.values().filter(of_fund).map(|kept| -i128::from(kept.kept)).sum();
            let rounding = rounding * i128::from(CARRY_UNITS);
            if rounding != carries {
                self.violations.push(Violation::CarriesDiffer { fund, rounding, carries });
            }
        }
        Ok(())
    }
}
