//! The treasurer has all members paid who are owed at least so much. Whom and how much is fixed now; nothing moves yet:
//! somebody else has to consent.

use super::propose_run::{RunMoved, announce, may, new_line, new_run, payer_known};
use crate::acting;
use crate::choosing::choose;
use crate::ids::Member;
use crate::refused::RunRefused;
use crate::rows::PaymentRun;
use crate::run::RunPays;
use kernel::{Id, Timestamp};
use market::rows::Payout;
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ProposeMembersRun {
    pub id: Id<PaymentRun>,
    /// Who is owed less waits until it is worth a transfer.
    pub least_minor: i64,
    /// Of which the ids of the payouts are made.
    pub random: [u8; 10],
    pub key: Option<IdempotencyKey>,
}

/// # Errors
/// `NotAllowed`, `PayerMissing`, `SumNotPositive`, `NobodyToPay`, …
pub fn propose_members_run(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ProposeMembersRun,
    now: Timestamp,
) -> Outcome<RunMoved, RunRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    may(tx, by, &[Power::PayOut])?;
    payer_known(tx)?;
    if input.least_minor <= 0 {
        return Err(Refused(RunRefused::SumNotPositive));
    }
    let (community, currency) = (tx.community(), acting::currency(tx)?);
    let mut own = community::beside(tx, by)?;
    own.push(by);
    let choice = choose(tx, community, currency, &own, input.least_minor)?;
    if choice.pay.is_empty() {
        return Err(Refused(RunRefused::NobodyToPay));
    }
    let lines = choice.pay.len() as i64;
    let run = new_run(tx, (input.id, RunPays::Members), (lines, choice.total_minor), by, now)?;
    for (number, chosen) in (1..).zip(&choice.pay) {
        let payouts = [0, 1].map(|purse| payout(input.random, 2 * number + purse, now));
        let mut line = new_line((community, run.id, number), (chosen.member, chosen.minor), payouts);
        line.bank_version = chosen.bank_version;
        tx.insert(&line)?;
    }
    announce(tx, "payment_run_proposed", &run)?;
    let moved = RunMoved::of(&run);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// Another for each number: the last bytes are nothing but random.
fn payout(mut random: [u8; 10], number: i64, now: Timestamp) -> Id<Payout> {
    for (byte, of_number) in random.iter_mut().rev().zip(number.to_le_bytes()).take(4) {
        *byte ^= of_number;
    }
    Id::from_parts(now.milliseconds(), random)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::RUN_MEMBERS_MAX;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_payouts_of_a_run_have_one_id() {
        let now = Timestamp::from_micros(1_770_000_000_000_000);
        let most = 2 * RUN_MEMBERS_MAX as i64 + 2;
        let ids: BTreeSet<_> = (0..most).map(|number| payout([0xA5; 10], number, now)).collect();
        assert_eq!(ids.len() as i64, most);
    }
}
