//! What an entry is and whether the books may take it. Pure: balances come in, the whole decision goes out.

use crate::account::AccountKey;
use kernel::{Currency, Timestamp};
use std::collections::BTreeMap;
use std::time::Duration;

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
    /// The id of the mandate that permits the spending (of what a decision made, `man_…`).
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
    /// A distribution is not reversed: the fractions it carried have moved on. It is corrected by the next one.
    IsDistribution,
    /// It says that it reverses an entry and is not its exact negation.
    NotTheReverse,
    /// It is dated into a period that is closed: before this.
    PeriodClosed {
        before: Timestamp,
    },
    /// A payout of this fund is under way.
    PayoutOpen,
    /// The fractions that holders carry are not those that the payout was decided with.
    CarriesMoved,
    /// No payout of this cause is under way.
    NoSuchPayout,
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
            PostRefused::IsDistribution => "is_distribution",
            PostRefused::NotTheReverse => "not_the_reverse",
            PostRefused::PeriodClosed { .. } => "period_closed",
            PostRefused::PayoutOpen => "payout_open",
            PostRefused::CarriesMoved => "carries_moved",
            PostRefused::NoSuchPayout => "no_such_payout",
            PostRefused::SharesMalformed => "shares_malformed",
        }
    }
}

/// The largest sum and balance, in minor units: a hundred times the money of the world in fen, and a thousand such
/// sums still fit an i64, so that no SUM over the journal can overflow in either engine.
pub const AMOUNT_MAX: i64 = 9_000_000_000_000_000;

