//! What is being decided: the living proposals by stage, and each stage as a list of its own.

use super::asking::parameter;
use super::ballots;
use super::rules_changed;
use super::scene::{Names, Scene};
use super::words;
use crate::proposal::{ActionState, Stage};
use crate::proposal_store::{LAST_ID, count_of_stage, of_stage};
use crate::rows::{DecidedAction, Proposal};
use askama::Template;
use axum::extract::{Query, State};
use community::{Section, Viewer};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Caller, Html, Place, Problem, Reply, Site, View};

/// Of each stage where they stand together, and on a page of one.
const TOGETHER: i64 = 8;
const PAGE: i64 = 40;

/// In the order shown: what asks for an answer first.
const LIVING: [Stage; 6] =
    [Stage::Ballot, Stage::Draft, Stage::Discussion, Stage::Idea, Stage::Passed, Stage::InForce];
const OVER: [Stage; 6] =
    [Stage::CarriedOut, Stage::NotCarriedOut, Stage::Rejected, Stage::Withdrawn, Stage::Merged, Stage::Split];

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposals.html")]
pub(crate) struct ProposalsPage {
    #[serde(skip)]
    s: Scene,
    /// Where one stage was asked for.
    #[schema(value_type = Option<String>)]
    stage: Option<Stage>,
    groups: Vec<Group>,
    /// All ballots that wait for your vote; where no stage was asked for.
    ballots_waiting: Option<Section>,
    /// Of all stages together: how many there are of those that are over.
    over: Vec<OverCount>,
    /// Changes of the rules of deciding in the last week; where no stage was asked for.
    rules_changed: Option<Section>,
    /// What earlier decisions permit to spend now; where no stage was asked for.
    mandates_in_force: Option<Section>,
    /// The value of `before` for the next page.
    next: Option<String>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Group {
    #[schema(value_type = String)]
    stage: Stage,
    proposals: Vec<ProposalBrief>,
    /// There are more than are shown here.
    more: bool,
}

/// How many ended in a way.
#[derive(Serialize, ToSchema)]
pub(crate) struct OverCount {
    #[schema(value_type = String)]
    stage: Stage,
    count: i64,
}

/// A proposal in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProposalBrief {
    #[schema(value_type = String)]
    pub(crate) id: Id<Proposal>,
    pub(crate) number: i64,
    pub(crate) title: String,
    #[schema(value_type = String)]
    pub(crate) stage: Stage,
    /// Who answers for it.
    pub(crate) owner: String,
    pub(crate) comment_count: i64,
    /// Of one that passed: what was decided and could not be done.
    pub(crate) failed_count: i64,
    /// RFC 3339.
    pub(crate) moved_at: String,
    #[serde(skip)]
    pub(crate) moved: Timestamp,
}

impl ProposalBrief {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        row: &Proposal,
    ) -> Result<ProposalBrief, Fault> {
        Ok(ProposalBrief {
            id: row.id,
            number: row.number,
            title: row.title.clone(),
            stage: row.stage,
            owner: names.name(reader, s, row.owner)?,
            comment_count: row.comment_count,
            failed_count: failed_count(reader, row)?,
            moved_at: row.moved_at_us.to_string(),
            moved: row.moved_at_us,
        })
    }
}

/// Derived from the deeds: a deed that is tried again and done is a failed one no more.
fn failed_count(reader: &mut Reader, row: &Proposal) -> Result<i64, Fault> {
    let mut count = 0;
    for number in 1..=row.action_count {
        let deed = reader.find::<DecidedAction>(&(row.community_id, row.id, number))?;
        count += i64::from(deed.is_some_and(|deed| deed.state == ActionState::Failed));
    }
    Ok(count)
}

