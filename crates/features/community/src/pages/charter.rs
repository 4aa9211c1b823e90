//! The charter, its versions, and the form that writes a new one.

use super::new::pairs;
use super::{base, shown, viewer};
use crate::charter::RuleText;
use crate::community_store::{CharterVersion, Community, Member};
use crate::lists_store::{RULES, VERSIONS};
use crate::sections::{self, Section, SectionList, Sections};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use kernel::{Timestamp, Zone};
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Lang, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "charter.html")]
pub(crate) struct CharterPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    zone: Zone,
    version: i64,
    current: bool,
    theme: String,
    belief: String,
    rules: Vec<Rule>,
    storefront_public: bool,
    books_public: bool,
    applications_open: bool,
    probation_days: i64,
    /// Newest first.
    versions: Vec<Version>,
    /// It changes by decision only.
    by_decision_only: bool,
    #[serde(skip)]
    inside: bool,
    sections: Vec<Section>,
    #[serde(skip)]
    may_edit: bool,
}

#[derive(Serialize, ToSchema)]
struct Rule {
    rule: String,
    reason: String,
}

#[derive(Serialize, ToSchema)]
struct Version {
    version: i64,
    note: String,
    /// Shown to members; empty for visitors.
    by: String,
    /// The id of the proposal that decided it.
    decision: Option<String>,
    #[serde(skip)]
    at: Timestamp,
    written_at: String,
}

impl View for CharterPage {
    fn title(&self) -> String {
        self.t.charter_title()
    }
    fn place(&self) -> Place {
        Place::Home
    }
    fn back(&self) -> Option<Back> {
        Back::to(self.base.clone(), self.t.home_title())
    }
}

impl CharterPage {
    fn yes_no(&self, flag: &bool) -> String {
        if *flag { self.t.yes() } else { self.t.no() }
    }

    fn others(&self) -> SectionList<'_> {
        SectionList { sections: &self.sections }
    }

    fn probation(&self) -> String {
        match self.probation_days {
            0 => self.t.none(),
            days => self.t.day_count(days),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    version: Option<i64>,
}

/// Version, note, by whom, when, by which decision.
type Written = (i64, String, Option<MemberId>, Timestamp, Option<String>);

struct Found {
    community: Community,
    charter: CharterVersion,
    rules: Vec<RuleText>,
    versions: Vec<Written>,
    names: Vec<Option<String>>,
}

fn read(reader: &mut Reader, number: i64, version: Option<i64>) -> Result<Option<Found>, Fault> {
    let Some(community) = reader.find::<Community>(&number)? else { return Ok(None) };
    let version = version.unwrap_or(community.charter_version);
    let Some(charter) = reader.find::<CharterVersion>(&(number, version))? else { return Ok(None) };
    let rules = reader.rows::<(String, String)>(RULES, &[&number, &version])?;
    let versions = reader.rows::<Written>(VERSIONS, &[&number])?;
    let mut names = Vec::new();
    for (_, _, by, _, _) in &versions {
        names.push(match by {
            Some(by) => reader.find::<Member>(&(number, *by))?.map(|member| member.display_name),
            None => None,
        });
    }
    let rules = rules.into_iter().map(|(rule, reason)| RuleText { rule, reason }).collect();
    Ok(Some(Found { community, charter, rules, versions, names }))
}

/// The charter: theme, belief, rules with their reasons, and every version there was.
#[utoipa::path(get, path = "/c/{slug}/charter", tag = "community", params(("slug" = String, Path), ("version" = Option<i64>, Query, description = "An earlier version")),
    responses((status = 200, body = CharterPage), (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
    Query(which): Query<Which>,
) -> Answer {
    let at = caller.sees_community()?;
    let (place, viewer) = (caller.community_shared()?, viewer(&caller, site.now()));
    let (number, zone, lang) = (at.number, at.zone.clone(), caller.lang);
    let found = site.db.read(move |reader| {
        let Some(found) = read(reader, number, which.version)? else { return Ok(None) };
        Ok(Some((found, sections::read(&registered.charter, reader, &place, &viewer)?)))
    });
    let (found, sections) = found.await?.ok_or_else(Problem::not_found)?;
    let inside = caller.membership().is_some();
    let name = |name: Option<String>| match inside {
        true => name.map(|name| shown(name, lang)).unwrap_or_default(),
        false => String::new(),
    };
    let versions = found.versions.into_iter().zip(found.names);
    let view = CharterPage {
        t: t(lang),
        lang,
        base: base(&caller)?,
        zone,
        version: found.charter.version,
        current: found.charter.version == found.community.charter_version,
        theme: found.charter.theme,
        belief: found.charter.belief,
        rules: found.rules.into_iter().map(|pair| Rule { rule: pair.rule, reason: pair.reason }).collect(),
        storefront_public: found.charter.storefront_public,
        books_public: found.charter.books_public,
        applications_open: found.charter.applications_open,
        probation_days: found.charter.probation_days,
        versions: versions
            .map(|((version, note, _, at, decision), by)| Version {
                version,
                note,
                by: name(by),
                decision,
                at,
                written_at: at.to_string(),
            })
            .collect(),
        by_decision_only: found.community.by_decision_only,
        inside,
        sections,
        may_edit: caller.can(Power::EditCharter) && !found.community.by_decision_only,
    };
    Reply::page(&caller, &view)
}

/// A new version of the charter.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct CharterForm {
    pub(crate) name: String,
    pub(crate) theme: String,
    pub(crate) belief: String,
    pub(crate) rule: Vec<String>,
    pub(crate) reason: Vec<String>,
    pub(crate) note: String,
    pub(crate) storefront_public: String,
    pub(crate) books_public: String,
    pub(crate) applications_open: String,
    pub(crate) probation_days: String,
    /// The version this was written from.
    pub(crate) from_version: String,
}

#[derive(Template, Serialize)]
#[template(path = "charter_edit.html")]
pub(crate) struct CharterEditPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    #[serde(skip)]
    form: CharterForm,
    #[serde(skip)]
    rows: Vec<RuleText>,
    #[serde(skip)]
    errors: Errors,
}

