//! While members vote on a simulation, the accounts are opened that its holders would be paid on: what they decide is then paid without making
//! any. Where the vote comes to nothing there are accounts with nothing on them; where it ends too soon, paying opens the rest.

use super::pay_next::{parts_of, plain};
use crate::distribution::DistributionState;
use crate::rows::Distribution;
use crate::simulate::Codec;
use crate::voting;
use kernel::Id;
use ledger::Part;
use store::{Fault, Tx};

/// Opens the accounts of some blocks; answers whether there are more. Once it is decided or voted down, there are none.
///
/// # Errors
/// Of the database, and where a block is not what was frozen: then nothing of it is opened.
pub fn open_next(tx: &mut Tx, id: Id<Distribution>, blocks: i64) -> Result<bool, Fault> {
    let Some(mut row) = tx.lock::<Distribution>((tx.community(), id))? else { return Ok(false) };
    let last = row.block_count.min(row.blocks_opened + blocks.max(1));
    if row.state != DistributionState::Made
        || row.blocks_opened == row.block_count
        || !voting::stands(tx, id)?
    {
        return Ok(false);
    }
    let codec = Codec::of(&row)?;
    let parts = (row.blocks_opened + 1..=last).map(|number| parts_of(tx, &row, &codec, number));
    let parts: Vec<Vec<Part>> = parts.collect::<Result<_, _>>()?;
    // Who gets nothing whole of it is owed nothing, and has no account by it.
    let paid = parts.iter().flatten().filter(|part| part.minor > 0);
    let holders: Vec<&str> = paid.map(|part| part.holder.as_str()).collect();
    ledger::open_payables(tx, row.fund, &holders).map_err(|error| plain(id, error))?;
    row.blocks_opened = last;
    tx.save(&row)?;
    Ok(last < row.block_count)
}
