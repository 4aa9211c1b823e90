//! What a version asks, in words.

use super::scene::{Names, Scene};
use super::words;
use crate::asks::{Action, Asks, CharterPart, MandateUse};
use kernel::Id;
use market::split::{Party, Split, Take};
use store::{Fault, Reader};

/// Lines for people, each what and how.
#[derive(Debug, Clone, Default)]
pub(crate) struct AsksView {
    /// How it is decided: kind, secrecy, weighting, counting.
    pub how: Vec<(String, String)>,
    pub options: Vec<OptionView>,
    /// Of a budget: how much, out of what, until when.
    pub budget: Option<String>,
    /// What is done when it passes.
    pub deeds: Vec<String>,
    /// What is shared out: by which rule, and what the reader gets of it.
    pub shares: Vec<SharesView>,
    /// Members are to put money in: nobody may promise what comes of it.
    pub asks_for_money: bool,
    /// Long words of deeds, each under a heading: terms and risks of what can be owned.
    pub words: Vec<(String, String)>,
}

/// A simulation that a deed names, for who reads what is asked.
#[derive(Debug, Clone)]
pub(crate) struct SharesView {
    pub href: String,
    pub number: i64,
    /// The rule in sentences.
    pub rule: Vec<String>,
    /// What goes into funds before anything is shared out.
    pub aside: Vec<String>,
    /// What the reader would get, in a sentence.
    pub own: String,
}

#[derive(Debug, Clone)]
pub(crate) struct OptionView {
    pub title: String,
    pub note: String,
    pub cost: String,
    pub by: String,
}

