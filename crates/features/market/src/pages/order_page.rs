//! One order: what, where it stands, what to do next; and what its buyer can do with it.

use super::asking::{actor, id, me};
use super::complaint_view::{ComplaintView, complaints_of};
use super::for_buyer::{ForBuyer, for_buyer};
use super::next_step::{Next, came, next};
use super::order_view::{LineView, OrderBrief, RefundView, StepView, Whole, chain, refund_views, state_tag};
use super::record_payment::{ArrivedForm, ways_seen};
use super::scene::{Names, Scene};
use super::undo_payment::{UndoForm, UndoSeen, undo_seen};
use crate::complained_store::of_follow_up;
use crate::complaint::{ComplaintState, RemedyKind};
use crate::door::{AboutOrder, OrderAt, OrderFetched, OrderNote};
use crate::ops::{self, ChoosePayment, ClaimPayment};
use crate::order::State as At;
use crate::payment::{MethodCode, PaymentRefused, PaymentState};
use crate::rows::{Order, Payment};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Input, Place, Power, Problem, Refusal, Reply, Site, View};

/// An order with all that happened to it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "order.html")]
pub(crate) struct OrderPage {
    /// Of somebody who looks for payments, before a steward: nobody else may be there to confirm it.
    #[serde(skip)]
    of_treasurer: bool,
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    order: OrderBrief,
    lines: Vec<LineView>,
    refunds: Vec<RefundView>,
    steps: Vec<StepView>,
    /// How it is paid, once that is chosen.
    #[schema(value_type = Option<String>)]
    method: Option<MethodCode>,
    /// The attempt to pay that stands.
    #[schema(value_type = Option<String>)]
    payment: Option<Id<Payment>>,
    /// What is known of it: `chosen`, `claimed`, `refused` (also where a gateway took nothing), …
    #[schema(value_type = Option<String>)]
    payment_state: Option<PaymentState>,
    /// When the money arrived. RFC 3339.
    paid_at: Option<String>,
    /// When it was confirmed that it had. RFC 3339; absent where nobody had to.
    confirmed_at: Option<String>,
    /// Unpaid: until when its goods are held. RFC 3339.
    hold_until: Option<String>,
    /// Since when the buyer's complaint waits for an answer. RFC 3339.
    complained_at: Option<String>,
    /// The newest first.
    complaints: Vec<ComplaintView>,
    /// The order that it replaces something of; it costs its buyer nothing.
    #[schema(value_type = Option<String>)]
    replaces: Option<Id<Order>>,
    /// The number it had in another system.
    reference: Option<String>,
    /// The pool that it came from.
    #[schema(value_type = Option<String>)]
    pool: Option<web::ids::PoolId>,
    /// Where it came from, in somebody's own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<OrderNote>,
    /// Where and when it is fetched, where that is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    fetched: Option<OrderFetched>,
    #[serde(skip)]
    can_complain: bool,
    #[serde(skip)]
    is_mine: bool,
    /// What whoever looks may do for a buyer without an account.
    #[serde(skip)]
    for_buyer: ForBuyer,
    #[serde(skip)]
    buyer: Option<String>,
    #[serde(skip)]
    paid: Html,
    #[serde(skip)]
    confirmed: Html,
    #[serde(skip)]
    next: Next,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    typed: ActionForm,
    #[serde(skip)]
    arrived: ArrivedForm,
    /// Whether whoever looks can say that its payment was another order's; None: that is not for them to say.
    #[serde(skip)]
    undo: Option<UndoSeen>,
    #[serde(skip)]
    undoing: UndoForm,
    #[serde(skip)]
    today: String,
}

/// Given by features above: what they say of a single order.
#[derive(Clone)]
pub(crate) struct About(pub(crate) Vec<Arc<dyn AboutOrder>>);

/// The fields of all small forms of the page.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ActionForm {
    /// `bank_transfer`, `collection_code`, `set_off`, `simulated_gateway`.
    payment: String,
    /// What helps the treasurer to find the money.
    proof: String,
    pub(crate) reason: String,
    /// Of a complaint, the one that is agreed to or declined.
    pub(crate) proposal: String,
}

impl View for OrderPage {
    fn title(&self) -> String {
        self.s.t.order_numbered(self.order.number)
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
    }

