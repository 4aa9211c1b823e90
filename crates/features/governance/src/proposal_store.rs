//! Read-only SQL about proposals: for their pages, and for what others show of them. Lists give keys; the rows are then
//! found one by one, so that a list never says what a row's columns are.

use crate::asks::Action;
use crate::ids::Member;
use crate::proposal::{Stage, TaskState};
use crate::rows::{DecisionRulesVersion, Proposal, ProposalTask, ProposalText};
use kernel::{Id, Timestamp};
use store::{Fault, Reader};

/// Of one stage, what moved last first. Pages by (moved_at_us, id): an offset would skip proposals that move meanwhile.
const OF_STAGE: &str = "SELECT id FROM proposal WHERE community_id = $1 AND stage = $2
    AND (moved_at_us, id) < ($3, $4) ORDER BY moved_at_us DESC, id DESC LIMIT $5";

/// How many stand in a stage; the bounded list inside is read by the index.
const COUNT_OF_STAGE: &str =
    "SELECT COUNT(*) FROM (SELECT id FROM proposal WHERE community_id = $1 AND stage = $2
    ORDER BY moved_at_us, id LIMIT 10000) AS k";

/// What a member answers for, the newest first.
const OF_OWNER: &str = "SELECT id FROM proposal WHERE community_id = $1 AND owner = $2 AND id < $3
    ORDER BY id DESC LIMIT $4";

/// In force although a deed of theirs could not be done, what moved last first.
const NOT_ALL_DONE: &str = "SELECT p.id FROM proposal AS p WHERE p.community_id = $1 AND p.stage = 'in_force'
    AND EXISTS (SELECT 1 FROM decided_action AS a
        WHERE a.community_id = p.community_id AND a.proposal_id = p.id AND a.state = 'failed')
    ORDER BY p.moved_at_us DESC, p.id DESC LIMIT $2";

/// Before a ballot, in one or waiting to be done, with something named in what their newest text asks. The pattern finds candidates: whoever
/// asks reads what they ask.
const OPEN_NAMING: &str = "SELECT p.id FROM proposal AS p JOIN proposal_text AS t
    ON t.community_id = p.community_id AND t.proposal_id = p.id AND t.version = p.text_version
    WHERE p.community_id = $1 AND p.stage IN ('idea', 'discussion', 'draft', 'ballot', 'passed') AND t.asks LIKE $2
    ORDER BY p.moved_at_us DESC, p.id DESC LIMIT 20";

/// In reading order, a page by the place of the last one.
const COMMENTS: &str = "SELECT number FROM proposal_comment WHERE community_id = $1 AND proposal_id = $2
    AND thread > $3 ORDER BY thread LIMIT $4";

/// What a member has to do in one state, what is due first.
const TASKS_OF: &str =
    "SELECT proposal_id, number FROM proposal_task WHERE community_id = $1 AND assignee = $2
    AND state = $3 ORDER BY due_at_us, proposal_id, number LIMIT $4";

/// What somebody still has and is past its day, what is due longest first.
const TASKS_OVERDUE: &str =
    "SELECT proposal_id, number FROM proposal_task WHERE community_id = $1 AND state = $2
    AND due_at_us <= $3 ORDER BY due_at_us, proposal_id, number LIMIT $4";

/// The rules of deciding, the newest first.
const RULES_VERSIONS: &str = "SELECT version FROM decision_rules WHERE community_id = $1 AND version < $2
    ORDER BY version DESC LIMIT $3";

/// What somebody wrote, did, said, took on and thought: for the export of one's own data, all of it.
pub(crate) const TEXTS_OF_MEMBER: &str = "SELECT proposal_id, version FROM proposal_text
    WHERE community_id = $1 AND written_by = $2 ORDER BY proposal_id, version";
pub(crate) const STEPS_OF_MEMBER: &str = "SELECT proposal_id, number FROM proposal_step
    WHERE community_id = $1 AND by_member = $2 ORDER BY proposal_id, number";
pub(crate) const COMMENTS_OF_MEMBER: &str = "SELECT proposal_id, number FROM proposal_comment
    WHERE community_id = $1 AND by_member = $2 ORDER BY proposal_id, number";
pub(crate) const TASKS_OF_MEMBER: &str = "SELECT proposal_id, number FROM proposal_task
    WHERE community_id = $1 AND assignee = $2 ORDER BY proposal_id, number";
pub(crate) const PROXIES_OF_MEMBER: &str = "SELECT proposal_id FROM proposal_proxy
    WHERE community_id = $1 AND member = $2 ORDER BY proposal_id";
pub(crate) const APPEALS_OF_MEMBER: &str = "SELECT ballot_id, number FROM ballot_appeal
    WHERE community_id = $1 AND by_member = $2 ORDER BY ballot_id, number";
