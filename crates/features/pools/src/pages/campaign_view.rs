//! A campaign as pages show it: its terms in sentences, its milestones, who does the work, what was said, what is due.

use super::called_off::called_off;
use super::read_store::objections;
use super::scene::{Names, Scene};
use crate::campaign::{Offered, days};
use crate::campaign_rows::{Campaign, Milestone, TeamMember};
use crate::ids::Member;
use crate::match_rows::MatchedCampaign;
use crate::matching::MatchStage;
use crate::milestone::{MilestoneState, Stage};
use crate::pool::PoolState;
use crate::rows::Pool;
use crate::voices::Behind;
use crate::voicing::{Backers, behind, said_near};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::ui::{self, Tone};

/// Whether whoever looks may read the terms: what is owned is for members past probation of the stated length.
pub(crate) fn reads_terms(reader: &mut Reader, s: &Scene, campaign: &Campaign) -> Result<bool, Fault> {
    let Some(me) = s.me else { return Ok(false) };
    if !campaign.offered.is_owned() {
        return Ok(true);
    }
    let row = reader.find::<community::Member>(&(s.number, me))?;
    let since = s.now.minus(days(campaign.probation_days));
    Ok(row.is_some_and(|row| row.is_full_since(s.now) && row.is_full_since(since)))
}

/// Where it stands, in a word.
pub(crate) fn tag(s: &Scene, pool: &Pool, campaign: &Campaign) -> (String, Tone) {
    match campaign.stage {
        Stage::Collecting => match pool.state {
            PoolState::Open if s.now < pool.closes_at_us => (s.t.campaign_open(), Tone::Wait),
            PoolState::Failed | PoolState::Refunded => super::words::pool_tag(s, pool),
            _ => (s.t.campaign_counting(), Tone::Wait),
        },
        Stage::Reckoning => (s.t.campaign_counting(), Tone::Wait),
        Stage::Running => (s.t.campaign_running(), Tone::Done),
        Stage::Done => (s.t.campaign_done(), Tone::Done),
        Stage::Sharing | Stage::Returning | Stage::Returned => (s.t.campaign_returned(), Tone::Plain),
    }
}

/// How far it is, in one sentence.
pub(crate) fn told(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    campaign: &Campaign,
) -> Result<String, Fault> {
    let unsaid = delivered(reader, campaign)? == Some(false);
    // With the match in all, as the goal and the bar beside it.
    let matched = reader.find::<MatchedCampaign>(&(campaign.community_id, campaign.pool_id))?;
    let matched = matched.filter(|row| row.stage != MatchStage::Off);
    let added = matched.map_or((0, 0, 0), |row| (row.match_minor, row.released_minor, row.returned_minor));
    Ok(told_so(s, pool, campaign, (unsaid, added)))
}

fn told_so(s: &Scene, pool: &Pool, campaign: &Campaign, (unsaid, added): (bool, (i64, i64, i64))) -> String {
    if let Some(told) = called_off(s, pool, s.t.off_by_team(), campaign.offered.is_elsewhere()) {
        return told;
    }
    let missing = pool.condition().missing(&pool.reached());
    match campaign.stage {
        // Somebody said before the deadline that the money is on its way.
        Stage::Collecting if pool.state == PoolState::Open && s.now >= pool.closes_at_us => {
            s.t.campaign_waits_for_claims(pool.claimed_count)
        }
        Stage::Collecting if pool.state == PoolState::Open && missing > 0 => {
            s.t.campaign_missing(s.said(missing))
        }
        Stage::Collecting if pool.state == PoolState::Open => s.t.campaign_enough(),
        // Enough had come together, and not all of it could be kept.
        Stage::Collecting if pool.state != PoolState::Met && missing == 0 => {
            s.t.campaign_kept_too_little(s.said(pool.held_minor), s.said(pool.least))
        }
        Stage::Collecting | Stage::Reckoning => {
            s.t.campaign_came_to(s.said(pool.held_minor + pool.match_minor), s.said(pool.least))
        }
        Stage::Running if campaign.offered == Offered::PreOrder => {
            s.t.campaign_owed(s.said(campaign.captured_minor))
        }
        Stage::Done if unsaid => s.t.campaign_delivery_unsaid(s.said(campaign.captured_minor)),
        Stage::Done if campaign.offered == Offered::PreOrder => {
            s.t.campaign_delivered(s.said(campaign.captured_minor))
        }
        Stage::Sharing | Stage::Returning | Stage::Returned if campaign.offered == Offered::PreOrder => {
            s.t.campaign_not_delivered(s.said(campaign.returned_minor))
        }
        Stage::Running | Stage::Done if campaign.offered.is_elsewhere() => {
            s.t.campaign_recorded(s.said(campaign.captured_minor))
        }
        Stage::Running | Stage::Done => {
            let (all, released) = (campaign.captured_minor + added.0, campaign.released_minor + added.1);
            s.t.campaign_released(s.said(all), s.said(released))
        }
        Stage::Sharing | Stage::Returning | Stage::Returned => {
            let (released, back) = (campaign.released_minor + added.1, campaign.returned_minor + added.2);
            s.t.campaign_given_back(s.said(released), s.said(back))
        }
    }
}

