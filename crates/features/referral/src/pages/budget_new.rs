//! Proposing a programme or a red packet under a mandate.

use super::budget_page::BudgetAnswer;
use super::scene::Scene;
use crate::budget::{
    Asked, BudgetKind, PARTS_MAX, Parts, Pays, Rate, Rules, TITLE_CHARS_MAX, Terms, WINDOW_MAX_DAYS,
};
use crate::ops::{self, ProposeBudget};
use crate::refused::RewardRefused;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use spending::rows::Mandate;
use std::time::Duration;
use store::OpError;
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Refusal, Reply, Site, View};

/// Mandates that are offered to choose from.
pub(super) const MANDATES: i64 = 50;

/// The form of a programme or a red packet.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "reward_budget_new.html")]
pub(crate) struct BudgetNew {
    #[serde(skip)]
    s: Scene,
    /// Id and words of the mandates under which money can be set aside.
    mandates: Vec<(String, String)>,
    form: BudgetForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct BudgetForm {
    /// `programme` or `packet`.
    kind: String,
    title: String,
    mandate: String,
    /// In the community's currency: `50.00`.
    budget: String,
    /// The last day: `2026-12-31`.
    ends_on: String,
    /// Of a programme: percent of what was paid for the goods …
    rate: String,
    /// … or the same sum for every order.
    fixed: String,
    order_cap: String,
    member_cap: String,
    window_days: String,
    /// `owed` or `coupon`.
    pays: String,
    /// Of a red packet.
    part_count: String,
    /// `equal` or `random`.
    parts: String,
}

impl View for BudgetNew {
    fn title(&self) -> String {
        if self.is_packet() { self.s.t.packet_new() } else { self.s.t.programme_new() }
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/rewards", self.s.base), self.s.t.rewards())
    }
}

impl BudgetNew {
    fn is_packet(&self) -> bool {
        self.form.kind == BudgetKind::Packet.code()
    }

    fn proposals(&self) -> String {
        format!("{}/decisions/new", self.s.base)
    }

    fn pays(&self) -> Vec<(String, String)> {
        vec![
            (Pays::Owed.to_string(), self.s.t.pays_owed()),
            (Pays::Coupon.to_string(), self.s.t.pays_coupon()),
        ]
    }

    fn ways(&self) -> Vec<(String, String)> {
        vec![
            (Parts::Equal.to_string(), self.s.t.parts_equal()),
            (Parts::Random.to_string(), self.s.t.parts_random()),
        ]
    }
}

/// The form: `?kind=packet` for a red packet.
#[utoipa::path(get, path = "/c/{slug}/rewards/new", tag = "referral",
    params(("slug" = String, Path), ("kind" = Option<String>, Query), ("mandate" = Option<String>, Query)),
    responses((status = 200, body = BudgetNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_budget(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let text = |name: &str| parameter(&pairs, name).unwrap_or_default().to_owned();
    let kind = BudgetKind::parse(&text("kind")).unwrap_or(BudgetKind::Programme);
    let form = BudgetForm {
        kind: kind.to_string(),
        mandate: text("mandate"),
        window_days: "30".to_owned(),
        pays: Pays::Owed.to_string(),
        parts: Parts::Equal.to_string(),
        ..BudgetForm::default()
    };
    Reply::page(&caller, &load(&caller, &site, form, Errors::none()).await?)
}

async fn load(caller: &Caller, site: &Site, form: BudgetForm, errors: Errors) -> Result<BudgetNew, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let open = spending::open_mandates(
            reader,
            s.number,
            Some(spending::MandateKind::Referral),
            s.now,
            MANDATES,
        )?;
        // Who carries one out may propose under that one.
        let mine = |mandate: &Mandate| s.can(Power::PayOut) || mandate.carried_by == Some(s.me);
        let words = |mandate: Mandate| {
            let left = s.said(mandate.permission().left_minor());
            let name = spending::mandate_name(s.lang, &mandate);
            (mandate.id.to_string(), s.t.mandate_with_left(name, left))
        };
        let mandates = open.into_iter().filter(mine).map(words).collect();
        Ok::<_, store::Fault>(BudgetNew { mandates, form, errors, s })
    });
    let page = page.await?;
    match page.s.can(Power::PayOut) || !page.mandates.is_empty() {
        true => Ok(page),
        false => Err(RewardRefused::NotAllowed.into()),
    }
}

