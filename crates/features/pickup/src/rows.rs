//! Rows of pick-up points and what is fetched there. Days are those since 1970 in the community's zone.
//!
//! Not a rule: it is what the database holds.

use crate::acting::fault;
use crate::collecting::{Collecting, PickupState};
use crate::hours::{Opening, Slot, Window, parse_days};
use crate::ids::Member;
use kernel::{Id, Timestamp, Zone};
use market::rows::Order;
use pools::ids::PoolId;
use pools::rows::Commitment;
use store::{Fault, row};

store::stored_by_code!(PickupState);
store::stored_by_code!(PartPlace);

kernel::codes! {
    /// What became of the place that is kept for a part of a group buy.
    pub enum PartPlace {
        Kept = "kept",
        /// It is the order's, or was.
        Ordered = "ordered",
        /// Given back.
        Free = "free",
    }
}

row! {
    /// Counts a community's points, so that each has a short number.
    pub struct PickupCount in "pickup_count" { key community_id: i64; point_count: i64 }
}

row! {
    pub struct PickupPoint in "pickup_point" {
        key community_id: i64, id: Id<PickupPoint>;
        number: i64,
        name: String,
        address: String,
        note: String,
        /// What `Opening` writes and reads.
        hours: String,
        /// Dates, a blank between two.
        closed_on: String,
        /// Orders in one slot; None: any number.
        slot_places: Option<i64>,
        day_places: Option<i64>,
        minder: Id<Member>,
        is_open: bool,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        changed_by: Id<Member>,
        changed_at_us: Timestamp,
    }
}

impl PickupPoint {
    /// # Errors
    /// For a row that no operation wrote.
    pub fn opening(&self, zone: &Zone) -> Result<Opening, Fault> {
        let (week, closed) = (Opening::parse_week(&self.hours), parse_days(&self.closed_on, zone));
        let (Some(week), Some(closed)) = (week, closed) else {
            return Err(fault(format!("{}: its hours cannot be read", self.id)));
        };
        Ok(Opening { week, closed })
    }
}

row! {
    /// Of a point on a day, how many pick-ups there are.
    pub struct PickupDay in "pickup_day" {
        key community_id: i64, point_id: Id<PickupPoint>, day: i64;
        taken: i64,
        places: Option<i64>,
        /// On its eve, who minds the point.
        minder_told_us: Option<Timestamp>,
    }
}

row! {
    /// The same in one window of that day.
    pub struct PickupSlot in "pickup_slot" {
        key community_id: i64, point_id: Id<PickupPoint>, day: i64, from_minute: i64;
        taken: i64,
        places: Option<i64>,
    }
}

row! {
    /// Where and when one order is fetched.
    pub struct Pickup in "pickup" {
        key community_id: i64, order_id: Id<Order>;
        code: i64,
        buyer: Id<Member>,
        point_id: Id<PickupPoint>,
        day: i64,
        from_minute: i64,
        until_minute: i64,
        starts_at_us: Timestamp,
        ends_at_us: Timestamp,
        state: PickupState,
        chosen_at_us: Timestamp,
        /// To whom it may be given instead, as the buyer wrote.
        neighbour: Option<String>,
        neighbour_at_us: Option<Timestamp>,
        /// Since when the buyer is reminded.
        missed_at_us: Option<Timestamp>,
        gone_at_us: Option<Timestamp>,
        /// Who handed it over; None where that was recorded elsewhere.
        gone_by: Option<Id<Member>>,
        handed_to: Option<String>,
        /// On the eve of its day.
        reminded_before_us: Option<Timestamp>,
        reminded_on_day_us: Option<Timestamp>,
    }
}

impl Pickup {
    pub fn collecting(&self) -> Collecting<'_> {
        Collecting { state: self.state, ends_at: self.ends_at_us, neighbour: self.neighbour.as_deref() }
    }
}

row! {
    /// Where and on which day the goods of an order are, as it was said when it was made.
    pub struct PickupOrder in "pickup_order" {
        key community_id: i64, order_id: Id<Order>;
        point_id: Id<PickupPoint>,
        day: i64,
        /// False once the list took it back.
        is_said: bool,
    }
}

row! {
    /// Which order a code opens now.
    pub struct PickupCode in "pickup_code" {
        key community_id: i64, code: i64;
        order_id: Id<Order>,
    }
}

row! {
    /// What a minder said, under an id of the minder's device; never changed but for names when somebody is erased.
    pub struct CheckIn in "check_in" {
        key community_id: i64, id: String;
        order_id: Id<Order>,
        state: PickupState,
        handed_to: Option<String>,
        said_now: bool,
        happened_at_us: Timestamp,
        recorded_at_us: Timestamp,
        by_member: Id<Member>,
        /// Where it stood before this was said; None of what was said before that was kept.
        before_state: Option<PickupState>,
        /// The check-in that this one takes back.
        undoes: Option<String>,
    }
}

row! {
    /// A member's private link to the calendar of what they have to fetch and to pay.
    pub struct CalendarLink in "calendar_link" {
        key community_id: i64, member: Id<Member>;
        /// None: revoked.
        token_hash: Option<Vec<u8>>,
        /// In which the calendar speaks.
        lang: String,
        made_at_us: Timestamp,
    }
}

row! {
    /// Who hands over at a point beside who minds it.
    pub struct PickupHelper in "pickup_helper" {
        key community_id: i64, point_id: Id<PickupPoint>, number: i64;
        member: Id<Member>,
        from_day: i64,
        /// The last day; None: for good.
        until_day: Option<i64>,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        ended_by: Option<Id<Member>>,
        ended_at_us: Option<Timestamp>,
    }
}

row! {
    /// Where and on which day the orders of a group buy are fetched; of several points one is chosen on joining.
    pub struct PickupPool in "pickup_pool" {
        key community_id: i64, pool_id: PoolId, number: i64;
        point_id: Id<PickupPoint>,
        day: i64,
    }
}

row! {
    /// The place that is kept for a part of a group buy until it is an order.
    pub struct PickupPart in "pickup_part" {
        key community_id: i64, commitment_id: Id<Commitment>;
        pool_id: PoolId,
        point_id: Id<PickupPoint>,
        day: i64,
        from_minute: i64,
        until_minute: i64,
        state: PartPlace,
        /// What the order's code is drawn from.
        draw: i64,
        chosen_at_us: Timestamp,
    }
}

impl PickupPart {
    /// As it was chosen: changed hours move nobody.
    pub fn slot(&self, zone: &Zone) -> Option<Slot> {
        Slot::of(self.day, Window { from: self.from_minute, until: self.until_minute }, zone)
    }
}
