//! One campaign: how far it is, what is agreed on, its milestones, who does the work, what was told and asked, what is due.

use super::called_off::why_off;
use super::campaign_said::{SaidPage, SaidView, Turned, questions, updates};
use super::campaign_spent::{MandateLink, PurseView, SpentView, purse, spent};
use super::campaign_terms::{CampaignTerms, terms};
use super::campaign_view::{CampaignDue, bar, due, reads_terms, tag, team, told};
use super::match_view::{MatchView, NotMatched, matched};
use super::part_brief::{PartBrief, own_parts};
use super::pool_page::notice;
use super::pool_view::{EventView, events};
use super::scene::{About, Scene};
use crate::campaign::{Offered, Raised};
use crate::campaign_rows::{Campaign, TeamMember};
use crate::campaigning::is_beside_team_shown;
use crate::ids::PoolId;
use crate::milestone::Stage;
use crate::pool::PoolState;
use crate::rows::{Pool, PoolMember};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Errors, Html, Place, Problem, Reply, Site, View};

/// A campaign with all that members may read of it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "campaign.html")]
pub(crate) struct CampaignPage {
    #[serde(skip)]
    pub s: Scene,
    #[schema(value_type = String)]
    pub id: PoolId,
    /// Among all pools.
    pub number: i64,
    pub title: String,
    /// The proposal that opened it.
    pub decision: String,
    pub decision_title: String,
    /// `donation`, `pre_order`, `member_capital`.
    #[schema(value_type = String)]
    pub offered: Offered,
    pub fund: i64,
    #[schema(value_type = String)]
    pub state: PoolState,
    /// `collecting`, `running`, `done`, `returning`, `returned`.
    #[schema(value_type = String)]
    pub stage: Stage,
    /// RFC 3339.
    pub closes_at: String,
    /// Null where the terms are not for the reader, as are the sums, and lists are empty.
    pub withdraw_until: Option<String>,
    pub goal_minor: Option<i64>,
    /// Paid, and not given back.
    pub in_minor: Option<i64>,
    /// What a match fund adds to that; and both together, which is what counts towards the goal.
    pub match_minor: Option<i64>,
    pub together_minor: Option<i64>,
    /// Why it was called off, as its team said.
    pub why_off: Option<String>,
    pub people: Option<i64>,
    /// Once it has closed: all of it, and where that is.
    pub captured_minor: Option<i64>,
    pub kept_minor: Option<i64>,
    pub advance_minor: Option<i64>,
    pub released_minor: Option<i64>,
    pub returned_minor: Option<i64>,
    pub terms: Option<CampaignTerms>,
    pub team: Vec<String>,
    pub budget_minor: Option<i64>,
    /// Under the mandate of what it released, and others of the same decision.
    pub spent_minor: Option<i64>,
    pub mandates: Vec<MandateLink>,
    /// The newest of each mandate, beside the budget.
    pub expenses: Vec<SpentView>,
    /// What its team may spend; null while nothing is released, and where no budget was decided on.
    pub purse: Option<PurseView>,
    /// What a match fund adds; null where none does.
    pub matching: Option<MatchView>,
    pub due: Vec<CampaignDue>,
    pub updates: Vec<SaidView>,
    /// Those without an answer first.
    pub questions: Vec<SaidView>,
    /// The query of the page with older ones: `updates_before=12`.
    pub updates_next: Option<String>,
    pub questions_next: Option<String>,
    pub parts: Vec<PartBrief>,
    pub events: Vec<EventView>,
    #[serde(skip)]
    fund_name: String,
    #[serde(skip)]
    tag: (String, Tone),
    #[serde(skip)]
    told: String,
    #[serde(skip)]
    kind: String,
    #[serde(skip)]
    closes: Html,
    /// When it was counted: later than the deadline where payments were claimed, earlier where it was called off.
    #[serde(skip)]
    ended: Option<Html>,
    #[serde(skip)]
    bar: Html,
    #[serde(skip)]
    notice: Option<String>,
    /// Said to be paid, and looked for even if it is called off.
    #[serde(skip)]
    claimed: i64,
    #[serde(skip)]
    is_open: bool,
    #[serde(skip)]
    of_team: bool,
    #[serde(skip)]
    can_raise: Option<String>,
    #[serde(skip)]
    credit: i64,
    #[serde(skip)]
    unit_minor: i64,
    /// Reaching the goal releases all of what is ordered ahead.
    #[serde(skip)]
    releases_all: bool,
    #[serde(skip)]
    pub form: CampaignForm,
    #[serde(skip)]
    pub errors: Errors,
    #[serde(skip)]
    pub which: String,
    #[serde(skip)]
    none: Errors,
}

