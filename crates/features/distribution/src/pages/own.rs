//! "Why did I get this much?": from the payout back to the distribution, the decision, the surplus and the sales.

use super::pieces::{PieceView, pieces};
use super::said::percent;
use super::scene::Scene;
use crate::block::HolderShare;
use crate::distribution::DistributionRefused;
use crate::door::{OwnShare, Told, distribution, share_of, taxes_paid};
use crate::outcome::BasisOutcome;
use crate::rows::Distribution;
use crate::rule::Basis;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::{Answer, Back, Caller, Place, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "own_share.html")]
pub(crate) struct OwnPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    distribution: Id<Distribution>,
    number: i64,
    period: String,
    fund: i64,
    /// What the caller is owed of it.
    net_minor: i64,
    /// Whether the caller is among the holders.
    has_share: bool,
    gross_minor: i64,
    withheld: Vec<WithheldView>,
    bases: Vec<OwnBasis>,
    /// The fund's surplus of the period.
    surplus_minor: i64,
    shared_minor: i64,
    decision: Option<String>,
    /// With which it was paid.
    entry: Option<i64>,
    is_paid: bool,
    /// What leads from the payout back to what was sold, the payout first.
    chain: Vec<StepView>,
    #[serde(skip)]
    fund_name: String,
    /// The least sum that keeps it from being transferred for now: it is carried to the next.
    carried_below_minor: Option<i64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WithheldView {
    name: String,
    minor: i64,
    /// To which office all that was withheld for it was paid, RFC 3339, and with which entry.
    paid_to: Option<String>,
    paid_at: Option<String>,
    entry: Option<i64>,
    #[serde(skip)]
    said: String,
}

/// One's own part of a basis.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OwnBasis {
    /// `capital`, `work`, `purchases`, `deliveries` or `per_head`.
    #[schema(value_type = String)]
    basis: Basis,
    /// One's own of it, and all there is: minor units times seconds, minor units or slices, minor units (bought, delivered), heads.
    own: String,
    all: String,
    part_minor: i64,
    minor: i64,
    /// What it would be by weight alone, rounded down; where a cap changed it.
    by_weight_minor: Option<i64>,
    /// Of `minor`, what came of fractions: those that were carried from before, or of the bases above. Nought where a cap changed it.
    carried_minor: i64,
    #[serde(skip)]
    carried_said: String,
    /// Where one sees what the own part of it is made of.
    href: Option<String>,
    /// The own orders or contributions of the time that were counted, the newest first; and whether there are more.
    pieces: Vec<PieceView>,
    more_pieces: bool,
    /// What they have changed by, all together, since the share was reckoned: money given back, value lost. Nought where there may be more.
    since_minor: i64,
    #[serde(skip)]
    name: String,
    #[serde(skip)]
    said: String,
    /// What a cap did to it, in words; empty: nothing.
    #[serde(skip)]
    cap_said: String,
    /// What "all there is" is all of.
    #[serde(skip)]
    note: String,
}

/// A step of the chain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StepView {
    /// `payout`, `distribution`, `decision`, `surplus`, `fund`, `account`.
    step: &'static str,
    words: String,
    href: String,
}

