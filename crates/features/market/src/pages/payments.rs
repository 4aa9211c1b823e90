//! The treasurer's list of payments to look at.

use super::read_store::{payment_count, payments};
use super::scene::{Names, Scene};
use super::words;
use crate::payment::{MethodCode, PaymentState};
use crate::rows::{Order, Payment};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use community::{Provider, Section, Viewer};
use kernel::{Id, Timestamp};
use serde::Serialize;
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Power, Problem, Reply, Site, View};

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
    /// Other payments that wait, of features above.
    beside: Vec<Section>,
    #[serde(skip)]
    beside_shown: Html,
}

/// Given by features above: what waits beside payments of orders.
#[derive(Clone)]
pub(crate) struct Beside(pub(crate) Vec<Arc<dyn Provider>>);

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PaymentView {
    #[schema(value_type = String)]
    pub id: Id<Payment>,
    #[schema(value_type = String)]
    pub order: Id<Order>,
    pub order_number: i64,
    pub buyer: String,
    #[schema(value_type = String)]
    pub method: MethodCode,
    #[schema(value_type = String)]
    pub state: PaymentState,
    pub amount_minor: i64,
    /// What really arrived, where that was looked at.
    pub arrived_minor: Option<i64>,
    /// What the buyer wrote about it.
    pub proof: Option<String>,
    /// Of the bank, or why it was refused.
    pub reference: Option<String>,
    /// The entry that took it back, where it was put down to this order by mistake.
    pub undone_entry: Option<i64>,
    /// RFC 3339.
    pub claimed_at: Option<String>,
    /// When the money came. RFC 3339.
    pub arrived_at: Option<String>,
    /// When the treasurer, or the gateway, said what became of it. RFC 3339.
    pub decided_at: Option<String>,
    #[serde(skip)]
    pub claimed: Html,
    #[serde(skip)]
    pub arrived: Html,
    #[serde(skip)]
    pub decided: Html,
    #[serde(skip)]
    pub age: String,
    #[serde(skip)]
    pub own: bool,
    #[serde(skip)]
    pub method_words: String,
    #[serde(skip)]
    pub state_words: String,
}

impl PaymentView {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        payment: &Payment,
    ) -> Result<PaymentView, Fault> {
        names.learn(reader, s, payment.buyer)?;
        let order = reader.find::<Order>(&(s.number, payment.order_id))?;
        let since = payment.claimed_at_us.map_or_else(String::new, |at| s.span(&at, &s.now));
        let time = |at: Option<Timestamp>| at.map_or_else(Html::default, |at| s.time(&at));
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
            undone_entry: payment.undone_entry.filter(|_| payment.is_undone()),
            claimed_at: payment.claimed_at_us.map(|at| at.to_string()),
            arrived_at: payment.arrived_at_us.map(|at| at.to_string()),
            decided_at: payment.decided_at_us.map(|at| at.to_string()),
            claimed: time(payment.claimed_at_us),
            arrived: time(payment.arrived_at_us),
            decided: time(payment.decided_at_us),
            age: since,
            own: s.me == Some(payment.buyer),
            method_words: words::method(s.t, payment.method),
            state_words: match payment.is_undone() {
                true => s.t.payment_undone(),
                false => words::payment_state(s.t, payment.state),
            },
        })
    }
}

impl View for PaymentsPage {
    fn title(&self) -> String {
        self.s.t.payments_title()
    }

    fn live(&self) -> Option<&'static str> {
        Some("orders")
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
    Extension(Beside(providers)): Extension<Beside>,
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
    let place = caller.community_shared()?;
    let viewer =
        Viewer { lang: s.lang, now: s.now, member: s.me, powers: s.powers, sees_books: s.books_open };
    let read = site.db.read(move |reader| {
        let beside = community::read_sections(&providers, reader, &place, &viewer)?;
        Ok(PaymentsPage { beside, ..read_list(reader, s, state, &above, paged)? })
    });
    let page = read.await?;
    let beside_shown = community::sections_shown(&page.beside).map_err(Problem::fault)?;
    let page = PaymentsPage { beside_shown, ..page };
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
    Ok(PaymentsPage {
        payments: views,
        count,
        sum_minor,
        next,
        state,
        paged,
        beside: Vec::new(),
        beside_shown: Html::default(),
        s,
    })
}
