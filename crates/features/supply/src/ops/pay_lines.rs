//! The lines of a run that was consented to, into the books: from the first that has not been dealt with, each once.

use super::propose_run::announce;
use crate::acting::{self, fault};
use crate::books;
use crate::jobs;
use crate::payee::void;
use crate::refused::RunRefused;
use crate::rows::{PaymentRun, RunLine};
use crate::run::{RUN_LINES_AT_ONCE, RunLineState, RunState, Taken, VoidReason};
use kernel::{Id, Timestamp};
use market::ops::{PayOut, pay_out};
use market::payment::PayoutRefused;
use market::rows::{Payout, Purse};
use market::{Actor, When};
use std::convert::Infallible;
use store::OpError::{self, Refused};
use store::{Outcome, Tx};
use web::Power;

/// What becomes of a run where the bank holds less than a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Short {
    /// Nothing of it is paid.
    Refused,
    /// Parts of it stand in the books already: that line is not paid.
    Void,
}

/// Deals with the lines up to `until`; what is void is taken off the run's total. The caller saves the run.
pub(super) fn pay_lines(
    tx: &mut Tx,
    run: &mut PaymentRun,
    until: i64,
    (actor, short): (Actor, Short),
    now: Timestamp,
) -> Outcome<(), RunRefused> {
    let numbers = run.done_count + 1..=until;
    let keys: Vec<_> = numbers.clone().map(|number| (run.community_id, run.id, number)).collect();
    let lines = tx.lock_all::<RunLine>(&keys)?;
    if let Actor::Member(by) = actor {
        let paid: Vec<_> = lines.iter().flatten().map(|line| line.member).collect();
        community::foresee_own_matters(tx, by, &paid)?;
    }
    for (number, line) in numbers.zip(lines) {
        let mut line = line.ok_or_else(|| fault(format!("{} {number}: a line is missing", run.id)))?;
        if line.state == RunLineState::Proposed {
            pay(tx, run.number, &mut line, (actor, short), now)?;
            if line.state == RunLineState::Void {
                run.total_minor -= line.amount_minor;
            }
            tx.save(&line)?;
        }
        run.done_count = number;
    }
    Ok(())
}

fn pay(
    tx: &mut Tx,
    run: i64,
    line: &mut RunLine,
    (actor, short): (Actor, Short),
    now: Timestamp,
) -> Outcome<(), RunRefused> {
    let own = match actor {
        Actor::Member(by) => community::is_own_matter(tx, by, line.member)?,
        Actor::System => false,
    };
    let taken = match void(tx, line)? {
        Some(why) => Err(why),
        None if own => Err(VoidReason::OwnProposal),
        None => books::due(tx, line.member)?.take(line.amount_minor).map_err(|_| VoidReason::LessDue),
    };
    let taken = match taken {
        Ok(_) if short == Short::Void && books::bank(tx)? < line.amount_minor => {
            Err(VoidReason::BankTooSmall)
        }
        taken => taken,
    };
    let Taken { payable, owed } = match taken {
        Ok(taken) => taken,
        Err(why) => {
            (line.state, line.void_reason) = (RunLineState::Void, Some(why));
            return Ok(());
        }
    };
    let (sales, rest) = (line.sales_payout, line.rest_payout);
    line.sales_entry = out(tx, (run, line), (sales, Purse::Payable, payable), actor, now)?;
    line.rest_entry = out(tx, (run, line), (rest, Purse::Owed, owed), actor, now)?;
    (line.sales_minor, line.rest_minor, line.state) = (payable, owed, RunLineState::Paid);
    Ok(())
}

/// The market's own payout; nothing of nothing.
fn out(
    tx: &mut Tx,
    (run, line): (i64, &RunLine),
    (id, purse, amount_minor): (Id<Payout>, Purse, i64),
    actor: Actor,
    now: Timestamp,
) -> Outcome<Option<i64>, RunRefused> {
    if amount_minor == 0 {
        return Ok(None);
    }
    let reference = reference(run, line.number);
    let input = PayOut { id, member: line.member, purse, amount_minor, reference, key: None };
    match pay_out(tx, actor, &input, When::from(now)) {
        Ok(entry) => Ok(Some(entry)),
        Err(Refused(PayoutRefused::BankTooSmall)) => Err(Refused(RunRefused::BankTooSmall)),
        // What is due was asked just now, and who proposed it may pay out: anything else is ours.
        Err(Refused(why)) => Err(fault(format!("{} {}: {}", line.run_id, line.number, why.code())).into()),
        Err(OpError::Fault(fault)) => Err(OpError::Fault(fault)),
    }
}

/// What stands on both accounts' statements: `R12-3`.
pub(crate) fn reference(run: i64, line: i64) -> String {
    format!("R{run}-{line}")
}

/// The next part of a run that is entered in parts, and the job for the one after it. Whatever stops it, the part and how
/// far it came are written together or not at all.
///
/// # Errors
/// Of the database only.
pub(crate) fn pay_part(tx: &mut Tx, run: Id<PaymentRun>, now: Timestamp) -> Outcome<(), Infallible> {
    let run = tx.lock::<PaymentRun>((tx.community(), run))?;
    let Some(mut run) = run.filter(|run| run.state == RunState::Paying) else { return Ok(()) };
    // Two people have agreed: it is carried out also where the first has laid down the office since.
    let still_may = acting::powers(tx, run.made_by)?.is_some_and(|powers| powers.has(Power::PayOut));
    let actor = if still_may { Actor::Member(run.made_by) } else { Actor::System };
    let until = run.line_count.min(run.done_count + RUN_LINES_AT_ONCE);
    match pay_lines(tx, &mut run, until, (actor, Short::Void), now) {
        Ok(()) => {}
        Err(Refused(why)) => return Err(fault(format!("{}: {}", run.id, why.code())).into()),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    }
    let kind = match run.done_count == run.line_count {
        true => {
            run.state = RunState::Paid;
            "payment_run_paid"
        }
        false => {
            tx.enqueue(jobs::pay(run.id, now))?;
            "payment_run_consented"
        }
    };
    tx.save(&run)?;
    announce(tx, kind, &run)?;
    Ok(())
}
