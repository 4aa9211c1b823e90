//! What is read of instruments beside single rows.

use crate::rows::Instrument;
use kernel::Id;
use store::{Fault, Reader};

/// Pages by number, newest first.
const INSTRUMENTS: &str = "SELECT id FROM instrument WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

pub(crate) const STATEMENTS: &[&str] = &[INSTRUMENTS];

pub(crate) fn instruments(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Instrument>>, Fault> {
    let rows = reader.rows::<(Id<Instrument>,)>(INSTRUMENTS, &[&community, &below, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
