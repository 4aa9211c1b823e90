//! Rows of instruments. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::ids::Member;
use crate::instrument::InstrumentKind;
use crate::issue::OriginKind;
use crate::subscription::{Claim, SubscriptionState};
use kernel::{Currency, Id, Timestamp};
use store::row;

store::stored_by_code!(InstrumentKind, OriginKind, SubscriptionState);

row! {
    /// Counts what people number.
    pub struct OwnershipCount in "ownership_count" {
        key community_id: i64;
        instrument_count: i64,
        subscription_count: i64,
    }
}

row! {
    pub struct Instrument in "instrument" {
        key community_id: i64, id: Id<Instrument>;
        number: i64,
        kind: InstrumentKind,
        name: String,
        /// Where the money goes.
        fund: i64,
        currency: Currency,
        /// Of one unit.
        price_minor: i64,
        /// In all, and of one holder.
        units_max: i64,
        units_each_max: i64,
        /// Asked for, their money not there yet.
        units_asked: i64,
        /// Paid for.
        units_issued: i64,
        /// What who takes part has, in words.
        terms: String,
        /// The newest.
        risk_version: i64,
        /// The proposal's id.
        decision: String,
        made_at_us: Timestamp,
    }
}

impl Instrument {
    /// Neither asked for nor issued.
    pub fn units_left(&self) -> i64 {
        self.units_max - self.units_asked - self.units_issued
    }
}

row! {
    /// A version of what can go wrong; never changed.
    pub struct InstrumentRisk in "instrument_risk" {
        key community_id: i64, instrument_id: Id<Instrument>, version: i64;
        words: String,
        /// What changed, and why; empty for the first, which the decision has.
        reason: String,
        /// None: the decision.
        written_by: Option<Id<Member>>,
        written_at_us: Timestamp,
    }
}

row! {
    /// What a member asked for, and what came of it.
    pub struct Subscription in "subscription" {
        key community_id: i64, id: Id<Subscription>;
        number: i64,
        instrument_id: Id<Instrument>,
        member: Id<Member>,
        units: i64,
        amount_minor: i64,
        /// The version of the risks that the member has said to have read.
        risk_version: i64,
        state: SubscriptionState,
        asked_at_us: Timestamp,
        /// Who recorded the money or refused it; never the member.
        decided_by: Option<Id<Member>>,
        /// Also when the member withdrew it; none where it ended because the member was forgotten, for that leaves no time.
        decided_at_us: Option<Timestamp>,
        arrived_at_us: Option<Timestamp>,
        /// Of the bank.
        reference: String,
        /// Why it was refused.
        reason: String,
        entry: Option<i64>,
    }
}

impl Subscription {
    /// As the rules see it.
    pub fn claim(&self) -> Claim {
        Claim { state: self.state, member: self.member, amount_minor: self.amount_minor }
    }
}

row! {
    /// What somebody has of an instrument now. Of a donation nothing is held: only what is asked for stands here.
    pub struct Holding in "holding" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>;
        units: i64,
        /// Asked for by subscriptions, and kept for a feature above.
        units_asked: i64,
        /// The instrument's, so that the database can hold it against the others.
        units_each_max: i64,
        change_count: i64,
        /// Of those asked for: kept for a feature above.
        units_reserved: i64,
        /// What is held through companies, rounded up; it counts against the most of one holder.
        units_through: i64,
        /// What was paid in for what is held.
        paid_minor: i64,
    }
}

row! {
    /// A line of the register; never changed.
    pub struct HoldingChange in "register_line" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>, number: i64;
        change_units: i64,
        /// What was put in with it, or taken out.
        change_minor: i64,
        /// When it was entered: from then on it is held. What was told of a day stays true, however late money is recorded.
        at_us: Timestamp,
        origin_kind: OriginKind,
        /// The id of what it came from.
        origin_id: String,
        /// None where no money moved.
        entry: Option<i64>,
    }
}

row! {
    /// An arrival that was recorded and was none, or not so; never changed but for its reason, when its member is forgotten.
    pub struct ArrivalTakenBack in "arrival_taken_back" {
        key community_id: i64, subscription_id: Id<Subscription>, entry: i64;
        reversal_entry: i64,
        /// As it was recorded.
        arrived_at_us: Timestamp,
        /// Never the member.
        taken_by: Id<Member>,
        taken_at_us: Timestamp,
        reason: String,
    }
}
