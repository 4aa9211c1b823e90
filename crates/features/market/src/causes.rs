//! From what the books name as a cause back to the order that people know.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::order::State;
use crate::pages::{refund_lines, refunds_of};
use crate::rows::{Offer, OfferSplit, Order, OrderEvent, OrderLine, OrderStep, Payment, Refund, RefundPart};
use crate::settlement::by_party;
use crate::split::{Part, Party};
use crate::whose;
use kernel::{Id, Quantity, Timestamp};
use ledger::{AccountKey, Full, JournalFilter, Purpose};
use store::{Fault, Reader};
use web::ids::PoolId;
use web::{Power, Powers};

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

/// Whether somebody may open an order's page: its buyer, and who works on orders.
///
/// # Errors
/// Of the database only.
pub fn sees_order(
    reader: &mut Reader,
    community: i64,
    id: Id<Order>,
    member: Option<Id<Member>>,
    powers: Powers,
) -> Result<bool, Fault> {
    let Some(member) = member else { return Ok(false) };
    let row = reader.find::<Order>(&(community, id))?;
    Ok(row.is_some_and(|row| row.buyer == member || works_on_orders(powers)))
}

/// Sees orders that are not the own ones.
pub(crate) fn works_on_orders(powers: Powers) -> bool {
    let works = [Power::FulfilOrders, Power::ConfirmPayments, Power::Refund, Power::Settle];
    works.into_iter().any(|power| powers.has(power))
}

/// What of an order a receiver has a part of: enough for their statement, and nothing of who bought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldOf {
    /// The order's, within the community.
    pub number: i64,
    /// When the goods were handed over; when they were ordered, where they were not.
    pub sold_at: Timestamp,
    /// The pool that it came from.
    pub pool: Option<PoolId>,
    /// Title, quantity that was ordered, unit: what was given back later is told by its own refund.
    pub goods: Vec<(String, Quantity, String)>,
    /// What was given back before the sale was settled: its part was never the receiver's, and is not in what the sale brought.
    pub netted: Vec<GivenBack>,
    /// What each party got of these goods when the sale was settled, the receiver among them: together it is their price, less what was given
    /// back before. In the order of parties.
    pub shares: Vec<Part>,
}

/// What of a receiver's goods a refund gave back, and their part of its money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenBack {
    pub title: String,
    /// None: a sum, without goods.
    pub quantity: Option<Quantity>,
    pub unit: String,
    pub part_minor: i64,
}

/// The lines of an order that a member has a part of, by the split that each was bought under.
///
/// # Errors
/// Of the database, or where a split cannot be read.
pub fn sold_of(
    reader: &mut Reader,
    community: i64,
    id: Id<Order>,
    receiver: Id<Member>,
) -> Result<Option<SoldOf>, Fault> {
    let Some(order) = reader.find::<Order>(&(community, id))? else { return Ok(None) };
    let mut sold_at = order.placed_at_us;
    for number in 1..=order.event_count {
        let event = reader.find::<OrderEvent>(&(community, id, number))?;
        if let Some(event) = event.filter(|event| event.step == OrderStep::Fulfilled) {
            sold_at = event.at_us;
        }
    }
    let (mut goods, mut shares) = (Vec::new(), Vec::new());
    for number in 1..=order.line_count {
        let Some(line) = reader.find::<OrderLine>(&(community, id, number))? else { continue };
        let split = reader.find::<OfferSplit>(&whose::split_of(&line))?;
        let parts = whose::parts(&line, split)?;
        if parts.iter().any(|part| part.to == Party::Member(receiver)) {
            goods.push((line.title, line.quantity_milli, line.unit));
            shares.extend(parts);
        }
    }
    let mut netted = Vec::new();
    for refund in refunds_of(reader, community, id)? {
        let row = reader.find::<Refund>(&(community, refund))?;
        if let Some(row) = row.filter(|row| !row.after_settlement) {
            netted.extend(given_back(reader, &row, receiver)?);
            let back = shares_given_back(reader, &row, receiver)?;
            shares.extend(back.into_iter().map(|part| Part { minor: -part.minor, ..part }));
        }
    }
    let mut shares = by_party(shares);
    // All of somebody's part may have been given back.
    shares.retain(|part| part.minor != 0);
    Ok(Some(SoldOf { number: order.number, sold_at, pool: order.pool_id, goods, netted, shares }))
}

/// What each party gave back of the goods that a member has a part of, in the order of parties. Nothing for what is no refund.
///
/// # Errors
/// As `sold_of`.
pub fn shares_given_back_by(
    reader: &mut Reader,
    community: i64,
    refund: &str,
    receiver: Id<Member>,
) -> Result<Vec<Part>, Fault> {
    let Ok(id) = Id::<Refund>::parse(refund) else { return Ok(Vec::new()) };
    let Some(row) = reader.find::<Refund>(&(community, id))? else { return Ok(Vec::new()) };
    shares_given_back(reader, &row, receiver)
}

