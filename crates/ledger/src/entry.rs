//! What an entry is and whether the books may take it. Pure: balances come in, the whole decision goes out.

use crate::account::AccountKey;
use kernel::{Currency, Timestamp};
use std::collections::BTreeMap;

/// What an entry comes from: the event, order, decision or pool that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// `order`, `payment`, `refund`, `payout`, …
    pub kind: &'static str,
    /// An id, never a name.
    pub id: String,
}

impl Cause {
    pub fn new(kind: &'static str, id: impl std::fmt::Display) -> Cause {
        Cause { kind, id: id.to_string() }
    }
}

/// An entry that asks to be posted.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// `payment`, `settlement`, `refund`, `payout`, …: what readers of the journal see first.
    pub kind: &'static str,
    /// When it happened in the world.
    pub happened_at: Timestamp,
    /// When the books learned of it.
    pub recorded_at: Timestamp,
    pub cause: Cause,
    /// The entry that this one follows from, where there is one.
    pub parent: Option<i64>,
    /// The id of the decision that permits the spending.
    pub mandate: Option<String>,
    /// The entry that this one takes back. Its postings must be that entry's, negated; see `reverse`.
    pub reverses: Option<i64>,
    /// Minor units, debit positive. Several on one account are merged; what comes to zero is left out.
    pub postings: Vec<(AccountKey, i64)>,
}

/// Why the books did not take an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostRefused {
    /// This community has no books yet.
    NoBooks,
    /// Fewer than two postings that are not zero.
    Empty,
    /// The postings of a currency do not sum to zero.
    Unbalanced {
        currency: Currency,
    },
    /// A sum or a balance passes `AMOUNT_MAX`.
    Overflow,
    /// A guarded account would pass zero, `by_minor` beyond it.
    WouldPassZero {
        account: AccountKey,
        by_minor: i64,
    },
    /// The spending is more than the fund has.
    FundWouldPassZero {
        fund: i64,
        by_minor: i64,
    },
    NoSuchFund {
        fund: i64,
    },
    /// An owner that is neither an id nor a fund of these books.
    OwnerMalformed,
    SpendsWithoutMandate,
    /// The parent, or the entry to reverse, is not in these books.
    NoSuchEntry {
        number: i64,
    },
    AlreadyReversed {
        by: i64,
    },
    /// A reversal is not itself reversed: what was right after all is posted anew, with its cause.
    IsReversal,
    /// It says that it reverses an entry and is not its exact negation.
    NotTheReverse,
    /// Shares that cannot be divided: no positive weight, a negative total, or a holder named twice.
    SharesMalformed,
}

impl PostRefused {
    /// Stable: in logs and problem documents.
    pub fn code(&self) -> &'static str {
        match self {
            PostRefused::NoBooks => "no_books",
            PostRefused::Empty => "entry_empty",
            PostRefused::Unbalanced { .. } => "entry_unbalanced",
            PostRefused::Overflow => "amount_overflow",
            PostRefused::WouldPassZero { .. } => "account_would_pass_zero",
            PostRefused::FundWouldPassZero { .. } => "fund_would_pass_zero",
            PostRefused::NoSuchFund { .. } => "no_such_fund",
            PostRefused::OwnerMalformed => "owner_malformed",
            PostRefused::SpendsWithoutMandate => "spends_without_mandate",
            PostRefused::NoSuchEntry { .. } => "no_such_entry",
            PostRefused::AlreadyReversed { .. } => "already_reversed",
            PostRefused::IsReversal => "is_reversal",
            PostRefused::NotTheReverse => "not_the_reverse",
            PostRefused::SharesMalformed => "shares_malformed",
        }
    }
}

/// The largest sum and balance, in minor units: a hundred times the money of the world in fen, and a thousand such
/// sums still fit an i64, so that no SUM over the journal can overflow in either engine.
pub const AMOUNT_MAX: i64 = 9_000_000_000_000_000;

/// Merges the postings and checks all that needs no balance. In order of first mention.
pub(crate) fn merged(new: &NewEntry, fund_count: i64) -> Result<Vec<(AccountKey, i64)>, PostRefused> {
    let mut order: Vec<(&AccountKey, i128)> = Vec::with_capacity(new.postings.len());
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    for (key, amount) in &new.postings {
        *sums.entry(key.currency()).or_default() += i128::from(*amount);
        match order.iter_mut().find(|(known, _)| *known == key) {
            Some((_, sum)) => *sum += i128::from(*amount),
            None => order.push((key, i128::from(*amount))),
        }
    }
    if let Some((currency, _)) = sums.into_iter().find(|(_, sum)| *sum != 0) {
        return Err(PostRefused::Unbalanced { currency });
    }
    order.retain(|(_, sum)| *sum != 0);
    if order.len() < 2 {
        return Err(PostRefused::Empty);
    }
    for (key, _) in &order {
        if let Some(fund) = key.fund().filter(|fund| !(1..=fund_count).contains(fund)) {
            return Err(PostRefused::NoSuchFund { fund });
        }
        if !key.owner_is_sound(fund_count) {
            return Err(PostRefused::OwnerMalformed);
        }
    }
    let small = |sum: i128| i64::try_from(sum).ok().filter(|sum| sum.abs() <= AMOUNT_MAX);
    let amount = |(key, sum): (&AccountKey, i128)| Some((key.clone(), small(sum)?));
    order.into_iter().map(amount).collect::<Option<_>>().ok_or(PostRefused::Overflow)
}

/// The funds that an entry spends from. A reversal spends nothing: it takes back.
pub(crate) fn spent_funds(new: &NewEntry, postings: &[(AccountKey, i64)]) -> Result<Vec<i64>, PostRefused> {
    let spends = |(key, amount): &&(AccountKey, i64)| *amount > 0 && key.purpose().spends();
    let mut funds: Vec<i64> = postings.iter().filter(spends).filter_map(|(key, _)| key.fund()).collect();
    if new.reverses.is_some() || funds.is_empty() {
        return Ok(Vec::new());
    }
    if new.mandate.is_none() {
        return Err(PostRefused::SpendsWithoutMandate);
    }
    funds.sort_unstable();
    funds.dedup();
    Ok(funds)
}

/// The balance after a posting, debit positive.
pub(crate) fn balance_after(key: &AccountKey, balance: i64, amount: i64) -> Result<i64, PostRefused> {
    let after = balance.checked_add(amount).filter(|after| after.abs() <= AMOUNT_MAX);
    let after = after.ok_or(PostRefused::Overflow)?;
    let below = -(after * key.kind().sign());
    if key.purpose().guarded() && below > 0 {
        return Err(PostRefused::WouldPassZero { account: key.clone(), by_minor: below });
    }
    Ok(after)
}

/// What a posting does to a fund's balance: a credit adds.
pub(crate) fn fund_change(postings: &[(AccountKey, i64)], fund: i64, currency: Currency) -> i64 {
    let own = postings.iter().filter(|(key, _)| key.fund() == Some(fund) && key.currency() == currency);
    own.map(|(_, amount)| -amount).sum()
}
