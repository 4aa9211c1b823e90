//! A purchase order is written by hand, from what is offered: by who manages offers, and never by the supplier.

use super::{Noted, PurchaseMoved, announce, may, not_own, note};
use crate::acting;
use crate::ids::Member;
use crate::purchase::{
    LINES_MAX, NOTE_CHARS_MAX, PLACE_CHARS_MAX, PurchaseState, PurchaseStep, RaisedBy, Terms, bounded,
    line_total, price_of,
};
use crate::refused::PurchaseRefused;
use crate::rows::{Purchase, PurchaseLine, Supplier};
use kernel::{Id, Price, Quantity, Timestamp};
use market::rows::Offer;
use market::split::Party;
use spending::rows::Mandate;
use spending::{ExpenseRefused, MandateKind};
use store::OpError::Refused;
use store::{IdempotencyKey, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct DraftPurchase {
    pub id: Id<Purchase>,
    pub supplier: Id<Supplier>,
    pub terms: Terms,
    /// Where it is bought.
    pub mandate: Option<Id<Mandate>>,
    pub lines: Vec<LineWanted>,
    /// The first instant of the day.
    pub deliver_on: Option<Timestamp>,
    pub deliver_to: String,
    pub note: String,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub struct LineWanted {
    pub offer: Id<Offer>,
    pub variant: i64,
    pub cases: i64,
    /// Units in a case.
    pub case: Quantity,
    /// A unit, as agreed. Where it is paid for as it sells it is what the supplier gets of a sale, and `None` says so.
    pub price: Option<Price>,
}

/// # Errors
/// `NotAllowed`, `OwnPurchase`, `NoLines`, `NoSuchGoods`, `NotTheirGoods`, `MandateMissing`, `MandateForOther`, `AboveCeiling`, …
pub fn draft_purchase(
    tx: &mut Tx,
    by: Id<Member>,
    input: &DraftPurchase,
    now: Timestamp,
) -> Outcome<PurchaseMoved, PurchaseRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(PurchaseRefused::KeyReused)? {
        return Ok(first);
    }
    may(tx, by, &[Power::ManageOffers])?;
    let supplier = acting::supplier(tx, input.supplier)?.ok_or(Refused(PurchaseRefused::NoSuchSupplier))?;
    not_own(tx, &supplier, by)?;
    if !supplier.is_open {
        return Err(Refused(PurchaseRefused::SupplierClosed));
    }
    let (deliver_to, note_text) = texts(tx, input.deliver_on, &input.deliver_to, &input.note, now)?;
    let lines = read_lines(tx, &supplier, input)?;
    let total = lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.total_minor));
    let total_minor = total.filter(|sum| *sum <= ledger::AMOUNT_MAX);
    let total_minor = total_minor.ok_or(Refused(PurchaseRefused::SumTooLarge))?;
    let mandate = match input.terms {
        Terms::BySales => None,
        Terms::Bought => Some(bought_under(tx, &supplier, input.mandate, total_minor, now)?),
    };
    let mut purchase = Purchase {
        community_id: tx.community(),
        id: input.id,
        number: acting::count(tx, |count| count.purchase_count += 1)?.purchase_count,
        supplier_id: supplier.id,
        terms: input.terms,
        raised_by: RaisedBy::Hand,
        raised_for: None,
        mandate_id: mandate.as_ref().map(|mandate| mandate.id),
        fund: mandate.map(|mandate| mandate.fund),
        state: PurchaseState::Drafted,
        deliver_on_us: input.deliver_on,
        deliver_to,
        note: note_text,
        line_count: lines.len() as i64,
        event_count: 0,
        delivery_count: 0,
        total_minor,
        made_by: Some(by),
        made_at_us: now,
        closed_at_us: None,
        billed_minor: 0,
        expense_id: None,
        not_billed: None,
        credited_minor: 0,
        kept_minor: 0,
    };
    tx.insert(&purchase)?;
    for line in lines {
        tx.insert(&line)?;
    }
    note(tx, &mut purchase, Noted::of(PurchaseStep::Drafted, Some(by), now))?;
    tx.save(&purchase)?;
    announce(tx, "purchase_drafted", &purchase)?;
    let moved = PurchaseMoved::of(&purchase);
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// Place and note within their lengths, and a day that has not passed.
pub(super) fn texts(
    tx: &mut Tx,
    day: Option<Timestamp>,
    place: &str,
    note: &str,
    now: Timestamp,
) -> Outcome<(String, String), PurchaseRefused> {
    let place = bounded(place, PLACE_CHARS_MAX, PurchaseRefused::PlaceTooLong).map_err(Refused)?;
    let note = bounded(note, NOTE_CHARS_MAX, PurchaseRefused::NoteTooLong).map_err(Refused)?;
    let zone = acting::zone(tx)?;
    match day.is_some_and(|day| day.day(&zone) < now.day(&zone)) {
        true => Err(Refused(PurchaseRefused::DayPassed)),
        false => Ok((place, note)),
    }
}

