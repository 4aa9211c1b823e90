//! What a single payout is told of the runs that pay the same member and are not entered yet.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::run::RunState;
use crate::supply_store::waiting_for_member;
use kernel::Id;
use ledger::Source;
use market::WaitingRun;
use store::{Fault, Reader, Tx};

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
    Ok(waiting_for_member(source, community, member)?.into_iter().map(run).collect())
}
