//! Somebody else consents, and the run stands in the books: every payout of it, once. Up to a number of lines that is one
//! transaction, so that no crash leaves half of it; a run with more is entered part by part, each in one of its own.

use super::pay_lines::{Short, pay_lines};
use super::propose_run::{RunMoved, announce, may};
use crate::acting::{self, fault};
use crate::books;
use crate::ids::Member;
use crate::jobs;
use crate::refused::RunRefused;
use crate::rows::{PaymentRun, RunLine};
use crate::run::{RunLineState, RunPays, RunState, VoidReason};
use crate::supply_store::line_of;
use kernel::{Id, Timestamp};
use market::Actor;
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ConsentRun {
    pub run: Id<PaymentRun>,
    pub key: Option<IdempotencyKey>,
}

/// Who may be the second person.
pub(crate) const CONSENTS: [Power; 2] = [Power::PayOut, Power::ApproveExpenses];

/// By who pays out or approves expenses, neither who proposed it nor anybody who is paid by it; where a run pays members,
/// and whoever could look at it is one of them, their own line is left out instead. A line becomes void where the bank
/// details have changed since it was made, or less is due by now; the others are paid.
///
/// # Errors
/// `NotAllowed`, `OwnRun`, `OwnPayout`, `WrongState`, `ProposerMayNot`, `NothingLeft`, `BankTooSmall`, …
pub fn consent_run(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ConsentRun,
    now: Timestamp,
) -> Outcome<RunMoved, RunRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    let run = tx.lock::<PaymentRun>((tx.community(), input.run))?;
    let mut run = run.ok_or(Refused(RunRefused::NoSuchRun))?;
    may(tx, by, &CONSENTS)?;
    let mut own = Vec::new();
    for member in std::iter::once(by).chain(community::beside(tx, by)?) {
        own.extend(line_of(tx, run.community_id, member, run.id)?);
    }
    let payee = (run.pays == RunPays::Suppliers && !own.is_empty()).then_some(by);
    let made_by = community::second_to(tx, by, run.made_by)?;
    run.state = run.state.consent(made_by, run.made_by, payee.as_slice(), run.line_count).map_err(Refused)?;
    // The first consent is asked again: it is theirs that the payouts are made by.
    if !acting::powers(tx, run.made_by)?.is_some_and(|powers| powers.has(Power::PayOut)) {
        return Err(Refused(RunRefused::ProposerMayNot));
    }
    for number in own {
        leave_out(tx, &mut run, number)?;
    }
    let kind = match run.state == RunState::Paying {
        true => {
            if books::bank(tx)? < run.total_minor {
                return Err(Refused(RunRefused::BankTooSmall));
            }
            tx.enqueue(jobs::pay(run.id, now))?;
            "payment_run_consented"
        }
        false => {
            let (actor, all) = (Actor::Member(run.made_by), run.line_count);
            pay_lines(tx, &mut run, all, (actor, Short::Refused), now)?;
            "payment_run_paid"
        }
    };
    if run.total_minor == 0 {
        return Err(Refused(RunRefused::NothingLeft));
    }
    (run.decided_by, run.decided_at_us) = (Some(by), Some(now));
    tx.save(&run)?;
    announce(tx, kind, &run)?;
    let moved = RunMoved::of(&run);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// What would be paid to who consents stays owed to them, for another run.
fn leave_out(tx: &mut Tx, run: &mut PaymentRun, number: i64) -> Result<(), Fault> {
    let line = tx.lock::<RunLine>((run.community_id, run.id, number))?;
    let mut line = line.ok_or_else(|| fault(format!("{} {number}: a line is missing", run.id)))?;
    (line.state, line.void_reason) = (RunLineState::Void, Some(VoidReason::OwnConsent));
    run.total_minor -= line.amount_minor;
    tx.save(&line)
}
