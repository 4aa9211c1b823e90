//! What pages read of contributions.

use crate::contribution::{Counts, State};
use crate::ids::{Instrument, Member};
use crate::rows::{Call, Contribution, Departure, Part, RulesRow};
use kernel::Id;
use store::{Arg, Fault, Reader};

const IN_STATE: &str = "SELECT id FROM contribution WHERE community_id = $1 AND state = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

/// Pages by number, newest first.
const ALL: &str =
    "SELECT id FROM contribution WHERE community_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

const OF_MEMBER_PAGE: &str =
    "SELECT id FROM contribution WHERE community_id = $1 AND member = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

/// Oldest first, what somebody else claimed and the viewer has neither accepted nor confirmed.
const TO_CONFIRM: &str =
    "SELECT c.id FROM contribution c WHERE c.community_id = $1 AND c.state = 'claimed' AND c.member <> $2
    AND NOT EXISTS (SELECT 1 FROM contribution_confirmation f
        WHERE f.community_id = c.community_id AND f.contribution_id = c.id AND f.member = $2)
    AND NOT EXISTS (SELECT 1 FROM contribution_part p WHERE p.community_id = c.community_id
        AND p.call_id = c.call_id AND p.member = c.member AND p.decided_by = $2)
    ORDER BY c.number LIMIT $3";

/// Much, and no officer has said yet that it is so; nor is it the viewer's own, nor accepted or confirmed by them. Who is an officer say the
/// rules of then: one of the roles that the viewer holds, or where they name none, who decides about expenses.
const LARGE_WAITING: &str = "SELECT c.id FROM contribution c JOIN contribution_rules r
    ON r.community_id = c.community_id AND r.version = c.rules_version
    WHERE c.community_id = $1 AND c.state = 'claimed'
    AND CASE r.office WHEN 'steward' THEN CAST($4 AS BIGINT) WHEN 'treasurer' THEN CAST($5 AS BIGINT)
        WHEN 'moderator' THEN CAST($6 AS BIGINT) ELSE CAST($7 AS BIGINT) END = 1
    AND c.is_large = 1 AND c.office_confirmation_count = 0 AND c.member <> $2
    AND NOT EXISTS (SELECT 1 FROM contribution_confirmation f
        WHERE f.community_id = c.community_id AND f.contribution_id = c.id AND f.member = $2)
    AND NOT EXISTS (SELECT 1 FROM contribution_part p WHERE p.community_id = c.community_id
        AND p.call_id = c.call_id AND p.member = c.member AND p.decided_by = $2)
    ORDER BY c.market_minor DESC, c.number LIMIT $3";

/// Counts soon, if nobody objects.
const OBJECTABLE: &str = "SELECT id FROM contribution WHERE community_id = $1 AND state = 'confirmed'
    ORDER BY market_minor DESC, number LIMIT $2";

const DISPUTED: &str =
    "SELECT id FROM contribution WHERE community_id = $1 AND state = 'disputed' ORDER BY number LIMIT $2";

const OF_FILE: &str = "SELECT contribution_id FROM contribution_file WHERE community_id = $1 AND file_id = $2
    ORDER BY contribution_id LIMIT 1";

const OF_PART_FILE: &str =
    "SELECT call_id, member FROM contribution_part_file WHERE community_id = $1 AND file_id = $2
    ORDER BY call_id, member LIMIT 1";

/// What was handed in with a part, by its number.
const PART_FILES: &str = "SELECT file_id FROM contribution_part_file WHERE community_id = $1 AND call_id = $2
    AND member = $3 ORDER BY number";

/// What counts of a member when something is shared out, all together; or towards units, without that of which every unit has lapsed.
const SUM_OF: &str = "SELECT CAST(COALESCE(SUM(v.value), 0) AS BIGINT) FROM contribution_value v
    WHERE v.community_id = $1 AND v.member = $2 AND v.counts = $3
    AND NOT EXISTS (SELECT 1 FROM contribution_holding h WHERE h.community_id = v.community_id
        AND h.contribution_id = v.contribution_id AND h.units > 0 AND h.units_lost = h.units)";

