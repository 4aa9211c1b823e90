//! Asking to be let in: the form, and what became of it.

use super::base;
use super::home::standing;
use crate::admission::{ApplicationState, Status};
use crate::community_store::{CharterVersion, Community};
use crate::lists_store::RULES;
use crate::t;
use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Check, Errors, Lang, Place, Problem, Reply, Site, View};

/// A wish to join.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct ApplyForm {
    /// The name that members will see.
    pub(crate) display_name: String,
    /// Who one is and why; those who decide read it.
    pub(crate) about: String,
}

impl ApplyForm {
    pub(crate) fn read(&self, lang: Lang) -> Result<(String, String), Errors> {
        let mut check = Check::new(lang);
        let name = check.text("display_name", &self.display_name, 1..=40);
        let about = check.long_text("about", &self.about, 1..=1000);
        check.done((name, about))
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "join.html")]
pub(crate) struct JoinPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    name: String,
    theme: String,
    /// Empty, as the rules are, where the charter is for members and nobody may apply.
    belief: String,
    #[serde(skip)]
    rules: Vec<(String, String)>,
    signed_in: bool,
    applications_open: bool,
    /// `applicant`, `declined` and so on; None for somebody new.
    #[schema(value_type = Option<String>)]
    status: Option<Status>,
    /// The application that waits, to take it back.
    waiting: Option<String>,
    /// Why the latest one was declined.
    reason: String,
    #[serde(skip)]
    form: ApplyForm,
    #[serde(skip)]
    errors: Errors,
}

impl View for JoinPage {
    fn title(&self) -> String {
        self.t.join_title()
    }
    fn place(&self) -> Place {
        Place::Home
    }
    fn back(&self) -> Option<Back> {
        Back::to(self.base.clone(), self.t.home_title())
    }
}

impl JoinPage {
    pub(crate) async fn read(caller: &Caller, site: &Site, form: ApplyForm) -> Result<JoinPage, Problem> {
        let at = caller.community()?;
        let (number, person) = (at.number, caller.signed_in.as_ref().map(|who| who.person));
        let found = site.db.read(move |reader| {
            let community = reader.find::<Community>(&number)?;
            let version = community.as_ref().map_or(1, |community| community.charter_version);
            let charter = reader.find::<CharterVersion>(&(number, version))?;
            let rules = reader.rows::<(String, String)>(RULES, &[&number, &version])?;
            Ok((community, charter, rules, standing(reader, number, person)?))
        });
        let (community, charter, rules, (member, application)) = found.await?;
        let (community, charter) = community.zip(charter).ok_or_else(Problem::not_found)?;
        // Whoever is asked to keep the rules may read them before.
        let charter_shown = caller.sees_community().is_ok() || community.applications_open;
        let state = |state| application.as_ref().filter(|latest| latest.state == state);
        Ok(JoinPage {
            t: t(caller.lang),
            lang: caller.lang,
            base: base(caller)?,
            name: at.name.clone(),
            theme: charter.theme,
            belief: if charter_shown { charter.belief } else { String::new() },
            rules: if charter_shown { rules } else { Vec::new() },
            signed_in: person.is_some(),
            applications_open: community.applications_open,
            status: member.map(|member| member.status),
            waiting: state(ApplicationState::Waiting).map(|latest| latest.id.to_string()),
            reason: state(ApplicationState::Declined).map(|latest| latest.reason.clone()).unwrap_or_default(),
            form,
            errors: Errors::none(),
        })
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }

    fn is_member(&self) -> bool {
        self.status.is_some_and(Status::is_current)
    }

    fn is_applicant(&self) -> bool {
        self.status == Some(Status::Applicant)
    }
}

/// The rules, the form, and (for an applicant) how it stands.
#[utoipa::path(get, path = "/c/{slug}/join", tag = "community", params(("slug" = String, Path)), responses((status = 200, body = JoinPage)))]
pub(crate) async fn page(caller: Caller, State(site): State<Site>) -> Answer {
    let view = JoinPage::read(&caller, &site, ApplyForm::default()).await?;
    Reply::page(&caller, &view)
}
