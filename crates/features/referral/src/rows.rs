//! Rows of rewards and coupons. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::budget::{BudgetKind, BudgetState, Parts, Pays, Rate, Terms};
use crate::ids::{Budget, Coupon, Member};
use kernel::{Id, Timestamp};
use market::rows::Order;
use spending::rows::Mandate;
use store::row;

kernel::codes! {
    /// What became of a reward.
    pub enum RewardState {
        /// Its order is on its way.
        Waiting = "waiting",
        Earned = "earned",
        /// Nothing was sold, or nobody is there to get it.
        Void = "void",
    }
}

store::stored_by_code!(BudgetKind, BudgetState, Parts, Pays, RewardState);

row! {
    pub struct ReferralCode in "referral_code" {
        key community_id: i64, code: String;
        /// None once that account is erased: the code brings nobody then.
        member: Option<Id<Member>>,
        made_at_us: Timestamp,
    }
}

row! {
    pub struct RewardCount in "reward_count" { key community_id: i64; budget_count: i64 }
}

row! {
    pub struct RewardBudget in "reward_budget" {
        key community_id: i64, id: Id<Budget>;
        number: i64,
        kind: BudgetKind,
        title: String,
        mandate_id: Id<Mandate>,
        budget_minor: i64,
        /// Promised for orders on their way. Of a programme.
        reserved_minor: i64,
        /// Earned and not taken back. Of a programme.
        spent_minor: i64,
        /// Gone back to the fund.
        returned_minor: i64,
        /// One of the two of a programme; none of a packet.
        rate_bp: i64,
        fixed_minor: i64,
        order_cap_minor: i64,
        member_cap_minor: i64,
        window_days: i64,
        pays: Pays,
        /// Of a packet.
        part_count: i64,
        parts: Parts,
        taken_count: i64,
        state: BudgetState,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        /// Why it was refused, or ended before its time.
        reason: Option<String>,
        ends_at_us: Timestamp,
        ended_at_us: Option<Timestamp>,
        /// That it was set aside with.
        entry: Option<i64>,
    }
}

impl RewardBudget {
    pub fn terms(&self) -> Terms {
        Terms {
            rate: match self.fixed_minor {
                0 => Rate::BasisPoints(self.rate_bp),
                minor => Rate::Fixed(minor),
            },
            order_cap_minor: self.order_cap_minor,
            member_cap_minor: self.member_cap_minor,
            window_days: self.window_days,
            pays: self.pays,
        }
    }

    /// Not promised and not earned. Of a programme.
    pub fn left_minor(&self) -> i64 {
        self.budget_minor - self.reserved_minor - self.spent_minor
    }

    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == BudgetState::Open && now < self.ends_at_us
    }
}

row! {
    /// The key is an order: there is one reward of it at most, and none of anything else.
    pub struct ReferralReward in "referral_reward" {
        key community_id: i64, order_id: Id<Order>;
        budget_id: Id<Budget>,
        referrer: Id<Member>,
        promised_minor: i64,
        earned_minor: i64,
        /// Taken back, for goods came back.
        back_minor: i64,
        state: RewardState,
        made_at_us: Timestamp,
        decided_at_us: Option<Timestamp>,
        entry: Option<i64>,
        coupon_id: Option<Id<Coupon>>,
    }
}

row! {
    pub struct RewardCoupon in "reward_coupon" {
        key community_id: i64, id: Id<Coupon>;
        budget_id: Id<Budget>,
        /// Of a red packet, from 1.
        part: Option<i64>,
        amount_minor: i64,
        holder: Option<Id<Member>>,
        taken_at_us: Option<Timestamp>,
        /// It pays nothing at this instant or later.
        expires_at_us: Timestamp,
        /// The last one that it was put on; it is used unless that was given up.
        order_id: Option<Id<Order>>,
        void: bool,
    }
}
