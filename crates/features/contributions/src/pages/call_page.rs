//! One call: who offers help, who does it, what was handed in, and what came of it.

use super::evidence::{FileView, shown_with};
use super::scene::{Names, Scene};
use crate::acting::rules;
use crate::call::{CallState, PartState, Verdict};
use crate::contributions_store::parts_of;
use crate::ids::Member;
use crate::ops::CallMoved;
use crate::ratio::Ratio;
use crate::rows::{Call, Contribution, Part};
use crate::rules::ContributionRules;
use crate::worth::{Kind, Worth, market_minor};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Quantity, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "call.html")]
#[schema(as = ContributionCallPage)]
pub(crate) struct CallPage {
    #[serde(skip)]
    pub s: Scene,
    #[schema(value_type = String)]
    id: Id<Call>,
    number: i64,
    title: String,
    note: String,
    opened_by: String,
    #[schema(value_type = String)]
    state: CallState,
    fund: i64,
    fund_name: String,
    /// At a rate of the rules of then, about so much each; or a sum each.
    rate: Option<i64>,
    /// As it is said: `6 hours`.
    #[serde(skip)]
    each: String,
    #[schema(value_type = String)]
    quantity: Quantity,
    sum_minor: i64,
    rules_version: i64,
    people_max: i64,
    assigned_count: i64,
    due_at: String,
    parts: Vec<PartView>,
    may_apply: bool,
    #[serde(skip)]
    full: bool,
    may_assign: bool,
    may_close: bool,
    #[serde(skip)]
    worth: String,
    #[serde(skip)]
    due: Timestamp,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    pub form: CallMoveForm,
    #[serde(skip)]
    pub errors: Errors,
}

/// One member's part.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionPartView)]
struct PartView {
    #[schema(value_type = String)]
    member: Id<Member>,
    name: String,
    #[schema(value_type = String)]
    state: PartState,
    note: String,
    done: String,
    /// What shows it.
    files: Vec<FileView>,
    #[schema(value_type = String)]
    quantity: Quantity,
    /// More was handed in than was agreed.
    is_more: bool,
    /// What it counts for if all of it is accepted, in the unit of the rules that the call is under; null before it is handed in.
    value: Option<i64>,
    #[serde(skip)]
    handed_in: String,
    #[serde(skip)]
    counts_for: String,
    reason: String,
    #[schema(value_type = Option<String>)]
    contribution: Option<Id<Contribution>>,
    may_assign: bool,
    may_end: bool,
    may_hand_in: bool,
    may_judge: bool,
    #[serde(skip)]
    own: bool,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    when: Html,
}

/// Where a call stands now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ContributionCallAnswer)]
pub(crate) struct CallAnswer {
    #[schema(value_type = String)]
    call: Id<Call>,
    number: i64,
    #[schema(value_type = String)]
    state: CallState,
    assigned_count: i64,
}

impl CallAnswer {
    pub(crate) fn of(moved: &CallMoved) -> CallAnswer {
        let CallMoved { call, number, state, assigned_count } = *moved;
        CallAnswer { call, number, state, assigned_count }
    }
}

/// Offering: `note`. Taking somebody on: `member`. Ending a part: `member`, and `reason` where it is another's. Handing in: `done`,
/// `quantity`. Judging: `member`, `verdict`, `share`, `reason`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ContributionCallMoveForm)]
pub(crate) struct CallMoveForm {
    pub note: String,
    /// A member's id.
    pub member: String,
    pub reason: String,
    pub done: String,
    /// Hours or pieces: `2.5`; left out, as many as the call says.
    pub quantity: String,
    /// `whole`, `part` or `not_accepted`.
    pub verdict: String,
    /// What of it counts: `1/2`, `60%`.
    pub share: String,
}

impl View for CallPage {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link("/calls"), self.s.t.calls())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl CallPage {
    fn link(&self, path: &str) -> String {
        self.s.link(&format!("/calls/{}{path}", self.id))
    }

    fn contribution_link(&self, id: &Id<Contribution>) -> String {
        self.s.link(&format!("/{id}"))
    }

    fn verdicts(&self) -> Vec<(String, String)> {
        let t = self.s.t;
        [("whole", t.verdict_whole()), ("part", t.verdict_part()), ("not_accepted", t.verdict_not())]
            .into_iter()
            .map(|(code, words)| (code.to_owned(), words))
            .collect()
    }

    /// Forms of several members stand on one page: each keeps its fields' names and has ids of its own.
    fn own_id(&self, part: &PartView, name: &str) -> String {
        format!("{name}-{}", part.member)
    }

    /// Who has only offered was not chosen yet.
    fn end_words(&self, part: &PartView) -> String {
        match part.state {
            _ if part.own => self.s.t.put_down(),
            PartState::Applied => self.s.t.part_not_chosen(),
            _ => self.s.t.end_part(),
        }
    }

    /// What was wrong belongs to the form that was sent.
    fn is_about(&self, part: &PartView) -> bool {
        !self.errors.is_empty() && self.form.member == part.member.to_string()
    }
}

/// One call for help, and who does what of it.
#[utoipa::path(get, path = "/c/{slug}/contributions/calls/{call}", tag = "contributions",
    params(("slug" = String, Path), ("call" = String, Path)),
    responses((status = 200, body = CallPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn call_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, call)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &call).await?)
}

