//! Rows of mandates and expenses. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::expense::{ExpensePurpose, ExpenseState, ExpenseStep};
use crate::ids::Member;
use crate::mandate::{MandateKind, MandateState, Permission, Source};
use crate::receipt::{ReceiptKind, Till};
use crate::standing::{PROOF_ABOVE_MINOR, Standing};
use files::rows::File;
use kernel::{Currency, Id, Timestamp};
use store::row;
use web::ids::PoolId;

store::stored_by_code!(
    Source,
    MandateKind,
    MandateState,
    ExpenseState,
    ExpenseStep,
    ExpensePurpose,
    ReceiptKind,
    Till
);

row! {
    /// Counts what people number.
    pub struct SpendingCount in "spending_count" { key community_id: i64; mandate_count: i64, expense_count: i64, receipt_count: i64 }
}

row! {
    pub struct Mandate in "mandate" {
        key community_id: i64, id: Id<Mandate>;
        number: i64,
        purpose: String,
        fund: i64,
        currency: Currency,
        ceiling_minor: i64,
        /// The most of one expense; None: the ceiling.
        each_minor: Option<i64>,
        /// What stands in the books.
        spent_minor: i64,
        /// Approved for payees outside and not paid yet, and kept by features above for what they have begun or asked for.
        promised_minor: i64,
        starts_at_us: Timestamp,
        /// Nothing is spent at this instant or later.
        ends_at_us: Timestamp,
        carried_by: Option<Id<Member>>,
        source: Source,
        /// The proposal's id.
        decision: Option<String>,
        /// What it was called; its text is frozen by then.
        decision_title: Option<String>,
        /// Of the community's rules, for a standing one.
        rules_version: Option<i64>,
        /// `2026-11` in the community's zone, for a standing one.
        month: Option<String>,
        state: MandateState,
        made_at_us: Timestamp,
        ended_at_us: Option<Timestamp>,
        ended_reason: Option<String>,
        /// When its decision was told as done or not done, or the mandate of a campaign ended in whatever way: what was asked for before is
        /// still decided. None where it was taken back otherwise: then nothing is.
        concluded_at_us: Option<Timestamp>,
        /// Whose released money it is, for a campaign's.
        campaign: Option<PoolId>,
        kind: MandateKind,
    }
}

row! {
    /// What a campaign's money was to be spent on, as it was decided.
    pub struct MandateLine in "mandate_line" {
        key community_id: i64, mandate_id: Id<Mandate>, number: i64;
        what: String,
        minor: i64,
    }
}

row! {
    /// Who spends under a campaign's mandate.
    pub struct MandateMember in "mandate_team" { key community_id: i64, mandate_id: Id<Mandate>, member: Id<Member>; leads: bool }
}

row! {
    /// What the rules of deciding say about spending: what they permit without a decision of its own (nothing where the month's sum
    /// is 0), and above which sum they demand a proof.
    pub struct StandingRule in "standing_rule" {
        key community_id: i64;
        fund: i64,
        month_minor: i64,
        each_minor: i64,
        rules_version: i64,
        set_at_us: Timestamp,
        /// None: never.
        proof_above_minor: Option<i64>,
    }
}

row! {
    pub struct Expense in "expense" {
        key community_id: i64, id: Id<Expense>;
        number: i64,
        mandate_id: Id<Mandate>,
        /// The mandate's.
        fund: i64,
        author: Id<Member>,
        /// One of the two is there.
        payee_member: Option<Id<Member>>,
        payee_name: Option<String>,
        purpose: ExpensePurpose,
        amount_minor: i64,
        what: String,
        incurred_at_us: Timestamp,
        state: ExpenseState,
        submitted_at_us: Timestamp,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        paid_by: Option<Id<Member>>,
        paid_at_us: Option<Timestamp>,
        /// Of the bank.
        reference: Option<String>,
        /// That it stands in the books with.
        entry: Option<i64>,
        proof_count: i64,
        step_count: i64,
        /// Proofs there were when it was approved; None: it was not.
        approved_proof_count: Option<i64>,
        /// Of its mandate's budget; None: none of it.
        line: Option<i64>,
        /// Kept for it under the mandate until it is decided on, by the feature above that asked for it.
        room_minor: i64,
    }
}

row! {
    /// What happened to an expense; never changed.
    pub struct ExpenseStepRow in "expense_step" {
        key community_id: i64, expense_id: Id<Expense>, number: i64;
        step: ExpenseStep,
        at_us: Timestamp,
        by_member: Option<Id<Member>>,
        reason: String,
    }
}

row! {
    pub struct ExpenseProof in "expense_proof" {
        key community_id: i64, expense_id: Id<Expense>, number: i64;
        file_id: Id<File>,
        sha256: String,
    }
}

row! {
    /// Money that came in otherwise than by sales. What it said stays; what was wrong is taken back whole.
    pub struct Receipt in "receipt" {
        key community_id: i64, id: Id<Receipt>;
        number: i64,
        kind: ReceiptKind,
        fund: i64,
        /// Where it lies.
        place: Till,
        amount_minor: i64,
        /// What for.
        what: String,
        received_at_us: Timestamp,
        /// One of the two at most.
        giver_member: Option<Id<Member>>,
        giver_name: Option<String>,
        recorded_by: Id<Member>,
        recorded_at_us: Timestamp,
        entry: i64,
        proof_count: i64,
        reversed_by: Option<Id<Member>>,
        reversed_at_us: Option<Timestamp>,
        reversed_reason: Option<String>,
        /// Of the books, that takes `entry` back.
        reversal_entry: Option<i64>,
        /// The one whose sum was wrong.
        corrects: Option<Id<Receipt>>,
        /// The one with the right sum.
        corrected_by: Option<Id<Receipt>>,
    }
}

row! {
    pub struct ReceiptProof in "receipt_proof" {
        key community_id: i64, receipt_id: Id<Receipt>, number: i64;
        file_id: Id<File>,
    }
}

impl Mandate {
    /// What it permits now, for the rules to decide on.
    pub fn permission(&self) -> Permission {
        Permission {
            state: self.state,
            source: self.source,
            starts_at: self.starts_at_us,
            ends_at: self.ends_at_us,
            ceiling_minor: self.ceiling_minor,
            each_minor: self.each_minor,
            spent_minor: self.spent_minor,
            promised_minor: self.promised_minor,
            concluded_at: self.concluded_at_us,
        }
    }
}

impl StandingRule {
    /// Above which sum a proof is demanded; the usual one where a community has said nothing.
    pub fn proof_above(rule: Option<&StandingRule>) -> Option<i64> {
        rule.map_or(Some(PROOF_ABOVE_MINOR), |rule| rule.proof_above_minor)
    }

    pub fn standing(&self) -> Option<Standing> {
        let StandingRule { fund, month_minor, each_minor, .. } = *self;
        (month_minor > 0).then_some(Standing { fund, month_minor, each_minor })
    }
}
