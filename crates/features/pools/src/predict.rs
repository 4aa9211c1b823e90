//! A dry run: what would come of every pool and of every part in it if it closed at a moment. Reads, and changes nothing.
//!
//! Not a rule: it reads rows and asks the rules.

use crate::acting::fault;
use crate::campaign_rows::{Campaign, CampaignPart, Milestone};
use crate::commitment::CommitmentState;
use crate::group_buy::{Joined, Plan, joined, plan};
use crate::ids::{Member, PoolId};
use crate::keepable::keepable;
use crate::match_rows::MatchedCampaign;
use crate::milestone::{MilestoneState, Stage, pro_rata, tranches};
use crate::pages::ladder;
use crate::pool::{Counted, Ending, PoolKind, PoolState};
use crate::pools_store::{parts_of, pools_after};
use crate::rows::{Commitment, GroupBuy, GroupBuyPart, Pool};
use crate::voicing::answers;
use kernel::{Id, Quantity, Timestamp};
use ownership::IssueRefused;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};

kernel::codes! {
    /// What would come of a pool.
    pub enum Forecast {
        /// Its condition is met: what is paid becomes what it was for.
        Forms = "forms",
        /// Everybody has everything back.
        Fails = "fails",
        /// A milestone is overdue or refused: what is not released goes back.
        Returns = "returns",
        /// Backers accept a milestone: its tranche is released.
        Releases = "releases",
        /// Nothing happens to it by then.
        Stays = "stays",
    }
}

/// A pool by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PoolForecast {
    pub pool: PoolId,
    pub number: i64,
    pub title: String,
    pub kind: PoolKind,
    pub state: PoolState,
    pub forecast: Forecast,
    /// In what its condition counts: what is in (of what is owned: and could be kept), and what it takes. Of units, what they are units of.
    pub reached: i64,
    pub least: i64,
    pub unit: Option<String>,
    /// Of what is in, where that is a sum: what a match fund adds. The rest was paid by members.
    pub matched_minor: i64,
    /// Claimed payments: they count only once they are confirmed.
    pub claimed: i64,
    /// What would be released to the fund of a campaign. What is ordered ahead is released whole, when it is delivered.
    pub released_minor: i64,
    /// Of what is ordered ahead: what would be owed in goods from then on, and no money of the fund.
    pub owed_minor: i64,
    /// Of what is paid elsewhere: for what sum units would be entered. Nothing of it is released or comes back here.
    pub recorded_minor: i64,
    /// Its money is paid elsewhere.
    pub elsewhere: bool,
    /// The step that would be accepted is the delivery.
    pub delivers: bool,
    /// What would be released beside it of what a match fund adds, and what of that would go back to it.
    pub match_minor: i64,
    pub match_back_minor: i64,
    pub parts: Vec<PartForecast>,
}

/// A part by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartForecast {
    pub part: Id<Commitment>,
    pub member: Id<Member>,
    pub was: CommitmentState,
    pub becomes: CommitmentState,
    /// Of what is held or captured now: spent, and the member's again.
    pub captured_minor: i64,
    pub returned_minor: i64,
    /// Of what is owned and would form: why this part could not be kept.
    pub refused: Option<IssueRefused>,
}

/// Pools looked at in one read.
const PAGE: i64 = 200;

/// Every pool that is not over, in the order of their numbers. An open one is taken as closing at `at`, whatever its deadline; a
/// campaign that has closed, as it stands by then.
///
/// # Errors
/// Of the database only.
pub fn predict(reader: &mut Reader, community: i64, at: Timestamp) -> Result<Vec<PoolForecast>, Fault> {
    let (mut forecasts, mut after) = (Vec::new(), 0);
    loop {
        let page = pools_after(reader, community, after, PAGE)?;
        if page.is_empty() {
            return Ok(forecasts);
        }
        for id in page {
            let Some(pool) = reader.find::<Pool>(&(community, id))? else { continue };
            after = pool.number;
            forecasts.extend(forecast(reader, &pool, at)?);
        }
    }
}

