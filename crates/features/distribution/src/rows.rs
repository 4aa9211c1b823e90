//! Rows of closings and distributions. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::distribution::DistributionState;
use crate::ids::Member;
use crate::period::ClosingState;
use crate::tax::TaxState;
use crate::voting::VoteState;
use kernel::{Currency, Id, Timestamp};
use store::row;

store::stored_by_code!(ClosingState, DistributionState, TaxState);

row! {
    pub struct DistributionCount in "distribution_count" { key community_id: i64; distribution_count: i64 }
}

row! {
    /// A period that somebody asked to close; by the period's code.
    pub struct PeriodClosing in "period_closing" {
        key community_id: i64, period: String;
        starts_us: Timestamp,
        ends_us: Timestamp,
        state: ClosingState,
        asked_by: Id<Member>,
        asked_at_us: Timestamp,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
    }
}

row! {
    /// What would be shared out, or is. `rule` and `outcome` are JSON and never change; `hash` is over them and all shares.
    pub struct Distribution in "distribution" {
        key community_id: i64, id: Id<Distribution>;
        number: i64,
        period: String,
        starts_us: Timestamp,
        ends_us: Timestamp,
        fund: i64,
        currency: Currency,
        rule: String,
        outcome: String,
        hash: String,
        state: DistributionState,
        /// What leaves the fund to be shared out.
        total_minor: i64,
        /// What holders are owed of it.
        paid_minor: i64,
        loss_left_minor: i64,
        slack_units: i64,
        payout_count: i64,
        holder_count: i64,
        block_count: i64,
        blocks_paid: i64,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        decision: Option<String>,
        decided_at_us: Option<Timestamp>,
        entry: Option<i64>,
        ended_at_us: Option<Timestamp>,
        /// What `hash` is over: see `hashed.rs`.
        hash_version: i64,
        /// Tax was withheld that its office has not been paid.
        tax_open: bool,
        /// Blocks whose holders have the accounts that they are paid on.
        blocks_opened: i64,
    }
}

row! {
    /// The shares of some hundreds of holders: see `block.rs`.
    pub struct DistributionBlock in "distribution_block" {
        key community_id: i64, distribution_id: Id<Distribution>, number: i64;
        first_holder: Id<Member>,
        last_holder: Id<Member>,
        holder_count: i64,
        paid_minor: i64,
        shares: Vec<u8>,
    }
}

row! {
    /// What the shares of a block hash to.
    pub struct BlockHash in "distribution_block_hash" {
        key community_id: i64, distribution_id: Id<Distribution>, number: i64;
        hash: String,
    }
}

row! {
    /// A block that was paid.
    pub struct DistributionPart in "distribution_part" {
        key community_id: i64, distribution_id: Id<Distribution>, number: i64;
        entry: Option<i64>,
        paid_at_us: Timestamp,
    }
}

row! {
    /// What was withheld for a line of tax, on its way to the office. Of the attempts at a line one at most stands.
    pub struct TaxPayment in "tax_payment" {
        key community_id: i64, distribution_id: Id<Distribution>, line: i64, attempt: i64;
        /// Of the tax, as the rule has it.
        name: String,
        office: String,
        /// What the transfer says.
        reference: String,
        amount_minor: i64,
        state: TaxState,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        entry: Option<i64>,
        taken_by: Option<Id<Member>>,
        taken_at_us: Option<Timestamp>,
        reason: Option<String>,
        back_entry: Option<i64>,
    }
}

row! {
    /// The ballot on it that was last: see `voting.rs`.
    pub struct DistributionVote in "distribution_vote" {
        key community_id: i64, distribution_id: Id<Distribution>;
        /// The proposal's id.
        proposal: String,
        state: VoteState,
        until_us: Timestamp,
    }
}
