//! What became of a pool that was called off: by whom, what happened to the money, and why.

use super::scene::Scene;
use crate::pool::{Ending, PoolKind, PoolState};
use crate::rows::{Pool, PoolEvent, PoolStep};
use store::{Fault, Reader};

/// In plain words; None where it was not called off. What is paid elsewhere is not here to be given back.
pub(crate) fn called_off(s: &Scene, pool: &Pool, is_elsewhere: bool) -> Option<String> {
    if pool.ending != Some(Ending::Cancelled) {
        return None;
    }
    let by = match pool.kind {
        PoolKind::GroupBuy => s.t.off_by_organiser(),
        PoolKind::Campaign => s.t.off_by_team(),
    };
    let (sum, people) = (s.said(pool.held_minor), s.t.people(pool.held_people));
    let money = match pool.state {
        _ if pool.held_minor == 0 => s.t.off_nobody_paid(),
        _ if is_elsewhere => s.t.off_paid_elsewhere(people, sum),
        PoolState::Failed => s.t.off_going_back(people, sum),
        _ => s.t.off_gone_back(people, sum),
    };
    Some(s.t.off_and_money(by, money))
}

/// What whoever called it off gave as the reason.
pub(crate) fn why_off(reader: &mut Reader, s: &Scene, pool: &Pool) -> Result<Option<String>, Fault> {
    if pool.ending != Some(Ending::Cancelled) {
        return Ok(None);
    }
    for number in (1..=pool.event_count).rev() {
        let event = reader.find::<PoolEvent>(&(s.number, pool.id, number))?;
        if let Some(event) = event.filter(|event| event.step == PoolStep::Cancelled) {
            return Ok(event.reason.map(|reason| s.t.because(reason)));
        }
    }
    Ok(None)
}