fn forecast(reader: &mut Reader, pool: &Pool, at: Timestamp) -> Result<Option<PoolForecast>, Fault> {
    let campaign = reader.find::<Campaign>(&(pool.community_id, pool.id))?;
    let mut one = PoolForecast {
        pool: pool.id,
        number: pool.number,
        title: pool.title.clone(),
        kind: pool.kind,
        state: pool.state,
        forecast: Forecast::Stays,
        reached: pool.condition().of(&pool.reached()),
        least: pool.least,
        unit: reader.find::<GroupBuy>(&(pool.community_id, pool.id))?.map(|buy| buy.unit),
        matched_minor: if pool.condition().counted == Counted::Sum { pool.match_minor } else { 0 },
        claimed: pool.claimed_count,
        released_minor: 0,
        owed_minor: 0,
        recorded_minor: 0,
        elsewhere: campaign.as_ref().is_some_and(|campaign| campaign.offered.is_elsewhere()),
        delivers: false,
        match_minor: 0,
        match_back_minor: 0,
        parts: Vec::new(),
    };
    let parts = read_parts(reader, pool)?;
    match (pool.state, &campaign) {
        (PoolState::Open | PoolState::Met | PoolState::Failed, _) => {
            let owned =
                campaign.as_ref().filter(|row| row.offered.is_owned() && pool.state != PoolState::Failed);
            let keeps = match owned {
                Some(campaign) => Some(keepable(reader, pool, campaign, at)?),
                None => None,
            };
            let reached = keeps.as_ref().map_or_else(|| pool.reached(), |keeps| keeps.reached(pool));
            one.reached = pool.condition().of(&reached);
            let forms = match pool.state {
                PoolState::Open => Ending::Deadline.forms(&pool.condition(), &reached),
                state => state == PoolState::Met,
            };
            let refused = keeps.map(|keeps| keeps.refused).filter(|_| forms).unwrap_or_default();
            one.forecast = if forms { Forecast::Forms } else { Forecast::Fails };
            one.parts = closing(reader, pool, &parts, forms.then_some(&refused))?;
            // With it all that is in is accounted for: what members paid goes back to them, and this to its fund.
            one.match_back_minor = if forms { 0 } else { pool.match_minor };
            if let (Some(campaign), true) = (&campaign, forms) {
                let kept = parts.iter().filter(|part| !refused.contains_key(&part.number));
                let sum = first_tranche(reader, campaign, kept)?;
                reaches(campaign, sum, &mut one);
                one.match_minor = tranche(reader, campaign, pool.match_minor, 1)?;
            }
        }
        (PoolState::Captured, Some(campaign)) if campaign.stage == Stage::Reckoning => {
            one.forecast = Forecast::Releases;
            let sum = first_tranche(reader, campaign, parts.iter())?;
            reaches(campaign, sum, &mut one);
            one.match_minor = tranche(reader, campaign, pool.match_minor, 1)?;
        }
        (PoolState::Captured, Some(campaign)) if campaign.stage == Stage::Sharing => {
            one.forecast = Forecast::Returns;
            one.parts = returning(reader, campaign, &parts, 0)?;
        }
        (PoolState::Captured, Some(campaign)) if campaign.stage == Stage::Running => {
            running(reader, campaign, &parts, at, &mut one)?;
        }
        (PoolState::Captured, Some(campaign)) if campaign.stage == Stage::Returning => {
            one.forecast = Forecast::Returns;
            one.parts = going_back(reader, &parts)?;
        }
        _ => return Ok(None),
    }
    Ok(Some(one))
}

fn read_parts(reader: &mut Reader, pool: &Pool) -> Result<Vec<Commitment>, Fault> {
    let mut parts = Vec::new();
    for id in parts_of(reader, pool.community_id, pool.id)? {
        parts.extend(reader.find::<Commitment>(&(pool.community_id, id))?);
    }
    Ok(parts)
}

/// What closing makes of each part that is not over. `refused`: it forms, and those could not be kept.
fn closing(
    reader: &mut Reader,
    pool: &Pool,
    parts: &[Commitment],
    refused: Option<&BTreeMap<i64, IssueRefused>>,
) -> Result<Vec<PartForecast>, Fault> {
    let mut costs = if refused.is_some() { costs(reader, pool, parts)? } else { BTreeMap::new() };
    let why = |number: &i64| refused.and_then(|refused| refused.get(number).copied());
    costs.retain(|number, _| why(number).is_none());
    let campaign = reader.find::<Campaign>(&(pool.community_id, pool.id))?;
    let elsewhere = campaign.is_some_and(|campaign| campaign.offered.is_elsewhere());
    let becomes = |part: &Commitment| {
        let cost = costs.get(&part.number).copied().unwrap_or_default();
        let (becomes, captured_minor) = match part.state {
            CommitmentState::Held if cost > 0 => (CommitmentState::Captured, cost),
            CommitmentState::Held => (CommitmentState::Refunded, 0),
            // Somebody looks for its money still.
            CommitmentState::Claimed if !elsewhere => (CommitmentState::Claimed, 0),
            state if state.is_unpaid() => (CommitmentState::Lapsed, 0),
            _ => return None,
        };
        Some(PartForecast {
            part: part.id,
            member: part.member,
            was: part.state,
            becomes,
            captured_minor,
            returned_minor: part.held_minor - captured_minor,
            refused: why(&part.number),
        })
    };
    Ok(parts.iter().filter_map(becomes).collect())
}

