//! One member: name, roles with their history, labels; and what a steward may change.

use super::members::LabelName;
use super::{base, role_name, shown};
use crate::admission::Status;
use crate::community_store::Member;
use crate::lists_store::{GRANTS_OF_MEMBER, LABELS, WORN};
use crate::ops::grant_role::RoleForm;
use crate::ops::leave::RemovalForm;
use crate::role::Role;
use crate::t;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Timestamp, Zone};
use serde::Serialize;
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Errors, Lang, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "member.html")]
pub(crate) struct MemberPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    zone: Zone,
    #[schema(value_type = String)]
    id: MemberId,
    display_name: String,
    #[schema(value_type = String)]
    status: Status,
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    labels: Vec<WornLabel>,
    history: Vec<Grant>,
    #[serde(skip)]
    joined: Option<Timestamp>,
    #[serde(skip)]
    own: bool,
    #[serde(skip)]
    grants_roles: bool,
    #[serde(skip)]
    manages: bool,
    #[serde(skip)]
    typed: Typed,
    #[serde(skip)]
    errors: Errors,
}

/// What was typed into the form that comes back to be corrected.
pub(crate) enum Typed {
    Nothing,
    Role(RoleForm),
    Removal(RemovalForm),
}

#[derive(Serialize, ToSchema)]
struct WornLabel {
    number: i64,
    name: String,
    worn: bool,
}

#[derive(Serialize, ToSchema)]
struct Grant {
    #[schema(value_type = String)]
    role: Role,
    given: bool,
    by: String,
    reason: String,
    /// The id of the proposal that decided it.
    decision: Option<String>,
    #[serde(skip)]
    at: Timestamp,
}

impl View for MemberPage {
    fn title(&self) -> String {
        self.display_name.clone()
    }
    fn place(&self) -> Place {
        Place::Mine
    }
    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/members", self.base), self.t.members_title())
    }
}

impl MemberPage {
    pub(crate) async fn read(caller: &Caller, site: &Site, id: MemberId) -> Result<MemberPage, Problem> {
        type Given = (Role, bool, Option<MemberId>, String, Timestamp, Option<String>);
        let own = caller.member()?.member == id;
        let at = caller.community()?;
        let (number, lang) = (at.number, caller.lang);
        let found = site.db.read(move |reader| {
            let Some(member) = reader.find::<Member>(&(number, id))? else { return Ok(None) };
            let labels = reader.rows::<(i64, String)>(LABELS, &[&number])?;
            let worn = reader.rows::<(MemberId, i64, String)>(WORN, &[&number, &id, &id])?;
            let mut history = Vec::new();
            for given in reader.rows::<Given>(GRANTS_OF_MEMBER, &[&number, &id])? {
                let by = match given.2 {
                    Some(by) => reader.find::<Member>(&(number, by))?.map(|by| by.display_name),
                    None => None,
                };
                history.push((given, by));
            }
            Ok(Some((member, labels, worn, history)))
        });
        let (member, labels, worn, history) = found.await?.ok_or(crate::CommunityRefused::NoSuchMember)?;
        let worn = |number: i64| worn.iter().any(|(_, label, _)| *label == number);
        Ok(MemberPage {
            t: t(lang),
            lang,
            base: base(caller)?,
            zone: at.zone.clone(),
            id,
            status: member.status_at(site.now()),
            roles: member.roles.iter().collect(),
            joined: member.joined_at_us,
            display_name: shown(member.display_name, lang),
            labels: labels
                .into_iter()
                .map(|(number, name)| WornLabel { number, name, worn: worn(number) })
                .collect(),
            history: history
                .into_iter()
                .map(|((role, given, _, reason, at, decision), by)| Grant {
                    role,
                    given,
                    by: by.map(|name| shown(name, lang)).unwrap_or_default(),
                    reason,
                    decision,
                    at,
                })
                .collect(),
            own,
            grants_roles: caller.can(Power::GrantRoles),
            manages: caller.can(Power::ManageMembers),
            typed: Typed::Nothing,
            errors: Errors::none(),
        })
    }

