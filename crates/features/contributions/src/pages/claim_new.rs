//! Saying what one gave: the form, and its sending.

use super::evidence::sound;
use super::moves::ContributionAnswer;
use super::scene::Scene;
use crate::acting::rules_now;
use crate::contribution::WHAT_CHARS_MAX;
use crate::ops::{self, Claim, Given};
use crate::rules::Rate;
use crate::t;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use files::{NewFile, Shelf, taken};
use kernel::{Currency, Zone};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Place, Problem, Reply, Site, Upload, View};

/// What something paid for with one's own money is called in the form.
const COST: &str = "cost";

/// The form of a new claim.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "claim_new.html")]
pub(crate) struct ClaimNew {
    #[serde(skip)]
    s: Scene,
    /// Of the rules; 0: nothing is agreed yet.
    rules_version: i64,
    rates: Vec<RateChoice>,
    funds: Vec<FundChoice>,
    #[serde(skip)]
    form: ClaimForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RateChoice {
    /// The value of `rate`.
    pub rate: i64,
    name: String,
    #[serde(skip)]
    pub said: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionFundChoice)]
pub(super) struct FundChoice {
    pub fund: i64,
    pub name: String,
}

/// What was given. A browser sends it as `multipart/form-data` with files; a program may send JSON and hand in files afterwards.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ContributionForm)]
pub(crate) struct ClaimForm {
    /// The number of a rate, or `cost` for something paid for with one's own money.
    pub rate: String,
    /// Hours or pieces: `2.5`. Not of a cost.
    pub quantity: String,
    /// Of a cost, in the community's currency: `50.00`.
    pub amount: String,
    /// What the member was paid for it already; nothing when left out.
    pub paid: String,
    pub what: String,
    /// The day it was done: `2026-03-14`.
    pub done_on: String,
    /// What it was given for: a fund's number.
    pub fund: String,
    /// The version of the rules that was shown; left out, those of the moment hold.
    pub rules_version: String,
    /// JPEG, PNG, WebP or PDF, each up to 10 MB, ten in one request. Where and when a picture was taken is removed.
    #[schema(value_type = Vec<String>, format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "describes the API; files come beside the fields")]
    pub files: (),
}

impl View for ClaimNew {
    fn title(&self) -> String {
        self.s.t.claim_new()
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link(""), self.s.t.contributions())
    }
}

impl ClaimNew {
    /// How contributions count.
    fn is_agreed(&self) -> bool {
        self.rules_version > 0
    }

    fn rate_choices(&self) -> Vec<(String, String)> {
        let rates = self.rates.iter().map(|rate| (rate.rate.to_string(), rate.said.clone()));
        rates.chain([(COST.to_owned(), self.s.t.rate_cost())]).collect()
    }

    fn fund_choices(&self) -> Vec<(String, String)> {
        self.funds.iter().map(|fund| (fund.fund.to_string(), fund.name.clone())).collect()
    }
}

/// The form for saying what one gave.
#[utoipa::path(get, path = "/c/{slug}/contributions/new", tag = "contributions",
    params(("slug" = String, Path), ("fund" = Option<String>, Query)),
    responses((status = 200, body = ClaimNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_contribution(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let form = ClaimForm {
        rate: "1".to_owned(),
        fund: parameter(&pairs, "fund").unwrap_or("1").to_owned(),
        done_on: s.today(),
        ..ClaimForm::default()
    };
    Reply::page(&caller, &load(&caller, &site, form, Errors::none()).await?)
}

async fn load(caller: &Caller, site: &Site, form: ClaimForm, errors: Errors) -> Result<ClaimNew, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let (rules_version, rates, funds) = choices(reader, &s)?;
        Ok(ClaimNew { s, rules_version, rates, funds, form, errors })
    });
    Ok(page.await?)
}

