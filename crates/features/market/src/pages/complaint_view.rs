//! A complaint as pages and programs see it: what is wrong, what was proposed for it, and what became of that.

use super::complaint_photos::{PhotoView, sees_photos};
use super::scene::{Names, Scene};
use crate::complained_store::{photos, read_count, read_lines, read_remedy_lines};
use crate::complaint::{ComplaintKind, ComplaintState, RemedyKind, RemedyState};
use crate::complaint_rows::{Complaint, Remedy};
use crate::ids::Member;
use crate::rows::{Order, OrderEvent, OrderLine, OrderStep, Refund};
use kernel::{Id, Quantity};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::ui::{self, Tone};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ComplaintView {
    /// Within the order, from 1.
    pub complaint: i64,
    #[schema(value_type = String)]
    pub kind: ComplaintKind,
    /// `waiting` for a proposal, `proposed` and waiting for the buyer, `agreed`, `withdrawn`.
    #[schema(value_type = String)]
    pub state: ComplaintState,
    /// RFC 3339.
    pub opened_at: String,
    /// Since when it is in its state. RFC 3339.
    pub since: String,
    pub reason: String,
    /// Who wrote it down in the buyer's name; who works for the community reads the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
    /// None: the whole order.
    pub lines: Vec<ComplainedLine>,
    pub photo_count: usize,
    /// Only for the buyer and for those who answer.
    pub photos: Option<Vec<PhotoView>>,
    /// Oldest first.
    pub proposals: Vec<ProposalView>,
    /// No time runs out for it.
    #[serde(skip)]
    pub clockless: bool,
    #[serde(skip)]
    pub what: String,
    #[serde(skip)]
    pub when: Html,
    #[serde(skip)]
    pub tag: Html,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ComplainedLine {
    pub line: i64,
    pub title: String,
    pub unit: String,
    #[schema(value_type = String)]
    pub quantity: Quantity,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProposalView {
    /// Within the complaint, from 1; who answers names it.
    pub proposal: i64,
    #[schema(value_type = String)]
    pub kind: RemedyKind,
    #[schema(value_type = String)]
    pub state: RemedyState,
    pub amount_minor: Option<i64>,
    /// What is handed over once more.
    pub lines: Vec<ComplainedLine>,
    pub reason: String,
    /// RFC 3339.
    pub proposed_at: String,
    /// Of one that offers nothing: a second person has looked at it.
    pub confirmed: bool,
    #[serde(skip)]
    pub by: Option<Id<Member>>,
    /// Who said in the buyer's name what the buyer thinks of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<String>,
    /// Why it was declined.
    pub declined_because: Option<String>,
    #[schema(value_type = Option<String>)]
    pub refund: Option<Id<Refund>>,
    /// The order under which it is handed over once more.
    #[schema(value_type = Option<String>)]
    pub order: Option<Id<Order>>,
    #[serde(skip)]
    pub order_number: i64,
    #[serde(skip)]
    pub what: String,
    #[serde(skip)]
    pub when: Html,
    #[serde(skip)]
    pub tag: Html,
}

impl ComplaintView {
    pub(crate) fn waits(&self) -> bool {
        self.state == ComplaintState::Waiting
    }

    /// The proposal that stands.
    pub(crate) fn standing(&self) -> Option<&ProposalView> {
        self.proposals.iter().find(|proposal| proposal.state == RemedyState::Open)
    }

    /// Offered is nothing, and only who said so has looked: neither silence nor the clock ends that.
    pub(crate) fn needs_look(&self) -> Option<&ProposalView> {
        self.standing().filter(|one| one.kind == RemedyKind::Nothing && !one.confirmed)
    }

    /// What is offered waits for a word, however long: no clock runs for it.
    pub(crate) fn needs_word(&self) -> bool {
        self.clockless && self.standing().is_some_and(|one| one.kind != RemedyKind::Nothing)
    }

    pub(crate) fn is_open(&self) -> bool {
        matches!(self.state, ComplaintState::Waiting | ComplaintState::Proposed)
    }
}

/// Silence does not agree to what is proposed.
pub(crate) fn is_clockless(order: &Order) -> bool {
    order.accept_due_us.is_none()
}

/// All of an order, the newest first.
pub(crate) fn complaints_of(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    lines: &[OrderLine],
) -> Result<Vec<ComplaintView>, Fault> {
    let count = read_count(reader, s.number, order.id)?;
    let mut views = Vec::new();
    for number in (1..=count).rev() {
        if let Some(row) = reader.find::<Complaint>(&(s.number, order.id, number))? {
            views.push(view(reader, s, order, lines, &row)?);
        }
    }
    Ok(views)
}

fn view(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    lines: &[OrderLine],
    row: &Complaint,
) -> Result<ComplaintView, Fault> {
    let named = named(lines, read_lines(reader, row)?);
    let mut proposals = Vec::new();
    for number in 1..=row.remedy_count {
        let remedy = reader.find::<Remedy>(&(s.number, order.id, row.number, number))?;
        if let Some(remedy) = remedy {
            proposals.push(proposal(reader, s, order, lines, &remedy)?);
        }
    }
    let pictures = photos(reader, row)?.into_iter();
    let pictures: Vec<_> = pictures
        .map(|(number, file)| PhotoView { file, href: format!("{}/files/{file}", s.base), number })
        .collect();
    Ok(ComplaintView {
        complaint: row.number,
        kind: row.kind,
        state: row.state,
        opened_at: row.opened_at_us.to_string(),
        since: row.since_us.to_string(),
        reason: said(reader, order, row.said_at)?,
        recorded_by: in_name_of_buyer(reader, s, order, row.said_at)?,
        what: what_of(s, row.kind, &named),
        lines: named,
        photo_count: pictures.len(),
        photos: sees_photos(s.powers, s.me, order).then_some(pictures),
        proposals,
        clockless: is_clockless(order),
        when: s.time(&row.opened_at_us),
        tag: state_tag(s, row.state),
    })
}

fn proposal(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    lines: &[OrderLine],
    row: &Remedy,
) -> Result<ProposalView, Fault> {
    let named = named(lines, read_remedy_lines(reader, row)?);
    let declined = match (row.state, row.answered_at) {
        (RemedyState::Declined, Some(at)) => Some(said(reader, order, at)?),
        _ => None,
    };
    let again = match row.follow_up {
        Some(again) => reader.find::<Order>(&(s.number, again))?.map(|order| order.number),
        None => None,
    };
    let what = match row.kind {
        RemedyKind::Nothing => s.t.remedy_nothing(),
        RemedyKind::Refund => s.t.remedy_refund_of(s.said(row.amount_minor.unwrap_or(0))),
        RemedyKind::Replacement => s.t.remedy_replacement_of(goods(s, &named)),
    };
    let (words, tone) = match row.state {
        RemedyState::Open => (s.t.remedy_open(), Tone::Wait),
        RemedyState::Agreed => (s.t.remedy_agreed(), Tone::Done),
        RemedyState::Declined => (s.t.remedy_declined(), Tone::Plain),
        RemedyState::Superseded => (s.t.remedy_superseded(), Tone::Plain),
        RemedyState::Dropped => (s.t.remedy_dropped(), Tone::Plain),
        RemedyState::Impossible => (s.t.remedy_impossible(), Tone::Plain),
    };
    Ok(ProposalView {
        proposal: row.number,
        kind: row.kind,
        state: row.state,
        amount_minor: row.amount_minor,
        lines: named,
        reason: said(reader, order, row.said_at)?,
        proposed_at: row.proposed_at_us.to_string(),
        confirmed: confirmed(reader, order, row)?,
        by: row.by_member,
        answered_by: match (row.state, row.answered_at) {
            (RemedyState::Agreed | RemedyState::Declined, Some(at)) => {
                in_name_of_buyer(reader, s, order, at)?
            }
            _ => None,
        },
        declined_because: declined.filter(|reason| !reason.is_empty()),
        refund: row.refund_id,
        order: row.follow_up,
        order_number: again.unwrap_or_default(),
        what,
        when: s.time(&row.proposed_at_us),
        tag: ui::tag(words, tone),
    })
}

fn confirmed(reader: &mut Reader, order: &Order, row: &Remedy) -> Result<bool, Fault> {
    if row.kind != RemedyKind::Nothing {
        return Ok(false);
    }
    for number in row.said_at + 1..=row.answered_at.unwrap_or(order.event_count) {
        let event = reader.find::<OrderEvent>(&(order.community_id, order.id, number))?;
        if event.is_some_and(|event| event.step == OrderStep::AnswerConfirmed) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who said something in the name of a buyer without an account. None: the buyer, or the clock.
fn in_name_of_buyer(
    reader: &mut Reader,
    s: &Scene,
    order: &Order,
    event: i64,
) -> Result<Option<String>, Fault> {
    let event = reader.find::<OrderEvent>(&(order.community_id, order.id, event))?;
    let Some(by) = event.and_then(|event| event.by_member).filter(|by| *by != order.buyer) else {
        return Ok(None);
    };
    if !s.works_on_orders() {
        return Ok(Some(s.t.by_the_community()));
    }
    let mut names = Names::default();
    names.learn(reader, s, by)?;
    Ok(Some(names.member(&by)))
}

/// The words of an event; empty where they were erased.
fn said(reader: &mut Reader, order: &Order, event: i64) -> Result<String, Fault> {
    let event = reader.find::<OrderEvent>(&(order.community_id, order.id, event))?;
    Ok(event.and_then(|event| event.reason).unwrap_or_default())
}

fn named(lines: &[OrderLine], wanted: Vec<(i64, i64)>) -> Vec<ComplainedLine> {
    let named = wanted.into_iter().filter_map(|(number, milli)| {
        let line = lines.iter().find(|line| line.number == number)?;
        let (title, unit) = (line.title.clone(), line.unit.clone());
        Some(ComplainedLine { line: number, title, unit, quantity: Quantity::from_milli(milli) })
    });
    named.collect()
}

/// `鸡蛋 2 板、草莓 1 盒`.
fn goods(s: &Scene, lines: &[ComplainedLine]) -> String {
    let each = lines.iter().map(|line| format!("{} {}", line.title, s.amount(line.quantity, &line.unit)));
    each.collect::<Vec<_>>().join(&s.t.list_comma())
}

fn what_of(s: &Scene, kind: ComplaintKind, lines: &[ComplainedLine]) -> String {
    let kind = kind_words(s, kind);
    match lines.is_empty() {
        true => kind,
        false => s.t.complained_of(kind, goods(s, lines)),
    }
}

pub(crate) fn kind_words(s: &Scene, kind: ComplaintKind) -> String {
    match kind {
        ComplaintKind::Missing => s.t.complaint_missing(),
        ComplaintKind::Damaged => s.t.complaint_damaged(),
        ComplaintKind::Other => s.t.complaint_other(),
    }
}

fn state_tag(s: &Scene, state: ComplaintState) -> Html {
    let (words, tone) = match state {
        ComplaintState::Waiting => (s.t.complaint_waiting(), Tone::Wait),
        ComplaintState::Proposed => (s.t.complaint_proposed(), Tone::Wait),
        ComplaintState::Agreed => (s.t.complaint_agreed(), Tone::Done),
        ComplaintState::Withdrawn => (s.t.complaint_withdrawn(), Tone::Plain),
    };
    ui::tag(words, tone)
}
