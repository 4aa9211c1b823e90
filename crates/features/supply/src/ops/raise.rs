//! What a pool orders of a supplier when it forms, as its goods sell or bought under a mandate, and what it takes back of spare pieces: called by the feature above, in
//! its own transaction.

use super::draft_purchase::bought_under;
use super::give_credit::{Credited, credit_by_pool};
use super::room::keep_under;
use super::{Noted, announce, not_own, note};
use crate::acting::{self, fault};
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep, RaisedBy, Terms, line_total, price_of};
use crate::refused::PurchaseRefused;
use crate::rows::{Credit, Purchase, PurchaseLine, Supplier};
use crate::same_id::same_id;
use crate::supply_store::of_member;
use kernel::{Id, Price, Quantity, Timestamp};
use market::rows::Offer;
use spending::rows::{Expense, Mandate};
use store::OpError::Refused;
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

/// What was agreed on with a supplier before anybody knew how much would be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    pub supplier: Id<Supplier>,
    /// Of a unit.
    pub price: Price,
    /// Under which it is bought.
    pub mandate: Id<Mandate>,
}

/// What a pool buys as was agreed, for a fund that sells it.
#[derive(Debug, Clone)]
pub struct RaiseBought {
    pub id: Id<Purchase>,
    pub raised_for: String,
    pub agreed: Agreed,
    pub offer: Id<Offer>,
    pub variant: i64,
    pub title: String,
    pub unit: String,
    pub case: Option<Quantity>,
    pub quantity: Quantity,
}

/// Orders what a pool needs: sent at once, for its members have paid. A supplier who has no page yet gets one.
///
/// # Errors
/// Of the database only.
pub fn raise_purchase(tx: &mut Tx, input: &RaisePurchase, now: Timestamp) -> Result<Id<Purchase>, Fault> {
    let supplier = supplier_of(tx, input.supplier, now)?;
    let (line, currency) = (&input.line, acting::currency(tx)?);
    let (expense, billed_minor) = match input.billed {
        Some((expense, minor)) => (Some(expense), minor),
        None => (None, 0),
    };
    let raised = Raised {
        id: input.id,
        raised_for: &input.raised_for,
        supplier,
        line,
        price: price_of(line.total_minor, line.quantity, currency),
        under: None,
        billed: (expense, billed_minor),
    };
    raise(tx, &raised, now)
}

/// Whether so much could be bought as agreed at a moment, by somebody: what is left under the mandate for one purchase.
///
/// # Errors
/// `NoSuchSupplier`, `SupplierClosed`, `NoAccount`, `OwnPurchase`, `PriceNotPositive`, `NoSuchMandate`, `MandateEnded`,
/// `AboveCeiling`.
pub fn look_agreed(
    tx: &mut Tx,
    by: Id<Member>,
    agreed: &Agreed,
    quantity: Quantity,
    at: Timestamp,
) -> Outcome<i64, PurchaseRefused> {
    let (_, mandate, _) = agree(tx, by, agreed, quantity, at)?;
    let permission = mandate.permission();
    Ok(permission.each_minor.map_or(permission.left_minor(), |each| each.min(permission.left_minor())))
}

/// Orders as agreed: bought under the mandate, where room for it is kept from now on, and owed for as much as comes. Sent at once; `by` is
/// who agreed on it.
///
/// # Errors
/// Those of `look_agreed`.
pub fn raise_bought(
    tx: &mut Tx,
    by: Id<Member>,
    input: &RaiseBought,
    now: Timestamp,
) -> Outcome<Id<Purchase>, PurchaseRefused> {
    let (supplier, mandate, total_minor) = agree(tx, by, &input.agreed, input.quantity, now)?;
    let line = RaisedLine {
        offer: input.offer,
        variant: input.variant,
        title: input.title.clone(),
        unit: input.unit.clone(),
        case: input.case,
        quantity: input.quantity,
        total_minor,
    };
    keep_under(tx, mandate.id, total_minor, now)?;
    let raised = Raised {
        id: input.id,
        raised_for: &input.raised_for,
        supplier: supplier.id,
        line: &line,
        price: input.agreed.price,
        under: Some(&mandate),
        billed: (None, 0),
    };
    Ok(raise(tx, &raised, now)?)
}

fn agree(
    tx: &mut Tx,
    by: Id<Member>,
    agreed: &Agreed,
    quantity: Quantity,
    at: Timestamp,
) -> Outcome<(Supplier, Mandate, i64), PurchaseRefused> {
    let supplier = acting::supplier(tx, agreed.supplier)?.ok_or(Refused(PurchaseRefused::NoSuchSupplier))?;
    not_own(tx, &supplier, by)?;
    if !supplier.is_open {
        return Err(Refused(PurchaseRefused::SupplierClosed));
    }
    let currency = acting::currency(tx)?;
    let (_, total_minor) = line_total(1, quantity, agreed.price, currency).map_err(Refused)?;
    let mandate = bought_under(tx, &supplier, Some(agreed.mandate), total_minor, at)?;
    Ok((supplier, mandate, total_minor))
}

/// A purchase order of a pool, of one line.
struct Raised<'a> {
    id: Id<Purchase>,
    raised_for: &'a str,
    supplier: Id<Supplier>,
    line: &'a RaisedLine,
    price: Price,
    /// Where it is bought; its room is kept already.
    under: Option<&'a Mandate>,
    billed: (Option<Id<Expense>>, i64),
}

fn raise(tx: &mut Tx, raised: &Raised<'_>, now: Timestamp) -> Result<Id<Purchase>, Fault> {
    let (line, (expense_id, billed_minor)) = (raised.line, raised.billed);
    let mut purchase = Purchase {
        community_id: tx.community(),
        id: raised.id,
        number: acting::count(tx, |count| count.purchase_count += 1)?.purchase_count,
        supplier_id: raised.supplier,
        terms: if raised.under.is_some() { Terms::Bought } else { Terms::BySales },
        raised_by: RaisedBy::Pool,
        raised_for: Some(raised.raised_for.to_owned()),
        mandate_id: raised.under.map(|mandate| mandate.id),
        fund: raised.under.map(|mandate| mandate.fund),
        state: PurchaseState::Sent,
        deliver_on_us: None,
        deliver_to: String::new(),
        note: String::new(),
        line_count: 1,
        event_count: 0,
        delivery_count: 0,
        total_minor: line.total_minor,
        made_by: None,
        made_at_us: now,
        closed_at_us: None,
        billed_minor,
        expense_id,
        not_billed: None,
        credited_minor: 0,
        kept_minor: if raised.under.is_some() { line.total_minor } else { 0 },
    };
    tx.insert(&purchase)?;
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
        price_e4: raised.price,
        total_minor: line.total_minor,
        received_milli: 0,
    })?;
    note(tx, &mut purchase, Noted::of(PurchaseStep::Sent, None, now))?;
    tx.save(&purchase)?;
    announce(tx, "purchase_sent", &purchase)?;
    Ok(purchase.id)
}

/// Spare pieces that a fund paid for and that did not come, or that somebody has bought: at most what is left of what it paid.
///
/// # Errors
/// Of the database only.
pub fn credit_of_pool(
    tx: &mut Tx,
    purchase: Id<Purchase>,
    (id, most_minor, why): (Id<Credit>, i64, &str),
    now: Timestamp,
) -> Result<Option<Credited>, Fault> {
    credit_by_pool(tx, purchase, (id, most_minor, why), now)
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