    pub(crate) fn again(mut self, caller: &Caller, typed: Typed, errors: Errors) -> Answer {
        (self.typed, self.errors) = (typed, errors.clone());
        Reply::form_refused(caller, &self, &errors)
    }

    fn role_typed(&self) -> (&str, &str) {
        match &self.typed {
            Typed::Role(form) if !self.takes_any() => (&form.role, &form.reason),
            _ => ("", ""),
        }
    }

    /// A role that is held no more has no form of its own to come back in.
    fn takes_any(&self) -> bool {
        self.roles.iter().any(|role| self.takes(role))
    }

    /// Whether taking this very role was asked for and refused.
    fn takes(&self, role: &Role) -> bool {
        matches!(&self.typed, Typed::Role(form) if form.change == "take" && form.role == role.code())
    }

    fn take_typed(&self, role: &Role) -> &str {
        match &self.typed {
            Typed::Role(form) if self.takes(role) => &form.reason,
            _ => "",
        }
    }

    fn take_errors(&self, role: &Role) -> Errors {
        if self.takes(role) { self.errors.clone() } else { Errors::none() }
    }

    fn removal_is_open(&self) -> bool {
        matches!(self.typed, Typed::Removal(_))
    }

    fn removal_typed(&self) -> &str {
        match &self.typed {
            Typed::Removal(form) => &form.reason,
            Typed::Nothing | Typed::Role(_) => "",
        }
    }

    fn role_errors(&self) -> Errors {
        let giving = matches!(self.typed, Typed::Role(_)) && !self.takes_any();
        if giving { self.errors.clone() } else { Errors::none() }
    }

    fn removal_errors(&self) -> Errors {
        if self.removal_is_open() { self.errors.clone() } else { Errors::none() }
    }

    fn name_of(&self, role: &Role) -> String {
        role_name(*role, self.lang)
    }

    /// One change of roles: what, when, by whom and why.
    fn change(&self, one: &Grant) -> web::Html {
        let role = role_name(one.role, self.lang);
        let what = if one.given { self.t.role_given(role) } else { self.t.role_taken(role) };
        let day = ui::day(&one.at, &self.zone, self.lang).to_string();
        let words = [one.by.as_str(), one.reason.as_str()].map(web::escaped);
        let decision = one.decision.as_ref().map(|id| {
            let (href, words) = (format!("{}/decisions/{id}", self.base), self.t.see_decision());
            format!("<a href=\"{}\">{}</a>", web::escaped(&href), web::escaped(&words))
        });
        let parts = [day].into_iter().chain(words).chain(decision).filter(|part| !part.is_empty());
        let parts: Vec<_> = parts.collect();
        ui::step(what, web::Html::trusted(parts.join(" · ")), false)
    }

    /// Those that can be given, none of them chosen beforehand. Empty when all are held.
    fn role_choices(&self) -> Vec<(String, String)> {
        let free = Role::ALL.iter().filter(|role| !self.roles.contains(role));
        let free: Vec<_> = free.map(|role| (role.code().to_owned(), role_name(*role, self.lang))).collect();
        let nothing = (!free.is_empty()).then(|| (String::new(), self.t.role_choose()));
        nothing.into_iter().chain(free).collect()
    }

    fn is_current(&self) -> bool {
        self.status.is_current()
    }

    fn worn(&self) -> Vec<LabelName> {
        let worn = self.labels.iter().filter(|label| label.worn);
        worn.map(|label| LabelName { number: label.number, name: label.name.clone() }).collect()
    }
}

/// One member. For members only.
#[utoipa::path(get, path = "/c/{slug}/members/{id}", tag = "community", params(("slug" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = MemberPage), (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    caller.member()?;
    let id = MemberId::parse(&id).map_err(|_| Problem::not_found())?;
    let view = MemberPage::read(&caller, &site, id).await?;
    Reply::page(&caller, &view)
}
