//! The journal as people read it: pages, filters, and the chain of causes of an entry, both ways.

use crate::account::{AccountKey, Purpose};
use crate::journal_store::{
    BY_ACCOUNT, BY_CAUSE, BY_KIND, BY_NUMBER, BY_TIME, CHILDREN, ENTRY, Head, MATCHING_PURPOSE, NEXT_KIND,
};
use crate::read::{book, by_code, entry_postings};
use crate::source::Source;
use kernel::Timestamp;
use store::Fault;

/// What a reader wants to see of the journal; empty is everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalFilter {
    /// Entries of this kind.
    pub kind: Option<String>,
    /// Entries that touch an account of this fund, of this purpose and of this owner (all on one account).
    pub fund: Option<i64>,
    pub purpose: Option<Purpose>,
    pub owner: Option<String>,
    /// What happened from here …
    pub from: Option<Timestamp>,
    /// … until before here. With either bound the journal is read by when things happened, else by number.
    pub until: Option<Timestamp>,
}

impl JournalFilter {
    fn by_time(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    fn by_account(&self) -> bool {
        self.fund.is_some() || self.purpose.is_some() || self.owner.is_some()
    }
}

/// Where a page ended; the next one begins below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalPlace {
    pub happened_at: Timestamp,
    pub number: i64,
}

impl JournalPlace {
    const TOP: JournalPlace =
        JournalPlace { happened_at: Timestamp::from_micros(i64::MAX), number: i64::MAX };

    /// `1772000000000000.42`, as it stands in a link.
    pub fn code(&self) -> String {
        format!("{}.{}", self.happened_at.micros, self.number)
    }

    pub fn parse(code: &str) -> Option<JournalPlace> {
        let (micros, number) = code.split_once('.')?;
        let happened_at = Timestamp::from_micros(micros.parse().ok()?);
        Some(JournalPlace { happened_at, number: number.parse().ok()? })
    }
}

/// An entry with its postings, debit positive.
#[derive(Debug, Clone, PartialEq)]
pub struct Full {
    pub head: Head,
    pub postings: Vec<(AccountKey, i64)>,
}

/// One page, newest first, and where the next begins, if there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalPage {
    pub entries: Vec<Full>,
    pub next: Option<JournalPlace>,
}

/// Up to this many accounts a filter is answered from each account's own entries; above, nearly every entry passes.
const ACCOUNTS_MAX: i64 = 48;

/// The page of `limit` entries below `place` (None: from the newest).
pub fn journal(
    source: &mut impl Source,
    community: i64,
    filter: &JournalFilter,
    place: Option<JournalPlace>,
    limit: i64,
) -> Result<JournalPage, Fault> {
    let below = place.unwrap_or(JournalPlace::TOP);
    // One more than shown says whether there is a next page.
    let mut heads = heads(source, community, filter, below, limit + 1)?;
    let more = heads.len() as i64 > limit;
    heads.truncate(usize::try_from(limit).unwrap_or(0));
    let last = heads
        .last()
        .map(|head| JournalPlace { happened_at: head.entry.happened_at_us, number: head.entry.number });
    let entries = heads.into_iter().map(|head| with_postings(source, community, head));
    let entries = entries.collect::<Result<_, Fault>>()?;
    Ok(JournalPage { entries, next: last.filter(|_| more) })
}

fn heads(
    source: &mut impl Source,
    community: i64,
    filter: &JournalFilter,
    below: JournalPlace,
    limit: i64,
) -> Result<Vec<Head>, Fault> {
    if !filter.by_time() && filter.by_account() {
        let accounts = matching_accounts(source, community, filter)?;
        if accounts.len() as i64 <= ACCOUNTS_MAX {
            return merged_heads(source, community, filter, &accounts, below.number, limit);
        }
    }
    if let Some(kind) = filter.kind.as_ref().filter(|_| !filter.by_time() && !filter.by_account()) {
        return source.rows(BY_KIND, &[&community, kind, &below.number, &limit]);
    }
    let by_account = i64::from(filter.by_account());
    let args: [&dyn store::Arg; 8] = [
        &community,
        &below.number,
        &filter.kind,
        &limit,
        &by_account,
        &filter.fund,
        &filter.purpose,
        &filter.owner,
    ];
    if !filter.by_time() {
        return source.rows(BY_NUMBER, &args);
    }
    let from = filter.from.unwrap_or(Timestamp::from_micros(i64::MIN));
    // Below (until, anything) is: before until, or there with a smaller number; no number is below the smallest.
    let until =
        filter.until.map_or(JournalPlace::TOP, |at| JournalPlace { happened_at: at, number: i64::MIN });
    let below =
        if (until.happened_at, until.number) < (below.happened_at, below.number) { until } else { below };
    let mut args = args.to_vec();
    args[1] = &below.number;
    args.extend([&from as &dyn store::Arg, &below.happened_at]);
    source.rows(BY_TIME, &args)
}

