//! Where the chain of an entry begins: before any entry somebody decided something, a mandate came of it, and an expense cited that.

use super::entry::{PermissionView, SharedView};
use crate::scene::Scene;
use kernel::Id;
use ledger::{Full, Kind};
use market::{AboutOrder, OrderNote, OrderOnward, OrderSeen};
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Html, Lang, ui};

type OrderId = Id<market::rows::Order>;

kernel::codes! {
    pub(crate) enum OriginStep {
        /// A proposal that passed.
        Decision = "decision",
        /// The rules of deciding, which permit small sums without a decision of its own.
        Rules = "rules",
        /// What it was given for together.
        Campaign = "campaign",
        Mandate = "mandate",
        Expense = "expense",
        /// What a decision shared out.
        Distribution = "distribution",
        /// What a fund's surplus, with this in it, was shared out by.
        SharedOut = "shared_out",
        /// Whoever brought the buyer was thanked for it.
        Thanked = "thanked",
    }
}

/// A step of the chain that is no entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OriginView {
    /// `decision`, `rules`, `campaign`, `mandate`, `expense`, `distribution`; where it went on to, `shared_out`, `thanked`.
    #[schema(value_type = String)]
    step: OriginStep,
    /// The proposal, the mandate, the expense; the number of the version of the rules.
    id: String,
    words: String,
    /// To members only, as what it leads to.
    href: Option<String>,
    #[serde(skip)]
    note: String,
}

impl OriginView {
    pub(crate) fn shown(&self) -> Html {
        let what = match &self.href {
            Some(href) => {
                Html::trusted(format!("<a href=\"{}\">{}</a>", web::escaped(href), web::escaped(&self.words)))
            }
            None => Html::from(self.words.clone()),
        };
        ui::step(what, self.note.clone(), false)
    }
}

/// What came before the first entry, the first of it first. What only members know is told to them only.
pub(crate) fn origin(
    s: &Scene,
    permission: Option<&PermissionView>,
    expense: Option<&spending::ExpenseBehind>,
    shared: Option<&SharedView>,
    campaign: Option<&pools::CampaignBehind>,
) -> Vec<OriginView> {
    let view = |step, id: String, (words, note): (String, String), path: String| OriginView {
        step,
        id,
        words,
        href: s.inside.then(|| format!("/c/{}/{path}", s.slug)),
        note,
    };
    let mut steps = Vec::new();
    if let Some(campaign) = campaign {
        let title = Some(campaign.decision_title.clone()).filter(|title| s.inside && !title.is_empty());
        let words = (title.unwrap_or_else(|| s.t.a_decision()), s.t.origin_decided());
        let path = format!("decisions/{}", web::query_escaped(&campaign.decision));
        steps.push(view(OriginStep::Decision, campaign.decision.clone(), words, path));
    }
    if let Some(permission) = permission {
        steps.extend(decided(permission).map(|(step, id)| {
            let (words, path) = match step {
                OriginStep::Rules => (s.t.rules_version(id.clone()), format!("decisions/rules?version={id}")),
                _ => {
                    let title = permission.decision_title.clone().unwrap_or_else(|| s.t.a_decision());
                    (title, format!("decisions/{}", web::query_escaped(&id)))
                }
            };
            view(step, id, (words, s.t.origin_decided()), path)
        }));
        if let Some(raised) = &permission.campaign {
            let words = raised.title.clone().filter(|_| s.inside).unwrap_or_else(|| s.t.a_campaign());
            let note = s.t.origin_raised(raised.people, s.money(raised.captured_minor).to_string());
            let path = format!("campaigns/{}", raised.pool);
            steps.push(view(OriginStep::Campaign, raised.pool.clone(), (words, note), path));
        }
        let numbered = s.t.mandate_number(permission.number);
        let words = permission.purpose.clone().unwrap_or_else(|| numbered.clone());
        let path = format!("mandates/{}", permission.mandate);
        steps.push(view(OriginStep::Mandate, permission.mandate.clone(), (words, numbered), path));
    }
    if let Some(expense) = expense {
        let numbered = match expense.is_capital {
            true => s.t.capital_back_number(expense.number),
            false => s.t.expense_number(expense.number),
        };
        let words = Some(expense.what.clone()).filter(|what| s.inside && !what.is_empty());
        let words = (words.unwrap_or_else(|| numbered.clone()), numbered);
        steps.push(view(
            OriginStep::Expense,
            expense.id.to_string(),
            words,
            format!("expenses/{}", expense.id),
        ));
    }
    if let Some(shared) = shared {
        if let Some(id) = &shared.decision {
            let path = format!("decisions/{}", web::query_escaped(id));
            steps.push(view(
                OriginStep::Decision,
                id.clone(),
                (shared.decision_title.clone().unwrap_or_else(|| s.t.a_decision()), s.t.origin_decided()),
                path,
            ));
        }
        let words = (s.t.distribution_numbered(shared.number), s.t.origin_distribution());
        let path = format!("distributions/{}", shared.distribution);
        steps.push(view(OriginStep::Distribution, shared.distribution.clone(), words, path));
    }
    steps
}

