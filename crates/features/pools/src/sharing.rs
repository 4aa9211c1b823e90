//! What is fixed before a campaign goes on: what of each part each tranche of what is owned releases, and what each part gets of a rest that goes
//! back. So many parts are written in a transaction, so that others pass however many have joined; where it was interrupted it goes on behind
//! the last part that is on disk. Nothing is released or given back before all of it is fixed.
//!
//! Not a rule: it reads and writes.

use crate::acting::fault;
use crate::campaign_rows::{Campaign, CampaignPart, Milestone};
use crate::campaigning::{begin, campaign, milestone};
use crate::ids::PoolId;
use crate::jobs;
use crate::milestone::{Stage, UnitCut, share_of, unit_cuts, units_by_cuts};
use crate::ops::{announce, lock_pool};
use crate::owning::shares_of;
use crate::pools_store::{captured_after, captured_units, largest_remainders};
use crate::rows::{Commitment, Pool};
use kernel::{Id, Timestamp};
use store::{Fault, Tx};

/// Parts looked at in one transaction.
const AT_ONCE: i64 = 50;

/// Parts whose units are written in one transaction.
const RECKONED_AT_ONCE: i64 = 100;

/// By a job: writes down what of each part each tranche releases, rounded over all parts together, and with the last of them begins the campaign. All
/// parts are read and divided by the first of these jobs alone: it keeps where each tranche is cut, by which the others know what each part has.
///
/// # Errors
/// Of the database only.
pub(crate) fn reckon(tx: &mut Tx, id: PoolId, now: Timestamp) -> Result<(), Fault> {
    let Some(mut pool) = lock_pool(tx, id)? else { return Ok(()) };
    let mut campaign = campaign(tx, id)?;
    if campaign.stage != Stage::Reckoning {
        return Ok(());
    }
    let mut steps = steps(tx, &campaign)?;
    let next = captured_after(tx, pool.community_id, id, campaign.counted_up_to, RECKONED_AT_ONCE)?;
    let unfit = || fault(format!("{id}: its units cannot be shared out"));
    if campaign.counted_up_to == 0 && !next.is_empty() {
        cut(tx, &campaign, &mut steps)?;
    }
    let cuts = cuts_of(&campaign, &steps).ok_or_else(unfit)?;
    for (part, number) in &next {
        let row = tx.lock::<CampaignPart>((pool.community_id, *part))?;
        let mut row = row.ok_or_else(|| fault(format!("{part}: captured without a part")))?;
        let units = commitment(tx, *part)?.units_milli / 1_000;
        row.keep_units(&units_by_cuts(part, units, &cuts).ok_or_else(unfit)?);
        tx.save(&row)?;
        campaign.counted_up_to = *number;
    }
    if next.is_empty() {
        begin(tx, &mut pool, campaign, now)?;
        announce(tx, "pool_reckoned", &pool)?;
        return tx.save(&pool);
    }
    tx.enqueue(jobs::reckon(id, now))?;
    tx.save(&campaign)
}

/// What each tranche is worth, and where it is cut, of all parts together.
fn cut(tx: &mut Tx, campaign: &Campaign, steps: &mut [Milestone]) -> Result<(), Fault> {
    let all = captured_units(tx, campaign.community_id, campaign.pool_id)?;
    let all: Vec<_> = all.into_iter().map(|(part, milli)| (part, milli / 1_000)).collect();
    let shares: Vec<i64> = steps.iter().map(|step| step.share_bp).collect();
    let unfit = || fault(format!("{}: its units cannot be shared out", campaign.pool_id));
    for (step, cut) in steps.iter_mut().zip(unit_cuts(&all, &shares).ok_or_else(unfit)?) {
        step.tranche_minor = Some(cut.units * campaign.unit_minor);
        (step.cut_remainder, step.cut_part) = cut.last.unzip();
        tx.save(step)?;
    }
    Ok(())
}

/// As they were kept. Of the units that are left each tranche has taken its own.
fn cuts_of(campaign: &Campaign, steps: &[Milestone]) -> Option<Vec<UnitCut<Id<Commitment>>>> {
    let units = |step: &Milestone| step.tranche_minor.unwrap_or_default().checked_div(campaign.unit_minor);
    let units: Vec<i64> = steps.iter().map(units).collect::<Option<_>>()?;
    let mut of: i64 = units.iter().sum();
    let mut cuts = Vec::with_capacity(steps.len());
    for (step, units) in steps.iter().zip(units) {
        cuts.push(UnitCut { units, of, last: step.cut_remainder.zip(step.cut_part) });
        of -= units;
    }
    Some(cuts)
}

