//! What is read of lists beside single rows.

use crate::ids::Member;
use crate::rows::{KnownName, ListBuyer, ListItem, ListLine, ListOrder, ListPart, OrderList};
use kernel::{Id, Timestamp};
use market::order::State;
use market::rows::{Offer, Order};
use pools::rows::Commitment;
use store::{Fault, Listed, Reader, Tx};

const LINE: &str =
    "SELECT community_id, list_id, number, place, words, name, doing, items, note, mark, doubts, state,
    mended_by, mended_at_us, revision, older_of, gone_with, follows_copy
    FROM list_line WHERE community_id = $1 AND list_id = $2 ORDER BY place, number";

const LINE_OF_NAME: &str =
    "SELECT community_id, list_id, number, place, words, name, doing, items, note, mark, doubts,
    state, mended_by, mended_at_us, revision, older_of, gone_with, follows_copy
    FROM list_line WHERE community_id = $1 AND list_id = $2 AND name = $3
    ORDER BY place, number";

const LINES_OF_COPY: &str =
    "SELECT community_id, list_id, number, place, words, name, doing, items, note, mark, doubts,
    state, mended_by, mended_at_us, revision, older_of, gone_with, follows_copy
    FROM list_line
    WHERE community_id = $1 AND list_id = $2 AND (older_of = $3 OR gone_with = $3) ORDER BY number";

const ITEMS: &str = "SELECT community_id, list_id, number, name, unit, price_e4, offer_id, variant, agreed_e4
    FROM list_item WHERE community_id = $1 AND list_id = $2 ORDER BY number";

const BUYERS: &str =
    "SELECT community_id, list_id, name, member, troubles FROM list_buyer WHERE community_id = $1 AND list_id = $2
    ORDER BY name";

const ORDERS: &str = "SELECT community_id, order_id, list_id, name, words, placed_by, placed_at_us, counts
    FROM list_order WHERE community_id = $1 AND list_id = $2 ORDER BY name, order_id";

/// Orders that count, some at once, to give them their place.
const ORDERS_AFTER: &str = "SELECT order_id FROM list_order
    WHERE community_id = $1 AND list_id = $2 AND counts = 1 AND order_id > $3 ORDER BY order_id LIMIT $4";

const ORDERS_OF_NAME: &str =
    "SELECT community_id, order_id, list_id, name, words, placed_by, placed_at_us, counts
    FROM list_order WHERE community_id = $1 AND list_id = $2 AND name = $3 ORDER BY order_id";

const PARTS: &str = "SELECT community_id, commitment_id, list_id, name, offer_id, variant, counted_milli, joined_by, joined_at_us
    FROM list_part WHERE community_id = $1 AND list_id = $2 ORDER BY name, commitment_id";

const PARTS_OF_NAME: &str =
    "SELECT community_id, commitment_id, list_id, name, offer_id, variant, counted_milli, joined_by, joined_at_us
    FROM list_part WHERE community_id = $1 AND list_id = $2 AND name = $3 ORDER BY commitment_id";

/// What was taken in group buys for one buyer.
const PARTS_OF_BUYER: &str = "SELECT l.commitment_id
    FROM (SELECT community_id, id FROM commitment WHERE community_id = $1 AND member = $2) AS c
    CROSS JOIN list_part l WHERE l.community_id = c.community_id AND l.commitment_id = c.id ORDER BY c.id";

/// The newest lists, to see whether one of them is pasted again.
const NEWEST: &str =
    "SELECT id FROM order_list WHERE community_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";

const NAMES_OF_BUYER: &str = "SELECT list_id, name FROM list_buyer WHERE community_id = $1 AND member = $2
    ORDER BY list_id, name";

const KNOWN_NAMES_OF: &str =
    "SELECT name FROM known_name WHERE community_id = $1 AND member = $2 ORDER BY name";

/// Names that nobody has said anything of since a time.
const KNOWN_BEFORE: &str = "SELECT name, called FROM known_name
    WHERE community_id = $1 AND said_at_us <= $2 ORDER BY name";

/// What lines are called in lists whose words are still there: read once for all names that are looked for.
const LIVE_NAMES: &str = "SELECT DISTINCT l.name FROM order_list o CROSS JOIN list_line l
    WHERE o.community_id = $1 AND o.erased_at_us IS NULL AND l.community_id = o.community_id AND l.list_id = o.id
    ORDER BY l.name";

