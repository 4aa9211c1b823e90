//! Holds what was ordered and paid against itself and against the books: what `hehuo verify` asks.
//!
//! Not a rule: it reads.

use crate::asked_store::{credits_asked_of, rooms};
use crate::credit::CreditState;
use crate::purchase::PurchaseState;
use crate::rows::{
    Credit, CreditAsked, DeliveryLine, MemberBank, PaymentRun, PayoutTakenBack, Purchase, PurchaseLine,
    RunLine, Supplier,
};
use crate::run::{RunLineState, RunPays, RunState};
use crate::supply_store::{credits_of, deliveries_of, purchases_after, runs_before, taken_back_after};
use ledger::Purpose;
use market::rows::Payout;
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Looked at in one read.
const PAGE: i64 = 500;

/// What is wrong, in words for whoever runs the program; empty when all holds: lines sum to what was agreed, deliveries to
/// what was received, credits to what was credited, and each stands in the books with its sum; a paid run had two people
/// and its payouts are what its lines say; what was taken back stands so in the books.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let (mut wrong, mut after) = (Vec::new(), 0);
    loop {
        let page = purchases_after(reader, community, after, PAGE)?;
        if page.is_empty() {
            break;
        }
        for id in page {
            let Some(purchase) = reader.find::<Purchase>(&(community, id))? else { continue };
            after = purchase.number;
            check_purchase(reader, &purchase, &mut wrong)?;
        }
    }
    let mut below = i64::MAX;
    loop {
        let page = runs_before(reader, community, below, PAGE)?;
        if page.is_empty() {
            break;
        }
        for id in page {
            let Some(run) = reader.find::<PaymentRun>(&(community, id))? else { continue };
            below = run.number;
            check_run(reader, &run, &mut wrong)?;
        }
    }
    check_taken_back(reader, community, &mut wrong)?;
    check_rooms(reader, community, &mut wrong)?;
    Ok(wrong)
}

/// What is kept for purchase orders is promised under their mandates; features above may keep room there, too, and hold the whole
/// against it.
fn check_rooms(reader: &mut Reader, community: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let promised: BTreeMap<_, _> = spending::kept_rooms(reader, community)?.into_iter().collect();
    for (mandate, kept) in rooms(reader, community)? {
        let there = promised.get(&mandate).copied().unwrap_or_default();
        if there < kept {
            wrong.push(format!("{mandate}: {kept} kept for purchase orders, {there} is promised"));
        }
    }
    Ok(())
}

/// A credit that was asked for is there when it was agreed to and not before, and no more is asked for than was billed.
fn check_asked(reader: &mut Reader, purchase: &Purchase, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let community = purchase.community_id;
    let mut waiting = 0;
    for id in credits_asked_of(reader, community, purchase.id)? {
        let Some(asked) = reader.find::<CreditAsked>(&(community, id))? else { continue };
        waiting += if asked.state.is_open() { asked.amount_minor } else { 0 };
        let credit = reader.find::<Credit>(&(community, id))?.map(|credit| credit.amount_minor);
        let agreed = (asked.state == CreditState::Agreed).then_some(asked.amount_minor);
        if credit != agreed {
            wrong.push(format!("{id}: {}, and {credit:?} credited", asked.state));
        }
    }
    if waiting > purchase.billed_minor - purchase.credited_minor {
        wrong.push(format!("{}: {waiting} less is asked for than was billed", purchase.id));
    }
    Ok(())
}

