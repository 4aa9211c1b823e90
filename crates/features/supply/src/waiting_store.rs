//! What a single payout is told of the runs that pay the same member and are not entered yet.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::rows::PaymentRun;
use crate::run::RunState;
use kernel::Id;
use ledger::Source;
use market::WaitingRun;
use store::{Fault, Reader, Tx};

/// Runs that pay this member and are not entered whole, the oldest first. A handful.
pub(crate) const WAITING_FOR_MEMBER: &str =
    "SELECT r.id, r.number, r.state, l.amount_minor FROM payment_run_line l
    JOIN payment_run r ON r.community_id = l.community_id AND r.id = l.run_id
    WHERE l.community_id = $1 AND l.member = $2 AND l.state = 'proposed' AND r.state IN ('proposed', 'paying')
    ORDER BY r.number";

/// For the market, which pays members one by one.
#[derive(Debug)]
pub struct RunsThatWait;

impl market::WaitingRuns for RunsThatWait {
    fn waiting(
        &self,
        reader: &mut Reader,
        community: i64,
        member: Id<Member>,
    ) -> Result<Vec<WaitingRun>, Fault> {
        found(reader, community, member)
    }

    fn waiting_now(&self, tx: &mut Tx, member: Id<Member>) -> Result<Vec<WaitingRun>, Fault> {
        let community = tx.community();
        found(tx, community, member)
    }
}

fn found(source: &mut impl Source, community: i64, member: Id<Member>) -> Result<Vec<WaitingRun>, Fault> {
    let run = |(id, number, state, amount_minor)| WaitingRun {
        number,
        path: format!("supply/runs/{id}"),
        amount_minor,
        is_consented: state == RunState::Paying,
    };
    type Found = (Id<PaymentRun>, i64, RunState, i64);
    let found = source.rows::<Found>(WAITING_FOR_MEMBER, &[&community, &member])?;
    Ok(found.into_iter().map(run).collect())
}
