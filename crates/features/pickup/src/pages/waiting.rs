//! What waits at a point, row by row, as minders see it.

use super::scene::{Names, Scene};
use crate::collecting::PickupState;
use crate::lists::ToPack;
use crate::packing::Left;
use crate::refused::PickupRefused;
use crate::rows::PickupPoint;
use kernel::{Id, Quantity, Timestamp};
use market::rows::Order;
use serde::Serialize;
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
            starts_at: one.pickup.starts_at_us.to_string(),
            state: one.pickup.state,
            neighbour: one.pickup.neighbour.clone(),
            lines: lines_of(s, one),
            slot: s.slot_words(&one.pickup),
            ends_at: one.pickup.ends_at_us,
        })
    }
}

impl WaitingView {
    /// From then on who does not come is late.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at <= now
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
