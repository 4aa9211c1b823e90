//! Rows of contributions. Sums are minor units of the community's currency; values are that, or slices.
//!
//! Not a rule: it is what the database holds.

use crate::call::{CallState, Open, PartState};
use crate::contribution::{Counts, DisputeOutcome, Standing, State, Step, Why};
use crate::ids::{Instrument, Member};
use crate::leaving::{DepartureState, Way};
use crate::ratio::Ratio;
use crate::rules::Office;
use crate::worth::{Kind, Per, Valuing, Worth};
use files::rows::File;
use kernel::{Id, Price, Quantity, Timestamp};
use store::row;

store::stored_by_code!(
    Counts,
    DisputeOutcome,
    State,
    Step,
    Why,
    Office,
    Kind,
    Per,
    Valuing,
    CallState,
    PartState,
    DepartureState,
    Way
);

row! {
    /// Counts what people number; which version of the rules holds (0: none yet).
    pub struct ContributionCount in "contribution_count" {
        key community_id: i64;
        contribution_count: i64,
        rules_version: i64,
        call_count: i64,
        departure_count: i64,
    }
}

row! {
    /// A version of the rules; never changed.
    pub struct RulesRow in "contribution_rules" {
        key community_id: i64, version: i64;
        valuing: Valuing,
        unpaid_num: i64,
        unpaid_den: i64,
        cash_num: i64,
        cash_den: i64,
        confirmation_count: i64,
        office: Option<Office>,
        office_count: i64,
        dispute_days: i64,
        /// Above it a claim is much.
        proof_above_minor: i64,
        rate_count: i64,
        reason: String,
        /// One of the two.
        set_by: Option<Id<Member>>,
        decision: Option<String>,
        set_at_us: Timestamp,
        /// What is given for its fund becomes units of it.
        instrument_id: Option<Id<Instrument>>,
        unit_value: Option<i64>,
    }
}

row! {
    pub struct RateRow in "contribution_rate" {
        key community_id: i64, version: i64, number: i64;
        name: String,
        per: Per,
        price_e4: Price,
    }
}

row! {
    /// What a member says to have given, and what came of it.
    pub struct Contribution in "contribution" {
        key community_id: i64, id: Id<Contribution>;
        number: i64,
        member: Id<Member>,
        kind: Kind,
        /// What it was given for.
        fund: i64,
        what: String,
        done_at_us: Timestamp,
        /// Those it was claimed under, and is judged by.
        rules_version: i64,
        rate_number: Option<i64>,
        rate_name: String,
        quantity_milli: Quantity,
        market_minor: i64,
        /// Already, for this.
        paid_minor: i64,
        unit: Valuing,
        multiplier_num: i64,
        multiplier_den: i64,
        share_num: i64,
        share_den: i64,
        /// What it comes to, recorded or not.
        value: i64,
        state: State,
        claimed_at_us: Timestamp,
        confirmation_count: i64,
        office_confirmation_count: i64,
        disputable_until_us: Option<Timestamp>,
        recorded_at_us: Option<Timestamp>,
        file_count: i64,
        step_count: i64,
        /// That it was done for.
        call_id: Option<Id<Call>>,
        /// More than members settle among themselves: evidence is needed, and an officer's confirmation.
        is_large: bool,
    }
}

row! {
    /// Never changed.
    pub struct Confirmation in "contribution_confirmation" {
        key community_id: i64, contribution_id: Id<Contribution>, member: Id<Member>;
        /// The contribution's member, so that the database can tell the two apart.
        claimant: Id<Member>,
        /// Holds the role that the rules ask for.
        by_office: bool,
        at_us: Timestamp,
    }
}

row! {
    pub struct Dispute in "contribution_dispute" {
        key community_id: i64, contribution_id: Id<Contribution>;
        claimant: Id<Member>,
        disputed_by: Id<Member>,
        reason: String,
        disputed_at_us: Timestamp,
        outcome: Option<DisputeOutcome>,
        decided_by: Option<Id<Member>>,
        /// The proposal's id, where members decided.
        decision: Option<String>,
        decided_at_us: Option<Timestamp>,
        decided_reason: String,
    }
}

row! {
    /// What happened to a contribution.
    pub struct StepRow in "contribution_step" {
        key community_id: i64, contribution_id: Id<Contribution>, number: i64;
        step: Step,
        at_us: Timestamp,
        by_member: Option<Id<Member>>,
        reason: String,
    }
}

row! {
    pub struct EvidenceFile in "contribution_file" {
        key community_id: i64, contribution_id: Id<Contribution>, number: i64;
        file_id: Id<File>,
        sha256: String,
    }
}

row! {
    /// What counts. Never changed: what is lost of it later is a line of its own.
    pub struct ValueRow in "contribution_value" {
        key community_id: i64, contribution_id: Id<Contribution>, number: i64;
        why: Why,
        member: Id<Member>,
        fund: i64,
        value: i64,
        counts: Counts,
        /// In which period it counts: when its contribution was recorded.
        counts_at_us: Timestamp,
        at_us: Timestamp,
    }
}

