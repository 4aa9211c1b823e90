//! Work is called for, members offer to do it, and whoever answers for the call takes some of them on.

use crate::acting::{count, fault, is_officer, must_be_member, rules, rules_now};
use crate::call::{CallRefused, CallState, PartState, opened, words};
use crate::ids::Member;
use crate::rows::{Call, Part};
use crate::rules::ContributionRules;
use crate::worth::{QUANTITY_MILLI_MAX, market_minor};
use kernel::{Id, Quantity, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

/// What is given for it, to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// At the rate of this number in the rules, about so much of it.
    Rated {
        rate: i64,
        quantity: Quantity,
    },
    Sum {
        minor: i64,
    },
}

#[derive(Debug, Clone)]
pub struct OpenCall {
    pub id: Id<Call>,
    pub title: String,
    pub note: String,
    pub fund: i64,
    pub worth: Worth,
    pub people_max: i64,
    /// The first instant after the last day.
    pub due_at: Timestamp,
    pub key: Option<IdempotencyKey>,
}

/// Where a call stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMoved {
    pub call: Id<Call>,
    pub number: i64,
    pub state: CallState,
    pub assigned_count: i64,
}

impl CallMoved {
    pub(super) fn of(call: &Call) -> CallMoved {
        CallMoved {
            call: call.id,
            number: call.number,
            state: call.state,
            assigned_count: call.assigned_count,
        }
    }

    pub(super) fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"call":"{}","number":{}}}"#, self.call, self.number))
    }
}

/// By a member past probation, under the rules of this moment.
///
/// # Errors
/// `OnProbation`, `NoRules`, `NoSuchRate`, `WorthUnfit`, `NoSuchFund`, `TitleUnfit`, `PeopleUnfit`, `DueInPast`, `OfficerOpens`, …
pub fn open_call(
    tx: &mut Tx,
    by: Id<Member>,
    input: &OpenCall,
    now: Timestamp,
) -> Outcome<CallMoved, CallRefused> {
    use CallRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    if !member(tx, by, now)? {
        return Err(Refused(No::OnProbation));
    }
    let community_id = tx.community();
    let (version, rules) = rules_now(tx, community_id)?.ok_or(Refused(No::NoRules))?;
    let (rate_number, quantity_milli, sum_minor) = match input.worth {
        Worth::Rated { rate, quantity } => {
            let known = (1..=rules.rates.len() as i64).contains(&rate);
            may_refuse(!known, No::NoSuchRate)?;
            may_refuse(!(1..=QUANTITY_MILLI_MAX).contains(&quantity.milli), No::WorthUnfit)?;
            (Some(rate), quantity, 0)
        }
        Worth::Sum { minor } => {
            may_refuse(!(1..=ledger::AMOUNT_MAX).contains(&minor), No::WorthUnfit)?;
            (None, Quantity::default(), minor)
        }
    };
    let each = match input.worth {
        Worth::Rated { rate, quantity } => promised(tx, &rules, rate, quantity)?,
        Worth::Sum { minor } => minor,
    };
    let title = opened(&input.title, &input.note, input.people_max, input.due_at, now).map_err(Refused)?;
    may_refuse(ledger::fund(tx, community_id, input.fund)?.is_none(), No::NoSuchFund)?;
    let in_all = i128::from(each) * i128::from(input.people_max);
    may_refuse(in_all > i128::from(ledger::AMOUNT_MAX), No::WorthUnfit)?;
    may_refuse(rules.is_large(in_all) && !is_officer(tx, by, &rules)?, No::OfficerOpens)?;
    let call = Call {
        community_id,
        id: input.id,
        number: count(tx, |count| count.call_count += 1)?.call_count,
        opened_by: by,
        title,
        note: input.note.trim().to_owned(),
        fund: input.fund,
        rules_version: version,
        rate_number,
        quantity_milli,
        sum_minor,
        people_max: input.people_max,
        assigned_count: 0,
        due_at_us: input.due_at,
        state: CallState::Open,
        opened_at_us: now,
        closed_at_us: None,
    };
    tx.insert(&call)?;
    done(tx, &call, "contribution_call_opened", &input.key, now)
}

