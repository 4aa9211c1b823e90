//! What operations ask again and again: who may, under which rules, and what is counted.
//!
//! Not a rule: it reads rows.

use crate::contribution::{ContributionRefused, Step};
use crate::ids::Member;
use crate::leaving::{Keeps, Leaving};
use crate::ratio::Ratio;
use crate::rows::{
    Confirmation, Contribution, ContributionCount, LeavingRow, Part, RateRow, RulesRow, StepRow,
};
use crate::rules::{Becomes, ContributionRules, Office, Rate};
use community::role::Role;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{Fault, Outcome, Reader, Tx};
use web::Power;

/// Who reads single rows: a snapshot, or the running operation.
pub(crate) trait Rows {
    fn one<T: store::Row + 'static>(&mut self, key: T::Key) -> Result<Option<T>, Fault>;
}

impl Rows for Reader {
    fn one<T: store::Row + 'static>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        self.find::<T>(&key)
    }
}

impl Rows for Tx {
    fn one<T: store::Row + 'static>(&mut self, key: T::Key) -> Result<Option<T>, Fault> {
        // One row says which others are wanted.
        self.find_first::<T>(key)
    }
}

/// Who accepted the part in a call that a contribution came of; None for those that were claimed.
pub(crate) fn accepted_by(source: &mut impl Rows, row: &Contribution) -> Result<Option<Id<Member>>, Fault> {
    let Some(call) = row.call_id else { return Ok(None) };
    Ok(source.one::<Part>((row.community_id, call, row.member))?.and_then(|part| part.decided_by))
}

