//! What the community saves up for: its project funds, and what a reader can do today.

use super::base;
use crate::t;
use askama::Template;
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
pub(crate) async fn page(caller: Caller, State(site): State<Site>) -> Answer {
    caller.sees_community()?;
    let funds = match caller.sees_books() {
        Ok(at) => {
            let (community, currency) = (at.number, at.currency);
            site.db.read(move |reader| ledger::funds(reader, community, currency)).await?
        }
        Err(_) => Vec::new(),
    };
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
        is_member: caller.membership().is_some(),
        opens_funds: caller.can(Power::EditCharter),
    };
    Reply::page(&caller, &view)
}
