//! Pays the holders of the next blocks. What was paid and that it was paid are one transaction: stopped anywhere and begun again, nobody is paid
//! twice and nobody is left out.

use super::carry_out::CAUSE;
use crate::acting::fault;
use crate::distribution::DistributionState;
use crate::hashed;
use crate::jobs;
use crate::rows::{BlockHash, Distribution, DistributionBlock, DistributionPart};
use crate::simulate::Codec;
use kernel::{Id, Timestamp};
use ledger::{Cause, Part, PostRefused};
use store::{Fault, OpError, Tx};

/// Pays some blocks, each with an entry of its own; answers whether there is more to pay.
///
/// # Errors
/// Of the database, and where a block is not what was frozen or the books hold something else: then nothing of it is paid.
pub fn pay_next(tx: &mut Tx, id: Id<Distribution>, blocks: i64, now: Timestamp) -> Result<bool, Fault> {
    let community_id = tx.community();
    let Some(mut row) = tx.lock::<Distribution>((community_id, id))? else { return Ok(false) };
    if row.state != DistributionState::Paying {
        return Ok(false);
    }
    let (cause, codec) = (Cause::new(CAUSE, id), Codec::of(&row)?);
    let numbers = row.blocks_paid + 1..=row.block_count.min(row.blocks_paid + blocks.max(1));
    // All are read before anything is written: what waits to be written would have to be sent before each read.
    let parts: Vec<Vec<Part>> =
        numbers.clone().map(|number| parts_of(tx, &row, &codec, number)).collect::<Result<_, _>>()?;
    let blocks: Vec<&[Part]> = parts.iter().map(Vec::as_slice).collect();
    let entries = ledger::pay_parts(tx, &cause, &blocks, now, now).map_err(|error| plain(id, error))?;
    for (number, entry) in numbers.zip(entries) {
        tx.insert(&DistributionPart { community_id, distribution_id: id, number, entry, paid_at_us: now })?;
        row.blocks_paid = number;
    }
    let more = row.blocks_paid < row.block_count;
    if !more {
        ledger::end_payout(tx, &cause).map_err(|error| plain(id, error))?;
        (row.state, row.ended_at_us) = (DistributionState::Paid, Some(now));
        let body = format!(r#"{{"distribution":"{id}","number":{},"fund":{}}}"#, row.number, row.fund);
        tx.announce("distribution_paid", body)?;
        tx.enqueue(jobs::paid(id, now))?;
    }
    tx.save(&row)?;
    Ok(more)
}

/// What the holders of a block get, held against what was frozen: its hash, its sum and how many they are.
pub(super) fn parts_of(
    tx: &mut Tx,
    row: &Distribution,
    codec: &Codec,
    number: i64,
) -> Result<Vec<Part>, Fault> {
    let key = (row.community_id, row.id, number);
    let block = tx.find_first::<DistributionBlock>(key)?;
    let block = block.ok_or_else(|| fault(format!("{}: block {number} is missing", row.id)))?;
    if row.hash_version > 1 {
        let frozen = tx.find_first::<BlockHash>(key)?.map(|frozen| frozen.hash);
        if frozen.as_deref() != Some(hashed::of_block(&block.shares).as_str()) {
            return Err(fault(format!("{}: the shares of block {number} were changed", row.id)));
        }
    }
    let part = |share: crate::block::Owed| Part {
        minor: share.net_minor,
        holder: share.holder.as_str().to_owned(),
        carry_before: share.carry_before,
        carry_after: share.carry_after,
    };
    let parts: Vec<Part> = codec.read_owed(&block.shares)?.into_iter().map(part).collect();
    let sum: i128 = parts.iter().map(|part| i128::from(part.minor)).sum();
    if sum != i128::from(block.paid_minor) || parts.len() as i64 != block.holder_count {
        return Err(fault(format!("{}: block {number} does not come to what was frozen", row.id)));
    }
    Ok(parts)
}

pub(super) fn plain(id: Id<Distribution>, error: OpError<PostRefused>) -> Fault {
    match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => fault(format!("the books refused {id}: {}", why.code())),
    }
}
