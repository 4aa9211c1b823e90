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
    /// From when on nothing more is asked for of it.
    pub ended_at: Timestamp,
    /// What was asked for by then, and may be spent later.
    pub asked: Vec<Asked>,
    /// From when on nothing is approved, whenever it was asked for.
    pub decides_until: Timestamp,
    /// What was counted with all else before it was told apart, and what of it was spent since.
    pub counted_minor: i64,
    pub counted_spent: Vec<(Timestamp, i64)>,
}

/// What was asked for of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub minor: i64,
    pub asked_at: Timestamp,
    pub approved_at: Option<Timestamp>,
    /// Refused or withdrawn.
    pub dropped_at: Option<Timestamp>,
    pub spent: Vec<(Timestamp, i64)>,
}

impl Asked {
    /// What of it may still be spent by what was known before an instant.
    fn waits(&self, known_before: Timestamp, is_decided: bool) -> i64 {
        let was = |at: Option<Timestamp>| at.is_some_and(|at| at < known_before);
        let never = is_decided && !was(self.approved_at);
        match self.asked_at >= known_before || was(self.dropped_at) || never {
            true => 0,
            false => (self.minor - sum_before(&self.spent, known_before)).max(0),
        }
    }
}

impl Bound {
    /// As it counts where all that moved before an instant was counted with all else: what was left then is earned already, and what is spent of
    /// it afterwards, or taken back, is a cost like any other.
    #[must_use]
    pub fn told_apart_from(mut self, at: Timestamp) -> Bound {
        let (came, spent) = (sum_before(&self.came, at), sum_before(&self.spent, at));
        let counted = (came - spent).max(0);
        self.came = after(self.came, at, |came| came.max(0));
        self.counted_spent = after(self.spent.clone(), at, |spent| spent.clamp(0, counted));
        self.spent = after(self.spent, at, |spent| spent - spent.clamp(0, counted));
        self.counted_minor = counted;
        self
    }

    /// As it counts where all that was over by an instant was earned then, whatever was asked for of it and not decided.
    #[must_use]
    pub fn held_from(mut self, at: Timestamp) -> Bound {
        if self.ended_at <= at {
            self.asked.clear();
        }
        self
    }

    /// What came and what was spent of it before an instant, where it is bound at that instant. Where nothing more is asked for of it, what was
    /// asked for before is bound until it is decided and paid.
    fn before(&self, at: Timestamp) -> (i64, i64) {
        if !self.is_gift && self.ended_at <= at {
            return (self.waits(at, at), 0);
        }
        (sum_before(&self.came, at), sum_before(&self.spent, at))
    }

    /// What was asked for and may still be spent of it at an instant, by what was known before another.
    fn waits(&self, at: Timestamp, known_before: Timestamp) -> i64 {
        let is_decided = self.decides_until <= at;
        let asked: i64 = self.asked.iter().map(|one| one.waits(known_before, is_decided)).sum();
        let left = sum_before(&self.came, known_before) - sum_before(&self.spent, known_before);
        (asked - self.counted_left(known_before)).min(left).max(0)
    }

    fn counted_left(&self, at: Timestamp) -> i64 {
        self.counted_minor - sum_before(&self.counted_spent, at)
    }

    /// What a fund keeps for it when a time until `by` is shared out. `left_minor`: with the fund and not spent, as the rows have it now.
    pub fn kept(&self, by: Timestamp, left_minor: i64) -> i64 {
        let now = Timestamp::from_micros(i64::MAX);
        match self.is_gift || by < self.ended_at {
            true => (left_minor - self.counted_left(now)).max(0),
            false => self.waits(by, now).min(left_minor.max(0)),
        }
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
        Bound {
            is_gift,
            came: moves(came),
            spent: moves(spent),
            ended_at: at(ended),
            asked: Vec::new(),
            decides_until: at(500),
            counted_minor: 0,
            counted_spent: Vec::new(),
        }
    }

    /// 1,000 came on day 2; the mandate was given back on day 8. Asked for, approved, dropped, spent (day and sum); decided until → what is
    /// bound on the days 10, 20 and 30.
    #[test]
    fn what_was_asked_for_stays_bound_until_it_is_decided_and_paid() {
        let day = |day: Option<i64>| day.map(at);
        for (asked_at, approved, dropped, spent, until, answer) in [
            (7, None, None, vec![], 500, [600, 600, 600]),
            (7, Some(15), None, vec![(15, 600)], 500, [600, 0, 0]),
            // Said yes to on day 15, for a day that was open still.
            (7, Some(15), None, vec![(6, 600)], 500, [0, 0, 0]),
            // Somebody outside: paid on day 25, entered wrongly.
            (7, Some(7), None, vec![(25, 600)], 500, [600, 600, 0]),
            (7, Some(7), None, vec![(9, 600), (25, -600)], 500, [0, 0, 600]),
            (7, None, Some(15), vec![], 500, [600, 0, 0]),
            (7, Some(9), Some(15), vec![], 500, [600, 0, 0]),
            // Nobody can approve it any more; what was approved is still paid.
            (7, None, None, vec![], 20, [600, 0, 0]),
            (7, Some(9), None, vec![], 20, [600, 600, 600]),
        ] {
            let moves = |list: &[(i64, i64)]| list.iter().map(|(day, minor)| (at(*day), *minor)).collect();
            let asked = Asked {
                minor: 600,
                asked_at: at(asked_at),
                approved_at: day(approved),
                dropped_at: day(dropped),
                spent: moves(&spent),
            };
            let goods = Bound {
                asked: vec![asked.clone()],
                decides_until: at(until),
                ..bound(false, &[(2, 1_000)], &spent, 8)
            };
            let found = [10, 20, 30].map(|day| goods.before(at(day)));
            assert_eq!(found, answer.map(|minor| (minor, 0)), "{asked:?}");
            // Never more than there is; and where it was earned already, nothing.
            let twice = Bound { asked: vec![asked.clone(), asked.clone()], ..goods.clone() };
            assert!(twice.before(at(10)).0 <= 1_000, "{asked:?}");
            assert_eq!(goods.clone().held_from(at(8)).before(at(10)), (0, 0), "{asked:?}");
            assert_eq!(goods.clone().held_from(at(7)).before(at(10)).0, answer[0], "{asked:?}");
        }
    }

    /// Of 1,000 that were counted by day 10 what is asked for is a cost, and nothing is kept for it; of 500 more the rest is.
    #[test]
    fn what_was_counted_before_is_kept_for_nobody() {
        let asked =
            |minor| Asked { minor, asked_at: at(14), approved_at: None, dropped_at: None, spent: Vec::new() };
        for (came, minor, left, bound_then, kept_while, kept_after) in [
            (vec![(2, 1_000)], 600, 1_000, 0, 0, 0),
            (vec![(2, 1_000), (12, 500)], 600, 1_500, 0, 500, 0),
            (vec![(2, 1_000), (12, 500)], 1_200, 1_500, 200, 500, 200),
        ] {
            let goods = Bound { asked: vec![asked(minor)], ..bound(false, &came, &[], 15) };
            let goods = goods.told_apart_from(at(10));
            assert_eq!(goods.before(at(20)).0, bound_then, "{came:?} {minor}");
            assert_eq!(goods.kept(at(14), left), kept_while, "{came:?} {minor}");
            assert_eq!(goods.kept(at(20), left), kept_after, "{came:?} {minor}");
        }
        let gift = bound(true, &[(2, 1_000), (12, 500)], &[(13, 300)], 15).told_apart_from(at(10));
        assert_eq!(gift.kept(at(20), 1_200), 500);
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
