//! The treasurer's list of payments to look at, and one payment: confirm that it came, or say why not.

use super::asking::{actor, id};
use super::basket::parameter;
use super::read_store::{payment_count, payments};
use super::scene::{Names, Scene};
use super::words;
use crate::ops::{self, Arrived, ConfirmPayment, Landed, RefusePayment, ReturnUnmatched};
use crate::payment::{MethodCode, PaymentState};
use crate::rows::{Order, Payment};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Input, Place, Power, Problem, Reply, Site, View};

const PAGE: i64 = 40;

/// Payments that wait for the treasurer, the longest waiting first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "payments.html")]
pub(crate) struct PaymentsPage {
    #[serde(skip)]
    s: Scene,
    payments: Vec<PaymentView>,
    /// How many wait, and how much, beyond this page too.
    count: i64,
    sum_minor: i64,
    /// The value of `above` for the next page.
    next: Option<String>,
    #[serde(skip)]
    state: PaymentState,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PaymentView {
    #[schema(value_type = String)]
    id: Id<Payment>,
    #[schema(value_type = String)]
    order: Id<Order>,
    order_number: i64,
    buyer: String,
    #[schema(value_type = String)]
    method: MethodCode,
    #[schema(value_type = String)]
    state: PaymentState,
    amount_minor: i64,
    /// What really arrived, where that was looked at.
    arrived_minor: Option<i64>,
    /// What the buyer wrote about it.
    proof: Option<String>,
    /// Of the bank, or why it was refused.
    reference: Option<String>,
    /// RFC 3339.
    claimed_at: Option<String>,
    #[serde(skip)]
    claimed: Html,
    #[serde(skip)]
    age: String,
    #[serde(skip)]
    own: bool,
    #[serde(skip)]
    method_words: String,
    #[serde(skip)]
    state_words: String,
}

impl PaymentView {
    fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        payment: &Payment,
    ) -> Result<PaymentView, Fault> {
        names.learn(reader, s, payment.buyer)?;
        let order = reader.find::<Order>(&(s.number, payment.order_id))?;
        let since = payment.claimed_at_us.map_or_else(String::new, |at| s.span(&at, &s.now));
        Ok(PaymentView {
            id: payment.id,
            order: payment.order_id,
            order_number: order.map_or(0, |order| order.number),
            buyer: names.member(&payment.buyer),
            method: payment.method,
            state: payment.state,
            amount_minor: payment.amount_minor,
            arrived_minor: payment.arrived_minor,
            proof: payment.proof.clone(),
            reference: payment.reference.clone(),
            claimed_at: payment.claimed_at_us.map(|at| at.to_string()),
            claimed: payment.claimed_at_us.map_or_else(Html::default, |at| s.time(&at)),
            age: since,
            own: s.me == Some(payment.buyer),
            method_words: words::method(s.t, payment.method),
            state_words: words::payment_state(s.t, payment.state),
        })
    }
}

