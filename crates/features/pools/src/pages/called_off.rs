//! What became of a pool that was called off: by whom, what happened to the money, and why.

use super::scene::Scene;
use crate::pool::{Ending, PoolKind, PoolState};
use crate::rows::{GroupBuy, Pool, PoolEvent, PoolStep};
use ownership::TextPlace;
use store::{Fault, Reader};

/// In plain words; None where it was not called off. What is paid elsewhere is not here to be given back.
pub(crate) fn called_off(s: &Scene, pool: &Pool, by: String, is_elsewhere: bool) -> Option<String> {
    if pool.ending != Some(Ending::Cancelled) {
        return None;
    }
    let (sum, people) = (s.said(pool.held_minor), s.t.people(pool.held_people));
    let looking = Some(pool.claimed_count).filter(|count| *count > 0 && !is_elsewhere);
    let looking = looking.map(|count| s.t.off_looking(count));
    let money = match pool.state {
        _ if pool.held_minor == 0 => s.t.off_nobody_paid(),
        _ if is_elsewhere => s.t.off_paid_elsewhere(people, sum),
        PoolState::Failed => s.t.off_going_back(people, sum),
        _ => s.t.off_gone_back(people, sum),
    };
    let money = match looking {
        Some(looking) if pool.held_minor == 0 => looking,
        Some(looking) => s.t.off_money_looking(money, looking),
        None => money,
    };
    Some(s.t.off_and_money(by, money))
}

/// Who called a group buy off: who made it, somebody else who runs group buys, or, before it was open, who did not let it spend.
pub(crate) fn off_by(reader: &mut Reader, s: &Scene, pool: &Pool, buy: &GroupBuy) -> Result<String, Fault> {
    let by = event(reader, s, pool)?.and_then(|event| event.by_member);
    let first = reader.find::<PoolEvent>(&(s.number, pool.id, 1))?;
    let was_asked = first.is_some_and(|event| event.step == PoolStep::Prepared);
    Ok(match by {
        Some(by) if by == pool.made_by => s.t.off_by_organiser(),
        _ if was_asked && buy.consented_by.is_none() => s.t.off_not_consented(),
        _ => s.t.off_by_another(),
    })
}

/// What whoever called it off gave as the reason.
pub(crate) fn why_off(reader: &mut Reader, s: &Scene, pool: &Pool) -> Result<Option<String>, Fault> {
    let reason = event(reader, s, pool)?.and_then(|event| event.reason);
    let passed = passed(reader, s, pool, reason.as_deref())?;
    Ok(reason.map(|reason| [vec![s.t.because(reason)], passed].concat().join(" · ")))
}

/// Who let a reason pass that a campaign's team gave, and why.
pub(super) fn passed(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    reason: Option<&str>,
) -> Result<Vec<String>, Fault> {
    let reason = reason.filter(|_| pool.kind == PoolKind::Campaign);
    ownership::passed_said(reader, s.number, s.lang, reason.map(|reason| (TextPlace::Campaign, reason)))
}

fn event(reader: &mut Reader, s: &Scene, pool: &Pool) -> Result<Option<PoolEvent>, Fault> {
    if pool.ending != Some(Ending::Cancelled) {
        return Ok(None);
    }
    for number in (1..=pool.event_count).rev() {
        let event = reader.find::<PoolEvent>(&(s.number, pool.id, number))?;
        if let Some(event) = event.filter(|event| event.step == PoolStep::Cancelled) {
            return Ok(Some(event));
        }
    }
    Ok(None)
}
