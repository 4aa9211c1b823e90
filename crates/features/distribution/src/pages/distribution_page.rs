//! One distribution: from the surplus to what is shared out, by which rule, who decided, and how it compares with another one.

use super::distributions::{DistributionRow, VoteView};
use super::new::SharedPeriodView;
use super::said::percent;
use super::scene::Scene;
use crate::distribution::{DistributionRefused, DistributionState};
use crate::distribution_store::of_period;
use crate::door::{Told, distribution, names_by_work, share_of, shared_out_between, tax_left};
use crate::outcome::{FlowOf, Goes, Outcome, Reaches, tenth_size};
use crate::rows::Distribution;
use crate::rule::{Basis, Rule};
use crate::voting::VoteState;
use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Id, Timestamp};
use ledger::{Kind, Purpose};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

/// Others of the same fund and period that are offered to compare with.
const OTHERS: i64 = 12;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "distribution.html")]
pub(crate) struct DistributionPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    row: DistributionRow,
    /// What a decision names.
    hash: String,
    /// The proposal behind it.
    decision: Option<String>,
    /// With which the sum left the fund.
    entry: Option<i64>,
    blocks_paid: i64,
    block_count: i64,
    #[schema(value_type = Object)]
    rule: Rule,
    #[schema(value_type = Object)]
    outcome: Outcome,
    /// What was withheld and its offices have not been paid.
    tax_left_minor: i64,
    /// What the caller gets.
    own_minor: Option<i64>,
    /// Another one, by which this time of the fund was shared out: this one can be decided on no more.
    shared_already: Option<SharedPeriodView>,
    /// Another one beside it.
    compared: Option<ComparedView>,
    #[serde(skip)]
    others: Vec<DistributionRow>,
    #[serde(skip)]
    rule_said: Vec<String>,
    #[serde(skip)]
    funds: BTreeMap<i64, String>,
    #[serde(skip)]
    starts: Timestamp,
    #[serde(skip)]
    ends: Timestamp,
}

/// Another distribution of the same fund and period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ComparedView {
    #[schema(value_type = String)]
    id: Id<Distribution>,
    number: i64,
    #[schema(value_type = Object)]
    rule: Rule,
    #[schema(value_type = Object)]
    outcome: Outcome,
    own_minor: Option<i64>,
    #[serde(skip)]
    rule_said: Vec<String>,
}