fn steps(tx: &mut Tx, campaign: &Campaign) -> Result<Vec<Milestone>, Fault> {
    (1..=campaign.milestone_count).map(|number| milestone(tx, campaign.pool_id, number)).collect()
}

fn commitment(tx: &mut Tx, id: Id<Commitment>) -> Result<Commitment, Fault> {
    let row = tx.find::<Commitment>((tx.community(), id))?;
    row.ok_or_else(|| fault(format!("{id}: listed and not there")))
}

/// By a job: what each part gets of the rest. First what it has a whole claim to, then what is left over to the largest remainders, ties by
/// id: as if all were divided at once. With the last of them giving back begins.
///
/// # Errors
/// Of the database only.
pub(crate) fn share(tx: &mut Tx, id: PoolId, now: Timestamp) -> Result<(), Fault> {
    let Some(pool) = lock_pool(tx, id)? else { return Ok(()) };
    let mut campaign = campaign(tx, id)?;
    if campaign.stage != Stage::Sharing {
        return Ok(());
    }
    let next = captured_after(tx, pool.community_id, id, campaign.counted_up_to, AT_ONCE)?;
    let is_last = next.is_empty() && hand_out(tx, &pool, &mut campaign)?;
    let shares = shares_of(tx, &campaign)?;
    for (part, number) in next {
        campaign.left_minor -= fix(tx, &campaign, part, &shares)?;
        campaign.counted_up_to = number;
    }
    if is_last {
        campaign.stage = Stage::Returning;
        tx.enqueue(jobs::return_rest(id, now))?;
    } else {
        tx.enqueue(jobs::share(id, now))?;
    }
    tx.save(&campaign)
}

/// What a part has a whole claim to, in minor units.
fn fix(tx: &mut Tx, campaign: &Campaign, id: Id<Commitment>, shares: &[i64]) -> Result<i64, Fault> {
    let row = tx.lock::<CampaignPart>((campaign.community_id, id))?;
    let mut row = row.ok_or_else(|| fault(format!("{id}: captured without a part")))?;
    let part = commitment(tx, id)?;
    let unfit = || fault(format!("{id}: its rest cannot be shared out"));
    let back = if campaign.offered.is_owned() {
        let issued = usize::try_from(row.issued_tranches).unwrap_or_default();
        let units = row.units_of(part.units_milli / 1_000, shares).ok_or_else(unfit)?;
        units.iter().skip(issued).sum::<i64>() * campaign.unit_minor
    } else {
        let (Campaign { kept_minor, captured_minor, .. }, gave) = (campaign, part.captured_minor);
        let (back, remainder) = share_of(*kept_minor, gave, *captured_minor).ok_or_else(unfit)?;
        row.back_remainder = Some(remainder).filter(|remainder| *remainder > 0);
        back
    };
    // Who has left has the own rest already.
    if back > 0 || !campaign.offered.is_owned() {
        row.back_minor = Some(back);
    }
    tx.save(&row)?;
    Ok(back)
}

/// One more minor unit to each of the largest remainders, so many in one transaction; whether nothing is left over then.
fn hand_out(tx: &mut Tx, pool: &Pool, campaign: &mut Campaign) -> Result<bool, Fault> {
    let wanted = campaign.left_minor.min(AT_ONCE);
    if wanted == 0 {
        return Ok(true);
    }
    let next = largest_remainders(tx, pool.community_id, pool.id, wanted)?;
    if (next.len() as i64) < wanted {
        return Err(fault(format!("{}: {} of its rest is nobody's", pool.id, campaign.left_minor)));
    }
    for id in next {
        let row = tx.lock::<CampaignPart>((pool.community_id, id))?;
        let mut row = row.ok_or_else(|| fault(format!("{id}: listed and not there")))?;
        (row.back_minor, row.back_remainder) = (Some(row.back_minor.unwrap_or_default() + 1), None);
        tx.save(&row)?;
        campaign.left_minor -= 1;
    }
    Ok(campaign.left_minor == 0)
}
