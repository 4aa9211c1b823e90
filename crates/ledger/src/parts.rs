//! A payout that reaches its holders in parts, so that a million of them can be paid while orders pass in between.
//!
//! The parts and the carries are decided beforehand (`kernel::divide_carrying`). Beginning takes the whole sum out of the fund at once;
//! each part moves some of it to holders, with their carries. What is still on its way is counted, so that the books add up at every moment.

use crate::account::AccountKey;
use crate::carries::{Held, Sheet};
use crate::entry::{Cause, NewEntry, PostRefused};
use crate::ledger_store::{Fund, LedgerBook, Payout};
use crate::payout::PayoutNote;
use crate::post::{Credit, payable_accounts, post, post_credits};
use kernel::{CARRY_UNITS, Timestamp};
use store::OpError::Refused;
use store::{Outcome, Tx};

/// A payout as it was decided.
#[derive(Debug, Clone)]
pub struct NewPayout {
    pub fund: i64,
    /// What leaves the fund's balance of what it has to share out, in minor units.
    pub total_minor: i64,
    /// What holders get in all parts.
    pub paid_minor: i64,
    /// What is kept back for others (a tax), by whose id.
    pub withheld: Vec<(String, i64)>,
    /// The fund's slack afterwards.
    pub slack_units: i64,
    /// The fund's count of payouts when it was decided: the carries are those of then.
    pub payout_count: i64,
    pub note: PayoutNote,
}

/// What one holder gets, and the fraction that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub holder: String,
    pub minor: i64,
    pub carry_before: i64,
    pub carry_after: i64,
}

/// Takes the whole sum out of the fund; answers the entry. Holders are paid by `pay_part`.
///
/// # Errors
/// `PayoutOpen`, `CarriesMoved`, and what `post` refuses.
pub fn begin_payout(tx: &mut Tx, new: &NewPayout) -> Outcome<i64, PostRefused> {
    let (community, fund) = (tx.community(), new.fund);
    let book = tx.find::<LedgerBook>(community)?.ok_or(Refused(PostRefused::NoBooks))?;
    let mut purse = tx.lock::<Fund>((community, fund))?.ok_or(Refused(PostRefused::NoSuchFund { fund }))?;
    if purse.payout_open.is_some() {
        return Err(Refused(PostRefused::PayoutOpen));
    }
    if purse.payout_count != new.payout_count {
        return Err(Refused(PostRefused::CarriesMoved));
    }
    let withheld: i128 = new.withheld.iter().map(|(_, minor)| i128::from(*minor)).sum();
    let kept = i128::from(new.total_minor) - i128::from(new.paid_minor) - withheld;
    let kept = i64::try_from(kept).map_err(|_| Refused(PostRefused::Overflow))?;
    let slack = i128::from(new.slack_units) - i128::from(purse.slack_units);
    let (pending_minor, pending_units) = whole(i128::from(kept) * i128::from(CARRY_UNITS) + slack)?;
    let cause_id = new.note.cause.id.clone();
    let mut postings = vec![
        (AccountKey::distribution(fund, book.currency), new.total_minor),
        (AccountKey::rounding(fund, book.currency), -kept),
        (AccountKey::held(&cause_id, book.currency), -new.paid_minor),
    ];
    let others = new.withheld.iter().map(|(owner, minor)| (AccountKey::held(owner, book.currency), -minor));
    postings.extend(others);
    let entry = NewEntry {
        kind: "distribution",
        happened_at: new.note.happened_at,
        recorded_at: new.note.recorded_at,
        cause: new.note.cause.clone(),
        parent: new.note.parent,
        mandate: Some(new.note.mandate.clone()),
        reverses: None,
        postings,
    };
    let number = post(tx, &entry)?;
    (purse.slack_units, purse.payout_count) = (new.slack_units, purse.payout_count + 1);
    purse.payout_open = Some(cause_id.clone());
    tx.save(&purse)?;
    tx.insert(&Payout {
        community_id: community,
        cause_id,
        fund_id: fund,
        entry_number: number,
        held_minor: new.paid_minor,
        pending_minor,
        pending_units,
        part_count: 0,
        ended: false,
    })?;
    Ok(number)
}

