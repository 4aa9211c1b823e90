//! One pool: what is still needed, what it costs, what is agreed on by joining, who is in, and what happened.

use super::called_off::why_off;
use super::consenting::{ConsentView, consent, is_asked};
use super::for_group;
use super::part_brief::{PartBrief, own_parts};
use super::pool_supply::{BuyingView, PurchaseLink, buying, order_by_hand, purchase};
use super::pool_view::{self, EventView, JoinedView, LadderRow, NAMED, PoolBrief, needs};
use super::rules::Rules;
use super::scene::{About, Names, Scene, seen};
use crate::beside::{Above, Asked, PoolChoice, TooLittleRoom};
use crate::ids::PoolId;
use crate::pool::PoolState;
use crate::rows::{GroupBuy, Pool, PoolMember};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use kernel::{Price, Quantity};
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Power, Problem, Reply, Site, View};

/// A group buy with all that happened to it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "pool.html")]
pub(crate) struct PoolPage {
    #[serde(skip)]
    pub s: Scene,
    #[serde(flatten)]
    pub pool: PoolBrief,
    /// CommonMark, as it was written.
    terms: String,
    /// What is agreed on by joining, in sentences.
    rules: Vec<String>,
    ladder: Vec<LadderRow>,
    /// Who is in, to members; visitors read how many.
    joined: Vec<JoinedView>,
    /// How much there is still room for; absent without an end. After closing: of what fills the last case.
    #[schema(value_type = Option<String>)]
    room: Option<Quantity>,
    /// How much the caller may still take of the own limit.
    #[schema(value_type = Option<String>)]
    own_room: Option<Quantity>,
    /// What a feature above asks of who joins: one of these is sent as `choice`.
    choices: Vec<PoolChoice>,
    /// The caller's.
    parts: Vec<PartBrief>,
    /// What stands beside them, in sentences.
    beside: Vec<String>,
    events: Vec<EventView>,
    /// What it asks of who carries the mandate, while it is only prepared.
    consent: Option<ConsentView>,
    /// Why it was called off, as whoever did so said.
    why_off: Option<String>,
    /// Who opened it, to members.
    organiser: Option<String>,
    #[schema(value_type = String)]
    offer: kernel::Id<market::rows::Offer>,
    /// Claimed payments that wait for the treasurer.
    claimed: i64,
    /// What a fund paid for pieces that no member has.
    spare_minor: i64,
    /// What was ordered, once it is closed; of it, what no member has.
    #[schema(value_type = Option<String>)]
    ordered: Option<Quantity>,
    #[schema(value_type = Option<String>)]
    spare: Option<Quantity>,
    /// To who runs it, once it has formed: what its chat is told.
    for_group: Option<String>,
    /// Of the spare pieces, what was joined for after closing, and what went into stock once it came.
    #[schema(value_type = Option<String>)]
    spare_taken: Option<Quantity>,
    #[schema(value_type = Option<String>)]
    spare_shelved: Option<Quantity>,
    /// Of what was ordered, what did not come; null while more may come.
    #[schema(value_type = Option<String>)]
    short: Option<Quantity>,
    /// The supplier's order: to who deals with suppliers, and to the supplier.
    purchase: Option<PurchaseLink>,
    /// Of whom it is bought when it forms, where a fund sells it: to who deals with suppliers.
    buying: Option<BuyingView>,
    /// Its goods are the community's own and were not ordered: whoever manages offers orders them by hand, on that page.
    #[serde(skip)]
    order_by_hand: Option<String>,
    #[serde(skip)]
    asked: Asked,
    #[serde(skip)]
    terms_html: Html,
    #[serde(skip)]
    bar: Html,
    #[serde(skip)]
    step: Quantity,
    #[serde(skip)]
    can_join: bool,
    /// To who runs it: a feature above has too little room for all that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    too_little_room: Option<TooLittleRoom>,
    #[serde(skip)]
    can_run: bool,
    #[serde(skip)]
    can_call_off: bool,
    #[serde(skip)]
    is_met: bool,
    /// Its deadline has passed, and claimed payments have their grace.
    #[serde(skip)]
    is_closing: bool,
    /// Until when claimed payments are checked, past the deadline.
    #[serde(skip)]
    waits_until: Option<String>,
    /// Why there is no room, in words.
    #[serde(skip)]
    no_room: String,
    #[serde(skip)]
    is_late: bool,
    #[serde(skip)]
    credit: i64,
    /// The extension that the reader has not noted.
    #[serde(skip)]
    notice: Option<String>,
    #[serde(skip)]
    extend_from: String,
    #[serde(skip)]
    pub join: JoinForm,
    #[serde(skip)]
    pub run: RunForm,
    #[serde(skip)]
    pub errors: Errors,
    #[serde(skip)]
    pub which: Which,
    #[serde(skip)]
    none: Errors,
}

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    #[default]
    Join,
    Extend,
    Close,
    Cancel,
    Consent,
    Notice,
}