    fn place(&self) -> Place {
        if self.is_mine { Place::Mine } else { Place::Desk }
    }

    fn back(&self) -> Option<Back> {
        match self.is_mine {
            true => Back::to(format!("{}/orders", self.s.base), self.s.t.my_orders()),
            false => Back::to(format!("{}/orders?all=1", self.s.base), self.s.t.all_orders()),
        }
    }
}

impl OrderPage {
    fn is(&self, state: &str) -> bool {
        self.order.state.code() == state
    }

    fn unpaid(&self) -> bool {
        matches!(self.order.state, At::Placed | At::AwaitingPayment | At::PaymentClaimed)
    }

    /// Part of the price has come.
    fn is_short(&self) -> bool {
        self.unpaid() && self.next.came > 0
    }

    fn has_money(&self) -> bool {
        matches!(self.order.state, At::Paid | At::Fulfilled | At::Accepted | At::Settled)
            || self.order.refunded_minor > 0
    }

    fn tag(&self) -> Html {
        state_tag(&self.s, &self.order.state)
    }

    fn may(&self, power: Power) -> bool {
        self.s.can(power) && !self.is_mine
    }

    fn can_fulfil(&self) -> bool {
        self.s.can(Power::FulfilOrders) && self.order.state == At::Paid
    }

    fn can_report_shortage(&self) -> bool {
        self.may(Power::FulfilOrders) && self.order.state == At::Paid
    }

    fn can_settle(&self) -> bool {
        self.s.can(Power::Settle) && self.order.state == At::Accepted
    }

    fn can_refund(&self) -> bool {
        let refundable = matches!(self.order.state, At::Paid | At::Fulfilled | At::Accepted | At::Settled);
        self.may(Power::Refund) && refundable && self.order.total_minor > self.order.refunded_minor
    }

    fn can_cancel(&self) -> bool {
        match self.order.state {
            At::Placed | At::AwaitingPayment | At::PaymentClaimed => {
                self.is_mine || self.s.can(Power::Refund)
            }
            At::Paid => self.may(Power::Refund),
            _ => false,
        }
    }

    fn can_answer(&self) -> bool {
        self.may(Power::Refund) && self.complaints.first().is_some_and(ComplaintView::is_open)
    }

    /// The buyer waits for a proposal.
    fn waits(&self) -> bool {
        self.complaints.first().is_some_and(ComplaintView::waits)
    }

    /// The last complaint came to its end by what both agreed to.
    fn was_agreed(&self) -> bool {
        self.complaints.first().is_some_and(|complaint| complaint.state == ComplaintState::Agreed)
    }

    /// What the buyer is asked to agree to, with its number.
    fn asked(&self) -> Option<(String, i64)> {
        let standing = self.complaints.first().and_then(ComplaintView::standing);
        standing.map(|proposal| (proposal.what.clone(), proposal.proposal))
    }

    /// What is proposed is that there is nothing.
    fn asked_nothing(&self) -> bool {
        let standing = self.complaints.first().and_then(ComplaintView::standing);
        standing.is_some_and(|proposal| proposal.kind == RemedyKind::Nothing)
    }

    fn needs_look(&self) -> bool {
        self.complaints.first().is_some_and(|complaint| complaint.needs_look().is_some())
    }

    fn needs_word(&self) -> bool {
        self.complaints.first().is_some_and(ComplaintView::needs_word)
    }

    fn can_confirm(&self) -> bool {
        // Of an order given up too: its money may still come.
        let given_up = matches!(self.order.state, At::Cancelled | At::Expired);
        self.may(Power::ConfirmPayments) && (self.unpaid() || given_up) && self.payment.is_some()
    }

    fn can_record(&self) -> bool {
        self.may(Power::ConfirmPayments) || (self.of_treasurer && !self.is_mine && self.unpaid())
    }

    fn withdrawal(&self) -> String {
        format!("{}/orders/{}/claim/withdrawal", self.s.base, self.order.id)
    }

    fn ways_seen(&self) -> Vec<(String, String)> {
        ways_seen(&self.s)
    }

    fn can_undo(&self) -> bool {
        self.undo == Some(Ok(()))
    }

    fn undo_failed(&self) -> bool {
        self.errors.on("undo_reason").is_some()
    }

