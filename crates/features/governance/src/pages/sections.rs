//! What deciding shows on a community's home page, on the desk and on one's own page. Ballots that wait are in `ballots`.

use super::proposal_list::ProposalBrief;
use super::scene::{Names, Scene};
use super::tasks::is_overdue;
use super::words;
use crate::proposal::{Stage, TaskState};
use crate::proposal_store::{LAST_ID, not_all_done, of_owner, of_stage, tasks_of, tasks_overdue};
use crate::rows::{Proposal, ProposalTask};
use community::{Provider, Section, SectionLink, SectionRow, Viewer};
use kernel::Timestamp;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

const SHOWN: i64 = 5;
/// Decisions that fall short wait until somebody sees to them: all of them, in reason.
const FALL_SHORT_MAX: i64 = 50;
/// Somebody still has it.
const OPEN: [TaskState; 2] = [TaskState::Assigned, TaskState::TakenOn];

/// What is being decided now: what is voted on, then drafts, then what is talked over.
pub(crate) struct Deciding;

impl Provider for Deciding {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        // What members do among each other is for members.
        if viewer.member.is_none() {
            return Ok(None);
        }
        let (s, mut rows, mut names) = (Scene::viewed(community, viewer), Vec::new(), Names::default());
        let start = (Timestamp::from_micros(i64::MAX), LAST_ID.to_owned());
        for stage in [Stage::Ballot, Stage::Draft, Stage::Discussion, Stage::Idea] {
            let room = SHOWN - rows.len() as i64;
            if room > 0 {
                for row in of_stage(reader, s.number, stage, &start, room)? {
                    rows.push(proposal_row(reader, &s, &mut names, &row)?);
                }
            }
        }
        let more = Some(SectionLink { href: s.decisions(""), text: s.t.to_decisions() });
        let (title, empty) = (s.t.deciding_now(), s.t.no_proposals_next());
        Ok(Some(Section { code: "decisions".into(), title, rows, empty, more, ..Section::default() }))
    }
}

fn proposal_row(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Proposal,
) -> Result<SectionRow, Fault> {
    let brief = ProposalBrief::of(reader, s, names, row)?;
    let mut note = vec![brief.owner, s.day_said(&brief.moved)];
    if brief.comment_count > 0 {
        note.push(s.t.comments_counted(brief.comment_count));
    }
    let shown = SectionRow::new(brief.title).note(note.join(" · "));
    let shown = shown.href(s.decisions(format!("/{}", brief.id)));
    let (text, tone) = words::standing(s.t, brief.stage, brief.failed_count);
    Ok(shown.tag(text, tone))
}

/// What the member has to do; on the home page and on one's own.
pub(crate) struct MyTasks;

impl Provider for MyTasks {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        let mut tasks = Vec::new();
        for state in OPEN {
            tasks.extend(tasks_of(reader, s.number, me, state, SHOWN)?);
        }
        tasks.sort_by_key(|task| (task.due_at_us, task.proposal_id, task.number));
        let rows: Vec<_> = tasks.iter().map(|task| task_row(&s, task, None)).collect();
        if rows.is_empty() {
            return Ok(None);
        }
        Ok(Some(Section { code: "tasks".into(), title: s.t.my_tasks(), rows, ..Section::default() }))
    }
}

fn task_row(s: &Scene, task: &ProposalTask, name: Option<String>) -> SectionRow {
    let due = Timestamp::from_micros(task.due_at_us.micros - 1);
    let until = format!("{}{}", s.t.until_day(), s.day_said(&due));
    let note = name.map_or_else(|| until.clone(), |name| format!("{name} · {until}"));
    let row = SectionRow::new(task.what.clone()).note(note);
    let row = row.href(s.decisions(format!("/{}#task-{}", task.proposal_id, task.number)));
    match is_overdue(task.state, task.due_at_us, s.now) {
        true => row.tag(s.t.overdue(), Tone::Act),
        false => row.tag(words::task_state(s.t, task.state), Tone::Wait),
    }
}

/// What the member answers for and is not over.
pub(crate) struct MyProposals;

impl Provider for MyProposals {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (Scene::viewed(community, viewer), viewer.member) else { return Ok(None) };
        let (mut rows, mut names) = (Vec::new(), Names::default());
        for row in of_owner(reader, s.number, me, LAST_ID, SHOWN)? {
            rows.push(proposal_row(reader, &s, &mut names, &row)?);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: s.decisions(""), text: s.t.to_decisions() });
        Ok(Some(Section {
            code: "proposals".into(),
            title: s.t.my_proposals(),
            rows,
            more,
            ..Section::default()
        }))
    }
}

