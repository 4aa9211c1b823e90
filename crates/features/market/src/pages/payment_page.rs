//! One payment that a treasurer looks at: confirm that it came, say why not, or say what becomes of money that is
//! not the order's.

use super::asking::{actor, arrived, id, require_founded};
use super::payments::PaymentView;
use super::record_payment::recorded_for;
use super::scene::{Names, Scene};
use super::together_orders::came_before;
use super::undo_payment::{UndoForm, UndoSeen, undo_beside_seen};
use crate::ops::{self, Arrived, ConfirmPayment, Landed, RefusePayment, ReturnUnmatched};
use crate::order::State as At;
use crate::payment::{MethodCode, PaymentRefused, PaymentState};
use crate::rows::{Order, Payment};
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::asked::is_ticked;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Input, Place, Power, Problem, Refusal, Reply, Site, View};

/// One payment, to be looked at.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "payment.html")]
pub(crate) struct PaymentPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    payment: PaymentView,
    /// Of its order, while that waits: what came before and was too little.
    came_minor: i64,
    /// Which payment its order is paid by.
    #[serde(skip)]
    paid_by: Option<Id<Payment>>,
    /// How far its order is.
    #[serde(skip)]
    order_state: Option<At>,
    #[serde(skip)]
    confirms: bool,
    /// Whether it can be taken back here, of money that paid nothing.
    #[serde(skip)]
    undo: Option<UndoSeen>,
    #[serde(skip)]
    undoing: UndoForm,
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
    Undo,
}

/// Confirm: `amount`, `arrived_on`, `reference`, `another_transfer`. Refuse: `reason`. Give back: `reference`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PaymentForm {
    /// What arrived, in the community's currency: `50.00`.
    amount: String,
    /// The day or the instant: `2026-03-14`, `2026-03-14T20:00`.
    arrived_on: String,
    reference: String,
    /// `on`: it is another transfer than the one that was entered with this reference before. Without it that is `reference_used`.
    another_transfer: String,
    reason: String,
}

