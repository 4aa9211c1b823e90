//! What a feature above adds to an order while it is placed: who brought the buyer, and what a coupon pays of it.
//!
//! Not a rule: it asks that feature inside the operation, and reads what became of it.

use crate::brought_store::{DRAWN_FROM, RESERVED_FROM};
use crate::ids::{Budget, Coupon, Member};
use crate::order::{OrderRefused, State};
use crate::rows::Order;
use crate::settlement::CouponPart;
use kernel::{Id, Timestamp};
use store::{Arg, Fault, Listed, Outcome, Reader, Tx};
use web::Lang;

/// The kind of the job that is due whenever such an order was settled, given back of, or given up; its subject is the order's
/// id. Of a settled one it is due when the time for complaints is over, though the buyer has accepted before.
pub const BROUGHT_ORDER: &str = "market.brought_order";

/// An order that is being placed.
#[derive(Debug, Clone)]
pub struct Ordered {
    pub order: Id<Order>,
    pub buyer: Id<Member>,
    /// Members who get a part of its price: it is their goods that are sold.
    pub sellers: Vec<Id<Member>>,
    pub total_minor: i64,
    pub now: Timestamp,
}

/// What it gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    pub referred_by: Option<Id<Member>>,
    pub coupon: Option<(Id<Coupon>, CouponPart)>,
}

/// Asked inside the operation, once its goods are taken and it is known what they cost.
pub type Bring<'a> = &'a dyn Fn(&mut Tx, &Ordered) -> Outcome<Brought, OrderRefused>;

/// What a buyer sent along with an order, or has chosen so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckoutAsked {
    /// The code of whoever brought the buyer.
    pub via: Option<String>,
    pub coupon: Option<String>,
}

/// What a buyer is shown before ordering.
#[derive(Debug, Clone, Default, serde::Serialize, utoipa::ToSchema)]
pub struct CheckoutShown {
    pub via: Option<ViaShown>,
    /// Those of the buyer that can pay of this order.
    pub coupons: Vec<CouponShown>,
    /// The one that is chosen.
    pub coupon: Option<String>,
    /// What it pays.
    pub coupon_minor: i64,
}

/// Who brought the buyer, and what they can get for it.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ViaShown {
    pub code: String,
    pub name: String,
    pub reward_minor: i64,
    /// Of the box that leaves it out when it is not ticked.
    #[serde(skip)]
    pub label: String,
    #[serde(skip)]
    pub note: String,
}

#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct CouponShown {
    pub id: String,
    pub minor: i64,
    #[serde(skip)]
    pub label: String,
}

/// The feature above that knows of it.
pub trait AtCheckout: Send + Sync {
    /// The code that this browser came with, from its own cookie.
    fn via(&self, community: i64, headers: &axum::http::HeaderMap) -> Option<String>;

    /// # Errors
    /// Of the database only.
    fn shown(
        &self,
        reader: &mut Reader,
        community: i64,
        ordered: &Ordered,
        asked: &CheckoutAsked,
        lang: Lang,
    ) -> Result<CheckoutShown, Fault>;

    /// # Errors
    /// `CouponUnusable`. A code that brings nobody is no error: the order is placed without.
    fn bring(&self, tx: &mut Tx, ordered: &Ordered, asked: &CheckoutAsked) -> Outcome<Brought, OrderRefused>;
}

/// What a feature above asks of such an order later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BroughtOrder {
    pub buyer: Id<Member>,
    pub referred_by: Option<Id<Member>>,
    pub coupon: Option<Id<Coupon>>,
    pub coupon_budget: Option<Id<Budget>>,
    pub stands: BroughtStands,
    /// What the buyer's own money paid of the goods, less what was given back of it.
    pub kept_minor: i64,
    pub settled_entry: Option<i64>,
    /// When the time for complaints is over, once the goods are handed over.
    pub complaints_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BroughtStands {
    /// On its way.
    Open,
    Settled,
    /// Cancelled or expired: what it paid went back whole.
    GivenUp,
}

/// # Errors
/// Of the database only.
pub fn brought_order(tx: &mut Tx, id: Id<Order>) -> Result<Option<BroughtOrder>, Fault> {
    let order = tx.find::<Order>((tx.community(), id))?;
    Ok(order.as_ref().map(BroughtOrder::of))
}

/// # Errors
/// Of the database only.
pub fn read_brought_order(
    reader: &mut Reader,
    community: i64,
    id: Id<Order>,
) -> Result<Option<BroughtOrder>, Fault> {
    let order = reader.find::<Order>(&(community, id))?;
    Ok(order.as_ref().map(BroughtOrder::of))
}

impl BroughtOrder {
    fn of(order: &Order) -> BroughtOrder {
        BroughtOrder {
            buyer: order.buyer,
            referred_by: order.referred_by,
            coupon: order.coupon_id,
            coupon_budget: order.coupon_budget,
            stands: match order.state {
                State::Settled => BroughtStands::Settled,
                State::Cancelled | State::Expired => BroughtStands::GivenUp,
                _ => BroughtStands::Open,
            },
            kept_minor: order.due_minor() - order.due_back_minor(),
            settled_entry: order.settled_entry,
            complaints_until: order.accept_due_us,
        }
    }
}

/// Who can read: a snapshot, or the running operation.
pub trait Asks {
    /// # Errors
    /// Of the database only.
    fn listed<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault>;
}

impl Asks for Reader {
    fn listed<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

impl Asks for Tx {
    fn listed<L: Listed>(&mut self, sql: &str, args: &[&dyn Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

/// What orders have taken out of a budget and not given back, in minor units.
///
/// # Errors
/// Of the database only.
pub fn drawn_from(source: &mut impl Asks, community: i64, budget: Id<Budget>) -> Result<i64, Fault> {
    sum(source.listed(DRAWN_FROM, &[&community, &budget])?)
}

/// What orders that are not paid yet are going to take out of a budget.
///
/// # Errors
/// Of the database only.
pub fn reserved_from(source: &mut impl Asks, community: i64, budget: Id<Budget>) -> Result<i64, Fault> {
    sum(source.listed(RESERVED_FROM, &[&community, &budget])?)
}

fn sum(rows: Vec<(i64,)>) -> Result<i64, Fault> {
    Ok(rows.first().map_or(0, |row| row.0))
}
