//! Links that let people in: the list for those who make them, and the page behind one.

use super::base;
use crate::community_store::{CharterVersion, Community, Invitation, Member};
use crate::identify::of_person;
use crate::ids::InvitationId;
use crate::lists_store::{INVITATIONS, LABELS, RULES};
use crate::{CommunityRefused, t};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Timestamp, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Check, Errors, Lang, Place, Power, Problem, Reply, Site, TokenHash, View};

/// An invitation to be.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct InviteForm {
    /// Whom it is for; only those who manage invitations see it.
    pub(crate) note: String,
    /// How many may come in by it: 1 to 1000.
    pub(crate) uses_max: String,
    /// Days until it expires: 1 to 365.
    pub(crate) days: String,
    /// Number of a label to put on whoever comes in; empty for none.
    pub(crate) label: String,
}

/// What the form says, read.
pub(crate) struct InviteTerms {
    pub(crate) note: String,
    pub(crate) uses_max: i64,
    pub(crate) days: i64,
    pub(crate) label: Option<i64>,
}

impl InviteForm {
    pub(crate) fn read(&self, lang: Lang) -> Result<InviteTerms, Errors> {
        let mut check = Check::new(lang);
        let note = check.text("note", &self.note, 0..=80);
        let uses_max = check.whole("uses_max", &self.uses_max, 1..=1000);
        let days = check.whole("days", &self.days, 1..=365);
        let label = check
            .optional("label", &self.label, |check, field, typed| check.whole(field, typed, 1..=i64::MAX));
        check.done(InviteTerms { note, uses_max, days, label })
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "invitations.html")]
pub(crate) struct InvitationsPage {
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
    invitations: Vec<Listed>,
    next: Option<String>,
    #[serde(skip)]
    labels: Vec<(i64, String)>,
    /// The link made just now; shown this once.
    link: Option<String>,
    #[serde(skip)]
    form: InviteForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Serialize, ToSchema)]
#[schema(as = InvitationListed)]
struct Listed {
    #[schema(value_type = String)]
    id: InvitationId,
    note: String,
    label: Option<i64>,
    uses_count: i64,
    uses_max: i64,
    expires_at: String,
    /// Whether it still lets anybody in.
    usable: bool,
    #[serde(skip)]
    expires: Timestamp,
}

