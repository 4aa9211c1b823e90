//! A decision that passed shares out what was frozen: the whole sum leaves the fund, and a job pays it to its holders.

use crate::distribution::{DistributionRefused, DistributionState, Standing};
use crate::distribution_store::{block_hashes, last_decided, overlapping};
use crate::hashed::{self, Whose};
use crate::ids::tax_of;
use crate::rows::{Distribution, DistributionBlock};
use crate::simulate::{outcome_of, rule_of, shareable};
use crate::surplus::Moved;
use crate::{acting, jobs, voting};
use kernel::{Id, Timestamp};
use ledger::{AccountKey, Cause, NewEntry, NewPayout, PayoutNote, PostRefused};
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};

/// What entries of this feature have as their cause.
pub(crate) const CAUSE: &str = "distribution";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryOut {
    pub distribution: Id<Distribution>,
    /// What was voted on.
    pub hash: String,
    /// The proposal's id.
    pub decision: String,
}

/// Whether a decision could name it now: it is frozen, not shared out, and no other proposal has it in a ballot.
///
/// # Errors
/// `NoSuchDistribution`, `FundIsKept`, `InBallot`, `GiftsUntold`, and those of `Standing`.
pub fn check_named(tx: &mut Tx, id: Id<Distribution>, hash: &str) -> Outcome<(), DistributionRefused> {
    let row = tx.find::<Distribution>((tx.community(), id))?;
    let row = row.ok_or(Refused(DistributionRefused::NoSuchDistribution))?;
    let purse = ledger::fund(tx, row.community_id, row.fund)?;
    acting::shares_out(purse.ok_or(Refused(DistributionRefused::NoSuchFund))?.kind).map_err(Refused)?;
    if voting::stands(tx, id)? {
        return Err(Refused(DistributionRefused::InBallot));
    }
    // One that members vote on already is carried out as they decide.
    if row.state == DistributionState::Made && pays_gifts_out(&row)? {
        return Err(Refused(DistributionRefused::GiftsUntold));
    }
    standing(tx, &row, hash).map(drop)
}

/// It was made before gifts, and what is bound to a purpose, were told apart.
pub(crate) fn pays_gifts_out(row: &Distribution) -> Result<bool, Fault> {
    Ok(outcome_of(row)?.left_out.is_none())
}

fn standing(tx: &mut Tx, row: &Distribution, hash: &str) -> Outcome<DistributionState, DistributionRefused> {
    let community = row.community_id;
    let outcome = outcome_of(row)?;
    let (shared_until, loss_left_minor) = last_decided(tx, community, row.fund)?;
    // What was lost in between is of closed time: it is the same as long as the last one is.
    let same_loss = outcome.follows_us == Some(shared_until.micros)
        && outcome.result.loss_before_minor == loss_left_minor + outcome.skipped_loss_minor;
    let standing = Standing {
        state: row.state,
        hash: &row.hash,
        same_frozen: row.state != DistributionState::Made || hashed_now(tx, row)? == row.hash,
        same_loss,
        later_shared: row.starts_us < shared_until,
        shared_before: overlapping(tx, community, row.fund, (row.starts_us, row.ends_us))?.is_some(),
    };
    standing.carry_out(hash).map_err(Refused)
}

/// What is there hashes to this. A block's own hash is held against its shares when it is paid.
fn hashed_now(tx: &mut Tx, row: &Distribution) -> Result<String, Fault> {
    if row.hash_version > 1 {
        let blocks = block_hashes(tx, row)?;
        let blocks = blocks.iter().map(String::as_str);
        return Ok(hashed::of_all(&Whose::of(row), &row.rule, &row.outcome, blocks));
    }
    let mut blocks = Vec::new();
    for number in 1..=row.block_count {
        let block = tx.find::<DistributionBlock>((row.community_id, row.id, number))?;
        blocks.extend(block.map(|block| block.shares));
    }
    Ok(hashed::of_shares(&row.rule, &row.outcome, blocks.iter().map(|shares| &shares[..])))
}

