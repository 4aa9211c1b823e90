//! Tasks of a proposal: what is asked of whom, by when, and what they say to it.

use super::asking::{id, me, number};
use super::asks_form::{Here, end_of_day};
use super::moves::{again, finish};
use super::proposal_page::Failed;
use super::scene::{Names, Scene};
use super::words;
use crate::ops::{self, AnswerTask, SetTask};
use crate::proposal::{REASON_CHARS_MAX, TaskState};
use crate::rows::{Proposal, ProposalTask};
use crate::task::{TaskMove, WHAT_CHARS_MAX};
use axum::extract::{Path, State};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, Tone};
use web::{Answer, Caller, Check, Html, Input, Keyed, Site};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TaskView {
    pub number: i64,
    pub what: String,
    pub assignee: String,
    #[schema(value_type = String)]
    pub state: TaskState,
    /// RFC 3339: the instant after the last day.
    pub due_at: String,
    #[serde(skip)]
    pub due: Timestamp,
    pub overdue: bool,
    /// What came of it, or why not.
    pub note: String,
    #[serde(skip)]
    pub mine: bool,
}

impl TaskView {
    pub(crate) fn waits(&self) -> bool {
        matches!(self.state, TaskState::Assigned | TaskState::TakenOn)
    }

    pub(crate) fn is_new(&self) -> bool {
        self.state == TaskState::Assigned
    }

    pub(crate) fn can_be_dropped(&self) -> bool {
        self.waits() || self.state == TaskState::Declined
    }

    pub(crate) fn tag(&self, s: &Scene) -> Html {
        if self.overdue {
            return ui::tag(s.t.overdue(), Tone::Act);
        }
        let tone = match self.state {
            TaskState::Assigned | TaskState::TakenOn => Tone::Wait,
            TaskState::Done => Tone::Done,
            TaskState::Declined | TaskState::Dropped => Tone::Plain,
        };
        ui::tag(words::task_state(s.t, self.state), tone)
    }
}

/// A task is overdue while somebody still has it.
pub(crate) fn is_overdue(state: TaskState, due: Timestamp, now: Timestamp) -> bool {
    matches!(state, TaskState::Assigned | TaskState::TakenOn) && due <= now
}

pub(crate) fn read(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Proposal,
) -> Result<Vec<TaskView>, Fault> {
    let mut tasks = Vec::new();
    for number in 1..=row.task_count {
        let Some(task) = reader.find::<ProposalTask>(&(s.number, row.id, number))? else { continue };
        tasks.push(TaskView {
            number,
            assignee: names.name(reader, s, task.assignee)?,
            what: task.what,
            state: task.state,
            due_at: task.due_at_us.to_string(),
            due: task.due_at_us,
            overdue: is_overdue(task.state, task.due_at_us, s.now),
            note: task.note,
            mine: s.me == Some(task.assignee),
        });
    }
    Ok(tasks)
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TaskForm {
    /// Up to 200 characters.
    what: String,
    /// `mem_…`, or the name.
    assignee: String,
    /// The last day.
    due: String,
}

/// What a program is told of a task.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskAnswer {
    number: i64,
    #[schema(value_type = String)]
    state: TaskState,
}

/// Gives somebody a task.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/tasks", tag = "decisions", request_body = TaskForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TaskAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn set_task(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TaskForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?, site.now());
    let proposal = id::<Proposal>(&proposal)?;
    let people = Scene::of(&caller, &site)?.chooser(&site, Vec::new(), [form.assignee.clone()]).await?;
    let here = Here {
        lang: caller.lang,
        currency: community.currency,
        zone: &community.zone,
        people: &people,
        milestones: pools::campaign::MilestoneRules::default(),
        passed: &ownership::Passed::default(),
    };
    let mut check = Check::new(caller.lang);
    let what = check.text("what", &form.what, 1..=WHAT_CHARS_MAX);
    let assignee = people.member(&mut check, "assignee", &form.assignee, caller.lang);
    let due_at = end_of_day(&mut check, "due", &form.due, &here);
    let typed = vec![("what", form.what), ("assignee", form.assignee), ("due", form.due)];
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, Failed { form: "task", typed, errors }).await;
    }
    let input = SetTask { proposal, what, assignee, due_at, key: Some(key.of(&caller, "set_task")?) };
    let done = site.db.transact(community.number, move |tx| ops::set_task(tx, me, &input, now)).await;
    let answer = |number| TaskAnswer { number, state: TaskState::Assigned };
    finish(&caller, &site, proposal, ("task", typed), done, answer).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TaskMoveForm {
    /// `take_on`, `decline`, `finish` or `drop`.
    to: String,
    /// Why not, or what came of it.
    note: String,
}

/// Takes a task on, declines or finishes it; or, by who answers for the proposal, drops it.
#[utoipa::path(post, path = "/c/{slug}/decisions/{proposal}/tasks/{number}/answer", tag = "decisions",
    request_body = TaskMoveForm,
    params(("slug" = String, Path), ("proposal" = String, Path), ("number" = i64, Path)),
    responses((status = 200, body = TaskAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn answer_task(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal, task)): Path<(String, String, String)>,
    Input(form): Input<TaskMoveForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?.number, site.now());
    let (proposal, number) = (id::<Proposal>(&proposal)?, number(&task)?);
    let mut check = Check::new(caller.lang);
    let to = check.choice("to", &form.to, TaskMove::parse).unwrap_or(TaskMove::TakeOn);
    let note = check.text("note", &form.note, 0..=REASON_CHARS_MAX);
    let typed = vec![("note", form.note), ("number", number.to_string())];
    if let Err(errors) = check.done(()) {
        return again(&caller, &site, proposal, Failed { form: "answer", typed, errors }).await;
    }
    let input = AnswerTask { proposal, number, to, note };
    let done = site.db.transact(community, move |tx| ops::answer_task(tx, me, &input, now)).await;
    finish(&caller, &site, proposal, ("answer", typed), done, |state| TaskAnswer { number, state }).await
}
