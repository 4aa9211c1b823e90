//! Orders of a list that found no room where it is fetched: how many, and what to do.

use super::scene::Scene;
use crate::lists_store::without_place;
use crate::rows::OrderList;
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::Order;
use pickup::rows::PickupPoint;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ui;

/// Orders that are to be fetched at the list's point on its day, and have no slot there.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = ListNoPlace)]
pub(crate) struct NoPlaceView {
    orders: i64,
    /// Of these.
    paid: i64,
    /// `102 张订单在巷口小卖部 12月1日放不下`.
    #[serde(skip)]
    pub(crate) said: String,
    #[serde(skip)]
    pub(crate) to_do: String,
    /// Where the point's places are changed.
    #[serde(skip)]
    pub(crate) point: String,
    #[serde(skip)]
    ids: BTreeSet<Id<Order>>,
}

impl NoPlaceView {
    /// None of a list that does not say where, and where all have a slot.
    pub(crate) fn of(reader: &mut Reader, s: &Scene, list: &OrderList) -> Result<Option<NoPlaceView>, Fault> {
        let (Some(point), Some(day)) = (list.point_id, list.point_day) else { return Ok(None) };
        let without = without_place(reader, s.number, list.id)?;
        let row = reader.find::<PickupPoint>(&(s.number, point))?;
        let (Some(row), false) = (row, without.is_empty()) else { return Ok(None) };
        let slots = row.opening(&s.zone)?.on(day, &s.zone);
        let is_open = row.is_open && slots.iter().any(|slot| s.now < slot.ends_at);
        let day = ui::day_text(&Timestamp::start_of_day(day, &s.zone), &s.zone, s.lang, &s.now);
        let orders = without.len() as i64;
        let paid = without.iter().filter(|(_, state)| *state == State::Paid).count() as i64;
        Ok(Some(NoPlaceView {
            said: match is_open {
                true => s.t.no_place_full(orders, row.name, day, paid),
                false => s.t.no_place_closed(orders, row.name, day, paid),
            },
            to_do: if is_open { s.t.do_places() } else { s.t.do_other_day() },
            point: format!("{}/pickup/{point}", s.base),
            ids: without.into_iter().map(|(id, _)| id).collect(),
            orders,
            paid,
        }))
    }

    pub(crate) fn has(&self, order: Id<Order>) -> bool {
        self.ids.contains(&order)
    }
}
