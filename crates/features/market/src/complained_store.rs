//! Read-only SQL about complaints, their proposals and pictures.

use crate::complaint_rows::{Complaint, Remedy};
use crate::rows::Order;
use files::rows::File;
use kernel::{Id, Timestamp};
use store::{Fault, Reader, Tx};
use web::ids::Member;

/// The one that waits for somebody; there is one at most.
const OPEN: &str = "SELECT number FROM complaint
    WHERE community_id = $1 AND order_id = $2 AND state IN ('waiting', 'proposed')";

const COUNT: &str =
    "SELECT COALESCE(MAX(number), 0) FROM complaint WHERE community_id = $1 AND order_id = $2";

const LINES: &str = "SELECT line, quantity_milli FROM complaint_line
    WHERE community_id = $1 AND order_id = $2 AND complaint = $3 ORDER BY line";

const PHOTOS: &str = "SELECT number, file_id FROM complaint_photo
    WHERE community_id = $1 AND order_id = $2 AND complaint = $3 ORDER BY number";

const REMEDY_LINES: &str = "SELECT line, quantity_milli FROM remedy_line
    WHERE community_id = $1 AND order_id = $2 AND complaint = $3 AND remedy = $4 ORDER BY line";

const OF_PHOTO: &str = "SELECT order_id FROM complaint_photo WHERE community_id = $1 AND file_id = $2";

/// Of which order's complaint an order is the replacement.
const OF_FOLLOW_UP: &str = "SELECT order_id FROM remedy WHERE community_id = $1 AND follow_up = $2";

/// What waits for its buyer, the longest waiting first.
const PROPOSED: &str = "SELECT order_id, number FROM complaint
    WHERE community_id = $1 AND state = 'proposed' AND (since_us, order_id) > ($2, $3)
    ORDER BY since_us, order_id LIMIT $4";

const PROPOSED_COUNT: &str = "SELECT COUNT(*) FROM (SELECT order_id FROM complaint
    WHERE community_id = $1 AND state = 'proposed' ORDER BY since_us, order_id LIMIT 10000) AS k";

pub(crate) const OF_BUYER: &str = "SELECT order_id, number FROM complaint
    WHERE community_id = $1 AND buyer = $2 ORDER BY order_id, number";

/// Proposals that wait for one buyer: a person complains of few orders.
const PROPOSED_TO: &str = "SELECT order_id, number FROM complaint
    WHERE community_id = $1 AND buyer = $2 AND state = 'proposed' ORDER BY order_id, number LIMIT 20";

const PHOTOS_OF_BUYER: &str = "SELECT p.file_id
    FROM (SELECT community_id, order_id, number FROM complaint WHERE community_id = $1 AND buyer = $2) AS c
    CROSS JOIN complaint_photo p
    WHERE p.community_id = c.community_id AND p.order_id = c.order_id AND p.complaint = c.number
    ORDER BY p.order_id, p.complaint, p.number";

pub(crate) const STATEMENTS: &[&str] = &[
    OPEN,
    COUNT,
    LINES,
    PHOTOS,
    REMEDY_LINES,
    OF_PHOTO,
    OF_FOLLOW_UP,
    PROPOSED,
    PROPOSED_COUNT,
    OF_BUYER,
    PROPOSED_TO,
    PHOTOS_OF_BUYER,
];

/// A line's number and thousandths of its unit.
pub(crate) type Quantities = Vec<(i64, i64)>;

pub(crate) fn open(tx: &mut Tx, order: Id<Order>) -> Result<Option<i64>, Fault> {
    let community = tx.community();
    Ok(tx.rows::<(i64,)>(OPEN, &[&community, &order])?.pop().map(|(number,)| number))
}

pub(crate) fn count(tx: &mut Tx, order: Id<Order>) -> Result<i64, Fault> {
    let community = tx.community();
    Ok(tx.rows::<(i64,)>(COUNT, &[&community, &order])?.pop().map_or(0, |(number,)| number))
}

pub(crate) fn lines(tx: &mut Tx, of: &Complaint) -> Result<Quantities, Fault> {
    tx.rows(LINES, &[&of.community_id, &of.order_id, &of.number])
}

pub(crate) fn remedy_lines(tx: &mut Tx, of: &Remedy) -> Result<Quantities, Fault> {
    tx.rows(REMEDY_LINES, &[&of.community_id, &of.order_id, &of.complaint, &of.number])
}

pub(crate) fn photos_of_buyer(tx: &mut Tx, buyer: Id<Member>) -> Result<Vec<Id<File>>, Fault> {
    let community = tx.community();
    let rows: Vec<(Id<File>,)> = tx.rows(PHOTOS_OF_BUYER, &[&community, &buyer])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn read_count(reader: &mut Reader, community: i64, order: Id<Order>) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(COUNT, &[&community, &order])?.pop().map_or(0, |(number,)| number))
}

pub(crate) fn read_lines(reader: &mut Reader, of: &Complaint) -> Result<Quantities, Fault> {
    reader.rows(LINES, &[&of.community_id, &of.order_id, &of.number])
}

pub(crate) fn photos(reader: &mut Reader, of: &Complaint) -> Result<Vec<(i64, Id<File>)>, Fault> {
    reader.rows(PHOTOS, &[&of.community_id, &of.order_id, &of.number])
}

pub(crate) fn read_remedy_lines(reader: &mut Reader, of: &Remedy) -> Result<Quantities, Fault> {
    reader.rows(REMEDY_LINES, &[&of.community_id, &of.order_id, &of.complaint, &of.number])
}

pub(crate) fn of_photo(
    reader: &mut Reader,
    community: i64,
    file: Id<File>,
) -> Result<Option<Id<Order>>, Fault> {
    Ok(reader.rows::<(Id<Order>,)>(OF_PHOTO, &[&community, &file])?.pop().map(|(order,)| order))
}

pub(crate) fn of_follow_up(
    reader: &mut Reader,
    community: i64,
    order: Id<Order>,
) -> Result<Option<Id<Order>>, Fault> {
    Ok(reader.rows::<(Id<Order>,)>(OF_FOLLOW_UP, &[&community, &order])?.pop().map(|(order,)| order))
}

pub(crate) fn proposed(
    reader: &mut Reader,
    community: i64,
    after: &(Timestamp, String),
    limit: i64,
) -> Result<Vec<(Id<Order>, i64)>, Fault> {
    reader.rows(PROPOSED, &[&community, &after.0, &after.1, &limit])
}

pub(crate) fn proposed_count(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(PROPOSED_COUNT, &[&community])?.pop().map_or(0, |(count,)| count))
}

pub(crate) fn of_buyer(
    reader: &mut Reader,
    community: i64,
    buyer: Id<Member>,
) -> Result<Vec<(Id<Order>, i64)>, Fault> {
    reader.rows(OF_BUYER, &[&community, &buyer])
}

pub(crate) fn proposed_to(
    reader: &mut Reader,
    community: i64,
    buyer: Id<Member>,
) -> Result<Vec<(Id<Order>, i64)>, Fault> {
    reader.rows(PROPOSED_TO, &[&community, &buyer])
}