/// The version of the rules (0 for none), its rates, and the funds there are.
pub(super) fn choices(
    reader: &mut Reader,
    s: &Scene,
) -> Result<(i64, Vec<RateChoice>, Vec<FundChoice>), Fault> {
    let (version, rates) = match rules_now(reader, s.number)? {
        Some((version, rules)) => (version, rules.rates),
        None => (0, Vec::new()),
    };
    let choice = |(rate, of): (i64, Rate)| RateChoice {
        rate,
        said: s.t.with_rate(of.name.as_str(), s.rate(of.price, of.per)),
        name: of.name,
    };
    let rates = (1..).zip(rates).map(choice).collect();
    let funds = ledger::fund_names(reader, s.number)?;
    let funds = funds.into_iter().map(|(fund, name)| FundChoice { fund, name }).collect();
    Ok((version, rates, funds))
}

/// Says what one gave. Others confirm it; after some days in which anybody may object it counts.
#[utoipa::path(post, path = "/c/{slug}/contributions", tag = "contributions",
    request_body(content((ClaimForm = "multipart/form-data"), (ClaimForm = "application/json"))),
    params(("slug" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again returns the first answer")),
    responses((status = 201, body = ContributionAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 413, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody), (status = 507, body = web::ProblemBody)))]
pub(crate) async fn claim_contribution(
    caller: Caller,
    State(site): State<Site>,
    Extension(shelf): Extension<Shelf>,
    upload: Upload,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community_shared()?, site.now());
    let came = taken::<ClaimForm>(upload, &caller, &site, &shelf).await?;
    let (form, files) = (came.input, sound(&caller, came.files));
    let new = match read(&caller, &site, &form, files, (community.currency, &community.zone)) {
        Ok(new) => new,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    let key = Some(came.key.of(&caller, "claim_contribution")?);
    let input = Claim { key, ..new };
    let done = site.db.transact(community.number, move |tx| ops::claim(tx, me, &input, now)).await;
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/contributions/{}", community.slug, moved.contribution);
            Reply::created_json(&caller, &location, &ContributionAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// What was typed, as the operation takes it; its key is still to come.
fn read(
    caller: &Caller,
    site: &Site,
    form: &ClaimForm,
    files: Result<Vec<NewFile>, web::FieldError>,
    (currency, zone): (Currency, &Zone),
) -> Result<Claim, Errors> {
    let mut check = Check::new(caller.lang);
    let given = match form.rate.trim() {
        COST => Given::Cost { amount_minor: check.money("amount", &form.amount, currency).minor },
        typed => Given::Rated {
            rate: check.whole("rate", typed, 1..=i64::MAX),
            quantity: check.quantity("quantity", &form.quantity),
        },
    };
    // What is left out of the reckoning without a word is believed to be in it.
    match form.rate.trim() == COST {
        true => check.require("quantity", form.quantity.trim().is_empty(), || t(caller.lang).not_with_cost()),
        false => check.require("amount", form.amount.trim().is_empty(), || t(caller.lang).not_with_rate()),
    };
    let paid = check.optional("paid", &form.paid, |check, field, typed| {
        check.money_or_none(field, typed, currency).minor
    });
    let what = check.long_text("what", &form.what, 1..=WHAT_CHARS_MAX);
    let done_on = check.date("done_on", &form.done_on, zone);
    let fund = check.whole("fund", &form.fund, 1..=i64::MAX);
    let rules_seen = check.optional("rules_version", &form.rules_version, |check, field, typed| {
        check.whole(field, typed, 0..=i64::MAX)
    });
    if let Err(wrong) = &files {
        check.refuse(&wrong.field, wrong.message.clone());
    }
    let Some(files) = check.done(files.ok())? else { return Err(Errors::none()) };
    Ok(Claim {
        id: site.id(),
        given,
        paid_minor: paid.unwrap_or(0),
        fund,
        what,
        done_on,
        rules_seen,
        files,
        key: None,
    })
}

async fn again(caller: &Caller, site: &Site, form: ClaimForm, errors: Errors) -> Answer {
    let page = load(caller, site, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}