impl View for InvitationsPage {
    fn title(&self) -> String {
        self.t.invitations_title()
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
pub(crate) struct Before {
    before: String,
}

const ROWS: i64 = 30;

impl InvitationsPage {
    pub(crate) async fn read(
        caller: &Caller,
        site: &Site,
        form: InviteForm,
        before: String,
    ) -> Result<InvitationsPage, Problem> {
        caller.may(Power::Invite)?;
        let at = caller.community()?;
        let (number, now) = (at.number, site.now());
        // Greater than every id: the first page.
        let before = if before.is_empty() { "inv~".to_owned() } else { before };
        let found = site.db.read(move |reader| {
            let keys =
                reader.rows::<(Vec<u8>, InvitationId)>(INVITATIONS, &[&number, &before, &(ROWS + 1)])?;
            let mut rows = Vec::new();
            for (key, _) in keys {
                rows.extend(reader.find::<Invitation>(&(number, key))?);
            }
            Ok((rows, reader.rows::<(i64, String)>(LABELS, &[&number])?))
        });
        let (mut rows, labels) = found.await?;
        let more = rows.len() as i64 > ROWS;
        rows.truncate(ROWS as usize);
        let base = base(caller)?;
        let last = rows.last().filter(|_| more).map(|last| last.id);
        Ok(InvitationsPage {
            t: t(caller.lang),
            lang: caller.lang,
            next: last.map(|id| format!("{base}/invitations?before={id}")),
            base,
            zone: at.zone.clone(),
            now,
            invitations: rows.into_iter().map(|row| listed(row, now)).collect(),
            labels,
            link: None,
            form,
            errors: Errors::none(),
        })
    }

    pub(crate) fn with_link(self, link: String) -> InvitationsPage {
        InvitationsPage { link: Some(link), ..self }
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }

    fn label_choices(&self) -> Vec<(String, String)> {
        let none = [(String::new(), self.t.none())];
        let known = self.labels.iter().map(|(number, name)| (number.to_string(), name.clone()));
        none.into_iter().chain(known).collect()
    }
}

fn listed(row: Invitation, now: Timestamp) -> Listed {
    Listed {
        id: row.id,
        usable: row.invited().usable(now).is_ok(),
        note: row.note,
        label: row.label,
        uses_count: row.uses_count,
        uses_max: row.uses_max,
        expires_at: row.expires_at_us.to_string(),
        expires: row.expires_at_us,
    }
}

/// The invitations there are, newest first, and the form for another.
#[utoipa::path(get, path = "/c/{slug}/invitations", tag = "community", params(("slug" = String, Path), ("before" = Option<String>, Query, description = "Id of the last invitation of the page before")),
    responses((status = 200, body = InvitationsPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn list(caller: Caller, State(site): State<Site>, Query(query): Query<Before>) -> Answer {
    let form = InviteForm { uses_max: "1".to_owned(), days: "14".to_owned(), ..InviteForm::default() };
    let view = InvitationsPage::read(&caller, &site, form, query.before).await?;
    Reply::page(&caller, &view)
}

/// The name to come in under.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct AcceptForm {
    pub(crate) display_name: String,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "invitation.html")]
pub(crate) struct InvitationPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    path: String,
    name: String,
    theme: String,
    belief: String,
    #[serde(skip)]
    rules: Vec<(String, String)>,
    signed_in: bool,
    member: bool,
    #[serde(skip)]
    form: AcceptForm,
    #[serde(skip)]
    errors: Errors,
}

impl View for InvitationPage {
    fn title(&self) -> String {
        self.t.invitation_title()
    }
    fn place(&self) -> Place {
        Place::Home
    }
}

impl InvitationPage {
    pub(crate) async fn read(
        caller: &Caller,
        site: &Site,
        token: &str,
        form: AcceptForm,
    ) -> Result<InvitationPage, Problem> {
        let at = caller.community()?;
        let (number, person) = (at.number, caller.signed_in.as_ref().map(|who| who.person));
        let (key, now) = (TokenHash::of(token).0.to_vec(), site.now());
        let found = site.db.read(move |reader| {
            let invitation = reader.find::<Invitation>(&(number, key))?;
            let community = reader.find::<Community>(&number)?;
            let version = community.map_or(1, |community| community.charter_version);
            let charter = reader.find::<CharterVersion>(&(number, version))?;
            let member = match person {
                Some(person) => of_person(reader, number, person)?,
                None => None,
            };
            Ok((invitation, charter, reader.rows(RULES, &[&number, &version])?, member))
        });
        let (invitation, charter, rules, member) = found.await?;
        let usable = invitation.is_some_and(|found| found.invited().usable(now).is_ok());
        let member = member.as_ref().is_some_and(Member::is_current);
        let (Some(charter), true) = (charter, usable || member) else {
            return Err(CommunityRefused::InvitationUnusable.into());
        };
        let base = base(caller)?;
        Ok(InvitationPage {
            t: t(caller.lang),
            lang: caller.lang,
            path: format!("{base}/invitations/{token}"),
            base,
            name: at.name.clone(),
            theme: charter.theme,
            belief: charter.belief,
            rules,
            signed_in: person.is_some(),
            member,
            form,
            errors: Errors::none(),
        })
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }
}

/// What an invitation leads to, and the form to accept it.
#[utoipa::path(get, path = "/c/{slug}/invitations/{token}", tag = "community", params(("slug" = String, Path), ("token" = String, Path)),
    responses((status = 200, body = InvitationPage), (status = 410, body = web::ProblemBody)))]
pub(crate) async fn landing(
    caller: Caller,
    State(site): State<Site>,
    Path((_, token)): Path<(String, String)>,
) -> Answer {
    let view = InvitationPage::read(&caller, &site, &token, AcceptForm::default()).await?;
    Reply::page(&caller, &view)
}
