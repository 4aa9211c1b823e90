//! The market's rows: table, key and columns of each. Quantities are thousandths of a variant's unit, sums minor
//! units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::ids::{Budget, Coupon, Member, Pool};
use crate::methods::{Course, method};
use crate::offer::{Audience, OfferState, Stock};
use crate::order::{Progress, State};
use crate::payment::{MethodCode, PaymentState};
use crate::settlement::CouponPart;
use kernel::{Id, Price, Quantity, Timestamp};
use store::row;

store::stored_by_code!(
    Audience,
    OfferState,
    State,
    MethodCode,
    PaymentState,
    RefundKind,
    Purse,
    RepaidFrom,
    OrderStep
);

kernel::codes! {
    /// What led to a refund.
    pub enum RefundKind {
        /// A steward gave back a sum or returned goods.
        Granted = "granted",
        /// Goods were not there.
        Shortage = "shortage",
        /// A paid order was cancelled.
        Cancellation = "cancellation",
    }
}

kernel::codes! {
    /// What a payout empties.
    pub enum Purse {
        /// Refunds and other credit.
        Owed = "owed",
        /// Settled sales.
        Payable = "payable",
    }
}

kernel::codes! {
    /// Where a repayment comes from.
    pub enum RepaidFrom {
        /// Money came to the bank.
        Bank = "bank",
        /// Kept from refunds and other credit.
        Owed = "owed",
    }
}

kernel::codes! {
    /// What happened to an order: its states, and what leaves the state as it is.
    pub enum OrderStep {
        /// Until when it is held was said anew.
        HoldMoved = "hold_moved",
        PaymentChosen = "payment_chosen",
        PaymentClaimed = "payment_claimed",
        ClaimWithdrawn = "claim_withdrawn",
        PaymentRefused = "payment_refused",
        PaymentFailed = "payment_failed",
        PaymentMismatched = "payment_mismatched",
        PaymentLate = "payment_late",
        PaymentReturned = "payment_returned",
        PaymentOwed = "payment_owed",
        Overpaid = "overpaid",
        /// It was put down to this order by mistake.
        PaymentUndone = "payment_undone",
        Paid = "paid",
        Short = "short",
        Refunded = "refunded",
        Fulfilled = "fulfilled",
        /// It was marked as handed over by mistake.
        HandOverUndone = "hand_over_undone",
        /// By the buyer: something is wrong with what was handed over.
        Complained = "complained",
        ComplaintAnswered = "complaint_answered",
        /// The answer was that there is nothing, and somebody else than who gave it has looked.
        AnswerConfirmed = "answer_confirmed",
        /// The buyer took what was proposed, or said nothing against it.
        RemedyAgreed = "remedy_agreed",
        RemedyDeclined = "remedy_declined",
        /// By the clock: nobody answered, and it could not be carried out any more.
        RemedyImpossible = "remedy_impossible",
        Accepted = "accepted",
        Settled = "settled",
        Cancelled = "cancelled",
        Expired = "expired",
    }
}

row! {
    /// How the market of a community works; made with the first change, else the defaults hold.
    pub struct MarketSettings in "market_settings" {
        key community_id: i64;
        hold_seconds: i64,
        claim_seconds: i64,
        after_sales_seconds: i64,
        /// Where to transfer to; None: not offered.
        bank_instructions: Option<String>,
        /// What to do with the collection code; None: not offered.
        code_instructions: Option<String>,
        /// An uploaded picture of the code.
        code_image: Option<String>,
        /// Who said so last; None: the program, for an import.
        changed_by: Option<Id<Member>>,
        /// None: nobody has yet.
        changed_at_us: Option<Timestamp>,
    }
}

row! {
    /// Counts a community's orders, so that each has a short number.
    pub struct MarketCount in "market_count" { key community_id: i64; order_count: i64 }
}

row! {
    pub struct Offer in "offer" {
        key community_id: i64, id: Id<Offer>;
        title: String,
        /// CommonMark.
        story: String,
        state: OfferState,
        audience: Audience,
        /// The most one person may buy, over all variants and orders since the limit was set.
        limit_milli: Option<Quantity>,
        variant_count: i64,
        /// The version that new orders take.
        split_version: i64,
        made_by: Option<Id<Member>>,
        made_at_us: Timestamp,
        changed_at_us: Timestamp,
        /// Why it was withdrawn.
        reason: Option<String>,
        /// By its seller, without the power over all offers, who may put it up again.
        withdrawn_by_seller: bool,
        /// Nobody has agreed to its split yet: neither who manages offers, by putting it up, nor a decision.
        split_waits: bool,
        /// What else people call it, as `names` keeps it.
        also_called: String,
    }
}

