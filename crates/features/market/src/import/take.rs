//! The operation that takes one invoice in: places, pays, hands over and settles its order, or gives back what
//! it cancels, by the operations a person uses, and writes down that it was done. One transaction each.

use super::align::{Hints, Print, lines_before};
use super::drive::NotTaken;
use super::fresh::Fresh;
use super::goods;
use super::import_store::{ImportCancellation, ImportCustomer, ImportInvoice, ImportRun};
use super::line::Line;
use super::parts::Part;
use super::returns;
use super::tally::{Answer, Cancelled};
use crate::acting::{Actor, When};
use crate::ids::Member;
use crate::ops::{self, Asked, FulfilOrder, LineWanted, Pay, PlaceOrder};
use crate::payment::MethodCode;
use crate::rows::Order;
use kernel::{Id, Timestamp};
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Tx};
use web::{Lang, Refusal};

/// What holds for all invoices of a run.
#[derive(Debug)]
pub(super) struct Run {
    pub run: i64,
    pub community: i64,
    pub format: String,
    /// Where imported sales go: the other shop's goods were the community's own.
    pub fund: i64,
    pub recorded_at: Timestamp,
    pub fresh: Fresh,
    /// Of the names that are made up here.
    pub lang: Lang,
}

/// Takes the part in, when it is its turn. The turn is looked at last, so that a trial run of many parts finds the
/// rows of all of them; out of turn, nothing stays.
pub(super) fn take_part(
    tx: &mut Tx,
    run: &Run,
    part: &Part,
    turn: i64,
    refused: bool,
) -> Outcome<Answer, NotTaken> {
    let answer = if refused { Answer::default() } else { take_lines(tx, run, part)? };
    let mut now = tx.lock::<ImportRun>(run.community)?.ok_or(Refused(NotTaken::OutOfTurn))?;
    if (now.run, now.turn) != (run.run, turn) {
        return Err(Refused(NotTaken::OutOfTurn));
    }
    now.turn += 1;
    tx.save(&now)?;
    Ok(answer)
}

/// Begins a run: from now on no other one gets a turn.
pub(super) fn begin(tx: &mut Tx, run: i64) -> Result<(), Fault> {
    let community_id = tx.community();
    let row = ImportRun { community_id, run, turn: 0 };
    match tx.lock::<ImportRun>(community_id)? {
        Some(_) => tx.save(&row),
        None => tx.insert(&row),
    }
}

fn take_lines(tx: &mut Tx, run: &Run, part: &Part) -> Outcome<Answer, NotTaken> {
    let key = (run.community, run.format.clone(), part.invoice.clone());
    let found = tx.lock::<ImportInvoice>(key)?;
    let known = match &found {
        Some(invoice) => prints(&invoice.prints).ok_or_else(|| bad_prints(part))?,
        None => Vec::new(),
    };
    let mut invoice = found.clone().unwrap_or_else(|| ImportInvoice {
        community_id: run.community,
        format: run.format.clone(),
        invoice: part.invoice.clone(),
        prints: String::new(),
        latest_at_us: None,
        order_id: None,
    });
    let (mut answer, first_new) = aligned(&known, part, invoice.latest_at_us);
    let sold: Vec<&Line> = part.lines[first_new..].iter().filter_map(|line| line.does.sells()).collect();
    if !sold.is_empty() {
        let order = sell(tx, run, part, &sold, &invoice)?;
        invoice.order_id = invoice.order_id.or(Some(order));
        answer.order_new = true;
    }
    for line in &part.lines[first_new..] {
        invoice.prints += &format!("{:08x}", line.print);
    }
    invoice.latest_at_us = invoice.latest_at_us.max(part.at);
    match found {
        None => tx.insert(&invoice)?,
        Some(found) if found != invoice => tx.save(&invoice)?,
        Some(_) => {}
    }
    answer.cancelled = cancel(tx, run, part, &answer, first_new)?;
    Ok(answer)
}

/// Where the part stands in its invoice, and the place of its first new line.
fn aligned(known: &[Print], part: &Part, latest: Option<Timestamp>) -> (Answer, usize) {
    let prints: Vec<Print> = part.lines.iter().map(|line| line.print).collect();
    let hints = Hints { at_head: part.at_head, later: part.at > latest };
    let before = if part.before > 0 { part.before } else { lines_before(known, &prints, hints) };
    let other = |at: &usize| known.get(before + at).is_some_and(|known| *known != prints[*at]);
    let differs = (0..prints.len()).filter(other).collect();
    let first_new = known.len().saturating_sub(before).min(prints.len());
    (Answer { before, differs, ..Answer::default() }, first_new)
}

fn prints(text: &str) -> Option<Vec<Print>> {
    let digits = text.as_bytes().chunks(8);
    digits.map(|eight| Print::from_str_radix(std::str::from_utf8(eight).ok()?, 16).ok()).collect()
}

fn bad_prints(part: &Part) -> Fault {
    Fault::Engine(format!("import_invoice {}: its lines cannot be read", part.invoice).into())
}

