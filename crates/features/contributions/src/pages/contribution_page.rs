//! One contribution: what it comes to and why, its way, its evidence, and what the caller may do about it.

use super::evidence::{FileView, shown};
use super::said::said_officer;
use super::scene::{Names, Scene};
use crate::acting::rules;
use crate::contribution::{Ruling, State as Stands, Step};
use crate::ids::{Instrument, Member};
use crate::rows::{Confirmation, Contribution, Dispute, MadeHolding, Rest, StepRow};
use crate::rules::ContributionRules;
use crate::worth::{Kind, Valuing};
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
#[template(path = "contribution.html")]
pub(crate) struct ContributionPage {
    #[serde(skip)]
    pub s: Scene,
    #[schema(value_type = String)]
    pub id: Id<Contribution>,
    number: i64,
    member: String,
    #[schema(value_type = String)]
    kind: Kind,
    what: String,
    fund: i64,
    fund_name: String,
    done_at: String,
    rate: String,
    #[schema(value_type = String)]
    quantity: Quantity,
    market_minor: i64,
    paid_minor: i64,
    /// What is multiplied, and what of it counts: `2`, `1/3`.
    multiplier: String,
    share: String,
    /// `money` (minor units) or `slices`.
    #[schema(value_type = String)]
    counted_in: Valuing,
    value: i64,
    /// `claimed`, `confirmed`, `disputed`, `recorded`, `refused`, `withdrawn`.
    #[schema(value_type = String)]
    state: Stands,
    rules_version: i64,
    confirmation_count: i64,
    confirmations_needed: i64,
    /// What it becomes, or became, where the rules of then say so.
    holding: Option<HoldingView>,
    /// Until when any member may object.
    disputable_until: Option<String>,
    steps: Vec<StepView>,
    files: Vec<FileView>,
    /// The proposal by which members ruled on the dispute.
    ruled_by: Option<String>,
    may_confirm: bool,
    may_dispute: bool,
    may_decide: bool,
    /// Disputed, and whoever could rule has a part in it: only all of them together can.
    nobody_rules: bool,
    may_withdraw: bool,
    may_add: bool,
    /// The caller could decide on others, and has a part in this.
    #[serde(skip)]
    own_matter: bool,
    #[serde(skip)]
    given: String,
    #[serde(skip)]
    needs: String,
    /// More than members settle among themselves.
    is_large: bool,
    #[serde(skip)]
    large_note: Option<String>,
    /// `8 hours × ¥25.00`.
    #[serde(skip)]
    rated: Option<String>,
    #[serde(skip)]
    reason_of_dispute: String,
    #[serde(skip)]
    tag: Html,
    #[serde(skip)]
    done: Timestamp,
    #[serde(skip)]
    until: Option<Timestamp>,
    #[serde(skip)]
    pub form: MoveForm,
    #[serde(skip)]
    pub errors: Errors,
    #[serde(skip)]
    pub which: Which,
}

/// Units of an instrument in place of a part in what is shared out.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionHoldingView)]
pub(crate) struct HoldingView {
    #[schema(value_type = String)]
    instrument: Id<Instrument>,
    name: String,
    /// So much value is one unit.
    unit_value: i64,
    /// Once it counts; for its member and who keeps the register.
    made: Option<MadeView>,
    /// What it would become as things are, before it counts; for the same.
    expected: Option<ExpectedView>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionExpectedView)]
pub(crate) struct ExpectedView {
    units: i64,
    /// Left by earlier contributions, and by this one for the next.
    rest_before: i64,
    rest_after: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionMadeView)]
pub(crate) struct MadeView {
    units: i64,
    /// The others wait for room.
    units_issued: i64,
    /// Left by earlier contributions, and by this one for the next.
    rest_before: i64,
    rest_after: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionStepView)]
pub(crate) struct StepView {
    #[schema(value_type = String)]
    step: Step,
    at: String,
    by: Option<String>,
    reason: String,
    #[serde(skip)]
    when: Html,
}

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    #[default]
    Confirm,
    Dispute,
    Decide,
    Add,
}

