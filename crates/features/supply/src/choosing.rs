//! Whom a run for members would pay: all who are owed at least so much and have said where to. The page shows it, and
//! proposing chooses by it.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::least::Least;
use crate::rows::PaymentRun;
use crate::run::{Due, RUN_MEMBERS_MAX};
use crate::supply_store::{accounts_after, runs_waiting, suppliers_who, waiting_lines};
use kernel::{Currency, Id};
use ledger::{Purpose, Source};
use std::collections::{BTreeMap, BTreeSet};
use store::Fault;

/// Read at once.
const PAGE: i64 = 1_000;

/// Several members and what they are owed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Several {
    pub count: i64,
    pub minor: i64,
}

impl Several {
    fn add(&mut self, minor: i64) {
        self.count += 1;
        self.minor = self.minor.saturating_add(minor);
    }
}

/// A member, all that they are owed, and the bank details in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub member: Id<Member>,
    pub minor: i64,
    pub bank_version: i64,
}

/// Who is paid, and for each of the others why not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Choice {
    pub pay: Vec<Chosen>,
    pub total_minor: i64,
    /// Have not said where to; by member.
    pub without_account: Vec<(Id<Member>, i64)>,
    /// Whoever chooses, and whose matters are theirs.
    pub own_minor: i64,
    /// Are paid together with the suppliers.
    pub suppliers: Several,
    /// Stand on a run that is not paid yet.
    pub waiting: Several,
    pub below: Several,
    /// Got shares by a rule whose least sum they do not reach: it is carried to the next.
    pub carried: Several,
    /// More than one run takes.
    pub next_time: Several,
}

/// `own`, whoever chooses and whose matters are theirs, is never chosen: nobody proposes what is paid to themselves or to
/// their company.
pub(crate) fn choose(
    source: &mut impl Source,
    community: i64,
    currency: Currency,
    own: &[Id<Member>],
    least_minor: i64,
) -> Result<Choice, Fault> {
    let accounts = accounts(source, community)?;
    let suppliers = suppliers(source, community)?;
    let waiting = waiting(source, community)?;
    let mut least = Least::read(source, community, currency)?;
    let mut choice = Choice::default();
    for (member, due) in dues(source, community, currency)? {
        let minor = due.total();
        match accounts.get(&member) {
            _ if minor <= 0 => {}
            _ if own.contains(&member) => choice.own_minor = choice.own_minor.saturating_add(minor),
            _ if suppliers.contains(&member) => choice.suppliers.add(minor),
            _ if waiting.contains(&member) => choice.waiting.add(minor),
            _ if minor < least_minor => choice.below.add(minor),
            None => choice.without_account.push((member, minor)),
            _ if choice.pay.len() == RUN_MEMBERS_MAX => choice.next_time.add(minor),
            _ if least.holds(source, member, &due)?.is_some() => choice.carried.add(minor),
            Some(version) => match choice.total_minor.checked_add(minor) {
                Some(total) => {
                    choice.total_minor = total;
                    choice.pay.push(Chosen { member, minor, bank_version: *version });
                }
                None => choice.next_time.add(minor),
            },
        }
    }
    Ok(choice)
}

/// What stands between the community and each member, where that is anything.
fn dues(
    source: &mut impl Source,
    community: i64,
    currency: Currency,
) -> Result<BTreeMap<Id<Member>, Due>, Fault> {
    let mut dues: BTreeMap<Id<Member>, Due> = BTreeMap::new();
    for purpose in [Purpose::Owed, Purpose::Payable, Purpose::Receivable] {
        let mut after = 0;
        loop {
            let page = ledger::purpose_accounts(source, community, purpose, after, PAGE)?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for total in page {
                // Funds owe each other on accounts of these purposes too.
                let Some(Ok(member)) = total.key.owner().map(Id::<Member>::parse) else { continue };
                if total.key.currency() != currency {
                    continue;
                }
                let due = dues.entry(member).or_default();
                match purpose {
                    Purpose::Owed => due.owed = total.balance_minor,
                    Purpose::Payable => due.payable = total.balance_minor,
                    _ => due.receivable = total.balance_minor,
                }
            }
        }
    }
    Ok(dues)
}

fn accounts(source: &mut impl Source, community: i64) -> Result<BTreeMap<Id<Member>, i64>, Fault> {
    let (mut accounts, mut after) = (BTreeMap::new(), String::new());
    loop {
        let page = accounts_after(source, community, &after, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(accounts) };
        after = last.to_string();
        accounts.extend(page);
    }
}

fn suppliers(source: &mut impl Source, community: i64) -> Result<BTreeSet<Id<Member>>, Fault> {
    let (mut members, mut after) = (BTreeSet::new(), String::new());
    loop {
        let page = suppliers_who(source, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(members) };
        after = last.to_string();
        members.extend(page);
    }
}

fn waiting(source: &mut impl Source, community: i64) -> Result<BTreeSet<Id<Member>>, Fault> {
    let mut members = BTreeSet::new();
    for run in runs_waiting(source, community)? {
        waiting_on(source, community, run, &mut members)?;
    }
    Ok(members)
}

fn waiting_on(
    source: &mut impl Source,
    community: i64,
    run: Id<PaymentRun>,
    members: &mut BTreeSet<Id<Member>>,
) -> Result<(), Fault> {
    let mut after = 0;
    loop {
        let page = waiting_lines(source, community, run, after, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = *last;
        members.extend(page.into_iter().map(|(_, member)| member));
    }
}