/// To each, at a rate.
fn promised(
    tx: &mut Tx,
    rules: &ContributionRules,
    rate: i64,
    quantity: Quantity,
) -> Outcome<i64, CallRefused> {
    let community = tx.community();
    let currency = ledger::book(tx, community)?.ok_or_else(|| fault("no books".to_owned()))?.currency;
    let at = usize::try_from(rate - 1).ok().and_then(|at| rules.rates.get(at));
    at.and_then(|rate| market_minor(rate.price, quantity, currency, ledger::AMOUNT_MAX))
        .ok_or(Refused(CallRefused::WorthUnfit))
}

#[derive(Debug, Clone)]
pub struct Apply {
    pub call: Id<Call>,
    pub note: String,
    pub key: Option<IdempotencyKey>,
}

/// By any member: who is on probation may help too.
///
/// # Errors
/// `CallClosed`, `AppliedAlready`, …
pub fn apply(tx: &mut Tx, by: Id<Member>, input: &Apply, now: Timestamp) -> Outcome<CallMoved, CallRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CallRefused::KeyReused)? {
        return Ok(first);
    }
    let call = look(tx, input.call)?;
    member(tx, by, now)?;
    let there = tx.lock::<Part>((call.community_id, call.id, by))?;
    call.open().apply(there.as_ref().map(|part| part.state)).map_err(Refused)?;
    let part = Part {
        community_id: call.community_id,
        call_id: call.id,
        member: by,
        state: PartState::Applied,
        note: words(&input.note, None).map_err(Refused)?,
        applied_at_us: now,
        assigned_by: None,
        assigned_at_us: None,
        done: String::new(),
        done_milli: Quantity::default(),
        handed_in_at_us: None,
        decided_by: None,
        decided_at_us: None,
        reason: String::new(),
        contribution_id: None,
    };
    match there {
        Some(_) => tx.save(&part)?,
        None => tx.insert(&part)?,
    }
    done(tx, &call, "contribution_call_applied", &input.key, now)
}

#[derive(Debug, Clone)]
pub struct Assign {
    pub call: Id<Call>,
    pub member: Id<Member>,
    pub key: Option<IdempotencyKey>,
}

/// By who answers for the call, never themselves. Of two that would pass the number sought, the second is refused.
///
/// # Errors
/// `NotYours`, `OwnPart`, `Full`, `WrongState`, `CallClosed`, `MemberGone`, …
pub fn assign(
    tx: &mut Tx,
    by: Id<Member>,
    input: &Assign,
    now: Timestamp,
) -> Outcome<CallMoved, CallRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CallRefused::KeyReused)? {
        return Ok(first);
    }
    let mut call = lock(tx, input.call)?;
    answers_for(tx, by, &call, now)?;
    let mut part = lock_part(tx, &call, input.member)?;
    call.open()
        .assign(community::judging_as(tx, by, input.member)?, input.member, part.state)
        .map_err(Refused)?;
    present(tx, input.member, now)?;
    (part.state, part.assigned_by, part.assigned_at_us) = (PartState::Assigned, Some(by), Some(now));
    call.assigned_count += 1;
    tx.save(&part)?;
    tx.save(&call)?;
    done(tx, &call, "contribution_call_assigned", &input.key, now)
}

#[derive(Debug, Clone)]
pub struct EndPart {
    pub call: Id<Call>,
    pub member: Id<Member>,
    /// Needed where somebody else ends it.
    pub reason: String,
    pub key: Option<IdempotencyKey>,
}

/// By the member, who puts it down; or by who answers for the call, with a reason. The place is free again.
///
/// # Errors
/// `NotYours`, `WrongState`, `ReasonMissing`, …
pub fn end_part(
    tx: &mut Tx,
    by: Id<Member>,
    input: &EndPart,
    now: Timestamp,
) -> Outcome<CallMoved, CallRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CallRefused::KeyReused)? {
        return Ok(first);
    }
    let mut call = lock(tx, input.call)?;
    let own = by == input.member;
    match own {
        true => {
            member(tx, by, now)?;
        }
        false => answers_for(tx, by, &call, now)?,
    }
    let mut part = lock_part(tx, &call, input.member)?;
    let taken = part.state.is_taken();
    part.state = part.state.end().map_err(Refused)?;
    part.reason = words(&input.reason, (!own).then_some(CallRefused::ReasonMissing)).map_err(Refused)?;
    if taken {
        call.assigned_count -= 1;
    }
    tx.save(&part)?;
    tx.save(&call)?;
    done(tx, &call, "contribution_call_part_ended", &input.key, now)
}

