//! Payment runs of a feature above, as far as a single payout has to know of them: the same debt is not paid twice without a word.
//!
//! Not a rule: it is asked what rows say.

use crate::ids::Member;
use kernel::Id;
use store::{Fault, Reader, Tx};

/// A payment run that pays a member and is not entered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRun {
    pub number: i64,
    /// Where it stands, below the community's address.
    pub path: String,
    /// What it pays this member, in minor units.
    pub amount_minor: i64,
    /// Consented to: it is being entered part by part. Otherwise it waits for its second person.
    pub is_consented: bool,
}

/// The feature above that pays many together.
pub trait WaitingRuns: Send + Sync {
    /// The oldest first.
    ///
    /// # Errors
    /// Of the database only.
    fn waiting(
        &self,
        reader: &mut Reader,
        community: i64,
        member: Id<Member>,
    ) -> Result<Vec<WaitingRun>, Fault>;

    /// The same, in an operation.
    ///
    /// # Errors
    /// Of the database only.
    fn waiting_now(&self, tx: &mut Tx, member: Id<Member>) -> Result<Vec<WaitingRun>, Fault>;
}