impl View for DistributionPage {
    fn title(&self) -> String {
        self.s.t.distribution_of(self.row.fund_name.as_str(), self.row.period_name.as_str())
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/distributions", self.s.base), self.s.t.distributions())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl DistributionPage {
    fn link(&self, tail: &str) -> String {
        format!("{}/distributions/{}{tail}", self.s.base, self.row.id)
    }

    fn tag(&self) -> Html {
        self.row.tag(&self.s)
    }

    fn fund(&self, fund: i64) -> String {
        self.funds.get(&fund).cloned().unwrap_or_else(|| fund.to_string())
    }

    /// The entries that an account's sum comes from.
    fn journal(&self, purpose: &str) -> String {
        let last = Timestamp::from_micros(self.ends.micros - 1);
        let (from, until) = (self.s.plain_day(self.starts), self.s.plain_day(last));
        format!(
            "{}/books/journal?fund={}&purpose={purpose}&from={from}&until={until}",
            self.s.base, self.row.fund
        )
    }

    /// What an account adds to the surplus; what was spent is taken off.
    fn adds(&self, flow: &FlowOf) -> i64 {
        let spent = Purpose::parse(&flow.purpose).is_some_and(|purpose| purpose.kind() == Kind::Expense);
        if spent { -flow.minor } else { flow.minor }
    }

    /// What of the accounts is no surplus, as it changes it.
    fn left_out(&self) -> Vec<Where> {
        let (left, t) = (self.outcome.left_out.unwrap_or_default(), self.s.t);
        let lines = [
            (t.left_out_campaign_gifts(), -left.campaign_gifts_minor),
            (t.left_out_campaign_costs(), left.campaign_costs_minor),
            (t.left_out_ordered(), -left.ordered_minor),
            (t.left_out_ordered_costs(), left.ordered_costs_minor),
            (t.left_out_gifts(), -left.gifts_minor),
        ];
        let line = |(name, minor)| Where { name, note: String::new(), minor };
        lines.into_iter().filter(|(_, minor)| *minor != 0).map(line).collect()
    }

    /// There is nothing to share out: something is to be covered, or made up for later.
    fn is_loss(&self) -> bool {
        self.outcome.result.net() < 0
    }

    fn of_period(&self) -> String {
        match self.outcome.result.of_period() < 0 {
            true => self.s.t.loss_of_period(),
            false => self.s.t.surplus_of_period(),
        }
    }

    fn adds_up(&self) -> String {
        if self.is_loss() { self.s.t.adds_to_loss() } else { self.s.t.adds_to_surplus() }
    }

    fn is_covered(&self) -> bool {
        self.outcome.covers.iter().any(|moved| moved.minor > 0)
    }

    fn to_propose(&self) -> String {
        match (self.is_loss(), self.is_covered()) {
            (false, _) => self.s.t.propose_to_share(),
            (true, true) => self.s.t.propose_to_cover(),
            (true, false) => self.s.t.propose_to_carry_loss(),
        }
    }

    fn to_propose_note(&self) -> String {
        match (self.is_loss(), self.is_covered()) {
            (false, _) => self.s.t.propose_to_share_note(),
            (true, true) => self.s.t.propose_to_cover_note(),
            (true, false) => self.s.t.propose_to_carry_loss_note(),
        }
    }

    fn decision_href(&self, decision: &str) -> String {
        format!("{}/decisions/{}", self.s.base, web::query_escaped(decision))
    }

    /// It waits for somebody to bring it before the members.
    fn can_be_proposed(&self) -> bool {
        let made = self.row.state == DistributionState::Made && self.decision.is_none();
        made && self.row.vote.is_none() && self.shared_already.is_none() && !self.gifts_are_untold()
    }

    /// Made before gifts were told apart: nobody can propose it.
    fn gifts_are_untold(&self) -> bool {
        let made = self.row.state == DistributionState::Made && self.row.vote.is_none();
        made && self.outcome.left_out.is_none()
    }

    /// Where it stands with the members.
    fn vote_said(&self, vote: &VoteView) -> String {
        let until = vote.until_at.format(&self.s.zone, "%Y-%m-%d %H:%M");
        match vote.state {
            VoteState::Voting => self.s.t.is_voted_on(until),
            VoteState::Passed | VoteState::Over => self.s.t.is_passed(until),
        }
    }

    fn is_paying(&self) -> bool {
        self.row.state == DistributionState::Paying
    }

    fn progress(&self) -> Html {
        let label = self.s.t.blocks_paid(self.block_count, self.blocks_paid);
        ui::progress(self.blocks_paid, self.block_count, Tone::Wait, label)
    }

    /// What one of a tenth gets on average, as a part of what one of the best tenth gets: groups may differ by one in how many they are.
    fn tenth(&self, line: &Line) -> Html {
        let most = self.tenths().iter().map(|line| self.average(line)).max().unwrap_or(0);
        let own = self.average(line);
        ui::progress(own, most, Tone::Done, self.s.sum(own).to_string())
    }

    /// Fewer than ten people are a group each; the other groups have nobody, and would look like people who get nothing.
    fn tenths(&self) -> Vec<Line> {
        let line = |(number, minor): (usize, &i64)| Line {
            name: number.to_string(),
            at: number - 1,
            here: *minor,
            there: 0,
        };
        let groups = usize::try_from(self.row.holder_count).unwrap_or(usize::MAX);
        (1..).zip(&self.outcome.tenths).take(groups).map(line).collect()
    }

    /// What becomes of the surplus, line by line: it sums to it.
    fn goes(&self) -> Vec<Where> {
        let t = self.s.t;
        let of = |(what, minor): (Goes, i64)| {
            let (name, note) = match what {
                Goes::Aside(fund) => (self.fund(fund), t.set_aside()),
                Goes::Shared(basis) => (self.s.basis(basis), self.of_basis(basis)),
                Goes::Left => (t.left_in_fund(), t.left_in_fund_note()),
                Goes::CoveredBy(fund) => (t.covered_from(self.fund(fund)), String::new()),
                Goes::LossLeft => (t.loss_left(), String::new()),
            };
            Where { name, note, minor }
        };
        self.outcome.goes().into_iter().map(of).collect()
    }

    /// How many share by a basis, and what it has of all: the rule's part, and the real one where it is another.
    fn of_basis(&self, basis: Basis) -> String {
        let t = self.s.t;
        let holders =
            self.outcome.bases.iter().find(|one| one.basis == basis).map_or(0, |one| one.holder_count);
        let decided = self.rule.weight(basis);
        let said = match self.outcome.effective(&self.rule, basis) {
            Some((really, _)) if really != decided => {
                t.part_decided_and_real(percent(decided), percent(really))
            }
            _ => percent(decided),
        };
        format!("{} · {said}", t.holders_counted(holders))
    }

    /// From what is shared out to what is really paid.
    fn reaches(&self) -> Vec<Where> {
        let t = self.s.t;
        let of = |(what, minor): (Reaches, i64)| {
            let name = match what {
                Reaches::Before => t.fractions_before(),
                Reaches::After => t.fractions_after(),
                Reaches::Fractions => t.fractions_both(),
                Reaches::Withheld(at) => t.withheld_for(self.outcome.taxes[at].name.as_str()),
            };
            Where { name, note: String::new(), minor }
        };
        self.outcome.reaches().into_iter().map(of).collect()
    }

    /// Bases of the rule that nobody has anything in: their part goes to the others.
    fn empty_bases(&self) -> Vec<String> {
        let empty = self.outcome.bases.iter().filter(|one| one.holder_count == 0);
        empty
            .map(|one| {
                let parts = percent(self.rule.weight(one.basis));
                self.s.t.basis_is_empty(self.row.fund_name.as_str(), self.s.basis(one.basis), parts)
            })
            .collect()
    }

    /// What others can tell from it, to who has yet to decide.
    fn names(&self) -> Option<String> {
        let undecided = self.row.state == DistributionState::Made && self.decision.is_none();
        names_by_work(self.s.lang, &self.outcome.bases).filter(|_| undecided)
    }

    fn by_head(&self) -> bool {
        self.rule.weight(Basis::PerHead) > 0
    }

    /// How many are in a tenth, and what each of them gets on average.
    fn size(&self, line: &Line) -> i64 {
        tenth_size(self.row.holder_count, line.at)
    }

    fn average(&self, line: &Line) -> i64 {
        line.here / self.size(line).max(1)
    }

    fn tenths_note(&self) -> String {
        if self.row.holder_count < 10 { self.s.t.each_note() } else { self.s.t.tenths_note() }
    }

    /// What one of each group gets on average, here and there; of fewer than ten people no more groups than there are people in either.
    fn tenths_beside(&self, other: &ComparedView) -> Vec<Line> {
        let (here, there) = (&self.outcome, &other.outcome);
        let groups = usize::try_from(here.holder_count.max(there.holder_count)).unwrap_or(usize::MAX);
        let average = |of: &Outcome, at: usize| {
            of.tenths.get(at).copied().unwrap_or(0) / tenth_size(of.holder_count, at).max(1)
        };
        let line = |at: usize| Line {
            name: (at + 1).to_string(),
            at,
            here: average(here, at),
            there: average(there, at),
        };
        (0..groups.min(here.tenths.len().max(there.tenths.len()))).map(line).collect()
    }

    /// As a part of the largest average of both.
    fn tenth_beside(&self, minor: i64, other: &ComparedView) -> Html {
        let lines = self.tenths_beside(other);
        let most = lines.iter().map(|line| line.here.max(line.there)).max().unwrap_or(0);
        ui::progress(minor, most, Tone::Done, self.s.sum(minor).to_string())
    }

    fn beside_note(&self, other: &ComparedView) -> String {
        let most = self.outcome.holder_count.max(other.outcome.holder_count);
        if most < 10 { self.s.t.each_note() } else { self.s.t.tenths_note() }
    }

    fn comparison(&self, other: &ComparedView) -> Vec<Line> {
        let (a, b, t) = (&self.outcome, &other.outcome, self.s.t);
        let aside = |outcome: &Outcome| outcome.set_aside.iter().map(|moved| moved.minor).sum();
        let line = |name, here, there| Line { name, at: 0, here, there };
        let mut lines = vec![
            line(t.set_aside(), aside(a), aside(b)),
            line(t.shared_out(), a.total_minor, b.total_minor),
            line(t.withheld(), a.withheld_minor, b.withheld_minor),
            line(t.least_share(), a.least_minor, b.least_minor),
            line(t.most_share(), a.most_minor, b.most_minor),
        ];
        if self.own_minor.is_some() || other.own_minor.is_some() {
            lines.push(line(t.your_share(), self.own_minor.unwrap_or(0), other.own_minor.unwrap_or(0)));
        }
        lines
    }
}

/// A line of a table that closes.
struct Where {
    name: String,
    note: String,
    minor: i64,
}

/// A line of a table: a sum here, and where two are compared, the other one's.
struct Line {
    name: String,
    /// Which tenth it is, from nought.
    at: usize,
    here: i64,
    there: i64,
}

/// One distribution with all that it was reckoned from; `with` names another one of the same fund and period to compare it with.
#[utoipa::path(get, path = "/c/{slug}/distributions/{distribution}", tag = "distribution",
    params(("slug" = String, Path), ("distribution" = String, Path),
        ("with" = Option<String>, Query, description = "another distribution")),
    responses((status = 200, body = DistributionPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn distribution_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, distribution)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let id = id::<Distribution>(&distribution)?;
    let with = parameter(&pairs, "with").and_then(|with| Id::parse(with).ok());
    let page = site.db.read(move |reader| read(reader, s, id, with)).await?;
    Reply::page(&caller, &page.ok_or(DistributionRefused::NoSuchDistribution)?)
}

fn read(
    reader: &mut Reader,
    s: Scene,
    id: Id<Distribution>,
    with: Option<Id<Distribution>>,
) -> Result<Option<DistributionPage>, Fault> {
    let Some(told) = distribution(reader, s.number, id)? else { return Ok(None) };
    let funds: BTreeMap<i64, String> = ledger::fund_names(reader, s.number)?.into_iter().collect();
    let mut others = Vec::new();
    for other in of_period(reader, &told.row, OTHERS)?.into_iter().filter(|other| *other != id) {
        let row = reader.find::<Distribution>(&(s.number, other))?;
        if let Some(row) = row {
            others.push(DistributionRow::of(reader, &s, &funds, &row)?);
        }
    }
    let compared = match with.filter(|with| others.iter().any(|other| other.id == *with)) {
        Some(with) => distribution(reader, s.number, with)?,
        None => None,
    };
    let compared = match compared {
        Some(Told { row, rule, outcome }) => {
            let own_minor = own(reader, &s, &row)?;
            let rule_said = s.rule(&rule, Some(&outcome), &funds);
            Some(ComparedView { id: row.id, number: row.number, rule, outcome, own_minor, rule_said })
        }
        None => None,
    };
    let own_minor = own(reader, &s, &told.row)?;
    let tax_left_minor = tax_left(reader, &told.row)?;
    let Told { row, rule, outcome } = told;
    let shared_already = match row.state {
        DistributionState::Made => {
            shared_out_between(reader, s.number, row.fund, (row.starts_us, row.ends_us))?
        }
        DistributionState::Making | DistributionState::Paying | DistributionState::Paid => None,
    };
    Ok(Some(DistributionPage {
        row: DistributionRow::of(reader, &s, &funds, &row)?,
        shared_already: shared_already.map(|other| SharedPeriodView::of(&other)),
        rule_said: s.rule(&rule, Some(&outcome), &funds),
        hash: row.hash,
        decision: row.decision,
        entry: row.entry,
        blocks_paid: row.blocks_paid,
        block_count: row.block_count,
        starts: row.starts_us,
        ends: row.ends_us,
        rule,
        outcome,
        tax_left_minor,
        own_minor,
        compared,
        others,
        funds,
        s,
    }))
}

fn own(reader: &mut Reader, s: &Scene, row: &Distribution) -> Result<Option<i64>, Fault> {
    match s.me {
        Some(me) => Ok(share_of(reader, row, me)?.map(|own| own.share.net_minor())),
        None => Ok(None),
    }
}
