//! How contributions count here: the rules that hold, earlier versions, and changing them.

use super::read_store::rules_versions;
use super::rules_form::{RateForm, RulesForm};
use super::said::{said_holding, said_leaving, said_rules};
use super::scene::{Names, Scene};
use crate::acting::{rules, version_now};
use crate::ops::{self, SetRules};
use crate::rows::RulesRow;
use crate::rules::{ContributionRules, RATES_MAX};
use crate::worth::Per;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

/// Versions shown below.
const VERSIONS: i64 = 20;
/// Empty rows for rates, beside those there are.
const SPARE: usize = 3;

/// A version of the rules.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "contribution_rules.html")]
#[schema(as = ContributionRulesPage)]
pub(crate) struct RulesPage {
    #[serde(skip)]
    s: Scene,
    /// 0: nothing is agreed yet.
    version: i64,
    current: bool,
    /// All of it; what is offered first where nothing is agreed.
    #[schema(value_type = Object)]
    rules: Value,
    /// They change by decision only.
    by_decision_only: bool,
    #[serde(skip)]
    lines: Vec<(String, String)>,
    #[serde(skip)]
    rates: Vec<(String, String)>,
    #[serde(skip)]
    versions: Vec<VersionView>,
}

#[derive(Debug, Clone)]
struct VersionView {
    version: i64,
    by: String,
    decision: Option<String>,
    reason: String,
    set: Timestamp,
}

/// The form in which they change.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "contribution_rules_edit.html")]
#[schema(as = ContributionRulesEdit)]
pub(crate) struct RulesEdit {
    #[serde(skip)]
    s: Scene,
    form: RulesForm,
    #[serde(skip)]
    errors: Errors,
}

/// The version that holds from now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ContributionRulesAnswer)]
pub(crate) struct RulesAnswer {
    version: i64,
}

impl View for RulesPage {
    fn title(&self) -> String {
        self.s.t.contribution_rules()
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link(""), self.s.t.contributions())
    }
}

impl RulesPage {
    fn is_agreed(&self) -> bool {
        self.version > 0
    }

    fn may_edit(&self) -> bool {
        self.s.can(Power::EditCharter) && !self.by_decision_only
    }
}

impl View for RulesEdit {
    fn title(&self) -> String {
        self.s.t.rules_edit()
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link("/rules"), self.s.t.contribution_rules())
    }
}

impl RulesEdit {
    fn valuings(&self) -> Vec<(String, String)> {
        crate::valuings(self.s.lang)
    }

    fn offices(&self) -> Vec<(String, String)> {
        crate::offices(self.s.lang)
    }

    fn pers(&self) -> Vec<(String, String)> {
        vec![
            (Per::Hour.to_string(), self.s.t.per_hour_choice()),
            (Per::Piece.to_string(), self.s.t.per_piece_choice()),
        ]
    }

    /// Number and row, with some empty ones to fill in.
    fn rows(&self) -> Vec<(i64, RateForm)> {
        let count = (self.form.rates.len() + SPARE).min(RATES_MAX);
        let row = |at: usize| self.form.rates.get(at).cloned().unwrap_or_default();
        (1..).zip((0..count).map(row)).collect()
    }

    fn field(&self, row: &(i64, RateForm), name: &str) -> String {
        format!("rate_{}_{name}", row.0)
    }
}

