//! The played gateway will speak of a payment: later, twice, or of a failure first. Demo and tests only.

use crate::acting::When;
use crate::jobs;
use crate::methods::gateway::Sending;
use crate::payment::PaymentRefused;
use store::{Outcome, Tx};

/// Each notification is signed and heard when it is due; nothing happens where no gateway is played then.
///
/// # Errors
/// Of the database only.
pub fn play_payment(tx: &mut Tx, sendings: &[Sending], when: When) -> Outcome<(), PaymentRefused> {
    sendings.iter().try_for_each(|sending| Ok(tx.enqueue(jobs::tell(sending, when.happened_at)?)?))
}