fn read_lines(
    tx: &mut Tx,
    supplier: &Supplier,
    input: &DraftPurchase,
) -> Outcome<Vec<PurchaseLine>, PurchaseRefused> {
    if input.lines.is_empty() {
        return Err(Refused(PurchaseRefused::NoLines));
    }
    if input.lines.len() > LINES_MAX {
        return Err(Refused(PurchaseRefused::TooManyLines));
    }
    let mut lines: Vec<PurchaseLine> = Vec::with_capacity(input.lines.len());
    for wanted in &input.lines {
        if lines.iter().any(|line| (line.offer_id, line.variant) == (wanted.offer, wanted.variant)) {
            return Err(Refused(PurchaseRefused::LineTwice));
        }
        let number = lines.len() as i64 + 1;
        lines.push(read_line(tx, supplier, input, wanted, number)?);
    }
    Ok(lines)
}

fn read_line(
    tx: &mut Tx,
    supplier: &Supplier,
    input: &DraftPurchase,
    wanted: &LineWanted,
    number: i64,
) -> Outcome<PurchaseLine, PurchaseRefused> {
    let goods = market::goods(tx, wanted.offer, wanted.variant)?;
    let goods = goods.ok_or(Refused(PurchaseRefused::NoSuchGoods))?;
    let theirs = supplier.member.is_some_and(|member| goods.seller == Party::Member(member));
    if input.terms == Terms::BySales && !theirs {
        return Err(Refused(PurchaseRefused::NotTheirGoods));
    }
    let currency = acting::currency(tx)?;
    // What a supplier gets of a sale the members have agreed to; nobody types it.
    let asked = match input.terms {
        Terms::BySales => goods.price,
        Terms::Bought => wanted.price.ok_or(Refused(PurchaseRefused::PriceNotPositive))?,
    };
    let (quantity, whole) = line_total(wanted.cases, wanted.case, asked, currency).map_err(Refused)?;
    if !quantity.fits(goods.step) {
        return Err(Refused(PurchaseRefused::QuantityOffStep));
    }
    let (price_e4, total_minor) = match input.terms {
        Terms::Bought => (asked, whole),
        Terms::BySales => {
            let parts = market::parts_of_sale(tx, wanted.offer, goods.split_version, whole, quantity)?;
            let part = parts.into_iter().flatten().find(|part| part.to == goods.seller);
            let minor = part.map_or(0, |part| part.minor);
            (price_of(minor, quantity, currency), minor)
        }
    };
    Ok(PurchaseLine {
        community_id: tx.community(),
        purchase_id: input.id,
        number,
        offer_id: wanted.offer,
        variant: wanted.variant,
        title: goods.title,
        unit: goods.unit,
        case_milli: wanted.case,
        quantity_milli: quantity,
        price_e4,
        total_minor,
        received_milli: 0,
    })
}

/// The mandate that permits what is bought of a supplier with an account: a draft is not written for more than it has left. Its room is kept
/// once the order binds the fund; whether the fund has it is decided when the expense is approved.
pub(super) fn bought_under(
    tx: &mut Tx,
    supplier: &Supplier,
    mandate: Option<Id<Mandate>>,
    total_minor: i64,
    now: Timestamp,
) -> Outcome<Mandate, PurchaseRefused> {
    if supplier.member.is_none() {
        return Err(Refused(PurchaseRefused::NoAccount));
    }
    let id = mandate.ok_or(Refused(PurchaseRefused::MandateMissing))?;
    let mandate = tx.find::<Mandate>((tx.community(), id))?;
    let mandate = mandate.ok_or(Refused(PurchaseRefused::NoSuchMandate))?;
    let permits = mandate.kind.serves(MandateKind::Spending);
    match permits.and_then(|()| mandate.permission().take(total_minor, now)) {
        Ok(()) => Ok(mandate),
        Err(why) => Err(Refused(of_mandate(why))),
    }
}

pub(super) fn of_mandate(why: ExpenseRefused) -> PurchaseRefused {
    match why {
        ExpenseRefused::MandateEnded | ExpenseRefused::MandateNotBegun => PurchaseRefused::MandateEnded,
        ExpenseRefused::NoSuchMandate => PurchaseRefused::NoSuchMandate,
        ExpenseRefused::MandateForOther => PurchaseRefused::MandateForOther,
        _ => PurchaseRefused::AboveCeiling,
    }
}
