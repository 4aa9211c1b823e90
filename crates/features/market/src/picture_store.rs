//! Read-only SQL about pictures of goods.

use crate::rows::Offer;
use files::rows::File;
use kernel::Id;
use store::{Fault, Reader};

const OF_OFFER: &str = "SELECT file_id, alt FROM offer_picture
    WHERE community_id = $1 AND offer_id = $2 ORDER BY place";

const OF_FILE: &str = "SELECT offer_id FROM offer_picture WHERE community_id = $1 AND file_id = $2";

pub(crate) const STATEMENTS: &[&str] = &[OF_OFFER, OF_FILE];

/// Files and what is to be seen on them, the first first.
pub(crate) fn pictures(
    reader: &mut Reader,
    community: i64,
    offer: Id<Offer>,
) -> Result<Vec<(Id<File>, String)>, Fault> {
    reader.rows(OF_OFFER, &[&community, &offer])
}

pub(crate) fn of_file(
    reader: &mut Reader,
    community: i64,
    file: Id<File>,
) -> Result<Option<Id<Offer>>, Fault> {
    Ok(reader.rows::<(Id<Offer>,)>(OF_FILE, &[&community, &file])?.pop().map(|(offer,)| offer))
}