fn shares_given_back(reader: &mut Reader, refund: &Refund, receiver: Id<Member>) -> Result<Vec<Part>, Fault> {
    let community = refund.community_id;
    let mut shares = Vec::new();
    for (number, ..) in refund_lines(reader, community, refund.id)? {
        let Some(line) = reader.find::<OrderLine>(&(community, refund.order_id, number))? else { continue };
        let split = reader.find::<OfferSplit>(&whose::split_of(&line))?;
        let parties = whose::parts(&line, split)?;
        if parties.iter().all(|part| part.to != Party::Member(receiver)) {
            continue;
        }
        for Part { to, .. } in parties {
            let given = reader.find::<RefundPart>(&(community, refund.id, number, to.to_string()))?;
            shares.extend(given.map(|given| Part { to, minor: given.amount_minor }));
        }
    }
    Ok(by_party(shares))
}

/// What a refund gave back of the goods that a member has a part of, and when. None for what is no refund.
///
/// # Errors
/// Of the database only.
pub fn given_back_by(
    reader: &mut Reader,
    community: i64,
    refund: &str,
    receiver: Id<Member>,
) -> Result<Option<(Timestamp, Vec<GivenBack>)>, Fault> {
    let Ok(id) = Id::<Refund>::parse(refund) else { return Ok(None) };
    let Some(row) = reader.find::<Refund>(&(community, id))? else { return Ok(None) };
    Ok(Some((row.at_us, given_back(reader, &row, receiver)?)))
}

fn given_back(reader: &mut Reader, refund: &Refund, receiver: Id<Member>) -> Result<Vec<GivenBack>, Fault> {
    let (community, party) = (refund.community_id, Party::Member(receiver).to_string());
    let mut given = Vec::new();
    for (number, milli, _) in refund_lines(reader, community, refund.id)? {
        let part = reader.find::<RefundPart>(&(community, refund.id, number, party.clone()))?;
        let line = reader.find::<OrderLine>(&(community, refund.order_id, number))?;
        if let (Some(part), Some(line)) = (part, line) {
            let (quantity, part_minor) = (milli.map(Quantity::from_milli), part.amount_minor);
            given.push(GivenBack { title: line.title, quantity, unit: line.unit, part_minor });
        }
    }
    Ok(given)
}

/// A settled order that a member had a part of.
#[derive(Debug, Clone, PartialEq)]
pub struct SettledSale {
    /// The order's, within the community.
    pub number: i64,
    /// That it was settled with.
    pub entry: Full,
    /// The member's part, what was kept of it for their debt among it, less what they gave back since; minor units.
    pub own_minor: i64,
}

/// The last settled orders that a member had a part of, the newest first, and whether there are more: those that `settled_by` counts.
///
/// # Errors
/// Of the database only.
pub fn settled_of_receiver(
    reader: &mut Reader,
    community: i64,
    receiver: Id<Member>,
    limit: i64,
) -> Result<(Vec<SettledSale>, bool), Fault> {
    let owner = Some(receiver.to_string());
    let filter = JournalFilter { kind: Some("settlement".to_owned()), owner, ..JournalFilter::default() };
    let page = ledger::journal(reader, community, &filter, None, limit)?;
    let mut sales = Vec::new();
    for entry in page.entries {
        let Ok(id) = Id::<Order>::parse(&entry.head.entry.cause_id) else { continue };
        let order = reader.find::<Order>(&(community, id))?;
        let Some(order) = order.filter(|order| order.state == State::Settled) else { continue };
        let of_receiver = |key: &AccountKey| {
            key.owner() == Some(receiver.as_str())
                && matches!(key.purpose(), Purpose::Payable | Purpose::Receivable)
        };
        let own = entry.postings.iter().filter(|(key, _)| of_receiver(key));
        let mut own_minor: i64 = own.map(|(_, debit)| -debit).sum();
        let refunds = if order.refunded_minor > 0 { refunds_of(reader, community, id)? } else { Vec::new() };
        for refund in refunds {
            let row = reader.find::<Refund>(&(community, refund))?;
            if let Some(row) = row.filter(|row| row.after_settlement) {
                let back = given_back(reader, &row, receiver)?;
                own_minor -= back.iter().map(|part| part.part_minor).sum::<i64>();
            }
        }
        sales.push(SettledSale { number: order.number, entry, own_minor });
    }
    Ok((sales, page.next.is_some()))
}

/// A version of an offer's split that an order was divided by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitBehind {
    pub offer: Id<Offer>,
    /// As the goods were called when they were bought.
    pub title: String,
    pub version: i64,
    /// The id of the proposal that decided it, where one did.
    pub decision: Option<String>,
    pub since: Timestamp,
}

/// The splits that the lines of an order were bought under, each once, in the order of the lines.
///
/// # Errors
/// Of the database only.
pub fn splits_behind(reader: &mut Reader, community: i64, id: Id<Order>) -> Result<Vec<SplitBehind>, Fault> {
    let Some(order) = reader.find::<Order>(&(community, id))? else { return Ok(Vec::new()) };
    let mut behind: Vec<SplitBehind> = Vec::new();
    for number in 1..=order.line_count {
        let Some(line) = reader.find::<OrderLine>(&(community, id, number))? else { continue };
        let same = |known: &SplitBehind| (known.offer, known.version) == (line.offer_id, line.split_version);
        if behind.iter().any(same) {
            continue;
        }
        let Some(split) = reader.find::<OfferSplit>(&whose::split_of(&line))? else { continue };
        behind.push(SplitBehind {
            offer: line.offer_id,
            title: line.title,
            version: line.split_version,
            decision: split.decision,
            since: split.made_at_us,
        });
    }
    Ok(behind)
}