impl View for OwnPage {
    fn title(&self) -> String {
        self.s.t.why_so_much()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        let href = format!("{}/distributions/{}", self.s.base, self.distribution);
        Back::to(href, self.s.t.distribution_of(self.fund_name.as_str(), self.s.period(&self.period)))
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

/// What the caller gets of a distribution, what of each basis it comes from, and the chain back to what was sold.
#[utoipa::path(get, path = "/c/{slug}/distributions/{distribution}/mine", tag = "distribution",
    params(("slug" = String, Path), ("distribution" = String, Path)),
    responses((status = 200, body = OwnPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn own_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution)): Path<(String, String)>,
) -> Answer {
    let theirs = community::member_or_former(&caller, &site).await?;
    let (s, id) = (Scene::theirs(&caller, &site, theirs.member)?, id::<Distribution>(&distribution)?);
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    Reply::page(&caller, &page.ok_or(DistributionRefused::NoSuchDistribution)?)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Distribution>) -> Result<Option<OwnPage>, Fault> {
    let (Some(told), Some(me)) = (distribution(reader, s.number, id)?, s.me) else { return Ok(None) };
    // Whoever has none is told so: it is an answer, too.
    let nothing = HolderShare {
        holder: me,
        parts: told.outcome.bases.iter().map(|_| (0, 0)).collect(),
        withheld: told.rule.taxes.iter().map(|_| 0).collect(),
        carry_before: 0,
        carry_after: 0,
    };
    let own = share_of(reader, &told.row, me)?;
    let has_share = own.is_some();
    let own = own.unwrap_or(OwnShare { share: nothing, entry: None, is_paid: false });
    let funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let fund_name = funds.get(&told.row.fund).cloned().unwrap_or_default();
    let mut bases = Vec::new();
    for (basis, (weight, minor)) in told.outcome.bases.iter().zip(&own.share.parts) {
        if *weight > 0 {
            let from = FractionsFrom::of(own.share.carry_before, bases.is_empty());
            bases.push(own_basis(reader, &s, &told, basis, (*weight, *minor), from)?);
        }
    }
    let withheld = withheld(reader, &s, &told, &own.share)?;
    // Once it is credited, the books say whether it waits; before, the rule says whether it would.
    let least_minor = told.rule.least_minor;
    let carried = match own.is_paid && own.share.net_minor() > 0 {
        true => supply::carried(reader, s.number, me, s.currency)?,
        false => (1..least_minor).contains(&own.share.net_minor()).then_some(least_minor),
    };
    let chain = chain(&s, &told, &fund_name, own.entry);
    let (row, outcome) = (&told.row, &told.outcome);
    Ok(Some(OwnPage {
        distribution: row.id,
        number: row.number,
        period: row.period.clone(),
        fund: row.fund,
        net_minor: own.share.net_minor(),
        has_share,
        gross_minor: own.share.gross_minor(),
        withheld,
        bases,
        surplus_minor: outcome.result.of_period(),
        shared_minor: outcome.shared_minor,
        decision: row.decision.clone(),
        entry: own.entry,
        is_paid: own.is_paid,
        chain,
        fund_name,
        carried_below_minor: carried,
        s,
    }))
}

/// Which fractions can have made a whole unit of a basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FractionsFrom {
    /// Those of an earlier distribution.
    Before,
    /// Those of the bases above it, of this one.
    Above,
    Both,
}

impl FractionsFrom {
    /// `carry_before`: what the holder had of earlier ones.
    fn of(carry_before: i64, is_first: bool) -> FractionsFrom {
        match (carry_before > 0, is_first) {
            (_, true) => FractionsFrom::Before,
            (false, false) => FractionsFrom::Above,
            (true, false) => FractionsFrom::Both,
        }
    }
}

fn own_basis(
    reader: &mut Reader,
    s: &Scene,
    told: &Told,
    basis: &BasisOutcome,
    (weight, minor): (u64, i64),
    from: FractionsFrom,
) -> Result<OwnBasis, Fault> {
    let all = basis.weight_sum.parse::<u64>().unwrap_or(0);
    // To the nearest hundredth of a percent.
    let part = (u128::from(weight) * 20_000 + u128::from(all)) / (2 * u128::from(all.max(1)));
    let part = i64::try_from(part).unwrap_or(0);
    let (pieces, more_pieces) = match s.me {
        Some(me) => pieces(reader, s, told, basis.basis, me)?,
        None => (Vec::new(), false),
    };
    // Orders and contributions are as they stand now; what was counted is frozen.
    let listed: i64 = pieces.iter().map(|piece| piece.minor).sum();
    let counted = i64::try_from(weight).unwrap_or(i64::MAX);
    let since_minor = if pieces.is_empty() || more_pieces { 0 } else { listed - counted };
    let capped = basis.capped(told.rule.excess, weight, minor);
    let exact = i128::from(basis.part_minor) * i128::from(weight);
    let whole = i64::try_from(exact / i128::from(all.max(1))).unwrap_or(i64::MAX);
    let carried_minor = if capped.is_none() { minor.saturating_sub(whole).max(0) } else { 0 };
    let carried = s.sum(carried_minor).to_string();
    Ok(OwnBasis {
        carried_minor,
        carried_said: match from {
            FractionsFrom::Before => s.t.carried_before(carried),
            FractionsFrom::Above => s.t.carried_above(carried),
            FractionsFrom::Both => s.t.carried_both(carried),
        },
        by_weight_minor: capped.map(|capped| capped.by_weight_minor()),
        cap_said: capped.map(|capped| s.capped(capped)).unwrap_or_default(),
        since_minor,
        basis: basis.basis,
        own: weight.to_string(),
        all: basis.weight_sum.clone(),
        part_minor: basis.part_minor,
        minor,
        pieces,
        more_pieces,
        href: made_of(s, basis.basis),
        name: s.basis(basis.basis),
        note: match basis.basis {
            Basis::Capital => s.t.all_capital_note(),
            Basis::Work => s.t.all_work_note(),
            Basis::Purchases => s.t.all_purchases_note(),
            Basis::Deliveries => s.t.all_deliveries_note(),
            Basis::PerHead => s.t.heads_note(),
        },
        said: s.t.own_of_all(
            amount(s, basis.basis, all),
            amount(s, basis.basis, weight),
            percent(part),
            s.sum(basis.part_minor).to_string(),
        ),
    })
}

