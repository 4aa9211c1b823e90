//! Complaints that wait for an answer.

use super::order_view::OrderBrief;
use super::read_store::{complained_count, orders_complained};
use super::scene::{Names, Scene};
use crate::rows::{Order, OrderEvent, OrderStep};
use askama::Template;
use axum::extract::{Query, State};
use kernel::Timestamp;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Reply, Site, View};

const PAGE: i64 = 40;

/// Orders whose buyers wait for an answer, the oldest order first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "complaints.html")]
pub(crate) struct ComplaintsPage {
    #[serde(skip)]
    s: Scene,
    complaints: Vec<ComplaintRow>,
    /// Beyond this page too.
    count: i64,
    /// The value of `above` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ComplaintRow {
    #[serde(flatten)]
    order: OrderBrief,
    buyer: String,
    reason: String,
    /// RFC 3339.
    complained_at: String,
    #[serde(skip)]
    age: String,
}

impl View for ComplaintsPage {
    fn title(&self) -> String {
        self.s.t.complaints_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl ComplaintsPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/complaints?above={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/complaints", self.s.base))
    }
}

/// Complaints without an answer, the oldest order first.
#[utoipa::path(get, path = "/c/{slug}/complaints", tag = "market",
    params(("slug" = String, Path),
        ("above" = Option<i64>, Query, description = "orders with a larger number")),
    responses((status = 200, body = ComplaintsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn complaints_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::Refund)?;
    let s = Scene::of(&caller, &site)?;
    let above = parameter(&pairs, "above").and_then(|number| number.parse().ok());
    let page = site.db.read(move |reader| read(reader, s, above)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, above: Option<i64>) -> Result<ComplaintsPage, Fault> {
    let mut ids = orders_complained(reader, s.number, above.unwrap_or(0), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (count, _) = complained_count(reader, s.number)?;
    let (mut complaints, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        let Some(order) = reader.find::<Order>(&(s.number, id))? else { continue };
        let Some((at, reason)) = open_complaint(reader, &order)? else { continue };
        names.learn(reader, &s, order.buyer)?;
        complaints.push(ComplaintRow {
            buyer: names.member(&order.buyer),
            order: OrderBrief::of(&s, &order),
            reason,
            complained_at: at.to_string(),
            age: s.span(&at, &s.now),
        });
    }
    let next = complaints.last().map(|row| row.order.number).filter(|_| more);
    Ok(ComplaintsPage { complaints, count, next, paged: above.is_some(), s })
}

/// Since when it is open, and what the buyer says: the last complaint in the order's story.
pub(crate) fn open_complaint(
    reader: &mut Reader,
    order: &Order,
) -> Result<Option<(Timestamp, String)>, Fault> {
    let Some(since) = order.complained_at_us else { return Ok(None) };
    for number in (1..=order.event_count).rev() {
        let event = reader.find::<OrderEvent>(&(order.community_id, order.id, number))?;
        if let Some(event) = event.filter(|event| event.step == OrderStep::Complained) {
            return Ok(Some((since, event.reason.unwrap_or_default())));
        }
    }
    Ok(Some((since, String::new())))
}
