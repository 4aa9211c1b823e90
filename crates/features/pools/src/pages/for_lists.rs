//! Group buys that can be joined, as lists show them beside what they sell.

use super::pool_view::{PoolBrief, ladder};
use super::read_store::open_pools;
use super::scene::Scene;
use crate::of_lists::{Asking, OpenBuy};
use crate::rows::{GroupBuy, Pool};
use crate::t;
use kernel::Quantity;
use store::{Fault, Reader};
use web::Powers;

/// Few are open at once.
const OPEN_AT_ONCE: i64 = 200;

pub(crate) fn open_group_buys(reader: &mut Reader, asking: &Asking) -> Result<Vec<OpenBuy>, Fault> {
    let s = Scene {
        lang: asking.lang,
        t: t(asking.lang),
        base: String::new(),
        number: asking.community,
        currency: asking.currency,
        zone: asking.zone.clone(),
        now: asking.now,
        me: Some(asking.me),
        powers: Powers::NONE,
        books_open: false,
    };
    let mut open = Vec::new();
    for id in open_pools(reader, s.number, OPEN_AT_ONCE)? {
        let Some(pool) = reader.find::<Pool>(&(s.number, id))? else { continue };
        let Some(buy) = reader.find::<GroupBuy>(&(s.number, id))? else { continue };
        if s.now >= pool.closes_at_us {
            continue;
        }
        let ladder = ladder(reader, &buy)?;
        let brief = PoolBrief::of(reader, &s, &pool, &buy, &ladder)?;
        let left = |most: i64| Quantity::from_milli((most - pool.taken_milli).max(0));
        open.push(OpenBuy {
            pool: id,
            offer: buy.offer_id,
            variant: buy.variant,
            title: pool.title,
            goods: buy.goods,
            unit: buy.unit,
            told: brief.told,
            closes_at: pool.closes_at_us,
            price: brief.price_paid,
            step: Quantity::from_milli(pool.step_milli),
            room: pool.most_milli.map(left),
            each_most: pool.each_most_milli.map(Quantity::from_milli),
        });
    }
    Ok(open)
}
