//! How this community decides: every rule with what it means, its versions with their reasons, and the form that changes
//! them, by a steward or by a proposal.

mod form;

use self::form::{DAYS, HOURS, RulesForm};
use super::asking::{me, parameter};
use super::new::made;
use super::rules_view::{LaterView, RuleLine, changes, later, lines};
use super::scene::{Names, Scene};
use super::words;
use crate::asks::{Action, Asks};
use crate::ops::{self, EditRules, Propose, rules_lately, rules_of};
use crate::proposal::{BODY_CHARS_MAX, TITLE_CHARS_MAX};
use crate::proposal_store::rules_versions;
use crate::terms::{DecisionRules, MilestonesBy, Proposers, Receipts};
use askama::Template;
use axum::extract::{Query, State};
use kernel::Timestamp;
use serde::Serialize;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

const VERSIONS: i64 = 50;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "rules.html")]
pub(crate) struct RulesPage {
    #[serde(skip)]
    s: Scene,
    version: i64,
    current: bool,
    /// In the shape of a stored version.
    #[schema(value_type = Object)]
    rules: DecisionRules,
    #[serde(skip)]
    lines: Vec<RuleLine>,
    /// What was made easier and does not hold yet; nothing of an earlier version.
    later: Vec<LaterView>,
    /// Newest first; empty while the usual rules hold.
    versions: Vec<VersionView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VersionView {
    version: i64,
    reason: String,
    /// Empty where a decision set it.
    by: String,
    /// The proposal that decided it.
    decision: Option<String>,
    /// RFC 3339.
    set_at: String,
    #[serde(skip)]
    set: Timestamp,
    #[serde(skip)]
    changes: Vec<String>,
}

impl View for RulesPage {
    fn title(&self) -> String {
        self.s.t.rules_of_deciding()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(""), self.s.t.decisions())
    }
}

impl RulesPage {
    /// Where a line was made easier lately: what holds until when, step by step.
    fn later_of(&self, line: &RuleLine) -> Vec<String> {
        let steps: Vec<_> = self.later.iter().filter(|one| one.rule == line.name).collect();
        let said = |(at, one): (usize, &&LaterView)| {
            let (day, holds) = (self.s.day_said(&one.at), one.holds.as_str());
            match at + 1 < steps.len() {
                true => self.s.t.rule_before(day, holds),
                false => self.s.t.rule_until(day, holds),
            }
        };
        steps.iter().enumerate().map(said).collect()
    }

    /// A steward changes them; everybody else proposes to.
    fn may_edit(&self) -> bool {
        self.s.can(Power::EditCharter) && !self.rules.only_by_decision
    }
}

/// How this community decides, with what each rule means and every version there was.
#[utoipa::path(get, path = "/c/{slug}/decisions/rules", tag = "decisions",
    params(("slug" = String, Path), ("version" = Option<i64>, Query, description = "An earlier version")),
    responses((status = 200, body = RulesPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn rules_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let wanted = parameter(&pairs, "version").and_then(|version| version.parse().ok());
    let page = site.db.read(move |reader| read(reader, s, wanted)).await?;
    Reply::page(&caller, &page.ok_or_else(Problem::not_found)?)
}

fn read(reader: &mut Reader, s: Scene, wanted: Option<i64>) -> Result<Option<RulesPage>, Fault> {
    let (newest, rules) = rules_of(reader, s.number)?;
    let version = wanted.unwrap_or(newest);
    let number = s.number;
    let of = |reader: &mut Reader, version: i64| ops::rules_version(reader, number, version);
    let rules = match version == newest {
        true => rules,
        false => match of(reader, version)? {
            Some(rules) => rules,
            None => return Ok(None),
        },
    };
    let (mut versions, mut names) = (Vec::new(), Names::default());
    for row in rules_versions(reader, s.number, i64::MAX, VERSIONS)? {
        let before = ops::version_there(reader, number, row.version - 1)?;
        versions.push(VersionView {
            version: row.version,
            changes: changes(&s, &before, &row.rules()?),
            by: match row.set_by {
                Some(by) => names.name(reader, &s, by)?,
                None => String::new(),
            },
            decision: row.decision.map(|id| id.to_string()),
            set_at: row.set_at_us.to_string(),
            set: row.set_at_us,
            reason: row.reason,
        });
    }
    let current = version == newest;
    let lately = if current { rules_lately(reader, number, s.now)? } else { Vec::new() };
    let later = later(&s, &rules, &lately);
    Ok(Some(RulesPage { version, current, lines: lines(&s, &rules), later, rules, versions, s }))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "rules_edit.html")]
