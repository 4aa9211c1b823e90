//! A buyer without an account has one now: whose a pick-up is follows whose its order is.

use crate::rows::Pickup;
use kernel::Id;
use market::rows::Order;
use store::{Fault, Tx};

/// After the market has handed the orders over. Place, code and consent stay.
///
/// # Errors
/// Of the database only.
pub fn hand_over(tx: &mut Tx, orders: &[Id<Order>]) -> Result<(), Fault> {
    let community = tx.community();
    for id in orders {
        let Some(order) = tx.find::<Order>((community, *id))? else { continue };
        // Looked at first: what is locked has to be saved.
        if tx.find::<Pickup>((community, *id))?.is_none_or(|pickup| pickup.buyer == order.buyer) {
            continue;
        }
        if let Some(mut pickup) = tx.lock::<Pickup>((community, *id))? {
            pickup.buyer = order.buyer;
            tx.save(&pickup)?;
        }
    }
    Ok(())
}
