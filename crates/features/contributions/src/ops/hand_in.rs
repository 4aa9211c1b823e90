//! What was taken on is handed in, and judged by somebody else: accepted, in whole or in part, it is a contribution like any other.

use super::calls::{CallMoved, answers_for, done, lock_part, look, may_refuse, member, present, rules_of};
use super::claim::{Claim, Given, Under, enter, valued_row};
use crate::call::{CallRefused, Verdict, words};
use crate::contribution::{ContributionRefused, FILES_MAX};
use crate::hours::hours_passed;
use crate::ids::Member;
use crate::ratio::Ratio;
use crate::rows::{Call, Contribution, EvidenceFile, Part, PartFile};
use crate::worth::{Per, QUANTITY_MILLI_MAX};
use files::NewFile;
use kernel::{Id, Quantity, Timestamp};
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct HandIn {
    pub call: Id<Call>,
    /// What was done.
    pub done: String,
    /// Hours or pieces, where the call is at a rate; None: as many as it says.
    pub quantity: Option<Quantity>,
    /// What shows it. Their bytes are kept already.
    pub files: Vec<NewFile>,
    pub key: Option<IdempotencyKey>,
}

/// By who took it on. Also after the call was closed, and anew where it was not accepted.
///
/// # Errors
/// `NoSuchPart`, `WrongState`, `DoneMissing`, `DoneUnfit`, `MoreThanPassed`, `TooManyFiles`, …
pub fn hand_in(
    tx: &mut Tx,
    by: Id<Member>,
    input: &HandIn,
    now: Timestamp,
) -> Outcome<CallMoved, CallRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CallRefused::KeyReused)? {
        return Ok(first);
    }
    let call = look(tx, input.call)?;
    member(tx, by, now)?;
    let mut part = lock_part(tx, &call, by)?;
    part.state = part.state.hand_in().map_err(Refused)?;
    part.done = words(&input.done, Some(CallRefused::DoneMissing)).map_err(Refused)?;
    part.done_milli = match call.rate_number {
        Some(_) => input.quantity.unwrap_or(call.quantity_milli),
        None => Quantity::default(),
    };
    let fits = (1..=QUANTITY_MILLI_MAX).contains(&part.done_milli.milli);
    may_refuse(call.rate_number.is_some() && !fits, CallRefused::DoneUnfit)?;
    if let Some(rate) = call.rate_number {
        let rules = rules_of(tx, &call)?;
        let at = usize::try_from(rate - 1).ok().and_then(|at| rules.rates.get(at));
        let by_hour = at.is_some_and(|rate| rate.per == Per::Hour);
        let since = part.assigned_at_us.unwrap_or(part.applied_at_us);
        let passed = hours_passed(since, now, part.done_milli.milli);
        may_refuse(by_hour && !passed, CallRefused::MoreThanPassed)?;
    }
    part.handed_in_at_us = Some(now);
    tx.save(&part)?;
    keep_shown(tx, &part, by, &input.files, now)?;
    done(tx, &call, "contribution_call_handed_in", &input.key, now)
}

/// What was handed in before stays beside it; the same file a second time is one.
fn keep_shown(
    tx: &mut Tx,
    part: &Part,
    by: Id<Member>,
    files: &[NewFile],
    now: Timestamp,
) -> Outcome<(), CallRefused> {
    let mut known: Vec<String> = shown_with(tx, part)?.into_iter().map(|file| file.sha256).collect();
    for file in files {
        if known.contains(&file.sha256) {
            continue;
        }
        may_refuse(known.len() as i64 >= FILES_MAX, CallRefused::TooManyFiles)?;
        known.push(file.sha256.clone());
        files::record(tx, file, by, now)?;
        tx.insert(&PartFile {
            community_id: part.community_id,
            call_id: part.call_id,
            member: part.member,
            number: known.len() as i64,
            file_id: file.id,
            sha256: file.sha256.clone(),
        })?;
    }
    Ok(())
}

