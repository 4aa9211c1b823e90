//! Rules in words, for pages here and above.

use crate::ids::Instrument;
use crate::rules::{ContributionRules, Office, Rate};
use crate::t;
use crate::worth::{Per, Valuing};
use kernel::{Currency, Money};
use store::{Fault, Reader};
use web::Lang;

/// What the rules say, each line what and how.
pub(crate) fn said_rules(lang: Lang, rules: &ContributionRules) -> Vec<(String, String)> {
    let t = t(lang);
    let who = match rules.office {
        Some(office) => t.line_confirmations_office(
            rules.confirmation_count,
            rules.office_count,
            said_office(lang, office),
        ),
        None => t.people_counted(rules.confirmation_count),
    };
    let mut lines =
        vec![(t.line_confirmations(), who), (t.line_dispute(), t.days_counted(rules.dispute_days))];
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