/// Opens what holders of a fund will be paid on, where it is not there yet, and notes it beside their fractions: a payout that is decided later
/// then makes no account and looks none up. Nothing is posted, and nobody is owed anything by it. Once more, it changes nothing.
///
/// # Errors
/// `NoBooks`, `NoSuchFund`; `SharesMalformed` where the holders do not rise; `OwnerMalformed` where one is no id.
pub fn open_payables(tx: &mut Tx, fund: i64, holders: &[&str]) -> Outcome<(), PostRefused> {
    let book = tx.find::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    if tx.find::<Fund>((tx.community(), fund))?.is_none() {
        return Err(Refused(PostRefused::NoSuchFund { fund }));
    }
    if !holders.is_sorted_by(|a, b| a < b) {
        return Err(Refused(PostRefused::SharesMalformed));
    }
    let sheet = Sheet::lock(tx, fund, holders)?;
    let mut held = sheet.known.clone();
    let missing: Vec<usize> = (0..held.len()).filter(|at| held[*at].account_id == 0).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|at| holders[*at]).collect();
    let accounts = payable_accounts(tx, &book, &names)?;
    missing.into_iter().zip(accounts).for_each(|(at, account)| held[at].account_id = account);
    Ok(sheet.save(tx, &held)?)
}

/// Pays some of the holders; answers the entry, None where nobody of them gets a whole minor unit. That each is named in one part only
/// is for the caller to know, who notes in the same transaction how far it is.
///
/// # Errors
/// `NoSuchPayout` where none is under way; `CarriesMoved`; `SharesMalformed` where a part is negative or somebody is named twice;
/// `WouldPassZero` where more is paid than was decided.
pub fn pay_part(
    tx: &mut Tx,
    cause: &Cause,
    parts: &[Part],
    happened_at: Timestamp,
    now: Timestamp,
) -> Outcome<Option<i64>, PostRefused> {
    Ok(pay_parts(tx, cause, &[parts], happened_at, now)?.into_iter().next().flatten())
}

/// As `pay_part`, of several blocks of holders: each has an entry of its own, and the carries of all are read and saved together.
///
/// # Errors
/// As `pay_part`.
pub fn pay_parts(
    tx: &mut Tx,
    cause: &Cause,
    blocks: &[&[Part]],
    happened_at: Timestamp,
    now: Timestamp,
) -> Outcome<Vec<Option<i64>>, PostRefused> {
    let all: Vec<&Part> = blocks.iter().copied().flatten().collect();
    if all.iter().any(|part| part.minor < 0) {
        return Err(Refused(PostRefused::SharesMalformed));
    }
    let book = tx.find::<LedgerBook>(tx.community())?.ok_or(Refused(PostRefused::NoBooks))?;
    let mut payout = open_payout(tx, &cause.id)?;
    let (holders, places) = by_holder(&all).ok_or(Refused(PostRefused::SharesMalformed))?;
    let sheet = Sheet::lock(tx, payout.fund_id, &holders)?;
    let mut held = sheet.known.clone();
    let moved = move_carries(&all, &places, &mut held)?;
    let pending = of_whole(payout.pending_minor, payout.pending_units) - moved;
    (payout.pending_minor, payout.pending_units) = whole(pending)?;
    let mut entries = Vec::with_capacity(blocks.len());
    let mut rest = &places[..];
    for parts in blocks {
        let (own, later) = rest.split_at(parts.len());
        rest = later;
        let paid: i128 = parts.iter().map(|part| i128::from(part.minor)).sum();
        let paid = i64::try_from(paid).map_err(|_| Refused(PostRefused::Overflow))?;
        let account = AccountKey::held(&cause.id, book.currency);
        if paid > payout.held_minor {
            let by_minor = paid - payout.held_minor;
            return Err(Refused(PostRefused::WouldPassZero { account, by_minor }));
        }
        payout.held_minor -= paid;
        payout.part_count += 1;
        let new = NewEntry {
            kind: "distribution_part",
            happened_at,
            recorded_at: now,
            cause: cause.clone(),
            parent: Some(payout.entry_number),
            mandate: None,
            reverses: None,
            postings: vec![(account, paid)],
        };
        entries.push(credit(tx, &new, parts, own, &mut held)?);
    }
    tx.save(&payout)?;
    sheet.save(tx, &held)?;
    Ok(entries)
}