impl View for CharterEditPage {
    fn title(&self) -> String {
        self.t.charter_edit()
    }
    fn place(&self) -> Place {
        Place::Desk
    }
    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.base), self.t.desk_title())
    }
}

impl CharterEditPage {
    pub(crate) fn new(caller: &Caller, form: CharterForm) -> Result<CharterEditPage, Problem> {
        let mut rows = pairs(&form.rule, &form.reason);
        rows.push(RuleText { rule: String::new(), reason: String::new() });
        rows.push(RuleText { rule: String::new(), reason: String::new() });
        let (t, lang, base) = (t(caller.lang), caller.lang, base(caller)?);
        Ok(CharterEditPage { t, lang, base, form, rows, errors: Errors::none() })
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }
}

/// Shows the form, filled with the charter as it is.
#[utoipa::path(get, path = "/c/{slug}/charter/edit", tag = "community", params(("slug" = String, Path)),
    responses((status = 200, description = "The form"), (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn edit_page(caller: Caller, State(site): State<Site>) -> Answer {
    caller.may(Power::EditCharter)?;
    let number = caller.community()?.number;
    let found = site.db.read(move |reader| read(reader, number, None)).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    if found.community.by_decision_only {
        return Err(crate::CommunityRefused::ByDecisionOnly.into());
    }
    let on = |flag: bool| if flag { "on".to_owned() } else { String::new() };
    let form = CharterForm {
        name: found.community.name,
        theme: found.charter.theme,
        belief: found.charter.belief,
        rule: found.rules.iter().map(|pair| pair.rule.clone()).collect(),
        reason: found.rules.iter().map(|pair| pair.reason.clone()).collect(),
        note: String::new(),
        storefront_public: on(found.charter.storefront_public),
        books_public: on(found.charter.books_public),
        applications_open: on(found.charter.applications_open),
        probation_days: found.charter.probation_days.to_string(),
        from_version: found.community.charter_version.to_string(),
    };
    Reply::page(&caller, &CharterEditPage::new(&caller, form)?)
}
