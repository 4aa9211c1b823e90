//! From what the books name as a cause back to the order that people know.
//!
//! Not a rule: it reads rows.

use crate::rows::{Order, Payment, Refund};
use kernel::Id;
use store::{Fault, Reader};

/// The order that a cause belongs to: the order itself, a payment of it, a refund of it. None for other causes.
///
/// # Errors
/// Of the database only.
pub fn order_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Id<Order>>, Fault> {
    Ok(match kind {
        "order" => Id::parse(id).ok(),
        "payment" => match Id::parse(id) {
            Ok(id) => reader.find::<Payment>(&(community, id))?.map(|payment| payment.order_id),
            Err(_) => None,
        },
        "refund" => match Id::parse(id) {
            Ok(id) => reader.find::<Refund>(&(community, id))?.map(|refund| refund.order_id),
            Err(_) => None,
        },
        _ => None,
    })
}