/// Whether somebody has confirmed it, or whoever is no second person beside them.
pub(crate) fn has_confirmed(tx: &mut Tx, row: &Contribution, by: Id<Member>) -> Result<bool, Fault> {
    for one in community::one_with(tx, by)?.into_iter().chain([by]) {
        if tx.find::<Confirmation>((row.community_id, row.id, one))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `other`, as `by` where both are one: rules that turn away who has judged before turn them away, too.
pub(crate) fn as_own(
    tx: &mut Tx,
    by: Id<Member>,
    other: Option<Id<Member>>,
) -> Result<Option<Id<Member>>, Fault> {
    let Some(other) = other else { return Ok(None) };
    let one = other == by || community::one_with(tx, by)?.contains(&other);
    Ok(Some(if one { by } else { other }))
}

/// Whether somebody takes part now, and is past probation: on the row of this moment, inside the transaction.
pub(crate) fn is_full(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Result<Option<bool>, Fault> {
    let community = tx.community();
    let row = community::member(tx, community, member)?.filter(community::Member::takes_part);
    Ok(row.map(|row| row.is_full_since(now)))
}

/// Whoever acts is a member now.
pub(crate) fn must_be_member(
    tx: &mut Tx,
    by: Id<Member>,
    now: Timestamp,
) -> Outcome<bool, ContributionRefused> {
    is_full(tx, by, now)?.ok_or(Refused(ContributionRefused::NotAMember))
}

/// Whether they hold this role now.
pub(crate) fn holds(tx: &mut Tx, member: Id<Member>, office: Office) -> Result<bool, Fault> {
    let community = tx.community();
    let role = match office {
        Office::Steward => Role::Steward,
        Office::Treasurer => Role::Treasurer,
        Office::Moderator => Role::Moderator,
    };
    let row = community::member(tx, community, member)?.filter(community::Member::takes_part);
    Ok(row.is_some_and(|row| row.roles.has(role)))
}

/// Whether they answer for large sums: hold the role that the rules name, or where they name none, decide on expenses.
pub(crate) fn is_officer(tx: &mut Tx, member: Id<Member>, rules: &ContributionRules) -> Result<bool, Fault> {
    match rules.office {
        Some(office) => holds(tx, member, office),
        None => {
            Ok(community::powers_now(tx, member)?.is_some_and(|powers| powers.has(Power::ApproveExpenses)))
        }
    }
}

/// The community's counters, changed by `step` and saved.
pub(crate) fn count(
    tx: &mut Tx,
    step: impl FnOnce(&mut ContributionCount),
) -> Result<ContributionCount, Fault> {
    let community_id = tx.community();
    let found = tx.lock::<ContributionCount>(community_id)?;
    let is_new = found.is_none();
    let mut count = found.unwrap_or(ContributionCount {
        community_id,
        contribution_count: 0,
        rules_version: 0,
        call_count: 0,
        departure_count: 0,
    });
    step(&mut count);
    match is_new {
        true => tx.insert(&count)?,
        false => tx.save(&count)?,
    }
    Ok(count)
}

/// Which version holds now; 0 where the community has agreed on nothing.
pub(crate) fn version_now(rows: &mut impl Rows, community: i64) -> Result<i64, Fault> {
    Ok(rows.one::<ContributionCount>(community)?.map_or(0, |count| count.rules_version))
}

/// A version of the rules, whole.
pub(crate) fn rules(
    rows: &mut impl Rows,
    community: i64,
    version: i64,
) -> Result<Option<ContributionRules>, Fault> {
    let Some(row) = rows.one::<RulesRow>((community, version))? else { return Ok(None) };
    let mut rates = Vec::new();
    for number in 1..=row.rate_count {
        if let Some(rate) = rows.one::<RateRow>((community, version, number))? {
            rates.push(Rate { name: rate.name, per: rate.per, price: rate.price_e4 });
        }
    }
    let ratio = |num, den| Ratio::new(num, den).ok_or_else(|| fault(format!("{num}/{den} is no multiplier")));
    let leaving = rows.one::<LeavingRow>((community, version))?;
    Ok(Some(ContributionRules {
        valuing: row.valuing,
        unpaid: ratio(row.unpaid_num, row.unpaid_den)?,
        cash: ratio(row.cash_num, row.cash_den)?,
        confirmation_count: row.confirmation_count,
        office: row.office,
        office_count: row.office_count,
        dispute_days: row.dispute_days,
        proof_above_minor: row.proof_above_minor,
        rates,
        holding: row
            .instrument_id
            .zip(row.unit_value)
            .map(|(instrument, unit_value)| Becomes { instrument, unit_value }),
        leaving: leaving.map(|row| Leaving {
            well_after_months: row.well_after_months,
            removed_badly: row.removed_badly,
            vesting_months: row.vesting_months,
            well_vests_all: row.well_vests_all,
            well: Keeps { units_percent: row.well_units_percent, counted_percent: row.well_counted_percent },
            badly: Keeps {
                units_percent: row.badly_units_percent,
                counted_percent: row.badly_counted_percent,
            },
            capital_back: row.capital_back,
        }),
    }))
}

/// The rules that hold now, with their version.
pub(crate) fn rules_now(
    rows: &mut impl Rows,
    community: i64,
) -> Result<Option<(i64, ContributionRules)>, Fault> {
    let version = version_now(rows, community)?;
    Ok(rules(rows, community, version)?.map(|rules| (version, rules)))
}

pub(crate) fn lock(tx: &mut Tx, id: Id<Contribution>) -> Outcome<Contribution, ContributionRefused> {
    tx.lock::<Contribution>((tx.community(), id))?.ok_or(Refused(ContributionRefused::NoSuchContribution))
}

/// Writes down a step; its number is counted in the contribution, which the caller saves.
pub(crate) fn note_step(
    tx: &mut Tx,
    contribution: &mut Contribution,
    step: Step,
    by: Option<Id<Member>>,
    reason: String,
    now: Timestamp,
) -> Result<(), Fault> {
    contribution.step_count += 1;
    tx.insert(&StepRow {
        community_id: contribution.community_id,
        contribution_id: contribution.id,
        number: contribution.step_count,
        step,
        at_us: now,
        by_member: by,
        reason,
    })
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
