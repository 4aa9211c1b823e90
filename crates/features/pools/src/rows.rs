//! Rows of pools and the parts in them. Quantities are thousandths of a unit, sums minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::commitment::CommitmentState;
use crate::group_buy::{FallsOn, Remainder};
use crate::ids::{Member, PoolId};
use crate::pool::{Condition, Counted, Ending, Leaving, PoolKind, PoolState, Reached, Times};
use crate::refused::CommitRefused;
use kernel::{Currency, Id, Price, Quantity, Timestamp, Zone};
use market::payment::MethodCode;
use market::rows::{Offer, Order};
use market::undoing::is_theirs;
use spending::rows::Mandate;
use std::time::Duration;
use store::row;
use supply::Agreed;
use supply::rows::{Purchase, Supplier};

store::stored_by_code!(
    PoolKind,
    PoolState,
    Ending,
    Counted,
    CommitmentState,
    Remainder,
    FallsOn,
    PoolStep,
    PartStep
);

kernel::codes! {
    /// What happened to a pool as a whole.
    pub enum PoolStep {
        /// Its organiser has prepared it; who carries the mandate is asked.
        Prepared = "prepared",
        /// Who carries the mandate lets it spend.
        Consented = "consented",
        Opened = "opened",
        Extended = "extended",
        /// Its condition is met for the first time; it may be lost again while it is open.
        ConditionMet = "condition_met",
        Met = "met",
        Failed = "failed",
        Cancelled = "cancelled",
        /// What rounded up was paid for by a fund.
        SpareBought = "spare_bought",
        /// Rounding up could not be paid for: the remainder was refused instead.
        SpareRefused = "spare_refused",
        /// What a fund sells could not be ordered as agreed.
        NotOrdered = "not_ordered",
        /// Less came than was ordered.
        Short = "short",
        /// The goal was raised: everybody may withdraw again.
        Raised = "raised",
        MilestoneClaimed = "milestone_claimed",
        MilestoneReleased = "milestone_released",
        MilestoneRefused = "milestone_refused",
        MilestoneOverdue = "milestone_overdue",
        /// What was owed in goods is delivered.
        Delivered = "delivered",
        RestReturned = "rest_returned",
        /// The mandate to spend what it releases has ended before its time.
        SpendingEnded = "spending_ended",
        /// What was released of what is owned is in the register.
        UnitsEntered = "units_entered",
        Captured = "captured",
        Refunded = "refunded",
    }
}

row! {
    /// Counts a community's pools, so that each has a short number.
    pub struct PoolCount in "pool_count" { key community_id: i64; pool_count: i64 }
}

row! {
    pub struct Pool in "pool" {
        key community_id: i64, id: PoolId;
        number: i64,
        kind: PoolKind,
        title: String,
        /// CommonMark: what the organiser says about it.
        terms: String,
        currency: Currency,
        counted: Counted,
        least: i64,
        step_milli: i64,
        most_milli: Option<i64>,
        each_most_milli: Option<i64>,
        closes_at_us: Timestamp,
        grace_seconds: i64,
        /// An unpaid part keeps its place so long.
        hold_seconds: i64,
        /// Whether a paid part may be given back while it is open.
        may_leave: bool,
        /// And until when; None: the deadline.
        leave_until_us: Option<Timestamp>,
        state: PoolState,
        ending: Option<Ending>,
        ended_at_us: Option<Timestamp>,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        /// Since its last extension, before which whoever joined may leave.
        extended_at_us: Option<Timestamp>,
        commitment_count: i64,
        event_count: i64,
        /// Unpaid, paid and captured parts.
        taken_milli: i64,
        claimed_count: i64,
        /// Paid and not given back. Fixed by closing: what is refunded later changes none of them.
        held_people: i64,
        held_milli: i64,
        held_minor: i64,
        /// What a match fund adds to that. Fixed by closing, too.
        match_minor: i64,
        /// Whether it was met at some time while it was open.
        was_met: bool,
        /// The number of the last commitment that was settled after closing.
        settled_up_to: i64,
        /// It has closed, and of what its kind has left over parts may still be taken: of so much.
        late_open: bool,
        late_milli: i64,
    }
}

impl Pool {
    /// Whether a part that was paid was given up by its member: that is done while it is open, and nothing ends by itself before it closes.
    pub fn was_given_up(&self, part: &Commitment) -> bool {
        let before = |at: Timestamp| self.ended_at_us.is_none_or(|end| at < end);
        part.state == CommitmentState::Refunded && part.ended_at_us.is_some_and(before)
    }

