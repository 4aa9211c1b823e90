//! A complaint gets its answer, and the answer is answered: what is proposed, agreed to, declined.

use super::asking::{actor, id, key_of, me};
use super::complaint_view::{ComplaintView, complaints_of};
use super::order_page::{ActionForm, finish, settled};
use super::order_view::{LineView, OrderBrief, lines};
use super::scene::{Names, Scene};
use super::shortage::{LineQuantity, keep, quantities};
use crate::acting::When;
use crate::complaint::{ComplaintRefused, RemedyKind};
use crate::ops::{self, AnswerComplaint, AnswerRemedy, ConfirmAnswer, Proposed};
use crate::rows::{Order, OrderLine};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{OpError, Outcome, Tx};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, RequestKey, Site, View};

/// The complaint that is open, and the form to answer it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "complaint_answer.html")]
pub(crate) struct ComplaintAnswerPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    order: OrderBrief,
    lines: Vec<LineView>,
    /// None: nothing is complained of now.
    complaint: Option<ComplaintView>,
    /// What of the money for the lines complained of can still be given back.
    left_minor: i64,
    /// What was paid for just as much of them as was complained of, as far as it was not given back.
    named_minor: i64,
    #[serde(skip)]
    is_mine: bool,
    #[serde(skip)]
    buyer: String,
    #[serde(skip)]
    form: RemedyForm,
    #[serde(skip)]
    errors: Errors,
}

/// What is proposed: a sum, goods once more (`lines`, or the form's `quantity_1`, …), or neither.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RemedyForm {
    /// `refund`, `replacement`, `nothing` (also when left out).
    remedy: String,
    /// For a refund, in the community's currency: `5.00`.
    amount: String,
    /// For a replacement.
    lines: Vec<LineQuantity>,
    reason: String,
    #[serde(flatten)]
    #[schema(ignore)]
    typed: BTreeMap<String, String>,
}

impl View for ComplaintAnswerPage {
    fn title(&self) -> String {
        self.s.t.complaint_answer_title(self.order.number)
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.order_link(&self.order.id, ""), self.s.t.order_numbered(self.order.number))
    }
}

impl ComplaintAnswerPage {
    fn sum_hint(&self) -> String {
        match self.named_minor {
            0 => self.s.t.remedy_sum_hint(self.s.said(self.left_minor)),
            named => self.s.t.remedy_sum_of_named(self.s.said(named), self.s.said(self.left_minor)),
        }
    }

    fn remedies(&self) -> Vec<(String, String)> {
        let words = |kind: &RemedyKind| match kind {
            RemedyKind::Refund => self.s.t.remedy_refund(),
            RemedyKind::Replacement => self.s.t.remedy_replacement(),
            RemedyKind::Nothing => self.s.t.remedy_nothing(),
        };
        let kinds = [RemedyKind::Refund, RemedyKind::Replacement, RemedyKind::Nothing];
        kinds.iter().map(|kind| (kind.to_string(), words(kind))).collect()
    }
}

/// The open complaint of an order, to be answered.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}/complaints/answer", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = ComplaintAnswerPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn answer_form(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, id(&order)?).await?)
}

async fn load(caller: &Caller, site: &Site, id: Id<Order>) -> Result<ComplaintAnswerPage, Problem> {
    caller.may(Power::Refund)?;
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| {
        let Some(order) = reader.find::<Order>(&(s.number, id))? else { return Ok(None) };
        let mut names = Names::default();
        names.learn(reader, &s, order.buyer)?;
        let rows = lines(reader, &order)?;
        let open = complaints_of(reader, &s, &order, &rows)?.into_iter().find(ComplaintView::is_open);
        let named = open.as_ref().map(|open| open.lines.as_slice()).unwrap_or_default();
        let of = |number: i64| named.is_empty() || named.iter().any(|line| line.line == number);
        let left = rows.iter().filter(|line| of(line.number));
        let left_minor = left.map(|line| line.total_minor - line.refunded_minor).sum();
        let quantity = |number: i64| named.iter().find(|line| line.line == number).map(|line| line.quantity);
        let shares = rows.iter().filter_map(|line| Some(share(line, quantity(line.number)?)));
        let named_minor = shares.sum();
        let had = rows.iter().filter(|line| line.returned_milli < line.quantity_milli);
        let mut lines: Vec<_> = had.map(|line| LineView::of(&s, line)).collect();
        for line in &mut lines {
            let named = named.iter().find(|named| named.line == line.line);
            line.typed = named.map(|named| named.quantity.to_string()).unwrap_or_default();
        }
        Ok(Some(ComplaintAnswerPage {
            lines,
            complaint: open,
            left_minor,
            named_minor,
            is_mine: Some(order.buyer) == s.me,
            buyer: names.member(&order.buyer),
            order: OrderBrief::of(&s, &order),
            form: RemedyForm {
                remedy: RemedyKind::Refund.to_string(),
                amount: if named_minor > 0 { s.sum(named_minor).plain() } else { String::new() },
                ..RemedyForm::default()
            },
            errors: Errors::none(),
            s,
        }))
    });
    found.await?.ok_or_else(Problem::not_found)
}

