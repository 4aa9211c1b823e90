//! One proposal: what it says, where it stands, how it came there, and what can be done next.

mod way;

use self::way::{OtherProposal, StepView, way};
use super::asking::id;
use super::asks_view::{self, AsksView};
use super::comments::{self, Comments, Looking};
use super::deeds::{self, CameOf};
use super::looked::said_in;
use super::proposal_list::ProposalBrief;
use super::rules_view;
use super::scene::{Names, Scene};
use super::tasks::{self, TaskView};
use super::words;
use crate::asks::{Action, Asks};
use crate::ballot::takes_votes;
use crate::ids::Member;
use crate::ops;
use crate::proposal::{Stage, Step};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Ballot, BallotVoter, Proposal, ProposalText};
use askama::Template;
use axum::extract::{Path, Query, State};
use community::Chooser;
use kernel::{Id, Money, Timestamp};
use serde::Serialize;
use std::sync::LazyLock;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal.html")]
pub(crate) struct ProposalPage {
    #[serde(skip)]
    pub(super) s: Scene,
    #[serde(flatten)]
    proposal: ProposalBrief,
    #[serde(skip)]
    owner_id: Id<Member>,
    /// The version that is shown, which is the newest.
    version: i64,
    /// CommonMark.
    body: String,
    /// As JSON, in the shape of a version's asks.
    #[schema(value_type = Object)]
    asks: crate::asks::Asks,
    #[serde(skip)]
    asked: AsksView,
    /// All that it asks for is to share out, and that has been paid to the end: whoever leads it may tell so.
    shared_out: bool,
    /// What it would permit to spend beyond what a fund has; while it is not decided.
    warnings: Vec<String>,
    /// While it can change: what still holds of older rules although they have changed since this text was published, and
    /// what became stricter; in sentences.
    rules_kept: Vec<String>,
    published_at: String,
    #[serde(skip)]
    published: Timestamp,
    /// Who let a text of it pass that reads like a promise, and why.
    passed: Vec<String>,
    /// Once a ballot on it has closed.
    came_of: Option<CameOf>,
    /// The latest one on it.
    #[schema(value_type = Option<String>)]
    ballot: Option<Id<Ballot>>,
    /// By the ballot, which is open.
    your_vote_is_asked: bool,
    /// In the order they were taken.
    way: Vec<StepView>,
    comments: Comments,
    tasks: Vec<TaskView>,
    /// Who a task can be given to; filled for who answers for it.
    #[serde(skip)]
    people: Chooser,
    /// What ends when it is told as done or not done: each mandate that is open, with what is left of it; for who tells it.
    #[serde(skip)]
    ends: Vec<String>,
    /// Which form was refused, with what was typed and what is wrong.
    #[serde(skip)]
    pub(super) failed: Failed,
}

/// A form of this page that did not go through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Failed {
    pub(crate) form: &'static str,
    pub(crate) typed: Vec<(&'static str, String)>,
    pub(crate) errors: Errors,
}

/// For the forms of a page of which another was refused.
static NO_ERRORS: LazyLock<Errors> = LazyLock::new(Errors::none);

impl Failed {
    pub(crate) fn errors(&self, form: &str) -> &Errors {
        if self.form == form && !form.is_empty() { &self.errors } else { &NO_ERRORS }
    }

