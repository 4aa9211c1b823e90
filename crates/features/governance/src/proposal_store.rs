//! Read-only SQL about proposals: for their pages, and for what others show of them. Lists give keys; the rows are then
//! found one by one, so that a list never says what a row's columns are.

use crate::ids::Member;
use crate::proposal::Stage;
use crate::rows::Proposal;
use kernel::{Id, Timestamp};
use store::{Fault, Reader};

/// Of one stage, what moved last first. Pages by (moved_at_us, id): an offset would skip proposals that move meanwhile.
const OF_STAGE: &str = "SELECT id FROM proposal WHERE community_id = $1 AND stage = $2
    AND (moved_at_us, id) < ($3, $4) ORDER BY moved_at_us DESC, id DESC LIMIT $5";

/// How many stand in a stage; the bounded list inside is read by the index.
const STAGE_COUNT: &str =
    "SELECT COUNT(*) FROM (SELECT id FROM proposal WHERE community_id = $1 AND stage = $2
    ORDER BY moved_at_us LIMIT 10000) AS k";

/// What a member answers for, the newest first.
const OF_OWNER: &str = "SELECT id FROM proposal WHERE community_id = $1 AND owner = $2 AND id < $3
    ORDER BY id DESC LIMIT $4";

pub(crate) const STATEMENTS: &[&str] = &[OF_STAGE, STAGE_COUNT, OF_OWNER];

/// After every id.
pub(crate) const LAST_ID: &str = "~";

pub(crate) fn of_stage(
    reader: &mut Reader,
    community: i64,
    stage: Stage,
    before: &(Timestamp, String),
    limit: i64,
) -> Result<Vec<Proposal>, Fault> {
    let ids = reader.rows(OF_STAGE, &[&community, &stage, &before.0, &before.1, &limit])?;
    found(reader, community, ids)
}

pub(crate) fn stage_count(reader: &mut Reader, community: i64, stage: Stage) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(STAGE_COUNT, &[&community, &stage])?.first().map_or(0, |row| row.0))
}

pub(crate) fn of_owner(
    reader: &mut Reader,
    community: i64,
    owner: Id<Member>,
    before: &str,
    limit: i64,
) -> Result<Vec<Proposal>, Fault> {
    let ids = reader.rows(OF_OWNER, &[&community, &owner, &before, &limit])?;
    found(reader, community, ids)
}

fn found(reader: &mut Reader, community: i64, ids: Vec<(Id<Proposal>,)>) -> Result<Vec<Proposal>, Fault> {
    let mut rows = Vec::with_capacity(ids.len());
    for (id,) in ids {
        rows.extend(reader.find::<Proposal>(&(community, id))?);
    }
    Ok(rows)
}