/// Everybody who is called so.
const KNOWN_CALLED: &str =
    "SELECT community_id, name, called, place, phone, confirmed, member, said_by, said_at_us
    FROM known_name WHERE community_id = $1 AND called = $2 ORDER BY name";

/// So many names are looked up in one statement.
const NAMES_AT_ONCE: usize = 50;

/// How they are called, and where they are known to live.
const PLACES_CALLED: &str = "SELECT called, place FROM known_name WHERE community_id = $1 AND called IN
    ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
    $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)
    ORDER BY called, name";

/// Members with an account who show exactly this name.
const MEMBERS_NAMED: &str = "SELECT id FROM member WHERE community_id = $1 AND display_name = $2
    AND person_id IS NOT NULL AND left_at_us IS NULL AND joined_at_us IS NOT NULL ORDER BY id LIMIT 10";

/// Whoever is known at a room, whatever they are called.
const KNOWN_AT: &str =
    "SELECT member FROM known_name WHERE community_id = $1 AND place = $2 ORDER BY name LIMIT 10";

/// Whose lines have had this phone.
const KNOWN_BY_PHONE: &str =
    "SELECT member FROM known_name WHERE community_id = $1 AND phone = $2 ORDER BY name LIMIT 10";

/// Where somebody is known to live.
const PLACE_KNOWN: &str =
    "SELECT place FROM known_name WHERE community_id = $1 AND member = $2 AND place <> ''
    ORDER BY name LIMIT 1";

/// What was made for one buyer, by way of the orders, which are found by buyer.
const ORDERS_OF_BUYER: &str = "SELECT l.order_id
    FROM (SELECT community_id, id, number FROM customer_order WHERE community_id = $1 AND buyer = $2) AS o
    CROSS JOIN list_order l WHERE l.community_id = o.community_id AND l.order_id = o.id ORDER BY o.number";

const CODES_OF: &str = "SELECT code_hash FROM claim_code WHERE community_id = $1 AND placeholder = $2
    ORDER BY made_at_us DESC, code_hash";

/// Buyers without an account, whom a list had an order or a part for, and none since a time; no name means them any more.
const LONG_UNUSED: &str = "SELECT m.id FROM member m
    WHERE m.community_id = $1 AND m.person_id IS NULL AND m.left_at_us IS NULL
    AND NOT EXISTS (SELECT 1 FROM known_name k WHERE k.community_id = m.community_id AND k.member = m.id)
    AND (EXISTS (SELECT 1 FROM customer_order o CROSS JOIN list_order l
            WHERE o.community_id = m.community_id AND o.buyer = m.id
            AND l.community_id = o.community_id AND l.order_id = o.id)
        OR EXISTS (SELECT 1 FROM commitment c CROSS JOIN list_part p
            WHERE c.community_id = m.community_id AND c.member = m.id
            AND p.community_id = c.community_id AND p.commitment_id = c.id))
    AND NOT EXISTS (SELECT 1 FROM customer_order o
        WHERE o.community_id = m.community_id AND o.buyer = m.id AND o.placed_at_us > $2)
    AND NOT EXISTS (SELECT 1 FROM commitment c
        WHERE c.community_id = m.community_id AND c.member = m.id AND c.made_at_us > $2)
    AND m.id > $3 ORDER BY m.id LIMIT $4";

/// Buyers without an account whom a list has had, by id.
const BUYERS_KNOWN: &str = "SELECT m.id, m.display_name FROM member m
    WHERE m.community_id = $1 AND m.id > $2 AND m.person_id IS NULL AND m.left_at_us IS NULL
    AND (EXISTS (SELECT 1 FROM known_name k WHERE k.community_id = m.community_id AND k.member = m.id)
        OR EXISTS (SELECT 1 FROM customer_order o CROSS JOIN list_order l
            WHERE o.community_id = m.community_id AND o.buyer = m.id
            AND l.community_id = o.community_id AND l.order_id = o.id)
        OR EXISTS (SELECT 1 FROM commitment c CROSS JOIN list_part p
            WHERE c.community_id = m.community_id AND c.member = m.id
            AND p.community_id = c.community_id AND p.commitment_id = c.id))
    ORDER BY m.id LIMIT $3";

