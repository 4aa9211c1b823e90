//! What the market keeps of people, for their export and erasure. Money is not asked first: what the community owes a person
//! stays in the books under the member's number, and can still be paid out.
//!
//! Not a rule: it reads rows.

use crate::complained_store::{of_buyer, photos, read_lines};
use crate::complaint_rows::{Complaint, Remedy};
use crate::market_store::{
    ORDERS_OF_BUYER, PAYMENTS_OF_ONE, PAYOUTS_OF_MEMBER, REPAYMENTS_OF_MEMBER, WORDS_OF_BUYER,
};
use crate::ops::forget_member;
use crate::rows::{Order, OrderEvent, OrderLine, Payment, Payout, Repayment};
use community::{KeptByMember, PlaceOfPerson};
use kernel::{Currency, Id, Money, Quantity};
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "market", export: export_place, forget: forget_member }
}

/// The own orders with what was bought and how it was paid, what was complained of, what one wrote about them, what was paid out, and what was repaid.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let (number, member) = (place.community, place.member);
    let community = community::by_slug(reader, &place.slug)?;
    let currency = community.map_or(Currency::CNY, |community| community.currency);
    let mut orders = Vec::new();
    for (id,) in reader.rows::<(Id<Order>,)>(ORDERS_OF_BUYER, &[&number, &member])? {
        if let Some(order) = reader.find::<Order>(&(number, id))? {
            orders.push(export_order(reader, &order, currency)?);
        }
    }
    let mut payouts = Vec::new();
    for (id,) in reader.rows::<(Id<Payout>,)>(PAYOUTS_OF_MEMBER, &[&number, &member])? {
        if let Some(payout) = reader.find::<Payout>(&(number, id))? {
            payouts.push(json!({
                "amount": Money::new(payout.amount_minor, currency),
                "paid_at": payout.paid_at_us.to_string(),
                "reference": payout.reference,
            }));
        }
    }
    let mut repayments = Vec::new();
    for (id,) in reader.rows::<(Id<Repayment>,)>(REPAYMENTS_OF_MEMBER, &[&number, &member])? {
        if let Some(repayment) = reader.find::<Repayment>(&(number, id))? {
            repayments.push(json!({
                "amount": Money::new(repayment.amount_minor, currency),
                "source": repayment.source,
                "repaid_at": repayment.repaid_at_us.to_string(),
                "reference": repayment.reference,
            }));
        }
    }
    let mut words = Vec::new();
    for (order, at) in reader.rows::<(Id<Order>, i64)>(WORDS_OF_BUYER, &[&number, &member])? {
        if let Some(event) = reader.find::<OrderEvent>(&(number, order, at))? {
            words.push(json!({ "order": order, "step": event.step, "written": event.reason }));
        }
    }
    let complaints = export_complaints(reader, place, currency)?;
    Ok(json!({
        "community": place.slug,
        "orders": orders,
        "complaints": complaints,
        "words": words,
        "payouts": payouts,
        "repayments": repayments,
    }))
}

/// What was wrong, with the pictures that went with it and what was proposed. The own words are among the words.
fn export_complaints(
    reader: &mut Reader,
    place: &PlaceOfPerson,
    currency: Currency,
) -> Result<Vec<Value>, Fault> {
    let mut complaints = Vec::new();
    for (order, number) in of_buyer(reader, place.community, place.member)? {
        let Some(row) = reader.find::<Complaint>(&(place.community, order, number))? else { continue };
        let lines = read_lines(reader, &row)?.into_iter();
        let lines: Vec<_> = lines
            .map(|(line, milli)| json!({ "line": line, "quantity": Quantity::from_milli(milli) }))
            .collect();
        let photos: Vec<_> = photos(reader, &row)?.into_iter().map(|(_, file)| file).collect();
        let mut proposals = Vec::new();
        for at in 1..=row.remedy_count {
            if let Some(remedy) = reader.find::<Remedy>(&(place.community, order, number, at))? {
                proposals.push(json!({
                    "kind": remedy.kind,
                    "state": remedy.state,
                    "amount": remedy.amount_minor.map(|minor| Money::new(minor, currency)),
                    "order": remedy.follow_up,
                    "proposed_at": remedy.proposed_at_us.to_string(),
                }));
            }
        }
        complaints.push(json!({
            "order": order,
            "kind": row.kind,
            "state": row.state,
            "opened_at": row.opened_at_us.to_string(),
            "lines": lines,
            "photos": photos,
            "proposals": proposals,
        }));
    }
    Ok(complaints)
}

fn export_order(reader: &mut Reader, order: &Order, currency: Currency) -> Result<Value, Fault> {
    let mut lines = Vec::new();
    for number in 1..=order.line_count {
        if let Some(line) = reader.find::<OrderLine>(&(order.community_id, order.id, number))? {
            lines.push(json!({
                "title": line.title,
                "quantity": line.quantity_milli,
                "unit": line.unit,
                "price": line.price_e4,
                "total": Money::new(line.total_minor, currency),
            }));
        }
    }
    let mut payments = Vec::new();
    for (id,) in reader.rows::<(Id<Payment>,)>(PAYMENTS_OF_ONE, &[&order.community_id, &order.id])? {
        if let Some(payment) = reader.find::<Payment>(&(order.community_id, id))? {
            payments.push(json!({
                "method": payment.method,
                "state": payment.state,
                "amount": Money::new(payment.amount_minor, currency),
                "proof": payment.proof,
                "reference": payment.reference,
                "taken_back": payment.is_undone(),
            }));
        }
    }
    Ok(json!({
        "order": order.id,
        "number": order.number,
        "state": order.state,
        "placed_at": order.placed_at_us.to_string(),
        "total": Money::new(order.total_minor, currency),
        "refunded": Money::new(order.refunded_minor, currency),
        "lines": lines,
        "payments": payments,
    }))
}
