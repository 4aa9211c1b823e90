//! What the community saves up for: its project funds, and what a reader can do today.

use super::{base, viewer};
use crate::sections::{self, Section, SectionList, Sections};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use kernel::Money;
use ledger::FundKind;
use serde::Serialize;
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Caller, Place, Power, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "projects.html")]
pub(crate) struct ProjectsPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    base: String,
    /// The project funds, where the books are open to the reader.
    funds: Vec<ProjectFund>,
    /// What features above have to show: campaigns, what is being decided, what members own.
    sections: Vec<Section>,
    #[serde(skip)]
    is_member: bool,
    #[serde(skip)]
    opens_funds: bool,
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
    fn list(&self) -> SectionList<'_> {
        SectionList { sections: &self.sections }
    }
}

/// The money that stands ready for a project.
#[derive(Serialize, ToSchema)]
struct ProjectFund {
    id: i64,
    name: String,
    #[schema(value_type = Object)]
    balance: Money,
}

/// What is saved up for projects, and what one can do about them today.
#[utoipa::path(get, path = "/c/{slug}/projects", tag = "community", params(("slug" = String, Path)), responses((status = 200, body = ProjectsPage)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
) -> Answer {
    caller.sees_community()?;
    let (at, viewer) = (caller.community_shared()?, viewer(&caller, site.now()));
    let read = site.db.read(move |reader| {
        let funds = match viewer.sees_books {
            true => ledger::funds(reader, at.number, at.currency)?,
            false => Vec::new(),
        };
        Ok((funds, sections::read(&registered.projects, reader, &at, &viewer)?))
    });
    let (funds, sections) = read.await?;
    let currency = caller.community()?.currency;
    let of = |total: ledger::FundTotal| ProjectFund {
        id: total.fund.id,
        name: total.fund.name,
        balance: Money::new(total.balance_minor, currency),
    };
    let view = ProjectsPage {
        t: t(caller.lang),
        base: base(&caller)?,
        funds: funds.into_iter().filter(|total| total.fund.kind == FundKind::Project).map(of).collect(),
        sections,
        is_member: caller.membership().is_some(),
        opens_funds: caller.can(Power::EditCharter),
    };
    Reply::page(&caller, &view)
}
