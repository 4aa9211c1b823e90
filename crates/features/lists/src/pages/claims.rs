//! Codes for buyers without an account, and the page where one is entered.

use super::claim_found::{ClaimFound, found};
use crate::L10nLanguage;
use crate::code;
use crate::ids::Member;
use crate::ops::{ClaimOrders, Claimed, MakeCode, claim_orders, make_code};
use crate::refused::ClaimRefused;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::Id;
use people::Limits;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::OpError;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{
    Answer, Back, Caller, Check, Errors, Html, Keyed, Lang, Place, Power, Problem, Reply, Site, TokenHash,
    View, Wants,
};

/// A code as it is shown, this once.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "claim_code.html")]
pub(crate) struct CodePage {
    #[serde(skip)]
    t: &'static L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    /// Who it is for.
    name: String,
    code: String,
    /// Where it is entered.
    link: String,
    /// RFC 3339.
    expires_at: String,
    #[serde(skip)]
    expires: Html,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CodeForm {
    /// The id of a buyer without an account.
    member: String,
}

impl View for CodePage {
    fn title(&self) -> String {
        self.t.code_for(self.name.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/lists", self.base), self.t.lists_title())
    }
}

impl CodePage {
    /// What is sent to the buyer, and to nobody else.
    fn message(&self) -> String {
        super::codes::message(self.t, &self.name, &self.link, &self.code)
    }
}

/// Makes a code for a buyer without an account. It is shown once and voids the one before.
#[utoipa::path(post, path = "/c/{slug}/claim-codes", tag = "lists", request_body = CodeForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = CodePage), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 410, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn make(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<CodeForm>,
) -> Answer {
    let me = caller.may(Power::Invite)?.member;
    let (at, now) = (caller.community()?, site.now());
    let mut check = Check::new(caller.lang);
    let member = check.id::<web::ids::Member>("member", &form.member);
    let placeholder: Id<Member> = check.done(member).map_err(Problem::form)?;
    let fresh = code::draw(&site.ids.random::<{ code::RANDOM_BYTES }>());
    let fresh =
        fresh.ok_or_else(|| Problem::from(store::Fault::Engine("no chance to draw a code from".into())))?;
    let input =
        MakeCode { placeholder, hash: TokenHash::of(&fresh), key: Some(key.of(&caller, "make_code")?) };
    let expires = site.db.transact(at.number, move |tx| make_code(tx, me, &input, now)).await?;
    let community = at.number;
    let row = site.db.read(move |reader| reader.find::<community::Member>(&(community, placeholder))).await?;
    let base = format!("/c/{}", at.slug);
    let page = CodePage {
        t: crate::t(caller.lang),
        lang: caller.lang,
        name: row.map_or_else(String::new, |row| row.display_name),
        code: code::grouped(&fresh),
        link: format!("{}{base}/claims", site.config.base_url),
        expires_at: expires.to_string(),
        expires: ui::time(&expires, &at.zone, caller.lang, &now),
        base,
    };
    // No redirect: an address is no place for a secret that is shown once.
    Reply::with_status(StatusCode::CREATED, &caller, &page)
}

/// Where a buyer enters the code.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "claim.html")]
pub(crate) struct ClaimPage {
    #[serde(skip)]
    t: &'static L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    base: String,
    /// The community.
    name: String,
    /// Whoever is not signs in, or up, first.
    signed_in: bool,
    /// Whose orders a code is for that was entered; nothing is claimed yet.
    found: Option<ClaimFound>,
    /// What was claimed, in words; and whether they came in by it.
    #[serde(skip)]
    done: Option<Vec<String>>,
    /// Said before to who is no member yet.
    #[serde(skip)]
    joins: Option<String>,
    /// The code once more, for who says that these are theirs.
    #[serde(skip)]
    code: String,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ClaimForm {
    /// As it was handed over, with or without its strokes.
    code: String,
    /// `on`: these are mine. Empty: whose they are is answered, and nothing is claimed.
    confirm: String,
}

impl View for ClaimPage {
    fn title(&self) -> String {
        self.t.claim_title()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.base.clone(), self.name.clone())
    }
}

impl ClaimPage {
    fn of(caller: &Caller, errors: Errors) -> Result<ClaimPage, Problem> {
        let at = caller.community()?;
        Ok(ClaimPage {
            t: crate::t(caller.lang),
            lang: caller.lang,
            base: format!("/c/{}", at.slug),
            name: at.name.clone(),
            signed_in: caller.person().is_ok(),
            found: None,
            done: None,
            joins: None,
            code: String::new(),
            errors,
        })
    }
}

/// Where a code is entered: for everybody, because whoever was given one has no account yet.
#[utoipa::path(get, path = "/c/{slug}/claims", tag = "lists", params(("slug" = String, Path)),
    responses((status = 200, body = ClaimPage), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn claim_page(caller: Caller) -> Answer {
    Reply::page(&caller, &ClaimPage::of(&caller, Errors::none())?)
}

/// What somebody took over.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClaimAnswer {
    #[schema(value_type = String)]
    member: Id<Member>,
    /// Whether they came in by it.
    came_in: bool,
}

/// Answers whose orders a code is for; with `confirm` takes them over.
#[utoipa::path(post, path = "/c/{slug}/claims", tag = "lists", request_body = ClaimForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ClaimPage, description = "Whose they are: nothing is claimed yet"),
        (status = 201, body = ClaimAnswer), (status = 401, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 410, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody), (status = 429, body = web::ProblemBody)))]