/// All that is sent from its page. Taking part: `amount` (of a gift) or `units`, `payment`, `risk_read`, `seen_minor`. Raising the goal
/// and calling off: `reason`. A milestone: `evidence`; `accepts`, and who objects says why (`reason`). Updates, questions, answers: `words`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct CampaignForm {
    /// In the community's currency: `50.00`.
    pub amount: String,
    pub units: String,
    /// `set_off` pays at once out of what the community owes; anything else is paid by transfer or code, and claimed.
    pub payment: String,
    /// The version of the risks that was read.
    pub risk_read: String,
    /// The sum that was shown, in minor units; another one now is refused.
    pub seen_minor: Option<i64>,
    pub reason: String,
    pub evidence: String,
    /// `yes` or `no`.
    pub accepts: String,
    pub words: String,
}

impl View for CampaignPage {
    fn unlisted(&self) -> bool {
        self.offered.is_owned()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn live(&self) -> Option<&'static str> {
        Some("market")
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/campaigns", self.s.base), self.s.t.campaigns())
    }
}

impl CampaignPage {
    fn link(&self, path: &str) -> String {
        format!("{}/campaigns/{}{path}", self.s.base, self.id)
    }

    /// Having read of a raised goal is the same in all pools.
    fn notice_link(&self) -> String {
        format!("{}/pools/{}/notice", self.s.base, self.id)
    }

    fn step_link(&self, number: i64, what: &str) -> String {
        self.link(&format!("/milestones/{number}/{what}"))
    }

    fn reply_link(&self, number: i64) -> String {
        self.link(&format!("/questions/{number}/answer"))
    }

    fn reply_id(&self, number: i64) -> String {
        format!("answer-{number}")
    }

    fn answered_by(&self, said: &SaidView) -> String {
        said.answered_by.clone().unwrap_or_else(|| self.s.t.nobody())
    }

    fn failed(&self, which: &str) -> bool {
        !self.errors.is_empty() && self.which == which
    }

    /// What is wrong with one of its forms: they have fields of the same name.
    fn of(&self, which: &str) -> &Errors {
        if self.failed(which) { &self.errors } else { &self.none }
    }

    /// What was typed into one of them.
    fn typed<'a>(&self, which: &str, text: &'a str) -> &'a str {
        if self.which == which { text } else { "" }
    }

    /// What to bear in mind before joining, by what is offered.
    fn risk_hint(&self) -> String {
        match self.offered {
            Offered::Donation => self.s.t.risk_hint_donation(),
            Offered::PreOrder => self.s.t.risk_hint_pre_order(),
            Offered::MemberCapital => self.s.t.risk_hint_capital(),
            Offered::EquityRecord => self.s.t.risk_hint_equity(),
        }
    }

    /// What the first milestone does, which is reaching the goal.
    fn at_the_goal(&self) -> String {
        match self.offered {
            Offered::PreOrder if !self.releases_all => self.s.t.at_the_goal_owed(),
            Offered::EquityRecord => self.s.t.at_the_goal_recorded(),
            _ => self.s.t.at_the_goal(),
        }
    }

    fn gives(&self) -> bool {
        self.offered == Offered::Donation
    }

    fn ways(&self) -> Vec<(String, String)> {
        if self.offered.is_elsewhere() {
            return vec![("later".to_owned(), self.s.t.pay_elsewhere())];
        }
        let mut ways = vec![("later".to_owned(), self.s.t.pay_later())];
        if self.credit > 0 {
            ways.insert(0, ("set_off".to_owned(), self.s.t.pay_set_off(self.s.said(self.credit))));
        }
        ways
    }

    /// A sum that stands beside the terms.
    fn sum(&self, minor: &Option<i64>) -> Html {
        self.s.money(minor.unwrap_or_default())
    }

    /// `¥20.00 brings ¥10.00`.
    fn brings(&self, one: &super::match_view::Brings) -> String {
        self.s.t.match_brings(self.s.said(one.amount_minor), self.s.said(one.match_minor))
    }

    fn not_matched(&self, why: &NotMatched) -> String {
        match why {
            NotMatched::Team => self.s.t.match_not_the_team(),
            NotMatched::Probation => self.s.t.match_not_yet(),
            NotMatched::Closed => self.s.t.match_closed(),
        }
    }

    /// What is to be done about what is released and not spent.
    fn may_ask(&self) -> Option<String> {
        let purse =
            self.purse.as_ref().filter(|purse| self.of_team && purse.is_open && purse.left_minor > 0)?;
        Some(format!("{}/expenses/new?mandate={}", self.s.base, purse.mandate))
    }

    fn of_it_match(&self) -> String {
        self.s.t.of_it_match(self.s.said(self.match_minor.unwrap_or_default()))
    }

    /// Whether there is anything of it.
    fn has(&self, minor: &Option<i64>) -> bool {
        minor.is_some_and(|minor| minor > 0)
    }

    fn older(&self, query: &str, at: &str) -> String {
        self.link(&format!("?{query}#{at}"))
    }

    fn can_join(&self) -> bool {
        self.is_open && self.terms.is_some()
    }
}

