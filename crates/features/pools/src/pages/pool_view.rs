//! A pool as pages show it: how far it is, its ladder, who is in, what happened.

use super::bar::Bar;
use super::called_off::{called_off, off_by};
use super::read_store::{joined, people_in};
use super::scene::{Names, Scene};
use super::words;
use crate::beside::Needs;
use crate::campaign_rows::Campaign;
use crate::group_buy::{Ladder, Step, missing_to, missing_to_case, ordered};
use crate::ids::PoolId;
use crate::pool::{Counted, PoolState};
use crate::rows::{GroupBuy, GroupBuyStep, Pool, PoolEvent, PoolStep};
use kernel::{Price, Quantity};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::ui::{self, Tone};

pub(crate) fn ladder(reader: &mut Reader, buy: &GroupBuy) -> Result<Ladder, Fault> {
    let mut steps = Vec::new();
    for number in 1..=buy.step_count {
        let row = reader.find::<GroupBuyStep>(&(buy.community_id, buy.pool_id, number))?;
        steps.extend(row.map(|row| Step { from: row.from_milli, price: row.price_e4 }));
    }
    Ladder::new(steps).map_err(|why| crate::acting::fault(format!("{}: {}", buy.pool_id, why.code())))
}

/// What lists and the page say of a pool.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PoolBrief {
    #[schema(value_type = String)]
    pub id: PoolId,
    /// Short, for people.
    pub number: i64,
    pub title: String,
    pub goods: String,
    pub unit: String,
    #[schema(value_type = String)]
    pub state: PoolState,
    /// RFC 3339. Whoever joins has to before.
    pub closes_at: String,
    /// `people` or `units`.
    #[schema(value_type = String)]
    pub counted: Counted,
    /// People, or thousandths of a unit.
    pub least: i64,
    /// Of the same, until it forms; 0 when it would.
    pub missing: i64,
    /// Paid, and not given back: members, units, money. Fixed by closing.
    pub people: i64,
    #[schema(value_type = String)]
    pub units: Quantity,
    pub held_minor: i64,
    /// Of a unit: what everybody pays on joining; after closing what it cost.
    #[schema(value_type = String)]
    pub price_paid: Price,
    /// Of a unit, at what is in so far; of a closed one, what it cost.
    #[schema(value_type = String)]
    pub price_now: Price,
    /// Where the next cheaper price begins.
    pub next: Option<NextStep>,
    /// Bought by cases: how much is missing to the next whole one.
    #[schema(value_type = Option<String>)]
    pub missing_to_case: Option<Quantity>,
    /// After closing: what fills the last case and may still be joined for.
    #[schema(value_type = Option<String>)]
    pub late_room: Option<Quantity>,
    #[serde(skip)]
    pub tag: (String, Tone),
    #[serde(skip)]
    pub closes: Html,
    /// The most important thing about it, in a few words.
    #[serde(skip)]
    pub told: String,
    #[serde(skip)]
    pub is_open: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NextStep {
    /// More units until then.
    #[schema(value_type = String)]
    pub missing: Quantity,
    #[schema(value_type = String)]
    pub price: Price,
}

impl PoolBrief {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        pool: &Pool,
        buy: &GroupBuy,
        ladder: &Ladder,
    ) -> Result<PoolBrief, Fault> {
        let by = off_by(reader, s, pool, buy)?;
        let units = pool.held_milli;
        let is_open = pool.state == PoolState::Open;
        let now = buy.ordered_milli.unwrap_or_else(|| ordered(units, buy.case_milli, buy.remainder));
        let price_now = buy.price_e4.unwrap_or_else(|| ladder.price(Quantity::from_milli(now)));
        let next = ladder.next(Quantity::from_milli(now)).filter(|_| is_open).map(|step| NextStep {
            missing: Quantity::from_milli(missing_to(
                step.from.milli,
                units,
                buy.case_milli,
                buy.remainder,
                pool.step_milli,
            )),
            price: step.price,
        });
        let to_case = buy.case_milli.filter(|_| is_open).map(|case| missing_to_case(units, Some(case)));
        let to_case = to_case.filter(|missing| *missing > 0);
        let missing = pool.condition().missing(&pool.reached());
        Ok(PoolBrief {
            id: pool.id,
            number: pool.number,
            title: pool.title.clone(),
            goods: buy.goods.clone(),
            unit: buy.unit.clone(),
            state: pool.state,
            closes_at: pool.closes_at_us.to_string(),
            counted: pool.counted,
            least: pool.least,
            missing,
            people: pool.held_people,
            units: Quantity::from_milli(units),
            held_minor: pool.held_minor,
            price_paid: buy.price_e4.unwrap_or_else(|| ladder.dearest()),
            price_now,
            next,
            missing_to_case: to_case.map(Quantity::from_milli),
            late_room: pool.late_open.then_some(Quantity::from_milli(pool.late_milli)),
            tag: words::pool_tag(s, pool),
            closes: s.time(&pool.ended_at_us.unwrap_or(pool.closes_at_us)),
            told: called_off(s, pool, by, false).unwrap_or_else(|| told(s, pool, buy, missing)),
            is_open,
        })
    }
}

