//! Its author hands in what shows that an expense was as they say.

use super::submit_expense::keep_proofs;
use super::{Moved, lock_expense, may_refuse, note_step};
use crate::acting;
use crate::expense::{ExpenseRefused, ExpenseStep};
use crate::ids::Member;
use crate::rows::{Expense, ExpenseProof};
use files::NewFile;
use kernel::{Id, Timestamp};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct AddProof {
    pub expense: Id<Expense>,
    /// Their bytes are kept already.
    pub proofs: Vec<NewFile>,
    pub key: Option<IdempotencyKey>,
}

/// Also after it was approved or paid: the invoice often comes last.
///
/// # Errors
/// `NotYours`, `ProofMissing`, `ProofTwice`, `TooManyProofs`, `WrongState`, …
pub fn add_proof(
    tx: &mut Tx,
    by: Id<Member>,
    input: &AddProof,
    now: Timestamp,
) -> Outcome<Moved, ExpenseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ExpenseRefused::KeyReused)? {
        return Ok(first);
    }
    let mut expense = lock_expense(tx, input.expense)?;
    if acting::powers(tx, by)?.is_none() {
        return Err(Refused(ExpenseRefused::NotAMember));
    }
    expense.claim().add_proofs(by, input.proofs.len() as i64).map_err(Refused)?;
    may_refuse(input.proofs.is_empty(), ExpenseRefused::ProofMissing)?;
    for number in 1..=expense.proof_count {
        let there = tx.find::<ExpenseProof>((expense.community_id, expense.id, number))?;
        let again = |proof: ExpenseProof| input.proofs.iter().any(|file| file.sha256 == proof.sha256);
        may_refuse(there.is_some_and(again), ExpenseRefused::ProofTwice)?;
    }
    keep_proofs(tx, &mut expense, by, &input.proofs, now)?;
    note_step(tx, &mut expense, ExpenseStep::ProofAdded, Some(by), String::new(), now)?;
    tx.save(&expense)?;
    let moved = Moved::of(&expense);
    moved.announce(tx, "expense_proved")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}