/// What each paid part costs in a pool that forms, by its number. What a fund would pay for spare pieces is taken as there.
fn costs(reader: &mut Reader, pool: &Pool, parts: &[Commitment]) -> Result<BTreeMap<i64, i64>, Fault> {
    let held = parts.iter().filter(|part| part.state == CommitmentState::Held);
    if pool.kind == PoolKind::Campaign {
        return Ok(held.map(|part| (part.number, part.held_minor)).collect());
    }
    let buy = reader.find::<GroupBuy>(&(pool.community_id, pool.id))?;
    let buy = buy.ok_or_else(|| fault(format!("{}: a group buy without goods", pool.id)))?;
    // Closed already: at what was fixed, of which some may be orders by now.
    if let Some(price) = buy.price_e4.filter(|_| pool.state != PoolState::Open) {
        let mut costs = BTreeMap::new();
        for part in held {
            let fixed = reader.find::<GroupBuyPart>(&(pool.community_id, part.id))?;
            let less = fixed.map_or(0, |fixed| fixed.refused_milli);
            let cost = price.times(Quantity::from_milli(part.units_milli - less), pool.currency);
            costs.insert(part.number, cost.map_or(0, |cost| cost.minor));
        }
        return Ok(costs);
    }
    let ladder = ladder(reader, &buy)?;
    let held: Vec<_> = held.map(|part| (part.member, part.number, part.units_milli)).collect();
    let joined = joined(&held);
    let planned = plan(&joined, buy.case_milli, pool.step_milli, buy.remainder, buy.falls_on, &ladder);
    let Plan { refused, price, .. } =
        planned.ok_or_else(|| fault(format!("{}: its parts make no plan", pool.id)))?;
    let refused: BTreeMap<i64, i64> = refused.iter().map(|less| (less.number, less.units)).collect();
    let cost = |one: &Joined| {
        let less = refused.get(&one.number).copied().unwrap_or_default();
        let cost = price.times(Quantity::from_milli(one.units - less), pool.currency);
        (one.number, cost.map_or(0, |cost| cost.minor))
    };
    Ok(joined.iter().map(cost).collect())
}

fn shares(reader: &mut Reader, campaign: &Campaign) -> Result<Vec<i64>, Fault> {
    let mut shares = Vec::new();
    for number in 1..=campaign.milestone_count {
        let step = reader.find::<Milestone>(&(campaign.community_id, campaign.pool_id, number))?;
        shares.extend(step.map(|step| step.share_bp));
    }
    Ok(shares)
}

/// The goal is reached with so much in its first tranche.
fn reaches(campaign: &Campaign, sum: i64, one: &mut PoolForecast) {
    match campaign.goal_releases() {
        true => passes(campaign, 1, sum, one),
        false => one.owed_minor = sum,
    }
}

/// A milestone is accepted with so much: released, or of what is ordered ahead owed in goods until the last of them, which is the delivery.
fn passes(campaign: &Campaign, number: i64, sum: i64, one: &mut PoolForecast) {
    let ordered = campaign.owes_goods();
    one.delivers = ordered && number == campaign.milestone_count;
    match (ordered, one.delivers) {
        (true, true) => one.released_minor = campaign.advance_minor + sum,
        (true, false) => one.owed_minor = sum,
        (false, _) if one.elsewhere => one.recorded_minor = sum,
        (false, _) => one.released_minor = sum,
    }
}

/// What is released when all that is paid is captured: of what is owned in whole units of all together.
fn first_tranche<'a>(
    reader: &mut Reader,
    campaign: &Campaign,
    parts: impl Iterator<Item = &'a Commitment>,
) -> Result<i64, Fault> {
    let paid = |part: &&Commitment| matches!(part.state, CommitmentState::Held | CommitmentState::Captured);
    let paid = parts.filter(paid);
    if !campaign.offered.is_owned() {
        return tranche(reader, campaign, paid.map(|part| part.held_minor + part.captured_minor).sum(), 1);
    }
    let units = paid.map(|part| part.units_milli / 1_000).sum();
    Ok(tranche(reader, campaign, units, 1)? * campaign.unit_minor)
}