impl View for PaymentPage {
    fn title(&self) -> String {
        self.s.t.payment_title(self.payment.order_number)
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
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

    /// The reference was entered before: whether it is another transfer is for a person to say.
    fn asks_another(&self) -> bool {
        self.errors.on("another_transfer").is_some() || !self.form.another_transfer.is_empty()
    }

    fn credit_link(&self) -> String {
        format!("{}/payments/{}/credit", self.s.base, self.payment.id)
    }

    fn missing(&self) -> i64 {
        self.payment.amount_minor - self.came_minor
    }

    fn mismatched(&self) -> bool {
        self.payment.state == PaymentState::Mismatched
    }

    fn can_undo(&self) -> bool {
        self.undo == Some(Ok(()))
    }

    /// Who else can take it back.
    fn not_undone(&self) -> Option<String> {
        match self.undo {
            Some(Err(why)) => Some(why.say(self.s.lang)),
            _ => None,
        }
    }

    /// What paid an order alone, or last: whether that was right is looked at there.
    fn has_paid(&self) -> bool {
        self.payment.state == PaymentState::Confirmed && self.paid_by == Some(self.payment.id)
    }

    /// What was too little, and paid the order together with something else: what can be done about it, by how far the order is, and where.
    fn paid_together(&self) -> Option<(String, String)> {
        if self.payment.state != PaymentState::Confirmed || self.has_paid() {
            return None;
        }
        let t = self.s.t;
        let order = format!("{}/orders/{}", self.s.base, self.payment.order);
        Some(match (self.order_state, self.paid_by) {
            (Some(At::Fulfilled | At::Accepted | At::Settled), _) => (t.paid_with_handed_over(), order),
            (Some(At::Cancelled | At::Expired), _) => (t.paid_with_called_off(), order),
            (_, Some(_)) => (t.paid_with_later(), format!("{order}#undo")),
            // With what was owed to the buyer.
            (_, None) => (t.paid_with_owed(), order),
        })
    }

    fn failed(&self, which: &str) -> bool {
        let name = match self.which {
            Which::Confirm => "confirm",
            Which::Refuse => "refuse",
            Which::Return => "return",
            Which::Undo => "undo",
        };
        !self.errors.is_empty() && name == which
    }

    /// What was sent is no longer asked for, because somebody else was faster: its form is gone, and what is said about it is not.
    fn failed_without_form(&self) -> bool {
        let acts = self.confirms && !self.payment.own;
        let shown = match self.which {
            Which::Confirm => acts && self.open(),
            Which::Refuse => acts && self.can_refuse(),
            Which::Return => acts && !self.open() && self.mismatched(),
            Which::Undo => false,
        };
        !self.errors.is_empty() && !shown
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
    looked_at(caller, site, id).await
}

async fn looked_at(caller: &Caller, site: &Site, id: Id<Payment>) -> Result<PaymentPage, Problem> {
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| {
        let Some(payment) = reader.find::<Payment>(&(s.number, id))? else { return Ok(None) };
        let view = PaymentView::of(reader, &s, &mut Names::default(), &payment)?;
        // What came so far and was too little: with this one, where it is that which came so.
        let order = reader.find::<Order>(&(s.number, payment.order_id))?;
        let came = match &order {
            Some(order) if order.progress().is_unpaid() => came_before(reader, order)?,
            _ => 0,
        };
        let (paid_by, state) = order.map_or((None, None), |order| (order.payment_id, Some(order.state)));
        let undo = undo_beside_seen(&s, &payment);
        Ok(Some((s, view, payment.claimed_at_us, (came, undo, paid_by, state))))
    });
    let (s, payment, claimed, (came_minor, undo, paid_by, order_state)) =
        found.await?.ok_or_else(Problem::not_found)?;
    let today = s.today();
    // The day the buyer speaks of is where the treasurer looks first.
    let arrived_on = claimed.map_or_else(|| today.clone(), |at| s.day_typed(&at));
    let amount = s.sum(payment.amount_minor - came_minor).plain();
    let form = PaymentForm { amount, arrived_on, ..PaymentForm::default() };
    Ok(PaymentPage {
        confirms: s.can(Power::ConfirmPayments),
        order_state,
        s,
        payment,
        form,
        undoing: UndoForm::default(),
        errors: Errors::none(),
        which: Which::Confirm,
        today,
        came_minor,
        paid_by,
        undo,
    })
}

/// The money came: on this day, this sum. What is above the price is owed to the buyer; what is below it waits
/// unmatched.
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
    let at = arrived(&mut check, "arrived_on", &form.arrived_on, &community.zone);
    require_founded(&mut check, (&caller, &site), "arrived_on", at).await?;
    let reference = check.text("reference", &form.reference, 0..=crate::payment::REFERENCE_CHARS_MAX);
    let reference = Some(reference).filter(|reference| !reference.is_empty());
    let arrived = match check.done(Arrived { at, amount_minor: amount.minor, reference }) {
        Ok(arrived) => arrived,
        Err(errors) => return again(&caller, &site, payment, form, errors, Which::Confirm).await,
    };
    let input = ConfirmPayment { payment, arrived };
    let another = is_ticked(&form.another_transfer);
    let done = site
        .db
        .transact(community.number, move |tx| ops::confirm_one(tx, who, &input, another, now.into()))
        .await;
    match done {
        Ok(landed) => Reply::changed(
            &caller,
            &format!("/c/{}/orders/{}", community.slug, landed.order),
            &PaymentAnswer::landed(&landed),
        ),
        Err(OpError::Refused(why)) => {
            let errors = match why {
                PaymentRefused::ReferenceUsed => {
                    let order = load(&caller, &site, payment).await?.payment.order;
                    Errors::refused_saying(why, recorded_for(&caller, &site, order, &form.reference).await?)
                }
                why => Errors::refused(why, caller.lang),
            };
            again(&caller, &site, payment, form, errors, Which::Confirm).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Where the money is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaymentAnswer {
    #[schema(value_type = String)]
    payment: Id<Payment>,
    #[schema(value_type = String)]
    order: Id<Order>,
    /// `confirmed`, `late`, `mismatched`, `refused`, `returned`, `owed`.
    #[schema(value_type = String)]
    state: PaymentState,
    entry: Option<i64>,
}

impl PaymentAnswer {
    pub(crate) fn landed(landed: &Landed) -> PaymentAnswer {
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

/// Money that fits no order stays: the buyer is owed it.
#[utoipa::path(post, path = "/c/{slug}/payments/{payment}/credit", tag = "market",
    params(("slug" = String, Path), ("payment" = String, Path)),
    responses((status = 200, body = PaymentAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn owe_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, payment)): Path<(String, String)>,
) -> Answer {
    let (payment, who, now) = (id(&payment)?, actor(&caller)?, site.now());
    caller.may(Power::ConfirmPayments)?;
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::owe_unmatched(tx, who, payment, now.into())).await;
    let form = PaymentForm::default();
    settle(&caller, &site, payment, form, done, (Which::Return, PaymentState::Owed)).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    payment: Id<Payment>,
    form: PaymentForm,
    done: Result<Order, OpError<PaymentRefused>>,
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

/// The page once more, with why money that is beside its order was not taken back. To whoever was asked before whether they may, which is
/// also a steward who stands in.
pub(super) async fn not_undone_beside(
    caller: &Caller,
    site: &Site,
    payment: Id<Payment>,
    form: UndoForm,
    errors: Errors,
) -> Answer {
    let mut page = looked_at(caller, site, payment).await?;
    (page.errors, page.which, page.undoing) = (errors.clone(), Which::Undo, form);
    Reply::form_refused(caller, &page, &errors)
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