/// A campaign.
#[utoipa::path(get, path = "/c/{slug}/campaigns/{campaign}", tag = "campaigns",
    params(("slug" = String, Path), ("campaign" = String, Path), ("updates_before" = Option<i64>, Query),
        ("open_before" = Option<i64>, Query), ("questions_before" = Option<i64>, Query),
        ("amount" = Option<String>, Query, description = "What one thinks of giving: `50.00`; answered with what it brings")),
    responses((status = 200, body = CampaignPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn campaign_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, pool)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let currency = caller.sees_community()?.currency;
    Reply::page(&caller, &load_turned(&caller, &site, &pool, Turned::of(&pairs, currency)).await?)
}

pub(crate) async fn load(caller: &Caller, site: &Site, pool: &str) -> Result<CampaignPage, Problem> {
    load_turned(caller, site, pool, Turned::default()).await
}

async fn load_turned(
    caller: &Caller,
    site: &Site,
    pool: &str,
    turned: Turned,
) -> Result<CampaignPage, Problem> {
    caller.member()?;
    let s = Scene::of(caller, site)?;
    let id = PoolId::parse(pool).map_err(|_| Problem::not_found())?;
    site.db.read(move |reader| read(reader, s, id, turned)).await?.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: PoolId, turned: Turned) -> Result<Option<CampaignPage>, Fault> {
    let Some(pool) = reader.find::<Pool>(&(s.number, id))? else { return Ok(None) };
    let Some(campaign) = reader.find::<Campaign>(&(s.number, id))? else { return Ok(None) };
    let about = About::Campaign(Box::new(campaign.clone()));
    let parts = own_parts(reader, &s, &pool, &about)?;
    let own = match s.me {
        Some(me) => reader.find::<PoolMember>(&(s.number, id, me))?,
        None => None,
    };
    let (mut of_team, mut credit) = (false, 0);
    if let Some(me) = s.me {
        of_team = reader.find::<TeamMember>(&(s.number, id, me))?.is_some();
        credit = market::credit_of(reader, s.number, me, s.currency)?;
    }
    let is_open = pool.state == PoolState::Open && s.now < pool.closes_at_us;
    let beside_team = match s.me {
        Some(me) => is_beside_team_shown(reader, s.number, id, me)?,
        None => false,
    };
    let raised = campaign.round(&pool, &pool.reached()).raise(s.now).ok().filter(|_| of_team && is_open);
    let sees = reads_terms(reader, &s, &campaign)?;
    // A company of the team has no voice on its work either.
    let backs = !parts.is_empty() && !beside_team;
    let beside = match sees {
        true => Some(beside(reader, &s, (&pool, &campaign), own.as_ref(), (of_team, backs), turned)?),
        false => None,
    };
    // Whoever may not read the terms of what is owned reads that there is a campaign, of which kind, until when, and whose work.
    let beside = beside.unwrap_or_default();
    let Beside { told, bar, notice, due, updates, questions, events, mandates, expenses, terms, .. } = beside;
    let (matching, purse) = (beside.matching, beside.purse);
    let shown = |minor: i64| sees.then_some(minor);
    let raise_note = |to: Raised| s.t.raise_note(s.said(to.goal_minor), s.time_text(&to.closes_at));
    Ok(Some(CampaignPage {
        fund_name: fund_name(reader, &s, campaign.fund)?,
        tag: tag(&s, &pool, &campaign),
        kind: crate::door::offered_name(s.lang, campaign.offered),
        closes: s.time(&pool.closes_at_us),
        ended: pool.ended_at_us.map(|at| s.time(&at)),
        can_raise: raised.filter(|_| sees).map(raise_note),
        team: team(reader, &s, &campaign)?.into_iter().map(|(_, name)| name).collect(),
        budget_minor: terms.as_ref().map(|terms| terms.budget.iter().map(|line| line.minor).sum()),
        spent_minor: shown(mandates.iter().map(|mandate| mandate.spent_minor).sum()),
        withdraw_until: sees.then(|| pool.leave_until_us.unwrap_or(pool.closes_at_us).to_string()),
        goal_minor: shown(pool.least),
        in_minor: shown(pool.held_minor),
        match_minor: shown(pool.match_minor),
        together_minor: shown(pool.held_minor + pool.match_minor),
        why_off: why_off(reader, &s, &pool)?.filter(|_| sees),
        people: shown(pool.held_people),
        captured_minor: shown(campaign.captured_minor),
        kept_minor: shown(campaign.kept_minor),
        advance_minor: shown(campaign.advance_minor),
        released_minor: shown(campaign.released_minor),
        returned_minor: shown(campaign.returned_minor),
        told,
        matching,
        purse,
        bar,
        notice,
        due,
        updates_next: updates.next,
        updates: updates.said,
        questions_next: questions.next,
        questions: questions.said,
        events,
        mandates,
        expenses,
        terms,
        parts,
        of_team,
        is_open,
        credit,
        unit_minor: campaign.unit_minor,
        releases_all: campaign.goal_releases_all,
        id,
        number: pool.number,
        title: pool.title.clone(),
        decision: campaign.decision,
        decision_title: campaign.decision_title,
        claimed: if campaign.offered.is_elsewhere() { 0 } else { pool.claimed_count },
        offered: campaign.offered,
        fund: campaign.fund,
        state: pool.state,
        stage: campaign.stage,
        closes_at: pool.closes_at_us.to_string(),
        form: CampaignForm { payment: "later".to_owned(), ..CampaignForm::default() },
        errors: Errors::none(),
        which: String::new(),
        none: Errors::none(),
        s,
    }))
}

