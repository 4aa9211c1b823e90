//! What was closed with less than was ordered by hand, and which orders still wait for more of it than came.
//!
//! Not a rule: it reads rows.

use crate::acting::fault;
use crate::purchase::{PurchaseState, RaisedBy};
use crate::rows::{Purchase, PurchaseLine};
use crate::supply_store::newest_purchases;
use kernel::Id;
use market::rows::Offer;
use market::{WaitingFor, waiting_for_goods};
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Among how many of the newest purchase orders a delivery that came short is looked for.
const LOOKED_AT: i64 = 60;

/// Goods of which less came than was ordered, and than orders still wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    pub purchase: Id<Purchase>,
    /// Of the purchase order.
    pub number: i64,
    /// In thousandths, as `received_milli`.
    pub ordered_milli: i64,
    pub received_milli: i64,
    /// The first ones first.
    pub waiting: Vec<WaitingFor>,
}

/// Of a line of a closed purchase order. None where all came, a pool ordered it (which gives back by its own rule), or no more is waited for
/// than came.
pub(crate) fn short_of(
    reader: &mut Reader,
    row: &Purchase,
    line: &PurchaseLine,
) -> Result<Option<Short>, Fault> {
    let (ordered_milli, received_milli) = (line.quantity_milli.milli, line.received_milli);
    let is_short = row.state == PurchaseState::Closed && received_milli < ordered_milli;
    if !is_short || row.raised_by != RaisedBy::Hand {
        return Ok(None);
    }
    let waiting = waiting_for_goods(reader, row.community_id, line.offer_id, line.variant)?;
    let wanted: i64 = waiting.iter().map(|(.., milli)| milli).sum();
    let (purchase, number) = (row.id, row.number);
    Ok((wanted > received_milli).then_some(Short {
        purchase,
        number,
        ordered_milli,
        received_milli,
        waiting,
    }))
}

/// By offer and variant: where the newest purchase order of them came short and nobody has decided yet on whom it falls.
///
/// # Errors
/// Of the database only.
pub fn shorts(reader: &mut Reader, community: i64) -> Result<BTreeMap<(Id<Offer>, i64), Short>, Fault> {
    let mut newest: BTreeMap<(Id<Offer>, i64), Option<Short>> = BTreeMap::new();
    for id in newest_purchases(reader, community, LOOKED_AT)? {
        let Some(row) = reader.find::<Purchase>(&(community, id))? else { continue };
        for number in 1..=row.line_count {
            let line = reader.find::<PurchaseLine>(&(community, id, number))?;
            let line = line.ok_or_else(|| fault(format!("{id}: line {number} is missing")))?;
            let goods = (line.offer_id, line.variant);
            let never_came = matches!(row.state, PurchaseState::Declined | PurchaseState::Cancelled);
            if !never_came && !newest.contains_key(&goods) {
                let short = short_of(reader, &row, &line)?;
                newest.insert(goods, short);
            }
        }
    }
    Ok(newest.into_iter().filter_map(|(goods, short)| Some((goods, short?))).collect())
}
