//! Complaints that wait for an answer, or for their buyers to say what they think of it.

use super::complaint_view::{ComplaintView, complaints_of};
use super::for_buyer::needs_voice;
use super::order_view::{OrderBrief, lines};
use super::read_store::{complained_count, orders_complained};
use super::scene::{Names, Scene};
use crate::complained_store::{proposed, proposed_count};
use crate::complaint_rows::Complaint;
use crate::rows::Order;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Place, Power, Reply, Site, View};

const PAGE: i64 = 40;

/// Orders whose buyers wait for an answer, the oldest order first; or those that wait for their buyers.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "complaints.html")]
pub(crate) struct ComplaintsPage {
    #[serde(skip)]
    s: Scene,
    complaints: Vec<ComplaintRow>,
    /// Beyond this page too.
    count: i64,
    /// How many wait for their buyers.
    proposed_count: i64,
    #[serde(skip)]
    proposed: bool,
    /// The value of `above` for the next page.
    next: Option<String>,
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
    complaint: ComplaintView,
    /// The buyer has no account, and no clock runs: somebody who neither proposed it nor pays for it has to answer for them.
    needs_voice: bool,
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
        self.next.as_ref().map(|next| format!("{}above={next}", self.listed('&')))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| self.listed(' ').trim_end().trim_end_matches('?').to_owned())
    }

    /// The address of this list, with what joins a parameter to it.
    fn listed(&self, joint: char) -> String {
        match self.proposed {
            true => format!("{}/complaints?state=proposed{joint}", self.s.base),
            false => format!("{}/complaints?", self.s.base),
        }
    }
}

/// Complaints without an answer, the oldest order first; with `state=proposed` those that wait for their buyers, the
/// longest waiting first.
#[utoipa::path(get, path = "/c/{slug}/complaints", tag = "market",
    params(("slug" = String, Path),
        ("state" = Option<String>, Query, description = "`proposed` for what waits for its buyer"),
        ("above" = Option<String>, Query, description = "what `next` said")),
    responses((status = 200, body = ComplaintsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn complaints_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    caller.may(Power::Refund)?;
    let s = Scene::of(&caller, &site)?;
    let above = parameter(&pairs, "above").map(str::to_owned);
    let page = match parameter(&pairs, "state") {
        Some("proposed") => {
            let after = above.as_deref().and_then(after);
            site.db.read(move |reader| read_proposed(reader, s, after)).await?
        }
        _ => {
            let above = above.and_then(|number| number.parse().ok());
            site.db.read(move |reader| read(reader, s, above)).await?
        }
    };
    Reply::page(&caller, &page)
}

/// Since when something is proposed, and of which order.
type After = (Timestamp, String);

fn after(text: &str) -> Option<After> {
    let (micros, order) = text.split_once('.')?;
    Some((Timestamp::from_micros(micros.parse().ok()?), order.to_owned()))
}

fn read(reader: &mut Reader, s: Scene, above: Option<i64>) -> Result<ComplaintsPage, Fault> {
    let mut ids = orders_complained(reader, s.number, above.unwrap_or(0), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (count, _) = complained_count(reader, s.number)?;
    let (mut complaints, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        complaints.extend(row(reader, &s, &mut names, id)?);
    }
    let next = complaints.last().filter(|_| more).map(|row: &ComplaintRow| row.order.number.to_string());
    let (proposed_count, proposed) = (proposed_count(reader, s.number)?, false);
    Ok(ComplaintsPage { complaints, count, proposed_count, proposed, next, paged: above.is_some(), s })
}

/// What waits for its buyers.
fn read_proposed(reader: &mut Reader, s: Scene, after: Option<After>) -> Result<ComplaintsPage, Fault> {
    let paged = after.is_some();
    let after = after.unwrap_or((Timestamp::from_micros(0), String::new()));
    let mut keys = proposed(reader, s.number, &after, PAGE + 1)?;
    let more = keys.len() as i64 > PAGE;
    keys.truncate(PAGE as usize);
    let (count, _) = complained_count(reader, s.number)?;
    let (mut complaints, mut names, mut next) = (Vec::with_capacity(keys.len()), Names::default(), None);
    for (order, number) in keys {
        let complaint = reader.find::<Complaint>(&(s.number, order, number))?;
        next = complaint.map(|complaint| format!("{}.{order}", complaint.since_us.micros));
        complaints.extend(row(reader, &s, &mut names, order)?);
    }
    let proposed_count = proposed_count(reader, s.number)?;
    let next = next.filter(|_| more);
    Ok(ComplaintsPage { complaints, count, proposed_count, proposed: true, next, paged, s })
}

/// Letters of a reason in a row of the list.
const REASON_SHOWN: usize = 80;

fn row(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    id: Id<Order>,
) -> Result<Option<ComplaintRow>, Fault> {
    let Some(order) = reader.find::<Order>(&(s.number, id))? else { return Ok(None) };
    let rows = lines(reader, &order)?;
    let open = complaints_of(reader, s, &order, &rows)?.into_iter().find(ComplaintView::is_open);
    let Some(complaint) = open else { return Ok(None) };
    names.learn(reader, s, order.buyer)?;
    let since = order.complained_at_us.or(complaint_since(reader, s, &order, &complaint)?);
    Ok(Some(ComplaintRow {
        needs_voice: needs_voice(reader, &order, &complaint)?,
        buyer: names.member(&order.buyer),
        order: OrderBrief::of(s, &order),
        reason: cut(&complaint.reason),
        complained_at: complaint.opened_at.clone(),
        age: since.map(|since| s.span(&since, &s.now)).unwrap_or_default(),
        complaint,
    }))
}

/// Enough to know it by; the whole stands on its page.
fn cut(reason: &str) -> String {
    let mut short: String = reason.chars().take(REASON_SHOWN).collect();
    if short.len() < reason.len() {
        short.push('…');
    }
    short
}

fn complaint_since(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    complaint: &ComplaintView,
) -> Result<Option<Timestamp>, Fault> {
    let row = reader.find::<Complaint>(&(s.number, order.id, complaint.complaint))?;
    Ok(row.map(|row| row.since_us))
}