pub(crate) async fn load(caller: &Caller, site: &Site, call: &str) -> Result<CallPage, Problem> {
    let s = Scene::of(caller, site)?;
    let id = id::<Call>(call)?;
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    page.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Call>) -> Result<Option<CallPage>, Fault> {
    let Some(call) = reader.find::<Call>(&(s.number, id))? else { return Ok(None) };
    let Some(me) = s.me else { return Ok(None) };
    let mut names = Names::default();
    let answers = me == call.opened_by || s.can(Power::ApproveExpenses);
    let rules = rules(reader, s.number, call.rules_version)?;
    let rate = match (&rules, call.rate_number) {
        (Some(rules), Some(number)) => usize::try_from(number - 1).ok().and_then(|at| rules.rates.get(at)),
        _ => None,
    };
    let (mut parts, mut mine) = (Vec::new(), None);
    for member in parts_of(reader, s.number, id)? {
        let Some(part) = reader.find::<Part>(&(s.number, id, member))? else { continue };
        let own = member == me;
        if own {
            mine = Some(part.state);
        }
        let (text, tone) = s.part_tag(part.state);
        let files = shown_with(reader, &s, &part)?;
        // What was accepted counts for what it was accepted as, a part of it for that part.
        let made = match part.contribution_id {
            Some(contribution) => reader.find::<Contribution>(&(s.number, contribution))?,
            None => None,
        };
        let counted = || rules.as_ref().and_then(|rules| counted(&s, rules, &call, &part));
        let value = made.map(|made| made.value).or_else(counted);
        let last = part.decided_at_us.or(part.handed_in_at_us).or(part.assigned_at_us);
        parts.push(PartView {
            member,
            name: names.of(reader, &s, member)?,
            state: part.state,
            may_assign: answers && call.open().assign(me, member, part.state).is_ok(),
            may_end: (own || answers) && part.state.end().is_ok(),
            may_hand_in: own && part.state.hand_in().is_ok(),
            may_judge: answers && part.state.judge(me, member, Verdict::Whole).is_ok(),
            own,
            tag: ui::tag(text, tone),
            when: s.time(&last.unwrap_or(part.applied_at_us)),
            note: part.note,
            done: part.done,
            files,
            quantity: part.done_milli,
            is_more: call.rate_number.is_some() && part.done_milli.milli > call.quantity_milli.milli,
            handed_in: rate.map(|rate| s.at_rate(part.done_milli, rate)).unwrap_or_default(),
            counts_for: match (value, &rules) {
                (Some(value), Some(rules)) => s.value(rules.valuing, value),
                _ => String::new(),
            },
            value,
            reason: part.reason,
            contribution: part.contribution_id,
        });
    }
    let each = rate.map(|rate| s.much(call.quantity_milli, rate.per)).unwrap_or_default();
    let worth = match rate {
        Some(rate) => s.t.call_at_rate(
            rate.name.as_str(),
            s.rate(rate.price, rate.per),
            s.much(call.quantity_milli, rate.per),
        ),
        None => s.t.call_for_sum(s.said(call.sum_minor)),
    };
    let seeks = call.assigned_count < call.people_max;
    let (text, tone) = s.call_tag(&call);
    let fund = ledger::fund(reader, s.number, call.fund)?;
    Ok(Some(CallPage {
        id,
        number: call.number,
        opened_by: names.of(reader, &s, call.opened_by)?,
        state: call.state,
        fund: call.fund,
        fund_name: fund.map(|fund| fund.name).unwrap_or_default(),
        rate: call.rate_number,
        each,
        quantity: call.quantity_milli,
        sum_minor: call.sum_minor,
        rules_version: call.rules_version,
        people_max: call.people_max,
        assigned_count: call.assigned_count,
        due_at: call.due_at_us.to_string(),
        may_apply: me != call.opened_by && seeks && call.open().apply(mine).is_ok(),
        full: call.state == CallState::Open && !seeks,
        may_assign: parts.iter().any(|part| part.may_assign),
        may_close: answers && call.state == CallState::Open,
        parts,
        worth,
        due: call.due_at_us,
        tag: ui::tag(text, tone),
        form: CallMoveForm { verdict: "whole".to_owned(), ..CallMoveForm::default() },
        errors: Errors::none(),
        title: call.title,
        note: call.note,
        s,
    }))
}

/// What a part counts for under the call's rules, were all of it accepted. None before it is handed in, and where it is too much for
/// the books, which the verdict says.
fn counted(s: &Scene, rules: &ContributionRules, call: &Call, part: &Part) -> Option<i64> {
    part.handed_in_at_us?;
    let (kind, market) = match call.rate_number {
        Some(number) => {
            let rate = rules.rates.get(usize::try_from(number - 1).ok()?)?;
            let market = market_minor(rate.price, part.done_milli, s.currency, ledger::AMOUNT_MAX)?;
            (rate.per.kind(), market)
        }
        None => (Kind::Task, call.sum_minor),
    };
    let multiplier = rules.multiplier(kind);
    Worth { market_minor: market, paid_minor: 0, multiplier, share: Ratio::ONE }.value()
}
