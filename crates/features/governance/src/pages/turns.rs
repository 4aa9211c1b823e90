//! What else can become of a proposal: somebody else answers for it, it becomes part of another or several, or it is
//! withdrawn. On a page of its own, because none of it is what one usually wants.

use super::asking::{id, me};
use super::moves::StageAnswer;
use super::proposal_page::Failed;
use super::scene::Scene;
use crate::ops::{self, HandOver, Merge, NewPart, Split, Withdraw};
use crate::proposal::{BODY_CHARS_MAX, REASON_CHARS_MAX, Stage, TITLE_CHARS_MAX};
use crate::proposal_refused::ProposalRefused;
use crate::proposal_store::{LAST_ID, of_stage};
use crate::rows::Proposal;
use askama::Template;
use axum::extract::{Path, State};
use community::Chooser;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, OpError, Outcome, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Input, Keyed, Place, Problem, Reply, Site, View};

/// Of each stage, to merge into.
const OTHERS_MAX: i64 = 50;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "turns.html")]
pub(crate) struct TurnsPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    proposal: Id<Proposal>,
    title: String,
    /// Whether it can still be merged, split and withdrawn.
    open: bool,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    others: Vec<(String, String)>,
    #[serde(skip)]
    parts: Vec<PartForm>,
    #[serde(skip)]
    failed: Failed,
}

impl View for TurnsPage {
    fn title(&self) -> String {
        self.s.t.turns()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(format!("/{}", self.proposal)), self.title.clone())
    }
}

impl TurnsPage {
    fn path(&self, rest: &str) -> String {
        self.s.decisions(format!("/{}{rest}", self.proposal))
    }

    fn part_field(&self, at: &i64, name: &str) -> String {
        format!("part_{at}_{name}")
    }

    fn others(&self) -> &[(String, String)] {
        &self.others
    }
}

/// What else can become of a proposal.
#[utoipa::path(get, path = "/c/{slug}/decisions/{proposal}/turns", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 200, body = TurnsPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn turns_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
) -> Answer {
    let page = load(&caller, &site, id(&proposal)?, Vec::new(), Failed::default()).await?;
    Reply::page(&caller, &page)
}

async fn load(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    parts: Vec<PartForm>,
    failed: Failed,
) -> Result<TurnsPage, Problem> {
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| read(reader, s, proposal, parts, failed)).await?;
    found.map_err(Problem::from)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Proposal>,
    mut parts: Vec<PartForm>,
    failed: Failed,
) -> Result<Result<TurnsPage, ProposalRefused>, Fault> {
    let Some(row) = reader.find::<Proposal>(&(s.number, id))? else {
        return Ok(Err(ProposalRefused::NoSuchProposal));
    };
    if !s.leads(row.owner) {
        return Ok(Err(ProposalRefused::NotYours));
    }
    if row.stage.is_over() {
        return Ok(Err(ProposalRefused::IsOver));
    }
    let people = Chooser::read(reader, &s.choosing(), Vec::new(), [failed.typed("owner", "to").as_str()])?;
    let mut others = vec![(String::new(), s.t.please_choose())];
    for stage in [Stage::Draft, Stage::Discussion, Stage::Idea] {
        let start = (Timestamp::from_micros(i64::MAX), LAST_ID.to_owned());
        for other in of_stage(reader, s.number, stage, &start, OTHERS_MAX)? {
            if other.id != id {
                let name = format!("{} {}", s.t.proposal_numbered(other.number), other.title);
                others.push((other.id.to_string(), name));
            }
        }
    }
    parts.resize_with(parts.len().max(3), PartForm::default);
    let (title, open) = (row.title, row.stage.is_open_text());
    Ok(Ok(TurnsPage { proposal: id, title, open, people, others, parts, failed, s }))
}

