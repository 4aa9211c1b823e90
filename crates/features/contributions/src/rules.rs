//! How a community counts what members give: the rates, who confirms, how long anybody may object. Pure.

use crate::ids::Instrument;
use crate::leaving::Leaving;
use crate::ratio::Ratio;
use crate::worth::{CASH_MULTIPLIER, Kind, Per, UNPAID_MULTIPLIER, Valuing};
use kernel::serde::{Deserialize, Serialize};
use kernel::{Id, Price};

kernel::codes! {
    /// A role whose holders' confirmation is asked for.
    pub enum Office { Steward = "steward", Treasurer = "treasurer", Moderator = "moderator" }
}

kernel::codes! {
    /// Why rules do not come into force.
    pub enum RulesRefused {
        NotAMember = "not_a_member",
        NotAllowed = "not_allowed",
        /// This community changes its charter by decision only, and this is part of it.
        ByDecisionOnly = "contribution_rules_by_decision_only",
        /// Somebody changed them since the form was opened.
        RulesMoved = "contribution_rules_moved",
        Unchanged = "contribution_rules_unchanged",
        ConfirmationsUnfit = "confirmations_unfit",
        OfficeUnfit = "office_unfit",
        DisputeDaysUnfit = "dispute_days_unfit",
        ProofAboveUnfit = "proof_above_unfit",
        MultiplierUnfit = "multiplier_unfit",
        RatesMissing = "rates_missing",
        TooManyRates = "too_many_rates",
        RateNameUnfit = "rate_name_unfit",
        RateTwice = "rate_twice",
        RateUnfit = "rate_unfit",
        /// What becomes a holding is decided together, whoever changes the rest.
        HoldingByDecision = "holding_by_decision",
        HoldingUnfit = "contribution_holding_unfit",
        /// Months or percents of what leavers keep.
        LeavingUnfit = "leaving_unfit",
        /// Money and slices cannot be added up.
        ValuingInUse = "valuing_in_use",
        ReasonMissing = "reason_missing",
        ReasonTooLong = "reason_too_long",
        KeyReused = "key_reused",
    }
}

use RulesRefused as No;

/// What one hour or one piece of a kind of work is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Rate {
    pub name: String,
    pub per: Per,
    pub price: Price,
}

/// What is given for an instrument's fund becomes units of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Becomes {
    pub instrument: Id<Instrument>,
    /// So much value is one unit: minor units, or slices.
    pub unit_value: i64,
}

/// What value comes to, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formed {
    pub units: i64,
    /// Less than one makes: it goes on to the next contribution.
    pub rest: i64,
}

impl Becomes {
    /// None past i64.
    pub fn formed(&self, rest_before: i64, value: i64) -> Option<Formed> {
        let together = rest_before.checked_add(value)?;
        let units = together.checked_div(self.unit_value)?;
        Some(Formed { units, rest: together - units * self.unit_value })
    }
}

/// A version of the rules, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct ContributionRules {
    pub valuing: Valuing,
    /// In slices: of unpaid work and of goods, and of cash. In money neither is asked.
    pub unpaid: Ratio,
    pub cash: Ratio,
    pub confirmation_count: i64,
    /// So many of the confirmations are of holders of this role.
    #[serde(default)]
    pub office: Option<Office>,
    #[serde(default)]
    pub office_count: i64,
    pub dispute_days: i64,
    /// Above this market value, in minor units, a claim needs evidence and an officer's confirmation, and a call an officer to open it.
    #[serde(default = "proof_above")]
    pub proof_above_minor: i64,
    pub rates: Vec<Rate>,
    /// None: what is given counts when something is shared out, and makes nobody a holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holding: Option<Becomes>,
    /// None: who leaves keeps what they have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaving: Option<Leaving>,
}

fn proof_above() -> i64 {
    PROOF_ABOVE_MINOR
}

/// What is offered to a community that has said nothing yet.
impl Default for ContributionRules {
    fn default() -> ContributionRules {
        ContributionRules {
            valuing: Valuing::Money,
            unpaid: UNPAID_MULTIPLIER,
            cash: CASH_MULTIPLIER,
            confirmation_count: 2,
            office: None,
            office_count: 0,
            dispute_days: 7,
            proof_above_minor: PROOF_ABOVE_MINOR,
            rates: Vec::new(),
            holding: None,
            leaving: None,
        }
    }
}

