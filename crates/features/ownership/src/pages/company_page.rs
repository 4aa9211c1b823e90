//! One company, for who is named behind it: what was written down, and their own word on it.

use super::companies::{OwnerView, word_tag};
use super::scene::Scene;
use crate::ops::{self, AnswerOwner};
use crate::register::RegisterRefused;
use crate::rows::{CompanyOwner, CompanyOwnerWord, CompanyOwners, CompanyWord, HoldingCompany, OwnerWord};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "company.html")]
pub(crate) struct CompanyPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    member: Id<crate::ids::Member>,
    member_name: String,
    name: String,
    version: i64,
    owners: Vec<OwnerView>,
    named_by: String,
    named_at: String,
    /// What who stands for it says themselves: `confirmed` or `denied`; absent while they have said nothing of who is named now.
    #[schema(value_type = Option<String>)]
    company_word: Option<OwnerWord>,
    company_reason: String,
    /// What the caller is asked: whether they stand behind it, or whether it is so of the company that they stand for.
    may_confirm: bool,
    may_deny: bool,
    #[serde(skip)]
    company_tag: Html,
    #[serde(skip)]
    is_company: bool,
    #[serde(skip)]
    own: Option<OwnerView>,
    #[serde(skip)]
    at: Timestamp,
    #[serde(skip)]
    form: WordForm,
    #[serde(skip)]
    errors: Errors,
}

/// Whether it is so.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct WordForm {
    /// The one that was looked at.
    pub version: String,
    /// `confirmed` or `denied`.
    pub word: String,
    /// Why it is not so.
    pub reason: String,
}

/// Whether all who are named have confirmed it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WordAnswer {
    all_confirmed: bool,
}

impl View for CompanyPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.name.clone()
    }

    fn place(&self) -> Place {
        if self.is_theirs() { Place::Mine } else { Place::Desk }
    }

    fn back(&self) -> Option<Back> {
        match self.is_theirs() {
            true => Back::to(format!("{}/mine", self.s.base), self.s.t.my_holdings()),
            false => Back::to(format!("{}/companies", self.s.base), self.s.t.companies()),
        }
    }
}

impl CompanyPage {
    /// Whether the caller is named behind it, or stands for it; else it is seen by who keeps the register.
    fn is_theirs(&self) -> bool {
        self.own.is_some() || self.is_company
    }

    fn question(&self) -> Option<String> {
        match &self.own {
            _ if !self.may_confirm => None,
            Some(own) => Some(self.s.t.owner_asked(self.name.as_str(), own.said())),
            None => Some(self.s.t.company_asked(self.name.as_str())),
        }
    }

    fn yes(&self) -> String {
        if self.is_company { self.s.t.company_confirm() } else { self.s.t.owner_confirm() }
    }

    fn link(&self) -> String {
        format!("{}/companies/{}/word", self.s.base, self.member)
    }
}

/// Who is named behind a company. For those who are named, for who stands for it, and for those who keep the register.
#[utoipa::path(get, path = "/c/{slug}/companies/{company}", tag = "ownership",
    params(("slug" = String, Path), ("company" = String, Path, description = "the member who stands for it")),
    responses((status = 200, body = CompanyPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn company_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, company)): Path<(String, String)>,
) -> Answer {
    let page = load(&caller, &site, id(&company)?, WordForm::default()).await?;
    Reply::page(&caller, &page)
}

