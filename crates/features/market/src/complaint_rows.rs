//! The rows of complaints and of what is proposed for them. What was written stands in the order's story; here is where.
//!
//! Not a rule: it is what the database holds.

use crate::complaint::{ComplaintKind, ComplaintState, RemedyKind, RemedyState, Talk};
use crate::ids::Member;
use crate::rows::{Order, Refund};
use files::rows::File;
use kernel::{Id, Quantity, Timestamp};
use store::row;

store::stored_by_code!(ComplaintKind, ComplaintState, RemedyKind, RemedyState);

row! {
    pub struct Complaint in "complaint" {
        key community_id: i64, order_id: Id<Order>, number: i64;
        buyer: Id<Member>,
        kind: ComplaintKind,
        state: ComplaintState,
        /// The event of the order's story that has the buyer's words.
        said_at: i64,
        opened_at_us: Timestamp,
        /// Since when it is in its state.
        since_us: Timestamp,
        remedy_count: i64,
    }
}

impl Complaint {
    pub fn talk(&self) -> Talk {
        Talk { state: self.state, remedies: self.remedy_count }
    }

    pub fn set_talk(&mut self, talk: Talk, now: Timestamp) {
        (self.state, self.remedy_count, self.since_us) = (talk.state, talk.remedies, now);
    }
}

row! {
    /// A line that is complained of.
    pub struct ComplaintLine in "complaint_line" {
        key community_id: i64, order_id: Id<Order>, complaint: i64, line: i64;
        quantity_milli: Quantity,
    }
}

row! {
    pub struct ComplaintPhoto in "complaint_photo" {
        key community_id: i64, order_id: Id<Order>, complaint: i64, number: i64;
        file_id: Id<File>,
    }
}

row! {
    /// What is proposed for a complaint.
    pub struct Remedy in "remedy" {
        key community_id: i64, order_id: Id<Order>, complaint: i64, number: i64;
        /// What it becomes has the same id under its own prefix.
        id: Id<Remedy>,
        kind: RemedyKind,
        state: RemedyState,
        /// To be given back. None: no money.
        amount_minor: Option<i64>,
        /// None: the program.
        by_member: Option<Id<Member>>,
        /// The event with its reason.
        said_at: i64,
        proposed_at_us: Timestamp,
        /// The event with which it ended.
        answered_at: Option<i64>,
        refund_id: Option<Id<Refund>>,
        /// The order under which the goods are handed over once more.
        follow_up: Option<Id<Order>>,
    }
}

row! {
    /// What a replacement has of a line. It is held on the shelf while the proposal stands.
    pub struct RemedyLine in "remedy_line" {
        key community_id: i64, order_id: Id<Order>, complaint: i64, remedy: i64, line: i64;
        quantity_milli: Quantity,
    }
}
