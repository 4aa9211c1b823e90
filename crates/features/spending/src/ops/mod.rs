//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! of new things included) and the time.

mod add_proof;
mod approve_expense;
mod buy_under_standing;
mod correct_receipt;
mod end_mandate;
mod forget_member;
mod give_capital_back;
mod grant_mandate;
mod keep_room;
mod pay_expense;
mod prove_with_kept;
mod record_receipt;
mod refuse_expense;
mod release_to_team;
mod reverse_receipt;
mod set_aside;
mod set_spending_rules;
mod submit_expense;
mod take_payment_back;
mod withdraw_expense;

pub use add_proof::{AddProof, add_proof};
pub use approve_expense::{ApproveExpense, approve_expense};
pub use buy_under_standing::{BuyUnderStanding, buy_under_standing};
pub use correct_receipt::{CorrectReceipt, correct_receipt};
pub use end_mandate::{CAMPAIGN_SPENDING_ENDED, EndMandate, EndedBy, conclude_mandates, end_mandate};
pub use forget_member::forget_member;
pub use give_capital_back::{GiveCapitalBack, give_capital_back};
pub use grant_mandate::{NewMandate, grant_mandate};
pub use keep_room::{keep_room, keep_standing_room, let_go};
pub use pay_expense::{PayExpense, pay_expense};
pub use prove_with_kept::prove_with_kept;
pub use record_receipt::{Entered, RecordReceipt, record_receipt};
pub use refuse_expense::{RefuseExpense, refuse_expense};
pub use release_to_team::{Released, release_to_team, stop_team};
pub use reverse_receipt::{ReverseReceipt, reverse_receipt};
pub use set_aside::{SetAside, give_back, has_free, set_aside};
pub use set_spending_rules::set_spending_rules;
pub use submit_expense::{SubmitExpense, Under, submit_expense, submit_with_room};
pub use take_payment_back::{TakePaymentBack, take_payment_back};
pub use withdraw_expense::{WithdrawExpense, withdraw_expense};

use crate::expense::{Claim, ExpensePurpose, ExpenseRefused, ExpenseState, ExpenseStep};
use crate::ids::Member;
use crate::receipt::ReceiptRefused;
use crate::rows::{Expense, ExpenseStepRow, Mandate};
use community::must_hold;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// Where an expense stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub expense: Id<Expense>,
    pub number: i64,
    pub state: ExpenseState,
    pub entry: Option<i64>,
}

impl Moved {
    fn of(expense: &Expense) -> Moved {
        Moved { expense: expense.id, number: expense.number, state: expense.state, entry: expense.entry }
    }

    /// Only ids: what it was for and to whom is for those who may read it.
    fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"expense":"{}","number":{}}}"#, self.expense, self.number))
    }
}

impl Expense {
    /// As the rules see it.
    pub fn claim(&self) -> Claim {
        Claim {
            state: self.state,
            author: self.author,
            payee: self.payee_member,
            proof_count: self.proof_count,
            approved_proof_count: self.approved_proof_count,
            amount_minor: self.amount_minor,
            is_capital: self.purpose == ExpensePurpose::Capital,
        }
    }
}

fn may_refuse(wrong: bool, why: ExpenseRefused) -> Outcome<(), ExpenseRefused> {
    if wrong { Err(Refused(why)) } else { Ok(()) }
}

fn lock_expense(tx: &mut Tx, id: Id<Expense>) -> Outcome<Expense, ExpenseRefused> {
    tx.lock::<Expense>((tx.community(), id))?.ok_or(Refused(ExpenseRefused::NoSuchExpense))
}

fn lock_mandate(tx: &mut Tx, expense: &Expense) -> Outcome<Mandate, ExpenseRefused> {
    let mandate = tx.lock::<Mandate>((expense.community_id, expense.mandate_id))?;
    mandate.ok_or(Refused(ExpenseRefused::NoSuchMandate))
}

fn may_judge(tx: &mut Tx, by: Id<Member>) -> Outcome<(), ExpenseRefused> {
    must_hold(tx, by, Power::ApproveExpenses, ExpenseRefused::NotAMember, ExpenseRefused::NotAllowed)
}

/// It is decided: what was kept for it is promised no longer. The caller saves the expense.
fn give_room(expense: &mut Expense, mandate: &mut Mandate) {
    mandate.promised_minor -= expense.room_minor;
    expense.room_minor = 0;
}

/// Whoever confirms payments has seen the bank's statement, or counted the till.
fn may_receive(tx: &mut Tx, by: Id<Member>) -> Outcome<(), ReceiptRefused> {
    must_hold(tx, by, Power::ConfirmPayments, ReceiptRefused::NotAMember, ReceiptRefused::NotAllowed)
}

/// Writes down a step; its number is counted in the expense, which the caller saves.
fn note_step(
    tx: &mut Tx,
    expense: &mut Expense,
    step: ExpenseStep,
    by: Option<Id<Member>>,
    reason: String,
    now: Timestamp,
) -> Result<(), Fault> {
    expense.step_count += 1;
    tx.insert(&ExpenseStepRow {
        community_id: expense.community_id,
        expense_id: expense.id,
        number: expense.step_count,
        step,
        at_us: now,
        by_member: by,
        reason,
    })
}
