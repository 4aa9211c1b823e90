//! What is set aside for rewards and coupons, by which rules, and how it stands. Pure.

use crate::refused::RewardRefused;
use kernel::Timestamp;
use std::time::Duration;

kernel::codes! {
    pub enum BudgetKind {
        /// Rewards for whoever brought a buyer.
        Programme = "programme",
        /// A red packet: coupons that members take, once each.
        Packet = "packet",
    }
}

kernel::codes! {
    /// As what a reward is given.
    pub enum Pays {
        /// The community owes it, and it is paid out as everything that is owed.
        Owed = "owed",
        /// It pays a part of one order.
        Coupon = "coupon",
    }
}

kernel::codes! {
    pub enum Parts { Equal = "equal", Random = "random" }
}

kernel::codes! {
    pub enum BudgetState {
        /// Waits for a second person; nothing is set aside yet.
        Proposed = "proposed",
        Open = "open",
        /// What is not needed any more is back in the fund.
        Ended = "ended",
        Refused = "refused",
        Withdrawn = "withdrawn",
    }
}

pub const TITLE_CHARS_MAX: usize = 80;
pub const REASON_CHARS_MAX: usize = 400;
pub const PARTS_MAX: i64 = 500;
/// Half of the price: what is given for bringing somebody is never the larger part of what they bought.
pub const RATE_MAX_BP: i64 = 5_000;
pub const WINDOW_MAX_DAYS: i64 = 90;
pub const RUNS_MAX: Duration = Duration::from_secs(366 * 86_400);
/// How long a coupon is good that was earned.
pub const EARNED_IS_GOOD_FOR: Duration = Duration::from_secs(90 * 86_400);

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub title: String,
    pub budget_minor: i64,
    pub ends_at: Timestamp,
    pub rules: Rules,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    Programme(Terms),
    Packet { part_count: i64, parts: Parts },
}

/// By which a reward is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub rate: Rate,
    /// The most for one order.
    pub order_cap_minor: i64,
    /// The most for one member.
    pub member_cap_minor: i64,
    /// For so many days after the link was opened an order counts.
    pub window_days: i64,
    pub pays: Pays,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// Of what the buyer's own money paid for the goods, in hundredths of a percent.
    BasisPoints(i64),
    /// The same for every order, never more than half of what was paid for it.
    Fixed(i64),
}

use RewardRefused as No;

impl Asked {
    /// The title as it is kept.
    ///
    /// # Errors
    /// What does not hold, the first of it.
    pub fn check(&self, sum_max: i64, now: Timestamp) -> Result<String, No> {
        let title = self.title.trim();
        for (holds, refused) in [
            (!title.is_empty(), No::TitleMissing),
            (title.chars().count() <= TITLE_CHARS_MAX, No::TitleTooLong),
            (self.budget_minor > 0, No::BudgetNotPositive),
            (self.budget_minor <= sum_max, No::BudgetTooLarge),
            (self.ends_at > now, No::EndPassed),
            (self.ends_at <= now.plus(RUNS_MAX), No::EndTooLate),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        match self.rules {
            Rules::Programme(terms) => terms.check(self.budget_minor)?,
            Rules::Packet { part_count, .. } if !(1..=PARTS_MAX).contains(&part_count) => {
                return Err(No::PartsOutside);
            }
            Rules::Packet { part_count, .. } if part_count > self.budget_minor => {
                return Err(No::PartsTooSmall);
            }
            Rules::Packet { .. } => {}
        }
        Ok(title.to_owned())
    }
}

impl Terms {
    fn check(&self, budget_minor: i64) -> Result<(), No> {
        let rate_holds = match self.rate {
            Rate::BasisPoints(points) => (1..=RATE_MAX_BP).contains(&points),
            Rate::Fixed(minor) => minor > 0 && minor <= self.order_cap_minor,
        };
        let order_holds = (1..=self.member_cap_minor).contains(&self.order_cap_minor);
        for (holds, refused) in [
            (rate_holds, No::RateOutside),
            (order_holds, No::OrderCapOutside),
            (self.member_cap_minor <= budget_minor, No::MemberCapOutside),
            ((1..=WINDOW_MAX_DAYS).contains(&self.window_days), No::WindowOutside),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        Ok(())
    }

    /// For goods that the buyer's own money paid with so much, where the member may have `member_left` more and the budget
    /// has `budget_left`. Below one minor unit there is none.
    pub fn reward(&self, goods_minor: i64, member_left: i64, budget_left: i64) -> i64 {
        let share = |points: i64| {
            i64::try_from(i128::from(goods_minor) * i128::from(points) / 10_000).unwrap_or(i64::MAX)
        };
        let wanted = match self.rate {
            Rate::BasisPoints(points) => share(points),
            Rate::Fixed(minor) => minor.min(share(RATE_MAX_BP)),
        };
        wanted.min(self.order_cap_minor).min(member_left).min(budget_left).max(0)
    }

    /// Whether a link that was opened at `opened_at` still counts. A time to come is no time.
    pub fn counts(&self, opened_at: Timestamp, now: Timestamp) -> bool {
        opened_at <= now && now < opened_at.plus(self.window())
    }

    pub fn window(&self) -> Duration {
        Duration::from_secs(self.window_days.unsigned_abs() * 86_400)
    }
}

impl BudgetState {
    /// # Errors
    /// `WrongState`.
    pub fn decide(self, yes: bool) -> Result<BudgetState, No> {
        match (self, yes) {
            (BudgetState::Proposed, true) => Ok(BudgetState::Open),
            (BudgetState::Proposed, false) => Ok(BudgetState::Refused),
            _ => Err(No::WrongState),
        }
    }

