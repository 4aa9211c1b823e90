//! Rows of pasted lists. Quantities are thousandths of a unit.
//!
//! Not a rule: it is what the database holds.

use crate::ids::Member;
use crate::line::{Doing, LineState, Mark, Part, parse};
use kernel::{Id, Price, Timestamp};
use market::rows::{Offer, Order};
use pickup::rows::PickupPoint;
use pools::rows::Commitment;
use store::{Fault, Passing, row};

store::stored_by_code!(Doing, Mark, LineState);

row! {
    /// Counts a community's lists, so that each has a short number.
    pub struct ListCount in "list_count" { key community_id: i64; list_count: i64 }
}

row! {
    pub struct OrderList in "order_list" {
        key community_id: i64, id: Id<OrderList>;
        number: i64,
        /// The first line of the heading.
        title: String,
        /// As it was pasted last; None once it is erased.
        pasted: Option<String>,
        /// The highest number of its lines and items so far.
        line_count: i64,
        item_count: i64,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        pasted_by: Id<Member>,
        pasted_at_us: Timestamp,
        /// When what its heading says of days was pasted first: they are counted from then.
        heading_at_us: Timestamp,
        /// How long goods of its orders are held for who has not paid.
        pay_until_us: Timestamp,
        point_id: Option<Id<PickupPoint>>,
        /// Since 1970 in the community's zone.
        point_day: Option<i64>,
        erased_at_us: Option<Timestamp>,
        /// When somebody said last until when it is paid and where it is fetched; None: nobody has.
        terms_said_at_us: Option<Timestamp>,
        /// So many lines of `pasted` stand above its first order; None for what was pasted before that was kept.
        heading_line_count: Option<i64>,
    }
}

row! {
    /// A thing that the heading names, and the offer it is.
    pub struct ListItem in "list_item" {
        key community_id: i64, list_id: Id<OrderList>, number: i64;
        name: String,
        unit: String,
        price_e4: Option<Price>,
        offer_id: Option<Id<Offer>>,
        variant: Option<i64>,
        /// The price of the offer when it was matched.
        agreed_e4: Option<Price>,
    }
}

/// A variant of an offer, and what it cost when somebody looked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goods {
    pub offer: Id<Offer>,
    pub variant: i64,
    pub price: Price,
}

impl ListItem {
    pub fn goods(&self) -> Option<Goods> {
        Some(Goods { offer: self.offer_id?, variant: self.variant?, price: self.agreed_e4? })
    }

    pub fn set_goods(&mut self, goods: Option<Goods>) {
        self.offer_id = goods.map(|goods| goods.offer);
        self.variant = goods.map(|goods| goods.variant);
        self.agreed_e4 = goods.map(|goods| goods.price);
    }
}

row! {
    pub struct ListLine in "list_line" {
        key community_id: i64, list_id: Id<OrderList>, number: i64;
        /// Its place in the list; a line that is gone keeps its old one.
        place: i64,
        /// As it was written.
        words: String,
        name: String,
        doing: Doing,
        /// What `line::written` writes.
        items: String,
        note: String,
        mark: Mark,
        /// Codes of what made the reader doubt, a blank between two.
        doubts: String,
        state: LineState,
        mended_by: Option<Id<Member>>,
        mended_at_us: Option<Timestamp>,
        /// Rises with every change.
        revision: i64,
        /// It came back in an older copy: which one, by the number of the first line of its person that did.
        older_of: Option<i64>,
        /// With which older copy of its person's lines it was gone last.
        gone_with: Option<i64>,
        /// Whether what is said of that copy's lines settles it: no more when it is in the list again, or somebody says it of itself.
        follows_copy: bool,
    }
}

impl ListLine {
    /// # Errors
    /// For a row that no operation wrote.
    pub fn parts(&self) -> Result<Vec<Part>, Fault> {
        parse(&self.items).ok_or_else(|| {
            Fault::Engine(format!("{} {}: its items cannot be read", self.list_id, self.number).into())
        })
    }

    /// Whether it has a part in what its person wants.
    pub fn counts(&self) -> bool {
        self.mark.counts() && self.state != LineState::Replaced && self.doing != Doing::None
    }
}

row! {
    /// Who a name of a list is, and what could not be ordered for them.
    pub struct ListBuyer in "list_buyer" {
        key community_id: i64, list_id: Id<OrderList>, name: String;
        /// None until it is known or orders are made.
        member: Option<Id<Member>>,
        /// What `trouble::written` writes.
        troubles: String,
    }
}

row! {
    /// Where an order came from, with the words it was made of.
    pub struct ListOrder in "list_order" {
        key community_id: i64, order_id: Id<Order>;
        list_id: Id<OrderList>,
        name: String,
        words: String,
        placed_by: Id<Member>,
        placed_at_us: Timestamp,
        /// Whether it is part of what the list has ordered: not when the list called it off, or orders it again.
        counts: bool,
    }
}

row! {
    /// With what a name was joined into a group buy, for somebody without an account.
    pub struct ListPart in "list_part" {
        key community_id: i64, commitment_id: Id<Commitment>;
        list_id: Id<OrderList>,
        name: String,
        /// What the group buy buys.
        offer_id: Id<Offer>,
        variant: i64,
        /// Of its thousandths, what is part of what the list has ordered: what is over counts until somebody says that it is ordered again.
        counted_milli: i64,
        joined_by: Id<Member>,
        joined_at_us: Timestamp,
    }
}

row! {
    /// Whom a name meant the last time. As long as a list has the name; with the last of them it goes.
    pub struct KnownName in "known_name" {
        key community_id: i64, name: String;
        called: String,
        /// As far as their lines told it; empty: not at all.
        place: String,
        /// Eleven digits; empty: their lines have none.
        phone: String,
        /// Whether a person has said that this name is this member.
        confirmed: bool,
        member: Id<Member>,
        said_by: Id<Member>,
        said_at_us: Timestamp,
    }
}

row! {
    /// With which a buyer without an account takes over what was ordered for them.
    pub struct ClaimCode in "claim_code" {
        key community_id: i64, code_hash: Vec<u8>;
        placeholder: Id<Member>,
        made_by: Id<Member>,
        made_at_us: Timestamp,
        expires_at_us: Timestamp,
        voided_at_us: Option<Timestamp>,
        used_at_us: Option<Timestamp>,
        used_by: Option<Id<Member>>,
    }
}

impl ClaimCode {
    /// Whether it can still be entered.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.voided_at_us.is_none() && self.used_at_us.is_none() && now < self.expires_at_us
    }
}

// What chats said is kept for thirty days.
impl Passing for OrderList {}
impl Passing for ListLine {}
impl Passing for ListItem {}
impl Passing for ListBuyer {}
impl Passing for KnownName {}
