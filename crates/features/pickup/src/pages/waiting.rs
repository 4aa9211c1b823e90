//! What waits at a point, row by row, as minders see it.

use super::scene::{Names, Scene};
use crate::collecting::PickupState;
use crate::lists::ToPack;
use crate::packing::Left;
use crate::refused::PickupRefused;
use crate::rows::PickupPoint;
use kernel::{Id, Quantity, Timestamp};
use market::AboutOrder;
use market::rows::Order;
use serde::Serialize;
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// One order that waits.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WaitingView {
    #[schema(value_type = String)]
    pub order: Id<Order>,
    pub number: i64,
    pub code: i64,
    pub name: String,
    /// Where the buyer lives, as far as the order tells it; null also where nobody asked.
    pub lives: Option<String>,
    pub starts_at: String,
    #[schema(value_type = String)]
    pub state: PickupState,
    /// To whom the buyer lets it be given.
    pub neighbour: Option<String>,
    pub lines: Vec<LeftView>,
    #[serde(skip)]
    pub slot: String,
    #[serde(skip)]
    pub ends_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LeftView {
    pub title: String,
    pub unit: String,
    #[schema(value_type = String)]
    pub quantity: Quantity,
    #[serde(skip)]
    pub amount: String,
}

impl WaitingView {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        one: &ToPack,
    ) -> Result<WaitingView, Fault> {
        Ok(WaitingView {
            order: one.order.id,
            number: one.order.number,
            code: one.pickup.code,
            name: names.of(reader, s, one.order.buyer)?,
            lives: None,
            starts_at: one.pickup.starts_at_us.to_string(),
            state: one.pickup.state,
            neighbour: one.pickup.neighbour.clone(),
            lines: lines_of(s, one),
            slot: s.slot_words(&one.pickup),
            ends_at: one.pickup.ends_at_us,
        })
    }
}

/// Who knows where buyers live.
#[derive(Clone)]
pub(crate) struct Homes(pub(crate) Vec<Arc<dyn AboutOrder>>);

impl Homes {
    /// Where the name does not say it already.
    pub(crate) fn tell(
        &self,
        reader: &mut Reader,
        community: i64,
        views: &mut [WaitingView],
    ) -> Result<(), Fault> {
        for one in views {
            for about in &self.0 {
                let found = about.lives(reader, community, one.order)?;
                one.lives = found.filter(|place| !one.name.contains(place.as_str())).or(one.lives.take());
            }
        }
        Ok(())
    }
}

impl WaitingView {
    /// From then on who does not come is late.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }

    /// By name or place; `wanted` is folded.
    pub(crate) fn is_called(&self, wanted: &str) -> bool {
        let has = |words: &str| web::text::folded(words).contains(wanted);
        has(&self.name) || self.lives.as_deref().is_some_and(has)
    }

    /// All of it in a line: `Rice 2 kg, Eggs 1 box`.
    pub(crate) fn goods(&self, comma: &str) -> String {
        goods_of(&self.lines, comma)
    }
}

pub(crate) fn lines_of(s: &Scene, one: &ToPack) -> Vec<LeftView> {
    let line = |left: &Left| LeftView {
        title: left.title.clone(),
        unit: left.unit.clone(),
        quantity: Quantity::from_milli(left.milli),
        amount: s.amount(left.milli, &left.unit),
    };
    one.left.iter().map(line).collect()
}

pub(crate) fn goods_of(lines: &[LeftView], comma: &str) -> String {
    let line = |line: &LeftView| format!("{} {}", line.title, line.amount);
    lines.iter().map(line).collect::<Vec<_>>().join(comma)
}

/// The point, for whoever minds it.
pub(crate) fn minded(
    reader: &mut Reader,
    s: &Scene,
    point: Id<PickupPoint>,
) -> Result<Result<PickupPoint, PickupRefused>, Fault> {
    minded_when(reader, s, point, None)
}

/// For whoever minded it when something was said that is sent now.
pub(crate) fn minded_when(
    reader: &mut Reader,
    s: &Scene,
    point: Id<PickupPoint>,
    said: Option<Timestamp>,
) -> Result<Result<PickupPoint, PickupRefused>, Fault> {
    Ok(match reader.find::<PickupPoint>(&(s.number, point))? {
        Some(point) if s.handed_over(reader, &point, said)? => Ok(point),
        Some(_) => Err(PickupRefused::NotAllowed),
        None => Err(PickupRefused::NoSuchPoint),
    })
}
