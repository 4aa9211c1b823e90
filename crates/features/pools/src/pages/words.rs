//! What codes are called on a page, and in which colour.

use super::scene::{About, Scene};
use crate::campaign::Offered;
use crate::campaign_rows::Campaign;
use crate::commitment::CommitmentState;
use crate::milestone::Stage;
use crate::ops::{KEPT_TOO_LITTLE, NO_CONSENT};
use crate::pool::{Counted, Ending, PoolKind, PoolState};
use crate::rows::{Commitment, Pool, PoolStep};
use web::ui::Tone;

/// Where a pool stands.
pub(crate) fn pool_tag(s: &Scene, pool: &Pool) -> (String, Tone) {
    match (pool.state, pool.ending) {
        (PoolState::Prepared, _) => (s.t.pool_prepared(), Tone::Wait),
        (PoolState::Open, _) if s.now >= pool.closes_at_us => (s.t.pool_counting(), Tone::Wait),
        (PoolState::Open, _) if pool.condition().is_met(&pool.reached()) => (s.t.pool_enough(), Tone::Done),
        (PoolState::Open, _) => (s.t.pool_open(), Tone::Wait),
        (PoolState::Met, _) => (s.t.pool_met(), Tone::Done),
        (PoolState::Captured, _) => (s.t.pool_captured(), Tone::Done),
        (_, Some(Ending::Cancelled)) => (s.t.pool_cancelled(), Tone::Plain),
        (PoolState::Failed, _) if pool.kind == PoolKind::Campaign => (s.t.campaign_failed(), Tone::Plain),
        (PoolState::Refunded, _) if pool.kind == PoolKind::Campaign => (s.t.campaign_refunded(), Tone::Plain),
        (PoolState::Failed, _) => (s.t.pool_failed(), Tone::Plain),
        (PoolState::Refunded, _) => (s.t.pool_refunded(), Tone::Plain),
    }
}

/// Where a member's part stands. Paid and awaiting formation is a state of its own: no order exists yet.
pub(crate) fn part_tag(s: &Scene, (pool, part): (&Pool, &Commitment), about: &About) -> (String, Tone) {
    let collects = matches!(about, About::Campaign(_));
    match part.state {
        CommitmentState::Held if collects => (s.t.part_awaiting_goal(), Tone::Wait),
        CommitmentState::Captured if is_stopped(about) => (s.t.part_stopped(), Tone::Plain),
        CommitmentState::Captured if collects => (s.t.part_reached(), Tone::Done),
        CommitmentState::Made => (s.t.part_made(), Tone::Act),
        CommitmentState::Claimed => (s.t.part_claimed(), Tone::Wait),
        CommitmentState::Held => (s.t.part_awaiting_formation(), Tone::Wait),
        CommitmentState::Captured => (s.t.part_captured(), Tone::Done),
        // No money was here to go back.
        CommitmentState::Refunded if is_elsewhere(about) => match elsewhere_ended(pool, part) {
            ElsewhereEnded::GivenUp => (s.t.part_lapsed(), Tone::Plain),
            ElsewhereEnded::Failed => (s.t.part_came_to_nothing(), Tone::Plain),
            ElsewhereEnded::NotEntered => (s.t.part_not_entered(), Tone::Plain),
        },
        CommitmentState::Refunded => (s.t.part_refunded(), Tone::Plain),
        CommitmentState::Lapsed if part.paid_entry.is_some() => (s.t.part_late(), Tone::Plain),
        CommitmentState::Lapsed => (s.t.part_lapsed(), Tone::Plain),
    }
}

/// Why a part that was paid elsewhere ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ElsewhereEnded {
    GivenUp,
    /// The goal was missed, or the campaign was called off.
    Failed,
    /// The goal was reached, and its units may not be entered.
    NotEntered,
}

pub(crate) fn elsewhere_ended(pool: &Pool, part: &Commitment) -> ElsewhereEnded {
    match pool.state {
        _ if pool.was_given_up(part) => ElsewhereEnded::GivenUp,
        PoolState::Failed | PoolState::Refunded => ElsewhereEnded::Failed,
        _ => ElsewhereEnded::NotEntered,
    }
}

/// Its money is paid elsewhere.
pub(crate) fn is_elsewhere(about: &About) -> bool {
    matches!(about, About::Campaign(campaign) if campaign.offered.is_elsewhere())
}

/// Its goal was reached, and what was not released goes back or has gone.
fn is_stopped(about: &About) -> bool {
    let stopped = [Stage::Sharing, Stage::Returning, Stage::Returned];
    matches!(about, About::Campaign(campaign) if stopped.contains(&campaign.stage))
}

