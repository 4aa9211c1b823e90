//! Making a simulation: which period of which fund, and by which rule.

use super::rule_form::{RuleForm, excesses, roundings, taxed};
use super::scene::Scene;
use crate::distribution::DistributionRefused;
use crate::distribution_store::{all_closings, closings, last_decided};
use crate::door::shared_out_between;
use crate::ops::{self, BLOCKS_AT_ONCE, Freeze, Frozen};
use crate::period::{ClosingState, Period, PeriodKind};
use crate::rows::{Distribution, PeriodClosing};
use crate::rule::{Preset, Rule, RuleRefused};
use crate::simulate::{Asked, Simulated, simulate};
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use ledger::FundKind;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Problem, Reply, Site, View};

const PERIODS: i64 = 60;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "distribution_new.html")]
pub(crate) struct NewPage {
    #[serde(skip)]
    s: Scene,
    /// Closed periods, those that end last first.
    periods: Vec<NamedChoice>,
    /// Those whose surplus can be shared out.
    funds: Vec<NamedChoice>,
    /// What can be set aside to, and what covers a loss.
    #[serde(skip)]
    all_funds: Vec<NamedChoice>,
    /// The rule that the preset proposes.
    form: RuleForm,
    /// Where the preset comes from.
    source: String,
    /// By which distribution the period of the form was shared out: then there is nothing to simulate.
    shared: Option<SharedPeriodView>,
    /// A later time of the fund was shared out: what was earned before that stays in it, and there is nothing to simulate either.
    later_shared: bool,
    /// Closed months before that period which nothing shared out: once the period is, they cannot be any more. The earliest first.
    earlier: Vec<NamedChoice>,
    #[serde(skip)]
    errors: Errors,
}

/// A distribution that a time was shared out by.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SharedPeriodView {
    #[schema(value_type = String)]
    pub(crate) id: Id<Distribution>,
    pub(crate) number: i64,
}

