//! What is read of match funds to hold them against the gifts that they add to.

use crate::ids::{MatchId, Member, PoolId};
use kernel::Id;
use store::{Fault, Reader};

const MATCHES_AFTER: &str =
    "SELECT id FROM match_fund WHERE community_id = $1 AND id > $2 ORDER BY id LIMIT $3";

/// What the parts of a matched campaign say.
const MATCHED_PARTS: &str = "SELECT CAST(COALESCE(SUM(given_minor), 0) AS BIGINT),
    CAST(COALESCE(SUM(match_minor), 0) AS BIGINT) FROM matched_part WHERE community_id = $1 AND pool_id = $2";

const MATCHED_GIVERS: &str = "SELECT member, given_minor, match_minor, counts_with FROM matched_giver
    WHERE community_id = $1 AND pool_id = $2 ORDER BY member";

/// Who are or were a company, or behind one. Companies are few beside givers: each of them is looked up.
const GIVERS_NEAR: &str = "SELECT g.member, g.given_minor, g.counts_with FROM standing_behind b
    JOIN matched_giver g ON g.community_id = b.community_id AND g.pool_id = $2 AND g.member = b.company
    WHERE b.community_id = $1
    UNION SELECT g.member, g.given_minor, g.counts_with FROM standing_behind b
    JOIN matched_giver g ON g.community_id = b.community_id AND g.pool_id = $2 AND g.member = b.owner
    WHERE b.community_id = $1 ORDER BY 1";

pub(crate) const STATEMENTS: &[&str] = &[MATCHES_AFTER, MATCHED_PARTS, MATCHED_GIVERS, GIVERS_NEAR];

pub(crate) fn matches_after(
    reader: &mut Reader,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<MatchId>, Fault> {
    let found: Vec<(MatchId,)> = reader.rows(MATCHES_AFTER, &[&community, &after, &limit])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Given, brought.
pub(crate) fn matched_parts(reader: &mut Reader, community: i64, pool: PoolId) -> Result<(i64, i64), Fault> {
    Ok(reader.rows(MATCHED_PARTS, &[&community, &pool])?.pop().unwrap_or_default())
}

/// A giver, what they gave that counts, and with whom they count as one person.
pub(crate) type Giver = (Id<Member>, i64, Option<Id<Member>>);

/// The same, with what their gifts bring in the third place.
pub(crate) type GiverWithMatch = (Id<Member>, i64, i64, Option<Id<Member>>);

pub(crate) fn matched_givers(
    reader: &mut Reader,
    community: i64,
    pool: PoolId,
) -> Result<Vec<GiverWithMatch>, Fault> {
    reader.rows(MATCHED_GIVERS, &[&community, &pool])
}

pub(crate) fn givers_near(
    source: &mut impl ledger::Source,
    community: i64,
    pool: PoolId,
) -> Result<Vec<Giver>, Fault> {
    source.rows(GIVERS_NEAR, &[&community, &pool])
}
