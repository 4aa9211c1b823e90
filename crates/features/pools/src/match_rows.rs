//! Rows of match funds. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::ids::{MatchId, Member, PoolId};
use crate::matching::{MatchKind, MatchRule, MatchStage, MatchState};
use crate::rows::Commitment;
use kernel::{Id, Timestamp};
use spending::rows::Mandate;
use store::row;

store::stored_by_code!(MatchKind, MatchState, MatchStage);

row! {
    /// What a decision set aside out of a fund, to be added to gifts.
    pub struct MatchFund in "match_fund" {
        key community_id: i64, id: MatchId;
        name: String,
        /// The proposal's id, and what it was called.
        decision: String,
        decision_title: String,
        mandate_id: Id<Mandate>,
        /// Whose money it is, and that it was set aside with.
        fund: i64,
        entry: i64,
        kind: MatchKind,
        percent: i64,
        each_minor: i64,
        member_minor: i64,
        campaign_minor: i64,
        budget_minor: i64,
        state: MatchState,
        campaign_count: i64,
        opened_at_us: Timestamp,
        /// To campaigns whose money it does not lie with yet.
        promised_minor: i64,
        /// Went to campaigns.
        moved_minor: i64,
        /// What none of them needed: with its fund again, and by which entry.
        unused_minor: i64,
        unused_entry: Option<i64>,
    }
}

impl MatchFund {
    pub fn rule(&self) -> MatchRule {
        let MatchFund { kind, percent, each_minor, member_minor, campaign_minor, budget_minor, .. } = *self;
        MatchRule { kind, percent, each_minor, member_minor, campaign_minor, budget_minor }
    }

    /// Neither promised nor gone.
    pub fn free_minor(&self) -> i64 {
        self.budget_minor - self.promised_minor - self.moved_minor - self.unused_minor
    }
}

row! {
    /// A campaign that a match fund adds to. Once it is held, the match is kept, released or back with its fund.
    pub struct MatchedCampaign in "matched_campaign" {
        key community_id: i64, pool_id: PoolId;
        match_id: MatchId,
        stage: MatchStage,
        cap_minor: i64,
        /// Gifts that count, and the sum of the roots of what each person gave.
        given_minor: i64,
        roots: i64,
        match_minor: i64,
        kept_minor: i64,
        released_minor: i64,
        returned_minor: i64,
        held_entry: Option<i64>,
        back_entry: Option<i64>,
    }
}

row! {
    /// What of one member's gifts to a campaign counts, and what they bring by a share.
    pub struct MatchedGiver in "matched_giver" {
        key community_id: i64, pool_id: PoolId, member: Id<Member>;
        given_minor: i64,
        match_minor: i64,
        /// Of quadratic matching: the giver who is one person with this one, as of the last time it was reckoned. None: they count alone.
        counts_with: Option<Id<Member>>,
    }
}

row! {
    /// A gift that counts, and what it brings by a share; nothing of either once it is withdrawn.
    pub struct MatchedPart in "matched_part" {
        key community_id: i64, commitment_id: Id<Commitment>;
        pool_id: PoolId,
        given_minor: i64,
        match_minor: i64,
    }
}
