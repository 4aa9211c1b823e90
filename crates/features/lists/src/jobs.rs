//! What becomes due by the clock. The job looks again whether it still applies: it may come late, twice, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::ids::Member;
use crate::ops;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Tx};

const ERASE: &str = "lists.erase";
const FORGET: &str = "lists.forget";
const DEADLINE: &str = "lists.deadline";
/// Before what codes are drawn from, in a job's subject.
const DRAWN: char = '#';
/// Named in a migration too.
const PLACES: &str = "lists.places";
/// After the last paste.
pub(crate) const KEPT_FOR: Duration = Duration::from_secs(30 * 86_400);

pub(crate) fn handlers() -> Vec<(&'static str, Handler)> {
    vec![
        (ERASE, Arc::new(run_erase)),
        (FORGET, Arc::new(run_forget)),
        (PLACES, Arc::new(run_places)),
        (DEADLINE, Arc::new(run_deadline)),
    ]
}

pub(crate) fn erase(list: Id<OrderList>, pasted_at: Timestamp) -> NewJob {
    NewJob { kind: ERASE, subject: list.to_string(), due_at: pasted_at.plus(KEPT_FOR) }
}

/// A year after a list is erased nobody has ordered of it for a year.
pub(crate) fn forget(list: Id<OrderList>, erased_at: Timestamp) -> NewJob {
    NewJob { kind: FORGET, subject: list.to_string(), due_at: erased_at.plus(ops::FORGOTTEN_AFTER) }
}

/// Goes on behind who was looked at last.
pub(crate) fn forget_behind(last: Id<Member>, now: Timestamp) -> NewJob {
    NewJob { kind: FORGET, subject: last.to_string(), due_at: now }
}

/// Where its orders are fetched was said anew; goes on behind which order was looked at last. `random`: codes are drawn from it. It goes
/// with the job, which has nobody who draws for it, and done twice has to do the same.
pub(crate) fn places(list: Id<OrderList>, random: u64, last: &str, now: Timestamp) -> NewJob {
    let subject = format!("{list} {DRAWN}{random:016x} {last}").trim_end().to_owned();
    NewJob { kind: PLACES, subject, due_at: now }
}

/// Until when it is paid was said anew, and by whom; goes on behind which order was looked at last.
pub(crate) fn deadline(list: Id<OrderList>, by: Id<Member>, last: &str, now: Timestamp) -> NewJob {
    let subject = format!("{list} {by} {last}").trim_end().to_owned();
    NewJob { kind: DEADLINE, subject, due_at: now }
}

fn run_deadline(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let wrong = || Fault::Engine(format!("{}: {}", job.kind, job.subject).into());
    let mut words = job.subject.split(' ');
    let list = Id::parse(words.next().unwrap_or_default()).map_err(|_| wrong())?;
    let by = Id::parse(words.next().unwrap_or_default()).map_err(|_| wrong())?;
    let input = ops::FollowDeadline { list, after: words.next().unwrap_or_default().to_owned() };
    if let Some(last) = ops::follow_deadline(tx, by, &input, now)? {
        tx.enqueue(deadline(list, by, last.as_str(), now))?;
    }
    Ok(JobDone::Done)
}

fn run_places(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let wrong = || Fault::Engine(format!("{}: {}", job.kind, job.subject).into());
    let mut words = job.subject.split(' ').peekable();
    let list = Id::parse(words.next().unwrap_or_default()).map_err(|_| wrong())?;
    let random = match words.next_if(|word| word.starts_with(DRAWN)) {
        Some(drawn) => u64::from_str_radix(drawn.trim_start_matches(DRAWN), 16).map_err(|_| wrong())?,
        // Of before anything was drawn for a job: those that still wait have nothing but their number.
        None => job.id.cast_unsigned(),
    };
    let after = words.next().unwrap_or_default().to_owned();
    let input = ops::GivePlaces { list, after, random, day_full: false };
    if let Some(last) = ops::give_places(tx, &input, now)?.last {
        tx.enqueue(places(list, random, last.as_str(), now))?;
    }
    Ok(JobDone::Done)
}

fn run_forget(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    // With a list as its subject it begins, with a member it goes on behind them.
    let after = match (Id::<OrderList>::parse(&job.subject), Id::<Member>::parse(&job.subject)) {
        (Ok(_), _) => None,
        (_, Ok(last)) => Some(last),
        (Err(_), Err(_)) => return Err(Fault::Engine(format!("{}: {}", job.kind, job.subject).into())),
    };
    match ops::forget_long_unused(tx, after, now) {
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(never)) => match never {},
        Ok(()) => Ok(JobDone::Done),
    }
}

fn run_erase(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let list: Id<OrderList> = Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {}", job.kind, job.subject).into()))?;
    match ops::erase_list(tx, list, now) {
        Err(OpError::Fault(fault)) => Err(fault),
        Err(OpError::Refused(never)) => match never {},
        // A later paste has a job of its own.
        Ok(_) => Ok(JobDone::Done),
    }
}