    /// # Errors
    /// `WrongState`.
    pub fn end(self) -> Result<BudgetState, No> {
        match self {
            BudgetState::Proposed => Ok(BudgetState::Withdrawn),
            BudgetState::Open => Ok(BudgetState::Ended),
            _ => Err(No::WrongState),
        }
    }
}

/// The sums of a red packet's coupons, in the order in which they are taken: none is nothing, and together they are the
/// budget to the unit. `seed` is chance; the same one gives the same parts.
pub fn divide(budget_minor: i64, part_count: i64, parts: Parts, seed: u64) -> Vec<i64> {
    if part_count <= 0 || part_count > budget_minor {
        return Vec::new();
    }
    let (mut chance, rest) = (seed, budget_minor - part_count);
    let weights: Vec<(i64, u64)> = (0..part_count)
        .map(|part| match parts {
            Parts::Equal => (part, 1),
            Parts::Random => (part, 1 + next(&mut chance) % 1_000),
        })
        .collect();
    let rest = kernel::divide_once(rest, &weights).unwrap_or_else(|| vec![0; weights.len()]);
    rest.into_iter().map(|minor| minor + 1).collect()
}

/// SplitMix64, Steele, Lea and Flood 2014: small, even, and the same everywhere.
pub fn next(chance: &mut u64) -> u64 {
    *chance = chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *chance;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A code says nothing of whose it is: ten letters of chance, none of which is taken for another.
pub fn code(chance: [u8; 10]) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    chance.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// A code as a browser brings it: with the time at which its link was opened, or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    pub code: String,
    pub opened_at: Option<Timestamp>,
}

impl Via {
    pub fn parse(text: &str) -> Option<Via> {
        let text = text.trim().to_ascii_lowercase();
        let (code, opened) =
            text.split_once('.').map_or((text.as_str(), None), |(code, at)| (code, Some(at)));
        let opened_at = match opened {
            Some(at) => Some(Timestamp::from_micros(at.parse().ok()?)),
            None => None,
        };
        let known = (1..=32).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        known.then(|| Via { code: code.to_owned(), opened_at })
    }

