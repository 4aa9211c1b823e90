//! Closing a period: one asks, another consents, and nothing is dated into it any more.

use crate::acting;
use crate::ids::Member;
use crate::period::{Closing, ClosingState, Period, PeriodRefused};
use crate::rows::PeriodClosing;
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::{self, Refused};
use store::{IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseStep {
    Ask,
    Consent,
    Withdraw,
}

#[derive(Debug, Clone)]
pub struct MoveClosing {
    pub period: Period,
    pub step: CloseStep,
    pub key: Option<IdempotencyKey>,
}

/// Where a closing stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub period: String,
    pub state: ClosingState,
}

/// By whoever keeps the money or answers for the community; consent by another one than who asked. A period that is closed closes all
/// before it, too.
///
/// # Errors
/// Those of `Closing`, `NotAMember`, `NotAllowed`.
pub fn move_closing(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MoveClosing,
    now: Timestamp,
) -> Outcome<Closed, PeriodRefused> {
    use PeriodRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::must_keep(tx, by, No::NotAMember, No::NotAllowed)?;
    let community_id = tx.community();
    let books = acting::books(tx, community_id)?;
    let bounds = input.period.bounds(&acting::zone(&books)?);
    let (starts_us, ends_us) = bounds.ok_or(Refused(No::NoSuchPeriod))?;
    let period = input.period.code();
    let known = tx.lock::<PeriodClosing>((community_id, period.clone()))?;
    let closing = Closing {
        ends: ends_us,
        closed_before: books.closed_before_us,
        asked: known.as_ref().map(|row| (row.state, row.asked_by)),
    };
    // A company and who stands behind it are not two.
    let judge = match &known {
        Some(row) => community::second_to(tx, by, row.asked_by)?,
        None => by,
    };
    let state = match input.step {
        CloseStep::Ask => closing.ask(now),
        CloseStep::Consent => closing.consent(judge, now),
        CloseStep::Withdraw => closing.withdraw(),
    };
    let state = state.map_err(Refused)?;
    match (known, state) {
        (Some(row), ClosingState::Closed | ClosingState::Withdrawn) => {
            tx.save(&PeriodClosing { state, decided_by: Some(by), decided_at_us: Some(now), ..row })?;
        }
        (known, _) => {
            let row = PeriodClosing {
                community_id,
                period: period.clone(),
                starts_us,
                ends_us,
                state,
                asked_by: by,
                asked_at_us: now,
                decided_by: None,
                decided_at_us: None,
            };
            if known.is_some() { tx.save(&row)? } else { tx.insert(&row)? }
        }
    }
    if state == ClosingState::Closed {
        ledger::close_before(tx, ends_us).map_err(|error| match error {
            OpError::Fault(fault) => fault,
            Refused(why) => acting::fault(format!("the books refused to close {period}: {}", why.code())),
        })?;
    }
    tx.announce("period_closing_moved", format!(r#"{{"period":"{period}","state":"{state}"}}"#))?;
    let closed = Closed { period, state };
    tx.remember(&input.key, &closed, now)?;
    Ok(closed)
}
