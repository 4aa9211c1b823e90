//! The treasurer's list of what is still to come in: orders whose goods are held and whose money is not there.

use super::order_view::{OrderBrief, lines, state_tag};
use super::orders_list::{LINES_NAMED, what};
use super::read_store::{orders_unpaid, unpaid_count};
use super::scene::{Names, Scene};
use super::together_orders::came_before;
use super::words;
use crate::order::State as At;
use crate::payment::MethodCode;
use crate::rows::{Order, Payment};
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Power, Reply, Site, View};

const PAGE: i64 = 40;

/// Orders that are not paid, the oldest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "unpaid.html")]
pub(crate) struct UnpaidPage {
    #[serde(skip)]
    s: Scene,
    orders: Vec<UnpaidRow>,
    /// How many, and how much, beyond this page too.
    count: i64,
    sum_minor: i64,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UnpaidRow {
    #[serde(flatten)]
    order: OrderBrief,
    buyer: String,
    /// When the order expires, unless the money comes: the end of its hold, or of a claim. RFC 3339.
    due_at: Option<String>,
    /// Once one is chosen.
    #[schema(value_type = Option<String>)]
    method: Option<MethodCode>,
    /// The attempt to pay that stands.
    #[schema(value_type = Option<String>)]
    payment: Option<Id<Payment>>,
    /// Less what came and was too little.
    left_minor: i64,
    #[serde(skip)]
    what: String,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    due: Option<Html>,
    #[serde(skip)]
    method_words: String,
}

impl View for UnpaidPage {
    fn title(&self) -> String {
        self.s.t.unpaid_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl UnpaidPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/unpaid?above={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/unpaid", self.s.base))
    }
}

/// Orders whose money has not come, with what they come to and until when each waits; the oldest first.
#[utoipa::path(get, path = "/c/{slug}/unpaid", tag = "market",
    params(("slug" = String, Path),
        ("above" = Option<i64>, Query, description = "orders with a larger number")),
    responses((status = 200, body = UnpaidPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn unpaid_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::ConfirmPayments)?;
    let s = Scene::of(&caller, &site)?;
    let above = parameter(&pairs, "above").and_then(|number| number.parse().ok());
    let page = site.db.read(move |reader| read(reader, s, above)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, above: Option<i64>) -> Result<UnpaidPage, Fault> {
    let mut ids = orders_unpaid(reader, s.number, above.unwrap_or(0), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (count, sum_minor) = unpaid_count(reader, s.number)?;
    let (mut orders, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        if let Some(order) = reader.find::<Order>(&(s.number, id))? {
            orders.push(row(reader, &s, &mut names, &order)?);
        }
    }
    let next = orders.last().map(|row| row.order.number).filter(|_| more);
    Ok(UnpaidPage { orders, count, sum_minor, next, paged: above.is_some(), s })
}

fn row(reader: &mut Reader, s: &Scene, names: &mut Names, order: &Order) -> Result<UnpaidRow, Fault> {
    names.learn(reader, s, order.buyer)?;
    let some = Order { line_count: order.line_count.min(LINES_NAMED as i64), ..order.clone() };
    let due: Option<Timestamp> = match order.state {
        At::PaymentClaimed => order.claim_until_us,
        _ => order.hold_until_us,
    };
    Ok(UnpaidRow {
        order: OrderBrief::of(s, order),
        buyer: names.member(&order.buyer),
        due_at: due.map(|at| at.to_string()),
        method: order.method,
        payment: order.payment_id,
        left_minor: order.due_minor() - came_before(reader, order)?,
        what: what(s, &lines(reader, &some)?, order.line_count),
        tag: state_tag(s, &order.state),
        due: due.map(|at| s.until(&at)),
        method_words: order.method.map_or_else(String::new, |method| words::method(s.t, method)),
    })
}
