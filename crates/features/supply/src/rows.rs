//! Rows of suppliers, what is ordered from them and how they are paid. Quantities are thousandths of a unit, sums minor
//! units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::bank::BankText;
use crate::credit::{CreditState, SettledBy};
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep, RaisedBy, Terms};
use crate::run::{RunLineState, RunPays, RunState, VoidReason};
use files::rows::File;
use kernel::{Id, Price, Quantity, Timestamp};
use market::rows::{Offer, Payout};
use spending::rows::{Expense, Mandate};
use store::row;

store::stored_by_code!(
    CreditState,
    SettledBy,
    PurchaseState,
    PurchaseStep,
    RaisedBy,
    Terms,
    RunPays,
    RunState,
    RunLineState,
    VoidReason
);

row! {
    /// Counts what a community has of each, so that each has a short number.
    pub struct SupplyCount in "supply_count" {
        key community_id: i64;
        supplier_count: i64,
        purchase_count: i64,
        run_count: i64,
    }
}

row! {
    pub struct Supplier in "supplier" {
        key community_id: i64, id: Id<Supplier>;
        number: i64,
        name: String,
        /// Telephone, address, who answers: for whoever orders and the supplier.
        contact: String,
        /// Whose account in the books it is. None: they have no sign-in yet, and nothing can be owed to them.
        member: Option<Id<Member>>,
        /// SHA-256 of the secret of a link by which they come in.
        link_hash: Option<Vec<u8>>,
        link_until_us: Option<Timestamp>,
        /// Nothing is ordered from, or paid together to, a closed one.
        is_open: bool,
        /// The newest of their bank details; 0: none.
        bank_version: i64,
        made_by: Option<Id<Member>>,
        made_at_us: Timestamp,
        changed_at_us: Timestamp,
    }
}

row! {
    /// Where a supplier is paid to. Each change is a new one: runs name the one that they were made with.
    pub struct SupplierBank in "supplier_bank" {
        key community_id: i64, supplier_id: Id<Supplier>, version: i64;
        holder: String,
        account: String,
        /// Name of the bank and branch.
        bank: String,
        /// Of the bank; empty within one country.
        bic: String,
        changed_by: Id<Member>,
        changed_at_us: Timestamp,
    }
}

impl SupplierBank {
    pub fn text(&self) -> BankText {
        let SupplierBank { holder, account, bank, bic, .. } = self.clone();
        BankText { holder, account, bank, bic }
    }
}

row! {
    /// From which account the community pays.
    pub struct PayingAccount in "paying_account" {
        key community_id: i64;
        holder: String,
        account: String,
        bank: String,
        bic: String,
        changed_by: Id<Member>,
        changed_at_us: Timestamp,
    }
}

impl PayingAccount {
    pub fn text(&self) -> BankText {
        let PayingAccount { holder, account, bank, bic, .. } = self.clone();
        BankText { holder, account, bank, bic }
    }
}

row! {
    /// From which sum on what was shared out under a cause is transferred by itself.
    pub struct LeastOfShare in "least_of_share" {
        key community_id: i64, cause_id: String;
        least_minor: i64,
    }
}

row! {
    /// Where a member wants to be paid to.
    pub struct MemberAccount in "member_account" {
        key community_id: i64, member: Id<Member>;
        /// Of the details that are in use; 0: none are.
        version: i64,
        version_count: i64,
    }
}

row! {
    /// As the member gave them; by nobody else. Empty once they are no longer in use and nothing was paid to them.
    pub struct MemberBank in "member_bank" {
        key community_id: i64, member: Id<Member>, version: i64;
        holder: String,
        account: String,
        bank: String,
        bic: String,
        changed_at_us: Timestamp,
    }
}

impl MemberBank {
    pub fn text(&self) -> BankText {
        let MemberBank { holder, account, bank, bic, .. } = self.clone();
        BankText { holder, account, bank, bic }
    }
}

row! {
    pub struct Purchase in "purchase" {
        key community_id: i64, id: Id<Purchase>;
        number: i64,
        supplier_id: Id<Supplier>,
        terms: Terms,
        raised_by: RaisedBy,
        /// The id of what raised it.
        raised_for: Option<String>,
        /// What permits it, where it is bought.
        mandate_id: Option<Id<Mandate>>,
        /// Which fund pays; None: no fund does.
        fund: Option<i64>,
        state: PurchaseState,
        /// The first instant of the day of delivery.
        deliver_on_us: Option<Timestamp>,
        deliver_to: String,
        note: String,
        line_count: i64,
        event_count: i64,
        delivery_count: i64,
        total_minor: i64,
        made_by: Option<Id<Member>>,
        made_at_us: Timestamp,
        closed_at_us: Option<Timestamp>,
        /// What a fund came to owe for it, and by which entry or expense.
        billed_minor: i64,
        expense_id: Option<Id<Expense>>,
        /// A code of `spending`, where it would not take the expense.
        not_billed: Option<String>,
        /// Of what was billed, credited since.
        credited_minor: i64,
        /// For it under its mandate, until it is billed or ends.
        kept_minor: i64,
    }
}

