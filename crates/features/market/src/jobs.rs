//! What becomes due by the clock. Each job looks again whether it still applies: it may come late, or for nothing.
//!
//! Not a rule: it runs operations.

use crate::acting::{Actor, When};
use crate::methods::gateway::{Notification, Sending};
use crate::ops::{self, hear_payment};
use crate::rows::Order;
use kernel::{Id, Timestamp};
use std::sync::Arc;
use store::{Fault, Handler, Job, JobDone, NewJob, OpError, Outcome, Tx};

const EXPIRE: &str = "market.expire_order";
const ACCEPT: &str = "market.accept_order";
const SETTLE: &str = "market.settle_order";
const TELL: &str = "market.tell_payment";

/// `gateway` is the secret of the played gateway, where one is played.
pub(crate) fn handlers(gateway: Option<[u8; 32]>) -> Vec<(&'static str, Handler)> {
    vec![
        (EXPIRE, Arc::new(run_expire)),
        (ACCEPT, Arc::new(run_accept)),
        (SETTLE, Arc::new(run_settle)),
        (TELL, Arc::new(move |tx, job, now| run_tell(tx, job, now, gateway))),
    ]
}

/// When a hold or a claim ends.
pub(crate) fn expire(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: EXPIRE, subject: order.to_string(), due_at }
}

/// When the window to object ends.
pub(crate) fn accept(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: ACCEPT, subject: order.to_string(), due_at }
}

/// After acceptance.
pub(crate) fn settle(order: Id<Order>, due_at: Timestamp) -> NewJob {
    NewJob { kind: SETTLE, subject: order.to_string(), due_at }
}

/// For the feature above that brought the buyer or gave a coupon. A sale counts when nobody can complain of it any more, and
/// not before because the buyer accepted early.
pub(crate) fn brought(order: &Order, settled: bool) -> NewJob {
    let due_at = order.accept_due_us.filter(|_| settled).unwrap_or(order.placed_at_us);
    NewJob { kind: crate::brought::BROUGHT_ORDER, subject: order.id.to_string(), due_at }
}

/// What the played gateway will say.
pub(crate) fn tell(sending: &Sending, now: Timestamp) -> Result<NewJob, Fault> {
    let subject = serde_json::to_string(&sending.notification);
    let subject = subject.map_err(|error| Fault::Engine(error.to_string().into()))?;
    Ok(NewJob { kind: TELL, subject, due_at: now.plus(sending.after) })
}

/// The gateway signs when it speaks, and is heard like one from outside. Where none is played any more, it is silent.
fn run_tell(tx: &mut Tx, job: &Job, now: Timestamp, secret: Option<[u8; 32]>) -> Result<JobDone, Fault> {
    let Some(secret) = secret else { return Ok(JobDone::Done) };
    let told = serde_json::from_str::<Notification>(&job.subject);
    let told = told.map_err(|error| Fault::Engine(format!("{}: {error}", job.kind).into()))?;
    let told = told.sign(&secret, now);
    ended(tx.attempt(|tx| hear_payment(tx, &told, &secret, now)))
}

fn run_expire(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let order = subject(job)?;
    ended(tx.attempt(|tx| ops::expire_order(tx, order, now.into())))
}

fn run_accept(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let order = subject(job)?;
    ended(tx.attempt(|tx| ops::accept_by_silence(tx, order, now.into())))
}

fn run_settle(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<JobDone, Fault> {
    let order = subject(job)?;
    ended(tx.attempt(|tx| ops::settle_order(tx, Actor::System, order, When::from(now))))
}

fn subject(job: &Job) -> Result<Id<Order>, Fault> {
    Id::parse(&job.subject)
        .map_err(|_| Fault::Engine(format!("{}: {} is no order", job.kind, job.subject).into()))
}

/// A refusal means that the order has moved on; nothing of what was tried stays.
fn ended<T, R>(outcome: Outcome<T, R>) -> Result<JobDone, Fault> {
    match outcome {
        Ok(_) | Err(OpError::Refused(_)) => Ok(JobDone::Done),
        Err(OpError::Fault(fault)) => Err(fault),
    }
}
