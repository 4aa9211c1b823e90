//! What was photographed before an expense was made is its proof: a feature above has the files already.

use crate::expense::PROOFS_MAX;
use crate::rows::{Expense, ExpenseProof};
use files::rows::File;
use kernel::Id;
use store::{Fault, Tx};

/// In the operation that asks for the expense, for whoever did. The same contents twice are one proof, what was let go is none, and
/// no expense has more than its most: the first ones.
///
/// # Errors
/// Of the database only.
pub fn prove_with_kept(tx: &mut Tx, expense: Id<Expense>, kept: &[Id<File>]) -> Result<(), Fault> {
    if kept.is_empty() {
        return Ok(());
    }
    let community = tx.community();
    let Some(mut expense) = tx.lock::<Expense>((community, expense))? else { return Ok(()) };
    let mut known = Vec::new();
    for number in 1..=expense.proof_count {
        let proof = tx.find::<ExpenseProof>((community, expense.id, number))?;
        known.extend(proof.map(|proof| proof.sha256));
    }
    for id in kept {
        let file = tx.find::<File>((community, *id))?.filter(|file| !file.sha256.is_empty());
        let Some(file) = file.filter(|file| !known.contains(&file.sha256)) else { continue };
        if expense.proof_count >= PROOFS_MAX {
            break;
        }
        expense.proof_count += 1;
        tx.insert(&ExpenseProof {
            community_id: community,
            expense_id: expense.id,
            number: expense.proof_count,
            file_id: file.id,
            sha256: file.sha256.clone(),
        })?;
        known.push(file.sha256);
    }
    tx.save(&expense)
}