pub(crate) const BALLOTS_OF_MEMBER: &str = "SELECT ballot_id, voted FROM ballot_voter
    WHERE community_id = $1 AND member = $2 ORDER BY ballot_id";

/// What somebody cast, for themselves and for those they voted for.
pub(crate) const VOTES_CAST_BY: &str = "SELECT ballot_id, member FROM open_vote
    WHERE community_id = $1 AND cast_by = $2 ORDER BY ballot_id, member";

pub(crate) const STATEMENTS: &[&str] = &[
    OF_STAGE,
    COUNT_OF_STAGE,
    OF_OWNER,
    NOT_ALL_DONE,
    OPEN_NAMING,
    COMMENTS,
    TASKS_OF,
    TASKS_OVERDUE,
    RULES_VERSIONS,
    TEXTS_OF_MEMBER,
    STEPS_OF_MEMBER,
    COMMENTS_OF_MEMBER,
    TASKS_OF_MEMBER,
    PROXIES_OF_MEMBER,
    APPEALS_OF_MEMBER,
    BALLOTS_OF_MEMBER,
    VOTES_CAST_BY,
];

/// After every id.
pub(crate) const LAST_ID: &str = "~";

/// The open proposal that asks to share out this simulation, what moved last first.
pub(crate) fn open_about_distribution(
    source: &mut impl ledger::Source,
    community: i64,
    distribution: &str,
) -> Result<Option<Id<Proposal>>, Fault> {
    let ids: Vec<(Id<Proposal>,)> =
        source.rows(OPEN_NAMING, &[&community, &format!("%{distribution}%").as_str()])?;
    for (id,) in ids {
        let Some(proposal) = source.find::<Proposal>((community, id))? else { continue };
        let text = source.find::<ProposalText>((community, id, proposal.text_version))?;
        let asked = text.map(|text| text.asked()).transpose()?.unwrap_or_default();
        let names = |action: &Action| matches!(action, Action::Distribution { distribution: named, .. } if named == distribution);
        if asked.actions.iter().any(names) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

pub(crate) fn count_of_stage(reader: &mut Reader, community: i64, stage: Stage) -> Result<i64, Fault> {
    let rows: Vec<(i64,)> = reader.rows(COUNT_OF_STAGE, &[&community, &stage])?;
    Ok(rows.first().map_or(0, |row| row.0))
}

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

pub(crate) fn not_all_done(reader: &mut Reader, community: i64, limit: i64) -> Result<Vec<Proposal>, Fault> {
    let ids = reader.rows(NOT_ALL_DONE, &[&community, &limit])?;
    found(reader, community, ids)
}

fn found(reader: &mut Reader, community: i64, ids: Vec<(Id<Proposal>,)>) -> Result<Vec<Proposal>, Fault> {
    let mut rows = Vec::with_capacity(ids.len());
    for (id,) in ids {
        rows.extend(reader.find::<Proposal>(&(community, id))?);
    }
    Ok(rows)
}

/// Numbers of comments that stand after a place.
pub(crate) fn comments(
    reader: &mut Reader,
    community: i64,
    proposal: Id<Proposal>,
    after: &str,
    limit: i64,
) -> Result<Vec<i64>, Fault> {
    let rows = reader.rows::<(i64,)>(COMMENTS, &[&community, &proposal, &after, &limit])?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

pub(crate) fn tasks_of(
    reader: &mut Reader,
    community: i64,
    member: Id<Member>,
    state: TaskState,
    limit: i64,
) -> Result<Vec<ProposalTask>, Fault> {
    let keys = reader.rows(TASKS_OF, &[&community, &member, &state, &limit])?;
    tasks(reader, community, keys)
}

pub(crate) fn tasks_overdue(
    reader: &mut Reader,
    community: i64,
    state: TaskState,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<ProposalTask>, Fault> {
    let keys = reader.rows(TASKS_OVERDUE, &[&community, &state, &now, &limit])?;
    tasks(reader, community, keys)
}

fn tasks(
    reader: &mut Reader,
    community: i64,
    keys: Vec<(Id<Proposal>, i64)>,
) -> Result<Vec<ProposalTask>, Fault> {
    let mut rows = Vec::with_capacity(keys.len());
    for (proposal, number) in keys {
        rows.extend(reader.find::<ProposalTask>(&(community, proposal, number))?);
    }
    Ok(rows)
}

pub(crate) fn rules_versions(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<DecisionRulesVersion>, Fault> {
    let mut rows = Vec::new();
    for (version,) in reader.rows::<(i64,)>(RULES_VERSIONS, &[&community, &below, &limit])? {
        rows.extend(reader.find::<DecisionRulesVersion>(&(community, version))?);
    }
    Ok(rows)
}
