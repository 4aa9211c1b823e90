//! A rule as it is typed.

use super::scene::Scene;
use crate::rule::{
    Basis, Excess, Preset, Rounding, Rule, RuleRefused, SetAside, TAX_CHARS_MAX, TaxLine, Weighted,
};
use kernel::{Currency, Money, Quantity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Check, Errors, Lang};

/// Which period of which fund, and by which rule. Percentages have two decimals at most.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct RuleForm {
    /// A closed one: `2026-07`, `2026-Q3` or `2026`.
    pub period: String,
    pub fund: String,
    /// `farmers_law`, `consumer`, `worker`, `project`, `sponsorship` or `own`: where the rule comes from.
    pub preset: String,
    /// Up to three funds that something of the surplus goes to, how much of it, and until which height.
    pub aside_1_fund: String,
    pub aside_1_percent: String,
    pub aside_1_until: String,
    pub aside_2_fund: String,
    pub aside_2_percent: String,
    pub aside_2_until: String,
    pub aside_3_fund: String,
    pub aside_3_percent: String,
    pub aside_3_until: String,
    /// How much of what is shared out goes by which basis; together 100.
    pub weight_capital: String,
    pub weight_work: String,
    pub weight_purchases: String,
    pub weight_deliveries: String,
    pub weight_per_head: String,
    /// Nobody gets more of one basis; `others` or `fund` gets what is above it.
    pub cap: String,
    pub excess: String,
    /// Up to two taxes that are withheld, from one basis or from `all`.
    pub tax_1_name: String,
    pub tax_1_percent: String,
    pub tax_1_of: String,
    /// `half_up` (to the nearest minor unit, and what an empty field means) or `down`.
    pub tax_1_rounding: String,
    pub tax_2_name: String,
    pub tax_2_percent: String,
    pub tax_2_of: String,
    pub tax_2_rounding: String,
    /// Less than this is not transferred alone.
    pub least: String,
    /// Funds that cover a loss, in this order.
    pub loss_1: String,
    pub loss_2: String,
}

/// The fields of a line, so that lines are read and written by one text.
type Line<'a> = (&'static str, &'a str);

