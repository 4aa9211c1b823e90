//! What a campaign did not release goes back, a few parts at a time. What each gets is fixed before; where it was interrupted
//! it goes on behind what is on disk.

use super::{Noted, PartTold, announce, lock_commitment, lock_pool, note, note_part};
use crate::acting::fault;
use crate::books::{self, held};
use crate::campaign_rows::{Campaign, CampaignPart};
use crate::campaigning::campaign;
use crate::ids::PoolId;
use crate::jobs;
use crate::milestone::Stage;
use crate::owning;
use crate::pools_store::back_after;
use crate::rows::{Commitment, PartStep, Pool, PoolStep};
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use store::{Fault, OpError, Tx};

/// Parts given back in one transaction.
const AT_ONCE: i64 = 50;

/// By a job.
///
/// # Errors
/// Of the database only.
pub fn return_rest(tx: &mut Tx, id: PoolId, now: Timestamp) -> Result<(), Fault> {
    let Some(mut pool) = lock_pool(tx, id)? else { return Ok(()) };
    let mut campaign = campaign(tx, id)?;
    if campaign.stage != Stage::Returning {
        return Ok(());
    }
    let next = back_after(tx, pool.community_id, id, AT_ONCE)?;
    let more = next.len() as i64 == AT_ONCE;
    for commitment in next {
        let back = give_back(tx, &pool, &campaign, commitment, now)?;
        campaign.kept_minor -= back;
        campaign.returned_minor += back;
    }
    if more {
        tx.enqueue(jobs::return_rest(id, now))?;
    } else {
        campaign.stage = Stage::Returned;
        note(tx, &mut pool, Noted::of(PoolStep::RestReturned, None, now))?;
        announce(tx, "pool_returned", &pool)?;
    }
    tx.save(&campaign)?;
    tx.save(&pool)
}

fn give_back(
    tx: &mut Tx,
    pool: &Pool,
    campaign: &Campaign,
    id: Id<Commitment>,
    now: Timestamp,
) -> Result<i64, Fault> {
    let part = tx.lock::<CampaignPart>((pool.community_id, id))?;
    let mut part = part.ok_or_else(|| fault(format!("{id}: listed and not there")))?;
    let mut commitment = lock_commitment(tx, id).map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(_) => fault(format!("{id}: listed and not there")),
    })?;
    let back = part.back_minor.unwrap_or_default();
    if campaign.offered.is_owned() {
        owning::free(tx, campaign, &commitment, back)?;
    }
    let postings = vec![
        (held(pool.id, pool.currency), back),
        (AccountKey::owed(commitment.member, pool.currency), -back),
    ];
    let parent = commitment.paid_entry;
    let entry = books::Entry { kind: "refund", parent, postings, happened_at: now, now };
    let entry = books::post(tx, &commitment, entry)?;
    part.back_entry = Some(entry);
    commitment.captured_minor -= back;
    commitment.returned_minor += back;
    commitment.end_entry = Some(entry);
    note_part(tx, &mut commitment, PartTold::sum(PartStep::Returned, back, Some(entry), now))?;
    tx.save(&part)?;
    tx.save(&commitment)?;
    Ok(back)
}
