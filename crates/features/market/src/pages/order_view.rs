//! An order as pages show it: lines, refunds, the chain of what happened, and whose its money is.

use super::read_store::{payments_of, refund_lines, refunds_of};
use super::scene::{Names, Scene};
use super::words;
use crate::ids::Member;
use crate::order::State;
use crate::payment::{MethodCode, PaymentState};
use crate::rows::{Order, OrderEvent, OrderLine, OrderStep, Payment, Refund, RefundKind};
use kernel::{Id, Price, Quantity, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::ui::{self, Tone};

/// What lists and answers say of an order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OrderBrief {
    #[schema(value_type = String)]
    pub id: Id<Order>,
    /// Short, for people.
    pub number: i64,
    #[schema(value_type = String)]
    pub state: State,
    /// Minor units of the community's currency.
    pub total_minor: i64,
    pub refunded_minor: i64,
    /// What a coupon pays of the total, and what of that went back to its budget.
    pub coupon_minor: i64,
    pub coupon_back_minor: i64,
    pub currency: String,
    /// RFC 3339.
    pub placed_at: String,
}

impl OrderBrief {
    /// What was given back, as it lessens the total.
    pub(crate) fn minus(&self) -> i64 {
        -self.refunded_minor
    }

    /// What of the refunds is the buyer's: not what a coupon had paid.
    pub(crate) fn refunded_to_buyer(&self) -> i64 {
        self.refunded_minor - self.coupon_back_minor
    }

    /// What the buyer pays.
    pub(crate) fn due(&self) -> i64 {
        self.total_minor - self.coupon_minor
    }

    pub(crate) fn coupon_minus(&self) -> i64 {
        -self.coupon_minor
    }