    pub fn condition(&self) -> Condition {
        Condition { counted: self.counted, least: self.least }
    }

    pub fn reached(&self) -> Reached {
        Reached {
            people: self.held_people,
            units: self.held_milli,
            minor: self.held_minor + self.match_minor,
        }
    }

    /// Whether nothing is paid into it any more for a part: what comes all the same is the member's.
    pub fn is_over(&self, part: &Commitment) -> bool {
        match part.late {
            true => !self.late_open,
            false => !matches!(self.state, PoolState::Prepared | PoolState::Open),
        }
    }

    /// When paid parts may be given back.
    pub fn leaving(&self) -> Leaving {
        Leaving { promised: self.may_leave, until: self.leave_until_us, extended_at: self.extended_at_us }
    }

    pub fn times(&self) -> Times {
        let seconds = u64::try_from(self.grace_seconds).unwrap_or_default();
        Times { closes_at: self.closes_at_us, grace: Duration::from_secs(seconds) }
    }
}

row! {
    /// What one member has in a pool, over all their parts.
    pub struct PoolMember in "pool_member" {
        key community_id: i64, pool_id: PoolId, member: Id<Member>;
        taken_milli: i64,
        held_count: i64,
        /// The extension that they have read of.
        seen_extension_us: Option<Timestamp>,
    }
}

row! {
    pub struct Commitment in "commitment" {
        key community_id: i64, id: Id<Commitment>;
        pool_id: PoolId,
        /// In the order of joining, from 1 within the pool.
        number: i64,
        member: Id<Member>,
        state: CommitmentState,
        units_milli: i64,
        /// To be paid on joining.
        due_minor: i64,
        made_at_us: Timestamp,
        /// The first instant at which an unpaid part has no place any more.
        hold_until_us: Timestamp,
        method: Option<MethodCode>,
        /// What the member wrote about the transfer.
        proof: Option<String>,
        claimed_at_us: Option<Timestamp>,
        arrived_at_us: Option<Timestamp>,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        /// Of the bank, or why the money was not found.
        reference: Option<String>,
        /// Held in the pool now.
        held_minor: i64,
        /// What it became.
        captured_minor: i64,
        /// Of what was held, the member's again.
        returned_minor: i64,
        /// The entry that it came to be held with.
        paid_entry: Option<i64>,
        /// The entry of its end.
        end_entry: Option<i64>,
        ended_at_us: Option<Timestamp>,
        /// Why it was given back although the pool formed.
        end_reason: Option<String>,
        event_count: i64,
        /// Taken after closing, of what was left over.
        late: bool,
        /// It lapsed while it was said to be paid, before such parts waited for a look, and its money is not paid elsewhere. Marked once.
        lapsed_unlooked: bool,
    }
}

kernel::codes! {
    /// What happened to a part.
    pub enum PartStep {
        Made = "made",
        Claimed = "claimed",
        /// Its money is not on its way after all.
        ClaimWithdrawn = "claim_withdrawn",
        /// Its money was looked for and not found.
        NotFound = "not_found",
        /// Its money is here.
        Paid = "paid",
        /// It was put down to this part by mistake.
        Undone = "undone",
        /// Money came, less than is missing.
        TooLittle = "too_little",
        /// Money came when it was over.
        Late = "late",
        Lapsed = "lapsed",
        Captured = "captured",
        /// All of it is the member's again.
        Refunded = "refunded",
        /// Units for so much are in the register.
        Entered = "entered",
        /// What was not released of it is the member's again.
        Returned = "returned",
    }
}

row! {
    /// What happened to a part; never changed.
    pub struct PartEvent in "commitment_event" {
        key community_id: i64, commitment_id: Id<Commitment>, number: i64;
        step: PartStep,
        at_us: Timestamp,
        /// That came, was captured, went back.
        sum_minor: Option<i64>,
        entry: Option<i64>,
        /// A text, or the code of a refusal.
        reason: Option<String>,
    }
}

impl Commitment {
    /// Money came for it, less than it costs: it is owed to the member, and the part waits.
    pub fn had_too_little(&self) -> bool {
        self.state.is_unpaid() && self.paid_entry.is_none() && self.arrived_at_us.is_some()
    }