row! {
    pub struct OfferVariant in "offer_variant" {
        key community_id: i64, offer_id: Id<Offer>, number: i64;
        title: String,
        unit: String,
        price_e4: Price,
        step_milli: Quantity,
        withdrawn: bool,
        /// None: without a count.
        available_milli: Option<i64>,
        held_milli: i64,
        sold_milli: i64,
        supplied_milli: Option<i64>,
    }
}

impl OfferVariant {
    pub fn stock(&self) -> Stock {
        Stock { available: self.available_milli, held: self.held_milli, sold: self.sold_milli }
    }

    pub fn set_stock(&mut self, stock: Stock) {
        (self.available_milli, self.held_milli, self.sold_milli) = (stock.available, stock.held, stock.sold);
        self.supplied_milli = stock.supplied();
    }
}

row! {
    /// A version of who gets what; never changed. `words` is what `split::Split` reads and writes.
    pub struct OfferSplit in "offer_split" {
        key community_id: i64, offer_id: Id<Offer>, version: i64;
        words: String,
        made_by: Option<Id<Member>>,
        made_at_us: Timestamp,
        /// The id of the proposal that decided it, where one did.
        decision: Option<String>,
    }
}

row! {
    /// What one person has of an offer that has a limit.
    pub struct PurchaseCount in "purchase_count" {
        key community_id: i64, offer_id: Id<Offer>, buyer: Id<Member>;
        bought_milli: i64,
    }
}

row! {
    pub struct Order in "customer_order" {
        key community_id: i64, id: Id<Order>;
        /// Short, for people: counted from 1 within the community.
        number: i64,
        buyer: Id<Member>,
        state: State,
        line_count: i64,
        total_minor: i64,
        refunded_minor: i64,
        placed_at_us: Timestamp,
        hold_until_us: Option<Timestamp>,
        claim_until_us: Option<Timestamp>,
        /// When the money arrived.
        paid_at_us: Option<Timestamp>,
        accept_due_us: Option<Timestamp>,
        /// Since when the buyer's complaint is open.
        complained_at_us: Option<Timestamp>,
        /// None while no way is chosen, and where a pool paid it.
        method: Option<MethodCode>,
        /// The pool whose condition was met by it, where it came from one.
        pool_id: Option<Id<Pool>>,
        /// The number it had in another system, when it was brought over from one.
        reference: Option<String>,
        /// The attempt to pay that stands, where there is one.
        payment_id: Option<Id<Payment>>,
        /// The entry that the money came in with.
        paid_entry: Option<i64>,
        settled_entry: Option<i64>,
        /// Who brought the buyer. One member or nobody: there is no column for a second.
        referred_by: Option<Id<Member>>,
        /// None also where goods are given once more in place of some that a coupon paid in part.
        coupon_id: Option<Id<Coupon>>,
        /// Where the coupon's money comes from and goes back to.
        coupon_budget: Option<Id<Budget>>,
        /// What the coupon pays of the total.
        coupon_minor: i64,
        /// What of that went back with refunds.
        coupon_back_minor: i64,
        event_count: i64,
    }
}

impl Order {
    pub fn progress(&self) -> Progress {
        Progress {
            state: self.state,
            hold_until: self.hold_until_us,
            claim_until: self.claim_until_us,
            paid_at: self.paid_at_us,
            accept_due: self.accept_due_us,
            complained_at: self.complained_at_us,
        }
    }

    pub fn set_progress(&mut self, progress: Progress) {
        self.state = progress.state;
        (self.hold_until_us, self.claim_until_us) = (progress.hold_until, progress.claim_until);
        (self.paid_at_us, self.accept_due_us) = (progress.paid_at, progress.accept_due);
        self.complained_at_us = progress.complained_at;
    }

    pub fn rest_minor(&self) -> i64 {
        self.total_minor - self.refunded_minor
    }

    /// What the buyer pays: the total, less what a coupon pays.
    pub fn due_minor(&self) -> i64 {
        self.total_minor - self.coupon_minor
    }

    /// What the buyer got back of that.
    pub fn due_back_minor(&self) -> i64 {
        self.refunded_minor - self.coupon_back_minor
    }

    pub fn coupon(&self) -> Option<CouponPart> {
        let of = |budget| CouponPart { budget, minor: self.coupon_minor };
        self.coupon_budget.map(of).filter(|part| part.minor > 0)
    }
}

row! {
    pub struct OrderLine in "order_line" {
        key community_id: i64, order_id: Id<Order>, number: i64;
        offer_id: Id<Offer>,
        variant: i64,
        split_version: i64,
        /// As it was called when it was bought.
        title: String,
        unit: String,
        quantity_milli: Quantity,
        price_e4: Price,
        total_minor: i64,
        /// Given back by quantity; never above the quantity.
        returned_milli: Quantity,
        /// The part of it that never left: not there, or given back before it was handed over.
        undelivered_milli: Quantity,
        refunded_minor: i64,
        /// Whether it counts against the buyer's limit.
        limited: bool,
    }
}

