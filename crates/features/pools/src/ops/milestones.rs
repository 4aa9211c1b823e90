//! The team says that a milestone is reached; backers look; the clock decides by what they said, or that it came too late.

use super::{Noted, PoolMoved, announce, lock_pool, note};
use crate::campaign::{WORDS_CHARS_MAX, days};
use crate::campaign_rows::{Campaign, Milestone, Voice};
use crate::campaigning::{self, campaign, is_beside_team, is_of_team, milestone, plan_return, release};
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::milestone::{MilestoneState, Stage};
use crate::owning;
use crate::pools_store::has_captured;
use crate::refused::CampaignRefused as No;
use crate::rows::{Pool, PoolEvent, PoolStep};
use crate::spent_by_team;
use crate::voicing::{Backers, behind, count_answer, count_at_the_end};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct ClaimMilestone {
    pub pool: PoolId,
    pub number: i64,
    /// What backers should look at. CommonMark.
    pub evidence: String,
    pub key: Option<IdempotencyKey>,
}

/// By the team, in its turn and before it is overdue. Backers are told, and have the days that were decided.
///
/// # Errors
/// `NotTheTeam`, `NotItsTurn`, `MilestoneDecided`, `SpendingEnded`, `Overdue`, `EvidenceMissing`, `PromisesReturn`, …
pub fn claim_milestone(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ClaimMilestone,
    now: Timestamp,
) -> Outcome<PoolMoved, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (mut pool, campaign) = running(tx, input.pool)?;
    must_be_of_team(tx, pool.id, by)?;
    if campaign.stage != Stage::Running || !(1..=campaign.milestone_count).contains(&input.number) {
        return Err(Refused(if matches!(campaign.stage, Stage::Collecting | Stage::Reckoning) {
            No::NotItsTurn
        } else {
            No::MilestoneDecided
        }));
    }
    // Its campaign is about to stop: nobody may spend what would be released.
    if spent_by_team::ended(tx, pool.id)?.is_some() {
        return Err(Refused(No::SpendingEnded));
    }
    let mut earlier = Vec::new();
    for number in 1..input.number {
        earlier.push(milestone(tx, pool.id, number)?.state);
    }
    let mut step = milestone(tx, pool.id, input.number)?;
    step.step().claim(&earlier, now).map_err(Refused)?;
    let evidence = words(tx, by, &input.evidence, No::EvidenceMissing)?;
    let until = now.plus(days(campaign.look_days));
    (step.state, step.evidence) = (MilestoneState::Claimed, Some(evidence));
    (step.claimed_by, step.claimed_at_us, step.decide_at_us) = (Some(by), Some(now), Some(until));
    step.backers = Backers::of(tx, pool.community_id, pool.id, now)?.count();
    let noted = Noted { reason: Some(&step.title), ..Noted::of(PoolStep::MilestoneClaimed, Some(by), now) };
    note(tx, &mut pool, noted)?;
    tx.save(&step)?;
    tx.save(&pool)?;
    tx.enqueue(jobs::milestone(pool.id, until))?;
    announce(tx, "pool_milestone_claimed", &pool)?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