/// What was kept back for each line of tax, and whether its office has it.
fn withheld(
    reader: &mut Reader,
    s: &Scene,
    told: &Told,
    share: &HolderShare,
) -> Result<Vec<WithheldView>, Fault> {
    // What is not decided yet has not been withheld either.
    let paid = if told.row.decision.is_some() { taxes_paid(reader, told)? } else { Vec::new() };
    let mut views = Vec::new();
    for (at, (line, minor)) in told.rule.taxes.iter().zip(&share.withheld).enumerate() {
        if *minor == 0 {
            continue;
        }
        let payment = paid.get(at).cloned().flatten();
        let said = match &payment {
            Some(payment) => {
                let day = s.day_said(payment.decided_at_us.unwrap_or(payment.made_at_us));
                s.t.tax_paid_since(day, payment.office.as_str())
            }
            None if told.row.decision.is_some() => s.t.tax_not_yet(),
            None => String::new(),
        };
        views.push(WithheldView {
            name: line.name.clone(),
            minor: *minor,
            paid_at: payment.as_ref().and_then(|one| one.decided_at_us).map(|at| at.to_string()),
            entry: payment.as_ref().and_then(|one| one.entry),
            paid_to: payment.map(|one| one.office),
            said,
        });
    }
    Ok(views)
}

/// What one did oneself stands on the pages of those who keep it.
fn made_of(s: &Scene, basis: Basis) -> Option<String> {
    let page = match basis {
        Basis::Capital => "instruments".to_owned(),
        Basis::Work => "contributions".to_owned(),
        Basis::Purchases => "orders".to_owned(),
        Basis::Deliveries => format!("owed/{}", s.me?),
        Basis::PerHead => return None,
    };
    Some(format!("{}/{page}", s.base))
}

/// A weight as people read it: money held so many days, money, heads.
fn amount(s: &Scene, basis: Basis, weight: u64) -> String {
    let sum = |minor: u64| s.sum(i64::try_from(minor).unwrap_or(i64::MAX)).to_string();
    match basis {
        Basis::Capital => s.t.money_days(sum(weight / 86_400)),
        Basis::Work | Basis::Purchases | Basis::Deliveries => sum(weight),
        Basis::PerHead => s.t.heads(i64::try_from(weight).unwrap_or(i64::MAX)),
    }
}

/// Payout, distribution, decision, surplus, fund, and the accounts with the entries behind them.
fn chain(s: &Scene, told: &Told, fund_name: &str, entry: Option<i64>) -> Vec<StepView> {
    let (base, t, row) = (&s.base, s.t, &told.row);
    let mut steps = Vec::new();
    let mut step = |step, words: String, href: String| steps.push(StepView { step, words, href });
    if let Some(entry) = entry {
        step("payout", t.step_payout(entry.to_string()), format!("{base}/books/entries/{entry}"));
    }
    let period = s.period(&row.period);
    step("distribution", t.step_distribution(row.number), format!("{base}/distributions/{}", row.id));
    if let Some(decision) = &row.decision {
        step("decision", t.step_decision(), format!("{base}/decisions/{}", web::query_escaped(decision)));
    }
    let surplus = s.sum(told.outcome.result.of_period()).to_string();
    let words = t.step_surplus(fund_name, period.as_str(), surplus);
    let last = Timestamp::from_micros(row.ends_us.micros - 1);
    let of_time = format!(
        "{base}/books/journal?fund={}&from={}&until={}",
        row.fund,
        s.plain_day(row.starts_us),
        s.plain_day(last)
    );
    step("surplus", words, of_time);
    step("fund", t.step_fund(fund_name), format!("{base}/books/funds/{}", row.fund));
    for flow in &told.outcome.flows {
        let words =
            t.step_account(s.purpose(&flow.purpose), s.sum(flow.minor).to_string(), flow.posting_count);
        let href = format!(
            "{base}/books/journal?fund={}&purpose={}&from={}&until={}",
            row.fund,
            flow.purpose,
            s.plain_day(row.starts_us),
            s.plain_day(last)
        );
        step("account", words, href);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Carried from before, the first of the own bases → where a whole unit came from. Where nothing was before, it is not said to be.
    #[test]
    fn fractions_are_said_to_be_where_they_were() {
        for (carry_before, is_first, from) in [
            (0, false, FractionsFrom::Above),
            (7, false, FractionsFrom::Both),
            (7, true, FractionsFrom::Before),
        ] {
            assert_eq!(FractionsFrom::of(carry_before, is_first), from, "{carry_before} {is_first}");
        }
    }
}