    pub fn text(&self) -> String {
        match self.opened_at {
            Some(at) => format!("{}.{}", self.code, at.micros),
            None => self.code.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_micros(1_000_000_000_000);

    fn terms() -> Terms {
        Terms {
            rate: Rate::BasisPoints(500),
            order_cap_minor: 300,
            member_cap_minor: 1_000,
            window_days: 7,
            pays: Pays::Owed,
        }
    }

    fn asked(rules: Rules) -> Asked {
        Asked {
            title: " Bring a neighbour ".to_owned(),
            budget_minor: 10_000,
            ends_at: NOW.plus(Duration::from_secs(86_400)),
            rules,
        }
    }

    #[test]
    fn what_is_asked_for_holds_or_says_what_does_not() {
        let good = asked(Rules::Programme(terms()));
        assert_eq!(good.check(1_000_000, NOW), Ok("Bring a neighbour".to_owned()));
        let of = |change: fn(&mut Terms)| {
            let mut terms = terms();
            change(&mut terms);
            asked(Rules::Programme(terms)).check(1_000_000, NOW).err()
        };
        assert_eq!(of(|terms| terms.rate = Rate::BasisPoints(0)), Some(No::RateOutside));
        assert_eq!(of(|terms| terms.rate = Rate::BasisPoints(5_000)), None);
        assert_eq!(of(|terms| terms.rate = Rate::BasisPoints(5_001)), Some(No::RateOutside));
        assert_eq!(of(|terms| terms.rate = Rate::Fixed(300)), None);
        assert_eq!(of(|terms| terms.rate = Rate::Fixed(301)), Some(No::RateOutside));
        assert_eq!(of(|terms| terms.order_cap_minor = 1_001), Some(No::OrderCapOutside));
        assert_eq!(of(|terms| terms.member_cap_minor = 10_001), Some(No::MemberCapOutside));
        assert_eq!(of(|terms| terms.window_days = 0), Some(No::WindowOutside));
        assert_eq!(of(|terms| terms.window_days = 91), Some(No::WindowOutside));
        let packet = |part_count| asked(Rules::Packet { part_count, parts: Parts::Equal });
        assert_eq!(packet(0).check(1_000_000, NOW), Err(No::PartsOutside));
        assert_eq!(packet(501).check(1_000_000, NOW), Err(No::PartsOutside));
        let small = Asked { budget_minor: 4, ..packet(5) };
        assert_eq!(small.check(1_000_000, NOW), Err(No::PartsTooSmall));
        for (change, refused) in [
            (Asked { title: " ".to_owned(), ..good.clone() }, No::TitleMissing),
            (Asked { title: "x".repeat(81), ..good.clone() }, No::TitleTooLong),
            (Asked { budget_minor: 0, ..good.clone() }, No::BudgetNotPositive),
            (Asked { budget_minor: 1_000_001, ..good.clone() }, No::BudgetTooLarge),
            (Asked { ends_at: NOW, ..good.clone() }, No::EndPassed),
            (Asked { ends_at: NOW.plus(Duration::from_secs(367 * 86_400)), ..good.clone() }, No::EndTooLate),
        ] {
            assert_eq!(change.check(1_000_000, NOW), Err(refused));
        }
    }

    /// Goods, left for the member, left of the budget → reward. Five percent, three hundred at most.
    #[test]
    fn reward_answers() {
        for (goods, member, budget, reward) in [
            (0, 1_000, 10_000, 0),
            (19, 1_000, 10_000, 0),
            (20, 1_000, 10_000, 1),
            (2_000, 1_000, 10_000, 100),
            (6_019, 1_000, 10_000, 300),
            (6_000, 120, 10_000, 120),
            (6_000, 120, 7, 7),
            (6_000, -5, 7, 0),
        ] {
            assert_eq!(terms().reward(goods, member, budget), reward, "{goods} {member} {budget}");
        }
        let fixed = Terms { rate: Rate::Fixed(250), ..terms() };
        for (goods, reward) in [(1, 0), (249, 124), (499, 249), (500, 250), (9_999, 250)] {
            assert_eq!(fixed.reward(goods, 1_000, 1_000), reward, "{goods}");
        }
    }

    /// Seven days; the instant in which they are over is too late.
    #[test]
    fn a_link_counts_within_its_window() {
        let week = Duration::from_secs(7 * 86_400);
        let micro = Duration::from_micros(1);
        assert!(terms().counts(NOW, NOW));
        assert!(terms().counts(NOW, NOW.plus(week - micro)));
        assert!(!terms().counts(NOW, NOW.plus(week)));
        assert!(!terms().counts(NOW.plus(micro), NOW));
    }

    #[test]
    fn states_are_left_once() {
        use BudgetState::*;
        for state in BudgetState::ALL {
            let proposed = *state == Proposed;
            assert_eq!(state.decide(true), if proposed { Ok(Open) } else { Err(No::WrongState) });
            assert_eq!(state.decide(false), if proposed { Ok(Refused) } else { Err(No::WrongState) });
        }
        assert_eq!(Proposed.end(), Ok(Withdrawn));
        assert_eq!(Open.end(), Ok(Ended));
        assert!([Ended, Refused, Withdrawn].iter().all(|state| state.end().is_err()));
    }

    #[test]
    fn a_code_is_read_as_it_was_written() {
        let via = Via { code: code([0, 1, 2, 3, 4, 5, 30, 31, 32, 255]), opened_at: Some(NOW) };
        assert_eq!(via.code, "012345yz0z");
        assert_eq!(Via::parse(&via.text()), Some(via.clone()));
        let bare = Via { opened_at: None, ..via };
        assert_eq!(Via::parse(" 012345YZ0Z "), Some(bare));
        for wrong in ["", ".5", "abc.x", "a b", "a-b", &"x".repeat(33)] {
            assert_eq!(Via::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_budget(budget in 1i64..1_000_000, count in 1i64..500, random: bool, seed: u64) {
            let parts = if random { Parts::Random } else { Parts::Equal };
            let sums = divide(budget, count, parts, seed);
            if count > budget {
                prop_assert!(sums.is_empty());
                return Ok(());
            }
            prop_assert_eq!(sums.len() as i64, count);
            prop_assert_eq!(sums.iter().sum::<i64>(), budget);
            prop_assert!(sums.iter().all(|minor| *minor > 0));
            if !random {
                let (least, most) = (sums.iter().min().unwrap(), sums.iter().max().unwrap());
                prop_assert!(most - least <= 1);
            }
        }
    }
}
