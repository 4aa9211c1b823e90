//! The treasurer chooses what is paid together. Nothing moves yet: somebody else has to consent.

use crate::acting;
use crate::books;
use crate::ids::Member;
use crate::refused::RunRefused;
use crate::rows::{PayingAccount, PaymentRun, RunLine, Supplier};
use crate::run::{RUN_LINES_MAX, RunLineState, RunPays, RunState};
use kernel::{Id, Timestamp};
use market::rows::Payout;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct ProposeRun {
    pub id: Id<PaymentRun>,
    pub lines: Vec<Pay>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub struct Pay {
    pub supplier: Id<Supplier>,
    pub amount_minor: i64,
    /// Of settled sales and of the rest, whichever it will be.
    pub payouts: [Id<Payout>; 2],
}

/// Where a run stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunMoved {
    pub run: Id<PaymentRun>,
    pub number: i64,
    pub state: RunState,
    pub total_minor: i64,
}

impl RunMoved {
    pub(super) fn of(run: &PaymentRun) -> RunMoved {
        RunMoved { run: run.id, number: run.number, state: run.state, total_minor: run.total_minor }
    }
}

/// # Errors
/// `NotAllowed`, `PayerMissing`, `NoLines`, `OwnPayout`, `NoBankDetails`, `MoreThanDue`, …
pub fn propose_run(
    tx: &mut Tx,
    by: Id<Member>,
    input: &ProposeRun,
    now: Timestamp,
) -> Outcome<RunMoved, RunRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(RunRefused::KeyReused)? {
        return Ok(first);
    }
    may(tx, by, &[Power::PayOut])?;
    payer_known(tx)?;
    if input.lines.is_empty() {
        return Err(Refused(RunRefused::NoLines));
    }
    if input.lines.len() > RUN_LINES_MAX {
        return Err(Refused(RunRefused::TooManyLines));
    }
    let (mut lines, mut total) = (Vec::with_capacity(input.lines.len()), 0_i64);
    for (number, pay) in (1..).zip(&input.lines) {
        if input.lines[..number as usize - 1].iter().any(|before| before.supplier == pay.supplier) {
            return Err(Refused(RunRefused::LineTwice));
        }
        total = total.checked_add(pay.amount_minor).ok_or(Refused(RunRefused::MoreThanDue))?;
        lines.push(line(tx, by, input.id, number, pay)?);
    }
    let all = (lines.len() as i64, total);
    let run = new_run(tx, (input.id, RunPays::Suppliers), all, by, now)?;
    for line in lines {
        tx.insert(&line)?;
    }
    announce(tx, "payment_run_proposed", &run)?;
    let moved = RunMoved::of(&run);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

fn line(
    tx: &mut Tx,
    by: Id<Member>,
    run_id: Id<PaymentRun>,
    number: i64,
    pay: &Pay,
) -> Outcome<RunLine, RunRefused> {
    let supplier = acting::supplier(tx, pay.supplier)?.ok_or(Refused(RunRefused::NoSuchSupplier))?;
    let member = supplier.member.ok_or(Refused(RunRefused::NoAccount))?;
    if community::is_own_matter(tx, by, member)? {
        return Err(Refused(RunRefused::OwnPayout));
    }
    if supplier.bank_version == 0 {
        return Err(Refused(RunRefused::NoBankDetails));
    }
    books::due(tx, member)?.take(pay.amount_minor).map_err(Refused)?;
    let mut line = new_line((tx.community(), run_id, number), (member, pay.amount_minor), pay.payouts);
    (line.supplier_id, line.bank_version) = (Some(supplier.id), supplier.bank_version);
    Ok(line)
}

/// From which account to pay has been entered.
pub(super) fn payer_known(tx: &mut Tx) -> Outcome<(), RunRefused> {
    match tx.find::<PayingAccount>(tx.community())?.is_some() {
        true => Ok(()),
        false => Err(Refused(RunRefused::PayerMissing)),
    }
}

/// A run that waits for its second person.
pub(super) fn new_run(
    tx: &mut Tx,
    (id, pays): (Id<PaymentRun>, RunPays),
    (line_count, total_minor): (i64, i64),
    by: Id<Member>,
    now: Timestamp,
) -> Result<PaymentRun, Fault> {
    let run = PaymentRun {
        community_id: tx.community(),
        id,
        number: acting::count(tx, |count| count.run_count += 1)?.run_count,
        pays,
        state: RunState::Proposed,
        line_count,
        done_count: 0,
        total_minor,
        made_by: by,
        made_at_us: now,
        decided_by: None,
        decided_at_us: None,
        reason: None,
    };
    tx.insert(&run)?;
    Ok(run)
}

/// A line that has not been dealt with; to which account, the caller says.
pub(super) fn new_line(
    (community_id, run_id, number): (i64, Id<PaymentRun>, i64),
    (member, amount_minor): (Id<Member>, i64),
    [sales_payout, rest_payout]: [Id<Payout>; 2],
) -> RunLine {
    RunLine {
        community_id,
        run_id,
        number,
        supplier_id: None,
        member,
        amount_minor,
        bank_version: 0,
        state: RunLineState::Proposed,
        void_reason: None,
        sales_minor: 0,
        sales_payout,
        sales_entry: None,
        rest_minor: 0,
        rest_payout,
        rest_entry: None,
        returned_by: None,
        returned_at_us: None,
    }
}

pub(super) fn must_take_part(tx: &mut Tx, by: Id<Member>) -> Outcome<(), RunRefused> {
    match acting::powers(tx, by)?.is_some() {
        true => Ok(()),
        false => Err(Refused(RunRefused::NotAMember)),
    }
}

pub(super) fn may(tx: &mut Tx, by: Id<Member>, one_of: &[Power]) -> Outcome<(), RunRefused> {
    acting::must_hold(tx, by, one_of, RunRefused::NotAMember, RunRefused::NotAllowed)
}

pub(super) fn announce(tx: &mut Tx, kind: &str, run: &PaymentRun) -> Result<(), Fault> {
    // Ids, numbers and codes need no escaping.
    tx.announce(kind, format!(r#"{{"run":"{}","number":{},"state":"{}"}}"#, run.id, run.number, run.state))
}