    /// Whether the confirmation of its money may be taken back: while its pool is open, and by a treasurer who found it; not what was
    /// set off. `same_person`: by who confirmed it.
    ///
    /// # Errors
    /// `WrongState`, `ClosedSince`, `NotByHand`, `UndoByAnother`.
    pub fn undo(
        &self,
        pool_open: bool,
        same_person: bool,
        now: Timestamp,
        zone: &Zone,
    ) -> Result<(), CommitRefused> {
        match self.state {
            CommitmentState::Held if pool_open && !self.late => {}
            CommitmentState::Held | CommitmentState::Captured => return Err(CommitRefused::ClosedSince),
            _ => return Err(CommitRefused::WrongState),
        }
        let by_hand = self.decided_by.is_some() && self.method != Some(MethodCode::SetOff);
        let at = self.decided_at_us.filter(|_| by_hand).ok_or(CommitRefused::NotByHand)?;
        match is_theirs(same_person, at, now, zone) {
            true => Ok(()),
            false => Err(CommitRefused::UndoByAnother),
        }
    }

    /// It lapsed while it was said to be paid, before such parts waited for the treasurer, and nobody has looked since.
    pub fn is_unlooked(&self) -> bool {
        let decided = |claimed| self.decided_at_us.is_some_and(|decided| decided >= claimed);
        self.lapsed_unlooked
            && self.paid_entry.is_none()
            && self.claimed_at_us.is_some_and(|claimed| !decided(claimed))
    }
}

row! {
    /// What happened to a pool; never changed.
    pub struct PoolEvent in "pool_event" {
        key community_id: i64, pool_id: PoolId, number: i64;
        step: PoolStep,
        at_us: Timestamp,
        by_member: Option<Id<Member>>,
        reason: Option<String>,
        entry: Option<i64>,
    }
}

row! {
    /// A pool that buys goods.
    pub struct GroupBuy in "group_buy" {
        key community_id: i64, pool_id: PoolId;
        offer_id: Id<Offer>,
        variant: i64,
        /// As they were called at opening.
        goods: String,
        unit: String,
        split_version: i64,
        /// Who makes the goods, where that is a member.
        supplier: Option<Id<Member>>,
        step_count: i64,
        case_milli: Option<i64>,
        remainder: Remainder,
        falls_on: FallsOn,
        /// Fixed by closing.
        ordered_milli: Option<i64>,
        spare_milli: Option<i64>,
        price_e4: Option<Price>,
        /// What a fund paid for spare pieces.
        spare_minor: i64,
        /// Goods that a fund sells: of whom they are bought when it forms, at which price, under which mandate. All or none.
        buying_supplier: Option<Id<Supplier>>,
        buying_price_e4: Option<Price>,
        buying_mandate: Option<Id<Mandate>>,
        /// Under which room is kept for the most that it may need of a fund, and how much: nothing once it has closed.
        kept_under: Option<Id<Mandate>>,
        kept_minor: i64,
        /// Who carries the mandate that was named, where its organiser does not; None: whoever may pay out is asked, or nobody.
        asked_of: Option<Id<Member>>,
        /// What it may need of a fund at most, as was asked.
        asked_minor: i64,
        /// Who let it spend, and when: without a question its organiser, by opening it.
        consented_by: Option<Id<Member>>,
        consented_at_us: Option<Timestamp>,
        /// What was ordered of its supplier.
        purchase_id: Option<Id<Purchase>>,
        /// What of it did not come; None while more may come.
        short_milli: Option<i64>,
        /// Of it, what falls on members and is not shared out among them yet.
        falls_milli: i64,
        /// Of the spare pieces, what was joined for and paid after closing.
        late_milli: i64,
        /// And what became stock; None until what came is counted.
        shelved_milli: Option<i64>,
    }
}

impl GroupBuy {
    /// Pieces that no member has.
    pub fn left_over(&self) -> i64 {
        (self.spare_milli.unwrap_or_default() - self.late_milli).max(0)
    }

    /// What whoever opened it agreed on with a supplier of the fund's.
    pub fn agreed(&self) -> Option<Agreed> {
        let (supplier, price, mandate) = (self.buying_supplier?, self.buying_price_e4?, self.buying_mandate?);
        Some(Agreed { supplier, price, mandate })
    }
}

row! {
    /// From this quantity on, all together, a unit costs this.
    pub struct GroupBuyStep in "group_buy_step" {
        key community_id: i64, pool_id: PoolId, number: i64;
        from_milli: Quantity,
        price_e4: Price,
    }
}

row! {
    /// What closing made of a member's part in a group buy; made where that differs from the part, or when its order is.
    pub struct GroupBuyPart in "group_buy_part" {
        key community_id: i64, commitment_id: Id<Commitment>;
        refused_milli: i64,
        order_id: Option<Id<Order>>,
        /// What of it did not come.
        short_milli: Option<i64>,
        /// What was given back for that; None until it was.
        short_minor: Option<i64>,
    }
}
