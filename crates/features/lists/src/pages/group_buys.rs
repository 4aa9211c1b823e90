//! Group buys of what a list sells, and the parts that its people have in them.

use super::list_view::ItemView;
use super::scene::Scene;
use crate::parts::{PartOf, parts_standing};
use crate::whole::Whole;
use kernel::{Id, Money, Quantity};
use pools::commitment::CommitmentState;
use pools::ids::PoolId;
use pools::rows::{Commitment, GroupBuy};
use pools::{Asking, OpenBuy};
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;
use web::ui::{self, Tone};

/// A group buy of a thing that can be joined.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListGroupBuy)]
pub(crate) struct GroupBuyView {
    #[schema(value_type = String)]
    pub(crate) pool: PoolId,
    pub(crate) title: String,
    /// What it still needs, in words.
    pub(crate) needs: String,
    /// RFC 3339.
    closes_at: String,
    /// Whom the list has joined, and with how much.
    pub(crate) people: i64,
    #[schema(value_type = String)]
    units: Quantity,
    #[serde(skip)]
    pub(crate) amount: String,
    #[serde(skip)]
    pub(crate) closes: Html,
}

/// What somebody of a list has in a group buy.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListPart)]
pub(crate) struct PartView {
    pub(crate) name: String,
    #[schema(value_type = String)]
    pub(crate) part: Id<Commitment>,
    /// `made`, `claimed`, `paid_awaiting_formation`, `captured`, `refunded`, `lapsed`.
    #[schema(value_type = String)]
    state: CommitmentState,
    /// What they have by it; nothing of one that is over.
    #[schema(value_type = String)]
    units: Quantity,
    #[schema(value_type = String)]
    pub(crate) sum: Money,
    #[serde(skip)]
    pub(crate) amount: String,
}

impl PartView {
    pub(crate) fn tag(&self, s: &Scene) -> Html {
        let (text, tone) = match self.state {
            CommitmentState::Made => (s.t.order_unpaid(), Tone::Wait),
            CommitmentState::Claimed => (s.t.order_claimed(), Tone::Wait),
            CommitmentState::Held => (s.t.order_paid(), Tone::Done),
            CommitmentState::Captured => (s.t.part_formed(), Tone::Done),
            CommitmentState::Refunded => (s.t.part_given_back(), Tone::Act),
            CommitmentState::Lapsed => (s.t.order_expired(), Tone::Act),
        };
        ui::tag(text, tone)
    }
}

pub(crate) fn asking(s: &Scene) -> Asking {
    let (community, me, lang, currency, now) = (s.number, s.me, s.lang, s.currency, s.now);
    Asking { community, me, lang, currency, zone: s.zone.clone(), now }
}

pub(crate) fn part_views(reader: &mut Reader, s: &Scene, parts: &[PartOf]) -> Result<Vec<PartView>, Fault> {
    let mut views = Vec::with_capacity(parts.len());
    for PartOf { row, standing } in parts {
        let buy = reader.find::<GroupBuy>(&(s.number, standing.part.pool_id))?;
        let over = standing.has_milli == 0;
        let milli = if over { standing.part.units_milli } else { standing.has_milli };
        views.push(PartView {
            name: row.name.clone(),
            part: row.commitment_id,
            state: standing.part.state,
            units: Quantity::from_milli(standing.has_milli),
            sum: Money::new(if over { standing.part.due_minor } else { standing.minor }, s.currency),
            amount: buy
                .map_or_else(String::new, |buy| format!("{} {}", buy.goods, s.amount(milli, &buy.unit))),
        });
    }
    Ok(views)
}

/// Says beside each thing which group buys of it can be joined, and where one is opened.
pub(super) fn say_group_buys(
    reader: &mut Reader,
    s: &Scene,
    whole: &Whole,
    items: &mut [ItemView],
) -> Result<(), Fault> {
    let open = pools::open_buys(reader, &asking(s))?;
    let parts = parts_standing(reader, whole)?;
    for item in items.iter_mut().filter(|item| item.is_sold()) {
        let Some(goods) = item.goods.clone() else { continue };
        let of_it = |buy: &&OpenBuy| format!("{}.{}", buy.offer, buy.variant) == goods;
        item.group_buys = open.iter().filter(of_it).map(|buy| view(s, buy, &parts)).collect();
        let price =
            item.price.map_or_else(String::new, |price| format!("&price={}", price.plain(s.currency)));
        let title = web::query_escaped(&item.name);
        item.open_buy =
            format!("{}/pools/new?goods={}{price}&title={title}", s.base, web::query_escaped(&goods));
    }
    Ok(())
}

fn view(s: &Scene, buy: &OpenBuy, parts: &[PartOf]) -> GroupBuyView {
    let is_in = |part: &&PartOf| part.standing.part.pool_id == buy.pool && part.standing.has_milli > 0;
    let people: BTreeSet<&str> = parts.iter().filter(is_in).map(|part| part.row.name.as_str()).collect();
    let milli = parts.iter().filter(is_in).map(|part| part.standing.has_milli).sum();
    GroupBuyView {
        pool: buy.pool,
        title: buy.title.clone(),
        needs: buy.told.clone(),
        closes_at: buy.closes_at.to_string(),
        people: people.len() as i64,
        units: Quantity::from_milli(milli),
        amount: s.amount(milli, &buy.unit),
        closes: s.time(&buy.closes_at),
    }
}
