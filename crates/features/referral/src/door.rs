//! What features above ask about rewards.
//!
//! Not a rule: it reads rows.

use crate::ids::{Budget, Member};
use crate::referral_store::of_entry;
use crate::rows::{ReferralReward, RewardBudget};
use kernel::Id;
use market::rows::Order;
use store::{Fault, Reader};

/// The budget that a cause in the books names; None for other causes.
///
/// # Errors
/// Of the database only.
pub fn budget_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Id<Budget>>, Fault> {
    let id = Id::<Budget>::parse(id).ok().filter(|_| kind == crate::CAUSE);
    let found = match id {
        Some(id) => reader.find::<RewardBudget>(&(community, id))?,
        None => None,
    };
    Ok(found.map(|budget| budget.id))
}

/// What a budget is called.
///
/// # Errors
/// Of the database only.
pub fn budget_name(reader: &mut Reader, community: i64, id: Id<Budget>) -> Result<Option<String>, Fault> {
    Ok(reader.find::<RewardBudget>(&(community, id))?.map(|budget| budget.title))
}

/// What an entry of a reward is to somebody whom it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RewardSeen {
    /// They bought: this order brought somebody a reward.
    Bought(Id<Order>),
    /// They brought somebody. Who that was is not theirs to know.
    Brought,
}

/// What an entry of a reward, or the entry that it takes back, is to a member; None for everybody whom it does not concern.
///
/// # Errors
/// Of the database only.
pub fn reward_seen(
    reader: &mut Reader,
    community: i64,
    entry: i64,
    member: Id<Member>,
) -> Result<Option<RewardSeen>, Fault> {
    let Some(order) = of_entry(reader, community, entry)? else { return Ok(None) };
    let reward = reader.find::<ReferralReward>(&(community, order))?;
    if reward.is_some_and(|reward| reward.referrer == member) {
        return Ok(Some(RewardSeen::Brought));
    }
    let bought = reader.find::<Order>(&(community, order))?.is_some_and(|row| row.buyer == member);
    Ok(bought.then_some(RewardSeen::Bought(order)))
}

/// The entry with which whoever brought an order was thanked, for its buyer; None for everybody else, and where no money was owed for
/// it. Not for who brought it: the entries of an order are open to members, and which of them it was is not theirs to know.
///
/// # Errors
/// Of the database only.
pub fn thanked_for(
    reader: &mut Reader,
    community: i64,
    order: Id<Order>,
    member: Id<Member>,
) -> Result<Option<i64>, Fault> {
    let Some(reward) = reader.find::<ReferralReward>(&(community, order))? else { return Ok(None) };
    let bought = reader.find::<Order>(&(community, order))?.is_some_and(|row| row.buyer == member);
    Ok(reward.entry.filter(|_| bought))
}
