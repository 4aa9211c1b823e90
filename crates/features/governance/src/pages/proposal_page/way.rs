//! How a proposal came to where it stands: each step with who, when, why, and who answered for it from then on.

use super::ProposalPage;
use crate::pages::deeds::CameOf;
use crate::pages::result;
use crate::pages::scene::{Names, Scene};
use crate::pages::words;
use crate::proposal::Step;
use crate::rows::{Ballot, Proposal, ProposalStep};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalStepView)]
pub(crate) struct StepView {
    #[schema(value_type = String)]
    pub(super) step: Step,
    /// RFC 3339.
    pub(super) at: String,
    #[serde(skip)]
    pub(super) when: Timestamp,
    /// Empty: by the clock.
    pub(super) by: String,
    /// Who answered for it from then on.
    pub(super) owner: String,
    pub(super) reason: String,
    /// Another proposal that it is about.
    pub(super) other: Option<OtherProposal>,
    /// A stage, a version, a ballot, a task: what the step is about.
    pub(super) subject: Option<String>,
    /// The reason in words; of a ballot that was counted, with its figures.
    #[serde(skip)]
    pub(super) said: Option<String>,
    /// The deed it is about, in words.
    #[serde(skip)]
    pub(super) deed: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OtherProposal {
    #[schema(value_type = String)]
    pub(crate) id: Id<Proposal>,
    pub(crate) number: i64,
    pub(crate) title: String,
}

impl ProposalPage {
    pub(super) fn step_said(&self, step: &StepView) -> Html {
        Html::from(match (step.step, &step.deed) {
            (Step::DeedDone, Some(deed)) => self.s.t.step_deed_done_named(deed.as_str()),
            (Step::DeedFailed, Some(deed)) => self.s.t.step_deed_failed_named(deed.as_str()),
            _ => words::step_about(self.s.t, step.step, step.subject.as_deref()),
        })
    }

    pub(super) fn step_note(&self, step: &StepView) -> Html {
        let mut parts = vec![self.s.time(&step.when).to_string()];
        if !step.by.is_empty() {
            parts.push(web::escaped(&step.by));
        }
        if step.owner != step.by {
            parts.push(web::escaped(&self.s.t.answers_for_it(step.owner.as_str())));
        }
        let mut note = parts.join(" · ");
        if let Some(other) = &step.other {
            let href = web::escaped(&self.s.decisions(format!("/{}", other.id)));
            let text = web::escaped(&format!("{} {}", self.s.t.proposal_numbered(other.number), other.title));
            note.push_str(&format!("<br><a href=\"{href}\">{text}</a>"));
        }
        if let Some(said) = &step.said {
            note.push_str(&format!("<br>{}", web::escaped(said)));
        }
        Html::trusted(note)
    }
}

pub(super) fn way(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Proposal,
    came_of: Option<&CameOf>,
) -> Result<Vec<StepView>, Fault> {
    let mut way = Vec::new();
    for number in 1..=row.step_count {
        let Some(step) = reader.find::<ProposalStep>(&(s.number, row.id, number))? else { continue };
        let other = match step.other {
            Some(other) => reader.find::<Proposal>(&(s.number, other))?,
            None => None,
        };
        let counted = came_out(reader, s, &step)?;
        let deeds = came_of.map(|came_of| came_of.deeds.as_slice()).unwrap_or_default();
        let deed = deeds.iter().find(|deed| step.subject == Some(deed.number.to_string()));
        way.push(StepView {
            said: counted.or_else(|| words::reason_said(s.t, step.step, &step.reason)),
            deed: deed.map(|deed| deed.said.clone()),
            step: step.step,
            at: step.at_us.to_string(),
            when: step.at_us,
            by: match step.by_member {
                Some(by) => names.name(reader, s, by)?,
                None => String::new(),
            },
            owner: names.name(reader, s, step.owner)?,
            reason: step.reason,
            other: other.map(|row| OtherProposal { id: row.id, number: row.number, title: row.title }),
            subject: step.subject,
        });
    }
    Ok(way)
}

/// Of the ballot that a step counted.
fn came_out(reader: &mut Reader, s: &Scene, step: &ProposalStep) -> Result<Option<String>, Fault> {
    let counted = matches!(step.step, Step::BallotPassed | Step::BallotRejected);
    let ballot = step.subject.as_deref().filter(|_| counted).and_then(|id| Id::<Ballot>::parse(id).ok());
    let Some(ballot) = ballot else { return Ok(None) };
    match reader.find::<Ballot>(&(s.number, ballot))? {
        Some(ballot) => result::came_out(reader, s, &ballot),
        None => Ok(None),
    }
}