/// Where the chain goes on when entries say no more: what came into a fund, or left it, is in a surplus that was shared out later.
pub(crate) fn onward(reader: &mut Reader, s: &Scene, of: &Full) -> Result<Vec<OriginView>, Fault> {
    let found = if s.inside { shared_out_with(reader, s.community, of)? } else { Vec::new() };
    let step = |row: distribution::rows::Distribution| OriginView {
        step: OriginStep::SharedOut,
        id: row.id.to_string(),
        words: s.t.distribution_numbered(row.number),
        href: Some(format!("/c/{}/distributions/{}", s.slug, row.id)),
        note: s.t.onward_shared_out(distribution::period_said(s.lang, &row.period)),
    };
    Ok(found.into_iter().map(step).collect())
}

/// The distributions with what an entry brought into a fund or took from it.
fn shared_out_with(
    reader: &mut Reader,
    community: i64,
    of: &Full,
) -> Result<Vec<distribution::rows::Distribution>, Fault> {
    let earned = of.postings.iter().filter(|(key, _)| matches!(key.kind(), Kind::Income | Kind::Expense));
    let funds: BTreeSet<i64> = earned.filter_map(|(key, _)| key.fund()).collect();
    let mut all = Vec::new();
    for fund in funds {
        let happened_at = of.head.entry.happened_at_us;
        all.extend(distribution::shared_out_in(reader, community, fund, happened_at)?);
    }
    Ok(all)
}

/// What the books say on an order's page of its money: that its part of a fund was shared out later, and that somebody was thanked.
#[derive(Debug)]
pub struct AboutSale;

impl AboutOrder for AboutSale {
    fn note(
        &self,
        _reader: &mut Reader,
        _community: i64,
        _order: OrderId,
        _lang: Lang,
    ) -> Result<Option<OrderNote>, Fault> {
        Ok(None)
    }

    fn onward(&self, reader: &mut Reader, seen: &OrderSeen) -> Result<Vec<OrderOnward>, Fault> {
        let (t, mut steps) = (crate::t(seen.lang), Vec::new());
        if let Some(sale) = ledger::entry(reader, seen.community, seen.settled_entry)? {
            let found = shared_out_with(reader, seen.community, &sale)?;
            steps.extend(found.into_iter().map(|row| OrderOnward {
                words: t.distribution_numbered(row.number),
                note: t.onward_shared_out(distribution::period_said(seen.lang, &row.period)),
                href: format!("{}/distributions/{}", seen.base, row.id),
            }));
        }
        let entry = referral::thanked_for(reader, seen.community, seen.order, seen.me)?;
        steps.extend(entry.map(|entry| OrderOnward {
            words: t.onward_thanked(),
            note: t.entry_number(crate::words::grouped(entry)),
            href: format!("{}/books/entries/{entry}", seen.base),
        }));
        Ok(steps)
    }
}

/// That an order brought somebody a reward: to its buyer.
pub(crate) fn thanked(
    reader: &mut Reader,
    s: &Scene,
    order: Option<OrderId>,
) -> Result<Option<OriginView>, Fault> {
    let (Some(order), Some(me)) = (order, s.me) else { return Ok(None) };
    let entry = referral::thanked_for(reader, s.community, order, me)?;
    Ok(entry.map(|entry| OriginView {
        step: OriginStep::Thanked,
        id: entry.to_string(),
        words: s.t.onward_thanked(),
        href: Some(format!("{}/entries/{entry}", s.base)),
        note: s.t.entry_number(crate::words::grouped(entry)),
    }))
}

/// By a proposal, or by a version of the rules of deciding.
fn decided(permission: &PermissionView) -> Option<(OriginStep, String)> {
    let rules = permission.rules_version.map(|version| (OriginStep::Rules, version.to_string()));
    permission.decision.clone().map(|decision| (OriginStep::Decision, decision)).or(rules)
}
