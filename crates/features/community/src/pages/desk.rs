//! The steward's desk: what waits for somebody with powers.

use super::{base, viewer};
use crate::Community;
use crate::ids::ApplicationId;
use crate::lists_store::{WAITING, WAITING_COUNT};
use crate::sections::{self, Section, SectionRow, Sections, Viewer};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use kernel::Timestamp;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui;
use web::{Answer, Caller, CommunityContext, Place, Power, Problem, Reply, Site, View, WebRefused};

const APPLICATIONS: &str = "applications";
/// How many are called by name.
const NAMED: i64 = 3;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "desk.html")]
pub(crate) struct DeskPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    base: String,
    /// `11月26日 星期四`.
    #[serde(skip)]
    today: String,
    /// What waits, from all features.
    sections: Vec<Section>,
    #[serde(skip)]
    tools: Vec<SectionRow>,
    #[serde(skip)]
    edits_charter: bool,
    #[serde(skip)]
    decides: bool,
    #[serde(skip)]
    invites: bool,
    #[serde(skip)]
    manages: bool,
}

impl View for DeskPage {
    fn title(&self) -> String {
        self.t.desk_title()
    }
    fn live(&self) -> Option<&'static str> {
        Some("orders,people,market")
    }

    fn place(&self) -> Place {
        Place::Desk
    }
}

impl DeskPage {
    /// One list, whichever feature it comes from.
    fn waiting(&self) -> Vec<&SectionRow> {
        self.sections.iter().flat_map(|section| &section.rows).collect()
    }

    /// Once on this page: either it waits, or it is among what can be looked at.
    fn applications_wait(&self) -> bool {
        self.sections.iter().any(|section| section.code == APPLICATIONS)
    }
}

/// What waits for the caller. For members with any power.
#[utoipa::path(get, path = "/c/{slug}/desk", tag = "community", params(("slug" = String, Path)),
    responses((status = 200, body = DeskPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
) -> Answer {
    has_any_power(&caller)?;
    let (at, viewer) = (caller.community_shared()?, viewer(&caller, site.now()));
    let found = site.db.read(move |reader| {
        let mut all: Vec<Section> = applications(reader, &at, &viewer)?.into_iter().collect();
        all.extend(sections::read(&registered.desk, reader, &at, &viewer)?);
        let tools = sections::read(&registered.tools, reader, &at, &viewer)?;
        let community = reader.find::<Community>(&at.number)?;
        Ok((all, tools, community.is_some_and(|community| community.by_decision_only)))
    });
    let (sections, tools, by_decision_only) = found.await?;
    let view = DeskPage {
        t: t(caller.lang),
        base: base(&caller)?,
        today: today(&caller, site.now())?,
        sections,
        tools: tools.into_iter().flat_map(|section| section.rows).collect(),
        edits_charter: caller.can(Power::EditCharter) && !by_decision_only,
        decides: caller.can(Power::DecideApplications),
        invites: caller.can(Power::Invite),
        manages: caller.can(Power::ManageMembers),
    };
    Reply::page(&caller, &view)
}

/// The desk is nobody's who has nothing to do there.
pub(crate) fn has_any_power(caller: &Caller) -> Result<(), Problem> {
    match caller.member()?.powers.is_empty() {
        false => Ok(()),
        true => Err(WebRefused::LacksPower(Power::DecideApplications).into()),
    }
}

fn day_of(time: &Timestamp, at: &CommunityContext, lang: web::Lang) -> String {
    time.format(&at.zone, if lang == web::Lang::Zh { "%-m月%-d日" } else { "%-d %b" })
}

fn today(caller: &Caller, now: Timestamp) -> Result<String, Problem> {
    let (at, t) = (caller.community()?, t(caller.lang));
    let days = [t.sunday(), t.monday(), t.tuesday(), t.wednesday(), t.thursday(), t.friday(), t.saturday()];
    let weekday = now.format(&at.zone, "%w").parse::<usize>().ok().and_then(|day| days.get(day).cloned());
    Ok(format!("{} · {}", day_of(&now, at, caller.lang), weekday.unwrap_or_default()))
}

/// This feature's own item: applications that wait.
fn applications(
    reader: &mut Reader,
    at: &CommunityContext,
    viewer: &Viewer,
) -> Result<Option<Section>, Fault> {
    if !viewer.powers.has(Power::DecideApplications) {
        return Ok(None);
    }
    let (count,) = reader.rows::<(i64,)>(WAITING_COUNT, &[&at.number])?.pop().unwrap_or((0,));
    if count == 0 {
        return Ok(None);
    }
    let t = t(viewer.lang);
    // Oldest first: who waits longest is named first.
    type Waiting = (ApplicationId, MemberId, String, String, Timestamp);
    let waiting = reader.rows::<Waiting>(WAITING, &[&at.number, &"", &NAMED])?;
    let names: Vec<_> = waiting.iter().map(|one| one.2.as_str()).collect();
    let names = names.join(t.between_names().as_str());
    let more = if count > NAMED { t.and_others() } else { String::new() };
    let since =
        waiting.first().map_or_else(String::new, |one| t.waiting_since(day_of(&one.4, at, viewer.lang)));
    let row = SectionRow::new(t.desk_applications())
        .note(format!("{names}{more} · {since}"))
        .href(format!("/c/{}/applications", at.slug))
        .counted(count, t.application_count(count));
    let (code, title) = (APPLICATIONS.to_owned(), t.applications_title());
    Ok(Some(Section { code, title, rows: vec![row], ..Section::default() }))
}
