//! What is said of a part when its pool is over: that somebody still looks for its money, or that this had come before; and what of it did not come.

use super::scene::{About, Scene};
use crate::commitment::CommitmentState;
use crate::pool::{Ending, PoolState};
use crate::rows::{Commitment, GroupBuyPart, Pool};
use kernel::Timestamp;
use web::Power;
use web::ui::Tone;

/// What became of the pool, in a few words.
pub(super) fn how(s: &Scene, pool: &Pool) -> String {
    match (pool.ending, pool.state) {
        (Some(Ending::Cancelled), _) => s.t.over_cancelled(),
        (_, PoolState::Failed | PoolState::Refunded) => s.t.over_failed(),
        _ => s.t.over_closed(),
    }
}

/// Somebody looks for its money, and it goes back where it is found.
fn is_looked_for(pool: &Pool, part: &Commitment) -> bool {
    let waits = part.state == CommitmentState::Claimed || part.is_unlooked();
    waits && pool.is_over(part)
}

/// Its money came in time, and was found when the pool was over: it did not come too late.
pub(super) fn came_before(pool: &Pool, part: &Commitment, at: Timestamp) -> bool {
    // One that had lost its place before ended before the pool did.
    let kept_its_place =
        part.ended_at_us.is_none_or(|ended| pool.ended_at_us.is_some_and(|over| ended >= over));
    let before_end = pool.ended_at_us.is_some_and(|ended| at < ended);
    kept_its_place && !part.late && pool.is_over(part) && at < pool.closes_at_us && before_end
}

/// What there is to know of such a part; None of another.
pub(super) fn told(s: &Scene, (pool, part): (&Pool, &Commitment)) -> Option<String> {
    match part.state {
        _ if is_looked_for(pool, part) => Some(s.t.told_claimed_over(how(s, pool))),
        CommitmentState::Lapsed if found_over(pool, part) => Some(s.t.told_came_over(how(s, pool))),
        _ => None,
    }
}

pub(super) fn tag(s: &Scene, pool: &Pool, part: &Commitment) -> Option<(String, Tone)> {
    let found = part.state == CommitmentState::Lapsed && found_over(pool, part);
    found.then(|| (s.t.part_came_over(), Tone::Plain))
}

/// Less came than was ordered: what its member does not get of it, and has back.
pub(super) fn short(s: &Scene, about: &About, became: Option<&GroupBuyPart>) -> Option<String> {
    let (milli, minor) = became.and_then(|part| Some((part.short_milli?, part.short_minor?)))?;
    (minor > 0).then(|| format!(" {}", s.t.told_short(about.amount(s, milli), s.said(minor))))
}

fn found_over(pool: &Pool, part: &Commitment) -> bool {
    part.paid_entry.is_some() && part.arrived_at_us.is_some_and(|at| came_before(pool, part, at))
}

/// What is said about the money, by its member and by the treasurer, is for the two.
pub(crate) fn sees_money(s: &Scene, part: &Commitment) -> bool {
    s.me == Some(part.member) || s.can(Power::ConfirmPayments)
}
