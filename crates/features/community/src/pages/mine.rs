//! One's own page in a community: membership, and (from features above) orders and balance.

use super::theirs::member_or_former;
use super::{base, role_name, viewer};
use crate::admission::Status;
use crate::community_store::Member;
use crate::role::Role;
use crate::sections::{self, Section, SectionList, Sections, Viewer};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use kernel::{Timestamp, Zone};
use serde::Serialize;
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui::{self, Field, Tone};
use web::{Answer, Caller, Errors, Lang, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "mine.html")]
pub(crate) struct MinePage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    zone: Zone,
    #[schema(value_type = String)]
    member: MemberId,
    display_name: String,
    /// Stands for the member in the books; nobody else is shown whose it is.
    book_name: String,
    #[schema(value_type = String)]
    status: Status,
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    #[serde(skip)]
    joined: Option<Timestamp>,
    #[serde(skip)]
    until: Option<Timestamp>,
    /// They are gone: what is shown is what stayed theirs.
    #[serde(skip)]
    left: Option<Timestamp>,
    sections: Vec<Section>,
    #[serde(skip)]
    name_typed: String,
    #[serde(skip)]
    errors: Errors,
}

impl View for MinePage {
    fn title(&self) -> String {
        self.t.mine_title()
    }
    fn place(&self) -> Place {
        Place::Mine
    }
}

impl MinePage {
    /// The day as text, for a sentence.
    fn day_text(&self, at: &Timestamp) -> String {
        ui::full_day_text(at, &self.zone, self.lang)
    }

    pub(crate) async fn read(
        caller: &Caller,
        site: &Site,
        registered: Sections,
        typed: Option<String>,
    ) -> Result<MinePage, Problem> {
        let theirs = member_or_former(caller, site).await?;
        let id = theirs.member;
        let (at, now) = (caller.community_shared()?, site.now());
        let viewer = Viewer { member: Some(id), ..viewer(caller, now) };
        let shown = if theirs.takes_part { registered.mine } else { registered.kept };
        let place = at.clone();
        let found = site.db.read(move |reader| {
            let member = reader.find::<Member>(&(place.number, id))?;
            Ok((member, sections::read(&shown, reader, &place, &viewer)?))
        });
        let (member, sections) = found.await?;
        let member = member.ok_or_else(Problem::not_found)?;
        let status = member.status_at(now);
        Ok(MinePage {
            t: t(caller.lang),
            lang: caller.lang,
            base: base(caller)?,
            zone: at.zone.clone(),
            member: id,
            status,
            roles: member.roles.iter().collect(),
            joined: member.joined_at_us,
            left: member.left_at_us.filter(|_| !theirs.takes_part),
            until: member.probation_until_us.filter(|_| status == Status::Probation),
            name_typed: typed.unwrap_or_else(|| member.display_name.clone()),
            display_name: member.display_name,
            book_name: member.book_name,
            sections,
            errors: Errors::none(),
        })
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }

    fn list(&self) -> SectionList<'_> {
        SectionList { sections: &self.sections }
    }

    fn role(&self, role: &Role) -> web::Html {
        ui::tag(role_name(*role, self.lang), Tone::Done)
    }
}

/// One's own membership, orders and balance; for who left what stayed theirs to read. For nobody else.
#[utoipa::path(get, path = "/c/{slug}/mine", tag = "community", params(("slug" = String, Path)),
    responses((status = 200, body = MinePage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
) -> Answer {
    let view = MinePage::read(&caller, &site, registered, None).await?;
    Reply::page(&caller, &view)
}