/// What the orders of a list that count have of each thing, and where each order stands.
const HELD: &str = "SELECT l.name, o.id, o.state, i.offer_id, i.variant, i.quantity_milli
    FROM (SELECT community_id, order_id, name FROM list_order
        WHERE community_id = $1 AND list_id = $2 AND counts = 1) AS l
    CROSS JOIN customer_order o CROSS JOIN order_line i
    WHERE o.community_id = l.community_id AND o.id = l.order_id
        AND i.community_id = o.community_id AND i.order_id = o.id
    ORDER BY l.name, o.number, i.number";

/// How many orders of a list that count stand where, and what their buyers pay for them: less what a coupon pays, and what they got back.
const SUMS_BY_STATE: &str = "SELECT o.state, CAST(COUNT(*) AS BIGINT), CAST(SUM(
        o.total_minor - o.coupon_minor - o.refunded_minor + o.coupon_back_minor
        - CASE WHEN o.state IN ('placed', 'awaiting_payment', 'payment_claimed') THEN COALESCE(
            (SELECT SUM(p.arrived_minor) FROM payment p WHERE p.community_id = o.community_id AND p.order_id = o.id
                AND p.state = 'mismatched'), 0) ELSE 0 END) AS BIGINT)
    FROM (SELECT community_id, order_id FROM list_order
        WHERE community_id = $1 AND list_id = $2 AND counts = 1) AS l
    CROSS JOIN customer_order o WHERE o.community_id = l.community_id AND o.id = l.order_id
    GROUP BY o.state ORDER BY o.state";

/// Orders of a list that count and are still to be fetched, paid or not, and have no slot.
const WITHOUT_PLACE: &str = "SELECT o.id, o.state FROM (SELECT community_id, order_id FROM list_order
        WHERE community_id = $1 AND list_id = $2 AND counts = 1) AS l
    CROSS JOIN customer_order o
    WHERE o.community_id = l.community_id AND o.id = l.order_id
        AND o.state IN ('placed', 'awaiting_payment', 'payment_claimed', 'paid')
        AND NOT EXISTS (SELECT 1 FROM pickup p
            WHERE p.community_id = o.community_id AND p.order_id = o.id AND p.state <> 'dropped')
    ORDER BY o.number";

/// Buyers of a list who have orders of it that stand, or a part that was not given up unpaid, and no account, and until when a code of theirs can be entered.
const WITHOUT_ACCOUNT: &str = "SELECT b.name, b.member,
        (SELECT MAX(c.expires_at_us) FROM claim_code c WHERE c.community_id = b.community_id AND c.placeholder = b.member
            AND c.voided_at_us IS NULL AND c.used_at_us IS NULL AND c.expires_at_us > $3)
    FROM list_buyer b CROSS JOIN member m
    WHERE b.community_id = $1 AND b.list_id = $2 AND m.community_id = b.community_id AND m.id = b.member
        AND m.person_id IS NULL AND m.left_at_us IS NULL AND (EXISTS (SELECT 1 FROM list_order o CROSS JOIN customer_order c
            WHERE o.community_id = b.community_id AND o.list_id = b.list_id AND o.name = b.name AND o.counts = 1
            AND c.community_id = o.community_id AND c.id = o.order_id AND c.state NOT IN ('cancelled', 'expired'))
        OR EXISTS (SELECT 1 FROM list_part p CROSS JOIN commitment c
            WHERE p.community_id = b.community_id AND p.list_id = b.list_id AND p.name = b.name
            AND c.community_id = p.community_id AND c.id = p.commitment_id AND c.state <> 'lapsed'))
    ORDER BY b.name";

pub(crate) const STATEMENTS: &[&str] = &[
    LINE,
    LINE_OF_NAME,
    LINES_OF_COPY,
    ITEMS,
    BUYERS,
    ORDERS,
    ORDERS_AFTER,
    ORDERS_OF_NAME,
    PARTS,
    PARTS_OF_NAME,
    PARTS_OF_BUYER,
    NEWEST,
    NAMES_OF_BUYER,
    KNOWN_NAMES_OF,
    KNOWN_BEFORE,
    LIVE_NAMES,
    KNOWN_CALLED,
    PLACES_CALLED,
    MEMBERS_NAMED,
    KNOWN_AT,
    KNOWN_BY_PHONE,
    PLACE_KNOWN,
    ORDERS_OF_BUYER,
    CODES_OF,
    LONG_UNUSED,
    BUYERS_KNOWN,
    HELD,
    SUMS_BY_STATE,
    WITHOUT_PLACE,
    WITHOUT_ACCOUNT,
];

type List = Id<OrderList>;