#[derive(Debug, Clone)]
pub struct CloseCall {
    pub call: Id<Call>,
    pub key: Option<IdempotencyKey>,
}

/// Nobody offers any more; what was taken on is still handed in and accepted.
///
/// # Errors
/// `NotYours`, `CallClosed`, …
pub fn close_call(
    tx: &mut Tx,
    by: Id<Member>,
    input: &CloseCall,
    now: Timestamp,
) -> Outcome<CallMoved, CallRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CallRefused::KeyReused)? {
        return Ok(first);
    }
    let mut call = lock(tx, input.call)?;
    answers_for(tx, by, &call, now)?;
    may_refuse(call.state == CallState::Closed, CallRefused::CallClosed)?;
    (call.state, call.closed_at_us) = (CallState::Closed, Some(now));
    tx.save(&call)?;
    done(tx, &call, "contribution_call_closed", &input.key, now)
}

pub(super) fn done(
    tx: &mut Tx,
    call: &Call,
    kind: &str,
    key: &Option<IdempotencyKey>,
    now: Timestamp,
) -> Outcome<CallMoved, CallRefused> {
    let moved = CallMoved::of(call);
    moved.announce(tx, kind)?;
    tx.remember(key, &moved, now)?;
    Ok(moved)
}

pub(super) fn lock(tx: &mut Tx, id: Id<Call>) -> Outcome<Call, CallRefused> {
    tx.lock::<Call>((tx.community(), id))?.ok_or(Refused(CallRefused::NoSuchCall))
}

pub(super) fn look(tx: &mut Tx, id: Id<Call>) -> Outcome<Call, CallRefused> {
    tx.find_first::<Call>((tx.community(), id))?.ok_or(Refused(CallRefused::NoSuchCall))
}

pub(super) fn lock_part(tx: &mut Tx, call: &Call, member: Id<Member>) -> Outcome<Part, CallRefused> {
    tx.lock::<Part>((call.community_id, call.id, member))?.ok_or(Refused(CallRefused::NoSuchPart))
}

pub(super) fn may_refuse(wrong: bool, why: CallRefused) -> Outcome<(), CallRefused> {
    if wrong { Err(Refused(why)) } else { Ok(()) }
}

/// Whoever acts is a member now; whether past probation.
pub(super) fn member(tx: &mut Tx, by: Id<Member>, now: Timestamp) -> Outcome<bool, CallRefused> {
    must_be_member(tx, by, now).map_err(|error| match error {
        OpError::Refused(_) => Refused(CallRefused::NotAMember),
        OpError::Fault(fault) => fault.into(),
    })
}

/// Who opened it, or who decides on what the community spends.
pub(super) fn answers_for(
    tx: &mut Tx,
    by: Id<Member>,
    call: &Call,
    now: Timestamp,
) -> Outcome<(), CallRefused> {
    member(tx, by, now)?;
    if by == call.opened_by {
        return Ok(());
    }
    community::must_hold(tx, by, Power::ApproveExpenses, CallRefused::NotAMember, CallRefused::NotYours)
}

/// Whose part it is, takes part now.
pub(super) fn present(tx: &mut Tx, who: Id<Member>, now: Timestamp) -> Outcome<(), CallRefused> {
    let there = crate::acting::is_full(tx, who, now)?;
    may_refuse(there.is_none(), CallRefused::MemberGone)
}

/// The rules that the call was opened under.
pub(super) fn rules_of(tx: &mut Tx, call: &Call) -> Result<crate::rules::ContributionRules, Fault> {
    rules(tx, call.community_id, call.rules_version)?
        .ok_or_else(|| crate::acting::fault(format!("{}: its rules are gone", call.id)))
}