pub(crate) fn view(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    asks: &Asks,
) -> Result<AsksView, Fault> {
    let t = s.t;
    let mut how = vec![
        (t.kind(), words::kind(t, asks.kind)),
        (t.secrecy(), words::secrecy(t, asks.secrecy)),
        (t.weighting(), words::weighting(t, asks.weighting)),
    ];
    if asks.kind.countings().len() > 1 {
        how.push((t.counting(), words::counting(t, asks.counting)));
    }
    let mut said = None;
    if let Some(budget) = asks.budget {
        let fund = names.fund(reader, s, budget.fund)?;
        let (sum, day) = (s.said(budget.total_minor), s.last_day_said(budget.ends_at_us));
        said = Some(t.budget_said(sum, fund, day));
        how.extend(said.clone().map(|said| (t.budget(), said)));
    }
    let mut options = Vec::new();
    for option in &asks.options {
        options.push(OptionView {
            title: option.title.clone(),
            note: option.note.clone(),
            cost: option.cost_minor.map(|cost| s.said(cost)).unwrap_or_default(),
            by: match option.carried_by {
                Some(by) => names.name(reader, s, by)?,
                None => String::new(),
            },
        });
    }
    let (mut deeds, mut long, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for action in &asks.actions {
        if let Action::Distribution { distribution, .. } = action {
            shares.extend(shares_of(reader, s, names, distribution)?);
        }
        deeds.push(deed(reader, s, names, action)?);
        if let (Action::Instrument { name, terms, risk, .. }, true) = (action, s.is_full) {
            long.push((t.terms_of(name.as_str()), terms.clone()));
            long.push((t.risks_of(name.as_str()), risk.clone()));
        }
        if let Action::Campaign { campaign } = action
            && (s.is_full || !campaign.is_owned())
        {
            long.extend(super::campaign_view::words(reader, s, names, campaign)?);
        }
    }
    let asks_for_money = asks.asks_for_money();
    Ok(AsksView { how, options, budget: said, deeds, shares, asks_for_money, words: long })
}

fn shares_of(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    distribution: &str,
) -> Result<Option<SharesView>, Fault> {
    let told = match Id::parse(distribution) {
        Ok(id) => distribution::distribution(reader, s.number, id)?,
        Err(_) => None,
    };
    let Some(told) = told else { return Ok(None) };
    let mut aside = Vec::new();
    for moved in told.outcome.set_aside.iter().filter(|moved| moved.minor > 0) {
        aside.push(s.t.shares_aside(s.said(moved.minor), names.fund(reader, s, moved.fund)?));
    }
    let own = match s.me {
        Some(me) => distribution::share_of(reader, &told.row, me)?,
        None => None,
    };
    let net = own.map_or(0, |own| own.share.net_minor());
    Ok(Some(SharesView {
        href: format!("{}/distributions/{}", s.base, told.row.id),
        number: told.row.number,
        rule: distribution::rule_said(reader, &told, s.lang, &s.zone)?,
        aside,
        own: if net > 0 { s.t.shares_yours(s.said(net)) } else { s.t.shares_none() },
    }))
}

/// What is asked, as programs read it: without what is not for the reader.
pub(crate) fn told(s: &Scene, asks: Asks) -> Asks {
    if s.is_full { asks } else { asks.without_terms() }
}

/// What a decision would permit to spend beyond what a fund has: a warning to who decides, no refusal, for the money may come.
pub(crate) fn warnings(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    asks: &Asks,
) -> Result<Vec<String>, Fault> {
    let mut wanted = std::collections::BTreeMap::<i64, i64>::new();
    let budget = asks.budget.map(|budget| (budget.fund, budget.total_minor));
    let ceilings = asks.actions.iter().filter_map(|action| match action {
        Action::Mandate { fund, ceiling_minor, .. } => Some((*fund, *ceiling_minor)),
        Action::Match { matching } => Some((matching.fund, matching.budget_minor)),
        _ => None,
    });
    let ceilings: Vec<_> = ceilings.collect();
    let mut backs = Vec::new();
    for action in &asks.actions {
        if let Action::GiveBack { instrument, ceiling_minor, .. } = action
            && let Ok(id) = Id::parse(instrument)
            && let Some(row) = ownership::instrument(reader, s.number, id)?
        {
            backs.push((row.fund, *ceiling_minor));
        }
    }
    for (fund, sum) in ceilings.into_iter().chain(backs).chain(budget) {
        let of = wanted.entry(fund).or_default();
        *of = of.saturating_add(sum);
    }
    let mut warnings = Vec::new();
    for action in &asks.actions {
        if let Action::Distribution { distribution, .. } = action
            && let Ok(id) = Id::parse(distribution)
            && let Some(told) = distribution::distribution(reader, s.number, id)?
        {
            warnings.extend(distribution::names_by_work(s.lang, &told.outcome.bases));
        }
    }
    for (fund, sum) in wanted {
        let left = spending::fund_left(reader, s.number, fund, s.currency)?;
        if sum > left {
            warnings.push(s.t.more_than_the_fund(names.fund(reader, s, fund)?, s.said(left), s.said(sum)));
        }
    }
    for action in &asks.actions {
        let Action::Campaign { campaign } = action else { continue };
        if s.is_full || !campaign.is_owned() {
            warnings.extend(of_campaign(reader, s, campaign)?);
        }
    }
    Ok(warnings)
}

/// So many times what all funds have together: somebody typed a nought too many.
const GOAL_TIMES: i64 = 100;
/// Below that a goal is no slip, however little a young community has.
const GOAL_MINOR: i64 = 100_000_000;

/// What may be a slip, and what leaves backers no say.
fn of_campaign(
    reader: &mut Reader,
    s: &Scene,
    campaign: &crate::asked_campaign::AskedCampaign,
) -> Result<Vec<String>, Fault> {
    let mut warnings = Vec::new();
    let funds = ledger::funds(reader, s.number, s.currency)?;
    let all = funds.iter().fold(0_i64, |sum, fund| sum.saturating_add(fund.balance_minor.max(0)));
    let goal = campaign.second_goal_minor.unwrap_or(campaign.goal_minor);
    if goal > GOAL_MINOR && goal > all.saturating_mul(GOAL_TIMES) {
        warnings.push(s.t.warn_goal(s.said(goal), s.said(all)));
    }
    let budget = campaign.budget.iter().fold(0_i64, |sum, line| sum.saturating_add(line.minor));
    if budget > goal {
        warnings.push(s.t.warn_budget(s.said(budget), s.said(goal)));
    }
    let ordered =
        pools::campaign::Offered::parse(&campaign.offered) == Some(pools::campaign::Offered::PreOrder);
    if !ordered && campaign.milestones.first().is_some_and(|step| step.share_bp == 10_000) {
        warnings.push(s.t.warn_all_at_once());
    }
    Ok(warnings)
}

/// One deed in a sentence.
pub(crate) fn deed(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    action: &Action,
) -> Result<String, Fault> {
    let t = s.t;
    Ok(match action {
        Action::Mandate { purpose, fund, ceiling_minor, ends_at_us, carried_by, kind } => {
            let fund = names.fund(reader, s, *fund)?;
            let (sum, day) = (s.said(*ceiling_minor), s.last_day_said(*ends_at_us));
            let said = match carried_by {
                Some(by) => t.deed_mandate_by(names.name(reader, s, *by)?, fund, sum, purpose.as_str(), day),
                None => t.deed_mandate(fund, sum, purpose.as_str(), day),
            };
            match kind {
                MandateUse::Spending => said,
                MandateUse::Referral => t.deed_mandate_referral(said),
            }
        }
        Action::EndMandate { mandate } => {
            let row = match Id::parse(mandate) {
                Ok(id) => spending::mandate(reader, s.number, id)?,
                Err(_) => None,
            };
            t.deed_end_mandate(
                row.map_or_else(|| mandate.clone(), |row| spending::mandate_name(s.lang, &row)),
            )
        }
        Action::Split { offer, words } => {
            let row = match Id::parse(offer) {
                Ok(id) => reader.find::<market::rows::Offer>(&(s.number, id))?,
                Err(_) => None,
            };
            let title = row.map_or_else(|| offer.clone(), |row| row.title);
            t.deed_split(title, split_said(reader, s, names, words)?)
        }
        Action::AddRule { rule, reason } => t.deed_add_rule(rule.as_str(), reason.as_str()),
        Action::DropRule { position, rule } => t.deed_drop_rule(*position, rule.as_str()),
        Action::ChangeRule { position, rule, to, reason } => {
            t.deed_change_rule(*position, rule.as_str(), to.as_str(), reason.as_str())
        }
        Action::Charter { changes } => {
            let said = changes.iter().map(|part| charter_part(s, part)).collect::<Vec<_>>();
            t.deed_charter(said.join(&t.list_semicolon()))
        }
        Action::Role { member, role, give } => {
            let (name, role) = (names.name(reader, s, *member)?, words::role(t, role));
            if *give { t.deed_give_role(name, role) } else { t.deed_take_role(name, role) }
        }
        Action::Instrument { kind, name, fund, price_minor, units_max, units_each_max, .. } => {
            let fund = names.fund(reader, s, *fund)?;
            let kind = ownership::InstrumentKind::parse(kind)
                .map_or_else(|| kind.clone(), |kind| ownership::kind_name(s.lang, kind));
            match s.is_full {
                true => {
                    let price = s.said(*price_minor);
                    t.deed_instrument_told(kind, name.as_str(), price, *units_max, *units_each_max, fund)
                }
                false => t.deed_instrument(kind, name.as_str(), fund),
            }
        }
        Action::Distribution { distribution, .. } => {
            let told = match Id::parse(distribution) {
                Ok(id) => distribution::distribution(reader, s.number, id)?,
                Err(_) => None,
            };
            match told {
                Some(told) => t.deed_distribution(
                    names.fund(reader, s, told.row.fund)?,
                    told.row.number,
                    told.row.period.as_str(),
                    s.said(told.row.total_minor),
                ),
                None => t.deed_distribution_unknown(distribution.as_str()),
            }
        }
        Action::ShareRule { instrument, first_days, lapse_days } => {
            let name = share(reader, s, instrument)?;
            match lapse_days {
                Some(lapse) => t.deed_share_rule_lapsing(name, *first_days, *lapse),
                None => t.deed_share_rule(name, *first_days),
            }
        }
        Action::Convert { instrument, into, give, get } => {
            t.deed_convert(share(reader, s, instrument)?, *give, *get, share(reader, s, into)?)
        }
        Action::Campaign { campaign } => super::campaign_view::deed(reader, s, names, campaign)?,
        Action::Match { matching } => super::match_form::told(reader, s, names, matching)?,
        Action::Ruling { contribution, ruling, share } => {
            let said = match Id::parse(contribution) {
                Ok(id) => contributions::contribution_said(reader, s.number, s.lang, id)?,
                Err(_) => None,
            };
            let said = said.unwrap_or_else(|| contribution.clone());
            match ruling.as_str() {
                "stands" => t.deed_ruling_stands(said),
                "part" => t.deed_ruling_part(said, share.as_str()),
                _ => t.deed_ruling_refused(said),
            }
        }
        Action::ContributionRules { words } => {
            let said = match serde_json::from_str(words) {
                Ok(rules) => {
                    let mut said = contributions::rules_said(s.lang, s.currency, &rules);
                    said.extend(contributions::holding_said(reader, s.number, s.lang, s.currency, &rules)?);
                    said.join(&t.list_semicolon())
                }
                Err(_) => words.clone(),
            };
            t.deed_contribution_rules(said)
        }
        Action::GiveBack { instrument, ceiling_minor, ends_at_us } => {
            let (sum, day) = (s.said(*ceiling_minor), s.last_day_said(*ends_at_us));
            t.deed_give_back(share(reader, s, instrument)?, sum, day)
        }
        Action::Rules { rules, from_version } => {
            // Against what it was written from: it changes nothing else, whatever has become of that since.
            let base = match from_version {
                Some(from) => crate::ops::rules_version(reader, s.number, *from)?,
                None => None,
            };
            let base = match base {
                Some(base) => base,
                None => crate::ops::rules_of(reader, s.number)?.1,
            };
            t.deed_rules(super::rules_view::changes(s, &base, rules).join(&t.list_semicolon()))
        }
    })
}

/// What an instrument is called.
fn share(reader: &mut Reader, s: &Scene, instrument: &str) -> Result<String, Fault> {
    let row = match Id::parse(instrument) {
        Ok(id) => ownership::instrument(reader, s.number, id)?,
        Err(_) => None,
    };
    Ok(row.map_or_else(|| instrument.to_owned(), |row| row.name))
}

/// `theme: food → bread`.
fn charter_part(s: &Scene, part: &CharterPart) -> String {
    let t = s.t;
    let value = |value: &str| match (part.field.as_str(), value) {
        ("storefront_public" | "books_public" | "applications_open", "yes") => t.yes(),
        ("storefront_public" | "books_public" | "applications_open", _) => t.no(),
        ("probation_days", days) => {
            days.parse::<i64>().map_or_else(|_| days.to_owned(), |days| t.days_counted(days))
        }
        (_, "") => t.nothing_said(),
        (_, text) => text.to_owned(),
    };
    t.rule_changes(words::charter_field(t, &part.field), value(&part.was), value(&part.now))
}

fn split_said(reader: &mut Reader, s: &Scene, names: &mut Names, words: &str) -> Result<String, Fault> {
    let Ok(split) = Split::parse(words) else { return Ok(words.to_owned()) };
    let mut said = Vec::new();
    for part in &split.parts {
        let name = party(reader, s, names, part.to)?;
        said.push(match part.take {
            Take::BasisPoints(points) => {
                format!("{name} {}%", kernel::Quantity::from_milli(points * 10))
            }
            Take::PerUnit(minor) => s.t.take_per_unit(name, s.said(minor)),
            Take::PerLine(minor) => s.t.take_per_line(name, s.said(minor)),
        });
    }
    said.push(s.t.take_rest(party(reader, s, names, split.rest)?));
    Ok(said.join(&s.t.list_comma()))
}

fn party(reader: &mut Reader, s: &Scene, names: &mut Names, party: Party) -> Result<String, Fault> {
    match party {
        Party::Fund(fund) => names.fund(reader, s, fund),
        Party::Member(member) => names.name(reader, s, member),
    }
}