#[derive(Debug, Clone)]
pub struct AnswerMilestone {
    pub pool: PoolId,
    pub number: i64,
    pub accepts: bool,
    /// Who objects says why, for everybody to read.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By a backer who is not of the team, nor one thing with somebody in it, while backers look. Saying it again says it anew, and what a
/// company says and what who stands behind it says is one voice: the last word counts. Who that is, is asked again when they have looked.
///
/// # Errors
/// `NotABacker`, `OwnersSpeak`, `NoSuchMilestone`, `MilestoneDecided`, `ReasonMissing`, `WordsTooLong`, …
pub fn answer_milestone(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AnswerMilestone,
    now: Timestamp,
) -> Outcome<PoolMoved, No> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    let (pool, campaign) = running(tx, input.pool)?;
    if crate::acting::powers(tx, by)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    if !(1..=campaign.milestone_count).contains(&input.number) {
        return Err(Refused(No::NoSuchMilestone));
    }
    if is_beside_team(tx, pool.id, by)? || !has_captured(tx, pool.community_id, pool.id, by)? {
        return Err(Refused(No::NotABacker));
    }
    let mut step = milestone(tx, pool.id, input.number)?;
    let (place, since) = ((pool.community_id, pool.id), step.claimed_at_us.unwrap_or(now));
    let behind = behind(tx, pool.community_id)?;
    let backers = Backers::near_to(tx, place, since, by, &behind)?;
    if !backers.speaks(by) {
        return Err(Refused(No::OwnersSpeak));
    }
    step.step().answer(now).map_err(Refused)?;
    let reason = input.reason.trim().to_owned();
    match reason.chars().count() {
        0 if !input.accepts => return Err(Refused(No::ReasonMissing)),
        count if count > WORDS_CHARS_MAX => return Err(Refused(No::WordsTooLong)),
        _ => {}
    }
    step.voice_count += 1;
    let (community_id, pool_id, milestone) = (pool.community_id, pool.id, step.number);
    let (accepts, number, counted) = (input.accepts, step.voice_count, true);
    let voice =
        Voice { community_id, pool_id, milestone, member: by, accepts, at_us: now, reason, number, counted };
    count_answer(tx, &mut step, &backers, &voice)?;
    // Who has come back since they were counted has a voice again.
    step.backers = step.backers.max(step.yes_count + step.no_count);
    tx.save(&step)?;
    // What the campaign is, is not changed by it; pages that are open count anew.
    announce(tx, "pool_milestone_answered", &pool)?;
    let moved = PoolMoved::of(&pool);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// By a job, whenever a milestone falls due or backers have looked long enough; it comes too early or twice without harm.
///
/// # Errors
/// Of the database only.
pub fn decide_by_clock(tx: &mut Tx, id: PoolId, now: Timestamp) -> Result<(), Fault> {
    let Some(mut pool) = lock_pool(tx, id)? else { return Ok(()) };
    let mut campaign = campaign(tx, id)?;
    if campaign.stage != Stage::Running {
        return Ok(());
    }
    // What was released before is entered in the register first.
    if campaign.offered.is_owned() && owning::is_behind(tx, &campaign)? {
        // The job that enters it asks again when it is through.
        return Ok(());
    }
    let Some(mut step) = first_open(tx, &campaign)? else { return Ok(()) };
    if spent_by_team::ended(tx, id)?.is_some() {
        give_up(tx, &mut pool, &mut campaign, step.number, now)?;
        tx.save(&campaign)?;
        return tx.save(&pool);
    }
    // Who stands behind whom may have changed while they looked.
    if step.step().is_looked_at(now) {
        count_at_the_end(tx, &mut step)?;
    }
    let Some(to) = step.step().by_clock(campaign.acceptance, campaign.percent, step.answers(), now) else {
        return Ok(());
    };
    if to == MilestoneState::Released {
        release(tx, &mut pool, &mut campaign, &mut step, now)?;
        announce(tx, "pool_milestone_released", &pool)?;
    } else {
        stop(tx, &mut pool, &mut campaign, &mut step, to, now)?;
    }
    tx.save(&step)?;
    tx.save(&campaign)?;
    tx.save(&pool)
}

/// By a job, when the mandate to spend what a campaign releases has ended before its time. Backers read it there; while it runs it stops with that,
/// for nothing is released that nobody may spend.
///
/// # Errors
/// Of the database only.
pub fn spending_ended(tx: &mut Tx, id: PoolId, now: Timestamp) -> Result<(), Fault> {
    let stage = tx.find::<Campaign>((tx.community(), id))?.map(|campaign| campaign.stage);
    if stage == Some(Stage::Running) {
        return decide_by_clock(tx, id, now);
    }
    let Some(mut pool) = lock_pool(tx, id)? else { return Ok(()) };
    note_spending_ended(tx, &mut pool, now)?;
    tx.save(&pool)
}

/// Notes, once, that the mandate has ended, where it has. The caller saves the pool.
pub(crate) fn note_spending_ended(tx: &mut Tx, pool: &mut Pool, now: Timestamp) -> Result<(), Fault> {
    let Some(mandate) = spent_by_team::ended(tx, pool.id)? else { return Ok(()) };
    for number in (1..=pool.event_count).rev() {
        let event = tx.find::<PoolEvent>((pool.community_id, pool.id, number))?;
        if event.is_some_and(|event| event.step == PoolStep::SpendingEnded) {
            return Ok(());
        }
    }
    let reason = mandate.ended_reason.as_deref();
    note(tx, pool, Noted { reason, ..Noted::of(PoolStep::SpendingEnded, None, now) })
}

/// Nobody may spend what would be released: nothing more is, and the rest goes back. The caller saves both.
fn give_up(
    tx: &mut Tx,
    pool: &mut Pool,
    campaign: &mut Campaign,
    open: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    drop_from(tx, campaign, open, now)?;
    note_spending_ended(tx, pool, now)?;
    plan_return(tx, pool, campaign, now)
}

fn drop_from(tx: &mut Tx, campaign: &Campaign, first: i64, now: Timestamp) -> Result<(), Fault> {
    for number in first..=campaign.milestone_count {
        let mut later = milestone(tx, campaign.pool_id, number)?;
        (later.state, later.decided_at_us) = (MilestoneState::Dropped, Some(now));
        tx.save(&later)?;
    }
    Ok(())
}

fn first_open(tx: &mut Tx, campaign: &Campaign) -> Result<Option<Milestone>, Fault> {
    for number in 1..=campaign.milestone_count {
        let step = milestone(tx, campaign.pool_id, number)?;
        if step.state != MilestoneState::Released {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// Refused or overdue: what comes after it is dropped, and the rest goes back.
fn stop(
    tx: &mut Tx,
    pool: &mut Pool,
    campaign: &mut Campaign,
    step: &mut Milestone,
    to: MilestoneState,
    now: Timestamp,
) -> Result<(), Fault> {
    (step.state, step.decided_at_us) = (to, Some(now));
    drop_from(tx, campaign, step.number + 1, now)?;
    let what = match to {
        MilestoneState::Overdue => PoolStep::MilestoneOverdue,
        _ => PoolStep::MilestoneRefused,
    };
    note(tx, pool, Noted { reason: Some(&step.title), ..Noted::of(what, None, now) })?;
    plan_return(tx, pool, campaign, now)
}

/// A campaign and its pool, locked.
pub(super) fn running(tx: &mut Tx, id: PoolId) -> Outcome<(Pool, Campaign), No> {
    let pool = lock_pool(tx, id)?.ok_or(Refused(No::NoSuchCampaign))?;
    let campaign = tx.lock::<Campaign>((pool.community_id, id))?;
    Ok((pool, campaign.ok_or(Refused(No::NoSuchCampaign))?))
}

/// A member now, and of its team.
pub(super) fn must_be_of_team(tx: &mut Tx, pool: PoolId, by: Id<Member>) -> Outcome<(), No> {
    if crate::acting::powers(tx, by)?.is_none() {
        return Err(Refused(No::NotAMember));
    }
    if is_of_team(tx, pool, by)? { Ok(()) } else { Err(Refused(No::NotTheTeam)) }
}

/// Something is said by one of the team, not too much, and no return is promised.
pub(super) fn words(tx: &mut Tx, by: Id<Member>, text: &str, missing: No) -> Outcome<String, No> {
    match text.trim() {
        "" => Err(Refused(missing)),
        text if text.chars().count() > WORDS_CHARS_MAX => Err(Refused(No::WordsTooLong)),
        text if campaigning::promises(tx, text, by)? => Err(Refused(No::PromisesReturn)),
        text => Ok(text.to_owned()),
    }
}