/// A part to take.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct JoinForm {
    /// A decimal as text, in the goods' steps.
    pub units: String,
    /// `set_off` pays at once out of what the community owes; anything else is paid by transfer or code, and claimed.
    pub payment: String,
    /// Which of the page's `choices`; needed where there are several.
    pub choice: String,
    /// `on`: far more than all together still need is meant so.
    pub sure: String,
    /// The sum that was shown, in minor units; another one now is refused. Without it, whatever it is.
    pub seen_minor: Option<i64>,
}

/// Extending: `closes_at` and `reason`. Closing early and calling off: `reason`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RunForm {
    /// In the community's time zone: `2026-03-14T20:00`.
    pub closes_at: String,
    /// For everybody to read.
    pub reason: String,
}

impl View for PoolPage {
    fn title(&self) -> String {
        self.pool.title.clone()
    }

    fn live(&self) -> Option<&'static str> {
        Some("market")
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/pools", self.s.base), self.s.t.pools())
    }
}

impl PoolPage {
    fn link(&self, path: &str) -> String {
        format!("{}/pools/{}{path}", self.s.base, self.pool.id)
    }

    fn failed(&self, which: &str) -> bool {
        let name = match self.which {
            Which::Join => "join",
            Which::Extend => "extend",
            Which::Close => "close",
            Which::Cancel => "cancel",
            Which::Consent => "consent",
            Which::Notice => "notice",
        };
        !self.errors.is_empty() && name == which
    }

    /// What is wrong with one of its forms: they have fields of the same name.
    fn of(&self, which: &str) -> &Errors {
        if self.failed(which) { &self.errors } else { &self.none }
    }

    fn choices(&self) -> Vec<(String, String)> {
        self.choices.iter().map(|choice| (choice.code.clone(), choice.words.clone())).collect()
    }

    fn typed_units(&self) -> Option<Quantity> {
        Quantity::parse(&self.join.units).ok().filter(|units| units.milli > 0)
    }

    /// What the typed units are to be paid with on joining.
    fn due(&self) -> i64 {
        let due = self.typed_units().and_then(|units| self.pool.price_paid.times(units, self.s.currency));
        due.map_or(0, |due| due.minor)
    }

    fn ways(&self) -> Vec<(String, String)> {
        let mut ways = vec![("later".to_owned(), self.s.t.pay_later())];
        if self.credit > 0 {
            ways.insert(0, ("set_off".to_owned(), self.s.t.pay_set_off(self.s.said(self.credit))));
        }
        ways
    }

    /// More is needed for the next step than there is room for: it takes those who have a place and have not paid.
    fn step_is_held(&self, missing: &i64) -> bool {
        self.room.is_some_and(|room| room.milli < *missing)
    }

    /// How much cheaper the next step is, a unit.
    fn cheaper(&self, price: &Price) -> String {
        self.s.price(Price::from_e4(self.pool.price_now.e4 - price.e4), &self.pool.unit)
    }

    fn rung(&self, row: &LadderRow) -> String {
        let t = self.s.t;
        match (row.here, row.missing.milli) {
            (true, _) if self.pool.is_open => t.rung_here(),
            (true, _) => t.rung_was(),
            (false, 0) => t.rung_passed(),
            (false, missing) if self.pool.is_open => t.rung_missing(self.s.amount(missing, &self.pool.unit)),
            _ => String::new(),
        }
    }

    fn more_joined(&self) -> i64 {
        (self.pool.people - NAMED as i64).max(0)
    }

    fn asks_sure(&self) -> bool {
        self.errors.on("sure").is_some() || !self.join.sure.is_empty()
    }

    fn left(&self) -> Option<Quantity> {
        [self.room, self.own_room].into_iter().flatten().min_by_key(|room| room.milli)
    }

    fn has_parts_unpaid(&self) -> bool {
        self.parts.iter().any(PartBrief::is_unpaid)
    }
}

