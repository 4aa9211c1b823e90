//! What features above ask about pools.
//!
//! Not a rule: it reads rows.

use crate::books::CAUSE;
use crate::ids::{Member, PoolId};
use crate::pages::of_order;
use crate::rows::{Commitment, GroupBuy, Pool};
use crate::t;
use kernel::Id;
use store::{Fault, Reader};
use web::Lang;

/// The part in a pool that an entry is about, with the pool and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartBehind {
    pub pool: PoolId,
    pub part: Id<Commitment>,
    pub member: Id<Member>,
}

/// None for entries of other causes, except an order's that a part became.
///
/// # Errors
/// Of the database only.
pub fn part_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    cause: &str,
) -> Result<Option<PartBehind>, Fault> {
    let part = match kind {
        CAUSE => Id::<Commitment>::parse(cause).ok(),
        "order" => of_order(reader, community, cause)?,
        _ => None,
    };
    let Some(part) = part else { return Ok(None) };
    let row = reader.find::<Commitment>(&(community, part))?;
    Ok(row.map(|row| PartBehind { pool: row.pool_id, part, member: row.member }))
}

/// What a pool is called: by its title to those who may read it, else by its number. None for what is no pool.
///
/// # Errors
/// Of the database only.
pub fn pool_name(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    id: PoolId,
    inside: bool,
) -> Result<Option<String>, Fault> {
    let Some(pool) = reader.find::<Pool>(&(community, id))? else { return Ok(None) };
    let buy = reader.find::<GroupBuy>(&(community, id))?;
    let open = match buy {
        Some(buy) if !inside => market::is_for_everybody(reader, community, buy.offer_id)?,
        _ => inside,
    };
    Ok(Some(if open { t(lang).pool_called(pool.title) } else { t(lang).pool_numbered(pool.number) }))
}