/// After an operation: the proposal, or this page with what was in the way.
async fn finish<T>(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    (failed, parts): (Failed, Vec<PartForm>),
    done: Outcome<T, ProposalRefused>,
    reply: impl FnOnce(&Caller, T) -> Answer,
) -> Answer {
    match done {
        Ok(done) => reply(caller, done),
        Err(OpError::Refused(why)) => {
            let errors = Errors::refused(why, caller.lang);
            again(caller, site, proposal, Failed { errors, ..failed }, parts).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    proposal: Id<Proposal>,
    failed: Failed,
    parts: Vec<PartForm>,
) -> Answer {
    let errors = failed.errors.clone();
    let page = load(caller, site, proposal, parts, failed).await?;
    Reply::form_refused(caller, &page, &errors)
}

fn shown(proposal: Id<Proposal>, stage: Option<Stage>) -> impl FnOnce(&Caller, ()) -> Answer {
    move |caller, ()| {
        let location = format!("/c/{}/decisions/{proposal}", caller.community()?.slug);
        match stage {
            Some(stage) => Reply::changed(caller, &location, &StageAnswer { stage }),
            None => Reply::done(caller, &location),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct OwnerForm {
    /// `mem_…`, or the name.
    to: String,
    reason: String,
}

/// Somebody else answers for it from now on.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/owner", tag = "decisions", request_body = OwnerForm,
    params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 204, description = "Handed over"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn hand_over(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Input(form): Input<OwnerForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let mut check = Check::new(caller.lang);
    let people = Scene::of(&caller, &site)?.chooser(&site, Vec::new(), [form.to.clone()]).await?;
    let to = people.member(&mut check, "to", &form.to, caller.lang);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    let typed = vec![("to", form.to), ("reason", form.reason)];
    let failed = |errors| Failed { form: "owner", typed, errors };
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, failed(errors), Vec::new()).await;
    }
    let input = HandOver { proposal, to, reason };
    let done = site.db.transact(community, move |tx| ops::hand_over(tx, me, &input, now)).await;
    let failed = (failed(Errors::none()), Vec::new());
    finish(&caller, &site, proposal, failed, done, shown(proposal, None)).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct WithdrawalForm {
    reason: String,
}

/// Withdraws it. It stays readable.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/withdrawal", tag = "decisions",
    request_body = WithdrawalForm, params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 200, body = StageAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn withdraw(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Input(form): Input<WithdrawalForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let mut check = Check::new(caller.lang);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    let typed = vec![("reason", form.reason)];
    let failed = |errors| Failed { form: "withdrawal", typed, errors };
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, failed(errors), Vec::new()).await;
    }
    let input = Withdraw { proposal, reason };
    let done = site.db.transact(community, move |tx| ops::withdraw(tx, me, &input, now)).await;
    let failed = (failed(Errors::none()), Vec::new());
    finish(&caller, &site, proposal, failed, done, shown(proposal, Some(Stage::Withdrawn))).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct MergeForm {
    /// `prp_…`: what goes on.
    into: String,
    reason: String,
}

/// Becomes part of another one. Both name each other.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/merge", tag = "decisions", request_body = MergeForm,
    params(("slug" = String, Path), ("proposal" = String, Path)),
    responses((status = 200, body = StageAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn merge(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Input(form): Input<MergeForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let mut check = Check::new(caller.lang);
    let into = check.id::<Proposal>("into", &form.into);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    let typed = vec![("into", form.into), ("reason", form.reason)];
    let failed = |errors| Failed { form: "merge", typed, errors };
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, failed(errors), Vec::new()).await;
    }
    let input = Merge { proposal, into, reason };
    let done = site.db.transact(community, move |tx| ops::merge(tx, me, &input, now)).await;
    let failed = (failed(Errors::none()), Vec::new());
    finish(&caller, &site, proposal, failed, done, shown(proposal, Some(Stage::Merged))).await
}

/// Programs send `parts` as a list; the form has numbered fields (`part_1_title`).
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct SplitForm {
    parts: Vec<PartForm>,
    reason: String,
    #[serde(flatten)]
    #[schema(ignore)]
    typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = IdeaPartForm)]
pub(crate) struct PartForm {
    pub(crate) title: String,
    pub(crate) body: String,
}

impl SplitForm {
    fn gathered(mut self) -> SplitForm {
        if self.parts.is_empty() {
            let mut typed = std::mem::take(&mut self.typed);
            let mut field =
                |at: usize, name: &str| typed.remove(&format!("part_{at}_{name}")).unwrap_or_default();
            self.parts = (1..=ops::PARTS_MAX)
                .map(|at| PartForm { title: field(at, "title"), body: field(at, "body") })
                .collect();
            while self.parts.last().is_some_and(|part| part.title.is_empty() && part.body.is_empty()) {
                self.parts.pop();
            }
        }
        self
    }
}

/// What a program is told of what it became.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SplitAnswer {
    #[schema(value_type = Vec<String>)]
    ids: Vec<Id<Proposal>>,
}

/// Becomes several ideas. They name what they came from.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/split", tag = "decisions", request_body = SplitForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = SplitAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn split(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Keyed { input, key }: Keyed<SplitForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (proposal, form) = (id::<Proposal>(&proposal)?, input.gathered());
    let mut check = Check::new(caller.lang);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    let mut parts = Vec::new();
    for (at, part) in (1..).zip(&form.parts) {
        parts.push(NewPart {
            id: site.id(),
            title: check.text(&format!("part_{at}_title"), &part.title, 1..=TITLE_CHARS_MAX),
            body: check.long_text(&format!("part_{at}_body"), &part.body, 1..=BODY_CHARS_MAX),
        });
    }
    let typed = vec![("reason", form.reason)];
    let failed = |errors| Failed { form: "split", typed, errors };
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, failed(errors), form.parts).await;
    }
    let input = Split { proposal, parts, reason, key: Some(key.of(&caller, "split")?) };
    let done = site.db.transact(community, move |tx| ops::split(tx, me, &input, now)).await;
    let reply = |caller: &Caller, ids| {
        let location = format!("/c/{}/decisions/{proposal}", caller.community()?.slug);
        Reply::changed(caller, &location, &SplitAnswer { ids })
    };
    finish(&caller, &site, proposal, (failed(Errors::none()), form.parts), done, reply).await
}