pub(crate) struct RulesEditPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    form: RulesForm,
    /// By this person, at once.
    may_edit: bool,
    /// What was made easier and does not hold yet.
    later: Vec<LaterView>,
    #[serde(skip)]
    funds: Vec<(String, String)>,
    #[serde(skip)]
    errors: Errors,
}

impl View for RulesEditPage {
    fn title(&self) -> String {
        self.s.t.rules_edit()
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions("/rules"), self.s.t.rules_of_deciding())
    }
}

impl RulesEditPage {
    fn said(&self, one: &LaterView) -> String {
        let day = self.s.day_said(&one.at);
        self.s.t.rule_later(one.rule.as_str(), one.then.as_str(), day, one.holds.as_str())
    }

    fn proposers(&self) -> Vec<(String, String)> {
        let all = Proposers::ALL.iter();
        all.map(|one| (one.code().to_owned(), words::proposers(self.s.t, *one))).collect()
    }

    fn receipts(&self) -> Vec<(String, String)> {
        Receipts::ALL.iter().map(|one| (one.code().to_owned(), words::receipts(self.s.t, *one))).collect()
    }

    fn ways_of_milestones(&self) -> Vec<(String, String)> {
        let all = MilestonesBy::ALL.iter();
        all.map(|one| (one.code().to_owned(), words::milestones_by(self.s.t, *one))).collect()
    }

    fn funds(&self) -> &[(String, String)] {
        &self.funds
    }

    fn units(&self) -> Vec<(String, String)> {
        vec![(DAYS.to_owned(), self.s.t.days()), (HOURS.to_owned(), self.s.t.hours())]
    }
}

/// The form of the rules, filled with those that hold.
#[utoipa::path(get, path = "/c/{slug}/decisions/rules/edit", tag = "decisions", params(("slug" = String, Path)),
    responses((status = 200, body = RulesEditPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn edit_page(caller: Caller, State(site): State<Site>) -> Answer {
    Reply::page(&caller, &load(&caller, &site, None, Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    form: Option<RulesForm>,
    errors: Errors,
) -> Result<RulesEditPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let (version, rules) = rules_of(reader, s.number)?;
        let funds = ledger::funds(reader, s.number, s.currency)?;
        let lately = rules_lately(reader, s.number, s.now)?;
        Ok(RulesEditPage {
            later: later(&s, &rules, &lately),
            may_edit: s.can(Power::EditCharter) && !rules.only_by_decision,
            form: form.unwrap_or_else(|| RulesForm::of(&rules, version, s.currency)),
            funds: funds.into_iter().map(|total| (total.fund.id.to_string(), total.fund.name)).collect(),
            errors,
            s,
        })
    });
    Ok(page.await?)
}

/// What a program is told of new rules.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RulesAnswer {
    version: i64,
}

/// Changes how this community decides; or, with `how` as `propose`, makes a proposal of it.
#[utoipa::path(post, path = "/c/{slug}/decisions/rules", tag = "decisions", request_body = RulesForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RulesAnswer), (status = 201, body = super::new::ProposalMade),
        (status = 403, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn change_rules(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<RulesForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?, site.now());
    let proposes = form.how.trim() == "propose";
    if !proposes {
        caller.may(Power::EditCharter)?;
    }
    let (rules, reason, from_version) = match form.read(caller.lang, community.currency) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    let refused = if proposes {
        let s = Scene::of(&caller, &site)?;
        let title: String = s.t.rules_proposal_title().chars().take(TITLE_CHARS_MAX).collect();
        let body: String = reason.chars().take(BODY_CHARS_MAX).collect();
        let asks = Asks {
            actions: vec![Action::Rules { rules: Box::new(rules), from_version: Some(from_version) }],
            ..Asks::default()
        };
        let input =
            Propose { id: site.id(), title, body, asks, key: Some(key.of(&caller, "propose_rules")?) };
        match site.db.transact(community.number, move |tx| ops::propose(tx, me, &input, now)).await {
            Ok(id) => return made(&caller, id),
            Err(refused) => refused,
        }
    } else {
        let input = EditRules { rules, from_version, reason };
        match site.db.transact(community.number, move |tx| ops::edit_rules(tx, me, &input, now)).await {
            Ok(version) => {
                let location = format!("/c/{}/decisions/rules", community.slug);
                return Reply::changed(&caller, &location, &RulesAnswer { version });
            }
            Err(refused) => refused,
        }
    };
    match refused {
        OpError::Refused(why) => again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
        OpError::Fault(fault) => Err(fault.into()),
    }
}

async fn again(caller: &Caller, site: &Site, form: RulesForm, errors: Errors) -> Answer {
    let page = load(caller, site, Some(form), errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}