/// What is only for those who may read the terms; nothing of it for all others.
#[derive(Default)]
struct Beside {
    told: String,
    bar: Html,
    notice: Option<String>,
    due: Vec<CampaignDue>,
    updates: SaidPage,
    questions: SaidPage,
    events: Vec<EventView>,
    mandates: Vec<MandateLink>,
    expenses: Vec<SpentView>,
    terms: Option<CampaignTerms>,
    matching: Option<MatchView>,
    purse: Option<PurseView>,
}

fn beside(
    reader: &mut Reader,
    s: &Scene,
    (pool, campaign): (&Pool, &Campaign),
    own: Option<&PoolMember>,
    part: (bool, bool),
    turned: Turned,
) -> Result<Beside, Fault> {
    let (mandates, expenses) = spent(reader, s, campaign)?;
    Ok(Beside {
        told: told(reader, s, pool, campaign)?,
        bar: bar(s, pool),
        notice: notice(reader, s, pool, own)?,
        due: due(reader, s, pool, campaign)?,
        updates: updates(reader, s, campaign, turned)?,
        questions: questions(reader, s, campaign, turned)?,
        events: events(reader, s, pool)?,
        mandates,
        expenses,
        purse: purse(reader, s, campaign)?,
        matching: matched(reader, s, (pool, campaign), turned.amount_minor)?,
        terms: Some(terms(reader, s, pool, campaign, part)?),
    })
}

pub(crate) fn fund_name(reader: &mut Reader, s: &Scene, fund: i64) -> Result<String, Fault> {
    let names = ledger::fund_names(reader, s.number)?;
    Ok(names.into_iter().find(|(id, _)| *id == fund).map_or_else(|| fund.to_string(), |(_, name)| name))
}