async fn load(
    caller: &Caller,
    site: &Site,
    company: Id<crate::ids::Member>,
    form: WordForm,
) -> Result<CompanyPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| read(reader, s, company, form)).await?;
    Ok(page.ok_or(RegisterRefused::NotYours)?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    member: Id<crate::ids::Member>,
    form: WordForm,
) -> Result<Option<CompanyPage>, Fault> {
    let Some(company) = reader.find::<HoldingCompany>(&(s.number, member))? else { return Ok(None) };
    let key = (s.number, member, company.version);
    let Some(named) = reader.find::<CompanyOwners>(&key)? else { return Ok(None) };
    let (mut owners, mut own, mut own_word) = (Vec::new(), None, None);
    for position in 1..=named.owner_count {
        let Some(owner) = reader.find::<CompanyOwner>(&(key.0, key.1, key.2, position))? else { continue };
        let word = reader.find::<CompanyOwnerWord>(&(key.0, key.1, key.2, owner.owner))?;
        let view = OwnerView::of(&s, s.name(reader, owner.owner)?, &owner, word.as_ref());
        if s.me == Some(owner.owner) {
            (own, own_word) = (Some(view.clone()), word.map(|word| word.word));
        }
        owners.push(view);
    }
    let is_company = s.me == Some(member);
    // Others are not told who is behind whom.
    if own.is_none() && !is_company && !s.sees_names() {
        return Ok(None);
    }
    // A no is of the company, whoever is named; a yes of those whom it was said of.
    let said = reader.find::<CompanyWord>(&(s.number, member))?;
    let said = said.filter(|said| said.word == OwnerWord::Denied || said.version == company.version);
    let company_word = said.as_ref().map(|said| said.word);
    let asked = own.is_some() || is_company;
    let answered = if is_company { company_word } else { own_word };
    Ok(Some(CompanyPage {
        member,
        member_name: s.name(reader, member)?,
        name: company.name,
        version: company.version,
        owners,
        named_by: s.name(reader, named.named_by)?,
        named_at: named.named_at_us.to_string(),
        company_word,
        company_reason: said.map(|said| said.reason).unwrap_or_default(),
        company_tag: word_tag(&s, company_word),
        may_confirm: asked && answered != Some(OwnerWord::Confirmed),
        may_deny: asked && answered.is_none(),
        is_company,
        own,
        at: named.named_at_us,
        form,
        errors: Errors::none(),
        s,
    }))
}

/// Says that it is so, or that it is not: who is named, for themselves, and who stands for the company, for it. Until all who are named have confirmed it, those who were before are counted as well.
#[utoipa::path(post, path = "/c/{slug}/companies/{company}/word", tag = "ownership", request_body = WordForm,
    params(("slug" = String, Path), ("company" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = WordAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn say_owner(
    caller: Caller,
    State(site): State<Site>,
    Path((slug, company)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<WordForm>,
) -> Answer {
    let (me, now) = (me(&caller)?, site.now());
    let company = id::<crate::ids::Member>(&company)?;
    let page = load(&caller, &site, company, form.clone()).await?;
    if !page.is_theirs() {
        return Err(RegisterRefused::NotYours.into());
    }
    let mut check = Check::new(caller.lang);
    let version = check.whole("version", &form.version, 1..=i64::MAX);
    let word = check.choice("word", &form.word, OwnerWord::parse);
    let (version, word) = match check.done((version, word)) {
        Ok((version, Some(word))) => (version, word),
        Ok((_, None)) => {
            return again(&caller, page, Errors::refused(RegisterRefused::WrongState, caller.lang));
        }
        Err(errors) => return again(&caller, page, errors),
    };
    let key = Some(key.of(&caller, "say_owner")?);
    let input = AnswerOwner { company, version, word, reason: form.reason, key };
    let community = caller.community()?.number;
    let said = site.db.transact(community, move |tx| match me == input.company {
        true => ops::answer_for_company(tx, me, &input, now),
        false => ops::answer_owner(tx, me, &input, now),
    });
    match said.await {
        Ok(all_confirmed) => {
            Reply::changed(&caller, &format!("/c/{slug}/companies/{company}"), &WordAnswer { all_confirmed })
        }
        Err(OpError::Refused(why)) => again(&caller, page, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn again(caller: &Caller, mut page: CompanyPage, errors: Errors) -> Answer {
    page.errors = errors.clone();
    Reply::form_refused(caller, &page, &errors)
}
