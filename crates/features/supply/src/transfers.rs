//! What the bank is told to pay: read in blocks, for a run may have thousands of lines.
//!
//! Not a rule: it reads rows.

use crate::bank_file::Transfer;
use crate::ops;
use crate::refused::RunRefused;
use crate::rows::PaymentRun;
use crate::run::RunPays;
use crate::supply_store::transfers_after;
use kernel::{Currency, Money};
use store::{Fault, Reader};

/// Lines that are read in one statement.
const BLOCK: i64 = 1_000;

/// What a run pays, in the order of its lines.
///
/// # Errors
/// Of the database; inside, `NoBankDetails` where a supplier's are gone.
pub fn transfers(
    reader: &mut Reader,
    currency: Currency,
    run: &PaymentRun,
) -> Result<Result<Vec<Transfer>, RunRefused>, Fault> {
    let (mut transfers, mut after) = (Vec::new(), 0);
    loop {
        let block = transfers_after(reader, run.community_id, run.id, after, BLOCK)?;
        let Some((last, ..)) = block.last() else { return Ok(Ok(transfers)) };
        after = *last;
        for (number, minor, to) in block {
            match to {
                Some(to) => {
                    let reference = ops::reference(run.number, number);
                    transfers.push(Transfer { reference, amount: Money::new(minor, currency), to });
                }
                // One erased member of thousands does not keep the others from their money; the page says who it is.
                None if run.pays == RunPays::Members => {}
                None => return Ok(Err(RunRefused::NoBankDetails)),
            }
        }
    }
}
