//! The market: offers, orders, payments, settlement.
//!
//! Rules are pure (`offer`, `split`, `order`, `payment`, `refund`, `settlement`), operations are in `ops`, one a
//! file, ways of paying in `methods`. What an order's transitions post is a table in the README.

mod acting;
pub mod arrivals;
#[cfg(test)]
mod arrivals_tests;
mod balance;
mod books;
pub mod brought;
mod brought_store;
mod called;
mod causes;
mod check;
mod columns;
mod complained_store;
pub mod complaint;
pub mod complaint_rows;
pub mod deadline;
mod door;
mod holding;
pub mod ids;
pub mod import;
pub mod jobs;
pub mod market_store;
pub mod methods;
pub mod names;
mod naming;
pub mod offer;
pub mod ops;
pub mod order;
mod order_refused;
mod pages;
mod payer_words;
pub mod payment;
mod personal_data;
pub mod picture_rows;
mod picture_store;
pub mod refund;
pub mod reports;
mod room;
mod routes;
pub mod rows;
pub mod settlement;
pub mod split;
pub mod statement;
mod sums;
pub mod undoing;
mod waiting;
mod whose;

pub use acting::{Actor, When};
pub use causes::{
    GivenBack, SettledSale, SoldOf, SplitBehind, given_back_by, order_of_cause, sees_order,
    settled_of_receiver, shares_given_back_by, sold_of, splits_behind,
};
pub use check::{order_count, verify};
pub use door::{
    AboutOrder, GoodsSeen, OrderAt, OrderFetched, OrderNote, OrderOnward, OrderSeen, WayToTransfer,
    credit_of, draw_credit, goods, has_open_purchases, is_for_everybody, is_set_up, parts_of_sale,
    payments_to_check, unpaid_of, way_to_pay, ways_to_transfer,
};
pub use ops::{forget_member, fulfil_at_point, hand_over_purchases, set_split_by_decision, undo_at_point};
pub use pages::complaint_photos::PhotoOwner;
pub use pages::offer_pictures::PictureOwner;
pub use pages::read_store::{WaitingFor, short_of, waiting_for_goods, wanted_and_handed};
pub use pages::sections as providers;
pub use pages::ticks::{Tick, Told};
pub use pages::together::{Asked, DueRow, READ_MAX as TOGETHER_MAX, Sheet, TogetherForm, TogetherPage};
pub use pages::together_orders::{
    Waiting, asked_together, awaited_orders, called as orders_called, enter_orders,
};
pub use personal_data::personal_data;
pub use routes::routes;
pub use waiting::{WaitingRun, WaitingRuns};

use store::{Migration, Row, Table};
use web::Topic;

web::translations!();

/// What is for sale, the newest first, as id and title: what a form offers to choose from.
///
/// # Errors
/// Of the database only.
pub fn offer_names(
    reader: &mut store::Reader,
    community: i64,
    limit: i64,
) -> Result<Vec<(kernel::Id<rows::Offer>, String)>, store::Fault> {
    pages::offer_names(reader, community, limit)
}

/// Who gets what of an offer's price now, in the words of `split::Split`. None where there is no such offer, or one that
/// is between a seller and the stewards still and asks members for nothing.
///
/// # Errors
/// Of the database only.
pub fn split_words(
    reader: &mut store::Reader,
    community: i64,
    offer: kernel::Id<rows::Offer>,
) -> Result<Option<String>, store::Fault> {
    let row = reader.find::<rows::Offer>(&(community, offer))?;
    let seen = |row: &rows::Offer| row.state != offer::OfferState::Proposed || row.split_waits;
    let Some(row) = row.filter(seen) else { return Ok(None) };
    let split = reader.find::<rows::OfferSplit>(&(community, offer, row.split_version))?;
    Ok(split.map(|split| split.words))
}

/// A variant that can be bought now.
#[derive(Debug, Clone)]
pub struct OnSale {
    pub offer: kernel::Id<rows::Offer>,
    /// Of the variant, within the offer.
    pub number: i64,
    pub title: String,
    /// Of the variant; often empty where there is one only.
    pub variant: String,
    pub unit: String,
    pub price: kernel::Price,
    pub step: kernel::Quantity,
    /// What else people call the offer.
    pub also_called: Vec<String>,
}

/// What is for sale, of the newest offers so many.
///
/// # Errors
/// Of the database only.
pub fn on_sale(reader: &mut store::Reader, community: i64, offers: i64) -> Result<Vec<OnSale>, store::Fault> {
    pages::on_sale(reader, community, offers)
}

