//! Members who stand for a company or an association, and who is behind it: for those who keep the register.

use super::scene::Scene;
use crate::company::{Owner, parse_share};
use crate::ids::Member;
use crate::ops::{self, NAME_CHARS_MAX, NameOwners};
use crate::passing_store::companies;
use crate::rows::{CompanyOwner, CompanyOwnerWord, CompanyOwners, CompanyWord, HoldingCompany, OwnerWord};
use askama::Template;
use axum::extract::State;
use community::Chooser;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::me;
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

/// Owners that the form has fields for.
const OWNERS: usize = 5;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "companies.html")]
pub(crate) struct CompaniesPage {
    #[serde(skip)]
    s: Scene,
    companies: Vec<CompanyView>,
    may_name: bool,
    #[serde(skip)]
    form: CompanyForm,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CompanyView {
    #[schema(value_type = String)]
    member: Id<Member>,
    member_name: String,
    name: String,
    version: i64,
    owners: Vec<OwnerView>,
    named_by: String,
    named_at: String,
    /// Why it is not so, where who stands for it says that.
    denied_because: Option<String>,
    #[serde(skip)]
    at: Timestamp,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OwnerView {
    pub name: String,
    /// An exact part of the whole: 1 of 3.
    share_parts: i64,
    whole_parts: i64,
    /// What they say themselves: `confirmed` or `denied`; absent while they have said nothing.
    #[schema(value_type = Option<String>)]
    word: Option<OwnerWord>,
    /// Why it is not so.
    pub reason: String,
    #[serde(skip)]
    pub tag: Html,
}

/// Who stands behind a company: its member, its name, and `owner_1` … (`mem_…`, or the name) with `share_1` … (`1/3`, `33.5%`).
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CompanyForm {
    /// Who stands for it: `mem_…`, or the name.
    pub company: String,
    pub name: String,
    #[serde(flatten)]
    pub owners: BTreeMap<String, String>,
}

impl CompanyForm {
    fn owner(&self, at: usize) -> (&str, &str) {
        let field = |name: &str| self.owners.get(&format!("{name}_{at}")).map_or("", String::as_str);
        (field("owner"), field("share"))
    }

    fn typed(&self) -> Vec<String> {
        let owners = (1..=OWNERS).map(|at| self.owner(at).0.to_owned());
        std::iter::once(self.company.clone()).chain(owners).collect()
    }
}

/// Which version of its owners a company has now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CompanyAnswer {
    version: i64,
}

impl View for CompaniesPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.companies()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl OwnerView {
    pub(crate) fn of(
        s: &Scene,
        name: String,
        owner: &CompanyOwner,
        word: Option<&CompanyOwnerWord>,
    ) -> OwnerView {
        OwnerView {
            name,
            share_parts: owner.share_parts,
            whole_parts: owner.whole_parts,
            word: word.map(|word| word.word),
            reason: word.map(|word| word.reason.clone()).unwrap_or_default(),
            tag: word_tag(s, word.map(|word| word.word)),
        }
    }

    pub(crate) fn said(&self) -> String {
        match self.whole_parts {
            100 => format!("{} %", self.share_parts),
            whole => format!("{}/{whole}", self.share_parts),
        }
    }
}

pub(crate) fn word_tag(s: &Scene, word: Option<OwnerWord>) -> Html {
    let (text, tone) = match word {
        Some(OwnerWord::Confirmed) => (s.t.owner_confirmed(), Tone::Done),
        Some(OwnerWord::Denied) => (s.t.owner_denied(), Tone::Act),
        None => (s.t.owner_not_said(), Tone::Wait),
    };
    ui::tag(text, tone)
}

impl CompaniesPage {
    fn places(&self) -> std::ops::RangeInclusive<usize> {
        1..=OWNERS
    }

    fn owner_field(&self, at: &usize) -> Field {
        let label = self.s.t.owner_numbered(i64::try_from(*at).unwrap_or_default());
        let (owner, _) = self.form.owner(*at);
        self.people.field(self.s.lang, format!("owner_{at}"), label, owner).optional().errors(&self.errors)
    }