/// Read inside an operation and on a page alike.
pub(crate) trait Read {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn store::Arg]) -> Result<Vec<L>, Fault>;
}

impl Read for Tx {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn store::Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

impl Read for Reader {
    fn list<L: Listed>(&mut self, sql: &str, args: &[&dyn store::Arg]) -> Result<Vec<L>, Fault> {
        self.rows(sql, args)
    }
}

pub(crate) fn orders_after(
    tx: &mut Tx,
    list: List,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Order>>, Fault> {
    let community = tx.community();
    let found: Vec<(Id<Order>,)> = tx.rows(ORDERS_AFTER, &[&community, &list, &after, &limit])?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

pub(crate) fn lines(read: &mut impl Read, community: i64, list: List) -> Result<Vec<ListLine>, Fault> {
    read.list(LINE, &[&community, &list])
}

pub(crate) fn lines_of(
    read: &mut impl Read,
    community: i64,
    list: List,
    name: &str,
) -> Result<Vec<ListLine>, Fault> {
    read.list(LINE_OF_NAME, &[&community, &list, &name.to_owned()])
}

/// What came back with an older copy of one person's lines, and what went with it.
pub(crate) fn lines_of_copy(
    read: &mut impl Read,
    community: i64,
    list: List,
    copy: i64,
) -> Result<Vec<ListLine>, Fault> {
    read.list(LINES_OF_COPY, &[&community, &list, &copy])
}

pub(crate) fn items(read: &mut impl Read, community: i64, list: List) -> Result<Vec<ListItem>, Fault> {
    read.list(ITEMS, &[&community, &list])
}

pub(crate) fn buyers(read: &mut impl Read, community: i64, list: List) -> Result<Vec<ListBuyer>, Fault> {
    read.list(BUYERS, &[&community, &list])
}

pub(crate) fn orders(read: &mut impl Read, community: i64, list: List) -> Result<Vec<ListOrder>, Fault> {
    read.list(ORDERS, &[&community, &list])
}

pub(crate) fn orders_of(
    read: &mut impl Read,
    community: i64,
    list: List,
    name: &str,
) -> Result<Vec<ListOrder>, Fault> {
    read.list(ORDERS_OF_NAME, &[&community, &list, &name.to_owned()])
}

pub(crate) fn parts(read: &mut impl Read, community: i64, list: List) -> Result<Vec<ListPart>, Fault> {
    read.list(PARTS, &[&community, &list])
}

pub(crate) fn parts_of(
    read: &mut impl Read,
    community: i64,
    list: List,
    name: &str,
) -> Result<Vec<ListPart>, Fault> {
    read.list(PARTS_OF_NAME, &[&community, &list, &name.to_owned()])
}

pub(crate) fn parts_of_buyer(
    read: &mut impl Read,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Commitment>>, Fault> {
    first(read.list(PARTS_OF_BUYER, &[&community, &member]))
}

pub(crate) fn newest(
    read: &mut impl Read,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<List>, Fault> {
    first(read.list(NEWEST, &[&community, &below, &limit]))
}

pub(crate) fn names_of_buyer(
    read: &mut impl Read,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<(List, String)>, Fault> {
    read.list(NAMES_OF_BUYER, &[&community, &member])
}

pub(crate) fn known_names_of(
    read: &mut impl Read,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<String>, Fault> {
    first(read.list(KNOWN_NAMES_OF, &[&community, &member]))
}

/// Key of the row, and how they are called.
pub(crate) fn known_before(
    read: &mut impl Read,
    community: i64,
    since: Timestamp,
) -> Result<Vec<(String, String)>, Fault> {
    read.list(KNOWN_BEFORE, &[&community, &since])
}

pub(crate) fn live_names(read: &mut impl Read, community: i64) -> Result<Vec<String>, Fault> {
    first(read.list(LIVE_NAMES, &[&community]))
}

pub(crate) fn place_known(read: &mut impl Read, community: i64, member: Id<Member>) -> Result<String, Fault> {
    let found: Vec<(String,)> = read.list(PLACE_KNOWN, &[&community, &member])?;
    Ok(found.into_iter().next().map_or_else(String::new, |(place,)| place))
}

pub(crate) fn known_called(
    read: &mut impl Read,
    community: i64,
    called: &str,
) -> Result<Vec<KnownName>, Fault> {
    read.list(KNOWN_CALLED, &[&community, &called.to_owned()])
}

/// Of each name the places where somebody who is called so is known to live, fifty names at once. The last name fills what is left of
/// its statement.
pub(crate) fn places_called(
    read: &mut impl Read,
    community: i64,
    names: &[&str],
) -> Result<Vec<(String, String)>, Fault> {
    let mut found = Vec::new();
    for some in names.chunks(NAMES_AT_ONCE) {
        let Some(last) = some.last() else { continue };
        let all: Vec<&str> = (0..NAMES_AT_ONCE).map(|at| *some.get(at).unwrap_or(last)).collect();
        let args: Vec<&dyn store::Arg> = std::iter::once(&community as &dyn store::Arg)
            .chain(all.iter().map(|name| name as &dyn store::Arg))
            .collect();
        found.extend(read.list::<(String, String)>(PLACES_CALLED, &args)?);
    }
    Ok(found)
}

pub(crate) fn members_named(
    read: &mut impl Read,
    community: i64,
    name: &str,
) -> Result<Vec<Id<Member>>, Fault> {
    first(read.list(MEMBERS_NAMED, &[&community, &name.to_owned()]))
}

pub(crate) fn known_at(read: &mut impl Read, community: i64, place: &str) -> Result<Vec<Id<Member>>, Fault> {
    first(read.list(KNOWN_AT, &[&community, &place.to_owned()]))
}

pub(crate) fn known_by_phone(
    read: &mut impl Read,
    community: i64,
    phone: &str,
) -> Result<Vec<Id<Member>>, Fault> {
    first(read.list(KNOWN_BY_PHONE, &[&community, &phone.to_owned()]))
}

pub(crate) fn orders_of_buyer(
    read: &mut impl Read,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Order>>, Fault> {
    first(read.list(ORDERS_OF_BUYER, &[&community, &member]))
}

/// Hashes of the codes made for a placeholder, the newest first.
pub(crate) fn codes_of(
    read: &mut impl Read,
    community: i64,
    placeholder: Id<Member>,
) -> Result<Vec<Vec<u8>>, Fault> {
    first(read.list(CODES_OF, &[&community, &placeholder]))
}

/// Behind one, by id.
pub(crate) fn long_unused(
    read: &mut impl Read,
    community: i64,
    since: Timestamp,
    after: &str,
    limit: i64,
) -> Result<Vec<Id<Member>>, Fault> {
    first(read.list(LONG_UNUSED, &[&community, &since, &after.to_owned(), &limit]))
}

/// Behind one, by id.
pub(crate) fn buyers_known(
    read: &mut impl Read,
    community: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<(Id<Member>, String)>, Fault> {
    read.list(BUYERS_KNOWN, &[&community, &after.to_owned(), &limit])
}

pub(crate) fn sums_by_state(
    read: &mut impl Read,
    community: i64,
    list: List,
) -> Result<Vec<(State, i64, i64)>, Fault> {
    read.list(SUMS_BY_STATE, &[&community, &list])
}

pub(crate) fn without_place(
    reader: &mut Reader,
    community: i64,
    list: List,
) -> Result<Vec<(Id<Order>, State)>, Fault> {
    reader.rows(WITHOUT_PLACE, &[&community, &list])
}

/// One line of an order that a list has.
pub(crate) struct Held {
    pub(crate) name: String,
    pub(crate) order: Id<Order>,
    pub(crate) state: State,
    pub(crate) offer: Id<Offer>,
    pub(crate) variant: i64,
    pub(crate) milli: i64,
}

type HeldRow = (String, Id<Order>, State, Id<Offer>, i64, i64);

pub(crate) fn held(read: &mut impl Read, community: i64, list: List) -> Result<Vec<Held>, Fault> {
    let rows: Vec<HeldRow> = read.list(HELD, &[&community, &list])?;
    let of = |(name, order, state, offer, variant, milli)| Held { name, order, state, offer, variant, milli };
    Ok(rows.into_iter().map(of).collect())
}

/// Name, member, and until when a code can be entered.
pub(crate) type WithoutAccount = (String, Id<Member>, Option<Timestamp>);

pub(crate) fn buyers_without_account(
    read: &mut impl Read,
    community: i64,
    list: List,
    now: Timestamp,
) -> Result<Vec<WithoutAccount>, Fault> {
    read.list(WITHOUT_ACCOUNT, &[&community, &list, &now])
}

fn first<T>(found: Result<Vec<(T,)>, Fault>) -> Result<Vec<T>, Fault> {
    Ok(found?.into_iter().map(|(one,)| one).collect())
}
