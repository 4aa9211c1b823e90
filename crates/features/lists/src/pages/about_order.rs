//! What an order's page says of the list that it came from: to its buyer and to those who work on orders.

use crate::place::Place;
use crate::rows::ListOrder;
use crate::t;
use kernel::Id;
use market::rows::Order;
use market::{AboutOrder, OrderNote};
use store::{Fault, Reader};
use web::Lang;

/// For the market, which shows it.
#[derive(Debug)]
pub struct AboutListOrder;

impl AboutOrder for AboutListOrder {
    fn note(
        &self,
        reader: &mut Reader,
        community: i64,
        order: Id<Order>,
        lang: Lang,
    ) -> Result<Option<OrderNote>, Fault> {
        let Some(made) = reader.find::<ListOrder>(&(community, order))? else { return Ok(None) };
        let by = reader.find::<community::Member>(&(community, made.placed_by))?;
        let by = by.map_or_else(String::new, |by| by.display_name);
        Ok(Some(OrderNote { title: t(lang).from_list(), words: made.words, note: t(lang).entered_by(by) }))
    }

    fn lives(&self, reader: &mut Reader, community: i64, order: Id<Order>) -> Result<Option<String>, Fault> {
        let Some(made) = reader.find::<ListOrder>(&(community, order))? else { return Ok(None) };
        let place = Place::told(&made.name).with(&Place::told(&made.words));
        Ok((!place.is_empty()).then(|| place.said()))
    }
}
