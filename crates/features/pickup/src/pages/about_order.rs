//! What an order's page says of how it was handed over: to its buyer and to those who work on orders.

use super::scene::slot_words;
use crate::collecting::PickupState;
use crate::rows::{Pickup, PickupPoint};
use crate::t;
use kernel::Id;
use market::order::State;
use market::rows::Order;
use market::{AboutOrder, OrderAt, OrderFetched, OrderNote};
use store::{Fault, Reader};
use web::{Lang, Power};

/// For the market, which shows it.
#[derive(Debug)]
pub struct AboutPickup;

impl AboutOrder for AboutPickup {
    fn fetched(&self, reader: &mut Reader, at: &OrderAt) -> Result<Option<OrderFetched>, Fault> {
        let row = reader.find::<Pickup>(&(at.community, at.order))?;
        let Some(row) = row.filter(|row| row.state.is_waiting()) else { return Ok(None) };
        let order = reader.find::<Order>(&(at.community, at.order))?;
        let Some(order) = order.filter(|order| order.state == State::Paid || order.progress().is_unpaid())
        else {
            return Ok(None);
        };
        let point = reader.find::<PickupPoint>(&(at.community, row.point_id))?;
        let (place, address) = point.map(|point| (point.name, point.address)).unwrap_or_default();
        let when = slot_words((at.lang, &at.zone, at.now), &row);
        // Whoever has the code gets the goods: who only looks at the order's money is not told it.
        let is_told = at.me == Some(order.buyer) || at.powers.has(Power::FulfilOrders);
        let code = (is_told && order.state == State::Paid).then_some(row.code);
        Ok(Some(OrderFetched { place, address, when, code }))
    }

    fn note(
        &self,
        reader: &mut Reader,
        community: i64,
        order: Id<Order>,
        lang: Lang,
    ) -> Result<Option<OrderNote>, Fault> {
        let pickup = reader.find::<Pickup>(&(community, order))?;
        let Some(pickup) = pickup.filter(|pickup| pickup.state.is_gone()) else { return Ok(None) };
        let point = reader.find::<PickupPoint>(&(community, pickup.point_id))?;
        let point = point.map_or_else(String::new, |point| point.name);
        let by = match pickup.gone_by {
            Some(by) => reader.find::<community::Member>(&(community, by))?,
            None => None,
        };
        let by = by.map(|by| t(lang).handed_over_by(by.display_name));
        let title = match (pickup.state, pickup.handed_to) {
            (PickupState::Neighbour, Some(name)) => t(lang).neighbour_got(name),
            (PickupState::Neighbour, None) => t(lang).state_neighbour(),
            _ => t(lang).state_collected(),
        };
        let note: Vec<String> =
            [Some(point), by].into_iter().flatten().filter(|text| !text.is_empty()).collect();
        Ok(Some(OrderNote { title, words: String::new(), note: note.join(" · ") }))
    }
}