fn check_taken_back(reader: &mut Reader, community: i64, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut after = String::new();
    loop {
        let page = taken_back_after(reader, community, &after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.to_string();
        for id in page {
            let back = reader.find::<PayoutTakenBack>(&(community, id))?;
            let payout = reader.find::<Payout>(&(community, id))?;
            let (Some(back), Some(payout)) = (back, payout) else {
                wrong.push(format!("{id}: taken back and was never paid"));
                continue;
            };
            let entry = ledger::entry(reader, community, payout.entry)?;
            let by = entry.and_then(|entry| entry.head.reversed_by);
            if by != Some(back.entry) || payout.member != back.member {
                wrong.push(format!("{id}: taken back with entry {}, the books say {by:?}", back.entry));
            }
        }
    }
}

fn check_purchase(reader: &mut Reader, purchase: &Purchase, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let (community, id) = (purchase.community_id, purchase.id);
    let mut received: BTreeMap<i64, i64> = BTreeMap::new();
    let deliveries = deliveries_of(reader, community, id)?;
    for delivery in &deliveries {
        for line in 1..=purchase.line_count {
            let counted = reader.find::<DeliveryLine>(&(community, *delivery, line))?;
            *received.entry(line).or_default() += counted.map_or(0, |counted| counted.counted_milli);
        }
    }
    let (mut total, mut missing) = (0, 0);
    for number in 1..=purchase.line_count {
        let Some(line) = reader.find::<PurchaseLine>(&(community, id, number))? else {
            wrong.push(format!("{id}: line {number} is missing"));
            continue;
        };
        total += line.total_minor;
        missing += line.quantity_milli.milli - line.received_milli;
        let counted = received.get(&number).copied().unwrap_or_default();
        if counted != line.received_milli {
            wrong.push(format!("{id}: of line {number} {} came, {counted} was counted", line.received_milli));
        }
    }
    let mut credited = 0;
    for credit in credits_of(reader, community, id)? {
        let Some(credit) = reader.find::<Credit>(&(community, credit))? else { continue };
        credited += credit.amount_minor;
        let fund = -sum_of(reader, community, credit.entry, Purpose::Purchases, None)?;
        if fund != credit.amount_minor {
            wrong.push(format!("{}: {} credited, the books say {fund}", credit.id, credit.amount_minor));
        }
    }
    check_asked(reader, purchase, wrong)?;
    let waits = purchase.state == PurchaseState::Closed && purchase.not_billed.is_some();
    let may_keep = purchase.state.binds() || (waits && purchase.expense_id.is_none());
    for (holds, what) in [
        (
            may_keep || purchase.kept_minor == 0,
            format!("{} and {} kept", purchase.state, purchase.kept_minor),
        ),
        (total == purchase.total_minor, format!("its lines come to {total}")),
        (credited == purchase.credited_minor, format!("its credits come to {credited}")),
        (
            deliveries.len() as i64 == purchase.delivery_count,
            "counts other deliveries than it has".to_owned(),
        ),
        (
            purchase.state != PurchaseState::Delivered || missing == 0,
            format!("delivered and {missing} is missing"),
        ),
    ] {
        if !holds {
            wrong.push(format!("{id}: {what}"));
        }
    }
    Ok(())
}

/// What an entry put on accounts of a purpose, of one owner or of none.
fn sum_of(
    reader: &mut Reader,
    community: i64,
    entry: i64,
    purpose: Purpose,
    owner: Option<&str>,
) -> Result<i64, Fault> {
    let postings = ledger::entry_postings(reader, community, entry)?;
    let of = postings.iter().filter(|(key, _)| key.purpose() == purpose && (key.owner() == owner));
    Ok(of.map(|(_, minor)| minor).sum())
}

fn check_run(reader: &mut Reader, run: &PaymentRun, wrong: &mut Vec<String>) -> Result<(), Fault> {
    let (community, id) = (run.community_id, run.id);
    let (mut open, mut paid) = (0, 0);
    for number in 1..=run.line_count {
        let Some(line) = reader.find::<RunLine>(&(community, id, number))? else {
            wrong.push(format!("{id}: line {number} is missing"));
            continue;
        };
        match line.state {
            RunLineState::Proposed => open += line.amount_minor,
            RunLineState::Paid => paid += line.amount_minor,
            RunLineState::Void | RunLineState::Returned => {}
        }
        let done = matches!(line.state, RunLineState::Paid | RunLineState::Returned);
        if done != (line.sales_entry.is_some() || line.rest_entry.is_some()) {
            wrong.push(format!("{id} {number}: {} and not so in the books", line.state));
        }
        for (entry, minor) in [(line.sales_entry, line.sales_minor), (line.rest_entry, line.rest_minor)] {
            let Some(entry) = entry else { continue };
            let out = -sum_of(reader, community, entry, Purpose::Bank, None)?;
            if out != minor {
                wrong.push(format!("{id} {number}: {minor} paid, {out} left the bank in entry {entry}"));
            }
        }
        let dealt_with = line.state != RunLineState::Proposed;
        if run.state == RunState::Paying && number <= run.done_count && !dealt_with {
            wrong.push(format!("{id} {number}: passed over"));
        }
        check_payee(reader, run, &line, wrong)?;
    }
    let expected = open + paid;
    if run.state != RunState::Cancelled && run.total_minor != expected {
        wrong.push(format!("{id}: {} in all, its lines come to {expected}", run.total_minor));
    }
    if run.state == RunState::Paid && open > 0 {
        wrong.push(format!("{id}: paid, and {open} of it is not"));
    }
    if run.decided_by == Some(run.made_by) && run.state != RunState::Cancelled {
        wrong.push(format!("{id}: one person did both"));
    }
    Ok(())
}

fn check_payee(
    reader: &mut Reader,
    run: &PaymentRun,
    line: &RunLine,
    wrong: &mut Vec<String>,
) -> Result<(), Fault> {
    let (community, member) = (line.community_id, line.member);
    if (run.pays == RunPays::Members) != line.supplier_id.is_none() {
        wrong.push(format!("{} {}: no line of a run that pays {}", line.run_id, line.number, run.pays));
    }
    let is_theirs = match line.supplier_id {
        Some(supplier) => {
            let row = reader.find::<Supplier>(&(community, supplier))?;
            row.and_then(|row| row.member) == Some(member)
        }
        None => reader.find::<MemberBank>(&(community, member, line.bank_version))?.is_some(),
    };
    if !is_theirs {
        wrong.push(format!("{} {}: pays another than its supplier or member", line.run_id, line.number));
    }
    Ok(())
}
