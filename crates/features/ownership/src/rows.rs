//! Rows of instruments. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::ids::Member;
use crate::instrument::InstrumentKind;
use kernel::{Currency, Id, Timestamp};
use store::row;

store::stored_by_code!(InstrumentKind);

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