/// How contributions count: the rules that hold, or an earlier `version` of them.
#[utoipa::path(get, path = "/c/{slug}/contributions/rules", tag = "contributions",
    params(("slug" = String, Path), ("version" = Option<i64>, Query)),
    responses((status = 200, body = RulesPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn contribution_rules(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let wanted = match parameter(&pairs, "version") {
        Some(number) => Some(number.parse::<i64>().map_err(|_| Problem::not_found())?),
        None => None,
    };
    let page = site.db.read(move |reader| read(reader, s, wanted)).await?;
    Reply::page(&caller, &page.ok_or_else(Problem::not_found)?)
}

fn read(reader: &mut Reader, s: Scene, wanted: Option<i64>) -> Result<Option<RulesPage>, Fault> {
    let now = version_now(reader, s.number)?;
    let version = wanted.unwrap_or(now);
    let found = match version {
        0 => Some(ContributionRules::default()),
        version => rules(reader, s.number, version)?,
    };
    let Some(rules) = found else { return Ok(None) };
    let (mut versions, mut names) = (Vec::new(), Names::default());
    for row in rules_versions(reader, s.number, i64::MAX, VERSIONS)? {
        versions.push(version_view(reader, &s, &mut names, row)?);
    }
    let by_decision_only =
        reader.find::<community::Community>(&s.number)?.is_some_and(|row| row.by_decision_only);
    let mut lines = if version == 0 { Vec::new() } else { said_rules(s.lang, s.currency, &rules) };
    lines.extend(said_holding(reader, s.number, (s.lang, s.currency), &rules)?);
    lines.extend(said_leaving(s.lang, &rules));
    Ok(Some(RulesPage {
        version,
        current: version == now,
        rules: json!(rules),
        by_decision_only,
        lines,
        rates: rules.rates.iter().map(|rate| (rate.name.clone(), s.rate(rate.price, rate.per))).collect(),
        versions,
        s,
    }))
}

fn version_view(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: RulesRow,
) -> Result<VersionView, Fault> {
    let by = match row.set_by {
        Some(member) => names.of(reader, s, member)?,
        None => String::new(),
    };
    Ok(VersionView {
        version: row.version,
        by,
        decision: row.decision,
        reason: row.reason,
        set: row.set_at_us,
    })
}

/// The form in which a steward changes them.
#[utoipa::path(get, path = "/c/{slug}/contributions/rules/edit", tag = "contributions",
    params(("slug" = String, Path)),
    responses((status = 200, body = RulesEdit), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn edit_contribution_rules(caller: Caller, State(site): State<Site>) -> Answer {
    caller.may(Power::EditCharter)?;
    let s = Scene::of(&caller, &site)?;
    let (number, currency) = (s.number, s.currency);
    let (from, rules) = site
        .db
        .read(move |reader| {
            let now = version_now(reader, number)?;
            Ok((now, rules(reader, number, now)?.unwrap_or_default()))
        })
        .await?;
    let form = RulesForm { from: from.to_string(), ..RulesForm::of(&rules, currency) };
    Reply::page(&caller, &RulesEdit { s, form, errors: Errors::none() })
}

/// Changes how contributions count, with a reason, where a decision is not needed for it. What was claimed before is judged by what
/// held then.
#[utoipa::path(post, path = "/c/{slug}/contributions/rules", tag = "contributions", request_body = RulesForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RulesAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn set_contribution_rules(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<RulesForm>,
) -> Answer {
    let (me, now) = (me(&caller)?, site.now());
    caller.may(Power::EditCharter)?;
    let form = form.gathered();
    let mut check = Check::new(caller.lang);
    let rules = form.read(&mut check, caller.lang, caller.community()?.currency);
    let from_version = check.whole("from", &form.from, 0..=i64::MAX);
    let reason = check.text("reason", &form.reason, 1..=ops::RULES_REASON_CHARS_MAX);
    let (rules, from_version, reason) = match check.done((rules, from_version, reason)) {
        Ok(read) => read,
        Err(errors) => return again(&caller, &site, form, errors),
    };
    let key = Some(key.of(&caller, "set_contribution_rules")?);
    let input = SetRules { rules, from_version, reason, key };
    let community = caller.community()?;
    let done = site.db.transact(community.number, move |tx| ops::set_rules(tx, me, &input, now)).await;
    match done {
        Ok(version) => {
            let location = format!("/c/{}/contributions/rules", community.slug);
            Reply::changed(&caller, &location, &RulesAnswer { version })
        }
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn again(caller: &Caller, site: &Site, form: RulesForm, errors: Errors) -> Answer {
    let page = RulesEdit { s: Scene::of(caller, site)?, form, errors: errors.clone() };
    Reply::form_refused(caller, &page, &errors)
}
