//! What one's own part of a basis is made of: the orders and contributions of that time that were counted.

use super::scene::Scene;
use crate::door::Told;
use crate::ids::Member;
use crate::rule::Basis;
use kernel::{Id, Timestamp};
use ledger::Purpose;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;

/// Pieces of a basis that are shown; whoever has more is told so.
const SHOWN: usize = 40;

/// The last settled orders of a member that are looked through for those of the time; whoever has more is told that there may be others.
const LOOKED_AT: i64 = 1_000;

/// One order or contribution, and what it counts for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PieceView {
    /// Its number: of an order, or of a contribution.
    pub number: i64,
    pub minor: i64,
    pub href: String,
    #[serde(skip)]
    pub words: String,
}

/// The newest first; and whether there are more.
pub(crate) fn pieces(
    reader: &mut Reader,
    s: &Scene,
    told: &Told,
    basis: Basis,
    me: Id<Member>,
) -> Result<(Vec<PieceView>, bool), Fault> {
    let (mut pieces, unseen) = match basis {
        Basis::Purchases => orders(reader, s, told, me)?,
        Basis::Work => (contributions(reader, s, told, me)?, false),
        Basis::Capital | Basis::PerHead => (Vec::new(), false),
    };
    let more = unseen || pieces.len() > SHOWN;
    pieces.truncate(SHOWN);
    Ok((pieces, more))
}

/// Settled in that time, so that the fund had something of it; and whether some were not looked at.
fn orders(
    reader: &mut Reader,
    s: &Scene,
    told: &Told,
    me: Id<Member>,
) -> Result<(Vec<PieceView>, bool), Fault> {
    let (row, mut pieces) = (&told.row, Vec::new());
    let settled = market::settled_of_buyer(reader, s.number, me, LOOKED_AT)?;
    let unseen = settled.len() as i64 == LOOKED_AT;
    for order in settled {
        if pieces.len() > SHOWN || order.own_minor <= 0 {
            continue;
        }
        let Some(settled) = ledger::entry(reader, s.number, order.entry)? else { continue };
        let at: Timestamp = settled.head.entry.happened_at_us;
        let of_fund = settled
            .postings
            .iter()
            .any(|(key, _)| key.fund() == Some(row.fund) && key.purpose() == Purpose::Sales);
        if of_fund && row.starts_us <= at && at < row.ends_us {
            pieces.push(PieceView {
                number: order.number,
                minor: order.own_minor,
                href: format!("{}/orders/{}", s.base, order.id),
                words: s.t.order_numbered(order.number),
            });
        }
    }
    Ok((pieces, unseen))
}

fn contributions(
    reader: &mut Reader,
    s: &Scene,
    told: &Told,
    me: Id<Member>,
) -> Result<Vec<PieceView>, Fault> {
    let row = &told.row;
    let of = (me, row.fund);
    let time = (row.starts_us, row.ends_us);
    let found = contributions::values_of_member(reader, s.number, of, time, SHOWN as i64 + 1)?;
    let piece = |(contribution, value): (contributions::rows::Contribution, i64)| PieceView {
        number: contribution.number,
        minor: value,
        href: format!("{}/contributions/{}", s.base, contribution.id),
        words: s.t.contribution_numbered(contribution.number),
    };
    Ok(found.into_iter().map(piece).collect())
}