/// The accounts that the filter names, one more than `ACCOUNTS_MAX` at most.
fn matching_accounts(
    source: &mut impl Source,
    community: i64,
    filter: &JournalFilter,
) -> Result<Vec<i64>, Fault> {
    let Some(currency) = book(source, community)?.map(|book| book.currency) else { return Ok(Vec::new()) };
    let mut keys = match (&filter.owner, filter.fund, filter.purpose) {
        (Some(owner), ..) => AccountKey::all_of_owner(owner, currency),
        (None, Some(fund), _) => AccountKey::all_of_fund(fund, currency),
        (None, None, purpose) => {
            let limit = ACCOUNTS_MAX + 1;
            let ids = source.rows::<(i64,)>(MATCHING_PURPOSE, &[&community, &purpose, &limit])?;
            return Ok(ids.into_iter().map(|(id,)| id).collect());
        }
    };
    keys.retain(|key| filter.purpose.is_none_or(|purpose| key.purpose() == purpose));
    keys.retain(|key| filter.fund.is_none_or(|fund| key.fund() == Some(fund)));
    Ok(by_code(source, community, &keys)?.into_iter().map(|account| account.id).collect())
}

/// The newest entries of several accounts. An entry that touches two of them is one entry.
fn merged_heads(
    source: &mut impl Source,
    community: i64,
    filter: &JournalFilter,
    accounts: &[i64],
    below: i64,
    limit: i64,
) -> Result<Vec<Head>, Fault> {
    let mut heads: Vec<Head> = Vec::new();
    for account in accounts {
        heads.extend(source.rows(BY_ACCOUNT, &[&community, account, &below, &limit, &filter.kind])?);
    }
    heads.sort_unstable_by_key(|head| std::cmp::Reverse(head.entry.number));
    heads.dedup_by_key(|head| head.entry.number);
    heads.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(heads)
}

fn with_postings(source: &mut impl Source, community: i64, head: Head) -> Result<Full, Fault> {
    let postings = entry_postings(source, community, head.entry.number)?;
    Ok(Full { head, postings })
}

/// An entry; None when the books have none of this number.
pub fn entry(source: &mut impl Source, community: i64, number: i64) -> Result<Option<Full>, Fault> {
    let head = source.rows::<Head>(ENTRY, &[&community, &number])?.pop();
    head.map(|head| with_postings(source, community, head)).transpose()
}

/// What led to an entry and what followed from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// The entries it follows from, the first one first; cut at `CHAIN_MAX`.
    pub before: Vec<Full>,
    /// The entries that follow from it directly.
    pub after: Vec<Full>,
    /// Others with the same cause: the whole story of the order or decision, itself left out.
    pub same_cause: Vec<Full>,
}

/// Longer chains are read on by following the links.
pub const CHAIN_MAX: i64 = 50;

pub fn chain(source: &mut impl Source, community: i64, of: &Head) -> Result<Chain, Fault> {
    let mut before = Vec::new();
    let mut parent = of.entry.parent_entry;
    while let Some(number) = parent.filter(|_| (before.len() as i64) < CHAIN_MAX) {
        let Some(above) = entry(source, community, number)? else { break };
        parent = above.head.entry.parent_entry;
        before.push(above);
    }
    before.reverse();
    let after = source.rows::<Head>(CHILDREN, &[&community, &of.entry.number, &0i64, &CHAIN_MAX])?;
    let mut same_cause = by_cause(source, community, &of.entry.cause_id)?;
    same_cause.retain(|full| full.head.entry.number != of.entry.number);
    let after = after.into_iter().map(|head| with_postings(source, community, head));
    Ok(Chain { before, after: after.collect::<Result<_, Fault>>()?, same_cause })
}

/// The first `CHAIN_MAX` entries that an order, payment, decision … caused, oldest first.
pub fn by_cause(source: &mut impl Source, community: i64, cause_id: &str) -> Result<Vec<Full>, Fault> {
    let heads = source.rows::<Head>(BY_CAUSE, &[&community, &cause_id, &0i64, &CHAIN_MAX])?;
    heads.into_iter().map(|head| with_postings(source, community, head)).collect()
}

/// The kinds of entry that these books have, in order of their codes.
pub fn entry_kinds(source: &mut impl Source, community: i64) -> Result<Vec<String>, Fault> {
    let mut kinds: Vec<String> = Vec::new();
    loop {
        let after = kinds.last().cloned().unwrap_or_default();
        match source.rows::<(String,)>(NEXT_KIND, &[&community, &after])?.pop() {
            Some((kind,)) => kinds.push(kind),
            None => return Ok(kinds),
        }
    }
}