/// What so much of a line cost, up to a whole minor unit, and no more than is left of its price.
fn share(line: &OrderLine, quantity: Quantity) -> i64 {
    let (total, milli) = (i128::from(line.total_minor), i128::from(quantity.milli));
    let all = i128::from(line.quantity_milli.milli).max(1);
    let share = (total * milli + all - 1) / all;
    i64::try_from(share).unwrap_or(line.total_minor).min(line.total_minor - line.refunded_minor)
}

/// Answers the open complaint with a proposal, or with a reason only; the after-sales window runs again from then. While
/// the buyer has not answered, another one takes its place.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/complaints/answer", tag = "market", request_body = RemedyForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn answer_complaint(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RemedyForm>,
) -> Answer {
    caller.may(Power::Refund)?;
    let (order, who) = (id::<Order>(&order)?, actor(&caller)?);
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let kind = check.optional("remedy", &form.remedy, |check, field, typed| {
        check.choice(field, typed, RemedyKind::parse)
    });
    let proposed = match kind.flatten().unwrap_or(RemedyKind::Nothing) {
        RemedyKind::Nothing => Proposed::Nothing,
        RemedyKind::Refund => Proposed::Refund(check.money("amount", &form.amount, community.currency).minor),
        RemedyKind::Replacement => Proposed::Replacement(quantities(&mut check, &form.lines, &form.typed)),
    };
    let proposed = match check.done(proposed) {
        Ok(proposed) => proposed,
        Err(errors) => return again(&caller, &site, order, form, errors).await,
    };
    let key = key_of(me(&caller)?, &key, "answer_complaint", order.as_str())?;
    let input = AnswerComplaint { order, remedy: site.id(), proposed, reason: form.reason.clone() };
    let when = When::from(site.now());
    let once = move |tx: &mut Tx| {
        let reused = ComplaintRefused::KeyReused;
        ops::once(tx, &key, reused, when, |tx| ops::answer_complaint(tx, who, &input, when))
    };
    match site.db.transact(community.number, once).await {
        Ok(order) => settled(&caller, &site, &order),
        Err(OpError::Refused(why)) => {
            again(&caller, &site, order, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, order: Id<Order>, form: RemedyForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, order).await?;
    keep(&mut page.lines, &form.typed);
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}

/// The buyer agrees to what is proposed, or somebody who neither proposed it nor pays for it says so of a buyer without an
/// account: it is posted at once. `proposal` is the one that was read.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/complaints/agreement", tag = "market",
    request_body = ActionForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn agree_remedy(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ActionForm>,
) -> Answer {
    let (order, who) = (id(&order)?, actor(&caller)?);
    let op = move |tx: &mut Tx, input: &AnswerRemedy, when| ops::agree_remedy(tx, who, input, when);
    answered(&caller, &site, order, form, ("agree_remedy", key), op).await
}

/// The buyer declines what is proposed, or somebody says so of a buyer without an account, with a reason: the complaint waits for another proposal.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/complaints/refusal", tag = "market",
    request_body = ActionForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn decline_remedy(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ActionForm>,
) -> Answer {
    let (order, who) = (id(&order)?, actor(&caller)?);
    let op = move |tx: &mut Tx, input: &AnswerRemedy, when| ops::decline_remedy(tx, who, input, when);
    answered(&caller, &site, order, form, ("decline_remedy", key), op).await
}

/// Somebody else than who answered with nothing has looked at it and says the same: from now on silence is an end to it.
/// `proposal` is the one that was read.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/complaints/confirmation", tag = "market",
    request_body = ActionForm,
    params(("slug" = String, Path), ("order" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn confirm_answer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ActionForm>,
) -> Answer {
    caller.may(Power::Refund)?;
    let (order, who) = (id(&order)?, actor(&caller)?);
    let op = move |tx: &mut Tx, input: &AnswerRemedy, when| {
        let input = ConfirmAnswer { order: input.order, remedy: input.remedy };
        ops::confirm_answer(tx, who, &input, when)
    };
    answered(&caller, &site, order, form, ("confirm_answer", key), op).await
}

async fn answered(
    caller: &Caller,
    site: &Site,
    order: Id<Order>,
    form: ActionForm,
    (operation, key): (&'static str, RequestKey),
    op: impl Fn(&mut Tx, &AnswerRemedy, When) -> Outcome<Order, ComplaintRefused> + Send + 'static,
) -> Answer {
    let key = key_of(me(caller)?, &key, operation, order.as_str())?;
    let (when, community) = (When::from(site.now()), caller.community()?.number);
    // What is no number is no proposal that stands.
    let remedy = form.proposal.trim().parse().unwrap_or(0);
    let input = AnswerRemedy { order, remedy, reason: form.reason.clone() };
    let once =
        move |tx: &mut Tx| ops::once(tx, &key, ComplaintRefused::KeyReused, when, |tx| op(tx, &input, when));
    finish(caller, site, order, form, site.db.transact(community, once).await).await
}
