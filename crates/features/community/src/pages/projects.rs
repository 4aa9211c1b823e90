//! Where projects will stand. It says so, and what there is meanwhile.

use super::base;
use crate::t;
use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Caller, Place, Reply, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "projects.html")]
pub(crate) struct ProjectsPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    base: String,
    /// None yet: always empty.
    projects: Vec<String>,
}

impl View for ProjectsPage {
    fn title(&self) -> String {
        self.t.projects_title()
    }
    fn place(&self) -> Place {
        Place::Projects
    }
}

impl ProjectsPage {
    fn nothing_yet(&self) -> web::Html {
        let market = (format!("{}/market", self.base), self.t.home_market());
        ui::empty(self.t.projects_empty(), self.t.projects_soon(), Some(market))
    }
}

/// Where projects will stand; there are none in this version.
#[utoipa::path(get, path = "/c/{slug}/projects", tag = "community", params(("slug" = String, Path)), responses((status = 200, body = ProjectsPage)))]
pub(crate) async fn page(caller: Caller) -> Answer {
    caller.sees_community()?;
    Reply::page(&caller, &ProjectsPage { t: t(caller.lang), base: base(&caller)?, projects: Vec::new() })
}
