//! A programme or a red packet: its rules, what is left of it, and what can be done about it.

use super::budget_view::BudgetView;
use super::scene::Scene;
use crate::budget::BudgetState;
use crate::ids::{Budget, Coupon};
use crate::ops::{self, BudgetMoved, DecideBudget, EndBudget, TakeCoupon};
use crate::referral_store::{is_taken_by_one_of, taken_by};
use crate::refused::RewardRefused;
use crate::rows::{RewardBudget, RewardCoupon};
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "reward_budget.html")]
pub(crate) struct BudgetPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    budget: BudgetView,
    /// What the mandate is called.
    mandate_name: String,
    fund: i64,
    made_by: String,
    decided_by: Option<String>,
    /// What the caller got of a red packet.
    taken_minor: Option<i64>,
    /// The caller, or a company that is one person with them, took of a red packet: no part is for them any more.
    taken_as_one: bool,
    #[serde(skip)]
    is_own: bool,
    #[serde(skip)]
    is_open: bool,
    #[serde(skip)]
    form: ReasonForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ReasonForm {
    reason: String,
}

impl View for BudgetPage {
    fn title(&self) -> String {
        self.budget.title.clone()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/rewards", self.s.base), self.s.t.rewards())
    }
}

impl BudgetPage {
    fn can_decide(&self) -> bool {
        self.budget.state == BudgetState::Proposed && self.s.can(Power::ApproveExpenses) && !self.is_own
    }

    /// Its last day is over: it can only be refused or taken back, and lies among what waits until then.
    fn is_too_late(&self) -> bool {
        self.budget.state == BudgetState::Proposed && self.s.now >= self.budget.ends
    }

    fn waits_for_another(&self) -> bool {
        self.budget.state == BudgetState::Proposed && self.is_own
    }

    fn waiting_said(&self) -> String {
        if self.is_too_late() { self.s.t.agreed_too_late() } else { self.s.t.waits_for_another() }
    }

    fn can_end(&self) -> bool {
        self.budget.state == BudgetState::Open && self.s.can(Power::PayOut)
    }

    fn can_take(&self) -> bool {
        let left = self.budget.taken_count < self.budget.part_count;
        self.budget.is_packet() && self.is_open && !self.taken_as_one && left
    }

    fn all_taken(&self) -> bool {
        self.budget.is_packet()
            && self.is_open
            && !self.taken_as_one
            && self.budget.taken_count >= self.budget.part_count
    }

    /// Somebody else took who is one person with the caller.
    fn taken_beside(&self) -> bool {
        self.taken_as_one && self.taken_minor.is_none()
    }

    fn link(&self, way: &str) -> String {
        format!("{}/rewards/{}{way}", self.s.base, self.budget.id)
    }

    fn set_aside_link(&self) -> Option<(String, i64)> {
        self.budget.entry.map(|entry| (format!("{}/books/entries/{entry}", self.s.base), entry))
    }
}

/// The rules of a programme or a red packet, and what is left of its budget.
#[utoipa::path(get, path = "/c/{slug}/rewards/{budget}", tag = "referral",
    params(("slug" = String, Path), ("budget" = String, Path)),
    responses((status = 200, body = BudgetPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn budget_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, budget)): Path<(String, String)>,
) -> Answer {
    let page = load(&caller, &site, id(&budget)?).await?;
    Reply::page(&caller, &page)
}

async fn load(caller: &Caller, site: &Site, id: Id<Budget>) -> Result<BudgetPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let Some(budget) = reader.find::<RewardBudget>(&(s.number, id))? else { return Ok(None) };
        let mandate = spending::mandate(reader, s.number, budget.mandate_id)?;
        let mut name = |member| {
            let row = reader.find::<community::Member>(&(s.number, member));
            row.map(|row| row.map_or_else(String::new, |row| row.display_name))
        };
        let made_by = name(budget.made_by)?;
        let decided_by = budget.decided_by.map(name).transpose()?;
        let coupon = match taken_by(reader, s.number, id, s.me)? {
            Some(coupon) => reader.find::<RewardCoupon>(&(s.number, coupon))?,
            None => None,
        };
        let mut ones = community::one_with_shown(reader, s.number, s.me)?;
        ones.push(s.me);
        Ok::<_, store::Fault>(Some(BudgetPage {
            budget: BudgetView::of(reader, &s, &budget)?,
            mandate_name: mandate.as_ref().map_or_else(String::new, |it| spending::mandate_name(s.lang, it)),
            fund: mandate.map_or(1, |mandate| mandate.fund),
            made_by,
            decided_by,
            taken_minor: coupon.map(|coupon| coupon.amount_minor),
            taken_as_one: is_taken_by_one_of(reader, s.number, id, &ones)?,
            is_own: ones.contains(&budget.made_by),
            is_open: budget.is_open(s.now),
            form: ReasonForm::default(),
            errors: Errors::none(),
            s,
        }))
    });
    page.await?.ok_or_else(|| RewardRefused::NoSuchBudget.into())
}

