//! Distributions: a sum shared out again and again to holders who change, exact over the whole series.
//!
//! `kernel::divide_carrying` decides; here its carries, its slack and the entry are saved together, so that
//! `rounding account * CARRY_UNITS = sum of carries - slack` holds after every payout.

use crate::account::AccountKey;
use crate::carries::{self, Held, Sheet};
use crate::entry::{Cause, NewEntry, PostRefused};
use crate::ledger_store::{Fund, LedgerBook};
use crate::post::post;
use crate::read::balance;
use kernel::{Share, Timestamp, divide_carrying, final_payout};
use store::OpError::Refused;
use store::{Outcome, Tx};

/// What a payout says of itself in the journal.
#[derive(Debug, Clone)]
pub struct PayoutNote {
    pub happened_at: Timestamp,
    pub recorded_at: Timestamp,
    pub cause: Cause,
    pub parent: Option<i64>,
    /// The decision to distribute.
    pub mandate: String,
}

/// What was paid: the entry (None when nothing moved) and each holder's part in minor units, in the order given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    pub entry: Option<i64>,
    pub parts: Vec<(String, i64)>,
}

/// Shares out `total` minor units of a fund, in the books' currency, in proportion to the weights. Each holder (an id)
/// is credited `payable`. What is not paid out yet stays in the fund on its rounding account; who is not named keeps
/// the carry. The order of the shares changes nothing.
pub fn pay_shares(
    tx: &mut Tx,
    fund: i64,
    total: i64,
    shares: &[(String, u64)],
    note: &PayoutNote,
) -> Outcome<Paid, PostRefused> {
    let community = tx.community();
    let book = tx.find::<LedgerBook>(community)?.ok_or(Refused(PostRefused::NoBooks))?;
    let mut purse = tx.lock::<Fund>((community, fund))?.ok_or(Refused(PostRefused::NoSuchFund { fund }))?;
    if purse.payout_open.is_some() {
        return Err(Refused(PostRefused::PayoutOpen));
    }
    let mut sorted: Vec<&(String, u64)> = shares.iter().collect();
    sorted.sort_unstable();
    let holders: Vec<&str> = sorted.iter().map(|(holder, _)| holder.as_str()).collect();
    if holders.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Refused(PostRefused::SharesMalformed));
    }
    let sheet = Sheet::lock(tx, fund, &holders)?;
    let at = |holder: &str| holders.partition_point(|known| *known < holder);
    let weighed = shares.iter().map(|(holder, weight)| Share {
        holder,
        weight: *weight,
        carry: sheet.known[at(holder)].units,
    });
    let weighed: Vec<_> = weighed.collect();
    let divided = divide_carrying(total, &weighed, purse.slack_units);
    let divided = divided.ok_or(Refused(PostRefused::SharesMalformed))?;
    let mut after = sheet.known.clone();
    for (share, part) in weighed.iter().zip(&divided.parts) {
        after[at(share.holder)].units = part.carry;
    }
    sheet.save(tx, &after)?;
    (purse.slack_units, purse.payout_count) = (divided.slack, purse.payout_count + 1);
    tx.save(&purse)?;
    let parts: Vec<(String, i64)> =
        shares.iter().zip(&divided.parts).map(|((holder, _), part)| (holder.clone(), part.minor)).collect();
    let kept = total - parts.iter().map(|(_, minor)| minor).sum::<i64>();
    let mut postings = vec![
        (AccountKey::distribution(fund, book.currency), total),
        (AccountKey::rounding(fund, book.currency), -kept),
    ];
    postings.extend(credits(&book, &parts));
    let entry = post_payout(tx, "distribution", postings, note)?;
    Ok(Paid { entry, parts })
}

/// Ends a series: what the carries sum to goes out by largest remainder, ties by holder, and the rounding account is
/// empty. Afterwards a holder may be up to one minor unit from the exact share.
pub fn pay_carries(tx: &mut Tx, fund: i64, note: &PayoutNote) -> Outcome<Paid, PostRefused> {
    let community = tx.community();
    let book = tx.find::<LedgerBook>(community)?.ok_or(Refused(PostRefused::NoBooks))?;
    let mut purse = tx.lock::<Fund>((community, fund))?.ok_or(Refused(PostRefused::NoSuchFund { fund }))?;
    if purse.payout_open.is_some() {
        return Err(Refused(PostRefused::PayoutOpen));
    }
    let holders = carries::holders(tx, community, fund)?;
    let holders: Vec<&str> = holders.iter().map(String::as_str).collect();
    let sheet = Sheet::lock(tx, fund, &holders)?;
    let fractions: Vec<_> = holders.iter().copied().zip(sheet.known.iter().map(|held| held.units)).collect();
    let minors = final_payout(&fractions, purse.slack_units).ok_or(Refused(PostRefused::SharesMalformed))?;
    let parts: Vec<(String, i64)> =
        holders.iter().zip(minors).map(|(holder, minor)| ((*holder).to_owned(), minor)).collect();
    let after: Vec<Held> = sheet.known.iter().map(|held| Held { units: 0, ..*held }).collect();
    sheet.save(tx, &after)?;
    (purse.slack_units, purse.payout_count) = (0, purse.payout_count + 1);
    tx.save(&purse)?;
    let rounding = AccountKey::rounding(fund, book.currency);
    let mut postings = vec![(rounding.clone(), balance(tx, community, &rounding)?)];
    postings.extend(credits(&book, &parts));
    let entry = post_payout(tx, "final_distribution", postings, note)?;
    Ok(Paid { entry, parts })
}

fn credits<'a>(
    book: &'a LedgerBook,
    parts: &'a [(String, i64)],
) -> impl Iterator<Item = (AccountKey, i64)> + 'a {
    let paid = parts.iter().filter(|(_, minor)| *minor > 0);
    paid.map(|(holder, minor)| (AccountKey::payable(holder, book.currency), -minor))
}

fn post_payout(
    tx: &mut Tx,
    kind: &'static str,
    postings: Vec<(AccountKey, i64)>,
    note: &PayoutNote,
) -> Outcome<Option<i64>, PostRefused> {
    if postings.iter().all(|(_, amount)| *amount == 0) {
        return Ok(None);
    }
    let new = NewEntry {
        kind,
        happened_at: note.happened_at,
        recorded_at: note.recorded_at,
        cause: note.cause.clone(),
        parent: note.parent,
        mandate: Some(note.mandate.clone()),
        reverses: None,
        postings,
    };
    Ok(Some(post(tx, &new)?))
}
