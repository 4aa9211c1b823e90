//! How entries hang together through an account that collects: what a payout, a set-off or a netting draws on, and what
//! became of what an entry added.
//!
//! Nothing of it is written down, since money on an account has no marks: first in, first out says which is meant.
//! What an entry draws on is therefore always the same, whatever is posted after it; where an account has seen more than
//! is read on both sides of it, nothing is said.

use crate::account::{AccountKey, Purpose};
use crate::journal::Full;
use crate::journal_store::{CHANGES_AFTER, CHANGES_BEFORE, ENTRY, Head};
use crate::read::by_code;
use crate::source::Source;
use store::Fault;

/// What an entry has to do with others through one of its accounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    pub account: AccountKey,
    /// The entry took from the account, and `links` came before it; else it added, and they took what it added.
    pub takes: bool,
    /// The nearest first, `LINKS_MAX` at most.
    pub links: Vec<Drawn>,
    /// There are further ones.
    pub more: bool,
    /// Of what the entry added: what nobody has taken yet. Zero also where the account is too long to tell.
    pub left_minor: i64,
    /// Of what the entry added: what is past the changes that are read, taken or not.
    pub untold_minor: i64,
}

/// An entry that another draws on, or that draws on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub head: Head,
    /// How much of it the two have in common.
    pub minor: i64,
}

/// Links listed of an account; the rest is in its journal.
const LINKS_MAX: usize = 10;

/// Accounts looked at; a distribution can have thousands.
pub const DRAWINGS_MAX: usize = 12;

/// Changes of an account that are read before an entry, and after it.
const CHANGES_MAX: i64 = 400;

/// True for accounts whose money waits for its owner, whatever it came from.
pub fn collects(key: &AccountKey) -> bool {
    matches!(key.purpose(), Purpose::Owed | Purpose::Payable | Purpose::Receivable)
}

/// The accounts of an entry that collect, in its order, `DRAWINGS_MAX` at most.
pub fn drawings(source: &mut impl Source, community: i64, of: &Full) -> Result<Vec<Drawing>, Fault> {
    let own = of.postings.iter().filter(|(key, _)| collects(key)).take(DRAWINGS_MAX);
    own.map(|(key, debit)| drawing(source, community, of.head.entry.number, key, *debit)).collect()
}

fn drawing(
    source: &mut impl Source,
    community: i64,
    number: i64,
    account: &AccountKey,
    debit: i64,
) -> Result<Drawing, Fault> {
    let sign = account.kind().sign();
    let found = by_code(source, community, std::slice::from_ref(account))?.pop();
    let found =
        found.ok_or_else(|| Fault::Engine(format!("entry {number}: an account is missing").into()))?;
    let mut side = |sql| -> Result<Side, Fault> {
        let changes = source.rows::<(i64, i64)>(sql, &[&community, &found.id, &number, &CHANGES_MAX])?;
        let whole = (changes.len() as i64) < CHANGES_MAX;
        let changes = changes.into_iter().map(|(number, debit)| (number, debit * sign)).collect();
        Ok(Side { changes, whole })
    };
    let (before, after) = (side(CHANGES_BEFORE)?, side(CHANGES_AFTER)?);
    let matched = matched(&before, &after, debit * sign, found.balance_minor);
    let mut links = Vec::with_capacity(matched.links.len());
    for &(number, minor) in &matched.links {
        let head = source.rows::<Head>(ENTRY, &[&community, &number])?.pop();
        links.extend(head.map(|head| Drawn { head, minor }));
    }
    let Matched { more, left_minor, untold_minor, .. } = matched;
    Ok(Drawing { account: account.clone(), takes: debit * sign < 0, links, more, left_minor, untold_minor })
}

/// The oldest entry of which something is left on an account that collects: what is taken next comes from it. None where nothing is
/// left, or the account is too long to tell.
pub fn oldest_left(
    source: &mut impl Source,
    community: i64,
    account: &AccountKey,
) -> Result<Option<i64>, Fault> {
    let Some(found) = by_code(source, community, std::slice::from_ref(account))?.pop() else {
        return Ok(None);
    };
    let changes =
        source.rows::<(i64, i64)>(CHANGES_BEFORE, &[&community, &found.id, &i64::MAX, &CHANGES_MAX])?;
    let changes = changes.into_iter().map(|(number, debit)| (number, debit * account.kind().sign()));
    Ok(oldest(changes, found.balance_minor))
}

/// The entries of which something is left on an account that collects, the newest first. Of an account too long to tell, the newest.
pub fn left_of(source: &mut impl Source, community: i64, account: &AccountKey) -> Result<Vec<Head>, Fault> {
    let Some(found) = by_code(source, community, std::slice::from_ref(account))?.pop() else {
        return Ok(Vec::new());
    };
    let changes =
        source.rows::<(i64, i64)>(CHANGES_BEFORE, &[&community, &found.id, &i64::MAX, &CHANGES_MAX])?;
    let (mut rest, mut heads) = (found.balance_minor, Vec::new());
    for (number, debit) in changes {
        let change = debit * account.kind().sign();
        if rest <= 0 {
            break;
        }
        if change > 0 {
            rest -= change;
            heads.extend(source.rows::<Head>(ENTRY, &[&community, &number])?);
        }
    }
    Ok(heads)
}