/// Where a budget stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BudgetAnswer {
    #[schema(value_type = String)]
    budget: Id<Budget>,
    number: i64,
    #[schema(value_type = String)]
    state: BudgetState,
    /// That it was set aside with.
    entry: Option<i64>,
}

impl BudgetAnswer {
    pub(crate) fn of(moved: &BudgetMoved) -> BudgetAnswer {
        let BudgetMoved { budget, number, state, entry } = *moved;
        BudgetAnswer { budget, number, state, entry }
    }
}

/// Agrees: the money is set aside and lies ready. By who approves expenses, never who proposed it.
#[utoipa::path(post, path = "/c/{slug}/rewards/{budget}/approval", tag = "referral", request_body = ReasonForm,
    params(("slug" = String, Path), ("budget" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = BudgetAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn approve_budget(
    caller: Caller,
    State(site): State<Site>,
    Path((_, budget)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ReasonForm>,
) -> Answer {
    caller.may(Power::ApproveExpenses)?;
    let (me, id, now) = (me(&caller)?, id::<Budget>(&budget)?, site.now());
    let chance = || u64::from_be_bytes(site.ids.random());
    let (seed, seed_of_ids, key) = (chance(), chance(), Some(key.of(&caller, "approve_budget")?));
    let input = DecideBudget { budget: id, refused_because: None, seed, seed_of_ids, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::decide_budget(tx, me, &input, now)).await;
    settle(&caller, &site, id, form, done).await
}

/// Refuses it, with a reason that every member reads.
#[utoipa::path(post, path = "/c/{slug}/rewards/{budget}/refusal", tag = "referral", request_body = ReasonForm,
    params(("slug" = String, Path), ("budget" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = BudgetAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refuse_budget(
    caller: Caller,
    State(site): State<Site>,
    Path((_, budget)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ReasonForm>,
) -> Answer {
    caller.may(Power::ApproveExpenses)?;
    let (me, id, now) = (me(&caller)?, id::<Budget>(&budget)?, site.now());
    let key = Some(key.of(&caller, "refuse_budget")?);
    let input =
        DecideBudget { budget: id, refused_because: Some(form.reason.clone()), seed: 0, seed_of_ids: 0, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::decide_budget(tx, me, &input, now)).await;
    settle(&caller, &site, id, form, done).await
}

/// Ends it before its time, with a reason, or takes back what one proposed. What nobody can get any more goes back to the fund.
#[utoipa::path(post, path = "/c/{slug}/rewards/{budget}/ending", tag = "referral", request_body = ReasonForm,
    params(("slug" = String, Path), ("budget" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = BudgetAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn end_budget(
    caller: Caller,
    State(site): State<Site>,
    Path((_, budget)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ReasonForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Budget>(&budget)?, site.now());
    let key = Some(key.of(&caller, "end_budget")?);
    let input = EndBudget { budget: id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::end_budget(tx, me, &input, now)).await;
    settle(&caller, &site, id, form, done).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    id: Id<Budget>,
    form: ReasonForm,
    done: Result<BudgetMoved, OpError<RewardRefused>>,
) -> Answer {
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/rewards/{id}", caller.community()?.slug);
            Reply::changed(caller, &location, &BudgetAnswer::of(&moved))
        }
        Err(OpError::Refused(RewardRefused::NoSuchBudget)) => Err(RewardRefused::NoSuchBudget.into()),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            let page = load(caller, site, id).await?;
            Reply::form_refused(caller, &BudgetPage { form, errors: errors.clone(), ..page }, &errors)
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TakenAnswer {
    #[schema(value_type = String)]
    coupon: Id<Coupon>,
    amount_minor: i64,
}

/// Takes a coupon of a red packet, once.
#[utoipa::path(post, path = "/c/{slug}/rewards/{budget}/coupons", tag = "referral", request_body = super::rewards_page::NoInput,
    params(("slug" = String, Path), ("budget" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = TakenAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn take_coupon(
    caller: Caller,
    State(site): State<Site>,
    Path((_, budget)): Path<(String, String)>,
    Keyed { input: _, key }: Keyed<super::rewards_page::NoInput>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Budget>(&budget)?, site.now());
    let input = TakeCoupon { budget: id, key: Some(key.of(&caller, "take_coupon")?) };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::take_coupon(tx, me, &input, now)).await {
        Ok(taken) => {
            let location = format!("/c/{}/rewards/{id}", community.slug);
            let answer = TakenAnswer { coupon: taken.coupon, amount_minor: taken.amount_minor };
            Reply::created_json(&caller, &location, &answer)
        }
        Err(OpError::Refused(why)) => Err(why.into()),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