row! {
    /// What is left of a receiver's part of a line; made with the line's first refund. Until then the split says it.
    pub struct LinePart in "line_part" {
        key community_id: i64, order_id: Id<Order>, line: i64, party: String;
        part_minor: i64,
        refunded_minor: i64,
    }
}

row! {
    /// What happened to an order after its placing, and by whom; None: by the clock.
    pub struct OrderEvent in "order_event" {
        key community_id: i64, order_id: Id<Order>, number: i64;
        step: OrderStep,
        at_us: Timestamp,
        by_member: Option<Id<Member>>,
        reason: Option<String>,
        entry: Option<i64>,
        /// Of the money that moved, in minor units.
        amount_minor: Option<i64>,
    }
}

row! {
    /// A line of a statement that something was entered from, as a hash. A payment of a subject is told by the moment in which it was
    /// entered: a line stands for each.
    pub struct ArrivalSeen in "arrival_seen" {
        key community_id: i64, print: Vec<u8>, subject: String, entered_at_us: Timestamp;
        code: String,
        numbered: bool,
        /// What was entered from it was taken back then; None: it stands.
        freed_at_us: Option<Timestamp>,
    }
}

row! {
    /// An attempt to pay. A set-off and an order of nothing have none: the order and its entry say it all.
    pub struct Payment in "payment" {
        key community_id: i64, id: Id<Payment>;
        order_id: Id<Order>,
        buyer: Id<Member>,
        method: MethodCode,
        state: PaymentState,
        amount_minor: i64,
        /// What the buyer wrote about it.
        proof: Option<String>,
        claimed_at_us: Option<Timestamp>,
        arrived_at_us: Option<Timestamp>,
        arrived_minor: Option<i64>,
        /// The treasurer; None for a gateway.
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        /// Of the bank or the gateway, or why it was refused.
        reference: Option<String>,
        entry: Option<i64>,
        /// That took it back, where it was put down to this order by mistake; all else then tells what had been confirmed, but for the
        /// reference, which is another transfer's. It stays where the payment is found after all: ask `is_undone`.
        undone_entry: Option<i64>,
    }
}

impl Payment {
    /// Its money was put down to this order by mistake. Where it is found all the same, it is confirmed as any that was refused.
    pub fn is_undone(&self) -> bool {
        self.state == PaymentState::Refused && self.undone_entry.is_some()
    }

    /// Somebody looked at the account, and said what became of it: no gateway and no other system did.
    pub fn is_by_hand(&self) -> bool {
        let seen = method(self.method).is_some_and(|way| way.course() == Course::Claimed);
        seen && self.decided_by.is_some()
    }
}

row! {
    /// A notification of a gateway that was acted on, so that its duplicates are not.
    pub struct GatewayNotice in "gateway_notice" {
        key community_id: i64, nonce: String;
        payment_id: Id<Payment>,
        received_at_us: Timestamp,
        outcome: String,
    }
}

row! {
    pub struct Refund in "refund" {
        key community_id: i64, id: Id<Refund>;
        order_id: Id<Order>,
        kind: RefundKind,
        amount_minor: i64,
        reason: String,
        by_member: Option<Id<Member>>,
        at_us: Timestamp,
        after_settlement: bool,
        restocked: bool,
        /// What of the amount a coupon had paid: that goes back to its budget, the rest to the buyer.
        coupon_minor: i64,
        entry: Option<i64>,
    }
}

row! {
    pub struct RefundLine in "refund_line" {
        key community_id: i64, refund_id: Id<Refund>, line: i64;
        /// None: a sum, without goods.
        quantity_milli: Option<Quantity>,
        amount_minor: i64,
    }
}

row! {
    pub struct RefundPart in "refund_part" {
        key community_id: i64, refund_id: Id<Refund>, line: i64, party: String;
        amount_minor: i64,
    }
}

row! {
    pub struct Payout in "payout" {
        key community_id: i64, id: Id<Payout>;
        member: Id<Member>,
        purse: Purse,
        /// What left the bank.
        amount_minor: i64,
        /// What the member owed and was kept from the same purse.
        kept_minor: i64,
        /// Of the bank.
        reference: String,
        by_member: Option<Id<Member>>,
        paid_at_us: Timestamp,
        recorded_at_us: Timestamp,
        entry: i64,
    }
}

row! {
    /// What a member owed the community and gave back.
    pub struct Repayment in "repayment" {
        key community_id: i64, id: Id<Repayment>;
        member: Id<Member>,
        source: RepaidFrom,
        amount_minor: i64,
        /// Of the bank.
        reference: Option<String>,
        by_member: Option<Id<Member>>,
        repaid_at_us: Timestamp,
        recorded_at_us: Timestamp,
        entry: i64,
    }
}