/// One order of the lines that are new, through all its states: what was sold then was paid and handed over then.
fn sell(
    tx: &mut Tx,
    run: &Run,
    part: &Part,
    sold: &[&Line],
    known: &ImportInvoice,
) -> Outcome<Id<Order>, NotTaken> {
    let happened_at = part.at.unwrap_or(run.recorded_at);
    let when = When { happened_at, recorded_at: run.recorded_at };
    let mut lines = Vec::with_capacity(sold.len());
    for line in sold {
        let offer = goods::offer_of(tx, run, line)?;
        let (variant, asked) = (goods::VARIANT, Asked::Historical(line.price));
        lines.push(LineWanted { offer, variant, quantity: line.quantity, asked });
    }
    // A further part of an invoice is an order of its own: the first one is settled.
    let id = run.fresh.id(&format!("{} {}", part.invoice, known.prints.len()), happened_at);
    let order = PlaceOrder {
        id,
        buyer: buyer(tx, run, part, known, happened_at)?,
        lines,
        pay: Pay::Arrived(MethodCode::BankTransfer),
        reference: Some(part.invoice.clone()),
        key: None,
    };
    ops::place_order(tx, Actor::System, &order, when).map_err(|error| refused(error, |no| no.why.code()))?;
    let fulfil = FulfilOrder { order: id, wait_for_acceptance: false };
    ops::fulfil_order(tx, Actor::System, &fulfil, when).map_err(|error| refused(error, |no| no.code()))?;
    ops::settle_order(tx, Actor::System, id, when).map_err(|error| refused(error, |no| no.code()))?;
    Ok(id)
}

/// A refusal of another operation refuses the invoice; a fault stays one.
pub(super) fn refused<R>(error: OpError<R>, code: impl Fn(R) -> &'static str) -> OpError<NotTaken> {
    match error {
        Refused(why) => Refused(NotTaken::Refused(code(why))),
        OpError::Fault(fault) => OpError::Fault(fault),
    }
}

/// One member stands for a customer of the other shop; a walk-in is one for the invoice.
fn buyer(
    tx: &mut Tx,
    run: &Run,
    part: &Part,
    known: &ImportInvoice,
    at: Timestamp,
) -> Outcome<Id<Member>, NotTaken> {
    let Some(customer) = &part.customer else {
        let first =
            known.order_id.map(|order| tx.find::<Order>((run.community, order))).transpose()?.flatten();
        return match first {
            Some(order) => Ok(order.buyer),
            None => placeholder(tx, run, crate::t(run.lang).import_walk_in(&part.invoice), &part.invoice, at),
        };
    };
    let key = (run.community, run.format.clone(), customer.clone());
    if let Some(known) = tx.find::<ImportCustomer>(key)? {
        return Ok(known.member);
    }
    let member = placeholder(tx, run, customer.clone(), &format!("of {customer}"), at)?;
    let (format, customer) = (run.format.clone(), customer.clone());
    tx.insert(&ImportCustomer { community_id: run.community, format, customer, member })?;
    Ok(member)
}

fn placeholder(
    tx: &mut Tx,
    run: &Run,
    display_name: String,
    key: &str,
    at: Timestamp,
) -> Outcome<Id<Member>, NotTaken> {
    let random = run.fresh.random("book name", key);
    let new = community::NewMember { id: run.fresh.id(key, at), person: None, display_name, random };
    let member = community::placeholder_member(tx, &new, run.recorded_at);
    Ok(member.map_err(|error| refused(error, |no| no.code()))?.id)
}

/// What the part cancels, one answer a line: new lines are carried out, known ones say what they did.
fn cancel(
    tx: &mut Tx,
    run: &Run,
    part: &Part,
    answer: &Answer,
    first_new: usize,
) -> Outcome<Vec<Cancelled>, NotTaken> {
    let cancels = |at: usize| part.lines[at].does.cancels();
    let new: Vec<&Line> = (first_new..part.lines.len()).filter_map(cancels).collect();
    let mut done = returns::give_back(tx, run, part, answer.before + first_new + 1, &new)?.into_iter();
    let mut all = Vec::new();
    for at in (0..part.lines.len()).filter(|at| cancels(*at).is_some()) {
        let ordinal = (answer.before + at + 1) as i64;
        let key = (run.community, run.format.clone(), part.invoice.clone(), ordinal);
        let known = if at < first_new { tx.find::<ImportCancellation>(key)? } else { None };
        let cancelled = match known {
            Some(known) => {
                Cancelled { refunded_minor: known.refunded_minor, uncovered: known.uncovered_milli }
            }
            // A known line that was no cancellation then: it is reported as different.
            None if at < first_new => Cancelled::default(),
            None => {
                let cancelled = done.next().unwrap_or_default();
                tx.insert(&ImportCancellation {
                    community_id: run.community,
                    format: run.format.clone(),
                    invoice: part.invoice.clone(),
                    ordinal,
                    refunded_minor: cancelled.refunded_minor,
                    uncovered_milli: cancelled.uncovered,
                })?;
                cancelled
            }
        };
        all.push(cancelled);
    }
    Ok(all)
}

/// The member who stands for the customer of a cancellation, where one ever bought.
pub(super) fn known_buyer(tx: &mut Tx, run: &Run, part: &Part) -> Result<Option<Id<Member>>, Fault> {
    let Some(customer) = &part.customer else { return Ok(None) };
    let key = (run.community, run.format.clone(), customer.clone());
    Ok(tx.find::<ImportCustomer>(key)?.map(|known| known.member))
}