impl OnSale {
    /// Of the offer and its variant together.
    pub fn name(&self) -> String {
        ops::line_title(&self.title, &self.variant)
    }
}

pub fn migrations() -> Vec<Migration> {
    let sql = include_str!("../migrations/0001_market.sql");
    let decisions = include_str!("../migrations/0002_decisions.sql");
    let waiting = include_str!("../migrations/0003_splits_that_wait.sql");
    let pooled = include_str!("../migrations/0004_pooled.sql");
    let after_sales = include_str!("../migrations/0005_after_sales.sql");
    let brought = include_str!("../migrations/0006_brought.sql");
    let settled = include_str!("../migrations/0007_settled_by_entry.sql");
    let also_called = include_str!("../migrations/0008_also_called.sql");
    let seen = include_str!("../migrations/0009_arrivals_seen.sql");
    let undone = include_str!("../migrations/0010_payments_undone.sql");
    let references = include_str!("../migrations/0011_undone_references.sql");
    let lines = include_str!("../migrations/0012_lines_of_each_payment.sql");
    let pictures = include_str!("../migrations/0013_pictures_of_offers.sql");
    let own = vec![
        Migration { feature: "market", number: 1, name: "market", sql },
        Migration { feature: "market", number: 2, name: "what was decided", sql: decisions },
        Migration { feature: "market", number: 3, name: "splits that wait", sql: waiting },
        Migration { feature: "market", number: 4, name: "orders of pools", sql: pooled },
        Migration { feature: "market", number: 5, name: "after sales", sql: after_sales },
        Migration { feature: "market", number: 6, name: "who brought it, and coupons", sql: brought },
        Migration { feature: "market", number: 7, name: "settled orders by entry", sql: settled },
        Migration { feature: "market", number: 8, name: "what else it is called", sql: also_called },
        Migration { feature: "market", number: 9, name: "statements entered before", sql: seen },
        Migration { feature: "market", number: 10, name: "payments put down wrongly", sql: undone },
        Migration { feature: "market", number: 11, name: "references of others", sql: references },
        Migration { feature: "market", number: 12, name: "lines of each payment", sql: lines },
        Migration { feature: "market", number: 13, name: "pictures of offers", sql: pictures },
    ];
    [own, import::migrations()].concat()
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    let own = vec![
        rows::MarketSettings::TABLE,
        rows::MarketCount::TABLE,
        rows::Offer::TABLE,
        rows::OfferVariant::TABLE,
        rows::OfferSplit::TABLE,
        picture_rows::OfferPicture::TABLE,
        rows::PurchaseCount::TABLE,
        rows::Order::TABLE,
        rows::OrderLine::TABLE,
        rows::LinePart::TABLE,
        rows::OrderEvent::TABLE,
        rows::Payment::TABLE,
        rows::ArrivalSeen::TABLE,
        rows::GatewayNotice::TABLE,
        rows::Refund::TABLE,
        rows::RefundLine::TABLE,
        rows::RefundPart::TABLE,
        rows::Payout::TABLE,
        rows::Repayment::TABLE,
        complaint_rows::Complaint::TABLE,
        complaint_rows::ComplaintLine::TABLE,
        complaint_rows::ComplaintPhoto::TABLE,
        complaint_rows::Remedy::TABLE,
        complaint_rows::RemedyLine::TABLE,
    ];
    [own, import::tables()].concat()
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    [
        market_store::STATEMENTS,
        brought_store::STATEMENTS,
        complained_store::STATEMENTS,
        picture_store::STATEMENTS,
        pages::STATEMENTS,
        &import::statements(),
    ]
    .concat()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [
        web::refusals_of(offer::OfferRefused::ALL),
        web::refusals_of(split::SplitRefused::ALL),
        web::refusals_of(order::OrderRefused::ALL),
        web::refusals_of(payment::PaymentRefused::ALL),
        web::refusals_of(payment::PayoutRefused::ALL),
        web::refusals_of(payment::RepaymentRefused::ALL),
        web::refusals_of(refund::RefundRefused::ALL),
        web::refusals_of(complaint::ComplaintRefused::ALL),
    ]
    .concat()
}

/// What each member has bought since a time and not given back, in minor units, by member: accepted and settled orders
/// by when they were placed. Members without any are not in it.
///
/// # Errors
/// Of the database only.
pub fn purchases_since(
    tx: &mut store::Tx,
    since: kernel::Timestamp,
) -> Result<Vec<(kernel::Id<ids::Member>, i64)>, store::Fault> {
    let community = tx.community();
    tx.rows(market_store::PURCHASES_SINCE, &[&community, &since])
}