/// `还差 8 斤成团`, `成团了，每斤 ¥9`.
fn told(s: &Scene, pool: &Pool, buy: &GroupBuy, missing: i64) -> String {
    let counted = |count| words::counted(s, pool.counted, count, &buy.unit);
    match (pool.state, buy.price_e4) {
        (PoolState::Prepared, _) => s.t.prepared_told(),
        (PoolState::Open, _) if s.now >= pool.closes_at_us && missing > 0 => {
            s.t.closing_needed(counted(missing))
        }
        (PoolState::Open, _) if s.now >= pool.closes_at_us => s.t.closing_enough(),
        (PoolState::Open, _) if missing > 0 => s.t.still_needed(counted(missing)),
        (PoolState::Open, _) => s.t.nothing_needed(),
        (PoolState::Met | PoolState::Captured, Some(price)) => {
            let got = s.amount(buy.ordered_milli.unwrap_or_default(), &buy.unit);
            let price = s.price(price, &buy.unit);
            match pool.late_milli {
                0 => s.t.formed_with(got, price),
                left => s.t.formed_late(got, price, s.amount(left, &buy.unit)),
            }
        }
        _ => s.t.came_to(counted(pool.condition().of(&pool.reached())), counted(pool.least)),
    }
}

/// A row of the table of prices.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LadderRow {
    #[schema(value_type = String)]
    pub from: Quantity,
    #[schema(value_type = String)]
    pub price: Price,
    /// More units until this price; 0 once it is reached.
    #[schema(value_type = String)]
    pub missing: Quantity,
    /// The price that holds at what is in so far.
    pub here: bool,
}

pub(crate) fn rungs(pool: &Pool, buy: &GroupBuy, ladder: &Ladder, now: Price) -> Vec<LadderRow> {
    let row = |step: &Step| {
        let missing =
            missing_to(step.from.milli, pool.held_milli, buy.case_milli, buy.remainder, pool.step_milli);
        let missing = Quantity::from_milli(missing);
        LadderRow { from: step.from, price: step.price, missing, here: step.price == now }
    };
    ladder.steps().iter().map(row).collect()
}

/// A picture of how far it is. A condition of people has no place among units: it has a bar of its own.
pub(crate) fn bar(s: &Scene, pool: &Pool, buy: &GroupBuy, ladder: &Ladder) -> Html {
    let by_units = pool.counted == Counted::Units;
    let steps: Vec<i64> = ladder.steps().iter().skip(1).map(|step| step.from.milli).collect();
    let label = s.t.bar_label(
        words::counted(s, pool.counted, pool.condition().of(&pool.reached()), &buy.unit),
        words::counted(s, pool.counted, pool.least, &buy.unit),
    );
    match by_units {
        true => Bar { paid: pool.held_milli, forms: Some(pool.least), steps }.draw(s, &label),
        false => Bar { paid: pool.held_people, forms: Some(pool.least), steps: Vec::new() }.draw(s, &label),
    }
}

/// Somebody who is in: paid, and not all given back, before it formed or after.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct JoinedView {
    pub name: String,
    /// To those who run pools and confirm payments. Others see who is in and what all have together: a sum beside a name
    /// would tell whose entry in the journal it is.
    #[schema(value_type = Option<String>)]
    pub units: Option<Quantity>,
    /// To the same: what they get, where less was ordered or came.
    #[schema(value_type = Option<String>)]
    pub gets: Option<Quantity>,
}

/// More are only counted.
pub(crate) const NAMED: usize = 200;

/// By name: the order of joining would tell whose entries are whose. Empty for visitors.
pub(crate) fn joined_views(reader: &mut Reader, s: &Scene, pool: &Pool) -> Result<Vec<JoinedView>, Fault> {
    if s.me.is_none() {
        return Ok(Vec::new());
    }
    let (mut views, mut names, mut nameless) = (Vec::new(), Names::default(), 0);
    for (member, units, less) in joined(reader, s.number, pool.id)?.into_iter().take(NAMED) {
        // What a chat calls somebody, with their room, is for who works with its lists.
        let row = reader.find::<community::Member>(&(s.number, member))?;
        if !s.of_office() && row.is_some_and(|row| row.is_placeholder()) {
            nameless += 1;
            continue;
        }
        let name = names.of(reader, s, member)?;
        let shown = |milli| s.of_office().then_some(Quantity::from_milli(milli));
        let gets = shown(units - less).filter(|_| less > 0);
        views.push(JoinedView { name, units: shown(units), gets });
    }
    views.sort_by(|one, other| web::text::natural(&one.name, &other.name));
    if nameless > 0 {
        views.push(JoinedView { name: s.t.in_without_account(nameless), units: None, gets: None });
    }
    Ok(views)
}