/// A dispute: `reason`. Its decision: `ruling`, `reason`, and `share` where a part counts. The others need nothing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ContributionMoveForm)]
pub(crate) struct MoveForm {
    pub reason: String,
    /// `stands`, `part` or `refused`.
    pub ruling: String,
    /// What of it counts: `1/2`, `60%`.
    pub share: String,
}

impl View for ContributionPage {
    fn title(&self) -> String {
        self.s.t.contribution_numbered(self.number)
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link(""), self.s.t.contributions())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl ContributionPage {
    fn failed(&self, which: &str) -> bool {
        let code = match self.which {
            Which::Confirm => "confirm",
            Which::Dispute => "dispute",
            Which::Decide => "decide",
            Which::Add => "add",
        };
        code == which && !self.errors.is_empty()
    }

    /// Fields that stand on the page for a form now: what is wrong with others is said above.
    pub(crate) fn fields(&self, which: Which) -> &'static [&'static str] {
        match which {
            Which::Dispute if self.may_dispute => &["reason"],
            Which::Decide if self.may_decide => &["ruling", "share", "reason"],
            Which::Add if self.may_add => &["files"],
            _ => &[],
        }
    }

    fn link(&self, path: &str) -> String {
        self.s.link(&format!("/{}{path}", self.id))
    }

    fn way(&self, at: &usize, step: &StepView) -> Html {
        let mut note = step.when.to_string();
        for text in step.by.iter().chain(Some(&step.reason).filter(|reason| !reason.is_empty())) {
            note.push_str(&format!(" · {}", web::escaped(text)));
        }
        ui::step(self.s.step(step.step), Html::trusted(note), at + 1 == self.steps.len())
    }

    /// How the value follows: `¥75.00 − ¥10.00 paid, × 2`.
    fn reckoned(&self) -> String {
        let (s, t) = (&self.s, self.s.t);
        let market = s.said(self.market_minor);
        let mut parts = vec![match &self.rated {
            Some(rated) => format!("{rated} = {market}"),
            None => market,
        }];
        if self.paid_minor > 0 {
            parts.push(t.less_paid(s.said(self.paid_minor)));
        }
        if self.counted_in == Valuing::Slices {
            parts.push(t.times_multiplier(self.multiplier.as_str()));
        }
        if self.share != "1" {
            parts.push(t.times_share(self.share.as_str()));
        }
        parts.join(&t.reckoned_comma())
    }

    /// `¥20.00 carried, ¥180.00 now: 2 units, ¥0.00 for the next`.
    fn made_said(&self, made: &MadeView) -> String {
        let (s, t) = (&self.s, self.s.t);
        let value = |value: i64| s.value(self.counted_in, value);
        let mut said = t.holding_made(made.units, value(made.rest_after));
        if made.rest_before > 0 {
            said = format!("{}{}{said}", t.holding_carried(value(made.rest_before)), t.reckoned_comma());
        }
        if made.units > made.units_issued {
            said = format!("{said}{}{}", t.reckoned_comma(), t.units_wait(made.units - made.units_issued));
        }
        said
    }

    /// `¥87.50 makes no whole unit yet`: before it counts. Who may not see what its member has is told the rule alone.
    fn expected_said(&self, holding: &HoldingView) -> Option<String> {
        let (s, t) = (&self.s, self.s.t);
        if !self.state.may_count() {
            return None;
        }
        let value = |value: i64| s.value(self.counted_in, value);
        let Some(expected) = &holding.expected else { return Some(t.rest_goes_on()) };
        let said = match expected.units {
            0 => t.holding_expected_none(value(expected.rest_after)),
            units if expected.rest_after == 0 => t.holding_expected_whole(units),
            units => t.holding_expected(units, value(expected.rest_after)),
        };
        Some(match expected.rest_before {
            0 => said,
            before => format!("{}{}{said}", t.holding_carried(value(before)), t.reckoned_comma()),
        })
    }

    fn is_disputed(&self) -> bool {
        self.state == Stands::Disputed
    }

    fn rulings(&self) -> Vec<(String, String)> {
        [
            ("stands", self.s.t.ruling_stands()),
            ("part", self.s.t.ruling_part()),
            ("refused", self.s.t.ruling_refused()),
        ]
        .into_iter()
        .map(|(code, words)| (code.to_owned(), words))
        .collect()
    }
}