impl SharedPeriodView {
    pub(crate) fn of(row: &Distribution) -> SharedPeriodView {
        SharedPeriodView { id: row.id, number: row.number }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NamedChoice {
    code: String,
    name: String,
}

impl View for NewPage {
    fn title(&self) -> String {
        self.s.t.simulate()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/distributions", self.s.base), self.s.t.distributions())
    }
}

impl NewPage {
    /// None where nothing before is left out.
    fn left_behind(&self) -> Option<String> {
        let names: Vec<_> = self.earlier.iter().map(|one| one.name.as_str()).collect();
        (!names.is_empty()).then(|| self.s.t.earlier_unshared(names.join(&self.s.t.list_comma())))
    }

    fn periods_href(&self) -> String {
        format!("{}/periods", self.s.base)
    }

    fn presets(&self) -> Vec<(String, String)> {
        Preset::ALL.iter().map(|one| (one.code().to_owned(), self.s.preset(*one))).collect()
    }

    fn period_choices(&self) -> Vec<(String, String)> {
        self.periods.iter().map(|one| (one.code.clone(), one.name.clone())).collect()
    }

    fn fund_choices(&self) -> Vec<(String, String)> {
        self.funds.iter().map(|one| (one.code.clone(), one.name.clone())).collect()
    }

    /// With none of them first.
    fn other_funds(&self) -> Vec<(String, String)> {
        let none = (String::new(), self.s.t.no_fund());
        let all = self.all_funds.iter().map(|one| (one.code.clone(), one.name.clone()));
        std::iter::once(none).chain(all).collect()
    }

    fn excesses(&self) -> Vec<(String, String)> {
        excesses(&self.s)
    }

    fn taxed(&self) -> Vec<(String, String)> {
        taxed(&self.s)
    }

    fn roundings(&self) -> Vec<(String, String)> {
        roundings(&self.s)
    }
}

/// The form of a simulation, filled in by a preset. For those who keep the money or answer for the community.
#[utoipa::path(get, path = "/c/{slug}/distributions/new", tag = "distribution",
    params(("slug" = String, Path),
        ("preset" = Option<String>, Query, description = "`farmers_law`, `consumer`, `worker`, `project`, `sponsorship` or `own`"),
        ("period" = Option<String>, Query, description = "a closed period"),
        ("fund" = Option<i64>, Query, description = "whose surplus")),
    responses((status = 200, body = NewPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let preset = parameter(&pairs, "preset").and_then(Preset::parse).unwrap_or(Preset::Own);
    let period = parameter(&pairs, "period").unwrap_or_default().to_owned();
    let fund = parameter(&pairs, "fund").unwrap_or_default().to_owned();
    let page = load(&caller, &site, preset, (period, fund)).await?;
    Reply::page(&caller, &page)
}

/// `of`: the period and the fund that are asked for, where they are.
async fn load(
    caller: &Caller,
    site: &Site,
    preset: Preset,
    of: (String, String),
) -> Result<NewPage, Problem> {
    let s = Scene::of(caller, site)?;
    if !s.keeps() {
        return Err(DistributionRefused::NotAllowed.into());
    }
    Ok(site.db.read(move |reader| read(reader, s, preset, of)).await?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    preset: Preset,
    (period, fund): (String, String),
) -> Result<NewPage, Fault> {
    let periods = closed_periods(reader, &s)?;
    let funds = ledger::funds(reader, s.number, s.currency)?;
    let first = |kind| funds.iter().find(|total| total.fund.kind == kind).map(|total| total.fund.id);
    let rule = Rule::preset(preset, first(FundKind::Reserve), first(FundKind::MutualAid));
    let mut form = RuleForm::of(&rule, s.currency);
    form.fund = first(FundKind::General).unwrap_or(1).to_string();
    if !fund.is_empty() {
        form.fund = fund;
    }
    let shared;
    (form.period, shared) = whether_shared(reader, &s, &periods, (period, &form.fund))?;
    let later_shared = shared.is_none() && is_before_shared(reader, &s, (&form.period, &form.fund))?;
    let earlier = match later_shared {
        true => Vec::new(),
        false => earlier(reader, &s, &periods, (&form.period, &form.fund))?,
    };
    let choice = |total: &ledger::FundTotal| NamedChoice {
        code: total.fund.id.to_string(),
        name: total.fund.name.clone(),
    };
    let source = s.preset_source(preset);
    let all_funds = funds.iter().map(choice).collect();
    let sharing = funds.iter().filter(|total| crate::acting::shares_out(total.fund.kind).is_ok());
    let funds = sharing.map(choice).collect();
    Ok(NewPage {
        periods,
        funds,
        all_funds,
        form,
        source,
        shared,
        later_shared,
        earlier,
        errors: Errors::none(),
        s,
    })
}

/// Closed months before a period, back to what was shared out of the fund last.
fn earlier(
    reader: &mut Reader,
    s: &Scene,
    periods: &[NamedChoice],
    (code, fund): (&str, &str),
) -> Result<Vec<NamedChoice>, Fault> {
    let chosen = Period::parse(code).and_then(|period| period.bounds(&s.zone));
    let (Some((starts, _)), Ok(fund)) = (chosen, fund.trim().parse::<i64>()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for one in periods {
        let month = Period::parse(&one.code).filter(|period| period.kind() == PeriodKind::Month);
        let Some(time) = month.and_then(|month| month.bounds(&s.zone)) else { continue };
        if time.1 > starts {
            continue;
        }
        if shared_out_between(reader, s.number, fund, time)?.is_some() {
            break;
        }
        found.push(one.clone());
    }
    found.reverse();
    Ok(found)
}

/// Whether a period begins before the end of what was shared out of the fund last.
fn is_before_shared(reader: &mut Reader, s: &Scene, (code, fund): (&str, &str)) -> Result<bool, Fault> {
    let chosen = Period::parse(code).and_then(|period| period.bounds(&s.zone));
    let (Some((starts, _)), Ok(fund)) = (chosen, fund.trim().parse::<i64>()) else { return Ok(false) };
    Ok(starts < last_decided(reader, s.number, fund)?.0)
}

/// The period of the form, and by what it was shared out. Where none is asked for it is the newest that can be.
fn whether_shared(
    reader: &mut Reader,
    s: &Scene,
    periods: &[NamedChoice],
    (asked, fund): (String, &str),
) -> Result<(String, Option<SharedPeriodView>), Fault> {
    let asked_fund = fund;
    let fund = fund.trim().parse::<i64>().unwrap_or(0);
    let by = |reader: &mut Reader, code: &str| {
        let Some(time) = Period::parse(code).and_then(|period| period.bounds(&s.zone)) else {
            return Ok(None);
        };
        Ok::<_, Fault>(
            shared_out_between(reader, s.number, fund, time)?.map(|row| SharedPeriodView::of(&row)),
        )
    };
    if !asked.is_empty() {
        let shared = by(reader, &asked)?;
        return Ok((asked, shared));
    }
    let mut newest = None;
    for period in periods {
        match by(reader, &period.code)? {
            None if is_before_shared(reader, s, (&period.code, asked_fund))? => {
                newest = newest.or(Some((period.code.clone(), None)));
            }
            None => return Ok((period.code.clone(), None)),
            shared => newest = newest.or(Some((period.code.clone(), shared))),
        }
    }
    Ok(newest.unwrap_or_default())
}

/// Those that were closed, and the quarters and years that are closed with the last of their months. Those that end last first.
fn closed_periods(reader: &mut Reader, s: &Scene) -> Result<Vec<NamedChoice>, Fault> {
    let closed_before = crate::acting::books(reader, s.number)?.closed_before_us;
    let mut closed = BTreeSet::new();
    for (_, code) in closings(reader, s.number, &all_closings(), PERIODS)? {
        let row = reader.find::<PeriodClosing>(&(s.number, code))?;
        let Some(row) = row.filter(|row| row.state == ClosingState::Closed) else { continue };
        let around = |kind: &PeriodKind| Period::at(*kind, row.starts_us, &s.zone);
        let own = Period::parse(&row.period);
        for period in own.into_iter().chain([PeriodKind::Quarter, PeriodKind::Year].iter().filter_map(around))
        {
            let bounds = period.bounds(&s.zone).filter(|(_, ends)| *ends <= closed_before);
            closed.extend(bounds.map(|(starts, ends)| (ends, starts, period.code())));
        }
    }
    // Closing a month closes those before it, too: each is shared out by itself, or with its quarter.
    let founded = community::founded_at(reader, s.number)?;
    let mut next = founded.and_then(|at| Period::at(PeriodKind::Month, at, &s.zone));
    while let Some((month, (starts, ends))) = next.and_then(|month| Some((month, month.bounds(&s.zone)?))) {
        if ends > closed_before {
            break;
        }
        for kind in PeriodKind::ALL {
            let period = Period::at(*kind, starts, &s.zone);
            let bounds = period.and_then(|period| Some((period, period.bounds(&s.zone)?)));
            let bounds = bounds.filter(|(_, (_, ends))| *ends <= closed_before);
            closed.extend(bounds.map(|(period, (starts, ends))| (ends, starts, period.code())));
        }
        next = Some(month.next());
    }
    while closed.len() > PERIODS as usize {
        closed.pop_first();
    }
    let choice = |(_, _, code): (_, _, String)| NamedChoice { name: s.period(&code), code };
    Ok(closed.into_iter().rev().map(choice).collect())
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MadeAnswer {
    #[schema(value_type = String)]
    distribution: Id<Distribution>,
    number: i64,
    /// Of rule, outcome and every share: what a decision names.
    hash: String,
}

/// Reckons who would get what, and freezes it: a ballot can name it, and nothing of it changes any more.
#[utoipa::path(post, path = "/c/{slug}/distributions", tag = "distribution", request_body = RuleForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = MadeAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn make_distribution(
    caller: Caller,
    State(site): State<Site>,
    Path(_): Path<String>,
    Keyed { input: form, key }: Keyed<RuleForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community()?, site.now());
    if !Scene::of(&caller, &site)?.keeps() {
        return Err(DistributionRefused::NotAllowed.into());
    }
    let mut check = Check::new(caller.lang);
    let rule = form.read(&mut check, community.currency);
    let fund = check.whole("fund", &form.fund, 1..=i64::MAX);
    let period = check.choice("period", &form.period, Period::parse);
    let (rule, fund, period) = match check.done((rule, fund, period)) {
        Ok((rule, fund, Some(period))) => (rule, fund, period),
        Ok((.., None)) => {
            return again(
                &caller,
                &site,
                form,
                Errors::refused(DistributionRefused::PeriodOpen, caller.lang),
            )
            .await;
        }
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    if let Err(why) = rule.check(fund, ledger::AMOUNT_MAX) {
        let errors = match why {
            RuleRefused::WeightsUnequal => form.weights_wrong(caller.lang),
            why => Errors::refused(why, caller.lang),
        };
        return again(&caller, &site, form, errors).await;
    }
    let (asked, number) = (Asked::new(period, fund, rule), community.number);
    let key = key.of(&caller, "make_distribution")?;
    // A request that was answered is not reckoned again: what it was reckoned from may be gone.
    let known = key.clone();
    match site.db.transact(number, move |tx| ops::frozen_before(tx, &known)).await {
        Ok(Some(first)) => return made(&caller, community.slug.as_str(), first),
        Ok(None) => {}
        Err(OpError::Refused(why)) => {
            return again(&caller, &site, form, Errors::refused(why, caller.lang)).await;
        }
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    }
    let simulated = match simulate(&site.db, number, &asked).await? {
        Ok(simulated) => Arc::new(simulated),
        Err(why) => return again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
    };
    let input = Freeze { id: site.id(), simulated, key: Some(key) };
    match freeze(&site, number, me, input, now).await {
        Ok(frozen) => made(&caller, community.slug.as_str(), frozen),
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn made(caller: &Caller, slug: &str, frozen: Frozen) -> Answer {
    let Frozen { distribution, number, hash } = frozen;
    let location = format!("/c/{slug}/distributions/{distribution}");
    Reply::created_json(caller, &location, &MadeAnswer { distribution, number, hash })
}

/// Some blocks an operation, so that orders pass in between. Where what is reckoned again is the same to the last byte, a
/// request that was cut off is finished by its repetition.
async fn freeze(
    site: &Site,
    community: i64,
    me: Id<crate::ids::Member>,
    input: Freeze,
    now: Timestamp,
) -> Result<Frozen, OpError<DistributionRefused>> {
    let simulated: Arc<Simulated> = input.simulated.clone();
    let frozen = site.db.transact(community, move |tx| ops::begin_freezing(tx, me, &input, now)).await?;
    let id = frozen.distribution;
    if frozen.hash == simulated.hash {
        for first in (0..simulated.blocks.len()).step_by(BLOCKS_AT_ONCE) {
            let simulated = simulated.clone();
            let write = move |tx: &mut store::Tx| -> store::Outcome<(), DistributionRefused> {
                let last = simulated.blocks.len().min(first + BLOCKS_AT_ONCE);
                Ok(ops::freeze_blocks(tx, id, first as i64 + 1, &simulated.blocks[first..last])?)
            };
            site.db.transact(community, write).await?;
        }
        site.db.transact(community, move |tx| ops::end_freezing(tx, id)).await?;
    }
    Ok(frozen)
}

async fn again(caller: &Caller, site: &Site, form: RuleForm, errors: Errors) -> Answer {
    let preset = Preset::parse(form.preset.trim()).unwrap_or(Preset::Own);
    let mut page = load(caller, site, preset, (form.period.clone(), form.fund.clone())).await?;
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}
