//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! of new things included) and the time.

mod add_evidence;
mod calls;
mod claim;
mod confirm;
mod decide_dispute;
mod depart;
mod dispute;
mod forget_member;
mod hand_in;
mod make_holding;
mod record;
mod set_rules;
mod withdraw;

pub use add_evidence::{AddEvidence, add_evidence};
pub use calls::{
    Apply, Assign, CallMoved, CloseCall, EndPart, OpenCall, Worth, apply, assign, close_call, end_part,
    open_call,
};
pub use claim::{Claim, Given, claim};
pub use confirm::{Confirm, confirm};
pub use decide_dispute::{DecideDispute, check_ruling, decide_dispute, rule_by_decision};
pub use depart::{
    DecideLoss, DepartureMoved, ObjectToLoss, carry_out_due, decide_loss, member_left, object_to_loss,
};
pub use dispute::{DisputeInput, dispute};
pub use forget_member::forget_member;
pub use hand_in::{HandIn, Judge, hand_in, judge};
pub use make_holding::{TakeWaiting, WaitingTaken, take_waiting, take_waiting_due};
pub use record::record_due;
pub(crate) use set_rules::REASON_CHARS_MAX as RULES_REASON_CHARS_MAX;
pub use set_rules::{SetRules, check_rules, set_rules, set_rules_by_decision};
pub use withdraw::{Withdraw, withdraw};

use crate::contribution::State;
use crate::rows::Contribution;
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{Fault, Tx};

/// Where a contribution stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub contribution: Id<Contribution>,
    pub number: i64,
    pub state: State,
    pub value: i64,
}

impl Moved {
    fn of(row: &Contribution) -> Moved {
        Moved { contribution: row.id, number: row.number, state: row.state, value: row.value }
    }

    /// Only ids: what was given is for those who may read it.
    fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"contribution":"{}","number":{}}}"#, self.contribution, self.number))
    }
}