/// One contribution with its way and its evidence.
#[utoipa::path(get, path = "/c/{slug}/contributions/{contribution}", tag = "contributions",
    params(("slug" = String, Path), ("contribution" = String, Path)),
    responses((status = 200, body = ContributionPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn contribution_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, contribution)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &contribution).await?)
}

pub(crate) async fn load(
    caller: &Caller,
    site: &Site,
    contribution: &str,
) -> Result<ContributionPage, Problem> {
    let s = Scene::of(caller, site)?;
    let id = id::<Contribution>(contribution)?;
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    page.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Contribution>) -> Result<Option<ContributionPage>, Fault> {
    let Some(row) = reader.find::<Contribution>(&(s.number, id))? else { return Ok(None) };
    let Some(me) = s.me else { return Ok(None) };
    let (standing, mut names) = (row.standing(), Names::default());
    let is_full =
        reader.find::<community::Member>(&(s.number, me))?.is_some_and(|row| row.is_full_since(s.now));
    let part = Involved::read(reader, s.number, &row, me)?;
    let dispute = reader.find::<Dispute>(&(s.number, id))?;
    let judges = s.can(Power::ApproveExpenses);
    let may_decide = may_rule(reader, &s, &row, me)?;
    let nobody_rules = row.state == Stands::Disputed && !somebody_rules(reader, &s, &row)?;
    let fund = ledger::fund(reader, s.number, row.fund)?;
    let rules = rules(reader, s.number, row.rules_version)?;
    let needed = rules.as_ref().map_or(0, |rules| rules.confirmation_count);
    let needs = match rules.as_ref().and_then(|rules| Some((rules.office?, rules.office_count))) {
        Some((office, count)) => {
            s.t.confirmations_of_office(row.confirmation_count, needed, count, s.office(office))
        }
        None => s.t.confirmations_of(row.confirmation_count, needed),
    };
    let large_note = (row.is_large && row.state == Stands::Claimed)
        .then(|| s.t.large_note(said_officer(s.lang, rules.as_ref().and_then(|rules| rules.office))));
    let rate = row.rate_number.and_then(|number| usize::try_from(number - 1).ok());
    let rate = rate.and_then(|at| rules.as_ref()?.rates.get(at));
    let rated = rate.map(|rate| s.at_rate(row.quantity_milli, rate));
    let (text, tone) = s.state_tag(row.state);
    let holding = match &rules {
        Some(rules) => holding(reader, &s, &row, rules)?,
        None => None,
    };
    Ok(Some(ContributionPage {
        id,
        number: row.number,
        member: names.of(reader, &s, row.member)?,
        kind: row.kind,
        what: row.what.clone(),
        fund: row.fund,
        fund_name: fund.map(|fund| fund.name).unwrap_or_default(),
        done_at: row.done_at_us.to_string(),
        rate: row.rate_name.clone(),
        quantity: row.quantity_milli,
        market_minor: row.market_minor,
        paid_minor: row.paid_minor,
        multiplier: row.worth().multiplier.to_string(),
        share: row.share().to_string(),
        counted_in: row.unit,
        value: row.value,
        state: row.state,
        rules_version: row.rules_version,
        confirmation_count: row.confirmation_count,
        confirmations_needed: needed,
        holding,
        disputable_until: row.disputable_until_us.map(|until| until.to_string()),
        steps: steps(reader, &s, &mut names, &row)?,
        files: shown(reader, &s, &row)?,
        ruled_by: dispute.as_ref().and_then(|dispute| dispute.decision.clone()),
        may_confirm: standing.confirm(me, is_full, part.confirmed, part.accepted_by).is_ok(),
        may_dispute: standing.dispute(me, is_full, part.confirmed, s.now).is_ok(),
        may_decide: judges && may_decide,
        may_withdraw: standing.withdraw(me).is_ok(),
        may_add: standing.add_files(me, 1).is_ok(),
        nobody_rules,
        own_matter: judges && !may_decide && row.state == Stands::Disputed,
        given: s.given(&row),
        needs,
        is_large: row.is_large,
        large_note,
        rated,
        reason_of_dispute: dispute.map(|dispute| dispute.reason).unwrap_or_default(),
        tag: ui::tag(text, tone),
        done: row.done_at_us,
        until: row.disputable_until_us.filter(|_| row.state == Stands::Confirmed),
        form: MoveForm { ruling: "stands".to_owned(), ..MoveForm::default() },
        errors: Errors::none(),
        which: Which::default(),
        s,
    }))
}

