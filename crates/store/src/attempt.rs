//! A part of an operation that may be refused and leaves nothing behind then, while the operation goes on.

use super::{Fault, Mark, Tx, Writes, breaks};
use crate::error::{OpError, Outcome};

/// Where to return to.
pub(super) struct Attempt {
    marks: Vec<Mark>,
    /// The number of the last event before it.
    announced: i64,
    /// Made when something of it is sent; until then forgetting is enough.
    savepoint: bool,
}

impl Tx {
    /// Does a part of the operation that may be refused, and does not let the refusal reach the caller of the whole. A part
    /// that ends in an error leaves no trace: what it wrote is not there, what it locked is as if nobody had asked for it.
    /// So wherever an operation goes on after a refusal, the part stands in here; it hands no locked row out of itself but
    /// by its answer.
    ///
    /// # Errors
    /// Of the part; the engine's own faults undo the whole operation, whoever swallows them.
    pub fn attempt<T, R>(&mut self, part: impl FnOnce(&mut Tx) -> Outcome<T, R>) -> Outcome<T, R> {
        let (marks, announced) = (self.unit.marks(), self.announced.0);
        self.attempts.push(Attempt { marks, announced, savepoint: false });
        if self.writes == Writes::Through && !self.trial {
            self.attempts_stand_alone().map_err(|fault| breaks(&mut self.broken, fault))?;
        }
        let outcome = part(self);
        let broken = self.broken.clone();
        let outcome = broken.map_or(outcome, |fault| Err(OpError::Fault(fault)));
        self.end_attempt(outcome.is_ok()).map_err(|fault| breaks(&mut self.broken, fault))?;
        outcome
    }

    fn end_attempt(&mut self, keep: bool) -> Result<(), Fault> {
        let Some(ended) = self.attempts.pop() else { return Ok(()) };
        if !keep {
            self.unit.since(&ended.marks).for_each(|(slot, mark)| slot.undo(mark));
            self.announced.0 = ended.announced;
        }
        if ended.savepoint {
            if !keep {
                self.conn.control("ROLLBACK TO part")?;
            }
            self.conn.control("RELEASE part")?;
        }
        Ok(())
    }

    /// Gives each attempt its savepoint, from the outermost on: of savepoints with one name the last one is meant.
    pub(super) fn attempts_stand_alone(&mut self) -> Result<(), Fault> {
        for at in 0..self.attempts.len() {
            if self.attempts[at].savepoint {
                continue;
            }
            let marks = std::mem::take(&mut self.attempts[at].marks);
            self.send_before(&marks)?;
            self.conn.control("SAVEPOINT part")?;
            self.attempts[at].marks = marks;
            self.attempts[at].savepoint = true;
        }
        Ok(())
    }
}
