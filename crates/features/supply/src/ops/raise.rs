//! What a pool orders of a supplier when it forms, and what it takes back of spare pieces: called by the feature above, in
//! its own transaction.

use super::give_credit::{Credited, credit_by_pool};
use super::{Noted, announce, note};
use crate::acting::{self, fault};
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep, RaisedBy, Terms, price_of};
use crate::refused::PurchaseRefused;
use crate::rows::{Credit, Purchase, PurchaseLine, Supplier};
use crate::same_id::same_id;
use crate::supply_store::of_member;
use kernel::{Id, Quantity, Timestamp};
use market::rows::Offer;
use spending::rows::Expense;
use store::{Fault, Outcome, Tx};

#[derive(Debug, Clone)]
pub struct RaisePurchase {
    pub id: Id<Purchase>,
    /// The pool's id.
    pub raised_for: String,
    /// Who makes the goods.
    pub supplier: Id<Member>,
    pub line: RaisedLine,
    /// Of it, what a fund owes already, with the expense that says so: spare pieces.
    pub billed: Option<(Id<Expense>, i64)>,
}

#[derive(Debug, Clone)]
pub struct RaisedLine {
    pub offer: Id<Offer>,
    pub variant: i64,
    pub title: String,
    pub unit: String,
    pub case: Option<Quantity>,
    pub quantity: Quantity,
    /// What the supplier gets for all of it.
    pub total_minor: i64,
}

/// Orders what a pool needs: sent at once, for its members have paid. A supplier who has no page yet gets one.
///
/// # Errors
/// Of the database only.
pub fn raise_purchase(tx: &mut Tx, input: &RaisePurchase, now: Timestamp) -> Result<Id<Purchase>, Fault> {
    let supplier = supplier_of(tx, input.supplier, now)?;
    let currency = acting::currency(tx)?;
    let (expense_id, billed_minor) = match input.billed {
        Some((expense, minor)) => (Some(expense), minor),
        None => (None, 0),
    };
    let mut purchase = Purchase {
        community_id: tx.community(),
        id: input.id,
        number: acting::count(tx, |count| count.purchase_count += 1)?.purchase_count,
        supplier_id: supplier,
        terms: Terms::BySales,
        raised_by: RaisedBy::Pool,
        raised_for: Some(input.raised_for.clone()),
        mandate_id: None,
        fund: None,
        state: PurchaseState::Sent,
        deliver_on_us: None,
        deliver_to: String::new(),
        note: String::new(),
        line_count: 1,
        event_count: 0,
        delivery_count: 0,
        total_minor: input.line.total_minor,
        made_by: None,
        made_at_us: now,
        closed_at_us: None,
        billed_minor,
        expense_id,
        not_billed: None,
        credited_minor: 0,
    };
    tx.insert(&purchase)?;
    let line = &input.line;
    tx.insert(&PurchaseLine {
        community_id: purchase.community_id,
        purchase_id: purchase.id,
        number: 1,
        offer_id: line.offer,
        variant: line.variant,
        title: line.title.clone(),
        unit: line.unit.clone(),
        // Without cases the pieces are counted.
        case_milli: line.case.unwrap_or(Quantity::ONE),
        quantity_milli: line.quantity,
        price_e4: price_of(line.total_minor, line.quantity, currency),
        total_minor: line.total_minor,
        received_milli: 0,
    })?;
    note(tx, &mut purchase, Noted::of(PurchaseStep::Sent, None, now))?;
    tx.save(&purchase)?;
    announce(tx, "purchase_sent", &purchase)?;
    Ok(purchase.id)
}

/// Spare pieces that a fund paid for and that did not come.
///
/// # Errors
/// `NotBilled`, `MoreThanBilled`, `SumNotPositive`.
pub fn credit_spare(
    tx: &mut Tx,
    purchase: Id<Purchase>,
    minor: i64,
    why: &str,
    now: Timestamp,
) -> Outcome<Credited, PurchaseRefused> {
    let id: Id<Credit> = same_id(purchase)?;
    credit_by_pool(tx, purchase, (id, minor, why), now)
}

fn supplier_of(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Result<Id<Supplier>, Fault> {
    if let Some(known) = of_member(tx, member)? {
        return Ok(known);
    }
    let community = tx.community();
    let row = community::member(tx, community, member)?;
    let row = row.ok_or_else(|| fault(format!("{member}: makes goods and is nobody")))?;
    let supplier = Supplier {
        community_id: community,
        id: same_id(member)?,
        number: acting::count(tx, |count| count.supplier_count += 1)?.supplier_count,
        name: row.display_name.chars().take(60).collect(),
        contact: String::new(),
        member: Some(member),
        link_hash: None,
        link_until_us: None,
        is_open: true,
        bank_version: 0,
        made_by: None,
        made_at_us: now,
        changed_at_us: now,
    };
    tx.insert(&supplier)?;
    Ok(supplier.id)
}
