//! Rows of campaigns. Sums are minor units of the community's currency, shares hundredths of a percent.
//!
//! Not a rule: it is what the database holds.

use crate::campaign::{Acceptance, Offered, Round, SecondRound};
use crate::ids::{Member, PoolId};
use crate::milestone::{Answers, MilestoneState, Stage, Step, tranches};
use crate::pool::Reached;
use crate::rows::{Commitment, Pool};
use kernel::{Id, Timestamp};
use ownership::rows::Instrument;
use store::row;

store::stored_by_code!(Offered, Acceptance, MilestoneState, Stage);

row! {
    /// A pool that a decision opened.
    pub struct Campaign in "campaign" {
        key community_id: i64, pool_id: PoolId;
        /// The proposal's id, and what it was called.
        decision: String,
        decision_title: String,
        offered: Offered,
        fund: i64,
        /// What its money buys a part of, where that is in the register.
        instrument_id: Option<Id<Instrument>>,
        unit_minor: i64,
        units_least: i64,
        gets: String,
        risk: String,
        first_goal_minor: i64,
        second_goal_minor: Option<i64>,
        second_days: Option<i64>,
        raised_at_us: Option<Timestamp>,
        acceptance: Acceptance,
        look_days: i64,
        percent: i64,
        probation_days: i64,
        milestone_count: i64,
        budget_count: i64,
        update_count: i64,
        question_count: i64,
        stage: Stage,
        /// What came together, once its parts are captured: all of it is in one of the four below.
        captured_minor: i64,
        /// Held in the pool for tranches to come.
        kept_minor: i64,
        /// Owed in goods.
        advance_minor: i64,
        /// With the fund.
        released_minor: i64,
        /// Given back to backers.
        returned_minor: i64,
        /// While it is reckoned or shared out: the number of the last part that was counted.
        counted_up_to: i64,
        /// Of a rest that is shared out, what is no part's yet.
        left_minor: i64,
        /// A pre-order of one step that was opened before two were asked for: reaching its goal releases all of it, and nobody says that it is there.
        goal_releases_all: bool,
    }
}

impl Campaign {
    pub fn second(&self) -> Option<SecondRound> {
        let (goal_minor, days) = (self.second_goal_minor?, self.second_days?);
        Some(SecondRound { goal_minor, days })
    }

    /// Whether reaching the goal releases the first tranche. A single step that is a delivery is claimed and accepted first, but where it was agreed
    /// on before two were asked for.
    pub fn goal_releases(&self) -> bool {
        self.offered != Offered::PreOrder || self.milestone_count > 1 || self.goal_releases_all
    }

    /// Whether what is released is owed in goods until the last step, which is the delivery.
    pub fn owes_goods(&self) -> bool {
        self.offered == Offered::PreOrder && !self.goal_releases_all
    }

    /// `reached`: of what is owned, what could be kept if it closed now.
    pub fn round(&self, pool: &Pool, reached: &Reached) -> Round {
        Round {
            second: self.second(),
            raised: self.raised_at_us.is_some(),
            closes_at: pool.closes_at_us,
            withdraw_until: pool.leave_until_us.unwrap_or(pool.closes_at_us),
            is_met: pool.condition().is_met(reached),
        }
    }
}

row! {
    pub struct Milestone in "campaign_milestone" {
        key community_id: i64, pool_id: PoolId, number: i64;
        title: String,
        share_bp: i64,
        due_at_us: Timestamp,
        state: MilestoneState,
        /// Fixed when all parts are captured.
        tranche_minor: Option<i64>,
        claimed_by: Option<Id<Member>>,
        claimed_at_us: Option<Timestamp>,
        evidence: Option<String>,
        /// Until when backers look.
        decide_at_us: Option<Timestamp>,
        /// Who may answer: counted when it was claimed, and by who is one with whom when it is decided.
        backers: i64,
        yes_count: i64,
        no_count: i64,
        decided_at_us: Option<Timestamp>,
        entry: Option<i64>,
        /// As it was decided, where backers looking longer has moved it.
        agreed_due_at_us: Option<Timestamp>,
        /// How often backers have said something of it.
        voice_count: i64,
        /// Of what is owned, in whole units: up to which part one more of them goes, by its remainder, ties by part. None: nothing is left over.
        cut_remainder: Option<i64>,
        cut_part: Option<Id<Commitment>>,
    }
}

impl Milestone {
    pub fn step(&self) -> Step {
        Step { state: self.state, due_at: self.due_at_us, decide_at: self.decide_at_us }
    }

    pub fn answers(&self) -> Answers {
        Answers { backers: self.backers, yes: self.yes_count, no: self.no_count }
    }
}

row! {
    /// What a backer says of a milestone; the last word counts.
    pub struct Voice in "campaign_voice" {
        key community_id: i64, pool_id: PoolId, milestone: i64, member: Id<Member>;
        accepts: bool,
        at_us: Timestamp,
        /// Why they object; empty where nothing was said.
        reason: String,
        /// In the order of saying, within the milestone; 0: before they were numbered.
        number: i64,
        /// False where somebody who is one with them said something later.
        counted: bool,
    }
}

row! {
    pub struct BudgetRow in "campaign_budget" {
        key community_id: i64, pool_id: PoolId, number: i64;
        what: String,
        minor: i64,
    }
}

row! {
    /// Who does the work, and answers for it.
    pub struct TeamMember in "campaign_team" { key community_id: i64, pool_id: PoolId, member: Id<Member>; leads: bool }
}

row! {
    pub struct CampaignPart in "campaign_part" {
        key community_id: i64, commitment_id: Id<Commitment>;
        pool_id: PoolId,
        number: i64,
        /// The version of the risks that its member said to have read.
        risk_version: i64,
        /// Of what is owned: so many tranches of it are in the register.
        issued_tranches: i64,
        /// What of it was not released and goes back.
        back_minor: Option<i64>,
        back_entry: Option<i64>,
        /// What remained when what goes back of it was divided, in parts of what was captured; None: nothing, or a minor unit more was given
        /// for it.
        back_remainder: Option<i64>,
        /// Of what is owned: its units of each tranche, `2,1,1`. None: not reckoned yet, or before all parts were rounded together.
        units_by_tranche: Option<String>,
    }
}

impl CampaignPart {
    pub fn keep_units(&mut self, by_tranche: &[i64]) {
        let texts: Vec<String> = by_tranche.iter().map(i64::to_string).collect();
        self.units_by_tranche = Some(texts.join(","));
    }

    /// Its units of each tranche; what was reckoned before all parts were rounded together is rounded alone. None where that is no list.
    pub fn units_of(&self, units: i64, shares_bp: &[i64]) -> Option<Vec<i64>> {
        match &self.units_by_tranche {
            Some(kept) => kept.split(',').map(|units| units.parse().ok()).collect(),
            None => tranches(units, shares_bp),
        }
    }
}

row! {
    pub struct UpdateRow in "campaign_update" {
        key community_id: i64, pool_id: PoolId, number: i64;
        written_by: Id<Member>,
        written_at_us: Timestamp,
        words: String,
    }
}

row! {
    pub struct Question in "campaign_question" {
        key community_id: i64, pool_id: PoolId, number: i64;
        asked_by: Id<Member>,
        asked_at_us: Timestamp,
        words: String,
        answer: Option<String>,
        answered_by: Option<Id<Member>>,
        answered_at_us: Option<Timestamp>,
    }
}