/// Of what was ordered ahead and is over, whether somebody said that it is there, and it was accepted. Once reaching the goal released all of it
/// where there was one step: then nobody has said so.
pub(crate) fn delivered(reader: &mut Reader, campaign: &Campaign) -> Result<Option<bool>, Fault> {
    if campaign.offered != Offered::PreOrder || campaign.stage != Stage::Done {
        return Ok(None);
    }
    let key = (campaign.community_id, campaign.pool_id, campaign.milestone_count);
    Ok(reader.find::<Milestone>(&key)?.map(|last| last.claimed_at_us.is_some()))
}

/// What is agreed on by taking part, in the order in which somebody asks.
pub(crate) fn rules(s: &Scene, pool: &Pool, campaign: &Campaign) -> Vec<String> {
    let t = s.t;
    let units = |units: i64| amount(s, campaign, units);
    let until = pool.leave_until_us.unwrap_or(pool.closes_at_us);
    let mut said = vec![
        match campaign.offered.is_elsewhere() {
            true => t.campaign_rule_goal_elsewhere(
                s.time_text(&pool.closes_at_us),
                ui::zone_text(&s.zone, s.lang),
                s.said(pool.least),
            ),
            false => t.campaign_rule_goal(
                s.time_text(&pool.closes_at_us),
                ui::zone_text(&s.zone, s.lang),
                s.said(pool.least),
            ),
        },
        match campaign.offered {
            Offered::Donation => t.campaign_rule_donation(),
            Offered::PreOrder if campaign.goal_releases_all => t.campaign_rule_pre_order_at_goal(),
            Offered::PreOrder => t.campaign_rule_pre_order(),
            Offered::MemberCapital => t.campaign_rule_member_capital(),
            Offered::EquityRecord => t.campaign_rule_equity_record(),
        },
        t.campaign_rule_withdraw(s.time_text(&until)),
    ];
    if campaign.raised_at_us.is_none() {
        said.extend(
            campaign.second().map(|second| t.campaign_rule_second(s.said(second.goal_minor), second.days)),
        );
    }
    if campaign.milestone_count > 1 {
        let (days, percent) = (campaign.look_days, campaign.percent);
        let (offered, way) = (campaign.offered, campaign.acceptance);
        said.push(crate::door::acceptance_rule(s.lang, offered, way, days, percent));
        said.push(match offered {
            Offered::PreOrder => t.campaign_rule_rest_goods(),
            Offered::MemberCapital => t.campaign_rule_rest_units(),
            _ => t.campaign_rule_rest(),
        });
    }
    let budgeted = campaign.budget_count > 0;
    // Released at once, it is spent as gifts are.
    let spent_as = if campaign.goal_releases_all { Offered::Donation } else { campaign.offered };
    said.extend(crate::door::spending_rule(s.lang, spent_as, budgeted));
    if campaign.offered.is_owned() && campaign.milestone_count > 1 {
        said.push(t.campaign_rule_whole_units());
    }
    if campaign.offered != Offered::Donation {
        said.push(t.campaign_rule_price(s.said(campaign.unit_minor)));
    }
    said.push(t.campaign_rule_least(units(campaign.units_least)));
    said.extend(pool.each_most_milli.map(|each| t.campaign_rule_each(units(each / 1_000))));
    said.extend(pool.most_milli.map(|most| t.campaign_rule_most(units(most / 1_000))));
    if campaign.probation_days > 0 && campaign.offered.is_owned() {
        said.push(t.campaign_rule_member_days(campaign.probation_days));
    }
    said
}