row! {
    /// What a contribution made of an instrument. Only what is issued of it changes, and never shrinks.
    pub struct MadeHolding in "contribution_holding" {
        key community_id: i64, contribution_id: Id<Contribution>;
        member: Id<Member>,
        instrument_id: Id<Instrument>,
        unit_value: i64,
        value: i64,
        /// What earlier contributions left, and what this one leaves.
        rest_before: i64,
        rest_after: i64,
        units: i64,
        /// The others wait for room.
        units_issued: i64,
        formed_at_us: Timestamp,
        /// Of those issued: lost by who left.
        units_lost: i64,
    }
}

impl MadeHolding {
    /// Whoever left lost every unit that it made.
    pub(crate) fn all_lapsed(&self) -> bool {
        self.units > 0 && self.units_lost == self.units
    }
}

row! {
    /// What becomes of what was given when somebody leaves; never changed.
    pub struct LeavingRow in "contribution_leaving" {
        key community_id: i64, version: i64;
        well_after_months: i64,
        removed_badly: bool,
        vesting_months: i64,
        well_vests_all: bool,
        well_units_percent: i64,
        well_counted_percent: i64,
        badly_units_percent: i64,
        badly_counted_percent: i64,
        capital_back: bool,
    }
}

row! {
    /// Somebody left, and what they lose by the rules.
    pub struct Departure in "contribution_departure" {
        key community_id: i64, id: Id<Departure>;
        number: i64,
        member: Id<Member>,
        removed: bool,
        left_at_us: Timestamp,
        /// Until then they may object.
        due_at_us: Timestamp,
        /// The fund is asked for what they put in.
        capital_back: bool,
        line_count: i64,
        state: DepartureState,
        /// What the leaver says against it.
        objection: String,
        /// Never the member; None where they came back.
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        decided_reason: String,
    }
}

row! {
    /// What is lost of one contribution.
    pub struct DepartureLine in "contribution_departure_line" {
        key community_id: i64, departure_id: Id<Departure>, position: i64;
        contribution_id: Id<Contribution>,
        way: Way,
        /// Of a holding, or value that counts: one of the two.
        units: i64,
        value: i64,
        /// What went when it was carried out.
        units_gone: i64,
        value_gone: i64,
    }
}

row! {
    /// What of a member's value has made no whole unit yet.
    pub struct Rest in "contribution_rest" {
        key community_id: i64, member: Id<Member>, instrument_id: Id<Instrument>;
        rest: i64,
    }
}

row! {
    /// Work that is called for.
    pub struct Call in "contribution_call" {
        key community_id: i64, id: Id<Call>;
        number: i64,
        opened_by: Id<Member>,
        title: String,
        note: String,
        fund: i64,
        /// Those of then, by which what is done is valued.
        rules_version: i64,
        /// At a rate, about so much of it each; or a sum each.
        rate_number: Option<i64>,
        quantity_milli: Quantity,
        sum_minor: i64,
        people_max: i64,
        assigned_count: i64,
        due_at_us: Timestamp,
        state: CallState,
        opened_at_us: Timestamp,
        closed_at_us: Option<Timestamp>,
    }
}

row! {
    /// One member's part in a call.
    pub struct Part in "contribution_part" {
        key community_id: i64, call_id: Id<Call>, member: Id<Member>;
        state: PartState,
        /// Why they want to.
        note: String,
        applied_at_us: Timestamp,
        assigned_by: Option<Id<Member>>,
        assigned_at_us: Option<Timestamp>,
        /// What was done, and how much of it.
        done: String,
        done_milli: Quantity,
        handed_in_at_us: Option<Timestamp>,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        reason: String,
        contribution_id: Option<Id<Contribution>>,
    }
}

row! {
    /// What shows that a part was done, handed in with it.
    pub struct PartFile in "contribution_part_file" {
        key community_id: i64, call_id: Id<Call>, member: Id<Member>, number: i64;
        file_id: Id<File>,
        sha256: String,
    }
}

impl Call {
    /// As the rules see it.
    pub fn open(&self) -> Open {
        Open { state: self.state, people_max: self.people_max, assigned_count: self.assigned_count }
    }
}

impl Contribution {
    /// As the rules see it.
    pub fn standing(&self) -> Standing {
        Standing {
            state: self.state,
            claimant: self.member,
            disputable_until: self.disputable_until_us,
            file_count: self.file_count,
            is_large: self.is_large,
        }
    }

    /// With what cannot be read counted as one: pages show it, and `verify` says so.
    pub fn worth(&self) -> Worth {
        Worth {
            market_minor: self.market_minor,
            paid_minor: self.paid_minor,
            multiplier: Ratio::new(self.multiplier_num, self.multiplier_den).unwrap_or(Ratio::ONE),
            share: self.share(),
        }
    }

    /// Whether multiplier and share are numbers at all.
    pub fn is_readable(&self) -> bool {
        Ratio::new(self.multiplier_num, self.multiplier_den).is_some()
            && Ratio::new(self.share_num, self.share_den).is_some()
    }

    pub fn share(&self) -> Ratio {
        Ratio::new(self.share_num, self.share_den).unwrap_or(Ratio::ONE)
    }
}
