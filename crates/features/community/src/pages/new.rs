//! The form that makes a community.

use super::charter_unfit;
use crate::charter::{self, CURRENCIES, CharterText, Flags, RuleText, Slug, ZONES};
use crate::ops::create_community::NewCommunity;
use crate::ops::membership::NewMember;
use crate::{general_fund_name, t};
use askama::Template;
use serde::{Deserialize, Serialize};
use store::IdempotencyKey;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Lang, Reply, View};

/// A community to be. Rules come as two lists of equal length, or (for programs) as `rules`.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct NewForm {
    pub(crate) name: String,
    /// Its part of the address: small letters, digits, hyphens.
    pub(crate) slug: String,
    pub(crate) theme: String,
    pub(crate) belief: String,
    /// ISO 4217; never changes afterwards.
    pub(crate) currency: String,
    /// IANA name; never changes afterwards.
    pub(crate) zone: String,
    pub(crate) rule: Vec<String>,
    pub(crate) reason: Vec<String>,
    /// The founder's name among the members.
    pub(crate) display_name: String,
    /// `on` lets visitors look at home and market.
    pub(crate) storefront_public: String,
    /// `on` lets visitors look at the books.
    pub(crate) books_public: String,
    /// `on` takes applications.
    pub(crate) applications_open: String,
    /// Days; 0 for none.
    pub(crate) probation_days: String,
}

impl NewForm {
    /// What most communities want.
    fn suggested() -> NewForm {
        NewForm {
            currency: "CNY".to_owned(),
            zone: "Asia/Shanghai".to_owned(),
            storefront_public: "on".to_owned(),
            books_public: "on".to_owned(),
            applications_open: "on".to_owned(),
            probation_days: "0".to_owned(),
            ..NewForm::default()
        }
    }

    pub(crate) fn read(
        &self,
        lang: Lang,
        founder: impl FnOnce(String) -> NewMember,
        key: IdempotencyKey,
    ) -> Result<NewCommunity, Errors> {
        let mut check = Check::new(lang);
        let name = check.text("name", &self.name, 1..=40);
        let slug = Slug::parse(&self.slug);
        check.require("slug", slug.is_ok(), || t(lang).unfit_slug());
        let currency = check.currency("currency", &self.currency);
        let zone = check.zone("zone", &self.zone);
        let display_name = check.text("display_name", &self.display_name, 1..=40);
        let flags = Flags {
            storefront_public: check.flag("storefront_public", &self.storefront_public),
            books_public: check.flag("books_public", &self.books_public),
            applications_open: check.flag("applications_open", &self.applications_open),
            probation_days: days(&mut check, &self.probation_days),
        };
        let charter = read_charter(&mut check, lang, &self.charter_text(), flags);
        let (Ok(slug), Some(charter)) = (slug, charter) else {
            return Err(check.done(()).err().unwrap_or_default());
        };
        let general_fund_name = general_fund_name(lang);
        let founder = Some(founder(display_name));
        let key = Some(key);
        check.done(NewCommunity {
            slug,
            name,
            lang,
            currency,
            zone,
            charter,
            flags,
            founder,
            general_fund_name,
            key,
        })
    }

    fn charter_text(&self) -> CharterText {
        CharterText {
            theme: self.theme.clone(),
            belief: self.belief.clone(),
            rules: pairs(&self.rule, &self.reason),
            note: String::new(),
        }
    }
}

/// Two lists of a form as one; a shorter list is filled with nothing.
pub(crate) fn pairs(rules: &[String], reasons: &[String]) -> Vec<RuleText> {
    let at = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
    let count = rules.len().max(reasons.len());
    (0..count).map(|index| RuleText { rule: at(rules, index), reason: at(reasons, index) }).collect()
}

pub(crate) fn days(check: &mut Check, typed: &str) -> i64 {
    check.whole(
        "probation_days",
        if typed.trim().is_empty() { "0" } else { typed },
        0..=charter::PROBATION_MAX,
    )
}

pub(crate) fn read_charter(
    check: &mut Check,
    lang: Lang,
    text: &CharterText,
    flags: Flags,
) -> Option<CharterText> {
    match charter::accept(text.clone(), flags) {
        Ok(charter) => Some(charter),
        Err(unfit) => {
            let (field, say) = charter_unfit(unfit, lang);
            check.refuse(field, say);
            None
        }
    }
}

#[derive(Template, Serialize)]
#[template(path = "new.html")]
pub(crate) struct NewPage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    form: NewForm,
    #[serde(skip)]
    rows: Vec<RuleText>,
    #[serde(skip)]
    errors: Errors,
    #[serde(skip)]
    before_slug: String,
    currencies: [&'static str; 10],
    zones: [&'static str; 10],
}

impl View for NewPage {
    fn title(&self) -> String {
        self.t.new_title()
    }
    fn back(&self) -> Option<Back> {
        Back::to("/", self.t.site_mine())
    }
}

impl NewPage {
    pub(crate) fn new(caller: &Caller, form: NewForm) -> NewPage {
        let lang = caller.lang;
        let mut rows = pairs(&form.rule, &form.reason);
        // Three to begin with, one to go on with.
        while rows.len() < 3 || rows.last().is_some_and(|row| !row.rule.is_empty()) {
            rows.push(RuleText { rule: String::new(), reason: String::new() });
        }
        // As people write it, without the scheme.
        let host = caller.config.base_url.split_once("://").map_or("", |(_, host)| host);
        NewPage {
            t: t(lang),
            lang,
            form,
            rows,
            errors: Errors::none(),
            before_slug: format!("{host}/c/"),
            currencies: CURRENCIES,
            zones: ZONES,
        }
    }

    pub(crate) fn again(mut self, caller: &Caller, errors: Errors) -> Answer {
        self.errors = errors.clone();
        Reply::form_refused(caller, &self, &errors)
    }

    /// `人民币（¥）`.
    fn currency_choices(&self) -> Vec<(String, String)> {
        let t = self.t;
        let names = [
            t.currency_cny(),
            t.currency_hkd(),
            t.currency_twd(),
            t.currency_sgd(),
            t.currency_myr(),
            t.currency_jpy(),
            t.currency_usd(),
            t.currency_eur(),
            t.currency_gbp(),
            t.currency_aud(),
        ];
        self.currencies.iter().map(|code| (*code).to_owned()).zip(names).collect()
    }

    fn zone_choices(&self) -> Vec<(String, String)> {
        let t = self.t;
        let names = [
            t.zone_shanghai(),
            t.zone_hong_kong(),
            t.zone_taipei(),
            t.zone_singapore(),
            t.zone_kuala_lumpur(),
            t.zone_tokyo(),
            t.zone_london(),
            t.zone_berlin(),
            t.zone_new_york(),
            t.zone_sydney(),
        ];
        self.zones.iter().map(|zone| (*zone).to_owned()).zip(names).collect()
    }
}

/// Shows the form.
#[utoipa::path(get, path = "/new", tag = "community", responses((status = 200, description = "The form"), (status = 401, body = web::ProblemBody)))]
pub(crate) async fn page(caller: Caller) -> Answer {
    caller.person()?;
    Reply::page(&caller, &NewPage::new(&caller, NewForm::suggested()))
}
