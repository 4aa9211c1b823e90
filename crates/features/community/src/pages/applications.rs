//! Applications that wait, for those who decide; and the latest that were decided.

use super::{PAGE, base, shown};
use crate::admission::ApplicationState;
use crate::ids::ApplicationId;
use crate::lists_store::{DECIDED, WAITING};
use crate::ops::decide_application::DecisionForm;
use crate::t;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Timestamp, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Errors, Lang, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "applications.html")]
pub(crate) struct ApplicationsPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    zone: Zone,
    #[serde(skip)]
    now: Timestamp,
    /// Longest waiting first.
    waiting: Vec<Waiting>,
    /// The latest of each outcome.
    decided: Vec<Decided>,
    next: Option<String>,
    /// Where this page begins.
    #[serde(skip)]
    after: String,
    /// The form that comes back to be corrected, and what was typed into it.
    #[serde(skip)]
    typed: Option<(ApplicationId, DecisionForm)>,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Serialize, ToSchema)]
struct Waiting {
    #[schema(value_type = String)]
    id: ApplicationId,
    display_name: String,
    about: String,
    applied_at: String,
    #[serde(skip)]
    at: Timestamp,
    /// One's own is for others to decide.
    own: bool,
}

#[derive(Serialize, ToSchema)]
struct Decided {
    display_name: String,
    #[schema(value_type = String)]
    state: ApplicationState,
    reason: String,
    #[serde(skip)]
    at: Option<Timestamp>,
}

impl View for ApplicationsPage {
    fn title(&self) -> String {
        self.t.applications_title()
    }
    fn place(&self) -> Place {
        Place::Desk
    }
    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.base), self.t.desk_title())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct After {
    after: String,
}

impl ApplicationsPage {
    pub(crate) async fn read(
        caller: &Caller,
        site: &Site,
        after: String,
    ) -> Result<ApplicationsPage, Problem> {
        type Row = (ApplicationId, MemberId, String, String, Timestamp);
        type Old = (ApplicationId, String, ApplicationState, String, Option<MemberId>, Option<Timestamp>);
        let own = caller.may(Power::DecideApplications)?.member;
        let (at, lang) = (caller.community()?, caller.lang);
        let (number, zone, from) = (at.number, at.zone.clone(), after.clone());
        let found = site.db.read(move |reader| {
            let waiting = reader.rows::<Row>(WAITING, &[&number, &from, &(PAGE + 1)])?;
            let mut decided = reader.rows::<Old>(DECIDED, &[&number, &ApplicationState::Admitted])?;
            decided.extend(reader.rows::<Old>(DECIDED, &[&number, &ApplicationState::Declined])?);
            Ok((waiting, decided))
        });
        let (mut waiting, mut decided) = found.await?;
        let more = waiting.len() as i64 > PAGE;
        waiting.truncate(PAGE as usize);
        decided.sort_by_key(|row| std::cmp::Reverse(row.5));
        let base = base(caller)?;
        Ok(ApplicationsPage {
            t: t(lang),
            lang,
            zone,
            now: site.now(),
            next: waiting.last().filter(|_| more).map(|last| format!("{base}/applications?after={}", last.0)),
            base,
            waiting: waiting
                .into_iter()
                .map(|(id, member, name, about, at)| Waiting {
                    id,
                    display_name: shown(name, lang),
                    about,
                    applied_at: at.to_string(),
                    at,
                    own: member == own,
                })
                .collect(),
            decided: decided
                .into_iter()
                .map(|(_, name, state, reason, _, at)| Decided {
                    display_name: shown(name, lang),
                    state,
                    reason,
                    at,
                })
                .collect(),
            after,
            typed: None,
            errors: Errors::none(),
        })
    }

    pub(crate) fn again(
        mut self,
        caller: &Caller,
        application: ApplicationId,
        form: DecisionForm,
        errors: Errors,
    ) -> Answer {
        (self.typed, self.errors) = (Some((application, form)), errors.clone());
        Reply::form_refused(caller, &self, &errors)
    }

    fn reason_field(&self, one: &Waiting) -> Field {
        let typed = self.typed.as_ref().filter(|(id, _)| *id == one.id);
        let field = Field::text(self.lang, "reason", self.t.application_reason())
            .id(format!("reason-{}", one.id))
            .hint(self.t.application_reason_hint())
            .attribute("maxlength", 400);
        match typed {
            Some((_, form)) => field.value(&form.reason).errors(&self.errors),
            None => field,
        }
    }

    fn outcome(&self, one: &Decided) -> web::Html {
        match one.state {
            ApplicationState::Admitted => ui::tag(self.t.application_admitted(), Tone::Done),
            _ => ui::tag(self.t.status_declined(), Tone::Plain),
        }
    }
}

/// Applications to decide.
#[utoipa::path(get, path = "/c/{slug}/applications", tag = "community", params(("slug" = String, Path), ("after" = Option<String>, Query, description = "Id of the last application of the page before")),
    responses((status = 200, body = ApplicationsPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn page(caller: Caller, State(site): State<Site>, Query(query): Query<After>) -> Answer {
    let view = ApplicationsPage::read(&caller, &site, query.after).await?;
    Reply::page(&caller, &view)
}
