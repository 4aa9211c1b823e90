//! The rules as they are typed. A browser sends numbered fields, `rate_1_name`; a program a list, `rates`.

use crate::ratio::Ratio;
use crate::refused::ratio_unfit;
use crate::rules::{
    CONFIRMATIONS_MAX, ContributionRules, DISPUTE_DAYS_MAX, Office, PROOF_ABOVE_MINOR, RATE_CHARS_MAX,
    RATES_MAX, Rate,
};
use crate::worth::{Per, Valuing};
use kernel::{Currency, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::{Check, Lang};

/// All of the rules, the version they were written from, and why they change.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ContributionRulesForm)]
pub(crate) struct RulesForm {
    /// `money` or `slices`.
    pub valuing: String,
    /// In slices: what unpaid work and goods are multiplied by: `2`, `2.5`, `5/2`.
    pub unpaid: String,
    /// In slices: what cash is multiplied by.
    pub cash: String,
    pub confirmation_count: String,
    /// `steward`, `treasurer`, `moderator`, or nothing.
    pub office: String,
    /// How many of the confirmations are of holders of that role.
    pub office_count: String,
    pub dispute_days: String,
    /// Above this sum a claim needs evidence and an officer's confirmation: `500.00`, which is what holds where it is left out.
    pub proof_above: String,
    pub rates: Vec<RateForm>,
    /// The version that these were written from; 0 for none.
    pub from: String,
    pub reason: String,
    #[serde(flatten)]
    #[schema(ignore)]
    pub typed: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ContributionRateForm)]
pub(crate) struct RateForm {
    pub name: String,
    /// `hour` or `piece`.
    pub per: String,
    /// Of one hour or piece: `30.00`.
    pub price: String,
}

impl RateForm {
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.price.trim().is_empty()
    }
}

impl RulesForm {
    /// Takes the numbered fields into the list, so that both ways of sending read alike.
    #[must_use]
    pub(crate) fn gathered(mut self) -> RulesForm {
        let mut typed = std::mem::take(&mut self.typed);
        if self.rates.is_empty() {
            let row = |at: usize| {
                let mut field = |name: &str| typed.remove(&format!("rate_{at}_{name}")).unwrap_or_default();
                RateForm { name: field("name"), per: field("per"), price: field("price") }
            };
            self.rates = (1..=RATES_MAX + 1).map(row).collect();
        }
        self.rates.retain(|rate| !rate.is_empty());
        self.rates.truncate(RATES_MAX + 1);
        self
    }

    pub(crate) fn of(rules: &ContributionRules, currency: Currency) -> RulesForm {
        let rate = |rate: &Rate| RateForm {
            name: rate.name.clone(),
            per: rate.per.to_string(),
            price: rate.price.plain(currency),
        };
        RulesForm {
            valuing: rules.valuing.to_string(),
            unpaid: rules.unpaid.to_string(),
            cash: rules.cash.to_string(),
            confirmation_count: rules.confirmation_count.to_string(),
            office: rules.office.map(|office| office.to_string()).unwrap_or_default(),
            office_count: if rules.office_count == 0 {
                String::new()
            } else {
                rules.office_count.to_string()
            },
            dispute_days: rules.dispute_days.to_string(),
            proof_above: Money::new(rules.proof_above_minor, currency).plain(),
            rates: rules.rates.iter().map(rate).collect(),
            ..RulesForm::default()
        }
    }

    /// Reads everything and says everything that is wrong; whether it fits together the rules decide.
    pub(crate) fn read(&self, check: &mut Check, lang: Lang, currency: Currency) -> ContributionRules {
        let usual = ContributionRules::default();
        let valuing = check.choice("valuing", self.valuing.trim(), Valuing::parse).unwrap_or(Valuing::Money);
        let mut ratio = |field: &str, typed: &str, usual: Ratio| match typed.trim() {
            "" => usual,
            typed => {
                let read = Ratio::parse(typed);
                check.require(field, read.is_some(), || ratio_unfit(lang));
                read.unwrap_or(usual)
            }
        };
        let (unpaid, cash) =
            (ratio("unpaid", &self.unpaid, usual.unpaid), ratio("cash", &self.cash, usual.cash));
        let confirmation_count =
            check.whole("confirmation_count", &self.confirmation_count, 1..=CONFIRMATIONS_MAX);
        let office = check
            .optional("office", &self.office, |check, field, typed| check.choice(field, typed, Office::parse))
            .flatten();
        let office_count = check.optional("office_count", &self.office_count, |check, field, typed| {
            check.whole(field, typed, 0..=CONFIRMATIONS_MAX)
        });
        let dispute_days = check.whole("dispute_days", &self.dispute_days, 1..=DISPUTE_DAYS_MAX);
        let proof_above = check.optional("proof_above", &self.proof_above, |check, field, typed| {
            check.money_or_none(field, typed, currency).minor
        });
        let mut rates = Vec::new();
        for (at, rate) in (1..).zip(&self.rates) {
            let field = |name: &str| format!("rate_{at}_{name}");
            let per = match rate.per.trim() {
                "" => Some(Per::Hour),
                typed => check.choice(&field("per"), typed, Per::parse),
            };
            rates.push(Rate {
                name: check.text(&field("name"), &rate.name, 1..=RATE_CHARS_MAX),
                per: per.unwrap_or(Per::Hour),
                price: check.price(&field("price"), &rate.price),
            });
        }
        ContributionRules {
            valuing,
            unpaid,
            cash,
            confirmation_count,
            office,
            office_count: office_count.unwrap_or(0),
            dispute_days,
            proof_above_minor: proof_above.unwrap_or(PROOF_ABOVE_MINOR),
            rates,
            // Decided together: no single form says it.
            holding: None,
            leaving: None,
        }
    }
}