/// Newest first: what came last is left, as much as the balance is.
fn oldest(changes: impl Iterator<Item = (i64, i64)>, balance: i64) -> Option<i64> {
    let mut rest = balance;
    for (number, change) in changes.filter(|(_, change)| *change > 0) {
        if rest <= change {
            return (rest > 0).then_some(number);
        }
        rest -= change;
    }
    None
}

/// How much is taken from an account that collects until all is gone that an entry added, for the older goes first: what it holds, less
/// what was added after that entry. Zero where it is gone; None where the account is too long to tell.
pub fn due_through(
    source: &mut impl Source,
    community: i64,
    account: &AccountKey,
    number: i64,
) -> Result<Option<i64>, Fault> {
    let later = added_after(source, community, account, number)?;
    let holds = by_code(source, community, std::slice::from_ref(account))?.pop();
    Ok(later.map(|later| (holds.map_or(0, |found| found.balance_minor) - later).max(0)))
}

/// What was added to an account that collects after an entry; None where that is too much to tell.
pub fn added_after(
    source: &mut impl Source,
    community: i64,
    account: &AccountKey,
    number: i64,
) -> Result<Option<i64>, Fault> {
    let Some(found) = by_code(source, community, std::slice::from_ref(account))?.pop() else {
        return Ok(Some(0));
    };
    let changes =
        source.rows::<(i64, i64)>(CHANGES_AFTER, &[&community, &found.id, &number, &CHANGES_MAX])?;
    let whole = (changes.len() as i64) < CHANGES_MAX;
    let sign = account.kind().sign();
    Ok(whole.then(|| changes.iter().map(|(_, debit)| (debit * sign).max(0)).sum()))
}

/// What an account saw before an entry or after it, the nearest first: (entry, change in the account's own direction).
struct Side {
    changes: Vec<(i64, i64)>,
    /// There are no more.
    whole: bool,
}

