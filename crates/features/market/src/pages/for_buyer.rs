//! On whose pages is said what a buyer without an account has said.

use super::scene::Scene;
use crate::ops::speaks_for_buyers;
use crate::rows::Order;
use store::{Fault, Reader};

/// Whether whoever looks may complain and answer in the buyer's name; the operation decides again.
pub(crate) fn speaks_for(reader: &mut Reader, s: &Scene, order: &Order) -> Result<bool, Fault> {
    if !speaks_for_buyers(s.powers) {
        return Ok(false);
    }
    let buyer = reader.find::<community::Member>(&(order.community_id, order.buyer))?;
    Ok(buyer.is_some_and(|buyer| buyer.is_placeholder()))
}
