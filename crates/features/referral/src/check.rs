//! Holds rewards and coupons against their orders and the books: what `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::acting::held;
use crate::budget::{BudgetKind, BudgetState};
use crate::ids::Budget;
use crate::referral_store::{budgets_below, budgets_of_mandate, parts_of, rewards_after, sums_of};
use crate::rows::{ReferralReward, RewardBudget, RewardState};
use kernel::Id;
use market::brought::{BroughtStands, drawn_from, read_brought_order};
use std::collections::BTreeSet;
use store::{Fault, Reader};

/// Looked at in one read.
const PAGE: i64 = 500;

/// What does not hold, in words; empty when all does: what lies in a budget is what was set aside less what was earned, drawn
/// by orders and gone back, nothing passes it, each reward is of an order that names its receiver, and a mandate has spent on
/// budgets what they took.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let (mut wrong, mut below, mut seen) = (Vec::new(), i64::MAX, BTreeSet::new());
    let Some(book) = ledger::book(reader, community)? else { return Ok(wrong) };
    loop {
        let page = budgets_below(reader, community, below, PAGE)?;
        if page.is_empty() {
            return Ok(wrong);
        }
        for id in page {
            let Some(budget) = reader.find::<RewardBudget>(&(community, id))? else { continue };
            below = budget.number;
            check_sums(reader, &budget, book.currency, &mut wrong)?;
            check_rewards(reader, &budget, &mut wrong)?;
            if seen.insert(budget.mandate_id) {
                check_mandate(reader, &budget, &mut wrong)?;
            }
        }
    }
}

fn check_sums(
    reader: &mut Reader,
    budget: &RewardBudget,
    currency: kernel::Currency,
    wrong: &mut Vec<String>,
) -> Result<(), Fault> {
    let (community, id) = (budget.community_id, budget.id);
    let (promised, earned, owed) = sums_of(reader, community, id)?;
    let drawn = drawn_from(reader, community, id)?;
    let lies = ledger::balance(reader, community, &held(id, currency))?;
    let was_opened = matches!(budget.state, BudgetState::Open | BudgetState::Ended) && budget.entry.is_some();
    let set_aside = if budget.entry.is_some() { budget.budget_minor } else { 0 };
    let expected = set_aside - owed - drawn - budget.returned_minor;
    let (count, sum, taken) = parts_of(reader, community, id)?;
    let packet = budget.kind == BudgetKind::Packet && was_opened;
    for (holds, what) in [
        (lies == expected, format!("{lies} lies there, {expected} should")),
        (promised == budget.reserved_minor, format!("{promised} promised by its rewards")),
        (earned == budget.spent_minor, format!("{earned} earned by its rewards")),
        (promised + earned <= budget.budget_minor, "more is promised than it has".to_owned()),
        (
            !packet || (count, sum) == (budget.part_count, budget.budget_minor),
            format!("{count} parts of {sum} in all"),
        ),
        (taken == budget.taken_count, format!("{taken} parts are taken")),
    ] {
        if !holds {
            wrong.push(format!("{id}: {what}"));
        }
    }
    Ok(())
}

fn check_rewards(reader: &mut Reader, budget: &RewardBudget, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let (community, mut after) = (budget.community_id, String::new());
    loop {
        let page = rewards_after(reader, community, budget.id, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.to_string();
        for id in page {
            let Some(reward) = reader.find::<ReferralReward>(&(community, id))? else { continue };
            let Some(order) = read_brought_order(reader, community, id)? else {
                wrong.push(format!("{id}: a reward of no order"));
                continue;
            };
            let settled = order.stands == BroughtStands::Settled;
            for (holds, what) in [
                (order.referred_by == Some(reward.referrer), "its order names another"),
                (order.buyer != reward.referrer, "its receiver bought it"),
                (reward.state != RewardState::Earned || settled, "earned of nothing that was sold"),
            ] {
                if !holds {
                    wrong.push(format!("reward of {id}: {what}"));
                }
            }
        }
    }
}

/// All budgets under it, by the books and by their rows.
fn check_mandate(reader: &mut Reader, one: &RewardBudget, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let (community, id) = (one.community_id, one.mandate_id);
    let Some(mandate) = spending::mandate(reader, community, id)? else { return Ok(()) };
    let mut took = 0;
    for budget in budgets_of_mandate(reader, community, one)? {
        let budget: Option<RewardBudget> = reader.find(&(community, Id::<Budget>::clone(&budget)))?;
        took += budget
            .filter(|budget| budget.entry.is_some())
            .map_or(0, |budget| budget.budget_minor - budget.returned_minor);
    }
    let books = ledger::spent_under_by(reader, community, id.as_str(), mandate.fund, crate::CAUSE)?;
    if books != took {
        wrong.push(format!("{id}: {books} set aside by the books, its budgets took {took}"));
    }
    Ok(())
}