/// What a member's contributions became, newest first.
const HOLDINGS_OF: &str = "SELECT h.contribution_id FROM contribution_holding h JOIN contribution c
    ON c.community_id = h.community_id AND c.id = h.contribution_id
    WHERE h.community_id = $1 AND h.member = $2 AND c.number < $3 ORDER BY c.number DESC LIMIT $4";

/// What waits for a whole unit, by instrument.
const RESTS_OF: &str =
    "SELECT instrument_id, rest FROM contribution_rest WHERE community_id = $1 AND member = $2
    ORDER BY instrument_id";

const CALLS: &str = "SELECT id FROM contribution_call WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

/// The newest first.
const RULES_VERSIONS: &str = "SELECT version FROM contribution_rules WHERE community_id = $1 AND version < $2
    ORDER BY version DESC LIMIT $3";

/// Something given under rules that say what becomes of it when its member leaves.
const UNDER_LEAVING: &str = "SELECT c.number FROM contribution c JOIN contribution_leaving l
    ON l.community_id = c.community_id AND l.version = c.rules_version
    WHERE c.community_id = $1 AND c.member = $2 LIMIT 1";

const DEPARTURES: &str = "SELECT id FROM contribution_departure WHERE community_id = $1 AND number < $2
    ORDER BY number DESC LIMIT $3";

const DEPARTURES_OF: &str = "SELECT id FROM contribution_departure WHERE community_id = $1 AND member = $2
    AND number < $3 ORDER BY number DESC LIMIT $4";

const DEPARTURES_DISPUTED: &str =
    "SELECT COUNT(*) FROM contribution_departure WHERE community_id = $1 AND state = 'disputed'";

pub(crate) const STATEMENTS: &[&str] = &[
    IN_STATE,
    ALL,
    OF_MEMBER_PAGE,
    TO_CONFIRM,
    LARGE_WAITING,
    OBJECTABLE,
    DISPUTED,
    OF_FILE,
    OF_PART_FILE,
    PART_FILES,
    SUM_OF,
    RULES_VERSIONS,
    CALLS,
    HOLDINGS_OF,
    RESTS_OF,
    UNDER_LEAVING,
    DEPARTURES,
    DEPARTURES_OF,
    DEPARTURES_DISPUTED,
];

pub(crate) fn rules_versions(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<RulesRow>, Fault> {
    let versions: Vec<(i64,)> = reader.rows(RULES_VERSIONS, &[&community, &below, &limit])?;
    let mut rows = Vec::new();
    for (version,) in versions {
        rows.extend(reader.find::<RulesRow>(&(community, version))?);
    }
    Ok(rows)
}

/// Which list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    All,
    In(State),
    Of(Id<Member>),
}

/// Newest first, below a number.
pub(crate) fn page(
    reader: &mut Reader,
    community: i64,
    wanted: Wanted,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(match wanted {
        Wanted::All => reader.rows(ALL, &[&community, &below, &limit])?,
        Wanted::In(state) => reader.rows(IN_STATE, &[&community, &state, &below, &limit])?,
        Wanted::Of(member) => reader.rows(OF_MEMBER_PAGE, &[&community, &member, &below, &limit])?,
    })
}

pub(crate) fn to_confirm(
    reader: &mut Reader,
    community: i64,
    by: Id<Member>,
    limit: i64,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(reader.rows(TO_CONFIRM, &[&community, &by, &limit])?)
}

/// Steward, treasurer, moderator, and whether they decide about expenses: 1 or 0 each.
pub(crate) type OfficesHeld = [i64; 4];

