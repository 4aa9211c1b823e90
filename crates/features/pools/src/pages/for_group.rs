//! What whoever runs a group buy tells its chat once it has formed.

use super::scene::Scene;
use crate::group_buy::Ladder;
use crate::pool::PoolState;
use crate::rows::{GroupBuy, Pool};
use kernel::Price;
use web::Power;

/// What was formed, at which price, what comes back, and what a feature above says of fetching it. None before, where it did not form, and for
/// who does not run it.
pub(super) fn text(
    s: &Scene,
    (pool, buy, ladder): (&Pool, &GroupBuy, &Ladder),
    people: i64,
    fetched: &[String],
) -> Option<String> {
    let formed = matches!(pool.state, PoolState::Met | PoolState::Captured);
    let price = buy.price_e4.filter(|_| formed && s.can(Power::ManageOffers))?;
    let mut lines = vec![
        s.t.group_formed(pool.title.as_str(), people, s.amount(buy.ordered_milli?, &buy.unit)),
        s.t.group_price(s.price(price, &buy.unit)),
    ];
    let over = Price::from_e4(ladder.dearest().e4 - price.e4);
    lines.extend((over.e4 > 0).then(|| s.t.group_back(s.price(over, &buy.unit))));
    lines.extend(fetched.iter().cloned());
    Some(lines.join("\n"))
}