/// What somebody has had to do with a contribution. They and their companies are one: what one of them has said all have said.
struct Involved {
    who: Id<Member>,
    ones: Vec<Id<Member>>,
    confirmed: bool,
    /// Of its call, as their own where one of them did.
    accepted_by: Option<Id<Member>>,
}

impl Involved {
    fn read(
        reader: &mut Reader,
        community: i64,
        row: &Contribution,
        who: Id<Member>,
    ) -> Result<Involved, Fault> {
        let ones = community::one_with_shown(reader, community, who)?;
        let mut part = Involved { who, ones, confirmed: false, accepted_by: None };
        for one in part.ones.iter().copied().chain([who]) {
            part.confirmed |= reader.find::<Confirmation>(&(community, row.id, one))?.is_some();
        }
        part.accepted_by = crate::acting::accepted_by(reader, row)?.map(|other| part.as_own(other));
        Ok(part)
    }

    fn as_own(&self, other: Id<Member>) -> Id<Member> {
        if self.ones.contains(&other) { self.who } else { other }
    }
}

/// Whether somebody with the power would rule on it as things are: who gave it, disputed, confirmed or accepted it does not, and neither
/// does who is one with them.
fn may_rule(reader: &mut Reader, s: &Scene, row: &Contribution, who: Id<Member>) -> Result<bool, Fault> {
    let part = Involved::read(reader, s.number, row, who)?;
    let disputed_by = reader.find::<Dispute>(&(s.number, row.id))?;
    let disputed_by = disputed_by.map(|dispute| part.as_own(dispute.disputed_by));
    let judge = if part.as_own(row.member) == who { row.member } else { who };
    let said = (part.confirmed, part.accepted_by);
    let ruled = row.standing().decide(judge, disputed_by, said, Ruling::Stands);
    Ok(ruled.is_ok())
}

fn somebody_rules(reader: &mut Reader, s: &Scene, row: &Contribution) -> Result<bool, Fault> {
    for (officer, _) in community::officers_who(reader, s.number, Power::ApproveExpenses)? {
        if may_rule(reader, s, row, officer)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holding(
    reader: &mut Reader,
    s: &Scene,
    row: &Contribution,
    rules: &ContributionRules,
) -> Result<Option<HoldingView>, Fault> {
    let Some(becomes) = rules.holding else { return Ok(None) };
    let instrument = ownership::instrument(reader, s.number, becomes.instrument)?;
    let Some(instrument) = instrument.filter(|instrument| instrument.fund == row.fund) else {
        return Ok(None);
    };
    let expected = match s.sees_units(row.member) && row.state.may_count() {
        true => {
            let carried = reader.find::<Rest>(&(s.number, row.member, becomes.instrument))?;
            let rest_before = carried.map_or(0, |carried| carried.rest);
            let formed = becomes.formed(rest_before, row.value);
            formed.map(|formed| ExpectedView { units: formed.units, rest_before, rest_after: formed.rest })
        }
        false => None,
    };
    let made = match s.sees_units(row.member) {
        true => reader.find::<MadeHolding>(&(s.number, row.id))?,
        false => None,
    };
    Ok(Some(HoldingView {
        instrument: instrument.id,
        name: instrument.name,
        unit_value: becomes.unit_value,
        expected,
        made: made.map(|made| MadeView {
            units: made.units,
            units_issued: made.units_issued,
            rest_before: made.rest_before,
            rest_after: made.rest_after,
        }),
    }))
}

fn steps(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    row: &Contribution,
) -> Result<Vec<StepView>, Fault> {
    let mut views = Vec::new();
    for number in 1..=row.step_count {
        let Some(step) = reader.find::<StepRow>(&(s.number, row.id, number))? else { continue };
        let by = match step.by_member {
            Some(member) => Some(names.of(reader, s, member)?),
            None => None,
        };
        let (at, when) = (step.at_us.to_string(), s.time(&step.at_us));
        views.push(StepView { step: step.step, at, by, reason: step.reason, when });
    }
    Ok(views)
}
