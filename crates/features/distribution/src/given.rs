//! What is left out of a fund's surplus: money that was given is no earning, and money with a purpose is none while it is bound to it. Pure.

use kernel::Timestamp;
use kernel::serde::{Deserialize, Serialize};

/// Money with a purpose, and what was spent of it: (when, how much).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// It stays bound. The price of goods that were ordered ahead is earned once nothing more is spent of it.
    pub is_gift: bool,
    pub came: Vec<(Timestamp, i64)>,
    pub spent: Vec<(Timestamp, i64)>,
    /// From when on nothing more is spent of it.
    pub ended_at: Timestamp,
}

impl Bound {
    /// As it counts where all that moved before an instant was counted with all else: what was left then is earned already, and what is spent of
    /// it afterwards, or taken back, is a cost like any other.
    #[must_use]
    pub fn told_apart_from(mut self, at: Timestamp) -> Bound {
        let (came, spent) = (sum_before(&self.came, at), sum_before(&self.spent, at));
        let counted = (came - spent).max(0);
        self.came = after(self.came, at, |came| came.max(0));
        self.spent = after(self.spent, at, |spent| spent - spent.clamp(0, counted));
        self
    }

    /// What came and what was spent of it before an instant, where it is bound at that instant.
    fn before(&self, at: Timestamp) -> (i64, i64) {
        if !self.is_gift && self.ended_at <= at {
            return (0, 0);
        }
        (sum_before(&self.came, at), sum_before(&self.spent, at))
    }
}

fn sum_before(moves: &[(Timestamp, i64)], at: Timestamp) -> i64 {
    moves.iter().filter(|(when, _)| *when < at).map(|(_, minor)| minor).sum()
}

/// Moves from an instant on, so that what they come to by any time is `counts` of what all of them come to by then.
fn after(
    mut moves: Vec<(Timestamp, i64)>,
    at: Timestamp,
    counts: impl Fn(i64) -> i64,
) -> Vec<(Timestamp, i64)> {
    moves.retain(|(when, _)| *when >= at);
    moves.sort_by_key(|(when, _)| *when);
    let mut all = 0;
    for (_, minor) in &mut moves {
        let before = counts(all);
        all += *minor;
        *minor = counts(all) - before;
    }
    moves
}

/// What a fund saw in a time, all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub income_minor: i64,
    pub expense_minor: i64,
    /// Of the income, what was given.
    pub given_minor: i64,
}

/// What of it is no surplus, each in minor units: income counts as it is, costs are taken off again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct LeftOut {
    /// Gifts that campaigns released, and what was spent of them.
    pub campaign_gifts_minor: i64,
    pub campaign_costs_minor: i64,
    /// Paid for goods that were ordered ahead, and what was spent of it, while more may be. Below zero: it was bound, and is not any more.
    pub ordered_minor: i64,
    pub ordered_costs_minor: i64,
    /// Other gifts, beyond what they made up for of a loss. Below zero: what was left out before was taken back.
    pub gifts_minor: i64,
}

impl LeftOut {
    /// What the surplus is less by.
    pub fn sum(&self) -> i64 {
        self.campaign_gifts_minor - self.campaign_costs_minor + self.ordered_minor - self.ordered_costs_minor
            + self.gifts_minor
    }

    pub fn is_nothing(&self) -> bool {
        *self == LeftOut::default()
    }
}

