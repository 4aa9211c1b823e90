//! A second person agrees: the money leaves the fund and lies ready. Or refuses, with a reason.

use super::BudgetMoved;
use crate::acting;
use crate::budget::{BudgetKind, BudgetState, REASON_CHARS_MAX, divide, next};
use crate::ids::{Budget, Coupon, Member};
use crate::jobs;
use crate::referral_store::programme_open;
use crate::refused::RewardRefused;
use crate::rows::{RewardBudget, RewardCoupon};
use kernel::{Id, Timestamp};
use ledger::Cause;
use spending::{ExpenseRefused, MandateKind, SetAside};
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct DecideBudget {
    pub budget: Id<Budget>,
    /// None: agreed.
    pub refused_because: Option<String>,
    /// Chance: how a red packet is divided.
    pub seed: u64,
    /// Chance of its own, for its coupons' ids: whoever sees one learns no sum from it.
    pub seed_of_ids: u64,
    pub key: Option<IdempotencyKey>,
}

/// By who approves expenses, never who proposed it, nor who is one with them.
///
/// # Errors
/// `NotAllowed`, `OwnBudget`, `WrongState`, `EndPassed`, `ProgrammeOpen`, `MandateForOther`, `MandateEnded`, `AboveCeiling`, `FundTooSmall`,
/// `ReasonMissing`, …
pub fn decide_budget(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DecideBudget,
    now: Timestamp,
) -> Outcome<BudgetMoved, RewardRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RewardRefused::KeyReused)? {
        return Ok(first);
    }
    acting::may(tx, by, Power::ApproveExpenses)?;
    let budget = tx.lock::<RewardBudget>((tx.community(), input.budget))?;
    let mut budget = budget.ok_or(Refused(RewardRefused::NoSuchBudget))?;
    // Somebody and their company are not two people.
    if budget.made_by == by || community::one_with(tx, by)?.contains(&budget.made_by) {
        return Err(Refused(RewardRefused::OwnBudget));
    }
    budget.state = budget.state.decide(input.refused_because.is_none()).map_err(Refused)?;
    (budget.decided_by, budget.decided_at_us) = (Some(by), Some(now));
    match &input.refused_because {
        Some(reason) => budget.reason = Some(said(reason)?),
        None => open(tx, &mut budget, (input.seed, input.seed_of_ids), now)?,
    }
    tx.save(&budget)?;
    let moved = BudgetMoved::of(&budget);
    moved.announce(tx, "reward_budget_decided")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

pub(super) fn said(reason: &str) -> Outcome<String, RewardRefused> {
    match reason.trim() {
        "" => Err(Refused(RewardRefused::ReasonMissing)),
        reason => Ok(reason.chars().take(REASON_CHARS_MAX).collect()),
    }
}

fn open(
    tx: &mut Tx,
    budget: &mut RewardBudget,
    seeds: (u64, u64),
    now: Timestamp,
) -> Outcome<(), RewardRefused> {
    if now >= budget.ends_at_us {
        return Err(Refused(RewardRefused::EndPassed));
    }
    let community = tx.community();
    if budget.kind == BudgetKind::Programme && programme_open(tx, community)?.is_some() {
        return Err(Refused(RewardRefused::ProgrammeOpen));
    }
    let set_aside = set_aside_of(tx, budget, budget.budget_minor)?;
    let entry = spending::set_aside(tx, &set_aside, now).map_err(|error| match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        OpError::Refused(why) => Refused(match why {
            ExpenseRefused::AboveCeiling | ExpenseRefused::AboveEach => RewardRefused::AboveCeiling,
            ExpenseRefused::FundTooSmall => RewardRefused::FundTooSmall,
            ExpenseRefused::SumTooLarge => RewardRefused::BudgetTooLarge,
            ExpenseRefused::MandateForOther => RewardRefused::MandateForOther,
            ExpenseRefused::NoSuchMandate => RewardRefused::NoSuchMandate,
            _ => RewardRefused::MandateEnded,
        }),
    })?;
    budget.entry = Some(entry);
    if budget.kind == BudgetKind::Packet {
        fill(tx, budget, seeds, now)?;
    }
    tx.enqueue(jobs::end(budget.id, budget.ends_at_us))?;
    debug_assert_eq!(budget.state, BudgetState::Open);
    Ok(())
}

/// What of a budget goes to or comes from its fund.
pub(super) fn set_aside_of(tx: &mut Tx, budget: &RewardBudget, amount_minor: i64) -> Result<SetAside, Fault> {
    let held = acting::held(budget.id, acting::currency(tx, budget.community_id)?);
    let cause = Cause::new(crate::CAUSE, budget.id);
    Ok(SetAside {
        kind: MandateKind::Referral,
        mandate: budget.mandate_id,
        amount_minor,
        held,
        cause,
        for_a_fund: false,
    })
}

/// Its coupons, in the order in which they will be taken: nobody chooses.
fn fill(
    tx: &mut Tx,
    budget: &RewardBudget,
    (seed, mut chance): (u64, u64),
    now: Timestamp,
) -> Result<(), Fault> {
    let sums = divide(budget.budget_minor, budget.part_count, budget.parts, seed);
    for (part, amount_minor) in (1..).zip(sums) {
        let (first, second) = (next(&mut chance).to_be_bytes(), next(&mut chance).to_be_bytes());
        let mut random = [0; 10];
        random[..8].copy_from_slice(&first);
        random[8..].copy_from_slice(&second[..2]);
        tx.insert(&RewardCoupon {
            community_id: budget.community_id,
            id: Id::<Coupon>::from_parts(now.milliseconds(), random),
            budget_id: budget.id,
            part: Some(part),
            amount_minor,
            holder: None,
            taken_at_us: None,
            expires_at_us: budget.ends_at_us,
            order_id: None,
            void: false,
        })?;
    }
    Ok(())
}
