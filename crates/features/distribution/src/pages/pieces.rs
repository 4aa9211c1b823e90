//! What one's own part of a basis is made of: the orders, sales and contributions of that time that were counted.

use super::scene::Scene;
use crate::door::Told;
use crate::ids::Member;
use crate::rows::Distribution;
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
        Basis::Deliveries => sales(reader, s, told, me)?,
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
        if is_of(&settled, row) {
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

/// Settled in that time, so that the fund had something of it, and what one got of each by now: told by the entry, for whoever bought it is nobody
/// else's business; and whether some were not looked at.
fn sales(
    reader: &mut Reader,
    s: &Scene,
    told: &Told,
    me: Id<Member>,
) -> Result<(Vec<PieceView>, bool), Fault> {
    let (sales, unseen) = market::settled_of_receiver(reader, s.number, me, LOOKED_AT)?;
    let own = sales.into_iter().filter(|sale| sale.own_minor > 0 && is_of(&sale.entry, &told.row));
    let piece = |sale: market::SettledSale| PieceView {
        number: sale.number,
        minor: sale.own_minor,
        href: format!("{}/books/entries/{}", s.base, sale.entry.head.entry.number),
        words: s.t.order_numbered(sale.number),
    };
    // One more than is shown says that there are more.
    Ok((own.take(SHOWN + 1).map(piece).collect(), unseen))
}

/// In the time of the distribution, and with something for its fund.
fn is_of(settled: &ledger::Full, row: &Distribution) -> bool {
    let at: Timestamp = settled.head.entry.happened_at_us;
    let of_fund = |key: &ledger::AccountKey| key.fund() == Some(row.fund) && key.purpose() == Purpose::Sales;
    row.starts_us <= at && at < row.ends_us && settled.postings.iter().any(|(key, _)| of_fund(key))
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