pub const CONFIRMATIONS_MAX: i64 = 20;
pub const DISPUTE_DAYS_MAX: i64 = 90;
/// 500 of most currencies: what a neighbour would not wave through.
pub const PROOF_ABOVE_MINOR: i64 = 50_000;
/// A million: above it a digit too many is meant, and nothing would be looked at.
pub const PROOF_ABOVE_MAX: i64 = 100_000_000;
pub const RATES_MAX: usize = 40;
pub const RATE_CHARS_MAX: usize = 40;
/// ¥100,000 an hour: above it a digit too many is meant.
pub const PRICE_E4_MAX: i64 = 1_000_000_000;
/// A thousandfold: above it a digit too many is meant.
pub const MULTIPLIER_MAX: i64 = 1_000;
/// A million of the currency for one unit: above it a digit too many is meant.
pub const UNIT_VALUE_MAX: i64 = 100_000_000;

impl ContributionRules {
    /// With names as they are kept.
    ///
    /// # Errors
    /// What does not fit.
    pub fn checked(mut self) -> Result<ContributionRules, No> {
        for rate in &mut self.rates {
            rate.name = rate.name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let fits = |most: i64, ratio: Ratio| ratio.num() <= most.saturating_mul(ratio.den());
        for (holds, refused) in [
            ((1..=CONFIRMATIONS_MAX).contains(&self.confirmation_count), No::ConfirmationsUnfit),
            ((0..=self.confirmation_count).contains(&self.office_count), No::OfficeUnfit),
            (self.office.is_none() == (self.office_count == 0), No::OfficeUnfit),
            ((1..=DISPUTE_DAYS_MAX).contains(&self.dispute_days), No::DisputeDaysUnfit),
            ((0..=PROOF_ABOVE_MAX).contains(&self.proof_above_minor), No::ProofAboveUnfit),
            (fits(MULTIPLIER_MAX, self.unpaid) && fits(MULTIPLIER_MAX, self.cash), No::MultiplierUnfit),
            (
                self.holding.is_none_or(|holding| (1..=UNIT_VALUE_MAX).contains(&holding.unit_value)),
                No::HoldingUnfit,
            ),
            (self.leaving.is_none_or(|leaving| leaving.fits()), No::LeavingUnfit),
            (!self.rates.is_empty(), No::RatesMissing),
            (self.rates.len() <= RATES_MAX, No::TooManyRates),
            (
                self.rates.iter().all(|rate| (1..=RATE_CHARS_MAX).contains(&rate.name.chars().count())),
                No::RateNameUnfit,
            ),
            (self.rates.iter().all(|rate| (1..=PRICE_E4_MAX).contains(&rate.price.e4)), No::RateUnfit),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        let mut names: Vec<&str> = self.rates.iter().map(|rate| rate.name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(No::RateTwice);
        }
        Ok(self)
    }

    /// What a value is multiplied by.
    pub fn multiplier(&self, kind: Kind) -> Ratio {
        match (self.valuing, kind) {
            (Valuing::Money, _) => Ratio::ONE,
            (Valuing::Slices, Kind::Cost) => self.cash,
            (Valuing::Slices, Kind::Work | Kind::Goods | Kind::Task) => self.unpaid,
        }
    }

    /// Whether so much is more than members settle among themselves.
    pub fn is_large(&self, minor: i128) -> bool {
        minor > i128::from(self.proof_above_minor)
    }

    /// How many of the confirmations are of officers; one at least where it is much.
    pub fn officers(&self, is_large: bool) -> i64 {
        self.office_count.max(i64::from(is_large))
    }

    /// Whether so many confirmations, so many of them of officers, are enough.
    pub fn is_confirmed(&self, count: i64, of_office: i64, is_large: bool) -> bool {
        count >= self.confirmation_count && of_office >= self.officers(is_large)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(name: &str, e4: i64) -> Rate {
        Rate { name: name.to_owned(), per: Per::Hour, price: Price::from_e4(e4) }
    }

    fn of(unit_value: i64) -> Option<Becomes> {
        Some(Becomes { instrument: Id::from_parts(0, [0; 10]), unit_value })
    }

    fn leaving(percent: i64) -> Option<Leaving> {
        let keeps = crate::leaving::Keeps { units_percent: percent, counted_percent: 0 };
        Some(Leaving {
            well_after_months: 0,
            removed_badly: false,
            vesting_months: 0,
            well_vests_all: false,
            well: keeps,
            badly: keeps,
            capital_back: false,
        })
    }

    fn usual() -> ContributionRules {
        ContributionRules { rates: vec![rate("baking", 300_000)], ..ContributionRules::default() }
    }

    #[test]
    fn rules_that_do_not_fit_are_told_so() {
        let with = |change: fn(&mut ContributionRules)| {
            let mut rules = usual();
            change(&mut rules);
            rules.checked().map(|_| ())
        };
        for (change, answer) in [
            ((|_| {}) as fn(&mut ContributionRules), Ok(())),
            (|rules| rules.confirmation_count = 0, Err(No::ConfirmationsUnfit)),
            (|rules| rules.confirmation_count = 21, Err(No::ConfirmationsUnfit)),
            (|rules| rules.office_count = 1, Err(No::OfficeUnfit)),
            (|rules| rules.office = Some(Office::Steward), Err(No::OfficeUnfit)),
            (|rules| (rules.office, rules.office_count) = (Some(Office::Steward), 2), Ok(())),
            (|rules| (rules.office, rules.office_count) = (Some(Office::Steward), 3), Err(No::OfficeUnfit)),
            (|rules| rules.dispute_days = 0, Err(No::DisputeDaysUnfit)),
            (|rules| rules.dispute_days = 91, Err(No::DisputeDaysUnfit)),
            (|rules| rules.proof_above_minor = -1, Err(No::ProofAboveUnfit)),
            (|rules| rules.proof_above_minor = PROOF_ABOVE_MAX + 1, Err(No::ProofAboveUnfit)),
            (|rules| rules.proof_above_minor = 0, Ok(())),
            (|rules| rules.leaving = leaving(100), Ok(())),
            (|rules| rules.leaving = leaving(101), Err(No::LeavingUnfit)),
            (|rules| rules.holding = of(1), Ok(())),
            (|rules| rules.holding = of(0), Err(No::HoldingUnfit)),
            (|rules| rules.holding = of(UNIT_VALUE_MAX + 1), Err(No::HoldingUnfit)),
            (|rules| rules.unpaid = Ratio::whole(1_000), Ok(())),
            (|rules| rules.cash = Ratio::whole(1_001), Err(No::MultiplierUnfit)),
            (|rules| rules.rates.clear(), Err(No::RatesMissing)),
            (|rules| rules.rates = vec![rate("b", 1); RATES_MAX + 1], Err(No::TooManyRates)),
            (|rules| rules.rates.push(rate(" ", 1)), Err(No::RateNameUnfit)),
            (|rules| rules.rates.push(rate(" baking ", 1)), Err(No::RateTwice)),
            (|rules| rules.rates.push(rate("driving", 0)), Err(No::RateUnfit)),
            (|rules| rules.rates.push(rate("driving", PRICE_E4_MAX + 1)), Err(No::RateUnfit)),
        ] {
            assert_eq!(with(change), answer);
        }
    }

    /// Carried, value → units, carried on. ¥100 make one.
    #[test]
    fn value_becomes_whole_units() {
        let becomes = Becomes { instrument: Id::from_parts(0, [0; 10]), unit_value: 10_000 };
        for (before, value, answer) in [
            (0, 0, Some((0, 0))),
            (0, 9_999, Some((0, 9_999))),
            (9_999, 1, Some((1, 0))),
            (9_999, 10_002, Some((2, 1))),
            (0, i64::MAX, Some((i64::MAX / 10_000, i64::MAX % 10_000))),
            (1, i64::MAX, None),
        ] {
            let formed = becomes.formed(before, value).map(|formed| (formed.units, formed.rest));
            assert_eq!(formed, answer, "{before} {value}");
        }
    }

    /// Counted, of officers, much → enough; of two, one an officer.
    #[test]
    fn enough_is_enough_of_both() {
        let mut rules = usual();
        (rules.office, rules.office_count) = (Some(Office::Treasurer), 1);
        for (count, of_office, enough) in [(1, 1, false), (2, 0, false), (2, 1, true), (3, 3, true)] {
            assert_eq!(rules.is_confirmed(count, of_office, false), enough, "{count} {of_office}");
        }
        for (count, of_office, is_large, enough) in
            [(2, 0, false, true), (2, 0, true, false), (1, 1, true, false), (2, 1, true, true)]
        {
            assert_eq!(usual().is_confirmed(count, of_office, is_large), enough, "{count} {of_office}");
        }
    }

    #[test]
    fn much_is_above_the_sum_and_not_the_sum() {
        for (minor, is_large) in [(0, false), (50_000, false), (50_001, true), (i128::MAX, true)] {
            assert_eq!(usual().is_large(minor), is_large, "{minor}");
        }
    }

    #[test]
    fn multipliers_are_of_slices_only() {
        let slices = ContributionRules { valuing: Valuing::Slices, ..usual() };
        for (kind, money, slice) in [(Kind::Work, 1, 2), (Kind::Goods, 1, 2), (Kind::Cost, 1, 4)] {
            assert_eq!(
                (usual().multiplier(kind), slices.multiplier(kind)),
                (Ratio::whole(money), Ratio::whole(slice))
            );
        }
    }
}