/// A group buy.
#[utoipa::path(get, path = "/c/{slug}/pools/{pool}", tag = "pools",
    params(("slug" = String, Path), ("pool" = String, Path),
        ("units" = Option<String>, Query, description = "what the page counts the sum of")),
    responses((status = 200, body = PoolPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn pool_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Path((_, pool)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    // Links know a pool by its id only: what a decision opened has a page of its own.
    if let Some(location) = campaign_at(&caller, &site, &pool).await? {
        return Reply::see(&location);
    }
    let mut page = load(&caller, (&site, &above), &pool).await?;
    if let Some(units) = parameter(&pairs, "units") {
        page.join.units = units.to_owned();
    }
    if let Some(payment) = parameter(&pairs, "payment") {
        page.join.payment = payment.to_owned();
    }
    if let Some(choice) = parameter(&pairs, "choice") {
        page.join.choice = choice.to_owned();
    }
    Reply::page(&caller, &page)
}

async fn campaign_at(caller: &Caller, site: &Site, pool: &str) -> Result<Option<String>, Problem> {
    let (Ok(id), Some(_)) = (PoolId::parse(pool), caller.membership()) else { return Ok(None) };
    let community = caller.community()?;
    let number = community.number;
    let found =
        site.db.read(move |reader| reader.find::<crate::campaign_rows::Campaign>(&(number, id))).await?;
    Ok(found.map(|_| format!("/c/{}/campaigns/{id}", community.slug)))
}

pub(crate) async fn load(
    caller: &Caller,
    (site, above): (&Site, &Above),
    pool: &str,
) -> Result<PoolPage, Problem> {
    let s = Scene::of(caller, site)?;
    let id = PoolId::parse(pool).map_err(|_| Problem::not_found())?;
    let visitor = s.me.is_none();
    let above = above.clone();
    match site.db.read(move |reader| read(reader, s, id, &above)).await? {
        Some(page) => Ok(page),
        // As of an offer for members only: who signs in may see it.
        None if visitor => Err(caller.member().err().unwrap_or_else(Problem::not_found)),
        None => Err(Problem::not_found()),
    }
}

fn read(reader: &mut Reader, s: Scene, id: PoolId, above: &Above) -> Result<Option<PoolPage>, Fault> {
    let Some((pool, buy)) = seen(reader, &s, id)? else { return Ok(None) };
    let ladder = pool_view::ladder(reader, &buy)?;
    let brief = PoolBrief::of(reader, &s, &pool, &buy, &ladder)?;
    let own = match s.me {
        Some(me) => reader.find::<PoolMember>(&(s.number, id, me))?,
        None => None,
    };
    let credit = match s.me {
        Some(me) => market::credit_of(reader, s.number, me, s.currency)?,
        None => 0,
    };
    let organiser = match s.me {
        Some(_) => Some(Names::default().of(reader, &s, pool.made_by)?),
        None => None,
    };
    let is_open = pool.state == PoolState::Open && s.now < pool.closes_at_us;
    let is_late = pool.late_open && pool.late_milli >= pool.step_milli;
    let room = match is_late {
        true => Some(Quantity::from_milli(pool.late_milli)),
        false => room(pool.most_milli.filter(|_| is_open), pool.taken_milli),
    };
    let taken = own.as_ref().map_or(0, |own| own.taken_milli);
    let own_room = self::room(pool.each_most_milli.filter(|_| is_open || is_late), taken);
    let full = [room, own_room].into_iter().flatten().any(|room| room.milli < pool.step_milli);
    let first = Quantity::from_milli(if 1_000 % pool.step_milli == 0 { 1_000 } else { pool.step_milli });
    let purchase = purchase(reader, &s, &pool)?;
    let mut rules = Rules::of(&pool, &buy, &ladder).sentences(&s);
    let fetched = above.0.rules(reader, &s.beside(), pool.id)?;
    let for_group = for_group::text(&s, (&pool, &buy, &ladder), brief.people, &fetched);
    rules.extend(fetched);
    let can_join = s.me.is_some() && (is_open || is_late) && !full;
    let mut asked = if can_join { above.0.asked(reader, &s.beside(), pool.id)? } else { Asked::default() };
    let choices = std::mem::take(&mut asked.choices);
    let parts = own_parts(reader, &s, &pool, &About::Goods(Box::new(buy.clone())))?;
    let mut beside = Vec::new();
    for part in parts.iter().filter(|part| part.state.takes_place()) {
        beside.extend(above.0.of_part(reader, &s.beside(), part.id)?);
    }
    beside.sort();
    beside.dedup();
    let can_run = s.can(Power::ManageOffers) && pool.state == PoolState::Open;
    let too_little_room = match can_run {
        true => {
            let needs = needs(reader, &s, &pool, &buy.unit)?;
            above.0.too_little_room(reader, &s.beside(), pool.id, &needs)?
        }
        false => None,
    };
    Ok(Some(PoolPage {
        for_group,
        rules,
        choices,
        asked,
        beside,
        ladder: pool_view::rungs(&pool, &buy, &ladder, brief.price_now),
        joined: pool_view::joined_views(reader, &s, &pool)?,
        room,
        own_room,
        parts,
        events: pool_view::events(reader, &s, &pool)?,
        consent: consent(reader, &s, &pool, &buy)?,
        can_call_off: may_call_off(&s, &pool, &buy),
        why_off: why_off(reader, &s, &pool)?,
        organiser,
        offer: buy.offer_id,
        claimed: pool.claimed_count,
        spare_minor: buy.spare_minor,
        ordered: buy.ordered_milli.map(Quantity::from_milli),
        short: buy.short_milli.map(Quantity::from_milli).filter(|short| short.milli > 0),
        buying: buying(reader, &s, &buy)?,
        order_by_hand: order_by_hand(&s, &buy),
        purchase,
        spare: buy.spare_milli.map(Quantity::from_milli).filter(|spare| spare.milli > 0),
        terms_html: web::text::story(&pool.terms),
        bar: pool_view::bar(&s, &pool, &buy, &ladder),
        step: Quantity::from_milli(pool.step_milli),
        can_join,
        no_room: no_room(&s, &pool, &buy, own_room, taken),
        waits_until: pool_view::waits_until(&s, &pool),
        is_late,
        spare_taken: Some(Quantity::from_milli(buy.late_milli)).filter(|taken| taken.milli > 0),
        spare_shelved: buy.shelved_milli.map(Quantity::from_milli).filter(|there| there.milli > 0),
        can_run,
        too_little_room,
        is_met: pool.condition().is_met(&pool.reached()),
        credit,
        notice: notice(reader, &s, &pool, own.as_ref())?,
        extend_from: s.time_typed(&pool.closes_at_us),
        join: JoinForm {
            units: first.to_string(),
            payment: way(credit, &brief, first, &s),
            choice: String::new(),
            sure: String::new(),
            seen_minor: None,
        },
        run: RunForm { closes_at: s.time_typed(&pool.closes_at_us), reason: String::new() },
        errors: Errors::none(),
        which: Which::Join,
        none: Errors::none(),
        is_closing: pool.state == PoolState::Open && !is_open,
        terms: pool.terms.clone(),
        pool: brief,
        s,
    }))
}

/// Until it has closed; who is asked for a consent may say no that way.
fn may_call_off(s: &Scene, pool: &Pool, buy: &GroupBuy) -> bool {
    match pool.state {
        PoolState::Prepared => s.can(Power::ManageOffers) || is_asked(s, pool, buy),
        state => s.can(Power::ManageOffers) && state == PoolState::Open,
    }
}

/// The own limit, or places that are kept for who has not paid yet, or that all is taken.
fn no_room(s: &Scene, pool: &Pool, buy: &GroupBuy, own_room: Option<Quantity>, taken: i64) -> String {
    let unpaid = pool.taken_milli - pool.held_milli;
    let at_limit = own_room.is_some_and(|room| room.milli < pool.step_milli);
    match pool.each_most_milli.filter(|_| at_limit) {
        Some(most) => s.t.own_limit(s.amount(taken, &buy.unit), s.amount(most, &buy.unit)),
        None if pool.state == PoolState::Open && unpaid > 0 => s.t.room_held(s.amount(unpaid, &buy.unit)),
        None => s.t.no_room(),
    }
}

fn room(most: Option<i64>, taken: i64) -> Option<Quantity> {
    most.map(|most| Quantity::from_milli((most - taken).max(0)))
}

/// What is chosen beforehand: what the community owes, where that pays for one.
fn way(credit: i64, brief: &PoolBrief, first: Quantity, s: &Scene) -> String {
    let due = brief.price_paid.times(first, s.currency).map_or(0, |due| due.minor);
    if credit >= due && due > 0 { "set_off".to_owned() } else { "later".to_owned() }
}

/// Said to whoever joined before a pool was extended, until they have noted it or it is over.
pub(crate) fn notice(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    own: Option<&PoolMember>,
) -> Result<Option<String>, Fault> {
    let Some(at) = pool.extended_at_us.filter(|_| pool.state == PoolState::Open && s.now < pool.closes_at_us)
    else {
        return Ok(None);
    };
    let Some(own) = own.filter(|own| own.taken_milli > 0) else { return Ok(None) };
    if own.seen_extension_us.is_some_and(|seen| seen >= at) {
        return Ok(None);
    }
    // Whoever joined after it knew; and once the time to leave is over there is nothing to be told.
    let (mut before, leaving) = (false, pool.leaving());
    for id in super::read_store::own_in_pool(reader, s.number, own.member, pool.id)? {
        let part = reader.find::<crate::rows::Commitment>(&(s.number, id))?;
        before |= part.is_some_and(|part| {
            part.made_at_us < at && part.state.takes_place() && leaving.may(part.made_at_us, s.now)
        });
    }
    let mut reason = String::new();
    for number in 1..=pool.event_count {
        let event = reader.find::<crate::rows::PoolEvent>(&(s.number, pool.id, number))?;
        let moves = [crate::rows::PoolStep::Extended, crate::rows::PoolStep::Raised];
        let extended = event.filter(|event| moves.contains(&event.step));
        reason = extended.and_then(|event| event.reason).unwrap_or(reason);
    }
    Ok(before.then(|| s.t.extended_notice(s.time_text(&pool.closes_at_us), reason)))
}