/// Posts what the parts come to, if that is anything, and notes the accounts that were made.
fn credit(
    tx: &mut Tx,
    new: &NewEntry,
    parts: &[Part],
    places: &[usize],
    held: &mut [Held],
) -> Outcome<Option<i64>, PostRefused> {
    let paid = || parts.iter().zip(places).filter(|(part, _)| part.minor > 0);
    let credits = paid().map(|(part, at)| Credit {
        holder: &part.holder,
        account_id: held[*at].account_id,
        minor: part.minor,
    });
    let mut credits: Vec<Credit<'_>> = credits.collect();
    if credits.is_empty() {
        return Ok(None);
    }
    let entry = post_credits(tx, new, &mut credits)?;
    paid().zip(&credits).for_each(|((_, at), credit)| held[*at].account_id = credit.account_id);
    Ok(Some(entry))
}

/// The holders in rising order, and the place of each part's among them; None where one is named twice.
fn by_holder<'a>(parts: &[&'a Part]) -> Option<(Vec<&'a str>, Vec<usize>)> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // In order as they mostly are, it costs one look at each.
    order.sort_by(|a, b| parts[*a].holder.cmp(&parts[*b].holder));
    let mut places = vec![0; parts.len()];
    order.iter().enumerate().for_each(|(place, at)| places[*at] = place);
    let holders: Vec<&str> = order.into_iter().map(|at| parts[at].holder.as_str()).collect();
    let is_twice = holders.windows(2).any(|pair| pair[0] == pair[1]);
    (!is_twice).then_some((holders, places))
}

/// All parts are paid: the next payout of the fund may begin.
///
/// # Errors
/// `NoSuchPayout`; `PayoutOpen` where something is still on its way.
pub fn end_payout(tx: &mut Tx, cause: &Cause) -> Outcome<(), PostRefused> {
    let community = tx.community();
    let mut payout = open_payout(tx, &cause.id)?;
    if payout.held_minor != 0 || payout.pending_minor != 0 || payout.pending_units != 0 {
        return Err(Refused(PostRefused::PayoutOpen));
    }
    payout.ended = true;
    tx.save(&payout)?;
    let fund = payout.fund_id;
    let mut purse = tx.lock::<Fund>((community, fund))?.ok_or(Refused(PostRefused::NoSuchFund { fund }))?;
    // Whatever was reckoned while parts were on their way read some carries of before and some of after.
    (purse.payout_open, purse.payout_count) = (None, purse.payout_count + 1);
    Ok(tx.save(&purse)?)
}

fn open_payout(tx: &mut Tx, cause_id: &str) -> Outcome<Payout, PostRefused> {
    let payout = tx.lock::<Payout>((tx.community(), cause_id.to_owned()))?;
    payout.filter(|payout| !payout.ended).ok_or(Refused(PostRefused::NoSuchPayout))
}

/// Puts the new carries in the place of the old; answers what they change by together, in carry units. Refused where the old are not what the
/// payout was decided with.
fn move_carries(parts: &[&Part], places: &[usize], held: &mut [Held]) -> Outcome<i128, PostRefused> {
    let mut moved = 0;
    for (part, at) in parts.iter().zip(places) {
        let before = std::mem::replace(&mut held[*at].units, part.carry_after);
        if before != part.carry_before {
            return Err(Refused(PostRefused::CarriesMoved));
        }
        moved += i128::from(part.carry_after) - i128::from(before);
    }
    Ok(moved)
}

/// Whole minor units, and the rest in [0, 1) of one.
fn whole(units: i128) -> Result<(i64, i64), store::OpError<PostRefused>> {
    let one = i128::from(CARRY_UNITS);
    let minor = i64::try_from(units.div_euclid(one)).map_err(|_| Refused(PostRefused::Overflow))?;
    Ok((minor, units.rem_euclid(one) as i64))
}

pub(crate) fn of_whole(minor: i64, units: i64) -> i128 {
    i128::from(minor) * i128::from(CARRY_UNITS) + i128::from(units)
}
