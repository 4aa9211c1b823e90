//! What is read of backers and of what they said.

use crate::ids::{Member, PoolId};
use crate::voices::Said;
use kernel::{Id, Timestamp};
use std::collections::BTreeSet;
use store::Fault;

/// What somebody has said of milestones, in all campaigns.
const VOICES_OF: &str = "SELECT pool_id, milestone FROM campaign_voice
    WHERE community_id = $1 AND member = $2 ORDER BY pool_id, milestone";

/// What was said of a milestone.
const SAID_OF: &str = "SELECT member, accepts, number, at_us FROM campaign_voice
    WHERE community_id = $1 AND pool_id = $2 AND milestone = $3 ORDER BY member";

/// Who gave, takes part in the community now or left it after $3, and is not of the team: nor a company of somebody in it, nor behind one. All of
/// them, or whether somebody is.
macro_rules! backers {
    ($of_whom:literal) => {
        concat!(
            "SELECT DISTINCT c.member FROM commitment c
    JOIN member m ON m.community_id = c.community_id AND m.id = c.member
        AND m.joined_at_us IS NOT NULL
        AND ((m.person_id IS NOT NULL AND m.left_at_us IS NULL) OR m.left_at_us > $3)
    WHERE c.community_id = $1 AND c.pool_id = $2 AND c.state = 'captured'",
            $of_whom,
            " AND NOT EXISTS
    (SELECT 1 FROM campaign_team t WHERE t.community_id = c.community_id AND t.pool_id = c.pool_id
        AND (t.member = c.member
            OR EXISTS (SELECT 1 FROM standing_behind b WHERE b.community_id = t.community_id
                AND b.company = c.member AND b.owner = t.member AND b.stands = 1)
            OR EXISTS (SELECT 1 FROM standing_behind b WHERE b.community_id = t.community_id
                AND b.company = t.member AND b.owner = c.member AND b.stands = 1)))"
        )
    };
}
const BACKERS_OF: &str = backers!("");
const IS_BACKER: &str = backers!(" AND c.member = $4");

pub(crate) const STATEMENTS: &[&str] = &[VOICES_OF, SAID_OF, BACKERS_OF, IS_BACKER];

/// Who may answer a milestone, before it is asked who of them are one.
pub(crate) fn backers_of(
    source: &mut impl ledger::Source,
    community: i64,
    pool: PoolId,
    since: Timestamp,
) -> Result<BTreeSet<Id<Member>>, Fault> {
    let found: Vec<(Id<Member>,)> = source.rows(BACKERS_OF, &[&community, &pool, &since])?;
    Ok(found.into_iter().map(|(member,)| member).collect())
}

/// Whether somebody is one of those.
pub(crate) fn is_backer(
    source: &mut impl ledger::Source,
    (community, pool): (i64, PoolId),
    since: Timestamp,
    member: Id<Member>,
) -> Result<bool, Fault> {
    let found: Vec<(Id<Member>,)> = source.rows(IS_BACKER, &[&community, &pool, &since, &member])?;
    Ok(!found.is_empty())
}

pub(crate) fn said_of(
    source: &mut impl ledger::Source,
    community: i64,
    pool: PoolId,
    milestone: i64,
) -> Result<Vec<Said<Id<Member>>>, Fault> {
    let found: Vec<(Id<Member>, bool, i64, i64)> = source.rows(SAID_OF, &[&community, &pool, &milestone])?;
    let said = |(who, accepts, number, at_us)| Said { who, accepts, number, at_us };
    Ok(found.into_iter().map(said).collect())
}

pub(crate) fn voices_of(
    source: &mut impl ledger::Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(PoolId, i64)>, Fault> {
    source.rows(VOICES_OF, &[&community, &member])
}
