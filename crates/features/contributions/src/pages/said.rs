//! Rules in words, for pages here and above.

use crate::ids::Instrument;
use crate::leaving::Keeps;
use crate::rules::{ContributionRules, Office, Rate};
use crate::t;
use crate::worth::{Per, Valuing};
use kernel::{Currency, Money};
use store::{Fault, Reader};
use web::Lang;

/// What the rules say, each line what and how.
pub(crate) fn said_rules(lang: Lang, currency: Currency, rules: &ContributionRules) -> Vec<(String, String)> {
    let t = t(lang);
    let who = match rules.office {
        Some(office) => t.line_confirmations_office(
            rules.confirmation_count,
            rules.office_count,
            said_office(lang, office),
        ),
        None => t.people_counted(rules.confirmation_count),
    };
    let sum = Money::new(rules.proof_above_minor, currency).to_string();
    let mut lines = vec![
        (t.line_confirmations(), who),
        (t.line_large(sum), t.large_needs(said_officer(lang, rules.office))),
        (t.line_dispute(), t.days_counted(rules.dispute_days)),
    ];
    match rules.valuing {
        Valuing::Money => lines.push((t.line_valuing(), t.valuing_money())),
        Valuing::Slices => {
            lines.push((t.line_valuing(), t.valuing_slices()));
            lines.push((t.line_unpaid(), format!("× {}", rules.unpaid)));
            lines.push((t.line_cash(), format!("× {}", rules.cash)));
        }
    }
    lines
}

/// What is given becomes, where that is decided: `Given for the cold store: every ¥100.00 is one unit of Cold-store share`.
pub(crate) fn said_holding(
    reader: &mut Reader,
    community: i64,
    (lang, currency): (Lang, Currency),
    rules: &ContributionRules,
) -> Result<Option<(String, String)>, Fault> {
    let Some(holding) = rules.holding else { return Ok(None) };
    let Some(instrument) = reader.find::<Instrument>(&(community, holding.instrument))? else {
        return Ok(None);
    };
    let fund = ledger::fund(reader, community, instrument.fund)?.map(|fund| fund.name).unwrap_or_default();
    let t = t(lang);
    let value = said_value(lang, currency, rules.valuing, holding.unit_value);
    Ok(Some((t.line_holding(fund), t.holding_of(value, instrument.name))))
}

/// `¥600.00`, or `600.00 slices`.
pub(crate) fn said_value(lang: Lang, currency: Currency, unit: Valuing, value: i64) -> String {
    let sum = Money::new(value, currency);
    match unit {
        Valuing::Money => sum.to_string(),
        Valuing::Slices => t(lang).slices(sum.plain()),
    }
}

pub(crate) fn said_office(lang: Lang, office: Office) -> String {
    let t = t(lang);
    match office {
        Office::Steward => t.office_steward(),
        Office::Treasurer => t.office_treasurer(),
        Office::Moderator => t.office_moderator(),
    }
}

/// Who answers for large sums.
pub(crate) fn said_officer(lang: Lang, office: Option<Office>) -> String {
    office.map_or_else(|| t(lang).office_any(), |office| said_office(lang, office))
}

/// `Baking (¥30.00 an hour)`.
pub(crate) fn said_rate(lang: Lang, currency: Currency, rate: &Rate) -> String {
    let t = t(lang);
    let symbol = currency.symbol();
    let gap = if symbol.len() == 3 && symbol.is_ascii() { "\u{a0}" } else { "" };
    let price = format!("{symbol}{gap}{}", rate.price.plain(currency));
    let worth = match rate.per {
        Per::Hour => t.per_hour(price),
        Per::Piece => t.per_piece(price),
    };
    t.with_rate(rate.name.as_str(), worth)
}

/// What becomes of what somebody gave when they leave, each line what and how; nothing where nothing is decided.
pub(crate) fn said_leaving(lang: Lang, rules: &ContributionRules) -> Vec<(String, String)> {
    let Some(leaving) = rules.leaving else { return Vec::new() };
    let t = t(lang);
    let join = |parts: Vec<String>| parts.join(&t.reckoned_comma());
    let mut way = vec![match leaving.well_after_months {
        0 => t.leaving_always_well(),
        months => t.leaving_after(months),
    }];
    if leaving.removed_badly {
        way.push(t.leaving_removed_badly());
    }
    let mut lines = vec![(t.line_leaving(), join(way))];
    if leaving.vesting_months > 0 {
        let mut vesting = vec![t.vesting_over(leaving.vesting_months)];
        if leaving.well_vests_all {
            vesting.push(t.vesting_all_well());
        }
        lines.push((t.line_vesting(), join(vesting)));
    }
    let keeps = |keeps: Keeps| t.leaving_keeps(keeps.units_percent, keeps.counted_percent);
    lines.push((t.line_well(), keeps(leaving.well)));
    lines.push((t.line_badly(), keeps(leaving.badly)));
    let capital = if leaving.capital_back { t.capital_is_asked_back() } else { t.capital_stays() };
    lines.push((t.line_capital(), capital));
    lines
}
