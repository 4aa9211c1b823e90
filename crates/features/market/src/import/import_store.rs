//! What an import remembers, so that nothing is taken in twice.

use crate::ids::Member;
use crate::rows::{Offer, Order};
use kernel::{Id, Quantity, Timestamp};
use store::row;

row! {
    /// Which parts of the running import are taken in: a part may follow only when all before it did, because a
    /// cancellation must find its purchases. A newer run's row turns an older run away.
    pub struct ImportRun in "import_run" {
        key community_id: i64;
        run: i64,
        turn: i64,
    }
}

row! {
    /// An item of the other shop and the offer it became.
    pub struct ImportItem in "import_item" {
        key community_id: i64, format: String, item: String;
        offer_id: Id<Offer>,
        /// Of the sale that last gave it its title and price, when a run has ended.
        latest_at_us: Timestamp,
    }
}

row! {
    /// A customer of the other shop and the member who stands for them.
    pub struct ImportCustomer in "import_customer" {
        key community_id: i64, format: String, customer: String;
        member: Id<Member>,
    }
}

row! {
    /// An invoice and its lines so far: a line's identity is format, invoice and its ordinal there.
    pub struct ImportInvoice in "import_invoice" {
        key community_id: i64, format: String, invoice: String;
        /// Eight hexadecimal digits a line, in order: what each of them said.
        prints: String,
        latest_at_us: Option<Timestamp>,
        /// Of the first part that sold something.
        order_id: Option<Id<Order>>,
    }
}

row! {
    /// How far a cancellation line went, so that importing it again says the same.
    pub struct ImportCancellation in "import_cancellation" {
        key community_id: i64, format: String, invoice: String, ordinal: i64;
        refunded_minor: i64,
        uncovered_milli: Quantity,
    }
}

/// What a buyer has bought up to an instant and not given back, latest first: the orders of one buyer by their
/// index, the lines of each by their key. A cross join, because SQLite keeps its order and would otherwise begin
/// with all lines of the community.
pub(super) const PURCHASES_LEFT: &str =
    "SELECT l.order_id, l.number, l.offer_id, l.quantity_milli, l.returned_milli
    FROM customer_order o CROSS JOIN order_line l
    WHERE o.community_id = $1 AND o.buyer = $2 AND o.placed_at_us <= $3
        AND l.community_id = o.community_id AND l.order_id = o.id AND l.returned_milli < l.quantity_milli
    ORDER BY o.placed_at_us DESC, o.number DESC, l.number DESC";

/// Order, line, offer, quantity, of which given back.
pub(super) type PurchaseLeft = (Id<Order>, i64, Id<Offer>, Quantity, Quantity);
