//! A community's first page: what it is, how its money stands, what goes on, and what the reader may do next.

use super::{base, viewer};
use crate::admission::{ApplicationState, Status};
use crate::community_store::{Application, CharterVersion, Community, Member};
use crate::identify::of_person;
use crate::ids::ApplicationId;
use crate::lists_store::LATEST_OF_MEMBER;
use crate::sections::{self, Section, SectionList, Sections};
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use kernel::Money;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::PersonId;
use web::ui::{self, Tone};
use web::{Answer, Caller, Place, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "home.html")]
pub(crate) struct HomePage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    base: String,
    name: String,
    theme: String,
    /// Empty where the rest is for members only.
    belief: String,
    /// False when the rest is for members only.
    open: bool,
    /// None where the rest is for members only.
    member_count: Option<i64>,
    currency: String,
    /// In all funds together; None where the books are closed to the reader.
    #[schema(value_type = Option<Object>)]
    funds_total: Option<Money>,
    fund_count: i64,
    sections: Vec<Section>,
    /// What the reader is here: `visitor`, `stranger`, `applicant`, `declined`, `member`.
    standing: &'static str,
    /// Why an application was declined, for the applicant.
    reason: String,
    applications_open: bool,
    /// An operator may adopt a community without a steward.
    adoptable: bool,
}

impl View for HomePage {
    fn title(&self) -> String {
        self.t.home_title()
    }
    fn place(&self) -> Place {
        Place::Home
    }
}

impl HomePage {
    fn list(&self) -> SectionList<'_> {
        SectionList { sections: &self.sections }
    }
}

struct Found {
    community: Option<Community>,
    charter: Option<CharterVersion>,
    funds: Vec<i64>,
    sections: Vec<Section>,
    member: Option<Member>,
    application: Option<Application>,
}

/// The community: theme, funds, what it sells, its latest entries, and what the reader may do next.
#[utoipa::path(get, path = "/c/{slug}", tag = "community", params(("slug" = String, Path)),
    responses((status = 200, body = HomePage), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn page(
    caller: Caller,
    State(site): State<Site>,
    Extension(registered): Extension<Sections>,
) -> Answer {
    let (at, now) = (caller.community_shared()?, site.now());
    let (open, viewer) = (caller.sees_community().is_ok(), viewer(&caller, now));
    let person = caller.signed_in.as_ref().map(|who| who.person);
    let place = at.clone();
    let found = site.db.read(move |reader| {
        let community = reader.find::<Community>(&place.number)?;
        let version = community.as_ref().map_or(1, |community| community.charter_version);
        let funds = match open && viewer.sees_books {
            true => ledger::funds(reader, place.number, place.currency)?,
            false => Vec::new(),
        };
        let sections = match open {
            true => {
                let mut all = sections::read(&registered.own, reader, &place, &viewer)?;
                let mut home = sections::read(&registered.home, reader, &place, &viewer)?;
                // How the money stands comes before what goes on.
                home.sort_by_key(|section| section.figure.is_none());
                all.append(&mut home);
                all
            }
            false => Vec::new(),
        };
        let (member, application) = standing(reader, place.number, person)?;
        Ok(Found {
            charter: reader.find::<CharterVersion>(&(place.number, version))?,
            funds: funds.iter().map(|fund| fund.balance_minor).collect(),
            community,
            sections,
            member,
            application,
        })
    });
    let found = found.await?;
    Reply::page(&caller, &view(&caller, found, open)?)
}

/// The person's row here and latest application.
pub(super) fn standing(
    reader: &mut Reader,
    community: i64,
    person: Option<PersonId>,
) -> Result<(Option<Member>, Option<Application>), Fault> {
    let Some(person) = person else { return Ok((None, None)) };
    let Some(member) = of_person(reader, community, person)? else { return Ok((None, None)) };
    let latest = reader.rows::<(ApplicationId,)>(LATEST_OF_MEMBER, &[&community, &member.id])?;
    let application = match latest.first() {
        Some((id,)) => reader.find::<Application>(&(community, *id))?,
        None => None,
    };
    Ok((Some(member), application))
}

fn view(caller: &Caller, found: Found, open: bool) -> Result<HomePage, web::Problem> {
    let at = caller.community()?;
    let community = found.community.ok_or_else(web::Problem::not_found)?;
    let status = found.member.as_ref().map(|member| member.status);
    let declined = found.application.as_ref().filter(|latest| latest.state == ApplicationState::Declined);
    let total = found.funds.iter().try_fold(0i64, |sum, balance| sum.checked_add(*balance));
    let sees_books = open && caller.sees_books().is_ok();
    Ok(HomePage {
        t: t(caller.lang),
        base: base(caller)?,
        name: at.name.clone(),
        theme: community.theme,
        belief: found.charter.filter(|_| open).map(|charter| charter.belief).unwrap_or_default(),
        open,
        member_count: open.then_some(community.member_count),
        currency: at.currency.to_string(),
        funds_total: total.filter(|_| sees_books).map(|minor| Money::new(minor, at.currency)),
        fund_count: found.funds.len() as i64,
        sections: found.sections,
        standing: match (caller.signed_in.is_some(), status) {
            (false, _) => "visitor",
            (true, Some(Status::Active | Status::Probation)) => "member",
            (true, Some(Status::Applicant)) => "applicant",
            (true, Some(Status::Declined)) => "declined",
            (true, _) => "stranger",
        },
        reason: declined.map(|latest| latest.reason.clone()).unwrap_or_default(),
        applications_open: community.applications_open,
        adoptable: community.steward_count == 0 && caller.signed_in.as_ref().is_some_and(|who| who.operator),
    })
}