impl View for ProposalsPage {
    fn title(&self) -> String {
        match self.stage {
            Some(stage) => words::stage(self.s.t, stage),
            None => self.s.t.decisions(),
        }
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<web::Back> {
        self.stage.and_then(|_| web::Back::to(self.s.decisions(""), self.s.t.decisions()))
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl ProposalsPage {
    fn stage_word(&self, stage: &Stage) -> String {
        words::stage(self.s.t, *stage)
    }

    fn not_all_done(&self, one: &ProposalBrief) -> Option<Html> {
        let short = words::falls_short(one.stage, one.failed_count);
        short.then(|| ui::tag(self.s.t.not_all_done(), ui::Tone::Act))
    }

    fn newest(&self) -> Option<String> {
        let stage = self.stage.filter(|_| self.paged)?;
        Some(self.s.decisions(format!("?stage={stage}")))
    }

    fn older(&self) -> Option<String> {
        let (stage, next) = (self.stage?, self.next.as_deref()?);
        Some(self.s.decisions(format!("?stage={stage}&before={next}")))
    }
}

/// What is being decided here: the living proposals, or those of one stage.
#[utoipa::path(get, path = "/c/{slug}/decisions", tag = "decisions",
    params(("slug" = String, Path), ("stage" = Option<String>, Query, description = "one stage, paged"),
        ("before" = Option<String>, Query, description = "what moved before the last of this page")),
    responses((status = 200, body = ProposalsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn proposals_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let stage = match parameter(&pairs, "stage") {
        Some(code) => Some(Stage::parse(code).ok_or_else(Problem::not_found)?),
        None => None,
    };
    let before = parameter(&pairs, "before").and_then(cursor);
    let community = caller.community_shared()?;
    let page = site.db.read(move |reader| match stage {
        Some(stage) => of_one(reader, s, stage, before),
        None => {
            let viewer =
                Viewer { lang: s.lang, now: s.now, member: s.me, powers: s.powers, sees_books: true };
            let mandates_in_force = spending::mandates_in_force(reader, &community, &viewer)?;
            Ok(ProposalsPage { mandates_in_force, ..together(reader, s)? })
        }
    });
    Reply::page(&caller, &page.await?)
}

/// `1764137662000000.prp_…`.
fn cursor(text: &str) -> Option<(Timestamp, String)> {
    let (micros, id) = text.split_once('.')?;
    let id = Id::<Proposal>::parse(id).ok()?;
    Some((Timestamp::from_micros(micros.parse().ok()?), id.to_string()))
}

fn start() -> (Timestamp, String) {
    (Timestamp::from_micros(i64::MAX), LAST_ID.to_owned())
}

fn together(reader: &mut Reader, s: Scene) -> Result<ProposalsPage, Fault> {
    let (mut groups, mut names) = (Vec::new(), Names::default());
    for stage in LIVING {
        let mut rows = of_stage(reader, s.number, stage, &start(), TOGETHER + 1)?;
        let more = rows.len() as i64 > TOGETHER;
        rows.truncate(TOGETHER as usize);
        if !rows.is_empty() {
            let proposals = briefs(reader, &s, &mut names, &rows)?;
            groups.push(Group { stage, proposals, more });
        }
    }
    let mut over = Vec::new();
    for stage in OVER {
        let count = count_of_stage(reader, s.number, stage)?;
        over.extend((count > 0).then_some(OverCount { stage, count }));
    }
    Ok(ProposalsPage {
        rules_changed: rules_changed::section(reader, &s)?,
        ballots_waiting: ballots::sections::all(reader, &s)?,
        s,
        stage: None,
        groups,
        over,
        mandates_in_force: None,
        next: None,
        paged: false,
    })
}

fn of_one(
    reader: &mut Reader,
    s: Scene,
    stage: Stage,
    before: Option<(Timestamp, String)>,
) -> Result<ProposalsPage, Fault> {
    let paged = before.is_some();
    let mut rows = of_stage(reader, s.number, stage, &before.unwrap_or_else(start), PAGE + 1)?;
    let more = rows.len() as i64 > PAGE;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.moved_at_us.micros, row.id));
    let proposals = briefs(reader, &s, &mut Names::default(), &rows)?;
    let groups =
        if proposals.is_empty() { Vec::new() } else { vec![Group { stage, proposals, more: false }] };
    Ok(ProposalsPage {
        s,
        stage: Some(stage),
        groups,
        over: Vec::new(),
        rules_changed: None,
        ballots_waiting: None,
        mandates_in_force: None,
        next,
        paged,
    })
}

fn briefs(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    rows: &[Proposal],
) -> Result<Vec<ProposalBrief>, Fault> {
    rows.iter().map(|row| ProposalBrief::of(reader, s, names, row)).collect()
}
