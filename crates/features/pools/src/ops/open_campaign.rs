//! A decision that passed opens a campaign: nobody else does.

use super::{Noted, PoolMoved, announce, note};
use crate::acting::{self, currency};
use crate::campaign::{MilestoneRules, TEAM_MAX, Terms};
use crate::campaign_rows::{BudgetRow, Campaign, Milestone, TeamMember};
use crate::campaigning::text_place;
use crate::ids::{Member, PoolId};
use crate::jobs;
use crate::milestone::{MilestoneState, Stage};
use crate::owning;
use crate::pool::{Counted, PoolKind, PoolState};
use crate::refused::CampaignRefused as No;
use crate::rows::{Pool, PoolStep};
use kernel::{Id, Timestamp};
use std::collections::BTreeSet;
use std::time::Duration;
use store::OpError::Refused;
use store::{Outcome, Tx};

/// What a decision asks to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCampaign {
    pub id: PoolId,
    pub terms: Terms,
    /// Of the community, at this moment.
    pub rules: MilestoneRules,
    /// Where the money goes.
    pub fund: i64,
    /// Who does the work; the first leads.
    pub team: Vec<Id<Member>>,
    /// The proposal's id, and what it is called.
    pub decision: String,
    pub decision_title: String,
}

/// How long an unpaid part keeps its place: what comes together is not scarce, so long.
const HOLD: Duration = Duration::from_secs(7 * 86_400);

/// Whether a campaign could be opened so now. Changes nothing. `author`: who publishes its words now, if they are published now.
///
/// # Errors
/// What does not hold, the first of it.
pub fn check_campaign(
    tx: &mut Tx,
    new: &NewCampaign,
    author: Option<Id<Member>>,
    now: Timestamp,
) -> Outcome<(), No> {
    new.terms.check(now, ledger::AMOUNT_MAX).map_err(Refused)?;
    new.terms.check_acceptance(&new.rules).map_err(Refused)?;
    if new.decision.trim().is_empty() {
        return Err(Refused(No::DecisionMissing));
    }
    let said = [&new.terms.title, &new.terms.story, &new.terms.gets, &new.terms.risk];
    let titles = new.terms.milestones.iter().map(|step| &step.title);
    let lines = new.terms.budget.iter().map(|line| &line.what);
    for text in said.into_iter().chain(titles).chain(lines) {
        if ownership::promised_still(tx, text_place(new.terms.offered), text, author)?.is_some() {
            return Err(Refused(No::PromisesReturn));
        }
    }
    if new.terms.offered.is_owned() {
        owning::check(tx, new, author)?;
    }
    let community = tx.community();
    if ledger::fund(tx, community, new.fund)?.is_none() {
        return Err(Refused(No::NoSuchFund));
    }
    let each: BTreeSet<_> = new.team.iter().collect();
    if new.team.is_empty() || new.team.len() > TEAM_MAX || each.len() != new.team.len() {
        return Err(Refused(No::TeamUnfit));
    }
    for member in &new.team {
        if acting::powers(tx, *member)?.is_none() {
            return Err(Refused(No::TeamUnfit));
        }
    }
    Ok(())
}

/// Called by whoever carries decisions out, in that transaction.
///
/// # Errors
/// Those of `check_campaign`.
pub fn open_campaign_by_decision(tx: &mut Tx, new: &NewCampaign, now: Timestamp) -> Outcome<PoolMoved, No> {
    check_campaign(tx, new, None, now)?;
    let Terms { offered, goal_minor, second, .. } = new.terms;
    let terms = &new.terms;
    let mut pool = Pool {
        community_id: tx.community(),
        id: new.id,
        number: acting::next_number(tx)?,
        kind: PoolKind::Campaign,
        title: terms.title.trim().to_owned(),
        terms: terms.story.trim().to_owned(),
        currency: currency(tx)?,
        counted: Counted::Sum,
        least: goal_minor,
        step_milli: 1_000,
        most_milli: terms.units_max.map(|units| units * 1_000),
        each_most_milli: terms.units_each.map(|units| units * 1_000),
        closes_at_us: terms.closes_at,
        grace_seconds: i64::try_from(terms.grace.as_secs()).unwrap_or_default(),
        hold_seconds: i64::try_from(HOLD.as_secs()).unwrap_or(1),
        may_leave: true,
        leave_until_us: Some(terms.withdraw_until),
        state: PoolState::Open,
        ending: None,
        ended_at_us: None,
        made_by: new.team[0],
        made_at_us: now,
        extended_at_us: None,
        commitment_count: 0,
        event_count: 0,
        taken_milli: 0,
        claimed_count: 0,
        held_people: 0,
        held_milli: 0,
        held_minor: 0,
        match_minor: 0,
        was_met: false,
        settled_up_to: 0,
        late_open: false,
        late_milli: 0,
    };
    tx.insert(&pool)?;
    tx.insert(&Campaign {
        community_id: pool.community_id,
        pool_id: pool.id,
        decision: new.decision.trim().to_owned(),
        decision_title: new.decision_title.clone(),
        offered,
        fund: new.fund,
        instrument_id: None,
        unit_minor: terms.unit_minor,
        units_least: terms.units_least,
        gets: terms.gets.trim().to_owned(),
        risk: terms.risk.trim().to_owned(),
        first_goal_minor: goal_minor,
        second_goal_minor: second.map(|second| second.goal_minor),
        second_days: second.map(|second| second.days),
        raised_at_us: None,
        acceptance: terms.acceptance,
        look_days: terms.look_days,
        percent: terms.percent,
        probation_days: terms.probation_days,
        milestone_count: terms.milestones.len() as i64,
        budget_count: terms.budget.len() as i64,
        update_count: 0,
        question_count: 0,
        stage: Stage::Collecting,
        counted_up_to: 0,
        left_minor: 0,
        goal_releases_all: false,
        captured_minor: 0,
        kept_minor: 0,
        advance_minor: 0,
        released_minor: 0,
        returned_minor: 0,
    })?;
    insert_lines(tx, &pool, new)?;
    note(tx, &mut pool, Noted::of(PoolStep::Opened, None, now))?;
    tx.save(&pool)?;
    tx.enqueue(jobs::close(pool.id, pool.closes_at_us))?;
    announce(tx, "pool_opened", &pool)?;
    Ok(PoolMoved::of(&pool))
}

fn insert_lines(tx: &mut Tx, pool: &Pool, new: &NewCampaign) -> Result<(), store::Fault> {
    let (community_id, pool_id) = (pool.community_id, pool.id);
    for (number, step) in (1..).zip(&new.terms.milestones) {
        tx.insert(&Milestone {
            community_id,
            pool_id,
            number,
            title: step.title.trim().to_owned(),
            share_bp: step.share_bp,
            due_at_us: step.due_at,
            state: MilestoneState::Waiting,
            tranche_minor: None,
            claimed_by: None,
            claimed_at_us: None,
            evidence: None,
            decide_at_us: None,
            backers: 0,
            yes_count: 0,
            no_count: 0,
            decided_at_us: None,
            entry: None,
            agreed_due_at_us: None,
            voice_count: 0,
            cut_remainder: None,
            cut_part: None,
        })?;
    }
    for (number, line) in (1..).zip(&new.terms.budget) {
        let (what, minor) = (line.what.trim().to_owned(), line.minor);
        tx.insert(&BudgetRow { community_id, pool_id, number, what, minor })?;
    }
    for (at, member) in new.team.iter().enumerate() {
        tx.insert(&TeamMember { community_id, pool_id, member: *member, leads: at == 0 })?;
    }
    Ok(())
}
