//! What happened to a part, as its page tells it.

use super::over;
use super::over::sees_money;
use super::pool_view::entry_link;
use super::scene::{About, Scene};
use super::words;
use crate::commitment::CommitmentState;
use crate::rows::{Commitment, PartEvent, PartStep, Pool};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Html, ui};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartEventView {
    /// `made`, `claimed`, `claim_withdrawn`, `not_found`, `paid`, `undone`, `too_little`, `late`, `lapsed`, `captured`, `refunded`, `entered`, `returned`.
    #[schema(value_type = String)]
    pub step: PartStep,
    /// RFC 3339.
    pub at: String,
    /// That came, was captured, went back.
    pub sum_minor: Option<i64>,
    pub entry: Option<i64>,
    pub reason: Option<String>,
    #[serde(skip)]
    pub html: Html,
}

pub(crate) fn part_events(
    reader: &mut Reader,
    s: &Scene,
    (pool, part): (&Pool, &Commitment),
    about: &About,
) -> Result<Vec<PartEventView>, Fault> {
    let mut views = Vec::new();
    for number in 1..=part.event_count {
        let row = reader.find::<PartEvent>(&(part.community_id, part.id, number))?;
        views.extend(row.map(|row| view(s, (pool, part), about, row)));
    }
    Ok(views)
}

/// What is still to be paid for a part: of what came for it and was too little, as much as is still its member's pays its part of it.
pub(crate) fn still_due(reader: &mut Reader, s: &Scene, part: &Commitment) -> Result<i64, Fault> {
    if !part.had_too_little() {
        return Ok(part.due_minor);
    }
    let mut came = 0;
    for number in 1..=part.event_count {
        let row = reader.find::<PartEvent>(&(part.community_id, part.id, number))?;
        let short = row.filter(|row| row.step == PartStep::TooLittle);
        came += short.and_then(|row| row.sum_minor).unwrap_or(0);
    }
    let credit = market::credit_of(reader, s.number, part.member, s.currency)?;
    Ok(part.due_minor - came.min(credit).min(part.due_minor - 1).max(0))
}

/// Why its money was put down to it by mistake, where nothing was said of money since.
pub(crate) fn undone_because(events: &[PartEventView]) -> Option<&str> {
    use PartStep::{Late, NotFound, Paid, TooLittle, Undone};
    let of_money = |step| matches!(step, Late | NotFound | Paid | TooLittle | Undone);
    let last = events.iter().rev().find(|event| of_money(event.step))?;
    last.reason.as_deref().filter(|_| last.step == Undone)
}

fn view(s: &Scene, (pool, part): (&Pool, &Commitment), about: &About, row: PartEvent) -> PartEventView {
    let seen = !matches!(row.step, PartStep::NotFound | PartStep::Undone) || sees_money(s, part);
    let reason = row.reason.as_deref().filter(|_| seen).map(|reason| words::reason(s, reason));
    let mut note = s.time(&row.at_us).to_string();
    if let Some(entry) = row.entry.filter(|_| s.books_open) {
        note.push_str(&entry_link(s, entry));
    }
    if let Some(reason) = &reason {
        note.push_str(&format!("<br>{}", web::escaped(&s.t.because(reason.clone()))));
    }
    PartEventView {
        step: row.step,
        at: row.at_us.to_string(),
        sum_minor: row.sum_minor,
        entry: row.entry,
        html: ui::step(
            said(s, (pool, part), about, &row),
            Html::trusted(note),
            row.number == part.event_count,
        ),
        reason,
    }
}

fn said(s: &Scene, (pool, part): (&Pool, &Commitment), about: &About, row: &PartEvent) -> String {
    let sum = row.sum_minor.map(|minor| s.said(minor));
    let tag = |state| words::part_tag(s, (pool, &Commitment { state, ..part.clone() }), about).0;
    match (row.step, sum) {
        (PartStep::Made, _) => s.t.part_step_made(),
        (PartStep::Claimed, _) => s.t.part_step_claimed(),
        (PartStep::ClaimWithdrawn, _) => s.t.part_event_claim_withdrawn(),
        (PartStep::NotFound, _) => s.t.part_event_not_found(),
        (PartStep::Undone, _) => s.t.part_event_undone(),
        (PartStep::Paid, Some(sum)) => match row.sum_minor.unwrap_or_default() - part.due_minor {
            over if over > 0 => s.t.part_event_paid_over(sum, s.said(over)),
            _ => s.t.part_event_paid(sum),
        },
        (PartStep::Paid, None) => s.t.part_step_paid(),
        (PartStep::TooLittle, Some(sum)) => s.t.part_event_too_little(sum),
        (PartStep::TooLittle, None) => s.t.part_step_too_little(),
        (PartStep::Late, Some(sum)) if over::came_before(pool, part, row.at_us) => {
            s.t.part_event_came_over(sum, over::how(s, pool))
        }
        (PartStep::Late, Some(sum)) => s.t.part_event_late(sum),
        (PartStep::Late, None) => s.t.part_late(),
        (PartStep::Lapsed, _) => s.t.part_lapsed(),
        (PartStep::Captured, _) => tag(CommitmentState::Captured),
        (PartStep::Refunded | PartStep::Returned, Some(sum)) if words::is_elsewhere(about) => {
            match words::elsewhere_ended(pool, part) {
                words::ElsewhereEnded::GivenUp => s.t.part_event_given_up_elsewhere(sum),
                words::ElsewhereEnded::Failed => s.t.part_event_failed_elsewhere(sum),
                words::ElsewhereEnded::NotEntered => s.t.part_event_not_entered(sum),
            }
        }
        (PartStep::Refunded | PartStep::Returned, Some(sum)) => s.t.part_event_refunded(sum),
        (PartStep::Refunded | PartStep::Returned, None) => tag(CommitmentState::Refunded),
        (PartStep::Entered, sum) => s.t.part_event_entered(sum.unwrap_or_default()),
    }
}
