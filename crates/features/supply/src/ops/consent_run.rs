//! Somebody else consents, and the run stands in the books: every payout of it, in one transaction, once. So nothing that is
//! on its way to the bank can be spent by its owner meanwhile, and no crash leaves half of it.

use super::propose_run::{RunMoved, announce, may};
use crate::acting::{self, fault};
use crate::books;
use crate::ids::Member;
use crate::refused::RunRefused;
use crate::rows::{PaymentRun, RunLine, Supplier};
use crate::run::{RunLineState, Taken, VoidReason};
use kernel::{Id, Timestamp};
use market::ops::{PayOut, pay_out};
use market::payment::PayoutRefused;
use market::rows::{Payout, Purse};
use market::{Actor, When};
use store::OpError::{self, Refused};
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ConsentRun {
    pub run: Id<PaymentRun>,
    pub key: Option<IdempotencyKey>,
}

/// Who may be the second person.
pub(crate) const CONSENTS: [Power; 2] = [Power::PayOut, Power::ApproveExpenses];

/// By who pays out or approves expenses, neither who proposed it nor anybody who is paid by it. A line becomes void
/// where the bank details have changed since it was made, or less is due by now; the others are paid.
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
    let mut lines = lines_of(tx, &run)?;
    let payees: Vec<Id<Member>> = lines.iter().map(|line| line.member).collect();
    run.state = run.state.consent(by, run.made_by, &payees).map_err(Refused)?;
    // The first consent is asked again: it is theirs that the payouts are made by.
    if !acting::powers(tx, run.made_by)?.is_some_and(|powers| powers.has(Power::PayOut)) {
        return Err(Refused(RunRefused::ProposerMayNot));
    }
    for line in &mut lines {
        pay(tx, &run, line, now)?;
        tx.save(line)?;
    }
    let paid = lines.iter().filter(|line| line.state == RunLineState::Paid);
    run.total_minor = paid.map(|line| line.amount_minor).sum();
    if run.total_minor == 0 {
        return Err(Refused(RunRefused::NothingLeft));
    }
    (run.decided_by, run.decided_at_us) = (Some(by), Some(now));
    tx.save(&run)?;
    announce(tx, "payment_run_paid", &run)?;
    let moved = RunMoved::of(&run);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

pub(super) fn lines_of(tx: &mut Tx, run: &PaymentRun) -> Result<Vec<RunLine>, store::Fault> {
    let mut lines = Vec::new();
    for number in 1..=run.line_count {
        let line = tx.lock::<RunLine>((run.community_id, run.id, number))?;
        lines.push(line.ok_or_else(|| fault(format!("{} {number}: a line is missing", run.id)))?);
    }
    Ok(lines)
}

fn pay(tx: &mut Tx, run: &PaymentRun, line: &mut RunLine, now: Timestamp) -> Outcome<(), RunRefused> {
    let supplier = acting::supplier(tx, line.supplier_id)?;
    let supplier = supplier.ok_or_else(|| fault(format!("{}: a supplier is missing", run.id)))?;
    let taken = match void(&supplier, line) {
        Some(why) => Err(why),
        None => books::due(tx, line.member)?.take(line.amount_minor).map_err(|_| VoidReason::LessDue),
    };
    let Taken { payable, owed } = match taken {
        Ok(taken) => taken,
        Err(why) => {
            (line.state, line.void_reason) = (RunLineState::Void, Some(why));
            return Ok(());
        }
    };
    let (sales, rest) = (line.sales_payout, line.rest_payout);
    line.sales_entry = out(tx, run, line, (sales, Purse::Payable, payable), now)?;
    line.rest_entry = out(tx, run, line, (rest, Purse::Owed, owed), now)?;
    (line.sales_minor, line.rest_minor, line.state) = (payable, owed, RunLineState::Paid);
    Ok(())
}

fn void(supplier: &Supplier, line: &RunLine) -> Option<VoidReason> {
    if supplier.bank_version != line.bank_version {
        return Some(VoidReason::BankChanged);
    }
    (!supplier.is_open).then_some(VoidReason::SupplierClosed)
}

/// The market's own payout, in the name of who proposed it; nothing of nothing.
fn out(
    tx: &mut Tx,
    run: &PaymentRun,
    line: &RunLine,
    (id, purse, amount_minor): (Id<Payout>, Purse, i64),
    now: Timestamp,
) -> Outcome<Option<i64>, RunRefused> {
    if amount_minor == 0 {
        return Ok(None);
    }
    let reference = reference(run.number, line.number);
    let input = PayOut { id, member: line.member, purse, amount_minor, reference, key: None };
    match pay_out(tx, Actor::Member(run.made_by), &input, When::from(now)) {
        Ok(entry) => Ok(Some(entry)),
        Err(Refused(PayoutRefused::BankTooSmall)) => Err(Refused(RunRefused::BankTooSmall)),
        // What is due was asked just now, and who proposed it may pay out: anything else is ours.
        Err(Refused(why)) => Err(fault(format!("{} {}: {}", run.id, line.number, why.code())).into()),
        Err(OpError::Fault(fault)) => Err(OpError::Fault(fault)),
    }
}

/// What stands on both accounts' statements: `R12-3`.
pub(crate) fn reference(run: i64, line: i64) -> String {
    format!("R{run}-{line}")
}