/// The largest first.
pub(crate) fn large_waiting(
    reader: &mut Reader,
    community: i64,
    by: Id<Member>,
    [steward, treasurer, moderator, expenses]: OfficesHeld,
    limit: i64,
) -> Result<Vec<Id<Contribution>>, Fault> {
    let args: &[&dyn Arg] = &[&community, &by, &limit, &steward, &treasurer, &moderator, &expenses];
    ids(reader.rows(LARGE_WAITING, args)?)
}

/// Whether some rule of leaving will judge, or has judged, what a member gave.
pub(crate) fn leaving_concerns(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<bool, Fault> {
    let given: Vec<(i64,)> = reader.rows(UNDER_LEAVING, &[&community, &member])?;
    Ok(!given.is_empty() || !departures_of(reader, community, Some(member), i64::MAX, 1)?.is_empty())
}

/// The largest first.
pub(crate) fn objectable(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(reader.rows(OBJECTABLE, &[&community, &limit])?)
}

pub(crate) fn disputed(
    reader: &mut Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(reader.rows(DISPUTED, &[&community, &limit])?)
}

pub(crate) fn of_file(
    reader: &mut Reader,
    community: i64,
    file: Id<files::rows::File>,
) -> Result<Option<Id<Contribution>>, Fault> {
    let rows: Vec<(Id<Contribution>,)> = reader.rows(OF_FILE, &[&community, &file])?;
    Ok(rows.first().map(|(id,)| *id))
}

/// The call that a part is of, and whose part it is.
pub(crate) type PartOf = (Id<Call>, Id<Member>);

pub(crate) fn of_part_file(
    reader: &mut Reader,
    community: i64,
    file: Id<files::rows::File>,
) -> Result<Option<PartOf>, Fault> {
    Ok(reader.rows::<PartOf>(OF_PART_FILE, &[&community, &file])?.into_iter().next())
}

pub(crate) fn part_files(reader: &mut Reader, part: &Part) -> Result<Vec<Id<files::rows::File>>, Fault> {
    let args: &[&dyn store::Arg] = &[&part.community_id, &part.call_id, &part.member];
    let rows: Vec<(Id<files::rows::File>,)> = reader.rows(PART_FILES, args)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What counts of somebody's: in distributions, and towards units.
pub(crate) fn sums_of(reader: &mut Reader, community: i64, member: Id<Member>) -> Result<(i64, i64), Fault> {
    let mut sum = |counts: Counts| -> Result<i64, Fault> {
        let rows: Vec<(i64,)> = reader.rows(SUM_OF, &[&community, &member, &counts])?;
        Ok(rows.first().map_or(0, |row| row.0))
    };
    Ok((sum(Counts::Distribution)?, sum(Counts::Holding)?))
}

pub(crate) fn holdings_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Contribution>>, Fault> {
    ids(reader.rows(HOLDINGS_OF, &[&community, &member, &below, &limit])?)
}

pub(crate) fn rests_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(Id<Instrument>, i64)>, Fault> {
    reader.rows(RESTS_OF, &[&community, &member])
}

/// Newest first, below a number: of a member, or all.
pub(crate) fn departures_of(
    reader: &mut Reader,
    community: i64,
    member: Option<Id<Member>>,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Departure>>, Fault> {
    let rows: Vec<(Id<Departure>,)> = match member {
        Some(member) => reader.rows(DEPARTURES_OF, &[&community, &member, &below, &limit])?,
        None => reader.rows(DEPARTURES, &[&community, &below, &limit])?,
    };
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How many wait for somebody to decide.
pub(crate) fn departures_disputed(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(DEPARTURES_DISPUTED, &[&community])?.first().map_or(0, |row| row.0))
}

fn ids(rows: Vec<(Id<Contribution>,)>) -> Result<Vec<Id<Contribution>>, Fault> {
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn calls(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Call>>, Fault> {
    let rows: Vec<(Id<Call>,)> = reader.rows(CALLS, &[&community, &below, &limit])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
