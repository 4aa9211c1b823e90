//! What is read of credits that suppliers are asked for, and of the room that is kept for purchase orders.

use crate::ids::Member;
use crate::rows::{Credit, Purchase, Supplier};
use crate::supply_store::first;
use kernel::Id;
use spending::rows::Mandate;
use store::{Fault, Reader, Tx};

const CREDITS_ASKED_OF: &str =
    "SELECT id FROM credit_asked WHERE community_id = $1 AND purchase_id = $2 ORDER BY id";

const ASKED_OF_SUPPLIER: &str =
    "SELECT id FROM credit_asked WHERE community_id = $1 AND supplier_id = $2 ORDER BY id";

/// The same, as far as it is not settled.
const OPEN_OF_SUPPLIER: &str = "SELECT id FROM credit_asked
    WHERE community_id = $1 AND supplier_id = $2 AND state IN ('asked', 'objected') ORDER BY id";

/// Asked for and not settled.
const WAITING_OF: &str = "SELECT id FROM credit_asked
    WHERE community_id = $1 AND purchase_id = $2 AND state IN ('asked', 'objected') ORDER BY id";

/// What a supplier has not answered.
const UNANSWERED_BY: &str = "SELECT id FROM credit_asked WHERE community_id = $1 AND supplier_id = $2 AND state = 'asked' ORDER BY id";

/// Asked for and not settled: first what somebody other than who asked can settle now, then what waits for an answer, the oldest of each on top; and how many there are.
const CREDITS_OPEN: &str = "SELECT id, COUNT(*) OVER () FROM credit_asked
    WHERE community_id = $1 AND state IN ('asked', 'objected')
    ORDER BY CASE WHEN (state = 'objected' OR silence_at_us IS NULL) AND asked_by <> $2 THEN 0 ELSE 1 END, id LIMIT $3";

/// What is kept for purchase orders, by mandate.
const KEPT_ROOMS: &str = "SELECT mandate_id, CAST(SUM(kept_minor) AS BIGINT) FROM purchase
    WHERE community_id = $1 AND kept_minor > 0 GROUP BY mandate_id ORDER BY mandate_id";

const KEPT_UNDER: &str = "SELECT id FROM purchase
    WHERE community_id = $1 AND mandate_id = $2 AND kept_minor > 0 ORDER BY number";

pub(crate) const STATEMENTS: &[&str] = &[
    CREDITS_ASKED_OF,
    ASKED_OF_SUPPLIER,
    OPEN_OF_SUPPLIER,
    WAITING_OF,
    UNANSWERED_BY,
    CREDITS_OPEN,
    KEPT_ROOMS,
    KEPT_UNDER,
];

pub(crate) fn credits_asked_of(
    source: &mut impl ledger::Source,
    community: i64,
    purchase: Id<Purchase>,
) -> Result<Vec<Id<Credit>>, Fault> {
    Ok(first(source.rows(CREDITS_ASKED_OF, &[&community, &purchase])?))
}

pub(crate) fn asked_of_supplier(
    source: &mut impl ledger::Source,
    community: i64,
    supplier: Id<Supplier>,
) -> Result<Vec<Id<Credit>>, Fault> {
    Ok(first(source.rows(ASKED_OF_SUPPLIER, &[&community, &supplier])?))
}

pub(crate) fn open_of_supplier(
    reader: &mut Reader,
    community: i64,
    supplier: Id<Supplier>,
) -> Result<Vec<Id<Credit>>, Fault> {
    Ok(first(reader.rows(OPEN_OF_SUPPLIER, &[&community, &supplier])?))
}

pub(crate) fn waiting_of(
    tx: &mut Tx,
    community: i64,
    purchase: Id<Purchase>,
) -> Result<Vec<Id<Credit>>, Fault> {
    Ok(first(tx.rows(WAITING_OF, &[&community, &purchase])?))
}

pub(crate) fn unanswered_by(
    reader: &mut Reader,
    community: i64,
    supplier: Id<Supplier>,
) -> Result<Vec<Id<Credit>>, Fault> {
    Ok(first(reader.rows(UNANSWERED_BY, &[&community, &supplier])?))
}

/// For who looks, and how many there are beyond those.
pub(crate) fn credits_open(
    reader: &mut Reader,
    community: i64,
    me: Id<Member>,
    limit: i64,
) -> Result<(Vec<Id<Credit>>, i64), Fault> {
    let found: Vec<(Id<Credit>, i64)> = reader.rows(CREDITS_OPEN, &[&community, &me, &limit])?;
    let more = found.first().map_or(0, |(_, all)| all - found.len() as i64);
    Ok((found.into_iter().map(|(id, _)| id).collect(), more))
}

/// Mandate and minor units.
pub(crate) fn rooms(reader: &mut Reader, community: i64) -> Result<Vec<(Id<Mandate>, i64)>, Fault> {
    reader.rows(KEPT_ROOMS, &[&community])
}

pub(crate) fn kept_under(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<Vec<Id<Purchase>>, Fault> {
    Ok(first(reader.rows(KEPT_UNDER, &[&community, &mandate])?))
}
