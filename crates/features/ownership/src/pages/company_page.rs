//! One company, for who is named behind it: what was written down, and their own word on it.

use super::companies::OwnerView;
use super::scene::Scene;
use crate::ops::{self, AnswerOwner};
use crate::register::RegisterRefused;
use crate::rows::{CompanyOwner, CompanyOwnerWord, CompanyOwners, HoldingCompany, OwnerWord};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Problem, Reply, Site, View};

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
    /// What the caller is asked: whether they stand behind it.
    may_confirm: bool,
    may_deny: bool,
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
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        match self.s.sees_names() {
            true => Back::to(format!("{}/companies", self.s.base), self.s.t.companies()),
            false => Back::to(format!("{}/mine", self.s.base), self.s.t.my_holdings()),
        }
    }
}

impl CompanyPage {
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
    // Others are not told who is behind whom.
    if own.is_none() && s.me != Some(member) && !s.sees_names() {
        return Ok(None);
    }
    Ok(Some(CompanyPage {
        member,
        member_name: s.name(reader, member)?,
        name: company.name,
        version: company.version,
        owners,
        named_by: s.name(reader, named.named_by)?,
        named_at: named.named_at_us.to_string(),
        may_confirm: own.is_some() && own_word != Some(OwnerWord::Confirmed),
        may_deny: own.is_some() && own_word.is_none(),
        own,
        at: named.named_at_us,
        form,
        errors: Errors::none(),
        s,
    }))
}

/// Says that it is so, or that it is not. Until all who are named have confirmed it, those who were before are counted as well.
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
    if page.own.is_none() {
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
    match site.db.transact(community, move |tx| ops::answer_owner(tx, me, &input, now)).await {
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