/// What each member paid for settled orders, less what was given back since, in minor units, by member: of the orders that were settled by
/// entries from `first` to `last`, and of them by those that are `among` the ones asked for. What a coupon paid was not paid by the buyer. One
/// statement, whatever their number.
///
/// # Errors
/// Of the database only.
pub fn paid_for_settled(
    reader: &mut store::Reader,
    community: i64,
    (first, last): (i64, i64),
    among: impl Fn(i64) -> bool,
) -> Result<Vec<(kernel::Id<ids::Member>, i64)>, store::Fault> {
    type Settled = (i64, kernel::Id<ids::Member>, i64);
    let settled = reader.rows::<Settled>(market_store::SETTLED_BY, &[&community, &first, &last])?;
    let own = settled.into_iter().filter(|(entry, ..)| among(*entry));
    let mut paid: Vec<_> = own.map(|(_, buyer, minor)| (buyer, minor)).collect();
    paid.sort_unstable_by_key(|(buyer, _)| *buyer);
    paid.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        kept.1 += if same { later.1 } else { 0 };
        same
    });
    Ok(paid)
}

/// Orders that some entries settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// The entries that settled them.
    pub entries: Vec<i64>,
    /// What members gave back since, of their parts of these orders, in minor units.
    pub given_back: Vec<(kernel::Id<ids::Member>, i64)>,
}

/// The orders that `paid_for_settled` counts, for what their receivers got: the entries say what that was, and what was given back after them stands here.
///
/// # Errors
/// Of the database only.
pub fn settled_by(
    reader: &mut store::Reader,
    community: i64,
    (first, last): (i64, i64),
    among: impl Fn(i64) -> bool,
) -> Result<Settled, store::Fault> {
    type Paid = (i64, kernel::Id<ids::Member>, i64);
    type Back = (i64, String, i64);
    let args: [&dyn store::Arg; 3] = [&community, &first, &last];
    let settled = reader.rows::<Paid>(market_store::SETTLED_BY, &args)?;
    let back = reader.rows::<Back>(market_store::BACK_SINCE_SETTLED, &args)?;
    let of_member = |(_, party, minor): (i64, String, i64)| match split::Party::parse(&party)? {
        split::Party::Member(member) => Some((member, minor)),
        split::Party::Fund(_) => None,
    };
    Ok(Settled {
        entries: settled.into_iter().map(|(entry, ..)| entry).filter(|entry| among(*entry)).collect(),
        given_back: back.into_iter().filter(|(entry, ..)| among(*entry)).filter_map(of_member).collect(),
    })
}

/// A buyer's settled order, and what they paid for it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettledOrder {
    pub id: kernel::Id<rows::Order>,
    pub number: i64,
    /// That it was settled with.
    pub entry: i64,
    /// Less what was given back since, and what a coupon paid.
    pub own_minor: i64,
}

/// The last settled orders of a buyer, the newest first: those that `paid_for_settled` counts.
///
/// # Errors
/// Of the database only.
pub fn settled_of_buyer(
    reader: &mut store::Reader,
    community: i64,
    buyer: kernel::Id<ids::Member>,
    limit: i64,
) -> Result<Vec<SettledOrder>, store::Fault> {
    type Settled = (kernel::Id<rows::Order>, i64, i64, i64);
    let found = reader.rows::<Settled>(market_store::SETTLED_OF_BUYER, &[&community, &buyer, &limit])?;
    let order = |(id, number, entry, own_minor)| SettledOrder { id, number, entry, own_minor };
    Ok(found.into_iter().map(order).collect())
}

/// Which live pages an event of this feature changes. Shelves are for visitors too, and what members do with
/// money is not: an order that is paid for is told to members only, although it may have left a shelf.
pub fn topics(kind: &str) -> &'static [Topic] {
    match kind {
        "order_placed" | "order_expired" | "order_cancelled" => &[Topic::Market, Topic::Orders],
        "paid_out" | "repaid" => &[Topic::Orders],
        _ if kind.starts_with("offer_") => &[Topic::Market],
        _ if kind.starts_with("order_") => &[Topic::Orders],
        _ => &[],
    }
}

/// What becomes due by the clock. `gateway_secret` is that of the routes, where the site plays a payment gateway.
pub fn jobs(gateway_secret: Option<[u8; 32]>) -> Vec<(&'static str, store::Handler)> {
    jobs::handlers(gateway_secret)
}