    pub(crate) fn typed(&self, form: &str, field: &str) -> String {
        let typed = self.typed.iter().find(|(known, _)| self.form == form && *known == field);
        typed.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    pub(crate) fn opens(&self, form: &str) -> bool {
        self.form == form
    }
}

impl View for ProposalPage {
    fn title(&self) -> String {
        self.proposal.title.clone()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(""), self.s.t.decisions())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl ProposalPage {
    fn tag(&self) -> Html {
        if self.shared_out {
            return ui::tag(self.s.t.stage_shared_out(), ui::Tone::Done);
        }
        let (text, tone) = words::standing(self.s.t, self.proposal.stage, self.proposal.failed_count);
        ui::tag(text, tone)
    }

    fn path(&self, rest: &str) -> String {
        self.s.decisions(format!("/{}{rest}", self.proposal.id))
    }

    fn can_open_ballot(&self) -> bool {
        self.leads() && self.proposal.stage == Stage::Draft
    }

    fn story(&self) -> Html {
        web::text::story(&self.body)
    }

    fn leads(&self) -> bool {
        self.s.leads(self.owner_id)
    }

    fn text_is_open(&self) -> bool {
        self.proposal.stage.is_open_text()
    }

    /// A draft to which no deed was written yet, before whoever can add one.
    fn may_add_deeds(&self) -> bool {
        self.proposal.stage == Stage::Draft
            && self.leads()
            && self.asks.actions.is_empty()
            && !self.asks.kind.has_options()
    }

    /// An idea has not come to what exactly is asked.
    fn says_what_is_asked(&self) -> bool {
        let to_draft = |step: &StepView| step.subject.as_deref() == Some(Stage::Draft.code());
        let was_draft = match self.proposal.stage {
            Stage::Idea | Stage::Discussion => false,
            // It may have ended before anything was asked.
            Stage::Withdrawn | Stage::Merged | Stage::Split => self.way.iter().any(to_draft),
            _ => true,
        };
        was_draft || self.asks != Asks::default()
    }

    fn others(&self, of: &[Step]) -> Vec<&OtherProposal> {
        let steps = self.way.iter().filter(|step| of.contains(&step.step));
        steps.filter_map(|step| step.other.as_ref()).collect()
    }

    /// What it became, where it ended in others.
    fn goes_on(&self) -> Option<Vec<&OtherProposal>> {
        let others = self.others(&[Step::MergedInto, Step::SplitInto]);
        (!others.is_empty()).then_some(others)
    }

    /// Where more was said about this.
    fn took_in(&self) -> Vec<&OtherProposal> {
        self.others(&[Step::TookIn, Step::CameFrom])
    }

    /// Being talked over, and nothing else waits for this reader: one thing to do a page.
    fn talk_is_what_it_asks(&self) -> bool {
        matches!(self.proposal.stage, Stage::Idea | Stage::Discussion) && self.next().is_none()
    }

    fn may_set_task(&self) -> bool {
        self.leads() && !self.proposal.stage.is_over()
    }

    fn may_conclude(&self) -> bool {
        self.leads() && self.proposal.stage == Stage::InForce
    }

    fn task_field(&self, number: &i64) -> String {
        format!("note-{number}")
    }

    /// Of the one task whose answer was refused.
    fn task_errors(&self, number: &i64) -> &Errors {
        let this = self.failed.typed("answer", "number") == number.to_string();
        self.failed.errors(if this { "answer" } else { "" })
    }

    fn comments_first(&self) -> Option<String> {
        self.comments.paged.then(|| format!("{}#talk", self.path("")))
    }

    fn comments_next(&self) -> Option<String> {
        self.comments.next.as_ref().map(|next| format!("{}?after={next}#talk", self.path("")))
    }

    fn next(&self) -> Option<Stage> {
        self.proposal.stage.next().filter(|_| self.leads())
    }

    fn next_said(&self, next: &Stage) -> (String, String) {
        let t = self.s.t;
        match next {
            Stage::Discussion => (t.move_to_discussion(), t.move_to_discussion_note()),
            _ => (t.move_to_draft(), t.move_to_draft_note()),
        }
    }
}

/// A proposal: its text, its way, and what is said about it.
#[utoipa::path(get, path = "/c/{slug}/decisions/{proposal}", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path),
        ("after" = Option<String>, Query, description = "comments after the last of the page before")),
    responses((status = 200, body = ProposalPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn proposal_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Query(looking): Query<Looking>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    Reply::page(&caller, &load(&site, s, id(&proposal)?, looking, Failed::default()).await?)
}

pub(crate) async fn load(
    site: &Site,
    s: Scene,
    proposal: Id<Proposal>,
    mut looking: Looking,
    failed: Failed,
) -> Result<ProposalPage, Problem> {
    // What was refused is shown again where it was: a reply, a comment to be hidden.
    looking.reply = looking.reply.or_else(|| failed.typed("comment", "parent").parse().ok());
    looking.hide = looking.hide.or_else(|| failed.typed("hide", "number").parse().ok());
    let page = site.db.read(move |reader| read(reader, s, proposal, &looking, failed)).await?;
    page.ok_or_else(|| ProposalRefused::NoSuchProposal.into())
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Proposal>,
    looking: &Looking,
    failed: Failed,
) -> Result<Option<ProposalPage>, Fault> {
    let Some(row) = reader.find::<Proposal>(&(s.number, id))? else { return Ok(None) };
    let Some(text) = reader.find::<ProposalText>(&(s.number, id, row.text_version))? else { return Ok(None) };
    let (mut names, asks) = (Names::default(), text.asked()?);
    let came_of = deeds::came_of(reader, &s, &mut names, &row)?;
    let way = way(reader, &s, &mut names, &row, came_of.as_ref())?;
    Ok(Some(ProposalPage {
        proposal: ProposalBrief::of(reader, &s, &mut names, &row)?,
        owner_id: row.owner,
        version: row.text_version,
        shared_out: row.stage == Stage::InForce && all_shared_out(reader, &s, &asks)?,
        warnings: match row.stage {
            Stage::Idea | Stage::Discussion | Stage::Draft | Stage::Ballot => {
                asks_view::warnings(reader, &s, &mut names, &asks)?
            }
            _ => Vec::new(),
        },
        rules_kept: match row.stage.is_open_text() {
            true => rules_view::kept(&s, &ops::rules_of_text(reader, &text, s.now)?),
            false => Vec::new(),
        },
        passed: ownership::passed_said(reader, s.number, s.lang, said_in(&asks, &text.title, &text.body))?,
        asked: asks_view::view(reader, &s, &mut names, &asks)?,
        asks: asks_view::told(&s, asks),
        body: text.body,
        published_at: row.published_at_us.to_string(),
        published: row.published_at_us,
        came_of,
        ballot: row.ballot_id,
        your_vote_is_asked: vote_is_asked(reader, &s, &row)?,
        way,
        comments: comments::read(reader, &s, &mut names, &row, looking)?,
        tasks: tasks::read(reader, &s, &mut names, &row)?,
        people: people(reader, &s, &row, &failed)?,
        ends: ends(reader, &s, &row)?,
        failed,
        s,
    }))
}

/// Open mandates of a decision in force, and what is left of each.
fn ends(reader: &mut Reader, s: &Scene, row: &Proposal) -> Result<Vec<String>, Fault> {
    if row.stage != Stage::InForce || !s.leads(row.owner) {
        return Ok(Vec::new());
    }
    let mut mandates = spending::mandates_of_decision(reader, s.number, row.id.as_str())?;
    mandates.retain(|mandate| mandate.ends_with_its_decision(s.now));
    let said = |mandate: &spending::rows::Mandate| {
        let left = Money::new(mandate.permission().left_minor(), mandate.currency).to_string();
        s.t.mandate_with_left(spending::mandate_name(s.lang, mandate), left)
    };
    Ok(mandates.iter().map(said).collect())
}

/// Whom a task can be given to.
fn people(reader: &mut Reader, s: &Scene, row: &Proposal, failed: &Failed) -> Result<Chooser, Fault> {
    match s.leads(row.owner) && !row.stage.is_over() {
        true => Chooser::read(reader, &s.choosing(), Vec::new(), [failed.typed("task", "assignee").as_str()]),
        false => Ok(Chooser::default()),
    }
}

/// Whether the reader is asked for a vote that was not given yet.
fn vote_is_asked(reader: &mut Reader, s: &Scene, row: &Proposal) -> Result<bool, Fault> {
    let (Some(ballot), Some(me)) = (row.ballot_id, s.me) else { return Ok(false) };
    let found = reader.find::<Ballot>(&(s.number, ballot))?;
    if found.is_none_or(|ballot| takes_votes(ballot.state, ballot.closes_at_us, s.now).is_err()) {
        return Ok(false);
    }
    Ok(reader.find::<BallotVoter>(&(s.number, ballot, me))?.is_some_and(|voter| !voter.voted))
}

/// It asks to share out and for nothing else, and each of these is paid to the end.
fn all_shared_out(reader: &mut Reader, s: &Scene, asks: &Asks) -> Result<bool, Fault> {
    for action in &asks.actions {
        let Action::Distribution { distribution, .. } = action else { return Ok(false) };
        let Ok(id) = Id::parse(distribution) else { return Ok(false) };
        let told = distribution::distribution(reader, s.number, id)?;
        if told.is_none_or(|told| told.row.state != distribution::distribution::DistributionState::Paid) {
            return Ok(false);
        }
    }
    Ok(!asks.actions.is_empty())
}
