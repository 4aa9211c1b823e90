//! One's own link and coupons, what runs now, and what ran before.

use super::budget_view::BudgetView;
use super::scene::Scene;
use crate::budget::{BudgetKind, BudgetState};
use crate::checkout::is_used;
use crate::ids::{Budget, Coupon};
use crate::ops;
use crate::referral_store::{
    BroughtBy, brought_by, budgets_below, budgets_in, code_of, coupons_of, is_taken_by_one_of, taken_by,
};
use crate::rows::{RewardBudget, RewardCoupon};
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui;
use web::{Answer, Back, Caller, Html, Keyed, Place, Power, Reply, Site, View};

const PAGE: i64 = 20;
/// Goods with a link of their own.
const GOODS: i64 = 20;
/// Coupons told of; older ones are in the export of one's own data.
const COUPONS: usize = 50;

/// One's own link, what it brought in all, and what can be had.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "rewards.html")]
pub(crate) struct RewardsPage {
    #[serde(skip)]
    s: Scene,
    /// Null until it is asked for.
    code: Option<String>,
    link: Option<String>,
    /// The same, to single goods: title and link.
    goods: Vec<(String, String)>,
    /// Neither who bought nor what.
    orders_brought: i64,
    orders_waiting: i64,
    promised_minor: i64,
    earned_minor: i64,
    programme: Option<BudgetView>,
    packets: Vec<PacketRow>,
    coupons: Vec<CouponRow>,
    /// All, newest first.
    budgets: Vec<BudgetView>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
    #[serde(skip)]
    can_propose: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PacketRow {
    #[serde(flatten)]
    budget: BudgetView,
    /// By the caller.
    taken: bool,
    /// By them, or by a company that is one person with them: nothing of it is for them any more.
    taken_as_one: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CouponRow {
    #[schema(value_type = String)]
    id: Id<Coupon>,
    amount_minor: i64,
    expires_at: String,
    /// Could be put on an order now.
    usable: bool,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    ends: Timestamp,
}

impl View for RewardsPage {
    fn title(&self) -> String {
        self.s.t.rewards()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mine", self.s.base), self.s.t.mine())
    }
}

impl RewardsPage {
    fn older(&self) -> Option<String> {
        Some(format!("{}/rewards?below={}", self.s.base, self.next?))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/rewards", self.s.base))
    }

    fn qr(&self) -> Html {
        self.link.as_ref().map_or_else(Html::default, |link| ui::qr(link, self.s.t.my_link()))
    }
}

/// One's own link and what it brought, coupons, the programme that runs and red packets to take from.
#[utoipa::path(get, path = "/c/{slug}/rewards", tag = "referral",
    params(("slug" = String, Path), ("below" = Option<i64>, Query)),
    responses((status = 200, body = RewardsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn rewards_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|below| below.parse().ok());
    let page = site.db.read(move |reader| read(reader, s, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, below: Option<i64>) -> Result<RewardsPage, Fault> {
    let code = code_of(reader, s.number, s.me)?;
    let link = code.as_ref().map(|code| format!("{}{}/via/{code}", s.site, s.base));
    let goods = match &link {
        Some(link) => {
            // One a good, whatever variants it has.
            let mut on_sale = market::on_sale(reader, s.number, GOODS)?;
            on_sale.dedup_by_key(|one| one.offer);
            on_sale.into_iter().map(|one| (one.title, format!("{link}?offer={}", one.offer))).collect()
        }
        None => Vec::new(),
    };
    let BroughtBy { orders, waiting, promised_minor, earned_minor } = brought_by(reader, s.number, s.me)?;
    let (mut programme, mut packets) = (None, Vec::new());
    let mut ones = community::one_with_shown(reader, s.number, s.me)?;
    ones.push(s.me);
    for id in budgets_in(reader, s.number, BudgetState::Open, PAGE)? {
        let Some(budget) = reader.find::<RewardBudget>(&(s.number, id))? else { continue };
        if !budget.is_open(s.now) {
            continue;
        }
        let view = BudgetView::of(reader, &s, &budget)?;
        match budget.kind {
            BudgetKind::Programme => programme = Some(view),
            BudgetKind::Packet => {
                let taken = taken_by(reader, s.number, budget.id, s.me)?.is_some();
                let taken_as_one = is_taken_by_one_of(reader, s.number, budget.id, &ones)?;
                packets.push(PacketRow { budget: view, taken, taken_as_one });
            }
        }
    }
    let (budgets, next) = budgets(reader, &s, below)?;
    let can_propose = s.can(Power::PayOut) || carries(reader, &s)?;
    Ok(RewardsPage {
        can_propose,
        coupons: coupons(reader, &s)?,
        code,
        link,
        goods,
        orders_brought: orders,
        orders_waiting: waiting,
        promised_minor,
        earned_minor,
        programme,
        packets,
        budgets,
        next,
        paged: below.is_some(),
        s,
    })
}

/// Whether the reader carries out something under which money can be set aside.
fn carries(reader: &mut Reader, s: &Scene) -> Result<bool, Fault> {
    let open = spending::open_mandates(
        reader,
        s.number,
        Some(spending::MandateKind::Referral),
        s.now,
        super::budget_new::MANDATES,
    )?;
    Ok(open.iter().any(|mandate| mandate.carried_by == Some(s.me)))
}

fn budgets(
    reader: &mut Reader,
    s: &Scene,
    below: Option<i64>,
) -> Result<(Vec<BudgetView>, Option<i64>), Fault> {
    let mut ids: Vec<Id<Budget>> = budgets_below(reader, s.number, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let mut views = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(budget) = reader.find::<RewardBudget>(&(s.number, id))? {
            views.push(BudgetView::of(reader, s, &budget)?);
        }
    }
    let next = views.last().map(|view| view.number).filter(|_| more);
    Ok((views, next))
}

fn coupons(reader: &mut Reader, s: &Scene) -> Result<Vec<CouponRow>, Fault> {
    let mut rows = Vec::new();
    for id in coupons_of(reader, s.number, s.me)?.into_iter().rev().take(COUPONS) {
        let Some(coupon) = reader.find::<RewardCoupon>(&(s.number, id))? else { continue };
        let used = is_used(reader, &coupon)?;
        let over = coupon.void || s.now >= coupon.expires_at_us;
        let (text, tone) = match (used, over) {
            (true, _) => (s.t.coupon_used(), ui::Tone::Plain),
            (false, true) => (s.t.coupon_over(), ui::Tone::Plain),
            (false, false) => (s.t.coupon_good(), ui::Tone::Done),
        };
        rows.push(CouponRow {
            id,
            amount_minor: coupon.amount_minor,
            expires_at: coupon.expires_at_us.to_string(),
            usable: !used && !over,
            tag: ui::tag(text, tone),
            ends: coupon.expires_at_us,
        });
    }
    Ok(rows)
}

/// Nothing is asked.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct NoInput {}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeAnswer {
    code: String,
    link: String,
}

/// Asks for a link of one's own; the same one each time.
#[utoipa::path(post, path = "/c/{slug}/rewards/code", tag = "referral", request_body = NoInput,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = CodeAnswer), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn make_code(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: _, key: _ }: Keyed<NoInput>,
) -> Answer {
    let (s, me, now, chance) = (Scene::of(&caller, &site)?, me(&caller)?, site.now(), site.ids.random());
    match site.db.transact(s.number, move |tx| ops::make_code(tx, me, chance, now)).await {
        Ok(code) => {
            let link = format!("{}{}/via/{code}", s.site, s.base);
            Reply::created_json(&caller, &format!("{}/rewards", s.base), &CodeAnswer { code, link })
        }
        Err(OpError::Refused(why)) => Err(why.into()),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