/// Does what was voted on, to the unit: sums set aside, losses covered, and the shares. Answers the distribution's number. Called by whoever
/// carries out decisions.
///
/// # Errors
/// Those of `check_named`, `FundTooSmall`, `NobodyToShare`, `OtherPaying`, `MovedOn`: then nothing is posted.
pub fn carry_out_by_decision(
    tx: &mut Tx,
    new: &CarryOut,
    now: Timestamp,
) -> Outcome<i64, DistributionRefused> {
    use DistributionRefused as No;
    let community = tx.community();
    let row = tx.lock::<Distribution>((community, new.distribution))?;
    let mut row = row.ok_or(Refused(No::NoSuchDistribution))?;
    row.state = standing(tx, &row, &new.hash)?;
    let purse = ledger::fund(tx, community, row.fund)?.ok_or(Refused(No::NoSuchFund))?;
    acting::shares_out(purse.kind).map_err(Refused)?;
    let outcome = outcome_of(&row)?;
    // Decided before anything is posted: a deed that is refused leaves nothing behind.
    if row.total_minor > 0 && purse.payout_open.is_some() {
        return Err(Refused(No::OtherPaying));
    }
    if row.total_minor > 0 && purse.payout_count != row.payout_count {
        return Err(Refused(No::MovedOn));
    }
    // Nothing would leave the fund, and there would be no payout for its blocks to be part of.
    if row.total_minor == 0 && row.block_count > 0 {
        return Err(Refused(No::NobodyToShare));
    }
    let aside: i64 = outcome.set_aside.iter().map(|moved| moved.minor).sum();
    let leaves = aside + row.total_minor;
    if leaves > 0 && shareable(tx, community, (row.fund, row.currency), row.ends_us)? < leaves {
        return Err(Refused(No::FundTooSmall));
    }
    for Moved { fund, minor } in &outcome.covers {
        if *minor > 0 && shareable(tx, community, (*fund, row.currency), row.ends_us)? < *minor {
            return Err(Refused(No::FundTooSmall));
        }
    }
    for Moved { fund, minor } in &outcome.set_aside {
        transfer(tx, &row, "set_aside", (row.fund, *fund, *minor), now)?;
    }
    for Moved { fund, minor } in &outcome.covers {
        transfer(tx, &row, "loss_covered", (*fund, row.fund, *minor), now)?;
    }
    (row.decision, row.decided_at_us) = (Some(new.decision.clone()), Some(now));
    if row.total_minor > 0 {
        row.entry = Some(begin(tx, &row, outcome.withheld_minor, now)?);
        let least_minor = rule_of(&row)?.least_minor;
        if least_minor > 0 {
            supply::keep_least(tx, row.id.to_string(), least_minor)?;
        }
        row.tax_open = outcome.withheld_minor > 0;
    }
    if row.block_count == 0 {
        (row.state, row.ended_at_us) = (DistributionState::Paid, Some(now));
        tx.enqueue(jobs::paid(row.id, now))?;
    } else {
        tx.enqueue(jobs::pay(row.id, now))?;
    }
    tx.save(&row)?;
    let body = format!(r#"{{"distribution":"{}","number":{},"fund":{}}}"#, row.id, row.number, row.fund);
    tx.announce("distribution_decided", body)?;
    Ok(row.number)
}

fn begin(
    tx: &mut Tx,
    row: &Distribution,
    withheld_minor: i64,
    now: Timestamp,
) -> Outcome<i64, DistributionRefused> {
    let new = NewPayout {
        fund: row.fund,
        total_minor: row.total_minor,
        paid_minor: row.paid_minor,
        withheld: if withheld_minor > 0 { vec![(tax_of(row.id), withheld_minor)] } else { Vec::new() },
        slack_units: row.slack_units,
        payout_count: row.payout_count,
        note: PayoutNote {
            happened_at: now,
            recorded_at: now,
            cause: Cause::new(CAUSE, row.id),
            parent: None,
            mandate: row.id.to_string(),
        },
    };
    ledger::begin_payout(tx, &new).map_err(|error| refused(row, error))
}

/// Between two funds of the community, under the same decision.
fn transfer(
    tx: &mut Tx,
    row: &Distribution,
    kind: &'static str,
    (from, to, minor): (i64, i64, i64),
    now: Timestamp,
) -> Outcome<(), DistributionRefused> {
    if minor == 0 {
        return Ok(());
    }
    let entry = NewEntry {
        kind,
        happened_at: now,
        recorded_at: now,
        cause: Cause::new(CAUSE, row.id),
        parent: None,
        mandate: Some(row.id.to_string()),
        reverses: None,
        postings: vec![
            (AccountKey::transfer(from, row.currency), minor),
            (AccountKey::transfer(to, row.currency), -minor),
        ],
    };
    ledger::post(tx, &entry).map(drop).map_err(|error| refused(row, error))
}

/// What was looked at before cannot be refused: it is a fault of ours.
fn refused(row: &Distribution, error: OpError<PostRefused>) -> OpError<DistributionRefused> {
    match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(why) => {
            OpError::Fault(acting::fault(format!("the books refused {}: {}", row.id, why.code())))
        }
    }
}
