//! What is read of files beside single rows.

use crate::rows::File;
use kernel::Id;
use store::{Arg, Fault, Reader, Tx};
use web::ids::Member;

const BY_CONTENTS: &str = "SELECT id FROM file WHERE community_id = $1 AND sha256 = $2 ORDER BY id LIMIT 1";

/// Of all communities: for the operator's look at the shelf, by the table's own key.
const ALL_AFTER: &str = "SELECT community_id, id, sha256 FROM file
    WHERE (community_id, id) > ($1, $2) ORDER BY community_id, id LIMIT $3";

const OF_MEMBER: &str = "SELECT id FROM file WHERE community_id = $1 AND uploaded_by = $2 ORDER BY id";

pub(crate) const STATEMENTS: &[&str] = &[BY_CONTENTS, ALL_AFTER, OF_MEMBER];

/// Files read at once.
const PAGE: i64 = 500;

/// Community, id, SHA-256.
pub(crate) type KnownFile = (i64, String, String);

pub(crate) fn is_known(reader: &mut Reader, community: i64, sha256: &str) -> Result<bool, Fault> {
    Ok(!reader.rows::<(Id<File>,)>(BY_CONTENTS, &[&community, &sha256])?.is_empty())
}

pub(crate) fn files_after(reader: &mut Reader, after: &(i64, String)) -> Result<Vec<KnownFile>, Fault> {
    reader.rows(ALL_AFTER, &[&after.0, &after.1 as &dyn Arg, &PAGE])
}

pub(crate) fn of_member(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<File>>, Fault> {
    ids(reader.rows(OF_MEMBER, &[&community, &member])?)
}

pub(crate) fn of_member_now(tx: &mut Tx, community: i64, member: Id<Member>) -> Result<Vec<Id<File>>, Fault> {
    ids(tx.rows(OF_MEMBER, &[&community, &member])?)
}

fn ids(rows: Vec<(Id<File>,)>) -> Result<Vec<Id<File>>, Fault> {
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
