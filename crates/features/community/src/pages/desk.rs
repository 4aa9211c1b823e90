//! The steward's desk: what waits for somebody with powers.

use super::{base, viewer};
use crate::lists_store::WAITING_COUNT;
use crate::sections::{self, Section, SectionList, SectionRow, Sections, Viewer};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, Tone};
use web::{Answer, Caller, CommunityContext, Place, Power, Problem, Reply, Site, View, WebRefused};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "desk.html")]
pub(crate) struct DeskPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    base: String,
    /// What waits, from all features.
    sections: Vec<Section>,
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
    fn list(&self) -> SectionList<'_> {
        SectionList { sections: &self.sections }
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
        Ok(all)
    });
    let view = DeskPage {
        t: t(caller.lang),
        base: base(&caller)?,
        sections: found.await?,
        edits_charter: caller.can(Power::EditCharter),
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
    let row = SectionRow::new(t.desk_applications())
        .note(t.desk_applications_note())
        .href(format!("/c/{}/applications", at.slug))
        .count(count);
    let row = SectionRow { tone: Some(Tone::Act), ..row };
    let (code, title) = ("applications".to_owned(), t.applications_title());
    Ok(Some(Section { code, title, rows: vec![row], ..Section::default() }))
}
