//! Whose orders a claim code is for, before anything is claimed.

use super::scene::{called, called_in_full};
use crate::L10nLanguage;
use crate::ids::Member;
use crate::lists_store::{orders_of_buyer, parts_of_buyer};
use crate::rows::{ClaimCode, ListOrder, OrderList};
use crate::table::state_said;
use kernel::{Currency, Id, Money, Quantity, Timestamp, Zone};
use market::order::State;
use market::rows::{Order, OrderLine};
use pools::commitment::CommitmentState;
use pools::rows::{GroupBuy, Pool};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Lang, TokenHash, ui};

/// Of the buyer that a code is for: what whoever has the code has to know to say that it is theirs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClaimFound {
    /// As the list has it.
    pub(super) name: String,
    pub(super) orders: Vec<ClaimOrder>,
    /// In group buys.
    pub(super) parts: Vec<ClaimPart>,
    /// How many of them stand: neither called off nor expired.
    pub(super) standing: i64,
    /// Of those that stand.
    #[schema(value_type = String)]
    pub(super) sum: Money,
}

/// A part in a group buy, or what it became.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClaimPart {
    pub(super) title: String,
    #[schema(value_type = String)]
    state: CommitmentState,
    /// What is paid, or to be paid.
    #[schema(value_type = String)]
    pub(super) total: Money,
    #[serde(skip)]
    pub(super) amount: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClaimOrder {
    pub(super) number: i64,
    /// What the list is called.
    pub(super) list: String,
    /// All of the line that it is called by; null where that is what it is called.
    pub(super) list_in_full: Option<String>,
    #[schema(value_type = String)]
    state: State,
    /// What is paid, or to be paid.
    #[schema(value_type = String)]
    pub(super) total: Money,
    pub(super) goods: Vec<String>,
    #[serde(skip)]
    pub(super) placed: String,
    #[serde(skip)]
    pub(super) state_words: String,
}

/// None for a code that cannot be used, whatever is wrong with it.
pub(super) fn found(
    reader: &mut Reader,
    (community, currency): (i64, Currency),
    hash: &TokenHash,
    (t, lang, zone, now): (&'static L10nLanguage, Lang, &Zone, Timestamp),
) -> Result<Option<ClaimFound>, Fault> {
    let code = reader.find::<ClaimCode>(&(community, hash.0.to_vec()))?;
    let Some(code) = code.filter(|code| code.is_open(now)) else { return Ok(None) };
    let member = reader.find::<community::Member>(&(community, code.placeholder))?;
    let (mut orders, mut sum, mut standing): (Vec<ClaimOrder>, i64, i64) = (Vec::new(), 0, 0);
    for id in orders_of_buyer(reader, community, code.placeholder)? {
        let Some(order) = reader.find::<Order>(&(community, id))? else { continue };
        let list = match reader.find::<ListOrder>(&(community, id))? {
            Some(made) => reader.find::<OrderList>(&(community, made.list_id))?,
            None => None,
        };
        let minor = order.due_minor() - order.due_back_minor();
        if !matches!(order.state, State::Cancelled | State::Expired) {
            sum += minor;
            standing += 1;
        }
        orders.push(ClaimOrder {
            number: order.number,
            list_in_full: list.as_ref().and_then(called_in_full),
            list: list.map_or_else(String::new, |list| called(t, &list)),
            state: order.state,
            total: Money::new(minor, currency),
            goods: goods(reader, &order)?,
            placed: ui::day_text(&order.placed_at_us, zone, lang, &now),
            state_words: state_said(t, order.state),
        });
    }
    let sum = Money::new(sum, currency);
    let parts = parts(reader, (community, currency), code.placeholder)?;
    Ok(member.map(|member| ClaimFound { name: member.display_name, orders, parts, standing, sum }))
}

fn parts(
    reader: &mut Reader,
    (community, currency): (i64, Currency),
    buyer: Id<Member>,
) -> Result<Vec<ClaimPart>, Fault> {
    let mut parts = Vec::new();
    for id in parts_of_buyer(reader, community, buyer)? {
        let standing = pools::part_standing(reader, community, id)?;
        let Some(standing) = standing.filter(|one| one.has_milli > 0) else { continue };
        let pool = reader.find::<Pool>(&(community, standing.part.pool_id))?;
        let buy = reader.find::<GroupBuy>(&(community, standing.part.pool_id))?;
        let Some((pool, buy)) = pool.zip(buy) else { continue };
        let quantity = Quantity::from_milli(standing.has_milli);
        parts.push(ClaimPart {
            title: pool.title,
            state: standing.part.state,
            total: Money::new(standing.minor, currency),
            amount: format!("{} {quantity}\u{a0}{}", buy.goods, buy.unit),
        });
    }
    Ok(parts)
}

fn goods(reader: &mut Reader, order: &Order) -> Result<Vec<String>, Fault> {
    let mut goods = Vec::new();
    for number in 1..=order.line_count {
        let line = reader.find::<OrderLine>(&(order.community_id, order.id, number))?;
        let said = |line: OrderLine| {
            let quantity = Quantity::from_milli(line.quantity_milli.milli);
            format!("{} {quantity}\u{a0}{}", line.title, line.unit)
        };
        goods.extend(line.map(said));
    }
    Ok(goods)
}