    /// Why not, where there is another way to put it right.
    fn not_undone(&self) -> Option<String> {
        match self.undo {
            Some(Err(why @ (PaymentRefused::UndoByAnother | PaymentRefused::NotByHand))) => {
                Some(why.say(self.s.lang))
            }
            _ => None,
        }
    }

    fn record_failed(&self) -> bool {
        ["method", "amount", "arrived_on", "reference", "another_transfer"]
            .iter()
            .any(|field| self.errors.on(field).is_some())
    }

    /// The reference was recorded before: whether it is another transfer is for a person to say.
    fn asks_another(&self) -> bool {
        self.errors.on("another_transfer").is_some() || !self.arrived.another_transfer.is_empty()
    }
}

/// Found, with who may see it decided.
async fn load(caller: &Caller, site: &Site, order: Id<Order>) -> Result<OrderPage, Problem> {
    let scene = Scene::of(caller, site)?;
    me(caller)?;
    let found = site.db.read(move |reader| read(reader, scene, order)).await?;
    found.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Order>) -> Result<Option<OrderPage>, Fault> {
    let Some(whole) = Whole::find(reader, s.number, id)? else { return Ok(None) };
    let is_mine = Some(whole.order.buyer) == s.me;
    // Whose order it is not, and who does not work on orders, does not learn that it is there.
    if !is_mine && !s.works_on_orders() {
        return Ok(None);
    }
    let mut names = Names::default();
    let actors = whole.events.iter().filter_map(|event| event.by_member).chain([whole.order.buyer]);
    actors.into_iter().try_for_each(|member| names.learn(reader, &s, member))?;
    let next = next(reader, &s, &whole, is_mine)?;
    let order = &whole.order;
    let complaints = complaints_of(reader, &s, order, &whole.lines)?;
    let proposed_by = complaints.first().and_then(ComplaintView::standing).and_then(|standing| standing.by);
    let for_buyer = for_buyer(reader, &s, order, next.to_pay, proposed_by)?;
    let replaces = of_follow_up(reader, s.number, order.id)?;
    let open = complaints.first().is_some_and(ComplaintView::is_open);
    let confirmed = whole.confirmed_at();
    let time = |at: Option<Timestamp>| at.map_or_else(Html::default, |at| s.time(&at));
    let of_treasurer =
        s.can(Power::GrantRoles) && community::looks_for_payments(reader, s.number, order.buyer)?;
    let undo = undo_seen(&s, &whole, !is_mine && (s.can(Power::ConfirmPayments) || of_treasurer));
    Ok(Some(OrderPage {
        of_treasurer,
        undo,
        undoing: UndoForm::default(),
        lines: whole.lines.iter().map(|line| LineView::of(&s, line)).collect(),
        refunds: refund_views(reader, &s, &whole)?,
        steps: chain(&s, &names, &whole),
        method: order.method,
        payment: whole.payment().map(|payment| payment.id),
        payment_state: whole.payment().map(|payment| payment.state),
        paid_at: order.paid_at_us.map(|at| at.to_string()),
        confirmed_at: confirmed.map(|at| at.to_string()),
        paid: time(order.paid_at_us),
        confirmed: time(confirmed),
        hold_until: order.hold_until_us.filter(|_| order.progress().is_unpaid()).map(|at| at.to_string()),
        complained_at: order.complained_at_us.map(|at| at.to_string()),
        complaints,
        replaces,
        reference: order.reference.clone(),
        pool: order.pool_id,
        notes: Vec::new(),
        fetched: None,
        can_complain: (is_mine || for_buyer.speaks) && !open && order.progress().complain(s.now).is_ok(),
        is_mine,
        for_buyer,
        buyer: (!is_mine).then(|| names.member(&order.buyer)),
        next,
        order: OrderBrief::of(&s, order),
        errors: Errors::none(),
        typed: ActionForm::default(),
        arrived: ArrivedForm::proposed(&s, order, came(&whole.payments)),
        today: s.today(),
        s,
    }))
}

