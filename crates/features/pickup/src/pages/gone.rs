//! What has left a point, row by row: when, by whom and to whom, and whether that can still be taken back.

use super::order_pickup::state_tag;
use super::scene::{Names, Scene};
use super::waiting::{LeftView, goods_of, lines_of};
use crate::collecting::{self, PickupState};
use crate::ids::Member;
use crate::lists::ToPack;
use kernel::{Id, Timestamp};
use market::rows::Order;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;

/// One order that was handed over.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct GoneView {
    #[schema(value_type = String)]
    pub order: Id<Order>,
    pub number: i64,
    pub code: i64,
    pub name: String,
    #[schema(value_type = String)]
    state: PickupState,
    /// RFC 3339.
    gone_at: String,
    /// Who handed it over; null where that was recorded elsewhere.
    by: Option<String>,
    handed_to: Option<String>,
    pub lines: Vec<LeftView>,
    /// It can be taken back: by the reader, now.
    pub can_undo: bool,
    #[serde(skip)]
    pub at: Html,
    #[serde(skip)]
    pub tag: Html,
}

impl GoneView {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        one: &ToPack,
    ) -> Result<GoneView, Fault> {
        let gone_at = one.pickup.gone_at_us.unwrap_or(one.pickup.ends_at_us);
        let by = one.pickup.gone_by.map(|by| names.of(reader, s, by)).transpose()?;
        Ok(GoneView {
            order: one.order.id,
            number: one.order.number,
            code: one.pickup.code,
            name: names.of(reader, s, one.order.buyer)?,
            state: one.pickup.state,
            gone_at: gone_at.to_string(),
            by,
            handed_to: one.pickup.handed_to.clone(),
            lines: lines_of(s, one),
            can_undo: one.pickup.gone_by.is_some_and(|by| can_undo(s, gone_at, by)),
            at: s.time(&gone_at),
            tag: state_tag(s, one.pickup.state),
        })
    }

    /// Who gave it, and to whom: `Bao · to Li of house 3`.
    pub(crate) fn whose(&self, s: &Scene) -> String {
        let by = self.by.as_deref().map(|by| s.t.handed_over_by(by));
        let to = self.handed_to.as_deref().map(|to| s.t.handed_over_to(to));
        by.into_iter().chain(to).map(|words| format!(" · {words}")).collect()
    }

    pub(crate) fn goods(&self, comma: &str) -> String {
        goods_of(&self.lines, comma)
    }
}

/// A courtesy of the page: the operation decides again.
pub(crate) fn can_undo(s: &Scene, said_at: Timestamp, by: Id<Member>) -> bool {
    collecting::undo(said_at, by == s.me, s.keeps(), s.now).is_ok()
}