/// In the order in which they were handed in.
fn shown_with(tx: &mut Tx, part: &Part) -> Result<Vec<PartFile>, Fault> {
    let mut shown = Vec::new();
    for number in 1..=FILES_MAX {
        match tx.find::<PartFile>((part.community_id, part.call_id, part.member, number))? {
            Some(file) => shown.push(file),
            None => break,
        }
    }
    Ok(shown)
}

#[derive(Debug, Clone)]
pub struct Judge {
    pub call: Id<Call>,
    pub member: Id<Member>,
    pub verdict: Verdict,
    /// Needed where not all of it is accepted.
    pub reason: String,
    /// What it becomes, where it is accepted.
    pub contribution: Id<Contribution>,
    pub key: Option<IdempotencyKey>,
}

/// By who answers for the call, never their own. What is accepted is claimed for who did it, under the rules that the call was opened
/// under: others confirm it, and anybody may object.
///
/// # Errors
/// `NotYours`, `OwnPart`, `WrongState`, `ShareUnfit`, `ReasonMissing`, `MemberGone`, `SumTooLarge`, …
pub fn judge(tx: &mut Tx, by: Id<Member>, input: &Judge, now: Timestamp) -> Outcome<CallMoved, CallRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(CallRefused::KeyReused)? {
        return Ok(first);
    }
    let call = look(tx, input.call)?;
    answers_for(tx, by, &call, now)?;
    let mut part = lock_part(tx, &call, input.member)?;
    part.state = part
        .state
        .judge(community::judging_as(tx, by, input.member)?, input.member, input.verdict)
        .map_err(Refused)?;
    let whole = input.verdict == Verdict::Whole;
    part.reason = words(&input.reason, (!whole).then_some(CallRefused::ReasonMissing)).map_err(Refused)?;
    (part.decided_by, part.decided_at_us) = (Some(by), Some(now));
    if let Some(share) = input.verdict.share().map_err(Refused)? {
        present(tx, input.member, now)?;
        contribute(tx, &call, &part, (input.contribution, share), now)?;
        part.contribution_id = Some(input.contribution);
    }
    tx.save(&part)?;
    done(tx, &call, "contribution_call_judged", &input.key, now)
}

fn contribute(
    tx: &mut Tx,
    call: &Call,
    part: &Part,
    (id, share): (Id<Contribution>, Ratio),
    now: Timestamp,
) -> Outcome<(), CallRefused> {
    let rules = rules_of(tx, call)?;
    let given = match call.rate_number {
        Some(rate) => Given::Rated { rate, quantity: part.done_milli },
        None => Given::Sum { minor: call.sum_minor },
    };
    let done_at = part.handed_in_at_us.unwrap_or(now);
    let claim = Claim {
        id,
        given,
        paid_minor: 0,
        fund: call.fund,
        what: String::new(),
        done_on: done_at,
        rules_seen: None,
        files: Vec::new(),
        key: None,
    };
    let under = Under { version: call.rules_version, rules: &rules, share, call: Some(call.id) };
    let what = format!("{}\n{}", call.title, part.done);
    let row = valued_row(tx, part.member, &claim, &under, (what, done_at), now);
    let mut row = row.map_err(|error| match error {
        OpError::Refused(ContributionRefused::SumTooLarge) => Refused(CallRefused::SumTooLarge),
        OpError::Refused(_) => Refused(CallRefused::WorthUnfit),
        OpError::Fault(fault) => fault.into(),
    })?;
    enter(tx, &mut row, now)?;
    // Whoever confirms it looks at what whoever judged looked at.
    for file in shown_with(tx, part)? {
        row.file_count += 1;
        tx.insert(&EvidenceFile {
            community_id: row.community_id,
            contribution_id: row.id,
            number: row.file_count,
            file_id: file.file_id,
            sha256: file.sha256,
        })?;
    }
    Ok(tx.save(&row)?)
}