pub(crate) async fn claim(
    caller: Caller,
    State(site): State<Site>,
    Extension(limits): Extension<Arc<Limits>>,
    Keyed { input: form, key }: Keyed<ClaimForm>,
) -> Answer {
    let person = caller.person()?;
    // Right or wrong: a code is for once in a lifetime.
    limits.count_own(person)?;
    let mut check = Check::new(caller.lang);
    let (typed, confirmed) = (check.text("code", &form.code, 1..=60), check.flag("confirm", &form.confirm));
    let errors = match check.done(typed) {
        Err(errors) => errors,
        Ok(typed) if !confirmed => match looked_up(&caller, &site, &typed).await? {
            Some(found) => {
                let page = ClaimPage::of(&caller, Errors::none())?;
                let joins = joins(&caller, &site).await?;
                return Reply::page(&caller, &ClaimPage { found: Some(found), code: typed, joins, ..page });
            }
            None => Errors::refused(ClaimRefused::CodeUnusable, caller.lang),
        },
        Ok(typed) => {
            let (at, now) = (caller.community()?, site.now());
            // Once it is used a code tells nothing any more.
            let found = looked_up(&caller, &site, &typed).await?;
            let hash = code::typed(&typed).map(|code| TokenHash::of(&code));
            let input = ClaimOrders { person, hash, key: Some(key.of(&caller, "claim_orders")?) };
            match site.db.transact(at.number, move |tx| claim_orders(tx, &input, now)).await {
                Ok(claimed) => {
                    // Who somebody is here is remembered for a moment.
                    site.who.forget_community(at.number, &at.slug);
                    let answer = ClaimAnswer { member: claimed.member, came_in: claimed.came_in };
                    if caller.wants == Wants::Json {
                        return Reply::created_json(&caller, &format!("/c/{}/orders", at.slug), &answer);
                    }
                    let done = Some(said_done(&caller, &site, found, &claimed).await?);
                    let page = ClaimPage { done, ..ClaimPage::of(&caller, Errors::none())? };
                    return Reply::with_status(StatusCode::CREATED, &caller, &page);
                }
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    // A code that is wrong stays in nobody's page.
    Reply::form_refused(&caller, &ClaimPage::of(&caller, errors.clone())?, &errors)
}

/// Whoever claims and is no member becomes one: that is said before. None for a member.
async fn joins(caller: &Caller, site: &Site) -> Result<Option<String>, Problem> {
    if caller.membership().is_some() {
        return Ok(None);
    }
    let (at, t) = (caller.community()?, crate::t(caller.lang));
    let number = at.number;
    let row = site.db.read(move |reader| reader.find::<community::Community>(&number)).await?;
    let days = row.map_or(0, |row| row.flags().probation_days);
    Ok(Some(match days {
        0 => t.claim_joins(at.name.as_str()),
        days => t.claim_joins_on_probation(at.name.as_str(), days),
    }))
}

/// What was claimed; for a newcomer also what they are now. `found` is None where the same request was answered before.
async fn said_done(
    caller: &Caller,
    site: &Site,
    found: Option<ClaimFound>,
    claimed: &Claimed,
) -> Result<Vec<String>, Problem> {
    let (at, t, now) = (caller.community()?, crate::t(caller.lang), site.now());
    let mut said = vec![match found {
        Some(found) => t.claim_done(found.name.as_str(), found.standing, found.sum.to_string()),
        None => t.claim_done_before(),
    }];
    if claimed.came_in {
        let key = (at.number, claimed.member);
        let row = site.db.read(move |reader| reader.find::<community::Member>(&key)).await?;
        let until = row.and_then(|row| row.probation_until_us).filter(|until| *until > now);
        said.push(match until {
            Some(until) => {
                let day = ui::day_text(&until, &at.zone, caller.lang, &now);
                t.claim_joined_on_probation(at.name.as_str(), day)
            }
            None => t.claim_joined(at.name.as_str()),
        });
    }
    Ok(said)
}

/// None for whatever is wrong with the code.
async fn looked_up(caller: &Caller, site: &Site, typed: &str) -> Result<Option<ClaimFound>, Problem> {
    let (at, now) = (caller.community()?, site.now());
    let Some(hash) = code::typed(typed).map(|code| TokenHash::of(&code)) else { return Ok(None) };
    let (number, currency, zone, t, lang) =
        (at.number, at.currency, at.zone.clone(), crate::t(caller.lang), caller.lang);
    let look = site.db.read(move |reader| found(reader, (number, currency), &hash, (t, lang, &zone, now)));
    Ok(look.await?)
}