/// What is left out of a time from `from` until before `until`. Gifts without a campaign of their own make up for what would be a loss of the
/// same time, and never make a surplus. Of gifts that are taken back no more is left out than was left out before (`gifts_before_minor`): the
/// rest was spent or shared out, and is a loss.
pub fn left_out(
    seen: Seen,
    bound: &[Bound],
    gifts_before_minor: i64,
    (from, until): (Timestamp, Timestamp),
) -> LeftOut {
    let mut left = LeftOut::default();
    for one in bound {
        let (before, then) = (one.before(from), one.before(until));
        let (came, spent) = (then.0 - before.0, then.1 - before.1);
        let (sum, costs) = match one.is_gift {
            true => (&mut left.campaign_gifts_minor, &mut left.campaign_costs_minor),
            false => (&mut left.ordered_minor, &mut left.ordered_costs_minor),
        };
        *sum += came;
        *costs += spent;
    }
    let gifts = seen.given_minor - left.campaign_gifts_minor;
    let without = seen.income_minor - seen.expense_minor - left.sum() - gifts;
    left.gifts_minor = match gifts < 0 {
        true => gifts.max(-gifts_before_minor.max(0)),
        false => gifts - (-without).clamp(0, gifts),
    };
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_micros(day)
    }

    fn bound(is_gift: bool, came: &[(i64, i64)], spent: &[(i64, i64)], ended: i64) -> Bound {
        let moves = |list: &[(i64, i64)]| list.iter().map(|(day, minor)| (at(*day), *minor)).collect();
        Bound { is_gift, came: moves(came), spent: moves(spent), ended_at: at(ended) }
    }

    /// Of days 10 to 19. Income, expense, of it given → campaign gifts, their costs, other gifts, and the surplus.
    #[test]
    fn what_was_given_is_no_surplus() {
        let cooler = bound(true, &[(12, 360)], &[], 500);
        let bought = bound(true, &[(12, 360)], &[(15, 300), (25, 60)], 500);
        let before = bound(true, &[(2, 360)], &[(15, 300)], 500);
        for (seen, bound, answer, surplus) in [
            // Sold 100, spent 535.01, which is a loss of 435.01; 360 for a cooler that is not bought yet.
            ((46_000, 53_501, 36_000), vec![bound(true, &[(12, 36_000)], &[], 500)], (36_000, 0, 0), -43_501),
            ((360, 0, 360), vec![cooler.clone()], (360, 0, 0), 0),
            ((360, 300, 360), vec![bought], (360, 300, 0), 0),
            ((100, 300, 0), vec![before], (0, 300, 0), 100),
            // Given with no purpose: it makes up for a loss, and no surplus.
            ((1_000, 1_000, 1_000), vec![], (0, 0, 0), 0),
            ((1_000, 400, 1_000), vec![], (0, 0, 600), 0),
            ((1_100, 400, 1_000), vec![], (0, 0, 700), 0),
            ((1_500, 400, 1_000), vec![], (0, 0, 1_000), 100),
            ((1_000, 1_200, 1_000), vec![], (0, 0, 0), -200),
            // Taken back: it was given in an earlier time, and 150 were left out then.
            ((500, 0, -100), vec![], (0, 0, -100), 600),
            ((500, 0, -1_000), vec![], (0, 0, -150), 650),
            ((-500, 0, -1_000), vec![], (0, 0, -150), -350),
            // Both: only the one without a purpose makes up for it.
            ((460, 150, 460), vec![cooler], (360, 0, 0), -50),
        ] {
            let (income_minor, expense_minor, given_minor) = seen;
            let all = Seen { income_minor, expense_minor, given_minor };
            let left = left_out(all, &bound, 150, (at(10), at(20)));
            let found = (left.campaign_gifts_minor, left.campaign_costs_minor, left.gifts_minor);
            assert_eq!(found, answer, "{seen:?}");
            assert_eq!(income_minor - expense_minor - left.sum(), surplus, "{seen:?}");
        }
    }

    /// Goods that were ordered ahead are delivered on day 12; until it ends what was taken for them may be spent, and then the rest is earned.
    #[test]
    fn what_was_ordered_is_earned_when_nothing_more_is_spent_of_it() {
        let goods = |ended| bound(false, &[(12, 1_000)], &[(8, 100), (15, 300), (25, 400)], ended);
        let result = |income_minor, expense_minor, ended, time: (i64, i64)| {
            let seen = Seen { income_minor, expense_minor, given_minor: 0 };
            let left = left_out(seen, &[goods(ended)], 0, (at(time.0), at(time.1)));
            income_minor - expense_minor - left.sum()
        };
        // What was laid out before is set against what comes later.
        assert_eq!(result(0, 100, 28, (0, 10)), 0);
        assert_eq!(result(1_000, 300, 28, (10, 20)), 0);
        // In the time in which it ends all of it is earned.
        assert_eq!(result(0, 400, 28, (20, 30)), 200);
        assert_eq!(result(0, 0, 28, (30, 40)), 0);
        assert_eq!(result(1_000, 800, 28, (0, 30)), 200);
        assert_eq!(result(1_000, 400, 20, (0, 20)), 600);
        assert_eq!(result(1_000, 400, 21, (0, 20)), 0);
    }
    /// Until day 10 all was counted with all else. Came, spent → came and spent since then, by the end.
    #[test]
    fn what_was_counted_before_is_not_counted_again() {
        for (came, spent, answer) in [
            (vec![(2, 1_000)], vec![(5, 300)], (0, 0)),
            // 700 of it were earned then: spending them is a cost, what is beyond them is not.
            (vec![(2, 1_000)], vec![(5, 300), (12, 600)], (0, 0)),
            (vec![(2, 1_000), (11, 500)], vec![(13, 300), (5, 300), (12, 600)], (500, 200)),
            (vec![(2, 1_000)], vec![(12, 1_100), (13, -200)], (0, 0)),
            // Laid out before it came: it was a cost then, and stays one.
            (vec![(12, 1_000)], vec![(5, 300), (12, 100)], (1_000, 100)),
            // Of what was earned then it is a loss when it is taken back.
            (vec![(2, 1_000), (12, -400)], vec![], (0, 0)),
        ] {
            let one = bound(true, &came, &spent, 500).told_apart_from(at(10));
            assert_eq!(one.before(at(20)), answer, "{came:?} {spent:?}");
            assert_eq!(one.before(at(10)), (0, 0), "{came:?} {spent:?}");
        }
    }
}
