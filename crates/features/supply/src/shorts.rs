//! What was closed with less than was ordered by hand, and which orders still wait for more of it than is left of what came.
//!
//! Not a rule: it reads rows.

use crate::acting::fault;
use crate::purchase::{PurchaseState, RaisedBy};
use crate::rows::{Delivery, DeliveryLine, Purchase, PurchaseLine};
use crate::supply_store::{deliveries_of, newest_purchases};
use kernel::{Id, Timestamp};
use market::rows::Offer;
use market::{WaitingFor, waiting_for_goods, wanted_and_handed};
use std::collections::BTreeMap;
use store::{Fault, Reader};

/// Among how many of the newest purchase orders a delivery that came short is looked for.
const LOOKED_AT: i64 = 60;

/// Goods of which less came than was ordered, and less is left than orders still wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    pub purchase: Id<Purchase>,
    /// Of the purchase order.
    pub number: i64,
    /// In thousandths, as `received_milli`.
    pub ordered_milli: i64,
    pub received_milli: i64,
    /// What is left of it: less what was handed over since.
    pub left_milli: i64,
    /// What all orders that had been placed by the last count still wait for; more than is left.
    pub wanted_milli: i64,
    /// The first ones of these first; not more than a page names.
    pub waiting: Vec<WaitingFor>,
}

/// Of a line of a closed purchase order. None where all came, a pool ordered it (which gives back by its own rule), or no more is waited for
/// than is left of what came. Who ordered after the last count waits for another delivery.
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
    let (first, last) = counted(reader, row, line)?;
    let goods = (line.offer_id, line.variant);
    let (wanted_milli, handed_milli) = wanted_and_handed(reader, row.community_id, goods, (last, first))?;
    // More can have been handed over where some was there before.
    let left_milli = received_milli.saturating_sub(handed_milli).max(0);
    if wanted_milli <= left_milli {
        return Ok(None);
    }
    let waiting = waiting_for_goods(reader, row.community_id, goods, last)?;
    let (purchase, number) = (row.id, row.number);
    Ok(Some(Short { purchase, number, ordered_milli, received_milli, left_milli, wanted_milli, waiting }))
}

/// When some of a line was first counted, and when the purchase order was last; where nothing came, when it was closed.
fn counted(
    reader: &mut Reader,
    row: &Purchase,
    line: &PurchaseLine,
) -> Result<(Timestamp, Timestamp), Fault> {
    let closed_at = row.closed_at_us.unwrap_or(row.made_at_us);
    let (mut first, mut last) = (None, None);
    for id in deliveries_of(reader, row.community_id, row.id)? {
        let delivery = reader.find::<Delivery>(&(row.community_id, id))?;
        let at = delivery.ok_or_else(|| fault(format!("{id} is missing")))?.counted_at_us;
        last = last.max(Some(at));
        if first.is_none() && reader.find::<DeliveryLine>(&(row.community_id, id, line.number))?.is_some() {
            first = Some(at);
        }
    }
    let last = last.unwrap_or(closed_at);
    Ok((first.unwrap_or(last), last))
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