impl RuleForm {
    fn asides(&self) -> [[Line<'_>; 3]; 3] {
        [
            [
                ("aside_1_fund", &self.aside_1_fund),
                ("aside_1_percent", &self.aside_1_percent),
                ("aside_1_until", &self.aside_1_until),
            ],
            [
                ("aside_2_fund", &self.aside_2_fund),
                ("aside_2_percent", &self.aside_2_percent),
                ("aside_2_until", &self.aside_2_until),
            ],
            [
                ("aside_3_fund", &self.aside_3_fund),
                ("aside_3_percent", &self.aside_3_percent),
                ("aside_3_until", &self.aside_3_until),
            ],
        ]
    }

    fn taxes(&self) -> [[Line<'_>; 4]; 2] {
        [
            [
                ("tax_1_name", &self.tax_1_name),
                ("tax_1_percent", &self.tax_1_percent),
                ("tax_1_of", &self.tax_1_of),
                ("tax_1_rounding", &self.tax_1_rounding),
            ],
            [
                ("tax_2_name", &self.tax_2_name),
                ("tax_2_percent", &self.tax_2_percent),
                ("tax_2_of", &self.tax_2_of),
                ("tax_2_rounding", &self.tax_2_rounding),
            ],
        ]
    }

    fn weights(&self) -> [(Basis, Line<'_>); 5] {
        [
            (Basis::Capital, ("weight_capital", &self.weight_capital)),
            (Basis::Work, ("weight_work", &self.weight_work)),
            (Basis::Purchases, ("weight_purchases", &self.weight_purchases)),
            (Basis::Deliveries, ("weight_deliveries", &self.weight_deliveries)),
            (Basis::PerHead, ("weight_per_head", &self.weight_per_head)),
        ]
    }

    /// The parts do not come to the whole: said at the last one that was filled in, or the first where none was.
    pub(crate) fn weights_wrong(&self, lang: Lang) -> Errors {
        let weights = self.weights();
        let filled = weights.iter().rev().find(|(_, (_, typed))| !typed.trim().is_empty());
        let (_, (field, _)) = filled.unwrap_or(&weights[0]);
        Errors::refused_at(field, RuleRefused::WeightsUnequal, lang)
    }

    /// What is typed, as a rule; what does not read is noted in `check`. Empty lines are none.
    pub(crate) fn read(&self, check: &mut Check, currency: Currency) -> Rule {
        let given = |typed: &str| !typed.trim().is_empty();
        let mut set_aside = Vec::new();
        for [fund, parts, until] in self.asides() {
            if given(fund.1) || given(parts.1) {
                set_aside.push(SetAside {
                    fund: check.whole(fund.0, fund.1, 1..=i64::MAX),
                    parts: check.percent(parts.0, parts.1),
                    until_minor: check.optional(until.0, until.1, |check, field, typed| {
                        check.money(field, typed, currency).minor
                    }),
                });
            }
        }
        let mut bases = Vec::new();
        for (basis, (field, typed)) in self.weights() {
            let parts = if given(typed) { check.percent(field, typed) } else { 0 };
            if parts > 0 {
                bases.push(Weighted { basis, parts });
            }
        }
        let mut taxes = Vec::new();
        for [name, parts, of, rounding] in self.taxes() {
            if given(name.1) || given(parts.1) {
                let named = |code: &str| match code {
                    "all" | "" => Some(Basis::ALL.to_vec()),
                    code => Basis::parse(code).map(|basis| vec![basis]),
                };
                taxes.push(TaxLine {
                    name: check.text(name.0, name.1, 1..=TAX_CHARS_MAX),
                    parts: check.percent(parts.0, parts.1),
                    of: check.choice(of.0, of.1, named).unwrap_or_default(),
                    rounding: match given(rounding.1) {
                        true => check.choice(rounding.0, rounding.1, Rounding::parse),
                        false => None,
                    }
                    .unwrap_or(Rounding::HalfUp),
                });
            }
        }
        let mut losses = Vec::new();
        for (field, typed) in [("loss_1", &self.loss_1), ("loss_2", &self.loss_2)] {
            if given(typed) {
                losses.push(check.whole(field, typed, 1..=i64::MAX));
            }
        }
        let preset = if given(&self.preset) { self.preset.trim() } else { Preset::Own.code() };
        let excess = if given(&self.excess) { self.excess.trim() } else { Excess::Others.code() };
        Rule {
            preset: check.choice("preset", preset, Preset::parse).unwrap_or(Preset::Own),
            set_aside,
            bases,
            cap_parts: check.optional("cap", &self.cap, |check, field, typed| check.percent(field, typed)),
            excess: check.choice("excess", excess, Excess::parse).unwrap_or(Excess::Others),
            taxes,
            least_minor: check
                .optional("least", &self.least, |check, field, typed| {
                    check.money(field, typed, currency).minor
                })
                .unwrap_or(0),
            losses,
        }
    }

    /// As it would be typed.
    pub(crate) fn of(rule: &Rule, currency: Currency) -> RuleForm {
        let percent = |parts: i64| Quantity::from_milli(parts * 10).to_string();
        let sum = |minor: i64| Money::new(minor, currency).plain();
        let weight = |basis| match rule.weight(basis) {
            0 => String::new(),
            parts => percent(parts),
        };
        let mut form = RuleForm {
            preset: rule.preset.code().to_owned(),
            weight_capital: weight(Basis::Capital),
            weight_work: weight(Basis::Work),
            weight_purchases: weight(Basis::Purchases),
            weight_deliveries: weight(Basis::Deliveries),
            weight_per_head: weight(Basis::PerHead),
            cap: rule.cap_parts.map(percent).unwrap_or_default(),
            excess: rule.excess.code().to_owned(),
            least: if rule.least_minor > 0 { sum(rule.least_minor) } else { String::new() },
            ..RuleForm::default()
        };
        let aside = |at: usize| {
            rule.set_aside.get(at).map(|line| {
                let until = line.until_minor.map(sum).unwrap_or_default();
                (line.fund.to_string(), percent(line.parts), until)
            })
        };
        (form.aside_1_fund, form.aside_1_percent, form.aside_1_until) = aside(0).unwrap_or_default();
        (form.aside_2_fund, form.aside_2_percent, form.aside_2_until) = aside(1).unwrap_or_default();
        (form.aside_3_fund, form.aside_3_percent, form.aside_3_until) = aside(2).unwrap_or_default();
        let tax = |at: usize| {
            rule.taxes.get(at).map(|line| {
                let of = if line.of.len() == 1 { line.of[0].code() } else { "all" };
                (line.name.clone(), percent(line.parts), of.to_owned(), line.rounding.code().to_owned())
            })
        };
        (form.tax_1_name, form.tax_1_percent, form.tax_1_of, form.tax_1_rounding) =
            tax(0).unwrap_or_default();
        (form.tax_2_name, form.tax_2_percent, form.tax_2_of, form.tax_2_rounding) =
            tax(1).unwrap_or_default();
        let loss = |at: usize| rule.losses.get(at).map(ToString::to_string).unwrap_or_default();
        (form.loss_1, form.loss_2) = (loss(0), loss(1));
        form
    }
}

/// Choices of the form, each with its words.
pub(crate) fn excesses(s: &Scene) -> Vec<(String, String)> {
    vec![("others".to_owned(), s.t.excess_others()), ("fund".to_owned(), s.t.excess_fund())]
}

pub(crate) fn taxed(s: &Scene) -> Vec<(String, String)> {
    let all = ("all".to_owned(), s.t.all_bases());
    Basis::ALL.iter().map(|basis| (basis.code().to_owned(), s.basis(*basis))).chain([all]).collect()
}

pub(crate) fn roundings(s: &Scene) -> Vec<(String, String)> {
    Rounding::ALL.iter().map(|one| (one.code().to_owned(), s.rounding(*one))).collect()
}
