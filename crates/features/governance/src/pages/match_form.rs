//! A match fund as it is typed in a proposal, and as it is told.

use super::asks_form::Here;
use super::deed_form::DeedForm;
use super::scene::{Names, Scene};
use crate::asked_match::AskedMatch;
use crate::asks::Action;
use crate::ops::match_rule;
use crate::t;
use kernel::{Currency, Id, Money};
use pools::MatchRefused as No;
use pools::campaign::LINE_CHARS_MAX;
use pools::matching::{MatchKind, PERCENT};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::Pool;
use web::{Check, Refusal};

/// Campaigns that the form has fields for.
pub(crate) const CAMPAIGNS: usize = 4;

/// What only a match fund has; its name, fund, kind and ceiling are fields that other deeds have too, and so are its percentage
/// and `each`, the most that one gift brings.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct MatchFields {
    /// The most that one member's gifts bring, and those to one campaign.
    pub member_most: String,
    pub campaign_most: String,
    /// Campaigns (`pol_…`) whose gifts are matched.
    pub campaigns: Vec<String>,
}

impl MatchFields {
    pub(crate) fn gathered(typed: &mut BTreeMap<String, String>, at: usize) -> MatchFields {
        let mut field = |name: &str| typed.remove(&format!("deed_{at}_{name}")).unwrap_or_default();
        MatchFields {
            member_most: field("member_most"),
            campaign_most: field("campaign_most"),
            campaigns: (1..=CAMPAIGNS).map(|number| field(&format!("campaign_{number}"))).collect(),
        }
    }

    pub(crate) fn campaign(&self, at: usize) -> &str {
        self.campaigns.get(at).map_or("", String::as_str)
    }
}

pub(crate) fn read(form: &DeedForm, check: &mut Check, at: i64, here: &Here) -> Action {
    let field = |name: &str| format!("deed_{at}_{name}");
    let kind = check.choice(&field("kind"), &form.kind, MatchKind::parse).unwrap_or(MatchKind::Share);
    let shares = kind == MatchKind::Share;
    let money =
        |check: &mut Check, name: &str, typed: &str| check.money(&field(name), typed, here.currency).minor;
    let of_share = |check: &mut Check, name: &str, typed: &str| match shares {
        true => money(check, name, typed),
        false => 0,
    };
    let named: Vec<(usize, &str)> = form.matching.campaigns.iter().map(|id| id.trim()).enumerate().collect();
    let named: Vec<_> = named.into_iter().filter(|(_, id)| !id.is_empty()).collect();
    check.require(&field("campaign_1"), !named.is_empty(), || t(here.lang).match_campaigns_missing());
    let asked = AskedMatch {
        name: check.text(&field("name"), &form.name, 1..=LINE_CHARS_MAX),
        fund: check.whole(&field("fund"), &form.fund, 1..=i64::MAX),
        budget_minor: money(check, "ceiling", &form.ceiling),
        kind: kind.code().to_owned(),
        percent: if shares { check.whole(&field("percent"), &form.campaign.percent, PERCENT) } else { 0 },
        each_minor: of_share(check, "each", &form.each),
        member_minor: of_share(check, "member_most", &form.matching.member_most),
        campaign_minor: money(check, "campaign_most", &form.matching.campaign_most),
        campaigns: named
            .into_iter()
            .map(|(row, id)| check.id::<Pool>(&field(&format!("campaign_{}", row + 1)), id).to_string())
            .collect(),
    };
    // What does not fit together is said here, where it can be mended.
    if check.is_clean()
        && let Some(Err(why)) = match_rule(&asked).map(|rule| rule.check(ledger::AMOUNT_MAX))
    {
        let about = match why {
            No::BudgetUnfit => "ceiling",
            No::PercentUnfit => "percent",
            // The cap that is above another one, from the widest on.
            _ if asked.campaign_minor > asked.budget_minor => "campaign_most",
            _ if asked.member_minor > asked.budget_minor => "member_most",
            _ if shares => "each",
            _ => "campaign_most",
        };
        check.refuse(&field(about), why.say(here.lang));
    }
    Action::Match { matching: Box::new(asked) }
}

/// As it would be typed.
pub(crate) fn of(asked: &AskedMatch, bare: DeedForm, currency: Currency) -> DeedForm {
    let money = |minor: i64| if minor > 0 { Money::new(minor, currency).plain() } else { String::new() };
    let mut form = DeedForm {
        name: asked.name.clone(),
        fund: asked.fund.to_string(),
        ceiling: money(asked.budget_minor),
        kind: asked.kind.clone(),
        each: money(asked.each_minor),
        matching: MatchFields {
            member_most: money(asked.member_minor),
            campaign_most: money(asked.campaign_minor),
            campaigns: asked.campaigns.clone(),
        },
        ..bare
    };
    form.campaign.percent = if asked.percent > 0 { asked.percent.to_string() } else { String::new() };
    form
}

/// In sentences: what is added to which gifts, and the caps.
pub(crate) fn told(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    asked: &AskedMatch,
) -> Result<String, Fault> {
    let mut titles = Vec::new();
    for id in &asked.campaigns {
        let name = match Id::parse(id) {
            Ok(id) => pools::campaign_title(reader, s.number, id)?,
            Err(_) => None,
        };
        titles.push(name.unwrap_or_else(|| id.clone()));
    }
    let fund = names.fund(reader, s, asked.fund)?;
    let set_aside = s.t.deed_match(fund, s.said(asked.budget_minor), titles.join(&s.t.list_comma()));
    let rule = match_rule(asked).map(|rule| pools::match_rule_said(s.lang, s.currency, &rule));
    Ok([set_aside]
        .into_iter()
        .chain(rule.unwrap_or_default())
        .collect::<Vec<_>>()
        .join(&s.t.list_semicolon()))
}