pub(crate) fn step(s: &Scene, kind: PoolKind, step: PoolStep) -> String {
    match step {
        PoolStep::Opened if kind == PoolKind::Campaign => s.t.step_campaign_opened(),
        PoolStep::ConditionMet if kind == PoolKind::Campaign => s.t.step_campaign_enough(),
        PoolStep::Met if kind == PoolKind::Campaign => s.t.step_campaign_met(),
        PoolStep::Failed if kind == PoolKind::Campaign => s.t.step_campaign_failed(),
        PoolStep::Captured if kind == PoolKind::Campaign => s.t.step_campaign_captured(),
        PoolStep::Prepared => s.t.step_prepared(),
        PoolStep::Consented => s.t.step_consented(),
        PoolStep::Opened => s.t.step_opened(),
        PoolStep::Extended => s.t.step_extended(),
        PoolStep::ConditionMet => s.t.step_condition_met(),
        PoolStep::Met => s.t.step_met(),
        PoolStep::Failed => s.t.step_failed(),
        PoolStep::Cancelled => s.t.step_cancelled(),
        PoolStep::SpareBought => s.t.step_spare_bought(),
        PoolStep::SpareRefused => s.t.step_spare_refused(),
        PoolStep::NotOrdered => s.t.step_not_ordered(),
        PoolStep::Short => s.t.step_short(),
        PoolStep::Raised => s.t.step_raised(),
        PoolStep::MilestoneClaimed => s.t.step_milestone_claimed(),
        PoolStep::MilestoneReleased => s.t.step_milestone_released(),
        PoolStep::MilestoneRefused => s.t.step_milestone_refused(),
        PoolStep::MilestoneOverdue => s.t.step_milestone_overdue(),
        PoolStep::Delivered => s.t.step_delivered(),
        PoolStep::RestReturned => s.t.step_rest_returned(),
        PoolStep::SpendingEnded => s.t.step_spending_ended(),
        PoolStep::UnitsEntered => s.t.step_units_entered(),
        PoolStep::Captured => s.t.step_captured(),
        PoolStep::Refunded => s.t.step_refunded(),
    }
}

/// The first tranche, which nobody claims and accepts.
pub(crate) fn released_by_goal(s: &Scene, campaign: &Campaign) -> String {
    match campaign.offered {
        Offered::PreOrder if campaign.goal_releases_all => s.t.step_goal_released_all(),
        Offered::PreOrder => s.t.step_goal_owed(),
        Offered::EquityRecord => s.t.step_goal_recorded(),
        Offered::Donation | Offered::MemberCapital => s.t.step_goal_released(),
    }
}

/// So many of what a condition counts.
pub(crate) fn counted(s: &Scene, counted: Counted, count: i64, unit: &str) -> String {
    match counted {
        Counted::People => s.t.people(count),
        Counted::Units => s.amount(count, unit),
        Counted::Sum => s.said(count),
    }
}

/// A reason in words: what people wrote stands as it is; the program writes the code of a refusal.
pub(crate) fn reason(s: &Scene, text: &str) -> String {
    match text {
        "remainder_refused" => return s.t.reason_remainder(),
        NO_CONSENT => return s.t.reason_no_consent(),
        KEPT_TOO_LITTLE => return s.t.reason_kept_too_little(),
        _ => {}
    }
    let refusals =
        [market::refusals(), spending::refusals(), supply::refusals(), ownership::refusals()].concat();
    let found = refusals.iter().find(|refusal| refusal.code() == text);
    found.map_or_else(|| text.to_owned(), |refusal| refusal.say(s.lang))
}

/// Less than was asked for was ordered. What was not goes back at the price that was paid for it; what goes back beyond that is the price
/// that came down, of what was.
pub(crate) fn captured_less(s: &Scene, about: &About, part: &Commitment, refused: i64) -> String {
    let of_refused = i128::from(part.due_minor) * i128::from(refused) / i128::from(part.units_milli.max(1));
    let of_refused = i64::try_from(of_refused).unwrap_or(part.returned_minor);
    let (less, got) = (about.amount(s, refused), about.amount(s, part.units_milli - refused));
    let back = s.said(part.returned_minor);
    match part.returned_minor - of_refused {
        // A minor unit may be of rounding.
        difference if difference > 1 => {
            s.t.told_captured_less_and_cheaper(less, got, back, s.said(of_refused), s.said(difference))
        }
        _ => s.t.told_captured_less(less, got, back),
    }
}