/// What happened to the pool as a whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EventView {
    #[schema(value_type = String)]
    pub step: PoolStep,
    /// RFC 3339.
    pub at: String,
    /// To members.
    pub by: Option<String>,
    pub reason: Option<String>,
    /// Who let a reason pass that reads like a promise, and why.
    pub passed: Vec<String>,
    pub entry: Option<i64>,
    #[serde(skip)]
    pub html: Html,
}

/// Oldest first.
pub(crate) fn events(reader: &mut Reader, s: &Scene, pool: &Pool) -> Result<Vec<EventView>, Fault> {
    let (mut views, mut names) = (Vec::new(), Names::default());
    let campaign = reader.find::<Campaign>(&(s.number, pool.id))?;
    // Nobody claimed what reaching the goal released, and nobody accepted it.
    let mut claimed = false;
    for number in 1..=pool.event_count {
        let Some(event) = reader.find::<PoolEvent>(&(s.number, pool.id, number))? else { continue };
        let by = match event.by_member.filter(|_| s.me.is_some()) {
            Some(member) => Some(names.of(reader, s, member)?),
            None => None,
        };
        claimed |= event.step == PoolStep::MilestoneClaimed;
        let said = match &campaign {
            Some(campaign) if event.step == PoolStep::MilestoneReleased && !claimed => {
                words::released_by_goal(s, campaign)
            }
            Some(_) if event.step == PoolStep::Delivered && !claimed => s.t.step_delivery_unsaid(),
            _ => words::step(s, pool.kind, event.step),
        };
        let passed = super::called_off::passed(reader, s, pool, event.reason.as_deref())?;
        views.push(view(s, said, &event, (by, passed), number == pool.event_count));
    }
    Ok(views)
}

fn view(
    s: &Scene,
    said: String,
    event: &PoolEvent,
    (by, passed): (Option<String>, Vec<String>),
    here: bool,
) -> EventView {
    let reason = event.reason.as_deref().map(|reason| words::reason(s, reason));
    let mut note = s.time(&event.at_us).to_string();
    if let Some(by) = &by {
        note.push_str(&format!(" · {}", web::escaped(by)));
    }
    if let Some(entry) = event.entry.filter(|_| s.books_open) {
        note.push_str(&entry_link(s, entry));
    }
    if let Some(reason) = &reason {
        let said = match event.step {
            // Which one it is about.
            PoolStep::MilestoneClaimed
            | PoolStep::MilestoneReleased
            | PoolStep::MilestoneRefused
            | PoolStep::MilestoneOverdue => reason.clone(),
            _ => s.t.because(reason.clone()),
        };
        note.push_str(&format!("<br>{}", web::escaped(&said)));
    }
    for said in &passed {
        note.push_str(&format!("<br>{}", web::escaped(said)));
    }
    EventView {
        step: event.step,
        at: event.at_us.to_string(),
        by,
        reason,
        passed,
        entry: event.entry,
        html: ui::step(said, Html::trusted(note), here),
    }
}

/// ` · ` and a link to an entry of the journal.
pub(crate) fn entry_link(s: &Scene, entry: i64) -> String {
    let words = web::escaped(&s.t.entry_numbered(entry));
    format!(" · <a href=\"{}/books/entries/{entry}\">{words}</a>", s.base)
}

/// What is still to come into an open one, with what is joined for and not paid yet taken off: that has its place.
pub(crate) fn needs(reader: &mut Reader, s: &Scene, pool: &Pool, unit: &str) -> Result<Needs, Fault> {
    let condition = pool.condition();
    let missing = match pool.counted {
        Counted::Units => (pool.least - pool.taken_milli).max(0),
        Counted::People => pool.least - people_in(reader, s.number, pool.id, pool.least)?,
        // Asks for no places.
        Counted::Sum => condition.missing(&pool.reached()),
    };
    Ok(Needs { parts: condition.parts(missing), words: words::counted(s, pool.counted, missing, unit) })
}

/// Its deadline has passed and payments are claimed: how long they are waited for.
pub(super) fn waits_until(s: &Scene, pool: &Pool) -> Option<String> {
    let waits = pool.state == PoolState::Open && s.now >= pool.closes_at_us && pool.claimed_count > 0;
    waits.then(|| s.t.waits_until(s.time_text(&pool.times().last())))
}