/// Of so much in all, what a milestone releases.
fn tranche(reader: &mut Reader, campaign: &Campaign, all: i64, of: i64) -> Result<i64, Fault> {
    let sums = tranches(all, &shares(reader, campaign)?).unwrap_or_default();
    Ok(usize::try_from(of - 1).ok().and_then(|at| sums.get(at)).copied().unwrap_or_default())
}

/// A campaign whose milestones are ahead: what the clock makes of the next one by then, as backers have answered so far.
fn running(
    reader: &mut Reader,
    campaign: &Campaign,
    parts: &[Commitment],
    at: Timestamp,
    one: &mut PoolForecast,
) -> Result<(), Fault> {
    let matched = reader.find::<MatchedCampaign>(&(campaign.community_id, campaign.pool_id))?;
    for number in 1..=campaign.milestone_count {
        let step = reader.find::<Milestone>(&(campaign.community_id, campaign.pool_id, number))?;
        let Some(step) = step.filter(|step| step.state != MilestoneState::Released) else { continue };
        let said = if step.step().is_looked_at(at) { answers(reader, &step)? } else { step.answers() };
        let to = step.step().by_clock(campaign.acceptance, campaign.percent, said, at);
        match to {
            None => {}
            Some(MilestoneState::Released) => {
                one.forecast = Forecast::Releases;
                passes(campaign, number, step.tranche_minor.unwrap_or_default(), one);
                let all = matched.as_ref().map_or(0, |row| row.match_minor);
                one.match_minor = tranche(reader, campaign, all, number)?;
            }
            Some(_) => {
                one.forecast = Forecast::Returns;
                one.match_back_minor = matched.as_ref().map_or(0, |row| row.kept_minor);
                one.parts = returning(reader, campaign, parts, number - 1)?;
            }
        }
        return Ok(());
    }
    Ok(())
}

/// What goes back of each part when the campaign stops with so many tranches released: in proportion, of what is owned the units that
/// are not entered.
fn returning(
    reader: &mut Reader,
    campaign: &Campaign,
    parts: &[Commitment],
    released: i64,
) -> Result<Vec<PartForecast>, Fault> {
    let mut captured: Vec<&Commitment> =
        parts.iter().filter(|part| part.state == CommitmentState::Captured).collect();
    captured.sort_by_key(|part| part.id);
    let backs = match campaign.offered.is_owned() {
        false => {
            let gave: Vec<_> = captured.iter().map(|part| (part.id, part.captured_minor)).collect();
            pro_rata(campaign.kept_minor + campaign.advance_minor, &gave).unwrap_or_default()
        }
        true => {
            let (shares, mut backs) = (shares(reader, campaign)?, Vec::new());
            for part in &captured {
                let row = reader.find::<CampaignPart>(&(part.community_id, part.id))?;
                let row = row.ok_or_else(|| fault(format!("{}: captured without a part", part.id)))?;
                let issued = usize::try_from(row.issued_tranches.max(released)).unwrap_or_default();
                let units = row.units_of(part.units_milli / 1_000, &shares).unwrap_or_default();
                backs.push(units.iter().skip(issued).sum::<i64>() * campaign.unit_minor);
            }
            backs
        }
    };
    Ok(captured.iter().zip(backs).map(|(part, back)| back_of(part, back)).collect())
}

fn back_of(part: &Commitment, back: i64) -> PartForecast {
    PartForecast {
        part: part.id,
        member: part.member,
        was: part.state,
        becomes: part.state,
        captured_minor: part.captured_minor - back,
        returned_minor: back,
        refused: None,
    }
}

/// It was stopped: what is fixed for each part and not given back yet.
fn going_back(reader: &mut Reader, parts: &[Commitment]) -> Result<Vec<PartForecast>, Fault> {
    let mut going = Vec::new();
    for part in parts {
        let row = reader.find::<CampaignPart>(&(part.community_id, part.id))?;
        let back = row.filter(|row| row.back_entry.is_none()).and_then(|row| row.back_minor);
        going.extend(back.filter(|back| *back > 0).map(|back| back_of(part, back)));
    }
    Ok(going)
}
