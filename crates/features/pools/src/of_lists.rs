//! What the feature of pasted lists asks: where the parts stand that it took for people without an account, and which group buys are open.
//!
//! Not a rule: it reads rows.

use crate::commitment::CommitmentState;
use crate::ids::{Member, PoolId};
use crate::pages::open_group_buys;
use crate::pools_store::read_of_member;
use crate::rows::{Commitment, GroupBuyPart};
use kernel::{Currency, Id, Price, Quantity, Timestamp, Zone};
use ledger::Source;
use market::order::State;
use market::rows::{Offer, Order};
use store::{Fault, Reader};
use web::Lang;

/// A part in a group buy, and what its member has of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PartStanding {
    pub part: Commitment,
    /// What it became.
    pub order: Option<Id<Order>>,
    /// Of its thousandths, what its place is kept for, or its order has; 0 for one that is over, and whose order was called off.
    pub has_milli: i64,
    /// What its member pays for that, as far as it is known.
    pub minor: i64,
}

impl PartStanding {
    /// Its money is here, or went into what it became.
    pub fn is_paid(&self) -> bool {
        matches!(self.part.state, CommitmentState::Held | CommitmentState::Captured) && self.has_milli > 0
    }
}

/// None for what is no part.
///
/// # Errors
/// Of the database only.
pub fn part_standing(
    source: &mut impl Source,
    community: i64,
    id: Id<Commitment>,
) -> Result<Option<PartStanding>, Fault> {
    let Some(part) = source.find::<Commitment>((community, id))? else { return Ok(None) };
    let bought = source.find::<GroupBuyPart>((community, id))?;
    let refused = bought.as_ref().map_or(0, |bought| bought.refused_milli);
    let order = match bought.and_then(|bought| bought.order_id) {
        Some(order) => source.find::<Order>((community, order))?,
        None => None,
    };
    let stands = |order: &Order| !matches!(order.state, State::Cancelled | State::Expired);
    let (has_milli, minor) = match (part.state, &order) {
        (CommitmentState::Lapsed | CommitmentState::Refunded, _) => (0, 0),
        (CommitmentState::Captured, Some(order)) if stands(order) => {
            (part.units_milli - refused, order.due_minor() - order.due_back_minor())
        }
        (CommitmentState::Captured, _) => (0, 0),
        _ => (part.units_milli, part.due_minor),
    };
    Ok(Some(PartStanding { order: order.map(|order| order.id), part, has_milli, minor }))
}

/// Whether anything of somebody's parts is still under way: a place, or money that waits for its pool.
///
/// # Errors
/// Of the database only.
pub fn has_open_parts(source: &mut impl Source, community: i64, member: Id<Member>) -> Result<bool, Fault> {
    for id in read_of_member(source, community, member)? {
        let part = source.find::<Commitment>((community, id))?;
        if part.is_some_and(|part| part.state.is_unpaid() || part.state == CommitmentState::Held) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// In which words, and when.
#[derive(Debug, Clone)]
pub struct Asking {
    pub community: i64,
    pub me: Id<Member>,
    pub lang: Lang,
    pub currency: Currency,
    pub zone: Zone,
    pub now: Timestamp,
}

/// A group buy that can be joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenBuy {
    pub pool: PoolId,
    pub offer: Id<Offer>,
    pub variant: i64,
    pub title: String,
    pub goods: String,
    pub unit: String,
    /// What it still needs: `8 jin still needed`.
    pub told: String,
    /// The first instant at which nobody joins any more.
    pub closes_at: Timestamp,
    /// Of a unit, on joining.
    pub price: Price,
    pub step: Quantity,
    /// How much there is still room for; None: without an end.
    pub room: Option<Quantity>,
    pub each_most: Option<Quantity>,
}

/// Those that can be joined now, the first to close on top.
///
/// # Errors
/// Of the database only.
pub fn open_buys(reader: &mut Reader, asking: &Asking) -> Result<Vec<OpenBuy>, Fault> {
    open_group_buys(reader, asking)
}