row! {
    pub struct PurchaseLine in "purchase_line" {
        key community_id: i64, purchase_id: Id<Purchase>, number: i64;
        offer_id: Id<Offer>,
        variant: i64,
        title: String,
        unit: String,
        /// Units in a case.
        case_milli: Quantity,
        quantity_milli: Quantity,
        /// A unit; rounded where only the total was agreed.
        price_e4: Price,
        total_minor: i64,
        received_milli: i64,
    }
}

row! {
    /// What happened to a purchase order; never changed but for the words of whoever is erased.
    pub struct PurchaseEvent in "purchase_event" {
        key community_id: i64, purchase_id: Id<Purchase>, number: i64;
        step: PurchaseStep,
        at_us: Timestamp,
        by_member: Option<Id<Member>>,
        reason: Option<String>,
        entry: Option<i64>,
    }
}

row! {
    /// What was counted at one handover.
    pub struct Delivery in "delivery" {
        key community_id: i64, id: Id<Delivery>;
        purchase_id: Id<Purchase>,
        number: i64,
        counted_by: Id<Member>,
        counted_at_us: Timestamp,
        /// About how it was.
        note: String,
        photo_count: i64,
    }
}

row! {
    pub struct DeliveryLine in "delivery_line" {
        key community_id: i64, delivery_id: Id<Delivery>, line: i64;
        counted_milli: i64,
    }
}

row! {
    pub struct DeliveryPhoto in "delivery_photo" {
        key community_id: i64, delivery_id: Id<Delivery>, number: i64;
        file_id: Id<File>,
    }
}

row! {
    /// What a supplier is owed less for what was billed.
    pub struct Credit in "supplier_credit" {
        key community_id: i64, id: Id<Credit>;
        purchase_id: Id<Purchase>,
        supplier_id: Id<Supplier>,
        amount_minor: i64,
        reason: String,
        /// None: a pool, for spare pieces that did not come.
        by_member: Option<Id<Member>>,
        at_us: Timestamp,
        entry: i64,
    }
}

row! {
    /// Asked of a supplier: to be owed less. Once agreed to there is a credit of the same id.
    pub struct CreditAsked in "credit_asked" {
        key community_id: i64, id: Id<Credit>;
        purchase_id: Id<Purchase>,
        supplier_id: Id<Supplier>,
        amount_minor: i64,
        reason: String,
        asked_by: Id<Member>,
        asked_at_us: Timestamp,
        state: CreditState,
        /// When silence agrees. None: it does not, for the supplier could not see it.
        silence_at_us: Option<Timestamp>,
        /// Why the supplier says no.
        objection: Option<String>,
        settled_how: Option<SettledBy>,
        settled_by: Option<Id<Member>>,
        settled_at_us: Option<Timestamp>,
        settled_reason: Option<String>,
    }
}

row! {
    /// A payout that was entered wrongly.
    pub struct PayoutTakenBack in "payout_taken_back" {
        key community_id: i64, payout_id: Id<Payout>;
        member: Id<Member>,
        taken_by: Id<Member>,
        taken_at_us: Timestamp,
        /// Empty when who was paid has been erased.
        reason: String,
        /// That it was taken back with.
        entry: i64,
    }
}

row! {
    pub struct PaymentRun in "payment_run" {
        key community_id: i64, id: Id<PaymentRun>;
        number: i64,
        pays: RunPays,
        state: RunState,
        line_count: i64,
        /// How many of them have been dealt with since the second consent.
        done_count: i64,
        /// Of its lines that are not void.
        total_minor: i64,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        /// Why it was called off.
        reason: Option<String>,
    }
}

row! {
    pub struct RunLine in "payment_run_line" {
        key community_id: i64, run_id: Id<PaymentRun>, number: i64;
        /// None: paid as a member.
        supplier_id: Option<Id<Supplier>>,
        member: Id<Member>,
        amount_minor: i64,
        /// The bank details that it is paid to.
        bank_version: i64,
        state: RunLineState,
        void_reason: Option<VoidReason>,
        /// Of settled sales, and of the rest: a payout each, where there is something of it.
        sales_minor: i64,
        sales_payout: Id<Payout>,
        sales_entry: Option<i64>,
        rest_minor: i64,
        rest_payout: Id<Payout>,
        rest_entry: Option<i64>,
        returned_by: Option<Id<Member>>,
        returned_at_us: Option<Timestamp>,
    }
}