/// Proposes a programme or a red packet: nothing is set aside before a second person has agreed.
#[utoipa::path(post, path = "/c/{slug}/rewards", tag = "referral", request_body = BudgetForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = BudgetAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn propose_budget(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<BudgetForm>,
) -> Answer {
    let (me, now) = (me(&caller)?, site.now());
    let page = load(&caller, &site, form, Errors::none()).await?;
    let errors = match read(&caller, &page) {
        Ok((mandate, asked)) => {
            let key = Some(key.of(&caller, "propose_budget")?);
            let input = ProposeBudget { id: site.id(), mandate, asked, key };
            let number = page.s.number;
            match site.db.transact(number, move |tx| ops::propose_budget(tx, me, &input, now)).await {
                Ok(moved) => {
                    let location = format!("{}/rewards/{}", page.s.base, moved.budget);
                    return Reply::created_json(&caller, &location, &BudgetAnswer::of(&moved));
                }
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Err(errors) => errors,
    };
    Reply::form_refused(&caller, &BudgetNew { errors: errors.clone(), ..page }, &errors)
}

fn read(caller: &Caller, page: &BudgetNew) -> Result<(Id<Mandate>, Asked), Errors> {
    let (form, s) = (&page.form, &page.s);
    let mut check = Check::new(caller.lang);
    let kind = check.choice("kind", &form.kind, BudgetKind::parse);
    let title = check.text("title", &form.title, 1..=TITLE_CHARS_MAX);
    let mandate = check.choice("mandate", &form.mandate, |typed| Id::<Mandate>::parse(typed).ok());
    let budget = check.money("budget", &form.budget, s.currency);
    let last_day = check.date("ends_on", &form.ends_on, &s.zone);
    let rules = match kind {
        Some(BudgetKind::Packet) => packet(&mut check, form),
        _ => programme(&mut check, form, s),
    };
    let (Some(mandate), Some(rules)) = check.done((mandate, rules))? else { return Err(Errors::none()) };
    let ends_at = last_day.plus(Duration::from_secs(86_400));
    Ok((mandate, Asked { title, budget_minor: budget.minor, ends_at, rules }))
}

fn packet(check: &mut Check, form: &BudgetForm) -> Option<Rules> {
    let part_count = check.whole("part_count", &form.part_count, 1..=PARTS_MAX);
    let parts = check.choice("parts", &form.parts, Parts::parse)?;
    Some(Rules::Packet { part_count, parts })
}

fn programme(check: &mut Check, form: &BudgetForm, s: &Scene) -> Option<Rules> {
    let rate = check.optional("rate", &form.rate, Check::percent);
    let fixed =
        check.optional("fixed", &form.fixed, |check, field, typed| check.money(field, typed, s.currency));
    let order_cap = check.money("order_cap", &form.order_cap, s.currency);
    let member_cap = check.money("member_cap", &form.member_cap, s.currency);
    let window_days = check.whole("window_days", &form.window_days, 1..=WINDOW_MAX_DAYS);
    let pays = check.choice("pays", &form.pays, Pays::parse);
    let rate = match (rate, fixed) {
        (Some(points), None) => Rate::BasisPoints(points),
        (None, Some(sum)) => Rate::Fixed(sum.minor),
        _ => {
            check.refuse("rate", RewardRefused::RateOutside.say(s.lang));
            return None;
        }
    };
    let (order_cap_minor, member_cap_minor) = (order_cap.minor, member_cap.minor);
    Some(Rules::Programme(Terms { rate, order_cap_minor, member_cap_minor, window_days, pays: pays? }))
}