impl View for PaymentsPage {
    fn title(&self) -> String {
        self.s.t.payments_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl PaymentsPage {
    fn filters(&self) -> Vec<(String, String, bool)> {
        // What is only chosen says nothing that the unpaid orders do not say.
        let states =
            [PaymentState::Claimed, PaymentState::Mismatched, PaymentState::Refused, PaymentState::Abandoned];
        let link = |state: &PaymentState| {
            let href = format!("{}/payments?state={state}", self.s.base);
            (href, words::payment_state(self.s.t, *state), self.state == *state)
        };
        states.iter().map(link).collect()
    }

    fn older(&self) -> Option<String> {
        let next = self.next.as_ref()?;
        Some(format!("{}/payments?state={}&above={next}", self.s.base, self.state))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/payments?state={}", self.s.base, self.state))
    }
}

/// Payments by state, claimed ones unless another is asked for; the longest waiting first.
#[utoipa::path(get, path = "/c/{slug}/payments", tag = "market",
    params(("slug" = String, Path), ("state" = Option<String>, Query), ("above" = Option<String>, Query)),
    responses((status = 200, body = PaymentsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn payments_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(&caller, &site)?;
    let state = match parameter(&pairs, "state") {
        None => PaymentState::Claimed,
        Some(code) => PaymentState::parse(code).ok_or_else(Problem::not_found)?,
    };
    let above = parameter(&pairs, "above").unwrap_or_default().to_owned();
    let paged = !above.is_empty();
    let page = site.db.read(move |reader| read_list(reader, s, state, &above, paged)).await?;
    Reply::page(&caller, &page)
}

fn read_list(
    reader: &mut Reader,
    s: Scene,
    state: PaymentState,
    above: &str,
    paged: bool,
) -> Result<PaymentsPage, Fault> {
    let mut ids = payments(reader, s.number, state, above, PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let next = ids.last().map(|id| id.to_string()).filter(|_| more);
    let (count, sum_minor, _) = payment_count(reader, s.number, state)?;
    let (mut views, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        if let Some(payment) = reader.find::<Payment>(&(s.number, id))? {
            views.push(PaymentView::of(reader, &s, &mut names, &payment)?);
        }
    }
    Ok(PaymentsPage { payments: views, count, sum_minor, next, state, paged, s })
}

/// One payment, to be looked at.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "payment.html")]
pub(crate) struct PaymentPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    payment: PaymentView,
    #[serde(skip)]
    form: PaymentForm,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    which: Which,
    #[serde(skip)]
    today: String,
}

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    #[default]
    Confirm,
    Refuse,
    Return,
}

/// Confirm: `amount`, `arrived_on`, `reference`. Refuse: `reason`. Give back: `reference`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PaymentForm {
    /// What arrived, in the community's currency: `50.00`.
    amount: String,
    /// The day or the instant: `2026-03-14`, `2026-03-14T20:00`.
    arrived_on: String,
    reference: String,
    reason: String,
}

impl View for PaymentPage {
    fn title(&self) -> String {
        self.s.t.payment_title(self.payment.order_number)
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/payments", self.s.base), self.s.t.payments_title())
    }
}

impl PaymentPage {
    fn open(&self) -> bool {
        self.payment.state.confirm().is_ok() && self.payment.method != MethodCode::SimulatedGateway
    }

    fn can_refuse(&self) -> bool {
        self.open() && self.payment.state == PaymentState::Claimed
    }

    fn mismatched(&self) -> bool {
        self.payment.state == PaymentState::Mismatched
    }

    fn failed(&self, which: &str) -> bool {
        let name = match self.which {
            Which::Confirm => "confirm",
            Which::Refuse => "refuse",
            Which::Return => "return",
        };
        !self.errors.is_empty() && name == which
    }
}

/// One payment.
#[utoipa::path(get, path = "/c/{slug}/payments/{payment}", tag = "market",
    params(("slug" = String, Path), ("payment" = String, Path)),
    responses((status = 200, body = PaymentPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn payment_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, payment)): Path<(String, String)>,
) -> Answer {
    let page = load(&caller, &site, id(&payment)?).await?;
    Reply::page(&caller, &page)
}

async fn load(caller: &Caller, site: &Site, id: Id<Payment>) -> Result<PaymentPage, Problem> {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| {
        let Some(payment) = reader.find::<Payment>(&(s.number, id))? else { return Ok(None) };
        let view = PaymentView::of(reader, &s, &mut Names::default(), &payment)?;
        Ok(Some((s, view)))
    });
    let (s, payment) = found.await?.ok_or_else(Problem::not_found)?;
    let today = s.now.format(&s.zone, "%Y-%m-%d");
    let amount = s.sum(payment.amount_minor).plain();
    let form = PaymentForm { amount, arrived_on: today.clone(), ..PaymentForm::default() };
    Ok(PaymentPage { s, payment, form, errors: Errors::none(), which: Which::Confirm, today })
}

