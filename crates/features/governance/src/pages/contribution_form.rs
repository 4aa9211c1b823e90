//! Rules of contributions as the form of a deed has them: each in a field, the rates one a line.

use super::asks_form::Here;
use super::deed_form::DeedForm;
use super::leaving_form::LeavingFields;
use crate::t;
use contributions::rates_text::{rates_of, rates_text};
use contributions::rules::{CONFIRMATIONS_MAX, ContributionRules, DISPUTE_DAYS_MAX, Office};
use contributions::{Becomes, Ratio, Valuing};
use kernel::{Currency, Id, Money};
use web::{Check, Lang, Refusal};

/// As the deed keeps them; `words` (JSON of all of them) goes before the fields.
pub(super) fn read(form: &DeedForm, check: &mut Check, at: i64, here: &Here) -> String {
    if !form.words.trim().is_empty() {
        return form.words.trim().to_owned();
    }
    let field = |name: &str| format!("deed_{at}_{name}");
    let usual = ContributionRules::default();
    let mut ratio = |name: &str, typed: &str, usual: Ratio| match typed.trim() {
        "" => usual,
        typed => {
            let read = Ratio::parse(typed);
            let why = contributions::RulesRefused::MultiplierUnfit;
            check.require(&field(name), read.is_some(), || why.say(here.lang));
            read.unwrap_or(usual)
        }
    };
    let (unpaid, cash) = (ratio("unpaid", &form.unpaid, usual.unpaid), ratio("cash", &form.cash, usual.cash));
    let office = check
        .optional(&field("office"), &form.office, |check, field, typed| {
            check.choice(field, typed, Office::parse)
        })
        .flatten();
    let office_count = check.optional(&field("office_count"), &form.office_count, |check, field, typed| {
        check.whole(field, typed, 0..=CONFIRMATIONS_MAX)
    });
    let holding = match form.instrument.trim() {
        "" => None,
        typed => {
            let instrument = check.choice(&field("instrument"), typed, |id| Id::parse(id).ok());
            let unit_value = check.money(&field("price"), &form.price, here.currency);
            instrument.map(|instrument| Becomes { instrument, unit_value: unit_value.minor })
        }
    };
    let leaving = form.leaving.read(check, at);
    let rates = rates_of(&form.rates);
    if let Err(line) = rates {
        check.refuse(&field("rates"), t(here.lang).rates_line_unfit(line));
    }
    let proof_above = check.optional(&field("proof_above"), &form.proof_above, |check, field, typed| {
        check.money_or_none(field, typed, here.currency).minor
    });
    let valuing = check.choice(&field("valuing"), form.valuing.trim(), Valuing::parse);
    let rules = ContributionRules {
        valuing: valuing.unwrap_or(usual.valuing),
        unpaid,
        cash,
        confirmation_count: check.whole(&field("confirmations"), &form.confirmations, 1..=CONFIRMATIONS_MAX),
        office,
        office_count: office_count.unwrap_or(0),
        dispute_days: check.whole(&field("dispute_days"), &form.dispute_days, 1..=DISPUTE_DAYS_MAX),
        proof_above_minor: proof_above.unwrap_or(usual.proof_above_minor),
        rates: rates.unwrap_or_default(),
        holding,
        leaving,
    };
    serde_json::to_string(&rules).unwrap_or_default()
}

/// As it would be typed.
pub(super) fn of(words: &str, currency: Currency, bare: DeedForm) -> DeedForm {
    match serde_json::from_str(words) {
        Ok(rules) => with(&rules, currency, Lang::En, bare),
        Err(_) => DeedForm { words: words.to_owned(), ..bare },
    }
}

/// With the rules of now where nothing is typed yet.
pub(super) fn filled(form: DeedForm, rules: &ContributionRules, currency: Currency, lang: Lang) -> DeedForm {
    let untouched = form.valuing.is_empty() && form.words.is_empty();
    if untouched { with(rules, currency, lang, form) } else { form }
}

fn with(rules: &ContributionRules, currency: Currency, lang: Lang, form: DeedForm) -> DeedForm {
    let per = |per: contributions::worth::Per| match (lang, per) {
        (Lang::Zh, contributions::worth::Per::Hour) => "小时".to_owned(),
        (Lang::Zh, contributions::worth::Per::Piece) => "件".to_owned(),
        (_, per) => per.to_string(),
    };
    DeedForm {
        valuing: rules.valuing.to_string(),
        unpaid: rules.unpaid.to_string(),
        cash: rules.cash.to_string(),
        confirmations: rules.confirmation_count.to_string(),
        office: rules.office.map(|office| office.to_string()).unwrap_or_default(),
        office_count: if rules.office_count == 0 { String::new() } else { rules.office_count.to_string() },
        dispute_days: rules.dispute_days.to_string(),
        proof_above: Money::new(rules.proof_above_minor, currency).plain(),
        rates: rates_text(&rules.rates, currency, per),
        instrument: rules.holding.map(|holding| holding.instrument.to_string()).unwrap_or_default(),
        leaving: LeavingFields::of(rules.leaving.as_ref()),
        price: rules
            .holding
            .map(|holding| Money::new(holding.unit_value, currency).plain())
            .unwrap_or_default(),
        ..form
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was typed is typed again, and says the same.
    #[test]
    fn rules_survive_the_form() {
        let rates = rates_of("Baking | hour | 30\nLoaf | piece | 5").unwrap_or_default();
        let rules = ContributionRules {
            valuing: Valuing::Slices,
            office: Some(Office::Steward),
            office_count: 1,
            proof_above_minor: 0,
            rates,
            leaving: Some(contributions::leaving::Leaving {
                well_after_months: 6,
                removed_badly: true,
                vesting_months: 24,
                well_vests_all: false,
                well: contributions::leaving::Keeps { units_percent: 100, counted_percent: 90 },
                badly: contributions::leaving::Keeps { units_percent: 10, counted_percent: 0 },
                capital_back: false,
            }),
            holding: Some(Becomes { instrument: Id::from_parts(7, [1; 10]), unit_value: 10_050 }),
            ..ContributionRules::default()
        };
        let words = serde_json::to_string(&rules).unwrap_or_default();
        let bare = DeedForm { does: "contribution_rules".to_owned(), ..DeedForm::default() };
        let typed = of(&words, Currency::CNY, bare);
        assert_eq!((typed.confirmations.as_str(), typed.rates.lines().count()), ("2", 2));
        assert_eq!((typed.instrument.is_empty(), typed.price.as_str()), (false, "100.50"));
        assert_eq!(typed.proof_above, "0.00");
        let again = filled(typed.clone(), &ContributionRules::default(), Currency::CNY, Lang::Zh);
        assert_eq!(again.rates, typed.rates, "what is typed stays");
        assert_eq!(rates_of(&again.rates), Ok(rules.rates.clone()));
        let mut check = Check::new(Lang::En);
        assert_eq!(again.leaving.read(&mut check, 1), rules.leaving);
        assert_eq!(check.money_or_none("proof_above", &again.proof_above, Currency::CNY).minor, 0);
        assert!(check.done(()).is_ok());
    }
}