/// `¥50.00`, `3 份`.
pub(crate) fn amount(s: &Scene, campaign: &Campaign, units: i64) -> String {
    match campaign.offered {
        Offered::Donation => s.said(units),
        _ => s.t.campaign_units(units),
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MilestoneView {
    pub number: i64,
    pub title: String,
    /// Of what came together, in hundredths of a percent; and the sum, once that is fixed.
    pub share_bp: i64,
    pub tranche_minor: Option<i64>,
    /// Of what is owned: in whole units, once that is fixed.
    pub units: Option<i64>,
    /// While it collects, of what is owned: in whole units, if just the goal comes together.
    pub units_at_goal: Option<i64>,
    /// RFC 3339. The first one is reaching the goal.
    pub due_at: String,
    /// `waiting`, `claimed`, `released`, `refused`, `overdue`, `dropped`.
    #[schema(value_type = String)]
    pub state: MilestoneState,
    /// CommonMark: what the team says was done.
    pub evidence: Option<String>,
    /// Until when backers look.
    pub decide_at: Option<String>,
    pub backers: i64,
    /// How they have answered: told when the time to look is over.
    pub yes: Option<i64>,
    pub no: Option<i64>,
    pub entry: Option<i64>,
    /// Why backers objected, then; not who.
    pub objections: Vec<String>,
    /// As it was decided, where it was moved. RFC 3339.
    pub agreed_due_at: Option<String>,
    /// What the reader has said of it.
    pub own: Option<bool>,
    /// Reaching the goal, which nobody claims.
    #[serde(skip)]
    pub at_goal: bool,
    #[serde(skip)]
    pub tag: (String, Tone),
    #[serde(skip)]
    pub due: Html,
    #[serde(skip)]
    pub agreed: Option<String>,
    #[serde(skip)]
    pub until: Option<Html>,
    #[serde(skip)]
    pub evidence_html: Option<Html>,
    #[serde(skip)]
    pub can_claim: bool,
    #[serde(skip)]
    pub can_answer: bool,
}

impl MilestoneView {
    pub(crate) fn share(&self) -> String {
        format!("{}%", kernel::Quantity::from_milli(self.share_bp * 10))
    }
}

/// Of one milestone; more say nothing new.
const OBJECTIONS_SHOWN: i64 = 50;

pub(crate) fn milestones(
    reader: &mut Reader,
    s: &Scene,
    campaign: &Campaign,
    (of_team, backs): (bool, bool),
) -> Result<Vec<MilestoneView>, Fault> {
    let (mut views, mut earlier) = (Vec::new(), Vec::new());
    let who = match s.me.filter(|_| backs && !of_team) {
        Some(me) => Some((me, behind(reader, s.number)?)),
        None => None,
    };
    let at_goal = units_at_goal(reader, campaign)?;
    let unsaid = delivered(reader, campaign)? == Some(false);
    for number in 1..=campaign.milestone_count {
        let Some(row) = reader.find::<Milestone>(&(s.number, campaign.pool_id, number))? else { continue };
        // Nobody answers as others have, nor counts what is missing: as with a ballot.
        let counted = row.decide_at_us.is_some_and(|until| s.now >= until);
        let turn = campaign.stage == Stage::Running && row.step().claim(&earlier, s.now).is_ok();
        earlier.push(row.state);
        let (speaks, own) = match &who {
            Some((me, behind)) => own_voice(reader, &row, *me, behind)?,
            None => (false, None),
        };
        views.push(MilestoneView {
            number,
            share_bp: row.share_bp,
            // While they are added up it is not known.
            tranche_minor: row.tranche_minor.filter(|_| campaign.stage != Stage::Reckoning),
            units: row
                .tranche_minor
                .filter(|_| campaign.offered.is_owned() && campaign.stage != Stage::Reckoning)
                .map(|sum| sum / campaign.unit_minor),
            units_at_goal: at_goal.get(number as usize - 1).copied(),
            due_at: row.due_at_us.to_string(),
            state: row.state,
            decide_at: row.decide_at_us.map(|at| at.to_string()),
            backers: row.backers,
            yes: counted.then_some(row.yes_count),
            no: counted.then_some(row.no_count),
            entry: row.entry,
            objections: match counted {
                true => objections(reader, s.number, campaign.pool_id, number, OBJECTIONS_SHOWN)?,
                false => Vec::new(),
            },
            agreed_due_at: row.agreed_due_at_us.map(|at| at.to_string()),
            agreed: row.agreed_due_at_us.map(|at| s.time_text(&at)),
            own,
            tag: milestone_tag(s, campaign, &row, unsaid),
            at_goal: number == 1 && campaign.goal_releases(),
            due: s.time(&row.due_at_us),
            until: row.decide_at_us.map(|at| s.time(&at)),
            evidence_html: row.evidence.as_deref().map(web::text::story),
            can_claim: of_team && turn,
            can_answer: speaks && row.step().answer(s.now).is_ok(),
            title: row.title,
            evidence: row.evidence,
        });
    }
    Ok(views)
}

/// What each tranche is in units if just the goal comes together; nothing where nothing is owned, and once it is known.
fn units_at_goal(reader: &mut Reader, campaign: &Campaign) -> Result<Vec<i64>, Fault> {
    if !campaign.offered.is_owned() || campaign.stage != Stage::Collecting {
        return Ok(Vec::new());
    }
    let second = campaign.second_goal_minor.filter(|_| campaign.raised_at_us.is_some());
    let mut shares = Vec::new();
    for number in 1..=campaign.milestone_count {
        let row = reader.find::<Milestone>(&(campaign.community_id, campaign.pool_id, number))?;
        shares.extend(row.map(|row| row.share_bp));
    }
    let goal_minor = second.unwrap_or(campaign.first_goal_minor);
    Ok(crate::milestone::units_at_goal(goal_minor, campaign.unit_minor, &shares))
}

/// Whether a backer has a voice on a milestone that is claimed, and what they or who is one with them have said.
pub(super) fn own_voice(
    reader: &mut Reader,
    step: &Milestone,
    me: Id<Member>,
    behind: &Behind<Id<Member>>,
) -> Result<(bool, Option<bool>), Fault> {
    let Some(since) = step.claimed_at_us else { return Ok((false, None)) };
    let backers = Backers::near_to(reader, (step.community_id, step.pool_id), since, me, behind)?;
    let said = said_near(reader, step, &backers, me)?;
    Ok((backers.speaks(me), backers.said_by(me, &said).map(|said| said.accepts)))
}

/// What is ordered ahead stays owed until the last of them, which is the delivery.
fn milestone_tag(s: &Scene, campaign: &Campaign, row: &Milestone, unsaid: bool) -> (String, Tone) {
    // Nobody claimed or accepted it: the goal was reached.
    let by_goal = row.claimed_at_us.is_none();
    match row.state {
        MilestoneState::Released if campaign.offered == Offered::PreOrder => match campaign.stage {
            Stage::Done if unsaid => (s.t.milestone_by_goal(), Tone::Plain),
            Stage::Sharing | Stage::Returning | Stage::Returned if by_goal => {
                (s.t.milestone_never_came(), Tone::Plain)
            }
            Stage::Collecting | Stage::Reckoning | Stage::Running if by_goal => {
                (s.t.milestone_owed_by_goal(), Tone::Plain)
            }
            Stage::Done => (s.t.milestone_delivered(), Tone::Done),
            Stage::Sharing | Stage::Returning | Stage::Returned => (s.t.milestone_undelivered(), Tone::Plain),
            Stage::Collecting | Stage::Reckoning | Stage::Running => (s.t.milestone_owed(), Tone::Done),
        },
        MilestoneState::Released if by_goal && campaign.offered.is_elsewhere() => {
            (s.t.milestone_recorded(), Tone::Done)
        }
        MilestoneState::Released if by_goal => (s.t.milestone_by_goal(), Tone::Done),
        MilestoneState::Waiting => (s.t.milestone_waiting(), Tone::Plain),
        MilestoneState::Claimed => (s.t.milestone_claimed(), Tone::Wait),
        MilestoneState::Released => (s.t.milestone_released(), Tone::Done),
        MilestoneState::Refused => (s.t.milestone_refused(), Tone::Act),
        MilestoneState::Overdue => (s.t.milestone_overdue(), Tone::Act),
        MilestoneState::Dropped => (s.t.milestone_dropped(), Tone::Plain),
    }
}

/// The first leads.
pub(crate) fn team(
    reader: &mut Reader,
    s: &Scene,
    campaign: &Campaign,
) -> Result<Vec<(Id<Member>, String)>, Fault> {
    let (mut team, mut names) = (Vec::new(), Names::default());
    for member in crate::pools_store::team_of(reader, s.number, campaign.pool_id)? {
        let row = reader.find::<TeamMember>(&(s.number, campaign.pool_id, member))?;
        let leads = row.is_some_and(|row| row.leads);
        team.push((!leads, member, names.of(reader, s, member)?));
    }
    team.sort_by(|one, other| (one.0, &one.2).cmp(&(other.0, &other.2)));
    Ok(team.into_iter().map(|(_, member, name)| (member, name)).collect())
}

/// Something that falls due.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CampaignDue {
    /// RFC 3339.
    pub at: String,
    pub what: String,
    /// Of which campaign.
    pub title: String,
    #[schema(value_type = String)]
    pub pool: crate::ids::PoolId,
    #[serde(skip)]
    pub when: Html,
    #[serde(skip)]
    pub sorted: Timestamp,
}

/// Deadlines, milestones and what backers have to look at, the next first: of one campaign, what is still ahead.
pub(crate) fn due(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    campaign: &Campaign,
) -> Result<Vec<CampaignDue>, Fault> {
    let mut ahead = Vec::new();
    let mut add = |at: Timestamp, what: String| {
        ahead.push(CampaignDue {
            at: at.to_string(),
            what,
            title: pool.title.clone(),
            pool: pool.id,
            when: s.time(&at),
            sorted: at,
        });
    };
    if pool.state == PoolState::Open {
        add(pool.closes_at_us, s.t.due_closes());
        if let Some(until) = pool.leave_until_us.filter(|until| *until < pool.closes_at_us) {
            add(until, s.t.due_withdraw());
        }
    }
    let over = pool.state == PoolState::Failed || pool.state == PoolState::Refunded;
    for number in 1..=campaign.milestone_count {
        let row = reader.find::<Milestone>(&(s.number, campaign.pool_id, number))?;
        let Some(row) = row.filter(|_| !over) else { continue };
        let last = number == campaign.milestone_count && campaign.offered == Offered::PreOrder;
        match (row.state, row.decide_at_us) {
            (MilestoneState::Waiting, _) if last => {
                add(row.due_at_us, s.t.due_delivery(row.title.as_str()));
            }
            (MilestoneState::Waiting, _) if number > 1 => {
                add(row.due_at_us, s.t.due_milestone(row.title.as_str()))
            }
            (MilestoneState::Claimed, Some(until)) => add(until, s.t.due_look(row.title.as_str())),
            _ => {}
        }
    }
    ahead.retain(|one| one.sorted >= s.now);
    ahead.sort_by_key(|one| one.sorted);
    Ok(ahead)
}

/// How much of the goal is in.
pub(crate) fn bar(s: &Scene, pool: &Pool) -> Html {
    let is_in = pool.held_minor + pool.match_minor;
    let tone = if is_in < pool.least { Tone::Wait } else { Tone::Done };
    let label = s.t.campaign_bar_label(s.said(is_in), s.said(pool.least));
    ui::progress(is_in.min(pool.least), pool.least, tone, label)
}
