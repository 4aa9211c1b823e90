//! Pays the holders of one block. What was paid and that it was paid are one transaction: stopped anywhere and begun again, nobody is paid
//! twice and nobody is left out.

use super::carry_out::CAUSE;
use crate::acting::fault;
use crate::distribution::DistributionState;
use crate::rows::{Distribution, DistributionBlock, DistributionPart};
use crate::simulate::shares_of;
use kernel::{Id, Timestamp};
use ledger::{Cause, Part, PostRefused};
use store::{Fault, OpError, Tx};

/// Answers whether there is more to pay.
///
/// # Errors
/// Of the database, and where the books hold something else than was frozen.
pub fn pay_next(tx: &mut Tx, id: Id<Distribution>, now: Timestamp) -> Result<bool, Fault> {
    let community_id = tx.community();
    let Some(mut row) = tx.lock::<Distribution>((community_id, id))? else { return Ok(false) };
    if row.state != DistributionState::Paying {
        return Ok(false);
    }
    let number = row.blocks_paid + 1;
    let block = tx.find_first::<DistributionBlock>((community_id, id, number))?;
    let block = block.ok_or_else(|| fault(format!("{id}: block {number} is missing")))?;
    let part = |share: crate::block::HolderShare| Part {
        minor: share.net_minor(),
        holder: share.holder.to_string(),
        carry_before: share.carry_before,
        carry_after: share.carry_after,
    };
    let parts: Vec<Part> = shares_of(&row, &block.shares)?.into_iter().map(part).collect();
    let cause = Cause::new(CAUSE, id);
    let entry = ledger::pay_part(tx, &cause, &parts, now, now).map_err(|error| plain(id, error))?;
    tx.insert(&DistributionPart { community_id, distribution_id: id, number, entry, paid_at_us: now })?;
    row.blocks_paid = number;
    let more = number < row.block_count;
    if !more {
        ledger::end_payout(tx, &cause).map_err(|error| plain(id, error))?;
        (row.state, row.ended_at_us) = (DistributionState::Paid, Some(now));
        let body = format!(r#"{{"distribution":"{id}","number":{},"fund":{}}}"#, row.number, row.fund);
        tx.announce("distribution_paid", body)?;
    }
    tx.save(&row)?;
    Ok(more)
}

fn plain(id: Id<Distribution>, error: OpError<PostRefused>) -> Fault {
    match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => fault(format!("the books refused {id}: {}", why.code())),
    }
}
