//! Codes in words: bases, presets, accounts, states, periods, and a rule in sentences.

use super::scene::Scene;
use crate::L10nLanguage;
use crate::distribution::DistributionState;
use crate::outcome::{Capped, Outcome};
use crate::period::{ClosingState, Period, PeriodKind};
use crate::rule::{Basis, Excess, Preset, Rounding, Rule};
use kernel::Quantity;
use std::collections::BTreeMap;
use web::ui::Tone;

/// Hundredths of a percent as people write them.
pub(crate) fn percent(parts: i64) -> String {
    format!("{}%", Quantity::from_milli(parts * 10))
}

/// A period as people call it.
pub(crate) fn period_said(t: &L10nLanguage, code: &str) -> String {
    let Some(period) = Period::parse(code) else { return code.to_owned() };
    match period.kind() {
        PeriodKind::Year => t.period_year(period.year().to_string()),
        PeriodKind::Quarter => t.period_quarter(period.year().to_string(), period.part()),
        PeriodKind::Month => t.period_month(period.year().to_string(), period.part()),
    }
}

impl Scene {
    pub(crate) fn basis(&self, basis: Basis) -> String {
        match basis {
            Basis::Capital => self.t.basis_capital(),
            Basis::Work => self.t.basis_work(),
            Basis::Purchases => self.t.basis_purchases(),
            Basis::Deliveries => self.t.basis_deliveries(),
            Basis::PerHead => self.t.basis_per_head(),
        }
    }

    /// What a cap did to somebody's part.
    pub(crate) fn capped(&self, capped: Capped) -> String {
        let sum = |minor: i64| self.sum(minor).to_string();
        match capped {
            Capped::Cut { by_weight_minor, cap_minor, excess } => {
                let (all, cap, less) =
                    (sum(by_weight_minor), sum(cap_minor), sum(by_weight_minor - cap_minor));
                match excess {
                    Excess::Others => self.t.cut_for_others(all, cap, less),
                    Excess::Fund => self.t.cut_for_fund(all, cap, less),
                }
            }
            Capped::Raised { by_weight_minor, more_minor, reached_cap: true } => {
                self.t.raised_to_cap(sum(by_weight_minor), sum(more_minor))
            }
            Capped::Raised { by_weight_minor, more_minor, reached_cap: false } => {
                self.t.raised_by_cap(sum(by_weight_minor), sum(more_minor))
            }
        }
    }

    pub(crate) fn rounding(&self, rounding: Rounding) -> String {
        match rounding {
            Rounding::HalfUp => self.t.rounding_half_up(),
            Rounding::Down => self.t.rounding_down(),
        }
    }

    pub(crate) fn preset(&self, preset: Preset) -> String {
        match preset {
            Preset::FarmersLaw => self.t.preset_farmers_law(),
            Preset::Consumer => self.t.preset_consumer(),
            Preset::Worker => self.t.preset_worker(),
            Preset::Project => self.t.preset_project(),
            Preset::Sponsorship => self.t.preset_sponsorship(),
            Preset::Own => self.t.preset_own(),
        }
    }

    pub(crate) fn preset_source(&self, preset: Preset) -> String {
        match preset {
            Preset::FarmersLaw => self.t.source_farmers_law(),
            Preset::Consumer => self.t.source_consumer(),
            Preset::Worker => self.t.source_worker(),
            Preset::Project => self.t.source_project(),
            Preset::Sponsorship => self.t.source_sponsorship(),
            Preset::Own => self.t.source_own(),
        }
    }

    pub(crate) fn purpose(&self, purpose: &str) -> String {
        match purpose {
            "sales" => self.t.purpose_sales(),
            "donation" => self.t.purpose_donation(),
            "other_income" => self.t.purpose_other_income(),
            "purchases" => self.t.purpose_purchases(),
            "fees" => self.t.purpose_fees(),
            "losses" => self.t.purpose_losses(),
            other => other.to_owned(),
        }
    }

    pub(crate) fn state(&self, state: DistributionState) -> (String, Tone) {
        match state {
            DistributionState::Making => (self.t.state_making(), Tone::Wait),
            DistributionState::Made => (self.t.state_made(), Tone::Plain),
            DistributionState::Paying => (self.t.state_paying(), Tone::Wait),
            DistributionState::Paid => (self.t.state_paid(), Tone::Done),
        }
    }

    pub(crate) fn closing(&self, state: ClosingState) -> (String, Tone) {
        match state {
            ClosingState::Asked => (self.t.closing_asked(), Tone::Act),
            ClosingState::Closed => (self.t.closing_closed(), Tone::Done),
            ClosingState::Withdrawn => (self.t.closing_withdrawn(), Tone::Plain),
        }
    }

    /// `2026年第3季度`.
    pub(crate) fn period(&self, code: &str) -> String {
        period_said(self.t, code)
    }

    /// A period that is closed with all before it, from a month on.
    pub(crate) fn closed_with(&self, code: &str, from: &str) -> String {
        self.t.closed_with(self.period(code), self.period(from))
    }

    /// A rule in sentences, in the order in which it is reckoned; and where it came to something else than it says, what.
    pub(crate) fn rule(
        &self,
        rule: &Rule,
        outcome: Option<&Outcome>,
        funds: &BTreeMap<i64, String>,
    ) -> Vec<String> {
        let t = self.t;
        let name = |fund: &i64| funds.get(fund).cloned().unwrap_or_else(|| fund.to_string());
        let mut said = Vec::new();
        for line in &rule.set_aside {
            said.push(match line.until_minor {
                Some(until) => {
                    t.rule_aside_until(name(&line.fund), percent(line.parts), self.sum(until).to_string())
                }
                None => t.rule_aside(name(&line.fund), percent(line.parts)),
            });
        }
        for line in &rule.bases {
            let effective = outcome.and_then(|outcome| outcome.effective(rule, line.basis));
            said.push(match effective.filter(|(parts, _)| *parts != line.parts) {
                Some((_, true)) => t.rule_basis_empty(self.basis(line.basis), percent(line.parts)),
                Some((parts, false)) => {
                    t.rule_basis_really(self.basis(line.basis), percent(line.parts), percent(parts))
                }
                None => t.rule_basis(self.basis(line.basis), percent(line.parts)),
            });
        }
        if let Some(cap) = rule.cap_parts {
            said.push(match rule.excess {
                Excess::Others => t.rule_cap_others(percent(cap)),
                Excess::Fund => t.rule_cap_fund(percent(cap)),
            });
        }
        for line in &rule.taxes {
            let of: Vec<String> = line.of.iter().map(|basis| self.basis(*basis)).collect();
            let (of, rounding) = (of.join(&t.list_comma()), self.rounding(line.rounding));
            said.push(t.rule_tax(line.name.as_str(), of, percent(line.parts), rounding));
        }
        if rule.least_minor > 0 {
            said.push(t.rule_least(self.sum(rule.least_minor).to_string()));
        }
        if !rule.losses.is_empty() {
            let names: Vec<String> = rule.losses.iter().map(name).collect();
            said.push(t.rule_losses(names.join(&t.list_comma())));
        }
        said
    }
}
