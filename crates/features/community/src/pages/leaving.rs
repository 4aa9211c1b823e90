//! Leaving the community: what is open, what becomes of it, and the question.

use super::{base, role_name, viewer};
use crate::community_store::{Community, Member};
use crate::role::Role;
use crate::sections::{self, Section, SectionList, Sections};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Lang, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "leaving.html")]
#[schema(as = CommunityLeavingPage)]
pub(crate) struct LeavingPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    community: String,
    /// Offices that are put down with it.
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// Somebody else has to be a steward first.
    only_steward: bool,
    /// What is open: shares, parts, orders, what is owed.
    open: Vec<Section>,
    #[serde(skip)]
    errors: Errors,
}

/// `sure`: `on`. Whoever leaves has seen what is open.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = CommunityLeavingForm)]
pub(crate) struct LeavingForm {
    pub sure: String,
}

impl View for LeavingPage {
    fn title(&self) -> String {
        self.t.leave()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/mine", self.base), self.t.mine_title())
    }
}

impl LeavingPage {
    fn list(&self) -> SectionList<'_> {
        SectionList { sections: &self.open }
    }

    fn offices(&self) -> String {
        let names: Vec<String> = self.roles.iter().map(|role| role_name(*role, self.lang)).collect();
        names.join(&self.t.between_names())
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }

    pub(crate) async fn read(
        caller: &Caller,
        site: &Site,
        registered: Sections,
    ) -> Result<LeavingPage, Problem> {
        let id = caller.member()?.member;
        let (at, viewer) = (caller.community_shared()?, viewer(caller, site.now()));
        let place = at.clone();
        let found = site.db.read(move |reader| {
            let member = reader.find::<Member>(&(place.number, id))?;
            let community = reader.find::<Community>(&place.number)?;
            Ok((member, community, sections::read(&registered.leaving, reader, &place, &viewer)?))
        });
        let (member, community, open) = found.await?;
        let (member, community) =
            (member.ok_or_else(Problem::not_found)?, community.ok_or_else(Problem::not_found)?);
        Ok(LeavingPage {
            t: t(caller.lang),
            lang: caller.lang,
            base: base(caller)?,
            only_steward: member.roles.has(Role::Steward) && community.steward_count < 2,
            community: community.name,
            roles: member.roles.iter().collect(),
            open,
            errors: Errors::none(),
        })
    }
}

/// What is open of the caller's when they leave, and the form that asks. For members only.
#[utoipa::path(get, path = "/c/{slug}/mine/leaving", tag = "community", params(("slug" = String, Path)),
    responses((status = 200, body = LeavingPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
) -> Answer {
    let view = LeavingPage::read(&caller, &site, registered).await?;
    Reply::page(&caller, &view)
}
