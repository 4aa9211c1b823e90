//! How contributions count changes: by a steward with a reason, or by a decision. What was claimed before is judged by what held then.

use crate::acting::{count, rules_now};
use crate::contributions_store::any_counting;
use crate::ids::{Instrument, Member};
use crate::rows::{LeavingRow, RateRow, RulesRow};
use crate::rules::{ContributionRules, RulesRefused};
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

pub(crate) const REASON_CHARS_MAX: usize = 400;

#[derive(Debug, Clone)]
pub struct SetRules {
    pub rules: ContributionRules,
    /// The version that the form showed: 0 for none.
    pub from_version: i64,
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By who edits the charter, while the charter changes without a decision.
///
/// # Errors
/// `NotAllowed`, `ByDecisionOnly`, `HoldingByDecision`, `RulesMoved`, `Unchanged`, `ReasonMissing`, and what does not fit.
pub fn set_rules(
    tx: &mut Tx,
    by: Id<Member>,
    input: &SetRules,
    now: Timestamp,
) -> Outcome<i64, RulesRefused> {
    use RulesRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    community::must_hold(tx, by, Power::EditCharter, No::NotAMember, No::NotAllowed)?;
    if community::is_by_decision_only(tx)? {
        return Err(Refused(No::ByDecisionOnly));
    }
    let reason = match input.reason.trim() {
        "" => return Err(Refused(No::ReasonMissing)),
        text if text.chars().count() > REASON_CHARS_MAX => return Err(Refused(No::ReasonTooLong)),
        text => text.to_owned(),
    };
    // A form of single fields leaves out what it does not show: what members decided of holdings and leaving stays.
    let community = tx.community();
    let (holding, leaving) =
        rules_now(tx, community)?.map_or((None, None), |(_, rules)| (rules.holding, rules.leaving));
    let (asked, left) = (input.rules.holding, input.rules.leaving);
    if asked.is_some() && asked != holding || left.is_some() && left != leaving {
        return Err(Refused(No::HoldingByDecision));
    }
    let rules = ContributionRules { holding, leaving, ..input.rules.clone() };
    let version = write(tx, &rules, Some(input.from_version), (Some(by), None, reason), now)?;
    tx.remember(&input.key, &version, now)?;
    Ok(version)
}

/// Called by whoever carries decisions out. `note` says which proposal decided it. Answers the number of the version.
///
/// # Errors
/// `Unchanged`, `ValuingInUse`, and what does not fit.
pub fn set_rules_by_decision(
    tx: &mut Tx,
    rules: &ContributionRules,
    decision: &str,
    note: &str,
    now: Timestamp,
) -> Outcome<i64, RulesRefused> {
    check_rules(tx, rules)?;
    write(tx, rules, None, (None, Some(decision.to_owned()), note.to_owned()), now)
}

fn write(
    tx: &mut Tx,
    rules: &ContributionRules,
    from_version: Option<i64>,
    (set_by, decision, reason): (Option<Id<Member>>, Option<String>, String),
    now: Timestamp,
) -> Outcome<i64, RulesRefused> {
    let community_id = tx.community();
    let rules = rules.clone().checked().map_err(Refused)?;
    let before = rules_now(tx, community_id)?;
    let version_before = before.as_ref().map_or(0, |(version, _)| *version);
    if from_version.is_some_and(|from| from != version_before) {
        return Err(Refused(RulesRefused::RulesMoved));
    }
    if let Some((_, before)) = &before {
        if *before == rules {
            return Err(Refused(RulesRefused::Unchanged));
        }
        if before.valuing != rules.valuing && any_counting(tx, community_id)? {
            return Err(Refused(RulesRefused::ValuingInUse));
        }
    }
    let version = version_before + 1;
    tx.insert(&RulesRow {
        community_id,
        version,
        valuing: rules.valuing,
        unpaid_num: rules.unpaid.num(),
        unpaid_den: rules.unpaid.den(),
        cash_num: rules.cash.num(),
        cash_den: rules.cash.den(),
        confirmation_count: rules.confirmation_count,
        office: rules.office,
        office_count: rules.office_count,
        dispute_days: rules.dispute_days,
        proof_above_minor: rules.proof_above_minor,
        rate_count: rules.rates.len() as i64,
        reason,
        set_by,
        decision,
        set_at_us: now,
        instrument_id: rules.holding.map(|holding| holding.instrument),
        unit_value: rules.holding.map(|holding| holding.unit_value),
    })?;
    write_rates(tx, &rules, version)?;
    if let Some(leaving) = rules.leaving {
        tx.insert(&LeavingRow {
            community_id,
            version,
            well_after_months: leaving.well_after_months,
            removed_badly: leaving.removed_badly,
            vesting_months: leaving.vesting_months,
            well_vests_all: leaving.well_vests_all,
            well_units_percent: leaving.well.units_percent,
            well_counted_percent: leaving.well.counted_percent,
            badly_units_percent: leaving.badly.units_percent,
            badly_counted_percent: leaving.badly.counted_percent,
            capital_back: leaving.capital_back,
        })?;
    }
    count(tx, |count| count.rules_version = version)?;
    tx.announce("contribution_rules_set", format!(r#"{{"version":{version}}}"#))?;
    Ok(version)
}

/// Of a donation nothing is held, a pre-order is for goods, and what a campaign was opened for is for who took part in it.
fn may_become(tx: &mut Tx, instrument: Id<Instrument>) -> Outcome<(), RulesRefused> {
    let seen = tx.find_first::<Instrument>((tx.community(), instrument))?;
    let fits = seen.is_some_and(|row| ownership::may_come_of_work(&row));
    if fits { Ok(()) } else { Err(Refused(RulesRefused::HoldingUnfit)) }
}

/// What a decision would set, looked at before it is decided.
///
/// # Errors
/// What does not fit.
pub fn check_rules(tx: &mut Tx, rules: &ContributionRules) -> Outcome<(), RulesRefused> {
    let rules = rules.clone().checked().map_err(Refused)?;
    rules.holding.map_or(Ok(()), |holding| may_become(tx, holding.instrument))
}

fn write_rates(tx: &mut Tx, rules: &ContributionRules, version: i64) -> Result<(), Fault> {
    let community_id = tx.community();
    for (number, rate) in (1..).zip(&rules.rates) {
        let (name, per, price_e4) = (rate.name.clone(), rate.per, rate.price);
        tx.insert(&RateRow { community_id, version, number, name, per, price_e4 })?;
    }
    Ok(())
}