impl Side {
    fn sum(&self) -> Option<i64> {
        self.whole.then(|| self.changes.iter().map(|(_, change)| change).sum())
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Matched {
    links: Vec<(i64, i64)>,
    more: bool,
    left_minor: i64,
    untold_minor: i64,
}

/// Finds the counterparts of `change`. On the side where they are, some are not meant: of what was there when the entry
/// took, the newest stays, as much as the balance was then; of what is taken after the entry added, the first
/// is what was there already. Past that they are, until the change is covered.
fn matched(before: &Side, after: &Side, change: i64, balance_now: i64) -> Matched {
    let before_sum = before.sum().or_else(|| Some(balance_now - change - after.sum()?));
    let (side, not_meant) = match change < 0 {
        true => (before, before_sum.map(|sum| sum + change)),
        false => (after, before_sum),
    };
    let counterparts = side.changes.iter().filter(|(_, other)| (*other < 0) != (change < 0));
    // Too much on both sides to tell: the account's journal has them, and a guess would name the wrong ones.
    let Some(not_meant) = not_meant else {
        return Matched { links: Vec::new(), more: true, left_minor: 0, untold_minor: change.max(0) };
    };
    let (mut skip, mut rest, mut links) = (not_meant.max(0), change.abs(), Vec::new());
    for (number, other) in counterparts {
        let passed = other.abs().min(skip);
        skip -= passed;
        let common = (other.abs() - passed).min(rest);
        rest -= common;
        if common > 0 {
            links.push((*number, common));
        }
        if rest == 0 {
            break;
        }
    }
    let more = links.len() > LINKS_MAX || (rest > 0 && !side.whole);
    links.truncate(LINKS_MAX);
    let (left_minor, untold_minor) = match (change > 0, side.whole) {
        (true, true) => (rest, 0),
        (true, false) => (0, rest),
        (false, _) => (0, 0),
    };
    Matched { links, more, left_minor, untold_minor }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All changes of an account, numbered from 1, and which of them is looked at → links, what is left.
    #[track_caller]
    fn check(changes: &[i64], at: usize, links: &[(i64, i64)], left_minor: i64) {
        let numbered: Vec<_> = (1..).zip(changes.iter().copied()).collect();
        let before = numbered[..at - 1].iter().rev().copied().collect();
        let before = Side { changes: before, whole: true };
        let after = Side { changes: numbered[at..].to_vec(), whole: true };
        let expected = Matched { links: links.to_vec(), more: false, left_minor, untold_minor: 0 };
        let balance = changes.iter().sum();
        assert_eq!(matched(&before, &after, changes[at - 1], balance), expected, "{changes:?} {at}");
        // Where one side is cut, the balance of today tells as much.
        let before = Side { whole: false, ..before };
        let cut = matched(&before, &after, changes[at - 1], balance);
        assert_eq!(cut, expected, "{changes:?} {at}, cut before");
    }

    #[test]
    fn first_in_first_out() {
        check(&[10, -10], 2, &[(1, 10)], 0);
        check(&[10, -10], 1, &[(2, 10)], 0);
        // Taken in parts, and the rest is there.
        check(&[10, -4, -3], 1, &[(2, 4), (3, 3)], 3);
        check(&[10, -4, -3], 3, &[(1, 3)], 0);
        // The older goes first; what is newer stays.
        check(&[5, 7, -6], 3, &[(2, 1), (1, 5)], 0);
        check(&[5, 7, -6], 1, &[(3, 5)], 0);
        check(&[5, 7, -6], 2, &[(3, 1)], 6);
        check(&[5, 7, -5], 2, &[], 7);
        check(&[5, 7, -5], 3, &[(1, 5)], 0);
        // What was taken before is gone.
        check(&[5, -5, 7, -2, 1, -6], 6, &[(5, 1), (3, 5)], 0);
        check(&[5, -5, 7, -2, 1, -6], 3, &[(4, 2), (6, 5)], 0);
        check(&[5, -5, 7, -2, 1, -6], 5, &[(6, 1)], 0);
        check(&[4], 1, &[], 4);
    }

    /// Changes from the first on → the one that the next taking draws on.
    #[test]
    fn the_next_taking_draws_on_the_oldest_that_is_left() {
        for (changes, answer) in [
            (vec![5, 7], Some(1)),
            (vec![5, 7, -4], Some(1)),
            (vec![5, 7, -5], Some(2)),
            (vec![5, 7, -12], None),
            (vec![5, -5, 7, -2, 1], Some(3)),
            (vec![], None),
        ] {
            let newest_first = (1..).zip(changes.iter().copied()).collect::<Vec<_>>().into_iter().rev();
            assert_eq!(oldest(newest_first, changes.iter().sum()), answer, "{changes:?}");
        }
        assert_eq!(oldest([(9, 5)].into_iter(), 12), None, "it is older than what is read");
    }

    /// Each pair is seen from both ends with the same sum, in any order of ups and downs.
    #[test]
    fn both_ends_say_the_same() {
        let mut seed = 0x2545_F491_4F6C_DD1D_u64;
        let (mut changes, mut balance) = (Vec::new(), 0);
        for _ in 0..200 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let change = (seed % 9) as i64 + 1;
            let change = if seed.is_multiple_of(2) && balance > 0 { -change.min(balance) } else { change };
            changes.push(change);
            balance += change;
        }
        let numbered: Vec<_> = (1..).zip(changes.iter().copied()).collect();
        let (mut from_takers, mut from_givers) = (Vec::new(), Vec::new());
        for (at, (number, change)) in numbered.iter().enumerate() {
            let before = Side { changes: numbered[..at].iter().rev().copied().collect(), whole: true };
            let after = Side { changes: numbered[at + 1..].to_vec(), whole: true };
            let found = matched(&before, &after, *change, balance);
            assert!(!found.more, "{number}: too many for the test");
            let covered: i64 = found.links.iter().map(|(_, minor)| *minor).sum();
            assert_eq!(covered + found.left_minor, change.abs(), "{number}");
            for (other, minor) in found.links {
                match *change < 0 {
                    true => from_takers.push((other, *number, minor)),
                    false => from_givers.push((*number, other, minor)),
                }
            }
        }
        from_takers.sort_unstable();
        from_givers.sort_unstable();
        assert_eq!(from_takers, from_givers);
    }

    #[test]
    fn what_is_too_much_is_cut_and_says_so() {
        let ones =
            |from: i64, change: i64| (from..from + 20).map(|number| (number, change)).collect::<Vec<_>>();
        let (whole, cut) =
            (|changes| Side { changes, whole: true }, |changes| Side { changes, whole: false });
        let numbers = |found: &Matched| found.links.iter().map(|(number, _)| *number).collect::<Vec<_>>();
        // More links than are listed.
        let found = matched(&whole(ones(1, 1)), &whole(Vec::new()), -20, 0);
        assert_eq!((numbers(&found), found.more), ((1..=10).collect(), true));
        // The counterparts are past what was read.
        let found = matched(&cut(ones(1, 1)), &whole(Vec::new()), -5, 30);
        assert_eq!((numbers(&found), found.more), (vec![], true));
        // Both sides are cut: nobody can tell which ones are meant.
        let found = matched(&cut(ones(1, 1)), &cut(ones(30, -1)), -5, 30);
        assert_eq!((numbers(&found), found.more), (vec![], true));
        assert_eq!(found.untold_minor, 0, "it took: there is nothing to be left of it");
        let found = matched(&cut(ones(1, 1)), &cut(ones(30, -1)), 5, 30);
        assert_eq!((found.left_minor, found.untold_minor), (0, 5));
        // What an entry added may be taken past what was read: nothing is said to be left.
        let found = matched(&whole(Vec::new()), &cut(ones(2, -1)), 25, 5);
        assert_eq!((found.more, found.left_minor, found.untold_minor), (true, 0, 5));
    }
}
