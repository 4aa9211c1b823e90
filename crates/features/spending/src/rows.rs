//! Rows of mandates and expenses. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::expense::{ExpensePurpose, ExpenseState, ExpenseStep};
use crate::ids::Member;
use crate::mandate::{MandateState, Source};
use files::rows::File;
use kernel::{Currency, Id, Timestamp};
use store::row;

store::stored_by_code!(Source, MandateState, ExpenseState, ExpenseStep, ExpensePurpose);

row! {
    /// Counts what people number.
    pub struct SpendingCount in "spending_count" { key community_id: i64; mandate_count: i64, expense_count: i64 }
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
        /// Approved for payees outside, not paid yet.
        promised_minor: i64,
        starts_at_us: Timestamp,
        /// Nothing is spent at this instant or later.
        ends_at_us: Timestamp,
        carried_by: Option<Id<Member>>,
        source: Source,
        /// The proposal's id.
        decision: Option<String>,
        /// Of the community's rules, for a standing one.
        rules_version: Option<i64>,
        /// `2026-11` in the community's zone, for a standing one.
        month: Option<String>,
        state: MandateState,
        made_at_us: Timestamp,
        ended_at_us: Option<Timestamp>,
        ended_reason: Option<String>,
    }
}

row! {
    pub struct Expense in "expense" {
        key community_id: i64, id: Id<Expense>;
        number: i64,
        mandate_id: Id<Mandate>,
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