/// The money came: on this day, this sum. A sum that is not the order's waits unmatched.
#[utoipa::path(post, path = "/c/{slug}/payments/{payment}/confirmation", tag = "market", request_body = PaymentForm,
    params(("slug" = String, Path), ("payment" = String, Path)),
    responses((status = 200, body = PaymentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn confirm_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, payment)): Path<(String, String)>,
    Input(form): Input<PaymentForm>,
) -> Answer {
    let (payment, who, community) = (id(&payment)?, actor(&caller)?, caller.community()?);
    caller.may(Power::ConfirmPayments)?;
    let now = site.now();
    let mut check = Check::new(caller.lang);
    let amount = check.money("amount", &form.amount, community.currency);
    let at = arrived(&mut check, &form.arrived_on, &community.zone, now);
    let reference = check.text("reference", &form.reference, 0..=crate::payment::REFERENCE_CHARS_MAX);
    let reference = Some(reference).filter(|reference| !reference.is_empty());
    let arrived = match check.done(Arrived { at, amount_minor: amount.minor, reference }) {
        Ok(arrived) => arrived,
        Err(errors) => return again(&caller, &site, payment, form, errors, Which::Confirm).await,
    };
    let input = ConfirmPayment { payment, arrived };
    let done =
        site.db.transact(community.number, move |tx| ops::confirm_payment(tx, who, &input, now.into())).await;
    match done {
        Ok(landed) => Reply::changed(
            &caller,
            &format!("/c/{}/orders/{}", community.slug, landed.order),
            &PaymentAnswer::landed(&landed),
        ),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(&caller, &site, payment, form, errors, Which::Confirm).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// A day means its noon, but never later than now: what counts is before or after the end of a hold, and the
/// treasurer reads days off an account. A time of day counts as it is.
pub(crate) fn arrived(check: &mut Check, typed: &str, zone: &kernel::Zone, now: Timestamp) -> Timestamp {
    if typed.trim().len() > 10 {
        return check.time("arrived_on", typed, zone);
    }
    let day = check.date("arrived_on", typed, zone);
    let noon = day.plus(std::time::Duration::from_secs(12 * 3600));
    if day <= now { noon.min(now) } else { day }
}

/// Where the money is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaymentAnswer {
    #[schema(value_type = String)]
    payment: Id<Payment>,
    #[schema(value_type = String)]
    order: Id<Order>,
    /// `confirmed`, `late`, `mismatched`, `refused`, `returned`.
    #[schema(value_type = String)]
    state: PaymentState,
    entry: Option<i64>,
}

impl PaymentAnswer {
    fn landed(landed: &Landed) -> PaymentAnswer {
        PaymentAnswer {
            payment: landed.payment,
            order: landed.order,
            state: landed.state,
            entry: landed.entry,
        }
    }
}

/// The money did not come; the buyer reads why and can try again.
#[utoipa::path(post, path = "/c/{slug}/payments/{payment}/refusal", tag = "market", request_body = PaymentForm,
    params(("slug" = String, Path), ("payment" = String, Path)),
    responses((status = 200, body = PaymentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refuse_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, payment)): Path<(String, String)>,
    Input(form): Input<PaymentForm>,
) -> Answer {
    let (payment, who, now) = (id(&payment)?, actor(&caller)?, site.now());
    caller.may(Power::ConfirmPayments)?;
    let input = RefusePayment { payment, reason: form.reason.clone() };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::refuse_payment(tx, who, &input, now.into())).await;
    settle(&caller, &site, payment, form, done, (Which::Refuse, PaymentState::Refused)).await
}

/// Money that fits no order goes back to where it came from.
#[utoipa::path(post, path = "/c/{slug}/payments/{payment}/return", tag = "market", request_body = PaymentForm,
    params(("slug" = String, Path), ("payment" = String, Path)),
    responses((status = 200, body = PaymentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn return_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, payment)): Path<(String, String)>,
    Input(form): Input<PaymentForm>,
) -> Answer {
    let (payment, who, now) = (id(&payment)?, actor(&caller)?, site.now());
    caller.may(Power::ConfirmPayments)?;
    let input = ReturnUnmatched { payment, reference: form.reference.clone() };
    let community = caller.community()?.number;
    let done =
        site.db.transact(community, move |tx| ops::return_unmatched(tx, who, &input, now.into())).await;
    settle(&caller, &site, payment, form, done, (Which::Return, PaymentState::Returned)).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    payment: Id<Payment>,
    form: PaymentForm,
    done: Result<Order, OpError<crate::payment::PaymentRefused>>,
    (which, state): (Which, PaymentState),
) -> Answer {
    match done {
        Ok(order) => {
            let base = format!("/c/{}", caller.community()?.slug);
            let answer = PaymentAnswer { payment, order: order.id, state, entry: None };
            Reply::changed(caller, &format!("{base}/payments"), &answer)
        }
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(caller, site, payment, form, errors, which).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    payment: Id<Payment>,
    form: PaymentForm,
    errors: Errors,
    which: Which,
) -> Answer {
    let mut page = load(caller, site, payment).await?;
    if which != Which::Confirm {
        // The other form keeps what it proposes.
        page.form = PaymentForm { reason: form.reason, reference: form.reference, ..page.form };
    } else {
        page.form = form;
    }
    (page.errors, page.which) = (errors.clone(), which);
    Reply::form_refused(caller, &page, &errors)
}
