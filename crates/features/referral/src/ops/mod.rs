//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! and randomness included) and the time.

mod bring;
mod decide_budget;
mod end_budget;
mod forget_member;
mod look_at_order;
mod make_code;
mod propose_budget;
mod sweep;
mod take_coupon;

pub use bring::{Bringing, Promise, Sees, bring, bringing};
pub use decide_budget::{DecideBudget, decide_budget};
pub use end_budget::{EndBudget, end_budget, end_by_clock};
pub use forget_member::forget_member;
pub use look_at_order::look_at_order;
pub use make_code::make_code;
pub use propose_budget::{ProposeBudget, propose_budget};
pub(crate) use sweep::covered;
pub use sweep::sweep;
pub use take_coupon::{TakeCoupon, Taken, take_coupon};

use crate::budget::BudgetState;
use crate::ids::{Budget, Coupon};
use crate::rows::{RewardBudget, RewardCoupon};
use kernel::Id;
use market::brought::{BroughtStands, brought_order};
use serde::{Deserialize, Serialize};
use store::{Fault, Tx};

/// Where a budget stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetMoved {
    pub budget: Id<Budget>,
    pub number: i64,
    pub state: BudgetState,
    pub entry: Option<i64>,
}

impl BudgetMoved {
    fn of(budget: &RewardBudget) -> BudgetMoved {
        let RewardBudget { id, number, state, entry, .. } = budget;
        BudgetMoved { budget: *id, number: *number, state: *state, entry: *entry }
    }

    fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        // Ids, numbers and codes need no escaping.
        let BudgetMoved { budget, number, state, .. } = self;
        tx.announce(kind, format!(r#"{{"budget":"{budget}","number":{number},"state":"{state}"}}"#))
    }
}

/// Whether a coupon is on an order that stands: what was put on one that was given up can be used again.
fn is_used(tx: &mut Tx, coupon: &RewardCoupon) -> Result<bool, Fault> {
    let Some(order) = coupon.order_id else { return Ok(false) };
    let order = brought_order(tx, order)?;
    // Another coupon may have taken its place on an order that was asked for again.
    Ok(order.is_some_and(|order| order.stands != BroughtStands::GivenUp && order.coupon == Some(coupon.id)))
}

fn lock_coupon(tx: &mut Tx, id: Id<Coupon>) -> Result<Option<RewardCoupon>, Fault> {
    tx.lock::<RewardCoupon>((tx.community(), id))
}