/// Decisions of which something could not be done: all of them for a steward, one's own for whoever answers for them.
pub(crate) struct NotAllDone {
    pub(crate) own: bool,
}

impl Provider for NotAllDone {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if s.me.is_none() || !(self.own || s.can(Power::EditCharter)) {
            return Ok(None);
        }
        let (mut rows, mut names) = (Vec::new(), Names::default());
        for row in not_all_done(reader, s.number, FALL_SHORT_MAX)? {
            if !self.own || s.me == Some(row.owner) {
                rows.push(proposal_row(reader, &s, &mut names, &row)?);
            }
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let title = s.t.not_all_done_title();
        Ok(Some(Section { code: "not_all_done".into(), title, rows, ..Section::default() }))
    }
}

/// Tasks past their day, for who sees to it that what was decided is done.
pub(crate) struct Overdue;

impl Provider for Overdue {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.can(Power::EditCharter) {
            return Ok(None);
        }
        let (mut rows, mut names) = (Vec::new(), Names::default());
        for state in OPEN {
            for task in tasks_overdue(reader, s.number, state, s.now, SHOWN)? {
                let name = names.name(reader, &s, task.assignee)?;
                rows.push(task_row(&s, &task, Some(name)));
            }
        }
        if rows.is_empty() {
            return Ok(None);
        }
        Ok(Some(Section {
            code: "overdue_tasks".into(),
            title: s.t.overdue_tasks(),
            rows,
            ..Section::default()
        }))
    }
}

/// Where a steward changes how the community decides.
pub(crate) struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if !s.can(Power::EditCharter) {
            return Ok(None);
        }
        let rows = vec![SectionRow::new(s.t.rules_of_deciding()).href(s.decisions("/rules"))];
        Ok(Some(Section {
            code: "decision_tools".into(),
            title: s.t.decisions(),
            rows,
            ..Section::default()
        }))
    }
}

/// A threshold says little where a steward need not ask: which of both holds, and where it can be proposed to be the other.
fn who_changes(s: &Scene, only_by_decision: bool) -> SectionRow {
    let (said, note) = match only_by_decision {
        true => (s.t.changes_by_decision(), s.t.changes_by_decision_note()),
        false => (s.t.steward_changes_alone(), s.t.steward_changes_alone_note()),
    };
    SectionRow::new(said).note(note).href(s.decisions("/rules/edit#only_by_decision"))
}

/// The charter leads to the rules of deciding, which are a part of it.
pub(crate) struct PartOfCharter;

impl Provider for PartOfCharter {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        if viewer.member.is_none() {
            return Ok(None);
        }
        let s = Scene::viewed(community, viewer);
        let (_, rules) = crate::ops::rules_of(reader, s.number)?;
        // The four that one asks for first: who, the threshold, that of the charter, the quorum.
        let lines = super::rules_view::lines(&s, &rules);
        let rows = [0, 3, 4, 5].iter().filter_map(|at| lines.get(*at));
        let rows = rows.map(|line| SectionRow::new(line.name.clone()).price(line.value.clone()));
        let rows = rows.chain([who_changes(&s, rules.only_by_decision)]).collect();
        let more = Some(SectionLink { href: s.decisions("/rules"), text: s.t.rules_of_deciding() });
        Ok(Some(Section {
            code: "rules_of_deciding".into(),
            title: s.t.rules_of_deciding(),
            rows,
            more,
            ..Section::default()
        }))
    }
}

/// The doors of the page of projects: a campaign, or an idea of any kind.
pub(crate) struct StartSomething;

impl Provider for StartSomething {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        if s.me.is_none() {
            return Ok(None);
        }
        let campaign = SectionRow::new(s.t.deed_is_campaign()).note(s.t.start_campaign_note());
        let idea = SectionRow::new(s.t.start_idea()).note(s.t.start_idea_note());
        let rows = vec![campaign.href(s.decisions("/new?add=campaign")), idea.href(s.decisions("/new"))];
        Ok(Some(Section { code: "start".into(), title: s.t.start_something(), rows, ..Section::default() }))
    }
}