/// Merges the postings and checks all that needs no balance. In order of first mention.
pub(crate) fn merged(new: &NewEntry, fund_count: i64) -> Result<Vec<(AccountKey, i64)>, PostRefused> {
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    for (key, amount) in &new.postings {
        *sums.entry(key.currency()).or_default() += i128::from(*amount);
    }
    if let Some((currency, _)) = sums.into_iter().find(|(_, sum)| *sum != 0) {
        return Err(PostRefused::Unbalanced { currency });
    }
    // By account, then back to the order of first mention. Lists that are in order, as long ones are, cost one pass each.
    let key_at = |at: &usize| &new.postings[*at].0;
    let mut by_key: Vec<usize> = (0..new.postings.len()).collect();
    by_key.sort_by(|a, b| key_at(a).cmp(key_at(b)));
    let sum = |same: &[usize]| same.iter().map(|at| i128::from(new.postings[*at].1)).sum::<i128>();
    let same = by_key.chunk_by(|a, b| key_at(a) == key_at(b));
    let mut firsts: Vec<(usize, i128)> = same.map(|same| (same[0], sum(same))).collect();
    firsts.sort_unstable_by_key(|(first, _)| *first);
    let mut order: Vec<(&AccountKey, i128)> =
        firsts.into_iter().map(|(first, sum)| (key_at(&first), sum)).collect();
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

/// So long an operation may have waited, with its time in hand, while a period was closed.
const WAITED_MOST: Duration = Duration::from_secs(60);

/// When an entry stands in the books, which take nothing from before `closed_before`. What happens right now may meet a closing on its way:
/// it is of the first moment that is open. Whoever names a time that is closed is told so.
pub(crate) fn dated(new: &NewEntry, closed_before: Timestamp) -> Result<Timestamp, PostRefused> {
    let just_now = new.happened_at == new.recorded_at && new.happened_at.plus(WAITED_MOST) >= closed_before;
    match new.happened_at < closed_before {
        true if !just_now => Err(PostRefused::PeriodClosed { before: closed_before }),
        _ => Ok(new.happened_at.max(closed_before)),
    }
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

/// Whether `postings` take back exactly what `reversed` did.
pub(crate) fn is_reverse(postings: &[(AccountKey, i64)], reversed: &[(AccountKey, i64)]) -> bool {
    let mut negated: Vec<_> = reversed.iter().map(|(key, amount)| (key, -amount)).collect();
    let mut own: Vec<_> = postings.iter().map(|(key, amount)| (key, *amount)).collect();
    negated.sort_unstable();
    own.sort_unstable();
    own == negated
}

#[cfg(test)]
mod tests {
    use super::*;

    const C: Currency = Currency::CNY;
    const ANA: &str = "mem_01kax0000000000000000000aa";

    fn entry(postings: Vec<(AccountKey, i64)>) -> NewEntry {
        let at = Timestamp::from_micros(0);
        NewEntry {
            kind: "payment",
            happened_at: at,
            recorded_at: at,
            cause: Cause::new("order", "ord_1"),
            parent: None,
            mandate: None,
            reverses: None,
            postings,
        }
    }

    /// Postings, in books with two funds → what is left to write, or why not.
    #[test]
    fn merging_answers() {
        let (bank, owed) = (AccountKey::bank(C), AccountKey::owed(ANA, C));
        let pounds = AccountKey::bank(Currency::GBP);
        let sales = AccountKey::sales(3, C);
        let named = AccountKey::owed("Ana", C);
        for (postings, answer) in [
            (vec![(&bank, 5), (&owed, -5)], Ok(vec![(&bank, 5), (&owed, -5)])),
            (vec![(&bank, 5), (&owed, -7), (&bank, 2)], Ok(vec![(&bank, 7), (&owed, -7)])),
            (vec![(&bank, 5), (&bank, -5)], Err(PostRefused::Empty)),
            (vec![(&bank, 0), (&owed, 0)], Err(PostRefused::Empty)),
            (vec![], Err(PostRefused::Empty)),
            (vec![(&bank, 5), (&owed, -4)], Err(PostRefused::Unbalanced { currency: C })),
            (vec![(&pounds, 5), (&owed, -5)], Err(PostRefused::Unbalanced { currency: C })),
            (vec![(&bank, i64::MAX), (&owed, i64::MIN), (&owed, 1)], Err(PostRefused::Overflow)),
            (vec![(&bank, AMOUNT_MAX + 1), (&owed, -AMOUNT_MAX - 1)], Err(PostRefused::Overflow)),
            (
                vec![(&bank, AMOUNT_MAX), (&owed, -AMOUNT_MAX)],
                Ok(vec![(&bank, AMOUNT_MAX), (&owed, -AMOUNT_MAX)]),
            ),
            (vec![(&bank, 5), (&sales, -5)], Err(PostRefused::NoSuchFund { fund: 3 })),
            (vec![(&bank, 5), (&named, -5)], Err(PostRefused::OwnerMalformed)),
        ] {
            let owned = |list: Vec<(&AccountKey, i64)>| -> Vec<_> {
                list.into_iter().map(|(key, amount)| (key.clone(), amount)).collect()
            };
            let what = format!("{postings:?}");
            assert_eq!(merged(&entry(owned(postings)), 2), answer.map(owned), "{what}");
        }
    }

    /// Account, balance, amount → balance after, debit positive.
    #[test]
    fn guarded_balances_never_pass_zero() {
        let passes = |account: &AccountKey, by_minor| {
            Err(PostRefused::WouldPassZero { account: account.clone(), by_minor })
        };
        let (bank, owed, sales) = (AccountKey::bank(C), AccountKey::owed(ANA, C), AccountKey::sales(1, C));
        assert_eq!(balance_after(&bank, 5, -5), Ok(0));
        assert_eq!(balance_after(&bank, 5, -6), passes(&bank, 1));
        assert_eq!(balance_after(&owed, -5, 5), Ok(0));
        assert_eq!(balance_after(&owed, -5, 7), passes(&owed, 2));
        assert_eq!(balance_after(&sales, 0, 7), Ok(7));
        assert_eq!(balance_after(&bank, AMOUNT_MAX, 1), Err(PostRefused::Overflow));
        assert_eq!(balance_after(&sales, -AMOUNT_MAX, -1), Err(PostRefused::Overflow));
    }

    /// Postings, mandate, reverses → the funds that are spent from.
    #[test]
    fn spending_needs_a_mandate_and_taking_back_does_not() {
        let bank = || (AccountKey::bank(C), -5);
        let (expense, sales) = ((AccountKey::purchases(1, C), 5), (AccountKey::sales(1, C), 5));
        let transfer = vec![(AccountKey::transfer(2, C), 5), (AccountKey::transfer(1, C), -5)];
        let owed = (AccountKey::owed(ANA, C), 5);
        for (postings, mandate, reverses, answer) in [
            (vec![expense.clone(), bank()], None, None, Err(PostRefused::SpendsWithoutMandate)),
            (vec![expense.clone(), bank()], Some("man_1"), None, Ok(vec![1])),
            (vec![expense, bank()], None, Some(4), Ok(vec![])),
            (transfer.clone(), None, None, Err(PostRefused::SpendsWithoutMandate)),
            (transfer, Some("man_1"), None, Ok(vec![2])),
            (vec![sales, bank()], None, None, Ok(vec![])),
            (vec![owed, bank()], None, None, Ok(vec![])),
        ] {
            let mut new = entry(postings.clone());
            (new.mandate, new.reverses) = (mandate.map(str::to_owned), reverses);
            assert_eq!(spent_funds(&new, &postings), answer, "{postings:?}");
        }
    }

    /// Seconds: happened, recorded, closed before → dated.
    #[test]
    fn what_meets_a_closing_on_its_way_is_of_the_first_open_moment() {
        let at = |seconds: i64| Timestamp::from_micros(seconds * 1_000_000);
        let closed = Err(PostRefused::PeriodClosed { before: at(100) });
        for (happened, recorded, answer) in [
            (100, 100, Ok(at(100))),
            (101, 101, Ok(at(101))),
            (99, 99, Ok(at(100))),
            (40, 40, Ok(at(100))),
            (39, 39, closed.clone()),
            // Somebody names a time.
            (99, 100, closed),
            (100, 101, Ok(at(100))),
        ] {
            let mut new = entry(Vec::new());
            (new.happened_at, new.recorded_at) = (at(happened), at(recorded));
            assert_eq!(dated(&new, at(100)), answer, "{happened} {recorded}");
        }
    }

    #[test]
    fn a_reverse_is_exact_in_any_order() {
        let (bank, owed) = (AccountKey::bank(C), AccountKey::owed(ANA, C));
        let done = [(bank.clone(), 5), (owed.clone(), -5)];
        assert!(is_reverse(&[(owed.clone(), 5), (bank.clone(), -5)], &done));
        assert!(!is_reverse(&[(owed.clone(), 4), (bank.clone(), -4)], &done));
        assert!(!is_reverse(&done, &done));
    }
}