    pub(crate) fn of(scene: &Scene, order: &Order) -> OrderBrief {
        OrderBrief {
            id: order.id,
            number: order.number,
            state: order.state,
            total_minor: order.total_minor,
            refunded_minor: order.refunded_minor,
            coupon_minor: order.coupon_minor,
            coupon_back_minor: order.coupon_back_minor,
            currency: scene.currency.to_string(),
            placed_at: order.placed_at_us.to_string(),
        }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LineView {
    /// Within the order, from 1.
    pub line: i64,
    pub variant: String,
    pub title: String,
    pub unit: String,
    #[schema(value_type = String)]
    pub quantity: Quantity,
    #[schema(value_type = String)]
    pub price: Price,
    pub total_minor: i64,
    /// Given back by quantity so far.
    #[schema(value_type = String)]
    pub returned: Quantity,
    pub refunded_minor: i64,
    #[serde(skip)]
    pub offer_link: String,
    #[serde(skip)]
    pub input_name: String,
    #[serde(skip)]
    pub typed: String,
}

impl LineView {
    pub(crate) fn of(scene: &Scene, line: &OrderLine) -> LineView {
        LineView {
            line: line.number,
            variant: super::basket::variant_key(&line.offer_id, line.variant),
            title: line.title.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity_milli,
            price: line.price_e4,
            total_minor: line.total_minor,
            returned: line.returned_milli,
            refunded_minor: line.refunded_minor,
            offer_link: format!("{}/offers/{}", scene.base, line.offer_id),
            input_name: format!("quantity_{}", line.number),
            typed: String::new(),
        }
    }

    /// What of its price was not given back yet.
    pub(crate) fn left_minor(&self) -> i64 {
        self.total_minor - self.refunded_minor
    }

    /// What can still be given back or be missing.
    pub(crate) fn left(&self) -> Quantity {
        Quantity::from_milli(self.quantity.milli - self.returned.milli)
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RefundView {
    #[schema(value_type = String)]
    pub id: Id<Refund>,
    #[schema(value_type = String)]
    pub kind: RefundKind,
    pub amount_minor: i64,
    /// What of it went back to the budget of a coupon.
    pub coupon_minor: i64,
    pub reason: String,
    /// RFC 3339.
    pub at: String,
    pub entry: Option<i64>,
    #[serde(skip)]
    pub what: String,
    #[serde(skip)]
    pub when: Html,
}

/// A step of the chain.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = OrderStepView)]
pub(crate) struct StepView {
    /// `placed` or what happened.
    pub step: String,
    /// RFC 3339.
    pub at: String,
    pub reason: Option<String>,
    pub entry: Option<i64>,
    pub amount_minor: Option<i64>,
    #[serde(skip)]
    pub html: Html,
}

/// Everything about an order that does not depend on who looks.
pub(crate) struct Whole {
    pub order: Order,
    pub lines: Vec<OrderLine>,
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
    pub events: Vec<OrderEvent>,
}

impl Whole {
    pub(crate) fn find(reader: &mut Reader, community: i64, id: Id<Order>) -> Result<Option<Whole>, Fault> {
        let Some(order) = reader.find::<Order>(&(community, id))? else { return Ok(None) };
        let lines = lines(reader, &order)?;
        let mut events = Vec::new();
        for number in 1..=order.event_count {
            events.extend(reader.find::<OrderEvent>(&(community, id, number))?);
        }
        let (mut payments, mut refunds) = (Vec::new(), Vec::new());
        for payment in payments_of(reader, community, id)? {
            payments.extend(reader.find::<Payment>(&(community, payment))?);
        }
        for refund in refunds_of(reader, community, id)? {
            refunds.extend(reader.find::<Refund>(&(community, refund))?);
        }
        Ok(Some(Whole { order, lines, payments, refunds, events }))
    }

    /// When somebody said that the money which paid it had come.
    pub(crate) fn confirmed_at(&self) -> Option<Timestamp> {
        let paid = self.payment().filter(|payment| payment.state == PaymentState::Confirmed);
        paid.and_then(|payment| payment.decided_at_us)
    }

    /// The attempt to pay that stands.
    pub(crate) fn payment(&self) -> Option<&Payment> {
        self.order.payment_id.and_then(|id| self.payments.iter().find(|payment| payment.id == id))
    }
}

pub(crate) fn lines(reader: &mut Reader, order: &Order) -> Result<Vec<OrderLine>, Fault> {
    let mut lines = Vec::with_capacity(order.line_count.max(0) as usize);
    for number in 1..=order.line_count {
        lines.extend(reader.find::<OrderLine>(&(order.community_id, order.id, number))?);
    }
    Ok(lines)
}

/// Refunds with what came back, oldest first.
pub(crate) fn refund_views(
    reader: &mut Reader,
    scene: &Scene,
    whole: &Whole,
) -> Result<Vec<RefundView>, Fault> {
    let mut views = Vec::with_capacity(whole.refunds.len());
    for refund in &whole.refunds {
        let mut what = Vec::new();
        for (number, milli, _) in refund_lines(reader, scene.number, refund.id)? {
            let line = whole.lines.iter().find(|line| line.number == number);
            if let (Some(milli), Some(line)) = (milli, line) {
                what.push(format!(
                    "{} {}",
                    line.title,
                    scene.amount(Quantity::from_milli(milli), &line.unit)
                ));
            }
        }
        views.push(RefundView {
            id: refund.id,
            kind: refund.kind,
            amount_minor: refund.amount_minor,
            coupon_minor: refund.coupon_minor,
            reason: match (refund.kind, refund.by_member) {
                (RefundKind::Shortage, None) => scene.t.reason_by_the_count(),
                _ => refund.reason.clone(),
            },
            at: refund.at_us.to_string(),
            entry: refund.entry,
            what: what.join(scene.t.list_comma().as_str()),
            when: scene.time(&refund.at_us),
        });
    }
    Ok(views)
}

/// Who may be named to the one who looks: oneself always, others to those who work on orders. Whoever did
/// something for the community is named by the office, not by the person, to a buyer.
fn who(
    scene: &Scene,
    names: &Names,
    buyer: Id<Member>,
    (before, event): (Option<&OrderEvent>, &OrderEvent),
) -> String {
    match event.by_member {
        None if told_by_gateway(event.step) => scene.t.by_the_gateway(),
        None if by_count(before, event) => scene.t.by_the_count(),
        None => scene.t.by_the_clock(),
        Some(member) if Some(member) == scene.me => scene.t.by_you(),
        Some(member) if scene.works_on_orders() => names.member(&member),
        Some(member) if member == buyer => scene.t.by_the_buyer(),
        Some(_) => scene.t.by_the_community(),
    }
}

/// By the program when a delivery was counted; an order of which nothing came ends with that.
fn by_count(before: Option<&OrderEvent>, event: &OrderEvent) -> bool {
    let counted = |event: &OrderEvent| event.step == OrderStep::Short && event.by_member.is_none();
    let ends = event.step == OrderStep::Cancelled && event.by_member.is_none();
    counted(event) || (ends && before.is_some_and(counted))
}

/// What nobody did and the clock cannot do.
fn told_by_gateway(step: OrderStep) -> bool {
    use OrderStep::*;
    matches!(step, Paid | Overpaid | PaymentFailed | PaymentLate | PaymentMismatched)
}

/// What happened, oldest first; the last is where the order stands.
pub(crate) fn chain(scene: &Scene, names: &Names, whole: &Whole) -> Vec<StepView> {
    let order = &whole.order;
    let mut steps = Vec::with_capacity(whole.events.len() + 2);
    let paid_at_once = order.paid_entry.is_some() || order.method == Some(MethodCode::Free);
    let said_paid = whole.events.iter().any(|event| event.step == OrderStep::Paid);
    let buyer = if Some(order.buyer) == scene.me { scene.t.by_you() } else { names.member(&order.buyer) };
    let mut placed = Plain::of("placed", order.placed_at_us);
    placed.note.push(buyer);
    if order.state == State::Placed || (whole.events.is_empty() && !paid_at_once) {
        placed.here = whole.events.is_empty();
    }
    steps.push(placed.view(scene, &scene.t.step_placed()));
    if paid_at_once && !said_paid {
        let at = order.paid_at_us.unwrap_or(order.placed_at_us);
        let mut paid = Plain::of("paid", at);
        let pooled = order.pool_id.map(|_| scene.t.method_pool());
        paid.note.extend(order.method.map(|method| words::method(scene.t, method)).or(pooled));
        (paid.entry, paid.amount) = (order.paid_entry, Some(order.due_minor()));
        paid.here = whole.events.is_empty();
        steps.push(paid.view(scene, &scene.t.step_paid()));
    }
    let last = whole.events.len();
    for (at, event) in (1_usize..).zip(&whole.events) {
        let mut step = Plain::of(event.step.code(), event.at_us);
        let before = at.checked_sub(2).and_then(|before| whole.events.get(before));
        step.note.push(who(scene, names, order.buyer, (before, event)));
        step.reason = event.reason.clone();
        // The program has written its own reason once, in one language.
        if by_count(before, event) && step.reason.is_some() {
            step.reason = Some(scene.t.reason_by_the_count());
        }
        if event.step == OrderStep::PaymentChosen {
            let method = event.reason.as_deref().and_then(MethodCode::parse);
            step.note.extend(method.map(|method| words::method(scene.t, method)));
            step.reason = None;
        }
        (step.entry, step.amount, step.here) = (event.entry, event.amount_minor, at == last);
        let mine = event.by_member.is_some() && event.by_member == scene.me;
        let words = match event.step {
            OrderStep::PaymentClaimed if mine => scene.t.step_payment_claimed_by_you(),
            other => words::step(scene.t, other),
        };
        steps.push(step.view(scene, &words));
    }
    steps
}

struct Plain {
    code: String,
    at: kernel::Timestamp,
    note: Vec<String>,
    reason: Option<String>,
    entry: Option<i64>,
    amount: Option<i64>,
    here: bool,
}

impl Plain {
    fn of(code: &str, at: kernel::Timestamp) -> Plain {
        Plain {
            code: code.to_owned(),
            at,
            note: Vec::new(),
            reason: None,
            entry: None,
            amount: None,
            here: false,
        }
    }

    fn view(self, scene: &Scene, what: &str) -> StepView {
        let mut head = web::escaped(what);
        if let Some(minor) = self.amount.filter(|minor| *minor != 0) {
            head.push_str(&format!(" {}", scene.money(minor)));
        }
        let mut note = scene.time(&self.at).to_string();
        for text in self.note.iter().filter(|text| !text.is_empty()) {
            note.push_str(&format!(" · {}", web::escaped(text)));
        }
        if let Some(entry) = self.entry.filter(|_| scene.books_open) {
            note.push_str(&format!(
                " · <a href=\"{}/books/entries/{entry}\">{}</a>",
                scene.base,
                web::escaped(&scene.t.entry_numbered(entry))
            ));
        }
        if let Some(reason) = &self.reason {
            note.push_str(&format!("<br>{}", web::escaped(&scene.t.because(reason.clone()))));
        }
        StepView {
            step: self.code,
            at: self.at.to_string(),
            reason: self.reason,
            entry: self.entry,
            amount_minor: self.amount,
            html: ui::step(Html::trusted(head), Html::trusted(note), self.here),
        }
    }
}

/// The state in its colour.
pub(crate) fn state_tag(scene: &Scene, state: &State) -> Html {
    let tone = match words::state_tone(*state) {
        Tone::Act if !matches!(state, State::Placed | State::AwaitingPayment) => Tone::Wait,
        tone => tone,
    };
    ui::tag(words::state(scene.t, *state), tone)
}
