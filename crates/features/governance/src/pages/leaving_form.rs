//! What leavers keep, as the form of a deed has it.

use contributions::leaving::{Keeps, Leaving, MONTHS_MAX};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::Check;
use web::asked::is_ticked;

/// `leaving`: `on` where something is decided about it; the others are read only then.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct LeavingFields {
    pub leaving: String,
    /// Months as a member after which one leaves well; none: always.
    pub well_after: String,
    /// `on`: who is removed leaves early.
    pub removed_early: String,
    /// Months over which what is given is earned; none: at once.
    pub vesting: String,
    /// `on`: who leaves well has earned all of it.
    pub vests_all: String,
    /// Percent of the shares earned, and of what counts, that stays with who leaves well, and early.
    pub well_units: String,
    pub well_counted: String,
    pub early_units: String,
    pub early_counted: String,
    /// `on`: the fund is asked to give back what was put in.
    pub capital_back: String,
}

impl LeavingFields {
    pub(crate) fn gathered(typed: &mut BTreeMap<String, String>, at: usize) -> LeavingFields {
        let mut field = |name: &str| typed.remove(&format!("deed_{at}_{name}")).unwrap_or_default();
        LeavingFields {
            leaving: field("leaving"),
            well_after: field("well_after"),
            removed_early: field("removed_early"),
            vesting: field("vesting"),
            vests_all: field("vests_all"),
            well_units: field("well_units"),
            well_counted: field("well_counted"),
            early_units: field("early_units"),
            early_counted: field("early_counted"),
            capital_back: field("capital_back"),
        }
    }

    pub(super) fn read(&self, check: &mut Check, at: i64) -> Option<Leaving> {
        if !is_ticked(&self.leaving) {
            return None;
        }
        let field = |name: &str| format!("deed_{at}_{name}");
        let mut months = |name: &str, typed: &str| match typed.trim() {
            "" => 0,
            typed => check.whole(&field(name), typed, 0..=MONTHS_MAX),
        };
        let (well_after_months, vesting_months) =
            (months("well_after", &self.well_after), months("vesting", &self.vesting));
        let mut percent = |name: &str, typed: &str| check.whole(&field(name), typed, 0..=100);
        let well = Keeps {
            units_percent: percent("well_units", &self.well_units),
            counted_percent: percent("well_counted", &self.well_counted),
        };
        let badly = Keeps {
            units_percent: percent("early_units", &self.early_units),
            counted_percent: percent("early_counted", &self.early_counted),
        };
        Some(Leaving {
            well_after_months,
            removed_badly: is_ticked(&self.removed_early),
            vesting_months,
            well_vests_all: is_ticked(&self.vests_all),
            well,
            badly,
            capital_back: is_ticked(&self.capital_back),
        })
    }

    /// As it would be typed; what a first one is offered where nothing is decided.
    pub(super) fn of(leaving: Option<&Leaving>) -> LeavingFields {
        let on = |yes: bool| if yes { "on".to_owned() } else { String::new() };
        let offered = Leaving {
            well_after_months: 12,
            removed_badly: true,
            vesting_months: 0,
            well_vests_all: true,
            well: Keeps { units_percent: 100, counted_percent: 100 },
            badly: Keeps { units_percent: 50, counted_percent: 50 },
            capital_back: true,
        };
        let shown = leaving.unwrap_or(&offered);
        LeavingFields {
            leaving: on(leaving.is_some()),
            well_after: shown.well_after_months.to_string(),
            removed_early: on(shown.removed_badly),
            vesting: shown.vesting_months.to_string(),
            vests_all: on(shown.well_vests_all),
            well_units: shown.well.units_percent.to_string(),
            well_counted: shown.well.counted_percent.to_string(),
            early_units: shown.badly.units_percent.to_string(),
            early_counted: shown.badly.counted_percent.to_string(),
            capital_back: on(shown.capital_back),
        }
    }
}
