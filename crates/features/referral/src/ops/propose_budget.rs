//! Somebody who pays for the community, or who carries a mandate out, proposes rewards or a red packet under it.

use super::BudgetMoved;
use crate::acting;
use crate::budget::{Asked, BudgetKind, BudgetState, Parts, Pays, Rate, Rules};
use crate::ids::{Budget, Member};
use crate::refused::RewardRefused;
use crate::rows::RewardBudget;
use kernel::{Id, Timestamp};
use spending::MandateKind;
use spending::mandate::Source;
use spending::rows::Mandate;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ProposeBudget {
    pub id: Id<Budget>,
    pub mandate: Id<Mandate>,
    pub asked: Asked,
    pub key: Option<IdempotencyKey>,
}

/// Nothing is set aside before a second person agrees. What is more than the mandate has left now is told at once, to who can still name
/// another sum; whether it has as much then, and its fund, is looked at once more when somebody agrees.
///
/// # Errors
/// `NotAMember`, `NotAllowed`, `NoSuchMandate`, `MandateForOther`, `MandateEnded`, `AboveCeiling`, and what does not hold of what is asked for.
pub fn propose_budget(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ProposeBudget,
    now: Timestamp,
) -> Outcome<BudgetMoved, RewardRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RewardRefused::KeyReused)? {
        return Ok(first);
    }
    let community_id = tx.community();
    let mandate = tx.find::<Mandate>((community_id, input.mandate))?;
    let carries = mandate.as_ref().is_some_and(|mandate| mandate.carried_by == Some(by));
    match community::powers_now(tx, by)? {
        None => return Err(Refused(RewardRefused::NotAMember)),
        Some(powers) if powers.has(Power::PayOut) || carries => {}
        Some(_) => return Err(Refused(RewardRefused::NotAllowed)),
    }
    let mandate = mandate.filter(|mandate| mandate.source == Source::Decision);
    let mandate = mandate.ok_or(Refused(RewardRefused::NoSuchMandate))?;
    if mandate.kind.serves(MandateKind::Referral).is_err() {
        return Err(Refused(RewardRefused::MandateForOther));
    }
    if mandate.permission().open(now).is_err() {
        return Err(Refused(RewardRefused::MandateEnded));
    }
    let title = input.asked.check(ledger::AMOUNT_MAX, now).map_err(Refused)?;
    if input.asked.budget_minor > mandate.permission().left_minor() {
        return Err(Refused(RewardRefused::AboveCeiling));
    }
    let budget =
        RewardBudget { title, number: acting::next_number(tx)?, ..blank(community_id, by, input, now) };
    tx.insert(&budget)?;
    let moved = BudgetMoved::of(&budget);
    moved.announce(tx, "reward_budget_proposed")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

fn blank(community_id: i64, by: Id<Member>, input: &ProposeBudget, now: Timestamp) -> RewardBudget {
    let mut budget = RewardBudget {
        community_id,
        id: input.id,
        number: 0,
        kind: BudgetKind::Packet,
        title: String::new(),
        mandate_id: input.mandate,
        budget_minor: input.asked.budget_minor,
        reserved_minor: 0,
        spent_minor: 0,
        returned_minor: 0,
        rate_bp: 0,
        fixed_minor: 0,
        order_cap_minor: 0,
        member_cap_minor: 0,
        window_days: 0,
        pays: Pays::Coupon,
        part_count: 0,
        parts: Parts::Equal,
        taken_count: 0,
        state: BudgetState::Proposed,
        made_by: by,
        made_at_us: now,
        decided_by: None,
        decided_at_us: None,
        reason: None,
        ends_at_us: input.asked.ends_at,
        ended_at_us: None,
        entry: None,
    };
    match input.asked.rules {
        Rules::Packet { part_count, parts } => (budget.part_count, budget.parts) = (part_count, parts),
        Rules::Programme(terms) => {
            budget.kind = BudgetKind::Programme;
            match terms.rate {
                Rate::BasisPoints(points) => budget.rate_bp = points,
                Rate::Fixed(minor) => budget.fixed_minor = minor,
            }
            (budget.order_cap_minor, budget.member_cap_minor) =
                (terms.order_cap_minor, terms.member_cap_minor);
            (budget.window_days, budget.pays) = (terms.window_days, terms.pays);
        }
    }
    budget
}
