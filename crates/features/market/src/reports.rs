//! Where the money of an order went: every part of the price to its receiver.
//!
//! Not a rule: it reads.

use crate::books::fault;
use crate::market_store::{REFUNDED_OF_PARTS, REFUNDS};
use crate::order::State;
use crate::rows::{OfferSplit, Order, OrderLine, Refund};
use crate::split::Party;
use crate::whose;
use kernel::Id;
use store::{Fault, Reader};

/// One receiver's part of an order, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartOfOrder {
    pub to: Party,
    /// By the splits the lines were bought under.
    pub part_minor: i64,
    pub refunded_minor: i64,
    /// Booked to the receiver at settlement; before it, nothing.
    pub settled_minor: i64,
}

impl PartOfOrder {
    pub fn left_minor(&self) -> i64 {
        self.part_minor - self.refunded_minor
    }
}

/// The whole way of an order's money, with the entries that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhereItWent {
    pub total_minor: i64,
    pub refunded_minor: i64,
    /// In the order of parties; they sum to the total.
    pub parts: Vec<PartOfOrder>,
    pub paid_entry: Option<i64>,
    pub settled_entry: Option<i64>,
    pub refunds: Vec<(Id<Refund>, Option<i64>, i64)>,
}

/// None when there is no such order.
///
/// # Errors
/// Of the database only.
pub fn where_it_went(
    reader: &mut Reader,
    community: i64,
    id: Id<Order>,
) -> Result<Option<WhereItWent>, Fault> {
    let Some(order) = reader.find::<Order>(&(community, id))? else { return Ok(None) };
    let mut parts: Vec<PartOfOrder> = Vec::new();
    for (_, to, minor) in parts_of_order(reader, &order)? {
        let part = part_of(&mut parts, to);
        part.part_minor += minor;
    }
    let taken: Vec<(i64, String, i64, i64)> = reader.rows(REFUNDED_OF_PARTS, &[&community, &id])?;
    for (_, party, all, after_settlement) in taken {
        let to = Party::parse(&party).ok_or_else(|| fault(format!("{id}: {party} is nobody")))?;
        let part = part_of(&mut parts, to);
        part.refunded_minor += all;
        part.settled_minor -= all - after_settlement;
    }
    for part in &mut parts {
        let until_settlement = part.part_minor + part.settled_minor;
        part.settled_minor = if order.state == State::Settled { until_settlement } else { 0 };
    }
    parts.sort_unstable_by_key(|part| part.to);
    Ok(Some(WhereItWent {
        total_minor: order.total_minor,
        refunded_minor: order.refunded_minor,
        parts,
        paid_entry: order.paid_entry,
        settled_entry: order.settled_entry,
        refunds: reader.rows(REFUNDS, &[&community, &id])?,
    }))
}

fn part_of(parts: &mut Vec<PartOfOrder>, to: Party) -> &mut PartOfOrder {
    let at = parts.iter().position(|part| part.to == to).unwrap_or_else(|| {
        parts.push(PartOfOrder { to, part_minor: 0, refunded_minor: 0, settled_minor: 0 });
        parts.len() - 1
    });
    &mut parts[at]
}

/// Line, receiver and what it gets of the line, before any refund.
pub(crate) fn parts_of_order(reader: &mut Reader, order: &Order) -> Result<Vec<(i64, Party, i64)>, Fault> {
    let mut all = Vec::new();
    for number in 1..=order.line_count {
        let line = reader.find::<OrderLine>(&(order.community_id, order.id, number))?;
        let line = line.ok_or_else(|| fault(format!("{}: line {number} is missing", order.id)))?;
        let parts = whose::parts(&line, reader.find::<OfferSplit>(&whose::split_of(&line))?)?;
        all.extend(parts.into_iter().map(|part| (number, part.to, part.minor)));
    }
    Ok(all)
}