    fn share_field(&self, at: &usize) -> Field {
        let label = self.s.t.share_numbered(i64::try_from(*at).unwrap_or_default());
        let (_, share) = self.form.owner(*at);
        Field::text(self.s.lang, format!("share_{at}"), label).value(share).optional().errors(&self.errors)
    }
}

/// Companies that hold shares, and who is behind them.
#[utoipa::path(get, path = "/c/{slug}/companies", tag = "ownership", params(("slug" = String, Path)),
    responses((status = 200, body = CompaniesPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn companies_page(caller: Caller, State(site): State<Site>) -> Answer {
    Reply::page(&caller, &load(&caller, &site, CompanyForm::default()).await?)
}

async fn load(caller: &Caller, site: &Site, form: CompanyForm) -> Result<CompaniesPage, Problem> {
    let s = Scene::keeping(caller, site)?;
    Ok(site.db.read(move |reader| read(reader, s, form)).await?)
}

fn read(reader: &mut Reader, s: Scene, form: CompanyForm) -> Result<CompaniesPage, Fault> {
    let mut views = Vec::new();
    for member in companies(reader, s.number)? {
        let Some(company) = reader.find::<HoldingCompany>(&(s.number, member))? else { continue };
        let key = (s.number, member, company.version);
        let Some(named) = reader.find::<CompanyOwners>(&key)? else { continue };
        let mut owners = Vec::new();
        for position in 1..=named.owner_count {
            let owner = reader.find::<CompanyOwner>(&(key.0, key.1, key.2, position))?;
            let Some(owner) = owner else { continue };
            let word = reader.find::<CompanyOwnerWord>(&(key.0, key.1, key.2, owner.owner))?;
            owners.push(OwnerView::of(&s, s.name(reader, owner.owner)?, &owner, word.as_ref()));
        }
        let said = reader.find::<CompanyWord>(&(s.number, member))?;
        let denied = said.filter(|said| said.word == OwnerWord::Denied);
        views.push(CompanyView {
            member,
            denied_because: denied.map(|said| said.reason),
            member_name: s.name(reader, member)?,
            name: company.name,
            version: company.version,
            owners,
            named_by: s.name(reader, named.named_by)?,
            named_at: named.named_at_us.to_string(),
            at: named.named_at_us,
        });
    }
    let typed = form.typed();
    let people = Chooser::read(reader, &s.choosing(), Vec::new(), typed.iter().map(String::as_str))?;
    let may_name = s.can(Power::EditCharter);
    Ok(CompaniesPage { s, companies: views, may_name, form, people, errors: Errors::none() })
}

/// Writes down who stands behind a company: members, with exact parts that come to the whole. Counted in what each may hold from now on.
#[utoipa::path(post, path = "/c/{slug}/companies", tag = "ownership", request_body = CompanyForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = CompanyAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn name_owners(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<CompanyForm>,
) -> Answer {
    let (me, now) = (me(&caller)?, site.now());
    caller.may(Power::EditCharter)?;
    let page = load(&caller, &site, form.clone()).await?;
    let mut check = Check::new(caller.lang);
    let company = page.people.member(&mut check, "company", &form.company, caller.lang);
    let name = check.text("name", &form.name, 1..=NAME_CHARS_MAX);
    if let Some(words) = crate::promised_in(&form.name) {
        check.refuse("name", crate::promise_said(caller.lang, &words));
    }
    let mut owners = Vec::new();
    for place in 1..=OWNERS {
        let (owner, share) = form.owner(place);
        if owner.trim().is_empty() && share.trim().is_empty() {
            continue;
        }
        let member = page.people.member(&mut check, &format!("owner_{place}"), owner, caller.lang);
        let part = parse_share(share);
        check.require(&format!("share_{place}"), part.is_some(), || page.s.t.share_unreadable());
        let (share_parts, whole_parts) = part.unwrap_or((1, 1));
        owners.push(Owner { member, share_parts, whole_parts });
    }
    if let Err(errors) = check.done(()) {
        return again(&caller, page, errors);
    }
    let input = NameOwners { company, name, owners, key: Some(key.of(&caller, "name_owners")?) };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::name_owners(tx, me, &input, now)).await {
        Ok(version) => {
            Reply::changed(&caller, &format!("/c/{}/companies", community.slug), &CompanyAnswer { version })
        }
        Err(OpError::Refused(why)) => again(&caller, page, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn again(caller: &Caller, mut page: CompaniesPage, errors: Errors) -> Answer {
    page.errors = errors.clone();
    Reply::form_refused(caller, &page, &errors)
}