/// One order, to its buyer and to those who work on orders.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = OrderPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn order_page(
    caller: Caller,
    State(site): State<Site>,
    Extension(About(about)): Extension<About>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    let order = id(&order)?;
    let mut page = load(&caller, &site, order).await?;
    let (community, lang, zone) = (page.s.number, caller.lang, page.s.zone.clone());
    let (me, powers, now) = (page.s.me, page.s.powers, page.s.now);
    let at = OrderAt { community, order, me, powers, lang, zone, now };
    let told = site.db.read(move |reader| {
        let (mut notes, mut fetched) = (Vec::new(), None);
        for one in &about {
            notes.extend(one.note(reader, community, order, lang)?);
            fetched = fetched.or(one.fetched(reader, &at)?);
        }
        Ok((notes, fetched))
    });
    (page.notes, page.fetched) = told.await?;
    Reply::page(&caller, &page)
}

/// Chooses how to pay. Set-off pays at once.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/payment", tag = "market", request_body = ActionForm,
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn choose_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Input(form): Input<ActionForm>,
) -> Answer {
    let (order, who) = (id(&order)?, actor(&caller)?);
    let mut check = web::Check::new(caller.lang);
    let method = check.choice("payment", &form.payment, MethodCode::parse);
    let method = match check.done(method) {
        Ok(Some(method)) => method,
        Ok(None) => return Err(Problem::not_found()),
        Err(errors) => return again(&caller, &site, order, form, errors).await,
    };
    let (now, payment, simulated) = (site.now(), site.id(), caller.config.simulated_payments);
    let input = ChoosePayment { order, payment, method, simulated };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::choose_payment(tx, who, &input, now.into())).await;
    finish(&caller, &site, order, form, done).await
}

/// Says that the money is on its way; the order keeps its goods until the treasurer has looked.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/claim", tag = "market", request_body = ActionForm,
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn claim_payment(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
    Input(form): Input<ActionForm>,
) -> Answer {
    let (order, who) = (id(&order)?, actor(&caller)?);
    let mut check = web::Check::new(caller.lang);
    let proof = check.text("proof", &form.proof, 0..=crate::payment::REFERENCE_CHARS_MAX);
    let proof = match check.done(proof) {
        Ok(proof) => proof,
        Err(errors) => return again(&caller, &site, order, form, errors).await,
    };
    let (now, input) = (site.now(), ClaimPayment { order, proof });
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::claim_payment(tx, who, &input, now.into())).await;
    finish(&caller, &site, order, form, done).await
}

/// Takes back that the money is on its way: until somebody has found it.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/claim/withdrawal", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = OrderBrief), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_claim(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    let (order, who) = (id(&order)?, actor(&caller)?);
    let (now, community) = (site.now(), caller.community()?.number);
    let done = site.db.transact(community, move |tx| ops::withdraw_claim(tx, who, order, now.into())).await;
    finish(&caller, &site, order, ActionForm::default(), done).await
}

/// The order as it is then; a refusal stands on its page, with what was typed.
pub(crate) async fn finish<R: web::Refusal>(
    caller: &Caller,
    site: &Site,
    order: Id<Order>,
    form: ActionForm,
    done: Result<Order, OpError<R>>,
) -> Answer {
    match done {
        Ok(order) => settled(caller, site, &order),
        Err(OpError::Refused(why)) => {
            again(caller, site, order, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// The order as it is after a change.
pub(crate) fn settled(caller: &Caller, site: &Site, order: &Order) -> Answer {
    let scene = Scene::of(caller, site)?;
    let location = format!("{}/orders/{}", scene.base, order.id);
    Reply::changed(caller, &location, &OrderBrief::of(&scene, order))
}

/// The page once more, with what was typed of money that arrived.
pub(crate) async fn not_recorded(
    caller: &Caller,
    site: &Site,
    order: Id<Order>,
    form: ArrivedForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, order).await?;
    (page.errors, page.arrived) = (errors.clone(), form);
    Reply::form_refused(caller, &page, &errors)
}

/// The page once more, with why its payment was not taken back.
pub(crate) async fn not_undone(
    caller: &Caller,
    site: &Site,
    order: Id<Order>,
    form: UndoForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, order).await?;
    (page.errors, page.undoing) = (errors.clone(), form);
    Reply::form_refused(caller, &page, &errors)
}

async fn again(caller: &Caller, site: &Site, order: Id<Order>, form: ActionForm, errors: Errors) -> Answer {
    let mut page = load(caller, site, order).await?;
    (page.errors, page.typed) = (errors.clone(), form);
    Reply::form_refused(caller, &page, &errors)
}
